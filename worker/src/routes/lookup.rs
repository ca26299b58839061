//! `GET|POST /proxy`: the form that finds an order by its number and e-mail address.
//!
//! One answer for "no such order", "not yours", "deleted" and "too many tries"; the same calls in the
//! same order for each, so that neither words nor time tell them apart. The Shop object counts tries.

use copy::LookupOutcome;
use worker::{Method, Response};

use super::form::Form;
use super::proxy::storefront;
use super::respond::{Frame, Loads};
use super::{Call, respond};
use crate::auth::Storefront;
use crate::calls::ShopCalls;
use crate::error::Failure;

/// Longest order number and e-mail address looked at, in bytes.
const NUMBER_LIMIT: usize = 64;
const EMAIL_LIMIT: usize = 254;

/// Answers the form, or takes it.
pub async fn lookup(mut call: Call, method: &Method) -> Result<Response, Failure> {
    let storefront = storefront(&call)?;
    if *method != Method::Post {
        return form(&call, &storefront, LookupOutcome::Ask).await;
    }
    let fields = Form::read(&mut call.request).await?;
    let number = fields.get("number").unwrap_or_default();
    let email = fields.get("email").unwrap_or_default();
    let shop = storefront.shop.as_str();
    let fits = number.len() <= NUMBER_LIMIT && email.len() <= EMAIL_LIMIT;
    let (number, email) = if fits { (number, email) } else { ("", "") };
    let blind = call.config.master.blind_email(shop, email);
    let client = client(&call)?;
    let found = ShopCalls::of(&call.env, &storefront.shop)?
        .lookup(call.now, number, &blind, &client)
        .await?;
    match found {
        Some(order) => {
            let token = call.config.mint_link(shop, &order);
            respond::see_other(&format!("{}/o/{token}", storefront.prefix))
        }
        None => form(&call, &storefront, LookupOutcome::NoMatch).await,
    }
}

/// The shopper's address as the proxy forwards it; the Shop object keeps only a keyed hash of it.
fn client(call: &Call) -> Result<String, Failure> {
    let headers = call.request.headers();
    let forwarded = headers.get("x-forwarded-for")?;
    let first = forwarded
        .as_deref()
        .and_then(|list| list.split(',').next())
        .map(|ip| ip.trim().to_owned());
    Ok(match first.filter(|ip| !ip.is_empty()) {
        Some(ip) => ip,
        None => headers.get("cf-connecting-ip")?.unwrap_or_default(),
    })
}

async fn form(
    call: &Call,
    storefront: &Storefront,
    outcome: LookupOutcome,
) -> Result<Response, Failure> {
    let face = ShopCalls::of(&call.env, &storefront.shop)?
        .face(call.now)
        .await?;
    let lang = match storefront.param("lang") {
        Some(lang) if super::is_language(lang) => lang.to_owned(),
        _ => call.language(None),
    };
    let view = copy::lookup(&lang, &face.shop, &storefront.prefix, outcome);
    let nonce = respond::nonce()?;
    let frame = Frame::Shop(storefront.shop.as_str());
    let policy = respond::policy(&nonce, &frame, &Loads::default(), call.config.development);
    respond::html(200, &web::lookup_html(&view, &nonce), &policy)
}
