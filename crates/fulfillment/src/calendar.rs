//! Working time: dates are walked in the place's own zone, so a change of clocks moves nothing.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::instant::{DAY, Instant, MINUTE};

/// A zone's offsets from UTC over a span of time, as transitions; the shell fills it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Instant, i32)>", into = "Vec<(Instant, i32)>")]
pub struct ZoneOffsets {
    /// From each instant on, seconds east of UTC; sorted. The first also holds before itself.
    transitions: Vec<(Instant, i32)>,
}

impl From<Vec<(Instant, i32)>> for ZoneOffsets {
    fn from(transitions: Vec<(Instant, i32)>) -> Self {
        Self::new(transitions)
    }
}

impl From<ZoneOffsets> for Vec<(Instant, i32)> {
    fn from(zone: ZoneOffsets) -> Self {
        zone.transitions
    }
}

impl ZoneOffsets {
    /// A zone from its transitions `(instant, seconds east of UTC)`, in any order.
    pub fn new(mut transitions: Vec<(Instant, i32)>) -> Self {
        transitions.sort_unstable();
        Self { transitions }
    }

    /// A zone that never changes its clocks.
    pub fn fixed(seconds_east: i32) -> Self {
        Self::new(vec![(Instant(i64::MIN), seconds_east)])
    }

    /// Seconds east of UTC at an instant; 0 for an empty zone.
    pub fn offset_at(&self, at: Instant) -> i32 {
        let after = self.transitions.partition_point(|(from, _)| *from <= at);
        let index = after.saturating_sub(1);
        self.transitions.get(index).map_or(0, |(_, offset)| *offset)
    }

    /// Local date and milliseconds since local midnight by the wall clock.
    pub fn local(&self, at: Instant) -> (Date, i64) {
        let wall = at.0.saturating_add(i64::from(self.offset_at(at)) * 1000);
        (Date(wall.div_euclid(DAY)), wall.rem_euclid(DAY))
    }

    /// The first instant at which the wall clock shows this time or, if it skips it, a later one.
    pub fn instant(&self, date: Date, millis_of_day: i64) -> Instant {
        let wall = date.0.saturating_mul(DAY).saturating_add(millis_of_day);
        let mut from = i64::MIN;
        for (index, (_, offset)) in self.transitions.iter().enumerate() {
            let end = self
                .transitions
                .get(index + 1)
                .map_or(i64::MAX, |(next, _)| next.0);
            let candidate = wall.saturating_sub(i64::from(*offset) * 1000);
            if candidate < end {
                return Instant(candidate.max(from));
            }
            from = end;
        }
        Instant(wall)
    }
}

/// A calendar date: days since 1970-01-01. Prints and is stored as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[serde(try_from = "String", into = "String")]
pub struct Date(pub i64);

/// A text that is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate(pub String);

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a date of the form YYYY-MM-DD: {:?}", self.0)
    }
}

impl std::error::Error for NotADate {}

impl Date {
    /// 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The date of a year, month (1–12) and day (1–31), by Hinnant's civil-day algorithm.
    pub fn from_ymd(year: i64, month: i64, day: i64) -> Self {
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Self(era * 146_097 + days - 719_468)
    }

    /// Year, month and day.
    pub fn ymd(self) -> (i64, i64, i64) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        let mut parts = text.splitn(3, '-').map(str::parse::<i64>);
        if let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) =
            (parts.next(), parts.next(), parts.next())
            && (0..=9999).contains(&year)
            && (1..=12).contains(&month)
        {
            let date = Self::from_ymd(year, month, day);
            if date.ymd() == (year, month, day) {
                return Ok(date);
            }
        }
        Err(NotADate(text))
    }
}

/// When a place works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calendar {
    /// Its zone.
    pub zone: ZoneOffsets,
    /// Working weekdays, Monday first.
    pub days: [bool; 7],
    /// Opening time in minutes after local midnight.
    pub opens: u32,
    /// Closing time in minutes after local midnight.
    pub closes: u32,
    /// Days without work.
    pub holidays: BTreeSet<Date>,
}

impl Default for Calendar {
    /// Monday to Friday, 9 to 17, UTC.
    fn default() -> Self {
        Self {
            zone: ZoneOffsets::default(),
            days: [true, true, true, true, true, false, false],
            opens: 9 * 60,
            closes: 17 * 60,
            holidays: BTreeSet::new(),
        }
    }
}

/// No calendar closes longer than this; a longer walk means it never opens.
const HORIZON_DAYS: i64 = 800;

impl Calendar {
    /// Does the place work on this date?
    pub fn works(&self, date: Date) -> bool {
        self.days.get(date.weekday()).copied().unwrap_or(false) && !self.holidays.contains(&date)
    }

    /// The local date of an instant.
    pub fn date(&self, at: Instant) -> Date {
        self.zone.local(at).0
    }

    /// The last instant before the next local midnight's first moment, exclusive end of the day.
    pub fn end_of_day(&self, at: Instant) -> Instant {
        self.zone.instant(Date(self.date(at).0 + 1), 0)
    }

    /// `millis` after `from`, counting whole working days (a weekend does not count).
    pub fn after_days(&self, from: Instant, millis: i64) -> Instant {
        self.walk(from, millis, 0, DAY)
    }

    /// `millis` after `from`, counting opening hours only.
    pub fn after_hours(&self, from: Instant, millis: i64) -> Instant {
        let opens = i64::from(self.opens) * MINUTE;
        let closes = i64::from(self.closes) * MINUTE;
        self.walk(from, millis, opens, closes)
    }

    /// The date `count` working days after `date`; `date` itself need not be one.
    pub fn working_days_after(&self, date: Date, count: u32) -> Date {
        let mut day = date;
        let mut left = count;
        for _ in 0..HORIZON_DAYS {
            if left == 0 {
                break;
            }
            day = Date(day.0 + 1);
            if self.works(day) {
                left -= 1;
            }
        }
        day
    }

    fn walk(&self, from: Instant, millis: i64, opens: i64, closes: i64) -> Instant {
        let mut left = millis;
        let first = self.date(from);
        for ahead in 0..HORIZON_DAYS {
            let date = Date(first.0 + ahead);
            if !self.works(date) {
                continue;
            }
            let start = self.zone.instant(date, opens).max(from);
            let end = if closes >= DAY {
                self.zone.instant(Date(date.0 + 1), 0)
            } else {
                self.zone.instant(date, closes)
            };
            let open = end.since(start);
            if open <= 0 {
                continue;
            }
            if left <= open {
                return start.plus(left);
            }
            left -= open;
        }
        // A place that never opens: the clock is all there is.
        from.plus(millis)
    }
}
