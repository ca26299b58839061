//! What waits at a place, kept by differences: a fact adds or takes away, and nothing is ever counted over.

use fulfillment::instant::{DAY, Instant};
use serde::{Deserialize, Serialize};

/// Days after which an arrival counts half in what is usual, and in what is recent.
const USUAL: f64 = 14.0;
const RECENT: f64 = 1.0;
/// Days of arrivals without which nothing is called usual.
const FEWEST_DAYS: f64 = 7.0;

/// Lines that wait, and how fast lines come in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Backlog {
    /// Lines that have come in and are not done.
    pub lines: u64,
    /// Groups of lines that have come in and are not handed over.
    pub groups: u64,
    /// When the first came in and up to when the sums have faded.
    span: Option<(Instant, Instant)>,
    /// Fading sums of lines that came in: usual, recent.
    came: [f64; 2],
}

impl Backlog {
    /// A group of `lines` comes in.
    pub fn opened(&mut self, at: Instant, lines: u32) {
        self.groups += 1;
        self.lines += u64::from(lines);
        self.fade(at);
        self.came[0] += f64::from(lines);
        self.came[1] += f64::from(lines);
    }

    /// `lines` are done.
    pub fn worked(&mut self, lines: u32) {
        self.lines = self.lines.saturating_sub(u64::from(lines));
    }

    /// A group left, its last lines done or dropped.
    pub fn left(&mut self) {
        self.groups = self.groups.saturating_sub(1);
    }

    fn fade(&mut self, at: Instant) {
        let (first, last) = self.span.unwrap_or((at, at));
        let kept =
            |half_life: f64| (-(at.since(last).max(0) as f64) / DAY as f64 / half_life).exp2();
        self.came = [self.came[0] * kept(USUAL), self.came[1] * kept(RECENT)];
        self.span = Some((first, last.max(at)));
    }

    /// Lines a calendar day as of late and as usual; none before a week of them.
    pub fn arrivals(&self, now: Instant) -> Option<(f64, f64)> {
        let (first, last) = self.span?;
        let days = now.since(first) as f64 / DAY as f64;
        if days < FEWEST_DAYS {
            return None;
        }
        let since = now.since(last).max(0) as f64 / DAY as f64;
        let rate = |sum: f64, half_life: f64| {
            let seen = 1.0 - (-days / half_life).exp2();
            sum * (-since / half_life).exp2() * std::f64::consts::LN_2 / half_life / seen
        };
        Some((rate(self.came[1], RECENT), rate(self.came[0], USUAL)))
    }
}

#[cfg(test)]
mod tests {
    use fulfillment::instant::HOUR;

    use super::*;

    #[test]
    fn a_peak_is_told_from_the_usual() {
        let mut backlog = Backlog::default();
        let mut at = Instant(0);
        for hour in 0..30 * 24 {
            at = Instant(hour * HOUR);
            backlog.opened(at, 10);
        }
        let (recent, usual) = backlog.arrivals(at).unwrap();
        assert!((200.0..280.0).contains(&recent), "{recent}");
        assert!((200.0..280.0).contains(&usual), "{usual}");
        (0..12).for_each(|hour| backlog.opened(at.plus(hour * HOUR), 80));
        let (recent, usual) = backlog.arrivals(at.plus(12 * HOUR)).unwrap();
        assert!(recent > 2.0 * usual, "{recent} {usual}");
    }

    #[test]
    fn nothing_is_usual_in_the_first_week() {
        let mut backlog = Backlog::default();
        backlog.opened(Instant(0), 3);
        assert_eq!(backlog.arrivals(Instant(6 * DAY)), None);
        assert!(backlog.arrivals(Instant(8 * DAY)).is_some());
    }

    #[test]
    fn it_never_goes_below_nothing() {
        let mut backlog = Backlog::default();
        backlog.opened(Instant(0), 3);
        backlog.worked(5);
        backlog.left();
        backlog.left();
        assert_eq!((backlog.lines, backlog.groups), (0, 0));
    }
}
