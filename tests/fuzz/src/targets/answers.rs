//! What others answer us, and what comes back from caches.

use contract::checkout::text::{Book, By};
use contract::view::OrderStatusView;
use integrations::aftership::register;
use integrations::outbound::{self, Answer};
use integrations::shopify::{admin as api, token};

use super::{NOW, line, story};

/// A view read back from Workers KV: whatever is there, it is shown or it is none.
pub fn view(input: &[u8]) {
    if let Ok(view) = serde_json::from_slice::<OrderStatusView>(input) {
        story::shown(&view, NOW);
    }
}

/// An answer of Shopify's, AfterShip's or a receiver's: operation, status and one header on the first line, then the body.
pub fn admin(input: &[u8]) {
    let (head, body) = line(input);
    let mut words = head.splitn(3, ' ');
    let operation = words.next().unwrap_or_default();
    let status: u16 = words
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(200);
    let header = words.next().map(str::to_owned);
    match operation {
        "OrderById" => told(api::parse_order(status, body)),
        "FulfillmentOrderById" => told(api::parse_fulfillment_order(status, body)),
        "OpenFulfillmentOrders" => drop(api::parse_open_fulfillment_orders(status, body)),
        "SetMetafields" => drop(api::parse_metafields_set(status, body)),
        "CreateDeliveryCustomization" => drop(api::parse_customization_create(status, body)),
        "UpdateDeliveryCustomization" => drop(api::parse_customization_switch(status, body)),
        "DeliveryCustomizations" => drop(api::parse_customizations(status, body)),
        "SetFulfillmentDeadline" => drop(api::parse_fulfillment_deadline_set(status, body)),
        "ShopDetails" => drop(api::parse_shop_details(status, body)),
        "DeliveryPromise" => drop(api::parse_delivery_promise(status, body)),
        "Locations" => drop(api::parse_locations(status, body)),
        "DeliveryProfiles" => drop(api::parse_delivery_profiles(status, body)),
        "DeliveryZones" => drop(api::parse_delivery_zones(status, body)),
        "ShippingLines" => drop(api::parse_shipping_lines(status, body)),
        "token" => drop(token::parse(status, body, header.as_deref(), NOW)),
        "register" => {
            let answer = register::Answer {
                status,
                retry_after: header.clone(),
                rate_limit_reset: header,
                body: body.to_vec(),
            };
            register::parse(&answer, NOW);
        }
        _ => {
            let answer = Answer {
                status,
                retry_after: header.clone(),
                idempotency_key: header,
                body: String::from_utf8_lossy(body).into_owned(),
            };
            outbound::classify(operation, 1 + u32::from(status % 40), &answer, NOW);
        }
    }
}

fn told(answer: Result<Option<integrations::Report>, api::AdminError>) {
    if let Ok(Some(report)) = answer {
        story::tell(&report.facts);
    }
}

/// The checkout's text: date, language, name and class on lines, then the text.
pub fn checkout(input: &[u8]) {
    let (date, rest) = line(input);
    let (language, rest) = line(rest);
    let (name, rest) = line(rest);
    let (class, rest) = line(rest);
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    let Some(book) = Book::open(text, date, language) else {
        return;
    };
    let classes: Vec<_> = book.class(class).into_iter().collect();
    for by in [By::Code, By::Handle, By::Title] {
        let Some(profile) = book.find(by, name.as_bytes()) else {
            continue;
        };
        for passed in [None, Some(false), Some(true)] {
            let said = book.words(profile, &classes, &[passed; contract::checkout::CUTOFFS]);
            if let Some(words) = said {
                std::hint::black_box(words.day.len());
            }
        }
    }
}
