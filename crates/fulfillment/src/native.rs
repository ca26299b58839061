//! What Shopify alone would tell the shopper meanwhile, and in which spans that was untrue.
//!
//! Shopify says "Fulfilled — on its way" from a fulfillment's creation. That is untrue until a
//! carrier's scan exists, or until the fulfillment or the order is cancelled.

use crate::claim::Claim;
use crate::fact::{DeliveryMethod, Kind};
use crate::instant::Instant;
use crate::milestone;
use crate::parcel::Group;
use crate::snapshot;
use crate::standing::{Context, Standing};
use crate::timeline::Native;

/// Shopify's own word and the spans in which it claimed movement nobody had reported.
pub(crate) fn native(context: &Context<'_>, groups: &[Group], standings: &[Standing]) -> Native {
    let entries = context.entries;
    let all: Vec<usize> = (0..entries.len()).collect();
    let shipments = snapshot::shipments(entries, &all);
    let cancelled = context.cancelled.map(|index| entries[index].at);
    let mut spans: Vec<(Instant, Option<Instant>)> = Vec::new();
    let mut words: Vec<(Instant, &'static str)> = Vec::new();
    for shipment in &shipments {
        if !(shipment.stands() || shipment.void()) {
            continue;
        }
        let from = shipment.created_at(context.window);
        let position = groups
            .iter()
            .position(|group| group.own.contains(&shipment.latest().0));
        let group = position.map(|at| &groups[at]);
        if shipment.stands() {
            words.push(word(context, group).unwrap_or((from, "fulfilled")));
        }
        let still = matches!(
            group.map_or(context.order.map(|order| order.method), |group| {
                crate::standing::method(context, group)
            }),
            Some(DeliveryMethod::PickUp | DeliveryMethod::None)
        );
        if still {
            continue;
        }
        let moved = group.and_then(|group| {
            group
                .facts
                .iter()
                .map(|index| &entries[*index])
                .filter(|entry| milestone::scan(&entry.fact))
                .map(|entry| entry.at)
                .min()
        });
        let arrived = position.and_then(|at| {
            standings[at]
                .proofs
                .iter()
                .find(|proof| matches!(proof.claim, Claim::Delivered | Claim::Collected))
                .map(|proof| proof.at)
        });
        let void = shipment.void_at().map(|at| context.window.clamp(at));
        let end = [moved, arrived, void, cancelled]
            .into_iter()
            .flatten()
            .min();
        if end.is_none_or(|end| end > from) {
            spans.push((from, end));
        }
    }
    let (status, since) = status(context, groups, &words, cancelled);
    Native {
        status,
        since,
        untrue: merged(spans),
    }
}

/// Shopify's display status of a fulfillment: its newest fulfillment event.
fn word(context: &Context<'_>, group: Option<&Group>) -> Option<(Instant, &'static str)> {
    group?.facts.iter().rev().find_map(|index| {
        let entry = &context.entries[*index];
        if entry.fact.source.system != "shopify" {
            return None;
        }
        let word = match entry.fact.kind {
            Kind::CarrierAccepted => "carrier_picked_up",
            Kind::TransitMoved | Kind::CarrierTransferred => "in_transit",
            Kind::OutForDelivery => "out_for_delivery",
            Kind::AttemptFailed => "attempted_delivery",
            Kind::ReadyForPickup => "ready_for_pickup",
            Kind::Delivered { .. } => "delivered",
            _ => return None,
        };
        Some((entry.at, word))
    })
}

fn status(
    context: &Context<'_>,
    groups: &[Group],
    words: &[(Instant, &'static str)],
    cancelled: Option<Instant>,
) -> (String, Option<Instant>) {
    if let Some(at) = cancelled {
        return ("cancelled".to_owned(), Some(at));
    }
    let Some(since) = words.iter().map(|(at, _)| *at).max() else {
        let said = context.order.and_then(|order| order.fulfillment.clone());
        let at = context.placed.map(|index| context.entries[index].at);
        return (said.unwrap_or_else(|| "unfulfilled".to_owned()), at);
    };
    if groups.iter().any(|group| !group.shipped) {
        return ("partially_fulfilled".to_owned(), Some(since));
    }
    let first = words[0].1;
    let same = words.iter().all(|(_, word)| *word == first);
    let status = if same { first } else { "fulfilled" };
    (status.to_owned(), Some(since))
}

/// Spans of several parcels as one: an hour is untrue once.
fn merged(mut spans: Vec<(Instant, Option<Instant>)>) -> Vec<(Instant, Option<Instant>)> {
    let end = |span: &(Instant, Option<Instant>)| span.1.unwrap_or(Instant(i64::MAX));
    spans.sort_by_key(|span| (span.0, end(span)));
    let mut merged: Vec<(Instant, Option<Instant>)> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(known) if end(known) >= span.0 => {
                if end(&span) > end(known) {
                    known.1 = span.1;
                }
            }
            _ => merged.push(span),
        }
    }
    merged
}
