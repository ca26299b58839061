//! What a merchant may set: thresholds, calendars, and which sources are proven live.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::fact::Grade;
use crate::instant::{DAY, Instant};
use crate::timeline::Timeline;

/// Everything `decide` needs beside the facts and `now`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Facts from before this instant notify nobody and open nothing.
    pub installed_at: Instant,
    /// Deadlines.
    pub thresholds: Thresholds,
    /// The shop's working calendar, in the shop's zone.
    pub calendar: Calendar,
    /// Calendars of warehouses by location id, where they differ from the shop's.
    pub places: BTreeMap<String, Calendar>,
    /// Sources proven able to report: silence means something only where one is live.
    pub observed: Observed,
}

impl Policy {
    /// The calendar of the place where work on a parcel happens.
    pub fn calendar_of(&self, location: Option<&str>) -> &Calendar {
        location
            .and_then(|id| self.places.get(id))
            .unwrap_or(&self.calendar)
    }
}

/// Deadlines in hours of working days (twenty-four a day), unless a field says otherwise.
/// Defaults: domain.md, "Exceptions".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// Label or "fulfilled" without a carrier's scan.
    pub label_no_scan: u32,
    /// Packed without a handover or a carrier's scan.
    pub handover_missed: u32,
    /// On its way without a further carrier's scan.
    pub no_movement: u32,
    /// Held without the customer told.
    pub hold_untold: u32,
    /// Routed and not accepted, in hours within opening times.
    pub not_received: u32,
    /// Not at an end and no fact at all.
    pub stalled: u32,
    /// Back at the warehouse, neither sent again nor refunded.
    pub return_unresolved: u32,
    /// What an exception's owner has before the next step is due.
    pub respond: u32,
    /// A source counts as live for this many hours (of the clock) after its last report.
    pub live: u32,
    /// A notice nobody could send within this many hours (of the clock) is not sent at all.
    pub notice_age: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            label_no_scan: 24,
            handover_missed: 24,
            no_movement: 48,
            hold_untold: 4,
            not_received: 4,
            stalled: 120,
            return_unresolved: 48,
            respond: 24,
            live: 7 * 24,
            notice_age: 24,
        }
    }
}

/// When a source was first and last seen reporting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// First report.
    pub first: Instant,
    /// Last report.
    pub last: Instant,
}

/// Which carriers' scans and which locations' confirmations a shop has seen.
/// Keys are folded to lower case; the ledger keeps it per shop and lets each new timeline teach it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Observed {
    /// By carrier's name; `""` stands for scans whose carrier was not named.
    pub carriers: BTreeMap<String, Sighting>,
    /// By location id.
    pub locations: BTreeMap<String, Sighting>,
}

impl Observed {
    /// Takes in what a timeline's facts show to be live; true if that changed anything.
    pub fn learn(&mut self, timeline: &Timeline) -> bool {
        let mut changed = false;
        for entry in timeline.entries.iter().filter(|entry| !entry.retracted) {
            let fact = &entry.fact;
            if fact.source.system == crate::fact::OURS {
                continue;
            }
            if fact.grade == Grade::Carrier {
                for name in carriers_of(timeline, entry) {
                    changed |= see(&mut self.carriers, &name, entry.at);
                }
            }
            if fact.grade == Grade::Warehouse
                && let Some(location) = &fact.location
            {
                changed |= see(&mut self.locations, &location.id, entry.at);
            }
        }
        changed
    }

    /// Was this carrier's source live at `at`? Without a name: was any carrier's?
    pub fn carrier_live(&self, carrier: Option<&str>, at: Instant, hours: u32) -> bool {
        match carrier {
            Some(name) => self
                .carriers
                .get(&name.trim().to_lowercase())
                .is_some_and(|sighting| sighting.live(at, hours)),
            None => self
                .carriers
                .values()
                .any(|sighting| sighting.live(at, hours)),
        }
    }

    /// Was this location's source live at `at`?
    pub fn location_live(&self, location: Option<&str>, at: Instant, hours: u32) -> bool {
        location.is_some_and(|id| {
            self.locations
                .get(&id.trim().to_lowercase())
                .is_some_and(|sighting| sighting.live(at, hours))
        })
    }
}

impl Sighting {
    /// Seen before `at`, and not longer than `hours` before it.
    fn live(&self, at: Instant, hours: u32) -> bool {
        let horizon = i64::from(hours).saturating_mul(DAY / 24);
        self.first <= at && self.last >= at.plus(-horizon)
    }
}

fn carriers_of(timeline: &Timeline, entry: &crate::timeline::Entry) -> Vec<String> {
    let named: Vec<String> = timeline
        .parcels
        .iter()
        .filter(|parcel| entry.parcels.contains(&parcel.id))
        .map(|parcel| parcel.carrier.clone().unwrap_or_default())
        .collect();
    if named.is_empty() {
        vec![String::new()]
    } else {
        named
    }
}

fn see(seen: &mut BTreeMap<String, Sighting>, name: &str, at: Instant) -> bool {
    let key = name.trim().to_lowercase();
    match seen.get_mut(&key) {
        None => {
            seen.insert(
                key,
                Sighting {
                    first: at,
                    last: at,
                },
            );
            true
        }
        Some(sighting) => {
            let before = *sighting;
            sighting.first = sighting.first.min(at);
            sighting.last = sighting.last.max(at);
            *sighting != before
        }
    }
}
