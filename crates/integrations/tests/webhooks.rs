//! Every documented Shopify webhook, from its body to its facts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fulfillment::{Grade, Instant, Kind};
use integrations::shopify::webhook::{TOPICS, adapt};
use integrations::{Control, Locator, Refusal, Report};

/// 2026-03-01T21:00:00Z, what `X-Shopify-Triggered-At` says in every test.
const TRIGGERED_AT: Instant = Instant(1_772_398_800_000);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn fixtures() -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(root().join("fixtures/shopify")).expect("fixtures");
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

/// `orders.create.paid` is a body of topic `orders/create`.
fn topic(name: &str) -> String {
    let mut parts = name.split('.');
    format!(
        "{}/{}",
        parts.next().expect("group"),
        parts.next().expect("step")
    )
}

fn fixture(name: &str) -> Report {
    let body = fs::read(root().join(format!("fixtures/shopify/{name}.json"))).expect("fixture");
    adapt(&topic(name), &body, TRIGGERED_AT).expect("adapts")
}

#[test]
fn each_documented_body_gives_its_golden_report() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (name, body) in fixtures() {
        let report = adapt(&topic(&name), &body, TRIGGERED_AT)
            .unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let got = serde_json::to_string_pretty(&report).expect("serialises") + "\n";
        let golden = root().join(format!("tests/golden/{name}.json"));
        if update {
            fs::write(&golden, &got).expect("golden written");
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(got, wanted, "{name}: differs from {}", golden.display());
    }
}

#[test]
fn every_topic_has_a_fixture_and_every_fixture_a_topic() {
    let mut covered: Vec<String> = fixtures().keys().map(|name| topic(name)).collect();
    covered.dedup();
    // Same body as `orders/updated`.
    let same = [
        "orders/paid",
        "orders/fulfilled",
        "orders/partially_fulfilled",
    ];
    for wanted in TOPICS.iter().filter(|topic| !same.contains(topic)) {
        assert!(
            covered.iter().any(|topic| topic == wanted),
            "{wanted} has no fixture"
        );
    }
    for topic in &covered {
        assert!(TOPICS.contains(&topic.as_str()), "{topic} is not in TOPICS");
    }
}

#[test]
fn facts_hold_no_personal_data() {
    let canaries = [
        "Steve",
        "Shipper",
        "Smith",
        "Shipping Street",
        "Elm St",
        "40003",
        "555",
        "@example.com",
        "supertoys",
        "MacLaren",
        "0199",
    ];
    for (name, body) in fixtures() {
        let report = adapt(&topic(&name), &body, TRIGGERED_AT).expect("adapts");
        for fact in &report.facts {
            let text = serde_json::to_string(fact).expect("serialises");
            for canary in canaries {
                assert!(!text.contains(canary), "{name}: {canary:?} in {text}");
            }
        }
        assert!(
            !format!("{report:?}").contains("jon@"),
            "{name}: personal data in Debug"
        );
    }
}

#[test]
fn personal_data_is_kept_apart() {
    let personal = fixture("orders.create").personal.expect("personal");
    assert_eq!(personal.email.as_deref(), Some("jon@example.com"));
    assert_eq!(personal.phone.as_deref(), Some("555-555-SHIP"));
    assert_eq!(personal.name.as_deref(), Some("Steve Shipper"));
    let address = personal.address.expect("address");
    assert!(
        address.starts_with("Shipping Company\n123 Shipping Street\n"),
        "{address}"
    );
}

#[test]
fn the_same_happening_is_one_fact_by_every_topic() {
    let ids = |name: &str| -> Vec<_> { fixture(name).facts.iter().map(|fact| fact.id()).collect() };
    let updated = ids("orders.updated");
    for name in ["fulfillments.create", "refunds.create"] {
        for id in ids(name) {
            assert!(
                updated.contains(&id),
                "{name} is another fact inside the order"
            );
        }
    }
    let placed = fixture("orders.create").facts.swap_remove(0);
    assert_eq!(placed.kind, Kind::OrderPlaced);
    assert!(updated.contains(&placed.id()));
    assert!(ids("orders.cancelled").contains(&placed.id()));
}

#[test]
fn another_delivery_of_a_body_is_the_same_facts() {
    for (name, body) in fixtures() {
        let first = adapt(&topic(&name), &body, TRIGGERED_AT).expect("adapts");
        // Another order of keys, other white space: the same content.
        let value: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        let compact = serde_json::to_vec(&value).expect("serialises");
        let again = adapt(&topic(&name), &compact, TRIGGERED_AT).expect("adapts");
        assert_eq!(first, again, "{name}");
    }
}

#[test]
fn a_report_survives_its_own_json() {
    for (name, body) in fixtures() {
        let report = adapt(&topic(&name), &body, TRIGGERED_AT).expect("adapts");
        let text = serde_json::to_string(&report).expect("serialises");
        let again: Report = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(report, again, "{name}");
    }
}

#[test]
fn only_a_carriers_scan_is_carrier_grade() {
    for (name, body) in fixtures() {
        let report = adapt(&topic(&name), &body, TRIGGERED_AT).expect("adapts");
        let carrier = report.facts.iter().any(|fact| fact.grade == Grade::Carrier);
        let scans = ["fulfillment_events.create", "fulfillment_events.create.eta"];
        assert_eq!(carrier, scans.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn every_status_of_the_schema_is_in_a_table() {
    let schema = fs::read_to_string(root().join("graphql/admin.schema.graphql")).expect("schema");
    let values = |name: &str| -> Vec<String> {
        let (_, rest) = schema
            .split_once(&format!("enum {name} {{\n"))
            .expect("enum");
        let (block, _) = rest.split_once('}').expect("end");
        block.split_whitespace().map(str::to_owned).collect()
    };
    use integrations::shopify::status;
    for value in values("FulfillmentEventStatus") {
        let (kind, _) = status::fulfillment_event::meaning(&value);
        assert!(!matches!(kind, Kind::Unknown { .. }), "{value}");
    }
    for value in values("DeliveryMethodType") {
        assert!(
            status::delivery_method::meaning(&value).is_some(),
            "{value}"
        );
    }
    let other = fulfillment::fact::HoldReason::Other;
    for value in values("FulfillmentHoldReason") {
        let reason = status::hold_reason::meaning(&value);
        assert!(reason != other || value == "OTHER", "{value}");
    }
}

#[test]
fn an_unknown_status_is_kept_and_proves_nothing() {
    let body = br#"{"id":1,"fulfillment_id":2,"order_id":3,"status":"Teleported","happened_at":"2026-03-03T05:14:00Z"}"#;
    let report = adapt("fulfillment_events/create", body, TRIGGERED_AT).expect("adapts");
    let fact = report.facts.first().expect("one fact");
    assert_eq!(fact.grade, Grade::Record);
    let status = "teleported".to_owned();
    assert_eq!(fact.kind, Kind::Unknown { status });
}

#[test]
fn a_missing_field_is_named_and_no_value_is_quoted() {
    let refusal = |topic: &str, body: &str| match adapt(topic, body.as_bytes(), TRIGGERED_AT) {
        Err(Refusal::Malformed { reason }) => reason,
        other => panic!("{other:?}"),
    };
    let reason = refusal("fulfillments/create", r#"{"id":1}"#);
    assert!(reason.starts_with("missing field `order_id`"), "{reason}");
    let reason = refusal("orders/create", r#"{"id":"jon@example.com"}"#);
    assert!(
        reason.contains("expected an id") && !reason.contains("jon"),
        "{reason}"
    );
    let reason = refusal("orders/create", r#"{"id":1,"name":["jon@example.com"]}"#);
    assert!(
        reason.contains("expected a string") && !reason.contains("jon"),
        "{reason}"
    );
    let reason = refusal("orders/create", r#"{"id":1,"name":"jon"#);
    assert!(!reason.contains("jon"), "{reason}");
    let reason = refusal(
        "orders/create",
        r#"{"id":1,"name":"a","created_at":"yesterday"}"#,
    );
    assert!(reason.contains("a time with offset"), "{reason}");
    let reason = refusal("fulfillment_orders/moved", "{}");
    assert!(reason.contains("fulfillment_order"), "{reason}");
    let reason = refusal("returns/request", "{}");
    assert!(reason.contains("`id`"), "{reason}");
    let reason = refusal("shop/redact", r#"{"shop_domain":"evil.example.com"}"#);
    assert!(reason.contains("shop_domain"), "{reason}");
}

#[test]
fn an_unknown_topic_is_refused_by_name() {
    for topic in [
        "orders",
        "orders/delete",
        "fulfillment_orders/teleported",
        "returns/teleported",
    ] {
        let body = br#"{"id":1,"order_id":2,"fulfillment_order":{"id":3}}"#;
        match adapt(topic, body, TRIGGERED_AT) {
            Err(refusal @ Refusal::UnknownTopic(_)) => {
                assert!(refusal.to_string().contains(topic), "{refusal}");
                assert_eq!(refusal.status(), 404);
            }
            other => panic!("{topic}: {other:?}"),
        }
    }
}

#[test]
fn a_body_beyond_the_limit_is_refused() {
    let body = vec![b' '; 8 * 1024 * 1024 + 1];
    let refusal = adapt("orders/create", &body, TRIGGERED_AT).expect_err("too large");
    assert_eq!(refusal.status(), 413);
}

#[test]
fn the_body_names_its_shop() {
    let report = fixture("orders.create");
    assert!(report.names_shop("jsmith.myshopify.com", None));
    assert!(!report.names_shop("other.myshopify.com", None));
    // A shop with a domain of its own is named by its number.
    let report = fixture("orders.create.pickup");
    assert_eq!(report.shop_hint.as_deref(), Some("548380009"));
    assert!(report.names_shop("jsmith.myshopify.com", Some("548380009")));
    assert!(!report.names_shop("jsmith.myshopify.com", Some("1")));
    let report = fixture("customers.redact");
    assert!(!report.names_shop("jsmith.myshopify.com", None));
}

#[test]
fn compliance_topics_are_orders_to_the_shop() {
    let orders = ["299938", "280263", "220458"].map(str::to_owned).to_vec();
    let cases = [
        ("app.uninstalled", Control::Uninstalled),
        (
            "customers.data_request",
            Control::DataRequest {
                orders: orders.clone(),
            },
        ),
        ("customers.redact", Control::RedactCustomer { orders }),
        ("shop.redact", Control::RedactShop),
    ];
    for (name, control) in cases {
        let report = fixture(name);
        assert_eq!(report.about, Locator::Shop);
        assert_eq!(report.control, Some(control));
        assert!(report.facts.is_empty() && report.personal.is_none());
    }
}

#[test]
fn what_we_wrote_ourselves_adds_no_evidence() {
    assert!(fixture("fulfillment_events.create.ours").facts.is_empty());
}

#[test]
fn ids_come_as_numbers_or_as_global_ids() {
    let number =
        br#"{"fulfillment_order":{"id":7,"order_id":"gid://shopify/Order/9","status":"OPEN"}}"#;
    let report = adapt("fulfillment_orders/rescheduled", number, TRIGGERED_AT).expect("adapts");
    assert_eq!(report.about, Locator::Order("9".to_owned()));
    let fact = report.facts.first().expect("one fact");
    assert_eq!(fact.subject.fulfillment_order.as_deref(), Some("7"));
}
