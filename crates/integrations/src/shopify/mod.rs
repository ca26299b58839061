//! Shopify: webhooks in ([`webhook`]), Admin API out and in ([`admin`]).

pub mod admin;
pub mod webhook;

/// The Admin API version of every payload and operation here.
pub const API_VERSION: &str = "2026-10";

/// What every shop's permanent domain ends with.
pub const SHOP_SUFFIX: &str = ".myshopify.com";

/// Whether `text` is a shop's permanent domain: `^[a-z0-9][a-z0-9-]*\.myshopify\.com$`.
pub fn is_shop_domain(text: &str) -> bool {
    let Some(handle) = text.strip_suffix(SHOP_SUFFIX) else {
        return false;
    };
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    handle.len() <= 100
        && !handle.starts_with('-')
        && !handle.is_empty()
        && handle.bytes().all(inner)
}
