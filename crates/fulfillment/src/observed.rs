//! Which sources a shop has seen at work: silence says something only where one could have spoken.
//!
//! Learnt from every folded timeline. Sightings are the shop's, merged from all shards; which orders
//! wait for a source is each shard's own to know, of its own newest orders. Nothing here is an order's
//! truth: two shards may know more or less.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::claim::Claim;
use crate::deadline::hours;
use crate::fact::{DeliveryMethod, Grade, RELAYS};
use crate::instant::Instant;
use crate::milestone::{LEFT, rank};
use crate::policy::Thresholds;
use crate::recent::Recent;
use crate::timeline::{Entry, Parcel, Timeline};

/// When a source was first and last seen reporting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// First report.
    pub first: Instant,
    /// Last report.
    pub last: Instant,
}

/// Which carriers' scans and which locations' confirmations a shop has seen.
/// Keys are folded to lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Observed {
    /// By carrier's name; `""` stands for scans whose carrier was not named. Relays' apart: they speak of
    /// the parcels they watch.
    pub carriers: BTreeMap<String, Sighting>,
    /// By relay and carrier's name: `aftership/usps`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub relays: BTreeMap<String, Sighting>,
    /// By location id.
    pub locations: BTreeMap<String, Sighting>,
    /// What is known of single orders.
    #[serde(skip_serializing_if = "SeenOrders::is_empty")]
    pub orders: SeenOrders,
}

/// What the newest orders of a ledger wait for and have. Keys as in [`Observed`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenOrders {
    /// By carrier's name, and by relay and carrier's name for the parcels a relay watches: is the order
    /// on its road, so that the next scan must come from there?
    pub under_way: BTreeMap<String, Recent>,
    /// By location id: is it worked at there, and not labelled yet?
    pub at_work: BTreeMap<String, Recent>,
    /// By location id: did what was labelled or marked fulfilled get a tracking number?
    pub numbered: BTreeMap<String, Recent>,
}

impl SeenOrders {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Which sources this order waits for, and whether its parcels have numbers.
    fn learn(&mut self, timeline: &Timeline) -> bool {
        let (Some(order), Some(at)) = (resource(timeline), timeline.updated_at) else {
            return false;
        };
        let mut changed = false;
        for parcel in timeline.parcels.iter().filter(|parcel| carried(parcel)) {
            let standing = rank(parcel.headline.claim);
            // An order of several parcels waits while one of them does.
            let any = |of: fn(&Parcel) -> Option<&str>, waits: fn(u8) -> bool| {
                timeline
                    .parcels
                    .iter()
                    .filter(|other| of(other) == of(parcel))
                    .any(|other| waits(rank(other.headline.claim)))
            };
            if standing >= LEFT
                && let Some(carrier) = &parcel.carrier
            {
                let waits = any(|parcel| parcel.carrier.as_deref(), on_the_road);
                changed |= note(&mut self.under_way, carrier, order, at, waits);
                for relay in &parcel.watched {
                    let name = relayed(relay, Some(carrier));
                    changed |= note(&mut self.under_way, &name, order, at, waits);
                }
            }
            let place = parcel.location.as_deref();
            if standing >= rank(Claim::WithWarehouse)
                && let Some(place) = place
            {
                let waits = any(|parcel| parcel.location.as_deref(), being_worked_at);
                changed |= note(&mut self.at_work, place, order, at, waits);
            }
            if (rank(Claim::LabelCreated)..rank(Claim::Cancelled)).contains(&standing) {
                let numbered = parcel.tracking.is_some();
                let place = place.unwrap_or_default();
                changed |= note(&mut self.numbered, place, order, at, numbered);
            }
        }
        changed
    }
}

/// Whether a source's silence about one parcel says something of that parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// It reports of others: what it does not say did not happen.
    Live,
    /// It was never proven live, or not lately.
    Unproven,
    /// It has said nothing of several orders since then: it is down, not the parcel.
    Down(Instant),
}

impl Voice {
    /// The better of two sources that could both have spoken.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Live, _) | (_, Self::Live) => Self::Live,
            (Self::Down(at), _) | (_, Self::Down(at)) => Self::Down(at),
            _ => Self::Unproven,
        }
    }
}

impl Observed {
    /// Takes in what a timeline's facts show to be live; true if that changed anything.
    pub fn learn(&mut self, timeline: &Timeline) -> bool {
        let mut changed = false;
        for entry in timeline.entries.iter().filter(|entry| !entry.retracted) {
            let fact = &entry.fact;
            if !fact.testifies() {
                continue;
            }
            if fact.grade == Grade::Carrier {
                let relay = &fact.source.system;
                for name in carriers_of(timeline, entry) {
                    changed |= match RELAYS.contains(&relay.as_str()) {
                        true => see(&mut self.relays, &relayed(relay, Some(&name)), entry.at),
                        false => see(&mut self.carriers, &name, entry.at),
                    };
                }
            }
            if fact.grade == Grade::Warehouse
                && let Some(location) = &fact.location
            {
                changed |= see(&mut self.locations, &location.id, entry.at);
            }
        }
        changed | self.orders.learn(timeline)
    }

    /// Was this carrier's source live at `at`? Without a name: was any carrier's?
    pub fn carrier_live(&self, carrier: Option<&str>, at: Instant, hours: u32) -> bool {
        match carrier {
            Some(name) => self
                .carriers
                .get(&folded(name))
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
                .get(&folded(id))
                .is_some_and(|sighting| sighting.live(at, hours))
        })
    }

    /// What this carrier's silence at `at` means, where it reports without a relay.
    pub(crate) fn carrier(
        &self,
        carrier: Option<&str>,
        at: Instant,
        limits: &Thresholds,
        calendar: &Calendar,
    ) -> Voice {
        if !self.carrier_live(carrier, at, limits.live) {
            return Voice::Unproven;
        }
        let name = folded(carrier.unwrap_or_default());
        self.on_the_road(&name, self.carriers.get(&name), at, limits, calendar)
    }

    /// What this carrier's silence at `at` means by way of a relay that watches the parcel.
    pub(crate) fn relay(
        &self,
        relay: &str,
        carrier: Option<&str>,
        at: Instant,
        limits: &Thresholds,
        calendar: &Calendar,
    ) -> Voice {
        let name = relayed(relay, carrier);
        match self.relays.get(&name) {
            Some(sighting) if sighting.live(at, limits.live) => {
                self.on_the_road(&name, Some(sighting), at, limits, calendar)
            }
            _ => Voice::Unproven,
        }
    }

    /// A live source of scans: down if it is silent of several orders at once.
    fn on_the_road(
        &self,
        name: &str,
        sighting: Option<&Sighting>,
        at: Instant,
        limits: &Thresholds,
        calendar: &Calendar,
    ) -> Voice {
        let waiting = self.orders.under_way.get(name);
        let silent = waiting.is_some_and(|waiting| several(waiting, at, limits));
        match sighting {
            Some(sighting)
                if silent
                    && calendar.after_days(sighting.last, hours(limits.source_silent)) <= at =>
            {
                Voice::Down(sighting.last)
            }
            _ => Voice::Live,
        }
    }

    /// What this location's silence at `at` means.
    pub(crate) fn location(
        &self,
        location: Option<&str>,
        at: Instant,
        limits: &Thresholds,
        calendar: &Calendar,
    ) -> Voice {
        if !self.location_live(location, at, limits.live) {
            return Voice::Unproven;
        }
        let name = folded(location.unwrap_or_default());
        let waiting = self.orders.at_work.get(&name);
        let silent = waiting.is_some_and(|waiting| several(waiting, at, limits));
        match self.locations.get(&name) {
            Some(sighting)
                if silent
                    && calendar.after_hours(sighting.last, hours(limits.place_silent)) <= at =>
            {
                Voice::Down(sighting.last)
            }
            _ => Voice::Live,
        }
    }

    /// Do parcels of this location usually get a tracking number?
    pub(crate) fn numbers_are_usual(&self, location: Option<&str>) -> bool {
        self.orders
            .numbered
            .get(&folded(location.unwrap_or_default()))
            .is_some_and(Recent::usual)
    }
}

impl Sighting {
    /// Seen before `at`, and not longer than `hours` before it.
    fn live(&self, at: Instant, live: u32) -> bool {
        self.first <= at && self.last >= at.plus(-hours(live))
    }
}

fn several(waiting: &Recent, at: Instant, limits: &Thresholds) -> bool {
    let enough = usize::try_from(limits.source_orders).unwrap_or(usize::MAX);
    enough > 0 && waiting.count(at.plus(-hours(limits.live))) >= enough
}

/// Key of a carrier's scans by way of a relay.
fn relayed(relay: &str, carrier: Option<&str>) -> String {
    format!("{relay}/{}", folded(carrier.unwrap_or_default()))
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn carried(parcel: &Parcel) -> bool {
    matches!(
        parcel.method,
        None | Some(DeliveryMethod::Shipping | DeliveryMethod::PickupPoint)
    )
}

/// The carrier's next scan is due, by the ladder's ranks.
fn on_the_road(rank: u8) -> bool {
    (LEFT..95).contains(&rank)
}

/// The warehouse's next word is due.
fn being_worked_at(rank: u8) -> bool {
    (10..50).contains(&rank)
}

/// What tells this order from others: Shopify's id of it, folded to a number.
fn resource(timeline: &Timeline) -> Option<u32> {
    use crate::fact::Kind;
    let told = timeline.entries.iter().find(|entry| {
        entry.stands() && matches!(entry.fact.kind, Kind::OrderPlaced | Kind::OrderSnapshot(_))
    })?;
    let id = told.fact.source.resource.bytes();
    // FNV-1a; two orders that share a number count as one.
    Some(id.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    }))
}

fn carriers_of(timeline: &Timeline, entry: &Entry) -> Vec<String> {
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

fn note(
    map: &mut BTreeMap<String, Recent>,
    name: &str,
    order: u32,
    at: Instant,
    yes: bool,
) -> bool {
    map.entry(folded(name)).or_default().note(order, at, yes)
}

fn see(seen: &mut BTreeMap<String, Sighting>, name: &str, at: Instant) -> bool {
    let key = folded(name);
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
