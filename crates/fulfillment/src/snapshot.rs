//! Mutable vendor objects: of each, the fold keeps the greatest `(updated_at, content)`.

use std::collections::BTreeMap;

use crate::fact::{
    FulfillmentOrderSnapshot, Item, Kind, Location, OrderSnapshot, ShipmentSnapshot,
};
use crate::instant::Instant;
use crate::skew::Window;
use crate::timeline::Entry;

/// Units by order line.
pub(crate) type Units = BTreeMap<String, u32>;

/// Units of a list of items, lines named by SKU put under their order line.
pub(crate) fn units(items: &[Item], order: Option<&OrderSnapshot>) -> Units {
    let mut units = Units::new();
    for item in items {
        let line = order
            .and_then(|order| {
                let known = order.lines.iter().any(|line| line.id == item.line);
                let by_sku = || {
                    order
                        .lines
                        .iter()
                        .find(|line| line.sku.as_deref() == Some(item.line.as_str()))
                };
                if known { None } else { by_sku() }
            })
            .map_or_else(|| item.line.clone(), |line| line.id.clone());
        let count = units.entry(line).or_default();
        *count = count.saturating_add(item.quantity);
    }
    units.retain(|_, quantity| *quantity > 0);
    units
}

/// A Shopify fulfillment through its known versions.
pub(crate) struct Shipment<'a> {
    /// Every version, oldest first; never empty.
    pub(crate) versions: Vec<(usize, &'a ShipmentSnapshot)>,
}

impl<'a> Shipment<'a> {
    /// Its present state.
    pub(crate) fn latest(&self) -> (usize, &'a ShipmentSnapshot) {
        self.versions[self.versions.len() - 1]
    }

    /// Shopify holds it for done.
    pub(crate) fn stands(&self) -> bool {
        self.latest().1.status == "success"
    }

    /// It was taken back.
    pub(crate) fn void(&self) -> bool {
        matches!(
            self.latest().1.status.as_str(),
            "cancelled" | "error" | "failure"
        )
    }

    /// Since when it is void: the first version of its present state.
    pub(crate) fn void_at(&self) -> Option<Instant> {
        if !self.void() {
            return None;
        }
        let since = self
            .versions
            .iter()
            .rev()
            .take_while(|(_, version)| version.status == self.latest().1.status)
            .last();
        since.map(|(_, version)| version.updated_at)
    }

    /// When Shopify began to say "fulfilled".
    pub(crate) fn created_at(&self, window: Window) -> Instant {
        window.clamp(self.latest().1.created_at)
    }

    /// When a tracking number joined it: its creation, unless an older version lacked the number.
    pub(crate) fn tracked_at(&self, number: &str, window: Window) -> Instant {
        let mut lacking = false;
        for (_, version) in &self.versions {
            if version.tracking.iter().any(|known| known == number) {
                return if lacking {
                    window.clamp(version.updated_at)
                } else {
                    self.created_at(window)
                };
            }
            lacking = true;
        }
        self.created_at(window)
    }
}

/// The Shopify fulfillments among these entries, by id.
pub(crate) fn shipments<'a>(entries: &'a [Entry], among: &[usize]) -> Vec<Shipment<'a>> {
    let mut found: BTreeMap<String, Vec<(usize, &ShipmentSnapshot)>> = BTreeMap::new();
    for index in among {
        let entry = &entries[*index];
        if let (true, Kind::ShipmentSnapshot(snapshot)) = (entry.stands(), &entry.fact.kind) {
            let id = entry
                .fact
                .subject
                .shipment
                .clone()
                .unwrap_or_else(|| entry.fact.source.resource.clone());
            found.entry(id).or_default().push((*index, snapshot));
        }
    }
    found
        .into_values()
        .map(|mut versions| {
            versions.sort_by(|a, b| {
                (a.1.updated_at, &entries[a.0].id).cmp(&(b.1.updated_at, &entries[b.0].id))
            });
            Shipment { versions }
        })
        .collect()
}

/// The newest state of the Shopify order.
pub(crate) fn order(entries: &[Entry]) -> Option<&OrderSnapshot> {
    entries
        .iter()
        .filter(|entry| entry.stands())
        .filter_map(|entry| match &entry.fact.kind {
            Kind::OrderSnapshot(snapshot) => Some((snapshot.updated_at, &entry.id, snapshot)),
            _ => None,
        })
        .max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))
        .map(|(_, _, snapshot)| snapshot)
}

/// A fulfillment order through its known versions.
#[derive(Default)]
pub(crate) struct FulfillmentOrder<'a> {
    /// Every version, oldest first; empty if only operations named it.
    pub(crate) versions: Vec<(usize, &'a FulfillmentOrderSnapshot)>,
    /// The most it ever held by Shopify's word. Most of its webhooks are thin and name no items.
    pub(crate) most: Units,
    /// Items that others named with it: at least these.
    pub(crate) named: Units,
    /// Where it is fulfilled.
    pub(crate) location: Option<Location>,
    /// Taken back as a whole.
    pub(crate) cancelled: bool,
}

impl<'a> FulfillmentOrder<'a> {
    /// Its present state.
    pub(crate) fn latest(&self) -> Option<&'a FulfillmentOrderSnapshot> {
        self.versions.last().map(|(_, version)| *version)
    }
}

/// Every fulfillment order the facts name.
pub(crate) fn fulfillment_orders<'a>(
    entries: &'a [Entry],
    order: Option<&OrderSnapshot>,
) -> BTreeMap<String, FulfillmentOrder<'a>> {
    let mut found: BTreeMap<String, FulfillmentOrder<'a>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let Some(id) = entry.fact.subject.fulfillment_order.as_ref() else {
            continue;
        };
        if !entry.stands() {
            continue;
        }
        let own = entry.fact.subject.shipment.is_none() && entry.fact.subject.tracking.is_none();
        let fo = found.entry(id.clone()).or_default();
        match &entry.fact.kind {
            Kind::FoSnapshot(snapshot) => {
                fo.versions.push((index, snapshot));
                raise(&mut fo.most, &units(&snapshot.items, order));
            }
            Kind::Cancelled { .. } if own && entry.fact.items.is_empty() => fo.cancelled = true,
            _ if own => raise(&mut fo.named, &units(&entry.fact.items, order)),
            _ => {}
        }
        if let (true, Some(location)) = (own, &entry.fact.location) {
            fo.location = Some(location.clone());
        }
    }
    for fo in found.values_mut() {
        fo.versions.sort_by(|a, b| {
            (a.1.updated_at, &entries[a.0].id).cmp(&(b.1.updated_at, &entries[b.0].id))
        });
        fo.cancelled |= fo
            .latest()
            .is_some_and(|latest| latest.status == "cancelled");
    }
    found
}

fn raise(most: &mut Units, seen: &Units) {
    for (line, quantity) in seen {
        let known = most.entry(line.clone()).or_default();
        *known = (*known).max(*quantity);
    }
}
