//! `fulfillment_orders/*` topics → what happened, beside the snapshot each of them carries.
//!
//! Grades: a merchant's or 3PL's answer in Shopify is a record. Goods laid ready at the shop's own
//! counter or for its own driver are confirmed by those who handled them: warehouse.

use fulfillment::{Grade, Kind};

/// What a topic means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing but the new state of the fulfillment order.
    State,
    /// An event of its own, beside the new state.
    Event(Event, Grade),
    /// A hold was placed; the payload names it.
    Held,
    /// All holds are gone.
    Released,
}

/// The events of fulfillment orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Given to a location or to a 3PL.
    Routed,
    /// Taken on, or work on it reported.
    Accepted,
    /// Turned down, or given up; the message says why.
    Rejected,
    /// Moved to another location.
    Moved,
    /// Split in two.
    Split,
    /// Laid ready for the shop's own driver.
    Prepared,
    /// Laid ready at the shop's counter.
    Ready,
}

impl Event {
    /// The fact's kind; `message` is the vendor's free text.
    pub fn kind(self, message: Option<String>) -> Kind {
        match self {
            Self::Routed => Kind::FoRouted,
            Self::Accepted => Kind::FoAccepted,
            Self::Rejected => Kind::FoRejected { reason: message },
            Self::Moved => Kind::FoMoved,
            Self::Split => Kind::FoSplit,
            Self::Prepared => Kind::PackDone,
            Self::Ready => Kind::ReadyForPickup,
        }
    }
}

/// Every topic under `fulfillment_orders/` and its meaning.
pub const TOPICS: [(&str, Meaning); 20] = [
    (
        "order_routing_complete",
        Meaning::Event(Event::Routed, Grade::Record),
    ),
    ("placed_on_hold", Meaning::Held),
    ("hold_released", Meaning::Released),
    ("moved", Meaning::Event(Event::Moved, Grade::Record)),
    ("split", Meaning::Event(Event::Split, Grade::Record)),
    ("merged", Meaning::State),
    ("rescheduled", Meaning::State),
    ("scheduled_fulfillment_order_ready", Meaning::State),
    ("cancelled", Meaning::State),
    (
        "fulfillment_request_submitted",
        Meaning::Event(Event::Routed, Grade::Record),
    ),
    (
        "fulfillment_request_accepted",
        Meaning::Event(Event::Accepted, Grade::Record),
    ),
    (
        "fulfillment_request_rejected",
        Meaning::Event(Event::Rejected, Grade::Record),
    ),
    (
        "fulfillment_service_failed_to_complete",
        Meaning::Event(Event::Rejected, Grade::Record),
    ),
    ("cancellation_request_submitted", Meaning::State),
    ("cancellation_request_accepted", Meaning::State),
    ("cancellation_request_rejected", Meaning::State),
    (
        "line_items_prepared_for_local_delivery",
        Meaning::Event(Event::Prepared, Grade::Warehouse),
    ),
    (
        "line_items_prepared_for_pickup",
        Meaning::Event(Event::Ready, Grade::Warehouse),
    ),
    ("manually_reported_progress_stopped", Meaning::State),
    // A person says that work is under way; which step, nobody scanned.
    (
        "progress_reported",
        Meaning::Event(Event::Accepted, Grade::Record),
    ),
];

/// What the part of a topic after `fulfillment_orders/` means.
pub fn meaning(topic: &str) -> Option<Meaning> {
    TOPICS
        .iter()
        .find(|(known, _)| *known == topic)
        .map(|(_, meaning)| *meaning)
}
