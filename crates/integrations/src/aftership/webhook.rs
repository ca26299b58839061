//! AfterShip's webhook to facts.
//!
//! A body is the tracking as a whole, with all its checkpoints, every time: the facts it gives again
//! are the same facts. It names a tracking number and no order of Shopify's that could be trusted,
//! so the shop's directory finds the order. Names, signatures and addresses of people are not read.

mod expected;

use fulfillment::fact::{ExceptionKind, Place, Source, Subject};
use fulfillment::{Fact, Grade, Instant, Kind};
use serde::Deserialize;

use self::expected::Estimate;
use super::{SYSTEM, carrier, country, status};
use crate::wire::{Id, Time, filled, or_default, read, text, tracking};
use crate::{DirectoryLink, Locator, Refusal, Report, signature};

/// Largest body taken, in bytes.
pub const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Turns a local time at a place, given as if it were UTC, into an instant; `None` where the place's
/// zone is not known. Many carriers tell the clock on the wall and no zone.
pub type Zones<'a> = &'a dyn Fn(&Place, Instant) -> Option<Instant>;

/// What a body says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The facts, about the parcel of a tracking number.
    pub report: Report,
    /// AfterShip's id of the event: a second delivery has the same.
    pub event: Option<String>,
    /// What our tables do not know, verbatim, for counting: subtags, tags, events.
    pub unmapped: Vec<String>,
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
    checkpoints: Vec<Checkpoint>,
}

#[derive(Deserialize)]
struct LastMile {
    #[serde(default)]
    tracking_number: Option<String>,
}

#[derive(Deserialize)]
struct Checkpoint {
    #[serde(default)]
    created_at: Option<String>,
    #[serde(default)]
    checkpoint_time: Option<String>,
    #[serde(default)]
    slug: Option<String>,
    #[serde(default)]
    city: Option<String>,
    #[serde(default)]
    state: Option<String>,
    /// `country_iso3` before 2025.
    #[serde(default, alias = "country_iso3")]
    country_region: Option<String>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    tag: Option<String>,
    #[serde(default)]
    subtag: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    hash: Option<String>,
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
pub fn adapt(body: &[u8], zones: Zones<'_>) -> Result<Update, Refusal> {
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
    let mut unmapped = Vec::new();
    let mut report = Report::about(Locator::Tracking(number.clone()));
    report.links.push(DirectoryLink::Tracking(number.clone()));
    let last_mile = told.last_mile.as_ref();
    let last_mile = last_mile.and_then(|mile| tracking(mile.tracking_number.as_deref()?));
    if let Some(last_mile) = last_mile.filter(|other| *other != number) {
        report.links.push(DirectoryLink::Tracking(last_mile));
    }
    let turned = told.turned(zones);
    for checkpoint in &told.checkpoints {
        let Some(at) = checkpoint.at(zones) else {
            unmapped.push("checkpoint without a time".to_owned());
            continue;
        };
        let backwards = turned.is_some_and(|turned| at >= turned);
        let fact = told.fact(checkpoint, (at, backwards), &number, &mut unmapped);
        report.facts.extend(fact);
    }

    let event = body.event_id.map(|id| id.0);
    let own = |at: Instant, event: Option<String>, grade: Grade, kind: Kind| {
        let mut fact = told.blank(at, &number, grade, kind);
        fact.source.event = event;
        fact
    };
    // Known since the tracking is: told again with every update, it stays one fact.
    let first = told.first_estimated_delivery.as_ref();
    let created = told.created_at.as_deref().and_then(Time::parse);
    if let (Some((kind, grade)), Some(Time(created))) = (first.and_then(Estimate::meaning), created)
    {
        let name = told.id.as_ref().map(|id| format!("{}/first_eta", id.0));
        report.facts.push(own(created, name, grade, kind));
    }
    match body.event.as_str() {
        "tracking_update" => {}
        "edd_revise" => {
            let latest = told.latest_estimated_delivery.as_ref();
            if let Some((kind, grade)) = latest.and_then(Estimate::meaning) {
                report.facts.push(own(at, event.clone(), grade, kind));
            }
        }
        // AfterShip has asked for as long as the merchant set, and nothing came: a silence.
        "tracking_pending_time" => {
            let exception = ExceptionKind::LabelNoScan;
            let kind = Kind::ExceptionReported { exception };
            let fact = own(at, event.clone(), Grade::Inferred, kind);
            report.facts.push(fact);
        }
        other => unmapped.extend(text(other)),
    }
    Ok(Update {
        report,
        event,
        unmapped,
    })
}

impl Tracking {
    fn fact(
        &self,
        checkpoint: &Checkpoint,
        (at, backwards): (Instant, bool),
        number: &str,
        unmapped: &mut Vec<String>,
    ) -> Option<Fact> {
        let tag = checkpoint.tag.as_deref().unwrap_or_default();
        let subtag = checkpoint.subtag.as_deref().unwrap_or_default();
        let meaning = status::meaning(tag, subtag);
        if !meaning.known {
            unmapped.extend(text(if subtag.is_empty() { tag } else { subtag }));
        }
        let (mut kind, mut grade) = meaning.fact?;
        // A person of the shop marked it so: no scan.
        if checkpoint.source.as_deref() == Some("user") {
            grade = grade.min(Grade::Record);
        }
        if backwards {
            kind = reversed(kind);
        }
        let mut fact = self.blank(at, number, grade, kind);
        fact.source.event = checkpoint
            .hash
            .as_deref()
            .and_then(Id::parse)
            .map(|id| id.0);
        // Another carrier may have it for the last mile.
        if let (Grade::Carrier, Some(slug)) = (grade, &checkpoint.slug) {
            fact.source.witness = carrier::name(slug).map(str::to_owned);
        }
        let place = checkpoint.place();
        fact.place = (place != Place::default()).then_some(place);
        fact.text = checkpoint.message.as_deref().and_then(text);
        Some(fact)
    }

    fn blank(&self, at: Instant, number: &str, grade: Grade, kind: Kind) -> Fact {
        let id = self.id.as_ref().map(|id| id.0.clone());
        // A carrier's word has the carrier for its witness; a name unknown here is the shop's to give.
        let slug = self.slug.as_deref().filter(|_| grade == Grade::Carrier);
        Fact {
            at,
            source: Source {
                system: SYSTEM.to_owned(),
                resource: id.unwrap_or_else(|| number.to_owned()),
                event: None,
                witness: slug.and_then(carrier::name).map(str::to_owned),
            },
            grade,
            kind,
            subject: Subject {
                tracking: Some(number.to_owned()),
                ..Subject::default()
            },
            items: Vec::new(),
            location: None,
            place: None,
            owner: None,
            text: None,
            retracts: None,
        }
    }

    /// Since when the parcel is on its way to the shop: a return shipment always is, another since
    /// it was sent back. A delivery from then on is none to the shopper.
    fn turned(&self, zones: Zones<'_>) -> Option<Instant> {
        if self.shipment_direction.as_deref() == Some("return") {
            return Some(Instant(i64::MIN));
        }
        let back = self.checkpoints.iter().filter(|it| {
            let subtag = it.subtag.as_deref();
            matches!(subtag, Some("Exception_010" | "Exception_011"))
        });
        let first = back.filter_map(|it| it.at(zones)).min();
        first.filter(|_| self.return_to_sender != Some(false))
    }
}

impl Checkpoint {
    fn place(&self) -> Place {
        let country = self.country_region.as_deref();
        Place {
            city: filled(self.city.clone()),
            region: filled(self.state.clone()),
            country: country.and_then(country::alpha2),
        }
    }

    /// When it happened. Without a zone of its own and of its place, the time when AfterShip had
    /// it: never earlier than the truth, and the same every time it is told.
    fn at(&self, zones: Zones<'_>) -> Option<Instant> {
        let told = self.checkpoint_time.as_deref().unwrap_or_default().trim();
        if let Some(Time(at)) = Time::parse(told) {
            return Some(at);
        }
        let local = told.parse::<jiff::civil::DateTime>().ok();
        // A date alone is no time of day.
        let local = local.filter(|_| told.len() > 10);
        let local = local.and_then(|local| local.to_zoned(jiff::tz::TimeZone::UTC).ok());
        let local = local.map(|local| Instant(local.timestamp().as_millisecond()));
        let known = local.and_then(|local| zones(&self.place(), local));
        known.or_else(|| {
            let had = self.created_at.as_deref().and_then(Time::parse);
            had.map(|Time(at)| at)
        })
    }
}

/// What a scan means when the parcel goes back.
fn reversed(kind: Kind) -> Kind {
    match kind {
        Kind::Delivered { .. } => Kind::Returned,
        Kind::CarrierAccepted
        | Kind::TransitMoved
        | Kind::CustomsCleared
        | Kind::CustomsEntered
        | Kind::OutForDelivery
        | Kind::ReadyForPickup => Kind::Returning,
        other => other,
    }
}
