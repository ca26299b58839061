//! Reports about some of a group's items: the group is as far as all of it is.
//!
//! "Packed: one mug" does not pack a group of a mug and a plate. A claim of the group holds from the
//! report on that completes it, counting what went further as well.

use std::collections::BTreeMap;

use crate::claim::Claim;
use crate::milestone::{Proof, rank};
use crate::snapshot::{Units, units};
use crate::standing::Context;

/// The claims that partial reports (oldest first) prove of a group of these units together.
pub(crate) fn completed(context: &Context<'_>, own: &Units, partial: &[Proof]) -> Vec<Proof> {
    let mut claims: Vec<Claim> = partial.iter().map(|proof| proof.claim).collect();
    claims.sort_unstable();
    claims.dedup();
    claims
        .into_iter()
        .filter_map(|claim| {
            // Units by kind of claim add up; the same units picked and packed are counted once.
            let mut told: BTreeMap<Claim, Units> = BTreeMap::new();
            partial
                .iter()
                .filter(|proof| rank(proof.claim) >= rank(claim))
                .find(|proof| {
                    let fact = &context.entries[proof.entry].fact;
                    let sum = told.entry(proof.claim).or_default();
                    for (line, quantity) in units(&fact.items, context.order) {
                        let known = sum.entry(line).or_default();
                        *known = known.saturating_add(quantity);
                    }
                    own.iter().all(|(line, quantity)| {
                        told.values()
                            .any(|sum| sum.get(line).is_some_and(|n| n >= quantity))
                    })
                })
                .map(|proof| Proof { claim, ..*proof })
        })
        .collect()
}
