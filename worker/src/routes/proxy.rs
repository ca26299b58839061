//! The order page behind Shopify's app proxy: the same page on the shop's own domain.
//!
//! The proxy passes no WebSocket, so the page polls; its module and Wasm come from our origin.

use worker::Response;

use super::order::{CACHE, Door, Shown, answer_json, etag, shown, unchanged};
use super::respond::{Frame, Loads};
use super::{Call, respond};
use crate::auth::{self, Storefront};
use crate::error::Failure;

/// Verifies the request's proxy signature.
pub(super) fn storefront(call: &Call) -> Result<Storefront, Failure> {
    auth::storefront(&call.config, call.url.query().unwrap_or_default(), call.now)
}

/// `GET /proxy/o/{token}` and `.json`
pub async fn page(call: &Call, token: &str, json: bool) -> Result<Response, Failure> {
    let storefront = storefront(call)?;
    let link = call.config.open_link(token)?;
    // A link of another shop does not exist here.
    if link.shop != storefront.shop.as_str() {
        return Err(Failure::NotFound);
    }
    let door = Door::of(call, token, Some(&storefront), &link);
    let shown = shown(call, &storefront.shop, &link.order, &door).await?;
    if json {
        return answer_json(call, &shown);
    }
    html(call, &storefront, &door, &shown)
}

fn html(
    call: &Call,
    storefront: &Storefront,
    door: &Door<'_>,
    shown: &Shown,
) -> Result<Response, Failure> {
    let etag = etag(shown)?;
    if let Some(response) = unchanged(call, &etag)? {
        return Ok(response);
    }
    let origin = call.url.origin().ascii_serialization();
    let assets = web::PageAssets {
        live_url: String::new(),
        json_url: door.json_url(call, &shown.page.lang),
        js_href: format!("{origin}/assets/order.js"),
        wasm_href: format!("{origin}/assets/order_bg.wasm"),
        nonce: respond::nonce()?,
    };
    let loads = Loads {
        live: true,
        origin: Some(&origin),
        ..Loads::default()
    };
    let frame = Frame::Shop(storefront.shop.as_str());
    let policy = respond::policy(&assets.nonce, &frame, &loads, call.config.development);
    let mut response = respond::html(200, &web::order_html(&shown.page, &assets), &policy)?;
    let headers = response.headers_mut();
    headers.set("etag", &etag)?;
    headers.set("cache-control", CACHE)?;
    Ok(response)
}
