//! From facts to the view and the index row.

use contract::{ShopFace, index_row, project};
use fulfillment::fact::{
    DeliveryMethod, Fact, Grade, Item, Kind, Line, OrderSnapshot, Place, ShipmentSnapshot, Source,
};
use fulfillment::instant::HOUR;
use fulfillment::{Claim, Date, Instant, ShipBy, fold};

fn fact(at: i64, grade: Grade, kind: Kind) -> Fact {
    Fact::new(
        Instant(at * HOUR),
        Source {
            system: "shopify".to_owned(),
            resource: "1".to_owned(),
            event: None,
            witness: None,
        },
        grade,
        kind,
    )
}

fn story() -> Vec<Fact> {
    let order = OrderSnapshot {
        updated_at: Instant(0),
        name: "#1001".to_owned(),
        lines: vec![Line {
            id: "a".to_owned(),
            title: "Mug".to_owned(),
            quantity: 2,
            sku: None,
            shippable: true,
        }],
        method: DeliveryMethod::Shipping,
        shipping: None,
        destination: Place::default(),
        locale: Some("de".to_owned()),
        financial: None,
        fulfillment: None,
    };
    let shipment = ShipmentSnapshot {
        updated_at: Instant(9 * HOUR),
        created_at: Instant(9 * HOUR),
        status: "success".to_owned(),
        carrier: Some("USPS".to_owned()),
        tracking: vec!["T".to_owned()],
        tracking_url: Some("javascript:alert(1)".to_owned()),
    };
    let mut made = fact(9, Grade::Record, Kind::ShipmentSnapshot(shipment));
    made.subject.shipment = Some("7".to_owned());
    made.items = vec![Item {
        line: "a".to_owned(),
        quantity: 2,
    }];
    let mut moved = fact(20, Grade::Carrier, Kind::TransitMoved);
    moved.subject.shipment = Some("7".to_owned());
    vec![
        fact(0, Grade::Record, Kind::OrderPlaced),
        fact(0, Grade::Record, Kind::OrderSnapshot(order)),
        made,
        moved,
    ]
}

fn face() -> ShopFace {
    ShopFace {
        shop: "Mugs & more".to_owned(),
        contact: Some("javascript:alert(1)".to_owned()),
        zone: "America/Chicago".to_owned(),
        wording: Default::default(),
    }
}

#[test]
fn a_view_carries_claims_items_and_evidence() {
    let view = project("1", &fold(&story()[..3]), &face(), Some(Instant(99)));
    assert_eq!(view.headline.claim, Claim::LabelCreated);
    assert_eq!(view.name, "#1001");
    assert_eq!(view.locale.as_deref(), Some("de"));
    assert_eq!(view.version, 3);
    assert_eq!(view.valid_until, Some(Instant(99)));
    assert_eq!(view.parcels[0].items[0].title, "Mug");
    assert_eq!(view.parcels[0].carrier.as_deref(), Some("USPS"));
    assert_eq!(view.parcels[0].evidence.len(), 1);
    assert_eq!(view.parcels[0].evidence[0].kind, "shipment_snapshot");
    assert_eq!(view.evidence[0].kind, "order_placed");
}

#[test]
fn no_foreign_link_passes_that_is_not_https_or_mail() {
    let view = project("1", &fold(&story()), &face(), None);
    assert_eq!(view.contact, None);
    assert_eq!(view.parcels[0].tracking_url, None);
}

#[test]
fn the_index_row_counts_untrue_time() {
    let view = project("1", &fold(&story()[..3]), &face(), None);
    let row = index_row(&view, Instant(30 * HOUR));
    assert_eq!(
        (row.untrue_ms, row.untrue_since),
        (0, Some(Instant(9 * HOUR)))
    );
    let view = project("1", &fold(&story()), &face(), None);
    let row = index_row(&view, Instant(30 * HOUR));
    assert_eq!((row.untrue_ms, row.untrue_since), (11 * HOUR, None));
    assert_eq!(row.claim, Claim::OnItsWay);
    assert_eq!(row.native, "in_transit");
}

#[test]
fn a_promise_stands_in_the_view_until_the_handover() {
    let day = Date::from_ymd(2026, 11, 12);
    let kind = Kind::PromiseMade {
        ship_by: ShipBy {
            day,
            until: Instant(30 * HOUR),
        },
        shown: true,
        proven: true,
    };
    let mut made = fact(0, Grade::Inferred, kind);
    made.source.system = "plumbline".to_owned();
    let mut facts = story();
    facts.push(made);
    assert_eq!(project("1", &fold(&facts), &face(), None).promise, None);
    let moved = facts.remove(3);
    assert_eq!(moved.kind, Kind::TransitMoved);
    let view = project("1", &fold(&facts), &face(), None);
    let promise = view.promise.expect("nothing has left");
    assert_eq!((promise.made, promise.day), (day, Some(day)));
    assert_eq!(promise.until, Some(Instant(30 * HOUR)));
    assert_eq!(view.parcels[0].promise, Some(promise));
}

#[test]
fn a_view_survives_its_json() {
    let view = project("1", &fold(&story()), &face(), None);
    let json = serde_json::to_string(&view).expect("plain data");
    let read: contract::view::OrderStatusView =
        serde_json::from_str(&json).expect("its own format");
    assert_eq!(read, view);
}

#[test]
fn a_line_the_order_has_not_named_yet_shows_no_number() {
    let mut facts = story();
    facts.remove(1);
    facts[1].items = vec![
        Item {
            line: "50000000160".to_owned(),
            quantity: 3,
        },
        Item {
            line: "MUG-BLUE".to_owned(),
            quantity: 1,
        },
    ];
    let view = project("1", &fold(&facts), &face(), None);
    let titles: Vec<&str> = view.parcels[0]
        .items
        .iter()
        .map(|item| item.title.as_str())
        .collect();
    assert_eq!(titles, ["MUG-BLUE"]);
}
