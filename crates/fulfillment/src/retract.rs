//! Corrections: facts that name what they take back.

use crate::fact::{Fact, FactId};

/// Which facts of the set a correction takes back.
///
/// A correction that was itself taken back corrects nothing. Corrections that take each other back
/// in a circle decide nothing: all of them stay, because dropping evidence needs a reason.
pub(crate) fn retracted(facts: &[(FactId, &Fact)]) -> Vec<bool> {
    let mut verdict = vec![Some(false); facts.len()];
    let corrections: Vec<usize> = (0..facts.len())
        .filter(|index| facts[*index].1.retracts.is_some())
        .collect();
    if corrections.is_empty() {
        return vec![false; facts.len()];
    }
    let by: Vec<Vec<usize>> = (0..facts.len())
        .map(|target| {
            corrections
                .iter()
                .copied()
                .filter(|by| *by != target && takes_back(facts[*by].1, facts[target].1))
                .collect()
        })
        .collect();
    for (target, corrections) in by.iter().enumerate() {
        if !corrections.is_empty() {
            verdict[target] = None;
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        for target in 0..facts.len() {
            if verdict[target].is_some() {
                continue;
            }
            let found = if by[target].iter().any(|by| verdict[*by] == Some(false)) {
                Some(true)
            } else if by[target].iter().all(|by| verdict[*by] == Some(true)) {
                Some(false)
            } else {
                None
            };
            changed |= found.is_some();
            verdict[target] = found;
        }
    }
    verdict.into_iter().map(|gone| gone == Some(true)).collect()
}

fn takes_back(correction: &Fact, target: &Fact) -> bool {
    correction.source.system == target.source.system
        && target.source.event.is_some()
        && correction.retracts == target.source.event
}
