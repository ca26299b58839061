//! Items of a group that wait while the rest of it goes on.
//!
//! "One mug is out of stock" must not put the plate beside it on backorder, nor "packed: the plate"
//! hide that the mug waits. A group that has not left is divided only where a report names whole
//! lines that wait; how far along single lines are divides nothing, and a part of a line stays with
//! its line.

use std::collections::BTreeSet;

use crate::fact::{ExceptionKind, Grade, Kind, OrderSnapshot};
use crate::hold::Hold;
use crate::parcel::{Group, named, names};
use crate::snapshot::{Units, units};
use crate::timeline::Entry;

/// What is added to the id of the items that wait.
const WAITING: &str = ":waiting";

/// The id of the group a part was divided from; any other id as it is.
pub(crate) fn whole(id: &str) -> &str {
    id.strip_suffix(WAITING).unwrap_or(id)
}

/// Divides every group that has not left into what waits and the rest, where lines of both are known.
pub(crate) fn by_what_waits(
    entries: &[Entry],
    groups: &mut Vec<Group>,
    order: Option<&OrderSnapshot>,
    holds: &[Hold],
) {
    let mut divided = Vec::with_capacity(groups.len());
    for mut group in groups.drain(..) {
        let waiting = waiting(entries, &group, order, holds);
        let own = group.units.take();
        let (short, rest): (Units, Units) = own
            .iter()
            .flatten()
            .map(|(line, quantity)| (line.clone(), *quantity))
            .partition(|(line, _)| waiting.contains(line));
        if group.shipped || short.is_empty() || rest.is_empty() {
            group.units = own;
            divided.push(group);
            continue;
        }
        group.units = Some(rest);
        let mut part = Group::new(format!("{}{WAITING}", group.id), false);
        part.waits = true;
        part.fulfillment_orders
            .clone_from(&group.fulfillment_orders);
        part.location.clone_from(&group.location);
        part.units = Some(short);
        divided.extend([group, part]);
    }
    *groups = divided;
}

/// The lines of a group that reports say wait.
fn waiting(
    entries: &[Entry],
    group: &Group,
    order: Option<&OrderSnapshot>,
    holds: &[Hold],
) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let Some(own) = group.units.as_ref().filter(|own| own.len() > 1) else {
        return lines;
    };
    for (index, entry) in entries.iter().enumerate() {
        if !waits(entry, index, holds) || !concerns(entry, group) {
            continue;
        }
        for (line, quantity) in units(&entry.fact.items, order) {
            let all_of_it = own.get(&line).is_some_and(|own| quantity >= *own);
            if all_of_it && !taken_up(entries, entry, group, &line, order) {
                lines.insert(line);
            }
        }
    }
    lines
}

/// A report that the items it names wait.
fn waits(entry: &Entry, index: usize, holds: &[Hold]) -> bool {
    let short = matches!(
        entry.fact.kind,
        Kind::Backordered { .. }
            | Kind::ExceptionReported {
                exception: ExceptionKind::OutOfStock | ExceptionKind::Backordered
            }
    );
    let held = || {
        let mut held = holds.iter().filter(|hold| hold.only_state.is_none());
        held.any(|hold| hold.entry == index)
    };
    entry.stands()
        && entry.fact.grade >= Grade::Record
        && !entry.fact.items.is_empty()
        && (short || held())
}

/// It names no parcel, and no other fulfillment order or place.
fn concerns(entry: &Entry, group: &Group) -> bool {
    let fact = &entry.fact;
    names(fact).is_empty()
        && match named(fact.subject.fulfillment_order.as_ref()) {
            Some(fo) => group.fulfillment_orders.contains(fo),
            None => group.is_at(fact.location.as_ref()),
        }
}

/// Has somebody begun with a line after it was short? A hold ends by its release alone.
fn taken_up(
    entries: &[Entry],
    short: &Entry,
    group: &Group,
    line: &str,
    order: Option<&OrderSnapshot>,
) -> bool {
    if matches!(short.fact.kind, Kind::HoldPlaced { .. }) {
        return false;
    }
    entries.iter().any(|entry| {
        entry.stands()
            && entry.at > short.at
            && entry.fact.grade >= Grade::Warehouse
            && matches!(
                entry.fact.kind,
                Kind::PickStarted | Kind::PickDone | Kind::PackDone
            )
            && concerns(entry, group)
            && (entry.fact.items.is_empty() || units(&entry.fact.items, order).contains_key(line))
    })
}
