//! Facts as rows of evidence: what, when, who, and how well that proves it.

use contract::page::EvidenceText;
use contract::view::{EvidenceView, OrderStatusView};
use fulfillment::Claim;
use fulfillment::fact::{Grade, Owner};

use crate::catalogue::{Words, key_of};
use crate::foreign::plain;

/// One row.
pub(crate) fn row(words: &Words<'_>, view: &OrderStatusView, fact: &EvidenceView) -> EvidenceText {
    let place = words
        .place(fact.place.as_ref(), &view.destination)
        .or_else(|| fact.location.as_deref().map(|name| words.foreign(name)))
        .filter(|place| !place.is_empty());
    let who = match fact.system.as_str() {
        "plumbline" if fact.witness.is_none() => words.foreign("Plumbline"),
        _ => {
            words
                .witness(fact.witness.as_deref(), fact.grade, &view.shop)
                .start
        }
    };
    EvidenceText {
        time: words.time(fact.at),
        what: what(words, &fact.kind, fact.grade),
        who: who_says(
            words,
            &who,
            fact.owner.as_ref(),
            place.filter(|place| *place != who),
        ),
        grade: grade(words, fact.grade),
        text: fact
            .text
            .as_deref()
            .map(plain)
            .filter(|text| !text.is_empty()),
    }
}

fn who_says(words: &Words<'_>, who: &str, owner: Option<&Owner>, place: Option<String>) -> String {
    let owner = owner.map(|owner| {
        let id = words.foreign(&owner.id);
        words.say(
            "owner-of-fact",
            &[("role", &key_of(owner.role)), ("id", &id)],
        )
    });
    let variant = match (&owner, &place) {
        (Some(_), Some(_)) => Some("owner-place"),
        (Some(_), None) => Some("owner"),
        (None, Some(_)) => Some("place"),
        (None, None) => None,
    };
    let (owner, place) = (owner.unwrap_or_default(), place.unwrap_or_default());
    words.say_as(
        "who",
        variant,
        &[("who", who), ("owner", &owner), ("place", &place)],
    )
}

/// What a kind of fact is called, unless its evidence is too weak for the word.
pub(crate) fn what(words: &Words<'_>, kind: &str, graded: Grade) -> String {
    if graded < least_grade(kind) {
        return words.say("fact-unproven", &[]);
    }
    let key = format!("fact-{kind}");
    let text = words.say(&key, &[]);
    if text == key {
        words.say("fact-unknown", &[])
    } else {
        text
    }
}

/// The grade of a fact in words.
pub(crate) fn grade(words: &Words<'_>, grade: Grade) -> String {
    words.say(&format!("grade-{}", key_of(grade)), &[])
}

/// The least evidence for a kind's word: that of the claim it would make.
fn least_grade(kind: &str) -> Grade {
    match kind {
        "pick_started" => Claim::Picking,
        "pick_done" => Claim::Picked,
        "pack_done" => Claim::Packed,
        "handover" => Claim::HandedOver,
        "carrier_accepted" => Claim::CarrierAccepted,
        "carrier_transferred" | "transit_moved" => Claim::OnItsWay,
        "customs_entered" | "customs_cleared" => Claim::InCustoms,
        "out_for_delivery" => Claim::OutForDelivery,
        "attempt_failed" => Claim::AttemptFailed,
        "ready_for_pickup" => Claim::ReadyForPickup,
        "delivered" => Claim::Delivered,
        "returning" => Claim::Returning,
        "returned" => Claim::Returned,
        _ => return Grade::Inferred,
    }
    .least_grade()
}
