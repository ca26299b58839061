//! Where one parcel stands: its one claim, chosen from everything its facts prove.

use std::collections::BTreeMap;

use crate::claim::Claim;
use crate::conflict::conflict;
use crate::coverage::completed;
use crate::fact::{DeliveryMethod, ExceptionKind, Grade, Kind, OrderSnapshot};
use crate::hold::Hold;
use crate::instant::Instant;
use crate::label::{self, Labels};
use crate::milestone::{self, LEFT, Proof, rank};
use crate::parcel::Group;
use crate::skew::Window;
use crate::snapshot::FulfillmentOrder;
use crate::timeline::{Entry, Statement};
use crate::transit::{best, ending, in_transit};
use crate::waiting::{backordered, hold_of, scheduled};

/// What of the whole order bears on each parcel.
pub(crate) struct Context<'a> {
    pub(crate) entries: &'a [Entry],
    pub(crate) window: Window,
    pub(crate) order: Option<&'a OrderSnapshot>,
    pub(crate) fos: &'a BTreeMap<String, FulfillmentOrder<'a>>,
    pub(crate) holds: &'a [Hold],
    /// Which groups each entry is about.
    pub(crate) about: &'a [Vec<usize>],
    /// The entry that cancels the order as a whole.
    pub(crate) cancelled: Option<usize>,
    /// The entry that places the order.
    pub(crate) placed: Option<usize>,
}

/// A parcel's claim, and everything its steps are made of.
pub(crate) struct Standing {
    pub(crate) statement: Statement,
    /// Every claim proven, in order of time.
    pub(crate) proofs: Vec<Proof>,
    pub(crate) labels: Labels,
    /// When the disagreement of sources came to be.
    pub(crate) conflict_at: Option<Instant>,
}

/// Where the group at position `position` stands.
pub(crate) fn stand(context: &Context<'_>, group: &Group, position: usize) -> Standing {
    let entries = context.entries;
    let method = method(context, group);
    let labels = label::labels(entries, &group.facts, context.window);
    let proofs = proofs(context, group, method, &labels);
    let conflict_at = conflict(context, group, &proofs);
    let mut statement = choose(context, group, position, &proofs, method);
    statement.silent_since = silence(context, group, &statement, method, &labels);
    statement.conflict = conflict_at.is_some();
    Standing {
        statement,
        proofs,
        labels,
        conflict_at,
    }
}

/// How the group reaches the shopper, where any source says.
pub(crate) fn method(context: &Context<'_>, group: &Group) -> Option<DeliveryMethod> {
    group
        .fulfillment_orders
        .iter()
        .filter_map(|id| context.fos.get(id))
        .filter_map(FulfillmentOrder::latest)
        .find_map(|latest| latest.method)
        .or(context.order.map(|order| order.method))
}

fn proofs(
    context: &Context<'_>,
    group: &Group,
    method: Option<DeliveryMethod>,
    labels: &Labels,
) -> Vec<Proof> {
    let entries = context.entries;
    let mut proofs: Vec<Proof> = Vec::with_capacity(group.facts.len());
    let mut partial: Vec<Proof> = Vec::new();
    for index in &group.facts {
        let entry = &entries[*index];
        let Some(claim) = milestone::proves(&entry.fact, method) else {
            continue;
        };
        let proof = Proof {
            claim,
            at: entry.at,
            entry: *index,
        };
        if group.own.contains(index) || covers(context, group, *index) {
            proofs.push(proof);
        } else if (10..=LEFT).contains(&rank(claim)) {
            partial.push(proof);
        } else if claim != Claim::ReturnRequested {
            // Some of a parcel's items on their way back do not send back the parcel.
            proofs.push(proof);
        }
    }
    if let Some(own) = &group.units {
        proofs.extend(completed(context, own, &partial));
    }
    for (index, entry) in entries.iter().enumerate() {
        let whole = context.about[index].is_empty() && entry.fact.items.is_empty();
        let returns = matches!(
            entry.fact.kind,
            Kind::ReturnRequested | Kind::Returning | Kind::Returned
        );
        if whole
            && returns
            && entry.stands()
            && let Some(claim) = milestone::proves(&entry.fact, method)
        {
            proofs.push(Proof {
                claim,
                at: entry.at,
                entry: index,
            });
        }
    }
    // A number first told by whoever already had the parcel dates no label.
    let left = proofs
        .iter()
        .filter(|proof| rank(proof.claim) >= LEFT)
        .map(|proof| proof.at)
        .min();
    proofs.extend(
        labels
            .live
            .iter()
            .filter(|label| {
                let number = matches!(entries[label.entry].fact.kind, Kind::TrackingSet { .. });
                !number || left.is_none_or(|left| label.at < left)
            })
            .map(|label| Proof {
                claim: Claim::LabelCreated,
                at: label.at,
                entry: label.entry,
            }),
    );
    proofs.extend(labels.marked.map(|(at, entry)| Proof {
        claim: Claim::MarkedFulfilled,
        at,
        entry,
    }));
    for id in &group.fulfillment_orders {
        proofs.extend(given_to_warehouse(context, id));
    }
    drop_rejected(context, group, &mut proofs);
    hold_to_extent(context, group, &mut proofs);
    proofs.sort_by_key(|proof| (proof.at, rank(proof.claim), proof.entry));
    proofs
}

/// Shopify's word that a warehouse or 3PL was given the fulfillment order.
fn given_to_warehouse(context: &Context<'_>, id: &str) -> Option<Proof> {
    let fo = context.fos.get(id)?;
    let latest = fo.latest()?;
    if matches!(
        latest.request_status.as_str(),
        "rejected" | "cancellation_accepted"
    ) {
        return None;
    }
    fo.versions
        .iter()
        .find(|(entry, version)| {
            context.entries[*entry].fact.grade >= Grade::Record
                && (matches!(version.request_status.as_str(), "submitted" | "accepted")
                    || version.status == "in_progress")
        })
        .map(|(entry, version)| Proof {
            claim: Claim::WithWarehouse,
            at: context.window.clamp(version.updated_at),
            entry: *entry,
        })
}

/// A warehouse that turned it down no longer has it.
fn drop_rejected(context: &Context<'_>, group: &Group, proofs: &mut Vec<Proof>) {
    let rejected = group
        .facts
        .iter()
        .map(|index| &context.entries[*index])
        .filter(|entry| matches!(entry.fact.kind, Kind::FoRejected { .. }))
        .map(|entry| entry.at)
        .max();
    if let Some(rejected) = rejected {
        proofs.retain(|proof| proof.claim != Claim::WithWarehouse || proof.at > rejected);
    }
}

/// A warehouse's word on a fulfillment order that Shopify has not told us of yet: how much of the
/// order it is about nobody knows, so it proves only that a warehouse has it.
fn hold_to_extent(context: &Context<'_>, group: &Group, proofs: &mut [Proof]) {
    let units = group
        .units
        .iter()
        .flatten()
        .map(|(_, quantity)| *quantity)
        .sum::<u32>();
    let untold = group.fulfillment_orders.iter().all(|id| {
        let told = |entry: &Entry| {
            entry.stands()
                && entry.fact.source.system == "shopify"
                && entry.fact.subject.fulfillment_order.as_ref() == Some(id)
        };
        !context.entries.iter().any(told)
    });
    let inferred = !group.shipped && units > 1 && untold && context.order.is_some();
    if !inferred || group.fulfillment_orders.is_empty() {
        return;
    }
    for proof in proofs {
        let fact = &context.entries[proof.entry].fact;
        if (20..=LEFT).contains(&rank(proof.claim)) && fact.items.is_empty() {
            proof.claim = Claim::WithWarehouse;
        }
    }
}

/// Does this entry's item list reach all the group holds?
fn covers(context: &Context<'_>, group: &Group, index: usize) -> bool {
    let named = crate::snapshot::units(&context.entries[index].fact.items, context.order);
    named.is_empty()
        || group.units.as_ref().is_none_or(|own| {
            own.iter()
                .all(|(line, quantity)| named.get(line).is_some_and(|given| given >= quantity))
        })
}

fn choose(
    context: &Context<'_>,
    group: &Group,
    position: usize,
    proofs: &[Proof],
    method: Option<DeliveryMethod>,
) -> Statement {
    let say = |proof: &Proof| state(context, proof);
    if let Some(proof) = ending(proofs) {
        return say(proof);
    }
    if let Some(proof) = in_transit(context, proofs) {
        return say(proof);
    }
    if let Some(cancelled) = context.cancelled {
        let at = context.entries[cancelled].at;
        return say(&Proof {
            claim: Claim::Cancelled,
            at,
            entry: cancelled,
        });
    }
    if let Some(hold) = hold_of(context, group, position) {
        let mut statement = say(&Proof {
            claim: Claim::OnHold,
            at: hold.at,
            entry: hold.entry,
        });
        statement.hold = hold.reason;
        return statement;
    }
    if let Some(statement) = backordered(context, group, proofs) {
        return statement;
    }
    let progress = best(proofs.iter().filter(|proof| rank(proof.claim) < LEFT));
    if let Some(delay) = last(proofs, |claim| claim == Claim::Delayed)
        && progress.is_none_or(|proof| proof.at <= delay.at)
    {
        return say(delay);
    }
    if let Some(proof) = progress.filter(|proof| rank(proof.claim) > rank(Claim::WithWarehouse)) {
        return say(proof);
    }
    if let Some(statement) = scheduled(context, group, method) {
        return statement;
    }
    progress.map_or_else(|| received(context), say)
}

/// The shop has the order.
pub(crate) fn received(context: &Context<'_>) -> Statement {
    let Some(placed) = context.placed else {
        return Statement::received(None);
    };
    let entry = &context.entries[placed];
    let mut statement = Statement::received(Some(entry.at));
    statement.grade = entry.fact.grade.max(Grade::Record);
    statement
}

/// A claim with the proof of its entry.
pub(crate) fn state(context: &Context<'_>, proof: &Proof) -> Statement {
    let fact = &context.entries[proof.entry].fact;
    let mut statement = Statement::of(proof.claim, fact.grade, Some(proof.at));
    statement.witness = fact.source.witness.clone();
    statement.place = fact.place.clone();
    if let (
        Claim::Delayed | Claim::CarrierProblem | Claim::InCustoms,
        Kind::ExceptionReported { exception },
    ) = (proof.claim, &fact.kind)
    {
        // A bare delay states no cause.
        statement.reason = Some(*exception).filter(|cause| *cause != ExceptionKind::Delayed);
    }
    statement
}

fn last(proofs: &[Proof], wanted: impl Fn(Claim) -> bool) -> Option<&Proof> {
    proofs.iter().rev().find(|proof| wanted(proof.claim))
}

/// Since when no carrier's scan has reached us, where that says something of this claim.
fn silence(
    context: &Context<'_>,
    group: &Group,
    statement: &Statement,
    method: Option<DeliveryMethod>,
    labels: &Labels,
) -> Option<Instant> {
    let carried = !matches!(
        method,
        Some(DeliveryMethod::PickUp | DeliveryMethod::Local | DeliveryMethod::None)
    );
    let standing = rank(statement.claim);
    let told = (50..95).contains(&standing);
    if !told || !(carried || standing > LEFT) {
        return None;
    }
    let scanned = group
        .facts
        .iter()
        .map(|index| &context.entries[*index])
        .filter(|entry| milestone::carrier_word(&entry.fact))
        .map(|entry| entry.at)
        .max();
    let made = || {
        labels
            .live
            .first()
            .map(|label| label.at)
            .or(labels.marked.map(|(at, _)| at))
    };
    match statement.claim {
        Claim::HandedOver => scanned.or(statement.at),
        Claim::Delayed if scanned.is_none() && made().is_none() => None,
        _ => scanned.or_else(made).or(statement.at),
    }
}
