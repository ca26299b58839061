//! A small language for telling what happened to an order.
#![allow(dead_code, reason = "each test file tells with a part of it")]

use fulfillment::fact::{
    DeliveredHow, DeliveryMethod, ExceptionKind, FulfillmentOrderSnapshot, HoldReason, Item, Line,
    Location, OrderSnapshot, Place, ShipmentSnapshot, Source,
};
use fulfillment::instant::HOUR;
use fulfillment::{
    Claim, Effect, Fact, Grade, Instant, Kind, Policy, Sighting, Timeline, decide, fold,
};

/// Monday 2026-11-02 00:00 UTC; stories count hours from here.
pub const MONDAY: i64 = 1_793_577_600_000;

pub fn hour(hours: i64) -> Instant {
    Instant(MONDAY + hours * HOUR)
}

/// What a page says first.
pub fn claim(facts: &[Fact]) -> Claim {
    fold(facts).headline.claim
}

/// A fact of `system` at an hour of the story.
pub fn fact(system: &str, at: i64, grade: Grade, kind: Kind) -> Fact {
    Fact::new(
        hour(at),
        Source {
            system: system.to_owned(),
            resource: "r".to_owned(),
            event: Some(format!("{system}-{at}-{}", kind.name())),
            witness: None,
        },
        grade,
        kind,
    )
}

/// A record of Shopify's.
pub fn shopify(at: i64, kind: Kind) -> Fact {
    fact("shopify", at, Grade::Record, kind)
}

/// A scan in the Chicago warehouse.
pub fn warehouse(at: i64, kind: Kind) -> Fact {
    let mut told = fact("operations/chicago", at, Grade::Warehouse, kind);
    told.source.witness = Some("Chicago warehouse".to_owned());
    told
}

/// A carrier's scan, told by Shopify's fulfillment events.
pub fn carrier(at: i64, kind: Kind) -> Fact {
    fact("shopify", at, Grade::Carrier, kind)
}

pub trait About {
    fn of(self, shipment: &str) -> Self;
    fn fo(self, fulfillment_order: &str) -> Self;
    fn tracked(self, number: &str) -> Self;
    fn items(self, items: &[(&str, u32)]) -> Self;
    fn at_place(self, id: &str) -> Self;
    fn called(self, event: &str) -> Self;
    fn correcting(self, event: &str) -> Self;
    fn from(self, system: &str) -> Self;
    fn graded(self, grade: Grade) -> Self;
}

impl About for Fact {
    fn of(mut self, shipment: &str) -> Self {
        self.subject.shipment = Some(shipment.to_owned());
        self
    }
    fn fo(mut self, fulfillment_order: &str) -> Self {
        self.subject.fulfillment_order = Some(fulfillment_order.to_owned());
        self
    }
    fn tracked(mut self, number: &str) -> Self {
        self.subject.tracking = Some(number.to_owned());
        self
    }
    fn items(mut self, items: &[(&str, u32)]) -> Self {
        self.items = list(items);
        self
    }
    fn at_place(mut self, id: &str) -> Self {
        self.location = Some(Location {
            id: id.to_owned(),
            name: None,
        });
        self
    }
    fn called(mut self, event: &str) -> Self {
        self.source.event = Some(event.to_owned());
        self
    }
    fn correcting(mut self, event: &str) -> Self {
        self.retracts = Some(event.to_owned());
        self
    }
    fn from(mut self, system: &str) -> Self {
        self.source.system = system.to_owned();
        self
    }
    fn graded(mut self, grade: Grade) -> Self {
        self.grade = grade;
        self
    }
}

pub fn list(items: &[(&str, u32)]) -> Vec<Item> {
    items
        .iter()
        .map(|(line, quantity)| Item {
            line: (*line).to_owned(),
            quantity: *quantity,
        })
        .collect()
}

/// The order as Shopify has it: these lines, to be shipped.
pub fn order(at: i64, lines: &[(&str, u32)]) -> Fact {
    order_by(at, lines, DeliveryMethod::Shipping)
}

pub fn order_by(at: i64, lines: &[(&str, u32)], method: DeliveryMethod) -> Fact {
    shopify(
        at,
        Kind::OrderSnapshot(OrderSnapshot {
            updated_at: hour(at),
            name: "#1001".to_owned(),
            lines: lines
                .iter()
                .map(|(id, quantity)| Line {
                    id: (*id).to_owned(),
                    title: format!("Thing {id}"),
                    quantity: *quantity,
                    sku: Some(format!("SKU-{id}")),
                    shippable: method != DeliveryMethod::None,
                })
                .collect(),
            method,
            shipping: None,
            destination: Place::default(),
            locale: None,
            financial: None,
            fulfillment: None,
        }),
    )
}

/// A fulfillment order in a state.
pub fn fo_state(at: i64, id: &str, status: &str, items: &[(&str, u32)]) -> Fact {
    shopify(
        at,
        Kind::FoSnapshot(FulfillmentOrderSnapshot {
            updated_at: hour(at),
            status: status.to_owned(),
            request_status: "unsubmitted".to_owned(),
            items: list(items),
            fulfill_at: None,
            fulfill_by: None,
            method: None,
            shipping: None,
        }),
    )
    .fo(id)
}

/// A Shopify fulfillment made at an hour.
pub fn fulfillment(at: i64, id: &str, tracking: &[&str], items: &[(&str, u32)]) -> Fact {
    fulfillment_state(at, at, id, "success", tracking, items)
}

pub fn fulfillment_state(
    at: i64,
    created: i64,
    id: &str,
    status: &str,
    tracking: &[&str],
    items: &[(&str, u32)],
) -> Fact {
    shopify(
        at,
        Kind::ShipmentSnapshot(ShipmentSnapshot {
            updated_at: hour(at),
            created_at: hour(created),
            status: status.to_owned(),
            carrier: Some("USPS".to_owned()),
            tracking: tracking.iter().map(|number| (*number).to_owned()).collect(),
            tracking_url: None,
        }),
    )
    .of(id)
    .items(items)
}

pub fn placed() -> Fact {
    shopify(0, Kind::OrderPlaced)
}

pub fn delivered() -> Kind {
    Kind::Delivered {
        how: DeliveredHow::Door,
    }
}

pub fn cancelled() -> Kind {
    Kind::Cancelled { reason: None }
}

pub fn hold(id: &str) -> Kind {
    Kind::HoldPlaced {
        hold: id.to_owned(),
        reason: HoldReason::Other,
    }
}

pub fn release(id: Option<&str>) -> Kind {
    Kind::HoldReleased {
        hold: id.map(str::to_owned),
    }
}

pub fn reported(exception: ExceptionKind) -> Kind {
    Kind::ExceptionReported { exception }
}

/// A policy under which USPS and the places `chicago` and `reno` have always reported.
pub fn live() -> Policy {
    let mut policy = Policy::default();
    let always = Sighting {
        first: Instant(i64::MIN),
        last: Instant(i64::MAX),
    };
    policy.observed.carriers.insert("usps".to_owned(), always);
    for place in ["chicago", "reno"] {
        policy.observed.locations.insert(place.to_owned(), always);
    }
    policy
}

/// Runs decide to its end at one instant, appending what it proposes; returns the last effects.
pub fn settle(facts: &mut Vec<Fact>, policy: &Policy, now: Instant) -> (Timeline, Vec<Effect>) {
    for _ in 0..8 {
        let timeline = fold(facts.iter());
        let effects = decide("1", &timeline, policy, now);
        let appended: Vec<Fact> = effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Append(fact) => Some(fact.clone()),
                _ => None,
            })
            .collect();
        if appended.is_empty() {
            return (timeline, effects);
        }
        facts.extend(appended);
    }
    panic!("decide did not come to an end");
}

/// Runs the clock to an hour, firing every deadline at its own instant.
pub fn run(facts: &mut Vec<Fact>, policy: &Policy, from: i64, to: i64) -> Timeline {
    let mut now = hour(from);
    loop {
        let (timeline, effects) = settle(facts, policy, now);
        let wake = effects.iter().find_map(|effect| match effect {
            Effect::WakeAt(at) => Some(*at),
            _ => None,
        });
        match wake {
            Some(at) if at <= hour(to) => {
                assert!(at > now, "a wake must lie after now");
                now = at;
            }
            _ => return timeline,
        }
    }
}
