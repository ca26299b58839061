//! Two names of one parcel that no fact says together: a shipment without a number and a number
//! without a shipment.
//!
//! They are joined only where what is known of the order leaves no other parcel to be; where both
//! could be, two are shown. A later fact that names both, or their items, settles it either way.

use std::collections::BTreeMap;

use crate::allot::{subtract, wanted};
use crate::fact::OrderSnapshot;
use crate::parcel::{Group, names};
use crate::snapshot::{FulfillmentOrder, Units};
use crate::timeline::Entry;

/// Joins the one shipment that has no number with the one number that has no shipment.
pub(crate) fn halves(
    entries: &[Entry],
    parcels: &mut Vec<Group>,
    order: Option<&OrderSnapshot>,
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
) {
    let Some(order) = order else {
        return;
    };
    let half = |tracking: bool| {
        let mut found = (0..parcels.len()).filter(|at| {
            let mut names = parcels[*at]
                .own
                .iter()
                .flat_map(|index| names(&entries[*index].fact));
            names.all(|(by_number, _)| by_number == tracking)
        });
        match (found.next(), found.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    };
    let (Some(bare), Some(numbered)) = (half(false), half(true)) else {
        return;
    };
    if !only_one(parcels, bare, numbered, &wanted(order), fos) {
        return;
    }
    let other = parcels.remove(numbered);
    let kept = &mut parcels[if bare < numbered { bare } else { bare - 1 }];
    kept.own.extend(other.own);
    kept.own.sort_unstable();
    kept.fulfillment_orders.extend(other.fulfillment_orders);
    kept.units = kept.units.take().or(other.units);
    kept.location = kept.location.take().or(other.location);
}

/// Can these two be only one parcel?
fn only_one(
    parcels: &[Group],
    bare: usize,
    numbered: usize,
    wanted: &Units,
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
) -> bool {
    let (one, other) = (&parcels[bare], &parcels[numbered]);
    let apart = !one.fulfillment_orders.is_empty()
        && !other.fulfillment_orders.is_empty()
        && one
            .fulfillment_orders
            .is_disjoint(&other.fulfillment_orders);
    if apart || wanted.is_empty() {
        return false;
    }
    let mut left = wanted.clone();
    for (at, parcel) in parcels.iter().enumerate() {
        if at != bare && at != numbered {
            subtract(&mut left, parcel.units.as_ref());
        }
    }
    match (&one.units, &other.units) {
        // What one holds is all that is left: there is nothing for another to hold.
        (Some(known), None) | (None, Some(known)) => {
            subtract(&mut left, Some(known));
            left.is_empty()
        }
        // Both hold the same, and there is not twice of it.
        (Some(known), Some(same)) => {
            subtract(&mut left, Some(known));
            known == same && !same.iter().any(|(line, n)| left.get(line) >= Some(n))
        }
        // Nobody said. One unit is in one parcel; and so, until somebody says otherwise, is an order
        // that Shopify gives to one place as a whole.
        (None, None) => {
            parcels.len() == 2
                && (wanted.values().sum::<u32>() == 1 || given_whole(other, wanted, fos))
        }
    }
}

/// Shopify gave the whole order to one fulfillment order, and this parcel is of it.
fn given_whole(
    parcel: &Group,
    wanted: &Units,
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
) -> bool {
    let mut standing = fos.iter().filter(|(_, fo)| !fo.cancelled);
    let (Some((id, fo)), None) = (standing.next(), standing.next()) else {
        return false;
    };
    parcel.fulfillment_orders.contains(id)
        && wanted
            .iter()
            .all(|(line, n)| fo.most.get(line).is_some_and(|held| held >= n))
}
