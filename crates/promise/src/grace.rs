//! How late a carrier comes: what is handed over at a pickup is handed over some minutes after it was due.

use fulfillment::instant::MINUTE;
use serde::{Deserialize, Serialize};

/// Width of a step.
const STEP: i64 = 5 * MINUTE;
/// Steps told apart: four hours. What is later is counted there.
const STEPS: usize = 48;
/// Part of what is known that one more hand-over pushes out.
const FADE: f64 = 0.998;
/// Share of the hand-overs that are to lie within the grace.
const SHARE: f64 = 0.97;
/// Hand-overs before which the usual grace holds.
const FEWEST: f64 = 15.0;
/// The usual grace.
const USUAL: i64 = 30 * MINUTE;

/// Fading counts of hand-overs by how late they were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grace {
    /// By steps of five minutes, the first being in time.
    late: Vec<f32>,
}

impl Grace {
    /// One was handed over so long after its pickup was due; negative if before.
    pub fn learn(&mut self, late: i64) {
        self.late.resize(STEPS + 1, 0.0);
        let step = (late.max(0) + STEP - 1).div_euclid(STEP) as usize;
        for count in &mut self.late {
            *count *= FADE as f32;
        }
        if let Some(count) = self.late.get_mut(step.min(STEPS)) {
            *count += 1.0;
        }
    }

    /// Milliseconds after a pickup within which nearly all are handed over.
    pub fn millis(&self) -> i64 {
        let all: f64 = self.late.iter().copied().map(f64::from).sum();
        if all < FEWEST {
            return USUAL;
        }
        let mut sum = 0.0;
        for (step, count) in (0..).zip(&self.late) {
            sum += f64::from(*count);
            if sum >= SHARE * all {
                return step * STEP;
            }
        }
        USUAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_learns_how_late_the_carrier_comes() {
        let mut grace = Grace::default();
        assert_eq!(grace.millis(), USUAL);
        (0..200).for_each(|it| grace.learn((it % 10) * MINUTE));
        assert_eq!(grace.millis(), 10 * MINUTE);
        (0..4_000).for_each(|_| grace.learn(0));
        assert_eq!(grace.millis(), 0);
        (0..4_000).for_each(|_| grace.learn(900 * MINUTE));
        assert_eq!(grace.millis(), STEPS as i64 * STEP);
    }
}
