//! Shopify's webhooks to facts.
use fulfillment::Instant;

use crate::{Refusal, Report};

/// Translates one webhook: `topic` as in `X-Shopify-Topic`, the raw body (its signature checked),
/// and `X-Shopify-Triggered-At`, used only where a payload has no time of its own.
///
/// # Errors
/// [`Refusal::UnknownTopic`], or [`Refusal::Malformed`] naming the field.
pub fn adapt(topic: &str, body: &[u8], triggered_at: Instant) -> Result<Report, Refusal> {
    let _ = (body, triggered_at);
    Err(Refusal::UnknownTopic(topic.to_owned()))
}
