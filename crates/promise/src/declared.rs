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

    /// One begins `at`, for which history alone says `own` (uncorrected: every candidate has its own offset) and
    /// somebody declared `limit`.
    pub fn began(&mut self, at: Instant, own: Instant, limit: Instant) -> Begun {
        let Settings {
            target,
            time,
            shares,
            sharpness,
            ..
        } = &self.settings;
        let ours = log_hours(time, at, own);
        let theirs = log_hours(time, at, limit).clamp(ours - FARTHEST, ours + FARTHEST);
        let mut said: Vec<(f64, f64)> = Vec::with_capacity(shares.len());
        let mut candidates = Vec::with_capacity(shares.len());
        for (candidate, share) in self.candidates.iter_mut().zip(shares) {
            let place = ours + share * (theirs - ours);
            let residual = candidate.residuals.quantile(*target);
            let log = residual.map(|residual| place + residual + candidate.conformal.offset());
            let bound = log.map(|log| time.after(at, log.exp()));
            said.extend(log.map(|log| (candidate.loss.shrunk(0.0), log)));
            candidate.residuals.began(at, place);
            candidates.push((place, bound.map(|bound| candidate.conformal.out(bound))));
        }
        let bound = agreed(&said, *sharpness).map(|log| time.after(at, log.exp()));
        Begun {
            at,
            candidates,
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

/// Pinball loss of a bound that was passed by `over` (negative: kept with that much to spare), same unit:
/// least on average where the share kept is `target`.
pub fn pinball(over: f64, target: f64) -> f64 {
    if over >= 0.0 {
        target * over
    } else {
        (target - 1.0) * over
    }
}
