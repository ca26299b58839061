//! Shopify: webhooks in ([`webhook`]), Admin API out and in ([`admin`]), the token for it ([`token`]).
//!
//! Both ways in end in the same structures and the same facts, so that an event seen by webhook and
//! by reconcile is one fact.

pub mod admin;

mod fulfillment_order;
mod order;
mod refund;
mod returns;
mod shipment;
mod shop;
pub mod status;
pub mod token;
pub mod webhook;

use fulfillment::fact::Source;
use fulfillment::{Fact, Grade, Instant, Kind};

/// The Admin API version of every payload and operation here.
pub const API_VERSION: &str = "2026-10";

/// The access scopes the app asks for, as in `shopify.app.toml`: what a shop's [`token::Access`] is compared with.
pub const SCOPES: &str = "write_orders,write_merchant_managed_fulfillment_orders,\
    write_third_party_fulfillment_orders,read_assigned_fulfillment_orders,write_delivery_customizations,\
    read_shipping,read_locations,read_products,read_fulfillments,read_returns";

/// What every shop's permanent domain ends with.
pub const SHOP_SUFFIX: &str = ".myshopify.com";

/// The source system of every fact made here.
pub const SYSTEM: &str = "shopify";

/// Whether `text` is a shop's permanent domain: `^[a-z0-9][a-z0-9-]*\.myshopify\.com$`.
pub fn is_shop_domain(text: &str) -> bool {
    let Some(handle) = text.strip_suffix(SHOP_SUFFIX) else {
        return false;
    };
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=100).contains(&handle.len()) && !handle.starts_with('-') && handle.bytes().all(inner)
}

/// A fact of Shopify's about `resource`, of the order as a whole until a subject is set.
fn fact(at: Instant, resource: &str, event: Option<String>, grade: Grade, kind: Kind) -> Fact {
    Fact {
        subject: Default::default(),
        ..Fact::new(
            at,
            Source {
                system: SYSTEM.to_owned(),
                resource: resource.to_owned(),
                event,
                witness: None,
            },
            grade,
            kind,
        )
    }
}
