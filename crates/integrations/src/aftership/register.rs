//! Asking AfterShip to track a number: a request as a value, and what its answer comes to.
//!
//! No personal data is sent: number, carrier, the order's id and name, and the country it goes to.

use fulfillment::Instant;
use serde::{Deserialize, Serialize};

use super::carrier::{self, UNRECOGNIZED};
use super::{API_VERSION, country};
use crate::wire::{filled, text};
use crate::{HttpRequest, Method};

/// Where AfterShip's API is; tests and the demo have it elsewhere.
pub const BASE: &str = "https://api.aftership.com";

/// Wait where a throttled answer states none, in milliseconds; also the longest that is believed.
const PAUSE_MS: i64 = 1_000;
const LONGEST_MS: i64 = 3_600_000;

/// A number to track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Tracking number, as the shop gave it.
    pub number: String,
    /// Carrier as the shop names it; one that is not known beyond doubt is left to detection.
    pub carrier: Option<String>,
    /// Shopify's numeric order id as text.
    pub order: String,
    /// The name shoppers know, e.g. `#1001`.
    pub order_name: Option<String>,
    /// Destination, ISO 3166-1 alpha-2: it helps detection.
    pub country: Option<String>,
}

/// What became of a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// AfterShip tracks it, now or since before.
    Tracked {
        /// AfterShip's id of it, where the answer tells.
        id: Option<String>,
    },
    /// AfterShip cannot: it does not know the carrier, or the number is none of that carrier's.
    /// Only another number or carrier is tried again.
    Unsupported {
        /// For people.
        reason: String,
    },
    /// AfterShip refuses it for another reason: told to the merchant, not tried again.
    Failed {
        /// For people.
        reason: String,
    },
    /// The plan's numbers are used up. The page lives without, and the number waits for the next
    /// period or a larger plan.
    Quota,
    /// The key is not valid or may not do this: no registration works until a person acts.
    Unauthorized,
    /// Not now: after so many milliseconds.
    Retry {
        /// From now.
        after_ms: i64,
    },
}

/// An answer; status 0 for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status, 0 for none.
    pub status: u16,
    /// `retry-after` in seconds, if sent.
    pub retry_after: Option<String>,
    /// `x-ratelimit-reset`, Unix seconds, if sent.
    pub rate_limit_reset: Option<String>,
    /// Body.
    pub body: Vec<u8>,
}

#[derive(Serialize)]
struct Create<'a> {
    tracking_number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    slug: Option<&'static str>,
    order_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_country_region: Option<&'static str>,
}

/// Plans registering a number with the merchant's API key; `base` is [`BASE`].
///
/// A registration is repeated without harm: AfterShip answers that it has the number already.
pub fn request(base: &str, key: &str, registration: &Registration) -> HttpRequest {
    let carrier = registration.carrier.as_deref();
    let body = Create {
        tracking_number: registration.number.trim(),
        slug: carrier.and_then(carrier::slug),
        order_id: &registration.order,
        order_number: registration.order_name.as_deref(),
        destination_country_region: registration.country.as_deref().and_then(country::alpha3),
    };
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    HttpRequest {
        method: Method::Post,
        url: format!("{base}/tracking/{API_VERSION}/trackings"),
        headers: vec![
            header("content-type", "application/json"),
            header("accept", "application/json"),
            header("as-api-key", key),
        ],
        // Serialising these types cannot fail: strings only.
        body: serde_json::to_string(&body).unwrap_or_default(),
    }
}

#[derive(Default, Deserialize)]
struct Envelope {
    #[serde(default)]
    meta: Meta,
    #[serde(default)]
    data: serde_json::Value,
}

#[derive(Default, Deserialize)]
struct Meta {
    #[serde(default)]
    code: u32,
    #[serde(default)]
    message: Option<String>,
}

/// Reads the answer to [`request`]; `now` turns a stated time of day into a wait.
pub fn parse(answer: &Answer, now: Instant) -> Outcome {
    // Not every answer has a body of theirs: a gateway's has not, and says enough by its status.
    let told: Envelope = serde_json::from_slice(&answer.body).unwrap_or_default();
    let reason = || {
        let said = told.meta.message.as_deref().and_then(text);
        said.unwrap_or_else(|| format!("status {} code {}", answer.status, told.meta.code))
    };
    // An answer is of the tracking itself, or holds it under its name.
    let field = |name: &str| {
        let data = told.data.get("tracking").unwrap_or(&told.data);
        filled(
            data.get(name)
                .and_then(|value| value.as_str())
                .map(str::to_owned),
        )
    };
    let quota = reason().to_ascii_lowercase().contains("quota");
    match (answer.status, told.meta.code) {
        (200..=299, _) if field("slug").as_deref() == Some(UNRECOGNIZED) => Outcome::Unsupported {
            reason: "no carrier was recognized by this number".to_owned(),
        },
        (200..=299, _) => Outcome::Tracked { id: field("id") },
        // "Tracking already exists."
        (_, 4003) => Outcome::Tracked { id: field("id") },
        (402, _) => Outcome::Quota,
        (400..=428 | 430..=499, _) if quota => Outcome::Quota,
        // The number, its format, the carrier's name, the carrier of this number.
        (_, 4005 | 4010 | 4012 | 4017) => Outcome::Unsupported { reason: reason() },
        (401 | 403, _) => Outcome::Unauthorized,
        (429, _) => Outcome::Retry {
            after_ms: wait(answer, now),
        },
        (0 | 408 | 423 | 425 | 500.., _) => Outcome::Retry {
            after_ms: wait(answer, now),
        },
        _ => Outcome::Failed { reason: reason() },
    }
}

/// How long the answer says to wait.
fn wait(answer: &Answer, now: Instant) -> i64 {
    let number = |text: &Option<String>| text.as_deref()?.trim().parse::<i64>().ok();
    let after = number(&answer.retry_after).and_then(|seconds| seconds.checked_mul(1000));
    let reset = number(&answer.rate_limit_reset)
        .and_then(|seconds| seconds.checked_mul(1000)?.checked_sub(now.0));
    after
        .or(reset)
        .unwrap_or(PAUSE_MS)
        .clamp(PAUSE_MS, LONGEST_MS)
}
