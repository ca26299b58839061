//! Working-weighted time: how much of an interval the place could work in.
//!
//! An hour of a Sunday does not bring a parcel as near to its hand-over as an hour of a Tuesday. Each day of
//! the week has a weight, and an interval is the sum of its hours times their weights. In scope: measuring
//! and walking such intervals. Not in scope: opening hours and holidays, which `fulfillment`'s calendar knows.

use fulfillment::instant::{DAY, HOUR, Instant};
use serde::{Deserialize, Serialize};

/// The least weight a day can have: no weight at all would leave no way back from hours to an instant.
const LEAST: f64 = 0.01;

/// What an hour of each day of the week counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkingTime {
    /// Weight of an hour, Monday first; taken as at least 0.01.
    pub weights: [f64; 7],
    /// The place's offset from UTC in milliseconds: decides where its days begin.
    pub offset: i64,
}

impl WorkingTime {
    /// Days from Monday to Friday count fully, each hour of the weekend counts `weekend` of an hour.
    pub fn with_weekend(weekend: f64) -> Self {
        Self {
            weights: [1.0, 1.0, 1.0, 1.0, 1.0, weekend, weekend],
            offset: 0,
        }
    }

    /// Weighted hours from `from` to `to`; negative if `to` is earlier.
    pub fn between(&self, from: Instant, to: Instant) -> f64 {
        self.position(to) - self.position(from)
    }

    /// The instant `hours` weighted hours after `from`, to the millisecond below.
    pub fn after(&self, from: Instant, hours: f64) -> Instant {
        let days = (self.position(from) + hours) / 24.0;
        let week = self.week();
        let weeks = (days / week).floor();
        let mut rest = days - weeks * week;
        let mut whole = weeks * 7.0;
        for weight in self.days() {
            if rest < weight {
                whole += rest / weight;
                break;
            }
            rest -= weight;
            whole += 1.0;
        }
        Instant((whole * DAY as f64) as i64 + MONDAY - self.offset)
    }

    /// The local day `at` falls in, counted from a Monday.
    pub fn day(&self, at: Instant) -> i64 {
        self.local(at).div_euclid(DAY)
    }

    /// Milliseconds since the local day of `at` began.
    pub fn into_day(&self, at: Instant) -> i64 {
        self.local(at).rem_euclid(DAY)
    }

    /// The instant `millis` after the beginning of local day `day`.
    pub fn at(&self, day: i64, millis: i64) -> Instant {
        Instant(day * DAY + millis + MONDAY - self.offset)
    }

    fn local(&self, at: Instant) -> i64 {
        at.0.saturating_add(self.offset).saturating_sub(MONDAY)
    }

    /// Weighted hours since the Monday that days are counted from.
    fn position(&self, at: Instant) -> f64 {
        let day = self.day(at);
        let weekday = day.rem_euclid(7) as usize;
        let weeks = day.div_euclid(7) as f64;
        let before: f64 = self.days().take(weekday).sum();
        let today = self.days().nth(weekday).unwrap_or(1.0);
        let hours = self.into_day(at) as f64 / HOUR as f64;
        24.0 * (weeks * self.week() + before) + hours * today
    }

    fn days(&self) -> impl Iterator<Item = f64> {
        self.weights.into_iter().map(|weight| weight.max(LEAST))
    }

    fn week(&self) -> f64 {
        self.days().sum()
    }
}

/// The first Monday of 1970.
const MONDAY: i64 = 4 * DAY;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Friday 2 January 1970, noon.
    const FRIDAY_NOON: Instant = Instant(DAY + 12 * HOUR);

    #[test]
    fn a_weekend_counts_little() {
        let time = WorkingTime::with_weekend(0.25);
        let monday_noon = FRIDAY_NOON.plus(3 * DAY);
        assert_eq!(time.between(FRIDAY_NOON, monday_noon), 12.0 + 12.0 + 12.0);
        assert_eq!(time.after(FRIDAY_NOON, 36.0), monday_noon);
    }

    #[test]
    fn days_begin_where_the_place_is() {
        let mut time = WorkingTime::with_weekend(0.25);
        time.offset = -3 * HOUR;
        assert_eq!(time.day(MONDAY_AT_ONE), -1);
        assert_eq!(time.at(-1, time.into_day(MONDAY_AT_ONE)), MONDAY_AT_ONE);
    }

    const MONDAY_AT_ONE: Instant = Instant(MONDAY + HOUR);

    proptest! {
        #[test]
        fn walking_undoes_measuring(
            from in 0i64..2_000_000_000_000,
            length in 0i64..(90 * DAY),
            weekend in 0.01f64..1.0,
        ) {
            let time = WorkingTime::with_weekend(weekend);
            let (from, to) = (Instant(from), Instant(from + length));
            let back = time.after(from, time.between(from, to));
            // A hundredth of an hour of weight is at most 0.01 × 100 ms here.
            prop_assert!(back.since(to).abs() <= 1_000, "{back:?} {to:?}");
        }
    }
}
