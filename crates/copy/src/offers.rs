//! What the shopper can do now, and questions with answers that say no more than the claim.

use contract::page::{Answer, Link};
use contract::view::OrderStatusView;
use fulfillment::{Claim, Instant};

use crate::admin::escape;
use crate::catalogue::Words;
use crate::expected::expected;
use crate::page::PageLinks;
use crate::parcel::https;
use crate::promise;

/// What can be done in this state. Never a recommendation to buy: the page has no place for one.
pub(crate) fn actions(words: &Words<'_>, view: &OrderStatusView, links: &PageLinks) -> Vec<Link> {
    let name = words.foreign(&view.name);
    let contact = view.contact.as_deref().filter(|to| is_contact(to));
    let write = |key: &str, subject: &str, args: &[(&'static str, &str)]| Link {
        text: words.say(key, args),
        href: contact.map(|to| with_subject(to, &words.say(subject, &[("name", &name)]))),
    };
    // What a form of the page asks for needs no letter.
    let act = links.act.as_ref();
    let by_form = |offered: bool| act.is_some_and(|act| act.vouched && offered);
    let mut actions = promise::choices(words, view, |key, subject| write(key, subject, &[]));
    if by_form(view.offers.cancel) {
        let cancel = words.say("action-cancel", &[]);
        actions.retain(|action| action.text != cancel);
    }
    if act.is_some_and(|act| !act.vouched) && (view.offers.address || view.offers.cancel) {
        actions.push(Link {
            text: words.say("action-vouched", &[]),
            href: None,
        });
    } else if view.address_changeable && !by_form(view.offers.address) {
        actions.push(write("action-address", "subject-address", &[]));
    }
    actions.extend(reschedule(words, view));
    if contact.is_some() {
        if act.is_none() && after_label(view.headline.claim) {
            actions.push(write("action-report", "subject-report", &[]));
        }
        let shop = words
            .witness(None, fulfillment::Grade::Record, &view.shop)
            .inside;
        actions.push(write(
            "action-contact",
            "subject-contact",
            &[("shop", &shop)],
        ));
    } else {
        actions.push(Link {
            text: words.say("action-reply", &[]),
            href: None,
        });
    }
    if let Some(lookup) = &links.lookup {
        actions.push(Link {
            text: words.say("action-lookup", &[]),
            href: Some(lookup.clone()),
        });
    }
    actions
}

/// The carrier's own page is where a delivery is moved; offered when one is due or was tried.
fn reschedule(words: &Words<'_>, view: &OrderStatusView) -> Option<Link> {
    let of = view.parcels.iter().find(|of| {
        of.tracking_url.is_some()
            && matches!(
                of.headline.claim,
                Claim::OnItsWay | Claim::Delayed | Claim::OutForDelivery | Claim::AttemptFailed
            )
    })?;
    let href = https(of.tracking_url.as_deref())?;
    let carrier = of
        .carrier
        .as_deref()
        .map(|name| words.foreign(name))
        .filter(|n| !n.is_empty());
    let variant = carrier.is_none().then_some("bare");
    let carrier = carrier.unwrap_or_default();
    Some(Link {
        text: words.say_as("action-reschedule", variant, &[("carrier", &carrier)]),
        href: Some(href),
    })
}

fn after_label(claim: Claim) -> bool {
    !matches!(
        claim,
        Claim::Received | Claim::Scheduled | Claim::WithWarehouse | Claim::Picking | Claim::Picked
    )
}

fn is_contact(to: &str) -> bool {
    to.starts_with("mailto:") || to.starts_with("https://")
}

/// A `mailto:` with its subject; other addresses stay as they are.
fn with_subject(to: &str, subject: &str) -> String {
    if !to.starts_with("mailto:") || to.contains('?') {
        return to.to_owned();
    }
    format!("{to}?subject={}", escape(subject))
}

/// Two to six questions that fit the state, each answered from it.
pub(crate) fn faq(words: &Words<'_>, view: &OrderStatusView) -> Vec<Answer> {
    let said = &view.headline;
    let topic = match said.claim {
        _ if said.grade < said.claim.least_grade() => None,
        Claim::Received
        | Claim::Scheduled
        | Claim::OnHold
        | Claim::Backordered
        | Claim::WithWarehouse
        | Claim::Picking
        | Claim::Picked
        | Claim::Packed => Some("preparing"),
        Claim::LabelCreated | Claim::MarkedFulfilled => Some("label"),
        Claim::HandedOver => Some("handover"),
        Claim::CarrierAccepted
        | Claim::OnItsWay
        | Claim::InCustoms
        | Claim::Delayed
        | Claim::OutForDelivery
        | Claim::AttemptFailed
        | Claim::Returning => Some("carrier"),
        Claim::Delivered => Some("delivered"),
        Claim::Cancelled | Claim::Refunded | Claim::Returned => Some("ended"),
        Claim::ReadyForPickup
        | Claim::Collected
        | Claim::CarrierProblem
        | Claim::ReturnRequested
        | Claim::Several
        | Claim::NothingToShip => None,
    };
    let weak = said.grade < said.claim.least_grade();
    let mut answers: Vec<Answer> = topic
        .map(|topic| answer(words, topic, None))
        .into_iter()
        .collect();
    if topic == Some("carrier")
        && let Some(since) = said.silent_since.filter(|_| !weak)
    {
        // The time of the last scan is the answer: it is in the first line.
        answers = vec![scan(words, since)];
    }
    if !weak {
        answers.extend(arrival(words, view, topic));
        answers.extend(changes(words, view, topic));
    }
    let parts = || view.parcels.iter().any(|of| of.promise.is_some());
    let promised = (view.promise.is_some() || parts()).then_some("promise");
    answers.extend(
        promised
            .into_iter()
            .chain(["sources"])
            .map(|topic| answer(words, topic, None)),
    );
    answers
}

fn answer(words: &Words<'_>, topic: &str, variant: Option<&str>) -> Answer {
    Answer {
        question: words.say(&format!("faq-{topic}-q"), &[]),
        answer: words.say_as(&format!("faq-{topic}-a"), variant, &[]),
    }
}

fn scan(words: &Words<'_>, since: Instant) -> Answer {
    let since = words.moment(since);
    Answer {
        answer: words.say_as("faq-carrier-a", Some("since"), &[("since", &since)]),
        ..answer(words, "carrier", None)
    }
}

/// The day it will come, as a source stated it, or that none did.
fn arrival(words: &Words<'_>, view: &OrderStatusView, topic: Option<&str>) -> Option<Answer> {
    let awaited = matches!(topic?, "preparing" | "label" | "handover" | "carrier");
    let returning = view.headline.claim == Claim::Returning;
    (awaited && !returning).then(|| {
        let stated = view.expected.as_ref();
        let stated = expected(words, view, &view.headline, stated);
        let none = answer(words, "arrive", None);
        Answer {
            answer: stated.unwrap_or(none.answer),
            question: none.question,
        }
    })
}

/// Whether address and order can still be changed: until packing or a label is reported.
fn changes(words: &Words<'_>, view: &OrderStatusView, topic: Option<&str>) -> Vec<Answer> {
    let offers = &view.offers;
    if !matches!(topic, Some("preparing" | "label")) {
        return Vec::new();
    }
    let late = offers.late.then_some("late");
    let address = (offers.address || offers.late).then(|| answer(words, "address", late));
    let cancel = offers.cancel.then(|| answer(words, "cancel", late));
    address.into_iter().chain(cancel).collect()
}
