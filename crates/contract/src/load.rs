//! What a ledger tells its Shop of an order's load on the warehouses: which work waits where, how far it
//! is, and when it left. The projection of a folded timeline to it.
//!
//! In scope: what promises are learnt and computed from. Not in scope: sums over orders (the Shop
//! object), the statistics (`promise`). A row holds no personal data and no items, only their number.

use fulfillment::fact::{DeliveryMethod, Kind, ShippingLine};
use fulfillment::timeline::{Entry, Parcel};
use fulfillment::{Claim, Instant, Timeline};
use serde::{Deserialize, Serialize};

/// One order's load.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadRow {
    /// When the order was placed.
    pub placed_at: Option<Instant>,
    /// The delivery option that was chosen at checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingLine>,
    /// Its parcels, and groups of items that are in none yet.
    pub groups: Vec<LoadGroup>,
}

/// Work that one place does for one order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadGroup {
    /// The parcel's id in the view; it changes when a fulfillment order becomes a parcel.
    pub id: String,
    /// Location id; absent: no source told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Its name, foreign text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_name: Option<String>,
    /// Order lines in it, at least 1.
    pub lines: u32,
    /// Since when it could be worked at: placed, paid, and its stated time come.
    pub since: Instant,
    /// When the warehouse first said that it has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_at: Option<Instant>,
    /// When picking began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picking_at: Option<Instant>,
    /// When it was picked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picked_at: Option<Instant>,
    /// When the work at it ended: packed, labelled, marked fulfilled or handed over, whichever was first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worked_at: Option<Instant>,
    /// When it left, by the warehouse's or the carrier's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_over_at: Option<Instant>,
    /// When it was found that it will never leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped_at: Option<Instant>,
    /// Held, backordered or not due yet: nobody works at it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub paused: bool,
}

impl LoadGroup {
    /// It waits for the warehouse, or the warehouse works at it.
    pub fn open(&self) -> bool {
        self.worked_at.is_none() && self.handed_over_at.is_none() && self.dropped_at.is_none()
    }
}

/// The load of an order as its facts prove it.
pub fn load_row(timeline: &Timeline) -> LoadRow {
    let order = timeline.order.as_ref();
    let paid = timeline
        .entries
        .iter()
        .find(|entry| entry.stands() && entry.fact.kind == Kind::PaymentCaptured)
        .map(|entry| entry.at);
    let begun = timeline.placed_at.max(paid);
    let groups = match begun.or(timeline.updated_at) {
        Some(begun) => timeline
            .parcels
            .iter()
            .filter(|parcel| parcel.method != Some(DeliveryMethod::None))
            .map(|parcel| group(timeline, parcel, begun))
            .collect(),
        None => Vec::new(),
    };
    LoadRow {
        placed_at: timeline.placed_at,
        shipping: order
            .map_or_else(|| bought_with(timeline), |order| order.shipping.as_ref())
            .cloned(),
        groups,
    }
}

/// The delivery option by the fulfillment orders' own word: work may be known before its order is.
fn bought_with(timeline: &Timeline) -> Option<&ShippingLine> {
    let told = timeline.entries.iter().filter(|entry| entry.stands());
    told.rev().find_map(|entry| match &entry.fact.kind {
        Kind::FoSnapshot(fo) => fo.shipping.as_ref(),
        _ => None,
    })
}

fn group(timeline: &Timeline, parcel: &Parcel, begun: Instant) -> LoadGroup {
    let first = |wanted: fn(Claim) -> bool| {
        parcel
            .steps
            .iter()
            .filter(|step| wanted(step.claim))
            .map(|step| step.at)
            .min()
    };
    let here = &parcel.headline;
    let dropped = matches!(here.claim, Claim::Cancelled | Claim::Refunded);
    let left = first(has_left);
    let stated = about(timeline, parcel)
        .filter_map(|entry| match &entry.fact.kind {
            Kind::FoSnapshot(fo) => fo.fulfill_at,
            _ => None,
        })
        .max();
    LoadGroup {
        id: parcel.id.clone(),
        location: parcel.location.clone(),
        location_name: parcel.location_name.clone(),
        lines: lines(timeline, parcel),
        since: stated.map_or(begun, |stated| begun.max(stated)),
        accepted_at: first(|claim| claim == Claim::WithWarehouse),
        picking_at: first(|claim| claim == Claim::Picking),
        picked_at: first(|claim| claim == Claim::Picked),
        worked_at: first(|claim| {
            let labelled = matches!(claim, Claim::LabelCreated | Claim::MarkedFulfilled);
            claim == Claim::Packed || labelled || has_left(claim)
        }),
        handed_over_at: left,
        dropped_at: (dropped && left.is_none()).then_some(here.at).flatten(),
        paused: matches!(
            here.claim,
            Claim::OnHold | Claim::Backordered | Claim::Scheduled
        ),
    }
}

/// Only a parcel that left the place can carry this claim.
fn has_left(claim: Claim) -> bool {
    matches!(
        claim,
        Claim::HandedOver
            | Claim::CarrierAccepted
            | Claim::OnItsWay
            | Claim::InCustoms
            | Claim::OutForDelivery
            | Claim::AttemptFailed
            | Claim::ReadyForPickup
            | Claim::Delivered
            | Claim::Collected
            | Claim::Returning
            | Claim::Returned
    )
}

/// Order lines of a parcel; all that have to be shipped where nobody told which.
fn lines(timeline: &Timeline, parcel: &Parcel) -> u32 {
    let named = parcel.items.len();
    let shippable = || {
        let order = timeline.order.as_ref();
        order.map_or(0, |order| {
            let wanted = order.lines.iter();
            wanted
                .filter(|line| line.shippable && line.quantity > 0)
                .count()
        })
    };
    let count = match (named, timeline.parcels.len()) {
        (0, 1) => shippable(),
        (named, _) => named,
    };
    u32::try_from(count.max(1)).unwrap_or(u32::MAX)
}

fn about<'a>(timeline: &'a Timeline, parcel: &'a Parcel) -> impl Iterator<Item = &'a Entry> {
    timeline
        .entries
        .iter()
        .filter(|entry| entry.stands() && entry.parcels.contains(&parcel.id))
}
