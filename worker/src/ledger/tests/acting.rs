//! What a shopper does on the page: once, so many a day, in words that go with the person.

use contract::act::{Acted, Outcome};
use fulfillment::fact::{Grade, Kind};
use fulfillment::{RequestKind, RequestState};
use integrations::Personal;
use serde_json::{Value, json};

use super::super::Redaction;
use super::*;

const STREET: &str = "Jo Doe\n12 Main Street\nReno";

impl World {
    fn act(&mut self, now: Instant, body: &Value) -> Acted {
        let bytes = body.to_string();
        let acted = self
            .run(|ledger| ledger.act(now, bytes.as_bytes()))
            .unwrap();
        acted.expect("an order")
    }

    fn order(&mut self, now: Instant) -> contract::view::OrderStatusView {
        let view = self.run(|ledger| ledger.view(now, 0, "1001")).unwrap();
        view.expect("an order")
    }

    fn entered(&mut self) -> Vec<String> {
        let personal: Option<Personal> =
            self.run(|ledger| ledger.personal(at(90), "1001")).unwrap();
        personal
            .map(|of| of.entered.into_values().collect())
            .unwrap_or_default()
    }
}

fn with(state: u64, mut act: Value) -> Value {
    act["shop"] = SHOP.into();
    act["order"] = "1001".into();
    act["state"] = state.into();
    act
}

fn address(state: u64, text: &str) -> Value {
    with(state, json!({ "act": "address", "address": text }))
}

fn with_order() -> World {
    let mut world = World::new();
    let mut body = delivery("d1", "1001", &placed());
    body["personal"] = json!({ "email": "jo@example.com", "address": "1 Old Road\nReno" });
    world.append(MONDAY, &body);
    world
}

#[test]
fn an_address_is_kept_apart_from_its_fact_and_goes_with_the_person() {
    let mut world = with_order();
    assert_eq!(
        world.act(at(1), &address(2, STREET)).outcome,
        Outcome::Address
    );
    assert_eq!(world.entered(), [STREET]);
    let view = world.order(at(1));
    assert_eq!(view.requests[0].kind, RequestKind::Address);
    assert_eq!(view.requests[0].state, RequestState::Requested);
    for kept in [world.dump(), serde_json::to_string(&view).unwrap()] {
        assert!(!kept.contains("Main Street"), "{kept}");
    }
    let orders = Redaction::Orders(vec!["1001".into()]);
    world
        .run(|ledger| ledger.redact(at(2), SHOP, &orders))
        .unwrap();
    assert!(world.entered().is_empty());
    let late = world.act(at(3), &address(3, "another"));
    assert_eq!(late.outcome, Outcome::Closed, "nothing brings it back");
    assert!(world.entered().is_empty());
}

#[test]
fn sent_twice_is_asked_once_and_a_day_has_its_limit() {
    let mut world = with_order();
    let first = world.act(at(1), &address(2, STREET));
    let again = world.act(at(1), &address(2, STREET));
    assert_eq!(
        (again.outcome, again.version),
        (Outcome::Again, first.version)
    );
    // The same wish from a newer page, while it waits.
    assert_eq!(
        world.act(at(2), &address(4, STREET)).outcome,
        Outcome::Again
    );
    assert_eq!(world.act(at(2), &address(4, "2")).outcome, Outcome::Address);
    assert_eq!(world.act(at(2), &address(5, "3")).outcome, Outcome::Address);
    assert_eq!(world.act(at(3), &address(6, "4")).outcome, Outcome::Limited);
    assert_eq!(
        world.act(at(26), &address(6, "4")).outcome,
        Outcome::Address
    );
    let cancel = with(9, json!({ "act": "cancel" }));
    assert_eq!(world.act(at(27), &cancel).outcome, Outcome::Cancel);
    assert_eq!(world.act(at(27), &cancel).outcome, Outcome::Again);
}

#[test]
fn the_state_decides_what_is_taken() {
    let mut world = with_order();
    let packed = [fact(at(1), Kind::PackDone, Grade::Warehouse)];
    world.append(at(1), &delivery("d2", "1001", &packed));
    assert_eq!(
        world.act(at(2), &address(2, STREET)).outcome,
        Outcome::Closed
    );
    let report = |problem: &str, parcel: Option<&str>| {
        with(
            3,
            json!({ "act": "problem", "problem": problem, "parcel": parcel, "words": "It rattles" }),
        )
    };
    for closed in [
        report("not_arrived", None),
        report("other", Some("no such parcel")),
    ] {
        assert_eq!(world.act(at(2), &closed).outcome, Outcome::Closed);
    }
    assert_eq!(
        world.act(at(2), &report("other", None)).outcome,
        Outcome::Problem
    );
    assert_eq!(world.entered(), ["It rattles"]);
    let view = world.order(at(2));
    assert_eq!(
        view.exceptions
            .iter()
            .filter(|of| of.owner == "shop")
            .count(),
        1
    );
    assert!(world.run(|ledger| ledger.act(at(2), b"{}")).is_err());
    let elsewhere = json!({ "shop": SHOP, "order": "7", "state": 0, "act": "cancel" });
    let bytes = elsewhere.to_string();
    assert!(
        world
            .run(|ledger| ledger.act(at(2), bytes.as_bytes()))
            .unwrap()
            .is_none()
    );
}

#[test]
fn an_answer_counts_once_a_state() {
    let mut world = with_order();
    let answer = |state: u64, helped: bool| {
        with(
            state,
            json!({ "act": "answer", "helped": helped, "claim": "received" }),
        )
    };
    assert_eq!(world.act(at(1), &answer(2, true)).outcome, Outcome::Answer);
    assert_eq!(world.act(at(1), &answer(2, false)).outcome, Outcome::Again);
    assert!(world.order(at(1)).offers.answered);
    let packed = [fact(at(2), Kind::PackDone, Grade::Warehouse)];
    world.append(at(2), &delivery("d2", "1001", &packed));
    let view = world.order(at(2));
    assert!(!view.offers.answered);
    assert_eq!(
        world.act(at(3), &answer(view.offers.state, false)).outcome,
        Outcome::Answer
    );
    let [counted] = world.order(at(3)).answers[..] else {
        panic!("one claim");
    };
    assert_eq!((counted.yes, counted.no), (1, 1));
}

/// Shopify's own update with another address confirms the wish; one that comes late, or brings the same
/// address, does not.
#[test]
fn another_address_at_shopify_confirms_the_wish() {
    let update = |hours: i64, id: &str, address: &str| {
        let mut facts = placed();
        if let Kind::OrderSnapshot(order) = &mut facts[1].kind {
            order.updated_at = at(hours);
        }
        facts[1].at = at(hours);
        let mut body = delivery(id, "1001", &facts[1..]);
        body["personal"] = json!({ "address": address });
        body
    };
    let state = |world: &mut World| world.order(at(9)).requests[0].state;
    let mut world = with_order();
    world.act(at(1), &address(2, STREET));
    world.append(at(2), &update(2, "u1", "1 Old Road\nReno"));
    assert_eq!(state(&mut world), RequestState::Requested);
    world.append(at(3), &update(-5, "u2", "an older one"));
    assert_eq!(state(&mut world), RequestState::Requested);
    world.append(at(4), &update(4, "u3", "12 Main Street\nReno"));
    assert_eq!(state(&mut world), RequestState::Confirmed);
    assert_eq!(world.order(at(9)).requests[0].settled_at, Some(at(4)));
}
