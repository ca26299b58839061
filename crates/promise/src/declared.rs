//! A declared limit (a handling time, a carrier's estimate) as an input, calibrated like everything else.
//!
//! Candidates lean by fixed shares from our own bound to the declared one, on the log scale. Each is calibrated by its
//! own residuals and its own conformal offset, and each is scored by pinball loss on what it would have said; those
//! that did best of late speak. So a limit nobody keeps is widened, and a useless one is left aside.

use fulfillment::instant::{HOUR, Instant};
use serde::{Deserialize, Serialize};

use crate::conformal::{Conformal, Out};
use crate::effects::Mean;
use crate::residuals::{Residuals, Window, log_hours};
use crate::score::pinball;
use crate::working::WorkingTime;

/// How a declared limit is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Share of intervals, 0–1, that are to end by their bound.
    pub target: f64,
    /// How intervals are measured.
    pub time: WorkingTime,
    /// Which past residuals count.
    pub window: Window,
    /// Shares of the declared limit the candidates take, 0–1.
    pub shares: Vec<f64>,
    /// About how many of the latest intervals choose among the candidates.
    pub memory: f64,
    /// By what part of the least loss a candidate's has to be higher to weigh less by a factor of e.
    pub sharpness: f64,
    /// Gain of the conformal offsets.
    pub gain: f64,
}

/// An interval with a declared limit that has begun, as it is wanted back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// When.
    pub at: Instant,
    /// Place and bound of each candidate.
    pub candidates: Vec<(f64, Option<Out>)>,
    /// What the best candidates agree on; none while too little is known.
    pub bound: Option<Instant>,
}

/// What is known of how declared limits were kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    settings: Settings,
    candidates: Vec<Candidate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Candidate {
    residuals: Residuals,
    conformal: Conformal,
    loss: Mean,
}

/// A declared limit is not believed to be farther from our own bound than this factor's logarithm.
const FARTHEST: f64 = 1.5;

impl Declared {
    /// Knows nothing yet.
    pub fn new(settings: Settings) -> Self {
        let candidate = Candidate {
            residuals: Residuals::new(settings.time, settings.window),
            conformal: Conformal::default(),
            loss: Mean::default(),
        };
        let candidates = vec![candidate; settings.shares.len()];
        Self {
            settings,
            candidates,
        }
    }

    /// From now on bounds are for another share of intervals, 0–1; all that was learnt stays.
    pub fn retarget(&mut self, target: f64) {
        self.settings.target = target;
    }

    /// What one beginning `at` would be given, for which history alone says `own` and somebody declared `limit`.
    pub fn bound(&self, at: Instant, own: Instant, limit: Instant) -> Option<Instant> {
        let Settings {
            time,
            shares,
            sharpness,
            ..
        } = &self.settings;
        let (ours, theirs) = self.logs(at, own, limit);
        let said: Vec<(f64, f64)> = self
            .candidates
            .iter()
            .zip(shares)
            .filter_map(|(candidate, share)| {
                let log = self.log(candidate, ours + share * (theirs - ours))?;
                Some((candidate.loss.shrunk(0.0), log))
            })
            .collect();
        agreed(&said, *sharpness).map(|log| time.after(at, log.exp()))
    }

    /// Our own bound and the declared one, log hours.
    fn logs(&self, at: Instant, own: Instant, limit: Instant) -> (f64, f64) {
        let time = &self.settings.time;
        let ours = log_hours(time, at, own);
        let theirs = log_hours(time, at, limit).clamp(ours - FARTHEST, ours + FARTHEST);
        (ours, theirs)
    }

    /// What a candidate says of one at `place`, log hours.
    fn log(&self, candidate: &Candidate, place: f64) -> Option<f64> {
        let residual = candidate.residuals.quantile(self.settings.target);
        residual.map(|residual| place + residual + candidate.conformal.offset())
    }

    /// One begins `at`, for which history alone says `own` (uncorrected: every candidate has its own offset) and
    /// somebody declared `limit`.
    pub fn began(&mut self, at: Instant, own: Instant, limit: Instant) -> Begun {
        let bound = self.bound(at, own, limit);
        let (ours, theirs) = self.logs(at, own, limit);
        let Settings { time, shares, .. } = self.settings.clone();
        let places = shares.iter().map(|share| ours + share * (theirs - ours));
        let said: Vec<(f64, Option<f64>)> = self
            .candidates
            .iter()
            .zip(places)
            .map(|(candidate, place)| (place, self.log(candidate, place)))
            .collect();
        let begin = |(candidate, (place, log)): (&mut Candidate, (f64, Option<f64>))| {
            candidate.residuals.began(at, place);
            let bound = log.map(|log| time.after(at, log.exp()));
            (place, bound.map(|bound| candidate.conformal.out(bound)))
        };
        Begun {
            at,
            candidates: self.candidates.iter_mut().zip(said).map(begin).collect(),
            bound,
        }
    }

    /// It ended at `at`.
    pub fn ended(&mut self, begun: &Begun, at: Instant) {
        let Settings {
            target,
            memory,
            gain,
            ..
        } = &self.settings;
        for (candidate, (place, out)) in self.candidates.iter_mut().zip(&begun.candidates) {
            candidate.residuals.ended(begun.at, *place, at);
            if let Some(out) = out {
                candidate.conformal.learn(*out, at, *target, *gain);
                let hours = at.since(out.bound) as f64 / HOUR as f64;
                candidate.loss.add(pinball(hours, *target), *memory);
            }
        }
    }

    /// It was found at `at` that it will never end.
    pub fn dropped(&mut self, begun: &Begun, at: Instant) {
        for (candidate, (place, _)) in self.candidates.iter_mut().zip(&begun.candidates) {
            candidate.residuals.dropped(begun.at, *place, at);
        }
    }
}

/// The mean of what candidates say, from (loss, what), each weighing less by a factor of e for every `sharpness` of the least loss
/// that its own is above it. A mean of near equals is steadier than the one that happens to lead.
fn agreed(said: &[(f64, f64)], sharpness: f64) -> Option<f64> {
    let least = said.iter().map(|it| it.0).reduce(f64::min)?;
    let weight = |loss: f64| (-(loss - least) / (least * sharpness).max(f64::MIN_POSITIVE)).exp();
    let (sum, weights) = said.iter().fold((0.0, 0.0), |(sum, weights), (loss, log)| {
        (sum + weight(*loss) * log, weights + weight(*loss))
    });
    Some(sum / weights)
}
