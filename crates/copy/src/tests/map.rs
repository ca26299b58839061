//! A map only of the last scan, only of the area it names, and only while the parcel is under way.

use contract::page::MapText;
use contract::view::{EvidenceView, OrderStatusView};
use fulfillment::Claim;
use fulfillment::fact::{ExceptionKind, Grade, Place};

use crate::tests::samples::*;
use crate::{PageLinks, page};

fn row(kind: &str, grade: Grade, hours: i64, place: Option<Place>) -> EvidenceView {
    EvidenceView {
        at: at(hours),
        kind: kind.to_owned(),
        grade,
        system: "shopify".to_owned(),
        witness: Some("USPS".to_owned()),
        owner: None,
        place,
        location: None,
        text: None,
    }
}

fn drawn(claim: Claim, evidence: Vec<EvidenceView>) -> Option<MapText> {
    shown(&under(claim, evidence))
}

fn under(claim: Claim, evidence: Vec<EvidenceView>) -> OrderStatusView {
    let mut view = order(statement(claim, claim.least_grade()));
    view.parcels[0].evidence = evidence;
    view
}

fn shown(view: &OrderStatusView) -> Option<MapText> {
    let page = page(view, "en", &dates(), PageLinks::default());
    page.parcels[0].map.clone()
}

#[test]
fn the_last_scan_is_drawn_with_its_time_and_witness() {
    let map = drawn(
        Claim::OnItsWay,
        vec![
            row("carrier_accepted", Grade::Carrier, 1, memphis().into()),
            row("transit_moved", Grade::Carrier, 5, memphis().into()),
        ],
    );
    let map = map.unwrap();
    assert_eq!(
        map.caption,
        "Last scan: Memphis, TN, US, Mon 14:12, by USPS."
    );
    assert!(map.region.is_some() && map.beside.is_none());
}

#[test]
fn a_record_a_silence_or_a_scan_without_a_place_draws_nothing() {
    let memphis = || Some(memphis());
    assert_eq!(drawn(Claim::OnItsWay, vec![]), None);
    // A label's place is no scan's.
    let label = row("label_created", Grade::Record, 1, memphis());
    assert_eq!(drawn(Claim::HandedOver, vec![label]), None);
    let weak = row("transit_moved", Grade::Record, 1, memphis());
    assert_eq!(drawn(Claim::OnItsWay, vec![weak]), None);
    // An older place must not pass for the last.
    let known = row("transit_moved", Grade::Carrier, 1, memphis());
    let newer = row("transit_moved", Grade::Carrier, 2, None);
    assert!(drawn(Claim::OnItsWay, vec![known.clone()]).is_some());
    assert_eq!(drawn(Claim::OnItsWay, vec![newer, known.clone()]), None);
    // A date the carrier revised is no scan, and hides none.
    let eta = row("eta_revised", Grade::Carrier, 3, None);
    assert!(drawn(Claim::OnItsWay, vec![known.clone(), eta]).is_some());
    for ended in [
        Claim::Delivered,
        Claim::Collected,
        Claim::Cancelled,
        Claim::LabelCreated,
    ] {
        assert_eq!(drawn(ended, vec![known.clone()]), None, "{ended:?}");
    }
}

#[test]
fn what_is_in_question_stands_beside_it() {
    let scan = row("transit_moved", Grade::Carrier, 1, Some(memphis()));
    let mut view = under(Claim::OnItsWay, vec![scan]);
    view.exceptions = vec![exception(ExceptionKind::NoMovement)];
    let beside = shown(&view).unwrap().beside.unwrap();
    assert!(beside.starts_with("No new carrier scan"), "{beside}");
    assert!(!beside.contains("checking"), "said once, above");
    view.exceptions[0].closed_at = Some(at(9));
    assert_eq!(shown(&view).unwrap().beside, None);
}
