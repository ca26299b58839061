//! `GET|POST /admin/tracking`: which relay of carriers' scans the merchant uses, if any, and what it
//! watches. The shop comes from the session alone; keys are entered and never shown.

use serde_json::{Value, json};
use worker::{Method, Response};

use super::deed::{Deed, configure};
use super::form::Form;
use super::settings::AfterShipChange;
use super::{Call, admin, aftership, respond};
use crate::calls::ShopCalls;
use crate::error::Failure;
use crate::locale::PlatformDates;

/// Answers the page or its JSON, after a change if it is a POST.
pub async fn tracking(mut call: Call, method: &Method, as_json: bool) -> Result<Response, Failure> {
    if *method == Method::Post {
        return change(&mut call).await;
    }
    let merchant = admin::session(&call)?;
    let board = ShopCalls::of(&call.env, &merchant.shop)?
        .watch_board(call.now)
        .await?;
    if as_json {
        return respond::json(&board);
    }
    let path = aftership::address(&call.config, &merchant.shop);
    let address = format!("{}{path}", call.url.origin().ascii_serialization());
    let dates = PlatformDates { now: call.now };
    let view = copy::tracking(&board, &address, call.language(None), &dates);
    let assets = admin::assets(&call)?;
    let html = web::tracking_html(&view, &assets);
    admin::page(&call, &merchant, &assets.nonce, &html)
}

async fn change(call: &mut Call) -> Result<Response, Failure> {
    let deed = Deed::read(call).await?;
    let shop = ShopCalls::of(&call.env, &deed.merchant.shop)?;
    configure(call, &shop, &patch(&deed.form)?).await?;
    match deed.script {
        true => respond::json(&shop.watch_board(call.now).await?),
        false => deed.back("/admin/tracking"),
    }
}

/// One deed of the page: `on` with the keys that are entered, or `off`.
fn patch(form: &Form) -> Result<Value, Failure> {
    match form.required("action")? {
        "on" => {
            let entered = |name: &str| form.get(name).map(str::to_owned);
            let change = AfterShipChange {
                api_key: entered("api_key"),
                webhook_secret: entered("webhook_secret"),
            };
            Ok(change.patch())
        }
        "off" => Ok(json!({ "aftership": null })),
        _ => Err(Failure::BadRequest(
            "`action` must be a deed of this page".to_owned(),
        )),
    }
}
