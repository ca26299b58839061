//! The shopper's page of one order, by link token: HTML, JSON, live.

use contract::page::PageView;
use contract::view::OrderStatusView;
use copy::{ActLinks, PageLinks};
use integrations::link::Link;
use serde::Serialize;
use sha2::{Digest, Sha256};
use worker::{Headers, Response};

use super::respond::{Frame, Loads};
use super::{Call, act, respond};
use crate::auth::Storefront;
use crate::calls::LedgerCalls;
use crate::config::{BUILD, LINK_KEY_ID, ShopDomain};
use crate::error::Failure;
use crate::locale::PlatformDates;
use crate::projection;

/// An order in state and words.
#[derive(Serialize)]
pub(super) struct Shown {
    pub page: PageView,
    pub view: OrderStatusView,
}

/// What `/o/{token}.json` answers.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    shown: &'a Shown,
    /// What the page offers, as an open page puts it in.
    aside: String,
}

/// By which way a page is read: where it stands, and what its reader may ask for.
pub(super) struct Door<'a> {
    token: &'a str,
    /// The page's own path: of ours, or of the app proxy.
    pub base: String,
    /// The reader is vouched for by the link in their order confirmation, or by Shopify.
    pub vouched: bool,
    /// The look-up form, where there is one.
    lookup: Option<String>,
}

impl<'a> Door<'a> {
    /// The way by which `call` asks for the page of `token`, which opened as `link`.
    pub fn of(call: &Call, token: &'a str, storefront: Option<&Storefront>, link: &Link) -> Self {
        let prefix = storefront.map(|storefront| storefront.prefix.as_str());
        Self {
            token,
            base: format!("{}/o/{token}", prefix.unwrap_or_default()),
            vouched: link.key_id == LINK_KEY_ID,
            lookup: prefix.map(|prefix| call.in_language(prefix)),
        }
    }

    fn links(&self, call: &Call, view: &OrderStatusView) -> PageLinks {
        PageLinks {
            lookup: self.lookup.clone(),
            act: Some(ActLinks {
                action: format!("{}/act", self.base),
                form: act::form_token(call, self.token, view.offers.state, view.headline.claim),
                vouched: self.vouched,
                outcome: act::outcome(call, self.token),
            }),
        }
    }

    /// Where the page's JSON is read, in the same words.
    pub fn json_url(&self, call: &Call, lang: &str) -> String {
        let told = act::outcome(call, self.token).and_then(|_| call.query(act::RESULT));
        let told = told.map(|told| format!("&{}={told}", act::RESULT));
        format!("{}.json?lang={lang}{}", self.base, told.unwrap_or_default())
    }
}

/// Reads an order and puts it into words. The caller has checked what opens it.
pub(super) async fn shown(
    call: &Call,
    shop: &ShopDomain,
    order: &str,
    door: &Door<'_>,
) -> Result<Shown, Failure> {
    let seen = call.query("seen").and_then(|text| text.parse().ok());
    let (view, _) = projection::read(&call.env, shop, order, call.now, seen.unwrap_or(0))
        .await?
        .ok_or(Failure::NotFound)?;
    let lang = call.language(view.locale.as_deref());
    let dates = PlatformDates { now: call.now };
    let page = copy::page(&view, lang, &dates, door.links(call, &view));
    Ok(Shown { page, view })
}

/// Validator of an answer: equal words and state, equal build. The nonce is not part of it.
pub(super) fn etag(shown: &Shown) -> Result<String, Failure> {
    let mut hash = Sha256::new();
    hash.update(BUILD);
    hash.update(crate::hot::json_bytes(shown)?);
    let digest = hash.finalize();
    Ok(format!(
        "W/\"{}\"",
        hex::encode(digest.get(..12).unwrap_or_default())
    ))
}

/// 304 where the reader has this very answer. It carries no policy: the reader keeps the page with
/// its nonce, and with the policy that came with it.
pub(super) fn unchanged(call: &Call, etag: &str) -> Result<Option<Response>, Failure> {
    let known = call.request.headers().get("if-none-match")?;
    if !known.is_some_and(|known| known.split(',').any(|one| one.trim() == etag)) {
        return Ok(None);
    }
    let headers = Headers::new();
    headers.set("etag", etag)?;
    headers.set("cache-control", CACHE)?;
    respond::empty(304, headers).map(Some)
}

/// A reader's own cache may keep it, and asks each time.
pub(super) const CACHE: &str = "private, no-cache";

/// `GET /o/{token}`
pub async fn page(call: &Call, token: &str) -> Result<Response, Failure> {
    let link = call.config.open_link(token)?;
    let shop = ShopDomain::parse(&link.shop)?;
    let door = Door::of(call, token, None, &link);
    let shown = shown(call, &shop, &link.order, &door).await?;
    let etag = etag(&shown)?;
    if let Some(response) = unchanged(call, &etag)? {
        return Ok(response);
    }
    let assets = web::PageAssets {
        live_url: format!("/o/{token}/live"),
        json_url: door.json_url(call, &shown.page.lang),
        js_href: "/assets/order.js".to_owned(),
        wasm_href: "/assets/order_bg.wasm".to_owned(),
        nonce: respond::nonce()?,
    };
    let loads = Loads {
        live: true,
        ..Loads::default()
    };
    let frame = Frame::Shop(shop.as_str());
    let policy = respond::policy(&assets.nonce, &frame, &loads, call.config.development);
    let mut response = respond::html(200, &web::order_html(&shown.page, &assets), &policy)?;
    let headers = response.headers_mut();
    headers.set("etag", &etag)?;
    headers.set("cache-control", CACHE)?;
    Ok(response)
}

/// `GET /o/{token}.json`
pub async fn json(call: &Call, token: &str) -> Result<Response, Failure> {
    let link = call.config.open_link(token)?;
    let shop = ShopDomain::parse(&link.shop)?;
    let shown = shown(
        call,
        &shop,
        &link.order,
        &Door::of(call, token, None, &link),
    )
    .await?;
    answer_json(call, &shown)
}

/// The JSON of an order, with its validator.
pub(super) fn answer_json(call: &Call, shown: &Shown) -> Result<Response, Failure> {
    let etag = etag(shown)?;
    if let Some(response) = unchanged(call, &etag)? {
        return Ok(response);
    }
    let told = Told {
        shown,
        aside: web::aside_html(&shown.page),
    };
    let mut response = respond::json(&told)?;
    let headers = response.headers_mut();
    headers.set("etag", &etag)?;
    headers.set("cache-control", CACHE)?;
    Ok(response)
}

/// `GET /o/{token}/live`: a WebSocket that says `{"version":v}` after each change.
pub async fn live(call: &Call, token: &str) -> Result<Response, Failure> {
    let link = call.config.open_link(token)?;
    let shop = ShopDomain::parse(&link.shop)?;
    let upgrade = call.request.headers().get("upgrade")?;
    if !upgrade.is_some_and(|to| to.eq_ignore_ascii_case("websocket")) {
        return Err(Failure::BadRequest(
            "this address is a WebSocket".to_owned(),
        ));
    }
    // The object sees its own address, never the token.
    let init = web_sys::RequestInit::new();
    let headers = Headers::new();
    headers.set("upgrade", "websocket")?;
    init.set_headers(&headers.0);
    let inner = format!("https://ledger/live/{}", link.order);
    let request = web_sys::Request::new_with_str_and_init(&inner, &init)
        .map_err(|error| crate::calls::failed("Ledger.fetch", &error))?;
    let ledger = LedgerCalls::of_order(&call.env, &shop, &link.order)?;
    // Whoever listens is a reader: from now on the ledger tells of each change.
    ledger
        .view(call.now, &link.order)
        .await?
        .ok_or(Failure::NotFound)?;
    let response = ledger.fetch(&request).await?;
    Ok(Response::from(response))
}
