//! Messages that reached their receiver: facts of ours that prove nothing of a parcel, and end the
//! wait for a word to the customer.

use crate::deadline;
use crate::fact::{Fact, Grade, Kind, OURS, Source};
use crate::instant::Instant;
use crate::timeline::Entry;

/// The milestone a hold is told under.
pub(crate) const HOLD: &str = "hold";

/// The fact that a message about `milestone` of `order`, or of its parcel `shipment`
/// ([`crate::Parcel::id`]), was taken by its receiver at `at` under `key`.
pub fn message_sent(
    order: &str,
    shipment: Option<&str>,
    milestone: &str,
    key: &str,
    at: Instant,
) -> Fact {
    Fact {
        subject: shipment.map(deadline::subject).unwrap_or_default(),
        ..Fact::new(
            at,
            Source {
                system: OURS.to_owned(),
                resource: shipment.unwrap_or(order).to_owned(),
                event: Some(key.to_owned()),
                witness: None,
            },
            Grade::Record,
            Kind::MessageSent {
                key: key.to_owned(),
                milestone: milestone.to_owned(),
            },
        )
    }
}

/// The customer was told of a hold.
pub(crate) fn tells_of_hold(entry: &Entry) -> bool {
    !entry.retracted
        && matches!(&entry.fact.kind, Kind::MessageSent { milestone, .. } if milestone == HOLD)
}
