//! Exceptions, deadlines and notices: opened once, closed by evidence or people, never flapping.

mod story;

use fulfillment::fact::{ExceptionKind, HoldReason, Owner, OwnerRole};
use fulfillment::{
    Effect, Exception, Fact, Grade, Instant, Kind, Policy, Timeline, decide, fold, message_sent,
};
use story::*;

fn shipped() -> Vec<Fact> {
    vec![
        placed(),
        order(0, &[("a", 1)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
    ]
}

fn of(timeline: &Timeline, kind: ExceptionKind) -> Vec<Exception> {
    let found = timeline.exceptions.iter().filter(|e| e.kind == kind);
    found.cloned().collect()
}

#[test]
fn a_label_without_a_scan_opens_after_a_working_day_and_a_scan_closes_it() {
    let mut facts = shipped();
    let quiet = run(&mut facts, &live(), 9, 32);
    assert!(quiet.exceptions.is_empty(), "24 hours are not over");
    let timeline = run(&mut facts, &live(), 32, 40);
    let opened = of(&timeline, ExceptionKind::LabelNoScan);
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].opened_at, hour(33));
    assert_eq!(opened[0].due_at, Some(hour(57)));
    assert_eq!(opened[0].parcel.as_deref(), Some("7"));
    assert_eq!(opened[0].owner, "warehouse");
    facts.push(carrier(44, Kind::CarrierAccepted).of("7"));
    let closed = run(&mut facts, &live(), 44, 45);
    let exception = &of(&closed, ExceptionKind::LabelNoScan)[0];
    assert_eq!(exception.closed_at, Some(hour(44)));
    assert_eq!(exception.closed_how.as_deref(), Some("evidence"));
}

#[test]
fn a_weekend_raises_no_alarm() {
    let friday = 4 * 24 + 15;
    let mut facts = vec![placed(), fulfillment(friday, "7", &["T"], &[])];
    let timeline = run(&mut facts, &live(), friday, 7 * 24 + 14);
    assert!(timeline.exceptions.is_empty());
    let timeline = run(&mut facts, &live(), friday, 7 * 24 + 15);
    assert_eq!(timeline.exceptions[0].opened_at, hour(7 * 24 + 15));
}

#[test]
fn silence_of_a_source_never_seen_is_not_observable() {
    let mut facts = shipped();
    let timeline = run(&mut facts, &Policy::default(), 9, 24 * 30);
    assert!(timeline.exceptions.is_empty());
    // Another carrier's scans say nothing of USPS.
    let mut policy = Policy::default();
    let sighting = live().observed.carriers["usps"];
    policy.observed.carriers.insert("dhl".to_owned(), sighting);
    let timeline = run(&mut facts, &policy, 9, 24 * 30);
    assert!(timeline.exceptions.is_empty());
}

#[test]
fn what_a_timeline_shows_live_is_learnt() {
    let mut facts = shipped();
    facts.push(carrier(20, Kind::TransitMoved).of("7"));
    facts.push(warehouse(5, Kind::PackDone).of("7").at_place("Chicago"));
    let mut policy = Policy::default();
    assert!(policy.observed.learn(&fold(&facts)));
    assert!(!policy.observed.learn(&fold(&facts)));
    assert!(policy.observed.carrier_live(Some(" usps"), hour(30), 24));
    assert!(!policy.observed.carrier_live(Some("USPS"), hour(80), 24));
    assert!(
        !policy.observed.carrier_live(Some("USPS"), hour(19), 24),
        "not seen yet"
    );
    assert!(policy.observed.location_live(Some("chicago"), hour(6), 24));
}

#[test]
fn the_same_exception_is_proposed_whenever_one_looks() {
    let facts = shipped();
    let timeline = fold(&facts);
    let proposed = |now: Instant| {
        decide("1", &timeline, &live(), now)
            .into_iter()
            .find_map(|effect| match effect {
                Effect::Append(fact) => Some(fact.id()),
                _ => None,
            })
    };
    assert_eq!(proposed(hour(32)), None);
    assert_eq!(proposed(hour(33)), proposed(hour(400)));
}

#[test]
fn a_scan_that_arrives_late_closes_without_flapping() {
    let mut facts = shipped();
    run(&mut facts, &live(), 9, 40);
    facts.push(carrier(20, Kind::TransitMoved).of("7"));
    let timeline = run(&mut facts, &live(), 40, 67);
    let found = of(&timeline, ExceptionKind::LabelNoScan);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].closed_at, Some(hour(33)), "never before it opened");
    // Silence since that scan is another matter, two working days later.
    let timeline = run(&mut facts, &live(), 67, 24 * 20);
    assert_eq!(of(&timeline, ExceptionKind::LabelNoScan).len(), 1);
    assert_eq!(
        of(&timeline, ExceptionKind::NoMovement)[0].opened_at,
        hour(68)
    );
}

#[test]
fn people_assign_and_close_and_it_stays_closed() {
    let mut facts = shipped();
    let timeline = run(&mut facts, &live(), 9, 40);
    let id = timeline.exceptions[0].id.clone();
    let mut assigned = fact(
        "plumbline",
        41,
        Grade::Record,
        Kind::ExceptionAssigned {
            exception: id.clone(),
            due: Some(hour(50)),
        },
    );
    assigned.owner = Some(Owner {
        role: OwnerRole::Person,
        id: "staff-9".to_owned(),
    });
    facts.push(assigned);
    let timeline = run(&mut facts, &live(), 41, 42);
    assert_eq!(timeline.exceptions[0].owner, "staff-9");
    assert_eq!(timeline.exceptions[0].due_at, Some(hour(50)));
    let closed = Kind::ExceptionClosed {
        exception: id,
        how: "found_it".to_owned(),
    };
    facts.push(fact("plumbline", 43, Grade::Record, closed));
    let timeline = run(&mut facts, &live(), 43, 60);
    assert_eq!(timeline.exceptions.len(), 1);
    assert_eq!(
        timeline.exceptions[0].closed_how.as_deref(),
        Some("person:found_it")
    );
    let timeline = run(&mut facts, &live(), 60, 24 * 20);
    assert_eq!(of(&timeline, ExceptionKind::LabelNoScan).len(), 1);
}

#[test]
fn changed_settings_do_not_open_it_twice() {
    let mut facts = shipped();
    run(&mut facts, &live(), 9, 40);
    let mut policy = live();
    policy.thresholds.label_no_scan = 48;
    policy.thresholds.respond = 1;
    let timeline = run(&mut facts, &policy, 40, 24 * 9);
    assert_eq!(of(&timeline, ExceptionKind::LabelNoScan).len(), 1);
}

#[test]
fn a_hold_nobody_was_told_of_is_the_shops() {
    let mut facts = vec![placed(), order(0, &[("a", 1)]), shopify(10, hold("h"))];
    let timeline = run(&mut facts, &live(), 10, 15);
    let found = of(&timeline, ExceptionKind::HoldUntold);
    assert_eq!(found[0].opened_at, hour(14));
    assert_eq!(found[0].owner, "shop");
    facts.push(message_sent("1", None, "label_created", "k1", hour(15)));
    facts.push(message_sent("1", None, "hold", "k2", hour(16)));
    let timeline = run(&mut facts, &live(), 16, 17);
    assert_eq!(
        of(&timeline, ExceptionKind::HoldUntold)[0].closed_at,
        Some(hour(16)),
        "a message about something else tells of no hold"
    );
}

#[test]
fn a_message_tells_of_the_hold_of_its_own_parcel() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1), ("b", 1)]),
        fo_state(1, "5", "open", &[("a", 1)]),
        fo_state(1, "6", "open", &[("b", 1)]),
        shopify(10, hold("h")).fo("5"),
        shopify(10, hold("i")).fo("6"),
        message_sent("1", Some("fo:5"), "hold", "k", hour(11)),
    ];
    let timeline = run(&mut facts, &live(), 10, 15);
    let found = of(&timeline, ExceptionKind::HoldUntold);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].parcel.as_deref(), Some("fo:6"));
    let told = Kind::MessageSent {
        key: "k".to_owned(),
        milestone: "hold".to_owned(),
    };
    let entry = timeline
        .entries
        .iter()
        .find(|entry| entry.fact.kind == told);
    assert_eq!(entry.unwrap().parcels, ["fo:5"]);
    assert_eq!(timeline.updated_at, Some(hour(10)), "ours is no news");
}

#[test]
fn a_message_from_before_the_hold_does_not_tell_of_it() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        message_sent("1", None, "hold", "k", hour(5)),
        shopify(10, hold("h")),
    ];
    let timeline = run(&mut facts, &live(), 10, 15);
    assert_eq!(of(&timeline, ExceptionKind::HoldUntold).len(), 1);
}

#[test]
fn a_holds_reason_is_an_exception_until_its_release() {
    let wrong = Kind::HoldPlaced {
        hold: "h".to_owned(),
        reason: HoldReason::IncorrectAddress,
    };
    let mut facts = vec![placed(), shopify(10, wrong)];
    let timeline = run(&mut facts, &live(), 10, 11);
    assert_eq!(
        of(&timeline, ExceptionKind::AddressInvalid)[0].closed_at,
        None
    );
    facts.push(shopify(12, release(Some("h"))));
    let timeline = run(&mut facts, &live(), 12, 13);
    assert_eq!(
        of(&timeline, ExceptionKind::AddressInvalid)[0].closed_at,
        Some(hour(12))
    );
}

#[test]
fn what_one_report_caused_is_the_same_exception_whatever_arrived_before_it() {
    let risky = Kind::HoldPlaced {
        hold: "h".to_owned(),
        reason: HoldReason::HighRiskOfFraud,
    };
    let held = shopify(10, risky);
    let label = fulfillment(12, "7", &["T"], &[]);
    let in_order_of = |first: &Fact, second: &Fact| {
        let mut facts = vec![placed(), first.clone()];
        run(&mut facts, &live(), 12, 13);
        facts.push(second.clone());
        run(&mut facts, &live(), 12, 13).digest()
    };
    assert_eq!(in_order_of(&held, &label), in_order_of(&label, &held));
}

#[test]
fn every_failed_attempt_counts_but_open_ones_open_once() {
    let mut facts = vec![placed(), carrier(10, Kind::AttemptFailed).of("7")];
    run(&mut facts, &live(), 10, 11);
    facts.push(carrier(12, Kind::AttemptFailed).of("7"));
    let timeline = run(&mut facts, &live(), 12, 13);
    assert_eq!(of(&timeline, ExceptionKind::AttemptFailed).len(), 1);
    facts.push(carrier(20, Kind::OutForDelivery).of("7"));
    let timeline = run(&mut facts, &live(), 20, 21);
    assert_eq!(
        of(&timeline, ExceptionKind::AttemptFailed).len(),
        1,
        "the past is not told again"
    );
    facts.push(carrier(22, Kind::AttemptFailed).of("7"));
    let timeline = run(&mut facts, &live(), 22, 23);
    let found = of(&timeline, ExceptionKind::AttemptFailed);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].closed_at, Some(hour(20)));
    assert_eq!(found[1].closed_at, None);
}

#[test]
fn disagreeing_sources_need_a_person() {
    let mut facts = shipped();
    facts.push(shopify(12, cancelled()));
    facts.push(carrier(30, delivered()).of("7").called("d"));
    let timeline = run(&mut facts, &live(), 30, 31);
    let found = of(&timeline, ExceptionKind::StatusConflict);
    assert_eq!(found[0].opened_at, hour(30));
    assert_eq!(found[0].closed_at, None);
    facts.push(carrier(32, Kind::NoteAdded).of("7").correcting("d"));
    let timeline = run(&mut facts, &live(), 32, 33);
    assert_eq!(
        of(&timeline, ExceptionKind::StatusConflict)[0].closed_at,
        Some(hour(32))
    );
}

#[test]
fn a_cancelled_order_with_a_packed_box_must_be_stopped() {
    let mut facts = shipped();
    facts.push(shopify(12, cancelled()));
    let timeline = run(&mut facts, &live(), 12, 13);
    assert_eq!(
        of(&timeline, ExceptionKind::StopShipment)[0].closed_at,
        None
    );
    facts.push(fulfillment_state(
        15,
        9,
        "7",
        "cancelled",
        &["T"],
        &[("a", 1)],
    ));
    let timeline = run(&mut facts, &live(), 15, 16);
    assert_eq!(
        of(&timeline, ExceptionKind::StopShipment)[0].closed_at,
        Some(hour(15))
    );
}

#[test]
fn a_warehouse_that_never_accepts() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        shopify(10, Kind::FoRouted).fo("5").at_place("chicago"),
    ];
    let timeline = run(&mut facts, &live(), 10, 30);
    let found = of(&timeline, ExceptionKind::NotReceived);
    assert_eq!(found[0].opened_at, hour(14), "four working hours");
    facts.push(warehouse(15, Kind::PickStarted).fo("5").at_place("chicago"));
    let timeline = run(&mut facts, &live(), 15, 16);
    assert_eq!(
        of(&timeline, ExceptionKind::NotReceived)[0].closed_at,
        Some(hour(15))
    );
}

#[test]
fn a_return_that_came_back_is_owed_a_refund() {
    let mut facts = vec![placed(), warehouse(10, Kind::Returned)];
    let timeline = run(&mut facts, &live(), 10, 60);
    assert_eq!(
        of(&timeline, ExceptionKind::ReturnUnresolved)[0].opened_at,
        hour(58)
    );
    facts.push(shopify(61, Kind::Refunded));
    let timeline = run(&mut facts, &live(), 61, 62);
    assert_eq!(
        of(&timeline, ExceptionKind::ReturnUnresolved)[0].closed_at,
        Some(hour(61))
    );
}

#[test]
fn an_order_nobody_touches_stalls_after_five_working_days() {
    let mut facts = vec![placed(), order(0, &[("a", 1)])];
    let timeline = run(&mut facts, &Policy::default(), 0, 24 * 30);
    let found = of(&timeline, ExceptionKind::Stalled);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].opened_at, hour(5 * 24), "the end of Friday");
    assert_eq!(found[0].parcel, None);
}

#[test]
fn a_passed_date_leaves_every_surface() {
    let day = Kind::EtaRevised {
        from: hour(48),
        until: hour(48),
    };
    let mut facts = vec![
        placed(),
        carrier(10, Kind::TransitMoved).of("7"),
        carrier(11, day).of("7"),
    ];
    facts[1].source.witness = Some("USPS".to_owned());
    let timeline = run(&mut facts, &live(), 11, 71);
    assert!(timeline.expected.clone().expect("stated").supported);
    let timeline = run(&mut facts, &live(), 71, 73);
    assert_eq!(of(&timeline, ExceptionKind::PastEta)[0].opened_at, hour(72));
    assert!(!timeline.expected.expect("kept").supported);
}

#[test]
fn facts_from_before_the_installation_only_project() {
    let mut facts = shipped();
    let mut policy = live();
    policy.installed_at = hour(200);
    let (timeline, effects) = settle(&mut facts, &policy, hour(220));
    assert!(timeline.exceptions.is_empty());
    assert!(matches!(effects[0], Effect::Project));
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Notify(_)))
    );
}

#[test]
fn a_parcel_already_on_its_way_at_the_installation_is_not_told_at_its_next_scan() {
    let mut facts = shipped();
    facts.push(carrier(20, Kind::TransitMoved).of("7"));
    facts.push(carrier(210, Kind::TransitMoved).of("7"));
    let mut policy = live();
    policy.installed_at = hour(200);
    let effects = decide("1", &fold(&facts), &policy, hour(211));
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Notify(_)))
    );
}

fn notices(facts: &[Fact], now: i64) -> Vec<String> {
    decide("1", &fold(facts), &live(), hour(now))
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Notify(notice) => Some(notice.key),
            _ => None,
        })
        .collect()
}

#[test]
fn milestones_are_told_once_and_second_attempts_again() {
    let mut facts = shipped();
    assert_eq!(notices(&facts, 10), ["1/7/label_created/once"]);
    facts.push(carrier(20, Kind::TransitMoved).of("7"));
    facts.push(carrier(30, Kind::TransitMoved).of("7"));
    assert_eq!(notices(&facts, 31), ["1/7/on_its_way/once"]);
    facts.push(carrier(36, Kind::AttemptFailed).of("7"));
    assert_eq!(notices(&facts, 37), ["1/7/attempt_failed/2026-11-03"]);
    facts.push(carrier(60, Kind::AttemptFailed).of("7"));
    assert_eq!(notices(&facts, 61), ["1/7/attempt_failed/2026-11-04"]);
    facts.push(carrier(62, delivered()).of("7"));
    assert_eq!(notices(&facts, 63), ["1/7/delivered/once"]);
    assert!(notices(&facts, 63 + 24).is_empty(), "too old to tell");
}

#[test]
fn a_moved_date_is_told_with_the_new_one() {
    let eta = |at, day: i64| {
        let window = Kind::EtaRevised {
            from: hour(day * 24),
            until: hour(day * 24),
        };
        carrier(at, window).of("7")
    };
    let mut facts = vec![placed(), carrier(9, Kind::TransitMoved).of("7"), eta(9, 2)];
    assert_eq!(notices(&facts, 10), ["1/7/on_its_way/once"]);
    facts.push(eta(11, 3));
    assert_eq!(
        notices(&facts, 12),
        ["1/7/on_its_way/once", "1/7/eta_moved/2026-11-05"]
    );
}

#[test]
fn a_report_with_a_broken_clock_opens_now_and_its_correction_closes_it() {
    let lost = carrier(100_000, reported(ExceptionKind::Lost))
        .of("7")
        .called("x");
    let mut facts = vec![placed(), carrier(9, Kind::TransitMoved).of("7"), lost];
    let timeline = run(&mut facts, &live(), 10, 11);
    let found = of(&timeline, ExceptionKind::Lost);
    assert_eq!(found[0].opened_at, hour(9));
    assert_eq!(found[0].closed_at, None);
    facts.push(carrier(12, Kind::NoteAdded).of("7").correcting("x"));
    let timeline = run(&mut facts, &live(), 12, 13);
    let found = of(&timeline, ExceptionKind::Lost);
    assert_eq!(found.len(), 1);
    assert!(found[0].closed_at.is_some());
}
