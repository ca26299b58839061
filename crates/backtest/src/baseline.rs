//! What one would say without an engine: plain quantiles of what has ended.

use std::collections::{HashMap, VecDeque};

use fulfillment::instant::{DAY, Instant};

/// Fewest ended intervals to say anything; a baseline with fewer falls back to a wider one.
const FEWEST: usize = 30;
/// Days of the rolling window.
const ROLLING: i64 = 60;
/// Intervals of the trailing quantile of a destination.
const TRAILING: usize = 200;

/// Bounds said at one beginning; none where too little had ended.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Said {
    /// Quantile of everything so far.
    pub fixed: Option<Instant>,
    /// Quantile of everything so far that began on the same day of the week; else `fixed`.
    pub weekday: Option<Instant>,
    /// Quantile of what began in the last 60 days; with fewer than 30, of the last 30 that ended.
    pub rolling: Option<Instant>,
    /// Quantile of the last 200 that ended at the destination; with fewer than 30, of the last 200.
    pub destination: Option<Instant>,
}

/// Lengths of what has ended, in milliseconds.
pub struct Baselines {
    target: f64,
    fixed: Vec<i64>,
    weekday: [Vec<i64>; 7],
    /// Beginnings and lengths, in the order in which they ended.
    ended: VecDeque<(Instant, i64)>,
    destinations: HashMap<String, VecDeque<i64>>,
    latest: VecDeque<i64>,
}

impl Baselines {
    /// Knows nothing; its quantiles are at `target` (0–1).
    pub fn new(target: f64) -> Self {
        Self {
            target,
            fixed: Vec::new(),
            weekday: Default::default(),
            ended: VecDeque::new(),
            destinations: HashMap::new(),
            latest: VecDeque::new(),
        }
    }

    /// The bounds of what begins now.
    pub fn say(&self, now: Instant, destination: &str) -> Said {
        let bound = |length: Option<i64>| length.map(|it| now.plus(it));
        let enough = |sorted: &Vec<i64>| {
            (sorted.len() >= FEWEST).then(|| quantile_of_sorted(sorted, self.target))
        };
        let fixed = enough(&self.fixed);
        let latest = self.of(&self.latest);
        Said {
            fixed: bound(fixed),
            weekday: bound(enough(&self.weekday[weekday(now)]).or(fixed)),
            rolling: bound(self.rolling(now)),
            destination: bound(
                self.destinations
                    .get(destination)
                    .and_then(|it| self.of(it))
                    .or(latest),
            ),
        }
    }

    fn rolling(&self, now: Instant) -> Option<i64> {
        let since = now.plus(-ROLLING * DAY);
        // Anything that began in the window ended in it, too.
        let young: Vec<i64> = self
            .ended
            .iter()
            .rev()
            .take_while(|(began, length)| began.plus(*length) > since)
            .filter(|(began, _)| *began > since)
            .map(|(_, length)| *length)
            .collect();
        if young.len() >= FEWEST {
            return Some(quantile(young, self.target));
        }
        let last: Vec<i64> = self
            .ended
            .iter()
            .rev()
            .take(FEWEST)
            .map(|it| it.1)
            .collect();
        (last.len() == FEWEST).then(|| quantile(last, self.target))
    }

    fn of(&self, lengths: &VecDeque<i64>) -> Option<i64> {
        (lengths.len() >= FEWEST).then(|| quantile(lengths.iter().copied().collect(), self.target))
    }

    /// One that began then ended now.
    pub fn learn(&mut self, began: Instant, now: Instant, destination: &str) {
        let length = now.since(began);
        for sorted in [&mut self.fixed, &mut self.weekday[weekday(began)]] {
            let place = sorted.partition_point(|it| *it < length);
            sorted.insert(place, length);
        }
        self.ended.push_back((began, length));
        let there = self.destinations.entry(destination.to_owned()).or_default();
        for trail in [there, &mut self.latest] {
            trail.push_back(length);
            if trail.len() > TRAILING {
                trail.pop_front();
            }
        }
    }
}

/// Monday = 0; instants are local.
fn weekday(at: Instant) -> usize {
    (at.0.div_euclid(DAY) + 3).rem_euclid(7) as usize
}

fn quantile(mut lengths: Vec<i64>, target: f64) -> i64 {
    lengths.sort_unstable();
    quantile_of_sorted(&lengths, target)
}

/// Straight between neighbours, as most tools do it (type 7). Not for an empty list.
pub(crate) fn quantile_of_sorted(sorted: &[i64], target: f64) -> i64 {
    let place = target * (sorted.len() - 1) as f64;
    let below = sorted[place.floor() as usize] as f64;
    let above = sorted[place.ceil() as usize] as f64;
    (below + (above - below) * place.fract()) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_straight_between_neighbours() {
        assert_eq!(quantile(vec![30, 0, 10, 20], 0.5), 15);
        assert_eq!(quantile(vec![7], 0.9), 7);
    }

    #[test]
    fn the_window_forgets_and_falls_back() {
        let mut baselines = Baselines::new(0.5);
        let day = |day: i64| Instant(day * DAY);
        assert_eq!(baselines.say(day(0), "x"), Said::default());
        for it in 0..30 {
            baselines.learn(day(it), day(it + 1), "x");
        }
        assert_eq!(baselines.say(day(200), "x").rolling, Some(day(201)));
        for it in 200..240 {
            baselines.learn(day(it), day(it + 3), "y");
        }
        let said = baselines.say(day(250), "x");
        assert_eq!(said.rolling, Some(day(253)));
        assert_eq!(said.destination, Some(day(251)));
    }
}
