//! Shopify's "fulfill by": the ship-by date where the merchant's other tools see it.

use fulfillment::Instant;

use super::operations::{SetFulfillmentDeadline, set_fulfillment_deadline as set};
use super::{AdminError, Endpoint, UserError, call, date_time, error, gid, missing};
use crate::{HttpRequest, Refusal};

/// Most fulfillment orders in one call: Shopify's limit on any list it is sent.
pub const DEADLINES_LIMIT: usize = 250;

/// Plans setting one deadline for up to [`DEADLINES_LIMIT`] fulfillment orders; ids are numeric, as
/// text.
///
/// # Errors
/// [`Refusal::TooLarge`] beyond the limit.
pub fn fulfillment_deadline_set(
    endpoint: &Endpoint,
    fulfillment_orders: &[&str],
    deadline: Instant,
) -> Result<HttpRequest, Refusal> {
    if fulfillment_orders.len() > DEADLINES_LIMIT {
        return Err(Refusal::TooLarge {
            size: fulfillment_orders.len(),
            limit: DEADLINES_LIMIT,
        });
    }
    let ids = fulfillment_orders.iter();
    let variables = set::Variables {
        fulfillment_orders: ids.map(|id| gid("FulfillmentOrder", id)).collect(),
        deadline: date_time(deadline),
    };
    Ok(call::<SetFulfillmentDeadline>(endpoint, variables))
}

/// Reads the answer to [`fulfillment_deadline_set`].
///
/// # Errors
/// [`AdminError::UserErrors`] where Shopify does not find one of them; none was set then. Else see
/// [`AdminError`].
pub fn parse_fulfillment_deadline_set(status: u16, body: &[u8]) -> Result<(), AdminError> {
    let data: set::ResponseData = error::data(status, body)?;
    let payload = data
        .fulfillment_orders_set_fulfillment_deadline
        .ok_or_else(|| missing("fulfillmentOrdersSetFulfillmentDeadline"))?;
    error::refuse(payload.user_errors.into_iter().map(|error| UserError {
        index: None,
        code: error.code,
        message: error.message,
    }))?;
    match payload.success {
        Some(true) => Ok(()),
        _ => Err(AdminError::Unexpected(
            "neither success nor an error".to_owned(),
        )),
    }
}
