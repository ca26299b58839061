//! A Shopify refund, in `refunds/create` and inside an order.

use fulfillment::fact::Item;
use fulfillment::{Fact, Grade, Kind};
use serde::Deserialize;

use super::fact;
use crate::wire::{Id, Time, or_default};
use crate::{Locator, Report};

/// The fields read of a refund. Its note is a person's words about a customer: left out.
#[derive(Debug, Deserialize)]
pub(super) struct Refund {
    pub id: Id,
    pub order_id: Id,
    pub created_at: Time,
    #[serde(default)]
    pub processed_at: Option<Time>,
    #[serde(default, deserialize_with = "or_default")]
    pub refund_line_items: Vec<RefundLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RefundLine {
    pub line_item_id: Id,
    pub quantity: u32,
}

impl Refund {
    /// The refund of its items. One without items (shipping, goodwill) refunds no goods: it is noted,
    /// for no items would mean all of them.
    pub fn facts(self) -> Vec<Fact> {
        let mut items: Vec<Item> = self
            .refund_line_items
            .into_iter()
            .map(|line| Item {
                line: line.line_item_id.0,
                quantity: line.quantity,
            })
            .collect();
        items.sort_unstable();
        let kind = if items.is_empty() {
            Kind::NoteAdded
        } else {
            Kind::Refunded
        };
        let at = self.processed_at.unwrap_or(self.created_at).0;
        let event = Some(format!("refund/{}", self.id.0));
        let mut refund = fact(at, &self.order_id.0, event, Grade::Record, kind);
        if items.is_empty() {
            refund.text = Some("Refund without items".to_owned());
        }
        refund.items = items;
        vec![refund]
    }

    pub fn report(self) -> Report {
        let mut report = Report::about(Locator::Order(self.order_id.0.clone()));
        report.facts = self.facts();
        report
    }
}
