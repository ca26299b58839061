//! AfterShip's webhook to facts.
//!
//! A body is the tracking as a whole, with all its checkpoints, every time: the facts it gives again
//! are the same facts. It names a tracking number and no order of Shopify's that could be trusted,
//! so the shop's directory finds the order. Names, signatures and addresses of people are not read.

mod checkpoint;
mod expected;

use fulfillment::fact::{ExceptionKind, Source, Subject};
use fulfillment::{Fact, Grade, Instant, Kind};
use serde::Deserialize;
use serde_json::{Value, json};

use self::checkpoint::Checkpoint;
use self::expected::Estimate;
use super::{SYSTEM, carrier};
use crate::wire::{Id, Time, or_default, read, refusal, text, tracking};
use crate::{DirectoryLink, Locator, Refusal, Report, signature};

/// Largest body taken, in bytes.
pub const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// What the caller knows of time zones. Many carriers tell the clock on the wall and no zone.
pub trait Clocks {
    /// The instant of a local time, given as if it were UTC, in an IANA zone; the later of two. `None`
    /// for a zone nobody knows.
    fn in_zone(&self, zone: &str, local: Instant) -> Option<Instant>;

    /// The instant of a local time, given as if it were UTC, where the shop is: its surfaces show days
    /// there.
    fn home(&self, local: Instant) -> Instant;
}

/// What a body says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The facts, about the parcel of a tracking number.
    pub report: Report,
    /// AfterShip's id of the event: a second delivery has the same.
    pub event: Option<String>,
    /// What our tables do not know, verbatim, for counting: subtags, tags, events.
    pub unmapped: Vec<String>,
    /// Checkpoints that could not be read, beside the others.
    pub rejected: Vec<Rejected>,
}

/// A checkpoint that is not what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// A body of this checkpoint alone, to be adapted again once we know more.
    pub body: String,
    /// Why.
    pub refusal: Refusal,
}

#[derive(Deserialize)]
struct Body {
    event: String,
    #[serde(default)]
    event_id: Option<Id>,
    /// Unix seconds.
    ts: i64,
    msg: Tracking,
}

#[derive(Deserialize)]
struct Tracking {
    #[serde(default)]
    id: Option<Id>,
    tracking_number: String,
    #[serde(default)]
    slug: Option<String>,
    #[serde(default)]
    created_at: Option<String>,
    #[serde(default)]
    return_to_sender: Option<bool>,
    #[serde(default)]
    shipment_direction: Option<String>,
    #[serde(default)]
    first_estimated_delivery: Option<Estimate>,
    #[serde(default)]
    latest_estimated_delivery: Option<Estimate>,
    #[serde(default)]
    last_mile: Option<LastMile>,
    #[serde(default, deserialize_with = "or_default")]
    checkpoints: Vec<Value>,
}

#[derive(Deserialize)]
struct LastMile {
    #[serde(default)]
    tracking_number: Option<String>,
}

/// Checks `aftership-hmac-sha256`, by the live secrets of the shop's webhook: base64 of HMAC-SHA256
/// over the raw body, the very form of Shopify's. AfterShip's returns product signs by another
/// header, which is not taken.
///
/// # Errors
/// [`Refusal::BadSignature`].
pub fn verify(body: &[u8], header: &str, secrets: &[&[u8]]) -> Result<(), Refusal> {
    signature::shopify(body, header, secrets)
}

/// Translates a body that [`verify`] has accepted.
///
/// # Errors
/// [`Refusal::Malformed`], or [`Refusal::TooLarge`] beyond [`BODY_LIMIT`].
pub fn adapt(body: &[u8], clocks: &dyn Clocks) -> Result<Update, Refusal> {
    if body.len() > BODY_LIMIT {
        return Err(Refusal::TooLarge {
            size: body.len(),
            limit: BODY_LIMIT,
        });
    }
    let body: Body = read(body)?;
    let told = &body.msg;
    let number = tracking(&told.tracking_number)
        .ok_or_else(|| Refusal::malformed("`tracking_number` is empty or too long"))?;
    let at = body
        .ts
        .checked_mul(1000)
        .filter(|ms| *ms > 0)
        .map(Instant)
        .ok_or_else(|| Refusal::malformed("`ts` is not a time in seconds"))?;
    let mut update = Update {
        report: Report::about(Locator::Tracking(number.clone())),
        event: body.event_id.as_ref().map(|id| id.0.clone()),
        unmapped: Vec::new(),
        rejected: Vec::new(),
    };
    let links = &mut update.report.links;
    links.push(DirectoryLink::Tracking(number.clone()));
    let last_mile = told.last_mile.as_ref();
    let last_mile = last_mile.and_then(|mile| tracking(mile.tracking_number.as_deref()?));
    if let Some(last_mile) = last_mile.filter(|other| *other != number) {
        links.push(DirectoryLink::Tracking(last_mile));
    }
    let read = body.checkpoints(clocks, &mut update.rejected);
    let turned = told.turned(&read);
    for (checkpoint, when) in &read {
        let backwards = turned.is_some_and(|turned| when.at >= turned);
        let mut fact = told.blank(when.at, &number, Grade::Carrier, Kind::TransitMoved);
        if checkpoint.tell(&mut fact, backwards, &mut update.unmapped) {
            fact.at_latest = when.at_latest;
            update.report.facts.push(fact);
        }
    }

    let own = |at: Instant, event: Option<String>, (kind, grade): (Kind, Grade)| {
        let mut fact = told.blank(at, &number, grade, kind);
        fact.source.event = event;
        fact
    };
    let facts = &mut update.report.facts;
    // Known since the tracking is: told again with every update, it stays one fact.
    let first = told.first_estimated_delivery.as_ref();
    let first = first.and_then(|stated| stated.meaning(clocks));
    let created = told.created_at.as_deref().and_then(Time::parse);
    if let (Some(meaning), Some(Time(created))) = (first, created) {
        let name = told.id.as_ref().map(|id| format!("{}/first_eta", id.0));
        facts.push(own(created, name, meaning));
    }
    match body.event.as_str() {
        "tracking_update" => {}
        "edd_revise" => {
            let latest = told.latest_estimated_delivery.as_ref();
            let latest = latest.and_then(|stated| stated.meaning(clocks));
            facts.extend(latest.map(|meaning| own(at, update.event.clone(), meaning)));
        }
        // AfterShip has asked for as long as the merchant set, and nothing came: a silence.
        "tracking_pending_time" => {
            let exception = ExceptionKind::LabelNoScan;
            let silence = (Kind::ExceptionReported { exception }, Grade::Inferred);
            facts.push(own(at, update.event.clone(), silence));
        }
        other => update.unmapped.extend(text(other)),
    }
    Ok(update)
}

/// When a checkpoint happened.
struct When {
    at: Instant,
    /// Then or before.
    at_latest: bool,
}

impl Body {
    /// The checkpoints that can be read, with their times; the others go aside.
    fn checkpoints(
        &self,
        clocks: &dyn Clocks,
        rejected: &mut Vec<Rejected>,
    ) -> Vec<(Checkpoint, When)> {
        let mut good = Vec::new();
        for told in &self.msg.checkpoints {
            let read = serde_json::from_value::<Checkpoint>(told.clone());
            let timed = read.map_err(|error| refusal(&error)).and_then(|read| {
                let when = read.when(clocks);
                let when = when.ok_or_else(|| Refusal::malformed("a checkpoint without a time"));
                when.map(|when| (read, when))
            });
            match timed {
                Ok(timed) => good.push(timed),
                Err(refusal) => rejected.push(Rejected {
                    body: self.alone(told),
                    refusal,
                }),
            }
        }
        good
    }

    fn alone(&self, checkpoint: &Value) -> String {
        let told = &self.msg;
        json!({
            "event": "tracking_update", "ts": self.ts,
            "msg": {
                "id": told.id.as_ref().map(|id| &id.0), "tracking_number": told.tracking_number,
                "slug": told.slug, "return_to_sender": told.return_to_sender,
                "shipment_direction": told.shipment_direction, "checkpoints": [checkpoint],
            },
        })
        .to_string()
    }
}

impl Tracking {
    fn blank(&self, at: Instant, number: &str, grade: Grade, kind: Kind) -> Fact {
        let id = self.id.as_ref().map(|id| id.0.clone());
        // A carrier's word has the carrier for its witness; a name unknown here is the shop's to give.
        let slug = self.slug.as_deref().filter(|_| grade == Grade::Carrier);
        Fact {
            subject: Subject {
                tracking: Some(number.to_owned()),
                ..Subject::default()
            },
            ..Fact::new(
                at,
                Source {
                    system: SYSTEM.to_owned(),
                    resource: id.unwrap_or_else(|| number.to_owned()),
                    event: None,
                    witness: slug.and_then(carrier::name).map(str::to_owned),
                },
                grade,
                kind,
            )
        }
    }

    /// Since when the parcel is on its way to the shop: a return shipment always is, another since
    /// it was sent back. A delivery from then on is none to the shopper.
    fn turned(&self, checkpoints: &[(Checkpoint, When)]) -> Option<Instant> {
        if self.shipment_direction.as_deref() == Some("return") {
            return Some(Instant(i64::MIN));
        }
        let back = checkpoints.iter().filter(|(it, _)| it.turns());
        let first = back.map(|(_, when)| when.at).min();
        first.filter(|_| self.return_to_sender != Some(false))
    }
}
