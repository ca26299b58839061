//! Fulfillment orders and their holds: `fulfillment_orders/*`, `fulfillment_holds/*`.
//!
//! Most payloads are thin: an id and a status, no order, no items, no time. The order is found by the
//! shop's directory; the trigger's time stands in for the missing one.

mod envelope;

pub(super) use envelope::{Envelope, HoldEnvelope};

use fulfillment::fact::{
    FulfillmentOrderSnapshot, Item, Location, Owner, OwnerRole, ShippingLine, Subject,
};
use fulfillment::{Fact, Grade, Instant, Kind};
use serde::Deserialize;

use super::fact;
use super::status::{delivery_method, hold_reason};
use crate::Locator;
use crate::wire::{Id, Time, or_default, text};

/// The fields read of a fulfillment order; all but the id may be missing.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct FulfillmentOrder {
    pub id: Id,
    #[serde(default)]
    pub order_id: Option<Id>,
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub request_status: Option<String>,
    #[serde(default)]
    pub updated_at: Option<Time>,
    #[serde(default)]
    pub fulfill_at: Option<Time>,
    #[serde(default)]
    pub fulfill_by: Option<Time>,
    #[serde(default)]
    pub assigned_location_id: Option<Id>,
    #[serde(default)]
    pub assigned_location: Option<AssignedLocation>,
    #[serde(default)]
    pub delivery_method: Option<Method>,
    #[serde(default, deserialize_with = "or_default")]
    pub line_items: Vec<FulfillmentOrderLine>,
    #[serde(default, deserialize_with = "or_default")]
    pub fulfillment_holds: Vec<Hold>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct AssignedLocation {
    #[serde(default)]
    pub location_id: Option<Id>,
    #[serde(default)]
    pub name: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Method {
    #[serde(default)]
    pub method_type: Option<String>,
    #[serde(default)]
    pub presented_name: Option<String>,
    #[serde(default)]
    pub service_code: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct FulfillmentOrderLine {
    pub line_item_id: Id,
    /// What is left to fulfil.
    pub fulfillable_quantity: u32,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Hold {
    pub id: Id,
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub reason_notes: Option<String>,
    #[serde(default)]
    pub held_by_app: Option<Named>,
}

/// An object of which only the id matters.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Named {
    pub id: Id,
}

impl FulfillmentOrder {
    fn subject(&self) -> Subject {
        Subject {
            fulfillment_order: Some(self.id.0.clone()),
            ..Subject::default()
        }
    }

    fn location(&self) -> Option<Location> {
        let assigned = self.assigned_location.as_ref();
        let id = self
            .assigned_location_id
            .as_ref()
            .or_else(|| assigned.and_then(|location| location.location_id.as_ref()))?;
        Some(Location {
            id: id.0.clone(),
            name: assigned.and_then(|location| text(location.name.as_deref()?)),
        })
    }

    /// Something that happened to it.
    fn event(&self, at: Instant, event: String, grade: Grade, kind: Kind) -> Fact {
        let mut fact = fact(at, &self.id.0, Some(event), grade, kind);
        fact.subject = self.subject();
        fact.location = self.location();
        fact
    }

    /// Its present state. `None` where the payload does not tell its status.
    pub fn state(&self, triggered_at: Instant) -> Option<Fact> {
        let updated_at = self.updated_at.map_or(triggered_at, |time| time.0);
        let mut items: Vec<Item> = self
            .line_items
            .iter()
            .filter(|line| line.fulfillable_quantity > 0)
            .map(|line| Item {
                line: line.line_item_id.0.clone(),
                quantity: line.fulfillable_quantity,
            })
            .collect();
        items.sort_unstable();
        let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_ascii_lowercase());
        let method = self.delivery_method.as_ref();
        let snapshot = FulfillmentOrderSnapshot {
            updated_at,
            status: lower(&self.status)?,
            request_status: lower(&self.request_status).unwrap_or_default(),
            items,
            fulfill_at: self.fulfill_at.map(|time| time.0),
            fulfill_by: self.fulfill_by.map(|time| time.0),
            method: method
                .and_then(|method| delivery_method::meaning(method.method_type.as_deref()?)),
            shipping: method.and_then(|method| {
                Some(ShippingLine {
                    title: text(method.presented_name.as_deref()?)?,
                    code: method.service_code.as_deref().and_then(text),
                })
            }),
        };
        let mut fact = fact(
            updated_at,
            &self.id.0,
            None,
            Grade::Record,
            Kind::FoSnapshot(snapshot),
        );
        fact.subject = self.subject();
        fact.location = self.location();
        Some(fact)
    }

    /// A hold on it, placed or released.
    pub fn hold(&self, hold: &Hold, released: bool, at: Instant) -> Fact {
        let (step, kind) = if released {
            let kind = Kind::HoldReleased {
                hold: Some(hold.id.0.clone()),
            };
            ("released", kind)
        } else {
            let reason = hold_reason::meaning(hold.reason.as_deref().unwrap_or_default());
            let kind = Kind::HoldPlaced {
                hold: hold.id.0.clone(),
                reason,
            };
            ("placed", kind)
        };
        let event = format!("hold/{}/{step}", hold.id.0);
        let mut fact = self.event(at, event, Grade::Record, kind);
        fact.text = hold.reason_notes.as_deref().and_then(text);
        fact.owner = hold.held_by_app.as_ref().map(|app| Owner {
            role: OwnerRole::System,
            id: format!("app-{}", app.id.0),
        });
        fact
    }

    fn locator(&self) -> Locator {
        match &self.order_id {
            Some(order) => Locator::Order(order.0.clone()),
            None => Locator::FulfillmentOrder(self.id.0.clone()),
        }
    }
}
