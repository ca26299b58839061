//! What one would say of a warehouse without an engine: plain quantiles of what was handed over.
//!
//! Each place and method has its own; with fewer than 30 of them what all have is taken.

use std::collections::{HashMap, VecDeque};

use fulfillment::instant::{DAY, Instant};

use crate::baseline::quantile_of_sorted;

/// Fewest hand-overs to say anything.
const FEWEST: usize = 30;
/// Days of the rolling window.
const ROLLING: i64 = 7;

/// A place and a method.
pub type Lane = (usize, String);

/// Bounds said at one placing; none where too little had been handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Said {
    /// Quantile of everything handed over so far.
    pub fixed: Option<Instant>,
    /// Quantile of what was handed over in the last seven days.
    pub rolling: Option<Instant>,
}

/// Lengths from placing to hand-over, sorted, of all time and of the window.
#[derive(Default)]
struct Lengths {
    all: Vec<i64>,
    recent: Vec<i64>,
    window: VecDeque<(Instant, i64)>,
}

impl Lengths {
    fn add(&mut self, now: Instant, length: i64) {
        for sorted in [&mut self.all, &mut self.recent] {
            sorted.insert(sorted.partition_point(|it| *it < length), length);
        }
        self.window.push_back((now, length));
    }

    fn forget(&mut self, now: Instant) {
        let since = now.plus(-ROLLING * DAY);
        while let Some((ended, length)) = self.window.front().copied()
            && ended < since
        {
            self.window.pop_front();
            let place = self.recent.partition_point(|it| *it < length);
            self.recent.remove(place);
        }
    }
}

/// Lengths of every lane, and of all.
pub struct Baselines {
    target: f64,
    lanes: HashMap<Lane, Lengths>,
    shop: Lengths,
}

impl Baselines {
    /// Knows nothing; its quantiles are at `target` (0–1).
    pub fn new(target: f64) -> Self {
        Self {
            target,
            lanes: HashMap::new(),
            shop: Lengths::default(),
        }
    }

    /// The bounds of what is placed now.
    pub fn say(&mut self, now: Instant, lane: &Lane) -> Said {
        self.shop.forget(now);
        if let Some(own) = self.lanes.get_mut(lane) {
            own.forget(now);
        }
        let own = self.lanes.get(lane);
        let bound = |of: fn(&Lengths) -> &Vec<i64>| {
            let enough = |it: &Lengths| {
                let sorted = of(it);
                (sorted.len() >= FEWEST).then(|| quantile_of_sorted(sorted, self.target))
            };
            own.and_then(enough)
                .or_else(|| enough(&self.shop))
                .map(|it| now.plus(it))
        };
        Said {
            fixed: bound(|it| &it.all),
            // A week with hardly a hand-over says nothing of its own.
            rolling: bound(|it| &it.recent).or(bound(|it| &it.all)),
        }
    }

    /// One placed then is handed over now.
    pub fn learn(&mut self, placed: Instant, now: Instant, lane: &Lane) {
        let length = now.since(placed);
        self.shop.add(now, length);
        self.lanes.entry(lane.clone()).or_default().add(now, length);
    }
}

/// The constant promise of each lane that would have been wide enough in the peak: known only afterwards.
pub struct WideEnough {
    lanes: HashMap<Lane, i64>,
    shop: i64,
}

impl WideEnough {
    /// From the lengths of what was placed in the peak, at `target`; none without any.
    pub fn new(peak: impl Iterator<Item = (Lane, i64)>, target: f64) -> Option<Self> {
        let mut lanes: HashMap<Lane, Vec<i64>> = HashMap::new();
        let mut shop = Vec::new();
        for (lane, length) in peak {
            lanes.entry(lane).or_default().push(length);
            shop.push(length);
        }
        let quantile = |mut lengths: Vec<i64>| {
            lengths.sort_unstable();
            quantile_of_sorted(&lengths, target)
        };
        lanes.retain(|_, it| it.len() >= FEWEST);
        (!shop.is_empty()).then(|| Self {
            lanes: lanes
                .into_iter()
                .map(|(lane, lengths)| (lane, quantile(lengths)))
                .collect(),
            shop: quantile(shop),
        })
    }

    /// What it says of anything placed then.
    pub fn say(&self, placed: Instant, lane: &Lane) -> Instant {
        placed.plus(self.lanes.get(lane).copied().unwrap_or(self.shop))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_forgets_and_a_thin_lane_falls_back() {
        let mut baselines = Baselines::new(0.5);
        let (busy, thin) = ((0, "busy".to_owned()), (0, "thin".to_owned()));
        let day = |day: i64| Instant(day * DAY);
        assert_eq!(baselines.say(day(0), &busy), Said::default());
        (0..30).for_each(|_| baselines.learn(day(0), day(1), &busy));
        baselines.learn(day(0), day(9), &thin);
        assert_eq!(baselines.say(day(2), &thin).rolling, Some(day(3)));
        (0..30).for_each(|_| baselines.learn(day(10), day(14), &busy));
        let said = baselines.say(day(15), &busy);
        assert_eq!(said.rolling, Some(day(19)));
        assert_eq!(said.fixed, Some(Instant(day(15).0 + 5 * DAY / 2)));
    }
}
