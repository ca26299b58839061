//! `FulfillmentEventStatus` (2026-10, with the four that unstable adds) → fact × grade.
//!
//! Shopify's statuses up to `confirmed` are what a label system says: record. From
//! `carrier_picked_up` on they relay a carrier's scan.

use fulfillment::fact::{DeliveredHow, ExceptionKind};
use fulfillment::{Grade, Kind};

/// Every known status, as it stands in webhooks (lower case).
pub const STATUSES: [&str; 15] = [
    "label_purchased",
    "label_printed",
    "confirmed",
    "carrier_picked_up",
    "in_transit",
    "delayed",
    "out_for_delivery",
    "attempted_delivery",
    "failure",
    "ready_for_pickup",
    "delivered",
    "picked_up",
    "returning_to_sender",
    "buyer_action_required",
    "ready_for_recipient_pickup",
];

/// What `status` (any case) means. A status without a meaning of ours is kept as
/// [`Kind::Unknown`] at record grade: it is counted and proves nothing.
pub fn meaning(status: &str) -> (Kind, Grade) {
    let status = status.to_ascii_lowercase();
    match status.as_str() {
        "label_purchased" | "label_printed" | "confirmed" => (Kind::LabelCreated, Grade::Record),
        "carrier_picked_up" => (Kind::CarrierAccepted, Grade::Carrier),
        "in_transit" => (Kind::TransitMoved, Grade::Carrier),
        // No cause is stated, so no cause is named.
        "delayed" => (
            Kind::ExceptionReported {
                exception: ExceptionKind::Delayed,
            },
            Grade::Carrier,
        ),
        "out_for_delivery" => (Kind::OutForDelivery, Grade::Carrier),
        "attempted_delivery" | "failure" => (Kind::AttemptFailed, Grade::Carrier),
        "ready_for_pickup" | "ready_for_recipient_pickup" => (Kind::ReadyForPickup, Grade::Carrier),
        "delivered" => (
            Kind::Delivered {
                how: DeliveredHow::Door,
            },
            Grade::Carrier,
        ),
        "picked_up" => (
            Kind::Delivered {
                how: DeliveredHow::Collected,
            },
            Grade::Carrier,
        ),
        "returning_to_sender" => (Kind::Returning, Grade::Carrier),
        // `buyer_action_required` says that something is wanted and not what: kept, not claimed.
        _ => (Kind::Unknown { status }, Grade::Record),
    }
}
