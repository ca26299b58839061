//! Present states of Shopify's mutable objects, as facts hold them.

use serde::{Deserialize, Serialize};

use super::{DeliveryMethod, Item, Place};
use crate::instant::Instant;

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
    /// The delivery option it was bought with, where the payload gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingLine>,
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
