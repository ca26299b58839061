//! The delivery window: ship-by + transit quantiles by carrier, service and zone, by the engine of the historical bound.

use fulfillment::calendar::{Date, ZoneOffsets};
use fulfillment::instant::{DAY, Instant};
use serde::{Deserialize, Serialize};

use crate::effects::Level;
use crate::historical::{Begun, Historical, Settings};
use crate::residuals::Window;
use crate::working::WorkingTime;

/// Share of parcels that arrive before a window, at most.
const BEFORE: f64 = 0.1;

/// Who carries a parcel, and where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane<'a> {
    /// Carrier.
    pub carrier: &'a str,
    /// Its service.
    pub service: &'a str,
    /// The zone it goes to: whatever tells near from far, a carrier's zone or a region.
    pub zone: &'a str,
}

impl Lane<'_> {
    fn groups(self) -> Vec<String> {
        let Self {
            carrier,
            service,
            zone,
        } = self;
        vec![
            carrier.to_owned(),
            format!("{carrier}/{service}"),
            format!("{carrier}/{service}/{zone}"),
        ]
    }
}

/// What is known of parcels' journeys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transit {
    history: Historical,
}

/// Dates between which a parcel arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

impl Transit {
    /// Knows nothing yet; `target` is the share of parcels, 0–1, that are to arrive by the end of their window.
    pub fn new(target: f64) -> Self {
        let level = |shrink, memory| Level { shrink, memory };
        Self {
            history: Historical::new(Settings {
                target,
                time: WorkingTime::with_weekend(0.5),
                window: Window {
                    half_life: 30.0,
                    horizon: 90,
                    fewest: 25,
                },
                levels: vec![level(10.0, 500.0), level(10.0, 300.0), level(10.0, 100.0)],
                doubt: 0.1,
                gain: 0.6,
            }),
        }
    }

    /// A parcel was handed over; the answer is to be kept with it.
    pub fn handed_over(&mut self, at: Instant, lane: Lane<'_>) -> Begun {
        self.history.began(at, lane.groups())
    }

    /// It was delivered at `at`.
    pub fn delivered(&mut self, begun: &Begun, at: Instant) {
        self.history.ended(begun, at);
    }

    /// It was found at `at` that it will never arrive: lost, returned, refused.
    pub fn dropped(&mut self, begun: &Begun, at: Instant) {
        self.history.dropped(begun, at);
    }

    /// When a parcel arrives that is handed over by `ship_by` (its instant, not its date), as dates of the zone it goes to;
    /// none while too little is known.
    pub fn window(&self, ship_by: Instant, lane: Lane<'_>, zone: &ZoneOffsets) -> Option<Delivery> {
        let groups = lane.groups();
        let last = self.history.bound(ship_by, &groups)?;
        // One handed over a day before its last day arrives a day before the rest.
        let first = self.history.quantile(ship_by.plus(-DAY), &groups, BEFORE)?;
        let date = |at| zone.local(at).0;
        Some(Delivery {
            from: date(first.min(last)),
            to: date(last),
        })
    }
}
