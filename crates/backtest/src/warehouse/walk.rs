//! Walks the steps of a file in time order and asks every predictor at each placing, having told it only what happened before.

use super::baseline::{Baselines, Said};
use super::engine::{Answer, Engine};
use super::groups::{Groups, Step};
use super::header::Header;

/// What was said of a group when it was placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The group, as a place in [`Groups::all`].
    pub group: usize,
    /// The engine's answer; none = it said nothing.
    pub engine: Option<Answer>,
    /// The baselines' bounds.
    pub baselines: Said,
    /// Lines that waited at its place.
    pub waiting: u64,
}

/// Everything that was said, in the order in which it was said.
pub fn walk(header: &Header, groups: &Groups, target: f64) -> Vec<Forecast> {
    let mut engine = Engine::new(header, groups, target);
    let mut baselines = Baselines::new(target);
    let mut waiting = vec![0u64; groups.locations.len()];
    let mut said = Vec::with_capacity(groups.all.len());
    for (at, index, step) in &groups.steps {
        let (at, index) = (*at, *index);
        let group = &groups.all[index];
        match step {
            Step::Placed => {
                said.push(Forecast {
                    group: index,
                    engine: engine.placed(at, index, group),
                    baselines: baselines.say(at, &group.lane()),
                    waiting: waiting[group.location],
                });
                waiting[group.location] += u64::from(group.lines);
            }
            Step::HandedOver => {
                baselines.learn(group.placed, at, &group.lane());
                waiting[group.location] -= u64::from(group.lines);
            }
            Step::Dropped => waiting[group.location] -= u64::from(group.lines),
            _ => {}
        }
        if *step != Step::Placed {
            engine.learn(at, index, group, *step);
        }
    }
    said
}
