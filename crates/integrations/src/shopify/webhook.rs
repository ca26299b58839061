//! Shopify's webhooks to facts.

use fulfillment::Instant;

use super::fulfillment_order::{Envelope, HoldEnvelope};
use super::order::{Edited, Order};
use super::refund::Refund;
use super::returns::Return;
use super::shipment::{Fulfillment, FulfillmentEvent};
use super::shop::{Compliance, Uninstalled};
use crate::wire::read;
use crate::{Refusal, Report};

pub use super::shipment::OWN_EVENT_MARK;

/// Largest body taken: an order of 500 lines is about 810 KB and repeats in its fulfillments.
pub const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Every topic with an adapter, to subscribe to in `shopify.app.toml`.
pub const TOPICS: [&str; 45] = [
    "app/uninstalled",
    "customers/data_request",
    "customers/redact",
    "fulfillment_events/create",
    "fulfillment_holds/added",
    "fulfillment_holds/released",
    "fulfillment_orders/cancellation_request_accepted",
    "fulfillment_orders/cancellation_request_rejected",
    "fulfillment_orders/cancellation_request_submitted",
    "fulfillment_orders/cancelled",
    "fulfillment_orders/fulfillment_request_accepted",
    "fulfillment_orders/fulfillment_request_rejected",
    "fulfillment_orders/fulfillment_request_submitted",
    "fulfillment_orders/fulfillment_service_failed_to_complete",
    "fulfillment_orders/hold_released",
    "fulfillment_orders/line_items_prepared_for_local_delivery",
    "fulfillment_orders/line_items_prepared_for_pickup",
    "fulfillment_orders/manually_reported_progress_stopped",
    "fulfillment_orders/merged",
    "fulfillment_orders/moved",
    "fulfillment_orders/order_routing_complete",
    "fulfillment_orders/placed_on_hold",
    "fulfillment_orders/progress_reported",
    "fulfillment_orders/rescheduled",
    "fulfillment_orders/scheduled_fulfillment_order_ready",
    "fulfillment_orders/split",
    "fulfillments/create",
    "fulfillments/update",
    "orders/cancelled",
    "orders/create",
    "orders/edited",
    "orders/fulfilled",
    "orders/paid",
    "orders/partially_fulfilled",
    "orders/updated",
    "refunds/create",
    "returns/approve",
    "returns/cancel",
    "returns/close",
    "returns/decline",
    "returns/process",
    "returns/reopen",
    "returns/request",
    "returns/update",
    "shop/redact",
];

/// Translates one webhook: `topic` as in `X-Shopify-Topic`, the raw body (its signature checked),
/// and `X-Shopify-Triggered-At`, used only where a payload has no time of its own.
///
/// # Errors
/// [`Refusal::UnknownTopic`], [`Refusal::TooLarge`], or [`Refusal::Malformed`] naming the field.
pub fn adapt(topic: &str, body: &[u8], triggered_at: Instant) -> Result<Report, Refusal> {
    if body.len() > BODY_LIMIT {
        return Err(Refusal::TooLarge {
            size: body.len(),
            limit: BODY_LIMIT,
        });
    }
    let unknown = || Refusal::UnknownTopic(topic.chars().take(100).collect());
    let (group, step) = topic.split_once('/').ok_or_else(unknown)?;
    match (group, step) {
        ("orders", "create" | "updated" | "cancelled" | "paid" | "fulfilled")
        | ("orders", "partially_fulfilled") => Ok(read::<Order>(body)?.report()),
        ("orders", "edited") => Ok(read::<Edited>(body)?.report()),
        ("fulfillments", "create" | "update") => Ok(read::<Fulfillment>(body)?.report()),
        ("fulfillment_events", "create") => Ok(read::<FulfillmentEvent>(body)?.report()),
        ("fulfillment_orders", step) => read::<Envelope>(body)?.report(step, triggered_at),
        ("fulfillment_holds", "added" | "released") => {
            Ok(read::<HoldEnvelope>(body)?.report(step == "released", triggered_at))
        }
        ("refunds", "create") => Ok(read::<Refund>(body)?.report()),
        ("returns", step) => read::<Return>(body)?
            .report(step, triggered_at)?
            .ok_or_else(unknown),
        ("app", "uninstalled") => Ok(read::<Uninstalled>(body)?.report()),
        ("customers", "data_request" | "redact") | ("shop", "redact") => {
            read::<Compliance>(body)?.report(topic)
        }
        _ => Err(unknown()),
    }
}
