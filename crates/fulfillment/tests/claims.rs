//! Where a parcel stands: the rules of domain.md, one story each.

mod story;

use fulfillment::fact::{DeliveredHow, DeliveryMethod, ExceptionKind};
use fulfillment::{Claim, Fact, Grade, Kind, fold};
use story::*;

#[test]
fn an_order_without_news_is_received() {
    let timeline = fold(&[placed(), order(0, &[("a", 1)])]);
    assert_eq!(timeline.headline.claim, Claim::Received);
    assert_eq!(timeline.parcels.len(), 1);
    assert_eq!(timeline.parcels[0].id, "rest");
    assert!(timeline.address_changeable);
}

#[test]
fn shopify_alone_gives_a_true_shorter_timeline() {
    let facts = [
        placed(),
        order(0, &[("a", 1)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::LabelCreated);
    assert_eq!(timeline.headline.grade, Grade::Record);
    assert_eq!(timeline.headline.silent_since, Some(hour(9)));
    let steps: Vec<Claim> = timeline.parcels[0]
        .steps
        .iter()
        .map(|step| step.claim)
        .collect();
    assert_eq!(steps, [Claim::Received, Claim::LabelCreated]);
    assert_eq!(timeline.native.status, "fulfilled");
    assert_eq!(timeline.native.untrue, [(hour(9), None)]);
    assert!(!timeline.address_changeable);
}

#[test]
fn fulfilled_without_a_number_is_only_marked() {
    let facts = [placed(), fulfillment(9, "7", &[], &[])];
    assert_eq!(claim(&facts), Claim::MarkedFulfilled);
    let with_label = [
        facts[0].clone(),
        facts[1].clone(),
        shopify(10, Kind::LabelCreated).of("7"),
    ];
    assert_eq!(claim(&with_label), Claim::LabelCreated);
}

#[test]
fn a_carriers_scan_ends_what_shopify_said_too_early() {
    let facts = [
        placed(),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
        warehouse(12, Kind::Handover).tracked("T"),
        carrier(20, Kind::TransitMoved).of("7"),
    ];
    assert_eq!(claim(&facts[..3]), Claim::HandedOver);
    assert_eq!(fold(&facts[..3]).native.untrue, [(hour(9), None)]);
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::OnItsWay);
    assert_eq!(timeline.headline.witness.as_deref(), Some("USPS"));
    assert_eq!(timeline.native.untrue, [(hour(9), Some(hour(20)))]);
    assert_eq!(timeline.parcels.len(), 1);
}

#[test]
fn on_its_way_is_dated_by_the_newest_scan() {
    let facts = [
        placed(),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
        carrier(30, Kind::TransitMoved).of("7"),
        carrier(20, Kind::TransitMoved).of("7"),
    ];
    assert_eq!(fold(&facts).headline.at, Some(hour(30)));
}

#[test]
fn a_grade_too_low_proves_nothing_more() {
    let base = [placed(), fulfillment(9, "7", &["T"], &[])];
    for kind in [
        delivered(),
        Kind::Handover,
        Kind::TransitMoved,
        Kind::OutForDelivery,
    ] {
        let mut facts = base.to_vec();
        facts.push(shopify(20, kind).of("7"));
        assert_eq!(claim(&facts), Claim::LabelCreated);
    }
    let mut facts = base.to_vec();
    facts.push(warehouse(20, delivered()).of("7"));
    assert_eq!(claim(&facts), Claim::LabelCreated);
    assert_eq!(
        claim(&[placed(), shopify(1, Kind::PackDone)]),
        Claim::WithWarehouse
    );
}

#[test]
fn what_we_wrote_ourselves_proves_nothing() {
    let facts = [placed(), carrier(3, delivered()).of("7").from("plumbline")];
    assert_eq!(claim(&facts), Claim::Received);
}

#[test]
fn a_late_downgrade_changes_nothing() {
    let base = vec![placed(), carrier(40, delivered()).of("7")];
    for (at, kind) in [
        (39, Kind::OutForDelivery),
        (40, Kind::OutForDelivery),
        (41, Kind::OutForDelivery),
        (60, Kind::TransitMoved),
    ] {
        let mut facts = base.clone();
        facts.push(carrier(at, kind).of("7"));
        let timeline = fold(&facts);
        assert_eq!(timeline.headline.claim, Claim::Delivered);
        assert_eq!(timeline.headline.at, Some(hour(40)));
        assert!(!timeline.headline.conflict);
    }
}

#[test]
fn another_source_that_still_sees_it_moving_disagrees() {
    let timeline = fold(&[
        placed(),
        carrier(40, delivered()).tracked("T"),
        carrier(50, Kind::TransitMoved)
            .tracked("T")
            .from("operations/dhl"),
    ]);
    assert_eq!(timeline.headline.claim, Claim::Delivered);
    assert!(timeline.headline.conflict);
}

#[test]
fn interruptions_last_until_something_later() {
    let mut facts = vec![
        placed(),
        carrier(10, Kind::TransitMoved).of("7"),
        carrier(20, Kind::OutForDelivery).of("7"),
        carrier(22, reported(ExceptionKind::DelayedWeather)).of("7"),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::Delayed);
    assert_eq!(
        timeline.headline.reason,
        Some(ExceptionKind::DelayedWeather)
    );
    facts.push(carrier(30, Kind::TransitMoved).of("7"));
    assert_eq!(claim(&facts), Claim::OnItsWay, "not out for delivery again");
    facts.push(carrier(40, Kind::OutForDelivery).of("7"));
    facts.push(carrier(44, Kind::AttemptFailed).of("7"));
    assert_eq!(claim(&facts), Claim::AttemptFailed);
    facts.push(carrier(46, Kind::TransitMoved).of("7"));
    assert_eq!(
        claim(&facts),
        Claim::AttemptFailed,
        "a depot is no second attempt"
    );
    facts.push(carrier(60, Kind::OutForDelivery).of("7"));
    assert_eq!(claim(&facts), Claim::OutForDelivery);
    facts.push(carrier(62, delivered()).of("7"));
    assert_eq!(claim(&facts), Claim::Delivered);
}

#[test]
fn customs_begin_and_end() {
    let mut facts = vec![
        placed(),
        carrier(10, Kind::TransitMoved).of("7"),
        carrier(20, Kind::CustomsEntered).of("7"),
    ];
    assert_eq!(claim(&facts), Claim::InCustoms);
    facts.push(carrier(20, Kind::CustomsCleared).of("7"));
    assert_eq!(claim(&facts), Claim::OnItsWay);
}

#[test]
fn holds_are_released_one_by_one_or_all_together() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        fo_state(1, "5", "open", &[("a", 1)]),
        shopify(2, hold("h1")).fo("5"),
        shopify(3, hold("h2")).fo("5"),
    ];
    assert_eq!(claim(&facts), Claim::OnHold);
    facts.push(shopify(4, release(Some("h1"))).fo("5"));
    assert_eq!(claim(&facts), Claim::OnHold);
    let mut one = facts.clone();
    one.push(shopify(5, release(Some("h2"))).fo("5"));
    assert_eq!(claim(&one), Claim::Received);
    facts.push(shopify(5, release(None)).fo("5"));
    assert_eq!(claim(&facts), Claim::Received);
    facts.push(shopify(6, hold("h1")).fo("5"));
    assert_eq!(claim(&facts), Claim::OnHold, "placed again");
    facts.push(fo_state(8, "5", "open", &[("a", 1)]));
    assert_eq!(claim(&facts), Claim::Received, "Shopify's later word");
}

#[test]
fn a_hold_of_what_already_left_is_moot() {
    let facts = [
        placed(),
        shopify(2, hold("h")),
        carrier(9, Kind::TransitMoved).of("7"),
    ];
    assert_eq!(claim(&facts[..2]), Claim::OnHold);
    assert_eq!(claim(&facts), Claim::OnItsWay);
}

#[test]
fn backorder_lasts_until_work_goes_on() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        warehouse(
            3,
            Kind::Backordered {
                until: Some(hour(300)),
            },
        ),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::Backordered);
    assert_eq!(timeline.headline.until, Some(hour(300)));
    facts.push(warehouse(290, Kind::PickStarted));
    assert_eq!(claim(&facts), Claim::Picking);
}

#[test]
fn cancelled_before_handover_is_cancelled_and_after_it_keeps_the_evidence() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
        shopify(12, cancelled()),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::Cancelled);
    assert_eq!(timeline.native.untrue, [(hour(9), Some(hour(12)))]);
    assert_eq!(timeline.parcels[0].headline.claim, Claim::Cancelled);
    facts.push(carrier(11, Kind::TransitMoved).of("7"));
    let moving = fold(&facts);
    assert_eq!(moving.headline.claim, Claim::Cancelled);
    assert_eq!(moving.parcels[0].headline.claim, Claim::OnItsWay);
    assert!(!moving.headline.conflict);
    facts.push(carrier(30, delivered()).of("7"));
    let conflict = fold(&facts);
    assert_eq!(conflict.headline.claim, Claim::Cancelled);
    assert_eq!(conflict.parcels[0].headline.claim, Claim::Delivered);
    assert!(conflict.headline.conflict);
}

#[test]
fn a_voided_label_falls_back_and_a_new_one_replaces_it() {
    let mut facts = vec![
        placed(),
        order(0, &[("a", 1)]),
        warehouse(3, Kind::PackDone).of("7"),
        shopify(9, Kind::LabelCreated).of("7").tracked("T"),
        shopify(10, Kind::LabelVoided).of("7").tracked("T"),
    ];
    assert_eq!(claim(&facts[..4]), Claim::LabelCreated);
    assert_eq!(claim(&facts), Claim::Packed);
    facts.push(shopify(12, Kind::LabelCreated).of("7").tracked("U"));
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::LabelCreated);
    assert_eq!(timeline.parcels[0].tracking.as_deref(), Some("U"));
    assert_eq!(timeline.headline.silent_since, Some(hour(12)));
}

#[test]
fn a_cancelled_fulfillment_gives_its_items_back() {
    let facts = [
        placed(),
        order(0, &[("a", 1)]),
        fulfillment(9, "7", &["T"], &[("a", 1)]),
        fulfillment_state(15, 9, "7", "cancelled", &["T"], &[("a", 1)]),
    ];
    let timeline = fold(&facts);
    assert_eq!(timeline.headline.claim, Claim::Received);
    assert_eq!(timeline.native.untrue, [(hour(9), Some(hour(15)))]);
    let mut moving = facts.to_vec();
    moving.push(carrier(20, Kind::TransitMoved).of("7"));
    let moving = fold(&moving);
    assert_eq!(moving.parcels[0].headline.claim, Claim::OnItsWay);
    assert!(moving.headline.conflict);
}

#[test]
fn refunds_and_returns() {
    let base = vec![
        placed(),
        order(0, &[("a", 2)]),
        fulfillment(9, "7", &["T"], &[("a", 2)]),
        carrier(30, delivered()).of("7"),
    ];
    let with = |more: &[Fact]| claim(&[base.clone(), more.to_vec()].concat());
    assert_eq!(
        with(&[shopify(40, Kind::ReturnRequested)]),
        Claim::ReturnRequested
    );
    assert_eq!(
        with(&[shopify(40, Kind::ReturnRequested).items(&[("a", 1)])]),
        Claim::Delivered,
        "a part"
    );
    assert_eq!(
        with(&[
            shopify(40, Kind::ReturnRequested),
            carrier(50, Kind::Returning)
        ]),
        Claim::Returning
    );
    assert_eq!(with(&[warehouse(60, Kind::Returned)]), Claim::Returned);
    assert_eq!(with(&[shopify(60, Kind::Refunded)]), Claim::Refunded);
    assert_eq!(
        with(&[shopify(60, Kind::Refunded).items(&[("a", 1)])]),
        Claim::Delivered,
        "a part"
    );
    assert_eq!(
        with(&[warehouse(60, Kind::Returned), shopify(61, Kind::Refunded)]),
        Claim::Returned
    );
}

#[test]
fn delivered_after_it_was_on_its_way_back_is_a_question_not_a_delivery() {
    let timeline = fold(&[
        placed(),
        carrier(30, Kind::Returning).of("7"),
        carrier(40, delivered()).of("7"),
    ]);
    assert_eq!(timeline.headline.claim, Claim::Returning);
    assert!(timeline.headline.conflict);
}

#[test]
fn pickup_and_local_delivery_have_their_own_witnesses() {
    let counter = [
        placed(),
        order_by(0, &[("a", 1)], DeliveryMethod::PickUp),
        warehouse(5, Kind::ReadyForPickup),
        warehouse(
            9,
            Kind::Delivered {
                how: DeliveredHow::Collected,
            },
        ),
    ];
    assert_eq!(claim(&counter[..3]), Claim::ReadyForPickup);
    assert_eq!(claim(&counter), Claim::Collected);
    let driver = [
        placed(),
        order_by(0, &[("a", 1)], DeliveryMethod::Local),
        warehouse(9, delivered()),
    ];
    assert_eq!(claim(&driver), Claim::Delivered);
    let picked = [
        placed(),
        order_by(0, &[("a", 1)], DeliveryMethod::PickUp),
        fulfillment(5, "7", &[], &[("a", 1)]),
    ];
    assert!(fold(&picked).native.untrue.is_empty());
    assert_eq!(fold(&picked).headline.silent_since, None);
}

#[test]
fn nothing_to_ship() {
    assert_eq!(
        claim(&[placed(), order_by(0, &[("a", 1)], DeliveryMethod::None)]),
        Claim::NothingToShip
    );
}

#[test]
fn a_skewed_clock_is_held_to_the_other_facts() {
    let early = fold(&[placed(), carrier(-500, Kind::TransitMoved).of("7")]);
    assert_eq!(early.headline.at, Some(hour(0)));
    assert_eq!(early.clamped, 1);
    let years = 24 * 365 * 9;
    let late = fold(&[
        placed(),
        fulfillment(9, "7", &["T"], &[]),
        carrier(years, Kind::TransitMoved).of("7"),
    ]);
    assert_eq!(late.headline.at, Some(hour(9)));
    assert_eq!(late.updated_at, Some(hour(9)));
}

#[test]
fn corrections_retract_and_corrections_of_corrections_restore() {
    let mut facts = vec![
        placed(),
        carrier(10, Kind::TransitMoved).of("7").called("e1"),
        carrier(20, delivered()).of("7").called("e2"),
        carrier(21, Kind::NoteAdded)
            .of("7")
            .called("e3")
            .correcting("e2"),
    ];
    assert_eq!(claim(&facts[..3]), Claim::Delivered);
    assert_eq!(claim(&facts), Claim::OnItsWay);
    facts.push(
        carrier(22, Kind::NoteAdded)
            .of("7")
            .called("e4")
            .correcting("e3"),
    );
    assert_eq!(claim(&facts), Claim::Delivered);
    let other = carrier(21, Kind::NoteAdded)
        .from("operations/x")
        .correcting("e2");
    assert_eq!(
        claim(&[facts[..3].to_vec(), vec![other]].concat()),
        Claim::Delivered,
        "not its system"
    );
}

#[test]
fn unknown_statuses_are_kept_counted_and_prove_nothing() {
    let timeline = fold(&[
        placed(),
        carrier(
            9,
            Kind::Unknown {
                status: "teleported".into(),
            },
        )
        .of("7"),
    ]);
    assert_eq!(timeline.unknown, 1);
    assert_eq!(timeline.headline.claim, Claim::Received);
    assert_eq!(timeline.entries.len(), 2);
}

#[test]
fn an_expected_date_moves_and_loses_its_support() {
    let eta = |at, day: i64| {
        carrier(
            at,
            Kind::EtaRevised {
                from: hour(day * 24),
                until: hour(day * 24),
            },
        )
        .of("7")
    };
    let mut facts = vec![
        placed(),
        carrier(9, Kind::TransitMoved).of("7"),
        eta(10, 4),
        eta(20, 6),
    ];
    let expected = fold(&facts).expected.expect("stated");
    assert_eq!(expected.until, hour(6 * 24));
    assert_eq!(expected.before, Some((hour(96), hour(96))));
    assert!(expected.supported);
    facts.push(carrier(30, reported(ExceptionKind::Lost)).of("7"));
    assert!(!fold(&facts).expected.expect("kept").supported);
}

#[test]
fn a_number_told_at_the_handover_dates_no_label() {
    let facts = [
        placed(),
        warehouse(3, Kind::Handover).tracked("T"),
        shopify(
            3,
            Kind::TrackingSet {
                carrier: Some("UPS".to_owned()),
            },
        )
        .tracked("T"),
    ];
    let timeline = fold(&facts);
    let steps: Vec<Claim> = timeline.parcels[0]
        .steps
        .iter()
        .map(|step| step.claim)
        .collect();
    assert_eq!(steps, [Claim::Received, Claim::HandedOver]);
}
