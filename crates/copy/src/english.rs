//! English dates by jiff, for native programs and tests (feature `jiff`).

use fulfillment::Instant;
use fulfillment::instant::DAY;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

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
        let (there, here) = (zoned(at, zone), zoned(self.now, zone));
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

/// Instants outside jiff's range (year 9999) exist only in broken reports, and so do unknown zones.
fn zoned(at: Instant, zone: &str) -> Zoned {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Timestamp::from_millisecond(at.0)
        .unwrap_or_default()
        .to_zoned(zone)
}

impl Dates for English {
    fn now(&self) -> Instant {
        self.now
    }

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

    fn days(&self, from: Instant, until: Instant, zone: &str, _: &str) -> String {
        let (first, last, here) = (zoned(from, zone), zoned(until, zone), zoned(self.now, zone));
        // The form of CLDR's English intervals: the month stands at both ends.
        let (start, end) = if first.year() != last.year() {
            ("%a %-d %b %Y", "%a %-d %b %Y")
        } else if last.year() != here.year() {
            ("%a %-d %b", "%a %-d %b %Y")
        } else {
            ("%a %-d %b", "%a %-d %b")
        };
        format!("{} – {}", first.strftime(start), last.strftime(end))
    }
}
