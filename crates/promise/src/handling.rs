//! A declared handling time: what a merchant says a product or the shop takes.

use fulfillment::instant::{DAY, Instant};
use serde::{Deserialize, Serialize};

use crate::schedule::Schedule;

/// A declared handling time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// Working days until it is handed over, at most; 0 = the same day.
    pub days: u32,
}

impl Handling {
    /// Ticks from `at` to the end of its last day.
    pub(crate) fn ticks(self, at: Instant, schedule: &Schedule) -> i64 {
        let start = schedule.start(at);
        let calendar = &schedule.calendar;
        let first = calendar.date(calendar.after_hours(start, 0));
        let last = calendar.working_days_after(first, self.days);
        let end = calendar.zone.instant(last, DAY - 1);
        schedule.ticks(at, end)
    }
}
