//! The one claim ladder: what may be said, and the least evidence for saying it.

use serde::{Deserialize, Serialize};

use crate::fact::Grade;

/// Everything the product may say of a parcel or an order. Each key has one sentence a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// The shop has the order; nothing else has reached us.
    Received,
    /// Work begins at a stated later time (pre-order, scheduled).
    Scheduled,
    /// Something holds it; the reason is named where the source named one.
    OnHold,
    /// Out of stock until a stated time, or with no date.
    Backordered,
    /// A warehouse or 3PL has been given it, or has accepted it. Record.
    WithWarehouse,
    /// Being picked. Warehouse.
    Picking,
    /// Picked. Warehouse.
    Picked,
    /// Packed. Warehouse.
    Packed,
    /// A label exists; no carrier scan has reached us. Record.
    LabelCreated,
    /// Marked fulfilled without a label we know; no carrier scan has reached us. Record.
    MarkedFulfilled,
    /// Handed to the carrier, by the warehouse's word. Never "on its way". Warehouse.
    HandedOver,
    /// The carrier reports that it has it. Carrier.
    CarrierAccepted,
    /// On its way. Carrier.
    OnItsWay,
    /// In customs. Carrier.
    InCustoms,
    /// The carrier (or the warehouse) states a delay. Carrier.
    Delayed,
    /// Out for delivery. Carrier.
    OutForDelivery,
    /// The carrier tried and could not deliver. Carrier.
    AttemptFailed,
    /// Waiting to be collected. Carrier, or warehouse for the shop's own counter.
    ReadyForPickup,
    /// Delivered. Carrier, or the shop's driver for local delivery.
    Delivered,
    /// Collected by the shopper.
    Collected,
    /// The carrier reports a problem: lost, damaged, refused, disposed. Carrier.
    CarrierProblem,
    /// The shopper asked to send it back.
    ReturnRequested,
    /// On its way back. Carrier.
    Returning,
    /// Back at the shop or warehouse.
    Returned,
    /// Cancelled by the shop. Record.
    Cancelled,
    /// Refunded in full without a return. Record.
    Refunded,
    /// Several parcels at different points: each speaks for itself.
    Several,
    /// Nothing to ship: digital or sold over the counter.
    NothingToShip,
}

impl Claim {
    /// The least grade of evidence for this claim (domain: "the one claim ladder").
    pub fn least_grade(self) -> Grade {
        match self {
            Self::Picking | Self::Picked | Self::Packed | Self::HandedOver => Grade::Warehouse,
            Self::CarrierAccepted
            | Self::OnItsWay
            | Self::InCustoms
            | Self::OutForDelivery
            | Self::AttemptFailed
            | Self::CarrierProblem
            | Self::Returning => Grade::Carrier,
            // The shop's own counter and driver are warehouse witnesses; a carrier's is stronger.
            Self::ReadyForPickup | Self::Delivered | Self::Collected | Self::Returned => {
                Grade::Warehouse
            }
            Self::Received
            | Self::Scheduled
            | Self::OnHold
            | Self::Backordered
            | Self::WithWarehouse
            | Self::LabelCreated
            | Self::MarkedFulfilled
            | Self::Delayed
            | Self::ReturnRequested
            | Self::Cancelled
            | Self::Refunded
            | Self::Several
            | Self::NothingToShip => Grade::Record,
        }
    }
}
