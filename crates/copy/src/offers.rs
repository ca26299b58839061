//! What the shopper can do now, and questions with answers that say no more than the claim.

use contract::page::{Answer, Link};
use contract::view::OrderStatusView;
use fulfillment::Claim;

use crate::admin::escape;
use crate::catalogue::Words;
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
    let mut actions = promise::choices(words, view, |key, subject| write(key, subject, &[]));
    if view.address_changeable {
        actions.push(write("action-address", "subject-address", &[]));
    }
    actions.extend(reschedule(words, view));
    if contact.is_some() {
        if after_label(view.headline.claim) {
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

/// Two to four questions that fit the state.
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
    let parts = || view.parcels.iter().any(|of| of.promise.is_some());
    let promised = (view.promise.is_some() || parts()).then_some("promise");
    topic
        .into_iter()
        .chain(promised)
        .chain(["sources"])
        .map(|topic| Answer {
            question: words.say(&format!("faq-{topic}-q"), &[]),
            answer: words.say(&format!("faq-{topic}-a"), &[]),
        })
        .collect()
}
