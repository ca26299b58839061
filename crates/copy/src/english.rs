//! English dates by jiff, for native programs and tests (feature `jiff`).

use fulfillment::Instant;
use fulfillment::instant::DAY;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Dates;

/// How far from the reader's present a weekday alone names a day.
const WEEKDAY_ENOUGH: i64 = 6 * DAY;

/// English dates, 24-hour clock, seen from `now`. Needs jiff's time-zone database at run time.
#[derive(Clone, Copy, Debug)]
pub struct English {
    /// The reader's present.
    pub now: Instant,
}

impl English {
    fn format(&self, at: Instant, zone: &str, short: &str, dated: &str, full: &str) -> String {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        // Instants outside jiff's range (year 9999) exist only in broken reports.
        let zoned = |at: Instant| {
            Timestamp::from_millisecond(at.0)
                .unwrap_or_default()
                .to_zoned(zone.clone())
        };
        let (there, here) = (zoned(at), zoned(self.now));
        let format = if there.year() != here.year() {
            full
        } else if at.since(self.now).abs() > WEEKDAY_ENOUGH {
            dated
        } else {
            short
        };
        there.strftime(format).to_string()
    }
}

impl Dates for English {
    fn moment(&self, at: Instant, zone: &str, _: &str) -> String {
        self.format(
            at,
            zone,
            "%a %H:%M",
            "%a %-d %b, %H:%M",
            "%a %-d %b %Y, %H:%M",
        )
    }

    fn day(&self, at: Instant, zone: &str, _: &str) -> String {
        self.format(at, zone, "%a %-d %b", "%a %-d %b", "%a %-d %b %Y")
    }
}
