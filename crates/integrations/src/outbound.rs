//! The generic signed outbound webhook.
use fulfillment::{Claim, Instant};

use crate::HttpRequest;

/// What is told of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The effect's key, the same at every attempt: `webhook-id` and `Idempotency-Key`.
    pub key: String,
    /// The shop's myshopify domain.
    pub shop: String,
    /// Order id.
    pub order: String,
    /// Shipment id, where it is about one.
    pub shipment: Option<String>,
    /// The milestone reached, e.g. `out_for_delivery`.
    pub milestone: String,
    /// What may be said.
    pub claim: Claim,
    /// When it happened.
    pub occurred_at: Instant,
    /// After this it must not be told any more.
    pub expires_at: Instant,
}

/// What an attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Received, now or at an earlier attempt.
    Done,
    /// Try again after so many milliseconds.
    Retry {
        /// From now.
        after_ms: i64,
        /// Why, for people.
        reason: String,
    },
    /// Will never be taken: dead letter.
    Dead {
        /// Why, for people.
        reason: String,
    },
}

/// A receiver's answer; status 0 for none (network, timeout).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status, 0 for none.
    pub status: u16,
    /// `Retry-After`, if sent.
    pub retry_after: Option<String>,
    /// `Idempotency-Key`, if the receiver echoes it.
    pub idempotency_key: Option<String>,
    /// The first few KB of the body.
    pub body: String,
}

/// Plans one attempt to tell `message` to `endpoint`, signed with `secret` (key bytes).
pub fn request(endpoint: &str, secret: &[u8], message: &Message, now: Instant) -> HttpRequest {
    let _ = (endpoint, secret, message, now);
    unreachable!()
}

/// Classifies an answer to the `attempt`-th attempt (from 1) to send `key`.
pub fn classify(key: &str, attempt: u32, answer: &Answer, now: Instant) -> Outcome {
    let _ = (key, attempt, answer, now);
    Outcome::Done
}
