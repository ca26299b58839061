//! Sample orders, put into words: what the tests and the contact sheet render.
#![allow(dead_code, reason = "each binary uses some of them")]

use contract::page::PageView;
use contract::view::*;
use fulfillment::fact::{ExceptionKind, Grade, HoldReason, Owner, OwnerRole, Place, Problem};
use fulfillment::instant::{DAY, HOUR, MINUTE};
use fulfillment::{Claim, Date, FactId, Instant, Offers, Request, RequestKind, RequestState, Why};

/// Mon 9 Nov 2026, 09:12 in Chicago.
pub const MONDAY: Instant = Instant(1_794_237_120_000);
/// The reader's present: Thu 12 Nov 2026, 16:00 in Chicago.
pub const NOW: Instant = Instant(MONDAY.0 + 3 * DAY + 6 * HOUR + 48 * MINUTE);
const CHICAGO: &str = "Chicago warehouse";

pub fn dates() -> copy::English {
    copy::English { now: NOW }
}

pub fn words(view: &OrderStatusView) -> PageView {
    spoken(view, "en")
}

/// In another language, with English dates.
pub fn spoken(view: &OrderStatusView, lang: &str) -> PageView {
    let links = copy::PageLinks {
        lookup: Some("/proxy/lookup".to_owned()),
        act: Some(copy::ActLinks {
            action: "/o/t/act".to_owned(),
            form: "7.0123456789abcdef0123456789abcdef".to_owned(),
            vouched: true,
            outcome: None,
        }),
    };
    copy::page(view, lang, &dates(), links)
}

pub fn at(hours: i64) -> Instant {
    MONDAY.plus(hours * HOUR)
}

pub fn statement(claim: Claim, hours: i64, witness: Option<&str>) -> Statement {
    Statement {
        claim,
        grade: claim.least_grade(),
        at: Some(at(hours)),
        witness: witness.map(str::to_owned),
        place: None,
        silent_since: None,
        until: None,
        hold: None,
        reason: None,
        parts: Vec::new(),
        conflict: false,
    }
}

pub fn place(city: &str, region: &str) -> Option<Place> {
    let text = |text: &str| Some(text.to_owned());
    Some(Place {
        city: text(city),
        region: text(region),
        country: text("US"),
    })
}

pub fn evidence(kind: &str, grade: Grade, hours: i64, witness: &str) -> EvidenceView {
    EvidenceView {
        at: at(hours),
        kind: kind.to_owned(),
        grade,
        system: "operations/chicago".to_owned(),
        witness: Some(witness.to_owned()),
        owner: None,
        place: None,
        location: None,
        text: None,
    }
}

pub fn step(claim: Claim, hours: i64, witness: &str, place: Option<Place>) -> StepView {
    let witness = Some(witness.to_owned());
    StepView {
        claim,
        at: at(hours),
        grade: claim.least_grade(),
        witness,
        place,
        current: false,
    }
}

fn item(title: &str, quantity: u32) -> ItemView {
    ItemView {
        title: title.to_owned(),
        quantity,
    }
}

pub fn parcel(id: &str, headline: Statement) -> ParcelView {
    ParcelView {
        id: id.to_owned(),
        items: vec![item("Stoneware mug, 350 ml", 2), item("Linen tea towel", 1)],
        carrier: Some("USPS".to_owned()),
        tracking: Some("9400 1112 0255 5842 1337 00".to_owned()),
        tracking_url: Some("https://tools.usps.example/track?n=94001112025558421337".to_owned()),
        location: Some(CHICAGO.to_owned()),
        headline,
        steps: Vec::new(),
        evidence: Vec::new(),
        expected: None,
        promise: None,
    }
}

fn unsent(id: &str, headline: Statement) -> ParcelView {
    ParcelView {
        carrier: None,
        tracking: None,
        tracking_url: None,
        ..parcel(id, headline)
    }
}

pub fn order(headline: Statement, parcels: Vec<ParcelView>) -> OrderStatusView {
    OrderStatusView {
        contract: contract::VERSION,
        version: 7,
        digest: "5f0c1d2e3b4a59687706f5e4d3c2b1a0".to_owned(),
        valid_until: None,
        order: "820982911946154508".to_owned(),
        name: "#1001".to_owned(),
        shop: "Kiln & Thread".to_owned(),
        contact: Some("mailto:help@kiln.example".to_owned()),
        placed_at: Some(at(-20)),
        locale: Some("en".to_owned()),
        zone: "America/Chicago".to_owned(),
        destination: place("Portland", "OR").unwrap_or_default(),
        updated_at: headline.at,
        updated_by: headline.witness.clone(),
        headline,
        parcels,
        evidence: vec![
            evidence("order_placed", Grade::Record, -20, "Kiln & Thread"),
            evidence("payment_captured", Grade::Record, -20, "Kiln & Thread"),
        ],
        exceptions: Vec::new(),
        expected: None,
        promise: None,
        native: NativeView {
            status: "fulfilled".to_owned(),
            since: Some(at(0)),
            untrue: vec![(at(0), None)],
        },
        wording: Default::default(),
        address_changeable: false,
        requests: Vec::new(),
        offers: Default::default(),
        answers: Vec::new(),
    }
}

fn by(role: OwnerRole, id: &str, row: EvidenceView) -> EvidenceView {
    EvidenceView {
        owner: Some(Owner {
            role,
            id: id.to_owned(),
        }),
        ..row
    }
}

fn warehouse_rows() -> Vec<EvidenceView> {
    let scan = |kind, hours| evidence(kind, Grade::Warehouse, hours, CHICAGO);
    vec![
        evidence("fo_accepted", Grade::Record, -18, CHICAGO),
        by(OwnerRole::Person, "p-17", scan("pick_done", -3)),
        by(OwnerRole::Station, "station-4", scan("pack_done", -1)),
        evidence("label_created", Grade::Record, 0, CHICAGO),
    ]
}

fn warehouse_steps() -> Vec<StepView> {
    [
        (Claim::WithWarehouse, -18),
        (Claim::Picked, -3),
        (Claim::Packed, -1),
        (Claim::LabelCreated, 0),
    ]
    .into_iter()
    .map(|(claim, hours)| step(claim, hours, CHICAGO, None))
    .collect()
}

fn current(mut steps: Vec<StepView>) -> Vec<StepView> {
    if let Some(last) = steps.last_mut() {
        last.current = true;
    }
    steps
}

/// Another address, asked for before the label was made.
pub fn address_asked() -> Request {
    Request {
        id: FactId("77bb11bb22cc33dd44ee55ff66778899".to_owned()),
        kind: RequestKind::Address,
        at: at(-4),
        parcel: None,
        row: Some("r1".to_owned()),
        state: RequestState::Requested,
        settled_at: None,
        by: None,
        late: true,
    }
}

/// What can be asked for while nothing is packed.
pub fn offers() -> Offers {
    Offers {
        address: true,
        cancel: true,
        late: false,
        problems: vec![Problem::Other],
        state: 7,
        answered: false,
    }
}

/// A label, Shopify's "Fulfilled", and no scan: phantom fulfilment with an open exception.
pub fn label() -> OrderStatusView {
    let said = Statement {
        silent_since: Some(at(0)),
        ..statement(Claim::LabelCreated, 0, Some(CHICAGO))
    };
    let mut of = parcel("f1", said.clone());
    of.steps = current(warehouse_steps());
    of.evidence = warehouse_rows();
    let mut view = order(said, vec![of]);
    view.exceptions = vec![ExceptionView {
        id: "aa11bb22cc33dd44ee55ff6677889900".to_owned(),
        kind: ExceptionKind::LabelNoScan,
        parcel: Some("f1".to_owned()),
        opened_at: at(24),
        due_at: Some(at(96)),
        owner: "warehouse".to_owned(),
        closed_at: None,
        closed_how: None,
    }];
    view
}

/// On its way, with a date that moved and its stated reason.
pub fn moving() -> OrderStatusView {
    let said = Statement {
        place: place("Memphis", "TN"),
        silent_since: Some(at(53)),
        ..statement(Claim::OnItsWay, 53, Some("USPS"))
    };
    let mut of = parcel("f1", said.clone());
    let mut steps = warehouse_steps();
    steps.push(step(Claim::HandedOver, 6, CHICAGO, None));
    steps.push(step(
        Claim::CarrierAccepted,
        9,
        "USPS",
        place("Chicago", "IL"),
    ));
    steps.push(step(Claim::OnItsWay, 53, "USPS", place("Memphis", "TN")));
    of.steps = current(steps);
    of.evidence = warehouse_rows();
    let handover = evidence("handover", Grade::Warehouse, 6, CHICAGO);
    of.evidence.push(by(OwnerRole::Station, "dock-2", handover));
    of.evidence.push(EvidenceView {
        place: place("Chicago", "IL"),
        ..evidence("carrier_accepted", Grade::Carrier, 9, "USPS")
    });
    of.evidence.push(EvidenceView {
        place: place("Memphis", "TN"),
        text: Some("Arrived at USPS Regional Facility".to_owned()),
        ..evidence("transit_moved", Grade::Carrier, 53, "USPS")
    });
    let mut view = order(said, vec![of]);
    view.expected = Some(ExpectedView {
        from: at(80),
        until: at(104),
        witness: Some("USPS".to_owned()),
        before: Some((at(58), at(58))),
        reason: Some(ExceptionKind::DelayedWeather),
        supported: true,
    });
    view
}

/// Three parts at three points, one on hold.
pub fn split() -> OrderStatusView {
    let mut first = delivered_parcel();
    first.id = "f1".to_owned();
    let handed = Statement {
        silent_since: Some(at(70)),
        ..statement(Claim::HandedOver, 70, Some("Reno 3PL"))
    };
    let mut second = parcel("f2", handed);
    second.items = vec![item("Oak serving board", 1)];
    second.carrier = Some("UPS".to_owned());
    second.tracking = Some("1Z999AA10123456784".to_owned());
    second.tracking_url = None;
    second.steps = current(vec![
        step(Claim::Packed, 60, "Reno 3PL", None),
        step(Claim::LabelCreated, 61, "Reno 3PL", None),
        step(Claim::HandedOver, 70, "Reno 3PL", None),
    ]);
    second.evidence = vec![evidence("handover", Grade::Warehouse, 70, "Reno 3PL")];
    let held = Statement {
        hold: Some(HoldReason::InventoryOutOfStock),
        ..statement(Claim::OnHold, 30, None)
    };
    let mut third = unsent("fo:9", held);
    third.items = vec![item("Beeswax candle, set of 4", 3)];
    third.evidence = vec![evidence("hold_placed", Grade::Record, 30, "Kiln & Thread")];
    let part = |claim| Part { claim, count: 1 };
    let several = Statement {
        parts: vec![
            part(Claim::Delivered),
            part(Claim::HandedOver),
            part(Claim::OnHold),
        ],
        ..statement(Claim::Several, 76, Some("USPS"))
    };
    order(several, vec![first, second, third])
}

fn delivered_parcel() -> ParcelView {
    let said = Statement {
        place: place("Portland", "OR"),
        grade: Grade::Carrier,
        ..statement(Claim::Delivered, 76, Some("USPS"))
    };
    let mut of = parcel("f1", said);
    let mut steps = warehouse_steps();
    steps.push(step(Claim::OnItsWay, 40, "USPS", place("Omaha", "NE")));
    steps.push(StepView {
        grade: Grade::Carrier,
        ..step(Claim::Delivered, 76, "USPS", place("Portland", "OR"))
    });
    of.steps = current(steps);
    of.evidence = warehouse_rows();
    of
}

/// Delivered.
pub fn delivered() -> OrderStatusView {
    let of = delivered_parcel();
    order(of.headline.clone(), vec![of])
}

/// Accepted by the warehouse, and its ship-by date moved once, with the cause.
pub fn slipped() -> OrderStatusView {
    let said = statement(Claim::Picking, 2, Some(CHICAGO));
    let mut of = unsent("fo:1", said.clone());
    of.steps = current(vec![
        step(Claim::WithWarehouse, -18, CHICAGO, None),
        step(Claim::Picking, 2, CHICAGO, None),
    ]);
    of.evidence = warehouse_rows()[..1].to_vec();
    let mut view = order(said, vec![of]);
    view.promise = Some(PromiseView {
        made: Date::from_ymd(2026, 11, 12),
        day: Some(Date::from_ymd(2026, 11, 13)),
        until: Some(at(4 * 24 + 8)),
        moves: 1,
        why: Why::Backlog {
            lines_ahead: 412,
            lines_per_hour: 55,
        },
        shown: true,
        proven: false,
    });
    view.address_changeable = true;
    view
}

/// Just placed, with a date.
pub fn received() -> OrderStatusView {
    let said = statement(Claim::Received, -20, None);
    let mut view = order(said.clone(), vec![unsent("rest", said)]);
    let day = Date::from_ymd(2026, 11, 13);
    view.promise = Some(PromiseView {
        made: day,
        day: Some(day),
        until: Some(at(4 * 24 + 8)),
        moves: 0,
        why: Why::Unknown,
        shown: true,
        proven: false,
    });
    view.address_changeable = true;
    view.offers = offers();
    view.requests = vec![Request {
        late: false,
        ..address_asked()
    }];
    view
}
