//! The fold: from the whole set of an order's facts to its timeline. No state, no clock.
//!
//! An order has tens of facts, so each append folds all of them again. The set is sorted by time
//! and identity first; everything after reads that order and nothing else.

use std::collections::BTreeMap;

use crate::expected;
use crate::fact::{Fact, FactId, Grade, Kind};
use crate::parcel::Group;
use crate::skew::Window;
use crate::standing::{Context, Standing, stand};
use crate::timeline::{Entry, FOLD_VERSION, Parcel, Statement, Step, Timeline};
use crate::{
    exception, hold, native, parcel, promised, request, retract, snapshot, standing, step, summary,
    watch,
};

/// Folds a set of facts, in any order and with any duplicates, into the order they prove.
pub fn fold<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Timeline {
    fold_keyed(facts.into_iter().map(|fact| (fact.id(), fact)))
}

/// [`fold`] for a caller that stored each fact's [`Fact::id`] beside it and need not hash again.
pub fn fold_keyed<'a>(facts: impl IntoIterator<Item = (FactId, &'a Fact)>) -> Timeline {
    let set: BTreeMap<FactId, &Fact> = facts.into_iter().collect();
    let mut entries = entries(set.into_iter().collect());
    let window = entries.1;
    let mut entries = std::mem::take(&mut entries.0);
    let clamped = entries
        .iter()
        .filter(|entry| entry.at != entry.fact.at)
        .count();
    let (parcels, exceptions, about, rest) = {
        let order = snapshot::order(&entries);
        let fos = snapshot::fulfillment_orders(&entries, order);
        let holds = hold::in_force(&entries, &fos);
        let (groups, about) = parcel::group(&entries, order, &fos, &holds);
        let context = Context {
            entries: &entries,
            window,
            order,
            fos: &fos,
            holds: &holds,
            about: &about,
            cancelled: summary::cancelled(&entries),
            placed: placed(&entries),
        };
        let standings: Vec<Standing> = groups
            .iter()
            .enumerate()
            .map(|(position, group)| stand(&context, group, position))
            .collect();
        let exceptions = exception::exceptions(&context, &groups, &standings);
        let mut parcels: Vec<Parcel> = groups
            .iter()
            .zip(&standings)
            .map(|(group, standing)| show(&context, group, standing))
            .collect();
        for (parcel, group) in parcels.iter_mut().zip(&groups) {
            parcel.promise =
                promised::of_parcel(&entries, parcel, &group.fulfillment_orders, &exceptions);
            if let Some(expected) = &mut parcel.expected {
                expected.supported =
                    expected::supported(expected, &parcel.headline, &parcel.id, &exceptions);
            }
        }
        let headline = summary::headline(&context, &parcels);
        let native = native::native(&context, &groups, &standings);
        let order = order.cloned();
        let names: Vec<Vec<String>> = about
            .iter()
            .map(|groups_of| groups_of.iter().map(|at| groups[*at].id.clone()).collect())
            .collect();
        (parcels, exceptions, names, (headline, native, order))
    };
    let (headline, native, order) = rest;
    for (entry, parcels) in entries.iter_mut().zip(about) {
        entry.parcels = parcels;
    }
    let requests = request::requests(
        &entries,
        &parcels,
        &exceptions,
        summary::cancelled(&entries),
    );
    let address_changeable = address_changeable(&headline, &parcels);
    let newest = entries
        .iter()
        .rev()
        .find(|entry| entry.tells())
        .or_else(|| entries.iter().rev().find(|entry| entry.stands()));
    Timeline {
        fold: FOLD_VERSION,
        placed_at: placed(&entries).map(|index| entries[index].at),
        expected: order_expected(&parcels, &headline),
        promise: promised::of_order_as_a_whole(&entries, &parcels, &headline),
        updated_at: newest.map(|entry| entry.at),
        updated_by: newest.and_then(|entry| reporter(entry, &parcels)),
        address_changeable,
        offers: request::offers(
            &entries,
            order.as_ref(),
            &headline,
            &parcels,
            &requests,
            address_changeable,
        ),
        answers: request::answers(&entries),
        requests,
        unknown: count(entries.iter().filter(|entry| unknown(entry)).count()),
        clamped: count(clamped),
        order,
        headline,
        parcels,
        exceptions,
        native,
        entries,
    }
}

/// The facts in the order of time, their clocks held to what the others allow.
fn entries(facts: Vec<(FactId, &Fact)>) -> (Vec<Entry>, Window) {
    let retracted = retract::retracted(&facts);
    let window = Window::of(&facts, &retracted);
    let mut entries: Vec<Entry> = facts
        .into_iter()
        .zip(retracted)
        .map(|((id, fact), retracted)| Entry {
            // Our own deadlines lie after the last fact by design, and our clock dates the shopper.
            at: if !fact.testifies() {
                fact.at
            } else {
                window.clamp(fact.at)
            },
            id,
            fact: fact.clone(),
            retracted,
            parcels: Vec::new(),
        })
        .collect();
    entries.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    (entries, window)
}

fn placed(entries: &[Entry]) -> Option<usize> {
    entries
        .iter()
        .position(|entry| entry.stands() && entry.fact.kind == Kind::OrderPlaced)
}

fn show(context: &Context<'_>, group: &Group, standing: &Standing) -> Parcel {
    let entries = context.entries;
    let shipments = snapshot::shipments(entries, &group.own);
    let newest = shipments
        .iter()
        .map(|shipment| shipment.latest())
        .max_by_key(|(entry, latest)| (latest.updated_at, *entry))
        .map(|(_, latest)| latest);
    let carrier = carrier(
        entries,
        group,
        newest.and_then(|latest| latest.carrier.as_deref()),
    );
    let label = standing
        .labels
        .live
        .iter()
        .rev()
        .find_map(|label| label.tracking.clone());
    let scanned = || {
        group.facts.iter().rev().find_map(|index| {
            let fact = &entries[*index].fact;
            (fact.grade == Grade::Carrier)
                .then(|| fact.subject.tracking.clone())
                .flatten()
        })
    };
    let location = group
        .facts
        .iter()
        .rev()
        .filter(|index| entries[**index].fact.grade != Grade::Carrier)
        .find_map(|index| entries[*index].fact.location.as_ref())
        .or(group.location.as_ref());
    let name = location.and_then(|location| {
        location.name.clone().or_else(|| {
            // One report may name the place another only numbers.
            entries.iter().rev().find_map(|entry| {
                let known = entry.fact.location.as_ref()?;
                (known.id == location.id)
                    .then(|| known.name.clone())
                    .flatten()
            })
        })
    });
    let stated = expected::stated(
        entries,
        (0..entries.len()).filter(|index| {
            let entry = &entries[*index];
            entry.stands()
                && (group.facts.contains(index)
                    || (context.about[*index].is_empty()
                        && entry.fact.subject == crate::fact::Subject::default()))
        }),
    );
    let mut headline = standing.statement.clone();
    let mut steps = step::steps(context, standing);
    name_carrier(&mut headline, &mut steps, carrier.as_deref());
    Parcel {
        id: group.id.clone(),
        items: group.items(),
        tracking: label.or_else(scanned),
        tracking_url: newest
            .and_then(|latest| latest.tracking_url.clone())
            .filter(|url| url.starts_with("https://")),
        location: location.map(|location| location.id.clone()),
        location_name: name,
        expected: stated,
        promise: None,
        conflict_at: standing.conflict_at,
        method: standing::method(context, group),
        watched: watch::watching(entries, group),
        headline,
        steps,
        carrier,
    }
}

/// Whoever was named last: by a label, by Shopify, or by the carrier's own scans.
fn carrier(entries: &[Entry], group: &Group, snapshot: Option<&str>) -> Option<String> {
    let named = group
        .facts
        .iter()
        .rev()
        .find_map(|index| match &entries[*index].fact.kind {
            Kind::TrackingSet { carrier } => carrier.as_deref(),
            _ => None,
        });
    let scanned = || {
        group.facts.iter().rev().find_map(|index| {
            let fact = &entries[*index].fact;
            crate::milestone::carrier_word(fact)
                .then_some(fact.source.witness.as_deref())
                .flatten()
        })
    };
    snapshot
        .or(named)
        .or_else(scanned)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

/// A carrier's scan has the carrier for its witness even where the report left that out.
fn name_carrier(headline: &mut Statement, steps: &mut [Step], carrier: Option<&str>) {
    if headline.grade == Grade::Carrier && headline.witness.is_none() {
        headline.witness = carrier.map(str::to_owned);
    }
    for step in steps {
        if step.grade == Grade::Carrier && step.witness.is_none() {
            step.witness = carrier.map(str::to_owned);
        }
    }
}

/// Who reported it: the named witness, or for a carrier's scan the parcel's carrier.
fn reporter(entry: &Entry, parcels: &[Parcel]) -> Option<String> {
    let carrier = || {
        parcels
            .iter()
            .find(|parcel| entry.parcels.contains(&parcel.id))
            .filter(|_| entry.fact.grade == Grade::Carrier)
            .and_then(|parcel| parcel.carrier.clone())
    };
    entry.fact.source.witness.clone().or_else(carrier)
}

/// One window for the order only where it holds for all of it.
fn order_expected(parcels: &[Parcel], headline: &Statement) -> Option<crate::timeline::Expected> {
    let first = parcels.first()?.expected.clone()?;
    let same = parcels.iter().all(|parcel| {
        parcel.expected.as_ref().is_some_and(|other| {
            (other.from, other.until, other.supported) == (first.from, first.until, first.supported)
        })
    });
    let over = matches!(
        headline.claim,
        crate::Claim::Cancelled | crate::Claim::Refunded
    );
    same.then_some(crate::timeline::Expected {
        supported: first.supported && !over,
        ..first
    })
}

/// Another address is possible until something is packed, labelled or marked as sent.
fn address_changeable(headline: &Statement, parcels: &[Parcel]) -> bool {
    use crate::Claim as C;
    let open = |claim: C| {
        matches!(
            claim,
            C::Received
                | C::Scheduled
                | C::OnHold
                | C::Backordered
                | C::WithWarehouse
                | C::Picking
                | C::Picked
        )
    };
    let packed = |parcel: &Parcel| {
        parcel
            .steps
            .iter()
            .any(|step| matches!(step.claim, C::Packed | C::LabelCreated | C::MarkedFulfilled))
    };
    (open(headline.claim) || headline.claim == C::Several)
        && parcels
            .iter()
            .all(|parcel| open(parcel.headline.claim) && !packed(parcel))
}

fn unknown(entry: &Entry) -> bool {
    const SHIPMENT: [&str; 6] = [
        "success",
        "cancelled",
        "error",
        "failure",
        "open",
        "pending",
    ];
    const FULFILLMENT_ORDER: [&str; 7] = [
        "open",
        "in_progress",
        "scheduled",
        "on_hold",
        "incomplete",
        "closed",
        "cancelled",
    ];
    match &entry.fact.kind {
        Kind::Unknown { .. } => true,
        Kind::ShipmentSnapshot(shipment) => !SHIPMENT.contains(&shipment.status.as_str()),
        Kind::FoSnapshot(fo) => !FULFILLMENT_ORDER.contains(&fo.status.as_str()),
        _ => false,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
