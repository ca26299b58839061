//! What an order was promised, and when that leaves every surface.

mod story;

use fulfillment::fact::{DeliveryMethod, ExceptionKind};
use fulfillment::{Date, Fact, Grade, Kind, Promise, ShipBy, Timeline, Why, fold};
use story::*;

/// The date so many days after Monday 9 November 2026, worked until 18:00.
fn by(days: i64) -> ShipBy {
    ShipBy {
        day: Date(Date::from_ymd(2026, 11, 9).0 + days),
        until: hour(days * 24 + 18),
    }
}

fn made(days: i64) -> Fact {
    let kind = Kind::PromiseMade {
        ship_by: by(days),
        shown: true,
        proven: false,
    };
    fact("plumbline", 0, Grade::Inferred, kind)
}

fn revised(at: i64, days: Option<i64>, why: Why) -> Fact {
    let kind = Kind::PromiseRevised {
        ship_by: days.map(by),
        why,
    };
    fact("plumbline", at, Grade::Inferred, kind)
}

fn begun() -> Vec<Fact> {
    vec![placed(), order(0, &[("a", 1)]), made(3)]
}

fn with(more: impl IntoIterator<Item = Fact>) -> Timeline {
    let facts: Vec<Fact> = begun().into_iter().chain(more).collect();
    fold(&facts)
}

fn promise(timeline: &Timeline) -> Promise {
    timeline.promise.expect("a promise stands")
}

#[test]
fn a_promise_stands_until_the_parcel_is_handed_over() {
    assert_eq!(promise(&with([])).ship_by, Some(by(3)));
    // A label is no handover.
    let labelled = || fulfillment(9, "7", &["T"], &[("a", 1)]);
    assert_eq!(promise(&with([labelled()])).ship_by, Some(by(3)));
    let handed = warehouse(10, Kind::Handover).of("7");
    assert_eq!(with([labelled(), handed]).promise, None);
    let scanned = carrier(11, Kind::TransitMoved).of("7");
    assert_eq!(with([labelled(), scanned]).promise, None);
    let cancelled = shopify(4, cancelled());
    assert_eq!(with([cancelled]).promise, None);
}

#[test]
fn a_move_keeps_the_first_date_and_counts_what_changed() {
    let why = Why::Backlog {
        lines_ahead: 412,
        lines_per_hour: 55,
    };
    let same = revised(4, Some(3), Why::Unknown);
    let moved = revised(5, Some(4), why);
    let timeline = with([same, moved.clone()]);
    let stands = promise(&timeline);
    assert_eq!(
        (stands.made, stands.ship_by, stands.moves),
        (by(3).day, Some(by(4)), 1)
    );
    assert_eq!((stands.why, stands.at), (why, hour(5)));
    let gone = promise(&with([moved, revised(6, None, Why::Unknown)]));
    assert_eq!((gone.ship_by, gone.moves), (None, 2));
}

#[test]
fn a_hold_takes_the_date_away_and_its_release_gives_it_back() {
    let held = shopify(5, hold("h")).fo("5");
    let opened = fo_state(1, "5", "open", &[("a", 1)]);
    assert_eq!(promise(&with([opened.clone(), held.clone()])).ship_by, None);
    let released = shopify(6, release(Some("h"))).fo("5");
    let timeline = with([opened, held, released]);
    assert_eq!(promise(&timeline).ship_by, Some(by(3)));
}

#[test]
fn a_date_that_has_passed_leaves_with_its_exception_and_a_new_one_stands() {
    let mut facts = begun();
    facts.push(fo_state(1, "5", "open", &[("a", 1)]));
    facts.push(warehouse(2, Kind::PickStarted).fo("5"));
    let before = run(&mut facts, &live(), 2, 3 * 24 + 17);
    assert_eq!(promise(&before).ship_by, Some(by(3)));
    let after = run(&mut facts, &live(), 3 * 24 + 17, 4 * 24 + 1);
    assert!(
        after
            .exceptions
            .iter()
            .any(|open| open.kind == ExceptionKind::PastShipBy)
    );
    assert_eq!(promise(&after).ship_by, None);
    facts.push(revised(4 * 24 + 2, Some(5), Why::SlowerThanUsual));
    assert_eq!(promise(&fold(&facts)).ship_by, Some(by(5)));
}

#[test]
fn parts_promised_apart_have_no_promise_together() {
    let two = [
        fo_state(1, "5", "open", &[("a", 1)]),
        fo_state(1, "6", "open", &[("b", 1)]),
    ];
    let ordered = order(0, &[("a", 1), ("b", 1)]);
    let mut facts = vec![placed(), ordered, made(3)];
    facts.extend(two);
    assert_eq!(promise(&fold(&facts)).ship_by, Some(by(3)));
    let mut apart = made(5).fo("6");
    apart.source.resource = "apart".to_owned();
    facts.push(apart);
    let timeline = fold(&facts);
    assert_eq!(timeline.promise, None);
    let days: Vec<_> = timeline
        .parcels
        .iter()
        .map(|parcel| parcel.promise.and_then(|promise| promise.ship_by))
        .collect();
    assert_eq!(days, [Some(by(3)), Some(by(5))]);
}

#[test]
fn what_nobody_sends_is_never_promised_to_be_sent() {
    let collected = order_by(0, &[("a", 1)], DeliveryMethod::PickUp);
    assert_eq!(fold(&[placed(), collected, made(3)]).promise, None);
    // Only we promise; a report cannot.
    let mut foreign = made(3);
    foreign.source.system = "operations/chicago".to_owned();
    assert_eq!(
        fold(&[placed(), order(0, &[("a", 1)]), foreign]).promise,
        None
    );
}

#[test]
fn a_cause_of_a_newer_version_is_read_as_unknown() {
    let read: Why = serde_json::from_str(r#"{"why":"meteor","size":3}"#).expect("any cause");
    assert_eq!(read, Why::Unknown);
}
