//! The warehouse backtest from outside: it peeks at no future, and its made-up warehouses are what they claim to be.

use std::collections::BTreeMap;

use backtest::simulate;
use backtest::warehouse::events::Event;
use backtest::warehouse::figures::TARGET;
use backtest::warehouse::groups::Groups;
use backtest::warehouse::walk::walk;
use fulfillment::instant::{DAY, HOUR};
use fulfillment::{Instant, Kind};

/// The events of the first `days` days.
fn beginning(events: &[Event], days: i64) -> Vec<Event> {
    let until = events[0].fact.at.plus(days * DAY);
    let young = events.iter().filter(|it| it.fact.at < until);
    young.cloned().collect()
}

#[test]
fn another_future_changes_nothing_said_before_it() {
    for seed in [1, 6, 14] {
        let (header, events) = simulate::events(seed);
        let past = beginning(&events, 60);
        let now = events[0].fact.at.plus(45 * DAY);
        // From now on nothing is handed over in time, one in three is cancelled, and labels are all there is.
        let mut future = past.clone();
        future.retain(|it| it.fact.at <= now || it.fact.kind != Kind::PickDone);
        for (place, event) in future.iter_mut().enumerate() {
            if event.fact.at > now && event.fact.kind != Kind::OrderPlaced {
                event.fact.at = event.fact.at.plus(50 * HOUR);
                if place % 3 == 0 {
                    event.fact.kind = Kind::Cancelled { reason: None };
                }
            }
        }
        future.sort_by_key(|it| it.fact.at);
        let said = |events: &[Event]| {
            let groups = Groups::new(&header, events);
            let mut said = walk(&header, &groups, TARGET);
            said.retain(|it| groups.all[it.group].placed <= now);
            said
        };
        let (ours, other) = (said(&past), said(&future));
        assert!(ours.iter().filter(|it| it.engine.is_some()).count() > 100);
        assert_eq!(ours, other);
    }
}

#[test]
fn the_greatest_day_of_a_peak_brings_about_eight_usual_ones() {
    for seed in [2, 5, 9] {
        let (header, events) = simulate::events(seed);
        let calendar = &header.locations[0].calendar;
        let mut days: BTreeMap<i64, f64> = BTreeMap::new();
        for event in events.iter().filter(|it| it.fact.kind == Kind::OrderPlaced) {
            *days.entry(calendar.date(event.fact.at).0).or_default() += 1.0;
        }
        let mut sorted: Vec<f64> = days.into_values().collect();
        sorted.sort_by(f64::total_cmp);
        let times = sorted[sorted.len() - 1] / sorted[sorted.len() / 2];
        assert!((5.5..12.0).contains(&times), "seed {seed}: {times}");
    }
}

#[test]
fn a_file_that_tells_only_the_ends_is_answered() {
    let (header, mut events) = simulate::events(4);
    events.retain(|it| {
        matches!(
            it.fact.kind,
            Kind::OrderPlaced | Kind::LabelCreated | Kind::Handover | Kind::Cancelled { .. }
        )
    });
    let groups = Groups::new(&header, &events);
    let said = walk(&header, &groups, TARGET);
    let answered = said.iter().filter(|it| it.engine.is_some()).count();
    assert!(answered as f64 > 0.9 * said.len() as f64, "{answered}");
}

#[test]
fn a_group_leaves_once_and_by_a_carriers_scan_too() {
    let line = |text: &str| -> Event { serde_json::from_str(text).unwrap() };
    let source = r#""source":{"system":"t","resource":"r"},"grade":"record""#;
    let fact = |order: &str, at: i64, rest: &str| {
        line(&format!(
            r#"{{"order":"{order}","at":{at},{source},"location":{{"id":"a"}},{rest}}}"#
        ))
    };
    let events = [
        fact(
            "1",
            10,
            r#""kind":"order_placed","items":[{"line":"1","quantity":1},{"line":"2","quantity":9}]"#,
        ),
        fact("2", 11, r#""kind":"order_placed""#),
        fact("1", 20, r#""kind":"transit_moved""#),
        fact("1", 30, r#""kind":"handover""#),
        fact("2", 40, r#""kind":"cancelled","reason":null"#),
        fact("2", 50, r#""kind":"handover""#),
    ];
    let header = serde_json::from_str(r#"{"format":"plumbline-warehouse-events","locations":[]}"#);
    let groups = Groups::new(&header.unwrap(), &events);
    assert_eq!((groups.all[0].lines, groups.all[1].lines), (2, 1));
    assert_eq!(groups.all[0].handed_over, Some(Instant(20)));
    assert_eq!(groups.all[1].handed_over, None);
    assert_eq!(groups.all[1].dropped, Some(Instant(40)));
    assert_eq!(groups.steps.len(), 4);
}

#[test]
fn the_example_of_the_documentation_is_read() {
    let text = include_str!("../../../docs/warehouse-events.md");
    let example = text
        .split("```")
        .nth(1)
        .and_then(|it| it.strip_prefix("json\n"));
    let (header, events, dirt) =
        backtest::warehouse::events::read(example.unwrap().as_bytes()).unwrap();
    assert_eq!(dirt, Default::default());
    let zone = &header.locations[0].calendar.zone;
    assert_eq!(zone.offset_at(events[0].fact.at), -6 * 3_600);
    let groups = Groups::new(&header, &events);
    assert_eq!((groups.all.len(), groups.all[0].lines), (1, 2));
    assert_eq!(groups.all[0].method, "standard");
    assert!(groups.all[0].handed_over.is_some());
}
