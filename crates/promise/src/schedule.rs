//! When a place works on a method's parcels and when its carrier comes.
//!
//! In scope: the working calendar of `fulfillment` with a carrier's pickups and a cutoff beside it, and *ticks*: opening
//! hours, scaled so that a working day counts as [`DAY`]. The engine measures in ticks, so a
//! weekend, a holiday and a change of the clocks are no time at all. Not in scope: how much is done in an hour.

use fulfillment::calendar::{Calendar, Date};
use fulfillment::instant::{DAY, HOUR, Instant, MINUTE};
use serde::{Deserialize, Serialize};

/// Days searched for the next or the last pickup: a place that hands nothing over for longer has no pickups.
const SEARCHED: i64 = 40;
/// A carrier may come this much earlier than announced.
const EARLY: i64 = 45 * MINUTE;

/// When a place works, and what its carrier's day looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// Working days, opening hours, holidays and zone of the place.
    pub calendar: Calendar,
    /// When the carrier comes on a working day, in minutes after local midnight; none = not known, or at any time.
    pub pickups: Vec<u32>,
    /// Until when an order is worked on the day it comes in, in minutes after local midnight; none = as far as the day goes.
    pub cutoff: Option<u32>,
}

/// How far the place's working time has got, so that a later change of its calendar moves nothing measured before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Up to when.
    pub at: Instant,
    /// Ticks up to then.
    pub ticks: i64,
}

impl Clock {
    /// Begins at `at`, which is tick 0.
    pub fn new(at: Instant) -> Self {
        Self { at, ticks: 0 }
    }

    /// The tick of an instant, before or after now.
    pub fn tick(&self, at: Instant, schedule: &Schedule) -> i64 {
        if at >= self.at {
            self.ticks + schedule.ticks(self.at, at)
        } else {
            self.ticks - schedule.ticks(at, self.at)
        }
    }

    /// Goes on to `at`; an instant before now changes nothing.
    pub fn advance(&mut self, at: Instant, schedule: &Schedule) {
        if at > self.at {
            *self = Self {
                at,
                ticks: self.tick(at, schedule),
            };
        }
    }
}

impl Schedule {
    /// A place of this calendar with neither pickups nor a cutoff.
    pub fn of(calendar: Calendar) -> Self {
        Self {
            calendar,
            ..Self::default()
        }
    }

    /// Opening time of a working day, milliseconds; a place that is never open is taken as always open.
    pub fn day_length(&self) -> i64 {
        let Calendar { opens, closes, .. } = self.calendar;
        match (i64::from(closes) - i64::from(opens)) * MINUTE {
            length if length > 0 && self.calendar.days.contains(&true) => length.min(DAY),
            _ => DAY,
        }
    }

    /// Milliseconds of opening hours from `from` to `to`; 0 if `to` is not later.
    pub fn open(&self, from: Instant, to: Instant) -> i64 {
        if self.never_opens() {
            return to.since(from).max(0);
        }
        let calendar = &self.calendar;
        let last = calendar.date(to);
        let mut date = calendar.date(from);
        // Longer than any order is open; beyond, the clock's pace is near enough.
        date = date.max(Date(last.0 - 400));
        let mut sum = 0;
        while date <= last {
            if let Some((opens, closes)) = self.hours(date) {
                sum += closes.min(to).since(opens.max(from)).max(0);
            }
            date = Date(date.0 + 1);
        }
        sum
    }

    /// Ticks from `from` to `to`; 0 if `to` is not later.
    pub fn ticks(&self, from: Instant, to: Instant) -> i64 {
        (self.open(from, to) as f64 * DAY as f64 / self.day_length() as f64).round() as i64
    }

    /// The instant `ticks` after `from`.
    pub fn after(&self, from: Instant, ticks: i64) -> Instant {
        let open = ticks.max(0) as f64 * self.day_length() as f64 / DAY as f64;
        if self.never_opens() {
            return from.plus(open as i64);
        }
        self.calendar.after_hours(from, open as i64)
    }

    /// From when an order that comes in at `at` is worked: at once, or on the next day after the cutoff.
    pub fn start(&self, at: Instant) -> Instant {
        let (date, of_day) = self.calendar.zone.local(at);
        match self.cutoff {
            Some(cutoff) if of_day >= i64::from(cutoff) * MINUTE => self.calendar.end_of_day(at),
            _ if !self.calendar.works(date) => self.calendar.end_of_day(at),
            _ => at,
        }
    }

    /// When the place opens and closes on a date; none if it does not work then.
    pub fn hours(&self, date: Date) -> Option<(Instant, Instant)> {
        let Calendar {
            zone,
            opens,
            closes,
            ..
        } = &self.calendar;
        let at = |minutes: u32| zone.instant(date, i64::from(minutes) * MINUTE);
        self.calendar.works(date).then(|| (at(*opens), at(*closes)))
    }

    /// The first pickup at `at` or later; none where pickups are not known.
    pub fn next_pickup(&self, at: Instant) -> Option<Instant> {
        let first = self.calendar.date(at);
        (0..SEARCHED)
            .flat_map(|ahead| self.pickups_on(Date(first.0 + ahead)))
            .filter(|pickup| *pickup >= at)
            .min()
    }

    /// The last pickup before `at`; none where pickups are not known.
    pub fn last_pickup(&self, at: Instant) -> Option<Instant> {
        let last = self.calendar.date(at);
        (0..SEARCHED).find_map(|back| {
            self.pickups_on(Date(last.0 - back))
                .filter(|pickup| *pickup < at)
                .max()
        })
    }

    /// The pickup that took what was handed over at `at`: the latest one, or one about to come.
    pub fn pickup_of(&self, at: Instant) -> Option<Instant> {
        self.last_pickup(at.plus(EARLY))
    }

    fn pickups_on(&self, date: Date) -> impl Iterator<Item = Instant> {
        let zone = &self.calendar.zone;
        let works = self.calendar.works(date);
        self.pickups
            .iter()
            .filter(move |_| works)
            .map(move |minutes| zone.instant(date, i64::from(*minutes) * MINUTE))
    }

    fn never_opens(&self) -> bool {
        self.calendar.closes <= self.calendar.opens || !self.calendar.days.contains(&true)
    }
}

/// Hours of a tick count: 24 a working day.
pub fn hours(ticks: i64) -> f64 {
    ticks as f64 / HOUR as f64
}

#[cfg(test)]
mod tests {
    use fulfillment::calendar::ZoneOffsets;
    use proptest::prelude::*;

    use super::*;

    /// Thursday 1 January 1970, 09:00.
    const OPENING: Instant = Instant(9 * HOUR);

    fn schedule() -> Schedule {
        let mut schedule = Schedule {
            pickups: vec![17 * 60, 11 * 60],
            cutoff: Some(14 * 60),
            ..Schedule::default()
        };
        schedule.calendar.holidays.insert(Date(1));
        schedule
    }

    #[test]
    fn a_working_day_is_a_day_of_ticks() {
        let schedule = schedule();
        assert_eq!(schedule.ticks(OPENING, OPENING.plus(8 * HOUR)), DAY);
        assert_eq!(schedule.ticks(OPENING, OPENING.plus(HOUR)), 3 * HOUR);
        // Friday is a holiday, then comes the weekend: Monday 10:00 is nine working hours on.
        let monday = OPENING.plus(4 * DAY + HOUR);
        assert_eq!(schedule.open(OPENING, monday), 9 * HOUR);
        assert_eq!(schedule.after(OPENING, 27 * HOUR), monday);
    }

    #[test]
    fn pickups_come_on_working_days() {
        let schedule = schedule();
        let evening = OPENING.plus(9 * HOUR);
        let monday = OPENING.plus(4 * DAY + 2 * HOUR);
        assert_eq!(schedule.next_pickup(evening), Some(monday));
        assert_eq!(schedule.last_pickup(monday), Some(OPENING.plus(8 * HOUR)));
        assert_eq!(schedule.pickup_of(monday.plus(-10 * MINUTE)), Some(monday));
        assert_eq!(Schedule::default().next_pickup(evening), None);
    }

    #[test]
    fn after_the_cutoff_work_begins_another_day() {
        let schedule = schedule();
        assert_eq!(schedule.start(OPENING), OPENING);
        assert_eq!(schedule.start(Instant(14 * HOUR)), Instant(DAY));
        assert_eq!(schedule.start(Instant(DAY + HOUR)), Instant(2 * DAY));
    }

    #[test]
    fn a_place_that_never_opens_goes_by_the_clock() {
        let mut schedule = Schedule::default();
        schedule.calendar.days = [false; 7];
        assert_eq!(schedule.ticks(OPENING, OPENING.plus(HOUR)), HOUR);
        assert_eq!(schedule.after(OPENING, HOUR), OPENING.plus(HOUR));
    }

    proptest! {
        #[test]
        fn walking_undoes_measuring(from in 0i64..(40 * DAY), ticks in 1i64..(30 * DAY), east in -12i32..13) {
            let mut schedule = schedule();
            schedule.calendar.zone = ZoneOffsets::fixed(east * 3600);
            let to = schedule.after(Instant(from), ticks);
            prop_assert!((schedule.ticks(Instant(from), to) - ticks).abs() <= 4);
            let mut clock = Clock::new(Instant(from));
            clock.advance(to, &schedule);
            prop_assert_eq!(clock.tick(Instant(from), &schedule), 0);
        }
    }
}
