//! The store's open fulfillment orders: the load of its locations where no warehouse reports it.

use fulfillment::Instant;

use super::operations::{OpenFulfillmentOrders, open_fulfillment_orders as open};
use super::{AdminError, Endpoint, Page, answer, call, error, id, next, time};
use crate::wire::filled;
use crate::{HttpRequest, Report};

/// A fulfillment order that is not closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFulfillmentOrder {
    /// Its facts, as [`super::parse_fulfillment_order`] gives them: by them it enters the ledger.
    pub report: Report,
    /// Numeric id as text.
    pub id: String,
    /// When it was routed to its location.
    pub opened_at: Instant,
    /// Numeric id of the location it is assigned to, where that still exists.
    pub location: Option<String>,
    /// The delivery option as the shopper read it.
    pub method_title: Option<String>,
    /// The delivery option's code in the rate's source.
    pub method_code: Option<String>,
    /// Lines with something left to fulfil; at least so many where `lines_complete` is false.
    pub lines: u32,
    /// Whether all its lines were looked at.
    pub lines_complete: bool,
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
    let left = |line: &&open::FulfillmentOrderStateLineItemsNodes| line.remaining_quantity > 0;
    let lines = order.line_items.nodes.iter().filter(left).count();
    let place = order.assigned_location.location.as_ref();
    let method = order.delivery_method.as_ref();
    Ok(OpenFulfillmentOrder {
        id: id(&order.id)?.0,
        opened_at: time(&order.created_at)?.0,
        location: place.map(|place| Ok(id(&place.id)?.0)).transpose()?,
        method_title: method.and_then(|method| filled(method.presented_name.clone())),
        method_code: method.and_then(|method| filled(method.service_code.clone())),
        lines: u32::try_from(lines).unwrap_or(u32::MAX),
        lines_complete: !order.line_items.page_info.has_next_page,
        report: answer::open_fulfillment_order(order)?,
    })
}
