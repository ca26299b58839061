//! A Shopify fulfillment and the tracking events on it.

use fulfillment::fact::{Item, Location, Place, ShipmentSnapshot, Subject};
use fulfillment::{Fact, Grade, Kind};
use serde::Deserialize;

use super::{fact, status};
use crate::wire::{Id, Time, country, filled, or_default, text, tracking};
use crate::{DirectoryLink, Locator, Report};

/// What the message of a fulfillment event ends with when this app wrote it. Shopify's webhook does
/// not say who wrote an event, so ours say it themselves.
pub const OWN_EVENT_MARK: &str = "· plumbline";

/// The fields read of a fulfillment, in `fulfillments/*` and inside an order.
#[derive(Debug, Deserialize)]
pub(super) struct Fulfillment {
    pub id: Id,
    pub order_id: Id,
    pub status: String,
    pub created_at: Time,
    pub updated_at: Time,
    #[serde(default)]
    pub tracking_company: Option<String>,
    #[serde(default)]
    pub tracking_number: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub tracking_numbers: Vec<String>,
    #[serde(default)]
    pub tracking_url: Option<String>,
    #[serde(default)]
    pub location_id: Option<Id>,
    #[serde(default, deserialize_with = "or_default")]
    pub line_items: Vec<FulfillmentLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FulfillmentLine {
    pub id: Id,
    pub quantity: u32,
}

impl Fulfillment {
    /// Its present state as a fact, and the names it gives the order.
    pub fn facts(self) -> (Vec<Fact>, Vec<DirectoryLink>) {
        let id = self.id.0;
        let mut numbers: Vec<String> = Vec::new();
        for number in self.tracking_numbers.iter().chain(&self.tracking_number) {
            if let Some(number) = tracking(number)
                && !numbers.contains(&number)
            {
                numbers.push(number);
            }
        }
        let mut links = vec![DirectoryLink::Fulfillment(id.clone())];
        links.extend(numbers.iter().cloned().map(DirectoryLink::Tracking));

        let mut items: Vec<Item> = self
            .line_items
            .into_iter()
            .map(|line| Item {
                line: line.id.0,
                quantity: line.quantity,
            })
            .collect();
        items.sort_unstable();

        let snapshot = ShipmentSnapshot {
            updated_at: self.updated_at.0,
            created_at: self.created_at.0,
            status: self.status.to_ascii_lowercase(),
            carrier: filled(self.tracking_company),
            tracking: numbers.clone(),
            tracking_url: self
                .tracking_url
                .filter(|url| url.starts_with("https://") && url.len() <= 2000),
        };
        let mut fact = fact(
            self.updated_at.0,
            &id,
            None,
            Grade::Record,
            Kind::ShipmentSnapshot(snapshot),
        );
        fact.subject = Subject {
            shipment: Some(id),
            tracking: numbers.into_iter().next(),
            ..Subject::default()
        };
        fact.items = items;
        fact.location = self.location_id.map(|id| Location {
            id: id.0,
            name: None,
        });
        (vec![fact], links)
    }

    pub fn report(self) -> Report {
        let mut report = Report::about(Locator::Order(self.order_id.0.clone()));
        (report.facts, report.links) = self.facts();
        report
    }
}

/// A tracking event on a fulfillment.
#[derive(Debug, Deserialize)]
pub(super) struct FulfillmentEvent {
    pub id: Id,
    pub fulfillment_id: Id,
    pub order_id: Id,
    pub status: String,
    pub happened_at: Time,
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default)]
    pub city: Option<String>,
    #[serde(default)]
    pub province: Option<String>,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub estimated_delivery_at: Option<Time>,
    #[serde(default)]
    pub shop_id: Option<Id>,
}

impl FulfillmentEvent {
    /// The event, and a revised date if it states one; nothing if this app wrote it.
    pub fn facts(self) -> Vec<Fact> {
        let message = self.message.as_deref().unwrap_or_default();
        if message.trim_end().ends_with(OWN_EVENT_MARK) {
            return Vec::new();
        }
        let (kind, grade) = status::fulfillment_event::meaning(&self.status);
        let subject = Subject {
            shipment: Some(self.fulfillment_id.0.clone()),
            ..Subject::default()
        };
        let place = Place {
            city: filled(self.city),
            region: filled(self.province),
            country: country(self.country),
        };
        let resource = self.fulfillment_id.0.as_str();
        let mut event = fact(
            self.happened_at.0,
            resource,
            Some(self.id.0.clone()),
            grade,
            kind,
        );
        event.subject = subject.clone();
        event.place = (place != Place::default()).then_some(place);
        event.text = text(message);
        let mut facts = vec![event];
        if let Some(Time(day)) = self.estimated_delivery_at {
            let kind = Kind::EtaRevised {
                from: day,
                until: day,
            };
            let name = Some(format!("{}/eta", self.id.0));
            let mut eta = fact(self.happened_at.0, resource, name, grade, kind);
            eta.subject = subject;
            facts.push(eta);
        }
        facts
    }

    pub fn report(self) -> Report {
        let mut report = Report::about(Locator::Order(self.order_id.0.clone()));
        report.shop_hint = self.shop_id.as_ref().map(|id| id.0.clone());
        report.links = vec![DirectoryLink::Fulfillment(self.fulfillment_id.0.clone())];
        report.facts = self.facts();
        report
    }
}
