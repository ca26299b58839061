//! Sources that disagree: both versions are kept, neither is chosen by its time of arrival.

use crate::claim::Claim;
use crate::fact::{ExceptionKind, Kind};
use crate::instant::{HOUR, Instant};
use crate::milestone::{self, Proof, rank};
use crate::parcel::Group;
use crate::standing::Context;

/// When sources came to disagree about the parcel: both versions are kept, and a person looks.
pub(crate) fn conflict(context: &Context<'_>, group: &Group, proofs: &[Proof]) -> Option<Instant> {
    let entries = context.entries;
    let arrived = proofs
        .iter()
        .find(|proof| matches!(proof.claim, Claim::Delivered | Claim::Collected));
    let mut found: Vec<Instant> = Vec::new();
    if let Some(arrived) = arrived {
        let system = &entries[arrived.entry].fact.source.system;
        // Another source that still sees it moving an hour later; the hour allows for clocks.
        found.extend(
            proofs
                .iter()
                .filter(|proof| {
                    let fact = &entries[proof.entry].fact;
                    // What happened then or before may have happened before it was delivered.
                    (70..100).contains(&rank(proof.claim))
                        && proof.at.since(arrived.at) > HOUR
                        && !fact.at_latest
                        && fact.source.system != *system
                })
                .map(|proof| proof.at)
                .take(1),
        );
        // The carrier itself: lost, refused or disposed of after it was delivered.
        found.extend(
            proofs
                .iter()
                .filter(|proof| {
                    proof.claim == Claim::CarrierProblem
                        && proof.at > arrived.at
                        && !matches!(
                            entries[proof.entry].fact.kind,
                            Kind::ExceptionReported {
                                exception: ExceptionKind::Damaged
                            }
                        )
                })
                .map(|proof| proof.at)
                .take(1),
        );
        // Delivered after it was on its way back: to whom?
        found.extend(
            proofs
                .iter()
                .find(|proof| proof.claim == Claim::Returning && proof.at < arrived.at)
                .map(|_| arrived.at),
        );
        if let Some(cancelled) = context.cancelled {
            found.push(arrived.at.max(entries[cancelled].at));
        }
    }
    if group.shipped && milestone::taken_back(entries, &group.own) {
        // Its fulfillment was cancelled, and yet a carrier has it.
        found.extend(
            group
                .facts
                .iter()
                .map(|index| &entries[*index])
                .filter(|entry| milestone::scan(&entry.fact))
                .map(|entry| entry.at)
                .max(),
        );
    }
    found.into_iter().min()
}
