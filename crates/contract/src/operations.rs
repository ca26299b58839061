//! The generic signed operations webhook: what any warehouse, 3PL or script may report.
//!
//! A body is one [`OperationsEvent`] or an array of them. Unknown fields are refused, so that a
//! misspelt one is an error and not a silence; unknown `kind`s are kept as facts that prove nothing.
//! The JSON schema is generated from these types (feature `schema`) and committed in `schema/`.

use serde::{Deserialize, Serialize};

/// One report. At least one of `order`, `order_name`, `fulfillment_order`, `shipment` and `tracking`
/// says what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OperationsEvent {
    /// The source's own id of this event: sending it again is the same event.
    pub id: String,
    /// What happened: one of [`KINDS`]; anything else is kept and proves nothing.
    pub kind: String,
    /// When it happened, RFC 3339 with an offset.
    pub at: String,
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
    /// For `carrier_scan`: one of [`SCANS`]; anything else is kept and proves nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<String>,
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
    /// How it was delivered or collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<OperationsDelivered>,
    /// For `hold_placed` and `hold_released`: the hold's own id. A release without one releases all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    /// Why: a hold's reason (`inventory_out_of_stock`, …) or words for a rejection or cancellation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For `exception`: which, e.g. `damaged_inside`, `delayed_weather`, `lost`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
    /// For `backordered`: until when, RFC 3339. For `eta_revised`: the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// For `eta_revised`: the first day, RFC 3339; absent: the same as `until`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Words for people, plain text; 500 characters are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A correction: the `id` of this source's event that is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracts: Option<String>,
}

/// Every `kind` with a meaning. `address_changed` and `cancelled` confirm what a shopper asked for,
/// `address_change_declined` and `cancel_declined` decline it. A warehouse's words prove no more than a warehouse can know:
/// `ready_for_pickup`, `delivered` and `returned` are those of the shop's own counter, driver or
/// dock; a carrier's come as `carrier_scan`.
pub const KINDS: [&str; 28] = [
    "fo_routed",
    "fo_accepted",
    "fo_rejected",
    "fo_moved",
    "pick_assigned",
    "pick_started",
    "pick_done",
    "pack_done",
    "label_created",
    "label_voided",
    "tracking_set",
    "handover",
    "carrier_scan",
    "ready_for_pickup",
    "delivered",
    "return_requested",
    "returned",
    "hold_placed",
    "hold_released",
    "backordered",
    "eta_revised",
    "exception",
    "address_changed",
    "address_change_declined",
    "cancelled",
    "cancel_declined",
    "refunded",
    "note",
];

/// Every `scan` with a meaning.
pub const SCANS: [&str; 11] = [
    "accepted",
    "transferred",
    "in_transit",
    "customs_entered",
    "customs_cleared",
    "out_for_delivery",
    "attempt_failed",
    "ready_for_pickup",
    "delivered",
    "returning",
    "returned",
];

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
