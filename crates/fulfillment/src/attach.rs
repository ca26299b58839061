//! Which groups a fact is about, where it does not name a shipment or tracking number, and where it is
//! one of ours.

use crate::fact::{Fact, Kind, OrderSnapshot, Subject};
use crate::parcel::{Group, named, names};
use crate::snapshot::units;
use crate::timeline::Entry;
use crate::{divide, milestone};

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
        if !by_entry[index].is_empty() {
            continue;
        }
        if !entry.fact.testifies() {
            if matches!(
                entry.fact.kind,
                Kind::MessageSent { .. } | Kind::ProblemReported { .. }
            ) {
                let about = ours(groups, entries, &entry.fact).map(|at| groups[at].whole());
                let parts = (0..groups.len()).filter(|at| about == Some(groups[*at].whole()));
                by_entry[index].extend(parts);
            }
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
        let alone = one_group(groups, &served);
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
                        return can_be_of(fact, group);
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
        if one_group(groups, &candidates) {
            let of = |at: &usize| can_be_of(fact, &groups[*at]);
            return About::Groups(candidates.into_iter().filter(of).collect());
        }
    } else if !items.is_empty() && milestone::concerns_items(&fact.kind) {
        return About::Groups(candidates);
    }
    About::Order
}

/// Are these one group, or the parts of one?
fn one_group(groups: &[Group], among: &[usize]) -> bool {
    match among.split_first() {
        Some((first, others)) => others
            .iter()
            .all(|at| groups[*at].whole() == groups[*first].whole()),
        None => false,
    }
}

/// "It left", said of no particular items, is not about those that wait.
fn can_be_of(fact: &Fact, group: &Group) -> bool {
    !(group.waits && fact.items.is_empty() && milestone::leaves(&fact.kind))
}

/// The group that a fact of ours (or the shopper's) is about, as the groups are now; `None`: the order.
pub(crate) fn ours(groups: &[Group], entries: &[Entry], fact: &Fact) -> Option<usize> {
    let subject = &fact.subject;
    let called = &fact.source.resource;
    if *subject == Subject::default() && divide::whole(called) != "rest" {
        return None;
    }
    // The id it had then; facts that came since may have given the parcel another.
    let same = groups.iter().position(|group| group.id == *called);
    if same.is_some() {
        return same;
    }
    if subject.shipment.is_some() || subject.tracking.is_some() {
        let named = names(fact);
        return groups.iter().position(|group| {
            group.own.iter().any(|index| {
                let own = names(&entries[*index].fact);
                own.iter().any(|name| named.contains(name))
            })
        });
    }
    let whole = divide::whole(called);
    if let Some(undivided) = groups.iter().position(|group| group.id == whole) {
        return Some(undivided);
    }
    let fo = subject.fulfillment_order.as_ref()?;
    let rest = groups
        .iter()
        .position(|group| group.id == format!("fo:{fo}"));
    rest.or_else(|| {
        let mut served = (0..groups.len()).filter(|at| groups[*at].fulfillment_orders.contains(fo));
        match (served.next(), served.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    })
}
