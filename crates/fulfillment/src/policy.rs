//! What a merchant may set: thresholds, calendars, and which sources are proven live.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::instant::Instant;
use crate::observed::{Observed, Voice};
use crate::timeline::Parcel;

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
    /// Relays of carriers' scans in use and answering. What another one watches, nobody does.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub relays: BTreeSet<String>,
}

impl Policy {
    /// The calendar of the place where work on a parcel happens.
    pub fn calendar_of(&self, location: Option<&str>) -> &Calendar {
        location
            .and_then(|id| self.places.get(id))
            .unwrap_or(&self.calendar)
    }

    /// What it means that no carrier reported of this parcel by `at`: the best of those who could have.
    pub(crate) fn carrier(&self, parcel: &Parcel, at: Instant, calendar: &Calendar) -> Voice {
        let (carrier, limits) = (parcel.carrier.as_deref(), &self.thresholds);
        let direct = self.observed.carrier(carrier, at, limits, calendar);
        let in_use = parcel.watched.iter().filter(|by| self.relays.contains(*by));
        in_use
            .map(|by| self.observed.relay(by, carrier, at, limits, calendar))
            .fold(direct, Voice::or)
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
    /// The same, before it is an exception: agents may look at it from here on.
    pub attention: u32,
    /// Labelled or marked fulfilled without a tracking number, where numbers are usual.
    pub tracking_missing: u32,
    /// A carrier that reports nothing of several orders for this long is a source that is down.
    pub source_silent: u32,
    /// The same of a warehouse, in hours within its opening times.
    pub place_silent: u32,
    /// How many orders are several: so many of a ledger's must wait for a source's word before its
    /// silence is its own and not theirs. 0: it never is.
    pub source_orders: u32,
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
            attention: 36,
            tracking_missing: 24,
            source_silent: 24,
            place_silent: 8,
            source_orders: 3,
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
