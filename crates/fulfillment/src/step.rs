//! The steps of one parcel that some source reported, in the order of the ladder.

use crate::claim::Claim;
use crate::milestone::{Proof, interrupts, rank, repeats};
use crate::standing::{Context, Standing, received, state};
use crate::timeline::{Statement, Step};

/// Steps up to and including where the parcel stands. A stage nobody reported is no step.
pub(crate) fn steps(context: &Context<'_>, standing: &Standing) -> Vec<Step> {
    let here = &standing.statement;
    let reached = if interrupts(here.claim) || rank(here.claim) < 10 {
        u8::MAX
    } else {
        rank(here.claim)
    };
    let mut chosen: Vec<&Proof> = Vec::new();
    for proof in &standing.proofs {
        let passing = matches!(
            proof.claim,
            Claim::Delayed | Claim::CarrierProblem | Claim::Backordered
        );
        if passing || proof.claim == here.claim || rank(proof.claim) > reached {
            continue;
        }
        match chosen.iter_mut().find(|known| known.claim == proof.claim) {
            Some(known) if repeats(proof.claim) => *known = proof,
            Some(_) => {}
            None => chosen.push(proof),
        }
    }
    chosen.sort_by_key(|proof| (rank(proof.claim), proof.at, proof.entry));
    let mut steps = Vec::with_capacity(chosen.len() + 2);
    if here.claim != Claim::Received {
        steps.extend(step(&received(context), false));
    }
    steps.extend(
        chosen
            .iter()
            .filter_map(|proof| step(&state(context, proof), false)),
    );
    steps.extend(step(here, true));
    steps
}

fn step(statement: &Statement, current: bool) -> Option<Step> {
    Some(Step {
        claim: statement.claim,
        at: statement.at?,
        grade: statement.grade,
        witness: statement.witness.clone(),
        place: statement.place.clone(),
        current,
    })
}
