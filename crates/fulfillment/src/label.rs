//! Labels: which exist, which were voided, and "marked fulfilled" without one.

use crate::fact::{Grade, Kind};
use crate::instant::Instant;
use crate::skew::Window;
use crate::snapshot;
use crate::timeline::Entry;

/// A label some record tells of.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) at: Instant,
    pub(crate) entry: usize,
    pub(crate) tracking: Option<String>,
}

/// The labels of a parcel.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// Labels in force, oldest first.
    pub(crate) live: Vec<Label>,
    /// Shopify says fulfilled, and no label in force is known.
    pub(crate) marked: Option<(Instant, usize)>,
}

struct Void<'a> {
    at: Instant,
    tracking: Option<&'a str>,
}

impl Void<'_> {
    /// A void without a number takes back every label made by then.
    fn covers(&self, label: &Label) -> bool {
        self.at >= label.at
            && match (self.tracking, label.tracking.as_deref()) {
                (Some(void), Some(own)) => void == own,
                _ => true,
            }
    }
}

/// The labels these facts tell of.
pub(crate) fn labels(entries: &[Entry], facts: &[usize], window: Window) -> Labels {
    let mut voids = Vec::new();
    let mut found = Vec::new();
    for index in facts {
        let entry = &entries[*index];
        let fact = &entry.fact;
        if fact.grade < Grade::Record {
            continue;
        }
        let tracking = fact.subject.tracking.as_deref().filter(|id| !id.is_empty());
        match fact.kind {
            Kind::LabelVoided => voids.push(Void {
                at: entry.at,
                tracking,
            }),
            Kind::LabelCreated | Kind::TrackingSet { .. } => found.push(Label {
                at: entry.at,
                entry: *index,
                tracking: tracking.map(str::to_owned),
            }),
            _ => {}
        }
    }
    let mut marked: Option<(Instant, usize)> = None;
    for shipment in snapshot::shipments(entries, facts) {
        let (entry, latest) = shipment.latest();
        if !shipment.stands() || entries[entry].fact.grade < Grade::Record {
            continue;
        }
        let created = shipment.created_at(window);
        marked = Some(marked.map_or((created, entry), |known| known.min((created, entry))));
        for number in latest.tracking.iter().filter(|id| !id.is_empty()) {
            found.push(Label {
                at: shipment.tracked_at(number, window),
                entry,
                tracking: Some(number.clone()),
            });
        }
    }
    found.retain(|label| !voids.iter().any(|void| void.covers(label)));
    found.sort_by_key(|label| (label.at, label.entry));
    Labels {
        marked: if found.is_empty() { marked } else { None },
        live: found,
    }
}

/// Every label these facts tell of was voided.
pub(crate) fn all_void(entries: &[Entry], facts: &[usize]) -> bool {
    let open = Window {
        floor: Instant(i64::MIN),
        ceiling: Instant(i64::MAX),
    };
    labels(entries, facts, open).live.is_empty()
}
