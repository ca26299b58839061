//! A rolling conformal offset: what keeps coverage true whatever the model got wrong.
//!
//! Each interval that ends tells whether its bound held. The offset, in log hours, rises by step × target
//! after a miss and falls by step × (1 − target) after a hit, so it rests only where misses have the share they should (Gibbs
//! and Candès 2021, adaptive conformal inference; on the score instead of the level, Angelopoulos et al. 2023).
//!
//! A miss is known when the interval ends and a bound that is kept long before it is due. Counted as they come, hits would
//! run ahead of the misses of the same days and lower the offset just when things slow down: a hit counts when it is due.
//!
//! Outcomes are late: while one bound is out, many others are said with the same mistake, and a fixed step would correct it that many
//! times over and swing. So the step is the gain ÷ the number of outcomes told, on average, between a bound and its own outcome: the same
//! correction per turn-round for a shop of ten orders a day and of ten thousand.

use std::collections::BTreeMap;

use fulfillment::instant::{HOUR, Instant};
use serde::{Deserialize, Serialize};

use crate::effects::Mean;

/// The farthest an offset goes: a factor of e. Beyond, the model is wrong and widening hides it.
const FARTHEST: f64 = 1.0;
/// Outcomes after which it may go half as far: a shop's first months are too few to trust a large correction, and one that
/// was wrong has to be paid back in the months after.
const PRUDENCE: f64 = 5_000.0;
/// The largest step, in log hours, however quickly outcomes come.
const LARGEST: f64 = 0.02;
/// Outcomes over which the lag is averaged.
const MEMORY: f64 = 200.0;

/// A bound that is out, as its outcome brings it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Out {
    /// The bound.
    pub bound: Instant,
    /// How many outcomes had been counted when it was said.
    pub counted: u64,
}

/// The offset and how it has moved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Conformal {
    offset: f64,
    counted: u64,
    lag: Mean,
    /// Bounds kept and not yet due, by the hour they are due at: how many, and the sum of what had been counted.
    kept: BTreeMap<i64, (u32, u64)>,
}

impl Conformal {
    /// What to add to the logarithm of a bound.
    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// A bound is said; to be kept with it.
    pub fn out(&self, bound: Instant) -> Out {
        Out {
            bound,
            counted: self.counted,
        }
    }

    /// What `out` bounded ended at `ended`, which is now.
    pub fn learn(&mut self, out: Out, ended: Instant, target: f64, gain: f64) {
        if ended > out.bound {
            self.count(1.0, out.counted as f64, target, gain);
        } else {
            let due = self.kept.entry(out.bound.0.div_euclid(HOUR)).or_default();
            due.0 += 1;
            due.1 += out.counted;
        }
        let due = self.kept.split_off(&ended.0.div_euclid(HOUR));
        for (count, counted) in std::mem::replace(&mut self.kept, due).into_values() {
            for _ in 0..count {
                self.count(0.0, counted as f64 / f64::from(count), target, gain);
            }
        }
    }

    fn count(&mut self, miss: f64, counted: f64, target: f64, gain: f64) {
        self.lag.add(self.counted as f64 - counted, MEMORY);
        self.counted += 1;
        let step = (gain / self.lag.shrunk(0.0).max(1.0)).min(LARGEST);
        let evidence = self.counted as f64;
        let far = FARTHEST * evidence / (evidence + PRUDENCE);
        self.offset = (self.offset + step * (miss - (1.0 - target))).clamp(-far, far);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bound that is always a third too short, values drawn by a fixed linear congruence.
    #[test]
    fn coverage_converges_though_the_model_is_wrong() {
        let mut conformal = Conformal::default();
        let mut state = 7u64;
        let mut held = 0;
        for step in 0..20_000i64 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let uniform = (state >> 11) as f64 / (1u64 << 53) as f64;
            let value = -(1.0 - uniform).ln();
            let bound = (10f64.ln() * 0.66).ln() + conformal.offset();
            let at = |log: f64| Instant(step * HOUR + (log.exp() * 1e3) as i64);
            let (bound, ended) = (at(bound), at(value.ln()));
            conformal.learn(conformal.out(bound), ended, 0.9, 0.02);
            if step >= 5_000 && ended <= bound {
                held += 1;
            }
        }
        let coverage = f64::from(held) / 15_000.0;
        assert!((coverage - 0.9).abs() < 0.005, "{coverage}");
        assert!((conformal.offset() + 0.66f64.ln()).abs() < 0.2);
    }

    #[test]
    fn it_goes_no_farther_than_a_factor_of_e() {
        let mut conformal = Conformal::default();
        let out = Out {
            bound: Instant(0),
            counted: 0,
        };
        (0..100_000).for_each(|_| {
            conformal.learn(
                Out {
                    counted: conformal.counted,
                    ..out
                },
                Instant(1),
                0.9,
                0.05,
            )
        });
        assert!((0.9..=1.0).contains(&conformal.offset()));
    }
}
