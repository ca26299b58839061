//! Taking what ledgers report of their orders' loads: each row against the one counted last, so that a fact costs the
//! same however much is open.

use std::collections::BTreeMap;

use contract::load::{LoadGroup, LoadRow};
use fulfillment::Instant;
use serde::{Deserialize, Serialize};

use super::handling::slowest;
use super::place::{Event, Subject, Ticket, method_of};
use crate::ledger::OrderDelta;
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// One part of an order as it was counted last.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Part {
    location: String,
    method: String,
    /// What it was; of one that left, only what a later report is matched by.
    group: LoadGroup,
    /// Absent: it does not wait, or will never again.
    #[serde(default)]
    ticket: Option<Ticket>,
    /// It left, or never will: nothing of it is counted again.
    #[serde(default)]
    over: bool,
    /// Working days its goods declare, where they do not ship from stock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    goods: Option<u8>,
}

/// What a delta changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::shop) struct Changed {
    /// Something came, was done or left.
    pub load: bool,
    /// The load of some location is another class of load.
    pub bucket: bool,
}

/// An order whose parts have all left, or never will.
pub(in crate::shop) struct Over {
    pub order: String,
    /// When the last of them left; `None`: not one did.
    pub left: Option<Instant>,
}

/// An event of one part, with its place in the list of parts.
struct Told {
    at: Instant,
    event: Event,
    part: usize,
}

impl<S: Sql> Shop<S> {
    /// Takes the loads of orders whose rows were newer than what was known.
    pub(in crate::shop) fn take_loads(
        &mut self,
        now: Instant,
        orders: &[&OrderDelta],
    ) -> Result<(Changed, Vec<Over>), ShopError> {
        let ids: Vec<&str> = orders.iter().map(|delta| delta.order.as_str()).collect();
        let ids = serde_json::to_string(&ids)?;
        let rows = self.sql.read(
            "SELECT order_id, body FROM loads \
             WHERE order_id IN (SELECT value FROM json_each(?1))",
            &[Arg::Text(&ids)],
        )?;
        let mut known: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        for row in &rows {
            let part = serde_json::from_str(row.text(1)?)?;
            known.entry(row.text(0)?.to_owned()).or_default().push(part);
        }
        let mut parts = Vec::new();
        let mut told = Vec::new();
        let mut gone = Vec::new();
        for delta in orders {
            let Some(load) = &delta.load else { continue };
            let before = known.remove(&delta.order).unwrap_or_default();
            let dropped = self.compare(now, &delta.order, load, before, &mut parts, &mut told)?;
            gone.extend(dropped.into_iter().map(|part| (delta.order.clone(), part)));
        }
        told.sort_by_key(|told| (told.at, told.event));
        let mut changed = Changed {
            load: !told.is_empty(),
            bucket: false,
        };
        for Told { at, event, part } in told {
            let Some((_, part)) = parts.get_mut(part) else {
                continue;
            };
            let before = self.bucket(&part.location);
            let subject = Subject {
                location: &part.location,
                method: &part.method,
                group: &part.group,
                goods: part.goods,
            };
            self.tell(&subject, at, event, &mut part.ticket)?;
            changed.bucket |= self.bucket(&part.location) != before;
        }
        self.keep_parts(&parts, &gone)?;
        self.keep_places()?;
        Ok((changed, over(&parts)))
    }

    /// What happened between two reports of one order; answers the parts that are no more.
    fn compare(
        &mut self,
        now: Instant,
        order: &str,
        load: &LoadRow,
        mut before: Vec<Part>,
        parts: &mut Vec<(String, Part)>,
        told: &mut Vec<Told>,
    ) -> Result<Vec<String>, ShopError> {
        let settings = self.settings()?.promises;
        let goods = slowest(&settings, &self.classes_of(order)?);
        let method = load.shipping.as_ref();
        let method = method.and_then(|line| method_of(&settings, line));
        let only = self.only_location(method)?;
        let method = method.map_or_else(String::new, |method| method.title.clone());
        let mut gone = Vec::new();
        for group in &load.groups {
            let location = group.location.clone().unwrap_or_else(|| only.clone());
            let old = take_same(&mut before, group, &location, &load.groups);
            if let Some(old) = &old
                && old.group.id != group.id
            {
                gone.push(old.group.id.clone());
            }
            let mut part = old.unwrap_or_else(|| Part {
                location: location.clone(),
                method: method.clone(),
                group: group.clone(),
                ticket: None,
                over: false,
                goods,
            });
            let index = parts.len();
            let mut tell = |at: Instant, event| {
                told.push(Told {
                    at: at.min(now),
                    event,
                    part: index,
                });
            };
            if part.over {
                part.group.id.clone_from(&group.id);
                parts.push((order.to_owned(), part));
                continue;
            }
            let stays = group.handed_over_at.is_none();
            let moved = part.location != location && stays;
            // Open work may be known before its order is, and with it the delivery option.
            let named = part.method.is_empty() && !method.is_empty() && stays;
            let waited = part.ticket.is_some();
            if waited && (moved || named) {
                // Another place or option has it now: for this one it never leaves.
                let (old, mut left) = (part.group.id.clone(), part.clone());
                tell(now, Event::Drops);
                left.over = true;
                left.group.id = format!("{old}@{}", left.location);
                let left_at = left.location.clone();
                parts.push((order.to_owned(), left));
                part = Part {
                    location,
                    method: method.clone(),
                    group: group.clone(),
                    ticket: None,
                    over: false,
                    goods: part.goods,
                };
                // One that was at no location has only been routed, one of no option only named.
                let at = match left_at.is_empty() || !moved {
                    true => group.since,
                    false => now,
                };
                told.push(Told {
                    at: at.min(now),
                    event: Event::Opens,
                    part: parts.len(),
                });
                parts.push((order.to_owned(), part));
                continue;
            }
            progress(&mut part, group, now, waited, &mut tell);
            part.group = group.clone();
            parts.push((order.to_owned(), part));
        }
        // What is in no report any more was merged or taken off.
        for mut part in before {
            if part.ticket.is_some() {
                told.push(Told {
                    at: now,
                    event: Event::Drops,
                    part: parts.len(),
                });
                part.over = true;
                parts.push((order.to_owned(), part));
            } else if !part.over {
                gone.push(part.group.id.clone());
            }
        }
        Ok(gone)
    }

    fn keep_parts(
        &mut self,
        parts: &[(String, Part)],
        gone: &[(String, String)],
    ) -> Result<(), ShopError> {
        if !gone.is_empty() {
            self.sql.write(
                "DELETE FROM loads WHERE (order_id, part) IN \
                 (SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?1))",
                &[Arg::Text(&serde_json::to_string(gone)?)],
            )?;
        }
        if parts.is_empty() {
            return Ok(());
        }
        let mut rows = Vec::with_capacity(parts.len());
        for (order, part) in parts {
            let waits = part.ticket.is_some() && part.group.open();
            let since = waits.then_some(part.group.since.0);
            let body = serde_json::to_string(&slim(part))?;
            let Part {
                location, method, ..
            } = part;
            rows.push((order, &part.group.id, location, method, since, body));
        }
        self.sql.write(
            "INSERT OR REPLACE INTO loads(order_id, part, place, method, waits, body) \
             SELECT value ->> '$[0]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]', \
             value ->> '$[4]', value ->> '$[5]' FROM json_each(?1)",
            &[Arg::Text(&serde_json::to_string(&rows)?)],
        )?;
        Ok(())
    }
}

/// What befell a part that stays where it is.
fn progress(
    part: &mut Part,
    group: &LoadGroup,
    now: Instant,
    waited: bool,
    tell: &mut impl FnMut(Instant, Event),
) {
    let ended = group.handed_over_at.or(group.dropped_at).is_some();
    let mut open = waited;
    if waited && group.paused && !ended {
        // Nobody works at it: it comes in again when it goes on.
        tell(now, Event::Drops);
        return;
    }
    if !waited && !group.paused && group.dropped_at.is_none() {
        let again = part.group.paused;
        tell(if again { now } else { group.since }, Event::Opens);
        open = true;
    }
    if !open {
        part.over |= ended;
        return;
    }
    let known = |of: fn(&LoadGroup) -> Option<Instant>| waited && of(&part.group).is_some();
    let begun = group.since;
    if let Some(at) = group.picked_at.filter(|_| !known(|it| it.picked_at)) {
        tell(at.max(begun), Event::Picked);
    }
    // The word that it left is no scan of the packing.
    let packed = group
        .worked_at
        .filter(|at| group.handed_over_at.is_none_or(|left| *at < left));
    if let Some(at) = packed.filter(|_| !known(|it| it.worked_at)) {
        tell(at.max(begun), Event::Packed);
    }
    if let Some(at) = group.handed_over_at {
        tell(at.max(begun), Event::Leaves);
        part.over = true;
    } else if let Some(at) = group.dropped_at {
        tell(at.max(begun), Event::Drops);
        part.over = true;
    }
}

/// The part as it was counted last: of the same id or, as a fulfillment order becomes a parcel under another id, one at the
/// same place that is in no report any more.
fn take_same(
    before: &mut Vec<Part>,
    group: &LoadGroup,
    place: &str,
    now: &[LoadGroup],
) -> Option<Part> {
    let same = |part: &Part| part.group.id == group.id;
    let became = |part: &Part| {
        let renamed = now.iter().all(|other| other.id != part.group.id);
        renamed && part.location == place && !part.over
    };
    let index = before
        .iter()
        .position(same)
        .or_else(|| before.iter().position(became))?;
    Some(before.swap_remove(index))
}

/// As stored: of a part that is over, no more than it is matched by.
fn slim(part: &Part) -> Part {
    let mut part = part.clone();
    if part.over {
        part.ticket = None;
        part.group = LoadGroup {
            id: part.group.id,
            handed_over_at: part.group.handed_over_at,
            dropped_at: part.group.dropped_at,
            ..LoadGroup::default()
        };
    }
    part
}

/// Orders of which every part is over.
fn over(parts: &[(String, Part)]) -> Vec<Over> {
    let mut orders: BTreeMap<&str, Option<Option<Instant>>> = BTreeMap::new();
    for (order, part) in parts {
        let entry = orders.entry(order).or_insert(Some(None));
        *entry = match (&*entry, part.over) {
            (Some(left), true) => Some((*left).max(part.group.handed_over_at)),
            _ => None,
        };
    }
    orders
        .into_iter()
        .filter_map(|(order, left)| {
            Some(Over {
                order: order.to_owned(),
                left: left?,
            })
        })
        .collect()
}
