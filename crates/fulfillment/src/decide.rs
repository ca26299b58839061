//! From state and time to effects. Pure: the shell executes what is returned.

use serde::{Deserialize, Serialize};

use crate::claim::Claim;
use crate::deadline::{self, Deadline, deadlines, hours};
use crate::exception::SOURCE_LIVE;
use crate::fact::{ExceptionKind, Fact, Grade, Kind, OURS, Source};
use crate::instant::Instant;
use crate::notice::notices;
use crate::observed::Voice;
use crate::policy::Policy;
use crate::timeline::{Exception, Timeline};

/// Something the shell must do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a handful at a time, and callers match on the fact itself"
)]
pub enum Effect {
    /// Append this fact of source `plumbline`; its id is the same whenever it is proposed.
    Append(Fact),
    /// Project the state to readers.
    Project,
    /// Tell the shopper, once per key, unless it has expired.
    Notify(Notice),
    /// Decide again at this instant: the next deadline, always after `now`.
    WakeAt(Instant),
}

/// A milestone worth telling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// `order/shipment/milestone/occurrence`; the ledger adds shop and channel.
    pub key: String,
    /// `label_created`, `handed_over`, `on_its_way`, `out_for_delivery`, `attempt_failed`,
    /// `delivered`, `ready_for_pickup`, `hold`, `delayed`, `cancelled`, `returned`, `eta_moved`,
    /// [`ADDRESS_CHANGE_REQUESTED`](crate::ADDRESS_CHANGE_REQUESTED),
    /// [`CANCEL_REQUESTED`](crate::CANCEL_REQUESTED).
    pub milestone: String,
    /// Parcel it is about; absent: the order.
    pub shipment: Option<String>,
    /// The claim it makes.
    pub claim: Claim,
    /// When it happened.
    pub occurred_at: Instant,
    /// Not to be sent after this.
    pub expires_at: Instant,
}

/// What follows from the state of `order` at `now`. Applying the `Append`s, folding and deciding
/// again ends: each proposed fact removes its own cause.
///
/// `Project` is returned for any order with facts; whether readers see a change is the digest's to
/// tell. Of facts from before `installed_at` only `Project` follows.
pub fn decide(order: &str, timeline: &Timeline, policy: &Policy, now: Instant) -> Vec<Effect> {
    if timeline.entries.is_empty() {
        return Vec::new();
    }
    let due = standing(timeline, policy);
    let mut effects = Vec::new();
    let mut opened: Vec<(ExceptionKind, Option<usize>)> = Vec::new();
    for deadline in due
        .iter()
        .filter(|deadline| deadline.at <= now && deadline.voice == Voice::Live)
    {
        // Several reasons for one exception at once: the first opens it, the next look sees that.
        let subject = (deadline.kind, deadline.parcel);
        if !opened.contains(&subject) {
            opened.push(subject);
            let fact = opening(order, timeline, policy, deadline);
            let id = fact.id();
            if !timeline.entries.iter().any(|entry| entry.id == id) {
                effects.push(Effect::Append(fact));
            }
        }
    }
    let mut again = None;
    for exception in outages(timeline) {
        match deadline::voice(timeline, policy, exception, now) {
            Voice::Live => effects.push(Effect::Append(over(exception, now))),
            // No fact of this order will tell that its source is back: it is looked at again.
            Voice::Down(_) => {
                let pause = hours(policy.thresholds.source_silent.max(1));
                again = Some(policy.calendar.after_days(now, pause));
            }
            Voice::Unproven => {}
        }
    }
    effects.push(Effect::Project);
    effects.extend(
        notices(order, timeline, policy, now)
            .into_iter()
            .map(Effect::Notify),
    );
    let next = due
        .iter()
        .map(|deadline| deadline.at)
        .chain(again)
        .filter(|at| *at > now)
        .min();
    effects.extend(next.map(Effect::WakeAt));
    effects
}

/// Every deadline that nothing has covered yet, soonest first. What falls due while its source is
/// down is the source's silence, not the parcel's.
pub(crate) fn standing(timeline: &Timeline, policy: &Policy) -> Vec<Deadline> {
    let mut due = deadlines(timeline, policy);
    due.retain(|deadline| deadline.at >= policy.installed_at && !covered(timeline, deadline));
    for deadline in &mut due {
        if let Voice::Down(since) = deadline.voice {
            deadline.kind = ExceptionKind::SourceSilent;
            deadline.anchor = since;
            deadline.voice = Voice::Live;
        }
    }
    due.retain(|deadline| {
        deadline.kind != ExceptionKind::SourceSilent || !covered(timeline, deadline)
    });
    due.sort_by_key(|deadline| (deadline.at, deadline.kind, deadline.parcel, deadline.anchor));
    due
}

/// Open exceptions that say a source is down.
fn outages(timeline: &Timeline) -> impl Iterator<Item = &Exception> {
    timeline.exceptions.iter().filter(|exception| {
        exception.kind == ExceptionKind::SourceSilent && exception.closed_at.is_none()
    })
}

/// The fact that ends an outage for an order: its source was found to report again.
fn over(exception: &Exception, now: Instant) -> Fact {
    let kind = Kind::ExceptionClosed {
        exception: exception.id.clone(),
        how: SOURCE_LIVE.to_owned(),
    };
    own(now, exception.id.0.clone(), SOURCE_LIVE.to_owned(), kind)
}

/// An exception of that kind already stands for this cause, or stood after it began: opened once.
fn covered(timeline: &Timeline, deadline: &Deadline) -> bool {
    let parcel = deadline.parcel.and_then(|at| timeline.parcels.get(at));
    timeline.exceptions.iter().any(|exception| {
        exception.kind == deadline.kind
            && exception.parcel.as_deref() == parcel.map(|parcel| parcel.id.as_str())
            && match exception.closed_at {
                None => true,
                // A later cause counts from after the old one's end; an earlier one is the old one.
                Some(closed) => deadline.anchor <= exception.anchor || deadline.at <= closed,
            }
    })
}

/// The fact that opens an exception: the same whenever it is proposed, because nothing in it is
/// `now`. What one report caused is named by that report, so that it is also the same whatever else
/// was known by then: which parcel it is about is the fold's to say.
fn opening(order: &str, timeline: &Timeline, policy: &Policy, deadline: &Deadline) -> Fact {
    let parcel = deadline.parcel.and_then(|at| timeline.parcels.get(at));
    let cause = deadline.cause.and_then(|at| timeline.entries.get(at));
    // A report's own time, not the clamped one: that moves as other facts arrive.
    let (at, anchor, resource, subject, place) = match cause {
        Some(cause) => (
            cause.fact.at,
            cause.fact.at,
            cause.id.0.clone(),
            cause.fact.subject.clone(),
            cause
                .fact
                .location
                .as_ref()
                .map(|location| location.id.as_str()),
        ),
        None => (
            deadline.at,
            deadline.anchor,
            parcel.map_or_else(|| order.to_owned(), |parcel| parcel.id.clone()),
            parcel
                .map(|parcel| deadline::subject(&parcel.id))
                .unwrap_or_default(),
            parcel.and_then(|parcel| parcel.location.as_deref()),
        ),
    };
    let calendar = policy.calendar_of(place);
    let kind = Kind::ExceptionOpened {
        exception: deadline.kind,
        due: calendar.after_days(at, hours(policy.thresholds.respond)),
    };
    // The enum's own JSON name; serialising a unit variant cannot fail.
    let name = serde_json::to_value(deadline.kind).unwrap_or_default();
    let event = format!("{}@{}", name.as_str().unwrap_or_default(), anchor.0);
    Fact {
        subject,
        ..own(at, resource, event, kind)
    }
}

/// A conclusion of ours: it proves nothing of a parcel.
fn own(at: Instant, resource: String, event: String, kind: Kind) -> Fact {
    Fact::new(
        at,
        Source {
            system: OURS.to_owned(),
            resource,
            event: Some(event),
            witness: None,
        },
        Grade::Inferred,
        kind,
    )
}
