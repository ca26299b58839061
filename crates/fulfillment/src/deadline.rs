//! What is due when: every silence and event that may open an exception.
//!
//! A silence counts only where a source able to break it is proven live; else the state is not
//! observable and nothing opens. Each deadline is counted in the working time of its place.

use crate::claim::Claim;
use crate::divide;
use crate::fact::{DeliveryMethod, ExceptionKind, Grade, HoldReason, Kind, SHOPPER, Subject};
use crate::instant::{HOUR, Instant};
use crate::message::tells_of_hold;
use crate::milestone::rank;
use crate::observed::Voice;
use crate::policy::Policy;
use crate::timeline::{Entry, Exception, Parcel, Timeline};

/// A possible opening.
#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    pub(crate) kind: ExceptionKind,
    /// Position of the parcel; `None`: the order.
    pub(crate) parcel: Option<usize>,
    /// The instant it is about.
    pub(crate) anchor: Instant,
    /// The instant it counts from: later than that where its source was down.
    pub(crate) began: Instant,
    /// The instant it opens.
    pub(crate) at: Instant,
    /// What it means that nobody reported otherwise.
    pub(crate) voice: Voice,
    /// Position of the entry that is the cause, where it is one report and not a silence.
    pub(crate) cause: Option<usize>,
}

/// Every deadline that stands, in no particular order. Passed ones included.
pub(crate) fn deadlines(timeline: &Timeline, policy: &Policy) -> Vec<Deadline> {
    let mut found = Vec::new();
    for (position, parcel) in timeline.parcels.iter().enumerate() {
        silences(timeline, policy, position, parcel, &mut found);
    }
    events(timeline, &mut found);
    stalled(timeline, policy, &mut found);
    found
}

pub(crate) fn hours(count: u32) -> i64 {
    i64::from(count).saturating_mul(HOUR)
}

fn silences(
    timeline: &Timeline,
    policy: &Policy,
    position: usize,
    parcel: &Parcel,
    found: &mut Vec<Deadline>,
) {
    let limits = &policy.thresholds;
    let calendar = policy.calendar_of(parcel.location.as_deref());
    let observed = &policy.observed;
    // An outage that stands has not ended before it is found to have.
    let outage = outages(timeline, parcel)
        .find(|exception| exception.closed_at.is_none())
        .map(|exception| Voice::Down(exception.anchor));
    let place = parcel.location.as_deref();
    let by_carrier = |at| outage.unwrap_or_else(|| policy.carrier(parcel, at, calendar));
    let by_place = |at| outage.unwrap_or_else(|| observed.location(place, at, limits, calendar));
    // While a source was down it was no silence of the parcel's.
    let heard = back(timeline, parcel);
    let from = |since: Instant| heard.map_or(since, |back| since.max(back));
    let claim = parcel.headline.claim;
    let mut push = |kind, anchor, at, voice| {
        found.push(Deadline {
            kind,
            parcel: Some(position),
            anchor,
            began: from(anchor),
            at,
            voice,
            cause: None,
        });
    };
    let carried = matches!(
        parcel.method,
        None | Some(DeliveryMethod::Shipping | DeliveryMethod::PickupPoint)
    );
    let since = parcel.headline.at;
    match (claim, since, parcel.headline.silent_since) {
        (Claim::LabelCreated | Claim::MarkedFulfilled | Claim::HandedOver, _, Some(since))
            if carried =>
        {
            let at = calendar.after_days(from(since), hours(limits.label_no_scan));
            // Without a number no carrier can tell of it.
            let tracked = parcel.tracking.is_some() || claim == Claim::HandedOver;
            let voice = if tracked {
                by_carrier(at)
            } else {
                Voice::Unproven
            };
            push(ExceptionKind::LabelNoScan, since, at, voice);
            if !tracked {
                let at = calendar.after_days(since, hours(limits.tracking_missing));
                let voice = match observed.numbers_are_usual(parcel.location.as_deref()) {
                    true => Voice::Live,
                    false => Voice::Unproven,
                };
                push(ExceptionKind::TrackingMissing, since, at, voice);
            }
        }
        (Claim::CarrierAccepted | Claim::OnItsWay | Claim::OutForDelivery, _, Some(since)) => {
            let at = calendar.after_days(from(since), hours(limits.no_movement));
            push(ExceptionKind::NoMovement, since, at, by_carrier(at));
        }
        (Claim::Packed, Some(since), _) if carried => {
            let at = calendar.after_days(from(since), hours(limits.handover_missed));
            push(ExceptionKind::HandoverMissed, since, at, by_place(at));
        }
        (Claim::WithWarehouse, Some(since), _) if !accepted(timeline, parcel) => {
            let since = begun(timeline, parcel, since);
            let at = calendar.after_hours(from(since), hours(limits.not_received));
            push(ExceptionKind::NotReceived, since, at, by_place(at));
        }
        (Claim::OnHold, Some(since), _) => {
            let at = calendar.after_days(since, hours(limits.hold_untold));
            // We send the messages ourselves: whether one was sent is always observable.
            if !told(timeline, parcel, since) {
                push(ExceptionKind::HoldUntold, since, at, Voice::Live);
            }
        }
        (Claim::Returned, Some(since), _) if !refunded(timeline, since) => {
            let at = calendar.after_days(since, hours(limits.return_unresolved));
            push(ExceptionKind::ReturnUnresolved, since, at, Voice::Live);
        }
        _ => {}
    }
    if let Some(expected) = parcel
        .expected
        .as_ref()
        .filter(|expected| expected.supported)
        && rank(claim) < rank(Claim::ReadyForPickup)
    {
        let at = calendar.end_of_day(expected.until);
        push(ExceptionKind::PastEta, expected.at, at, by_carrier(at));
    }
    if let Some((stated, ship_by)) = ship_by(timeline, parcel)
        && rank(claim) < rank(Claim::HandedOver)
        && claim != Claim::Cancelled
    {
        let at = calendar.end_of_day(ship_by);
        push(
            ExceptionKind::PastShipBy,
            stated,
            at,
            by_place(at).or(by_carrier(at)),
        );
    }
}

/// What the silence means of the source an outage of which stands for this order: the carrier's once
/// there is a label, else the warehouse's.
pub(crate) fn voice(
    timeline: &Timeline,
    policy: &Policy,
    outage: &Exception,
    now: Instant,
) -> Voice {
    let known = |parcel: &&Parcel| Some(&parcel.id) == outage.parcel.as_ref();
    let Some(parcel) = timeline.parcels.iter().find(known) else {
        return Voice::Unproven;
    };
    let (observed, limits) = (&policy.observed, &policy.thresholds);
    let place = parcel.location.as_deref();
    let calendar = policy.calendar_of(place);
    if rank(parcel.headline.claim) >= rank(Claim::LabelCreated) {
        policy.carrier(parcel, now, calendar)
    } else {
        observed.location(place, now, limits, calendar)
    }
}

/// When a source of this parcel was found to report again after it was down.
fn back(timeline: &Timeline, parcel: &Parcel) -> Option<Instant> {
    outages(timeline, parcel)
        .filter_map(|exception| exception.closed_at)
        .max()
}

/// Exceptions that say a source of this parcel is or was down.
fn outages<'a>(timeline: &'a Timeline, parcel: &'a Parcel) -> impl Iterator<Item = &'a Exception> {
    timeline.exceptions.iter().filter(|exception| {
        exception.kind == ExceptionKind::SourceSilent
            && exception.parcel.as_ref() == Some(&parcel.id)
    })
}

/// The entries about a parcel.
fn about<'a>(timeline: &'a Timeline, parcel: &'a Parcel) -> impl Iterator<Item = &'a Entry> {
    timeline
        .entries
        .iter()
        .filter(|entry| entry.stands() && entry.parcels.contains(&parcel.id))
}

/// Has the warehouse said that it has it?
fn accepted(timeline: &Timeline, parcel: &Parcel) -> bool {
    about(timeline, parcel).any(|entry| match &entry.fact.kind {
        Kind::FoAccepted | Kind::PickAssigned | Kind::PickStarted | Kind::PickDone => true,
        Kind::FoSnapshot(fo) => fo.request_status == "accepted" || fo.status == "in_progress",
        _ => false,
    })
}

/// Since when a warehouse that was given work at `since` can be expected to take it up: a pre-order's
/// work begins at its own time, however early it was routed.
fn begun(timeline: &Timeline, parcel: &Parcel, since: Instant) -> Instant {
    about(timeline, parcel)
        .filter_map(|entry| match &entry.fact.kind {
            Kind::FoSnapshot(fo) => fo.fulfill_at,
            _ => None,
        })
        .fold(since, Instant::max)
}

/// Was the customer told that it, or the order as a whole, is on hold?
fn told(timeline: &Timeline, parcel: &Parcel, since: Instant) -> bool {
    timeline.entries.iter().any(|entry| {
        entry.at >= since
            && tells_of_hold(entry)
            && (entry.parcels.is_empty() || entry.parcels.contains(&parcel.id))
    })
}

fn refunded(timeline: &Timeline, since: Instant) -> bool {
    timeline
        .entries
        .iter()
        .any(|entry| entry.stands() && entry.at >= since && entry.fact.kind == Kind::Refunded)
}

/// The date the shop owes: what it promised last, else the fulfillment order's own deadline.
fn ship_by(timeline: &Timeline, parcel: &Parcel) -> Option<(Instant, Instant)> {
    let promised = timeline
        .entries
        .iter()
        .rev()
        .filter(|entry| !entry.retracted)
        .find_map(|entry| match entry.fact.kind {
            Kind::PromiseMade { ship_by, .. } => Some((entry.at, Some(ship_by.until))),
            Kind::PromiseRevised { ship_by, .. } => Some((entry.at, ship_by.map(|by| by.until))),
            _ => None,
        });
    if let Some((at, ship_by)) = promised {
        return ship_by.map(|ship_by| (at, ship_by));
    }
    about(timeline, parcel)
        .filter_map(|entry| match &entry.fact.kind {
            Kind::FoSnapshot(fo) => Some((fo.updated_at, &entry.id, entry.at, fo.fulfill_by)),
            _ => None,
        })
        .max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))
        .and_then(|(_, _, at, fulfill_by)| Some((at, fulfill_by?)))
}

/// Exceptions that somebody reported, or that an event is: they open when it happened.
fn events(timeline: &Timeline, found: &mut Vec<Deadline>) {
    let position = |entry: &Entry| {
        let id = match entry.parcels.as_slice() {
            [only] => only,
            _ => return None,
        };
        timeline.parcels.iter().position(|parcel| parcel.id == *id)
    };
    for (index, entry) in timeline.entries.iter().enumerate() {
        let by_shopper = !entry.retracted && entry.fact.source.system == SHOPPER;
        if !(entry.stands() || by_shopper) || entry.fact.grade < Grade::Record {
            continue;
        }
        let kind = match &entry.fact.kind {
            Kind::AddressChangeRequested { .. } if by_shopper => ExceptionKind::AddressChange,
            Kind::CancelRequested if by_shopper => ExceptionKind::StopShipment,
            Kind::ProblemReported { problem, .. } if by_shopper => problem.exception(),
            _ if by_shopper => continue,
            Kind::ExceptionReported { exception } => *exception,
            Kind::AttemptFailed if entry.fact.grade == Grade::Carrier => {
                ExceptionKind::AttemptFailed
            }
            Kind::FoRejected { .. } => ExceptionKind::RejectedBy3pl,
            Kind::Backordered { .. } => ExceptionKind::Backordered,
            Kind::HoldPlaced { reason, .. } => match reason {
                HoldReason::IncorrectAddress => ExceptionKind::AddressInvalid,
                HoldReason::InventoryOutOfStock => ExceptionKind::OutOfStock,
                HoldReason::HighRiskOfFraud => ExceptionKind::ManualReview,
                _ => continue,
            },
            _ => continue,
        };
        found.push(Deadline {
            cause: Some(index),
            ..event(kind, position(entry), entry.at)
        });
    }
    for (position, parcel) in timeline.parcels.iter().enumerate() {
        if let Some(at) = parcel.conflict_at {
            found.push(event(ExceptionKind::StatusConflict, Some(position), at));
        }
        // Cancelled with a label or a packed box about: somebody must keep it from leaving.
        let ready = parcel
            .steps
            .iter()
            .any(|step| (rank(Claim::Packed)..rank(Claim::HandedOver)).contains(&rank(step.claim)));
        if let (Claim::Cancelled, Some(at), true) =
            (parcel.headline.claim, parcel.headline.at, ready)
        {
            found.push(event(ExceptionKind::StopShipment, Some(position), at));
        }
    }
}

fn event(kind: ExceptionKind, parcel: Option<usize>, at: Instant) -> Deadline {
    Deadline {
        kind,
        parcel,
        anchor: at,
        began: at,
        at,
        voice: Voice::Live,
        cause: None,
    }
}

/// An order not at its end of which nothing was heard for days, and nobody is on it yet.
fn stalled(timeline: &Timeline, policy: &Policy, found: &mut Vec<Deadline>) {
    let watched = timeline
        .exceptions
        .iter()
        .any(|exception| exception.closed_at.is_none());
    let over = |claim| {
        rank(claim) >= rank(Claim::ReadyForPickup)
            || matches!(
                claim,
                Claim::NothingToShip | Claim::Scheduled | Claim::Backordered | Claim::OnHold
            )
    };
    let done = if timeline.parcels.is_empty() {
        over(timeline.headline.claim)
    } else {
        over(timeline.headline.claim)
            || timeline
                .parcels
                .iter()
                .all(|parcel| over(parcel.headline.claim))
    };
    let Some(since) = timeline.updated_at.filter(|_| !watched && !done) else {
        return;
    };
    let limits = &policy.thresholds;
    let at = policy.calendar.after_days(since, hours(limits.stalled));
    // Before anything is labelled, Shopify itself is the source that would tell.
    let voice = timeline
        .parcels
        .iter()
        .filter(|p| !over(p.headline.claim))
        .filter(|parcel| rank(parcel.headline.claim) >= rank(Claim::LabelCreated))
        .map(|parcel| policy.carrier(parcel, at, &policy.calendar))
        .find(|voice| *voice != Voice::Live);
    found.push(Deadline {
        kind: ExceptionKind::Stalled,
        parcel: None,
        anchor: since,
        began: since,
        at,
        voice: voice.unwrap_or(Voice::Live),
        cause: None,
    });
}

/// The name of a parcel in a fact of ours: the least that finds it again.
pub(crate) fn subject(parcel: &str) -> Subject {
    let mut subject = Subject::default();
    if let Some(number) = parcel.strip_prefix("tracking:") {
        subject.tracking = Some(number.to_owned());
    } else if let Some(fo) = divide::whole(parcel).strip_prefix("fo:") {
        subject.fulfillment_order = Some(fo.to_owned());
    } else if divide::whole(parcel) != "rest" {
        subject.shipment = Some(parcel.to_owned());
    }
    subject
}
