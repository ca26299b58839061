//! Coverage, slack and length of the engine's bounds, by load.

use std::collections::BTreeMap;

use fulfillment::instant::HOUR;

use super::figures::Row;
use crate::score::{Outcome, coverage, slack};

/// Upper edges of the load: what waited ÷ what usually waits.
const EDGES: [f64; 6] = [0.5, 1.0, 2.0, 4.0, 8.0, f64::INFINITY];

/// A line for each range of what waited, and one for each of the engine's own buckets.
pub fn lines<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<String> {
    let mut loads: BTreeMap<usize, Vec<Outcome>> = BTreeMap::new();
    let mut buckets: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
    for row in rows {
        let Some(answer) = &row.forecast.engine else {
            continue;
        };
        let outcome = Outcome {
            said: row.group.placed,
            bound: answer.bound,
            ended: row.ended,
        };
        let range = EDGES.partition_point(|edge| *edge <= row.load);
        loads.entry(range).or_default().push(outcome);
        buckets.entry(answer.bucket).or_default().push(outcome);
    }
    let below = |range: usize| range.checked_sub(1).map_or(0.0, |it| EDGES[it]);
    let by_load = loads
        .iter()
        .map(|(range, outcomes)| line(&format!("load from {}", below(*range)), outcomes));
    let by_bucket = buckets
        .iter()
        .map(|(name, outcomes)| line(&format!("bucket {name}"), outcomes));
    by_load.chain(by_bucket).collect()
}

fn line(name: &str, outcomes: &[Outcome]) -> String {
    let hours = |it: &Outcome| it.bound.since(it.said) as f64 / HOUR as f64;
    let mean = outcomes.iter().map(hours).sum::<f64>() / outcomes.len() as f64;
    format!(
        "{name:<14} {:>7} orders  coverage {:.4}  slack {:>6.1} h  bound {mean:>6.1} h",
        outcomes.len(),
        coverage(outcomes),
        slack(outcomes),
    )
}
