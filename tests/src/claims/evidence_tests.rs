use super::*;
use crate::claims::generate::{Dice, Tale};

fn tale() -> Tale {
    Tale::new(1, 0, 1, Method::Shipping, Dice::new(1))
}

fn all(tale: &Tale) -> Standing {
    standing(
        &tale.script,
        0,
        &(0..tale.script.told.len()).collect(),
        i64::MAX,
    )
}

#[test]
fn a_fulfilled_order_without_a_scan_is_a_label_in_silence() {
    let mut tale = tale();
    tale.script
        .tell(1, None, Saying::Placed)
        .tell(2, Some(0), Saying::Fulfilled { tracked: true });
    let standing = all(&tale);
    assert!(standing.silent);
    assert!(standing.required.contains(&Said::LabelCreated));
    assert!(!standing.supported.contains(&Said::Moving));
    assert!(!standing.supported.contains(&Said::HandedOver));
}

#[test]
fn a_warehouse_cannot_say_it_is_on_its_way() {
    let mut tale = tale();
    tale.script
        .tell(1, None, Saying::Placed)
        .scan(2, 0, Scan::Handover);
    let standing = all(&tale);
    assert_eq!(standing.required, BTreeSet::from([Said::HandedOver]));
    assert!(!standing.supported.contains(&Said::Moving));
}

#[test]
fn a_late_report_does_not_undo_a_delivery() {
    let mut tale = tale();
    tale.script
        .tell(1, None, Saying::Placed)
        .event(9, 0, "delivered")
        .event(10, 0, "in_transit");
    assert_eq!(all(&tale).required, BTreeSet::from([Said::Delivered]));
}

#[test]
fn a_voided_label_supports_nothing() {
    let mut tale = tale();
    tale.script
        .tell(1, None, Saying::Placed)
        .tell(2, Some(0), Saying::Fulfilled { tracked: true })
        .tell(3, Some(0), Saying::FulfillmentCancelled);
    let standing = all(&tale);
    assert!(!standing.supported.contains(&Said::LabelCreated));
    assert!(!standing.supported.contains(&Said::MarkedFulfilled));
}

#[test]
fn a_hold_is_said_until_it_is_released() {
    let mut tale = tale();
    tale.script
        .tell(1, None, Saying::Placed)
        .tell(2, Some(0), Saying::Routed)
        .tell(3, Some(0), Saying::Held("other"));
    assert_eq!(all(&tale).required, BTreeSet::from([Said::OnHold]));
    tale.script.tell(4, Some(0), Saying::Released);
    assert!(!all(&tale).required.contains(&Said::OnHold));
}
