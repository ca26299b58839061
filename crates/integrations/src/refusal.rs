//! Why an input was not taken: always the caller's error, never ours.

use serde::{Deserialize, Serialize};

/// A refused input. Nothing of it was stored; the reason is safe to send back and to log, it quotes
/// no body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// No live secret made this signature, or it is not in its one exact form. One answer for every
    /// cause, so that it teaches a forger nothing.
    #[error("the signature does not match")]
    BadSignature,
    /// The body is not what its topic promises.
    #[error("malformed: {reason}")]
    Malformed {
        /// What is wrong and where, e.g. "missing field `order_id`".
        reason: String,
    },
    /// A topic no adapter handles.
    #[error("unknown topic {0:?}")]
    UnknownTopic(String),
    /// The body exceeds the limit.
    #[error("too large: {size} bytes, the limit is {limit}")]
    TooLarge {
        /// Bytes or items received.
        size: usize,
        /// Most that is taken, same unit.
        limit: usize,
    },
    /// The body names another shop than the one it was sent for.
    #[error("for another shop: {claimed:?} named, {found:?} found")]
    WrongShop {
        /// The shop the route or header names.
        claimed: String,
        /// The shop the signed content names.
        found: String,
    },
    /// Signed too long ago, or too far in the future.
    #[error("stale: {age_seconds} s old, the limit is {limit_seconds} s")]
    Stale {
        /// Age in seconds by our clock; negative when dated in our future.
        age_seconds: i64,
        /// Most that is taken, either way.
        limit_seconds: i64,
    },
}

impl Refusal {
    /// The HTTP status of this refusal, always 4xx.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadSignature | Self::Stale { .. } => 401,
            Self::Malformed { .. } => 422,
            Self::UnknownTopic(_) => 404,
            Self::TooLarge { .. } => 413,
            Self::WrongShop { .. } => 403,
        }
    }

    /// Shorthand for [`Refusal::Malformed`].
    pub(crate) fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed {
            reason: reason.into(),
        }
    }
}
