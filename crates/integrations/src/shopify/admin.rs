//! Shopify's Admin API: requests as values, answers as reports.
use crate::{HttpRequest, Refusal, Report};

/// Where and as whom to call. `Debug` shows no token.
#[derive(Clone)]
pub struct Endpoint {
    /// Full address of the GraphQL endpoint, e.g. `https://{shop}/admin/api/2026-10/graphql.json`.
    pub url: String,
    /// Access token for `X-Shopify-Access-Token`.
    pub token: String,
}

/// One order's metafield to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusWrite {
    /// Numeric order id as text.
    pub order: String,
    /// The JSON value, as text.
    pub value: String,
}

/// Most owners in one `metafieldsSet`.
pub const METAFIELDS_LIMIT: usize = 25;

/// Why a call to the Admin API did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// The bucket is empty: retry after so many milliseconds.
    #[error("throttled for {wait_ms} ms")]
    Throttled {
        /// Until the bucket holds what the query costs.
        wait_ms: i64,
    },
    /// The token is not valid (401) or lacks a scope (403, `ACCESS_DENIED`): a person must act.
    #[error("not authorised: {0}")]
    Unauthorized(String),
    /// Shopify refused items; others of the same call, too, were not written.
    #[error("refused: {0:?}")]
    UserErrors(Vec<UserError>),
    /// 5xx, 429 without a body, timeouts: retry.
    #[error("unavailable: status {status}")]
    Unavailable {
        /// HTTP status, 0 for none.
        status: u16,
    },
    /// The answer is not what the schema promises.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
}

/// One refused item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserError {
    /// Index of the item in the call, where Shopify names it.
    pub index: Option<usize>,
    /// Shopify's code, verbatim.
    pub code: Option<String>,
    /// Shopify's message, foreign text.
    pub message: String,
}

/// Plans writing the order metafield `$app`/`status` of up to [`METAFIELDS_LIMIT`] orders.
///
/// # Errors
/// [`Refusal::TooLarge`] beyond the limit.
pub fn order_metafield_set(
    endpoint: &Endpoint,
    writes: &[StatusWrite],
) -> Result<HttpRequest, Refusal> {
    let _ = (endpoint, writes);
    Err(Refusal::BadSignature)
}

/// Plans looking up an order; `order` is its numeric id as text.
pub fn order_by_id(endpoint: &Endpoint, order: &str) -> HttpRequest {
    let _ = (endpoint, order);
    unreachable!()
}

/// Plans looking up a fulfillment order; `id` is its numeric id as text.
pub fn fulfillment_order_by_id(endpoint: &Endpoint, id: &str) -> HttpRequest {
    let _ = (endpoint, id);
    unreachable!()
}

/// Reads the answer to [`order_metafield_set`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_order_metafield_set(status: u16, body: &[u8]) -> Result<(), AdminError> {
    let _ = body;
    Err(AdminError::Unavailable { status })
}

/// Reads the answer to [`order_by_id`] as the same report the webhooks give; `None`: no such order.
///
/// # Errors
/// See [`AdminError`].
pub fn parse_order(status: u16, body: &[u8]) -> Result<Option<Report>, AdminError> {
    let _ = body;
    Err(AdminError::Unavailable { status })
}

/// Reads the answer to [`fulfillment_order_by_id`]; the report names the order.
///
/// # Errors
/// See [`AdminError`].
pub fn parse_fulfillment_order(status: u16, body: &[u8]) -> Result<Option<Report>, AdminError> {
    let _ = body;
    Err(AdminError::Unavailable { status })
}
