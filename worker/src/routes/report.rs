//! A verified report on its way to its order: the way of everything the hot path cannot append at
//! once. Finding the order may need the shop's directory; what no order is known for is parked.

use fulfillment::Instant;
use integrations::{Control, Locator, Report};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::{Env, Response};

use super::respond;
use crate::calls::{LedgerCalls, ShopCalls};
use crate::config::ShopDomain;
use crate::error::Failure;
use crate::hot::{Delivery, json_bytes};

/// What the Shop's `park` takes.
#[derive(Serialize)]
struct Parked<'a> {
    shop: &'a str,
    delivery: &'a str,
    #[serde(flatten)]
    report: &'a Report,
}

/// Where a report ended up.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Taken {
    /// In its order's ledger.
    Appended(crate::ledger::Ack),
    /// Kept by the Shop until its order is known.
    Parked,
    /// It concerned the whole shop and was done, or the Shop owes it to a ledger meanwhile.
    Done,
}

/// Takes one verified report: directory, then append or park; or the order to the whole shop.
pub(super) async fn take(
    env: &JsValue,
    shop: &ShopDomain,
    delivery: &str,
    report: &Report,
    now: Instant,
) -> Result<Taken, Failure> {
    if let Some(control) = &report.control {
        control_shop(env, shop, control, now).await?;
        return Ok(Taken::Done);
    }
    let found = match &report.about {
        Locator::Order(order) => Some(order.clone()),
        Locator::Shop => None,
        locator => ShopCalls::of(env, shop)?.resolve(now, locator).await?,
    };
    let Some(order) = found else {
        let parked = Parked {
            shop: shop.as_str(),
            delivery,
            report,
        };
        let parking = ShopCalls::of(env, shop)?
            .park(now, &json_bytes(&parked)?)
            .await?;
        return Ok(if parking.parked {
            Taken::Parked
        } else {
            Taken::Done
        });
    };
    let bytes = Delivery::of(shop, &order, delivery, report).bytes()?;
    LedgerCalls::of_order(env, shop, &order)?
        .append(now, &bytes)
        .await
        .map(Taken::Appended)
}

/// What Shopify orders for the shop as a whole. Durable before it is acknowledged.
async fn control_shop(
    env: &JsValue,
    shop: &ShopDomain,
    control: &Control,
    now: Instant,
) -> Result<(), Failure> {
    let object = ShopCalls::of(env, shop)?;
    match control {
        Control::Uninstalled => object.uninstall(now).await,
        // A person at the shop answers it: it waits among the dead letters until that is done.
        Control::DataRequest { orders } => request_data(env, shop, &json_bytes(orders)?, now).await,
        Control::RedactCustomer { orders } => {
            let orders = json_bytes(orders)?;
            object.redact(now, &String::from_utf8_lossy(&orders)).await
        }
        Control::RedactShop => object.redact(now, "*").await,
    }
}

/// Source of the letters that are a customer's request for data.
pub(super) const DATA_REQUEST: &str = "customers/data_request";
const DATA_REQUEST_REASON: &str = "A customer asks what is stored about them. Replaying this letter \
    answers with it; hand it to them within 30 days.";

/// Keeps a customer's request for the data of `orders` (a JSON array of ids) until someone answers it.
pub(super) async fn request_data(
    env: &JsValue,
    shop: &ShopDomain,
    orders: &[u8],
    now: Instant,
) -> Result<(), Failure> {
    ShopCalls::of(env, shop)?
        .bury(now, DATA_REQUEST, DATA_REQUEST_REASON, orders)
        .await
}

/// Goes on with a report that the hot path verified and could not append: `report` is its JSON.
///
/// # Errors
/// Never: a failure is its answer.
#[wasm_bindgen]
pub async fn take_report(
    env: Env,
    now: f64,
    shop: String,
    delivery: String,
    report: Vec<u8>,
) -> Result<web_sys::Response, JsError> {
    let done = async {
        let shop = ShopDomain::parse(&shop)?;
        let report: Report = serde_json::from_slice(&report).map_err(|error| Failure::Answer {
            call: "ingest",
            reason: error.to_string(),
        })?;
        let taken = take(&env, &shop, &delivery, &report, Instant(now as i64)).await?;
        respond::json(&taken)
    };
    finish(done.await)
}

/// What became of a body of `accepted` and `refused` parts: 200 when nothing was wrong, 207 when some were
/// taken, 422 when none was.
pub(super) fn answer(
    outcome: &impl Serialize,
    accepted: usize,
    refused: usize,
) -> Result<Response, Failure> {
    let status = match (accepted, refused) {
        (_, 0) => 200,
        (0, _) => 422,
        _ => 207,
    };
    Ok(respond::json(outcome)?.with_status(status))
}

/// A route's outcome as the shim wants it.
pub(super) fn finish(done: Result<Response, Failure>) -> Result<web_sys::Response, JsError> {
    let response = done.or_else(|failure| {
        if failure.status() >= 500 {
            let line = serde_json::json!({
                "level": "error", "event": "request.failed", "route": "/webhooks",
                "code": failure.code(), "reason": failure.to_string(),
            });
            worker::console_error!("{line}");
        }
        respond::json_text(failure.status(), &failure.body(None))
    });
    response
        .map(Into::into)
        .map_err(|failure| JsError::new(&failure.to_string()))
}
