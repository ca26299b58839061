//! `BlockView`: what an order's metafield carries to Shopify's own order status page.
//!
//! Written long before it is read, by a reader whose language is not known yet: so it holds the words of every
//! language, and where a time stands in them the time itself. The extension puts the reader's times in and decides nothing.
//! All text is plain; none is HTML.

use std::collections::BTreeMap;

use fulfillment::fact::Grade;
use fulfillment::{Date, Instant};
use serde::{Deserialize, Serialize};

/// Namespace of the order metafield: owned by this app.
pub const NAMESPACE: &str = "$app";
/// Its key.
pub const KEY: &str = "status";
/// Most bytes of the metafield's value. Shopify takes 128 KB of JSON (since 2026-04); it counts for itself, so a margin stays.
pub const LIMIT: usize = 120_000;

/// An order's block in every language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockView {
    /// [`crate::VERSION`] of the writer; a reader of another version shows nothing.
    pub contract: u32,
    /// IANA zone the times are shown in: the shop's, named in [`BlockLabels::zone`].
    pub zone: String,
    /// Language for a reader in whose language there are no words: the order's own, else English.
    pub lang: String,
    /// The full page, `https:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The words, by BCP 47 language.
    pub words: BTreeMap<String, BlockWords>,
}

/// The block in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockWords {
    /// `ltr` or `rtl`.
    pub dir: String,
    /// `Order #1001`.
    pub order: String,
    /// The claim in two or three words.
    pub badge: String,
    /// The claim is one the shopper must not overlook: held, delayed, failed.
    pub alert: bool,
    /// The one plain sentence.
    pub headline: Text,
    /// A second sentence: silence, conflict, hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
    /// Expected date or window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Text>,
    /// Promised ship-by date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<BlockPromise>,
    /// `Updated … by USPS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Text>,
    /// Open exceptions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Text>,
    /// Parcels, and groups of items not yet in one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<BlockParcel>,
    /// Fixed words.
    pub labels: BlockLabels,
}

/// A promise, and what becomes of its words once its day has passed without news.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockPromise {
    /// What is said until [`BlockPromise::until`], line by line.
    pub says: Vec<Text>,
    /// From then on [`BlockPromise::then`] is said. Milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// What is said afterwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Text>,
}

/// One parcel in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockParcel {
    /// Shopify's numeric id of its fulfillment; absent while nothing is fulfilled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<String>,
    /// `Part 1 of 2`, or the plain word when there is one.
    pub heading: String,
    /// Its claim in two or three words; absent where the order has no other parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<String>,
    /// As [`BlockWords::alert`].
    pub alert: bool,
    /// Its sentences: the claim, the second sentence, the expected date. None where they are the order's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<Text>,
    /// Promised ship-by date, where the order's parts have different ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<BlockPromise>,
    /// `USPS 9400…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    /// Where it is tracked, `https:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_url: Option<String>,
    /// `2 × Mug`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// Timeline, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<BlockStep>,
}

/// A step of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockStep {
    /// What happened.
    pub label: String,
    /// `done` or `current` in words.
    pub state: String,
    /// The step the parcel is at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub current: bool,
    /// When. Milliseconds since 1970.
    pub at: Instant,
    /// Witness and place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Text>,
    /// Grade, for the mark: a mark is a claim.
    pub grade: Grade,
}

/// Fixed words of the block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockLabels {
    /// Heading of a timeline.
    pub timeline: String,
    /// Heading of the items.
    pub items: String,
    /// Word before tracking.
    pub tracking: String,
    /// Heading of open exceptions.
    pub notices: String,
    /// Which zone the times are in.
    pub zone: String,
    /// The order action: `Where is it?`
    pub ask: String,
    /// Leads to the full page.
    pub more: String,
}

/// Words, with times where times stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Text {
    /// Words alone.
    Plain(String),
    /// Words and times, in the order in which they are read.
    Parts(Vec<Part>),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Part {
    /// Words.
    Words(String),
    /// A moment in the block's zone: weekday and time; with the date where it is far from the reader's present.
    Moment {
        /// Milliseconds since 1970.
        m: Instant,
    },
    /// From one day of a calendar to a later one.
    Days {
        /// The first, `YYYY-MM-DD`.
        d: Date,
        /// The last, `YYYY-MM-DD`.
        u: Date,
    },
    /// A day of a calendar, wherever the reader is.
    Day {
        /// `YYYY-MM-DD`.
        d: Date,
    },
}

/// The view as the metafield's value: whole if it fits into `limit` bytes; else in the order's own language and English; else
/// without the parcels, which the full page shows; `None` where not even that fits.
pub fn encode(view: &BlockView, limit: usize) -> Option<String> {
    let mut view = view.clone();
    for shorten in [|_: &mut BlockView| (), two_languages, order_alone] {
        shorten(&mut view);
        let value = serde_json::to_string(&view).ok()?;
        if value.len() <= limit {
            return Some(value);
        }
    }
    None
}

fn two_languages(view: &mut BlockView) {
    let own = view.lang.clone();
    view.words.retain(|lang, _| *lang == own || lang == "en");
}

fn order_alone(view: &mut BlockView) {
    for words in view.words.values_mut() {
        words.parcels.clear();
    }
}
