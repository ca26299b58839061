//! How an order's units are allotted: to parcels first, then to what fulfillment orders still hold,
//! then to a rest nobody has taken up.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::OrderSnapshot;
use crate::instant::Instant;
use crate::milestone;
use crate::parcel::Group;
use crate::snapshot::{self, FulfillmentOrder, Units, units};
use crate::timeline::Entry;

/// A fulfillment need not name its fulfillment order: the one that held its lines there is it.
pub(crate) fn link_by_items(parcels: &mut [Group], fos: &BTreeMap<String, FulfillmentOrder<'_>>) {
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
pub(crate) fn fulfillment_orders(
    entries: &[Entry],
    parcels: &mut [Group],
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
    order: Option<&OrderSnapshot>,
) -> Vec<Group> {
    let mut rests = Vec::new();
    for (id, fo) in fos.iter().filter(|(_, fo)| !fo.cancelled) {
        let held = held(id, fos, order);
        let mut linked: Vec<&mut Group> = parcels
            .iter_mut()
            .filter(|parcel| parcel.fulfillment_orders.contains(id))
            .collect();
        if let [parcel] = linked.as_mut_slice()
            && parcel.units.is_none()
            && !held.is_empty()
        {
            parcel.units = Some(held);
            continue;
        }
        let latest = fo.latest();
        let unsaid = linked.iter().any(|parcel| parcel.units.is_none());
        if unsaid || latest.is_some_and(|latest| latest.status == "closed") {
            continue;
        }
        let said = latest.map_or_else(Units::new, |latest| units(&latest.items, order));
        let mut left = if said.is_empty() { held } else { said.clone() };
        let known = !left.is_empty();
        for parcel in &linked {
            // Only Shopify's own newer word leaves out what was fulfilled before it.
            let counted = !said.is_empty()
                && latest.is_some_and(|latest| reflected(entries, parcel, latest.updated_at));
            if !counted {
                subtract(&mut left, parcel.units.as_ref());
            }
        }
        if left.is_empty() && !linked.is_empty() {
            continue;
        }
        let mut group = Group::new(format!("fo:{id}"), false);
        group.fulfillment_orders.insert(id.clone());
        group.location = fo.location.clone();
        group.units = known.then_some(left);
        rests.push(group);
    }
    rests
}

/// All a fulfillment order ever held, as far as that can be told; empty if it cannot. The only one
/// that names no items holds what the others do not.
fn held(
    id: &str,
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
    order: Option<&OrderSnapshot>,
) -> Units {
    let Some(fo) = fos.get(id).filter(|fo| fo.most.is_empty()) else {
        return fos.get(id).map(|fo| fo.most.clone()).unwrap_or_default();
    };
    let Some(order) = order else {
        return fo.named.clone();
    };
    let mut left = wanted(order);
    for (other, fo) in fos.iter().filter(|(_, fo)| !fo.cancelled) {
        if other != id && fo.most.is_empty() {
            return Units::new();
        }
        subtract(&mut left, Some(&fo.most));
    }
    left
}

/// Does a fulfillment order of that age already leave this parcel's units out?
fn reflected(entries: &[Entry], parcel: &Group, updated_at: Instant) -> bool {
    let shipments = snapshot::shipments(entries, &parcel.own);
    !shipments.is_empty()
        && shipments
            .iter()
            .all(|shipment| shipment.latest().1.created_at <= updated_at)
}

pub(crate) fn subtract(from: &mut Units, taken: Option<&Units>) {
    for (line, quantity) in taken.into_iter().flatten() {
        if let Some(left) = from.get_mut(line) {
            *left = left.saturating_sub(*quantity);
        }
    }
    from.retain(|_, quantity| *quantity > 0);
}

/// Shippable units the order still wants.
pub(crate) fn wanted(order: &OrderSnapshot) -> Units {
    order
        .lines
        .iter()
        .filter(|line| line.shippable && line.quantity > 0)
        .map(|line| (line.id.clone(), line.quantity))
        .collect()
}

/// Groups of items never hold more than the order wants beside its parcels: an edit or a removal
/// may reach us before the fulfillment order's own change.
pub(crate) fn limit_to_order(groups: &mut Vec<Group>, order: Option<&OrderSnapshot>) {
    let parcels_known = groups
        .iter()
        .all(|group| !group.shipped || group.units.is_some());
    let (Some(order), true) = (order, parcels_known) else {
        return;
    };
    let mut left = wanted(order);
    for parcel in groups.iter().filter(|group| group.shipped) {
        subtract(&mut left, parcel.units.as_ref());
    }
    let known: BTreeSet<&str> = order.lines.iter().map(|line| line.id.as_str()).collect();
    groups.retain_mut(|group| {
        let (false, Some(units)) = (group.shipped, group.units.as_mut()) else {
            return true;
        };
        for (line, quantity) in units.iter_mut() {
            if known.contains(line.as_str()) {
                *quantity = (*quantity).min(left.get(line).copied().unwrap_or(0));
            }
        }
        units.retain(|_, quantity| *quantity > 0);
        subtract(&mut left, group.units.as_ref());
        group.units.as_ref().is_some_and(|units| !units.is_empty())
    });
    // What is left is in the groups that name no items: in the only one all of it, and where
    // nothing is left there is no such group.
    let unsaid = groups.iter().filter(|group| group.units.is_none()).count();
    let shipped = groups.iter().any(|group| group.shipped);
    if unsaid > 0 && left.is_empty() && shipped {
        groups.retain(|group| group.units.is_some());
    } else if unsaid == 1 && !left.is_empty() {
        for group in groups.iter_mut().filter(|group| group.units.is_none()) {
            group.units = Some(left.clone());
        }
    }
}

/// Items nobody has put into a parcel or fulfillment order yet.
pub(crate) fn rest(
    entries: &[Entry],
    groups: &[Group],
    order: Option<&OrderSnapshot>,
) -> Option<Group> {
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
