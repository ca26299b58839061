//! The working calendar beside a minute-by-minute count, across changes of the clocks.

use fulfillment::instant::{DAY, HOUR, MINUTE};
use fulfillment::{Calendar, Date, Instant, ZoneOffsets};

/// New York 2026: daylight time from 8 March 07:00 UTC to 1 November 06:00 UTC.
fn new_york() -> ZoneOffsets {
    ZoneOffsets::new(vec![
        (Instant(1_762_063_200_000), -5 * 3600),
        (Instant(1_772_953_200_000), -4 * 3600),
        (Instant(1_793_512_800_000), -5 * 3600),
    ])
}

fn calendar() -> Calendar {
    let mut calendar = Calendar {
        zone: new_york(),
        ..Calendar::default()
    };
    calendar.holidays.insert(Date::from_ymd(2026, 11, 26));
    calendar
}

/// Counts minutes one by one: open when `counts` says so.
fn brute(from: Instant, minutes: i64, counts: impl Fn(Instant) -> bool) -> Instant {
    let mut at = from;
    let mut left = minutes;
    while left > 0 {
        if counts(at) {
            left -= 1;
        }
        at = at.plus(MINUTE);
    }
    at
}

#[test]
fn the_walk_agrees_with_counting_minutes() {
    let calendar = calendar();
    let day = |at: Instant| calendar.works(calendar.date(at));
    let open = |at: Instant| {
        let (date, wall) = calendar.zone.local(at);
        calendar.works(date)
            && (i64::from(calendar.opens) * MINUTE..i64::from(calendar.closes) * MINUTE)
                .contains(&wall)
    };
    let mut seed = 7_i64;
    // Around both changes of the clocks and a holiday, from minutes spread over three weeks.
    for start in [1_772_953_200_000_i64, 1_793_512_800_000, 1_795_600_000_000] {
        for _ in 0..60 {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            let from =
                Instant((start - 10 * DAY + (seed % (21 * 1440)) * MINUTE) / MINUTE * MINUTE);
            for hours in [1, 4, 24, 48] {
                let minutes = hours * 60;
                let days = calendar.after_days(from, minutes * MINUTE);
                assert_eq!(
                    days,
                    brute(from, minutes, day),
                    "{hours} h of days from {from:?}"
                );
                let hours_open = calendar.after_hours(from, minutes * MINUTE);
                assert_eq!(
                    hours_open,
                    brute(from, minutes, open),
                    "{hours} open h from {from:?}"
                );
            }
        }
    }
}

#[test]
fn a_skipped_hour_and_a_repeated_one() {
    let zone = new_york();
    let spring = Date::from_ymd(2026, 3, 8);
    // 02:30 does not exist: the first moment after the gap stands for it.
    assert_eq!(
        zone.instant(spring, 2 * HOUR + 30 * MINUTE),
        Instant(1_772_953_200_000)
    );
    assert_eq!(
        zone.instant(spring, 0),
        Instant(1_772_953_200_000 - 2 * HOUR)
    );
    let autumn = Date::from_ymd(2026, 11, 1);
    // 01:30 exists twice: the first is meant.
    assert_eq!(
        zone.instant(autumn, HOUR + 30 * MINUTE),
        Instant(1_793_512_800_000 - 30 * MINUTE)
    );
    let long_day = zone
        .instant(Date(autumn.0 + 1), 0)
        .since(zone.instant(autumn, 0));
    assert_eq!(long_day, 25 * HOUR);
}

#[test]
fn dates_are_walked_not_seconds() {
    let calendar = calendar();
    let wednesday = Date::from_ymd(2026, 11, 25);
    assert_eq!(
        calendar.working_days_after(wednesday, 1).to_string(),
        "2026-11-27"
    );
    assert_eq!(
        calendar.working_days_after(wednesday, 2).to_string(),
        "2026-11-30"
    );
    assert_eq!(wednesday.weekday(), 2);
}

#[test]
fn dates_read_and_print() {
    for days in -800_000..800_000 {
        let date = Date(days);
        let (year, month, day) = date.ymd();
        assert_eq!(Date::from_ymd(year, month, day), date);
    }
    assert_eq!(Date(0).to_string(), "1970-01-01");
    let read = |text: &str| serde_json::from_value::<Date>(text.into());
    assert_eq!(
        read("2026-02-28").expect("a date"),
        Date::from_ymd(2026, 2, 28)
    );
    for wrong in ["2026-02-29", "2026-13-01", "today", "2026-1", ""] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_place_that_never_opens_falls_back_to_the_clock() {
    let never = Calendar {
        days: [false; 7],
        ..Calendar::default()
    };
    assert_eq!(never.after_days(Instant(5), HOUR), Instant(5 + HOUR));
    let shut = Calendar {
        opens: 600,
        closes: 600,
        ..Calendar::default()
    };
    assert_eq!(shut.after_hours(Instant(5), HOUR), Instant(5 + HOUR));
}
