//! What a fact says happened, and the words it says it in.

use serde::{Deserialize, Serialize};

use super::{FactId, FulfillmentOrderSnapshot, OrderSnapshot, ShipmentSnapshot};
use crate::claim::Claim;
use crate::instant::Instant;
use crate::promised::{ShipBy, Why};

/// How a parcel was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveredHow {
    /// At the door, or the carrier did not say how.
    Door,
    /// Someone signed.
    Signed,
    /// A neighbour has it.
    Neighbour,
    /// In a parcel locker.
    Locker,
    /// The shopper collected it.
    Collected,
}

/// Every exception, in the groups of the domain: warehouse, handover, carrier, data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's own terms")]
pub enum ExceptionKind {
    NotReceived,
    OutOfStock,
    Backordered,
    DamagedInside,
    AddressInvalid,
    ManualReview,
    RejectedBy3pl,
    BacklogLate,
    StopShipment,
    HoldUntold,
    PastShipBy,
    LabelNoScan,
    HandoverMissed,
    NoMovement,
    /// A delay whose cause the source did not state.
    Delayed,
    DelayedWeather,
    DelayedProcessing,
    DelayedFlight,
    DelayedExternal,
    Missort,
    CustomsDocs,
    CustomsDuties,
    CustomsInspection,
    AttemptFailed,
    Refused,
    PickupMissed,
    Damaged,
    Lost,
    Disposed,
    ReturnUnresolved,
    StatusConflict,
    TrackingInvalid,
    TrackingMissing,
    SourceSilent,
    Stalled,
    /// The day a source expected delivery on has passed without one.
    PastEta,
    /// The shopper asked for another address, and nobody has confirmed or declined it.
    AddressChange,
    /// The shopper reports that it has not arrived.
    NotArrived,
    /// The shopper reports a wrong or missing item.
    WrongItems,
    /// The shopper reports something else.
    ShopperReport,
}

/// What a shopper reports to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It has not arrived, although a delivery is reported.
    NotArrived,
    /// Something is damaged.
    Damaged,
    /// An item is wrong or missing.
    WrongItems,
    /// Something else, in the shopper's own words.
    Other,
}

impl Problem {
    /// The exception such a report opens.
    pub fn exception(self) -> ExceptionKind {
        match self {
            Self::NotArrived => ExceptionKind::NotArrived,
            Self::Damaged => ExceptionKind::Damaged,
            Self::WrongItems => ExceptionKind::WrongItems,
            Self::Other => ExceptionKind::ShopperReport,
        }
    }
}

/// Why an order or part of it is held (Shopify's `FulfillmentHoldReason`, folded to lower case).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are Shopify's")]
pub enum HoldReason {
    AwaitingPayment,
    AwaitingReturnItems,
    HighRiskOfFraud,
    IncorrectAddress,
    InventoryOutOfStock,
    OnlineStorePostPurchaseCrossSell,
    UnknownDeliveryDate,
    Other,
}

/// What happened. Names follow the domain: `transit.moved` is [`Kind::TransitMoved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "payload fields are documented on their types; names are the field's terms"
)]
pub enum Kind {
    OrderPlaced,
    OrderEdited,
    OrderSnapshot(OrderSnapshot),
    AddressChanged,
    PaymentCaptured,
    FoSnapshot(FulfillmentOrderSnapshot),
    FoRouted,
    FoAccepted,
    FoRejected {
        #[serde(default)]
        reason: Option<String>,
    },
    FoMoved,
    FoSplit,
    PickAssigned,
    PickStarted,
    PickDone,
    PackDone,
    ShipmentSnapshot(ShipmentSnapshot),
    LabelCreated,
    LabelVoided,
    TrackingSet {
        #[serde(default)]
        carrier: Option<String>,
    },
    Handover,
    CarrierAccepted,
    CarrierTransferred,
    TransitMoved,
    CustomsEntered,
    CustomsCleared,
    OutForDelivery,
    AttemptFailed,
    ReadyForPickup,
    Delivered {
        how: DeliveredHow,
    },
    ReturnRequested,
    Returning,
    Returned,
    Cancelled {
        #[serde(default)]
        reason: Option<String>,
    },
    Refunded,
    HoldPlaced {
        hold: String,
        reason: HoldReason,
    },
    HoldReleased {
        #[serde(default)]
        hold: Option<String>,
    },
    Backordered {
        #[serde(default)]
        until: Option<Instant>,
    },
    /// A new expected delivery window; `from == until` for a single day.
    EtaRevised {
        from: Instant,
        until: Instant,
    },
    ExceptionReported {
        exception: ExceptionKind,
    },
    ExceptionOpened {
        exception: ExceptionKind,
        due: Instant,
    },
    ExceptionAssigned {
        exception: FactId,
        #[serde(default)]
        due: Option<Instant>,
    },
    ExceptionClosed {
        exception: FactId,
        how: String,
    },
    /// The ship-by date in force when the order was placed.
    PromiseMade {
        ship_by: ShipBy,
        /// The shopper was shown it before buying (`shown`), not only worked out later (`reconstructed`).
        shown: bool,
        /// "Ships by" may be said of it: see [`crate::Promise::proven`].
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        proven: bool,
    },
    /// Another date, or none: the former no longer holds.
    PromiseRevised {
        ship_by: Option<ShipBy>,
        #[serde(default)]
        why: Why,
    },
    NoteAdded,
    /// A message reached its receiver; `key` is the one it was sent under.
    MessageSent {
        key: String,
        /// [`crate::Notice::milestone`] it told of.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        milestone: String,
    },
    /// The shopper asks for another address; `row` names it in the order's personal data.
    AddressChangeRequested {
        row: String,
    },
    /// Whoever would have to change the address will not, or cannot any more.
    AddressChangeDeclined,
    /// The shopper asks that it not be sent.
    CancelRequested,
    /// Whoever would have to stop it will not, or cannot any more.
    CancelDeclined,
    /// The shopper reports a problem; `row` names their words in the order's personal data.
    ProblemReported {
        problem: Problem,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<String>,
    },
    /// The shopper's answer to "did this answer you?", of a page that said `claim` in state `state`
    /// ([`crate::Offers::state`]).
    PageAnswered {
        helped: bool,
        claim: Claim,
        state: u64,
    },
    /// A relay of carriers' scans ([`super::RELAYS`]) took a tracking number to watch, or no longer does.
    Watched {
        relay: String,
        tracked: bool,
    },
    /// A status the adapter has no mapping for: kept and counted, proves nothing.
    Unknown {
        status: String,
    },
}

impl Kind {
    /// Its name as in the JSON: snake case.
    pub fn name(&self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::OrderEdited => "order_edited",
            Self::OrderSnapshot(_) => "order_snapshot",
            Self::AddressChanged => "address_changed",
            Self::PaymentCaptured => "payment_captured",
            Self::FoSnapshot(_) => "fo_snapshot",
            Self::FoRouted => "fo_routed",
            Self::FoAccepted => "fo_accepted",
            Self::FoRejected { .. } => "fo_rejected",
            Self::FoMoved => "fo_moved",
            Self::FoSplit => "fo_split",
            Self::PickAssigned => "pick_assigned",
            Self::PickStarted => "pick_started",
            Self::PickDone => "pick_done",
            Self::PackDone => "pack_done",
            Self::ShipmentSnapshot(_) => "shipment_snapshot",
            Self::LabelCreated => "label_created",
            Self::LabelVoided => "label_voided",
            Self::TrackingSet { .. } => "tracking_set",
            Self::Handover => "handover",
            Self::CarrierAccepted => "carrier_accepted",
            Self::CarrierTransferred => "carrier_transferred",
            Self::TransitMoved => "transit_moved",
            Self::CustomsEntered => "customs_entered",
            Self::CustomsCleared => "customs_cleared",
            Self::OutForDelivery => "out_for_delivery",
            Self::AttemptFailed => "attempt_failed",
            Self::ReadyForPickup => "ready_for_pickup",
            Self::Delivered { .. } => "delivered",
            Self::ReturnRequested => "return_requested",
            Self::Returning => "returning",
            Self::Returned => "returned",
            Self::Cancelled { .. } => "cancelled",
            Self::Refunded => "refunded",
            Self::HoldPlaced { .. } => "hold_placed",
            Self::HoldReleased { .. } => "hold_released",
            Self::Backordered { .. } => "backordered",
            Self::EtaRevised { .. } => "eta_revised",
            Self::ExceptionReported { .. } => "exception_reported",
            Self::ExceptionOpened { .. } => "exception_opened",
            Self::ExceptionAssigned { .. } => "exception_assigned",
            Self::ExceptionClosed { .. } => "exception_closed",
            Self::PromiseMade { .. } => "promise_made",
            Self::PromiseRevised { .. } => "promise_revised",
            Self::NoteAdded => "note_added",
            Self::MessageSent { .. } => "message_sent",
            Self::AddressChangeRequested { .. } => "address_change_requested",
            Self::AddressChangeDeclined => "address_change_declined",
            Self::CancelRequested => "cancel_requested",
            Self::CancelDeclined => "cancel_declined",
            Self::ProblemReported { .. } => "problem_reported",
            Self::PageAnswered { .. } => "page_answered",
            Self::Watched { .. } => "watched",
            Self::Unknown { .. } => "unknown",
        }
    }
}
