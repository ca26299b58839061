//! The store's open fulfillment orders: the load of its locations where no warehouse reports it.

use super::operations::{OpenFulfillmentOrders, open_fulfillment_orders as open};
use super::{AdminError, Endpoint, Page, answer, call, error, id, next};
use crate::{HttpRequest, Report};

/// A fulfillment order that is not closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFulfillmentOrder {
    /// Its facts, as [`super::parse_fulfillment_order`] gives them: by them it enters the ledger.
    pub report: Report,
    /// Numeric id as text.
    pub id: String,
}

/// Plans reading a page of the store's open fulfillment orders, from where a former page ended.
pub fn open_fulfillment_orders(endpoint: &Endpoint, after: Option<String>) -> HttpRequest {
    call::<OpenFulfillmentOrders>(endpoint, open::Variables { after })
}

/// Reads the answer to [`open_fulfillment_orders`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_open_fulfillment_orders(
    status: u16,
    body: &[u8],
) -> Result<Page<OpenFulfillmentOrder>, AdminError> {
    let data: open::ResponseData = error::data(status, body)?;
    let page = data.fulfillment_orders;
    let items = page.nodes.into_iter().map(item);
    Ok(Page {
        items: items.collect::<Result<_, _>>()?,
        next: next(page.page_info.has_next_page, page.page_info.end_cursor),
    })
}

fn item(order: open::FulfillmentOrderState) -> Result<OpenFulfillmentOrder, AdminError> {
    Ok(OpenFulfillmentOrder {
        id: id(&order.id)?.0,
        report: answer::open_fulfillment_order(order)?,
    })
}
