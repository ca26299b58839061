//! The first line of a file: places, when they are declared to work, and when carriers come.

use fulfillment::instant::MINUTE;
use fulfillment::{Calendar, Date, Instant, ZoneOffsets};
use serde::{Deserialize, Serialize};

/// What `format` has to say.
pub const FORMAT: &str = "plumbline-warehouse-events";

/// Places and their hours, as their owner would write them down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Always [`FORMAT`].
    pub format: String,
    /// The places; facts may name others, which are taken to work as the default calendar does.
    pub locations: Vec<Location>,
}

impl Header {
    /// A header of these places.
    pub fn new(locations: Vec<Location>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            locations,
        }
    }

    /// What is declared of a place; of one it does not name, the default.
    pub fn location(&self, id: &str) -> Location {
        let named = self.locations.iter().find(|it| it.id == id);
        named.cloned().unwrap_or_else(|| Location {
            id: id.to_owned(),
            name: None,
            calendar: self
                .locations
                .first()
                .map_or_else(Calendar::default, |it| it.calendar.clone()),
            methods: Vec::new(),
        })
    }
}

/// One place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Location {
    /// Its id in facts.
    pub id: String,
    /// Name for people.
    pub name: Option<String>,
    /// When it works.
    pub calendar: Calendar,
    /// What is known of its methods.
    pub methods: Vec<Method>,
}

/// Days searched for the next pickup.
const SEARCHED: i64 = 40;

impl Location {
    /// When the carrier is declared to come next for a method; none if that is not known.
    pub fn next_pickup(&self, method: &str, at: Instant) -> Option<Instant> {
        let pickups = &self.methods.iter().find(|it| it.id == method)?.pickups;
        let today = self.calendar.date(at);
        (0..SEARCHED)
            .map(|ahead| Date(today.0 + ahead))
            .filter(|date| self.calendar.works(*date))
            .flat_map(|date| {
                let zone = &self.calendar.zone;
                pickups
                    .iter()
                    .map(move |minutes| zone.instant(date, i64::from(*minutes) * MINUTE))
            })
            .find(|pickup| *pickup >= at)
    }
}

/// One way to ship from a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Method {
    /// Its code in events.
    pub id: String,
    /// Minute after local midnight until which an order is meant to leave on the same working day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<u32>,
    /// Minutes after local midnight at which the carrier comes on working days. Empty: not known.
    pub pickups: Vec<u32>,
}

/// A place as it is written: the calendar's fields beside its own.
#[derive(Serialize, Deserialize)]
#[serde(default)]
struct Written {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    zone: Zone,
    days: [bool; 7],
    opens: u32,
    closes: u32,
    holidays: Vec<Date>,
    methods: Vec<Method>,
}

impl Default for Written {
    fn default() -> Self {
        Location {
            id: String::new(),
            name: None,
            calendar: Calendar::default(),
            methods: Vec::new(),
        }
        .into()
    }
}

/// A zone by name, or by its offsets.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Zone {
    Named(String),
    Offsets(ZoneOffsets),
}

impl From<Location> for Written {
    fn from(it: Location) -> Self {
        Self {
            id: it.id,
            name: it.name,
            zone: Zone::Offsets(it.calendar.zone),
            days: it.calendar.days,
            opens: it.calendar.opens,
            closes: it.calendar.closes,
            holidays: it.calendar.holidays.into_iter().collect(),
            methods: it.methods,
        }
    }
}

impl From<Written> for Location {
    fn from(it: Written) -> Self {
        Self {
            id: it.id,
            name: it.name,
            calendar: Calendar {
                zone: match it.zone {
                    Zone::Named(name) => offsets(&name),
                    Zone::Offsets(offsets) => offsets,
                },
                days: it.days,
                opens: it.opens,
                closes: it.closes,
                holidays: it.holidays.into_iter().collect(),
            },
            methods: it.methods.into_iter().map(Method::in_order).collect(),
        }
    }
}

impl Method {
    fn in_order(mut self) -> Self {
        self.pickups.sort_unstable();
        self
    }
}

/// The offsets of a named zone from 2000 to 2040, by the system's zone database; UTC for a name it does not know.
fn offsets(name: &str) -> ZoneOffsets {
    let Ok(zone) = jiff::tz::TimeZone::get(name) else {
        return ZoneOffsets::default();
    };
    let year = |year: i16| {
        jiff::civil::date(year, 1, 1)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .map(|it| it.timestamp())
    };
    let (Ok(from), Ok(until)) = (year(2000), year(2040)) else {
        return ZoneOffsets::default();
    };
    let mut all = vec![(Instant(i64::MIN), zone.to_offset(from).seconds())];
    all.extend(
        zone.following(from)
            .take_while(|it| it.timestamp() < until)
            .map(|it| {
                (
                    Instant(it.timestamp().as_millisecond()),
                    it.offset().seconds(),
                )
            }),
    );
    ZoneOffsets::new(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_writes() {
        let text = r#"{"format":"plumbline-warehouse-events","locations":[{"id":"chi","zone":[[0,-21600]],"days":[true,true,true,true,true,true,false],"opens":480,"closes":1020,"holidays":["2026-11-26"],"methods":[{"id":"express","cutoff":840,"pickups":[960]}]}]}"#;
        let header: Header = serde_json::from_str(text).unwrap();
        assert_eq!(
            header.locations[0].calendar.zone.offset_at(Instant(5)),
            -21_600
        );
        assert_eq!(serde_json::to_string(&header).unwrap(), text);
    }

    #[test]
    fn what_is_left_out_is_the_default() {
        let header: Header = serde_json::from_str(
            r#"{"format":"plumbline-warehouse-events","locations":[{"id":"a"}]}"#,
        )
        .unwrap();
        assert_eq!(header.locations[0].calendar, Calendar::default());
        assert_eq!(header.location("b").calendar, Calendar::default());
    }
}
