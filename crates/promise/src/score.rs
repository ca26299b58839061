//! How good promises were: counts and sums that add up over locations, methods, weekdays, buckets and weeks.

use fulfillment::instant::{HOUR, Instant};
use serde::{Deserialize, Serialize};

use crate::load::Bucket;

/// Pinball loss of a bound that was passed by `over` (negative: kept with that much to spare), same unit:
/// least on average where the share kept is `target`.
pub fn pinball(over: f64, target: f64) -> f64 {
    if over >= 0.0 {
        target * over
    } else {
        (target - 1.0) * over
    }
}

/// Which promises a score is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// Location.
    pub location: String,
    /// Shipping method.
    pub method: String,
    /// Weekday of the order at the location, 0 is Monday.
    pub weekday: u8,
    /// Load when it was said.
    pub bucket: Bucket,
    /// Week of the order: days since 1970-01-01 of its Monday at the location.
    pub monday: i64,
}

/// Counts and sums of some promises; two of them add up to that of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Score {
    /// Orders of which a promise was asked.
    pub asked: u64,
    /// Those that were given one.
    pub answered: u64,
    /// Promises whose orders were handed over.
    pub ended: u64,
    /// Those handed over by the bound.
    pub kept: u64,
    /// Those handed over by the end of the promised date, at the location.
    pub kept_dates: u64,
    /// Hours that kept bounds had to spare.
    pub slack: f64,
    /// Pinball loss, hours.
    pub loss: f64,
    /// Times a date that had been promised was changed.
    pub changes: u64,
}

impl Score {
    /// A promise was asked, and given or not.
    pub fn asked(&mut self, answered: bool) {
        self.asked += 1;
        self.answered += u64::from(answered);
    }

    /// What was to be handed over by `bound`, with `target` as the chance of it, was handed over at `ended`; `date_kept` tells
    /// whether that was by the end of the promised date.
    pub fn ended(&mut self, bound: Instant, ended: Instant, date_kept: bool, target: f64) {
        let over = ended.since(bound) as f64 / HOUR as f64;
        self.ended += 1;
        self.kept += u64::from(over <= 0.0);
        self.kept_dates += u64::from(date_kept);
        self.slack += (-over).max(0.0);
        self.loss += pinball(over, target);
    }

    /// A promised date was changed.
    pub fn changed(&mut self) {
        self.changes += 1;
    }

    /// Adds another's promises.
    pub fn merge(&mut self, other: &Self) {
        self.asked += other.asked;
        self.answered += other.answered;
        self.ended += other.ended;
        self.kept += other.kept;
        self.kept_dates += other.kept_dates;
        self.slack += other.slack;
        self.loss += other.loss;
        self.changes += other.changes;
    }

    /// Share of the bounds that were kept, 0–1; none before one has ended.
    pub fn coverage(&self) -> Option<f64> {
        part(self.kept as f64, self.ended)
    }

    /// Share of the dates that were kept, 0–1.
    pub fn date_coverage(&self) -> Option<f64> {
        part(self.kept_dates as f64, self.ended)
    }

    /// Mean hours that kept bounds had to spare.
    pub fn mean_slack(&self) -> Option<f64> {
        part(self.slack, self.kept)
    }

    /// Mean pinball loss, hours.
    pub fn mean_loss(&self) -> Option<f64> {
        part(self.loss, self.ended)
    }

    /// Share of the orders that were given a promise, 0–1.
    pub fn share_answered(&self) -> Option<f64> {
        part(self.answered as f64, self.asked)
    }

    /// Changes of a promised date per order that was given one.
    pub fn changes_per_order(&self) -> Option<f64> {
        part(self.changes as f64, self.answered)
    }
}

fn part(of: f64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| of / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_add_up_to_the_whole() {
        let mut halves = [Score::default(); 2];
        let mut whole = Score::default();
        for it in 0..100 {
            let ended = Instant((it % 13) * HOUR);
            for score in [&mut halves[(it % 2) as usize], &mut whole] {
                score.asked(it % 10 != 0);
                score.ended(Instant(10 * HOUR), ended, it % 13 < 12, 0.9);
                if it % 5 == 0 {
                    score.changed();
                }
            }
        }
        let [mut sum, other] = halves;
        sum.merge(&other);
        assert!((sum.loss - whole.loss).abs() < 1e-9);
        sum.loss = whole.loss;
        assert_eq!(sum, whole);
        assert_eq!(whole.share_answered(), Some(0.9));
        assert_eq!(whole.coverage(), Some(0.86));
        assert_eq!(whole.date_coverage(), Some(0.93));
    }

    #[test]
    fn nothing_ended_has_no_coverage() {
        assert_eq!(Score::default().coverage(), None);
        assert_eq!(Score::default().mean_slack(), None);
    }
}
