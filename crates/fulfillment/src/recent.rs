//! The newest orders of a source, and of each one thing that is so or is not.

use serde::{Deserialize, Serialize};

use crate::instant::Instant;

/// Orders kept: enough to tell a habit from an accident, few enough to be copied with every turn.
const KEPT: usize = 16;

/// Up to sixteen orders, the newest; of each the newest word stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recent(Vec<(Instant, u32, bool)>);

impl Recent {
    /// Notes what is so of an order at `at`; false if something newer, or just that, was known.
    pub fn note(&mut self, order: u32, at: Instant, yes: bool) -> bool {
        if let Some(position) = self.0.iter().position(|known| known.1 == order) {
            let known = self.0[position];
            if known.0 > at || known == (at, order, yes) {
                return false;
            }
            self.0.remove(position);
        } else if self.0.len() >= KEPT && self.0.first().is_some_and(|oldest| oldest.0 >= at) {
            return false;
        }
        let place = self
            .0
            .partition_point(|known| (known.0, known.1) < (at, order));
        self.0.insert(place, (at, order, yes));
        if self.0.len() > KEPT {
            self.0.remove(0);
        }
        true
    }

    /// Of how many orders it is so, by a word from `since` on.
    pub fn count(&self, since: Instant) -> usize {
        let counted = self.0.iter().filter(|known| known.2 && known.0 >= since);
        counted.count()
    }

    /// It is so of most orders, and of enough to say so.
    pub(crate) fn usual(&self) -> bool {
        let yes = self.count(Instant(i64::MIN));
        yes >= 3 && yes * 2 > self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_order_the_newest_word_stands_whatever_comes_first() {
        let words = [(1, 10, true), (1, 20, false), (2, 15, true), (1, 5, true)];
        let told = |order: &[usize]| {
            let mut recent = Recent::default();
            for index in order {
                let (order, at, yes) = words[*index];
                recent.note(order, Instant(at), yes);
            }
            recent
        };
        let expected = told(&[0, 1, 2, 3]);
        assert_eq!(expected.count(Instant(0)), 1);
        assert_eq!(told(&[3, 2, 1, 0]), expected);
    }

    #[test]
    fn only_the_newest_are_kept() {
        let mut recent = Recent::default();
        for order in 0..40 {
            recent.note(order, Instant(i64::from(order)), true);
        }
        assert_eq!(recent.count(Instant(0)), KEPT);
        assert_eq!(recent.count(Instant(38)), 2);
        assert!(!recent.note(99, Instant(3), true));
    }

    #[test]
    fn a_habit_needs_enough_and_most() {
        let mut recent = Recent::default();
        recent.note(1, Instant(1), true);
        recent.note(2, Instant(2), true);
        assert!(!recent.usual());
        recent.note(3, Instant(3), true);
        assert!(recent.usual());
        for order in 4..7 {
            recent.note(order, Instant(9), false);
        }
        assert!(!recent.usual());
    }
}
