//! Which facts are about the same parcel.
//!
//! Shipments and tracking numbers that facts name together are one parcel (union-find). A
//! fulfillment order is weaker: it may leave in several parcels, so its facts reach every parcel it
//! left in, and what it still holds is a group of its own. A fact that names only the order
//! belongs to the one group its items and location fit, or else to the order.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Fact, Item, Kind, Location, OrderSnapshot};
use crate::instant::Instant;
use crate::milestone;
use crate::snapshot::{self, FulfillmentOrder, Units, units};
use crate::timeline::Entry;

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
}

impl Group {
    fn new(id: String, shipped: bool) -> Self {
        Self {
            id,
            shipped,
            fulfillment_orders: BTreeSet::new(),
            own: Vec::new(),
            facts: Vec::new(),
            units: None,
            location: None,
        }
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

    fn holds_any(&self, wanted: &Units) -> bool {
        self.units
            .as_ref()
            .is_none_or(|own| own.keys().any(|line| wanted.contains_key(line)))
    }

    fn is_at(&self, location: Option<&Location>) -> bool {
        match (&self.location, location) {
            (Some(own), Some(asked)) => own.id == asked.id,
            _ => true,
        }
    }

    fn began(&self, entries: &[Entry]) -> Option<Instant> {
        self.own.iter().map(|index| entries[*index].at).min()
    }
}

/// The groups of an order, and which groups each entry is about (none: the order).
pub(crate) fn group(
    entries: &[Entry],
    order: Option<&OrderSnapshot>,
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
) -> (Vec<Group>, Vec<Vec<usize>>) {
    let mut parcels = parcels(entries, order);
    parcels.retain(|parcel| !milestone::void(entries, &parcel.own));
    link_by_items(&mut parcels, fos);
    let mut groups = parcels;
    let rests = fulfillment_order_rests(entries, &mut groups, fos, order);
    groups.extend(rests);
    limit_to_order(&mut groups, order);
    groups.extend(rest(entries, &groups, order));
    let about = attach(entries, &groups, order);
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

fn named(value: Option<&String>) -> Option<&str> {
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

/// A fulfillment need not name its fulfillment order: the one that held its lines there is it.
fn link_by_items(parcels: &mut [Group], fos: &BTreeMap<String, FulfillmentOrder<'_>>) {
    for parcel in parcels
        .iter_mut()
        .filter(|parcel| parcel.fulfillment_orders.is_empty())
    {
        let Some(units) = &parcel.units else {
            // Nothing said of its lines: it can only be the order's one fulfillment order.
            let mut open = fos.iter().filter(|(_, fo)| !fo.cancelled);
            if let (Some((id, _)), None) = (open.next(), open.next()) {
                parcel.fulfillment_orders.insert(id.clone());
            }
            continue;
        };
        let fits: Vec<&String> = fos
            .iter()
            .filter(|(_, fo)| {
                !fo.cancelled
                    && (fo.most.is_empty() || units.keys().any(|line| fo.most.contains_key(line)))
                    && match (&fo.location, &parcel.location) {
                        (Some(theirs), Some(own)) => theirs.id == own.id,
                        _ => true,
                    }
            })
            .map(|(id, _)| id)
            .collect();
        if let [only] = fits.as_slice() {
            parcel.fulfillment_orders.insert((*only).clone());
        }
    }
}

/// What fulfillment orders still hold beside the parcels they left in.
fn fulfillment_order_rests(
    entries: &[Entry],
    parcels: &mut [Group],
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
    order: Option<&OrderSnapshot>,
) -> Vec<Group> {
    let mut rests = Vec::new();
    for (id, fo) in fos.iter().filter(|(_, fo)| !fo.cancelled) {
        let mut linked: Vec<&mut Group> = parcels
            .iter_mut()
            .filter(|parcel| parcel.fulfillment_orders.contains(id))
            .collect();
        if let [parcel] = linked.as_mut_slice()
            && parcel.units.is_none()
            && !fo.most.is_empty()
        {
            parcel.units = Some(fo.most.clone());
            continue;
        }
        if linked.iter().any(|parcel| parcel.units.is_none()) {
            continue;
        }
        let mut group = Group::new(format!("fo:{id}"), false);
        group.fulfillment_orders.insert(id.clone());
        group.location = fo.location.clone();
        match fo.latest() {
            Some(latest) if latest.status == "closed" => continue,
            Some(latest) => {
                let mut left = units(&latest.items, order);
                let known = !left.is_empty();
                for parcel in &linked {
                    if !reflected(entries, parcel, latest.updated_at) {
                        subtract(&mut left, parcel.units.as_ref());
                    }
                }
                if !linked.is_empty() && left.is_empty() {
                    continue;
                }
                group.units = known.then_some(left);
            }
            None if linked.is_empty() => {
                group.units = (!fo.most.is_empty()).then(|| fo.most.clone());
            }
            None => {
                let mut left = fo.most.clone();
                for parcel in &linked {
                    subtract(&mut left, parcel.units.as_ref());
                }
                if left.is_empty() {
                    continue;
                }
                group.units = Some(left);
            }
        }
        rests.push(group);
    }
    rests
}

/// Does a fulfillment order of that age already leave this parcel's units out?
fn reflected(entries: &[Entry], parcel: &Group, updated_at: Instant) -> bool {
    let shipments = snapshot::shipments(entries, &parcel.own);
    !shipments.is_empty()
        && shipments
            .iter()
            .all(|shipment| shipment.latest().1.created_at <= updated_at)
}

fn subtract(from: &mut Units, taken: Option<&Units>) {
    for (line, quantity) in taken.into_iter().flatten() {
        if let Some(left) = from.get_mut(line) {
            *left = left.saturating_sub(*quantity);
        }
    }
    from.retain(|_, quantity| *quantity > 0);
}

/// Shippable units the order still wants.
fn wanted(order: &OrderSnapshot) -> Units {
    order
        .lines
        .iter()
        .filter(|line| line.shippable && line.quantity > 0)
        .map(|line| (line.id.clone(), line.quantity))
        .collect()
}

/// Groups of items never hold more than the order wants beside its parcels: an edit or a removal
/// may reach us before the fulfillment order's own change.
fn limit_to_order(groups: &mut Vec<Group>, order: Option<&OrderSnapshot>) {
    let Some(order) = order else { return };
    let mut left = wanted(order);
    for parcel in groups.iter().filter(|group| group.shipped) {
        subtract(&mut left, parcel.units.as_ref());
    }
    let parcels_known = groups
        .iter()
        .all(|group| !group.shipped || group.units.is_some());
    let known: BTreeSet<&str> = order.lines.iter().map(|line| line.id.as_str()).collect();
    groups.retain_mut(|group| {
        let (false, true, Some(units)) = (group.shipped, parcels_known, group.units.as_mut())
        else {
            return true;
        };
        for (line, quantity) in units.iter_mut() {
            if known.contains(line.as_str()) {
                *quantity = (*quantity).min(left.get(line).copied().unwrap_or(0));
            }
        }
        units.retain(|_, quantity| *quantity > 0);
        let units = units.clone();
        subtract(&mut left, Some(&units));
        !units.is_empty()
    });
}

/// Items nobody has put into a parcel or fulfillment order yet.
fn rest(entries: &[Entry], groups: &[Group], order: Option<&OrderSnapshot>) -> Option<Group> {
    let mut group = Group::new("rest".to_owned(), false);
    let Some(order) = order else {
        let homeless = entries
            .iter()
            .any(|entry| entry.stands() && milestone::homeless(&entry.fact.kind));
        return (groups.is_empty() && homeless).then_some(group);
    };
    if groups.iter().any(|group| group.units.is_none()) {
        return None;
    }
    let mut left = wanted(order);
    for other in groups {
        subtract(&mut left, other.units.as_ref());
    }
    group.units = Some(left);
    group
        .units
        .as_ref()
        .is_some_and(|left| !left.is_empty())
        .then_some(group)
}

/// Which groups each entry is about.
fn attach(entries: &[Entry], groups: &[Group], order: Option<&OrderSnapshot>) -> Vec<Vec<usize>> {
    let mut by_entry: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (at, group) in groups.iter().enumerate() {
        for index in &group.own {
            by_entry[*index].push(at);
        }
    }
    for (index, entry) in entries.iter().enumerate() {
        if !by_entry[index].is_empty() || entry.fact.source.system == crate::fact::OURS {
            continue;
        }
        by_entry[index] = match about(entry, entries, groups, order) {
            About::Order => Vec::new(),
            About::Groups(found) => found,
        };
    }
    by_entry
}

enum About {
    Order,
    Groups(Vec<usize>),
}

fn about(
    entry: &Entry,
    entries: &[Entry],
    groups: &[Group],
    order: Option<&OrderSnapshot>,
) -> About {
    let fact = &entry.fact;
    let own = names(fact);
    if !own.is_empty() {
        // A taken-back fact stays visible at the parcel it named; one of a void parcel, at the order.
        let found = groups.iter().position(|group| {
            group
                .own
                .iter()
                .any(|index| names(&entries[*index].fact).iter().any(|n| own.contains(n)))
        });
        return About::Groups(found.into_iter().collect());
    }
    let items = units(&fact.items, order);
    let fits = |group: &Group| items.is_empty() || group.holds_any(&items);
    if let Some(fo) = named(fact.subject.fulfillment_order.as_ref()) {
        let served: Vec<usize> = (0..groups.len())
            .filter(|at| groups[*at].fulfillment_orders.contains(fo))
            .collect();
        let parcels = served.iter().filter(|at| groups[**at].shipped).count();
        let alone = served.len() == 1;
        return About::Groups(
            served
                .iter()
                .copied()
                .filter(|at| {
                    let group = &groups[*at];
                    if !fits(group) {
                        return false;
                    }
                    if alone {
                        return true;
                    }
                    if milestone::awaits(&fact.kind) {
                        // Holds and back-orders are about what has not left.
                        return !group.shipped || parcels == served.len();
                    }
                    if !milestone::leaves(&fact.kind) {
                        return true;
                    }
                    // "It left" said of a fulfillment order cannot be about what came after.
                    group.shipped && group.began(entries).is_some_and(|began| began <= entry.at)
                })
                .collect(),
        );
    }
    let candidates: Vec<usize> = (0..groups.len())
        .filter(|at| fits(&groups[*at]) && groups[*at].is_at(fact.location.as_ref()))
        .collect();
    if milestone::concerns_parcel(&fact.kind) {
        if let [only] = candidates.as_slice() {
            return About::Groups(vec![*only]);
        }
    } else if !items.is_empty() && milestone::concerns_items(&fact.kind) {
        return About::Groups(candidates);
    }
    About::Order
}
