//! How long intervals take against what is expected of each, as of late: a period life table.
//!
//! Expected is a *place* on the log scale of working-weighted hours; a residual is log(hours) − place. For each bin of
//! residuals the table holds how many were still open on reaching it, ended in it and were dropped in it, the older the fainter *by when
//! that happened* and not by when they began: what befalls the orders that are late today counts today, and weeks before the
//! cohort they belong to is complete. Memory is the table and one count a quarter-day and place of beginning for what is open, so that
//! one fact changes two rows however much is open. In scope: keeping these and reading a quantile. Not in scope: what is expected.

use std::collections::BTreeMap;

use fulfillment::instant::{DAY, HOUR, Instant};
use serde::{Deserialize, Serialize};

use crate::product_limit::{Seen, incidence, quantile};
use crate::working::WorkingTime;

/// Width of a bin of residuals: two per cent of the interval.
const WIDTH: f64 = 0.02;
/// Width of a bin of places, for what is open.
const PLACE: f64 = 0.1;
/// What is open is counted by the quarter of a day it began in.
const QUARTER: i64 = 6 * HOUR;
/// Shortest interval told apart, in weighted hours: the log scale has no zero.
const SHORTEST: f64 = 1.0;
/// Bins beyond ± this (a factor of 22,000) are counted at it: dirt must not cost memory.
const FARTHEST: i32 = 500;
/// How often what is open is moved on through the bins.
const STEP: i64 = 3 * HOUR;
/// Half-lives after which the weights are scaled down, lest they overflow.
const REBASE: f64 = 64.0;

/// How far back to look.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Days after which what happened counts half.
    pub half_life: f64,
    /// Days after which what is still open is no longer looked at, and an end no longer counted.
    pub horizon: i64,
    /// Fewest ended ones, ever, to speak of a quantile.
    pub fewest: u32,
}

/// The life table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Residuals {
    time: WorkingTime,
    window: Window,
    bins: BTreeMap<i32, Counts>,
    /// By quarter-day of beginning, then bin of place.
    open: BTreeMap<i64, BTreeMap<i32, u32>>,
    /// Up to when what is open has been moved on; none before the first began.
    moved: Option<Instant>,
    /// The instant whose weight is 1.
    origin: Instant,
    ended: u32,
    /// Of what ended: sums of weighted log hours, of weights, and of their squares.
    sum: [f64; 3],
}

/// Weights at one bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; 3]", into = "[f64; 3]")]
struct Counts {
    /// How many more reached it than reached the bin before: who passes many bins is written down at both ends.
    more: f64,
    ended: f64,
    dropped: f64,
}

impl From<[f64; 3]> for Counts {
    fn from([more, ended, dropped]: [f64; 3]) -> Self {
        Self {
            more,
            ended,
            dropped,
        }
    }
}

impl From<Counts> for [f64; 3] {
    fn from(it: Counts) -> Self {
        [it.more, it.ended, it.dropped]
    }
}

/// The natural logarithm of weighted hours from `from` to `to`, shortest intervals taken as an hour.
pub fn log_hours(time: &WorkingTime, from: Instant, to: Instant) -> f64 {
    time.between(from, to).max(SHORTEST).ln()
}

impl Residuals {
    /// Knows nothing yet.
    pub fn new(time: WorkingTime, window: Window) -> Self {
        Self {
            time,
            window,
            bins: BTreeMap::new(),
            open: BTreeMap::new(),
            moved: None,
            origin: Instant(0),
            ended: 0,
            sum: [0.0; 3],
        }
    }

    /// One began at `at`, expected at `place`.
    pub fn began(&mut self, at: Instant, place: f64) {
        self.advance(at);
        let row = self.open.entry(at.0.div_euclid(QUARTER)).or_default();
        *row.entry(place_bin(place)).or_default() += 1;
        let now = self.moved.unwrap_or(at).max(at);
        let start = self.nominal(at.0.div_euclid(QUARTER), place_bin(place), now);
        let weight = self.weight(now);
        // It stands in the first bins of all from the start.
        self.passed(FIRST - 1, start, weight);
    }

    /// As much as `weight` has gone on from one bin to another; back, where it turns out to have left long ago.
    fn passed(&mut self, from: i32, to: i32, weight: f64) {
        if from != to {
            self.bins.entry(from + 1).or_default().more += weight;
            self.bins.entry(to + 1).or_default().more -= weight;
        }
    }

    /// The one that began at `from`, expected at `place`, ended at `to`.
    pub fn ended(&mut self, from: Instant, place: f64, to: Instant) {
        let value = log_hours(&self.time, from, to);
        if let Some((bin, weight)) = self.left(from, place, to) {
            self.bins.entry(bin).or_default().ended += weight;
            self.sum[0] += weight * value;
            self.sum[1] += weight;
            self.sum[2] += weight * weight;
            self.ended = self.ended.saturating_add(1);
        }
    }

    /// The one that began at `from`, expected at `place`, was found at `at` to end never.
    pub fn dropped(&mut self, from: Instant, place: f64, at: Instant) {
        if let Some((bin, weight)) = self.left(from, place, at) {
            self.bins.entry(bin).or_default().dropped += weight;
        }
    }

    /// Takes one out of what is open and through the bins it still passed: where it left, with what weight.
    /// None where it was open for longer than the horizon.
    fn left(&mut self, from: Instant, place: f64, to: Instant) -> Option<(i32, f64)> {
        self.advance(to);
        let (quarter, key) = (from.0.div_euclid(QUARTER), place_bin(place));
        let row = self.open.get_mut(&quarter)?;
        let count = row.get_mut(&key)?;
        *count -= 1;
        if *count == 0 {
            row.remove(&key);
        }
        if row.is_empty() {
            self.open.remove(&quarter);
        }
        let reached = self.nominal(quarter, key, self.moved.unwrap_or(to));
        let bin = bin(log_hours(&self.time, from, to) - place);
        let weight = self.weight(to);
        self.passed(reached, bin, weight);
        Some((bin, weight))
    }

    /// Moves what is open on through the bins it has reached by `now`.
    fn advance(&mut self, now: Instant) {
        let moved = *self.moved.get_or_insert_with(|| {
            self.origin = now;
            now
        });
        if now.since(moved) < STEP {
            return;
        }
        self.rebase(now);
        let oldest = now.plus(-self.window.horizon * DAY).0.div_euclid(QUARTER);
        self.open = self.open.split_off(&oldest);
        let weight = self.weight(now);
        let mut went = Vec::new();
        for (&quarter, row) in &self.open {
            for (&place, &count) in row {
                let from = self.nominal(quarter, place, moved);
                let to = self.nominal(quarter, place, now);
                went.push((from, to, weight * f64::from(count)));
            }
        }
        for (from, to, weight) in went {
            self.passed(from, to, weight);
        }
        self.moved = Some(now);
    }

    /// The bin that one of this row and place has reached, all taken to have begun in the middle of the quarter-day.
    fn nominal(&self, quarter: i64, place: i32, now: Instant) -> i32 {
        let began = Instant(quarter * QUARTER + QUARTER / 2);
        bin(log_hours(&self.time, began, now) - (f64::from(place) + 0.5) * PLACE)
    }

    fn weight(&self, at: Instant) -> f64 {
        (at.since(self.origin) as f64 / DAY as f64 / self.window.half_life).exp2()
    }

    fn rebase(&mut self, now: Instant) {
        if now.since(self.origin) as f64 / DAY as f64 <= REBASE * self.window.half_life {
            return;
        }
        let scale = 1.0 / self.weight(now);
        let scale = if scale.is_finite() { scale } else { 0.0 };
        for counts in self.bins.values_mut() {
            counts.more *= scale;
            counts.ended *= scale;
            counts.dropped *= scale;
        }
        self.sum = [
            self.sum[0] * scale,
            self.sum[1] * scale,
            self.sum[2] * scale * scale,
        ];
        self.origin = now;
    }

    /// The residual below which `target` of those lie that end at all.
    /// None while fewer than the window's fewest have ended.
    pub fn quantile(&self, target: f64) -> Option<f64> {
        if self.ended < self.window.fewest {
            return None;
        }
        let mut at_risk = 0.0;
        let seen = self.bins.iter().map(|(&bin, counts)| {
            at_risk += counts.more;
            Seen {
                bin,
                at_risk,
                ended: counts.ended,
                dropped: counts.dropped,
            }
        });
        let seen: Vec<Seen> = seen.collect();
        let most = seen.iter().map(|it| it.at_risk).fold(0.0, f64::max);
        let known = seen.into_iter().take_while(|it| it.at_risk >= TAIL * most);
        let curve = incidence(known);
        // Of n past ones the next falls below the k-th with chance k ÷ (n + 1), not k ÷ n; n as far as the weights are equal.
        let n = self.sum[1] * self.sum[1] / self.sum[2].max(f64::MIN_POSITIVE);
        quantile(&curve, target * (1.0 + 1.0 / n.max(1.0))).map(|bins| bins * WIDTH)
    }

    /// Mean log hours of what ended of late; 0 where nothing has.
    pub fn centre(&self) -> f64 {
        if self.sum[1] > 0.0 {
            self.sum[0] / self.sum[1]
        } else {
            0.0
        }
    }

    /// Numbers kept, however much is open: bins, and rows of places open.
    pub fn size(&self) -> usize {
        self.bins.len() + self.open.values().map(BTreeMap::len).sum::<usize>()
    }
}

/// Share of all that have to reach a bin for it to be believed: where one is left and ends, the estimate would call
/// everything ended, that which never ends included.
const TAIL: f64 = 0.03;
/// The lowest bin.
const FIRST: i32 = -FARTHEST;

fn bin(residual: f64) -> i32 {
    ((residual / WIDTH).floor() as i32).clamp(-FARTHEST, FARTHEST)
}

fn place_bin(place: f64) -> i32 {
    ((place / PLACE).floor() as i32).clamp(-FARTHEST, FARTHEST)
}
