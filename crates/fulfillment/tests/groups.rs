//! Which items stand together: what waits apart from what goes on, and two names of one parcel.

mod story;

use fulfillment::fact::ExceptionKind;
use fulfillment::{Claim, Fact, Grade, Kind, Timeline, fold, message_sent};
use story::*;

/// One fulfillment order of a plate `a` and two mugs `b`, picked and packed but for what waits.
fn divided(short: Fact) -> Vec<Fact> {
    vec![
        placed(),
        order(0, &[("a", 1), ("b", 2)]),
        fo_state(1, "5", "open", &[("a", 1), ("b", 2)]),
        warehouse(3, Kind::PickStarted).fo("5"),
        short,
        warehouse(6, Kind::PackDone).fo("5").items(&[("a", 1)]),
    ]
}

fn short(at: i64) -> Fact {
    warehouse(at, Kind::Backordered { until: None }).fo("5")
}

fn standings(timeline: &Timeline) -> Vec<(&str, Claim, Vec<&str>)> {
    timeline
        .parcels
        .iter()
        .map(|parcel| {
            let lines = parcel.items.iter().map(|item| item.line.as_str()).collect();
            (parcel.id.as_str(), parcel.headline.claim, lines)
        })
        .collect()
}

#[test]
fn items_that_wait_do_not_hold_back_the_others_nor_hide_behind_them() {
    let timeline = fold(&divided(short(5).items(&[("b", 2)])));
    assert_eq!(
        standings(&timeline),
        [
            ("fo:5", Claim::Packed, vec!["a"]),
            ("fo:5:waiting", Claim::Backordered, vec!["b"]),
        ]
    );
    assert_eq!(timeline.headline.claim, Claim::Several);
}

#[test]
fn by_sku_and_of_the_order_as_a_whole_divides_as_well() {
    for fact in [
        short(5).items(&[("SKU-b", 2)]),
        warehouse(5, reported(ExceptionKind::OutOfStock)).items(&[("b", 2)]),
        shopify(5, hold("h")).fo("5").items(&[("b", 2)]),
    ] {
        let timeline = fold(&divided(fact));
        assert_eq!(timeline.parcels.len(), 2, "{:?}", timeline.parcels);
        assert_eq!(timeline.parcels[0].headline.claim, Claim::Packed);
    }
}

#[test]
fn nothing_is_divided_that_no_report_divides() {
    let whole = |facts: Vec<Fact>, why: &str| {
        let timeline = fold(&facts);
        assert_eq!(
            timeline.parcels.len(),
            1,
            "{why}: {:?}",
            standings(&timeline)
        );
        assert_eq!(timeline.parcels[0].id, "fo:5");
    };
    whole(divided(short(5)), "no items named");
    whole(divided(short(5).items(&[("b", 1)])), "a part of a line");
    let mut all = divided(short(5).items(&[("a", 1), ("b", 2)]));
    all.pop();
    whole(all, "all of it");
    whole(divided(short(5).items(&[("c", 1)])), "not among its items");
    whole(
        divided(short(5).items(&[("b", 2)]).graded(Grade::Inferred)),
        "no record",
    );
    let others = fold(&divided(short(5).fo("6").items(&[("b", 2)])));
    assert!(
        !others
            .parcels
            .iter()
            .any(|parcel| parcel.id.contains("waiting"))
    );
    let mut resumed = divided(short(5).items(&[("b", 2)]));
    resumed.push(warehouse(7, Kind::PickStarted).fo("5").items(&[("b", 2)]));
    whole(resumed, "taken up again");
    let mut released = divided(shopify(5, hold("h")).fo("5").items(&[("b", 2)]));
    released.push(shopify(7, release(Some("h"))).fo("5"));
    whole(released, "released");
    let picked = warehouse(5, Kind::PickDone).fo("5").items(&[("b", 2)]);
    whole(divided(picked), "how far single lines are divides nothing");
}

#[test]
fn what_left_was_not_what_waits() {
    let mut facts = divided(short(5).items(&[("b", 2)]));
    facts.push(warehouse(8, Kind::Handover).fo("5"));
    let timeline = fold(&facts);
    assert_eq!(
        standings(&timeline),
        [
            ("fo:5", Claim::HandedOver, vec!["a"]),
            ("fo:5:waiting", Claim::Backordered, vec!["b"]),
        ]
    );
    // Once the first has its parcel, the second is all that the fulfillment order holds.
    facts.push(fulfillment(7, "7", &["T"], &[("a", 1)]).fo("5"));
    let timeline = fold(&facts);
    assert_eq!(
        standings(&timeline),
        [
            ("7", Claim::HandedOver, vec!["a"]),
            ("fo:5", Claim::Backordered, vec!["b"]),
        ]
    );
}

#[test]
fn an_exception_stays_with_its_items_when_groups_are_divided_and_joined() {
    let mut facts = divided(shopify(5, hold("h")).fo("5").items(&[("b", 2)]));
    let timeline = run(&mut facts, &live(), 6, 12);
    let untold = |timeline: &Timeline| {
        let mut found = timeline.exceptions.iter();
        let found = found.find(|item| item.kind == ExceptionKind::HoldUntold);
        found.and_then(|item| item.parcel.clone())
    };
    assert_eq!(untold(&timeline).as_deref(), Some("fo:5:waiting"));
    facts.push(fulfillment(13, "7", &["T"], &[("a", 1)]).fo("5"));
    let timeline = run(&mut facts, &live(), 13, 30);
    assert_eq!(untold(&timeline).as_deref(), Some("fo:5"));
    let count = timeline.exceptions.iter();
    assert_eq!(
        count
            .filter(|item| item.kind == ExceptionKind::HoldUntold)
            .count(),
        1
    );
}

/// A shipment only Shopify's events name, and a number only the warehouse's scans do.
fn halves(wanted: &[(&str, u32)]) -> Vec<Fact> {
    vec![
        placed(),
        order(0, wanted),
        warehouse(9, Kind::Handover).tracked("T").fo("5"),
        carrier(20, delivered()).of("7"),
    ]
}

#[test]
fn two_names_are_one_parcel_where_no_other_can_be() {
    let one = |facts: &[Fact], why: &str| {
        let timeline = fold(facts);
        let found = standings(&timeline);
        assert_eq!(found.len(), 1, "{why}: {found:?}");
        assert_eq!((found[0].0, found[0].1), ("7", Claim::Delivered), "{why}");
        let mut scans = timeline.entries.iter();
        let handed = scans.find(|entry| entry.fact.kind == Kind::Handover);
        assert_eq!(handed.unwrap().parcels, ["7"], "{why}");
    };
    one(&halves(&[("a", 1)]), "one unit");
    let mut facts = halves(&[("a", 3), ("b", 1)]);
    facts.push(fo_state(1, "5", "open", &[("a", 3), ("b", 1)]));
    one(&facts, "one fulfillment order of everything");
    let mut facts = halves(&[("a", 3)]);
    facts.push(warehouse(8, Kind::PackDone).tracked("T").items(&[("a", 3)]));
    one(&facts, "one holds all there is");
    let mut facts = halves(&[("a", 3)]);
    facts.push(fulfillment(8, "7", &[], &[("a", 3)]));
    facts.push(warehouse(8, Kind::PackDone).tracked("T").items(&[("a", 3)]));
    one(&facts, "both hold all there is");
}

#[test]
fn two_names_stay_two_where_both_can_be() {
    let two = |facts: Vec<Fact>, why: &str| {
        let timeline = fold(&facts);
        let shipped = timeline
            .parcels
            .iter()
            .filter(|parcel| !parcel.id.contains(':'));
        let numbered = timeline
            .parcels
            .iter()
            .filter(|parcel| parcel.id == "tracking:T");
        assert_eq!((shipped.count(), numbered.count()), (1, 1), "{why}");
        assert_ne!(timeline.headline.claim, Claim::Delivered, "{why}");
    };
    two(
        halves(&[("a", 2)]),
        "two units, and nobody said where they are",
    );
    let mut facts = halves(&[("a", 2)]);
    facts.push(warehouse(8, Kind::PackDone).tracked("T").items(&[("a", 1)]));
    two(facts, "something is left for the other");
    let mut facts = halves(&[("a", 1), ("b", 1)]);
    facts.push(fo_state(1, "5", "open", &[("a", 1)]));
    facts.push(fo_state(1, "6", "open", &[("b", 1)]));
    two(facts, "two fulfillment orders");
    let mut facts = halves(&[("a", 1), ("b", 1)]);
    facts.push(fo_state(1, "5", "open", &[("a", 1)]));
    two(facts, "the fulfillment order does not hold everything");
    let mut facts = halves(&[("a", 2)]);
    facts.push(fulfillment(8, "7", &[], &[("a", 1)]));
    facts.push(warehouse(8, Kind::PackDone).tracked("T").items(&[("a", 1)]));
    two(facts, "one each");
}

#[test]
fn all_orders_of_arrival_divide_and_join_alike() {
    let mut joined = halves(&[("a", 3), ("b", 1)]);
    joined.push(fo_state(1, "5", "open", &[("a", 3), ("b", 1)]));
    joined.push(warehouse(8, Kind::PackDone).tracked("T").fo("5"));
    joined.push(carrier(15, Kind::TransitMoved).of("7"));
    let mut held = divided(shopify(5, hold("h")).fo("5").items(&[("b", 2)]));
    held.push(message_sent(
        "1",
        Some("fo:5:waiting"),
        "hold",
        "k",
        hour(6),
    ));
    for facts in [divided(short(5).items(&[("b", 2)])), held, joined] {
        let digest = fold(&facts).digest();
        let mut orders = 0;
        permuted(&mut facts.clone(), 0, &mut |facts| {
            orders += 1;
            assert_eq!(fold(facts.iter().chain(&facts[..2])).digest(), digest);
        });
        assert!(orders >= 720, "{orders}");
    }
}

fn permuted(facts: &mut [Fact], from: usize, look: &mut impl FnMut(&[Fact])) {
    if from == facts.len() {
        look(facts);
    }
    for at in from..facts.len() {
        facts.swap(from, at);
        permuted(facts, from + 1, look);
        facts.swap(from, at);
    }
}
