//! The product-limit (Kaplan–Meier) estimate with competing risks, and a quantile of it among those that ever end.
//!
//! Something still open says only that it takes longer than it has taken: it is *right-censored*. Leaving
//! it out would favour what was quick. Something that will never end (a cancelled order) is a *competing risk*: known, it
//! leaves by another door (Aalen and Johansen 1978); unknown, it stays open and the curve levels off below one. Either way the
//! quantile is taken of F(z) ÷ F(∞), the share ended by `z` of those that end at all within what was observed.

/// What was seen at one value: weights, not necessarily whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// The value, in bins.
    pub bin: i32,
    /// Still open on arriving there.
    pub at_risk: f64,
    /// Ended there.
    pub ended: f64,
    /// Found there to end never.
    pub dropped: f64,
}

/// The share that ended by the upper edge of each bin that something ended in; `seen` in rising order.
pub fn incidence(seen: impl IntoIterator<Item = Seen>) -> Vec<(i32, f64)> {
    let (mut open, mut ended) = (1.0, 0.0);
    let mut curve = Vec::new();
    for seen in seen {
        let left = seen.ended + seen.dropped;
        if left <= 0.0 {
            continue;
        }
        // Who left was there: decayed weights may differ by a rounding.
        let at_risk = seen.at_risk.max(left);
        if seen.ended > 0.0 {
            ended += open * seen.ended / at_risk;
            curve.push((seen.bin, ended));
        }
        open *= 1.0 - left / at_risk;
    }
    curve
}

/// The value, in bins, by which `target` (0–1) of those end that end at all; straight within a bin.
/// None if nothing has ended.
pub fn quantile(curve: &[(i32, f64)], target: f64) -> Option<f64> {
    let &(last, ever) = curve.last()?;
    let wanted = target.clamp(0.0, 1.0) * ever;
    let mut below = 0.0;
    for &(bin, share) in curve {
        if share >= wanted {
            let within = if share > below {
                (wanted - below) / (share - below)
            } else {
                1.0
            };
            return Some(f64::from(bin) + within.clamp(0.0, 1.0));
        }
        below = share;
    }
    Some(f64::from(last) + 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// From lists of values; within a bin who ended comes before who was censored, as is customary for ties.
    fn curve(ended: &[i32], dropped: &[i32], censored: &[i32]) -> Vec<(i32, f64)> {
        let all = || ended.iter().chain(dropped).chain(censored);
        let mut bins: Vec<i32> = all().copied().collect();
        bins.sort_unstable();
        bins.dedup();
        let count =
            |values: &[i32], bin: i32| values.iter().filter(|it| **it == bin).count() as f64;
        incidence(bins.into_iter().map(|bin| Seen {
            bin,
            at_risk: all().filter(|it| **it >= bin).count() as f64,
            ended: count(ended, bin),
            dropped: count(dropped, bin),
        }))
    }

    fn close(found: &[(i32, f64)], expected: &[(i32, f64)]) {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found.0, expected.0);
            assert!(
                (found.1 - expected.1).abs() < 5e-4,
                "{found:?} {expected:?}"
            );
        }
    }

    /// Freireich's 6-mercaptopurine arm (1963), the textbooks' example: remission in weeks.
    #[test]
    fn the_textbook_example() {
        let found = curve(
            &[6, 6, 6, 7, 10, 13, 16, 22, 23],
            &[],
            &[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
        );
        let survival = [
            (6, 0.8571),
            (7, 0.8067),
            (10, 0.7529),
            (13, 0.6902),
            (16, 0.6275),
            (22, 0.5378),
            (23, 0.4482),
        ];
        close(&found, &survival.map(|(week, open)| (week, 1.0 - open)));
    }

    /// By hand: 5 values, S = 4/5, then (one censored) 4/5 × 2/3, then × 1/2.
    #[test]
    fn by_hand() {
        let expected = [(1, 0.2), (3, 1.0 - 8.0 / 15.0), (5, 1.0 - 4.0 / 15.0)];
        close(&curve(&[1, 3, 5], &[], &[2, 6]), &expected);
    }

    /// By hand: of 4, one ends at 1 (1/4), one is cancelled at 2, and of the two left one ends at 3 (1/2 × 1/2).
    #[test]
    fn by_hand_with_a_competing_risk() {
        close(&curve(&[1, 3], &[2], &[4]), &[(1, 0.25), (3, 0.5)]);
    }

    #[test]
    fn without_censoring_it_is_the_plain_quantile() {
        let curve = curve(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], &[], &[]);
        assert!((quantile(&curve, 0.9).unwrap() - 9.0).abs() < 1e-9);
        assert!((quantile(&curve, 0.25).unwrap() - 2.5).abs() < 1e-9);
    }

    #[test]
    fn what_never_ends_moves_no_quantile() {
        let ended = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        let of = |dropped: &[i32], censored: &[i32]| {
            quantile(&curve(&ended, dropped, censored), 0.9).unwrap()
        };
        let alone = of(&[], &[]);
        assert!((alone - of(&[], &[100; 7])).abs() < 1e-9, "still open");
        assert!((alone - of(&[100; 7], &[])).abs() < 1e-9, "cancelled late");
        assert!(
            (alone - of(&[-1; 7], &[])).abs() < 1e-9,
            "cancelled at once"
        );
    }

    #[test]
    fn nothing_ended_says_nothing() {
        assert_eq!(quantile(&curve(&[], &[3], &[1, 2]), 0.5), None);
    }

    proptest! {
        #[test]
        fn a_higher_target_never_gives_less(
            ended in prop::collection::vec(-50i32..50, 1..60),
            dropped in prop::collection::vec(-50i32..50, 0..20),
            censored in prop::collection::vec(-50i32..50, 0..60),
            low in 0.0f64..1.0,
            more in 0.0f64..1.0,
        ) {
            let curve = curve(&ended, &dropped, &censored);
            let high = low + more * (1.0 - low);
            prop_assert!(quantile(&curve, low) <= quantile(&curve, high));
            prop_assert!(curve.iter().all(|(_, share)| (0.0..=1.0 + 1e-9).contains(share)));
        }
    }
}
