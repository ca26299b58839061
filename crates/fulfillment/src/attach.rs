//! Which groups a fact is about, where it does not name a shipment or tracking number.

use crate::fact::OrderSnapshot;
use crate::milestone;
use crate::parcel::{Group, named, names};
use crate::snapshot::units;
use crate::timeline::Entry;

/// Which groups each entry is about.
pub(crate) fn attach(
    entries: &[Entry],
    groups: &[Group],
    order: Option<&OrderSnapshot>,
) -> Vec<Vec<usize>> {
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
