//! `/dev/…`: what tests and the demo need of a worker they drive. Only with `DEVELOPMENT=1`; in
//! production these addresses do not exist.
//!
//! | route | does |
//! |---|---|
//! | `GET /dev/app-bridge.js` | stands in for App Bridge: hands on the address's session token |
//! | `POST /dev/panic` | panics, to show what becomes of requests in flight |
//! | `POST /dev/sweep` | the cron sweep at the driven time |
//! | `POST /dev/{shop}/install` | body as `POST /admin/settings`: a shop without an account |
//! | `POST /dev/{shop}/tick` | fires due deadlines of all ledgers, flushes what they and the shop owe |
//! | `GET /dev/{shop}/digests` | digest of every order's folded state, by order id |
//! | `GET /dev/{shop}/block/{order}` | what the order's metafield in Shopify is to say now |
//! | `GET /dev/{shop}/link/{order}` | path of the shopper's page |
//! | `GET /dev/{shop}/operations-secret/{source}` | what that source signs with (`whsec_…`) |
//! | `GET /dev/{shop}/outbox` | effects of all orders, by ledger |
//! | `GET /dev/{shop}/statements/{order}` | SQL statements the order's ledger has run |
//! | `POST /dev/{shop}/rows` | SQL rows all its objects have read and written since this was asked last |

use integrations::signature::standard_secret_text;
use serde_json::{Map, Value, json};
use worker::{Headers, Method, Response};

use super::{Call, form, respond, settings};
use crate::calls::{LedgerCalls, ShopCalls};
use crate::config::ShopDomain;
use crate::error::Failure;

/// What pages load instead of App Bridge: the token of their own address.
const STAND_IN: &str =
    "window.shopify={idToken:async()=>new URLSearchParams(location.search).get('id_token')??''};\n";

/// Answers a development route.
pub async fn dev(mut call: Call, method: &Method, parts: &[&str]) -> Result<Response, Failure> {
    if !call.config.development {
        return Err(Failure::NotFound);
    }
    let post = *method == Method::Post;
    match parts {
        ["app-bridge.js"] if !post => {
            let headers = Headers::new();
            headers.set("content-type", "text/javascript; charset=utf-8")?;
            headers.set("cache-control", "no-cache")?;
            Ok(Response::from_bytes(STAND_IN.as_bytes().to_vec())?.with_headers(headers))
        }
        ["panic"] if post => panicking(),
        ["sweep"] if post => {
            let ledgers = super::sweep::run(&call.env, call.now).await?;
            respond::json(&json!({ "ledgers": ledgers }))
        }
        [shop, rest @ ..] => {
            let shop = ShopDomain::parse(shop).map_err(|_| Failure::NotFound)?;
            match (rest, post) {
                (["install"], true) => {
                    let body = form::bytes(&mut call.request).await?;
                    settings::change(&call, &shop, &body).await
                }
                (["tick"], true) => tick(&call, &shop).await,
                (["digests"], false) => digests(&call, &shop).await,
                (["block", order], false) => {
                    let ledger = LedgerCalls::of_order(&call.env, &shop, order)?;
                    let block = ledger.block(call.now, order).await?;
                    respond::json_text(200, &block.ok_or(Failure::NotFound)?)
                }
                (["link", order], false) => {
                    let token = call.config.mint_link(shop.as_str(), order);
                    respond::json(&json!({ "path": format!("/o/{token}"), "token": token }))
                }
                (["operations-secret", source], false) => {
                    let key = call.config.operations_key(shop.as_str(), source);
                    respond::json(&json!({ "secret": standard_secret_text(&key) }))
                }
                (["rows"], true) => rows(&call, &shop).await,
                (["outbox"], false) => outbox(&call, &shop).await,
                (["statements", order], false) => {
                    let ledger = LedgerCalls::of_order(&call.env, &shop, order)?;
                    respond::json(&json!({ "statements": ledger.statements().await? }))
                }
                _ => Err(Failure::NotFound),
            }
        }
        _ => Err(Failure::NotFound),
    }
}

/// Turns of ledgers and shop in one tick: facts, what a promise makes of them, what that makes of the order.
const TURNS: usize = 3;

#[allow(clippy::panic, reason = "the route exists to show what a panic does")]
fn panicking() -> Result<Response, Failure> {
    panic!("asked to")
}

async fn tick(call: &Call, shop: &ShopDomain) -> Result<Response, Failure> {
    let mut next: Option<f64> = None;
    // All at once: a ledger waits for what it owes to be told, and none for another.
    let ledgers = LedgerCalls::all(&call.env, shop)?;
    // What a shop tells its ledgers in turn is theirs to tell.
    for _ in 0..TURNS {
        let ticks = ledgers.iter().map(|ledger| ledger.tick(call.now));
        for wake in futures_util::future::join_all(ticks).await {
            next = match (next, wake?) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        let called = ShopCalls::of(&call.env, shop)?.tick(call.now).await?;
        if called == 0 {
            break;
        }
    }
    respond::json(&json!({ "next": next }))
}

async fn rows(call: &Call, shop: &ShopDomain) -> Result<Response, Failure> {
    let mut rows = ShopCalls::of(&call.env, shop)?.rows().await?;
    for ledger in LedgerCalls::all(&call.env, shop)? {
        rows += ledger.rows().await?;
    }
    respond::json(&json!({ "rows": rows }))
}

async fn digests(call: &Call, shop: &ShopDomain) -> Result<Response, Failure> {
    let mut all: Map<String, Value> = Map::new();
    for ledger in LedgerCalls::all(&call.env, shop)? {
        all.extend(ledger.digests().await?);
    }
    respond::json(&all)
}

async fn outbox(call: &Call, shop: &ShopDomain) -> Result<Response, Failure> {
    let mut all = Vec::new();
    for ledger in LedgerCalls::all(&call.env, shop)? {
        for order in ledger.digests().await?.keys() {
            if let Some(trace) = ledger.trace(call.now, order).await? {
                all.extend(trace.outbox);
            }
        }
    }
    respond::json(&all)
}
