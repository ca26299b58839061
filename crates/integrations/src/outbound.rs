//! The generic signed outbound webhook: one milestone told to one endpoint of the merchant's.
//!
//! `POST`, JSON, signed as Standard Webhooks, with the effect's key as `webhook-id` and as
//! `Idempotency-Key`: the same at every attempt, so that a receiver that honours it is told once.
//!
//! ```json
//! {
//!   "type": "order.milestone",
//!   "timestamp": "2026-03-02T14:02:00Z",
//!   "data": {
//!     "key": "…",                    the effect's key
//!     "shop": "example.myshopify.com",
//!     "order": "820982911946154508",
//!     "shipment": "123456",          absent where the milestone is the order's
//!     "milestone": "out_for_delivery",
//!     "claim": "out_for_delivery",   the strongest thing that may be said
//!     "expires_at": "2026-03-02T20:02:00Z"
//!   }
//! }
//! ```
//!
//! `type` is `address.change_requested` or `cancel.requested` where the shopper asks for that: whoever
//! works on the order stops and looks at it, and answers by the operations webhook or in the
//! merchant's pages. The address itself is shown there alone.
//!
//! `timestamp` is when it happened, `webhook-timestamp` when it was sent. The body holds no personal
//! data: who is told is the receiver's to know.

mod endpoint;

pub use endpoint::endpoint_allowed;

use fulfillment::{ADDRESS_CHANGE_REQUESTED, CANCEL_REQUESTED, Claim, Instant};
use serde::Serialize;

use crate::signature::standard_sign;
use crate::{HttpRequest, Method};

/// Longest wait between two attempts, in milliseconds.
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// First wait after a failure that states none, in milliseconds; doubled at each further attempt.
const FIRST_WAIT_MS: i64 = 2_000;

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

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    key: &'a str,
    shop: &'a str,
    order: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    shipment: Option<&'a str>,
    milestone: &'a str,
    claim: Claim,
    expires_at: String,
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
///
/// The body and the key are the same at every attempt; only the time of signing moves.
pub fn request(endpoint: &str, secret: &[u8], message: &Message, now: Instant) -> HttpRequest {
    let body = Body {
        r#type: kind(&message.milestone),
        timestamp: rfc3339(message.occurred_at),
        data: Data {
            key: &message.key,
            shop: &message.shop,
            order: &message.order,
            shipment: message.shipment.as_deref(),
            milestone: &message.milestone,
            claim: message.claim,
            expires_at: rfc3339(message.expires_at),
        },
    };
    // Serialising these types cannot fail: strings only.
    let body = serde_json::to_string(&body).unwrap_or_default();
    let id = webhook_id(&message.key);
    let seconds = now.0.div_euclid(1000);
    let signature = standard_sign(&id, seconds, body.as_bytes(), secret);
    let header = |name: &str, value: String| (name.to_owned(), value);
    HttpRequest {
        method: Method::Post,
        url: endpoint.to_owned(),
        headers: vec![
            header("content-type", "application/json".to_owned()),
            header("webhook-id", id),
            header("webhook-timestamp", seconds.to_string()),
            header("webhook-signature", signature),
            header("idempotency-key", idempotency_key(&message.key)),
        ],
        body,
    }
}

/// The event's type: what a shopper asks for is apart from what has happened to the order.
fn kind(milestone: &str) -> &'static str {
    match milestone {
        ADDRESS_CHANGE_REQUESTED => "address.change_requested",
        CANCEL_REQUESTED => "cancel.requested",
        _ => "order.milestone",
    }
}

/// The key as `Idempotency-Key` carries it: itself, unless a header could not.
fn idempotency_key(key: &str) -> String {
    let plain = (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if plain {
        key.to_owned()
    } else {
        webhook_id(key)
    }
}

/// The key as `webhook-id` carries it: Standard Webhooks allows no dot in an id, HTTP no blank or
/// non-ASCII. What must be replaced becomes `_`, and the key's own hash keeps it apart from others.
pub fn webhook_id(key: &str) -> String {
    let plain = |char: char| char.is_ascii_graphic() && !matches!(char, '.' | ',' | '"');
    if key.chars().all(plain) && (1..=200).contains(&key.len()) {
        return key.to_owned();
    }
    let kept: String = key
        .chars()
        .take(100)
        .map(|char| if plain(char) { char } else { '_' })
        .collect();
    let hash = crate::signature::hmac_sha256(b"plumbline webhook id v1", &[key.as_bytes()]);
    format!("{kept}~{}", hex::encode(hash.split_at(8).0))
}

/// Classifies an answer to the `attempt`-th attempt (from 1) to send `key`.
///
/// Done: 2xx, and 409 that echoes the key (received at an earlier attempt). Again: no answer, 408,
/// 425, 429, 5xx, and a 409 without the key (an earlier attempt is still being worked on). Dead: a
/// redirect, which is never followed, and every other 4xx.
pub fn classify(key: &str, attempt: u32, answer: &Answer, now: Instant) -> Outcome {
    let sent = idempotency_key(key);
    let retry = |reason: String| {
        let stated = answer
            .retry_after
            .as_deref()
            .and_then(|text| stated(text, now));
        Outcome::Retry {
            after_ms: stated.unwrap_or_else(|| backoff(attempt)),
            reason,
        }
    };
    match answer.status {
        0 => retry("no answer".to_owned()),
        200..=299 => Outcome::Done,
        409 if answer.idempotency_key.as_deref() == Some(&sent) || answer.body.contains(&sent) => {
            Outcome::Done
        }
        status @ (408 | 409 | 425 | 429 | 500..) => retry(format!("status {status}")),
        status @ 300..=399 => Outcome::Dead {
            reason: format!("status {status}: redirects are not followed"),
        },
        status => {
            // What the receiver says helps the merchant; it is foreign text and is cut.
            let said = crate::wire::text(&answer.body).unwrap_or_default();
            let said: String = said.chars().take(200).collect();
            let colon = if said.is_empty() { "" } else { ": " };
            Outcome::Dead {
                reason: format!("status {status}{colon}{said}"),
            }
        }
    }
}

/// `Retry-After` in milliseconds from `now`: seconds, or an HTTP date; at most an hour.
fn stated(text: &str, now: Instant) -> Option<i64> {
    let text = text.trim();
    let wait = match text.parse::<u32>() {
        Ok(seconds) => i64::from(seconds) * 1000,
        Err(_) => {
            let date = jiff::fmt::rfc2822::DateTimeParser::new()
                .parse_timestamp(text)
                .ok()?;
            date.as_millisecond().saturating_sub(now.0)
        }
    };
    Some(wait.clamp(0, LONGEST_WAIT_MS))
}

fn backoff(attempt: u32) -> i64 {
    let doublings = attempt.saturating_sub(1).min(20);
    (FIRST_WAIT_MS << doublings).min(LONGEST_WAIT_MS)
}

fn rfc3339(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}
