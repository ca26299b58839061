//! The bodies of `fulfillment_orders/*` and `fulfillment_holds/*`: which fulfillment orders a topic
//! names, and what it says happened to them.

use fulfillment::fact::{Owner, OwnerRole};
use fulfillment::{Fact, Grade, Instant, Kind};
use serde::Deserialize;

use super::{FulfillmentOrder, Hold, Named};
use crate::shopify::status::fulfillment_order_topic::{self as topics, Meaning};
use crate::wire::{Id, or_default, text};
use crate::{DirectoryLink, Locator, Refusal, Report};

/// One `fulfillment_orders/*` body: each topic fills some of these.
#[derive(Deserialize)]
pub(in crate::shopify) struct Envelope {
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
        let original = self
            .original_fulfillment_order
            .as_ref()
            .map(FulfillmentOrder::locator);
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
        // Where no order is named, the directory likeliest knows what was there before.
        let mut report = Report::about(locator.or(original).unwrap_or_else(|| about.locator()));
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
pub(in crate::shopify) struct HoldEnvelope {
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
