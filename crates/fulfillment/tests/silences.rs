//! Silences: whose they are. A parcel's, a source's that is down, or a missing number's; and who
//! sees one before it is an exception.

mod story;

use fulfillment::fact::ExceptionKind;
use fulfillment::instant::HOUR;
use fulfillment::{
    Attention, Exception, Fact, Grade, Instant, Kind, Observed, Policy, Sighting, Timeline,
    attention, fold,
};
use story::*;

fn of(timeline: &Timeline, kind: ExceptionKind) -> Vec<Exception> {
    let found = timeline.exceptions.iter().filter(|e| e.kind == kind);
    found.cloned().collect()
}

/// An order of its own number, whose facts others do not share.
fn numbered(number: u32, mut facts: Vec<Fact>) -> Vec<Fact> {
    for fact in &mut facts {
        fact.source.resource = number.to_string();
    }
    facts
}

/// Labelled at 9, scanned at 10 and at `scanned`.
fn moving(number: u32, scanned: i64) -> Vec<Fact> {
    let facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]).at_place("chicago"),
        carrier(10, Kind::CarrierAccepted).of("7"),
        carrier(scanned, Kind::TransitMoved).of("7"),
    ];
    numbered(number, facts)
}

fn arrived(number: u32, scanned: i64) -> Vec<Fact> {
    let mut facts = moving(number, scanned);
    facts.extend(numbered(
        number,
        vec![carrier(scanned, delivered()).of("7")],
    ));
    facts
}

/// A policy that has learnt from these orders alone.
fn taught<'a>(orders: impl IntoIterator<Item = &'a Vec<Fact>>) -> Policy {
    let mut policy = Policy::default();
    for facts in orders {
        policy.observed.learn(&fold(facts));
    }
    policy
}

#[test]
fn a_carrier_silent_about_several_orders_is_down_and_no_parcel_is_blamed() {
    let mut orders: Vec<Vec<Fact>> = (1..=3).map(|n| moving(n, 20 + i64::from(n))).collect();
    let policy = taught(&orders);
    let timeline = run(&mut orders[0], &policy, 21, 24 * 6);
    assert!(of(&timeline, ExceptionKind::NoMovement).is_empty());
    let silent = of(&timeline, ExceptionKind::SourceSilent);
    assert_eq!(silent.len(), 1);
    assert_eq!(
        silent[0].opened_at,
        hour(21 + 48),
        "when the parcel's own silence was due"
    );
    assert_eq!(
        silent[0].anchor,
        hour(23),
        "since the carrier's last word about anyone"
    );
    assert_eq!(
        silent[0].owner, "shop",
        "the integration is the shop's, not the carrier's"
    );
    assert_eq!(silent[0].closed_at, None);
}

#[test]
fn a_label_without_a_scan_waits_for_a_source_that_can_speak() {
    let others: Vec<Vec<Fact>> = (2..=4).map(|n| moving(n, 12)).collect();
    let mut facts = numbered(
        1,
        vec![
            placed(),
            order(0, &[("a", 1)]),
            fulfillment(30, "7", &["T"], &[("a", 1)]),
        ],
    );
    let policy = taught(&others);
    let timeline = run(&mut facts, &policy, 30, 24 * 4);
    assert!(of(&timeline, ExceptionKind::LabelNoScan).is_empty());
    assert_eq!(of(&timeline, ExceptionKind::SourceSilent).len(), 1);

    // Two orders are no proof: both may be phantoms.
    let policy = taught(&others[..2]);
    facts.retain(|fact| fact.source.system != "plumbline");
    let timeline = run(&mut facts, &policy, 30, 24 * 4);
    assert_eq!(of(&timeline, ExceptionKind::LabelNoScan).len(), 1);
    assert!(of(&timeline, ExceptionKind::SourceSilent).is_empty());
}

#[test]
fn orders_that_arrived_wait_for_nobody() {
    let mut others: Vec<Vec<Fact>> = (2..=9).map(|n| arrived(n, 12)).collect();
    others.push(moving(10, 12));
    let mut facts = moving(1, 11);
    let policy = taught(others.iter().chain([&facts]));
    let timeline = run(&mut facts, &policy, 11, 24 * 4);
    assert_eq!(of(&timeline, ExceptionKind::NoMovement).len(), 1);
    assert!(of(&timeline, ExceptionKind::SourceSilent).is_empty());
}

#[test]
fn a_source_that_speaks_of_anyone_is_up() {
    let others: Vec<Vec<Fact>> = (2..=9).map(|n| moving(n, 12)).collect();
    let mut facts = moving(1, 11);
    let speaks = moving(10, 50);
    let policy = taught(others.iter().chain([&facts, &speaks]));
    let timeline = run(&mut facts, &policy, 11, 24 * 4);
    assert_eq!(
        of(&timeline, ExceptionKind::NoMovement)[0].opened_at,
        hour(59)
    );
    assert!(of(&timeline, ExceptionKind::SourceSilent).is_empty());
}

#[test]
fn a_weekend_is_no_outage() {
    let friday = 4 * 24 + 20;
    let orders: Vec<Vec<Fact>> = (1..=4).map(|n| moving(n, friday)).collect();
    let mut policy = taught(&orders);
    policy.thresholds.no_movement = 6;
    let mut facts = moving(1, friday);
    // Six working hours after Friday 20:00 is Monday 02:00: the source has been silent for six.
    let timeline = run(&mut facts, &policy, friday, 7 * 24 + 10);
    assert_eq!(of(&timeline, ExceptionKind::NoMovement).len(), 1);
    assert!(of(&timeline, ExceptionKind::SourceSilent).is_empty());
}

#[test]
fn after_an_outage_the_parcels_silence_counts_anew() {
    let mut orders: Vec<Vec<Fact>> = (1..=3).map(|n| moving(n, 22)).collect();
    let mut policy = taught(&orders);
    let mut facts = orders.remove(0);
    run(&mut facts, &policy, 22, 24 * 3);
    // Wednesday 22:00 it opened; the carrier speaks of another order on Thursday at 09:00.
    policy.observed.learn(&fold(&moving(2, 24 * 3 + 9)));
    let timeline = run(&mut facts, &policy, 24 * 3, 24 * 4 + 1);
    let silent = of(&timeline, ExceptionKind::SourceSilent);
    let back = silent[0]
        .closed_at
        .expect("it was looked at again within a working day");
    assert!(back <= hour(24 * 4), "{back:?}");
    assert_eq!(silent[0].closed_how.as_deref(), Some("evidence"));
    assert!(
        of(&timeline, ExceptionKind::NoMovement).is_empty(),
        "not the moment it is back"
    );
    policy.observed.learn(&fold(&moving(3, 24 * 8)));
    let timeline = run(&mut facts, &policy, 24 * 4 + 1, 24 * 9);
    let own = of(&timeline, ExceptionKind::NoMovement);
    assert_eq!(own.len(), 1, "and then its silence is its own");
    assert!(own[0].opened_at >= back.plus(48 * HOUR), "{own:?}");
    assert_eq!(of(&timeline, ExceptionKind::SourceSilent).len(), 1);
}

#[test]
fn its_own_scan_ends_the_outage_for_an_order() {
    let orders: Vec<Vec<Fact>> = (1..=3).map(|n| moving(n, 22)).collect();
    let policy = taught(&orders);
    let mut facts = moving(1, 22);
    run(&mut facts, &policy, 22, 24 * 3);
    facts.extend(numbered(1, vec![carrier(75, Kind::OutForDelivery).of("7")]));
    let timeline = run(&mut facts, &policy, 75, 76);
    let silent = of(&timeline, ExceptionKind::SourceSilent);
    assert_eq!(silent[0].closed_at, Some(hour(75)));
}

#[test]
fn a_warehouse_silent_about_several_orders_is_down_too() {
    let working = |number: u32| {
        let facts = vec![
            placed(),
            order(0, &[("a", 1)]),
            warehouse(9, Kind::PickStarted).at_place("chicago"),
        ];
        numbered(number, facts)
    };
    let given = || {
        let facts = vec![
            placed(),
            order(0, &[("a", 1)]),
            shopify(14, Kind::FoRouted).fo("5").at_place("chicago"),
        ];
        numbered(1, facts)
    };
    // Four opening hours after 14:00 is Tuesday 10:00; a working day after 09:00 is 17:00.
    let policy = taught(&[working(2), working(3), working(4)]);
    let timeline = run(&mut given(), &policy, 14, 48);
    assert!(of(&timeline, ExceptionKind::NotReceived).is_empty());
    assert_eq!(of(&timeline, ExceptionKind::SourceSilent).len(), 1);

    let policy = taught(&[working(2), working(3)]);
    let timeline = run(&mut given(), &policy, 14, 48);
    assert_eq!(of(&timeline, ExceptionKind::NotReceived).len(), 1);

    let mut policy = taught(&[working(2), working(3), working(4)]);
    policy.thresholds.source_orders = 0;
    let timeline = run(&mut given(), &policy, 14, 48);
    assert_eq!(
        of(&timeline, ExceptionKind::NotReceived).len(),
        1,
        "a shop that wants none"
    );
}

/// Marked fulfilled at hour 9, in Chicago, without a number.
fn bare(number: u32) -> Vec<Fact> {
    let facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        fulfillment(9, "7", &[], &[("a", 1)]).at_place("chicago"),
    ];
    numbered(number, facts)
}

#[test]
fn a_number_is_missing_only_where_numbers_are_usual() {
    let with: Vec<Vec<Fact>> = (2..=4).map(|n| moving(n, 12)).collect();
    let policy = taught(&with);
    let mut facts = bare(1);
    let timeline = run(&mut facts, &policy, 9, 24 * 3);
    let missing = of(&timeline, ExceptionKind::TrackingMissing);
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].opened_at, hour(33));
    assert_eq!(missing[0].owner, "warehouse");

    for (habit, why) in [
        (taught(&with[..2]), "too few to call it usual"),
        (taught([&bare(2), &bare(3), &bare(4)]), "letters have none"),
        (
            taught(with.iter().chain([&bare(5), &bare(6), &bare(7)])),
            "as many without",
        ),
    ] {
        let timeline = run(&mut bare(1), &habit, 9, 24 * 3);
        assert!(
            of(&timeline, ExceptionKind::TrackingMissing).is_empty(),
            "{why}"
        );
    }
    let mut elsewhere = bare(1);
    elsewhere[2].location.as_mut().unwrap().id = "reno".to_owned();
    let timeline = run(&mut elsewhere, &policy, 9, 24 * 3);
    assert!(
        of(&timeline, ExceptionKind::TrackingMissing).is_empty(),
        "another place"
    );
}

#[test]
fn a_number_that_comes_ends_it_and_one_in_time_prevents_it() {
    let policy = taught(&(2..=4).map(|n| moving(n, 12)).collect::<Vec<_>>());
    let number =
        |at| fulfillment_state(at, 9, "7", "success", &["T"], &[("a", 1)]).at_place("chicago");
    let mut facts = bare(1);
    run(&mut facts, &policy, 9, 40);
    facts.extend(numbered(1, vec![number(41)]));
    let timeline = run(&mut facts, &policy, 41, 42);
    let missing = of(&timeline, ExceptionKind::TrackingMissing);
    assert_eq!(missing[0].closed_at, Some(hour(41)));

    let mut facts = bare(1);
    facts.extend(numbered(1, vec![number(12)]));
    let timeline = run(&mut facts, &policy, 9, 24 * 3);
    assert!(of(&timeline, ExceptionKind::TrackingMissing).is_empty());
}

#[test]
fn what_is_collected_or_driven_needs_no_number() {
    use fulfillment::fact::DeliveryMethod;
    let policy = taught(&(2..=4).map(|n| moving(n, 12)).collect::<Vec<_>>());
    for method in [DeliveryMethod::PickUp, DeliveryMethod::Local] {
        let mut facts = bare(1);
        facts[1] = order_by(0, &[("a", 1)], method);
        let timeline = run(&mut facts, &policy, 9, 24 * 3);
        assert!(
            of(&timeline, ExceptionKind::TrackingMissing).is_empty(),
            "{method:?}"
        );
    }
}

#[test]
fn agents_see_a_silence_twelve_hours_before_it_is_an_exception() {
    let mut facts = moving(1, 20);
    let policy = live();
    let timeline = run(&mut facts, &policy, 20, 60);
    assert!(timeline.exceptions.is_empty());
    let seen = attention(&timeline, &policy);
    let expected = Attention {
        kind: ExceptionKind::NoMovement,
        parcel: "7".to_owned(),
        since: hour(20),
        from: hour(20 + 36),
        until: hour(20 + 48),
    };
    assert_eq!(seen, [expected]);
    let timeline = run(&mut facts, &policy, 60, 69);
    assert_eq!(of(&timeline, ExceptionKind::NoMovement).len(), 1);
    assert!(
        attention(&timeline, &policy).is_empty(),
        "an exception takes its place"
    );
}

#[test]
fn no_attention_is_called_to_what_cannot_be_seen_or_has_ended() {
    let timeline = fold(&moving(1, 20));
    assert!(
        attention(&timeline, &Policy::default()).is_empty(),
        "USPS was never heard of"
    );
    let timeline = fold(&arrived(1, 20));
    assert!(attention(&timeline, &live()).is_empty());
    let mut policy = live();
    policy.thresholds.attention = 48;
    assert!(
        attention(&fold(&moving(1, 20)), &policy).is_empty(),
        "no earlier than agreed"
    );
    // A carrier that is down calls attention to itself, not to a parcel.
    let orders: Vec<Vec<Fact>> = (1..=3).map(|n| moving(n, 22)).collect();
    let policy = taught(&orders);
    assert!(attention(&fold(&orders[0]), &policy).is_empty());
}

#[test]
fn what_is_learnt_survives_its_json_and_old_settings_have_none_of_it() {
    let mut observed = Observed::default();
    observed.learn(&fold(&moving(1, 20)));
    assert_eq!(observed.orders.under_way["usps"].count(Instant(0)), 1);
    assert_eq!(observed.orders.numbered["chicago"].count(Instant(0)), 1);
    let text = serde_json::to_string(&observed).unwrap();
    assert_eq!(serde_json::from_str::<Observed>(&text).unwrap(), observed);
    let old = r#"{"carriers":{"usps":{"first":1,"last":2}}}"#;
    let read: Observed = serde_json::from_str(old).unwrap();
    let expected = Sighting {
        first: Instant(1),
        last: Instant(2),
    };
    assert_eq!(read.carriers["usps"], expected);
    assert_eq!(read.orders, Default::default());
}

#[test]
fn the_grade_of_an_outage_is_no_evidence() {
    let orders: Vec<Vec<Fact>> = (1..=3).map(|n| moving(n, 22)).collect();
    let policy = taught(&orders);
    let mut facts = moving(1, 22);
    let before = fold(&facts);
    let after = run(&mut facts, &policy, 22, 24 * 4);
    assert_eq!(
        after.headline, before.headline,
        "nothing is known of the parcel"
    );
    let ours = facts
        .iter()
        .filter(|fact| fact.source.system == "plumbline");
    assert!(ours.clone().count() > 0);
    assert!(ours.clone().all(|fact| fact.grade == Grade::Inferred));
}
