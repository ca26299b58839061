//! Expected delivery, as AfterShip relays or works it out.

use fulfillment::{Grade, Instant, Kind};
use serde::Deserialize;

use super::Clocks;
use crate::wire::Time;

/// A date or a range of dates, in the recipient's time zone.
#[derive(Deserialize)]
pub(super) struct Estimate {
    #[serde(default)]
    r#type: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    datetime: Option<String>,
    #[serde(default)]
    datetime_min: Option<String>,
    #[serde(default)]
    datetime_max: Option<String>,
}

impl Estimate {
    /// The window and who stands for it: a carrier; the shop's own setting; or AfterShip's model,
    /// which is inferred and told to no shopper.
    pub fn meaning(&self, clocks: &dyn Clocks) -> Option<(Kind, Grade)> {
        let instant = |text: &str| instant(text, clocks);
        let grade = match self.source.as_deref() {
            Some("Carrier EDD") => Grade::Carrier,
            Some("Custom EDD" | "Order EDD") => Grade::Record,
            _ => Grade::Inferred,
        };
        let day = self.datetime.as_deref().and_then(instant);
        let (from, until) = match self.r#type.as_deref() {
            Some("range") => {
                let from = self.datetime_min.as_deref().and_then(instant);
                let until = self.datetime_max.as_deref().and_then(instant);
                let until = until.or(day)?;
                (from.unwrap_or(until), until)
            }
            _ => (day?, day?),
        };
        let (from, until) = (from.min(until), from.max(until));
        Some((Kind::EtaRevised { from, until }, grade))
    }
}

/// The instant a text names. A date, with or without a clock time of unknown zone, is meant as that
/// day, and surfaces show days where the shop is: noon there.
fn instant(text: &str, clocks: &dyn Clocks) -> Option<Instant> {
    let text = text.trim();
    if let Some(Time(at)) = Time::parse(text) {
        return Some(at);
    }
    let day: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    let noon = day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(clocks.home(Instant(noon.timestamp().as_millisecond())))
}
