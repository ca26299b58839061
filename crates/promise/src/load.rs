//! Load buckets: how many working days of work wait, in four steps that do not flap.

use serde::{Deserialize, Serialize};

/// How much waits at a place.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Less than most of a day's work.
    #[default]
    Calm,
    /// About a day's work.
    Busy,
    /// Some days' work.
    High,
    /// More than the working days of a week can take.
    Peak,
}

impl Bucket {
    /// Every bucket, from little to much.
    pub const ALL: [Self; 4] = [Self::Calm, Self::Busy, Self::High, Self::Peak];

    /// As groups of history and rows of scores are named.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Busy => "busy",
            Self::High => "high",
            Self::Peak => "peak",
        }
    }

    /// Working days of work from which on it holds.
    fn edge(self) -> f64 {
        match self {
            Self::Calm => 0.0,
            Self::Busy => 0.75,
            Self::High => 1.75,
            Self::Peak => 4.0,
        }
    }

    /// The bucket of so many working days of work, given the one before: it is left only well past its edge.
    #[must_use]
    pub fn next(self, days: f64) -> Self {
        let plain = |margin: f64| {
            Self::ALL
                .into_iter()
                .rev()
                .find(|it| days >= it.edge() * margin)
                .unwrap_or_default()
        };
        let (up, down) = (plain(1.0 + MARGIN), plain(1.0 - MARGIN));
        if up > self {
            up
        } else if down < self {
            down
        } else {
            self
        }
    }
}

/// How far past an edge, as a part of it, a bucket is entered or left.
const MARGIN: f64 = 0.15;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_does_not_flap_at_an_edge() {
        let mut bucket = Bucket::Calm;
        let mut changes = 0;
        for step in 0..100 {
            let days = if step % 2 == 0 { 0.7 } else { 0.8 };
            let next = bucket.next(days);
            changes += i32::from(next != bucket);
            bucket = next;
        }
        assert_eq!(changes, 0);
        assert_eq!(bucket.next(9.0), Bucket::Peak);
        assert_eq!(Bucket::Peak.next(3.6), Bucket::Peak);
        assert_eq!(Bucket::Peak.next(0.1), Bucket::Calm);
    }

    proptest! {
        #[test]
        fn more_work_never_gives_a_lower_bucket(before in 0usize..4, less in 0.0f64..9.0, more in 0.0f64..9.0) {
            let before = Bucket::ALL[before];
            prop_assert!(before.next(less) <= before.next(less + more));
            prop_assert_eq!(before.next(less).next(less), before.next(less));
        }
    }
}
