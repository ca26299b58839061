//! A merchant's page opened with an old session token: App Bridge is asked for a fresh one, in its place.
//!
//! Session tokens live a minute, so a reloaded frame always comes with an old one. The page that says
//! so also loads App Bridge, which only answers inside Shopify's admin of the signed-in merchant.

use copy::MessageKind;
use worker::{Method, Response, Url};

use super::respond::{self, Frame, Loads};
use super::table::Route;
use crate::config::{Config, ShopDomain};
use crate::error::Failure;

/// Asks App Bridge for a token and opens the same address with it; not twice within ten seconds, so
/// that a token nobody accepts does not turn in circles.
const SCRIPT: &str = "(async()=>{const u=new URL(location.href),p=u.searchParams;\
    if(!window.shopify?.idToken||Date.now()-p.get('renewed')<1e4)return;\
    p.set('id_token',await shopify.idToken());p.set('renewed',Date.now());location.replace(u)})()";

/// Whether the refusal of this request is answered by [`page`].
pub fn helps(route: &Route<'_>, method: &Method, failure: &Failure) -> bool {
    let merchants = matches!(
        route,
        Route::Orders { json: false }
            | Route::Trace { json: false, .. }
            | Route::Promises { json: false }
            | Route::Tracking { json: false }
    );
    merchants && *method == Method::Get && matches!(failure, Failure::Unauthorized(_))
}

/// The sign-in page of an address of the merchant's. `shop` of the query only says who may frame it.
pub fn page(config: &Config, url: &Url) -> Result<Response, Failure> {
    let nonce = respond::nonce()?;
    let view = copy::message("en", &MessageKind::SignIn, None);
    let html = web::message_html(&view, &nonce);
    // App Bridge must be the document's first script.
    let html = html.replacen(
        "</head>",
        &format!(
            "<meta name=\"shopify-api-key\" content=\"{}\">\
             <script src=\"{}\" nonce=\"{nonce}\"></script>\
             <script nonce=\"{nonce}\">{SCRIPT}</script></head>",
            attribute(&config.api_key),
            super::admin::bridge(config),
        ),
        1,
    );
    let shop = url
        .query_pairs()
        .find(|(name, _)| name == "shop")
        .and_then(|(_, shop)| ShopDomain::parse(&shop).ok());
    let frame = shop
        .as_ref()
        .map_or(Frame::Nobody, |shop| Frame::Admin(shop.as_str()));
    let loads = Loads {
        app_bridge: true,
        ..Loads::default()
    };
    let policy = respond::policy(&nonce, &frame, &loads, config.development);
    respond::html(401, &html, &policy)
}

/// Shopify's client ids are hex; anything else of an operator's mistake stays inside its quotes.
fn attribute(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}
