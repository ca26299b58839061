//! Directory, parking, look-up, list.

use super::*;
use crate::shop::Lookup;

fn parked(about: &Locator, delivery: &str) -> Vec<u8> {
    json!({
        "shop": SHOP, "delivery": delivery, "about": about, "links": [],
        "facts": [{ "kind": "note_added", "at": 1, "grade": "record",
            "source": { "system": "operations/x", "resource": "1" } }],
    })
    .to_string()
    .into_bytes()
}

#[test]
fn facts_without_an_order_wait_for_its_name_and_reach_its_ledger() {
    let mut world = World::new();
    let tracking = Locator::Tracking("1Z999".into());
    assert_eq!(world.run(|shop| shop.resolve(&tracking)).unwrap(), None);
    let body = parked(&tracking, "d1");
    assert!(world.run(|shop| shop.park(NOW, &body)).unwrap().parked);
    assert!(world.run(|shop| shop.park(NOW, &body)).unwrap().parked);
    assert_eq!(
        world
            .run(|shop| shop.list(NOW, Filter::default()))
            .unwrap()
            .parked,
        1
    );
    world.restart();
    let mut named = delta("1001", 1, row("1001", Claim::LabelCreated));
    named.links.push(DirectoryLink::Tracking("1Z999".into()));
    world.apply(vec![named]);
    assert_eq!(
        world
            .run(|shop| shop.resolve(&tracking))
            .unwrap()
            .as_deref(),
        Some("1001")
    );
    let calls = ledger_calls(&world.plan(0));
    assert_eq!(calls.len(), 1);
    let (id, method, target, body) = &calls[0];
    assert_eq!(
        (method.as_str(), target.as_str()),
        ("append", crate::ledger::object_name(SHOP, "1001").as_str())
    );
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (&body["order"], &body["delivery"]),
        (&json!("1001"), &json!("d1"))
    );
    assert_eq!(body["facts"].as_array().unwrap().len(), 1);
    // The ledger is away: the call is owed, later and later.
    world.run(|shop| shop.told(*id, false, 0)).unwrap();
    assert!(world.plan(100).is_empty());
    world.restart();
    assert_eq!(ledger_calls(&world.plan(10_000)).len(), 1);
    world.run(|shop| shop.told(*id, true, 10_000)).unwrap();
    assert_eq!(world.run(|shop| shop.next_due(NOW, 0)).unwrap(), None);
}

#[test]
fn a_name_known_meanwhile_is_not_parked() {
    let mut world = World::new();
    world.apply(vec![delta("1001", 1, row("1001", Claim::Received))]);
    let body = parked(&Locator::OrderName("#1001".into()), "d1");
    let parking = world.run(|shop| shop.park(NOW, &body)).unwrap();
    assert_eq!(
        (parking.order.as_deref(), parking.parked),
        (Some("1001"), false)
    );
    assert_eq!(ledger_calls(&world.plan(0)).len(), 1);
}

#[test]
fn what_waits_in_vain_becomes_a_dead_letter_and_can_wait_again() {
    let mut world = World::new();
    let body = parked(&Locator::Tracking("1Z".into()), "d1");
    world.run(|shop| shop.park(NOW, &body)).unwrap();
    assert_eq!(world.run(|shop| shop.expire(NOW.plus(DAY))).unwrap(), 0);
    assert_eq!(world.run(|shop| shop.expire(NOW.plus(8 * DAY))).unwrap(), 1);
    let list = world.run(|shop| shop.list(NOW, Filter::default())).unwrap();
    assert_eq!((list.parked, list.dead_letters), (0, 1));
    let letter = world.shop.letters().unwrap().remove(0);
    assert!(letter.reason.contains("1Z"), "{letter:?}");
    world
        .run(|shop| shop.replay(NOW.plus(9 * DAY), letter.id.parse().unwrap()))
        .unwrap()
        .unwrap();
    let list = world.run(|shop| shop.list(NOW, Filter::default())).unwrap();
    assert_eq!((list.parked, list.dead_letters), (1, 0));
}

#[test]
fn an_older_revision_never_replaces_a_newer_one() {
    let mut world = World::new();
    world.apply(vec![delta("1001", 5, row("1001", Claim::Delivered))]);
    world.apply(vec![delta("1001", 4, row("1001", Claim::OnItsWay))]);
    assert_eq!(
        world.shop.row("1001").unwrap().unwrap().claim,
        Claim::Delivered
    );
    let before = world.sql.dump(&["list", "exceptions", "directory"]);
    world.apply(vec![delta("1001", 5, row("1001", Claim::Delivered))]);
    assert_eq!(world.sql.dump(&["list", "exceptions", "directory"]), before);
}

#[test]
fn the_list_puts_the_most_urgent_first_and_pages_without_gaps() {
    let mut world = World::new();
    let mut deltas = Vec::new();
    for n in 0..120 {
        let order = (1000 + n).to_string();
        let mut row = row(
            &order,
            if n % 3 == 0 {
                Claim::LabelCreated
            } else {
                Claim::OnItsWay
            },
        );
        row.updated_at = Some(NOW.plus(n * HOUR));
        if n % 10 == 0 {
            row.exceptions = vec![ExceptionKind::LabelNoScan];
            row.due_at = Some(NOW.plus(-n * HOUR));
        }
        deltas.push(delta(&order, 1, row));
    }
    world.apply(deltas);
    let mut seen = Vec::new();
    let mut filter = Filter::default();
    loop {
        let page = world.run(|shop| shop.list(NOW, filter.clone())).unwrap();
        assert_eq!(page.shop, SHOP);
        seen.extend(page.rows.into_iter().map(|row| row.order));
        match page.next {
            Some(next) => filter.after = Some(next),
            None => break,
        }
    }
    assert_eq!(seen.len(), 120);
    assert_eq!(
        seen.iter().collect::<std::collections::BTreeSet<_>>().len(),
        120
    );
    assert_eq!(seen[..3], ["1110", "1100", "1090"]);
    assert_eq!(seen[12], "1119");
    let state = Filter {
        state: Some(Claim::LabelCreated),
        ..Filter::default()
    };
    let page = world.run(|shop| shop.list(NOW, state)).unwrap();
    assert_eq!(page.rows.len(), 40);
    assert!(page.states.contains(&(Claim::LabelCreated, 40)));
    assert_eq!(page.exceptions, [(ExceptionKind::LabelNoScan, 12)]);
    let open = Filter {
        exception: Some(ExceptionKind::LabelNoScan),
        ..Filter::default()
    };
    assert_eq!(
        world.run(|shop| shop.list(NOW, open)).unwrap().rows.len(),
        12
    );
    // A closed exception leaves the counts.
    world.apply(vec![delta("1110", 2, row("1110", Claim::OnItsWay))]);
    let page = world.run(|shop| shop.list(NOW, Filter::default())).unwrap();
    assert_eq!(page.exceptions, [(ExceptionKind::LabelNoScan, 11)]);
    let nonsense = Filter {
        after: Some("%%%".into()),
        ..Filter::default()
    };
    assert_eq!(
        world
            .run(|shop| shop.list(NOW, nonsense))
            .unwrap()
            .rows
            .len(),
        50
    );
}

fn with_email(world: &mut World, order: &str, blind: &str) {
    let mut one = delta(order, 1, row(order, Claim::Received));
    one.blind = Some(blind.into());
    world.apply(vec![one]);
}

#[test]
fn a_look_up_needs_both_and_forgives_how_a_number_is_written() {
    let mut world = World::new();
    with_email(&mut world, "1001", "blind");
    let mut look = |number: &str, blind: &str| {
        world
            .run(|shop| shop.lookup(NOW, number, blind, "client"))
            .unwrap()
    };
    let theirs = Lookup::Order("1001".into());
    assert_eq!(look("1001", "blind"), theirs);
    assert_eq!(look(" #1001 ", "blind"), theirs);
    assert_eq!(look("1001", "other"), Lookup::NoMatch);
    assert_eq!(look("1002", "blind"), Lookup::NoMatch);
    assert_eq!(look("1001", ""), Lookup::NoMatch);
}

#[test]
fn an_order_is_its_addresss_and_its_customers_and_nobody_elses() {
    let mut world = World::new();
    with_email(&mut world, "1001", "address customer");
    with_email(&mut world, "1002", "address2 customer2");
    let mut look = |number: &str, blinds: &str| {
        world
            .run(|shop| shop.lookup(NOW, number, blinds, "client"))
            .unwrap()
    };
    let theirs = Lookup::Order("1001".into());
    assert_eq!(look("1001", "customer nothing"), theirs);
    assert_eq!(look("1001", "customer2 address"), theirs);
    assert_eq!(look("1002", "customer address"), Lookup::NoMatch);
    assert_eq!(look("1001", "nobody customer2"), Lookup::NoMatch);
    // A change of hands leaves nothing of the old ones.
    let mut other = delta("1001", 2, row("1001", Claim::Received));
    other.blind = Some("address3".into());
    world.apply(vec![other]);
    let found = world.run(|shop| shop.lookup(NOW, "1001", "address customer", "client"));
    assert_eq!(found.unwrap(), Lookup::NoMatch);
}

#[test]
fn too_many_tries_say_so_to_right_and_wrong_alike() {
    let mut world = World::new();
    with_email(&mut world, "1001", "blind");
    let mut look = |blind: &str| {
        world
            .run(|shop| shop.lookup(NOW, "1001", blind, "client"))
            .unwrap()
    };
    for _ in 0..10 {
        assert_eq!(look("wrong"), Lookup::NoMatch);
    }
    assert_eq!(look("wrong"), Lookup::Limited);
    assert_eq!(look("blind"), Lookup::Limited);
}

#[test]
fn ten_thousand_guesses_find_nothing() {
    let mut world = World::new();
    with_email(&mut world, "5000", "blind");
    let mut hits = 0;
    for guess in 0..10_000 {
        let found = world
            .run(|shop| shop.lookup(NOW, &guess.to_string(), "blind", "one client"))
            .unwrap();
        hits += usize::from(matches!(found, Lookup::Order(_)));
    }
    assert_eq!(hits, 0);
    for client in 0..1_000 {
        let client = format!("client {client}");
        let found = world
            .run(|shop| shop.lookup(NOW, "5000", "blind", &client))
            .unwrap();
        hits += usize::from(matches!(found, Lookup::Order(_)));
    }
    assert_eq!(hits, 0);
    // The next span is open again.
    let later = NOW.plus(HOUR);
    let found = world.run(|shop| shop.lookup(later, "5000", "blind", "one client"));
    assert_eq!(found.unwrap(), Lookup::Order("5000".into()));
}

#[test]
fn a_redacted_order_is_not_found_any_more_and_its_ledger_is_told() {
    let mut world = World::new();
    with_email(&mut world, "1001", "blind");
    let what = Redaction::parse("[\"1001\"]").unwrap();
    world.run(|shop| shop.redact(NOW, "", &what)).unwrap();
    assert!(world.sql.dump(&["blinds"]).is_empty());
    let calls = ledger_calls(&world.plan(0));
    assert_eq!(
        (calls[0].1.as_str(), calls[0].3.as_str()),
        ("redact", "[\"1001\"]")
    );
    // A delta that was under way brings nothing back.
    let mut late = delta("1001", 9, row("1001", Claim::Received));
    late.blind = Some("blind".into());
    world.apply(vec![late]);
    assert!(world.sql.dump(&["blinds"]).is_empty());
    // A restore is followed by the tombstones.
    let again = world.run(|shop| shop.redact_again(NOW)).unwrap();
    assert_eq!(again, Some(1));
    assert!(
        ledger_calls(&world.plan(60_000))
            .iter()
            .any(|call| call.1 == "redact")
    );
}

#[test]
fn a_redacted_shop_is_empty_and_stays_so() {
    let mut world = World::new();
    with_email(&mut world, "1001", "blind");
    world
        .run(|shop| shop.park(NOW, &parked(&Locator::Tracking("1Z".into()), "d")))
        .unwrap();
    world
        .run(|shop| shop.redact(NOW, SHOP, &Redaction::Shop))
        .unwrap();
    let calls = ledger_calls(&world.plan(0));
    assert_eq!(calls.len(), 8);
    assert!(calls.iter().all(|call| call.1 == "redact" && call.3 == "*"));
    with_email(&mut world, "1002", "blind");
    world
        .run(|shop| shop.park(NOW, &parked(&Locator::Tracking("1Z".into()), "e")))
        .unwrap();
    assert!(
        world
            .sql
            .dump(&["list", "directory", "blinds", "parked", "letters"])
            .is_empty()
    );
}

#[test]
fn agents_may_ask_for_what_is_worth_a_look_now() {
    let mut world = World::new();
    let early = |order: &str, from: Instant| {
        let row = IndexRow {
            attention: Some(from),
            ..row(order, Claim::OnItsWay)
        };
        delta(order, 1, row)
    };
    world.apply(vec![
        early("1", NOW),
        early("2", NOW.plus(1)),
        delta("3", 1, row("3", Claim::OnItsWay)),
    ]);
    let ask = |world: &mut World, now: Instant, attention| {
        let filter = Filter {
            attention,
            ..Filter::default()
        };
        let list = world.run(|shop| shop.list(now, filter)).unwrap();
        let rows: Vec<String> = list.rows.into_iter().map(|row| row.order).collect();
        (rows, list.attention)
    };
    assert_eq!(ask(&mut world, NOW, true), (vec!["1".into()], 1));
    let later = NOW.plus(1);
    assert_eq!(
        ask(&mut world, later, true),
        (vec!["1".into(), "2".into()], 2)
    );
    assert_eq!(ask(&mut world, later, false).0.len(), 3);
    world.apply(vec![delta("1", 2, row("1", Claim::Delivered))]);
    assert_eq!(ask(&mut world, later, true), (vec!["2".into()], 1));
}
