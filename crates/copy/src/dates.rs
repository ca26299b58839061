//! Times in words are the platform's business; their machine form is computed here.

use fulfillment::instant::{DAY, HOUR};
use fulfillment::{Date, Instant};

/// How instants become words. The worker implements it with `Intl`, native tests with jiff.
///
/// `zone` is an IANA name, `lang` a BCP 47 tag; an implementation falls back to UTC and English
/// where it does not know them, and never fails.
pub trait Dates {
    /// The reader's present.
    fn now(&self) -> Instant;

    /// `Mon 09:12`; with the date (`Mon 9 Nov, 09:12`) when it is more than six days from the
    /// reader's present, which the implementation holds.
    fn moment(&self, at: Instant, zone: &str, lang: &str) -> String;

    /// `Thu 12 Nov`; with the year when it is not the reader's.
    fn day(&self, at: Instant, zone: &str, lang: &str) -> String;

    /// From one day to a later one: `Thu 12 Nov – Fri 13 Nov`; with years when one of them is not the reader's.
    fn days(&self, from: Instant, until: Instant, zone: &str, lang: &str) -> String;

    /// A date of some calendar, wherever the reader is: `Thu 12 Nov`.
    fn date(&self, date: Date, lang: &str) -> String {
        self.day(
            Instant(date.0.saturating_mul(DAY)).plus(12 * HOUR),
            "UTC",
            lang,
        )
    }

    /// RFC 3339 in UTC for `<time datetime>`.
    fn iso(&self, at: Instant) -> String {
        rfc3339(at)
    }
}

/// `2026-11-09T09:12:00Z`; milliseconds only where they are not zero.
pub fn rfc3339(at: Instant) -> String {
    let (seconds, millis) = (at.0.div_euclid(1000), at.0.rem_euclid(1000));
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    let fraction = match millis {
        0 => String::new(),
        millis => format!(".{millis:03}"),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Proleptic Gregorian date of a day counted from 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
