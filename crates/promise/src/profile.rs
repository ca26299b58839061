//! What the hours of the day usually bring at a place: breaks, waves and small shifts are no news.

use serde::{Deserialize, Serialize};

/// Hours' worth of the mean that every hour of the day starts with.
const PRIOR: f64 = 4.0;
/// What one more hour leaves of the older ones.
const KEPT: f32 = 0.97;
/// An hour counts at least and at most so much: one without any work would never pass.
const LIMITS: (f64, f64) = (0.05, 5.0);

/// What the hours of the day usually bring: lines and opening hours with enough waiting, fading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Profile {
    hours: Vec<[f32; 2]>,
}

impl Profile {
    /// `lines` were done in `open` hours at this hour of the day, 0–23.
    pub(crate) fn add(&mut self, hour: usize, lines: f32, open: f32) {
        self.hours.resize(24, [0.0; 2]);
        if let Some([all, hours]) = self.hours.get_mut(hour) {
            let kept = 1.0 - (1.0 - KEPT) * open.min(1.0);
            *all = *all * kept + lines;
            *hours = *hours * kept + open;
        }
    }

    /// What an opening hour at this hour of the day counts; 1 where nothing is known.
    pub(crate) fn weight(&self, hour: usize) -> f64 {
        let (lines, hours) = self.hours.iter().fold((0.0, 0.0), |(lines, hours), it| {
            (lines + f64::from(it[0]), hours + f64::from(it[1]))
        });
        let Some([own, open]) = self.hours.get(hour).filter(|_| lines > 0.0) else {
            return 1.0;
        };
        let mean = lines / hours;
        let rate = (f64::from(*own) + PRIOR * mean) / (f64::from(*open) + PRIOR);
        (rate / mean).clamp(LIMITS.0, LIMITS.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_counts_little_and_what_is_not_known_counts_fully() {
        let mut profile = Profile::default();
        assert_eq!(profile.weight(12), 1.0);
        for _ in 0..60 {
            for hour in 9..17 {
                profile.add(hour, if hour == 12 { 2.0 } else { 20.0 }, 1.0);
            }
        }
        assert!(profile.weight(12) < 0.35, "{}", profile.weight(12));
        assert!((1.0..1.25).contains(&profile.weight(10)));
        assert!((0.9..1.1).contains(&profile.weight(22)), "never worked");
        // The break is moved: it is forgotten.
        for _ in 0..300 {
            profile.add(12, 20.0, 1.0);
        }
        assert!(profile.weight(12) > 0.9);
    }
}
