//! `GET|POST /proxy`: the form that finds an order by its number and e-mail address, and the way of a
//! signed-in customer to their own order (`?number=`).
//!
//! One answer for "no such order", "not yours" and "deleted"; the same calls in the same order for
//! each, so that neither words nor time tell them apart. The Shop object counts tries; who has made
//! too many is told so, whether this one was right or not. Whose order it is must be vouched for: by
//! the address that was used at checkout, or by Shopify, which signs the customer's id.

use copy::LookupOutcome;
use worker::{Method, Response};

use super::form::Form;
use super::proxy::storefront;
use super::respond::{Frame, Loads};
use super::{Call, respond};
use crate::auth::Storefront;
use crate::calls::ShopCalls;
use crate::error::Failure;
use crate::shop::Lookup;

/// Longest order number and e-mail address looked at, in bytes.
const NUMBER_LIMIT: usize = 64;
const EMAIL_LIMIT: usize = 254;
/// What who made too many tries is asked to wait, in seconds: the span in which tries are counted.
const PATIENCE: &str = "600";

/// Answers the form, or takes it.
pub async fn lookup(mut call: Call, method: &Method) -> Result<Response, Failure> {
    let storefront = storefront(&call)?;
    if *method == Method::Post {
        let fields = Form::read(&mut call.request).await?;
        let number = fields.get("number").unwrap_or_default();
        return find(&call, &storefront, number, fields.get("email")).await;
    }
    match storefront.param("number") {
        Some(number) if storefront.customer.is_some() => {
            find(&call, &storefront, number, None).await
        }
        _ => form(&call, &storefront, LookupOutcome::Ask).await,
    }
}

/// The order of that number that belongs to the address, or to the signed-in customer.
async fn find(
    call: &Call,
    storefront: &Storefront,
    number: &str,
    email: Option<&str>,
) -> Result<Response, Failure> {
    let shop = storefront.shop.as_str();
    let email = email.unwrap_or_default();
    let fits = number.len() <= NUMBER_LIMIT && email.len() <= EMAIL_LIMIT;
    let (number, email) = if fits { (number, email) } else { ("", "") };
    let master = &call.config.master;
    let customer = storefront.customer.as_deref();
    let blinds: Vec<String> = customer
        .map(|customer| master.blind_customer(shop, customer))
        .into_iter()
        .chain([master.blind_email(shop, email)])
        .collect();
    let found = ShopCalls::of(&call.env, &storefront.shop)?
        .lookup(call.now, number, &blinds.join(" "), &client(call)?)
        .await?;
    match found {
        Lookup::Order(order) => {
            // An e-mail address is no secret; whom Shopify signed in is vouched for.
            let token = match email.is_empty() {
                true => call.config.mint_link(shop, &order),
                false => call.config.mint_found(shop, &order),
            };
            respond::see_other(&call.in_language(&format!("{}/o/{token}", storefront.prefix)))
        }
        Lookup::NoMatch => form(call, storefront, LookupOutcome::NoMatch).await,
        Lookup::Limited => form(call, storefront, LookupOutcome::Limited).await,
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
    let lang = call.language(None);
    let action = call.in_language(&storefront.prefix);
    let view = copy::lookup(lang, &face, &action, outcome);
    let nonce = respond::nonce()?;
    let frame = Frame::Shop(storefront.shop.as_str());
    let policy = respond::policy(&nonce, &frame, &Loads::default(), call.config.development);
    let limited = outcome == LookupOutcome::Limited;
    let status = if limited { 429 } else { 200 };
    let mut response = respond::html(status, &web::lookup_html(&view, &nonce), &policy)?;
    if limited {
        response.headers_mut().set("retry-after", PATIENCE)?;
    }
    Ok(response)
}
