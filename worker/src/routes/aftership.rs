//! `POST /webhooks/aftership/{shop handle}/{door}`: what carriers told AfterShip.
//!
//! The door is checked before anything is asked of the shop, the signature by the shop's own secret
//! before the body is looked at. A checkpoint that cannot be read is set aside beside the others.

use fulfillment::Instant;
use integrations::aftership::webhook::{self, Clocks};
use jiff::tz::TimeZone;
use serde::Serialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;
use wasm_bindgen::prelude::*;
use worker::Env;

use super::report::{self, finish, take};
use crate::calls::{ShopCalls, TakenLetter};
use crate::config::{Config, ShopDomain};
use crate::error::Failure;
use crate::shop::FROM_RELAY;

/// Source of the dead letters of single checkpoints.
pub(super) const LETTERS: &str = "aftership";

/// What became of a body.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    /// Facts now in a ledger or parked.
    accepted: usize,
    /// Why checkpoints were set aside.
    refused: Vec<String>,
}

/// Takes one delivery of AfterShip's. `to` is `{shop handle}/{door}`; `driven` the clock header, if sent.
///
/// # Errors
/// Never: a failure is its answer.
#[wasm_bindgen]
pub async fn ingest_aftership(
    env: Env,
    body: Vec<u8>,
    to: String,
    signature: String,
    now: f64,
    driven: Option<String>,
) -> Result<web_sys::Response, JsError> {
    let done = async {
        let config = Config::of(&env)?;
        let now = config.clock.now(now as i64, driven.as_deref())?;
        let shop = addressee(&config, &to)?;
        let relay = ShopCalls::of(&env, &shop)?.relay_secrets(now).await?;
        if relay.secrets.is_empty() {
            return Err(Failure::NotFound);
        }
        let secrets: Vec<&[u8]> = relay.secrets.iter().map(String::as_bytes).collect();
        webhook::verify(&body, &signature, &secrets)?;
        let outcome = deliver(&env, &shop, &relay.zone, &body, now).await?;
        report::answer(&outcome, outcome.accepted, outcome.refused.len())
    };
    finish(done.await)
}

/// The shop an address is of; nobody finds out which shops there are.
fn addressee(config: &Config, to: &str) -> Result<ShopDomain, Failure> {
    let (handle, door) = to.split_once('/').ok_or(Failure::NotFound)?;
    let shop = ShopDomain::of_handle(handle).map_err(|_| Failure::NotFound)?;
    let known = config.aftership_door(shop.as_str());
    match bool::from(known.as_bytes().ct_eq(door.as_bytes())) {
        true => Ok(shop),
        false => Err(Failure::NotFound),
    }
}

/// Where a shop's AfterShip account sends its webhooks: a path of ours.
pub(super) fn address(config: &Config, shop: &ShopDomain) -> String {
    let domain = shop.as_str();
    let handle = domain.split_once('.').map_or(domain, |(handle, _)| handle);
    format!(
        "/webhooks/aftership/{handle}/{}",
        config.aftership_door(domain)
    )
}

async fn deliver(
    env: &Env,
    shop: &ShopDomain,
    zone: &str,
    body: &[u8],
    now: Instant,
) -> Result<Outcome, Failure> {
    let update = webhook::adapt(body, &Zones::of(zone))?;
    let object = ShopCalls::of(env, shop)?;
    let mut outcome = Outcome::default();
    // Dead letters first: if the append fails, the sender sends all of it again.
    for rejected in update.rejected {
        let reason = rejected.refusal.to_string();
        object
            .bury(now, LETTERS, &reason, rejected.body.as_bytes())
            .await?;
        outcome.refused.push(reason);
    }
    if !update.unmapped.is_empty() {
        object.count_words(now, &update.unmapped).await?;
    }
    // A number AfterShip has only heard of: nothing happened.
    if !update.report.facts.is_empty() {
        let event = update
            .event
            .unwrap_or_else(|| hex::encode(Sha256::digest(body).get(..16).unwrap_or_default()));
        let delivery = format!("{FROM_RELAY}{event}");
        take(env, shop, &delivery, &update.report, now).await?;
        outcome.accepted = update.report.facts.len();
    }
    Ok(outcome)
}

/// Tries a checkpoint that was set aside again; one that is refused again is set aside again.
pub(super) async fn replay(
    env: &Env,
    shop: &ShopDomain,
    letter: &TakenLetter,
    now: Instant,
) -> Result<usize, Failure> {
    let object = ShopCalls::of(env, shop)?;
    let zone = object.face(now).await?.zone;
    match deliver(env, shop, &zone, letter.body.as_bytes(), now).await {
        Ok(outcome) => Ok(outcome.accepted),
        Err(failure) => {
            let reason = failure.to_string();
            object
                .bury(now, LETTERS, &reason, letter.body.as_bytes())
                .await?;
            Err(failure)
        }
    }
}

/// Clocks by the bundled database.
struct Zones {
    home: TimeZone,
}

impl Zones {
    fn of(zone: &str) -> Self {
        Self {
            home: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        }
    }

    /// A local time's instant; of two, the later: never earlier than the truth.
    fn read(zone: &TimeZone, local: Instant) -> Option<Instant> {
        let told = jiff::Timestamp::from_millisecond(local.0).ok()?;
        let told = told.to_zoned(TimeZone::UTC).datetime();
        let read = zone.to_ambiguous_zoned(told).later().ok()?;
        Some(Instant(read.timestamp().as_millisecond()))
    }
}

impl Clocks for Zones {
    fn in_zone(&self, zone: &str, local: Instant) -> Option<Instant> {
        Self::read(&TimeZone::get(zone).ok()?, local)
    }

    fn home(&self, local: Instant) -> Instant {
        Self::read(&self.home, local).unwrap_or(local)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        let time: jiff::Timestamp = text.parse().unwrap();
        Instant(time.as_millisecond())
    }

    #[test]
    fn the_hour_that_comes_twice_is_the_later_one() {
        let zones = Zones::of("Pacific/Auckland");
        let read = |local: &str| zones.in_zone("America/Chicago", at(local)).unwrap();
        assert_eq!(read("2026-11-01T01:30:00Z"), at("2026-11-01T07:30:00Z"));
        assert_eq!(read("2026-03-08T02:30:00Z"), at("2026-03-08T08:30:00Z"));
        assert_eq!(read("2026-07-01T12:00:00Z"), at("2026-07-01T17:00:00Z"));
        assert!(
            zones
                .in_zone("Mars/Base", at("2026-07-01T12:00:00Z"))
                .is_none()
        );
        // A day's noon where the shop is.
        let noon = zones.home(at("2026-01-07T12:00:00Z"));
        assert_eq!(noon, at("2026-01-06T23:00:00Z"));
    }
}
