//! How fast a place works when there is work: lines per working hour of late, and a low quantile of it.
//!
//! One row is kept for each of the latest working hours, and in it only the time when enough waited: a place that
//! has run out of work shows how few orders came and not how fast it is. An hour counts as much as it usually brings, breaks and
//! small shifts being no news. How long a given work takes is read off stretches of these hours that did as much, so an hour's
//! chance evens out over a day's work as it did in the past. A stop shows while it lasts: a slow spell is expected to go
//! on for as long as it has lasted, and then to end.

use std::collections::VecDeque;

use fulfillment::calendar::Date;
use fulfillment::instant::{DAY, HOUR, Instant};
use serde::{Deserialize, Serialize};

use crate::effects::Mean;
use crate::profile::Profile;
use crate::run::Run;
use crate::schedule::Schedule;
pub use crate::stretch::Spell;
use crate::stretch::{self, Stretch};

/// Rows kept.
const ROWS: usize = 240;
/// Least hours with enough waiting to go by them alone.
const FEWEST_HOURS: f64 = 6.0;
/// So many hours' work have to wait for an hour to show how fast it goes: less may keep some idle.
const ENOUGH: f64 = 1.5;
/// Handed-over groups over which it is averaged how many lines were scanned on the way.
const MEMORY: f64 = 100.0;
/// Days walked at most.
const FARTHEST: i64 = 400;

/// What one hour of the clock has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(i64, [f32; 4])", into = "(i64, [f32; 4])")]
struct Row {
    /// Hours since 1970.
    hour: i64,
    /// Opening hours seen in it, each counted as much as it usually brings.
    open: f32,
    /// Lines done.
    lines: f32,
    /// Of the opening hours, those in which enough waited.
    busy: f32,
    /// Lines done in those.
    busy_lines: f32,
}

impl From<(i64, [f32; 4])> for Row {
    fn from((hour, [open, lines, busy, busy_lines]): (i64, [f32; 4])) -> Self {
        Self {
            hour,
            open,
            lines,
            busy,
            busy_lines,
        }
    }
}

impl From<Row> for (i64, [f32; 4]) {
    fn from(row: Row) -> Self {
        (row.hour, [row.open, row.lines, row.busy, row.busy_lines])
    }
}

/// The latest working hours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Throughput {
    rows: VecDeque<Row>,
    profile: Profile,
    /// Of the latest row, its hour of the day at the place, and what the profile has not been told of it yet.
    present: Option<(usize, [f32; 2])>,
    /// Share of the lines handed over that a scan had shown as done before.
    scanned: Mean,
    /// The latest hand-over: where nothing is scanned, nothing is known of the time after it.
    handed: Option<Instant>,
    /// The latest run of hand-overs where the carrier's times are not known.
    run: Option<Run>,
    /// Lines per hour with enough waiting, as usual; kept so that a fact need not look at every row.
    usual: Option<f64>,
}

impl Throughput {
    /// Time goes on from `from` to `to` while `waiting` lines wait.
    pub fn pass(&mut self, from: Instant, to: Instant, waiting: u64, schedule: &Schedule) {
        let enough = waiting as f64 > self.enough();
        let first = from.0.div_euclid(HOUR).max(to.0.div_euclid(HOUR) - 24 * 60);
        for hour in first..=to.0.div_euclid(HOUR) {
            let (start, end) = (Instant(hour * HOUR), Instant((hour + 1) * HOUR));
            let open = schedule.open(start.max(from), end.min(to)) as f32 / HOUR as f32;
            if open <= 0.0 {
                continue;
            }
            let of_day = (schedule.calendar.zone.local(start).1 / HOUR) as usize;
            let weight = self.profile.weight(of_day) as f32;
            let row = self.row(hour, Some(of_day));
            row.open += open * weight;
            if enough {
                row.busy += open * weight;
                if let Some((_, [_, busy])) = &mut self.present {
                    *busy += open;
                }
            }
        }
    }

    /// The row of an hour, new if it is later than all.
    fn row(&mut self, hour: i64, of_day: Option<usize>) -> &mut Row {
        let last = self.rows.back().map(|it| it.hour);
        if last.is_none_or(|last| last < hour) {
            if let Some((hour, [lines, busy])) = self.present.take()
                && busy > 0.0
            {
                self.profile.add(hour, lines, busy);
            }
            self.present = of_day.map(|it| (it, [0.0; 2]));
            self.usual = self.mean();
            self.rows.push_back(Row {
                hour,
                ..Row::default()
            });
            if self.rows.len() > ROWS {
                self.rows.pop_front();
            }
        }
        let place = self.rows.partition_point(|it| it.hour < hour);
        let last = self.rows.len() - 1;
        &mut self.rows[place.min(last)]
    }

    /// So few lines waiting may keep some idle.
    fn enough(&self) -> f64 {
        self.usual.map_or(2.0, |usual| (usual * ENOUGH).max(2.0))
    }

    /// `lines` were seen done at `at`, when `waiting` waited.
    pub fn worked(&mut self, at: Instant, lines: u32, waiting: u64) {
        let enough = waiting as f64 > self.enough();
        let row = self.row(at.0.div_euclid(HOUR), None);
        row.lines += lines as f32;
        if enough {
            row.busy_lines += lines as f32;
            if let Some((_, [all, _])) = &mut self.present {
                *all += lines as f32;
            }
        }
    }

    /// A hand-over at `at` to a carrier whose times are not known: since when what goes with it was done, if that can be told.
    pub(crate) fn handing_over(&mut self, at: Instant) -> Option<Instant> {
        let run = Run::after(self.run, at);
        self.run = Some(run);
        run.since()
    }

    /// A group of `lines` was handed over at `at`, of which no scan had shown `unseen`; they were done at some time
    /// since `since`, and as good as evenly.
    pub fn handed_over(&mut self, since: Instant, at: Instant, lines: u32, unseen: u32) {
        let seen = lines.saturating_sub(unseen);
        let share = f64::from(seen) / f64::from(lines.max(1));
        self.scanned.add(share, MEMORY);
        self.handed = self.handed.max(Some(at));
        if unseen == 0 {
            return;
        }
        let (first, last) = (since.0.div_euclid(HOUR), at.0.div_euclid(HOUR));
        let within = |row: &&mut Row| (first..=last).contains(&row.hour);
        let open: f32 = self.rows.iter_mut().filter(within).map(|it| it.open).sum();
        if open <= 0.0 {
            self.worked(at, unseen, u64::MAX);
            return;
        }
        for row in self.rows.iter_mut().filter(within) {
            let lines = unseen as f32 * row.open / open;
            row.lines += lines;
            if row.busy > 0.0 {
                row.busy_lines += lines * row.busy / row.open;
            }
        }
    }

    /// Whether most lines are scanned before they are handed over.
    pub fn scans(&self) -> bool {
        self.handed.is_none() || self.scanned.shrunk(0.0) >= 0.5
    }

    /// Of the lines that wait, those that are likely done though no scan has said so: since the last hand-over.
    pub fn unseen(&self, now: Instant, schedule: &Schedule) -> f64 {
        let Some(handed) = self.handed else {
            return 0.0;
        };
        let share = self.scanned.shrunk(0.0).clamp(0.0, 1.0);
        if share >= 0.5 {
            let since = handed.0.div_euclid(HOUR);
            let lines: f32 = self
                .rows
                .iter()
                .filter(|it| it.hour > since)
                .map(|it| it.lines)
                .sum();
            f64::from(lines) * (1.0 - share) / share
        } else {
            let hours = schedule.open(handed, now) as f64 / HOUR as f64;
            let day = schedule.day_length() as f64 / HOUR as f64;
            self.low(0.9).unwrap_or(0.0) * hours.min(day)
        }
    }

    /// What was done while enough waited, in order of time; where there is too little of it, the better half of
    /// all hours as well, which show no more than they had to.
    fn evidence(&self) -> Vec<Stretch> {
        let known = if self.scans() {
            i64::MAX
        } else {
            self.handed.map_or(i64::MAX, |it| it.0.div_euclid(HOUR))
        };
        let rows = || self.rows.iter().filter(move |it| it.hour <= known);
        let busy: f64 = rows().map(|it| f64::from(it.busy)).sum();
        let stretch = |lines: f32, hours: f32| {
            (hours >= 0.05).then(|| Stretch {
                lines: f64::from(lines),
                hours: f64::from(hours),
            })
        };
        if busy >= FEWEST_HOURS {
            return rows()
                .filter_map(|it| stretch(it.busy_lines, it.busy))
                .collect();
        }
        let all: Vec<Stretch> = rows().filter_map(|it| stretch(it.lines, it.open)).collect();
        let mut rates: Vec<(f64, f64)> = all.iter().map(|it| (it.rate(), it.hours)).collect();
        let Some(middle) = stretch::weighted(&mut rates, 0.5) else {
            return Vec::new();
        };
        all.into_iter().filter(|it| it.rate() >= middle).collect()
    }

    /// Mean lines per hour, the latest hours counting most.
    fn mean(&self) -> Option<f64> {
        stretch::mean(&self.evidence())
    }

    /// The same as of the last full hour: a fact need not look at every row.
    pub(crate) fn known(&self) -> Option<f64> {
        self.usual.filter(|it| *it > 0.0)
    }

    /// Numbers kept.
    pub(crate) fn size(&self) -> usize {
        self.rows.len()
    }

    /// Lines per working hour that it usually does while enough waits; none while nothing has been seen.
    pub fn usual(&self) -> Option<f64> {
        self.mean()
    }

    /// Lines per working hour that are reached in a share `target` of all stretches of an hour's usual work.
    pub fn low(&self, target: f64) -> Option<f64> {
        let usual = self.usual()?;
        let hours = stretch::quantile(&self.evidence(), usual, target)?;
        Some(usual / hours)
    }

    /// The slow spell that it is in, if it is in one.
    pub fn spell(&self) -> Option<Spell> {
        stretch::spell(&self.evidence())
    }

    /// Working hours by which `lines` are done with a chance of `target`; none while too little was seen to say.
    pub fn hours(&self, lines: f64, target: f64) -> Option<f64> {
        stretch::hours(&self.evidence(), lines, target)
    }

    /// The instant at which `hours` working hours after `from` are over, each counted as much as it usually brings.
    pub fn after(&self, from: Instant, hours: f64, schedule: &Schedule) -> Instant {
        let zone = &schedule.calendar.zone;
        let first = schedule.calendar.date(from).0;
        let mut left = hours * HOUR as f64;
        let mut now = schedule.after(from, 0);
        for date in (first..first + FARTHEST).map(Date) {
            let Some((opens, closes)) = schedule.hours(date).filter(|it| it.1 > now) else {
                continue;
            };
            now = now.max(opens);
            while now < closes {
                let of_day = zone.local(now).1;
                let next = now.plus(HOUR - of_day % HOUR).min(closes);
                let weight = self.profile.weight((of_day / HOUR) as usize);
                let open = next.since(now) as f64;
                if left <= open * weight {
                    return now.plus((left / weight) as i64);
                }
                left -= open * weight;
                now = next;
            }
        }
        schedule.after(
            now,
            (left * DAY as f64 / schedule.day_length() as f64) as i64,
        )
    }
}
