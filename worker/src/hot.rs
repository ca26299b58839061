//! The hot path of a webhook: bytes in, the bytes of one delivery out, synchronously.
//!
//! `shim/edge.js` does the I/O. Answers are small arrays, because every crossing between JavaScript
//! and Wasm costs: `[RECEIVE, ledger, payload, now]`, `[REPORT, shop, report, now]`, or
//! `[status, body]` of a refusal.

use fulfillment::{Fact, Instant};
use integrations::shopify::webhook;
use integrations::{DirectoryLink, Locator, Personal, Refusal, Report, signature};
use js_sys::Uint8Array;
use serde::Serialize;
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;

use crate::config::{Config, ShopDomain};
use crate::error::Failure;

/// Largest body taken, in bytes. An order of 500 lines is about 810 KB.
pub const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Longest delivery id taken, in bytes; Shopify's are 36.
const DELIVERY_LIMIT: usize = 200;

/// First item of the answer: the payload is for the named ledger.
const RECEIVE: u32 = 0;
/// First item of the answer: needs the shop's directory, or concerns the shop as a whole.
const REPORT: u32 = 1;

/// What a ledger receives or appends.
#[derive(Serialize)]
pub struct Delivery<'a> {
    /// Myshopify domain.
    pub shop: &'a str,
    /// Numeric order id.
    pub order: &'a str,
    /// The sender's id of the delivery; empty where there is none.
    pub delivery: &'a str,
    /// What happened.
    pub facts: &'a [Fact],
    /// Kept apart from facts, encrypted by the ledger.
    pub personal: Option<&'a Personal>,
    /// Other names by which later inputs may mean the order.
    pub links: &'a [DirectoryLink],
}

impl<'a> Delivery<'a> {
    /// The delivery of a report about `order`.
    pub fn of(shop: &'a ShopDomain, order: &'a str, delivery: &'a str, report: &'a Report) -> Self {
        Self {
            shop: shop.as_str(),
            order,
            delivery,
            facts: &report.facts,
            personal: report.personal.as_ref(),
            links: &report.links,
        }
    }

    /// As bytes for the call.
    ///
    /// # Errors
    /// Never in practice: these types always serialise.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        json_bytes(self)
    }
}

/// JSON of a value of ours.
///
/// # Errors
/// Never in practice: our types always serialise.
pub fn json_bytes(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    // What a delivery of a few facts takes: growing there step by step costs as much as the writing.
    let mut bytes = Vec::with_capacity(4 * 1024);
    match serde_json::to_writer(&mut bytes, value) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(Failure::Answer {
            call: "serialise",
            reason: error.to_string(),
        }),
    }
}

/// What becomes of a verified webhook.
enum Plan {
    Receive { ledger: String, payload: Vec<u8> },
    Report(Box<Report>),
}

/// The headers of a Shopify webhook that are read. None but the signature's body is signed.
struct Heading<'a> {
    /// HMAC-SHA256 of the body under each live secret, 32 bytes each.
    macs: &'a [u8],
    hmac: &'a str,
    topic: &'a str,
    shop: &'a str,
    delivery: &'a str,
    triggered_at: &'a str,
}

fn plan(body: &[u8], heading: &Heading<'_>, now: Instant) -> Result<Plan, Failure> {
    if body.len() > BODY_LIMIT {
        return Err(too_large_failure(body.len()));
    }
    // The raw bytes first: nothing of an unsigned request is looked at further.
    signature::shopify_mac(heading.macs, heading.hmac)?;
    let shop = ShopDomain::parse(heading.shop)?;
    if heading.topic.is_empty() {
        return Err(Failure::BadRequest(
            "header X-Shopify-Topic is missing".into(),
        ));
    }
    if heading.delivery.len() > DELIVERY_LIMIT {
        return Err(Failure::BadRequest(format!(
            "header X-Shopify-Webhook-Id is longer than {DELIVERY_LIMIT} bytes"
        )));
    }
    let triggered_at = match heading.triggered_at {
        "" => now,
        text => text
            .parse::<jiff::Timestamp>()
            .map(|at| Instant(at.as_millisecond()))
            .map_err(|_| {
                Failure::BadRequest("header X-Shopify-Triggered-At is not RFC 3339".into())
            })?,
    };
    let report = webhook::adapt(heading.topic, body, triggered_at)?;
    if !report.names_shop(shop.as_str(), None) {
        return Err(Refusal::WrongShop {
            claimed: shop.as_str().to_owned(),
            found: report.shop_hint.unwrap_or_default(),
        }
        .into());
    }
    match (&report.about, &report.control) {
        (Locator::Order(order), None) => Ok(Plan::Receive {
            ledger: shop.ledger_of(order),
            payload: Delivery::of(&shop, order, heading.delivery, &report).bytes()?,
        }),
        _ => Ok(Plan::Report(Box::new(report))),
    }
}

/// Verifies and translates one Shopify webhook. The platform has computed `macs`, the body's
/// HMAC-SHA256 under each live secret (in Wasm that took longer than all else here); they are compared
/// here, in constant time. `now` is the platform's, in milliseconds; `driven` the clock header, if sent.
#[allow(
    clippy::too_many_arguments,
    reason = "one crossing instead of an object's many"
)]
#[wasm_bindgen]
pub fn ingest_shopify(
    env: &JsValue,
    body: &[u8],
    macs: &[u8],
    hmac: &str,
    topic: &str,
    shop: &str,
    delivery: &str,
    triggered_at: &str,
    now: f64,
    driven: Option<String>,
) -> Vec<JsValue> {
    let heading = Heading {
        macs,
        hmac,
        topic,
        shop,
        delivery,
        triggered_at,
    };
    let taken = Config::of(env).and_then(|config| {
        let now = config.clock.now(now as i64, driven.as_deref())?;
        let plan = plan(body, &heading, now)?;
        Ok(match plan {
            Plan::Receive { ledger, payload } => answer(RECEIVE, &ledger, &payload, now),
            Plan::Report(report) => answer(REPORT, shop, &json_bytes(&report)?, now),
        })
    });
    taken.unwrap_or_else(|failure| {
        if failure.status() >= 500 {
            worker::console_error!("{failure}");
        }
        vec![failure.status().into(), failure.body(None).into()]
    })
}

fn answer(kind: u32, target: &str, payload: &[u8], now: Instant) -> Vec<JsValue> {
    vec![
        kind.into(),
        target.into(),
        Uint8Array::from(payload).into(),
        (now.0 as f64).into(),
    ]
}

fn too_large_failure(size: usize) -> Failure {
    Refusal::TooLarge {
        size,
        limit: BODY_LIMIT,
    }
    .into()
}

/// Validator of a file's bytes.
#[wasm_bindgen]
pub fn etag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    format!("\"{}\"", hex::encode(digest.get(..12).unwrap_or_default()))
}

/// The refusal of a body of `size` bytes, as JSON.
#[wasm_bindgen]
pub fn too_large(size: f64) -> String {
    too_large_failure(size as usize).body(None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    fn refused(body: &[u8], change: impl FnOnce(&mut Heading<'_>)) -> (u16, &'static str) {
        let hmac = signature::shopify_sign(body, b"secret");
        let mac = STANDARD.decode(&hmac).unwrap();
        let mut heading = Heading {
            macs: &mac,
            hmac: &hmac,
            topic: "orders/create",
            shop: "demo.myshopify.com",
            delivery: "d1",
            triggered_at: "2026-11-09T09:12:00Z",
        };
        change(&mut heading);
        match plan(body, &heading, Instant(0)) {
            Ok(_) => (200, ""),
            Err(failure) => (failure.status(), failure.code()),
        }
    }

    #[test]
    fn the_signature_is_judged_before_anything_else() {
        let forged = |heading: &mut Heading<'_>| {
            heading.hmac = "";
            heading.shop = "nonsense";
            heading.topic = "";
        };
        assert_eq!(refused(b"not json", forged), (401, "bad_signature"));
    }

    #[test]
    fn a_signed_request_that_is_wrong_hears_why() {
        assert_eq!(
            refused(b"{}", |h| h.shop = "evil.example.com"),
            (400, "bad_request")
        );
        assert_eq!(refused(b"{}", |h| h.topic = ""), (400, "bad_request"));
        assert_eq!(
            refused(b"{}", |h| h.triggered_at = "yesterday"),
            (400, "bad_request")
        );
        assert_eq!(
            refused(b"{}", |h| h.topic = "carts/create"),
            (404, "unknown_topic")
        );
        assert_eq!(refused(b"{", |_| ()), (422, "malformed"));
        let large = vec![b' '; BODY_LIMIT + 1];
        assert_eq!(refused(&large, |_| ()), (413, "too_large"));
    }
}
