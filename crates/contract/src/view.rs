//! `OrderStatusView`: one order, language-neutral, as the ledger projects it to Workers KV.
//!
//! Foreign text (product titles, carrier messages) is data; whoever renders it escapes it.

use std::collections::BTreeMap;

use fulfillment::fact::{ExceptionKind, Grade, HoldReason, Owner, Place};
use fulfillment::{Answers, Claim, Date, Instant, Offers, Request, Why};
use serde::{Deserialize, Serialize};

/// A merchant's own words: by language (BCP 47), then by message key. Foreign text.
pub type Wording = BTreeMap<String, BTreeMap<String, String>>;

/// Everything any surface needs to know of one order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderStatusView {
    /// [`crate::VERSION`] of the writer.
    pub contract: u32,
    /// State version: the number of distinct facts folded. Only grows.
    pub version: u64,
    /// Digest of the folded state: equal sets of facts have equal digests. 32 hex digits.
    pub digest: String,
    /// After this instant a reader must ask the ledger: a deadline may have changed the state.
    pub valid_until: Option<Instant>,
    /// Shopify's numeric order id.
    pub order: String,
    /// The name the shopper knows, e.g. `#1001`.
    pub name: String,
    /// The shop's name, foreign text.
    pub shop: String,
    /// Where a shopper reaches a person: `mailto:` or `https:` only.
    pub contact: Option<String>,
    /// When the order was placed.
    pub placed_at: Option<Instant>,
    /// The shopper's language as a BCP 47 tag, where the order says it.
    pub locale: Option<String>,
    /// IANA zone to show times in: the shop's.
    pub zone: String,
    /// The merchant's own words for what claims nothing: headings, links, the way to a person.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wording: Wording,
    /// Where it goes: city, region, country.
    pub destination: Place,
    /// The order's one claim.
    pub headline: Statement,
    /// Parcels, and groups of items not yet in a parcel, in a stable order.
    pub parcels: Vec<ParcelView>,
    /// Steps of the order as a whole (placed, edited, payment, cancelled, refunded).
    pub evidence: Vec<EvidenceView>,
    /// Exceptions, open ones first.
    pub exceptions: Vec<ExceptionView>,
    /// Expected delivery as a source stated it.
    pub expected: Option<ExpectedView>,
    /// What the order is promised to ship by, where one promise holds for all of it and none of it has left.
    pub promise: Option<PromiseView>,
    /// Time of the newest fact: what "Updated" shows.
    pub updated_at: Option<Instant>,
    /// Who reported the newest fact.
    pub updated_by: Option<String>,
    /// What Shopify's own status says at the same time, and for how long that was untrue.
    pub native: NativeView,
    /// The shopper may still ask for another address (nothing packed yet).
    pub address_changeable: bool,
    /// What the shopper asked for and reported, newest first. Never done because it was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Request>,
    /// What the shopper can ask for now.
    #[serde(default)]
    pub offers: Offers,
    /// Answers to "did this answer you?", by what the page said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answers>,
}

/// One claim with its proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statement {
    /// What is said.
    pub claim: Claim,
    /// Grade of the evidence under it.
    pub grade: Grade,
    /// When what is said happened.
    pub at: Option<Instant>,
    /// Who says so, foreign text ("USPS", "Chicago warehouse"); absent: the shop.
    pub witness: Option<String>,
    /// Where, if a scan told.
    pub place: Option<Place>,
    /// Silence: no carrier scan has reached us since then.
    pub silent_since: Option<Instant>,
    /// A stated end (backorder, schedule).
    pub until: Option<Instant>,
    /// Reason of a hold.
    pub hold: Option<HoldReason>,
    /// Reason of a delay or problem, only where a source stated it.
    pub reason: Option<ExceptionKind>,
    /// For [`Claim::Several`]: how many parcels stand at which claim, most advanced first.
    pub parts: Vec<Part>,
    /// Evidence disagrees; both versions are in the evidence rows.
    pub conflict: bool,
}

/// Parcels of an order that stand at the same claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// The claim they share.
    pub claim: Claim,
    /// How many.
    pub count: u32,
}

/// One parcel, or one group of items not yet in a parcel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ParcelView {
    /// Stable id: the shipment's, or `fo:{fulfillment order}`, or `rest`.
    pub id: String,
    /// Its items.
    pub items: Vec<ItemView>,
    /// Carrier's name, foreign text.
    pub carrier: Option<String>,
    /// Tracking number.
    pub tracking: Option<String>,
    /// Tracking page, `https:` only.
    pub tracking_url: Option<String>,
    /// Warehouse or shop it leaves from, foreign text.
    pub location: Option<String>,
    /// The parcel's one claim.
    pub headline: Statement,
    /// Steps some source reported, in the order of the ladder; never a pending one no source reports.
    pub steps: Vec<StepView>,
    /// Every fact, newest last.
    pub evidence: Vec<EvidenceView>,
    /// Expected delivery of this parcel as a source stated it.
    pub expected: Option<ExpectedView>,
    /// What it is promised to ship by, until it is handed over.
    pub promise: Option<PromiseView>,
}

/// Units of one order line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemView {
    /// Product title, foreign text.
    pub title: String,
    /// Units.
    pub quantity: u32,
}

/// A step of a parcel's timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepView {
    /// The claim of the step.
    pub claim: Claim,
    /// When.
    pub at: Instant,
    /// Grade of its evidence.
    pub grade: Grade,
    /// Who says so.
    pub witness: Option<String>,
    /// Where, if a scan told.
    pub place: Option<Place>,
    /// The step the parcel is at.
    pub current: bool,
}

/// One fact as shown under "evidence".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvidenceView {
    /// When it happened.
    pub at: Instant,
    /// Kind of fact, snake case as in [`fulfillment::Kind`].
    pub kind: String,
    /// Grade.
    pub grade: Grade,
    /// Reporting system, e.g. `shopify`, `operations/chicago`.
    pub system: String,
    /// Who says so, for people.
    pub witness: Option<String>,
    /// Who answers for it.
    pub owner: Option<Owner>,
    /// Where.
    pub place: Option<Place>,
    /// Warehouse or shop, foreign text.
    pub location: Option<String>,
    /// Foreign text.
    pub text: Option<String>,
}

/// An exception, open or closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExceptionView {
    /// Its fact id.
    pub id: String,
    /// Which.
    pub kind: ExceptionKind,
    /// Parcel it is about ([`ParcelView::id`]); absent: the order.
    pub parcel: Option<String>,
    /// Since when it stands.
    pub opened_at: Instant,
    /// When its owner owes the next step.
    pub due_at: Option<Instant>,
    /// Whose it is: `warehouse`, `carrier`, `shop`, or an opaque id after assignment.
    pub owner: String,
    /// When and how it closed; both absent while open.
    pub closed_at: Option<Instant>,
    /// `evidence`, `person:{how}`, …
    pub closed_how: Option<String>,
}

/// Expected delivery as a carrier or the shop stated it, and what it was before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpectedView {
    /// First day, as an instant.
    pub from: Instant,
    /// Last day, as an instant; equal to `from` for a single day.
    pub until: Instant,
    /// Who stated it.
    pub witness: Option<String>,
    /// The window stated before, if it moved.
    pub before: Option<(Instant, Instant)>,
    /// Why, only where a source stated it.
    pub reason: Option<ExceptionKind>,
    /// False once later evidence no longer supports it: then it leaves every surface.
    pub supported: bool,
}

/// A promised ship-by date and what became of it. "Ship" means handed to the carrier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PromiseView {
    /// The date first promised, in the calendar of the place that ships.
    pub made: Date,
    /// The date in force; absent: none holds and no other is known.
    pub day: Option<Date>,
    /// The last instant of that date's work: once it is past, the date leaves every surface.
    pub until: Option<Instant>,
    /// How often the date changed since it was made.
    pub moves: u32,
    /// Why it changed last.
    pub why: Why,
    /// The shopper was shown the first date before buying.
    pub shown: bool,
    /// "Ships by" may be said.
    pub proven: bool,
}

/// What Shopify alone would have told the shopper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NativeView {
    /// Shopify's word: `unfulfilled`, `partially_fulfilled`, `fulfilled`, `in_transit`, `delivered`, `cancelled`, …
    pub status: String,
    /// Since when it says so.
    pub since: Option<Instant>,
    /// Spans in which it claimed movement no carrier had reported; an open end means still.
    pub untrue: Vec<(Instant, Option<Instant>)>,
}
