//! The figures of one file, and those of many seeds: what a merchant gains over a promise wide enough for the peak.

use fulfillment::Instant;

use super::baseline::{Lane, WideEnough};
use super::events::Event;
use super::groups::{Group, Groups};
use super::header::Header;
use super::oracle;
use super::walk::{Forecast, walk};
use super::weeks::Weeks;
use crate::figures::{Bar, Figure};
use crate::score::{Outcome, coverage, loss, slack};

/// Share of orders that are to be handed over by their bound.
pub const TARGET: f64 = 0.9;

/// Where figures have to lie.
const BARS: &[(&str, Bar)] = &[
    ("peak_coverage", (0.88, 1.0)),
    ("calm_slack_ratio", (0.0, 0.5)),
    ("pinball_vs_rolling7", (0.0, 0.7)),
];

/// What was said of a group that was handed over, by whom.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was said when it was placed.
    pub forecast: Forecast,
    /// The group.
    pub group: Group,
    /// When it was handed over.
    pub ended: Instant,
    /// The constant wide enough for the peak.
    pub wide: Option<Instant>,
    /// Who knows the capacity.
    pub oracle: Option<Instant>,
    /// Weeks since the peak's.
    pub week: i64,
    /// Whether that week is calm.
    pub calm: bool,
    /// Lines waiting at the placing ÷ the median of that at its place.
    pub load: f64,
    /// Whether the date of the engine's bound was kept.
    pub kept_date: bool,
}

/// A file, walked and scored.
pub struct Scored {
    /// One row a group that was handed over.
    pub rows: Vec<Row>,
    /// How many weeks are calm.
    pub calm_weeks: usize,
    /// Groups that were cancelled, and those that are still open at the end.
    pub dropped: usize,
    /// Groups neither handed over nor cancelled when the file ends.
    pub open: usize,
}

type Predictor = fn(&Row) -> Option<Instant>;

const ENGINE: Predictor = |it| it.forecast.engine.as_ref().map(|it| it.bound);
const ROLLING: Predictor = |it| it.forecast.baselines.rolling;
const FIXED: Predictor = |it| it.forecast.baselines.fixed;
const WIDE: Predictor = |it| it.wide;
const ORACLE: Predictor = |it| it.oracle;

impl Scored {
    /// Walks a file's events; scores what was placed at `from` or later and handed over. None where nothing was placed.
    pub fn new(header: &Header, events: &[Event], from: Instant) -> Option<Self> {
        let groups = Groups::new(header, events);
        let place = header.location(groups.locations.first()?);
        let weeks = Weeks::new(&groups, place.calendar)?;
        let said = walk(header, &groups, TARGET);
        let oracle = oracle::bounds(header, &groups, TARGET);
        let peak = groups.all.iter().filter(|it| weeks.is_peak(it.placed));
        let peak = peak.filter_map(|it| Some((it.lane(), it.handed_over?.since(it.placed))));
        let wide = WideEnough::new(peak, TARGET);
        let loads = usual_loads(&groups, &said);
        let mut scored = Self {
            rows: Vec::new(),
            calm_weeks: weeks.calm(),
            dropped: 0,
            open: 0,
        };
        for forecast in said {
            let group = &groups.all[forecast.group];
            let Some(ended) = group.handed_over else {
                match group.dropped {
                    Some(_) => scored.dropped += 1,
                    None => scored.open += 1,
                }
                continue;
            };
            if group.placed < from {
                continue;
            }
            let lane: Lane = group.lane();
            let calendar = header.location(&groups.locations[group.location]).calendar;
            let ship_by = forecast.engine.as_ref().map(|it| it.ship_by);
            scored.rows.push(Row {
                ended,
                wide: wide.as_ref().map(|it| it.say(group.placed, &lane)),
                oracle: oracle[forecast.group],
                week: weeks.week(group.placed),
                calm: weeks.is_calm(group.placed),
                load: forecast.waiting as f64 / loads[group.location],
                kept_date: ship_by.is_some_and(|it| calendar.date(ended) <= it),
                group: group.clone(),
                forecast,
            });
        }
        Some(scored)
    }

    /// What one said of some rows, where another said something, too.
    pub fn of(
        &self,
        which: impl Fn(&Row) -> bool,
        predictor: Predictor,
        needed: Predictor,
    ) -> Vec<Outcome> {
        let both = |row: &Row| {
            needed(row)?;
            Some(Outcome {
                said: row.group.placed,
                bound: predictor(row)?,
                ended: row.ended,
            })
        };
        let rows = self.rows.iter().filter(|it| which(it));
        rows.filter_map(both).collect()
    }

    /// The engine's bounds.
    pub fn engine(&self) -> Vec<Outcome> {
        self.of(|_| true, ENGINE, ENGINE)
    }

    /// Every figure, those with a bar first.
    pub fn figures(&self) -> Vec<Figure> {
        let peak = |it: &Row| it.week == 0;
        let calm = |it: &Row| it.calm;
        let all = |_: &Row| true;
        let covered =
            |which: &dyn Fn(&Row) -> bool, who: Predictor| coverage(&self.of(which, who, ENGINE));
        let ratio = |which: &dyn Fn(&Row) -> bool, other: Predictor| {
            loss(&self.of(which, ENGINE, other), TARGET)
                / loss(&self.of(which, other, ENGINE), TARGET)
        };
        let slack =
            |which: &dyn Fn(&Row) -> bool, who: Predictor| slack(&self.of(which, who, ENGINE));
        let answered = self.rows.iter().filter(|it| ENGINE(it).is_some());
        let dates = |which: &dyn Fn(&Row) -> bool| {
            let answered = || {
                self.rows
                    .iter()
                    .filter(|it| which(it) && ENGINE(it).is_some())
            };
            answered().filter(|it| it.kept_date).count() as f64 / answered().count() as f64
        };
        let values = [
            ("peak_coverage", covered(&peak, ENGINE)),
            (
                "calm_slack_ratio",
                slack(&calm, ENGINE) / slack(&calm, WIDE),
            ),
            ("pinball_vs_rolling7", ratio(&all, ROLLING)),
            ("pinball_vs_oracle", ratio(&all, ORACLE)),
            ("pinball_vs_static", ratio(&all, FIXED)),
            ("pinball_vs_wide", ratio(&all, WIDE)),
            ("answered", answered.count() as f64 / self.rows.len() as f64),
            ("coverage", covered(&all, ENGINE)),
            ("date_coverage", dates(&all)),
            ("peak_date_coverage", dates(&peak)),
            ("calm_coverage", covered(&calm, ENGINE)),
            ("calm_slack_hours", slack(&calm, ENGINE)),
            ("calm_vs_rolling7", ratio(&calm, ROLLING)),
            ("peak_vs_rolling7", ratio(&peak, ROLLING)),
            ("peak_vs_oracle", ratio(&peak, ORACLE)),
            ("rolling7.peak_coverage", covered(&peak, ROLLING)),
            ("static.peak_coverage", covered(&peak, FIXED)),
            ("wide.calm_slack_hours", slack(&calm, WIDE)),
            ("oracle.peak_coverage", covered(&peak, ORACLE)),
        ];
        let bar = |name: &str| BARS.iter().find(|it| it.0 == name).map(|it| it.1);
        let figure = |(name, value): (&str, f64)| Figure {
            name: format!("warehouse.{name}"),
            value,
            bar: bar(name),
        };
        values.into_iter().map(figure).collect()
    }
}

/// By place, the median of the lines that waited at a placing; at least 1.
fn usual_loads(groups: &Groups, said: &[Forecast]) -> Vec<f64> {
    let mut loads: Vec<Vec<u64>> = vec![Vec::new(); groups.locations.len()];
    for forecast in said {
        loads[groups.all[forecast.group].location].push(forecast.waiting);
    }
    loads
        .into_iter()
        .map(|mut it| {
            it.sort_unstable();
            it.get(it.len() / 2).map_or(1.0, |it| (*it as f64).max(1.0))
        })
        .collect()
}
