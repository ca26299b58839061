//! Milestones worth telling a shopper, each once.

use crate::claim::Claim;
use crate::decide::Notice;
use crate::divide;
use crate::instant::{HOUR, Instant};
use crate::milestone::proves;
use crate::policy::Policy;
use crate::request::{Request, RequestKind, RequestState};
use crate::timeline::{Parcel, Statement, Timeline};

/// [`Notice::milestone`] of a shopper's wish for another address.
pub const ADDRESS_CHANGE_REQUESTED: &str = "address_change_requested";
/// [`Notice::milestone`] of a shopper's wish that it not be sent.
pub const CANCEL_REQUESTED: &str = "cancel_requested";

/// What the state warrants telling at `now`. What later evidence has overtaken is not told: an
/// order found delivered says nothing of having been out for delivery.
pub(crate) fn notices(
    order: &str,
    timeline: &Timeline,
    policy: &Policy,
    now: Instant,
) -> Vec<Notice> {
    let mut found = Vec::new();
    let whole = matches!(timeline.headline.claim, Claim::Cancelled)
        || (timeline.parcels.is_empty() && timeline.headline.claim == Claim::OnHold);
    if whole {
        found.extend(milestone(order, None, &timeline.headline, policy));
    }
    for parcel in &timeline.parcels {
        if parcel.headline.claim != Claim::Cancelled {
            let begun = Statement {
                at: begun(timeline, parcel),
                ..parcel.headline.clone()
            };
            found.extend(milestone(order, Some(parcel), &begun, policy));
        }
        found.extend(eta(order, parcel, policy));
    }
    found.extend(
        timeline
            .requests
            .iter()
            .filter_map(|of| request(order, timeline, of, policy)),
    );
    found.retain(|notice| notice.occurred_at >= policy.installed_at && notice.expires_at >= now);
    found
}

/// When what the parcel's headline says began. A parcel on its way is dated by its newest scan, but
/// the milestone was its first: one from before the installation is not told.
fn begun(timeline: &Timeline, parcel: &Parcel) -> Option<Instant> {
    if parcel.headline.claim != Claim::OnItsWay {
        return parcel.headline.at;
    }
    timeline
        .entries
        .iter()
        .filter(|entry| entry.stands() && entry.parcels.contains(&parcel.id))
        .find(|entry| proves(&entry.fact, parcel.method) == Some(Claim::OnItsWay))
        .map_or(parcel.headline.at, |entry| Some(entry.at))
}

/// Name of the milestone, and whether it may happen again on another day.
fn named(claim: Claim) -> Option<(&'static str, bool)> {
    Some(match claim {
        Claim::LabelCreated => ("label_created", false),
        Claim::HandedOver | Claim::CarrierAccepted => ("handed_over", false),
        Claim::OnItsWay => ("on_its_way", false),
        Claim::OutForDelivery => ("out_for_delivery", true),
        Claim::AttemptFailed => ("attempt_failed", true),
        Claim::Delivered => ("delivered", false),
        Claim::ReadyForPickup => ("ready_for_pickup", true),
        Claim::OnHold => ("hold", true),
        Claim::Delayed => ("delayed", true),
        Claim::Cancelled => ("cancelled", false),
        Claim::Returned => ("returned", false),
        _ => return None,
    })
}

fn milestone(
    order: &str,
    parcel: Option<&Parcel>,
    statement: &Statement,
    policy: &Policy,
) -> Option<Notice> {
    let (name, again) = named(statement.claim)?;
    let at = statement.at?;
    // What happens once has one key for ever: a late earlier scan moves its date, not its number.
    let occurrence = if again {
        policy.calendar.date(at).to_string()
    } else {
        "once".to_owned()
    };
    Some(notice(
        order,
        parcel,
        name,
        &occurrence,
        statement.claim,
        at,
        policy,
    ))
}

/// What a shopper asks for, told to whoever works on it: once a request, and only while it waits.
fn request(order: &str, timeline: &Timeline, of: &Request, policy: &Policy) -> Option<Notice> {
    let name = match of.kind {
        RequestKind::Address => ADDRESS_CHANGE_REQUESTED,
        RequestKind::Cancel => CANCEL_REQUESTED,
        RequestKind::Problem(_) => return None,
    };
    let claim = timeline.headline.claim;
    (of.state == RequestState::Requested)
        .then(|| notice(order, None, name, &of.id.0, claim, of.at, policy))
}

fn eta(order: &str, parcel: &Parcel, policy: &Policy) -> Option<Notice> {
    let expected = parcel
        .expected
        .as_ref()
        .filter(|expected| expected.supported)?;
    let before = expected.before?;
    let calendar = &policy.calendar;
    let day = calendar.date(expected.until);
    let moved =
        (calendar.date(before.0), calendar.date(before.1)) != (calendar.date(expected.from), day);
    moved.then(|| {
        let claim = parcel.headline.claim;
        let occurrence = day.to_string();
        notice(
            order,
            Some(parcel),
            "eta_moved",
            &occurrence,
            claim,
            expected.at,
            policy,
        )
    })
}

fn notice(
    order: &str,
    parcel: Option<&Parcel>,
    milestone: &str,
    occurrence: &str,
    claim: Claim,
    at: Instant,
    policy: &Policy,
) -> Notice {
    let shipment = parcel.map(|parcel| parcel.id.clone());
    // The items that wait may be told of before they are a group of their own, and after.
    let about = shipment.as_deref().map_or("order", divide::whole);
    Notice {
        key: format!("{order}/{about}/{milestone}/{occurrence}"),
        milestone: milestone.to_owned(),
        shipment,
        claim,
        occurred_at: at,
        expires_at: at.plus(i64::from(policy.thresholds.notice_age).saturating_mul(HOUR)),
    }
}
