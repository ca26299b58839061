//! The engine from outside: what is said now is a function of what has happened, bounded in size, and true at its target.

use fulfillment::instant::{DAY, HOUR, Instant};
use promise::effects::Level;
use promise::historical::{Historical, Settings};
use promise::residuals::Window;
use promise::working::WorkingTime;

fn settings(target: f64) -> Settings {
    Settings {
        target,
        time: WorkingTime::with_weekend(0.2),
        window: Window {
            half_life: 25.0,
            horizon: 60,
            fewest: 25,
        },
        levels: vec![Level {
            shrink: 3.0,
            memory: 30.0,
        }],
        doubt: 0.3,
        gain: 0.6,
    }
}

/// Uniform numbers of [0, 1) by a fixed linear congruence.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// `orders` orders over 300 days by 20 sellers, each with a pace of its own; one in five never ends. In order of beginning.
fn orders(orders: i64, seed: u64) -> Vec<(Instant, Option<Instant>, String)> {
    let mut dice = Dice(seed);
    (0..orders)
        .map(|index| {
            let began = Instant(index * 300 * DAY / orders);
            let seller = (dice.roll() * 20.0) as i64;
            let hours = 24.0 * (0.5 + seller as f64 / 10.0) * (-(1.0 - dice.roll()).ln());
            let ends = dice.roll() < 0.8;
            let ended = WorkingTime::with_weekend(0.2).after(began, hours.max(1.0));
            (began, ends.then_some(ended), seller.to_string())
        })
        .collect()
}

/// The engine after everything, and (kept, size) at each beginning from day 60 on.
fn run(target: f64, all: &[(Instant, Option<Instant>, String)]) -> (Historical, f64, usize) {
    let mut engine = Historical::new(settings(target));
    let mut happenings: Vec<(Instant, bool, usize)> = Vec::new();
    for (index, (began, ended, _)) in all.iter().enumerate() {
        happenings.push((*began, false, index));
        happenings.extend(ended.map(|ended| (ended, true, index)));
    }
    happenings.sort();
    let mut begun = vec![None; all.len()];
    let (mut kept, mut said, mut largest) = (0.0, 0.0, 0);
    for (at, ends, index) in happenings {
        if ends {
            engine.ended(begun[index].as_ref().expect("began before it ended"), at);
        } else {
            let it = engine.began(at, vec![all[index].2.clone()]);
            if let (Some(bound), Some(ended)) = (it.bound(), all[index].1)
                && at > Instant(60 * DAY)
            {
                said += 1.0;
                kept += if ended <= bound { 1.0 } else { 0.0 };
            }
            begun[index] = Some(it);
        }
        largest = largest.max(engine.size());
    }
    (engine, kept / said, largest)
}

#[test]
fn it_keeps_its_target_though_a_fifth_never_ends() {
    for (target, seed) in [(0.9, 1), (0.93, 2), (0.8, 3)] {
        let (_, coverage, _) = run(target, &orders(6_000, seed));
        assert!((coverage - target).abs() < 0.015, "{coverage} for {target}");
    }
}

#[test]
fn a_slow_seller_is_given_longer_and_an_unknown_one_something_between() {
    let (engine, ..) = run(0.9, &orders(6_000, 4));
    let now = Instant(330 * DAY);
    let hours = |seller: &str| engine.bound(now, &[seller.to_owned()]).unwrap().since(now) / HOUR;
    assert!(hours("0") < hours("nobody knows") && hours("nobody knows") < hours("19"));
}

#[test]
fn a_higher_target_is_later() {
    let all = orders(2_000, 5);
    let mut last = None;
    for target in [0.5, 0.8, 0.9, 0.95] {
        let mut settings = settings(target);
        settings.gain = 0.0;
        let mut engine = Historical::new(settings);
        for (began, ended, seller) in &all {
            let it = engine.began(*began, vec![seller.clone()]);
            // Told at once here: only the order of targets is looked at.
            if let Some(ended) = ended.filter(|ended| ended.since(*began) < DAY / 8) {
                engine.ended(&it, ended);
            }
        }
        let bound = engine.bound(Instant(301 * DAY), &["3".to_owned()]);
        assert!(bound > last, "{target}: {bound:?}");
        last = bound;
    }
}

#[test]
fn too_little_known_says_nothing() {
    let (engine, ..) = run(0.9, &orders(10, 6));
    assert_eq!(engine.bound(Instant(400 * DAY), &["1".to_owned()]), None);
}

#[test]
fn memory_does_not_grow_with_what_is_open() {
    let (_, _, few) = run(0.9, &orders(1_500, 7));
    let (_, _, many) = run(0.9, &orders(15_000, 7));
    assert!(
        many < few * 3,
        "{few} numbers for 1,500 orders, {many} for ten times as many"
    );
}

#[test]
fn what_is_dropped_changes_no_bound_much() {
    let all = orders(4_000, 8);
    let bound = |tell: bool| {
        let mut engine = Historical::new(settings(0.9));
        let mut happenings: Vec<(Instant, bool, usize)> = Vec::new();
        for (index, (began, ended, _)) in all.iter().enumerate() {
            happenings.push((*began, false, index));
            happenings.push((ended.unwrap_or(began.plus(2 * DAY)), true, index));
        }
        happenings.sort();
        let mut begun = vec![None; all.len()];
        for (at, leaves, index) in happenings {
            if !leaves {
                begun[index] = Some(engine.began(at, vec![all[index].2.clone()]));
            } else if all[index].1.is_some() {
                engine.ended(begun[index].as_ref().expect("began"), at);
            } else if tell {
                engine.dropped(begun[index].as_ref().expect("began"), at);
            }
        }
        let now = Instant(300 * DAY);
        engine.bound(now, &["10".to_owned()]).unwrap().since(now) as f64
    };
    let ratio = bound(true) / bound(false);
    assert!((0.85..1.15).contains(&ratio), "{ratio}");
}

#[test]
fn it_survives_being_written_down() {
    let (engine, ..) = run(0.9, &orders(2_000, 9));
    let text = serde_json::to_string(&engine).unwrap();
    let back: Historical = serde_json::from_str(&text).unwrap();
    let now = Instant(301 * DAY);
    let near = |engine: &Historical| engine.bound(now, &["4".to_owned()]).unwrap();
    assert!(near(&engine).since(near(&back)).abs() < 1_000);
}
