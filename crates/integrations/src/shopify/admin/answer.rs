//! Admin API answers in the shape of the webhooks, and from there to the same facts.

use super::operations::{
    fulfillment_order_by_id as by_id, open_fulfillment_orders as open, order_by_id as by,
};
use super::{AdminError, id, time};
use crate::shopify::fulfillment_order::{
    AssignedLocation, FulfillmentOrder, FulfillmentOrderLine, Hold, Method,
};
use crate::shopify::order::{Address, LineItem, Order, ShippingLine};
use crate::shopify::refund::{Refund, RefundLine};
use crate::shopify::shipment::{Fulfillment, FulfillmentEvent, FulfillmentLine};
use crate::{DirectoryLink, Locator, Report};
use fulfillment::Kind;

/// An order with all that hangs on it.
pub(super) fn order(order: by::OrderByIdOrder) -> Result<Report, AdminError> {
    let order_id = id(&order.id)?;
    let lines_complete = !order.line_items.page_info.has_next_page;
    let mut fulfillments = Vec::new();
    let mut events = Vec::new();
    for fulfillment in order.fulfillments {
        let fulfillment_id = id(&fulfillment.id)?;
        for event in fulfillment.events.nodes {
            events.push(FulfillmentEvent {
                id: id(&event.id)?,
                fulfillment_id: fulfillment_id.clone(),
                order_id: order_id.clone(),
                status: event.status,
                happened_at: time(&event.happened_at)?,
                message: event.message,
                city: event.city,
                province: event.province,
                country: event.country,
                estimated_delivery_at: event
                    .estimated_delivery_at
                    .as_deref()
                    .map(time)
                    .transpose()?,
                shop_id: None,
            });
        }
        let lines = fulfillment.fulfillment_line_items;
        // Half the items would read as if the rest were elsewhere: leave it to the webhooks.
        if lines.page_info.has_next_page {
            continue;
        }
        let mut tracking = fulfillment.tracking_info;
        let first = (!tracking.is_empty()).then(|| tracking.remove(0));
        let mut numbers: Vec<String> = Vec::new();
        let (mut company, mut url) = (None, None);
        if let Some(first) = first {
            numbers.extend(first.number);
            company = first.company;
            url = first.url;
        }
        numbers.extend(tracking.into_iter().filter_map(|info| info.number));
        fulfillments.push(Fulfillment {
            id: fulfillment_id,
            order_id: order_id.clone(),
            status: fulfillment.status,
            created_at: time(&fulfillment.created_at)?,
            updated_at: time(&fulfillment.updated_at)?,
            tracking_company: company,
            tracking_number: None,
            tracking_numbers: numbers,
            tracking_url: url,
            location_id: fulfillment
                .location
                .map(|place| id(&place.id))
                .transpose()?,
            line_items: lines
                .nodes
                .into_iter()
                .map(|line| {
                    Ok(FulfillmentLine {
                        id: id(&line.line_item.id)?,
                        quantity: units(line.quantity.unwrap_or_default()),
                    })
                })
                .collect::<Result<_, AdminError>>()?,
        });
    }

    let mut refunds = Vec::new();
    for refund in order.refunds {
        if refund.refund_line_items.page_info.has_next_page {
            continue;
        }
        let processed_at = time(&refund.processed_at)?;
        refunds.push(Refund {
            id: id(&refund.id)?,
            order_id: order_id.clone(),
            created_at: refund
                .created_at
                .as_deref()
                .map_or(Ok(processed_at), time)?,
            processed_at: Some(processed_at),
            refund_line_items: refund
                .refund_line_items
                .nodes
                .into_iter()
                .map(|line| {
                    Ok(RefundLine {
                        line_item_id: id(&line.line_item.id)?,
                        quantity: units(line.quantity),
                    })
                })
                .collect::<Result<_, AdminError>>()?,
        });
    }

    let held: Vec<FulfillmentOrder> = order
        .fulfillment_orders
        .nodes
        .into_iter()
        .map(from_order)
        .collect::<Result<_, _>>()?;

    let whole = Order {
        id: order_id,
        name: order.name,
        created_at: time(&order.created_at)?,
        updated_at: time(&order.updated_at)?,
        processed_at: Some(time(&order.processed_at)?),
        cancelled_at: order.cancelled_at.as_deref().map(time).transpose()?,
        cancel_reason: order
            .cancel_reason
            .map(|reason| reason.to_ascii_lowercase()),
        financial_status: order
            .display_financial_status
            .map(|status| status.to_ascii_lowercase()),
        fulfillment_status: fulfillment_status(&order.display_fulfillment_status),
        customer_locale: order.customer_locale,
        order_status_url: None,
        source_name: order.source_name,
        email: order.email,
        contact_email: None,
        phone: order.phone,
        customer: None,
        shipping_address: order.shipping_address.map(address),
        shipping_lines: order
            .shipping_line
            .into_iter()
            .map(|line| ShippingLine {
                title: Some(line.title),
                code: line.code,
                delivery_category: line.delivery_category,
                is_removed: false,
            })
            .collect(),
        line_items: order
            .line_items
            .nodes
            .into_iter()
            .map(|item| {
                Ok(LineItem {
                    id: id(&item.id)?,
                    title: item.title,
                    quantity: units(item.quantity),
                    current_quantity: Some(units(item.current_quantity)),
                    sku: item.sku,
                    requires_shipping: item.requires_shipping,
                    gift_card: item.is_gift_card,
                })
            })
            .collect::<Result<_, AdminError>>()?,
        fulfillments,
        refunds,
    };
    let mut report = whole.report();
    if !lines_complete {
        report
            .facts
            .retain(|fact| !matches!(fact.kind, Kind::OrderSnapshot(_)));
    }
    // Shopify lists the newest first; the order of facts means nothing, oldest first reads better.
    for event in events.into_iter().rev() {
        report.facts.extend(event.facts());
    }
    for order in &held {
        extend(&mut report, order);
    }
    Ok(report)
}

/// A fulfillment order; the report is about its order and links the two.
pub(super) fn fulfillment_order(order: by_id::FulfillmentOrderState) -> Result<Report, AdminError> {
    let name = order.order_name.clone();
    named(name, from_lookup(order)?)
}

/// The same of one in the list of those that are open.
pub(super) fn open_fulfillment_order(
    order: open::FulfillmentOrderState,
) -> Result<Report, AdminError> {
    let name = order.order_name.clone();
    named(name, from_list(order)?)
}

fn named(name: String, order: FulfillmentOrder) -> Result<Report, AdminError> {
    let about = order.order_id.clone();
    let about = about.ok_or_else(|| AdminError::Unexpected("it names no order".to_owned()))?;
    let mut report = Report::about(Locator::Order(about.0));
    if !name.trim().is_empty() {
        report.links.push(DirectoryLink::OrderName(name));
    }
    extend(&mut report, &order);
    Ok(report)
}

fn extend(report: &mut Report, order: &FulfillmentOrder) {
    let Some(state) = order.state(Default::default()) else {
        return;
    };
    let at = state.at;
    let holds = order.fulfillment_holds.iter();
    report
        .facts
        .extend(holds.map(|hold| order.hold(hold, false, at)));
    report.facts.push(state);
    report
        .links
        .push(DirectoryLink::FulfillmentOrder(order.id.0.clone()));
}

/// Shopify's display status in the words of its webhooks; what they do not know is null there.
fn fulfillment_status(display: &str) -> Option<String> {
    let status = match display {
        "FULFILLED" => "fulfilled",
        "PARTIALLY_FULFILLED" => "partial",
        "RESTOCKED" => "restocked",
        _ => return None,
    };
    Some(status.to_owned())
}

fn address(address: by::OrderByIdOrderShippingAddress) -> Address {
    Address {
        name: address.name,
        company: address.company,
        address1: address.address1,
        address2: address.address2,
        city: address.city,
        zip: address.zip,
        province: address.province,
        country: address.country,
        country_code: address.country_code_v2,
        phone: address.phone,
    }
}

/// The same fragment is generated once an operation, as two types.
macro_rules! from_fragment {
    ($name:ident, $module:ident) => {
        fn $name(order: $module::FulfillmentOrderState) -> Result<FulfillmentOrder, AdminError> {
            let mut line_items = Vec::new();
            // Half the items would read as if the rest were done: no items read as "not told".
            if !order.line_items.page_info.has_next_page {
                for line in order.line_items.nodes {
                    line_items.push(FulfillmentOrderLine {
                        line_item_id: id(&line.line_item.id)?,
                        fulfillable_quantity: units(line.remaining_quantity),
                    });
                }
            }
            let mut fulfillment_holds = Vec::new();
            for hold in order.fulfillment_holds {
                fulfillment_holds.push(Hold {
                    id: id(&hold.id)?,
                    reason: Some(hold.reason),
                    reason_notes: hold.reason_notes,
                    held_by_app: None,
                });
            }
            let location = order.assigned_location;
            Ok(FulfillmentOrder {
                id: id(&order.id)?,
                order_id: Some(id(&order.order_id)?),
                status: Some(order.status),
                request_status: Some(order.request_status),
                updated_at: Some(time(&order.updated_at)?),
                fulfill_at: order.fulfill_at.as_deref().map(time).transpose()?,
                fulfill_by: order.fulfill_by.as_deref().map(time).transpose()?,
                assigned_location_id: None,
                assigned_location: Some(AssignedLocation {
                    location_id: location.location.map(|place| id(&place.id)).transpose()?,
                    name: Some(location.name),
                }),
                delivery_method: order.delivery_method.map(|method| Method {
                    method_type: Some(method.method_type),
                    presented_name: method.presented_name,
                    service_code: method.service_code,
                }),
                line_items,
                fulfillment_holds,
            })
        }
    };
}
from_fragment!(from_order, by);
from_fragment!(from_lookup, by_id);
from_fragment!(from_list, open);

fn units(quantity: i64) -> u32 {
    u32::try_from(quantity.max(0)).unwrap_or(u32::MAX)
}
