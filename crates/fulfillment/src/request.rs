//! What the shopper asked for and reported, what became of it, and what can be asked for now.
//!
//! A request is `requested` until somebody else's fact confirms or declines it: nothing here is ever
//! done because it was asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::claim::Claim;
use crate::fact::{DeliveryMethod, FactId, Kind, OrderSnapshot, Problem, SHOPPER};
use crate::instant::Instant;
use crate::milestone::rank;
use crate::timeline::{Entry, Exception, Parcel, Statement};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// Another address.
    Address,
    /// That it not be sent.
    Cancel,
    /// That somebody look at a problem.
    Problem(Problem),
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Nobody has confirmed or declined it.
    Requested,
    /// The shop, the warehouse or Shopify recorded it as done.
    Confirmed,
    /// The shop or the warehouse declined it.
    Declined,
    /// All of it left (or the order ended) before anybody answered.
    Overtaken,
}

/// One request of the shopper's. Its words and addresses are not in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Request {
    /// Id of the fact that made it.
    pub id: FactId,
    /// What for.
    pub kind: RequestKind,
    /// When.
    pub at: Instant,
    /// Parcel it is about ([`crate::Parcel::id`]); absent: the order.
    pub parcel: Option<String>,
    /// Name of its words in the order's personal data, where there are any.
    pub row: Option<String>,
    /// What became of it.
    pub state: RequestState,
    /// When that came to be; absent while it is requested.
    pub settled_at: Option<Instant>,
    /// Who recorded that, foreign text; absent: the shop.
    pub by: Option<String>,
    /// It waits although packing or a label is reported: it may be too late.
    pub late: bool,
}

/// What the shopper can ask for now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offers {
    /// Another address.
    pub address: bool,
    /// That it not be sent.
    pub cancel: bool,
    /// Packing or a label is reported: a cancellation may come too late.
    pub late: bool,
    /// Problems that can be reported.
    pub problems: Vec<Problem>,
    /// The state a reader answers for: the number of facts that are neither answers themselves nor
    /// messages that were sent, which change nothing on a page.
    pub state: u64,
    /// "Did this answer you?" was answered for that state.
    pub answered: bool,
}

/// Answers to "did this answer you?" of pages that said the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answers {
    /// What the page said.
    pub claim: Claim,
    /// How many said yes.
    pub yes: u32,
    /// How many said no.
    pub no: u32,
}

/// Every request, oldest first.
pub(crate) fn requests(
    entries: &[Entry],
    parcels: &[Parcel],
    exceptions: &[Exception],
    cancelled: Option<usize>,
) -> Vec<Request> {
    let over = left(parcels);
    let ended = cancelled.map(|index| entries[index].at);
    let late = packed(parcels);
    let mut found = Vec::new();
    for entry in asked(entries) {
        let (kind, row) = match &entry.fact.kind {
            Kind::AddressChangeRequested { row } => (RequestKind::Address, Some(row.clone())),
            Kind::CancelRequested => (RequestKind::Cancel, None),
            Kind::ProblemReported { problem, row } => (RequestKind::Problem(*problem), row.clone()),
            _ => continue,
        };
        let answer = match kind {
            RequestKind::Problem(_) => looked_at(entries, exceptions, entry),
            _ => answered(entries, entry, kind),
        };
        let overtaken = match kind {
            RequestKind::Address => over.into_iter().chain(ended).min(),
            RequestKind::Cancel => over,
            RequestKind::Problem(_) => None,
        };
        let (state, settled_at, by) = match (answer, overtaken) {
            (Some((state, at, by)), _) => (state, Some(at), by),
            (None, Some(at)) => (RequestState::Overtaken, Some(at.max(entry.at)), None),
            (None, None) => (RequestState::Requested, None, None),
        };
        let open = state == RequestState::Requested;
        found.push(Request {
            id: entry.id.clone(),
            parcel: entry.parcels.first().cloned(),
            at: entry.at,
            late: open && late && !matches!(kind, RequestKind::Problem(_)),
            kind,
            row,
            state,
            settled_at,
            by,
        });
    }
    found
}

/// What the shopper said, not taken back.
fn asked(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries
        .iter()
        .filter(|entry| !entry.retracted && entry.fact.source.system == SHOPPER)
}

type Answer = (RequestState, Instant, Option<String>);

/// The first confirmation from the request on; without one, the first refusal.
fn answered(entries: &[Entry], request: &Entry, kind: RequestKind) -> Option<Answer> {
    let first = |state: RequestState, is: fn(&Kind) -> bool| {
        entries
            .iter()
            .filter(|entry| !entry.retracted && entry.fact.testifies() && is(&entry.fact.kind))
            // An order that was cancelled already is what was asked for.
            .find(|entry| {
                entry.at >= request.at || kind == RequestKind::Cancel && confirms_ever(entry)
            })
            .map(|entry| {
                (
                    state,
                    entry.at.max(request.at),
                    entry.fact.source.witness.clone(),
                )
            })
    };
    match kind {
        RequestKind::Address => first(RequestState::Confirmed, |kind| {
            *kind == Kind::AddressChanged
        })
        .or_else(|| {
            first(RequestState::Declined, |kind| {
                *kind == Kind::AddressChangeDeclined
            })
        }),
        RequestKind::Cancel => first(RequestState::Confirmed, |kind| {
            matches!(kind, Kind::Cancelled { .. })
        })
        .or_else(|| first(RequestState::Declined, |kind| *kind == Kind::CancelDeclined)),
        RequestKind::Problem(_) => None,
    }
}

/// A cancellation of the whole order, whenever it was recorded.
fn confirms_ever(entry: &Entry) -> bool {
    matches!(entry.fact.kind, Kind::Cancelled { .. }) && entry.fact.subject == Default::default()
}

/// The end of the exception that a report opened.
fn looked_at(entries: &[Entry], exceptions: &[Exception], report: &Entry) -> Option<Answer> {
    let opened = |exception: &&Exception| {
        entries
            .iter()
            .any(|entry| entry.id == exception.id && entry.fact.source.resource == report.id.0)
    };
    let closed = exceptions.iter().find(opened)?.closed_at?;
    Some((RequestState::Confirmed, closed, None))
}

/// When the last of it was handed over, scanned by a carrier, collected or delivered; `None` while any
/// part is still here.
fn left(parcels: &[Parcel]) -> Option<Instant> {
    let of = |parcel: &Parcel| {
        parcel
            .steps
            .iter()
            .filter(|step| (60..=101).contains(&rank(step.claim)))
            .map(|step| step.at)
            .min()
    };
    let all: Option<Vec<Instant>> = parcels.iter().map(of).collect();
    all?.into_iter().max()
}

/// Packing, a label or "fulfilled" is reported of any part.
fn packed(parcels: &[Parcel]) -> bool {
    parcels.iter().any(|parcel| {
        let ready = |claim| (40..=95).contains(&rank(claim));
        ready(parcel.headline.claim) || parcel.steps.iter().any(|step| ready(step.claim))
    })
}

/// What can be asked for in this state.
pub(crate) fn offers(
    entries: &[Entry],
    order: Option<&OrderSnapshot>,
    headline: &Statement,
    parcels: &[Parcel],
    requests: &[Request],
    address_changeable: bool,
) -> Offers {
    let told = |entry: &&Entry| {
        !matches!(
            entry.fact.kind,
            Kind::PageAnswered { .. } | Kind::MessageSent { .. }
        )
    };
    let state = entries.iter().filter(told).count() as u64;
    let asked = |kind: RequestKind| {
        requests.iter().any(|request| {
            request.kind == kind
                && matches!(
                    request.state,
                    RequestState::Requested | RequestState::Declined
                )
        })
    };
    let sent = order.is_some_and(|order| {
        matches!(
            order.method,
            DeliveryMethod::Shipping | DeliveryMethod::Local
        )
    });
    let arrived = |claim: Claim| matches!(claim, Claim::Delivered | Claim::Collected);
    let over =
        |claim: Claim| rank(claim) >= rank(Claim::ReadyForPickup) || claim == Claim::NothingToShip;
    let claims: Vec<Claim> = match parcels {
        [] => vec![headline.claim],
        _ => parcels.iter().map(|parcel| parcel.headline.claim).collect(),
    };
    let ended = over(headline.claim) || headline.claim == Claim::CarrierProblem;
    let mut problems = Vec::new();
    if claims.contains(&Claim::Delivered) {
        problems.push(Problem::NotArrived);
    }
    if claims.iter().any(|claim| arrived(*claim)) {
        problems.extend([Problem::Damaged, Problem::WrongItems]);
    }
    problems.push(Problem::Other);
    Offers {
        address: address_changeable && sent,
        cancel: order.is_some()
            && !ended
            && !claims.iter().all(|claim| over(*claim))
            && !asked(RequestKind::Cancel),
        late: packed(parcels),
        problems,
        state,
        answered: entries.iter().any(|entry| {
            !entry.retracted
                && matches!(&entry.fact.kind, Kind::PageAnswered { state: of, .. } if *of == state)
        }),
    }
}

/// Answers by claim.
pub(crate) fn answers(entries: &[Entry]) -> Vec<Answers> {
    let mut by: BTreeMap<Claim, (u32, u32)> = BTreeMap::new();
    for entry in asked(entries) {
        if let Kind::PageAnswered { helped, claim, .. } = &entry.fact.kind {
            let (yes, no) = by.entry(*claim).or_default();
            *(if *helped { yes } else { no }) += 1;
        }
    }
    by.into_iter()
        .map(|(claim, (yes, no))| Answers { claim, yes, no })
        .collect()
}
