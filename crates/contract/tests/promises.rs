//! What the storefront may say, by the same table as the checkout.

use std::collections::BTreeMap;

use contract::checkout::{
    CheckoutConfig, MatchBy, MethodProfile, OptionNames, Row, ShopTime, Strength, TimeOfDay,
};
use contract::promises::Published;
use fulfillment::{Date, Instant, Why};

const FIRST: Date = Date(20_000);
const STALE: Instant = Instant(7_200_000);

fn clock(day: i64, hour: u32) -> ShopTime {
    ShopTime {
        date: Date(FIRST.0 + day),
        time: TimeOfDay(hour * 3600),
    }
}

fn row(cutoff: Option<u32>, before: i64, after: i64) -> Row {
    let day = |offset: i64| (offset > 0).then_some(Date(FIRST.0 + offset));
    Row {
        cutoff: cutoff.map(|hour| TimeOfDay(hour * 3600)),
        before: day(before),
        after: day(after),
    }
}

fn profile(title: &str, rows: Vec<Row>, slower: &[(&str, Vec<Row>)]) -> MethodProfile {
    MethodProfile {
        by: MatchBy::Title(title.to_owned()),
        label: None,
        strength: Strength::Expected,
        rows,
        slower: slower
            .iter()
            .map(|(class, rows)| ((*class).to_owned(), rows.clone()))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn published() -> Published {
    let standard = profile(
        "Standard",
        vec![row(Some(14), 1, 2), row(Some(14), 2, 2)],
        &[("made_to_order", vec![row(Some(10), 5, 6), row(None, 0, 6)])],
    );
    let express = profile("Express", vec![row(None, 0, 1)], &[]);
    Published {
        contract: contract::VERSION,
        revision: 1,
        at: Instant(0),
        stale_at: STALE,
        zone: "America/Chicago".to_owned(),
        config: CheckoutConfig {
            enabled: true,
            pickup: true,
            first: FIRST,
            stale_at: clock(1, 0),
            profiles: vec![standard, express],
            languages: Vec::new(),
        },
        reasons: vec![Why::Unknown; 2],
    }
}

#[test]
fn a_moment_is_named_only_if_missing_it_changes_the_date() {
    let published = published();
    let at = |now, option| published.offer(Instant(0), now, option, &[]);
    let morning = at(clock(0, 9), None).expect("a date");
    assert_eq!(morning.now, Date(FIRST.0 + 1));
    assert_eq!(morning.later, Some((clock(0, 14), Some(Date(FIRST.0 + 2)))));
    let evening = at(clock(0, 15), None).expect("a date");
    assert_eq!((evening.now, evening.later), (Date(FIRST.0 + 2), None));
    // The next day's cutoff changes nothing, and neither does an option without one.
    assert_eq!(at(clock(1, 9), None).expect("a date").later, None);
    assert_eq!(
        at(clock(0, 9), Some("Express")).expect("a date").later,
        None
    );
}

#[test]
fn slower_goods_hold_back_the_whole_cart() {
    let published = published();
    let made = published
        .offer(Instant(0), clock(0, 9), None, &["made_to_order"])
        .expect("a date");
    assert_eq!(made.now, Date(FIRST.0 + 5));
    assert_eq!(made.later, Some((clock(0, 10), Some(Date(FIRST.0 + 6)))));
    let unknown = published.offer(Instant(0), clock(0, 9), None, &["pre_order"]);
    assert_eq!(unknown, None);
}

#[test]
fn past_the_table_stale_or_unknown_nothing_is_said() {
    let published = published();
    let at = |instant, now, option| published.offer(instant, now, option, &[]);
    assert_eq!(at(STALE, clock(0, 9), None), None);
    assert_eq!(at(Instant(0), clock(2, 9), None), None);
    assert_eq!(at(Instant(0), clock(-1, 9), None), None);
    assert_eq!(at(Instant(0), clock(0, 9), Some("Courier")), None);
}

#[test]
fn the_storefront_and_the_checkout_say_the_same() {
    let published = published();
    for hour in 0..24 {
        for (title, classes) in [
            ("Standard", &[][..]),
            ("Standard", &["made_to_order"]),
            ("Express", &[]),
        ] {
            let option = OptionNames {
                title: Some(title),
                ..OptionNames::default()
            };
            let now = clock(0, hour);
            let shown = published.offer(Instant(0), now, Some(title), classes);
            let checkout = published.config.promised(now, option, classes);
            assert_eq!(
                shown.map(|offer| offer.now),
                checkout.map(|promised| promised.date),
                "{title} at {hour}"
            );
        }
    }
}
