//! Messages: decided with their facts, told at least once, under one key, never too late.

use fulfillment::fact::{ExceptionKind, HoldReason};
use fulfillment::{Claim, Notice};

use super::*;
use crate::ledger::state::Stored;
use crate::outbox::{self, Report, Settled};

const KEY: &str = "demo.myshopify.com/1001/-/delivered/2026-11-09/webhook";

fn configured() -> World {
    let mut world = World::new();
    let settings = json!({ "shop": SHOP, "revision": 1,
        "outbound": { "endpoint": "https://example.com/hook", "secret": "whsec_c2VjcmV0c2VjcmV0c2VjcmV0" } });
    world
        .run(|ledger| ledger.configure(MONDAY, settings.to_string().as_bytes()))
        .unwrap();
    world
}

fn notice(expires_at: Instant) -> Notice {
    Notice {
        key: "1001/-/delivered/2026-11-09".into(),
        milestone: "delivered".into(),
        shipment: None,
        claim: Claim::Delivered,
        occurred_at: MONDAY,
        expires_at,
    }
}

fn with_notice() -> World {
    let mut world = configured();
    store(&world, notice(days(1)));
    world.plan(MONDAY, 0);
    world
}

/// As a turn writes it.
fn store(world: &World, notice: Notice) {
    let rows = outbox::rows(SHOP, [notice].iter(), MONDAY).unwrap();
    let mut stored = Stored::read(&world.sql, "1001").unwrap();
    stored
        .write(&world.sql, "1001", &[], Some(&rows), MONDAY)
        .unwrap();
}

fn answered(status: u16) -> Report {
    Report {
        status,
        ..Report::default()
    }
}

fn sends(jobs: &[Job]) -> Vec<(String, i64)> {
    jobs.iter()
        .filter_map(|job| match job {
            Job::Send { key, attempt } => Some((key.clone(), *attempt)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_row_is_leased_sent_and_settled_once() {
    let mut world = configured();
    store(&world, notice(days(1)));
    store(&world, notice(days(1)));
    assert_eq!(sends(&world.plan(MONDAY, 0)), [(KEY.to_owned(), 1)]);
    assert!(sends(&world.plan(MONDAY, 0)).is_empty());
    let request = world
        .run(|ledger| ledger.deliver(Some(MONDAY), KEY, 1))
        .unwrap()
        .unwrap();
    assert_eq!(request.url, "https://example.com/hook");
    assert!(request.headers.iter().any(|(_, value)| value == KEY));
    assert_eq!(
        world
            .run(|ledger| ledger.settle(Some(MONDAY), KEY, 1, answered(200)))
            .unwrap(),
        "sent"
    );
    assert_eq!(
        world
            .run(|ledger| ledger.settle(Some(MONDAY), KEY, 1, answered(200)))
            .unwrap(),
        "stale"
    );
    assert!(sends(&world.plan(days(2), 0)).is_empty());
}

#[test]
fn a_message_that_arrived_is_a_fact_of_its_order_and_no_news() {
    let mut world = configured();
    let mut facts = placed();
    let hold = Kind::HoldPlaced {
        hold: "h".into(),
        reason: HoldReason::Other,
    };
    facts.push(fact(at(1), hold, Grade::Record));
    world.append(at(1), &delivery("d1", "1001", &facts));
    let [(key, attempt)] = sends(&world.plan(at(1), 0)).try_into().unwrap();
    assert!(key.contains("/hold/"), "{key}");
    world.run(|ledger| ledger.fire(at(6), 10)).unwrap();
    let untold = |world: &mut World| {
        let view = world.run(|ledger| ledger.view(at(7), 0, "1001")).unwrap();
        let view = view.unwrap();
        let found = view.exceptions.iter();
        let closed: Vec<_> = found
            .filter(|item| item.kind == ExceptionKind::HoldUntold)
            .map(|item| item.closed_at)
            .collect();
        (closed, view.version, view.updated_at)
    };
    let (open, before, updated) = untold(&mut world);
    assert_eq!(open, [None], "four hours without a word");
    let settle = |world: &mut World, status| {
        world.run(|ledger| ledger.settle(Some(at(7)), &key, attempt, answered(status)))
    };
    assert_eq!(settle(&mut world, 503).unwrap(), "pending");
    assert_eq!(untold(&mut world).0, [None], "nobody has it yet");
    let [(_, attempt)] = sends(&world.plan(at(8), 0)).try_into().unwrap();
    let settled = world.run(|ledger| ledger.settle(Some(at(8)), &key, attempt, answered(200)));
    assert_eq!(settled.unwrap(), "sent");
    let (closed, after, still) = untold(&mut world);
    assert_eq!(closed, [Some(at(8))]);
    assert_eq!(
        (after, still),
        (before + 1, updated),
        "a fact, and no news of the parcel"
    );
    assert!(
        sends(&world.plan(at(30), 0)).is_empty(),
        "no message about a message"
    );
}

#[test]
fn a_queue_that_forgets_loses_nothing_and_an_old_attempt_may_not_send() {
    let mut world = with_notice();
    world.restart();
    let later = MONDAY.plus(outbox::lease(true));
    assert_eq!(sends(&world.plan(later, 0)), [(KEY.to_owned(), 2)]);
    assert_eq!(
        world
            .run(|ledger| ledger.deliver(Some(later), KEY, 1))
            .unwrap(),
        None
    );
    assert!(
        world
            .run(|ledger| ledger.deliver(Some(later), KEY, 2))
            .unwrap()
            .is_some()
    );
}

#[test]
fn a_queue_slower_than_a_lease_delivers_in_the_end() {
    let mut world = with_notice();
    let slow = 10 * outbox::lease(true);
    let mut under_way = std::collections::VecDeque::from([(MONDAY.plus(slow), 1)]);
    let mut now = MONDAY;
    while now < at(1) {
        now = now.plus(1_000);
        for (_, attempt) in sends(&world.plan(now, 0)) {
            under_way.push_back((now.plus(slow), attempt));
        }
        while let Some((_, attempt)) = under_way.pop_front_if(|(arrives, _)| *arrives <= now) {
            let request = world.run(|ledger| ledger.deliver(Some(now), KEY, attempt));
            if request.unwrap().is_some() {
                return;
            }
        }
    }
    panic!("every attempt was replaced before it came");
}

#[test]
fn what_a_crash_cut_short_is_no_failure_of_the_receiver() {
    let mut world = with_notice();
    let mut now = MONDAY;
    for attempt in 2..=11 {
        world.restart();
        let (next, _) = world.run(|ledger| ledger.next_due()).unwrap();
        now = Instant(next.unwrap());
        assert_eq!(sends(&world.plan(now, 0)), [(KEY.to_owned(), attempt)]);
    }
    let outcome = world
        .run(|ledger| ledger.settle(Some(now), KEY, 11, answered(503)))
        .unwrap();
    assert_eq!(outcome, "pending");
    let (next, _) = world.run(|ledger| ledger.next_due()).unwrap();
    assert!(
        next.unwrap() - now.0 <= 10_000,
        "the first wait, not the tenth"
    );
}

#[test]
fn a_provider_that_is_down_is_tried_later_and_given_up_in_the_end() {
    let mut world = with_notice();
    let mut now = MONDAY;
    let mut tries = 1;
    loop {
        let outcome = world
            .run(|ledger| ledger.settle(Some(now), KEY, tries, answered(503)))
            .unwrap();
        if outcome == "dead" {
            break;
        }
        assert_eq!(outcome, "pending");
        let (next, _) = world.run(|ledger| ledger.next_due()).unwrap();
        assert!(next.unwrap() > now.0);
        now = Instant(next.unwrap());
        let sent = sends(&world.plan(now, 0));
        if sent.is_empty() {
            // Its day was over before the provider came back.
            let trace = world.sql.dump(&["outbox"]);
            assert!(trace.contains("expired"), "{trace}");
            return;
        }
        tries = sent[0].1;
    }
    assert!(tries > 1);
    let letter = world.ledger.letters().unwrap().remove(0);
    assert_eq!(letter.source, "outbound");
    world
        .run(|ledger| ledger.replay(now, letter.id.parse().unwrap()))
        .unwrap();
    assert_eq!(sends(&world.plan(now, 0)), [(KEY.to_owned(), 1)]);
}

#[test]
fn a_message_too_late_is_never_told() {
    let world = configured();
    store(&world, notice(MONDAY));
    assert!(world.sql.dump(&["outbox"]).is_empty());
    let mut world = with_notice();
    assert_eq!(
        world
            .run(|ledger| ledger.deliver(Some(days(1)), KEY, 1))
            .unwrap(),
        None
    );
    assert!(sends(&world.plan(days(9), 0)).is_empty());
    assert!(world.sql.dump(&["outbox"]).contains("expired"));
}

#[test]
fn a_queue_that_refuses_costs_no_attempt() {
    let mut world = with_notice();
    world
        .run(|ledger| ledger.told_send(MONDAY, KEY, 1, false))
        .unwrap();
    assert_eq!(sends(&world.plan(at(1), 0)), [(KEY.to_owned(), 1)]);
}

#[test]
fn nothing_leaves_an_uninstalled_or_unconfigured_shop() {
    let mut world = with_notice();
    let settings = json!({ "shop": SHOP, "revision": 2, "uninstalled_at": MONDAY.0,
        "outbound": { "endpoint": "https://example.com/hook", "secret": "s" } });
    world
        .run(|ledger| ledger.configure(MONDAY, settings.to_string().as_bytes()))
        .unwrap();
    assert!(sends(&world.plan(at(2), 0)).is_empty());
    assert_eq!(
        world
            .run(|ledger| ledger.deliver(Some(MONDAY), KEY, 1))
            .unwrap(),
        None
    );
    let mut bare = World::new();
    let mut facts = placed();
    facts.push(fact(at(1), Kind::Handover, Grade::Warehouse));
    bare.append(at(1), &delivery("d1", "1001", &facts));
    assert!(bare.sql.dump(&["outbox"]).is_empty());
}

#[test]
fn the_channels_secret_is_stored_sealed() {
    let world = configured();
    assert!(!world.sql.dump(&["meta"]).contains("c2VjcmV0"));
    assert!(world.sql.dump(&["meta"]).contains("example.com/hook"));
}

#[test]
fn an_attempt_nobody_made_settles_nothing() {
    let world = with_notice();
    let outcome = outbox::settle(&world.sql, "no such key", 1, answered(200), MONDAY).unwrap();
    assert_eq!(outcome, Settled::Stale);
}
