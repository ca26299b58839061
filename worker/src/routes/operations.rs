//! `POST /webhooks/operations/{shop handle}/{source id}`: the generic signed operations webhook.
//!
//! A batch may speak of several orders. Each order's reports are one append; an item that cannot be
//! taken is set aside with its reason beside the others, which go on.

use std::collections::HashMap;

use fulfillment::Instant;
use integrations::{Locator, Refusal, Report, operations, signature};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::Env;

use super::report::{self, finish, take};
use crate::calls::{ShopCalls, TakenLetter};
use crate::config::{Config, ShopDomain};
use crate::error::Failure;

/// Longest source id, in bytes.
const SOURCE_LIMIT: usize = 64;

/// What became of a body's items.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    /// Items now in a ledger or parked.
    accepted: usize,
    /// Items set aside in the dead letters.
    refused: Vec<Refused>,
}

#[derive(Debug, Serialize)]
struct Refused {
    /// Position in the array, from 0.
    index: usize,
    /// Why.
    reason: String,
}

/// Takes one delivery from a source. `sender` is `{shop handle}/{source id}`; `driven` the clock
/// header, if sent.
///
/// # Errors
/// Never: a failure is its answer.
#[allow(
    clippy::too_many_arguments,
    reason = "one crossing instead of an object's many"
)]
#[wasm_bindgen]
pub async fn ingest_operations(
    env: Env,
    body: Vec<u8>,
    sender: String,
    id: String,
    timestamp: String,
    signature: String,
    now: f64,
    driven: Option<String>,
) -> Result<web_sys::Response, JsError> {
    let done = async {
        let config = Config::of(&env)?;
        let now = config.clock.now(now as i64, driven.as_deref())?;
        let (shop, source) = sender_of(&sender)?;
        let key = config.operations_key(shop.as_str(), source);
        signature::standard(&id, &timestamp, &body, &signature, &[&key], now)?;
        if body.len() > crate::hot::BODY_LIMIT {
            return Err(Refusal::TooLarge {
                size: body.len(),
                limit: crate::hot::BODY_LIMIT,
            }
            .into());
        }
        let batch = operations::adapt(source, &body)?;
        let outcome = deliver(&env, &shop, source, &id, batch, now).await?;
        report::answer(&outcome, outcome.accepted, outcome.refused.len())
    };
    finish(done.await)
}

pub(super) fn sender_of(path: &str) -> Result<(ShopDomain, &str), Failure> {
    let (handle, source) = path.split_once('/').ok_or(Failure::NotFound)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if source.is_empty() || source.len() > SOURCE_LIMIT || !source.bytes().all(plain) {
        return Err(Failure::NotFound);
    }
    let shop = ShopDomain::of_handle(handle).map_err(|_| Failure::NotFound)?;
    Ok((shop, source))
}

async fn deliver(
    env: &Env,
    shop: &ShopDomain,
    source: &str,
    id: &str,
    batch: operations::Batch,
    now: Instant,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::default();
    // Dead letters first: if a later append fails, the sender sends all of it again and what is in
    // already is known by its content.
    for item in batch.rejected {
        let reason = item.refusal.to_string();
        ShopCalls::of(env, shop)?
            .bury(now, &letter_source(source), &reason, item.item.as_bytes())
            .await?;
        outcome.refused.push(Refused {
            index: item.index,
            reason,
        });
    }
    // The same body has the same groups in the same order.
    for (part, report) in grouped(batch.reports).iter().enumerate() {
        let count = report.facts.len();
        let delivery = match id {
            "" => String::new(),
            id => format!("{source}/{id}/{part}"),
        };
        take(env, shop, &delivery, report, now).await?;
        outcome.accepted += count;
    }
    Ok(outcome)
}

/// Source of the dead letters of a source's items.
fn letter_source(source: &str) -> String {
    format!("{LETTERS}{source}")
}

/// Prefix of [`letter_source`].
const LETTERS: &str = "operations/";

/// Tries a dead-lettered item again; `None` where the letter is no operations item. One that is
/// refused again is set aside again, with its new reason.
pub(super) async fn replay(
    env: &Env,
    shop: &ShopDomain,
    letter: &TakenLetter,
    now: Instant,
) -> Result<Option<usize>, Failure> {
    let Some(source) = letter.source.strip_prefix(LETTERS) else {
        return Ok(None);
    };
    let tried = match operations::adapt(source, letter.body.as_bytes()) {
        Ok(batch) => deliver(env, shop, source, "", batch, now).await,
        Err(refusal) => Err(refusal.into()),
    };
    match tried {
        Ok(outcome) => Ok(Some(outcome.accepted)),
        Err(failure) => {
            let reason = failure.to_string();
            ShopCalls::of(env, shop)?
                .bury(now, &letter.source, &reason, letter.body.as_bytes())
                .await?;
            Err(failure)
        }
    }
}

/// One report an order, as the items name it, in the order of the items.
fn grouped(reports: Vec<Report>) -> Vec<Report> {
    let mut places: HashMap<Locator, usize> = HashMap::new();
    let mut groups: Vec<Report> = Vec::new();
    for report in reports {
        let place = *places.entry(report.about.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => {
                group.facts.extend(report.facts);
                group.links.extend(report.links);
            }
            None => groups.push(report),
        }
    }
    groups
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_a_shop_and_a_source() {
        let (shop, source) = sender_of("demo/chicago-1").ok().unwrap();
        assert_eq!((shop.as_str(), source), ("demo.myshopify.com", "chicago-1"));
        for bad in [
            "demo",
            "demo/",
            "/x",
            "demo/x/y",
            "de mo/x",
            "demo/ü",
            "demo.evil.com/x",
        ] {
            assert!(sender_of(bad).is_err(), "{bad}");
        }
    }
}
