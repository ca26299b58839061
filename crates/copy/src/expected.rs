//! Expected delivery: only as a source stated it, old → new, and gone once it no longer holds.

use contract::view::{ExpectedView, OrderStatusView, Statement};
use fulfillment::fact::Grade;
use fulfillment::{Claim, Instant};

use crate::catalogue::{Words, key_of};

/// Expected delivery in words; nothing once the parcel needs no expectation any more.
pub(crate) fn expected(
    words: &Words<'_>,
    view: &OrderStatusView,
    said: &Statement,
    stated: Option<&ExpectedView>,
) -> Option<String> {
    let stated = stated.filter(|_| awaits(said.claim))?;
    let witness = words
        .witness(stated.witness.as_deref(), Grade::Record, &view.shop)
        .inside;
    if !stated.supported {
        return Some(words.say("expected-unsupported", &[("witness", &witness)]));
    }
    let new = window(words, stated.from, stated.until);
    if let Some((from, until)) = stated.before {
        let old = window(words, from, until);
        // The same words twice would tell of a change nobody can see.
        if old != new {
            let what = stated
                .reason
                .map(|r| words.say(&format!("reason-{}", key_of(r)), &[]));
            let variant = what.is_some().then_some("reason");
            let what = what.unwrap_or_default();
            return Some(words.say_as(
                "expected-moved",
                variant,
                &[
                    ("old", &old),
                    ("new", &new),
                    ("witness", &witness),
                    ("what", &what),
                ],
            ));
        }
    }
    Some(words.say("expected", &[("window", &new), ("witness", &witness)]))
}

fn window(words: &Words<'_>, from: Instant, until: Instant) -> String {
    let day = words.day(from);
    if day == words.day(until) {
        day
    } else {
        words.days(from, until)
    }
}

/// Claims after which a delivery date means nothing.
fn awaits(claim: Claim) -> bool {
    !matches!(
        claim,
        Claim::ReadyForPickup
            | Claim::Delivered
            | Claim::Collected
            | Claim::CarrierProblem
            | Claim::ReturnRequested
            | Claim::Returning
            | Claim::Returned
            | Claim::Cancelled
            | Claim::Refunded
            | Claim::NothingToShip
    )
}
