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
