//! What keeps a parcel that has not left: holds, back-orders, schedules.

use crate::claim::Claim;
use crate::fact::{DeliveryMethod, ExceptionKind, Grade, Kind};
use crate::hold::Hold;
use crate::milestone::{LEFT, Proof, rank};
use crate::parcel::Group;
use crate::snapshot::FulfillmentOrder;
use crate::standing::{Context, state};
use crate::timeline::Statement;

pub(crate) fn hold_of<'a>(
    context: &Context<'a>,
    group: &Group,
    position: usize,
) -> Option<&'a Hold> {
    context.holds.iter().find(|hold| {
        let about = &context.about[hold.entry];
        match &hold.only_state {
            Some(fo) => group.fulfillment_orders.contains(fo) && about_rest(context, group, fo),
            None => about.is_empty() && whole(context, hold) || about.contains(&position),
        }
    })
}

/// A hold of no part of the order holds all of it.
fn whole(context: &Context<'_>, hold: &Hold) -> bool {
    context.entries[hold.entry].fact.subject == crate::fact::Subject::default()
}

/// Shopify's state "on hold" is about what the fulfillment order still holds.
fn about_rest(context: &Context<'_>, group: &Group, fo: &str) -> bool {
    !group.shipped
        || context
            .fos
            .get(fo)
            .and_then(FulfillmentOrder::latest)
            .is_none_or(|latest| latest.items.is_empty())
}

pub(crate) fn backordered(
    context: &Context<'_>,
    group: &Group,
    proofs: &[Proof],
) -> Option<Statement> {
    let found = group.facts.iter().rev().copied().find(|index| {
        let fact = &context.entries[*index].fact;
        fact.grade >= Grade::Record
            && matches!(
                fact.kind,
                Kind::Backordered { .. }
                    | Kind::ExceptionReported {
                        exception: ExceptionKind::OutOfStock | ExceptionKind::Backordered
                    }
            )
    })?;
    let entry = &context.entries[found];
    let resumed = proofs
        .iter()
        .any(|proof| (20..LEFT).contains(&rank(proof.claim)) && proof.at > entry.at);
    if resumed {
        return None;
    }
    let mut statement = state(
        context,
        &Proof {
            claim: Claim::Backordered,
            at: entry.at,
            entry: found,
        },
    );
    if let Kind::Backordered { until } = entry.fact.kind {
        statement.until = until;
    }
    Some(statement)
}

pub(crate) fn scheduled(
    context: &Context<'_>,
    group: &Group,
    method: Option<DeliveryMethod>,
) -> Option<Statement> {
    if group.shipped || method == Some(DeliveryMethod::None) {
        return None;
    }
    let (entry, latest) = group
        .fulfillment_orders
        .iter()
        .filter_map(|id| context.fos.get(id)?.versions.last().copied())
        .find(|(_, latest)| latest.status == "scheduled")?;
    if context.entries[entry].fact.grade < Grade::Record {
        return None;
    }
    let mut statement = state(
        context,
        &Proof {
            claim: Claim::Scheduled,
            at: context.entries[entry].at,
            entry,
        },
    );
    statement.until = latest.fulfill_at;
    Some(statement)
}
