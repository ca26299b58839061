//! The load of an order: which work waits where, and when it left.

use contract::load::{LoadRow, load_row};
use fulfillment::fact::{
    DeliveryMethod, Fact, FulfillmentOrderSnapshot, Grade, HoldReason, Item, Kind, Line, Location,
    OrderSnapshot, ShippingLine, Source,
};
use fulfillment::instant::HOUR;
use fulfillment::{Instant, fold};

fn fact(hour: i64, grade: Grade, kind: Kind) -> Fact {
    Fact::new(
        Instant(hour * HOUR),
        Source {
            system: "shopify".into(),
            resource: "1".into(),
            event: None,
            witness: None,
        },
        grade,
        kind,
    )
}

/// A fact about fulfillment order 7, of both lines, at location 5.
fn at_chicago(hour: i64, grade: Grade, kind: Kind) -> Fact {
    let mut fact = fact(hour, grade, kind);
    fact.subject.fulfillment_order = Some("7".into());
    fact.location = Some(Location {
        id: "5".into(),
        name: Some("Chicago".into()),
    });
    fact.items = ["a", "b"]
        .map(|line| Item {
            line: line.into(),
            quantity: 3,
        })
        .into();
    fact
}

fn order() -> Vec<Fact> {
    let line = |id: &str| Line {
        id: id.into(),
        title: "Mug".into(),
        quantity: 3,
        sku: None,
        shippable: true,
    };
    let snapshot = OrderSnapshot {
        updated_at: Instant(0),
        name: "#1001".into(),
        lines: vec![line("a"), line("b")],
        method: DeliveryMethod::Shipping,
        shipping: Some(ShippingLine {
            title: "Standard".into(),
            code: None,
        }),
        destination: Default::default(),
        locale: None,
        financial: None,
        fulfillment: None,
    };
    vec![
        fact(0, Grade::Record, Kind::OrderPlaced),
        fact(0, Grade::Record, Kind::OrderSnapshot(snapshot)),
    ]
}

fn routed(fulfill_at: Option<Instant>) -> Fact {
    let snapshot = FulfillmentOrderSnapshot {
        updated_at: Instant(HOUR),
        status: "open".into(),
        request_status: "submitted".into(),
        items: Vec::new(),
        fulfill_at,
        fulfill_by: None,
        method: Some(DeliveryMethod::Shipping),
        shipping: None,
    };
    at_chicago(1, Grade::Record, Kind::FoSnapshot(snapshot))
}

fn load(facts: &[Fact]) -> LoadRow {
    load_row(&fold(facts))
}

#[test]
fn open_work_has_its_place_its_lines_and_the_time_it_could_begin() {
    let mut facts = order();
    facts.push(fact(2, Grade::Record, Kind::PaymentCaptured));
    facts.push(routed(None));
    let row = load(&facts);
    assert_eq!(row.placed_at, Some(Instant(0)));
    assert_eq!(
        row.shipping.map(|line| line.title).as_deref(),
        Some("Standard")
    );
    let [group] = row.groups.as_slice() else {
        panic!("one group: {:?}", row.groups);
    };
    assert!(group.open() && !group.paused);
    assert_eq!(
        (group.location.as_deref(), group.lines, group.since),
        (Some("5"), 2, Instant(2 * HOUR)),
        "units are not lines, and unpaid work does not begin"
    );
    facts.push(routed(Some(Instant(90 * HOUR))));
    assert_eq!(
        load(&facts).groups[0].since,
        Instant(90 * HOUR),
        "a pre-order"
    );
}

#[test]
fn work_ends_when_packed_and_leaves_when_handed_over() {
    let mut facts = order();
    facts.push(routed(None));
    facts.push(at_chicago(3, Grade::Warehouse, Kind::PickStarted));
    let row = load(&facts);
    assert_eq!(row.groups[0].picking_at, Some(Instant(3 * HOUR)));
    assert!(row.groups[0].open());
    facts.push(at_chicago(5, Grade::Warehouse, Kind::PackDone));
    let row = load(&facts);
    assert_eq!(row.groups[0].worked_at, Some(Instant(5 * HOUR)));
    assert_eq!(row.groups[0].handed_over_at, None);
    facts.push(at_chicago(9, Grade::Warehouse, Kind::Handover));
    let row = load(&facts);
    assert_eq!(row.groups[0].handed_over_at, Some(Instant(9 * HOUR)));
    assert_eq!(row.groups[0].worked_at, Some(Instant(5 * HOUR)));
}

#[test]
fn a_held_order_waits_and_a_cancelled_one_is_dropped() {
    let mut facts = order();
    facts.push(routed(None));
    let hold = Kind::HoldPlaced {
        hold: "h".into(),
        reason: HoldReason::HighRiskOfFraud,
    };
    facts.push(at_chicago(2, Grade::Record, hold));
    assert!(load(&facts).groups[0].paused);
    facts.push(fact(4, Grade::Record, Kind::Cancelled { reason: None }));
    let row = load(&facts);
    assert_eq!(row.groups[0].dropped_at, Some(Instant(4 * HOUR)));
    assert!(!row.groups[0].open());
}
