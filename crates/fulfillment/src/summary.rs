//! The order's one claim, from the claims of its parcels.

use crate::claim::Claim;
use crate::fact::{DeliveryMethod, Grade, Kind, Subject};
use crate::milestone::{Proof, rank};
use crate::standing::{Context, received, state};
use crate::timeline::{Parcel, Part, Statement};

/// The entry that cancels the order as a whole: the first.
pub(crate) fn cancelled(entries: &[crate::timeline::Entry]) -> Option<usize> {
    entries.iter().position(|entry| {
        entry.stands()
            && entry.fact.grade >= Grade::Record
            && matches!(entry.fact.kind, Kind::Cancelled { .. })
            && entry.fact.subject == Subject::default()
            && entry.fact.items.is_empty()
    })
}

/// What is said of the order.
pub(crate) fn headline(context: &Context<'_>, parcels: &[Parcel]) -> Statement {
    let conflict = parcels.iter().any(|parcel| parcel.headline.conflict);
    let entries = context.entries;
    if let Some(entry) = context.cancelled {
        let mut statement = state(
            context,
            &Proof {
                claim: Claim::Cancelled,
                at: entries[entry].at,
                entry,
            },
        );
        statement.conflict = conflict;
        return statement;
    }
    let returning = parcels
        .iter()
        .any(|parcel| (110..140).contains(&rank(parcel.headline.claim)));
    if let (false, Some(entry)) = (returning, refunded(context)) {
        let mut statement = state(
            context,
            &Proof {
                claim: Claim::Refunded,
                at: entries[entry].at,
                entry,
            },
        );
        statement.conflict = conflict;
        return statement;
    }
    match parcels {
        [] => without_parcels(context),
        [only] => only.headline.clone(),
        several => together(several, conflict),
    }
}

/// The refund that returned everything: Shopify says so, or where it says nothing, a refund of no
/// particular line.
fn refunded(context: &Context<'_>) -> Option<usize> {
    let financial = context.order.and_then(|order| order.financial.as_deref());
    context.entries.iter().rposition(|entry| {
        entry.stands()
            && entry.fact.kind == Kind::Refunded
            && entry.fact.grade >= Grade::Record
            && match financial {
                Some(said) => said == "refunded",
                None => entry.fact.items.is_empty() && entry.fact.subject == Subject::default(),
            }
    })
}

fn without_parcels(context: &Context<'_>) -> Statement {
    let held = context
        .holds
        .iter()
        .find(|hold| context.entries[hold.entry].fact.subject == Subject::default());
    if let Some(hold) = held {
        let mut statement = state(
            context,
            &Proof {
                claim: Claim::OnHold,
                at: hold.at,
                entry: hold.entry,
            },
        );
        statement.hold = hold.reason;
        return statement;
    }
    let mut statement = received(context);
    let nothing = context.order.is_some_and(|order| {
        let ships = order
            .lines
            .iter()
            .any(|line| line.shippable && line.quantity > 0);
        !ships
            && (order.method == DeliveryMethod::None || order.lines.iter().any(|l| l.quantity > 0))
    });
    if nothing {
        statement.claim = Claim::NothingToShip;
    }
    statement
}

fn together(parcels: &[Parcel], conflict: bool) -> Statement {
    let mut parts: Vec<Part> = Vec::new();
    for parcel in parcels {
        let claim = parcel.headline.claim;
        match parts.iter_mut().find(|part| part.claim == claim) {
            Some(part) => part.count += 1,
            None => parts.push(Part { claim, count: 1 }),
        }
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(rank(part.claim)), part.claim));
    let first = &parcels[0].headline;
    let same = parts.len() == 1;
    let all = |of: fn(&Statement, &Statement) -> bool| {
        parcels.iter().all(|parcel| of(&parcel.headline, first))
    };
    let claim = if same { first.claim } else { Claim::Several };
    let grade = parcels.iter().map(|parcel| parcel.headline.grade).min();
    let at = parcels.iter().filter_map(|parcel| parcel.headline.at).max();
    let mut statement = Statement::of(claim, grade.unwrap_or(Grade::Record), at);
    statement.conflict = conflict;
    statement.parts = parts;
    if same {
        if all(|a, b| a.witness == b.witness) {
            statement.witness = first.witness.clone();
        }
        if all(|a, b| a.place == b.place) {
            statement.place = first.place.clone();
        }
        if all(|a, b| a.hold == b.hold) {
            statement.hold = first.hold;
        }
        if all(|a, b| a.reason == b.reason) {
            statement.reason = first.reason;
        }
        statement.until = parcels
            .iter()
            .filter_map(|parcel| parcel.headline.until)
            .max();
        statement.silent_since = parcels
            .iter()
            .filter_map(|parcel| parcel.headline.silent_since)
            .min();
    }
    statement
}
