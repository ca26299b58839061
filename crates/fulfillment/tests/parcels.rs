//! Which items are in which parcel, and what is left of them: every order is told whole.

mod story;

use fulfillment::{Claim, Kind, fold};
use story::*;

#[test]
fn two_parcels_speak_for_themselves() {
    let facts = [
        placed(),
        order(0, &[("a", 1), ("b", 2)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
        fulfillment(9, "8", &["U"], &[("b", 2)]),
        carrier(30, delivered()).tracked("U"),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::Several);
    let parts: Vec<_> = timeline
        .headline
        .parts
        .iter()
        .map(|p| (p.claim, p.count))
        .collect();
    assert_eq!(parts, [(Claim::Delivered, 1), (Claim::LabelCreated, 1)]);
    assert_eq!(timeline.native.untrue, [(hour(9), None)]);
    let same = fold(&facts[..4]);
    assert_eq!(same.headline.claim, Claim::LabelCreated);
    assert_eq!(same.headline.parts[0].count, 2);
}

#[test]
fn what_a_partial_fulfilment_leaves_is_a_group_of_its_own() {
    let facts = [
        placed(),
        order(0, &[("a", 1), ("b", 2)]),
        fo_state(1, "5", "open", &[("a", 1), ("b", 2)]),
        fulfillment(9, "7", &["T"], &[("a", 1), ("b", 1)]),
    ];
    let stale = fold(&facts);
    let ids: Vec<&str> = stale
        .parcels
        .iter()
        .map(|parcel| parcel.id.as_str())
        .collect();
    assert_eq!(ids, ["7", "fo:5"]);
    assert_eq!(stale.parcels[1].items, list(&[("b", 1)]));
    let mut fresh = facts.to_vec();
    fresh.push(fo_state(9, "5", "in_progress", &[("b", 1)]));
    let fresh = fold(&fresh);
    assert_eq!(fresh.parcels[1].items, list(&[("b", 1)]));
    assert_eq!(fresh.native.status, "partially_fulfilled");
    assert_eq!(fresh.headline.claim, Claim::Several);
}

#[test]
fn scans_of_a_fulfillment_order_reach_the_parcel_it_left_in() {
    let facts = [
        placed(),
        order(0, &[("a", 1)]),
        fo_state(1, "5", "open", &[("a", 1)]),
        warehouse(3, Kind::PackDone).fo("5"),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
        fo_state(9, "5", "closed", &[]),
    ];
    assert_eq!(claim(&facts[..4]), Claim::Packed);
    let timeline = fold(&facts);
    assert_eq!(timeline.parcels.len(), 1);
    let steps: Vec<Claim> = timeline.parcels[0]
        .steps
        .iter()
        .map(|step| step.claim)
        .collect();
    assert!(steps.contains(&Claim::Packed));
    assert_eq!(timeline.headline.claim, Claim::LabelCreated);
}

#[test]
fn a_handover_of_a_fulfillment_order_is_not_one_of_what_came_later() {
    let facts = [
        placed(),
        order(0, &[("a", 1), ("b", 1)]),
        fo_state(1, "5", "open", &[("a", 1), ("b", 1)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]).fo("5"),
        warehouse(10, Kind::Handover).fo("5"),
        fulfillment(60, "8", &["U"], &[("b", 1)]).fo("5"),
        fo_state(60, "5", "closed", &[]),
    ];
    let timeline = fold(&facts);
    let claims: Vec<Claim> = timeline.parcels.iter().map(|p| p.headline.claim).collect();
    assert_eq!(claims, [Claim::HandedOver, Claim::LabelCreated]);
}

#[test]
fn several_locations_are_told_apart() {
    let facts = [
        placed(),
        order(0, &[("a", 1), ("b", 1)]),
        fo_state(1, "5", "open", &[("a", 1)]).at_place("chicago"),
        fo_state(1, "6", "open", &[("b", 1)]).at_place("reno"),
        warehouse(3, Kind::PackDone).at_place("reno"),
    ];
    let timeline = fold(&facts);
    let claims: Vec<Claim> = timeline.parcels.iter().map(|p| p.headline.claim).collect();
    assert_eq!(claims, [Claim::Received, Claim::Packed]);
}

#[test]
fn edits_and_removals_take_items_out_of_what_is_left() {
    let facts = [
        placed(),
        order(0, &[("a", 1), ("b", 2)]),
        fo_state(1, "5", "open", &[("a", 1), ("b", 2)]),
        order(4, &[("a", 1), ("b", 0)]),
    ];
    assert_eq!(fold(&facts).parcels[0].items, list(&[("a", 1)]));
}

#[test]
fn items_may_be_named_by_sku() {
    let facts = [
        placed(),
        order(0, &[("a", 2)]),
        warehouse(3, Kind::PackDone).of("W1").items(&[("SKU-a", 1)]),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.parcels[0].items, list(&[("a", 1)]));
    assert_eq!(timeline.parcels[1].id, "rest");
}

#[test]
fn one_box_of_two_fulfillments_is_one_parcel() {
    let facts = [
        placed(),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
        fulfillment(9, "8", &["T"], &[("b", 1)]),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.parcels.len(), 1);
    assert_eq!(timeline.parcels[0].items, list(&[("a", 1), ("b", 1)]));
}

/// Shopify's webhooks of fulfillment orders name no items and never say "closed".
#[test]
fn thin_fulfillment_orders_hold_what_the_order_wants() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1), ("b", 2)]),
        fo_state(1, "5", "open", &[]),
        shopify(2, Kind::FoRouted).fo("5"),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.parcels.len(), 1);
    assert_eq!(timeline.parcels[0].items, list(&[("a", 1), ("b", 2)]));
    facts.push(fulfillment(9, "7", &["T"], &[("a", 1)]));
    facts.push(shopify(10, hold("h")).fo("5"));
    let split = fold(&facts);
    let claims: Vec<Claim> = split.parcels.iter().map(|p| p.headline.claim).collect();
    assert_eq!(claims, [Claim::LabelCreated, Claim::OnHold]);
    assert_eq!(split.parcels[1].items, list(&[("b", 2)]));
    facts.push(fulfillment(20, "8", &["U"], &[("b", 2)]));
    let ids: Vec<String> = fold(&facts).parcels.into_iter().map(|p| p.id).collect();
    assert_eq!(ids, ["7", "8"]);
}

#[test]
fn thin_fulfillment_orders_at_two_places() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1), ("b", 1)]),
        fo_state(1, "5", "open", &[]).at_place("chicago"),
        fo_state(1, "6", "open", &[]).at_place("reno"),
        warehouse(3, Kind::PickStarted).fo("6"),
    ];
    facts.push(fulfillment(9, "7", &["T"], &[("a", 1)]).at_place("chicago"));
    let timeline = fold(&facts);
    let claims: Vec<Claim> = timeline.parcels.iter().map(|p| p.headline.claim).collect();
    assert_eq!(claims, [Claim::LabelCreated, Claim::Picking]);
    assert_eq!(timeline.parcels[1].items, list(&[("b", 1)]));
    facts.push(fulfillment(9, "8", &["U"], &[("b", 1)]).at_place("reno"));
    assert_eq!(fold(&facts).parcels.len(), 2);
}

#[test]
fn a_fulfillment_order_shopify_has_not_told_of_may_be_a_part() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1), ("b", 1)]),
        warehouse(3, Kind::PickStarted).fo("6"),
    ];
    assert_eq!(claim(&facts), Claim::WithWarehouse);
    facts.push(fo_state(1, "6", "open", &[]));
    assert_eq!(claim(&facts), Claim::Picking);
}

#[test]
fn one_unit_is_in_one_parcel() {
    let facts = [
        placed(),
        order(0, &[("a", 1)]),
        warehouse(3, Kind::Handover).tracked("T"),
        carrier(9, Kind::TransitMoved).of("7"),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.parcels.len(), 1);
    assert_eq!(timeline.headline.claim, Claim::OnItsWay);
    let several = [
        facts[0].clone(),
        order(0, &[("a", 2)]),
        facts[2].clone(),
        facts[3].clone(),
    ];
    assert_eq!(fold(&several).parcels.len(), 2);
}

#[test]
fn a_report_about_some_items_is_none_about_all() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1), ("b", 2)]),
        fo_state(1, "5", "open", &[("a", 1), ("b", 2)]),
        warehouse(3, Kind::PickDone).fo("5").items(&[("a", 1)]),
        warehouse(4, Kind::PackDone).fo("5").items(&[("a", 1)]),
    ];
    assert_eq!(claim(&facts), Claim::Received);
    facts.push(warehouse(5, Kind::PickDone).fo("5").items(&[("b", 1)]));
    assert_eq!(claim(&facts), Claim::Received);
    facts.push(warehouse(6, Kind::PickDone).fo("5").items(&[("SKU-b", 1)]));
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::Picked);
    assert_eq!(timeline.headline.at, Some(hour(6)));
    // Once the parts are parcels, each report is about its own.
    facts.push(fulfillment(9, "7", &[], &[("a", 1)]).fo("5"));
    let split = fold(&facts);
    assert!(
        split.parcels[0]
            .steps
            .iter()
            .any(|step| step.claim == Claim::Packed)
    );
    assert_eq!(split.parcels[1].headline.claim, Claim::Picked);
}
