//! Bodies that are signed and wrong: every value of every documented body replaced by every kind of
//! JSON, and every body cut short. Each is taken or refused with a reason, and none quotes a value.

use std::fs;
use std::path::Path;

use fulfillment::Instant;
use integrations::aftership::register;
use integrations::aftership::webhook;
use integrations::shopify::admin::{self, AdminError};
use integrations::shopify::webhook::adapt;
use integrations::{Refusal, Report};
use serde_json::{Value, json};

const AT: Instant = Instant(1_772_398_800_000);

fn fixtures(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(folder);
    let files = fs::read_dir(folder).expect("fixtures");
    files
        .map(|file| file.expect("file").path())
        .map(|path| {
            let name = path
                .file_stem()
                .expect("name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("readable"))
        })
        .collect()
}

/// JSON pointers to every value, but for amounts of money, which nothing reads.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| !name.ends_with("_set")) {
                places(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Every variant of `body` with one value replaced.
fn replaced(body: &[u8], mut judge: impl FnMut(&str, &[u8])) {
    let whole: Value = serde_json::from_slice(body).expect("JSON");
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    let others = [
        json!(null),
        json!(true),
        json!(-7),
        json!(1e300),
        json!("canary@example.com"),
        json!([{}]),
        json!({"id": [0]}),
    ];
    for place in found {
        for other in &others {
            let mut variant = whole.clone();
            *variant.pointer_mut(&place).expect("a place") = other.clone();
            judge(
                &format!("{place} = {other}"),
                variant.to_string().as_bytes(),
            );
        }
    }
}

fn judge(what: &str, answer: &Result<Report, Refusal>) {
    match answer {
        Ok(report) => {
            // What was taken keeps the promise about personal data even here.
            for fact in &report.facts {
                // Titles, names and statuses are foreign text and may say anything.
                let text = fact.text.as_deref().unwrap_or_default();
                assert!(!text.contains("canary"), "{what}: {text}");
            }
        }
        Err(Refusal::Malformed { reason }) => {
            assert!(
                !reason.is_empty() && !reason.contains("canary"),
                "{what}: {reason}"
            );
        }
        Err(other) => panic!("{what}: {other}"),
    }
}

#[test]
fn a_wrong_value_anywhere_is_taken_or_refused_with_a_reason() {
    for (name, body) in fixtures("shopify") {
        // The other orders differ in values only.
        if name.starts_with("orders.c") {
            continue;
        }
        let mut parts = name.split('.');
        let (group, step) = (parts.next().expect("group"), parts.next().expect("step"));
        let topic = format!("{group}/{step}");
        replaced(&body, |what, variant| {
            judge(&format!("{name}: {what}"), &adapt(&topic, variant, AT));
        });
        let body = body.trim_ascii_end();
        for end in (0..body.len()).step_by(body.len() / 50 + 1) {
            let answer = adapt(&topic, &body[..end], AT);
            assert!(answer.is_err(), "{name} cut at {end}");
            judge(&format!("{name} cut at {end}"), &answer);
        }
    }
}

/// Reads an answer as the one to the operation whose name it has.
fn parse(name: &str, body: &[u8]) -> Result<(), AdminError> {
    let operation = name.split('.').next().unwrap_or_default();
    match operation {
        "OrderById" => admin::parse_order(200, body).map(drop),
        "FulfillmentOrderById" => admin::parse_fulfillment_order(200, body).map(drop),
        "OpenFulfillmentOrders" => admin::parse_open_fulfillment_orders(200, body).map(drop),
        "SetMetafields" => admin::parse_metafields_set(200, body).map(drop),
        "CreateDeliveryCustomization" => admin::parse_customization_create(200, body).map(drop),
        "UpdateDeliveryCustomization" => admin::parse_customization_switch(200, body).map(drop),
        "DeliveryCustomizations" => admin::parse_customizations(200, body).map(drop),
        "SetFulfillmentDeadline" => admin::parse_fulfillment_deadline_set(200, body),
        "ShopDetails" => admin::parse_shop_details(200, body).map(drop),
        "DeliveryPromise" => admin::parse_delivery_promise(200, body).map(drop),
        "Locations" => admin::parse_locations(200, body).map(drop),
        "DeliveryProfiles" => admin::parse_delivery_profiles(200, body).map(drop),
        "DeliveryZones" => admin::parse_delivery_zones(200, body).map(drop),
        "ShippingLines" => admin::parse_shipping_lines(200, body).map(drop),
        "OrderHandling" => admin::parse_order_handling(200, body).map(drop),
        other => panic!("no reader of {other}"),
    }
}

#[test]
fn a_wrong_value_in_an_admin_answer_never_panics_and_is_never_quoted() {
    for (name, body) in fixtures("admin") {
        replaced(&body, |what, variant| match parse(&name, variant) {
            // Shopify's own words to us, kept for the merchant.
            Ok(()) | Err(AdminError::UserErrors(_)) => {}
            Err(error) => {
                let text = error.to_string();
                let quotes = text.contains("canary") && !what.starts_with("/errors");
                assert!(!quotes, "{name}: {what}: {text}");
            }
        });
    }
}

#[test]
fn a_wrong_value_from_aftership_is_taken_or_refused_with_a_reason() {
    struct Nowhere;
    impl webhook::Clocks for Nowhere {
        fn in_zone(&self, _: &str, _: Instant) -> Option<Instant> {
            None
        }
        fn home(&self, local: Instant) -> Instant {
            local
        }
    }
    for (name, body) in fixtures("aftership") {
        let adapt = |body: &[u8]| webhook::adapt(body, &Nowhere).map(|update| update.report);
        replaced(&body, |what, variant| {
            judge(&format!("{name}: {what}"), &adapt(variant));
        });
        let body = body.trim_ascii_end();
        for end in (0..body.len()).step_by(body.len() / 50 + 1) {
            let answer = adapt(&body[..end]);
            assert!(answer.is_err(), "{name} cut at {end}");
            judge(&format!("{name} cut at {end}"), &answer);
        }
    }
    let answers = [
        &br#"{"meta":{"code":201},"data":{"id":"a","slug":"usps"}}"#[..],
        br#"{"meta":{"code":4003,"message":"m"},"data":{"tracking":{"id":"a"}}}"#,
    ];
    for body in answers {
        for status in [0, 200, 201, 400, 402, 429, 500] {
            replaced(body, |what, variant| {
                let answer = register::Answer {
                    status,
                    body: variant.to_vec(),
                    ..register::Answer::default()
                };
                let outcome = format!("{:?}", register::parse(&answer, AT));
                let quotes = outcome.contains("canary") && !what.starts_with("/data");
                assert!(!quotes, "{what}: {outcome}");
            });
        }
    }
}
