//! The engine, told what a file tells: one place for each location, and the whole shop as their fallback.

use std::collections::HashMap;

use fulfillment::{Date, Instant};
use promise::{Ask, Opened, Place, Schedule, Stage};

use super::baseline::Lane;
use super::groups::{Group, Groups, Step};
use super::header::{Header, Location};

/// What it says at a placing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// By when the carrier has it, before rounding to a date.
    pub bound: Instant,
    /// The date it is promised for.
    pub ship_by: Date,
    /// Its name for the present load.
    pub bucket: &'static str,
    /// When the queue alone would have it ready.
    pub queue: Option<Instant>,
    /// When history alone would.
    pub historical: Option<Instant>,
}

/// The engine of a shop.
pub struct Engine {
    locations: Vec<Location>,
    schedules: HashMap<Lane, Schedule>,
    places: Vec<Place>,
    shop: Place,
    /// By group: what its place and the shop want back.
    open: Vec<Option<[Opened; 2]>>,
}

impl Engine {
    /// Knows what the header declares.
    pub fn new(header: &Header, groups: &Groups, target: f64) -> Self {
        let named = groups.locations.iter();
        Self {
            locations: named.map(|it| header.location(it)).collect(),
            schedules: HashMap::new(),
            places: vec![Place::new(target); groups.locations.len()],
            shop: Place::new(target),
            open: vec![None; groups.all.len()],
        }
    }

    /// A group is placed; what is said of it.
    pub fn placed(&mut self, at: Instant, index: usize, group: &Group) -> Option<Answer> {
        let lane = group.lane();
        let location = &self.locations[group.location];
        let schedule = self
            .schedules
            .entry(lane)
            .or_insert_with(|| schedule(location, &group.method));
        let ask = Ask {
            at,
            method: &group.method,
            lines: group.lines,
            handling: None,
        };
        let opened = self.places[group.location].opened(&ask, schedule, Some(&self.shop));
        let answer = opened.said.as_ref().map(|quote| Answer {
            bound: quote.bound,
            ship_by: quote.ship_by,
            bucket: quote.bucket.name(),
            queue: quote.queue,
            historical: quote.historical,
        });
        self.open[index] = Some([opened, self.shop.opened(&ask, schedule, None)]);
        answer
    }

    /// Something else happens to it.
    pub fn learn(&mut self, at: Instant, index: usize, group: &Group, step: Step) {
        let Some([own, shops]) = &mut self.open[index] else {
            return;
        };
        let Some(schedule) = self.schedules.get(&group.lane()) else {
            return;
        };
        let both = [
            (&mut self.places[group.location], own),
            (&mut self.shop, shops),
        ];
        for (place, opened) in both {
            match step {
                Step::Picked(lines) => place.worked(opened, at, Stage::Pick, lines, schedule),
                Step::Packed => place.worked(opened, at, Stage::Pack, group.lines, schedule),
                Step::HandedOver => place.ended(opened, at, schedule),
                Step::Dropped => place.dropped(opened, at, schedule),
                _ => {}
            }
        }
        if matches!(step, Step::HandedOver | Step::Dropped) {
            self.open[index] = None;
        }
    }
}

fn schedule(location: &Location, method: &str) -> Schedule {
    let declared = location.methods.iter().find(|it| it.id == method);
    Schedule {
        calendar: location.calendar.clone(),
        pickups: declared.map(|it| it.pickups.clone()).unwrap_or_default(),
        cutoff: declared.and_then(|it| it.cutoff),
    }
}
