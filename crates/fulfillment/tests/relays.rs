//! Relays of carriers' scans: whose silence says something, and one scan told twice.

mod story;

use std::collections::BTreeSet;

use fulfillment::fact::{ExceptionKind, Place};
use fulfillment::{Claim, Fact, Grade, Kind, Policy, fold, numbers, same_scan, watched};
use story::*;

const RELAY: &str = "aftership";

fn relayed(at: i64, kind: Kind) -> Fact {
    carrier(at, kind).from(RELAY)
}

fn labelled() -> Vec<Fact> {
    vec![
        placed(),
        order(0, &[("a", 1)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
    ]
}

/// A policy that has seen USPS scan another order's parcel, by way of the relay alone.
fn taught() -> Policy {
    let mut other = labelled();
    other.push(relayed(8, Kind::CarrierAccepted).of("7"));
    other.push(relayed(24 * 3, Kind::TransitMoved).of("7"));
    let mut policy = Policy {
        relays: BTreeSet::from([RELAY.to_owned()]),
        ..Policy::default()
    };
    policy.observed.learn(&fold(&other));
    policy
}

fn opened(mut facts: Vec<Fact>, policy: &Policy) -> Vec<ExceptionKind> {
    let timeline = run(&mut facts, policy, 9, 24 * 4);
    timeline.exceptions.iter().map(|it| it.kind).collect()
}

#[test]
fn a_relay_is_silent_only_about_what_it_watches() {
    let policy = taught();
    assert!(policy.observed.carriers.is_empty(), "no source of its own");
    assert_eq!(opened(labelled(), &policy), [], "nobody watches this one");

    let mut facts = labelled();
    facts.push(watched(RELAY, "T", true, hour(10)));
    let silent = [ExceptionKind::LabelNoScan];
    assert_eq!(opened(facts.clone(), &policy), silent);

    // Switched off, down, or another one's.
    let off = Policy {
        relays: BTreeSet::new(),
        ..taught()
    };
    assert_eq!(opened(facts.clone(), &off), []);
    facts.push(watched(RELAY, "T", false, hour(11)));
    assert_eq!(opened(facts.clone(), &policy), [], "it was given up");
    facts.push(watched(RELAY, "T", true, hour(12)));
    assert_eq!(opened(facts, &policy), silent);
    let mut other = labelled();
    other.push(watched(RELAY, "U", true, hour(10)));
    assert_eq!(opened(other, &policy), [], "another number");
}

#[test]
fn being_watched_is_no_evidence() {
    let bare = labelled();
    let mut facts = labelled();
    facts.push(watched(RELAY, "T", true, hour(10)));
    let (bare, watched) = (fold(&bare), fold(&facts));
    assert_eq!(watched.headline, bare.headline);
    assert_eq!(watched.updated_at, bare.updated_at);
    assert_eq!(watched.parcels[0].steps, bare.parcels[0].steps);
    assert_eq!(watched.parcels[0].watched, [RELAY]);
    assert_eq!(watched.parcels.len(), 1);
}

#[test]
fn one_scan_by_two_routes_is_one_scan_and_no_conflict() {
    let direct = carrier(20, delivered()).of("7");
    // AfterShip had the carrier's local time without a zone: dated when it was known.
    let mut late = relayed(22, Kind::OutForDelivery).tracked("T");
    late.at_latest = true;
    let again = relayed(20, delivered()).tracked("T");
    assert!(same_scan(&direct, &again) && same_scan(&again, &direct));
    let mut facts = labelled();
    facts.extend([direct.clone(), late.clone(), again]);
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::Delivered);
    assert_eq!(timeline.parcels.len(), 1);
    assert_eq!(timeline.parcels[0].conflict_at, None);

    // A relay that still sees it moving, and knows when, does disagree.
    late.at_latest = false;
    facts.push(late);
    assert_eq!(fold(&facts).parcels[0].conflict_at, Some(hour(22)));
}

#[test]
fn other_scans_are_other_scans() {
    let at = |fact: Fact, city: &str| Fact {
        place: Some(Place {
            city: Some(city.to_owned()),
            ..Place::default()
        }),
        ..fact
    };
    let direct = || carrier(20, Kind::TransitMoved);
    let relay = |hour| relayed(hour, Kind::TransitMoved);
    assert!(same_scan(&at(direct(), "Gary"), &at(relay(21), " GARY")));
    assert!(!same_scan(&at(direct(), "Gary"), &at(relay(20), "Reno")));
    assert!(!same_scan(&direct(), &relay(22)));
    assert!(!same_scan(&direct(), &direct()), "two scans of one source");
    assert!(!same_scan(&relay(20), &relay(20)));
    assert!(!same_scan(&direct(), &relayed(20, Kind::OutForDelivery)));
    assert!(!same_scan(&direct(), &relay(20).graded(Grade::Record)));
    let latest = |hour| Fact {
        at_latest: true,
        ..relay(hour)
    };
    assert!(same_scan(&direct(), &latest(40)));
    assert!(!same_scan(&direct(), &latest(18)), "it was known before");
}

#[test]
fn numbers_are_those_of_parcels_under_way() {
    let of = |facts: &[Fact]| -> Vec<String> {
        let found = numbers(&fold(facts));
        // The first label's, or the one that took its place.
        assert!(
            found
                .iter()
                .all(|it| [hour(9), hour(11)].contains(&it.since))
        );
        found.into_iter().map(|it| it.number).collect()
    };
    let mut facts = labelled();
    assert_eq!(of(&facts), ["T"]);
    assert_eq!(
        numbers(&fold(&facts))[0].carrier.as_deref(),
        Some("USPS"),
        "as the shop names it"
    );
    facts.push(fulfillment_state(
        11,
        9,
        "7",
        "success",
        &["U", "V"],
        &[("a", 1)],
    ));
    assert_eq!(of(&facts), ["U", "V"], "the shop corrected it");
    facts.push(carrier(20, Kind::TransitMoved).of("7"));
    assert_eq!(of(&facts), ["U", "V"]);
    let mut gone = facts.clone();
    gone.push(fulfillment_state(
        21,
        9,
        "7",
        "cancelled",
        &["U"],
        &[("a", 1)],
    ));
    gone.retain(|fact| fact.grade != Grade::Carrier);
    assert_eq!(of(&gone), Vec::<String>::new());
    facts.push(carrier(30, delivered()).of("7"));
    assert_eq!(of(&facts), Vec::<String>::new());
    let unlabelled = [placed(), order(0, &[("a", 1)])];
    assert_eq!(of(&unlabelled), Vec::<String>::new());
}
