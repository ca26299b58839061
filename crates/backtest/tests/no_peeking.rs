//! What is said at a moment is a function of what had happened by then: another future changes nothing said before it.

use backtest::stage;
use backtest::walk::{Interval, walk};
use fulfillment::instant::{HOUR, Instant};
use proptest::prelude::*;

/// (hours since the one before, hours it takes if it ends, hours declared, seller).
type Sketch = (i64, Option<i64>, Option<i64>, u8);

fn intervals(sketches: &[Sketch]) -> Vec<Interval> {
    let mut now = Instant(400_000 * HOUR);
    sketches
        .iter()
        .map(|(gap, takes, declared, seller)| {
            now = now.plus(gap * HOUR);
            Interval {
                began: now,
                ended: takes.map(|hours| now.plus(hours * HOUR)),
                groups: vec![seller.to_string()],
                declared: declared.map(|hours| now.plus(hours * HOUR)),
                destination: (seller % 3).to_string(),
            }
        })
        .collect()
}

fn sketches() -> impl Strategy<Value = Vec<Sketch>> {
    let sketch = (
        0i64..8,
        prop::option::weighted(0.8, 0i64..200),
        prop::option::of(-10i64..300),
        0u8..6,
    );
    prop::collection::vec(sketch, 80..200)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn another_future_changes_nothing_said_before_it(
        all in sketches(),
        share in 0.2f64..1.0,
        other in 0i64..500,
        never in any::<bool>(),
    ) {
        let stage = stage::handover();
        let past = intervals(&all);
        let now = past[(share * (past.len() - 1) as f64) as usize].began;
        // From now on everything ends at another time or never, and other things begin.
        let mut future = past.clone();
        for interval in &mut future {
            if interval.ended.is_some_and(|ended| ended >= now) {
                interval.ended = (!never).then(|| now.max(interval.began).plus(other * HOUR));
            }
            if interval.began > now {
                interval.groups = vec!["other".into()];
                interval.declared = None;
            }
        }
        let said = |intervals: &[Interval]| {
            walk(intervals, stage.own.clone(), stage.with_declared.clone())
                .into_iter()
                .filter(|it| intervals[it.interval].began <= now)
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(said(&past), said(&future));
    }
}
