//! A shop of a seed: its days, methods and places, how orders come, and what its systems report.

use fulfillment::instant::DAY;
use fulfillment::{Calendar, Date, Instant, ZoneOffsets};

use super::dice::Dice;
use super::report::Reports;
use super::site::{Site, Span};
use crate::warehouse::header::{Header, Location, Method};

/// How orders come.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Orders a usual day.
    pub orders: f64,
    /// What each weekday multiplies it by, Monday first.
    pub weekdays: [f64; 7],
    /// What each hour of the day weighs.
    pub hours: [f64; 24],
    /// Growth a day.
    pub trend: f64,
    /// Sigma of a day's luck, and how much of yesterday's stays.
    pub luck: (f64, f64),
    /// What each day from the first of the peak is multiplied by; the greatest is eight.
    pub peak: Vec<f64>,
    /// Days with a small promotion, and what they are multiplied by.
    pub promotions: Vec<(usize, f64)>,
    /// Mean of the lines beyond an order's first.
    pub more_lines: f64,
    /// Chance of an order of ten times as many lines.
    pub wholesale: f64,
    /// Chance of a cancellation, a hold, a missing item.
    pub cancelled: f64,
    /// Chance of a hold.
    pub held: f64,
    /// Chance that an item has to be waited for.
    pub missing: f64,
}

/// A way to ship.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its code in events.
    pub id: &'static str,
    /// Share of orders.
    pub share: f64,
    /// Goes first where the place lets it.
    pub urgent: bool,
}

/// Everything a seed stands for.
pub struct World {
    /// The zone of all places.
    pub zone: ZoneOffsets,
    /// The first day.
    pub first: Date,
    /// How many days bring orders.
    pub days: usize,
    /// The first day of the peak.
    pub peak: usize,
    /// How orders come.
    pub demand: Demand,
    /// Ways to ship.
    pub ways: Vec<Way>,
    /// Places.
    pub sites: Vec<Site>,
    /// What is reported.
    pub reports: Reports,
    /// What is written down.
    pub written: Written,
}

/// What the shop writes down of its places.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// When carriers come.
    pub pickups: bool,
    /// Until when an order leaves on the same day.
    pub cutoffs: bool,
    /// Minutes by which the written hours are later than the true ones.
    pub later: i32,
}

impl Written {
    fn draw(dice: &mut Dice) -> Self {
        Self {
            pickups: dice.chance(0.85),
            cutoffs: dice.chance(0.7),
            later: if dice.chance(0.15) {
                *dice.one_of(&[-120, -60, 60, 120])
            } else {
                0
            },
        }
    }
}

/// The greatest day of a peak, and those around it: a flash sale, a long weekend, a slow rise, a plateau.
const PEAKS: [&[f64]; 5] = [
    &[8.0, 2.0, 1.3],
    &[8.0, 4.5, 3.0, 2.5, 1.5, 1.2],
    &[2.5, 8.0, 5.0, 4.0, 3.0, 2.0, 1.5],
    &[1.5, 2.0, 3.0, 4.0, 8.0, 3.0, 2.0, 1.5],
    &[4.0, 6.0, 8.0, 6.0, 5.0, 4.0, 3.0, 1.5],
];

impl World {
    /// Draws a world.
    pub fn draw(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let zone = zone(&mut dice);
        let first = Date(Date::from_ymd(2025, 1, 6).0 + dice.whole(0, 330));
        let days = dice.whole(115, 150) as usize;
        let peak = dice.whole(70, days as i64 - 35) as usize;
        let ways = ways(&mut dice);
        let demand = Demand::draw(days, peak, &mut dice);
        let span = Span {
            zone: zone.clone(),
            first,
            days,
            peak,
        };
        let urgent: Vec<bool> = ways.iter().map(|it| it.urgent).collect();
        let count = 1 + dice.weighted(&[0.4, 0.4, 0.2]);
        let weights: Vec<f64> = (0..count).map(|_| dice.between(0.4, 1.0)).collect();
        let per_order = (1.0 + demand.more_lines) * (1.0 + 9.0 * demand.wholesale);
        let week: f64 = demand.weekdays.iter().sum();
        let sites = weights
            .iter()
            .enumerate()
            .map(|(place, weight)| {
                let share = weight / weights.iter().sum::<f64>();
                let lines = demand.orders * week * per_order * share;
                let id = ["north", "south", "coast"][place % 3].to_owned();
                Site::draw(id, share, lines, per_order, &span, &urgent, &mut dice)
            })
            .collect();
        Self {
            reports: Reports::draw(&mut dice),
            written: Written::draw(&mut dice),
            zone,
            first,
            days,
            peak,
            demand,
            ways,
            sites,
        }
    }

    /// What a shop would write down of it.
    pub fn header(&self) -> Header {
        let methods = |site: &Site| {
            self.ways
                .iter()
                .zip(&site.pickups)
                .zip(&site.cutoffs)
                .map(|((way, pickups), cutoff)| Method {
                    id: way.id.to_owned(),
                    cutoff: Some(*cutoff).filter(|_| self.written.cutoffs),
                    pickups: match self.written.pickups && site.collected {
                        true => pickups.clone(),
                        false => Vec::new(),
                    },
                })
                .collect()
        };
        let calendar = |site: &Site| {
            let later = |minutes: u32| minutes.saturating_add_signed(self.written.later);
            Calendar {
                opens: later(site.calendar.opens),
                closes: later(site.calendar.closes).min(24 * 60),
                ..site.calendar.clone()
            }
        };
        Header::new(
            self.sites
                .iter()
                .map(|site| Location {
                    id: site.id.clone(),
                    name: Some(site.name.clone()),
                    calendar: calendar(site),
                    methods: methods(site),
                })
                .collect(),
        )
    }

    /// The date of a day of the world.
    pub fn date(&self, day: usize) -> Date {
        Date(self.first.0 + day as i64)
    }
}

impl Demand {
    fn draw(days: usize, first: usize, dice: &mut Dice) -> Self {
        let mut weekdays = [1.0; 7];
        weekdays
            .iter_mut()
            .for_each(|it| *it = dice.between(0.7, 1.3));
        let weekend = dice.between(0.5, 1.3);
        weekdays[5] *= weekend;
        weekdays[6] *= weekend;
        let busiest = dice.between(11.0, 20.0);
        let mut hours = [0.0; 24];
        for (hour, weight) in hours.iter_mut().enumerate() {
            let away = (hour as f64 - busiest).abs();
            let away = away.min(24.0 - away);
            *weight = 0.08 + (-(away / 5.0).powi(2)).exp();
        }
        let shape = *dice.one_of(&PEAKS);
        let peak = shape
            .iter()
            .map(|it| {
                if *it == 8.0 {
                    8.0
                } else {
                    it * dice.spread(0.15)
                }
            })
            .collect();
        let promotions = (0..dice.whole(0, 3))
            .map(|_| {
                (
                    dice.whole(14, days as i64 - 1) as usize,
                    dice.between(1.5, 3.0),
                )
            })
            .filter(|(day, _)| day.abs_diff(first) > 10)
            .collect();
        Self {
            orders: 60.0 * dice.spread(0.6).clamp(0.4, 4.0),
            weekdays,
            hours,
            trend: dice.between(-0.001, 0.0008),
            luck: (dice.between(0.05, 0.3), dice.between(0.0, 0.7)),
            peak,
            promotions,
            more_lines: dice.between(0.0, 2.5),
            wholesale: dice.between(0.0, 0.01),
            cancelled: dice.between(0.005, 0.05),
            held: dice.between(0.0, 0.015),
            missing: dice.between(0.0, 0.015),
        }
    }
}

fn ways(dice: &mut Dice) -> Vec<Way> {
    let way = |id, share, urgent| Way { id, share, urgent };
    let express = dice.between(0.08, 0.3);
    let economy = dice.between(0.1, 0.4);
    match dice.weighted(&[0.3, 0.4, 0.3]) {
        0 => vec![way("standard", 1.0, false)],
        1 => vec![
            way("standard", 1.0 - express, false),
            way("express", express, true),
        ],
        _ => vec![
            way("standard", 1.0 - express - economy, false),
            way("express", express, true),
            way("economy", economy, false),
        ],
    }
}

/// Chicago's and Berlin's clocks of 2025 and 2026, Kolkata's and São Paulo's, which do not change.
fn zone(dice: &mut Dice) -> ZoneOffsets {
    let changes = |hour: i64, days: [(i64, i64, i64); 4], winter: i32| {
        let mut offsets = vec![(Instant(i64::MIN), winter)];
        for (place, (year, month, day)) in days.into_iter().enumerate() {
            let at = Date::from_ymd(year, month, day).0 * DAY + hour * fulfillment::instant::HOUR;
            let summer = if place % 2 == 0 { 3_600 } else { 0 };
            offsets.push((Instant(at), winter + summer));
        }
        ZoneOffsets::new(offsets)
    };
    match dice.whole(0, 3) {
        0 => changes(
            8,
            [(2025, 3, 9), (2025, 11, 2), (2026, 3, 8), (2026, 11, 1)],
            -6 * 3_600,
        ),
        1 => changes(
            1,
            [(2025, 3, 30), (2025, 10, 26), (2026, 3, 29), (2026, 10, 25)],
            3_600,
        ),
        2 => ZoneOffsets::fixed(19_800),
        _ => ZoneOffsets::fixed(-3 * 3_600),
    }
}
