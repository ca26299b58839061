//! The one enum of everything that can happen to an order, and how two reports are the same fact.
//!
//! A fact is immutable. Facts form a grow-only set keyed by [`FactId`]; nothing here knows when or
//! by which route a fact arrived, so the same event by webhook, reconcile and backfill is one fact.

mod kind;
mod read;
mod snapshots;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use kind::{DeliveredHow, ExceptionKind, HoldReason, Kind, Problem};
pub use snapshots::{
    FulfillmentOrderSnapshot, Line, OrderSnapshot, ShipmentSnapshot, ShippingLine,
};

use crate::instant::Instant;

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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FactId(pub String);

/// The system name of facts this product writes itself: they never prove anything of a parcel.
pub const OURS: &str = "plumbline";

/// The system name of what the shopper asks for, reports and answers: no more proof of a parcel.
pub const SHOPPER: &str = "shopper";

/// The system name of what a person at the shop records in the merchant's pages.
pub const MERCHANT: &str = "merchant";

/// Systems that hand on carriers' scans of the numbers they were asked to watch, and of no others:
/// their silence says nothing of a parcel they do not watch.
pub const RELAYS: [&str; 1] = ["aftership"];

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

/// One thing that happened, who says so and how well that proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// When it happened by the source's clock.
    pub at: Instant,
    /// It happened then or before: the source told a local time without a zone, or none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_latest: bool,
    /// Who says so.
    pub source: Source,
    /// How well it is proved.
    pub grade: Grade,
    /// What happened.
    #[serde(flatten)]
    pub kind: Kind,
    /// What of the order it is about.
    #[serde(skip_serializing_if = "is_default")]
    pub subject: Subject,
    /// Line quantities; empty means all of the subject.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Warehouse, 3PL or shop where it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Where a carrier scanned it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Foreign text, data and never markup; adapters cut it to 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A correction: the event id, from the same system, that this fact takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retracts: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Fact {
    /// The fact that `kind` happened at `at`, by `source`: of the whole order, with nothing more told.
    pub fn new(at: Instant, source: Source, grade: Grade, kind: Kind) -> Self {
        Self {
            at,
            at_latest: false,
            source,
            grade,
            kind,
            subject: Subject::default(),
            items: Vec::new(),
            location: None,
            place: None,
            owner: None,
            text: None,
            retracts: None,
        }
    }

    /// It can be evidence: somebody else than we and the shopper reports it. Its clock is theirs.
    pub fn testifies(&self) -> bool {
        self.source.system != OURS && self.source.system != SHOPPER
    }

    /// Identity over source system, resource, kind, vendor event id or time, and content.
    ///
    /// Canonical JSON (serde's field order, absent fields left out) is the content; it holds no
    /// delivery id, arrival time or route.
    pub fn id(&self) -> FactId {
        self.canonical().0
    }

    /// The fact's identity, and the canonical JSON it is the digest of.
    pub fn canonical(&self) -> (FactId, String) {
        // Serialising these types cannot fail: string keys, no non-finite numbers.
        let json = serde_json::to_string(self).unwrap_or_default();
        let digest = Sha256::digest(&json);
        (FactId(hex::encode(&digest[..16])), json)
    }
}
