//! Shopify's Admin API: requests as values, answers as typed values or [`AdminError`].
//!
//! The operations are `graphql/operations.graphql`; `graphql/conform.mjs` holds them to Shopify's
//! real schema, to the cost of one query and to the scopes of `shopify.app.toml`. A look-up of an
//! order ends in the same structures as the webhooks, so that both ways give the same facts where
//! Shopify says the same.
//!
//! Each operation is a pair: a function that plans the request, and `parse_…` for its answer. Every
//! answer also tells how full the rate bucket is, see [`Bucket::of`].

mod answer;
mod backlog;
mod bucket;
mod customization;
mod deadline;
mod error;
mod handling;
mod metafield;
mod operations;
mod shipping;
mod shop;

pub use backlog::{OpenFulfillmentOrder, open_fulfillment_orders, parse_open_fulfillment_orders};
pub use bucket::Bucket;
pub use customization::{
    Customization, FUNCTION, Function, Metafield, customization_create, customization_switch,
    customizations, parse_customization_create, parse_customization_switch, parse_customizations,
};
pub use deadline::{DEADLINES_LIMIT, fulfillment_deadline_set, parse_fulfillment_deadline_set};
pub use error::{AdminError, UserError};
pub use handling::{HANDLING, OrderHandling, order_handling, parse_order_handling};
pub use metafield::{
    CHECKOUT, Expect, METAFIELD, METAFIELDS_LIMIT, MetafieldWrite, Owner, metafields_set,
    parse_metafields_set,
};
pub use shipping::{
    LocationGroup, MethodDefinition, Profile, Rate, ShownShipping, Zone, delivery_profiles,
    delivery_zones, parse_delivery_profiles, parse_delivery_zones, parse_shipping_lines,
    shipping_lines,
};
pub use shop::{
    PromiseSetting, ShopDetails, ShopLocation, delivery_promise, locations, parse_delivery_promise,
    parse_locations, parse_shop_details, shop_details,
};

use fulfillment::Instant;
use graphql_client::GraphQLQuery;
use serde::Serialize;

use self::operations::{
    FulfillmentOrderById, OrderById, fulfillment_order_by_id as by_id, order_by_id as order_query,
};
use crate::wire::{Id, Time};
use crate::{HttpRequest, Method, Report};

/// Where and as whom to call.
#[derive(Clone)]
pub struct Endpoint {
    /// Full address of the GraphQL endpoint, see [`Endpoint::of_shop`].
    pub url: String,
    /// Access token for `X-Shopify-Access-Token`.
    pub token: String,
}

impl Endpoint {
    /// The endpoint of `shop`, a myshopify domain.
    pub fn of_shop(shop: &str, token: String) -> Self {
        let version = super::API_VERSION;
        Self {
            url: format!("https://{shop}/admin/api/{version}/graphql.json"),
            token,
        }
    }
}

impl std::fmt::Debug for Endpoint {
    // The token stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.url)
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next page begins, to ask for it; `None` on the last.
    pub next: Option<String>,
}

/// Plans looking up an order; `order` is its numeric id as text.
pub fn order_by_id(endpoint: &Endpoint, order: &str) -> HttpRequest {
    let id = gid("Order", order);
    call::<OrderById>(endpoint, order_query::Variables { id })
}

/// Plans looking up a fulfillment order; `id` is its numeric id as text.
pub fn fulfillment_order_by_id(endpoint: &Endpoint, id: &str) -> HttpRequest {
    let id = gid("FulfillmentOrder", id);
    call::<FulfillmentOrderById>(endpoint, by_id::Variables { id })
}

/// Reads the answer to [`order_by_id`] as the same report the webhooks give; `None`: no such order.
///
/// # Errors
/// See [`AdminError`].
pub fn parse_order(status: u16, body: &[u8]) -> Result<Option<Report>, AdminError> {
    let data: order_query::ResponseData = error::data(status, body)?;
    data.order.map(answer::order).transpose()
}

/// Reads the answer to [`fulfillment_order_by_id`]; the report names the order.
///
/// # Errors
/// See [`AdminError`].
pub fn parse_fulfillment_order(status: u16, body: &[u8]) -> Result<Option<Report>, AdminError> {
    let data: by_id::ResponseData = error::data(status, body)?;
    data.fulfillment_order
        .map(answer::fulfillment_order)
        .transpose()
}

fn gid(kind: &str, id: &str) -> String {
    format!("gid://shopify/{kind}/{id}")
}

fn id(gid: &str) -> Result<Id, AdminError> {
    Id::parse(gid).ok_or_else(|| AdminError::Unexpected("an id is no id".to_owned()))
}

fn time(text: &str) -> Result<Time, AdminError> {
    Time::parse(text).ok_or_else(|| AdminError::Unexpected("a time is no time".to_owned()))
}

/// `at` as Shopify's `DateTime`.
fn date_time(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

fn next(has_next_page: bool, end_cursor: Option<String>) -> Option<String> {
    end_cursor.filter(|_| has_next_page)
}

fn missing(payload: &str) -> AdminError {
    AdminError::Unexpected(format!("{payload} is null"))
}

fn call<Q: GraphQLQuery>(endpoint: &Endpoint, variables: Q::Variables) -> HttpRequest
where
    Q::Variables: Serialize,
{
    // Serialising these types cannot fail: strings and lists of strings.
    let body = serde_json::to_string(&Q::build_query(variables)).unwrap_or_default();
    post(endpoint, body)
}

fn post(endpoint: &Endpoint, body: String) -> HttpRequest {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    HttpRequest {
        method: Method::Post,
        url: endpoint.url.clone(),
        headers: vec![
            header("content-type", "application/json"),
            header("accept", "application/json"),
            header("x-shopify-access-token", &endpoint.token),
        ],
        body,
    }
}
