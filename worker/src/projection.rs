//! Reading the projection: Workers KV first, the ledger where KV may not be believed.
//!
//! KV is a cache that may be stale, empty or down at any moment. A reader asks the ledger on a miss,
//! an error, another contract version, a passed `valid_until`, or a version below one it has seen.

use contract::view::OrderStatusView;
use fulfillment::Instant;
use worker::Env;

use crate::calls::LedgerCalls;
use crate::config::ShopDomain;
use crate::error::Failure;
use crate::ledger::view_key;

/// The binding of Workers KV.
pub const VIEWS: &str = "VIEWS";

/// Prefix of the keys that list the shops for the cron sweep.
pub const SHOPS: &str = "shop/";

/// Where a view came from, for logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Workers KV.
    Cache,
    /// The ledger.
    Ledger,
}

/// The state of an order for a reader who has seen version `seen` (0: none). `None`: no such order.
///
/// # Errors
/// KV could not be believed and the ledger did not answer.
pub async fn read(
    env: &Env,
    shop: &ShopDomain,
    order: &str,
    now: Instant,
    seen: u64,
) -> Result<Option<(OrderStatusView, From)>, Failure> {
    if let Some(view) = cached(env, shop, order).await
        && believable(&view, order, now, seen)
    {
        return Ok(Some((view, From::Cache)));
    }
    let view = LedgerCalls::of_order(env, shop, order)?
        .view(now, order)
        .await?;
    Ok(view.map(|view| (view, From::Ledger)))
}

async fn cached(env: &Env, shop: &ShopDomain, order: &str) -> Option<OrderStatusView> {
    let kv = env.kv(VIEWS).ok()?;
    // An error of KV is a miss: that is what the ledger is for.
    let text = kv
        .get(&view_key(shop.as_str(), order))
        .text()
        .await
        .ok()??;
    serde_json::from_str(&text).ok()
}

/// Whether a cached view may be shown at `now`.
fn believable(view: &OrderStatusView, order: &str, now: Instant, seen: u64) -> bool {
    view.contract == contract::VERSION
        && view.order == order
        && view.version >= seen
        && view.valid_until.is_none_or(|until| now < until)
}
