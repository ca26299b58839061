//! Carriers' scans by way of a relay: what became of asking it to watch tracking numbers.
//!
//! A merchant may have none: then nothing of this is shown anywhere, and nothing is missing.

use fulfillment::Instant;
use serde::{Deserialize, Serialize};

/// What became of a tracking number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Watch {
    /// The relay watches it.
    Tracked,
    /// It is still to be asked.
    Pending,
    /// The plan's numbers are used up; it waits.
    Quota,
    /// The relay does not know its carrier, or the number is none of that carrier's.
    Unsupported,
    /// The relay refused it for another reason.
    Failed,
}

/// What keeps a relay from being of use, until a person sees to it or it answers again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It refuses the API key, since then.
    KeyRefused(Instant),
    /// It has not answered, since then.
    NoAnswer(Instant),
    /// The plan's numbers are used up, since then.
    Quota(Instant),
    /// It watches numbers and has sent no scan yet.
    Unheard,
}

/// How many numbers of parcels under way stand where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct WatchCounts {
    /// Numbers by what became of them.
    pub numbers: Vec<(Watch, u32)>,
    /// What stands in the way, if anything.
    pub obstacle: Option<Obstacle>,
}

impl WatchCounts {
    /// How many stand at `watch`.
    pub fn of(&self, watch: Watch) -> u32 {
        let mut found = self.numbers.iter().filter(|(known, _)| *known == watch);
        found.next().map_or(0, |(_, count)| *count)
    }
}

/// One tracking number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WatchRow {
    /// As the shop gave it.
    pub number: String,
    /// Shopify's numeric order id.
    pub order: String,
    /// `#1001`.
    pub name: String,
    /// Carrier's name, foreign text.
    #[serde(default)]
    pub carrier: Option<String>,
    /// What became of it.
    pub state: Watch,
    /// Why, in the relay's words.
    #[serde(default)]
    pub reason: Option<String>,
    /// When the relay said so.
    #[serde(default)]
    pub at: Option<Instant>,
}

/// All that the merchant's page of carrier tracking shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WatchBoard {
    /// Shop's myshopify domain.
    pub shop: String,
    /// IANA zone of the shop.
    pub zone: String,
    /// The relay in use; absent: the merchant uses none.
    pub relay: Option<Relay>,
    /// When this was read.
    pub now: Instant,
}

/// A relay in use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Relay {
    /// Since when.
    pub since: Instant,
    /// How many numbers stand where, and what stands in the way.
    pub counts: WatchCounts,
    /// When it last told a scan.
    pub heard: Option<Instant>,
    /// Numbers someone may want to look at.
    pub rows: Vec<WatchRow>,
    /// Words of its that our tables do not know, and how often they came.
    pub unknown: Vec<(String, u32)>,
}
