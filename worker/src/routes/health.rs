//! `GET /health`: what is running, and whether its bindings answer.

use serde::Serialize;
use worker::Response;

use super::{Call, respond};
use crate::calls::LedgerCalls;
use crate::config::{BUILD, ShopDomain};
use crate::error::Failure;
use crate::projection::VIEWS;

/// A shop no merchant can have (Shopify's handles have at least three characters), so that the ping
/// touches nobody's ledger.
const NOBODY: &str = "0.myshopify.com";

#[derive(Serialize)]
struct Health {
    /// Everything that is needed to take and keep facts works.
    ok: bool,
    build: &'static str,
    contract: u32,
    fold: u32,
    development: bool,
    ledger: &'static str,
    /// Degraded only: without KV every page is read from its ledger.
    views: &'static str,
}

/// Answers 200, or 503 when the ledgers do not answer.
pub async fn health(call: &Call) -> Result<Response, Failure> {
    let nobody = ShopDomain::parse(NOBODY)?;
    let ledger = LedgerCalls::of_order(&call.env, &nobody, "0")?
        .view(call.now, "0")
        .await;
    let views = match call.env.kv(VIEWS) {
        Ok(kv) => kv.get("health").text().await.is_ok(),
        Err(_) => false,
    };
    let word = |works: bool| if works { "ok" } else { "failing" };
    let health = Health {
        ok: ledger.is_ok(),
        build: BUILD,
        contract: contract::VERSION,
        fold: fulfillment::FOLD_VERSION,
        development: call.config.development,
        ledger: word(ledger.is_ok()),
        views: word(views),
    };
    let response = respond::json(&health)?;
    Ok(if health.ok {
        response
    } else {
        response.with_status(503)
    })
}
