//! Which facts are about the same parcel.
//!
//! Shipments and tracking numbers that facts name together are one parcel (union-find). A
//! fulfillment order is weaker: it may leave in several parcels, so its facts reach every parcel it
//! left in, and what it still holds is a group of its own. A fact that names only the order
//! belongs to the one group its items and location fit, or else to the order.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Fact, Item, Kind, Location, OrderSnapshot};
use crate::hold::Hold;
use crate::instant::Instant;
use crate::milestone;
use crate::snapshot::{self, FulfillmentOrder, Units, units};
use crate::timeline::Entry;
use crate::{allot, attach, divide, join};

/// A parcel, or a group of items that are not in one yet.
pub(crate) struct Group {
    pub(crate) id: String,
    /// A shipment or tracking number exists; else it is a group of items.
    pub(crate) shipped: bool,
    pub(crate) fulfillment_orders: BTreeSet<String>,
    /// Entries that name it themselves.
    pub(crate) own: Vec<usize>,
    /// Standing entries about it, oldest first.
    pub(crate) facts: Vec<usize>,
    /// Its units; `None` while no source said.
    pub(crate) units: Option<Units>,
    pub(crate) location: Option<Location>,
    /// It is what waits of a group that was divided; the rest of that group keeps its id.
    pub(crate) waits: bool,
}

impl Group {
    pub(crate) fn new(id: String, shipped: bool) -> Self {
        Self {
            id,
            shipped,
            fulfillment_orders: BTreeSet::new(),
            own: Vec::new(),
            facts: Vec::new(),
            units: None,
            location: None,
            waits: false,
        }
    }

    /// Its id, or that of the group it was divided from.
    pub(crate) fn whole(&self) -> &str {
        divide::whole(&self.id)
    }

    /// Its items as the timeline shows them.
    pub(crate) fn items(&self) -> Vec<Item> {
        self.units
            .iter()
            .flatten()
            .map(|(line, quantity)| Item {
                line: line.clone(),
                quantity: *quantity,
            })
            .collect()
    }

    pub(crate) fn holds_any(&self, wanted: &Units) -> bool {
        self.units
            .as_ref()
            .is_none_or(|own| own.keys().any(|line| wanted.contains_key(line)))
    }

    pub(crate) fn is_at(&self, location: Option<&Location>) -> bool {
        match (&self.location, location) {
            (Some(own), Some(asked)) => own.id == asked.id,
            _ => true,
        }
    }

    pub(crate) fn began(&self, entries: &[Entry]) -> Option<Instant> {
        self.own.iter().map(|index| entries[*index].at).min()
    }
}

/// The groups of an order, and which groups each entry is about (none: the order).
pub(crate) fn group(
    entries: &[Entry],
    order: Option<&OrderSnapshot>,
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
    holds: &[Hold],
) -> (Vec<Group>, Vec<Vec<usize>>) {
    let mut parcels = parcels(entries, order);
    parcels.retain(|parcel| !milestone::void(entries, &parcel.own));
    join::halves(entries, &mut parcels, order, fos);
    allot::link_by_items(&mut parcels, fos);
    let mut groups = parcels;
    let rests = allot::fulfillment_orders(entries, &mut groups, fos, order);
    groups.extend(rests);
    allot::limit_to_order(&mut groups, order);
    groups.extend(allot::rest(entries, &groups, order));
    divide::by_what_waits(entries, &mut groups, order, holds);
    let about = attach::attach(entries, &groups, order);
    for (index, targets) in about.iter().enumerate() {
        if entries[index].stands() {
            for target in targets {
                groups[*target].facts.push(index);
            }
        }
    }
    for group in &mut groups {
        if group.location.is_none() {
            group.location = group
                .facts
                .iter()
                .rev()
                .find_map(|index| entries[*index].fact.location.clone());
        }
    }
    (groups, about)
}

pub(crate) fn named(value: Option<&String>) -> Option<&str> {
    value.map(String::as_str).filter(|id| !id.is_empty())
}

/// Names of a parcel in one fact: shipments first (`false`), tracking numbers after (`true`).
pub(crate) fn names(fact: &Fact) -> Vec<(bool, &str)> {
    let mut names = Vec::new();
    names.extend(named(fact.subject.shipment.as_ref()).map(|id| (false, id)));
    names.extend(named(fact.subject.tracking.as_ref()).map(|id| (true, id)));
    if let Kind::ShipmentSnapshot(snapshot) = &fact.kind {
        let numbers = snapshot.tracking.iter().filter(|id| !id.is_empty());
        names.extend(numbers.map(|id| (true, id.as_str())));
    }
    names
}

fn parcels(entries: &[Entry], order: Option<&OrderSnapshot>) -> Vec<Group> {
    let mut nodes: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    let mut parent: Vec<usize> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.stands()) {
        let mut first = None;
        for name in names(&entry.fact) {
            let next = parent.len();
            let node = *nodes.entry(name).or_insert(next);
            if node == next {
                parent.push(next);
            }
            let root = find(&mut parent, node);
            match first {
                None => first = Some(root),
                Some(known) => {
                    let known = find(&mut parent, known);
                    parent[root] = known;
                }
            }
        }
    }
    // A parcel is called by its least shipment id, else by its least tracking number.
    let mut called: BTreeMap<usize, String> = BTreeMap::new();
    for ((tracking, id), node) in &nodes {
        let root = find(&mut parent, *node);
        called.entry(root).or_insert_with(|| {
            if *tracking {
                format!("tracking:{id}")
            } else {
                (*id).to_owned()
            }
        });
    }
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate().filter(|(_, e)| e.stands()) {
        let Some(name) = names(&entry.fact).first().copied() else {
            continue;
        };
        let root = find(&mut parent, nodes[&name]);
        let id = &called[&root];
        let group = groups
            .entry(id.clone())
            .or_insert_with(|| Group::new(id.clone(), true));
        group.own.push(index);
        if let Some(fo) = named(entry.fact.subject.fulfillment_order.as_ref()) {
            group.fulfillment_orders.insert(fo.to_owned());
        }
        if let Some(location) = &entry.fact.location {
            group.location = Some(location.clone());
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    for group in &mut groups {
        group.units = parcel_units(entries, &group.own, order);
    }
    // Shopify's ids grow: shorter first, then by digits, is the order of making.
    groups.sort_by(|a, b| (a.id.len(), &a.id).cmp(&(b.id.len(), &b.id)));
    groups
}

fn find(parent: &mut [usize], node: usize) -> usize {
    let mut root = node;
    while parent[root] != root {
        root = parent[root];
    }
    parent[node] = root;
    root
}

/// What a parcel holds: by Shopify's fulfillments if they say, else the most a scan named.
fn parcel_units(entries: &[Entry], own: &[usize], order: Option<&OrderSnapshot>) -> Option<Units> {
    let mut sum = Units::new();
    for shipment in snapshot::shipments(entries, own) {
        let entry = &entries[shipment.latest().0];
        for (line, quantity) in units(&entry.fact.items, order) {
            *sum.entry(line).or_default() += quantity;
        }
    }
    if sum.is_empty() {
        for index in own {
            let fact = &entries[*index].fact;
            if !milestone::packs(&fact.kind) {
                continue;
            }
            for (line, quantity) in units(&fact.items, order) {
                let known = sum.entry(line).or_default();
                *known = (*known).max(quantity);
            }
        }
    }
    (!sum.is_empty()).then_some(sum)
}
