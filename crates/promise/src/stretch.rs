//! Stretches of working hours, and what they say of the next: mean, slow spell, hours that a work takes.

/// Rows after which one counts half.
const HALF: f64 = 80.0;
/// A pace below this part of the usual one is slow.
const SLOW: f64 = 0.7;
/// Least hours of lost work that make a spell of slow hours.
const LOST: f64 = 1.0;
/// How many times the variance of an hour's work they have to be: at ten, chance alone makes one in some 400 hours.
const NOISE: f64 = 10.0;
/// A spell that has lasted an hour is expected to last this many hours more.
const LASTS: f64 = 1.0;
/// Longest stretch whose quantile is taken, hours: beyond, a slow week is taken to be followed by slow weeks.
const LONGEST: f64 = 40.0;

/// Lines done in some time that enough waited.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stretch {
    pub(crate) lines: f64,
    pub(crate) hours: f64,
}

impl Stretch {
    /// Lines per hour.
    pub(crate) fn rate(self) -> f64 {
        self.lines / self.hours.max(f64::MIN_POSITIVE)
    }
}

/// A run of slow hours that has not ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// Working hours it has lasted.
    pub hours: f64,
    /// Lines per working hour in it.
    pub pace: f64,
}

/// Working hours by which `lines` are done with a chance of `target`; none while too little was seen to say.
pub(crate) fn hours(all: &[Stretch], lines: f64, target: f64) -> Option<f64> {
    let usual = mean(all)?;
    if lines <= 0.0 {
        return Some(0.0);
    }
    let typical = |lines: f64| {
        let stretch = lines.min(usual * LONGEST);
        quantile(all, stretch, target).map(|hours| hours * lines / stretch)
    };
    let Some(spell) = spell(all) else {
        return typical(lines);
    };
    let lasts = LASTS * spell.hours;
    let done = lasts * spell.pace;
    if done >= lines {
        return Some(lines / spell.pace);
    }
    Some(lasts + typical(lines - done)?)
}

/// Mean rate, the latest rows counting most; none if nothing was done.
pub(crate) fn mean(all: &[Stretch]) -> Option<f64> {
    let (lines, hours) =
        (0..)
            .zip(all.iter().rev())
            .fold((0.0, 0.0), |(lines, hours), (age, it): (i32, _)| {
                let weight = (-f64::from(age) / HALF).exp2();
                (lines + weight * it.lines, hours + weight * it.hours)
            });
    (lines > 0.0 && hours > 0.0).then(|| lines / hours)
}

/// The slow spell at the end of these, found by a sum of lost work that begins anew whenever nothing is lost (Page 1954).
pub(crate) fn spell(all: &[Stretch]) -> Option<Spell> {
    let usual = mean(all)?;
    let (weights, squares) = all.iter().fold((0.0, 0.0), |(weights, squares), it| {
        let off = (it.rate() / usual - 1.0).clamp(-1.0, 1.0);
        (
            weights + it.hours,
            squares + it.hours * off * off * it.hours,
        )
    });
    let threshold = (NOISE * squares / weights.max(1.0)).max(LOST);
    let (mut lost, mut spell) = (0.0, Stretch::default());
    for it in all {
        lost += it.hours * SLOW - it.lines / usual;
        if lost <= 0.0 {
            (lost, spell) = (0.0, Stretch::default());
        } else {
            spell.lines += it.lines;
            spell.hours += it.hours;
        }
    }
    let mut latest = Stretch::default();
    for it in all.iter().rev() {
        if latest.hours >= 1.0 {
            break;
        }
        latest.lines += it.lines;
        latest.hours += it.hours;
    }
    let slow = SLOW * usual;
    (lost >= threshold && spell.rate() < slow && latest.rate() < slow).then(|| Spell {
        hours: spell.hours,
        pace: spell.rate(),
    })
}

/// The value below which `share` of the weight lies. None of none.
pub(crate) fn weighted(values: &mut [(f64, f64)], share: f64) -> Option<f64> {
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    let wanted = share * values.iter().map(|it| it.1).sum::<f64>();
    let mut sum = 0.0;
    for (value, weight) in values.iter() {
        sum += weight;
        if sum >= wanted {
            return Some(*value);
        }
    }
    values.last().map(|it| it.0)
}

/// Hours in which `lines` were done in a share `target` of the stretches that began with each row, the latest weighing
/// most; after the last row comes the first again. None if hardly anything was done at all.
pub(crate) fn quantile(all: &[Stretch], lines: f64, target: f64) -> Option<f64> {
    let total: f64 = all.iter().map(|it| it.lines).sum();
    let whole: f64 = all.iter().map(|it| it.hours).sum();
    if total < 1.0 || whole <= 0.0 {
        return None;
    }
    let rounds = (lines / total).floor();
    let wanted = lines - rounds * total;
    let mut takes = Vec::with_capacity(all.len());
    // One end goes ahead of the other, so each row is passed twice in all.
    let (mut ahead, mut done, mut spent) = (0, 0.0, 0.0);
    for (start, first) in all.iter().enumerate() {
        while done < wanted {
            let Some(next) = all.get(ahead % all.len()) else {
                break;
            };
            done += next.lines;
            spent += next.hours;
            ahead += 1;
        }
        let last = ahead.checked_sub(1).and_then(|it| all.get(it % all.len()));
        let over = last.map_or(0.0, |last| {
            (done - wanted) / last.lines.max(f64::MIN_POSITIVE) * last.hours
        });
        let age = (all.len() - 1 - start) as f64;
        takes.push((
            rounds * whole + spent - over,
            (-age / HALF).exp2() * first.hours,
        ));
        if ahead > start {
            done -= first.lines;
            spent -= first.hours;
        } else {
            ahead = start + 1;
        }
    }
    weighted(&mut takes, target)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Hours with these many lines each.
    fn hours_of(lines: &[f64]) -> Vec<Stretch> {
        lines
            .iter()
            .map(|&lines| Stretch { lines, hours: 1.0 })
            .collect()
    }

    #[test]
    fn an_even_pace_takes_as_long_as_it_takes() {
        let even = hours_of(&[10.0; 100]);
        for lines in [1.0, 10.0, 55.0, 1_000.0, 2_345.0] {
            let takes = hours(&even, lines, 0.9).expect("seen");
            assert!((takes - lines / 10.0).abs() < 1e-6, "{takes} for {lines}");
        }
        assert_eq!(hours(&even, 0.0, 0.9), Some(0.0));
        assert_eq!(hours(&[], 5.0, 0.9), None);
        assert_eq!(hours(&hours_of(&[0.0; 50]), 5.0, 0.9), None);
    }

    #[test]
    fn chance_evens_out_over_a_longer_work() {
        let uneven: Vec<f64> = (0..200).map(|it| f64::from((it * 7) % 11)).collect();
        let uneven = hours_of(&uneven);
        let slack = |lines: f64| hours(&uneven, lines, 0.9).expect("seen") / (lines / 5.0);
        assert!(slack(5.0) > 1.3, "an hour's work: {}", slack(5.0));
        assert!(slack(150.0) < 1.1, "thirty hours': {}", slack(150.0));
    }

    #[test]
    fn a_stop_is_a_spell_and_its_end_ends_it() {
        let mut lines = vec![10.0; 60];
        assert_eq!(spell(&hours_of(&lines)), None);
        lines.extend([2.0; 4]);
        let found = spell(&hours_of(&lines)).expect("four slow hours");
        assert!((found.hours - 4.0).abs() < 1e-9 && (found.pace - 2.0).abs() < 1e-9);
        let slow = hours(&hours_of(&lines), 100.0, 0.9).expect("seen");
        assert!(slow > 12.0, "it lasts for a while: {slow}");
        lines.extend([10.0; 2]);
        assert_eq!(spell(&hours_of(&lines)), None);
    }

    #[test]
    fn what_chance_does_is_no_spell() {
        let uneven: Vec<f64> = (0..300).map(|it| f64::from((it * 13) % 17)).collect();
        let spells = (20..300).filter(|it| spell(&hours_of(&uneven[..*it])).is_some());
        assert_eq!(spells.count(), 0);
    }

    proptest! {
        #[test]
        fn more_work_and_a_higher_target_never_take_less(
            lines in prop::collection::vec(0.0f64..30.0, 10..150),
            work in 0.1f64..500.0,
            more in 0.0f64..500.0,
            low in 0.1f64..0.9,
        ) {
            let all = hours_of(&lines);
            if let (Some(less), Some(longer)) = (quantile(&all, work, low), quantile(&all, work + more, low)) {
                prop_assert!(longer >= less - 1e-6, "{less} {longer}");
                prop_assert!(quantile(&all, work, low + 0.1) >= Some(less));
            }
        }

        #[test]
        fn stretches_are_as_long_as_counted_one_by_one(
            lines in prop::collection::vec(1.0f64..30.0, 1..40),
            part in 0.01f64..2.5,
        ) {
            let all = hours_of(&lines);
            let wanted = part * lines.iter().sum::<f64>();
            let longest = (0..all.len()).map(|start| {
                let (mut left, mut hours) = (wanted, 0.0);
                for it in all.iter().cycle().skip(start) {
                    if left <= it.lines {
                        hours += left / it.lines;
                        break;
                    }
                    left -= it.lines;
                    hours += 1.0;
                }
                hours
            }).fold(0.0, f64::max);
            let found = quantile(&all, wanted, 1.0).expect("seen");
            prop_assert!((found - longest).abs() < 1e-6, "{found} {longest}");
        }
    }
}
