//! Which week was the peak and which were calm, told from the events alone.
//!
//! Of the seven days in a row that brought most lines, the peak week begins on the first that brought at least twice a usual
//! (median) day's, and lasts seven days: a shape's first, surprising day is always in it, and what follows it, too. The other weeks
//! are counted from there. One is calm if at no moment of it more than twice as much was open as at the fullest moment of a median week.

use std::collections::BTreeMap;

use fulfillment::{Calendar, Date, Instant};

use super::groups::{Groups, Step};

/// The weeks of a file.
#[derive(Clone, Debug)]
pub struct Weeks {
    calendar: Calendar,
    /// The first day of the peak.
    pub peak: Date,
    calm: Vec<i64>,
}

impl Weeks {
    /// The weeks of these groups, days being those of `calendar`'s zone; none without a single group.
    pub fn new(groups: &Groups, calendar: Calendar) -> Option<Self> {
        let mut days: BTreeMap<Date, f64> = BTreeMap::new();
        for group in &groups.all {
            *days.entry(calendar.date(group.placed)).or_default() += f64::from(group.lines);
        }
        let (first, last) = (*days.keys().next()?, *days.keys().next_back()?);
        let of = |date: i64| days.get(&Date(date)).copied().unwrap_or(0.0);
        let seven = |start: i64| (start..start + 7).map(of).sum::<f64>();
        let fullest = (first.0..=last.0.max(first.0 + 6) - 6)
            .max_by(|one, other| seven(*one).total_cmp(&seven(*other)))?;
        let usual = middle((first.0..=last.0).map(of).collect());
        let peak = (fullest..fullest + 7)
            .find(|it| of(*it) >= 2.0 * usual)
            .unwrap_or(fullest);
        let peak = Date(peak);
        let loads = fullest_moments(groups, &calendar, peak);
        let whole = |week: i64| first.0 <= peak.0 + week * 7 && peak.0 + week * 7 + 6 <= last.0;
        let loads: Vec<(i64, f64)> = loads.into_iter().filter(|it| whole(it.0)).collect();
        let usual = middle(loads.iter().map(|it| it.1).collect());
        Some(Self {
            calm: loads
                .into_iter()
                .filter(|(week, load)| *week != 0 && *load <= 2.0 * usual)
                .map(|(week, _)| week)
                .collect(),
            calendar,
            peak,
        })
    }

    /// Weeks since the peak's, which is 0.
    pub fn week(&self, at: Instant) -> i64 {
        week(&self.calendar, self.peak, at)
    }

    /// Whether it lies in the peak week.
    pub fn is_peak(&self, at: Instant) -> bool {
        self.week(at) == 0
    }

    /// Whether it lies in a calm week.
    pub fn is_calm(&self, at: Instant) -> bool {
        self.calm.contains(&self.week(at))
    }

    /// How many weeks are calm.
    pub fn calm(&self) -> usize {
        self.calm.len()
    }
}

fn week(calendar: &Calendar, peak: Date, at: Instant) -> i64 {
    (calendar.date(at).0 - peak.0).div_euclid(7)
}

/// The most lines that were open at once in each week.
fn fullest_moments(groups: &Groups, calendar: &Calendar, peak: Date) -> BTreeMap<i64, f64> {
    let mut open = 0i64;
    let mut weeks: BTreeMap<i64, f64> = BTreeMap::new();
    for (at, group, step) in &groups.steps {
        let lines = i64::from(groups.all[*group].lines);
        open += match step {
            Step::Placed => lines,
            Step::HandedOver | Step::Dropped => -lines,
            _ => continue,
        };
        let load = weeks.entry(week(calendar, peak, *at)).or_default();
        *load = load.max(open as f64);
    }
    weeks
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
