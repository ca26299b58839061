//! Times of the demo's stories, counted back from now in the demo shop's zone.

use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

/// The demo shop's zone.
pub const ZONE: &str = "America/Chicago";

/// "Now" as the stories know it.
#[derive(Clone, Debug)]
pub struct Calendar {
    now: Zoned,
}

impl Calendar {
    /// A calendar around `now` (milliseconds since the Unix epoch).
    pub fn at(now: i64) -> Self {
        let now = Timestamp::from_millisecond(now).unwrap_or_default();
        Self {
            now: now.in_tz(ZONE).unwrap_or_else(|_| Zoned::default()),
        }
    }

    /// Now.
    pub fn now(&self) -> i64 {
        self.now.timestamp().as_millisecond()
    }

    /// So many minutes ago.
    pub fn minutes(&self, minutes: i64) -> i64 {
        self.now.timestamp().as_millisecond() - minutes * 60_000
    }

    /// So many hours ago.
    pub fn hours(&self, hours: i64) -> i64 {
        self.minutes(hours * 60)
    }

    /// `hour:minute` on the `back`th day before today.
    pub fn day(&self, back: i64, hour: i8, minute: i8) -> i64 {
        self.clock(&self.back(back), hour, minute)
    }

    /// `hour:minute` on the `back`th working day (Monday to Friday) before today.
    pub fn workday(&self, back: i64, hour: i8, minute: i8) -> i64 {
        let mut days = 0;
        let mut left = back;
        while left > 0 {
            days += 1;
            if !matches!(
                self.back(days).weekday(),
                Weekday::Saturday | Weekday::Sunday
            ) {
                left -= 1;
            }
        }
        self.clock(&self.back(days), hour, minute)
    }

    /// `hour:minute` so many days ahead.
    pub fn ahead(&self, days: i64, hour: i8, minute: i8) -> i64 {
        self.clock(&self.back(-days), hour, minute)
    }

    fn back(&self, days: i64) -> Zoned {
        self.now
            .checked_sub(days.days())
            .unwrap_or_else(|_| self.now.clone())
    }

    fn clock(&self, day: &Zoned, hour: i8, minute: i8) -> i64 {
        day.with()
            .hour(hour)
            .minute(minute)
            .second(0)
            .subsec_nanosecond(0)
            .build()
            .map_or_else(
                |_| day.timestamp() - SignedDuration::from_hours(1),
                |zoned| zoned.timestamp(),
            )
            .as_millisecond()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_weekends() {
        // Sunday 22 November 2026, 12:00 in Chicago.
        let calendar = Calendar::at(1_795_370_400_000);
        let monday = calendar.workday(5, 9, 12);
        let zoned = Timestamp::from_millisecond(monday)
            .unwrap()
            .in_tz(ZONE)
            .unwrap();
        assert_eq!(zoned.weekday(), Weekday::Monday);
        assert_eq!((zoned.hour(), zoned.minute()), (9, 12));
        assert!(calendar.now() - monday > 6 * 86_400_000);
    }
}
