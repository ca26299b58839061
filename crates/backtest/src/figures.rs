//! The figures of a stage, each with its bar where it has one.

use fulfillment::instant::Instant;

use crate::score::{Outcome, coverage, date_coverage, loss, slack, worst_month};
use crate::stage::Stage;
use crate::walk::{Forecast, Interval, walk};

/// Where a figure has to lie, both ends included.
pub type Bar = (f64, f64);

/// One `name: value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Stage and what is measured.
    pub name: String,
    /// What was measured; not a number where nothing could be.
    pub value: f64,
    /// Where it has to lie, if anywhere.
    pub bar: Option<Bar>,
}

impl Figure {
    /// Whether it lies outside its bar, or could not be measured though it has one.
    pub fn is_broken(&self) -> bool {
        self.bar
            .is_some_and(|(least, most)| !(least..=most).contains(&self.value))
    }
}

/// What was said of the scored intervals of a stage.
#[derive(Clone, Debug)]
pub struct Scored {
    /// Prefix of the figures.
    pub stage: Stage,
    rows: Vec<(Forecast, Interval, Instant)>,
    /// Intervals that ended before they began.
    pub negative: usize,
    /// Intervals that never ended.
    pub never_ended: usize,
}

impl Scored {
    /// Walks a stage's intervals; scores those that began at `from` or later and ended.
    pub fn new(stage: Stage, intervals: Vec<Interval>, from: Instant) -> Self {
        let said = walk(&intervals, stage.own.clone(), stage.with_declared.clone());
        let negative = |it: &&Interval| it.ended.is_some_and(|ended| ended < it.began);
        let rows = said.into_iter().filter_map(|forecast| {
            let interval = intervals[forecast.interval].clone();
            let ended = interval.ended.filter(|_| interval.began >= from)?;
            Some((forecast, interval, ended))
        });
        Self {
            rows: rows.collect(),
            negative: intervals.iter().filter(negative).count(),
            never_ended: intervals.iter().filter(|it| it.ended.is_none()).count(),
            stage,
        }
    }

    /// What one predictor said, where `needed` also said something.
    fn of(
        &self,
        predictor: impl Fn(&Forecast, &Interval) -> Option<Instant>,
        needed: impl Fn(&Forecast, &Interval) -> Option<Instant>,
    ) -> Vec<Outcome> {
        let both = |(forecast, interval, ended): &(Forecast, Interval, Instant)| {
            needed(forecast, interval)?;
            let bound = predictor(forecast, interval)?;
            Some(Outcome {
                said: interval.began,
                bound,
                ended: *ended,
            })
        };
        self.rows.iter().filter_map(both).collect()
    }

    /// The engine's bounds without what was declared.
    pub fn own(&self) -> Vec<Outcome> {
        self.of(|it, _| it.own, |it, _| it.own)
    }

    /// The engine's bounds with what was declared as an input, where something was.
    pub fn with_declared(&self) -> Vec<Outcome> {
        self.of(|it, _| it.with_declared, |_, it| it.declared)
    }

    /// How many were scored.
    pub fn scored(&self) -> usize {
        self.rows.len()
    }

    /// Every figure, those with a bar first.
    pub fn figures(&self) -> Vec<Figure> {
        let Stage {
            name,
            declared,
            bars,
            ..
        } = &self.stage;
        let target = self.stage.own.target;
        let ours = self.own();
        let with = self.with_declared();
        let mut figures = Vec::new();
        let mut say = |what: String, value: f64| {
            let bar = bars
                .iter()
                .find(|(name, _)| *name == what)
                .map(|(_, bar)| *bar);
            figures.push(Figure {
                name: format!("{name}.{what}"),
                value,
                bar,
            });
        };
        say("coverage".into(), coverage(&ours));
        say("worst_month".into(), worst_month(&ours));
        say(
            "answered".into(),
            ours.len() as f64 / self.rows.len() as f64,
        );
        // Both sides of a ratio are scored on the orders of which both said something.
        let ratio = |engine: &dyn Fn(&Forecast, &Interval) -> Option<Instant>,
                     other: &dyn Fn(&Forecast, &Interval) -> Option<Instant>| {
            loss(&self.of(engine, other), target) / loss(&self.of(other, engine), target)
        };
        let own = |it: &Forecast, _: &Interval| it.own;
        let told = |_: &Forecast, it: &Interval| it.declared;
        say(
            "pinball_vs_static".into(),
            ratio(&own, &|it, _| it.baselines.fixed),
        );
        say(
            "pinball_vs_weekday".into(),
            ratio(&own, &|it, _| it.baselines.weekday),
        );
        say(
            "pinball_vs_rolling".into(),
            ratio(&own, &|it, _| it.baselines.rolling),
        );
        say(
            "pinball_vs_state".into(),
            ratio(&own, &|it, _| it.baselines.destination),
        );
        say(
            format!("pinball_vs_{declared}"),
            ratio(&|it, _| it.with_declared, &told),
        );
        say(
            format!("pinball_vs_{declared}_without_it"),
            ratio(&own, &told),
        );
        say("date_coverage".into(), date_coverage(&ours));
        say("pinball_hours".into(), loss(&ours, target));
        say("slack_hours".into(), slack(&ours));
        say(format!("with_{declared}.coverage"), coverage(&with));
        say(format!("with_{declared}.worst_month"), worst_month(&with));
        say(
            format!("with_{declared}.date_coverage"),
            date_coverage(&with),
        );
        let covered =
            |of: &dyn Fn(&Forecast, &Interval) -> Option<Instant>| coverage(&self.of(of, of));
        say(
            "static.coverage".into(),
            covered(&|it, _| it.baselines.fixed),
        );
        say(
            "weekday.coverage".into(),
            covered(&|it, _| it.baselines.weekday),
        );
        say(
            "rolling.coverage".into(),
            covered(&|it, _| it.baselines.rolling),
        );
        say(
            "state.coverage".into(),
            covered(&|it, _| it.baselines.destination),
        );
        say(format!("{declared}.coverage"), covered(&told));
        figures
    }
}
