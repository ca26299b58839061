//! From a folded timeline to what every surface reads, and from that to a row of the index.

use std::collections::BTreeMap;

use fulfillment::fact::{Grade, Kind};
use fulfillment::timeline::{Entry, Exception, Expected, Native, Parcel, Statement, Step};
use fulfillment::{Instant, Promise, Timeline, same_scan};
use serde::{Deserialize, Serialize};

use crate::list::IndexRow;
use crate::view;

/// What a view shows of the shop itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShopFace {
    /// The shop's name, foreign text.
    pub shop: String,
    /// Where a shopper reaches a person: `mailto:` or `https:` only.
    pub contact: Option<String>,
    /// IANA zone to show times in.
    pub zone: String,
    /// The merchant's own words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wording: view::Wording,
}

/// Projects a timeline to the one view every surface renders.
pub fn project(
    order: &str,
    timeline: &Timeline,
    face: &ShopFace,
    valid_until: Option<Instant>,
) -> view::OrderStatusView {
    let snapshot = timeline.order.as_ref();
    let mut exceptions: Vec<view::ExceptionView> =
        timeline.exceptions.iter().map(exception).collect();
    exceptions.sort_by_key(|item| (item.closed_at.is_some(), item.due_at, item.opened_at));
    view::OrderStatusView {
        contract: crate::VERSION,
        version: timeline.version(),
        digest: timeline.digest(),
        valid_until,
        order: order.to_owned(),
        name: snapshot.map_or_else(|| format!("#{order}"), |order| order.name.clone()),
        shop: face.shop.clone(),
        contact: face.contact.clone().filter(|link| is_contact(link)),
        placed_at: timeline.placed_at,
        locale: snapshot.and_then(|order| order.locale.clone()),
        zone: face.zone.clone(),
        wording: face.wording.clone(),
        destination: snapshot
            .map(|order| order.destination.clone())
            .unwrap_or_default(),
        headline: statement(&timeline.headline),
        parcels: timeline
            .parcels
            .iter()
            .map(|item| parcel(item, timeline))
            .collect(),
        evidence: rows(timeline, None, |entry| entry.parcels.is_empty()),
        exceptions,
        expected: timeline.expected.as_ref().map(expected),
        promise: timeline.promise.as_ref().map(promise),
        updated_at: timeline.updated_at,
        updated_by: timeline.updated_by.clone(),
        native: native(&timeline.native),
        address_changeable: timeline.address_changeable,
        requests: timeline.requests.iter().rev().cloned().collect(),
        offers: timeline.offers.clone(),
        answers: timeline.answers.clone(),
    }
}

/// The merchant's index row of a view, without [`IndexRow::attention`], which is the policy's to say.
/// `now` closes nothing: spans that still run stay open.
pub fn index_row(view: &view::OrderStatusView, now: Instant) -> IndexRow {
    let open: Vec<&view::ExceptionView> = view
        .exceptions
        .iter()
        .filter(|item| item.closed_at.is_none())
        .collect();
    let mut untrue_ms = 0;
    let mut untrue_since = None;
    for (from, until) in &view.native.untrue {
        match until {
            Some(until) => untrue_ms += until.since(*from).max(0),
            // A span that begins after now has cost nobody anything yet.
            None if *from <= now => untrue_since = Some(*from),
            None => {}
        }
    }
    IndexRow {
        order: view.order.clone(),
        name: view.name.clone(),
        claim: view.headline.claim,
        exceptions: open.iter().map(|item| item.kind).collect(),
        attention: None,
        due_at: open.iter().filter_map(|item| item.due_at).min(),
        placed_at: view.placed_at,
        updated_at: view.updated_at,
        native: view.native.status.clone(),
        untrue_ms,
        untrue_since,
        version: view.version,
        answers: view.answers.clone(),
    }
}

fn is_contact(link: &str) -> bool {
    link.starts_with("mailto:") || link.starts_with("https:")
}

fn statement(from: &Statement) -> view::Statement {
    view::Statement {
        claim: from.claim,
        grade: from.grade,
        at: from.at,
        witness: from.witness.clone(),
        place: from.place.clone(),
        silent_since: from.silent_since,
        until: from.until,
        hold: from.hold,
        reason: from.reason,
        parts: from
            .parts
            .iter()
            .map(|part| view::Part {
                claim: part.claim,
                count: part.count,
            })
            .collect(),
        conflict: from.conflict,
    }
}

fn parcel(from: &Parcel, timeline: &Timeline) -> view::ParcelView {
    view::ParcelView {
        id: from.id.clone(),
        items: from
            .items
            .iter()
            .filter_map(|item| {
                Some(view::ItemView {
                    title: title(timeline, &item.line)?,
                    quantity: item.quantity,
                })
            })
            .collect(),
        carrier: from.carrier.clone(),
        tracking: from.tracking.clone(),
        tracking_url: from
            .tracking_url
            .clone()
            .filter(|url| url.starts_with("https://")),
        location: from.location_name.clone(),
        headline: statement(&from.headline),
        steps: from.steps.iter().map(step).collect(),
        evidence: rows(timeline, from.carrier.as_deref(), |entry| {
            entry.parcels.contains(&from.id)
        }),
        expected: from.expected.as_ref().map(expected),
        promise: from.promise.as_ref().map(promise),
    }
}

/// The line's title; a line the order does not know is named as the source named it (a SKU), unless
/// that is only Shopify's number, which tells a shopper nothing.
fn title(timeline: &Timeline, line: &str) -> Option<String> {
    let known = timeline
        .order
        .iter()
        .flat_map(|order| &order.lines)
        .find(|known| known.id == line);
    match known {
        Some(known) => Some(known.title.clone()),
        None => (!line.bytes().all(|byte| byte.is_ascii_digit())).then(|| line.to_owned()),
    }
}

fn step(from: &Step) -> view::StepView {
    view::StepView {
        claim: from.claim,
        at: from.at,
        grade: from.grade,
        witness: from.witness.clone(),
        place: from.place.clone(),
        current: from.current,
    }
}

fn expected(from: &Expected) -> view::ExpectedView {
    view::ExpectedView {
        from: from.from,
        until: from.until,
        witness: from.witness.clone(),
        before: from.before,
        reason: from.reason,
        supported: from.supported,
    }
}

fn promise(from: &Promise) -> view::PromiseView {
    view::PromiseView {
        made: from.made,
        day: from.ship_by.map(|by| by.day),
        until: from.ship_by.map(|by| by.until),
        moves: from.moves,
        why: from.why,
        shown: from.shown,
        proven: from.proven,
    }
}

fn exception(from: &Exception) -> view::ExceptionView {
    view::ExceptionView {
        id: from.id.0.clone(),
        kind: from.kind,
        parcel: from.parcel.clone(),
        opened_at: from.opened_at,
        due_at: from.due_at,
        owner: from.owner.clone(),
        closed_at: from.closed_at,
        closed_how: from.closed_how.clone(),
    }
}

fn native(from: &Native) -> view::NativeView {
    view::NativeView {
        status: from.status.clone(),
        since: from.since,
        untrue: from.untrue.clone(),
    }
}

/// Evidence rows: what sources reported and nobody took back, once where a relay told it too. Our own
/// bookkeeping is no evidence; the merchant's trace shows every fact as it came.
fn rows(
    timeline: &Timeline,
    carrier: Option<&str>,
    about: impl Fn(&Entry) -> bool,
) -> Vec<view::EvidenceView> {
    let mut told: Vec<&Entry> = Vec::new();
    for entry in &timeline.entries {
        let kept = entry.stands()
            && !matches!(entry.fact.kind, Kind::NoteAdded | Kind::OrderSnapshot(_))
            && about(entry);
        if !kept {
            continue;
        }
        match told
            .iter_mut()
            .find(|known| same_scan(&known.fact, &entry.fact))
        {
            // The one that says where, and else the first.
            Some(known) if known.fact.place.is_none() => *known = entry,
            Some(_) => {}
            None => told.push(entry),
        }
    }
    told.into_iter()
        .map(|entry| view::EvidenceView {
            at: entry.at,
            kind: entry.fact.kind.name().to_owned(),
            grade: entry.fact.grade,
            system: entry.fact.source.system.clone(),
            witness: entry.fact.source.witness.clone().or_else(|| {
                carrier
                    .filter(|_| entry.fact.grade == Grade::Carrier)
                    .map(str::to_owned)
            }),
            owner: entry.fact.owner.clone(),
            place: entry.fact.place.clone(),
            location: entry
                .fact
                .location
                .as_ref()
                .and_then(|place| place.name.clone()),
            text: entry.fact.text.clone(),
        })
        .collect()
}
