//! Walks intervals in time order and asks every predictor at each beginning, telling it only what has happened by then.
//!
//! An end is told when time has passed it and never before; one at the same instant as a beginning is told after it. What
//! never ends stays open for ever: nobody says so to the engine, as nobody knew.

use fulfillment::instant::Instant;
use promise::declared::{self, Declared};
use promise::historical::{self, Historical};

use crate::baseline::{Baselines, Said};

/// One interval of one order.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// When it began; known from then on.
    pub began: Instant,
    /// When it ended; known from then on. None = it never did.
    pub ended: Option<Instant>,
    /// Its groups, known at the beginning, coarse to fine.
    pub groups: Vec<String>,
    /// By when somebody said at the beginning that it would end.
    pub declared: Option<Instant>,
    /// Where it goes; the groups of one of the baselines.
    pub destination: String,
}

/// What was said of an interval at its beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Position of the interval in the list that was walked.
    pub interval: usize,
    /// The engine's bound from history alone.
    pub own: Option<Instant>,
    /// The engine's bound with what was declared as an input; its own where nothing was.
    pub with_declared: Option<Instant>,
    /// The baselines' bounds.
    pub baselines: Said,
}

enum Happens {
    Begins,
    Ends,
}

/// Everything that was said, in the order in which it was said.
pub fn walk(
    intervals: &[Interval],
    own: historical::Settings,
    with_declared: declared::Settings,
) -> Vec<Forecast> {
    let mut baselines = Baselines::new(own.target);
    let mut engine = Historical::new(own);
    let mut blend = Declared::new(with_declared);
    let mut open: Vec<Option<(historical::Begun, Option<declared::Begun>)>> =
        vec![None; intervals.len()];
    let mut said = Vec::new();
    for (at, happens, index) in happenings(intervals) {
        let interval = &intervals[index];
        match happens {
            Happens::Begins => {
                let baselines = baselines.say(at, &interval.destination);
                let begun = engine.began(at, interval.groups.clone());
                let leaning = begun
                    .uncorrected
                    .zip(interval.declared)
                    .map(|(own, limit)| blend.began(at, own, limit));
                said.push(Forecast {
                    interval: index,
                    own: begun.bound(),
                    with_declared: leaning.as_ref().and_then(|it| it.bound).or(begun.bound()),
                    baselines,
                });
                open[index] = Some((begun, leaning));
            }
            Happens::Ends => {
                if let Some((begun, leaning)) = open[index].take() {
                    engine.ended(&begun, at);
                    if let Some(leaning) = leaning {
                        blend.ended(&leaning, at);
                    }
                    baselines.learn(begun.at, at, &interval.destination);
                }
            }
        }
    }
    said
}

/// Beginnings and ends by time; an interval that ended before it began is no interval and happens not at all.
fn happenings(intervals: &[Interval]) -> Vec<(Instant, Happens, usize)> {
    let mut all = Vec::new();
    for (index, interval) in intervals.iter().enumerate() {
        if interval.ended.is_some_and(|ended| ended < interval.began) {
            continue;
        }
        all.push((interval.began, Happens::Begins, index));
        if let Some(ended) = interval.ended {
            all.push((ended, Happens::Ends, index));
        }
    }
    all.sort_by_key(|(at, happens, index)| (*at, matches!(happens, Happens::Ends), *index));
    all
}
