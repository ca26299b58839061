//! Whose turn it is: what part of the lines that wait is done before one of a method that comes in now.
//!
//! Where the oldest go first that is all of them; a method that goes before others waits for few, and what it passes waits for more.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Groups of a method over which it is averaged how many lines were done before them.
const MEMORY: f64 = 300.0;
/// Lines that are taken as done in their turn before anything is known.
const PRIOR: f64 = 50.0;

/// By method: lines done between a group's coming in and its own being done, and lines that waited before it; fading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Turns(BTreeMap<String, [f64; 2]>);

impl Turns {
    /// Before a group of which `ahead` lines waited, `between` were done.
    pub(crate) fn learn(&mut self, method: &str, between: u64, ahead: u64) {
        let sums = self.0.entry(method.to_owned()).or_default();
        let kept = 1.0 - 1.0 / MEMORY;
        *sums = [
            sums[0] * kept + between as f64,
            sums[1] * kept + ahead as f64,
        ];
    }

    /// The part that is done before one of a method: 1 in turn, less where its own go first, more where others do.
    pub(crate) fn part(&self, method: &str) -> f64 {
        let [between, ahead] = self.0.get(method).copied().unwrap_or_default();
        ((between + PRIOR) / (ahead + PRIOR)).clamp(0.05, 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_goes_first_waits_for_few() {
        let mut turns = Turns::default();
        assert_eq!(turns.part("express"), 1.0);
        for _ in 0..100 {
            turns.learn("express", 5, 100);
            turns.learn("standard", 120, 100);
        }
        assert!(turns.part("express") < 0.1);
        assert!((1.15..1.25).contains(&turns.part("standard")));
        // They take turns again: it is soon known.
        (0..1_000).for_each(|_| turns.learn("express", 100, 100));
        assert!(turns.part("express") > 0.9);
    }
}
