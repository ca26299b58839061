//! What may be promised: `ship_by = max(queue bound, historical bound)`, as a date of the place's calendar, history being
//! believed only so far beyond the queue where much waits.
//!
//! Both bounds are working time until a group is *ready*; ready is monotone in them, and the next pickup is monotone in ready, so the
//! quantile of the hand-over is the pickup after the quantile of being ready. The conformal offset stands over both together. Why
//! a date is what it is goes with it as data; words are another's.

use fulfillment::calendar::Date;
use fulfillment::instant::{DAY, HOUR, Instant};
use serde::{Deserialize, Serialize};

use crate::handling::Handling;
use crate::load::Bucket;
use crate::place::Place;
use crate::schedule::{Schedule, hours};
use crate::settings::SHIFT;

/// Recent arrivals above this part of the usual ones are high.
const HIGH: f64 = 1.5;
/// Working days without a sign of work, while much waits, after which nothing is said.
const SILENT: i64 = 3 * DAY;
/// Groups of a method handed over from which on it is known.
const KNOWN: u32 = 20;
/// Shortest time told apart, hours of ticks.
const SHORTEST: f64 = 1.0;

/// An order, or a part of one, that asks when it will ship.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ask<'a> {
    /// When it comes in.
    pub at: Instant,
    /// Its shipping method: what of two options is worked and picked up alike has one name.
    pub method: &'a str,
    /// Its lines.
    pub lines: u32,
    /// What its products declare, if they do.
    pub handling: Option<Handling>,
}

/// Why much waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// More orders than usual came in.
    ArrivalsHigh,
    /// Less is done in an hour than usual.
    ThroughputFell,
}

/// What a promise rests on, from much to little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The method's own past at this place.
    Method,
    /// The place's past.
    Location,
    /// The shop's past.
    Shop,
    /// A declared handling or processing time alone.
    Declared,
}

/// "412 lines ahead, 55 an hour", as data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Lines that wait before it.
    pub lines_ahead: u64,
    /// Lines per working hour as it goes at present; none where it is not known.
    pub lines_per_hour: Option<f64>,
    /// Why much waits; none where little does or nobody knows.
    pub cause: Option<Cause>,
}

/// What is promised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// By when it is handed to the carrier: a date in the zone of the place.
    pub ship_by: Date,
    /// The same before rounding, in which coverage is counted.
    pub bound: Instant,
    /// When the queue alone would have it ready, uncorrected; none where nobody knows how fast it goes.
    pub queue: Option<Instant>,
    /// When history alone would have it ready, uncorrected.
    pub historical: Option<Instant>,
    /// The load it was said at.
    pub bucket: Bucket,
    /// Why.
    pub reason: Reason,
    /// On what grounds.
    pub basis: Basis,
}

/// A quote, and the ticks from asking to ready that are to be kept; none where it is only declared.
pub(crate) struct Bound {
    pub(crate) quote: Quote,
    pub(crate) ticks: Option<i64>,
}

/// Where much waits, how many times the queue bound the historical one is believed to be at most: it tells of weeks with other
/// queues, and by Little's law a place in which less waits does not take longer. None where little waits: then it is not the
/// queue that takes the time.
fn more_than_queue(bucket: Bucket) -> Option<f64> {
    match bucket {
        Bucket::Calm => None,
        Bucket::Busy => Some(1.5),
        Bucket::High | Bucket::Peak => Some(1.2),
    }
}

impl Place {
    /// What is promised to one that asks; none where too little is known. `now` is the present, `ask.at` may lie
    /// ahead of it. Where this place knows too little, `shop` is asked; then `processing`, the declared processing
    /// time; then nothing is said.
    pub fn quote(
        &self,
        now: Instant,
        ask: &Ask<'_>,
        schedule: &Schedule,
        shop: Option<&Self>,
        processing: Option<Handling>,
    ) -> Option<Quote> {
        let mut present = self.clone();
        present.pass(now, schedule);
        present.answer(now, ask, schedule, shop, processing)
    }

    /// The same of a place that has let time pass to now.
    pub(crate) fn answer(
        &self,
        now: Instant,
        ask: &Ask<'_>,
        schedule: &Schedule,
        shop: Option<&Self>,
        processing: Option<Handling>,
    ) -> Option<Quote> {
        self.bound(now, ask, schedule, shop)
            .map(|it| it.quote)
            .or_else(|| self.declared_only(now, ask, schedule, processing))
    }

    /// Who is asked first has let time pass to now.
    pub(crate) fn bound(
        &self,
        now: Instant,
        ask: &Ask<'_>,
        schedule: &Schedule,
        shop: Option<&Self>,
    ) -> Option<Bound> {
        if self.silent(now, schedule) {
            return None;
        }
        let own = self.history_hours(ask, schedule);
        let known = self
            .methods
            .get(&self.method(ask))
            .is_some_and(|it| *it >= KNOWN);
        let (history, basis) = match own {
            Some(own) if known => (own, Basis::Method),
            Some(own) => (own, Basis::Location),
            None => (shop?.history_hours(ask, schedule)?, Basis::Shop),
        };
        let queue = self.queue_hours(now, ask, schedule);
        let most = queue.map_or(history, |queue| {
            let believed =
                more_than_queue(self.bucket).map_or(history, |it| history.min(it * queue));
            queue.max(believed)
        });
        let offset = self.offset(self.correction(ask)).offset();
        let corrected = (most.max(SHORTEST).ln() + offset).exp();
        let ticks = (corrected * HOUR as f64) as i64;
        let at = |hours: f64| schedule.after(ask.at, (hours * HOUR as f64) as i64);
        let (ship_by, bound) = self.pickup(schedule.after(ask.at, ticks), schedule);
        Some(Bound {
            quote: Quote {
                ship_by,
                bound,
                queue: queue.map(at),
                historical: Some(at(history)),
                bucket: self.bucket,
                reason: self.reason(now),
                basis,
            },
            ticks: Some(ticks),
        })
    }

    /// The carrier that takes what is ready then: the date, and the instant with how late it comes.
    fn pickup(&self, ready: Instant, schedule: &Schedule) -> (Date, Instant) {
        let date = |at| schedule.calendar.date(at);
        match schedule.next_pickup(ready) {
            None => (date(ready), ready),
            Some(pickup) => (date(pickup), pickup.plus(self.grace.millis())),
        }
    }

    /// Hours of ticks until ready by history alone, a declared handling time leaning on it.
    fn history_hours(&self, ask: &Ask<'_>, schedule: &Schedule) -> Option<f64> {
        let tick = self.tick(ask.at, schedule);
        let own = self
            .history
            .bound(Instant(tick - SHIFT), &self.groups(ask, schedule))?;
        let ready = match ask.handling {
            None => own,
            Some(handling) => {
                let limit = Instant(tick.saturating_add(handling.ticks(ask.at, schedule)));
                let leaning = self
                    .declared
                    .as_ref()
                    .and_then(|it| it.bound(Instant(tick - SHIFT), own, limit));
                // Until it is known how such limits are kept, they are believed.
                leaning.unwrap_or(own.max(limit))
            }
        };
        Some(hours(ready.0.saturating_sub(tick)))
    }

    /// Hours of ticks until ready by what waits and how fast it goes.
    fn queue_hours(&self, now: Instant, ask: &Ask<'_>, schedule: &Schedule) -> Option<f64> {
        let own = f64::from(ask.lines);
        let before = self.lines_ahead(now, ask.at, schedule) * self.turns.part(&self.method(ask));
        let walk = |from: Instant, lines: f64| {
            let hours = self.throughput.hours(lines, self.target)?;
            Some(self.throughput.after(from, hours, schedule))
        };
        let behind_all = walk(ask.at, before + own)?;
        let alone = walk(schedule.start(ask.at), own)?;
        Some(hours(schedule.ticks(ask.at, behind_all.max(alone))))
    }

    /// Lines that wait before one that comes in at `at`: those of now, less what is likely done and not seen; for a later day with
    /// what will usually come and be done until then.
    fn lines_ahead(&self, now: Instant, at: Instant, schedule: &Schedule) -> f64 {
        let waiting = self.backlog.lines as f64;
        let present = (waiting - self.throughput.unseen(now, schedule)).max(0.0);
        if at.since(now) < DAY / 2 {
            return present;
        }
        let open = schedule.open(now, at) as f64 / HOUR as f64;
        let done = self.throughput.usual().unwrap_or(0.0) * open;
        let a_day = self.backlog.arrivals(now).map_or(0.0, |it| it.1);
        let days = at.since(now) as f64 / DAY as f64;
        let most = present.max(a_day);
        (present + a_day * days - done).clamp(0.0, most)
    }

    /// Much waits and for days nothing has been heard of it: what is known is too old.
    fn silent(&self, now: Instant, schedule: &Schedule) -> bool {
        let much = self.days_waiting(now, schedule).unwrap_or(0.0) > 0.5;
        let quiet = |alive: Instant| schedule.ticks(alive, now) > SILENT;
        much && self.alive.is_some_and(quiet)
    }

    /// A processing time alone, from the day on which work begins.
    fn declared_only(
        &self,
        now: Instant,
        ask: &Ask<'_>,
        schedule: &Schedule,
        processing: Option<Handling>,
    ) -> Option<Quote> {
        let handling = ask.handling.or(processing)?;
        if self.silent(now, schedule) {
            return None;
        }
        let end = schedule.after(ask.at, handling.ticks(ask.at, schedule));
        let ship_by = schedule.calendar.date(end);
        let bound = schedule.last_pickup(schedule.calendar.end_of_day(end));
        let bound = bound.filter(|it| schedule.calendar.date(*it) == ship_by);
        Some(Quote {
            ship_by,
            bound: bound.unwrap_or(end),
            queue: None,
            historical: None,
            bucket: self.bucket,
            reason: self.reason(now),
            basis: Basis::Declared,
        })
    }

    fn reason(&self, now: Instant) -> Reason {
        let spell = self.throughput.spell();
        let usual = self.throughput.usual();
        let lines_per_hour = spell.map(|it| it.pace).or(usual);
        let arrivals = self.backlog.arrivals(now);
        // How many times as much work there is as usual by either cause; the greater is the one to name.
        let more = arrivals.map_or(1.0, |(recent, usual)| recent / usual.max(f64::MIN_POSITIVE));
        let slower = spell.zip(usual).map_or(1.0, |(spell, usual)| {
            usual / spell.pace.max(f64::MIN_POSITIVE)
        });
        let cause = if self.bucket == Bucket::Calm {
            None
        } else if more >= HIGH && more >= slower {
            Some(Cause::ArrivalsHigh)
        } else if spell.is_some() {
            Some(Cause::ThroughputFell)
        } else {
            None
        };
        Reason {
            lines_ahead: self.backlog.lines,
            lines_per_hour,
            cause,
        }
    }
}
