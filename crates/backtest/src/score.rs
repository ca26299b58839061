//! How good bounds were: coverage, pinball loss, the worst month.

use std::collections::BTreeMap;

use fulfillment::instant::{DAY, HOUR, Instant};
use promise::score::pinball;

/// Months with fewer orders say too little to be called worst.
pub const FEWEST_A_MONTH: usize = 100;

/// One bound and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// When it was said.
    pub said: Instant,
    /// What was said.
    pub bound: Instant,
    /// What happened.
    pub ended: Instant,
}

/// The share kept; none of none.
pub fn coverage(outcomes: &[Outcome]) -> f64 {
    mean(
        outcomes
            .iter()
            .map(|it| f64::from(u8::from(it.ended <= it.bound))),
    )
}

/// The share kept where the bound is the whole local date it falls on.
pub fn date_coverage(outcomes: &[Outcome]) -> f64 {
    let date = |at: Instant| at.0.div_euclid(DAY);
    mean(
        outcomes
            .iter()
            .map(|it| f64::from(u8::from(date(it.ended) <= date(it.bound)))),
    )
}

/// Mean pinball loss in hours at `target`.
pub fn loss(outcomes: &[Outcome], target: f64) -> f64 {
    mean(
        outcomes
            .iter()
            .map(|it| pinball(hours(it.ended.since(it.bound)), target)),
    )
}

/// Mean hours by which kept bounds were too late.
pub fn slack(outcomes: &[Outcome]) -> f64 {
    mean(
        outcomes
            .iter()
            .filter(|it| it.ended <= it.bound)
            .map(|it| hours(it.bound.since(it.ended))),
    )
}

/// Outcomes by the calendar month in which they were said, `YYYY-MM`.
pub fn by_month(outcomes: &[Outcome]) -> BTreeMap<String, Vec<Outcome>> {
    let mut months: BTreeMap<String, Vec<Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        let month = jiff::Timestamp::from_millisecond(outcome.said.0)
            .map(|at| at.strftime("%Y-%m").to_string())
            .unwrap_or_default();
        months.entry(month).or_default().push(*outcome);
    }
    months
}

/// Least coverage of a month with enough orders; of all, where none has.
pub fn worst_month(outcomes: &[Outcome]) -> f64 {
    by_month(outcomes)
        .values()
        .filter(|month| month.len() >= FEWEST_A_MONTH)
        .map(|month| coverage(month))
        .reduce(f64::min)
        .unwrap_or_else(|| coverage(outcomes))
}

fn hours(millis: i64) -> f64 {
    millis as f64 / HOUR as f64
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(day: i64, bound: i64, ended: i64) -> Outcome {
        let said = Instant(day * DAY);
        Outcome {
            said,
            bound: said.plus(bound * HOUR),
            ended: said.plus(ended * HOUR),
        }
    }

    #[test]
    fn pinball_is_asymmetric() {
        assert!((loss(&[outcome(0, 10, 20)], 0.9) - 9.0).abs() < 1e-9);
        assert!((loss(&[outcome(0, 20, 10)], 0.9) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_date_is_kept_to_its_end() {
        let late_the_same_day = [outcome(0, 10, 20)];
        assert_eq!(coverage(&late_the_same_day), 0.0);
        assert_eq!(date_coverage(&late_the_same_day), 1.0);
    }

    #[test]
    fn small_months_are_not_worst() {
        let mut outcomes = vec![outcome(0, 1, 2); 99];
        outcomes.extend(vec![outcome(40, 2, 1); 100]);
        assert_eq!(worst_month(&outcomes), 1.0);
        outcomes.push(outcome(0, 1, 2));
        assert_eq!(worst_month(&outcomes), 0.0);
    }
}
