//! What a shopper does on the page, on its way from the route to the ledger, and what became of it.

use fulfillment::Claim;
use fulfillment::fact::Problem;
use serde::{Deserialize, Serialize};

/// One act, as the ledger takes it. Its words are personal data: they are kept apart from every fact.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The shop's myshopify domain.
    pub shop: String,
    /// Order id.
    pub order: String,
    /// State of the page it was done on ([`fulfillment::Offers::state`]).
    pub state: u64,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What is done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum What {
    /// Another address, as lines of text.
    Address {
        /// The lines.
        address: String,
    },
    /// That it not be sent.
    Cancel,
    /// A problem.
    Problem {
        /// Which.
        problem: Problem,
        /// Parcel it is about; absent: the order.
        parcel: Option<String>,
        /// The shopper's own words.
        words: Option<String>,
    },
    /// "Did this answer you?"
    Answer {
        /// Yes.
        helped: bool,
        /// What the page said.
        claim: Claim,
    },
}

/// What became of an act, told on the page that follows it. It says that something was received, and
/// never that it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Another address is requested.
    Address,
    /// A cancellation is requested.
    Cancel,
    /// A problem is reported.
    Problem,
    /// An answer is noted.
    Answer,
    /// The same was received before.
    Again,
    /// The order has had its number of acts for today.
    Limited,
    /// This state does not offer it.
    Closed,
    /// A field is missing, too long or unreadable.
    Incomplete,
    /// The form was not one of ours, or came from another site.
    Unverified,
}

impl Outcome {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Address,
        Self::Cancel,
        Self::Problem,
        Self::Answer,
        Self::Again,
        Self::Limited,
        Self::Closed,
        Self::Incomplete,
        Self::Unverified,
    ];

    /// Its word, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Cancel => "cancel",
            Self::Problem => "problem",
            Self::Answer => "answer",
            Self::Again => "again",
            Self::Limited => "limited",
            Self::Closed => "closed",
            Self::Incomplete => "incomplete",
            Self::Unverified => "unverified",
        }
    }
}

/// The ledger's answer to an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted {
    /// What became of it.
    pub outcome: Outcome,
    /// State version now.
    pub version: i64,
}
