//! A Shopify order, as `orders/*` webhooks and the look-up by id describe it.

mod people;

pub(super) use people::{Address, Customer};

use fulfillment::fact::{self as facts, DeliveryMethod, Line, OrderSnapshot, Place};
use fulfillment::{Fact, Grade, Kind};
use serde::Deserialize;

use super::fact;
use super::refund::Refund;
use super::shipment::Fulfillment;
use super::shop::hint_from_status_url;
use crate::wire::{Id, Time, country, filled, or_default};
use crate::{DirectoryLink, Locator, Report};

/// The fields read of an order; the rest is ignored. Subscriptions may trim to these.
#[derive(Debug, Deserialize)]
pub(super) struct Order {
    pub id: Id,
    pub name: String,
    pub created_at: Time,
    pub updated_at: Time,
    #[serde(default)]
    pub processed_at: Option<Time>,
    #[serde(default)]
    pub cancelled_at: Option<Time>,
    #[serde(default)]
    pub cancel_reason: Option<String>,
    #[serde(default)]
    pub financial_status: Option<String>,
    #[serde(default)]
    pub fulfillment_status: Option<String>,
    #[serde(default)]
    pub customer_locale: Option<String>,
    #[serde(default)]
    pub order_status_url: Option<String>,
    #[serde(default)]
    pub source_name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub contact_email: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub customer: Option<Customer>,
    #[serde(default)]
    pub shipping_address: Option<Address>,
    #[serde(default, deserialize_with = "or_default")]
    pub shipping_lines: Vec<ShippingLine>,
    pub line_items: Vec<LineItem>,
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillments: Vec<Fulfillment>,
    #[serde(default, deserialize_with = "or_default")]
    pub refunds: Vec<Refund>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LineItem {
    pub id: Id,
    #[serde(default)]
    pub title: String,
    pub quantity: u32,
    /// After edits and removals; absent in older payloads.
    #[serde(default)]
    pub current_quantity: Option<u32>,
    #[serde(default)]
    pub sku: Option<String>,
    #[serde(default = "shippable")]
    pub requires_shipping: bool,
    #[serde(default)]
    pub gift_card: bool,
}

fn shippable() -> bool {
    true
}

#[derive(Debug, Deserialize)]
pub(super) struct ShippingLine {
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub delivery_category: Option<String>,
    /// Taken off by an edit of the order.
    #[serde(default, deserialize_with = "or_default")]
    pub is_removed: bool,
}

impl Order {
    /// Everything the order says: the same facts by whichever topic or look-up it came.
    pub fn report(self) -> Report {
        let order = self.id.0.as_str();
        let mut report = Report::about(Locator::Order(order.to_owned()));
        report.shop_hint = self
            .order_status_url
            .as_deref()
            .and_then(hint_from_status_url);
        report.personal = self.personal();

        let record = |at: Time, kind| fact(at.0, order, None, Grade::Record, kind);
        report
            .facts
            .push(record(self.created_at, Kind::OrderPlaced));
        report.facts.push(record(
            self.updated_at,
            Kind::OrderSnapshot(self.snapshot()),
        ));
        report.facts.extend(self.payment());
        if let Some(at) = self.cancelled_at {
            let reason = filled(self.cancel_reason.clone());
            report.facts.push(record(at, Kind::Cancelled { reason }));
        }
        if let Some(name) = filled(Some(self.name.clone())) {
            report.links.push(DirectoryLink::OrderName(name));
        }
        for fulfillment in self.fulfillments {
            let (facts, links) = fulfillment.facts();
            report.facts.extend(facts);
            report.links.extend(links);
        }
        for refund in self.refunds {
            report.facts.extend(refund.facts());
        }
        report
    }

    /// Money that was refunded was captured first.
    fn payment(&self) -> Option<Fact> {
        let captured = matches!(
            self.financial_status.as_deref(),
            Some("paid" | "partially_refunded" | "refunded")
        );
        let at = self.processed_at.unwrap_or(self.created_at).0;
        captured.then(|| fact(at, &self.id.0, None, Grade::Record, Kind::PaymentCaptured))
    }

    fn snapshot(&self) -> OrderSnapshot {
        let destination = self
            .shipping_address
            .as_ref()
            .map_or_else(Place::default, |address| Place {
                city: filled(address.city.clone()),
                region: filled(address.province.clone()),
                country: country(address.country_code.clone()),
            });
        OrderSnapshot {
            updated_at: self.updated_at.0,
            name: self.name.clone(),
            lines: self.lines(),
            method: self.method(),
            shipping: self.shipping(),
            destination,
            locale: filled(self.customer_locale.clone()),
            financial: filled(self.financial_status.clone()),
            fulfillment: filled(self.fulfillment_status.clone()),
        }
    }

    fn lines(&self) -> Vec<Line> {
        self.line_items
            .iter()
            .map(|item| Line {
                id: item.id.0.clone(),
                title: item.title.clone(),
                quantity: item.current_quantity.unwrap_or(item.quantity),
                sku: filled(item.sku.clone()),
                shippable: item.requires_shipping && !item.gift_card,
            })
            .collect()
    }

    /// The delivery option in force.
    fn shipping(&self) -> Option<facts::ShippingLine> {
        let line = self.shipping_lines.iter().find(|line| !line.is_removed)?;
        Some(facts::ShippingLine {
            title: filled(line.title.clone())?,
            code: filled(line.code.clone()),
        })
    }

    /// An order tells little of its delivery method; its fulfillment orders tell more.
    fn method(&self) -> DeliveryMethod {
        let moves = |item: &LineItem| item.requires_shipping && !item.gift_card;
        if !self.line_items.iter().any(moves) {
            return DeliveryMethod::None;
        }
        let said = |word: &str| {
            self.shipping_lines.iter().any(|line| {
                [&line.delivery_category, &line.code]
                    .into_iter()
                    .flatten()
                    .any(|text| text.eq_ignore_ascii_case(word))
            })
        };
        let over_the_counter = self.source_name.as_deref() == Some("pos")
            && self.shipping_address.is_none()
            && self.shipping_lines.is_empty();
        if over_the_counter {
            DeliveryMethod::None
        } else if said("pick_up") || said("pickup") || said("pick-up") {
            DeliveryMethod::PickUp
        } else if said("local") || said("local_delivery") {
            DeliveryMethod::Local
        } else if said("pickup_point") {
            DeliveryMethod::PickupPoint
        } else {
            DeliveryMethod::Shipping
        }
    }
}

/// `orders/edited`: what was changed, not what the order is now; `orders/updated` follows it.
#[derive(Deserialize)]
pub(super) struct Edited {
    order_edit: OrderEdit,
}

#[derive(Deserialize)]
struct OrderEdit {
    id: Id,
    order_id: Id,
    created_at: Time,
}

impl Edited {
    pub fn report(self) -> Report {
        let edit = self.order_edit;
        let mut report = Report::about(Locator::Order(edit.order_id.0.clone()));
        report.facts.push(fact(
            edit.created_at.0,
            &edit.order_id.0,
            Some(format!("edit/{}", edit.id.0)),
            Grade::Record,
            Kind::OrderEdited,
        ));
        report
    }
}
