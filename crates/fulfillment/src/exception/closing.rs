//! What ends an exception: later evidence, or a person.

use super::cause;
use crate::claim::Claim;
use crate::fact::{ExceptionKind, FactId, Grade, Kind};
use crate::instant::Instant;
use crate::message::tells_of_hold;
use crate::milestone::{carrier_word, scan};
use crate::standing::{Context, Standing};
use crate::timeline::{Entry, Exception};

/// The event id under which we close an outage whose source reports again.
pub(crate) const SOURCE_LIVE: &str = "source_live";

/// Closes an exception where evidence or a person did, whichever came first.
pub(super) fn close(
    context: &Context<'_>,
    standings: &[Standing],
    opening: &Entry,
    position: Option<usize>,
    opened: &mut Exception,
) {
    let by_fact = closed_by_fact(context.entries, &opened.id);
    let by_evidence = closed_by_evidence(context, standings, opening, position, opened);
    let by_evidence = by_evidence.map(|at| at.max(opened.opened_at));
    match (by_evidence, by_fact) {
        (Some(at), fact) if fact.as_ref().is_none_or(|(closed, _)| at <= *closed) => {
            opened.closed_at = Some(at);
            opened.closed_how = Some("evidence".to_owned());
        }
        (_, Some((at, how))) => {
            opened.closed_at = Some(at.max(opened.opened_at));
            opened.closed_how = Some(how);
        }
        _ => {}
    }
}

/// By a person, or by our own finding that the source it waited for reports again.
fn closed_by_fact(entries: &[Entry], id: &FactId) -> Option<(Instant, String)> {
    entries
        .iter()
        .filter(|entry| !entry.retracted)
        .find_map(|entry| match &entry.fact.kind {
            Kind::ExceptionClosed { exception, how } if exception == id => {
                let ours = entry.fact.source.event.as_deref() == Some(SOURCE_LIVE);
                let how = if ours {
                    "evidence".to_owned()
                } else {
                    format!("person:{how}")
                };
                Some((entry.at, how))
            }
            _ => None,
        })
}

fn closed_by_evidence(
    context: &Context<'_>,
    standings: &[Standing],
    opening: &Entry,
    position: Option<usize>,
    opened: &Exception,
) -> Option<Instant> {
    let entries = context.entries;
    let kind = opened.kind;
    if let Some(report) = cause(entries, opening).filter(|at| entries[*at].retracted) {
        // The report itself was taken back: so is what it caused.
        let corrections = entries.iter().filter(|entry| {
            entry.fact.source.system == entries[report].fact.source.system
                && entry.fact.retracts.is_some()
                && entry.fact.retracts == entries[report].fact.source.event
        });
        return corrections
            .map(|entry| entry.at)
            .max()
            .or(Some(opened.opened_at));
    }
    if kind == ExceptionKind::StatusConflict {
        let gone = position.map_or_else(
            || {
                standings
                    .iter()
                    .all(|standing| standing.conflict_at.is_none())
            },
            |at| standings[at].conflict_at.is_none(),
        );
        let correction = entries
            .iter()
            .filter(|e| e.fact.retracts.is_some())
            .map(|e| e.at)
            .max();
        return gone.then(|| correction.unwrap_or(opened.opened_at));
    }
    let about = |index: usize| match position {
        Some(at) => context.about[index].contains(&at) || context.about[index].is_empty(),
        None => true,
    };
    let by_fact = entries
        .iter()
        .enumerate()
        .filter(|(index, entry)| {
            !entry.retracted && about(*index) && closes(kind, entry, opened.anchor)
        })
        .map(|(_, entry)| entry.at)
        .min();
    let asked = cause(entries, opening)
        .is_some_and(|cause| entries[cause].fact.kind == Kind::CancelRequested);
    let declined = entries
        .iter()
        .filter(|entry| asked && !entry.retracted && entry.fact.testifies())
        .find(|entry| entry.at >= opened.anchor && entry.fact.kind == Kind::CancelDeclined)
        .map(|entry| entry.at);
    let cancelled = context
        .cancelled
        // The parcels that must be kept from leaving then have exceptions of their own.
        .filter(|_| asked || !outlives_cancellation(kind))
        .map(|index| entries[index].at);
    let arrived = arrival(standings, position).filter(|_| !outlives_arrival(kind));
    // A parcel that was taken back has no silence left to explain.
    let named = opening.fact.subject.shipment.is_some() || opening.fact.subject.tracking.is_some();
    let void = (named && position.is_none()).then(|| {
        let own = |entry: &&Entry| {
            entry.stands() && entry.fact.subject.shipment == opening.fact.subject.shipment
        };
        entries
            .iter()
            .filter(own)
            .map(|entry| entry.at)
            .max()
            .unwrap_or(opened.opened_at)
    });
    [by_fact, cancelled, declined, arrived, void]
        .into_iter()
        .flatten()
        .min()
}

/// When the parcel (or, of an order, its last parcel) was delivered, collected or came back.
fn arrival(standings: &[Standing], position: Option<usize>) -> Option<Instant> {
    let of = |standing: &Standing| {
        standing
            .proofs
            .iter()
            .filter(|proof| {
                matches!(
                    proof.claim,
                    Claim::Delivered | Claim::Collected | Claim::Returned
                )
            })
            .map(|proof| proof.at)
            .min()
    };
    match position {
        Some(at) => of(&standings[at]),
        None => {
            let all: Option<Vec<Instant>> = standings.iter().map(of).collect();
            all.and_then(|all| all.into_iter().max())
        }
    }
}

fn outlives_cancellation(kind: ExceptionKind) -> bool {
    use ExceptionKind as E;
    matches!(
        kind,
        E::StopShipment
            | E::ReturnUnresolved
            | E::Lost
            | E::Damaged
            | E::Disposed
            | E::Refused
            | E::NotArrived
            | E::WrongItems
            | E::ShopperReport
    )
}

fn outlives_arrival(kind: ExceptionKind) -> bool {
    use ExceptionKind as E;
    matches!(
        kind,
        E::Damaged | E::ReturnUnresolved | E::NotArrived | E::WrongItems | E::ShopperReport
    )
}

/// Is this fact the evidence that ends an exception whose cause stands since `since`?
fn closes(kind: ExceptionKind, entry: &Entry, since: Instant) -> bool {
    use ExceptionKind as E;
    let fact = &entry.fact;
    let later = entry.at > since;
    let with = entry.at >= since;
    if kind == E::HoldUntold && tells_of_hold(entry) {
        return with;
    }
    if !entry.stands() {
        return false;
    }
    let warehouse = fact.grade >= Grade::Warehouse;
    let handed = (fact.kind == Kind::Handover && warehouse) || scan(fact);
    let worked = warehouse
        && matches!(
            fact.kind,
            Kind::PickStarted | Kind::PickDone | Kind::PackDone | Kind::Handover
        );
    let released = matches!(fact.kind, Kind::HoldReleased { .. });
    match kind {
        E::LabelNoScan => carrier_word(fact) || (with && fact.kind == Kind::LabelVoided),
        E::NoMovement => later && carrier_word(fact),
        E::HandoverMissed => handed,
        E::NotReceived => {
            // Whatever a warehouse reports of it, it has received it; a hold or money back take the
            // work away from it.
            warehouse
                || handed
                || match &fact.kind {
                    Kind::FoAccepted
                    | Kind::FoRejected { .. }
                    | Kind::FoMoved
                    | Kind::HoldPlaced { .. }
                    | Kind::Refunded => with,
                    Kind::PickAssigned | Kind::LabelCreated | Kind::ShipmentSnapshot(_) => true,
                    Kind::FoSnapshot(fo) => {
                        fo.request_status == "accepted" || fo.status == "in_progress"
                    }
                    _ => false,
                }
        }
        E::PastShipBy | E::BacklogLate => {
            handed || (warehouse && fact.kind == Kind::ReadyForPickup)
        }
        E::HoldUntold | E::ManualReview => (with && released) || handed,
        E::AddressInvalid => {
            (with && released) || handed || (later && fact.kind == Kind::AddressChanged)
        }
        E::OutOfStock | E::Backordered => (with && released) || handed || (later && worked),
        E::DamagedInside => handed || (later && worked),
        E::RejectedBy3pl => {
            handed
                || (later && matches!(fact.kind, Kind::FoAccepted | Kind::FoRouted | Kind::FoMoved))
        }
        E::StopShipment => {
            with && (fact.kind == Kind::LabelVoided || fact.kind == Kind::Returned)
                || later && scan(fact)
        }
        E::Delayed
        | E::DelayedWeather
        | E::DelayedProcessing
        | E::DelayedFlight
        | E::DelayedExternal
        | E::Missort
        | E::Lost => later && scan(fact),
        E::CustomsDocs | E::CustomsDuties | E::CustomsInspection => {
            scan(fact) && (later || (with && fact.kind == Kind::CustomsCleared))
        }
        E::AttemptFailed | E::PickupMissed => {
            fact.grade == Grade::Carrier
                && match fact.kind {
                    Kind::OutForDelivery | Kind::Returning => later,
                    Kind::ReadyForPickup => kind == E::AttemptFailed && with,
                    _ => false,
                }
        }
        E::Refused => later && matches!(fact.kind, Kind::Returning | Kind::Refunded),
        E::Damaged | E::Disposed | E::ReturnUnresolved | E::NotArrived | E::WrongItems => {
            with && match &fact.kind {
                Kind::Refunded => true,
                Kind::LabelCreated => later,
                Kind::ShipmentSnapshot(shipment) => shipment.created_at > since,
                _ => false,
            }
        }
        E::TrackingInvalid => {
            scan(fact) || (later && matches!(fact.kind, Kind::TrackingSet { .. }))
        }
        E::TrackingMissing => {
            scan(fact)
                || match &fact.kind {
                    Kind::TrackingSet { .. } | Kind::LabelVoided => later,
                    Kind::LabelCreated => later && fact.subject.tracking.is_some(),
                    Kind::ShipmentSnapshot(shipment) => !shipment.tracking.is_empty(),
                    _ => false,
                }
        }
        E::SourceSilent => later && warehouse,
        E::Stalled => later && entry.tells(),
        E::PastEta => {
            (later && matches!(fact.kind, Kind::EtaRevised { .. }))
                || (fact.grade == Grade::Carrier && fact.kind == Kind::ReadyForPickup)
        }
        E::AddressChange => {
            handed
                || (with
                    && matches!(
                        fact.kind,
                        Kind::AddressChanged | Kind::AddressChangeDeclined
                    ))
        }
        // Only a person can say that it was answered.
        E::StatusConflict | E::ShopperReport => false,
    }
}
