//! Shopify's Admin API: requests as values, answers as reports.
//!
//! The operations are `graphql/operations.graphql`; `graphql/conform.mjs` holds them to Shopify's
//! real schema. A look-up ends in the same structures as the webhooks, so that both ways give the
//! same facts where Shopify says the same.

mod answer;
mod error;
mod operations;

pub use error::{AdminError, UserError};

use graphql_client::GraphQLQuery;
use serde::Serialize;

use self::operations::{
    FulfillmentOrderById, OrderById, SetOrderStatus, fulfillment_order_by_id as by_id,
    order_by_id as order_query, set_order_status,
};
use crate::{HttpRequest, Method, Refusal, Report};

/// Namespace and key of the order metafield that extensions read: owned by this app.
pub const METAFIELD: (&str, &str) = ("$app", "status");

/// Most owners in one `metafieldsSet`.
pub const METAFIELDS_LIMIT: usize = 25;

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

/// One order's metafield to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusWrite {
    /// Numeric order id as text.
    pub order: String,
    /// The JSON value, as text.
    pub value: String,
}

/// Plans writing the order metafield [`METAFIELD`] of up to [`METAFIELDS_LIMIT`] orders.
///
/// # Errors
/// [`Refusal::TooLarge`] beyond the limit.
pub fn order_metafield_set(
    endpoint: &Endpoint,
    writes: &[StatusWrite],
) -> Result<HttpRequest, Refusal> {
    if writes.len() > METAFIELDS_LIMIT {
        return Err(Refusal::TooLarge {
            size: writes.len(),
            limit: METAFIELDS_LIMIT,
        });
    }
    let (namespace, key) = METAFIELD;
    let metafields = writes
        .iter()
        .map(|write| set_order_status::MetafieldsSetInput {
            owner_id: gid("Order", &write.order),
            namespace: Some(namespace.to_owned()),
            key: key.to_owned(),
            type_: Some("json".to_owned()),
            value: write.value.clone(),
            compare_digest: None,
        })
        .collect();
    Ok(call::<SetOrderStatus>(
        endpoint,
        set_order_status::Variables { metafields },
    ))
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

/// Reads the answer to [`order_metafield_set`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_order_metafield_set(status: u16, body: &[u8]) -> Result<(), AdminError> {
    let data: set_order_status::ResponseData = error::data(status, body)?;
    let payload = data
        .metafields_set
        .ok_or_else(|| AdminError::Unexpected("metafieldsSet is null".to_owned()))?;
    let refused: Vec<UserError> = payload
        .user_errors
        .into_iter()
        .map(|error| UserError {
            index: error
                .element_index
                .and_then(|index| usize::try_from(index).ok()),
            code: error.code,
            message: error.message,
        })
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(AdminError::UserErrors(refused))
    }
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

fn call<Q: GraphQLQuery>(endpoint: &Endpoint, variables: Q::Variables) -> HttpRequest
where
    Q::Variables: Serialize,
{
    // Serialising these types cannot fail: strings and lists of strings.
    let body = serde_json::to_string(&Q::build_query(variables)).unwrap_or_default();
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
