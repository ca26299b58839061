//! Runs of hand-overs: where nobody says when the carrier comes, what is handed over together shows it.
//!
//! What goes with one run was done since the run before; what is handed over for long without a pause goes as it is done.

use fulfillment::instant::{Instant, MINUTE};
use serde::{Deserialize, Serialize};

/// A pause that ends a run.
const PAUSE: i64 = 10 * MINUTE;
/// No carrier loads for longer without one.
const LOADING: i64 = 30 * MINUTE;

/// The latest run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Run {
    begun: Instant,
    latest: Instant,
    /// The end of the run before; none before the second.
    before: Option<Instant>,
}

impl Run {
    /// The run that a hand-over at `at` belongs to, after `latest`.
    pub(crate) fn after(latest: Option<Self>, at: Instant) -> Self {
        match latest {
            None => Self {
                begun: at,
                latest: at,
                before: None,
            },
            Some(run) if at.since(run.latest) > PAUSE => Self {
                begun: at,
                latest: at,
                before: Some(run.latest),
            },
            Some(run) => Self {
                latest: run.latest.max(at),
                ..run
            },
        }
    }

    /// Since when what is handed over now was done; none where nothing tells.
    pub(crate) fn since(self) -> Option<Instant> {
        if self.latest.since(self.begun) > LOADING {
            Some(self.latest.plus(-LOADING))
        } else {
            self.before
        }
    }
}

#[cfg(test)]
mod tests {
    use fulfillment::instant::HOUR;

    use super::*;

    fn since(minutes: &[i64]) -> Option<Instant> {
        let next = |run, at: &i64| Some(Run::after(run, Instant(at * MINUTE)));
        minutes.iter().fold(None, next).and_then(Run::since)
    }

    #[test]
    fn what_is_loaded_together_was_done_since_the_run_before() {
        assert_eq!(since(&[0, 3, 9]), None);
        assert_eq!(since(&[0, 3, 480, 484]), Some(Instant(3 * MINUTE)));
    }

    #[test]
    fn what_goes_one_by_one_was_just_done() {
        let one_by_one: Vec<i64> = (0..60).map(|it| it * 5).collect();
        assert_eq!(since(&one_by_one), Some(Instant(295 * MINUTE - HOUR / 2)));
    }
}
