//! The claim of a parcel that left: progress by rank, interruptions by time.

use crate::claim::Claim;
use crate::fact::{Grade, Kind};
use crate::instant::Instant;
use crate::milestone::{LEFT, Proof, interrupts, rank, repeats};
use crate::standing::Context;

/// The greatest rank; of equals the first, or the last of what repeats.
pub(crate) fn best<'a>(proofs: impl Iterator<Item = &'a Proof>) -> Option<&'a Proof> {
    let mut found: Option<&Proof> = None;
    for proof in proofs {
        let better = found.is_none_or(|known| {
            rank(proof.claim) > rank(known.claim)
                || (proof.claim == known.claim && repeats(proof.claim))
        });
        if better {
            found = Some(proof);
        }
    }
    found
}

/// Delivered, collected or on the way back: nothing earlier or weaker undoes it.
pub(crate) fn ending(proofs: &[Proof]) -> Option<&Proof> {
    let found = best(
        proofs
            .iter()
            .filter(|proof| (100..140).contains(&rank(proof.claim))),
    )?;
    // A wish to return says nothing of a parcel the carrier still carries.
    let carried = proofs.iter().any(|p| (70..100).contains(&rank(p.claim)));
    let arrived = proofs.iter().any(|p| (100..110).contains(&rank(p.claim)));
    let wish = found.claim == Claim::ReturnRequested && carried && !arrived;
    (!wish).then_some(found)
}

/// The claim of a parcel that left: progress by rank, interruptions by time.
pub(crate) fn in_transit<'a>(context: &Context<'_>, proofs: &'a [Proof]) -> Option<&'a Proof> {
    let moved =
        |proof: &&Proof| (LEFT..100).contains(&rank(proof.claim)) && !interrupts(proof.claim);
    let by_carrier = |proof: &&Proof| {
        interrupts(proof.claim) && context.entries[proof.entry].fact.grade == Grade::Carrier
    };
    if !proofs
        .iter()
        .any(|proof| moved(&proof) || by_carrier(&proof))
    {
        return None;
    }
    let mut cleared = Instant(i64::MIN);
    let mut standing: Option<&Proof> = None;
    for stop in proofs.iter().filter(|proof| interrupts(proof.claim)) {
        if ends(context, proofs, stop) {
            cleared = cleared.max(stop.at);
        } else if standing
            .is_none_or(|known| (stop.at, rank(stop.claim)) >= (known.at, rank(known.claim)))
        {
            standing = Some(stop);
        }
    }
    if standing.is_some() {
        return standing;
    }
    // What was proven before an interruption does not come back with its end: out for delivery,
    // delayed, scanned at a depot is "on its way", not "out for delivery".
    let since = best(
        proofs
            .iter()
            .filter(moved)
            .filter(|proof| proof.at > cleared),
    );
    since
        .or_else(|| {
            best(
                proofs
                    .iter()
                    .filter(moved)
                    .filter(|proof| proof.at >= cleared),
            )
        })
        .or_else(|| best(proofs.iter().filter(moved)))
}

/// Has something later ended this interruption?
fn ends(context: &Context<'_>, proofs: &[Proof], stop: &Proof) -> bool {
    proofs.iter().any(|proof| {
        let later = proof.at > stop.at;
        let with = proof.at >= stop.at;
        let cleared = matches!(context.entries[proof.entry].fact.kind, Kind::CustomsCleared);
        match stop.claim {
            // A scan at a depot is no second attempt.
            Claim::AttemptFailed => match proof.claim {
                Claim::OutForDelivery => later,
                Claim::ReadyForPickup => with,
                _ => false,
            },
            Claim::InCustoms if cleared => with,
            _ => later && !interrupts(proof.claim) && (LEFT..100).contains(&rank(proof.claim)),
        }
    })
}
