//! Exceptions as the facts tell them: opened once, closed by later evidence or by a person.

mod closing;

use std::collections::BTreeSet;

pub(crate) use closing::SOURCE_LIVE;

use crate::attach::ours;
use crate::fact::{ExceptionKind, Kind};
use crate::instant::Instant;
use crate::parcel::Group;
use crate::standing::{Context, Standing};
use crate::timeline::{Entry, Exception};

/// `warehouse`, `carrier` or `shop`: whose an exception is before anyone takes it.
pub fn owner_of(kind: ExceptionKind) -> &'static str {
    use ExceptionKind as E;
    match kind {
        E::NotReceived
        | E::DamagedInside
        | E::RejectedBy3pl
        | E::BacklogLate
        | E::StopShipment
        | E::PastShipBy
        | E::LabelNoScan
        | E::HandoverMissed
        | E::TrackingMissing
        | E::ReturnUnresolved => "warehouse",
        E::NoMovement
        | E::Delayed
        | E::DelayedWeather
        | E::DelayedProcessing
        | E::DelayedFlight
        | E::DelayedExternal
        | E::Missort
        | E::AttemptFailed
        | E::PickupMissed
        | E::Damaged
        | E::Lost
        | E::Disposed
        | E::PastEta => "carrier",
        // Stock, addresses, money, customs papers and the customer are the shop's to settle.
        E::OutOfStock
        | E::Backordered
        | E::AddressInvalid
        | E::ManualReview
        | E::HoldUntold
        | E::CustomsDocs
        | E::CustomsDuties
        | E::CustomsInspection
        | E::Refused
        | E::StatusConflict
        | E::TrackingInvalid
        | E::SourceSilent
        | E::Stalled
        | E::AddressChange
        | E::NotArrived
        | E::WrongItems
        | E::ShopperReport => "shop",
    }
}

/// The instant whose silence or event an opening is about, as its event id keeps it: `kind@millis`.
pub(crate) fn anchor(entry: &Entry) -> Instant {
    entry
        .fact
        .source
        .event
        .as_deref()
        .and_then(|event| event.rsplit_once('@'))
        .and_then(|(_, millis)| millis.parse().ok())
        .map_or(entry.at, Instant)
}

/// Every exception, oldest first.
pub(crate) fn exceptions(
    context: &Context<'_>,
    groups: &[Group],
    standings: &[Standing],
) -> Vec<Exception> {
    let mut seen: BTreeSet<(&str, Option<&str>)> = BTreeSet::new();
    let mut found = Vec::new();
    for entry in context.entries {
        let Kind::ExceptionOpened { exception, due } = entry.fact.kind else {
            continue;
        };
        let source = &entry.fact.source;
        // Settings may change between two looks at one silence: it is still one exception.
        let again = source.event.is_some()
            && !seen.insert((source.resource.as_str(), source.event.as_deref()));
        if entry.retracted || again {
            continue;
        }
        let cause = cause(context.entries, entry);
        let position = match cause.map(|cause| context.about[cause].as_slice()) {
            Some([only]) => Some(*only),
            Some(_) => None,
            None => ours(groups, context.entries, &entry.fact),
        };
        // The report's own time names the opening; what its clock got wrong is not shown.
        let opened_at = cause.map_or(entry.at, |cause| context.entries[cause].at);
        let mut opened = Exception {
            id: entry.id.clone(),
            kind: exception,
            parcel: position.map(|at| groups[at].id.clone()),
            opened_at,
            due_at: Some(opened_at.plus(due.since(entry.at))),
            owner: owner(context.entries, cause, exception).to_owned(),
            closed_at: None,
            closed_how: None,
            anchor: cause.map_or_else(|| anchor(entry), |_| opened_at),
        };
        assign(context.entries, &mut opened);
        closing::close(context, standings, entry, position, &mut opened);
        found.push(opened);
    }
    found
}

/// What a shopper reports is the shop's to answer, whoever may have to mend it; a cancellation still
/// has to be stopped where the goods are.
fn owner(entries: &[Entry], cause: Option<usize>, kind: ExceptionKind) -> &'static str {
    match cause.map(|cause| &entries[cause].fact.kind) {
        Some(Kind::ProblemReported { .. }) => "shop",
        _ => owner_of(kind),
    }
}

/// The entry of the report an opening names as its cause.
fn cause(entries: &[Entry], opening: &Entry) -> Option<usize> {
    let named = &opening.fact.source.resource;
    entries.iter().position(|entry| entry.id.0 == *named)
}

fn assign(entries: &[Entry], opened: &mut Exception) {
    for entry in entries.iter().filter(|entry| !entry.retracted) {
        if let Kind::ExceptionAssigned { exception, due } = &entry.fact.kind
            && *exception == opened.id
        {
            if let Some(owner) = &entry.fact.owner {
                opened.owner = owner.id.clone();
            }
            if due.is_some() {
                opened.due_at = *due;
            }
        }
    }
}
