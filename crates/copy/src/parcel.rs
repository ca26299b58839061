//! Parcels, and groups of items not yet in one, in words.

use contract::page::{Link, ParcelText, StepText};
use contract::view::{OrderStatusView, ParcelView, StepView};
use fulfillment::Claim;

use crate::catalogue::Words;
use crate::foreign::plain;
use crate::statement::{allowed, detail, headline, state};
use crate::{evidence, expected, map, promise};

/// All parcels of the order.
pub(crate) fn parcels(words: &Words<'_>, view: &OrderStatusView) -> Vec<ParcelText> {
    view.parcels
        .iter()
        .enumerate()
        .map(|(index, of)| parcel(words, view, index, of))
        .collect()
}

fn parcel(words: &Words<'_>, view: &OrderStatusView, index: usize, of: &ParcelView) -> ParcelText {
    let said = &of.headline;
    ParcelText {
        id: of.id.clone(),
        heading: heading(words, view, index, of),
        badge: state(words, said.claim, said.grade),
        headline: headline(words, view, said),
        claim: allowed(said.claim, said.grade),
        detail: detail(words, view, said),
        expected: expected::expected(words, view, said, of.expected.as_ref()),
        // One promise for the whole order is told once, above.
        promise: match view.promise {
            Some(_) => None,
            None => of
                .promise
                .as_ref()
                .map(|of| promise::told(words, of).joined(words)),
        },
        items: of
            .items
            .iter()
            .map(|item| item_text(words, item.quantity, &item.title))
            .collect(),
        tracking: tracking(words, of),
        steps: of
            .steps
            .iter()
            .map(|step| step_text(words, view, step))
            .collect(),
        evidence: of
            .evidence
            .iter()
            .map(|fact| evidence::row(words, view, fact))
            .collect(),
        map: map::map(words, view, of),
    }
}

/// `Part 1 of 2`, or a plain word when there is one.
fn heading(words: &Words<'_>, view: &OrderStatusView, index: usize, of: &ParcelView) -> String {
    match view.parcels.len() {
        0 | 1 if in_parcel(of) => words.say("parcel-one", &[]),
        0 | 1 => words.say("group-one", &[]),
        count => words.say(
            "parcel-many",
            &[
                ("number", &(index + 1).to_string()),
                ("count", &count.to_string()),
            ],
        ),
    }
}

/// A parcel exists once something says so: its number, its label, or a later claim.
fn in_parcel(of: &ParcelView) -> bool {
    of.tracking.is_some() || (Claim::Packed..=Claim::Returned).contains(&of.headline.claim)
}

/// How notices name a parcel: only where the order has several.
pub(crate) fn name_of(
    words: &Words<'_>,
    view: &OrderStatusView,
    id: Option<&str>,
) -> Option<String> {
    let id = id.filter(|_| view.parcels.len() > 1)?;
    let index = view.parcels.iter().position(|of| of.id == id)?;
    let of = view.parcels.get(index)?;
    Some(heading(words, view, index, of))
}

/// `2 × Mug`.
pub(crate) fn item_text(words: &Words<'_>, quantity: u32, title: &str) -> String {
    let title = words.foreign(title);
    words.say(
        "item",
        &[("quantity", &quantity.to_string()), ("title", &title)],
    )
}

/// `USPS 9400…`, linked where an https page is known.
fn tracking(words: &Words<'_>, of: &ParcelView) -> Option<Link> {
    let number = of.tracking.as_deref().map(|number| words.foreign(number))?;
    let carrier = of
        .carrier
        .as_deref()
        .map(|name| words.foreign(name))
        .filter(|n| !n.is_empty());
    let variant = carrier.is_none().then_some("bare");
    let carrier = carrier.unwrap_or_default();
    Some(Link {
        text: words.say_as(
            "tracking-number",
            variant,
            &[("carrier", &carrier), ("number", &number)],
        ),
        href: https(of.tracking_url.as_deref()),
    })
}

/// An address only if it is `https:`.
pub(crate) fn https(url: Option<&str>) -> Option<String> {
    url.map(plain).filter(|url| url.starts_with("https://"))
}

/// A step of a timeline in words.
pub(crate) fn step_text(words: &Words<'_>, view: &OrderStatusView, step: &StepView) -> StepText {
    let who = words
        .witness(step.witness.as_deref(), step.grade, &view.shop)
        .start;
    let place = words.place(step.place.as_ref(), &view.destination);
    let variant = place.is_some().then_some("place");
    let place = place.unwrap_or_default();
    let grade = evidence::grade(words, step.grade);
    StepText {
        label: state(words, step.claim, step.grade),
        time: words.time(step.at),
        by: Some(words.say_as(
            "step-by",
            variant,
            &[("who", &who), ("place", &place), ("grade", &grade)],
        )),
        state: words.say_as("step-state", step.current.then_some("current"), &[]),
        current: step.current,
        grade: step.grade,
    }
}
