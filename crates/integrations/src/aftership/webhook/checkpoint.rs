//! One checkpoint: what it says, where, and when.

use fulfillment::fact::Place;
use fulfillment::{Fact, Grade, Instant, Kind};
use serde::Deserialize;

use super::super::{carrier, country, status, zone};
use super::{Clocks, When};
use crate::wire::{Id, Time, filled, text};

/// A checkpoint as AfterShip tells it.
#[derive(Deserialize)]
pub(super) struct Checkpoint {
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

impl Checkpoint {
    /// Writes what it says into the parcel's fact; false where nothing happened. `backwards`: the parcel
    /// goes to the shop.
    pub fn tell(&self, fact: &mut Fact, backwards: bool, unmapped: &mut Vec<String>) -> bool {
        let tag = self.tag.as_deref().unwrap_or_default();
        let subtag = self.subtag.as_deref().unwrap_or_default();
        let meaning = status::meaning(tag, subtag);
        if !meaning.known {
            unmapped.extend(text(if subtag.is_empty() { tag } else { subtag }));
        }
        let Some((kind, mut grade)) = meaning.fact else {
            return false;
        };
        // A person of the shop marked it so: no scan.
        if self.source.as_deref() == Some("user") {
            grade = grade.min(Grade::Record);
        }
        fact.grade = grade;
        fact.kind = if backwards { reversed(kind) } else { kind };
        fact.source.event = self.hash.as_deref().and_then(Id::parse).map(|id| id.0);
        match (grade, &self.slug) {
            // Another carrier may have it for the last mile.
            (Grade::Carrier, Some(slug)) => {
                fact.source.witness = carrier::name(slug).map(str::to_owned);
            }
            (Grade::Carrier, None) => {}
            _ => fact.source.witness = None,
        }
        let place = self.place();
        fact.place = (place != Place::default()).then_some(place);
        fact.text = self.message.as_deref().and_then(text);
        true
    }

    /// It is the one with which the parcel went back.
    pub fn turns(&self) -> bool {
        matches!(
            self.subtag.as_deref(),
            Some("Exception_010" | "Exception_011")
        )
    }

    /// When it happened. A local time is read where its place has one zone; else it happened by the time
    /// AfterShip had it, and by that time in the westernmost zone it can be of. The same every time it is
    /// told.
    pub fn when(&self, clocks: &dyn Clocks) -> Option<When> {
        let told = self.checkpoint_time.as_deref().unwrap_or_default().trim();
        if let Some(Time(at)) = Time::parse(told) {
            let at_latest = false;
            return Some(When { at, at_latest });
        }
        let had = self.created_at.as_deref().and_then(Time::parse);
        let had = had.map(|Time(at)| at);
        let zone = zone::of(&self.place());
        let read = zone.and_then(|zone| clocks.in_zone(zone.name, local(told)?));
        match (read, zone) {
            // What AfterShip had before it can have happened was no clock of this place.
            (Some(at), Some(zone)) if zone.exact && had.is_none_or(|had| at <= had) => {
                let at_latest = false;
                Some(When { at, at_latest })
            }
            (read, _) => {
                let at = read.into_iter().chain(had).min()?;
                let at_latest = true;
                Some(When { at, at_latest })
            }
        }
    }

    fn place(&self) -> Place {
        let country = self.country_region.as_deref();
        Place {
            city: filled(self.city.clone()),
            region: filled(self.state.clone()),
            country: country.and_then(country::alpha2),
        }
    }
}

/// A date with a time of day, as if it were UTC. A date alone is no time of day.
fn local(told: &str) -> Option<Instant> {
    let local: jiff::civil::DateTime = told.get(..).filter(|it| it.len() > 10)?.parse().ok()?;
    let local = local.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Instant(local.timestamp().as_millisecond()))
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
