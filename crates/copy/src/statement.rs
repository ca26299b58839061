//! One claim as one sentence, and the second sentence beside it.

use contract::view::{OrderStatusView, Statement};
use fulfillment::Claim;
use fulfillment::fact::Grade;

use crate::catalogue::{Words, key_of};

/// What may be said of `claim` on evidence of `grade`: the claim, or that no scan is behind it.
///
/// The fold never makes a stronger claim than its evidence; this is the last gate before words.
pub(crate) fn allowed(claim: Claim, grade: Grade) -> String {
    if grade < claim.least_grade() {
        "unproven".to_owned()
    } else {
        key_of(claim)
    }
}

/// Two or three words: badge, title, step.
pub(crate) fn state(words: &Words<'_>, claim: Claim, grade: Grade) -> String {
    words.say(&format!("state-{}", allowed(claim, grade)), &[])
}

/// The one sentence of a statement.
pub(crate) fn headline(words: &Words<'_>, view: &OrderStatusView, said: &Statement) -> String {
    let claim = allowed(said.claim, said.grade);
    let key = format!("claim-{claim}");
    if claim == "several" {
        let parts = words.list(said.parts.iter().map(|part| {
            words.count(
                &format!("part-{}", key_of(part.claim)),
                u64::from(part.count),
            )
        }));
        let count = said.parts.iter().map(|part| u64::from(part.count)).sum();
        return words.count_with(&key, count, &[("parts", &parts)]);
    }
    let witness = words.witness(said.witness.as_deref(), said.grade, &view.shop);
    let place = words.place(said.place.as_ref(), &view.destination);
    let when = said.at.map(|at| words.moment(at));
    let until = said.until.map(|until| words.day(until));
    let variant = if until.is_some() && words.has(&key, "until") {
        Some("until")
    } else if when.is_none() {
        Some("undated")
    } else if place.is_some() {
        Some("place")
    } else {
        None
    };
    words.say_as(
        &key,
        variant,
        &[
            ("Witness", &witness.start),
            ("witness", &witness.inside),
            ("when", &when.unwrap_or_default()),
            ("until", &until.unwrap_or_default()),
            ("place", &place.unwrap_or_default()),
        ],
    )
}

/// The second sentence: whose label, why held or late, silence, conflict.
pub(crate) fn detail(
    words: &Words<'_>,
    view: &OrderStatusView,
    said: &Statement,
) -> Option<String> {
    let witness = words.witness(said.witness.as_deref(), said.grade, &view.shop);
    let mut parts = Vec::new();
    if said.grade < said.claim.least_grade() {
        // What explains the claim would repeat it: only the silence is ours to tell.
        return silence(words, said);
    }
    if said.claim == Claim::LabelCreated {
        parts.push(words.say("label-witness", &[("Witness", &witness.start)]));
    }
    if let Some(hold) = said.hold {
        parts.push(words.say(&format!("hold-{}", key_of(hold)), &[]));
    }
    if let Some(reason) = said.reason {
        let what = words.say(&format!("reason-{}", key_of(reason)), &[]);
        parts.push(words.say("reason", &[("witness", &witness.inside), ("what", &what)]));
    }
    parts.extend(silence(words, said));
    if said.conflict {
        parts.push(words.say("conflict", &[]));
    }
    if parts.is_empty() && said.claim == Claim::Received {
        parts.push(words.say("nothing-more", &[]));
    }
    words.sentences(parts)
}

/// "No carrier scan has reached us since …", unless the headline has just said so.
fn silence(words: &Words<'_>, said: &Statement) -> Option<String> {
    match (said.claim, said.silent_since) {
        (Claim::LabelCreated | Claim::MarkedFulfilled, _) => None,
        (_, Some(since)) => Some(words.say("silence", &[("since", &words.moment(since))])),
        (Claim::HandedOver, None) => Some(words.say_as("silence", Some("never"), &[])),
        (_, None) => None,
    }
}
