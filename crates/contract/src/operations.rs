//! The generic signed operations webhook: what any warehouse, 3PL or script may report.
//!
//! A body is one [`OperationsEvent`] or an array of them. Unknown fields are refused, so that a
//! misspelt one is an error and not a silence; unknown `type`s are kept as facts that prove nothing.
//! The JSON schema is generated from these types (feature `schema`) and committed in `schema/`.

use serde::{Deserialize, Serialize};

/// One report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsEvent {
    /// The source's own id of this event: sending it again is the same event.
    pub id: String,
    /// What happened, e.g. `pick.done`, `label.created`, `handover`, `scan.in_transit`.
    /// Values: see [`TYPES`]; anything else is kept and proves nothing.
    #[serde(rename = "type")]
    pub event: String,
    /// When it happened, RFC 3339 with an offset.
    pub occurred_at: String,
    /// What it is about; at least one of its fields.
    pub subject: OperationsSubject,
    /// Order lines; absent or empty means all of the subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<OperationsItem>,
    /// Warehouse, 3PL or shop where it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<OperationsLocation>,
    /// Who answers for it, as an opaque id; never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OperationsOwner>,
    /// Carrier's name, for labels, handovers and carrier scans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// Where a carrier scanned it; never a street address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<OperationsPlace>,
    /// How it was delivered, for `scan.delivered`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<OperationsDelivered>,
    /// Hold or release: the hold's own id. A release without one releases all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    /// Why: a hold's reason (`inventory_out_of_stock`, …) or free words for a rejection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For `exception`: which, e.g. `damaged_inside`, `delayed_weather`, `lost`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
    /// For `backordered`: until when, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// For `eta`: the window in which delivery is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eta: Option<OperationsWindow>,
    /// Words for people, plain text, at most 500 characters are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A correction: the `id` of this source's event that is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracts: Option<String>,
}

/// Every `type` with a meaning.
pub const TYPES: [&str; 35] = [
    "fo.routed",
    "fo.accepted",
    "fo.rejected",
    "fo.moved",
    "pick.assigned",
    "pick.started",
    "pick.done",
    "pack.done",
    "label.created",
    "label.voided",
    "tracking.set",
    "handover",
    "scan.accepted",
    "scan.transferred",
    "scan.in_transit",
    "scan.customs_entered",
    "scan.customs_cleared",
    "scan.out_for_delivery",
    "scan.attempt_failed",
    "scan.ready_for_pickup",
    "scan.delivered",
    "scan.returning",
    "scan.returned",
    "ready_for_pickup",
    "collected",
    "delivered",
    "return.requested",
    "returned",
    "hold.placed",
    "hold.released",
    "backordered",
    "eta",
    "exception",
    "note",
    "cancelled",
];

/// What an event is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsSubject {
    /// Shopify's numeric order id, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The order's name, e.g. `#1001`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_name: Option<String>,
    /// Shopify's numeric fulfillment order id, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment_order: Option<String>,
    /// Shopify's numeric fulfillment id or the warehouse's own shipment reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<String>,
    /// Tracking number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
}

/// Units of one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsItem {
    /// Shopify's numeric line item id as text, or the SKU.
    pub line: String,
    /// Units.
    pub quantity: u32,
}

/// A place of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsLocation {
    /// Shopify's numeric location id as text, or the warehouse's own.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Who answers for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsOwner {
    /// What kind of owner.
    pub role: OperationsRole,
    /// Opaque id, e.g. `station-4`.
    pub id: String,
}

/// What kind of owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OperationsRole {
    /// A person, by opaque id.
    Person,
    /// A packing station, dock or scanner.
    Station,
    /// Software.
    System,
}

/// Where a carrier scanned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsPlace {
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// How a parcel was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OperationsDelivered {
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

/// A window of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsWindow {
    /// First day or instant, RFC 3339.
    pub from: String,
    /// Last day or instant, RFC 3339; equal to `from` for a single day.
    pub until: String,
}
