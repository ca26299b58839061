//! Telling the world: views, index deltas, deadlines; owed until confirmed.

use contract::view::OrderStatusView;
use fulfillment::fact::ExceptionKind;

use super::*;
use crate::ledger::Delta;

fn views(jobs: &[Job]) -> Vec<(String, i64, Option<OrderStatusView>)> {
    jobs.iter()
        .filter_map(|job| match job {
            Job::View {
                order, rev, body, ..
            } => Some((
                order.clone(),
                *rev,
                body.as_ref()
                    .map(|body| serde_json::from_str(body).unwrap()),
            )),
            _ => None,
        })
        .collect()
}

fn delta(jobs: &[Job]) -> Option<Delta> {
    jobs.iter().find_map(|job| match job {
        Job::Apply { body, .. } => Some(serde_json::from_str(body).unwrap()),
        _ => None,
    })
}

#[test]
fn a_view_is_owed_until_its_own_version_is_confirmed() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    world.looked_at(MONDAY, "1001");
    let first = views(&world.plan(MONDAY, 0));
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].2.as_ref().unwrap().version, 2);
    // In flight: not planned again. A newer version comes meanwhile.
    assert!(views(&world.plan(MONDAY, 0)).is_empty());
    let picked = fact(at(1), Kind::PickDone, Grade::Warehouse);
    world.append(at(1), &delivery("d2", "1001", &[picked]));
    world
        .run(|ledger| ledger.told_views(&[("1001".into(), first[0].1, true)], 10))
        .unwrap();
    // One put a second of a key.
    assert!(views(&world.plan(at(1), 500)).is_empty());
    assert_eq!(world.ledger.next_try(), Some(1010));
    let second = views(&world.plan(at(1), 1010));
    assert_eq!(second[0].2.as_ref().unwrap().version, 3);
    world
        .run(|ledger| ledger.told_views(&[("1001".into(), second[0].1, true)], 1020))
        .unwrap();
    assert!(views(&world.plan(at(1), 9000)).is_empty());
}

#[test]
fn a_failed_put_waits_longer_each_time_and_survives_a_restart() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    world.looked_at(MONDAY, "1001");
    let mut clock = 0;
    let mut waits = Vec::new();
    for _ in 0..5 {
        let planned = views(&world.plan(MONDAY, clock));
        world
            .run(|ledger| ledger.told_views(&[("1001".into(), planned[0].1, false)], clock))
            .unwrap();
        assert!(views(&world.plan(MONDAY, clock)).is_empty());
        let next = world.ledger.next_try().unwrap();
        waits.push(next - clock);
        clock = next;
    }
    assert!(waits.windows(2).all(|pair| pair[1] > pair[0]), "{waits:?}");
    world.restart();
    assert_eq!(views(&world.plan(MONDAY, clock)).len(), 1);
    assert!(world.run(|ledger| ledger.next_due()).unwrap().1);
}

#[test]
fn the_index_hears_at_most_once_a_second_and_until_it_answers() {
    let mut world = World::new();
    let mut body = delivery("d1", "1001", &placed());
    body["links"] =
        json!([{ "by": "order_name", "id": "#1001" }, { "by": "tracking", "id": "1Z" }]);
    body["personal"] = json!({ "email": "jo@example.com" });
    world.append(MONDAY, &body);
    let told = delta(&world.plan(MONDAY, 0)).unwrap();
    assert_eq!(told.shop, SHOP);
    assert_eq!(told.orders[0].order, "1001");
    assert_eq!(told.orders[0].row.as_ref().unwrap().name, "#1001");
    assert_eq!(told.orders[0].links.len(), 2);
    assert_eq!(told.orders[0].blind.as_ref().unwrap().len(), 32);
    world.run(|ledger| ledger.told_delta(false, 0)).unwrap();
    assert!(delta(&world.plan(MONDAY, 1)).is_none());
    let again = delta(&world.plan(MONDAY, 60_000)).unwrap();
    assert_eq!(again.orders, told.orders);
    world.run(|ledger| ledger.told_delta(true, 60_000)).unwrap();
    world.append(MONDAY, &delivery("d2", "1002", &placed()));
    assert!(delta(&world.plan(MONDAY, 61_500)).is_none());
    assert_eq!(
        delta(&world.plan(MONDAY, 62_000)).unwrap().orders[0].order,
        "1002"
    );
}

#[test]
fn a_view_asked_for_is_the_same_as_the_one_put() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    let asked = world.run(|ledger| ledger.view(MONDAY, 0, "1001")).unwrap();
    let put = views(&world.plan(MONDAY, 0)).remove(0).2;
    assert_eq!(asked, put);
    assert_eq!(
        world.run(|ledger| ledger.view(MONDAY, 0, "404")).unwrap(),
        None
    );
    assert_eq!(
        world.run(|ledger| ledger.trace(MONDAY, "404")).unwrap(),
        None
    );
}

#[test]
fn an_order_nobody_looks_at_costs_no_put() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    let jobs = world.plan(MONDAY, 0);
    assert!(views(&jobs).is_empty());
    assert!(delta(&jobs).is_some());
    world.looked_at(MONDAY, "1001");
    assert_eq!(views(&world.plan(MONDAY, 0)).len(), 1);
}

#[test]
fn a_reader_who_finds_kv_empty_has_it_filled_again() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    world.looked_at(MONDAY, "1001");
    let put = views(&world.plan(MONDAY, 0)).remove(0);
    world
        .run(|ledger| ledger.told_views(&[("1001".into(), put.1, true)], 0))
        .unwrap();
    // KV is up to a minute behind: a reader who asks meanwhile is no sign of loss.
    world
        .run(|ledger| ledger.view(MONDAY, 30_000, "1001"))
        .unwrap();
    assert!(views(&world.plan(MONDAY, 30_000)).is_empty());
    world
        .run(|ledger| ledger.view(MONDAY, 90_000, "1001"))
        .unwrap();
    assert_eq!(views(&world.plan(MONDAY, 90_000)).len(), 1);
}

/// An order packed by a warehouse that is proven live, and then silence.
fn waiting(world: &mut World) {
    let mut facts = placed();
    facts.push(fact(at(2), Kind::PackDone, Grade::Warehouse));
    world.append(at(2), &delivery("d1", "1001", &facts));
}

#[test]
fn silence_fires_at_its_own_instant_whoever_comes_first() {
    let mut by_tick = World::new();
    waiting(&mut by_tick);
    let due = by_tick
        .run(|ledger| ledger.next_due())
        .unwrap()
        .0
        .expect("a deadline");
    assert!(due > at(2).0);
    let late = days(20);
    let mut fired = 0;
    while by_tick.run(|ledger| ledger.fire(late, 10)).unwrap() > 0 {
        fired += 1;
        assert!(fired < 100, "deadlines never end");
    }
    let trace = by_tick
        .run(|ledger| ledger.trace(late, "1001"))
        .unwrap()
        .unwrap();
    let opened: Vec<_> = trace
        .facts
        .iter()
        .filter(|f| f.fact.source.system == "plumbline")
        .collect();
    assert!(!opened.is_empty(), "nothing was opened");

    // The same by the next fact, and by a reader.
    let note = fact(late, Kind::NoteAdded, Grade::Record);
    by_tick.append(
        late.plus(1),
        &delivery("d9", "1001", std::slice::from_ref(&note)),
    );
    let mut by_fact = World::new();
    waiting(&mut by_fact);
    by_fact.append(
        late.plus(1),
        &delivery("d9", "1001", std::slice::from_ref(&note)),
    );
    assert_eq!(by_fact.truth(), by_tick.truth());
    let mut by_reader = World::new();
    waiting(&mut by_reader);
    let view = by_reader
        .run(|ledger| ledger.view(late, 0, "1001"))
        .unwrap()
        .unwrap();
    assert!(!view.exceptions.is_empty());
    by_reader.append(late.plus(1), &delivery("d9", "1001", &[note]));
    assert_eq!(by_reader.truth(), by_tick.truth());
}

#[test]
fn an_order_that_takes_the_core_down_does_not_hold_up_the_others() {
    let mut world = World::new();
    waiting(&mut world);
    let due = Instant(world.run(|ledger| ledger.next_due()).unwrap().0.unwrap());
    world
        .run(|ledger| ledger.skip(due, "the core panicked"))
        .unwrap();
    assert_eq!(world.run(|ledger| ledger.fire(due, 10)).unwrap(), 0);
    assert_eq!(world.ledger.letters().unwrap()[0].source, "deadline");
    world.run(|ledger| ledger.replay(due, 1)).unwrap();
    assert_eq!(world.run(|ledger| ledger.fire(due, 10)).unwrap(), 1);
}

#[test]
fn a_newer_fold_folds_every_order_again_and_tells_readers_only() {
    let mut world = World::new();
    for n in 0..120 {
        world.append(
            MONDAY,
            &delivery(&format!("d{n}"), &n.to_string(), &placed()),
        );
    }
    for n in 0..120 {
        world.looked_at(MONDAY, &n.to_string());
    }
    let mut clock = 0;
    while !world.plan(MONDAY, clock).is_empty() {
        for n in 0..120 {
            let _ = world.run(|ledger| ledger.told_views(&[(n.to_string(), 1, true)], clock));
        }
        world.run(|ledger| ledger.told_delta(true, clock)).unwrap();
        clock += 2000;
    }
    let digests = world.ledger.digests().unwrap();
    let sql = world.sql.clone();
    use crate::sql::Sql;
    sql.write(
        "UPDATE meta SET value = ?1 WHERE key = 'fold_version'",
        &[crate::sql::Arg::Text("0")],
    )
    .unwrap();
    world.restart();
    assert!(world.run(|ledger| ledger.next_due()).unwrap().1);
    let mut batches = 0;
    while world.run(|ledger| ledger.refold(MONDAY)).unwrap() {
        batches += 1;
    }
    assert_eq!(batches, 2);
    assert_eq!(world.ledger.digests().unwrap(), digests);
    assert!(!views(&world.plan(MONDAY, clock)).is_empty());
    assert!(world.sql.dump(&["outbox"]).is_empty());
}

#[test]
fn a_new_face_is_shown_on_every_order() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    world.looked_at(MONDAY, "1001");
    let settings = json!({ "shop": SHOP, "revision": 2,
        "face": { "shop": "Mugs & Co", "contact": "mailto:hi@example.com", "zone": "Europe/Berlin" } });
    world
        .run(|ledger| ledger.configure(at(1), settings.to_string().as_bytes()))
        .unwrap();
    while world.run(|ledger| ledger.refold(at(1))).unwrap() {}
    let put = views(&world.plan(at(1), 0)).remove(0).2.unwrap();
    assert_eq!(
        (put.shop.as_str(), put.zone.as_str()),
        ("Mugs & Co", "Europe/Berlin")
    );
    // An older set comes late: it changes nothing.
    let older = json!({ "shop": SHOP, "revision": 1, "face": { "shop": "Old", "contact": null, "zone": "UTC" } });
    world
        .run(|ledger| ledger.configure(at(2), older.to_string().as_bytes()))
        .unwrap();
    let view = world
        .run(|ledger| ledger.view(at(2), 0, "1001"))
        .unwrap()
        .unwrap();
    assert_eq!(view.shop, "Mugs & Co");
}

/// Orders at the warehouse, by the fact that it picks them.
fn picked(world: &mut World, orders: std::ops::Range<i64>) {
    for order in orders {
        let mut facts = placed();
        for fact in &mut facts {
            fact.source.resource = order.to_string();
        }
        facts.push(fact(at(1), Kind::PickStarted, Grade::Warehouse));
        world.append(
            at(1),
            &delivery(&format!("d{order}"), &order.to_string(), &facts),
        );
    }
}

#[test]
fn which_orders_wait_is_kept_by_the_shard_and_told_to_nobody() {
    let mut world = World::new();
    picked(&mut world, 1..3);
    let told = delta(&world.plan(at(1), 0)).unwrap();
    let observed = told.observed.expect("the warehouse was heard of");
    assert!(observed.locations.contains_key("7"));
    assert_eq!(observed.orders, Default::default());
    world.run(|ledger| ledger.told_delta(true, 0)).unwrap();
    picked(&mut world, 3..5);
    let told = delta(&world.plan(at(1), 60_000)).unwrap();
    assert_eq!(told.observed, None, "nothing the shop did not know");
    world.restart();
    let policy = world.run(|ledger| ledger.policy(at(1))).unwrap();
    let waiting = &policy.observed.orders.at_work["7"];
    assert_eq!(waiting.count(MONDAY), 4);
}

#[test]
fn a_warehouse_that_fell_silent_is_the_shops_to_look_at() {
    let mut world = World::new();
    picked(&mut world, 1..5);
    let mut facts = placed();
    facts[0].source.resource = "9".into();
    facts.push(fact(at(2), Kind::FoRouted, Grade::Record));
    world.append(at(2), &delivery("d9", "9", &facts));
    let open = |world: &mut World, now| {
        world.run(|ledger| ledger.fire(now, 50)).unwrap();
        let view = world
            .run(|ledger| ledger.view(now, 0, "9"))
            .unwrap()
            .unwrap();
        let kinds = view.exceptions.iter().map(|item| item.kind);
        kinds.collect::<Vec<_>>()
    };
    // Due on Monday at 15:00: the warehouse had spoken that morning.
    assert_eq!(open(&mut world, at(5)), []);
    assert_eq!(open(&mut world, at(26)), [ExceptionKind::NotReceived]);
    // Due on Tuesday at 13:00: it had said nothing for a working day.
    facts.truncate(2);
    facts.push(fact(at(8), Kind::FoRouted, Grade::Record));
    world.append(at(8), &delivery("d10", "10", &facts));
    world.run(|ledger| ledger.fire(at(50), 50)).unwrap();
    let view = world
        .run(|ledger| ledger.view(at(50), 0, "10"))
        .unwrap()
        .unwrap();
    let kinds: Vec<_> = view.exceptions.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [ExceptionKind::SourceSilent]);
}

#[test]
fn agents_see_a_silence_before_the_shopper_does() {
    let mut world = World::new();
    let mut facts = placed();
    for (hour, kind) in [(1, Kind::CarrierAccepted), (2, Kind::TransitMoved)] {
        let mut scan = fact(at(hour), kind, Grade::Carrier);
        scan.subject.tracking = Some("1Z".into());
        scan.source.witness = Some("UPS".into());
        facts.push(scan);
    }
    world.append(at(2), &delivery("d1", "1001", &facts));
    let told = delta(&world.plan(at(2), 0)).unwrap();
    let row = told.orders[0].row.clone().unwrap();
    assert_eq!(row.attention, Some(at(2 + 36)));
    let mut look = |now| {
        let trace = world
            .run(|ledger| ledger.trace(now, "1001"))
            .unwrap()
            .unwrap();
        let shown = serde_json::to_string(&trace.view).unwrap();
        assert!(!shown.contains("attention"), "shoppers hear nothing of it");
        let open = trace
            .view
            .exceptions
            .iter()
            .filter(|item| item.closed_at.is_none());
        (trace.attention.len(), open.count())
    };
    assert_eq!(look(at(37)), (0, 0));
    assert_eq!(look(at(38)), (1, 0));
    assert_eq!(look(at(49)), (1, 0));
    assert_eq!(look(at(50)), (0, 1), "now it is an exception");
}
