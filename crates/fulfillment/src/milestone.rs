//! What one fact proves: kind × grade → claim, and the partial order of claims.
//!
//! Progress has a rank and never goes back: the greatest rank stands, whatever the order of
//! arrival and of the clocks. Interruptions (a delay, a failed attempt, customs, a problem) have
//! no rank: they stand from their time until the carrier reports something later.

use crate::claim::Claim;
use crate::fact::{DeliveredHow, DeliveryMethod, ExceptionKind, Fact, Grade, Kind};
use crate::instant::Instant;
use crate::snapshot;
use crate::timeline::Entry;

/// A claim and the entry under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    pub(crate) claim: Claim,
    pub(crate) at: Instant,
    pub(crate) entry: usize,
}

/// How far along the ladder a claim of progress is.
pub(crate) fn rank(claim: Claim) -> u8 {
    match claim {
        Claim::Received | Claim::NothingToShip | Claim::Several => 0,
        Claim::Scheduled | Claim::OnHold | Claim::Backordered => 5,
        Claim::WithWarehouse => 10,
        Claim::Picking => 20,
        Claim::Picked => 30,
        Claim::Packed => 40,
        Claim::LabelCreated | Claim::MarkedFulfilled => 50,
        Claim::HandedOver => 60,
        Claim::CarrierAccepted => 70,
        Claim::OnItsWay | Claim::InCustoms | Claim::Delayed => 80,
        Claim::OutForDelivery => 90,
        Claim::AttemptFailed | Claim::CarrierProblem => 92,
        Claim::ReadyForPickup => 95,
        Claim::Delivered => 100,
        Claim::Collected => 101,
        Claim::ReturnRequested => 110,
        Claim::Returning => 120,
        Claim::Returned => 130,
        Claim::Cancelled | Claim::Refunded => 140,
    }
}

/// Rank of the first claim that only a parcel which left can carry.
pub(crate) const LEFT: u8 = 60;

/// A claim whose time is the last one reported: it goes on, or may happen again on another day.
pub(crate) fn repeats(claim: Claim) -> bool {
    matches!(
        claim,
        Claim::OnItsWay
            | Claim::OutForDelivery
            | Claim::AttemptFailed
            | Claim::InCustoms
            | Claim::Delayed
            | Claim::CarrierProblem
    )
}

/// A claim that stands only until something later is reported.
pub(crate) fn interrupts(claim: Claim) -> bool {
    matches!(
        claim,
        Claim::Delayed | Claim::AttemptFailed | Claim::CarrierProblem | Claim::InCustoms
    )
}

/// What this fact alone proves of its parcel. Labels, snapshots and holds need their history and
/// are folded in `label`, `standing` and `hold`.
pub(crate) fn proves(fact: &Fact, method: Option<DeliveryMethod>) -> Option<Claim> {
    let carrier = fact.grade == Grade::Carrier;
    let warehouse = fact.grade >= Grade::Warehouse;
    let record = fact.grade >= Grade::Record;
    let counter = matches!(method, None | Some(DeliveryMethod::PickUp));
    let claim = match &fact.kind {
        Kind::FoRouted | Kind::FoAccepted | Kind::PickAssigned if record => Claim::WithWarehouse,
        Kind::PickStarted if warehouse => Claim::Picking,
        Kind::PickDone if warehouse => Claim::Picked,
        Kind::PackDone if warehouse => Claim::Packed,
        Kind::PickStarted | Kind::PickDone | Kind::PackDone if record => Claim::WithWarehouse,
        Kind::Handover if warehouse => Claim::HandedOver,
        Kind::CarrierAccepted if carrier => Claim::CarrierAccepted,
        // The warehouse saw the carrier take it: that is a handover by its word.
        Kind::CarrierAccepted if warehouse => Claim::HandedOver,
        Kind::CarrierTransferred | Kind::TransitMoved | Kind::CustomsCleared if carrier => {
            Claim::OnItsWay
        }
        Kind::CustomsEntered if carrier => Claim::InCustoms,
        Kind::OutForDelivery if carrier => Claim::OutForDelivery,
        Kind::AttemptFailed if carrier => Claim::AttemptFailed,
        Kind::ReadyForPickup if carrier || (warehouse && counter) => Claim::ReadyForPickup,
        Kind::Delivered { how } => {
            let collected = *how == DeliveredHow::Collected;
            let driver = method == Some(DeliveryMethod::Local);
            match (collected, carrier, warehouse) {
                (true, true, _) => Claim::Collected,
                (true, false, true) if counter => Claim::Collected,
                (false, true, _) => Claim::Delivered,
                (false, false, true) if driver => Claim::Delivered,
                _ => return None,
            }
        }
        Kind::ReturnRequested if record => Claim::ReturnRequested,
        Kind::Returning if carrier => Claim::Returning,
        Kind::Returned if warehouse => Claim::Returned,
        Kind::ExceptionReported { exception } => reported(*exception, fact.grade)?,
        _ => return None,
    };
    (fact.grade >= claim.least_grade()).then_some(claim)
}

fn reported(exception: ExceptionKind, grade: Grade) -> Option<Claim> {
    use ExceptionKind as E;
    match exception {
        E::Delayed
        | E::DelayedWeather
        | E::DelayedProcessing
        | E::DelayedFlight
        | E::DelayedExternal
            if grade >= Grade::Warehouse =>
        {
            Some(Claim::Delayed)
        }
        E::CustomsDocs | E::CustomsDuties | E::CustomsInspection if grade == Grade::Carrier => {
            Some(Claim::InCustoms)
        }
        E::AttemptFailed if grade == Grade::Carrier => Some(Claim::AttemptFailed),
        E::Refused | E::Damaged | E::Lost | E::Disposed if grade == Grade::Carrier => {
            Some(Claim::CarrierProblem)
        }
        E::OutOfStock | E::Backordered if grade >= Grade::Record => Some(Claim::Backordered),
        _ => None,
    }
}

/// A carrier's scan: it breaks a silence and ends what Shopify said too early.
pub(crate) fn scan(fact: &Fact) -> bool {
    fact.grade == Grade::Carrier
        && matches!(
            fact.kind,
            Kind::CarrierAccepted
                | Kind::CarrierTransferred
                | Kind::TransitMoved
                | Kind::CustomsEntered
                | Kind::CustomsCleared
                | Kind::OutForDelivery
                | Kind::AttemptFailed
                | Kind::ReadyForPickup
                | Kind::Delivered { .. }
                | Kind::Returning
                | Kind::Returned
        )
}

/// Anything a carrier says of the parcel: its scans, and the problems it reports.
pub(crate) fn carrier_word(fact: &Fact) -> bool {
    scan(fact)
        || (fact.grade == Grade::Carrier && matches!(fact.kind, Kind::ExceptionReported { .. }))
}

/// Does its item list say what a parcel holds?
pub(crate) fn packs(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::PackDone | Kind::LabelCreated | Kind::Handover | Kind::TrackingSet { .. }
    )
}

/// A fact only a parcel that is labelled or left can have.
pub(crate) fn leaves(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::LabelCreated
            | Kind::LabelVoided
            | Kind::TrackingSet { .. }
            | Kind::Handover
            | Kind::CarrierAccepted
            | Kind::CarrierTransferred
            | Kind::TransitMoved
            | Kind::CustomsEntered
            | Kind::CustomsCleared
            | Kind::OutForDelivery
            | Kind::AttemptFailed
            | Kind::ReadyForPickup
            | Kind::Delivered { .. }
            | Kind::Returning
            | Kind::Returned
    )
}

/// A fact about items that have not left.
pub(crate) fn awaits(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::HoldPlaced { .. }
            | Kind::HoldReleased { .. }
            | Kind::Backordered { .. }
            | Kind::FoRejected { .. }
    )
}

/// A fact that is about one parcel even if it names only the order.
pub(crate) fn concerns_parcel(kind: &Kind) -> bool {
    leaves(kind)
        || matches!(
            kind,
            Kind::FoRouted
                | Kind::FoAccepted
                | Kind::FoRejected { .. }
                | Kind::PickAssigned
                | Kind::PickStarted
                | Kind::PickDone
                | Kind::PackDone
                | Kind::Backordered { .. }
                | Kind::ExceptionReported { .. }
                | Kind::Unknown { .. }
        )
}

/// A fact that speaks of goods even where no group of items is known yet.
pub(crate) fn homeless(kind: &Kind) -> bool {
    concerns_parcel(kind) || *kind == Kind::ReturnRequested
}

/// A fact of the order that its items may narrow to some of the parcels.
pub(crate) fn concerns_items(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::ReturnRequested
            | Kind::HoldPlaced { .. }
            | Kind::HoldReleased { .. }
            | Kind::EtaRevised { .. }
    )
}

/// A parcel taken back as a whole, of which nobody reports that it left all the same.
pub(crate) fn void(entries: &[Entry], own: &[usize]) -> bool {
    if !taken_back(entries, own) {
        return false;
    }
    !own.iter().any(|index| {
        let fact = &entries[*index].fact;
        carrier_word(fact) || (fact.kind == Kind::Handover && fact.grade >= Grade::Warehouse)
    })
}

/// Its fulfillments are all cancelled, or a fact cancels the shipment.
pub(crate) fn taken_back(entries: &[Entry], own: &[usize]) -> bool {
    let shipments = snapshot::shipments(entries, own);
    if !shipments.is_empty() {
        return shipments.iter().all(snapshot::Shipment::void);
    }
    own.iter().any(|index| {
        let fact = &entries[*index].fact;
        matches!(fact.kind, Kind::Cancelled { .. }) && fact.items.is_empty()
    }) || (own
        .iter()
        .any(|index| entries[*index].fact.kind == Kind::LabelVoided)
        && own.iter().all(|index| {
            matches!(
                entries[*index].fact.kind,
                Kind::LabelCreated | Kind::LabelVoided | Kind::TrackingSet { .. }
            )
        })
        && crate::label::all_void(entries, own))
}
