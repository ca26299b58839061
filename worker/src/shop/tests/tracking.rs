//! Registering numbers with the relay: once, one at a time, and told to their orders.

use contract::tracking::{Obstacle, Watch, WatchCounts};
use fulfillment::instant::{DAY, HOUR, MINUTE};
use integrations::aftership::register::Answer;

use super::*;
use crate::ledger::NumberRow;
use crate::sql::Sql as _;

fn world() -> World {
    let mut world = World::new();
    switch(
        &mut world,
        json!({ "api_key": "key", "webhook_secret": "secret" }),
    )
    .unwrap();
    world
}

fn switch(world: &mut World, aftership: Value) -> Result<i64, String> {
    let patch = json!({ "installed_at": 5, "aftership": aftership }).to_string();
    world
        .run(|shop| shop.configure(NOW, SHOP, patch.as_bytes()))
        .unwrap()
}

fn number(number: &str, since: Instant) -> NumberRow {
    NumberRow {
        number: number.into(),
        carrier: Some("USPS".into()),
        country: Some("US".into()),
        since,
    }
}

fn labelled(world: &mut World, order: &str, rev: i64, numbers: Vec<NumberRow>) {
    let claim = Claim::LabelCreated;
    world.apply(vec![OrderDelta {
        numbers,
        ..delta(order, rev, row(order, claim))
    }]);
}

/// The number asked for, if any is.
fn asked(world: &mut World, clock: i64) -> Option<String> {
    world.plan(clock).into_iter().find_map(|task| match task {
        Task::Relay { request } => {
            assert!(request.url.starts_with(AFTERSHIP), "{}", request.url);
            let body: Value = serde_json::from_str(&request.body).unwrap();
            Some(body["tracking_number"].as_str().unwrap().to_owned())
        }
        _ => None,
    })
}

fn told(world: &mut World, clock: i64, status: u16, code: u32) {
    told_at(world, NOW, clock, status, code);
}

fn told_at(world: &mut World, now: Instant, clock: i64, status: u16, code: u32) {
    let body = json!({ "meta": { "code": code, "message": "Because." }, "data": { "id": "a" } });
    let answer = Answer {
        status,
        body: body.to_string().into_bytes(),
        ..Answer::default()
    };
    world
        .run(|shop| shop.told_relay(now, clock, &answer))
        .unwrap();
}

fn counts(world: &mut World) -> WatchCounts {
    let list = world.run(|shop| shop.list(NOW, Filter::default())).unwrap();
    list.tracking.expect("a relay")
}

/// Facts owed to ledgers.
fn facts(world: &mut World, clock: i64) -> Vec<Value> {
    let calls = ledger_calls(&world.plan(clock));
    let appends = calls.iter().filter(|(_, method, ..)| method == "append");
    appends
        .flat_map(|(.., body)| {
            let body: Value = serde_json::from_str(body).unwrap();
            body["facts"].as_array().unwrap().clone()
        })
        .collect()
}

#[test]
fn a_number_is_asked_for_once_and_its_order_hears_that_it_is_watched() {
    let mut world = world();
    labelled(&mut world, "1001", 1, vec![number("A", NOW)]);
    assert_eq!(asked(&mut world, 0).as_deref(), Some("A"));
    assert_eq!(asked(&mut world, 0), None, "one at a time");
    told(&mut world, 10, 201, 201);
    let told = facts(&mut world, 10);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&told[0]["kind"], &told[0]["tracked"]),
        (&json!("watched"), &json!(true))
    );
    assert_eq!(told[0]["subject"]["tracking"], "A");
    labelled(&mut world, "1001", 2, vec![number("A", NOW)]);
    assert_eq!(asked(&mut world, DAY), None);
    assert_eq!(counts(&mut world).numbers, [(Watch::Tracked, 1)]);
    // Arrived: nothing of it is left.
    labelled(&mut world, "1001", 3, Vec::new());
    assert_eq!(counts(&mut world).numbers, []);
    assert_eq!(world.shop.watched("1001").unwrap(), []);
}

#[test]
fn without_a_relay_nothing_is_asked_and_switching_it_on_later_finds_the_young() {
    let mut world = World::new();
    labelled(
        &mut world,
        "1001",
        1,
        vec![number("A", NOW), number("OLD", NOW.plus(-31 * DAY))],
    );
    assert_eq!(asked(&mut world, DAY), None);
    let list = world.run(|shop| shop.list(NOW, Filter::default())).unwrap();
    assert_eq!(list.tracking, None);
    assert!(world.shop.watched("1001").unwrap().is_empty());
    assert_eq!(
        world.run(|shop| shop.relay_secrets(NOW)).unwrap(),
        Vec::<String>::new()
    );

    let keys = json!({ "api_key": "key", "webhook_secret": "secret" });
    switch(&mut world, keys.clone()).unwrap();
    assert_eq!(
        world.run(|shop| shop.relay_secrets(NOW)).unwrap(),
        ["secret"]
    );
    assert_eq!(asked(&mut world, 0).as_deref(), Some("A"));
    told(&mut world, 0, 400, 4003);
    assert_eq!(asked(&mut world, 0), None, "nobody pays for an old number");
    assert_eq!(counts(&mut world).numbers, [(Watch::Tracked, 1)]);
    assert!(
        world
            .shop
            .settings()
            .unwrap()
            .policy
            .relays
            .contains("aftership")
    );

    switch(&mut world, Value::Null).unwrap();
    assert!(world.shop.settings().unwrap().policy.relays.is_empty());
    assert!(world.shop.watched("1001").unwrap().is_empty());
    // On again, it is asked for again, and its order knows already.
    switch(&mut world, keys).unwrap();
    facts(&mut world, 0);
    world.run(|shop| shop.told_admin(NOW, 0, 0, &[])).unwrap();
    world.restart();
    assert_eq!(asked(&mut world, 0).as_deref(), Some("A"));
}

#[test]
fn what_the_relay_refuses_is_kept_with_its_reason_until_it_is_another_question() {
    let mut world = world();
    labelled(&mut world, "1001", 1, vec![number("A", NOW)]);
    labelled(&mut world, "1002", 1, vec![number("B", NOW)]);
    assert!(asked(&mut world, 0).is_some());
    told(&mut world, 0, 400, 4012);
    assert!(asked(&mut world, 0).is_some());
    told(&mut world, 0, 400, 4011);
    let counts = counts(&mut world);
    assert_eq!(
        (counts.of(Watch::Unsupported), counts.of(Watch::Failed)),
        (1, 1)
    );
    assert_eq!(counts.obstacle, None);
    let rows = world
        .run(|shop| shop.watch_board(NOW))
        .unwrap()
        .relay
        .unwrap()
        .rows;
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|row| row.reason.as_deref() == Some("Because."))
    );
    assert!(facts(&mut world, 0).is_empty(), "nobody watches them");
    assert_eq!(asked(&mut world, DAY), None);
    let other = NumberRow {
        carrier: Some("UPS".into()),
        ..number("A", NOW)
    };
    labelled(&mut world, "1001", 2, vec![other]);
    assert_eq!(asked(&mut world, DAY).as_deref(), Some("A"));
}

#[test]
fn the_quotas_end_stops_all_and_its_return_frees_all() {
    let mut world = world();
    for order in ["1001", "1002", "1003"] {
        labelled(
            &mut world,
            order,
            1,
            vec![number(&format!("N{order}"), NOW)],
        );
    }
    assert!(asked(&mut world, 0).is_some());
    told(&mut world, 0, 402, 402);
    assert_eq!(counts(&mut world).of(Watch::Quota), 3);
    assert_eq!(counts(&mut world).obstacle, Some(Obstacle::Quota(NOW)));
    assert_eq!(asked(&mut world, HOUR - 1), None);
    assert!(asked(&mut world, HOUR).is_some(), "one is tried");
    told(&mut world, HOUR, 201, 201);
    assert!(asked(&mut world, HOUR).is_some());
    told(&mut world, HOUR, 201, 201);
    assert!(asked(&mut world, HOUR).is_some());
    told(&mut world, HOUR, 201, 201);
    let counts = counts(&mut world);
    assert_eq!(counts.numbers, [(Watch::Tracked, 3)]);
    assert_eq!(
        counts.obstacle,
        Some(Obstacle::Unheard),
        "no scan has come yet"
    );
}

#[test]
fn a_relay_that_is_down_is_asked_less_and_less_and_its_silence_says_nothing() {
    let mut world = world();
    labelled(&mut world, "1001", 1, vec![number("A", NOW)]);
    let mut clock = 0;
    let mut waits = Vec::new();
    for _ in 0..8 {
        let due = world.shop.relay_due().unwrap().unwrap();
        waits.push(due - clock);
        clock = due;
        assert!(asked(&mut world, clock).is_some());
        assert_eq!(world.shop.relay_due().unwrap(), None, "it is under way");
        told(&mut world, clock, 503, 0);
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
    assert_eq!(counts(&mut world).obstacle, Some(Obstacle::NoAnswer(NOW)));
    let usable = |world: &mut World| !world.shop.settings().unwrap().policy.relays.is_empty();
    assert!(usable(&mut world), "for a while");
    clock += HOUR;
    assert!(asked(&mut world, clock).is_some());
    told_at(&mut world, NOW.plus(HOUR), clock, 0, 0);
    assert!(!usable(&mut world));
    clock += HOUR;
    assert!(asked(&mut world, clock).is_some());
    told_at(&mut world, NOW.plus(2 * HOUR), clock, 201, 201);
    assert!(usable(&mut world));
}

#[test]
fn a_throttled_answer_is_obeyed_and_a_refused_key_waits_for_another() {
    let mut world = world();
    labelled(&mut world, "1001", 1, vec![number("A", NOW)]);
    assert!(asked(&mut world, 0).is_some());
    let answer = Answer {
        status: 429,
        retry_after: Some("7".into()),
        ..Answer::default()
    };
    world.run(|shop| shop.told_relay(NOW, 0, &answer)).unwrap();
    assert_eq!(counts(&mut world).obstacle, None, "it answers");
    assert_eq!(asked(&mut world, 6_999), None);
    assert!(asked(&mut world, 7_000).is_some());
    told(&mut world, 7_000, 401, 401);
    assert_eq!(counts(&mut world).obstacle, Some(Obstacle::KeyRefused(NOW)));
    assert_eq!(asked(&mut world, 30 * MINUTE), None);
    switch(&mut world, json!({ "api_key": "another" })).unwrap();
    assert_eq!(counts(&mut world).obstacle, None);
    assert!(asked(&mut world, 30 * MINUTE).is_some(), "at once");
}

#[test]
fn secrets_are_sealed_kept_from_ledgers_and_replaced_with_a_span_of_grace() {
    let mut world = world();
    let shown = world.shop.shown_settings().unwrap().to_string();
    assert!(
        !shown.contains("\"key\"") && !shown.contains("secret\""),
        "{shown}"
    );
    let stored = world.sql.read("SELECT value FROM meta", &[]).unwrap();
    for row in &stored {
        let text = row.text(0).unwrap();
        assert!(
            !text.contains("\"key\"") && !text.contains("\"secret\""),
            "{text}"
        );
    }
    for call in ledger_calls(&world.plan(0)) {
        let body: Value = serde_json::from_str(&call.3).unwrap();
        assert_eq!(body["aftership"], Value::Null);
        assert_eq!(body["policy"]["relays"], json!(["aftership"]));
    }
    switch(&mut world, json!({ "webhook_secret": "newer" })).unwrap();
    let mut live = |now| world.run(|shop| shop.relay_secrets(now)).unwrap();
    assert_eq!(live(NOW), ["newer", "secret"]);
    assert_eq!(live(NOW.plus(HOUR)), ["newer"]);
    for wrong in [
        json!({ "api_key": "" }),
        json!({ "api_key": "two words" }),
        json!({ "webhook_secret": "x".repeat(201) }),
    ] {
        assert!(
            switch(&mut world, wrong)
                .unwrap_err()
                .contains("aftership.")
        );
    }
    world.run(|shop| shop.uninstall(NOW, SHOP)).unwrap();
    labelled(&mut world, "1001", 1, vec![number("A", NOW)]);
    assert_eq!(asked(&mut world, DAY), None, "nothing leaves any more");
    assert!(
        world
            .run(|shop| shop.relay_secrets(NOW))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_relays_word_of_other_shops_parcels_is_no_dead_letter() {
    let mut world = world();
    for delivery in ["aftership/e1", "chicago/1/0"] {
        let parked = json!({
            "shop": SHOP, "delivery": delivery, "about": { "by": "tracking", "id": "X" },
            "facts": [], "links": [],
        });
        world
            .run(|shop| shop.park(NOW, parked.to_string().as_bytes()))
            .unwrap();
    }
    let gone = world.run(|shop| shop.expire(NOW.plus(8 * DAY))).unwrap();
    assert_eq!(gone, 2);
    let letters = world.shop.letters().unwrap();
    assert_eq!(letters.len(), 1, "the warehouse's");
}

#[test]
fn unknown_words_are_counted() {
    let mut world = world();
    let words = ["InTransit_012", "InTransit_012", "Teleported"].map(str::to_owned);
    for _ in 0..2 {
        world.run(|shop| shop.count_words(NOW, &words)).unwrap();
    }
    let board = world.run(|shop| shop.watch_board(NOW)).unwrap();
    let unknown = board.relay.unwrap().unknown;
    assert_eq!(
        unknown,
        [
            ("InTransit_012".to_owned(), 4),
            ("Teleported".to_owned(), 2)
        ]
    );
}
