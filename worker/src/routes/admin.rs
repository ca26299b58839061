//! The merchant's order list, one order's trace, dead letters. The shop comes from the session alone.

use std::collections::BTreeMap;

use contract::admin::{Letter, Trace};
use contract::list::{Filter, OrderList};
use serde::Serialize;
use serde::de::{DeserializeOwned, IntoDeserializer, value::Error as ValueError};
use serde_json::{Value, json};
use worker::Response;

use super::deed::Deed;
use super::respond::{Frame, Loads};
use super::{Call, aftership, operations, report, respond};
use crate::auth::{self, Merchant, TOKEN_PARAMETER};
use crate::calls::{LedgerCalls, ShopCalls};
use crate::config::{Config, ShopDomain, order_id};
use crate::error::Failure;
use crate::locale::PlatformDates;

/// App Bridge as Shopify serves it.
const APP_BRIDGE: &str = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
/// What stands in for it where there is no Shopify.
const STAND_IN: &str = "/dev/app-bridge.js";

/// Opens the session of a GET: bearer token or `id_token`.
pub(super) fn session(call: &Call) -> Result<Merchant, Failure> {
    let offered = call.query(TOKEN_PARAMETER);
    auth::merchant(&call.config, &call.request, offered.as_deref(), call.now)
}

/// Tells the Shop object of a visit, which may bring it access to Shopify. No page waits for that, or fails with it.
pub(super) async fn visited(call: &Call, shop: &ShopCalls, merchant: &Merchant) {
    if let Err(failure) = shop.visited(call.now, &merchant.session).await {
        let line = json!({ "level": "error", "event": "visit", "reason": failure.to_string() });
        worker::console_error!("{line}");
    }
}

/// Where App Bridge is loaded from.
pub(super) fn bridge(config: &Config) -> &'static str {
    if config.development {
        STAND_IN
    } else {
        APP_BRIDGE
    }
}

pub(super) fn assets(call: &Call) -> Result<web::AdminAssets, Failure> {
    Ok(web::AdminAssets {
        api_key: call.config.api_key.clone(),
        app_bridge_src: bridge(&call.config).to_owned(),
        nonce: respond::nonce()?,
    })
}

pub(super) fn page(
    call: &Call,
    merchant: &Merchant,
    nonce: &str,
    html: &str,
) -> Result<Response, Failure> {
    let loads = Loads {
        app_bridge: true,
        ..Loads::default()
    };
    let frame = Frame::Admin(merchant.shop.as_str());
    let policy = respond::policy(nonce, &frame, &loads, call.config.development);
    respond::html(200, html, &policy)
}

/// `GET /admin` and `/admin.json`: `state`, `exception`, `attention=1`, `after` filter.
pub async fn orders(call: &Call, as_json: bool) -> Result<Response, Failure> {
    let merchant = session(call)?;
    let filter = Filter {
        state: word(call, "state")?,
        exception: word(call, "exception")?,
        attention: call.query("attention").is_some_and(|asked| asked == "1"),
        after: call.query("after").filter(|cursor| !cursor.is_empty()),
    };
    let shop = ShopCalls::of(&call.env, &merchant.shop)?;
    visited(call, &shop, &merchant).await;
    let list: OrderList = shop.list(call.now, &filter).await?;
    if as_json {
        return respond::json(&list);
    }
    let letters = if list.dead_letters > 0 {
        letters(call, &merchant).await?
    } else {
        Vec::new()
    };
    let zone = shop.face(call.now).await?.zone;
    let dates = PlatformDates { now: call.now };
    let view = copy::admin(&list, &letters, call.language(None), &dates, &zone);
    let assets = assets(call)?;
    page(
        call,
        &merchant,
        &assets.nonce,
        &web::admin_html(&view, &assets),
    )
}

/// A query parameter that is one of an enum's words.
fn word<T: DeserializeOwned>(call: &Call, name: &str) -> Result<Option<T>, Failure> {
    let Some(text) = call.query(name).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let deserializer = IntoDeserializer::<ValueError>::into_deserializer(text.as_str());
    T::deserialize(deserializer)
        .map(Some)
        .map_err(|_| Failure::BadRequest(format!("`{name}` is not one of the words it can be")))
}

/// The dead letters of all ledgers and of the shop, newest first; ids name their object.
async fn letters(call: &Call, merchant: &Merchant) -> Result<Vec<Letter>, Failure> {
    let mut all = Vec::new();
    for (shard, ledger) in LedgerCalls::all(&call.env, &merchant.shop)?
        .iter()
        .enumerate()
    {
        let letters = ledger.letters().await?;
        all.extend(
            letters
                .into_iter()
                .map(|letter| addressed(&shard.to_string(), letter)),
        );
    }
    let letters = ShopCalls::of(&call.env, &merchant.shop)?.letters().await?;
    all.extend(letters.into_iter().map(|letter| addressed(SHOP, letter)));
    all.sort_by_key(|letter| std::cmp::Reverse(letter.at));
    Ok(all)
}

/// The object part of a letter's address when it is the shop's.
const SHOP: &str = "shop";

fn addressed(object: &str, letter: Letter) -> Letter {
    Letter {
        id: format!("{object}-{}", letter.id),
        ..letter
    }
}

#[derive(Serialize)]
struct Traced<'a> {
    #[serde(flatten)]
    trace: &'a Trace,
    letters: &'a [Letter],
    /// The shopper's page.
    page: &'a str,
}

/// `GET /admin/orders/{id}` and `.json`
pub async fn trace(call: &Call, order: &str, as_json: bool) -> Result<Response, Failure> {
    let merchant = session(call)?;
    let order = order_id(order)?;
    let ledger = LedgerCalls::of_order(&call.env, &merchant.shop, order)?;
    let mut trace = ledger
        .trace(call.now, order)
        .await?
        .ok_or(Failure::NotFound)?;
    trace.watched = ShopCalls::of(&call.env, &merchant.shop)?
        .watched(order)
        .await?;
    let shard = crate::ledger::shard(order).to_string();
    let letters: Vec<Letter> = ledger
        .letters()
        .await?
        .into_iter()
        .filter(|letter| letter.order.as_deref() == Some(order))
        .map(|letter| addressed(&shard, letter))
        .collect();
    let shopper = format!(
        "/o/{}",
        call.config.mint_link(merchant.shop.as_str(), order)
    );
    if as_json {
        return respond::json(&Traced {
            trace: &trace,
            letters: &letters,
            page: &shopper,
        });
    }
    let dates = PlatformDates { now: call.now };
    let lang = call.language(None);
    let entered = entered(call, &merchant, &ledger, order, &trace).await?;
    let path = Some(shopper.as_str());
    let view = copy::trace(&trace, &letters, &entered, path, lang, &dates, call.now);
    let assets = assets(call)?;
    page(
        call,
        &merchant,
        &assets.nonce,
        &web::trace_html(&view, &assets),
    )
}

/// What the shopper entered, for whoever answers it: personal data, read only where there is any, and
/// logged with who read it.
async fn entered(
    call: &Call,
    merchant: &Merchant,
    ledger: &LedgerCalls,
    order: &str,
    trace: &Trace,
) -> Result<BTreeMap<String, String>, Failure> {
    if !trace.view.requests.iter().any(|of| of.row.is_some()) {
        return Ok(BTreeMap::new());
    }
    let line = serde_json::json!({
        "level": "info", "event": "personal.shown", "shop": merchant.shop.as_str(),
        "order": order, "user": merchant.user,
    });
    worker::console_log!("{line}");
    let personal = ledger.personal(call.now, order).await?;
    Ok(personal.map(|of| of.entered).unwrap_or_default())
}

/// `POST /admin/dead-letters/{id}/replay`: id as the list gives it, `{shard}-{n}` or `shop-{n}`.
pub async fn replay(mut call: Call, id: &str) -> Result<Response, Failure> {
    let deed = Deed::read(&mut call).await?;
    let shop = &deed.merchant.shop;
    let (object, number) = id.split_once('-').ok_or(Failure::NotFound)?;
    let number: u32 = number.parse().map_err(|_| Failure::NotFound)?;
    let outcome = if object == SHOP {
        replay_of_shop(&call, shop, number).await?
    } else {
        let shard = object.parse().map_err(|_| Failure::NotFound)?;
        let ack = LedgerCalls::of_shard(&call.env, shop, shard)?
            .ok_or(Failure::NotFound)?
            .replay(call.now, f64::from(number))
            .await?
            .ok_or(Failure::NotFound)?;
        serde_json::json!(ack)
    };
    if deed.script {
        return respond::json(&outcome);
    }
    if outcome.get(REQUESTED).is_some() {
        let mut response = respond::json(&outcome)?;
        let file = "attachment; filename=\"customer-data.json\"";
        response.headers_mut().set("content-disposition", file)?;
        return Ok(response);
    }
    deed.back("/admin")
}

/// `POST /admin/redactions`: to be asked after the storage was restored from a backup, which may hold
/// what shoppers had deleted. Answers how many orders' data is deleted again, `null` for all.
pub async fn redact_again(call: &Call) -> Result<Response, Failure> {
    let merchant = session(call)?;
    let orders = ShopCalls::of(&call.env, &merchant.shop)?
        .redact_again(call.now)
        .await?;
    respond::json(&json!({ "orders": orders }))
}

/// A letter of the Shop object: an operations item is adapted anew, a data request answered, what
/// was parked waits again.
async fn replay_of_shop(call: &Call, shop: &ShopDomain, number: u32) -> Result<Value, Failure> {
    let letter = ShopCalls::of(&call.env, shop)?
        .replay(call.now, f64::from(number))
        .await?
        .ok_or(Failure::NotFound)?;
    if letter.source == report::DATA_REQUEST {
        let told = personal(call, shop, &letter.body).await;
        if told.is_err() {
            // Still to be answered.
            report::request_data(&call.env, shop, letter.body.as_bytes(), call.now).await?;
        }
        return told;
    }
    let accepted = match letter.source == aftership::LETTERS {
        true => Some(aftership::replay(&call.env, shop, &letter, call.now).await?),
        false => operations::replay(&call.env, shop, &letter, call.now).await?,
    };
    Ok(json!({ "accepted": accepted }))
}

/// Field of the answer to a data request.
const REQUESTED: &str = "orders";

/// What is stored of a person in the orders a data request names.
async fn personal(call: &Call, shop: &ShopDomain, orders: &str) -> Result<Value, Failure> {
    let orders: Vec<String> = serde_json::from_str(orders).map_err(|error| Failure::Answer {
        call: "Shop.replay",
        reason: error.to_string(),
    })?;
    let mut stored = serde_json::Map::new();
    for order in orders {
        let ledger = LedgerCalls::of_order(&call.env, shop, &order)?;
        let personal = ledger.personal(call.now, &order).await?;
        stored.insert(order, json!(personal));
    }
    Ok(json!({ REQUESTED: stored }))
}
