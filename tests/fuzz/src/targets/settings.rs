//! What merchants and shoppers send to the worker: settings, forms, addresses.

use fulfillment::instant::{DAY, HOUR};
use integrations::outbound::endpoint_allowed;
use integrations::shopify::webhook;
use plumbline_worker::routes::fuzz;

use super::{NOW, line, story};

/// A change of settings, as JSON; what it makes of the policy is then lived with.
pub fn settings(input: &[u8]) {
    let Some(policy) = fuzz::settings(input, NOW) else {
        return;
    };
    let calendar = &policy.calendar;
    for ahead in [0, HOUR, 30 * DAY] {
        let from = NOW.plus(ahead);
        assert!(
            calendar.after_hours(from, 4 * HOUR) >= from,
            "working time runs backwards"
        );
        assert!(
            calendar.after_days(from, 48 * HOUR) >= from,
            "working days run backwards"
        );
        calendar.end_of_day(from);
    }
    let order =
        include_bytes!("../../../../crates/integrations/fixtures/shopify/orders.create.json");
    let parcel =
        include_bytes!("../../../../crates/integrations/fixtures/shopify/fulfillments.create.json");
    let mut facts = Vec::new();
    for (topic, body) in [
        ("orders/create", &order[..]),
        ("fulfillments/create", &parcel[..]),
    ] {
        facts.extend(webhook::adapt(topic, body, NOW).expect("a fixture").facts);
    }
    for at in [NOW, NOW.plus(400 * DAY)] {
        story::told(&facts, &policy, at);
    }
}

/// A form: its content type on the first line, then the body.
pub fn form(input: &[u8]) {
    let (kind, body) = line(input);
    fuzz::form(kind, body, NOW);
}

/// A path, and an address for messages.
pub fn route(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    fuzz::path(text);
    for development in [false, true] {
        if endpoint_allowed(text, development) && !development {
            // Whatever else it is: a public name under TLS.
            assert!(text.starts_with("https://") && text.is_ascii());
            let host = text["https://".len()..].split(['/', '?', '#', ':']).next();
            let host = host.unwrap_or_default();
            assert!(
                host.contains('.') && !host.contains('@') && !host.contains('['),
                "{host}"
            );
            assert!(host.parse::<std::net::IpAddr>().is_err(), "{host}");
        }
    }
}
