//! AfterShip's tags and subtags → fact × grade.
//!
//! The meanings are those of AfterShip's lists of delivery statuses and sub-statuses (2026-07). A
//! subtag says more than its tag and sometimes less: an appointment is filed under "out for
//! delivery", and is none. A subtag that is not in the table is read as its tag, and counted.

use fulfillment::fact::{DeliveredHow, ExceptionKind};
use fulfillment::{Grade, Kind};

/// The tags, each with what it says by itself. `Pending`: AfterShip has not heard of it yet.
pub const TAGS: [&str; 9] = [
    "Pending",
    "InfoReceived",
    "InTransit",
    "OutForDelivery",
    "AttemptFail",
    "Delivered",
    "AvailableForPickup",
    "Exception",
    "Expired",
];

/// Every subtag with a meaning of ours.
pub const SUBTAGS: [&str; 48] = [
    "Pending_001",
    "Pending_002",
    "Pending_003",
    "Pending_004",
    "Pending_005",
    "Pending_006",
    "InfoReceived_001",
    "InTransit_001",
    "InTransit_002",
    "InTransit_003",
    "InTransit_004",
    "InTransit_005",
    "InTransit_006",
    "InTransit_007",
    "InTransit_008",
    "InTransit_009",
    "OutForDelivery_001",
    "OutForDelivery_003",
    "OutForDelivery_004",
    "AttemptFail_001",
    "AttemptFail_002",
    "AttemptFail_003",
    "Delivered_001",
    "Delivered_002",
    "Delivered_003",
    "Delivered_004",
    "Delivered_005",
    "AvailableForPickup_001",
    "Exception_001",
    "Exception_002",
    "Exception_003",
    "Exception_004",
    "Exception_005",
    "Exception_006",
    "Exception_007",
    "Exception_008",
    "Exception_009",
    "Exception_010",
    "Exception_011",
    "Exception_012",
    "Exception_013",
    "Exception_016",
    "Exception_017",
    "Exception_018",
    "Exception_019",
    "Exception_020",
    "Exception_021",
    "Expired_001",
];

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What happened; `None` where nothing did (AfterShip waits).
    pub fact: Option<(Kind, Grade)>,
    /// Whether the subtag is in the table; else its tag alone was read.
    pub known: bool,
}

/// What `tag` and `subtag` mean together.
pub fn meaning(tag: &str, subtag: &str) -> Meaning {
    let known = |fact| Meaning { fact, known: true };
    if let Some(fact) = subtagged(subtag) {
        return known(Some(fact));
    }
    if subtag.starts_with("Pending_") {
        return known(None);
    }
    // A subtag that the table lacks; none at all is no news.
    let fact = tagged(tag);
    Meaning {
        known: subtag.is_empty() && fact.is_some(),
        fact: match fact {
            Some(fact) => fact,
            None => {
                let status = if subtag.is_empty() { tag } else { subtag };
                let status = crate::wire::text(status).unwrap_or_default();
                Some((Kind::Unknown { status }, Grade::Record))
            }
        },
    }
}

fn subtagged(subtag: &str) -> Option<(Kind, Grade)> {
    use ExceptionKind as E;
    let scan = |kind| Some((kind, Grade::Carrier));
    let delivered = |how| scan(Kind::Delivered { how });
    let problem = |exception| scan(Kind::ExceptionReported { exception });
    match subtag {
        "InfoReceived_001" => Some((Kind::LabelCreated, Grade::Record)),
        // On the way, arrival, arrival in the country, departure, a problem solved, another address.
        "InTransit_001" | "InTransit_003" | "InTransit_004" | "InTransit_007" | "InTransit_008"
        | "InTransit_009" => scan(Kind::TransitMoved),
        "InTransit_002" => scan(Kind::CarrierAccepted),
        "InTransit_005" => scan(Kind::CustomsCleared),
        "InTransit_006" => scan(Kind::CustomsEntered),
        "OutForDelivery_001" => scan(Kind::OutForDelivery),
        // "The customer is contacted before delivery", "an appointment is scheduled": not on the van.
        "OutForDelivery_003" | "OutForDelivery_004" => scan(Kind::TransitMoved),
        "AttemptFail_001" | "AttemptFail_002" | "AttemptFail_003" => scan(Kind::AttemptFailed),
        // 004: cash on delivery, wherever that was.
        "Delivered_001" | "Delivered_004" => delivered(DeliveredHow::Door),
        "Delivered_002" => delivered(DeliveredHow::Collected),
        "Delivered_003" => delivered(DeliveredHow::Signed),
        "Delivered_005" => delivered(DeliveredHow::Neighbour),
        "AvailableForPickup_001" => scan(Kind::ReadyForPickup),
        // Some exception; rejected by the carrier: late, and no cause that has a word of ours.
        "Exception_001" | "Exception_009" => problem(E::Delayed),
        // The customer moved; the address is incorrect.
        "Exception_002" | "Exception_007" => problem(E::AddressInvalid),
        "Exception_003" => problem(E::Refused),
        // Customs without saying what; external; a payment without saying for what: none of it the
        // carrier's, and no claim that duties or an inspection are the reason.
        "Exception_004" | "Exception_005" | "Exception_006" => problem(E::DelayedExternal),
        "Exception_008" => problem(E::PickupMissed),
        "Exception_010" => scan(Kind::Returning),
        "Exception_011" => scan(Kind::Returned),
        "Exception_012" => problem(E::Damaged),
        "Exception_013" => problem(E::Lost),
        "Exception_016" => problem(E::DelayedProcessing),
        "Exception_017" => problem(E::DelayedWeather),
        "Exception_018" => problem(E::CustomsDocs),
        "Exception_019" => problem(E::DelayedFlight),
        // The shipment was cancelled, not the order.
        "Exception_020" => Some((Kind::LabelVoided, Grade::Record)),
        "Exception_021" => problem(E::Disposed),
        "Expired_001" => Some(expired()),
        _ => None,
    }
}

/// What a tag says whatever the subtag; the outer `None` where it says nothing that can be kept.
fn tagged(tag: &str) -> Option<Option<(Kind, Grade)>> {
    let scan = |kind| Some(Some((kind, Grade::Carrier)));
    match tag {
        "Pending" => Some(None),
        "InfoReceived" => Some(Some((Kind::LabelCreated, Grade::Record))),
        "InTransit" => scan(Kind::TransitMoved),
        // 002 and what is to come may be another appointment: near, and no more than that.
        "OutForDelivery" => scan(Kind::TransitMoved),
        "AttemptFail" => scan(Kind::AttemptFailed),
        "Delivered" => scan(Kind::Delivered {
            how: DeliveredHow::Door,
        }),
        "AvailableForPickup" => scan(Kind::ReadyForPickup),
        "Expired" => Some(Some(expired())),
        // Which exception is the whole of what it says.
        _ => None,
    }
}

/// "No tracking information for 30 days": a silence, so nothing about the parcel.
fn expired() -> (Kind, Grade) {
    let kind = Kind::ExceptionReported {
        exception: ExceptionKind::Stalled,
    };
    (kind, Grade::Inferred)
}
