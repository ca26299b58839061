//! Clock skew: a source's clock is believed only within what the other facts allow.

use crate::fact::{Fact, FactId, Kind};
use crate::instant::{DAY, Instant};

/// Facts further from all the others than this have a broken clock, not a long story.
const GAP: i64 = 731 * DAY;

/// The span of time an order's facts may lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) floor: Instant,
    pub(crate) ceiling: Instant,
}

impl Window {
    /// The span: from the order's placing (nothing happens to an order before it exists) to the
    /// last fact before a silence of two years. Without a placing, both ends are found from the
    /// median by the same silence.
    pub(crate) fn of(facts: &[(FactId, &Fact)], retracted: &[bool]) -> Self {
        let mut times = Vec::with_capacity(facts.len());
        let mut placed: Option<Instant> = None;
        for ((_, fact), gone) in facts.iter().zip(retracted) {
            if *gone || !fact.testifies() {
                continue;
            }
            times.push(fact.at);
            if fact.kind == Kind::OrderPlaced {
                placed = Some(placed.map_or(fact.at, |at| at.min(fact.at)));
            }
        }
        times.sort_unstable();
        let Some(anchor) = placed.or_else(|| times.get(times.len() / 2).copied()) else {
            return Self {
                floor: Instant(i64::MIN),
                ceiling: Instant(i64::MAX),
            };
        };
        let mut ceiling = anchor;
        for at in times.iter().copied().filter(|at| *at >= anchor) {
            if at.since(ceiling) > GAP {
                break;
            }
            ceiling = at;
        }
        let mut floor = anchor;
        if placed.is_none() {
            for at in times.iter().rev().copied().filter(|at| *at <= anchor) {
                if floor.since(at) > GAP {
                    break;
                }
                floor = at;
            }
        }
        Self { floor, ceiling }
    }

    /// The time as far as the other facts allow it.
    pub(crate) fn clamp(self, at: Instant) -> Instant {
        at.max(self.floor).min(self.ceiling)
    }
}
