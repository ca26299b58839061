//! Fulfillment orders and their holds: `fulfillment_orders/*`, `fulfillment_holds/*`.
//!
//! Most payloads are thin: an id and a status, no order, no items, no time. The order is found by the
//! shop's directory; the trigger's time stands in for the missing one.

use fulfillment::fact::{FulfillmentOrderSnapshot, Item, Location, Owner, OwnerRole, Subject};
use fulfillment::{Fact, Grade, Instant, Kind};
use serde::Deserialize;

use super::fact;
use super::status::fulfillment_order_topic::{self as topics, Meaning};
use super::status::{delivery_method, hold_reason};
use crate::wire::{Id, Time, or_default, text};
use crate::{DirectoryLink, Locator, Refusal, Report};

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
        let snapshot = FulfillmentOrderSnapshot {
            updated_at,
            status: lower(&self.status)?,
            request_status: lower(&self.request_status).unwrap_or_default(),
            items,
            fulfill_at: self.fulfill_at.map(|time| time.0),
            fulfill_by: self.fulfill_by.map(|time| time.0),
            method: self
                .delivery_method
                .as_ref()
                .and_then(|method| delivery_method::meaning(method.method_type.as_deref()?)),
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

/// One `fulfillment_orders/*` body: each topic fills some of these.
#[derive(Deserialize)]
pub(super) struct Envelope {
    #[serde(default)]
    fulfillment_order: Option<FulfillmentOrder>,
    #[serde(default)]
    original_fulfillment_order: Option<FulfillmentOrder>,
    #[serde(default)]
    submitted_fulfillment_order: Option<FulfillmentOrder>,
    #[serde(default)]
    unsubmitted_fulfillment_order: Option<FulfillmentOrder>,
    #[serde(default)]
    moved_fulfillment_order: Option<FulfillmentOrder>,
    #[serde(default)]
    remaining_fulfillment_order: Option<FulfillmentOrder>,
    #[serde(default)]
    replacement_fulfillment_order: Option<FulfillmentOrder>,
    #[serde(default)]
    fulfillment_order_merges: Option<Merges>,
    #[serde(default, deserialize_with = "or_default")]
    merge_intents: Vec<MergeIntent>,
    #[serde(default)]
    created_fulfillment_hold: Option<Hold>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    progress_report: Option<Progress>,
}

/// Documented as one object; a list is taken too.
#[derive(Deserialize)]
#[serde(untagged)]
enum Merges {
    One(Box<Merge>),
    Many(Vec<Merge>),
}

#[derive(Deserialize)]
struct Merge {
    fulfillment_order: FulfillmentOrder,
}

#[derive(Deserialize)]
struct MergeIntent {
    fulfillment_order_id: Id,
}

#[derive(Deserialize)]
struct Progress {
    #[serde(default)]
    reason_notes: Option<String>,
    #[serde(default)]
    progress_reported_by_app: Option<Named>,
    #[serde(default)]
    progress_reported_by_user: Option<Named>,
}

impl Progress {
    /// A person is named before the software they used.
    fn owner(&self) -> Option<Owner> {
        let person = self.progress_reported_by_user.as_ref().map(|user| Owner {
            role: OwnerRole::Person,
            id: format!("staff-{}", user.id.0),
        });
        person.or_else(|| {
            self.progress_reported_by_app.as_ref().map(|app| Owner {
                role: OwnerRole::System,
                id: format!("app-{}", app.id.0),
            })
        })
    }
}

impl Envelope {
    /// The report of `fulfillment_orders/{topic}`.
    pub fn report(mut self, topic: &str, at: Instant) -> Result<Report, Refusal> {
        let Some(meaning) = topics::meaning(topic) else {
            return Err(Refusal::UnknownTopic(format!("fulfillment_orders/{topic}")));
        };
        let merged = match self.fulfillment_order_merges.take() {
            Some(Merges::One(merge)) => vec![merge.fulfillment_order],
            Some(Merges::Many(merges)) => merges
                .into_iter()
                .map(|merge| merge.fulfillment_order)
                .collect(),
            None => Vec::new(),
        };
        // The first is the one the topic is about.
        let mut named: Vec<FulfillmentOrder> = Vec::new();
        let all = [
            self.moved_fulfillment_order.take(),
            self.submitted_fulfillment_order.take(),
            self.fulfillment_order.take(),
            self.original_fulfillment_order.take(),
            self.remaining_fulfillment_order.take(),
            self.replacement_fulfillment_order.take(),
            self.unsubmitted_fulfillment_order.take(),
        ];
        for order in merged.into_iter().chain(all.into_iter().flatten()) {
            if named.iter().all(|known| known.id != order.id) {
                named.push(order);
            }
        }
        let Some(about) = named.first() else {
            return Err(Refusal::malformed("missing field `fulfillment_order`"));
        };

        let locator = named
            .iter()
            .map(FulfillmentOrder::locator)
            .find(|locator| matches!(locator, Locator::Order(_)));
        // Where no order is named, the fulfillment order that is likeliest known already: the
        // original one of a move or split is, its successors are not.
        let known = named
            .iter()
            .find(|order| matches!(topic, "moved") && order.status.as_deref() == Some("closed"));
        let mut report = Report::about(locator.unwrap_or_else(|| known.unwrap_or(about).locator()));
        report.facts = self.events(meaning, topic, about, at);
        report
            .facts
            .extend(named.iter().filter_map(|order| order.state(at)));
        report.links = named
            .iter()
            .map(|order| &order.id)
            .chain(
                self.merge_intents
                    .iter()
                    .map(|intent| &intent.fulfillment_order_id),
            )
            .map(|id| DirectoryLink::FulfillmentOrder(id.0.clone()))
            .collect();
        report.links.sort_unstable();
        report.links.dedup();
        Ok(report)
    }

    fn events(
        &self,
        meaning: Meaning,
        topic: &str,
        about: &FulfillmentOrder,
        at: Instant,
    ) -> Vec<Fact> {
        match meaning {
            Meaning::State => Vec::new(),
            Meaning::Released => {
                let event = format!("fulfillment_order/{}/{topic}/{}", about.id.0, at.0);
                vec![about.event(at, event, Grade::Record, Kind::HoldReleased { hold: None })]
            }
            Meaning::Held => {
                let created = self.created_fulfillment_hold.iter();
                let listed = about
                    .fulfillment_holds
                    .iter()
                    .filter(|_| self.created_fulfillment_hold.is_none());
                created
                    .chain(listed)
                    .map(|hold| about.hold(hold, false, at))
                    .collect()
            }
            Meaning::Event(event, grade) => {
                let message = self.message.as_deref().and_then(text);
                let name = format!("fulfillment_order/{}/{topic}/{}", about.id.0, at.0);
                let mut fact = about.event(at, name, grade, event.kind(message.clone()));
                fact.text = message;
                if let Some(progress) = &self.progress_report {
                    fact.text = progress.reason_notes.as_deref().and_then(text);
                    fact.owner = progress.owner();
                }
                vec![fact]
            }
        }
    }
}

/// One `fulfillment_holds/*` body.
#[derive(Deserialize)]
pub(super) struct HoldEnvelope {
    fulfillment_order: FulfillmentOrder,
    fulfillment_hold: Hold,
}

impl HoldEnvelope {
    pub fn report(self, released: bool, at: Instant) -> Report {
        let mut report = Report::about(self.fulfillment_order.locator());
        let order = &self.fulfillment_order;
        report
            .facts
            .push(order.hold(&self.fulfillment_hold, released, at));
        report.facts.extend(order.state(at));
        report.links = vec![DirectoryLink::FulfillmentOrder(order.id.0.clone())];
        report
    }
}
