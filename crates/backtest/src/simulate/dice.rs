//! Chance by seed: one named generator, so that a seed means the same events for ever.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};

/// A stream of chance.
pub struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A stream of its own: what it draws later does not shift what this one draws.
    pub fn fork(&mut self) -> Self {
        Self::new(self.0.random())
    }

    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        self.0.random()
    }

    /// Uniform in [low, high).
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// A whole number, both ends included.
    pub fn whole(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high)
    }

    /// True with this chance.
    pub fn chance(&mut self, share: f64) -> bool {
        self.uniform() < share
    }

    /// One of these, each as likely.
    pub fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.0.random_range(0..of.len())]
    }

    /// The place of one of these weights.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.len() - 1
    }

    /// Standard normal, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Log-normal with median 1.
    pub fn spread(&mut self, sigma: f64) -> f64 {
        (sigma * self.normal()).exp()
    }

    /// Exponential with this mean.
    pub fn wait(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.uniform()).ln()
    }

    /// Poisson: Knuth's product for small means, the normal's nearest whole number for large ones.
    pub fn poisson(&mut self, mean: f64) -> usize {
        if mean > 40.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0) as usize;
        }
        let limit = (-mean).exp();
        let mut product = self.uniform();
        let mut count = 0;
        while product > limit {
            product *= self.uniform();
            count += 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        let (sum, count) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
        sum / count
    }

    #[test]
    fn means_are_as_asked() {
        let mut dice = Dice::new(1);
        for wanted in [0.3, 6.0, 90.0] {
            let found = mean((0..20_000).map(|_| dice.poisson(wanted) as f64));
            assert!((found / wanted - 1.0).abs() < 0.03, "{found} for {wanted}");
        }
        let waits = mean((0..20_000).map(|_| dice.wait(5.0)));
        assert!((waits - 5.0).abs() < 0.15, "{waits}");
        let shares = mean((0..20_000).map(|_| dice.weighted(&[1.0, 3.0]) as f64));
        assert!((shares - 0.75).abs() < 0.02, "{shares}");
    }

    #[test]
    fn a_seed_is_one_stream() {
        let draw = |seed| Dice::new(seed).fork().uniform();
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }
}
