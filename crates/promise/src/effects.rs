//! What a group adds: the mean residual of its latest intervals, shrunk towards nothing.
//!
//! One seller's three late parcels are some evidence and not much. A group's effect is the sum of its
//! latest residuals ÷ (their number + κ): zero where nothing is known, the plain mean where much is. Two
//! numbers a group are kept. Levels are nested: each explains what those before it left over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How one level of groups learns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// κ: how many intervals' worth of "no effect" every group starts with; 0 = no shrinkage.
    pub shrink: f64,
    /// About how many of the latest intervals count.
    pub memory: f64,
}

/// A mean of the latest values, older ones fading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    /// Adds a value; those before it fade so that about `memory` of them count.
    pub fn add(&mut self, value: f64, memory: f64) {
        let kept = 1.0 - 1.0 / memory.max(1.0);
        self.sum = self.sum * kept + value;
        self.weight = self.weight * kept + 1.0;
    }

    /// The mean, shrunk towards 0 by `shrink` values' worth; 0 if there is none.
    pub fn shrunk(&self, shrink: f64) -> f64 {
        let weight = self.weight + shrink.max(0.0);
        if weight > 0.0 { self.sum / weight } else { 0.0 }
    }
}

/// Effects of nested levels of groups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Effects {
    groups: Vec<BTreeMap<String, Mean>>,
}

impl Effects {
    /// What its groups make an interval longer than others, on the log scale; 0 where none is known. The centre is
    /// not in it: it would be a guess at first, and the residuals' quantile carries it anyway.
    pub fn place(&self, levels: &[Level], names: &[String]) -> f64 {
        levels
            .iter()
            .zip(names)
            .zip(&self.groups)
            .map(|((level, name), groups)| {
                groups
                    .get(name)
                    .map_or(0.0, |mean| mean.shrunk(level.shrink))
            })
            .sum()
    }

    /// How little is known of the finest group: κ ÷ (number + κ), from 1 (never seen) towards 0.
    pub fn unknown(&self, levels: &[Level], names: &[String]) -> f64 {
        let Some((level, name)) = levels.iter().zip(names).next_back() else {
            return 0.0;
        };
        let groups = self.groups.get(levels.len() - 1);
        let weight = groups
            .and_then(|it| it.get(name))
            .map_or(0.0, |mean| mean.weight);
        let all = weight + level.shrink;
        if all > 0.0 { level.shrink / all } else { 0.0 }
    }

    /// Learns from one interval: `residual` is its logarithm less the present mean of all.
    pub fn learn(&mut self, levels: &[Level], names: &[String], residual: f64) {
        self.groups.resize_with(levels.len(), BTreeMap::new);
        let mut left = residual;
        for ((level, name), groups) in levels.iter().zip(names).zip(&mut self.groups) {
            let mean = groups.entry(name.clone()).or_default();
            let explained = mean.shrunk(level.shrink);
            mean.add(left, level.memory);
            left -= explained;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_of(values: &[f64], memory: f64) -> Mean {
        let mut mean = Mean::default();
        values.iter().for_each(|&value| mean.add(value, memory));
        mean
    }

    #[test]
    fn nothing_known_adds_nothing() {
        assert_eq!(Mean::default().shrunk(0.0), 0.0);
        assert_eq!(Mean::default().shrunk(5.0), 0.0);
    }

    #[test]
    fn shrinkage_has_its_limits() {
        let mean = mean_of(&[1.0, 3.0], 1e12);
        assert!(
            (mean.shrunk(0.0) - 2.0).abs() < 1e-6,
            "none: the plain mean"
        );
        assert!(
            (mean.shrunk(2.0) - 1.0).abs() < 1e-6,
            "as many as there are: half"
        );
        assert!(mean.shrunk(1e9) < 1e-6, "without end: nothing");
        let many = mean_of(&[2.0; 1_000], 1e12);
        assert!((many.shrunk(2.0) - 2.0).abs() < 5e-3, "much evidence wins");
    }

    #[test]
    fn old_values_fade() {
        let mut mean = mean_of(&[0.0; 100], 10.0);
        (0..60).for_each(|_| mean.add(1.0, 10.0));
        assert!(mean.shrunk(0.0) > 0.99);
    }

    #[test]
    fn a_level_explains_what_the_one_before_left_over() {
        let levels = [Level {
            shrink: 1.0,
            memory: 1e6,
        }; 2];
        let mut effects = Effects::default();
        let name = |state: &str, seller: &str| vec![state.to_owned(), seller.to_owned()];
        for _ in 0..400 {
            effects.learn(&levels, &name("far", "slow"), 1.5);
            effects.learn(&levels, &name("far", "quick"), 0.5);
            effects.learn(&levels, &name("near", "quick"), -1.5);
            effects.learn(&levels, &name("near", "slow"), -0.5);
        }
        let place = |state, seller| effects.place(&levels, &name(state, seller));
        assert!((place("far", "slow") - 1.5).abs() < 0.1);
        assert!((place("near", "quick") + 1.5).abs() < 0.1);
        assert!((place("near", "unknown") + 1.0).abs() < 0.1);
        assert_eq!(place("unknown", "unknown"), 0.0);
        assert_eq!(effects.unknown(&levels, &name("far", "nobody")), 1.0);
        assert!(effects.unknown(&levels, &name("far", "slow")) < 0.01);
    }
}
