//! The operations webhook: what each kind proves, and one bad item beside its batch.

use contract::operations::{KINDS, SCANS};
use fulfillment::fact::{DeliveredHow, ExceptionKind, HoldReason, OwnerRole};
use fulfillment::{Fact, Grade, Instant, Kind};
use integrations::operations::{Batch, EVENTS_LIMIT, adapt};
use integrations::{DirectoryLink, Locator, Refusal};
use serde_json::{Value, json};

const AT: Instant = Instant(1_772_398_800_000);

fn event(kind: &str) -> Value {
    json!({"id": "e-1", "kind": kind, "at": "2026-03-01T15:00:00-06:00", "order": "1001"})
}

fn with(kind: &str, fields: Value) -> Value {
    let mut event = event(kind);
    for (name, value) in fields.as_object().expect("fields") {
        event[name] = value.clone();
    }
    event
}

fn batch(body: &Value) -> Batch {
    adapt("chicago", body.to_string().as_bytes()).expect("a body")
}

fn facts(event: &Value) -> Vec<Fact> {
    let mut batch = batch(event);
    assert_eq!(batch.rejected, [], "{event}");
    batch.reports.remove(0).facts
}

fn fact(event: &Value) -> Fact {
    facts(event).remove(0)
}

fn reason(event: &Value) -> String {
    let batch = batch(event);
    assert!(batch.reports.is_empty(), "{event} passed");
    match &batch.rejected[0].refusal {
        Refusal::Malformed { reason } => reason.clone(),
        other => other.to_string(),
    }
}

/// What a kind needs to be complete.
fn complete(kind: &str) -> Value {
    match kind {
        "carrier_scan" => with(kind, json!({"scan": "accepted", "carrier": "USPS"})),
        "exception" => with(kind, json!({"exception": "out_of_stock"})),
        "eta_revised" => with(kind, json!({"until": "2026-03-06T00:00:00Z"})),
        _ => event(kind),
    }
}

#[test]
fn every_published_kind_and_scan_has_a_meaning() {
    for kind in KINDS {
        let fact = fact(&complete(kind));
        assert!(!matches!(fact.kind, Kind::Unknown { .. }), "{kind}");
    }
    for scan in SCANS {
        let fact = fact(&with(
            "carrier_scan",
            json!({"scan": scan, "carrier": "USPS"}),
        ));
        assert!(!matches!(fact.kind, Kind::Unknown { .. }), "{scan}");
        assert_eq!(fact.grade, Grade::Carrier, "{scan}");
        assert_eq!(fact.source.witness.as_deref(), Some("USPS"));
    }
}

#[test]
fn a_warehouse_speaks_at_warehouse_grade_of_its_own_steps_only() {
    let own = [
        "pick_assigned",
        "pick_started",
        "pick_done",
        "pack_done",
        "handover",
        "ready_for_pickup",
        "delivered",
        "returned",
        "exception",
    ];
    for kind in KINDS {
        let grade = fact(&complete(kind)).grade;
        let wanted = if kind == "carrier_scan" {
            Grade::Carrier
        } else if own.contains(&kind) {
            Grade::Warehouse
        } else {
            Grade::Record
        };
        assert_eq!(grade, wanted, "{kind}");
    }
}

#[test]
fn carrier_grade_needs_a_named_carrier() {
    let scan = with("carrier_scan", json!({"scan": "delivered"}));
    assert_eq!(reason(&scan), "missing field `carrier`");
    let blank = with(
        "carrier_scan",
        json!({"scan": "delivered", "carrier": "  "}),
    );
    assert_eq!(reason(&blank), "missing field `carrier`");
    // A carrier's trouble by hearsay is a record, relayed with its witness it is the carrier's.
    let lost = json!({"exception": "lost"});
    assert_eq!(fact(&with("exception", lost)).grade, Grade::Record);
    let relayed = fact(&with(
        "exception",
        json!({"exception": "lost", "carrier": "USPS"}),
    ));
    assert_eq!(relayed.grade, Grade::Carrier);
    let exception = ExceptionKind::Lost;
    assert_eq!(relayed.kind, Kind::ExceptionReported { exception });
    // A carrier's name lends a warehouse's own step nothing.
    assert_eq!(
        fact(&with("handover", json!({"carrier": "USPS"}))).grade,
        Grade::Warehouse
    );
    assert_eq!(
        fact(&with("delivered", json!({"carrier": "USPS"}))).grade,
        Grade::Warehouse
    );
}

#[test]
fn everything_told_is_in_the_fact() {
    let told = with(
        "handover",
        json!({
            "fulfillment_order": "gid://shopify/FulfillmentOrder/7",
            "shipment": "S-9",
            "tracking": "1z 827wk 74630",
            "carrier": "UPS",
            "items": [{"line": "gid://shopify/LineItem/22", "quantity": 2}, {"line": "SKU A", "quantity": 1}],
            "location": {"id": "55", "name": "Chicago warehouse"},
            "owner": {"role": "station", "id": "dock-4"},
            "place": {"city": "Chicago", "region": "IL", "country": "us"},
            "text": "Left with jon@example.com,\u{7} call +1 555 010 0199",
            "retracts": "e-0",
        }),
    );
    let facts = facts(&told);
    let [handover, number] = facts.as_slice() else {
        panic!("{facts:?}");
    };
    assert_eq!(handover.at, AT);
    assert_eq!(handover.kind, Kind::Handover);
    assert_eq!(handover.source.system, "operations/chicago");
    assert_eq!(handover.source.event.as_deref(), Some("e-1"));
    assert_eq!(
        handover.source.witness.as_deref(),
        Some("Chicago warehouse")
    );
    assert_eq!(handover.subject.fulfillment_order.as_deref(), Some("7"));
    assert_eq!(handover.subject.shipment.as_deref(), Some("S-9"));
    assert_eq!(handover.subject.tracking.as_deref(), Some("1Z827WK74630"));
    let lines: Vec<&str> = handover
        .items
        .iter()
        .map(|item| item.line.as_str())
        .collect();
    assert_eq!(lines, ["22", "SKU A"]);
    let owner = handover.owner.as_ref().expect("owner");
    assert_eq!(
        (owner.role, owner.id.as_str()),
        (OwnerRole::Station, "dock-4")
    );
    let place = handover.place.as_ref().expect("place");
    assert_eq!(place.country.as_deref(), Some("US"));
    assert_eq!(
        handover.text.as_deref(),
        Some("Left with [e-mail] call [number]")
    );
    assert_eq!(handover.retracts.as_deref(), Some("e-0"));
    let carrier = Some("UPS".to_owned());
    assert_eq!(number.kind, Kind::TrackingSet { carrier });
    assert_eq!(number.grade, Grade::Record);
}

#[test]
fn kinds_read_their_own_fields() {
    let hold = HoldReason::InventoryOutOfStock;
    let told = with(
        "hold_placed",
        json!({"hold": "h-1", "reason": "inventory_out_of_stock"}),
    );
    let wanted = Kind::HoldPlaced {
        hold: "h-1".to_owned(),
        reason: hold,
    };
    assert_eq!(fact(&told).kind, wanted);
    let unnamed = Kind::HoldPlaced {
        hold: "e-1".to_owned(),
        reason: HoldReason::Other,
    };
    assert_eq!(
        fact(&event("hold_placed")).kind,
        unnamed,
        "the event's id stands in"
    );
    assert_eq!(
        fact(&event("hold_released")).kind,
        Kind::HoldReleased { hold: None }
    );
    let until = Some(AT);
    let told = with("backordered", json!({"until": "2026-03-01T21:00:00Z"}));
    assert_eq!(fact(&told).kind, Kind::Backordered { until });
    let told = with("eta_revised", json!({"until": "2026-03-01T21:00:00Z"}));
    assert_eq!(
        fact(&told).kind,
        Kind::EtaRevised {
            from: AT,
            until: AT
        }
    );
    let how = DeliveredHow::Neighbour;
    let told = with(
        "carrier_scan",
        json!({"scan": "delivered", "carrier": "DHL", "how": "neighbour"}),
    );
    assert_eq!(fact(&told).kind, Kind::Delivered { how });
    let told = with("fo_rejected", json!({"reason": "No such SKU"}));
    assert_eq!(
        fact(&told).kind,
        Kind::FoRejected {
            reason: Some("No such SKU".to_owned())
        }
    );
}

#[test]
fn an_unknown_word_is_kept_and_proves_nothing() {
    let cases = [
        (event("teleported"), "teleported"),
        (
            with("carrier_scan", json!({"scan": "warped", "carrier": "USPS"})),
            "carrier_scan/warped",
        ),
        (
            with("exception", json!({"exception": "eaten"})),
            "exception/eaten",
        ),
        // Silence is ours to find, not a source's to claim.
        (
            with("exception", json!({"exception": "source_silent"})),
            "exception/source_silent",
        ),
    ];
    for (event, status) in cases {
        let fact = fact(&event);
        assert_eq!(
            fact.kind,
            Kind::Unknown {
                status: status.to_owned()
            }
        );
        assert_eq!(fact.grade, Grade::Record);
    }
}

#[test]
fn the_order_is_named_by_what_is_likeliest_known() {
    let about = |fields: Value| {
        let mut event = with("pack_done", fields);
        event.as_object_mut().expect("object").remove("order");
        batch(&event).reports.remove(0)
    };
    assert_eq!(
        batch(&event("pack_done")).reports[0].about,
        Locator::Order("1001".to_owned())
    );
    let report = about(json!({"fulfillment_order": "7", "order_name": "#1001", "tracking": "x1"}));
    assert_eq!(report.about, Locator::FulfillmentOrder("7".to_owned()));
    let links = [
        DirectoryLink::FulfillmentOrder("7".to_owned()),
        DirectoryLink::Tracking("X1".to_owned()),
    ];
    assert_eq!(report.links, links);
    let report = about(json!({"order_name": "#1001", "shipment": "S-9"}));
    assert_eq!(report.about, Locator::OrderName("#1001".to_owned()));
    let report = about(json!({"shipment": "S-9", "tracking": "x1"}));
    assert_eq!(report.about, Locator::Fulfillment("S-9".to_owned()));
    assert_eq!(
        about(json!({"tracking": "x1"})).about,
        Locator::Tracking("X1".to_owned())
    );
}

#[test]
fn a_bad_item_is_told_by_index_and_a_thousand_good_ones_go_on() {
    let mut items: Vec<Value> = (0..1001)
        .map(|number| with("pack_done", json!({"id": format!("e-{number}")})))
        .collect();
    items[500]["at"] = json!("yesterday");
    let batch = batch(&Value::Array(items.clone()));
    assert_eq!(batch.reports.len(), 1000);
    let [rejected] = batch.rejected.as_slice() else {
        panic!("{:?}", batch.rejected);
    };
    assert_eq!(rejected.index, 500);
    assert!(
        rejected.refusal.to_string().contains("`at`"),
        "{}",
        rejected.refusal
    );
    // What the dead-letter table replays is the item itself.
    let item: Value = serde_json::from_str(&rejected.item).expect("JSON");
    assert_eq!(item, items[500]);
}

#[test]
fn what_is_wrong_is_said() {
    let absent = |field: &str| {
        let mut event = event("pack_done");
        event.as_object_mut().expect("object").remove(field);
        reason(&event)
    };
    assert!(absent("id").starts_with("missing field `id`"));
    assert!(absent("kind").starts_with("missing field `kind`"));
    assert!(absent("at").starts_with("missing field `at`"));
    assert!(absent("order").contains("one of `order`"));
    let cases = [
        (json!({"id": " "}), "missing field `id`"),
        (json!({"id": "x".repeat(129)}), "`id`"),
        (json!({"at": "2026-03-01"}), "`at`"),
        (json!({"at": "2026-03-01T15:00:00"}), "`at`"),
        (json!({"order": "a b"}), "`order`"),
        (json!({"ordre": "1001"}), "unknown field `ordre`"),
        (
            json!({"items": [{"line": "1", "quantity": 0}]}),
            "`items.quantity`",
        ),
        (
            json!({"items": [{"line": "", "quantity": 1}]}),
            "`items.line`",
        ),
        (
            json!({"items": [{"line": "1", "quantity": -1}]}),
            "expected u32",
        ),
        (
            json!({"owner": {"role": "person", "id": "jon@example.com"}}),
            "opaque",
        ),
        (
            json!({"owner": {"role": "person", "name": "Jon"}}),
            "unknown field `name`",
        ),
        (json!({"retracts": "e-1"}), "`retracts`"),
    ];
    for (fields, wanted) in cases {
        let reason = reason(&with("pack_done", fields.clone()));
        assert!(reason.contains(wanted), "{fields}: {reason}");
        assert!(!reason.contains("jon@"), "{reason}");
    }
    assert_eq!(reason(&event("carrier_scan")), "missing field `scan`");
    assert_eq!(reason(&event("exception")), "missing field `exception`");
    assert_eq!(reason(&event("eta_revised")), "missing field `until`");
    let backwards = json!({"from": "2026-03-07T00:00:00Z", "until": "2026-03-06T00:00:00Z"});
    assert!(reason(&with("eta_revised", backwards)).contains("`from`"));
}

#[test]
fn a_body_that_is_no_batch_is_refused_whole() {
    for body in ["", "{", "[{", "nonsense", "[1,"] {
        let refusal = adapt("chicago", body.as_bytes()).expect_err(body);
        assert_eq!(refusal.status(), 422, "{body}");
    }
    let many = Value::Array(vec![event("note"); EVENTS_LIMIT + 1]);
    let refusal = adapt("chicago", many.to_string().as_bytes()).expect_err("too many");
    assert_eq!(refusal.status(), 413);
    assert_eq!(batch(&json!([])), Batch::default());
    assert_eq!(batch(&json!([1, null, "x"])).rejected.len(), 3);
}

#[test]
fn sending_an_event_again_is_the_same_fact_and_another_source_another() {
    let body = event("pack_done").to_string();
    let id = |source: &str| {
        let batch = adapt(source, body.as_bytes()).expect("a body");
        batch.reports[0].facts[0].id()
    };
    assert_eq!(id("chicago"), id("chicago"));
    assert_ne!(id("chicago"), id("reno"));
}
