//! Holds: several at once, each with its own id; released one by one or all together.

use std::collections::BTreeMap;

use crate::fact::{Grade, HoldReason, Kind, Subject};
use crate::instant::Instant;
use crate::snapshot::FulfillmentOrder;
use crate::timeline::Entry;

/// A hold that nothing has released.
#[derive(Clone, Debug)]
pub(crate) struct Hold {
    pub(crate) at: Instant,
    pub(crate) entry: usize,
    pub(crate) reason: Option<HoldReason>,
    /// The fulfillment order Shopify itself reports on hold, where only its state tells.
    pub(crate) only_state: Option<String>,
}

/// Every hold in force, oldest first.
pub(crate) fn in_force(
    entries: &[Entry],
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Kind::HoldPlaced { hold, reason } = &entry.fact.kind else {
            continue;
        };
        if entry.stands()
            && entry.fact.grade >= Grade::Record
            && !released(entries, entry, hold, fos)
        {
            holds.push(Hold {
                at: entry.at,
                entry: index,
                reason: Some(*reason),
                only_state: None,
            });
        }
    }
    for (id, fo) in fos {
        let named = holds
            .iter()
            .any(|hold| entries[hold.entry].fact.subject.fulfillment_order.as_ref() == Some(id));
        if named || fo.latest().is_none_or(|latest| latest.status != "on_hold") {
            continue;
        }
        let since = fo
            .versions
            .iter()
            .rev()
            .take_while(|(_, version)| version.status == "on_hold")
            .last();
        if let Some((entry, _)) = since
            && entries[*entry].fact.grade >= Grade::Record
            && !released_since(entries, entries[*entry].at, id)
        {
            holds.push(Hold {
                at: entries[*entry].at,
                entry: *entry,
                reason: None,
                only_state: Some(id.clone()),
            });
        }
    }
    holds.sort_by_key(|hold| (hold.at, hold.entry));
    holds
}

/// Released by its id, by a release of all in its scope, or by Shopify's later word that the
/// fulfillment order is no longer on hold (a missed webhook must not hold it for ever).
fn released(
    entries: &[Entry],
    placed: &Entry,
    id: &str,
    fos: &BTreeMap<String, FulfillmentOrder<'_>>,
) -> bool {
    let scope = &placed.fact.subject;
    let by_fact = entries.iter().any(|entry| {
        entry.stands()
            && entry.at >= placed.at
            && match &entry.fact.kind {
                Kind::HoldReleased { hold: Some(one) } => one == id,
                Kind::HoldReleased { hold: None } => covers(&entry.fact.subject, scope),
                _ => false,
            }
    });
    let by_state = scope
        .fulfillment_order
        .as_ref()
        .and_then(|fo| fos.get(fo))
        .and_then(FulfillmentOrder::latest)
        .is_some_and(|latest| latest.updated_at > placed.at && latest.status != "on_hold");
    by_fact || by_state
}

fn released_since(entries: &[Entry], since: Instant, fo: &str) -> bool {
    let scope = Subject {
        fulfillment_order: Some(fo.to_owned()),
        ..Subject::default()
    };
    entries.iter().any(|entry| {
        entry.stands()
            && entry.at > since
            && matches!(&entry.fact.kind, Kind::HoldReleased { .. })
            && covers(&entry.fact.subject, &scope)
    })
}

/// A release of the order covers all; one of a part covers that part.
fn covers(release: &Subject, scope: &Subject) -> bool {
    *release == Subject::default()
        || (release.fulfillment_order.is_some()
            && release.fulfillment_order == scope.fulfillment_order)
        || (release.shipment.is_some() && release.shipment == scope.shipment)
}
