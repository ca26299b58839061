//! The merchant's order list: rows of the Shop object's index, and one order's trace.

use fulfillment::Answers;
use fulfillment::Claim;
use fulfillment::Instant;
use fulfillment::fact::ExceptionKind;
use serde::{Deserialize, Serialize};

use crate::tracking::WatchCounts;

/// One order in the index. Ledgers send it to the Shop object; no personal data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndexRow {
    /// Shopify's numeric order id.
    pub order: String,
    /// `#1001`.
    pub name: String,
    /// Claim of the headline.
    pub claim: Claim,
    /// Open exceptions.
    pub exceptions: Vec<ExceptionKind>,
    /// When the earliest open exception is due.
    pub due_at: Option<Instant>,
    /// From when on an agent may look at it, although nothing is an exception yet; may lie ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<Instant>,
    /// When the order was placed.
    pub placed_at: Option<Instant>,
    /// Newest fact.
    pub updated_at: Option<Instant>,
    /// Shopify's own word for it.
    pub native: String,
    /// Closed milliseconds in which Shopify's word was untrue.
    pub untrue_ms: i64,
    /// Since when it is untrue now, if it is.
    pub untrue_since: Option<Instant>,
    /// State version: an older row never replaces a newer one.
    pub version: u64,
    /// What readers answered to "did this answer you?", by what the page said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answers>,
}

/// What the merchant asked to see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Filter {
    /// Only this claim.
    #[serde(default)]
    pub state: Option<Claim>,
    /// Only orders with this open exception.
    #[serde(default)]
    pub exception: Option<ExceptionKind>,
    /// Only orders an agent may look at now, although nothing is an exception yet.
    #[serde(default)]
    pub attention: bool,
    /// Rows before this cursor (opaque, from [`OrderList::next`]).
    #[serde(default)]
    pub after: Option<String>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderList {
    /// Shop's myshopify domain.
    pub shop: String,
    /// What was asked.
    pub filter: Filter,
    /// Rows, most urgent first (open exceptions by due time, then newest).
    pub rows: Vec<IndexRow>,
    /// Orders per claim.
    pub states: Vec<(Claim, u32)>,
    /// Orders per open exception.
    pub exceptions: Vec<(ExceptionKind, u32)>,
    /// Orders an agent may look at now, although nothing is an exception yet.
    #[serde(default)]
    pub attention: u32,
    /// The same of all orders.
    #[serde(default)]
    pub answers: Vec<Answers>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// Dead-lettered items waiting for someone.
    pub dead_letters: u32,
    /// Facts parked until their order is known.
    pub parked: u32,
    /// What a relay of carriers' scans watches; absent where the merchant uses none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<WatchCounts>,
    /// The instant this was read: what spans that still run are measured to.
    pub now: Instant,
}
