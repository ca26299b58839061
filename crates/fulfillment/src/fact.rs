//! The one enum of everything that can happen to an order, and how two reports are the same fact.
//!
//! A fact is immutable. Facts form a grow-only set keyed by [`FactId`]; nothing here knows when or
//! by which route a fact arrived, so the same event by webhook, reconcile and backfill is one fact.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::instant::Instant;
use crate::promised::{ShipBy, Why};

/// Evidence grade, weakest first: `Ord` is the claim ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// A schedule or a silence: says nothing about the parcel.
    Inferred,
    /// A system says so: a label was created, an order was marked fulfilled.
    Record,
    /// A scan or confirmation at pick, pack or handover.
    Warehouse,
    /// A carrier's scan.
    Carrier,
}

/// Identity of a fact: the first 128 bits of SHA-256 over its canonical form, as 32 hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactId(pub String);

/// The system name of facts this product writes itself: they never prove anything of a parcel.
pub const OURS: &str = "plumbline";

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// The system that reports: `shopify`, `operations/{source id}`, `plumbline`.
    pub system: String,
    /// The system's id of the resource the fact is about, e.g. Shopify's numeric fulfillment id.
    pub resource: String,
    /// The vendor's own id of the event where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Name for people ("Chicago warehouse", "USPS"), foreign text. The witness named in copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
}

/// What of the order a fact is about. All empty: the order as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Fulfillment order id (Shopify's numeric id as text).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment_order: Option<String>,
    /// Shipment id: Shopify's numeric fulfillment id, or a warehouse's own shipment reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<String>,
    /// Tracking number of the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
}

/// A quantity of one order line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Item {
    /// Order line id (Shopify's numeric line item id as text), or an SKU where only that is known.
    pub line: String,
    /// Units, not lines.
    pub quantity: u32,
}

/// A line of an order as the shopper bought it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// Order line id.
    pub id: String,
    /// Product title, foreign text.
    pub title: String,
    /// Units still wanted (after edits and removals).
    pub quantity: u32,
    /// Stock-keeping unit, by which warehouses name lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// False for digital goods and gift cards: they have no parcel.
    pub shippable: bool,
}

/// A place where goods are handled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Id in the reporting system, e.g. Shopify's numeric location id.
    pub id: String,
    /// Name for people, foreign text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Where a scan happened. Never a street address: facts hold no personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// City, foreign text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or province, foreign text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2 country code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Who answers for a step. Ids are opaque; people never appear by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Owner {
    /// Person, station or system.
    pub role: OwnerRole,
    /// Opaque id in the reporting system, e.g. `station-4`.
    pub id: String,
}

/// What kind of owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OwnerRole {
    /// A person, by opaque id.
    Person,
    /// A packing station, dock or scanner.
    Station,
    /// Software.
    System,
}

/// How an order reaches the shopper (Shopify's `DeliveryMethodType`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryMethod {
    /// A carrier brings it.
    #[default]
    Shipping,
    /// The shop's own driver brings it.
    Local,
    /// The shopper collects at the shop's location.
    PickUp,
    /// The shopper collects at a third party's point, a carrier brings it there.
    PickupPoint,
    /// Nothing moves: digital, or sold over the counter.
    None,
}

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

/// A delivery option as the order's shipping line keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingLine {
    /// Its title as the shopper read it, foreign text.
    pub title: String,
    /// Its code in the rate's source, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Present state of a mutable Shopify order; the fold keeps the greatest `(updated_at, content)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSnapshot {
    /// Shopify's `updated_at`.
    pub updated_at: Instant,
    /// The name shoppers know, e.g. `#1001`.
    pub name: String,
    /// Lines with their current quantities.
    pub lines: Vec<Line>,
    /// How it reaches the shopper.
    pub method: DeliveryMethod,
    /// The delivery option that was chosen at checkout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingLine>,
    /// City, region and country it goes to.
    #[serde(default)]
    pub destination: Place,
    /// The shopper's language as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Shopify's `financial_status`, verbatim lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub financial: Option<String>,
    /// Shopify's `fulfillment_status`, verbatim lower case; what Shopify itself says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<String>,
}

/// Present state of a fulfillment order; the fold keeps the greatest `(updated_at, content)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfillmentOrderSnapshot {
    /// Shopify's `updated_at`, or the trigger's time where the payload has none.
    pub updated_at: Instant,
    /// `open`, `in_progress`, `scheduled`, `on_hold`, `incomplete`, `closed`, `cancelled`; unknown values are kept.
    pub status: String,
    /// `unsubmitted`, `submitted`, `accepted`, `rejected`, …; unknown values are kept. Empty: not told.
    pub request_status: String,
    /// Quantities still to fulfil. Empty: this payload does not tell (most webhooks do not); nothing
    /// is left only where `status` says `closed` or `cancelled`.
    // Flattened into a fact, which has `items` of its own.
    #[serde(rename = "open_items", default)]
    pub items: Vec<Item>,
    /// When work may begin (pre-orders, subscriptions).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfill_at: Option<Instant>,
    /// The deadline set for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfill_by: Option<Instant>,
    /// Delivery method where the payload gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<DeliveryMethod>,
}

/// Present state of a Shopify fulfillment; the fold keeps the greatest `(updated_at, content)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShipmentSnapshot {
    /// Shopify's `updated_at`.
    pub updated_at: Instant,
    /// When Shopify began to say "Fulfilled": the fulfillment's `created_at`.
    pub created_at: Instant,
    /// `success`, `cancelled`, `error`, `failure`, `open`, `pending`; unknown values are kept.
    pub status: String,
    /// Carrier's name as the shop gave it, foreign text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// Tracking numbers, first one first.
    #[serde(default)]
    pub tracking: Vec<String>,
    /// Tracking page, only ever `https`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_url: Option<String>,
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
            Self::Unknown { .. } => "unknown",
        }
    }
}

/// One thing that happened, who says so and how well that proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// When it happened by the source's clock.
    pub at: Instant,
    /// Who says so.
    pub source: Source,
    /// How well it is proved.
    pub grade: Grade,
    /// What happened.
    #[serde(flatten)]
    pub kind: Kind,
    /// What of the order it is about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subject: Subject,
    /// Line quantities; empty means all of the subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Warehouse, 3PL or shop where it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Where a carrier scanned it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Foreign text, data and never markup; adapters cut it to 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A correction: the event id, from the same system, that this fact takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracts: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Fact {
    /// Identity over source system, resource, kind, vendor event id or time, and content.
    ///
    /// Canonical JSON (serde's field order, absent fields left out) is the content; it holds no
    /// delivery id, arrival time or route.
    pub fn id(&self) -> FactId {
        // Serialising these types cannot fail: string keys, no non-finite numbers.
        let canonical = serde_json::to_vec(self).unwrap_or_default();
        let digest = Sha256::digest(&canonical);
        FactId(hex::encode(&digest[..16]))
    }
}
