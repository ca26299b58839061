//! Dates that are shown do not wander: at most twice a day a method's dates change, a peak excepted.

use fulfillment::calendar::Date;
use serde::{Deserialize, Serialize};

use crate::load::Bucket;

/// Changes of a day after which a date stands.
pub const CHANGES: u8 = 2;

/// What a method shows, and how often that has changed on this day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The shop date that changes are counted for.
    day: Option<Date>,
    changes: u8,
    /// Ship-by dates of each shop date and part of the day.
    cells: Vec<(Date, Vec<Option<Date>>)>,
}

impl Shown {
    /// What to show today, given what the engine says now: as it says, or as before where it has changed twice and the
    /// load is no peak. In a peak a date may still become later, so that nobody is promised what is known to be missed;
    /// it becomes earlier another day. What was not shown before is no change, and one that is no longer said is not shown.
    pub fn settle(
        &mut self,
        today: Date,
        bucket: Bucket,
        said: Vec<(Date, Vec<Option<Date>>)>,
    ) -> Vec<(Date, Vec<Option<Date>>)> {
        if self.day != Some(today) {
            self.day = Some(today);
            self.changes = 0;
        }
        let fixed = self.changes >= CHANGES;
        let peak = bucket >= Bucket::High;
        let mut changed = false;
        let next: Vec<(Date, Vec<Option<Date>>)> = said
            .into_iter()
            .map(|(date, parts)| {
                let before = self.cells.iter().find(|it| it.0 == date).map(|it| &it.1);
                let parts = (0..)
                    .zip(parts)
                    .map(|(part, new): (usize, Option<Date>)| {
                        let old = before.and_then(|it| it.get(part)).copied().flatten();
                        let (Some(old), Some(new)) = (old, new) else {
                            return new;
                        };
                        let stands = fixed && !(peak && new > old);
                        changed |= old != new && !stands;
                        Some(if stands { old } else { new })
                    })
                    .collect();
                (date, parts)
            })
            .collect();
        if changed {
            self.changes = self.changes.saturating_add(1);
        }
        self.cells = next.clone();
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(ship_by: i64) -> Vec<(Date, Vec<Option<Date>>)> {
        vec![(Date(0), vec![Some(Date(ship_by)), None])]
    }

    #[test]
    fn two_changes_a_day_and_no_more() {
        let mut shown = Shown::default();
        let mut show = |today, bucket, ship_by| shown.settle(Date(today), bucket, said(ship_by));
        assert_eq!(show(0, Bucket::Calm, 1), said(1));
        assert_eq!(show(0, Bucket::Calm, 1), said(1));
        assert_eq!(show(0, Bucket::Calm, 2), said(2));
        assert_eq!(show(0, Bucket::Busy, 1), said(1));
        assert_eq!(show(0, Bucket::Busy, 2), said(1), "the third change");
        assert_eq!(show(0, Bucket::High, 5), said(5), "a peak");
        assert_eq!(show(0, Bucket::High, 4), said(5), "not back");
        assert_eq!(show(1, Bucket::Calm, 4), said(4), "another day");
    }

    #[test]
    fn what_is_no_longer_said_is_not_shown() {
        let mut shown = Shown::default();
        shown.settle(Date(0), Bucket::Calm, said(1));
        let nothing = vec![(Date(0), vec![None, None])];
        assert_eq!(
            shown.settle(Date(0), Bucket::Calm, nothing.clone()),
            nothing
        );
    }
}
