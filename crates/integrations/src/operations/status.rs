//! Status tables of the operations webhook: `kind`, `scan`, `exception` → fact × grade.
//!
//! A warehouse speaks at warehouse grade of its own steps only: pick, pack, handover, its counter, its
//! driver, its dock. What it says of plans, labels and money is a record. A carrier's scan it relays
//! is carrier grade: by signing, the source vouches that the carrier it names made that scan.

use fulfillment::fact::{DeliveredHow, ExceptionKind};
use fulfillment::{Grade, Kind};

/// A step of a warehouse, 3PL or shop without further fields.
pub(super) fn step(kind: &str) -> Option<(Kind, Grade)> {
    Some(match kind {
        "fo_routed" => (Kind::FoRouted, Grade::Record),
        "fo_accepted" => (Kind::FoAccepted, Grade::Record),
        "fo_moved" => (Kind::FoMoved, Grade::Record),
        "pick_assigned" => (Kind::PickAssigned, Grade::Warehouse),
        "pick_started" => (Kind::PickStarted, Grade::Warehouse),
        "pick_done" => (Kind::PickDone, Grade::Warehouse),
        "pack_done" => (Kind::PackDone, Grade::Warehouse),
        "label_created" => (Kind::LabelCreated, Grade::Record),
        "label_voided" => (Kind::LabelVoided, Grade::Record),
        "handover" => (Kind::Handover, Grade::Warehouse),
        "ready_for_pickup" => (Kind::ReadyForPickup, Grade::Warehouse),
        "return_requested" => (Kind::ReturnRequested, Grade::Record),
        "returned" => (Kind::Returned, Grade::Warehouse),
        "address_changed" => (Kind::AddressChanged, Grade::Record),
        "address_change_declined" => (Kind::AddressChangeDeclined, Grade::Record),
        "cancel_declined" => (Kind::CancelDeclined, Grade::Record),
        "refunded" => (Kind::Refunded, Grade::Record),
        "note" => (Kind::NoteAdded, Grade::Record),
        _ => return None,
    })
}

/// A relayed carrier scan, carrier grade. `None`: not in the table.
pub(super) fn scan(scan: &str, how: DeliveredHow) -> Option<Kind> {
    Some(match scan {
        "accepted" => Kind::CarrierAccepted,
        "transferred" => Kind::CarrierTransferred,
        "in_transit" => Kind::TransitMoved,
        "customs_entered" => Kind::CustomsEntered,
        "customs_cleared" => Kind::CustomsCleared,
        "out_for_delivery" => Kind::OutForDelivery,
        "attempt_failed" => Kind::AttemptFailed,
        "ready_for_pickup" => Kind::ReadyForPickup,
        "delivered" => Kind::Delivered { how },
        "returning" => Kind::Returning,
        "returned" => Kind::Returned,
        _ => return None,
    })
}

/// Who can know of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Knower {
    /// The warehouse or 3PL.
    Warehouse,
    /// The carrier; a warehouse that names it relays its word.
    Carrier,
}

/// An exception a source may report. Exceptions of silence and of data are ours to find: `None`.
pub(super) fn exception(name: &str) -> Option<(ExceptionKind, Knower)> {
    use ExceptionKind as E;
    let (kind, knower) = match name {
        "not_received" => (E::NotReceived, Knower::Warehouse),
        "out_of_stock" => (E::OutOfStock, Knower::Warehouse),
        "backordered" => (E::Backordered, Knower::Warehouse),
        "damaged_inside" => (E::DamagedInside, Knower::Warehouse),
        "address_invalid" => (E::AddressInvalid, Knower::Warehouse),
        "manual_review" => (E::ManualReview, Knower::Warehouse),
        "rejected_by3pl" | "rejected_by_3pl" => (E::RejectedBy3pl, Knower::Warehouse),
        "backlog_late" => (E::BacklogLate, Knower::Warehouse),
        "stop_shipment" => (E::StopShipment, Knower::Warehouse),
        "handover_missed" => (E::HandoverMissed, Knower::Warehouse),
        "tracking_invalid" => (E::TrackingInvalid, Knower::Warehouse),
        "delayed" => (E::Delayed, Knower::Carrier),
        "delayed_weather" => (E::DelayedWeather, Knower::Carrier),
        "delayed_processing" => (E::DelayedProcessing, Knower::Carrier),
        "delayed_flight" => (E::DelayedFlight, Knower::Carrier),
        "delayed_external" => (E::DelayedExternal, Knower::Carrier),
        "missort" => (E::Missort, Knower::Carrier),
        "customs_docs" => (E::CustomsDocs, Knower::Carrier),
        "customs_duties" => (E::CustomsDuties, Knower::Carrier),
        "customs_inspection" => (E::CustomsInspection, Knower::Carrier),
        "attempt_failed" => (E::AttemptFailed, Knower::Carrier),
        "refused" => (E::Refused, Knower::Carrier),
        "pickup_missed" => (E::PickupMissed, Knower::Carrier),
        "damaged" => (E::Damaged, Knower::Carrier),
        "lost" => (E::Lost, Knower::Carrier),
        "disposed" => (E::Disposed, Knower::Carrier),
        _ => return None,
    };
    Some((kind, knower))
}
