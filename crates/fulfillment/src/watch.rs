//! Which parcels a relay of carriers' scans watches, and which it should be asked to.
//!
//! That a relay took a number is our own record of having asked: it proves nothing of the parcel. It
//! says whose silence is a silence.

use std::collections::BTreeMap;

use crate::claim::Claim;
use crate::fact::{DeliveryMethod, Fact, Grade, Kind, OURS, ShipmentSnapshot, Source, Subject};
use crate::instant::Instant;
use crate::milestone::rank;
use crate::parcel::{Group, named, names};
use crate::timeline::{Entry, Parcel, Timeline};

/// A tracking number of a parcel that carriers have, or are to get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// As the shop gave it.
    pub number: String,
    /// Carrier's name, foreign text.
    pub carrier: Option<String>,
    /// Since when it is labelled, or on its road where no label is known.
    pub since: Instant,
}

/// The fact that `relay` took `number` to watch at `at`, or that it no longer does.
pub fn watched(relay: &str, number: &str, tracked: bool, at: Instant) -> Fact {
    Fact {
        subject: Subject {
            tracking: Some(number.to_owned()),
            ..Subject::default()
        },
        ..Fact::new(
            at,
            Source {
                system: OURS.to_owned(),
                resource: number.to_owned(),
                event: None,
                witness: None,
            },
            Grade::Inferred,
            Kind::Watched {
                relay: relay.to_owned(),
                tracked,
            },
        )
    }
}

/// The numbers of an order's parcels that are labelled and not at their end, once each.
pub fn numbers(timeline: &Timeline) -> Vec<Number> {
    let mut found: BTreeMap<String, Number> = BTreeMap::new();
    for parcel in timeline.parcels.iter().filter(|parcel| travels(parcel)) {
        let since = parcel
            .steps
            .iter()
            .filter(|step| rank(step.claim) >= rank(Claim::LabelCreated))
            .map(|step| step.at)
            .min();
        let Some(since) = since.or(parcel.headline.at) else {
            continue;
        };
        for number in in_force(timeline, parcel) {
            found.entry(number.clone()).or_insert(Number {
                number,
                carrier: parcel.carrier.clone(),
                since,
            });
        }
    }
    found.into_values().collect()
}

/// The relays that watch a parcel by any of its numbers: of each, what was said last.
pub(crate) fn watching(entries: &[Entry], group: &Group) -> Vec<String> {
    let mut last: BTreeMap<&str, bool> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.retracted) {
        let Kind::Watched { relay, tracked } = &entry.fact.kind else {
            continue;
        };
        let number = named(entry.fact.subject.tracking.as_ref());
        let own = group.own.iter().any(|index| {
            let names = names(&entries[*index].fact);
            names.iter().any(|name| name.0 && Some(name.1) == number)
        });
        if own {
            last.insert(relay, *tracked);
        }
    }
    let standing = last.into_iter().filter(|(_, tracked)| *tracked);
    standing.map(|(relay, _)| relay.to_owned()).collect()
}

/// A carrier has it or will, and has not brought it yet.
fn travels(parcel: &Parcel) -> bool {
    let carried = matches!(
        parcel.method,
        None | Some(DeliveryMethod::Shipping | DeliveryMethod::PickupPoint)
    );
    let claim = parcel.headline.claim;
    let open = (rank(Claim::LabelCreated)..rank(Claim::Delivered)).contains(&rank(claim));
    carried && (open || claim == Claim::Returning)
}

/// What its fulfillments last gave as its numbers; where they gave none, the number it is known by.
fn in_force(timeline: &Timeline, parcel: &Parcel) -> Vec<String> {
    let mut latest: BTreeMap<&str, &ShipmentSnapshot> = BTreeMap::new();
    for entry in &timeline.entries {
        if let Kind::ShipmentSnapshot(told) = &entry.fact.kind
            && entry.stands()
            && entry.parcels.contains(&parcel.id)
        {
            let known = latest.entry(&entry.fact.source.resource).or_insert(told);
            if told.updated_at >= known.updated_at {
                *known = told;
            }
        }
    }
    let numbers = latest.into_values().flat_map(|told| &told.tracking);
    let numbers: Vec<String> = numbers.filter(|id| !id.is_empty()).cloned().collect();
    match numbers.is_empty() {
        true => parcel.tracking.iter().cloned().collect(),
        false => numbers,
    }
}
