//! A small warehouse, hour by hour: Monday to Friday 9 to 17, the oldest first, what is packed by 16:00 leaves at 17:00.

use std::collections::VecDeque;

use fulfillment::calendar::{Calendar, Date, ZoneOffsets};
use fulfillment::instant::{DAY, HOUR, Instant, MINUTE};
use promise::{Ask, Opened, Place, Quote, Schedule, Stage};

/// Uniform numbers of [0, 1) by a fixed linear congruence.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

pub fn schedule() -> Schedule {
    let mut schedule = Schedule {
        calendar: Calendar {
            zone: ZoneOffsets::fixed(-6 * 3600),
            ..Calendar::default()
        },
        pickups: vec![17 * 60],
        cutoff: None,
    };
    schedule.calendar.holidays.insert(Date(46));
    schedule
}

/// What is special about a warehouse.
#[derive(Clone, Copy)]
pub struct Floor {
    pub seed: u64,
    pub days: i64,
    /// The day that brings eight times as many orders.
    pub peak: Option<i64>,
    /// The days on which a fifth of the usual gets done.
    pub broken: (i64, i64),
    /// Whether picks and packs are scanned.
    pub scans: bool,
    /// Whether a tenth of the orders goes before all others.
    pub express: bool,
}

impl Default for Floor {
    fn default() -> Self {
        Self {
            seed: 1,
            days: 90,
            peak: None,
            broken: (0, 0),
            scans: true,
            express: false,
        }
    }
}

/// An order that was handed over.
pub struct Done {
    pub day: i64,
    pub express: bool,
    pub said: Option<Quote>,
    pub at: Instant,
    pub handed_over: Instant,
}

/// What a warehouse has come to.
pub struct World {
    pub place: Place,
    pub done: Vec<Done>,
    pub now: Instant,
    pub open: usize,
}

struct Waiting {
    token: Opened,
    said: Option<Quote>,
    express: bool,
}

impl Floor {
    pub fn run(&self) -> World {
        let schedule = schedule();
        let mut dice = Dice(self.seed);
        let mut place = Place::new(0.9);
        let mut queues: [VecDeque<Waiting>; 2] = Default::default();
        let mut dock: Vec<Waiting> = Vec::new();
        let mut done = Vec::new();
        let mut left = 0.0;
        for hour in 0..self.days * 24 {
            // Local midnight of day 0 is six hours after UTC's.
            let start = Instant((hour + 6) * HOUR);
            let (day, of_day) = (hour / 24, hour % 24);
            let many = if self.peak == Some(day) { 8.0 } else { 1.0 };
            let usual = if of_day < 7 { 0.3 } else { 2.0 };
            let orders = (usual * many * (0.5 + dice.roll()) + dice.roll()) as usize;
            for order in 0..orders {
                let at = start.plus((order as i64 + 1) * 50 * MINUTE / (orders as i64 + 1));
                let express = self.express && dice.roll() < 0.1;
                let method = if express { "express" } else { "standard" };
                let lines = 1 + (dice.roll() * 3.0) as u32;
                let ask = Ask {
                    at,
                    method,
                    lines,
                    handling: None,
                };
                let token = place.opened(&ask, &schedule, None);
                let said = token.said.clone();
                queues[usize::from(!express)].push_back(Waiting {
                    token,
                    said,
                    express,
                });
            }
            let date = schedule.calendar.date(start);
            let works = schedule.calendar.works(date);
            if works && (9..17).contains(&of_day) {
                let broken = (self.broken.0..self.broken.1).contains(&day);
                let pace = if broken { 3.0 } else { 15.0 };
                // It is gone when nobody needs it.
                left = f64::min(left, 0.0) + pace * (0.8 + 0.4 * dice.roll());
                while left > 0.0
                    && let Some(mut next) = queues.iter_mut().find_map(VecDeque::pop_front)
                {
                    let lines = next.token.lines();
                    left -= f64::from(lines);
                    if self.scans {
                        let at = start.plus(55 * MINUTE);
                        place.worked(&mut next.token, at, Stage::Pick, lines, &schedule);
                        place.worked(&mut next.token, at, Stage::Pack, lines, &schedule);
                    }
                    dock.push(next);
                }
            }
            if works && of_day == 17 {
                for parcel in dock.drain(..) {
                    let handed_over = start.plus(10 * MINUTE);
                    place.ended(&parcel.token, handed_over, &schedule);
                    done.push(Done {
                        day: parcel.token.at.plus(-6 * HOUR).0 / DAY,
                        express: parcel.express,
                        said: parcel.said,
                        at: parcel.token.at,
                        handed_over,
                    });
                }
            }
        }
        let now = Instant((self.days * 24 + 6) * HOUR);
        World {
            place,
            done,
            now,
            open: queues.iter().map(VecDeque::len).sum::<usize>() + dock.len(),
        }
    }
}

impl World {
    /// Share of the bounds of these days that were kept, and their mean slack in hours.
    pub fn kept(&self, days: std::ops::Range<i64>) -> (f64, f64) {
        let (mut kept, mut slack, mut all) = (0.0, 0.0, 0.0);
        for done in self.done.iter().filter(|it| days.contains(&it.day)) {
            if let Some(said) = &done.said {
                let over = done.handed_over.since(said.bound) as f64 / HOUR as f64;
                kept += f64::from(u8::from(over <= 0.0));
                slack += (-over).max(0.0);
                all += 1.0;
            }
        }
        (kept / all, slack / all)
    }
}
