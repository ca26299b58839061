//! Who knows the capacity: a bound from the queue as it stood and from what the place really got done afterwards.
//!
//! At each placing the oracle knows the lines that wait, and at which moment every later line was done — shifts, sickness, overtime
//! and the broken conveyor that nobody else sees coming. It does not know the luck of the single order: who is taken first, a second
//! picking, a missing item, a parcel left on the dock. For that it adds to the carrier's next coming one constant for each place and method, the target quantile
//! of what was left over, taken of the whole file. No one who is told only the past can know as much; it says how far down the loss could go.

use std::collections::{HashMap, VecDeque};

use fulfillment::Instant;

use super::baseline::Lane;
use super::groups::{Groups, Step};
use super::header::{Header, Location};
use crate::baseline::quantile_of_sorted;

/// Which step says that lines are done.
fn done(step: &Step, lines: u32, by: By) -> u32 {
    match (by, step) {
        (By::Picks, Step::Picked(picked)) => (*picked).min(lines),
        (By::Packs, Step::Packed) | (_, Step::HandedOver) => lines,
        _ => 0,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Picks,
    Packs,
    HandOvers,
}

/// The bound of every group, in their order; none for one whose turn never came.
pub fn bounds(header: &Header, groups: &Groups, target: f64) -> Vec<Option<Instant>> {
    let turns = turns(groups);
    let places: Vec<Location> = groups
        .locations
        .iter()
        .map(|it| header.location(it))
        .collect();
    let mut leaves: Vec<Option<Instant>> = Vec::with_capacity(turns.len());
    let mut over: HashMap<Lane, Vec<i64>> = HashMap::new();
    for (group, turn) in groups.all.iter().zip(turns) {
        let lane = group.lane();
        let place = &places[group.location];
        let leave = turn.map(|turn| place.next_pickup(&group.method, turn).unwrap_or(turn));
        if let (Some(leave), Some(ended)) = (leave, group.handed_over) {
            over.entry(lane).or_default().push(ended.since(leave));
        }
        leaves.push(leave);
    }
    let quantile = |mut lengths: Vec<i64>| {
        lengths.sort_unstable();
        quantile_of_sorted(&lengths, target)
    };
    let over: HashMap<Lane, i64> = over
        .into_iter()
        .map(|(lane, it)| (lane, quantile(it)))
        .collect();
    groups
        .all
        .iter()
        .zip(leaves)
        .map(|(group, leave)| Some(leave?.plus(*over.get(&group.lane())?).max(group.placed)))
        .collect()
}

/// When the lines that waited at each placing, and its own, had been done.
fn turns(groups: &Groups) -> Vec<Option<Instant>> {
    let by: Vec<By> = (0..groups.locations.len())
        .map(|it| told(groups, it))
        .collect();
    let mut left: Vec<u32> = groups.all.iter().map(|it| it.lines).collect();
    // By place: lines that came, and lines done or dropped; both only grow.
    let mut came = vec![0u64; by.len()];
    let mut gone = vec![0u64; by.len()];
    let mut waiting: Vec<VecDeque<(u64, usize)>> = vec![VecDeque::new(); by.len()];
    let mut turns = vec![None; groups.all.len()];
    for (at, index, step) in &groups.steps {
        let place = groups.all[*index].location;
        match step {
            Step::Placed => {
                came[place] += u64::from(groups.all[*index].lines);
                waiting[place].push_back((came[place], *index));
            }
            Step::Dropped => gone[place] += u64::from(std::mem::take(&mut left[*index])),
            _ => {
                let lines = done(step, groups.all[*index].lines, by[place]).min(left[*index]);
                left[*index] -= lines;
                gone[place] += u64::from(lines);
            }
        }
        while let Some((behind, turned)) = waiting[place].front().copied()
            && behind <= gone[place]
        {
            waiting[place].pop_front();
            turns[turned] = Some(*at);
        }
    }
    turns
}

/// The earliest step that most of what a place handed over was told of.
fn told(groups: &Groups, place: usize) -> By {
    let count = |what: fn(&Step) -> bool| {
        let here = |it: &&(Instant, usize, Step)| groups.all[it.1].location == place;
        groups
            .steps
            .iter()
            .filter(here)
            .filter(|it| what(&it.2))
            .count()
    };
    let most = count(|it| *it == Step::HandedOver) / 2;
    if count(|it| matches!(it, Step::Picked(_))) > most {
        By::Picks
    } else if count(|it| *it == Step::Packed) > most {
        By::Packs
    } else {
        By::HandOvers
    }
}
