//! What the fuzz targets reach by name (feature `fuzz`, in no lane): bodies and addresses as the routes read them.

use fulfillment::{Instant, Policy};

use super::form::Form;
use super::table::Route;
use super::{exceptions, operations, promises};
use crate::config::{ShopDomain, order_id};
use crate::settings::Settings;

/// A change of settings as a new shop's first: what it makes of the policy at `now`; `None` where it is refused.
pub fn settings(body: &[u8], now: Instant) -> Option<Policy> {
    let stored = Settings::of("demo.myshopify.com");
    let change = serde_json::from_slice(body).ok()?;
    let patch = super::settings::patch(change, stored.face(), false, now, false).ok()?;
    let settings = stored.patched(patch).ok()?;
    settings.check(false).ok()?;
    Some(settings.policy(now))
}

/// A form, read for every deed there is a form for.
pub fn form(content_type: &str, body: &[u8], now: Instant) {
    let Ok(form) = Form::of(content_type.starts_with("application/json"), body) else {
        return;
    };
    let _ = exceptions::changed(&form, "0", now);
    let mut settings = Settings::default().promises;
    let _ = promises::apply(&mut settings, &form, true, now);
}

/// A path as the router and the webhook's entry read it.
pub fn path(path: &str) {
    if let Some(route) = Route::of(path) {
        route.pattern();
        route.allow();
    }
    let _ = operations::sender_of(path);
    let _ = ShopDomain::parse(path);
    let _ = ShopDomain::of_handle(path);
    let _ = order_id(path);
}
