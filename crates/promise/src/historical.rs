//! The historical bound: by when an interval beginning now ends, at a target share.
//!
//! Place (the effects of its groups) + target quantile of the residuals + conformal offset, on the log
//! scale of working-weighted hours. What begins is handed back to the caller as [`Begun`] and comes back when it
//! ends or is dropped, so the engine holds nothing that grows with what is open.

use fulfillment::instant::Instant;
use serde::{Deserialize, Serialize};

use crate::conformal::{Conformal, Out};
use crate::effects::{Effects, Level, Mean};
use crate::residuals::{Residuals, Window, log_hours};
use crate::working::WorkingTime;

/// What a bound is to be and how it is learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Share of intervals, 0–1, that are to end by their bound.
    pub target: f64,
    /// How intervals are measured.
    pub time: WorkingTime,
    /// Which past residuals count.
    pub window: Window,
    /// The levels of groups, coarse to fine; every interval names one group a level.
    pub levels: Vec<Level>,
    /// How much wider the residuals of a never-seen group are than those of a well-known one, as a part of the
    /// spread between middle and target quantile; 0 = as wide.
    pub doubt: f64,
    /// Gain of the conformal offset; 0 = none.
    pub gain: f64,
}

/// An interval that has begun, as the engine wants it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// When.
    pub at: Instant,
    /// Its group at each level.
    pub groups: Vec<String>,
    /// What its groups added: log of working-weighted hours.
    pub place: f64,
    /// The bound that was said; none if too little was known.
    pub out: Option<Out>,
    /// The bound without its conformal offset, for who corrects it by an offset of his own.
    pub uncorrected: Option<Instant>,
}

impl Begun {
    /// The bound that was said; none if too little was known.
    pub fn bound(&self) -> Option<Instant> {
        self.out.map(|out| out.bound)
    }
}

/// Beginnings over which it is averaged how unknown groups are.
const USUAL: f64 = 200.0;

/// What is known of the past.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Historical {
    settings: Settings,
    effects: Effects,
    /// How unknown the latest groups were; none before the first.
    usual: Option<Mean>,
    residuals: Residuals,
    conformal: Conformal,
}

impl Historical {
    /// Knows nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            effects: Effects::default(),
            usual: None,
            residuals: Residuals::new(settings.time, settings.window),
            settings,
            conformal: Conformal::default(),
        }
    }

    /// From now on bounds are for another share of intervals, 0–1; all that was learnt stays.
    pub fn retarget(&mut self, target: f64) {
        self.settings.target = target;
    }

    /// By when an interval of `groups` beginning `at` ends; none where too little is known to say.
    /// `at` is also the present: nothing that was told with a later instant may have been observed.
    pub fn bound(&self, at: Instant, groups: &[String]) -> Option<Instant> {
        let place = self.place(groups);
        self.bound_from(at, place, self.conformal.offset())
    }

    /// By when a share `share` of intervals of `groups` beginning `at` ends, with no offset: for the other end of a window.
    pub fn quantile(&self, at: Instant, groups: &[String], share: f64) -> Option<Instant> {
        let residual = self.residuals.quantile(share)?;
        let hours = (self.effects.place(&self.settings.levels, groups) + residual).exp();
        Some(self.settings.time.after(at, hours))
    }

    /// The effects of the groups, and the room that one of a little-known group is given and one of a well-known group
    /// gives up: a part, as large as it is less known than usual, of what lies between the middle and the target quantile.
    fn place(&self, groups: &[String]) -> f64 {
        let Settings {
            target,
            levels,
            doubt,
            ..
        } = &self.settings;
        let quantile = self.residuals.quantile(*target);
        let spread = quantile.map_or(0.0, |it| (it - self.residuals.centre()).clamp(0.0, 2.0));
        let unknown = self.effects.unknown(levels, groups);
        let usual = self.usual.map_or(unknown, |it| it.shrunk(0.0));
        let room = doubt * (unknown - usual) * spread;
        self.effects.place(levels, groups) + room
    }

    fn bound_from(&self, at: Instant, place: f64, offset: f64) -> Option<Instant> {
        let Settings { target, time, .. } = &self.settings;
        let residual = self.residuals.quantile(*target)?;
        let hours = (place + residual + offset).exp();
        Some(time.after(at, hours))
    }

    /// One begins; the answer is to be kept with it.
    pub fn began(&mut self, at: Instant, groups: Vec<String>) -> Begun {
        let place = self.place(&groups);
        let offset = self.conformal.offset();
        let out = self
            .bound_from(at, place, offset)
            .map(|bound| self.conformal.out(bound));
        let uncorrected = self.bound_from(at, place, 0.0);
        self.residuals.began(at, place);
        let unknown = self.effects.unknown(&self.settings.levels, &groups);
        self.usual.get_or_insert_default().add(unknown, USUAL);
        Begun {
            at,
            groups,
            place,
            uncorrected,
            out,
        }
    }

    /// It ended at `at`; an end before the beginning counts as one at once.
    pub fn ended(&mut self, begun: &Begun, at: Instant) {
        let Settings {
            target,
            time,
            levels,
            gain,
            ..
        } = &self.settings;
        let value = log_hours(time, begun.at, at);
        self.residuals.ended(begun.at, begun.place, at);
        self.effects
            .learn(levels, &begun.groups, value - self.residuals.centre());
        if let Some(out) = begun.out {
            self.conformal.learn(out, at, *target, *gain);
        }
    }

    /// It was found at `at` that it will never end (cancelled, unavailable): a competing risk, no evidence of slowness.
    pub fn dropped(&mut self, begun: &Begun, at: Instant) {
        self.residuals.dropped(begun.at, begun.place, at);
    }

    /// Numbers kept besides two a group.
    pub fn size(&self) -> usize {
        self.residuals.size()
    }
}
