//! The store itself: its zone, its locations, and what Shopify's own delivery dates are set to.

use super::operations::{
    DeliveryPromise, Locations, ShopDetails as Details, delivery_promise as promise,
    locations as places, shop_details as details,
};
use super::{AdminError, Endpoint, Page, call, error, id, next};
use crate::HttpRequest;
use crate::wire::{country, filled};

/// The store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopDetails {
    /// Shopify's numeric id of the shop, as text.
    pub id: String,
    /// Its myshopify domain.
    pub domain: String,
    /// Its name, as shoppers know it; foreign text.
    pub name: String,
    /// IANA name of its time zone, by which checkouts tell the date.
    pub zone: String,
    /// The address it gives its customers.
    pub contact_email: String,
}

/// What the merchant set for Shopify's own delivery dates (Shop Promise, automated dates).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseSetting {
    /// Whether checkouts show Shopify's dates. Shopify then advises against times in rate names.
    pub shown: bool,
    /// Business days until handover; `None` where none are set, or not in whole days.
    pub processing_days: Option<u32>,
}

/// A location that stocks or ships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopLocation {
    /// Numeric id as text.
    pub id: String,
    /// Name for people, foreign text.
    pub name: String,
    /// Whether its stock may be sold online and shipped.
    pub ships: bool,
    /// Whether it fulfills online orders.
    pub fulfills_online: bool,
    /// Whether shoppers may collect their orders there.
    pub pickup: bool,
    /// Whether a fulfillment service (3PL) runs it.
    pub third_party: bool,
    /// City, foreign text.
    pub city: Option<String>,
    /// Code of the state or province.
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2. Shopify knows no time zone of a location: the merchant sets it.
    pub country: Option<String>,
}

/// Plans asking for the store's name, zone and contact address.
pub fn shop_details(endpoint: &Endpoint) -> HttpRequest {
    call::<Details>(endpoint, details::Variables {})
}

/// Reads the answer to [`shop_details`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_shop_details(status: u16, body: &[u8]) -> Result<ShopDetails, AdminError> {
    let data: details::ResponseData = error::data(status, body)?;
    Ok(ShopDetails {
        id: id(&data.shop.id)?.0,
        domain: data.shop.myshopify_domain,
        name: data.shop.name,
        zone: data.shop.iana_timezone,
        contact_email: data.shop.contact_email,
    })
}

/// Plans asking whether Shopify's own delivery dates are on.
pub fn delivery_promise(endpoint: &Endpoint) -> HttpRequest {
    call::<DeliveryPromise>(endpoint, promise::Variables {})
}

/// Reads the answer to [`delivery_promise`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_delivery_promise(status: u16, body: &[u8]) -> Result<PromiseSetting, AdminError> {
    let data: promise::ResponseData = error::data(status, body)?;
    let setting = data.delivery_promise_settings;
    Ok(PromiseSetting {
        shown: setting.delivery_dates_enabled,
        processing_days: setting.processing_time.as_deref().and_then(days),
    })
}

/// Whole days of an ISO 8601 duration, as Shopify writes business days: `P2D`.
fn days(duration: &str) -> Option<u32> {
    let span: jiff::Span = duration.parse().ok()?;
    let days = span.get_days();
    (span == jiff::Span::new().days(days).fieldwise())
        .then(|| u32::try_from(days).ok())
        .flatten()
}

/// Plans reading a page of the store's locations, from where a former page ended.
pub fn locations(endpoint: &Endpoint, after: Option<String>) -> HttpRequest {
    call::<Locations>(endpoint, places::Variables { after })
}

/// Reads the answer to [`locations`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_locations(status: u16, body: &[u8]) -> Result<Page<ShopLocation>, AdminError> {
    let data: places::ResponseData = error::data(status, body)?;
    let page = data.locations;
    let items = page.nodes.into_iter().map(|place| {
        Ok(ShopLocation {
            id: id(&place.id)?.0,
            name: place.name,
            ships: place.ships_inventory,
            fulfills_online: place.fulfills_online_orders,
            pickup: place.local_pickup_settings_v2.is_some(),
            third_party: place.is_fulfillment_service,
            city: filled(place.address.city),
            region: filled(place.address.province_code),
            country: country(place.address.country_code),
        })
    });
    Ok(Page {
        items: items.collect::<Result<_, AdminError>>()?,
        next: next(page.page_info.has_next_page, page.page_info.end_cursor),
    })
}
