//! Deliveries between their acknowledgement and their fold: stored, seen by every reader, taken once.

use super::*;

fn two_days() -> Vec<(Instant, Value)> {
    let mut with_person = delivery("d1", "1001", &placed());
    with_person["personal"] = json!({ "email": "jo@example.com" });
    with_person["links"] = json!([{ "by": "order_name", "id": "#1001" }]);
    let packed = [fact(at(30), Kind::PackDone, Grade::Record)];
    vec![
        (MONDAY, with_person),
        (at(1), delivery("other", "2002", &placed())),
        (at(30), delivery("d2", "1001", &packed)),
        (at(30), delivery("d2", "1001", &packed)),
    ]
}

fn version(world: &mut World, now: Instant, order: &str) -> Option<u64> {
    let view = world.run(|ledger| ledger.view(now, 0, order)).unwrap();
    view.map(|view| view.version)
}

#[test]
fn what_was_received_is_taken_as_if_at_once() {
    let mut at_once = World::new();
    let mut later = World::new();
    for (now, body) in two_days() {
        at_once.append(now, &body);
        later.receive(now, &body);
    }
    assert!(later.sql.dump(&["orders"]).is_empty());
    later.drain();
    assert_eq!(later.truth(), at_once.truth());
    assert!(later.sql.dump(&["inbox"]).is_empty());
    let kept = |world: &mut World| world.run(|ledger| ledger.personal(at(31), "1001")).unwrap();
    assert!(kept(&mut later).is_some());
    assert_eq!(kept(&mut later), kept(&mut at_once));
}

#[test]
fn whoever_looks_sees_all_that_was_received() {
    let mut world = World::new();
    for (now, body) in two_days() {
        world.receive(now, &body);
    }
    let waiting = |world: &World| world.sql.dump(&["inbox"]).lines().count();
    assert_eq!(waiting(&world), 4);
    let seen = version(&mut world, at(31), "1001");
    assert!(seen.is_some());
    assert_eq!(waiting(&world), 1, "another order's is left alone");
    // A webhook that is to be told what became of it comes after what was received.
    let picked = delivery("d3", "2002", &[fact(at(2), Kind::PickDone, Grade::Record)]);
    assert!(world.append(at(3), &picked).version >= 3);
    assert_eq!(waiting(&world), 0);
    world.drain();
    assert_eq!(version(&mut world, at(31), "1001"), seen);
}

#[test]
fn a_dead_isolate_knows_what_waits() {
    let mut world = World::new();
    world.receive(MONDAY, &delivery("d1", "1001", &placed()));
    world.restart();
    assert!(
        world.run(|ledger| ledger.next_due()).unwrap().1,
        "something is owed"
    );
    assert_eq!(world.run(|ledger| ledger.drain(50)).unwrap(), 1);
    assert!(version(&mut world, MONDAY, "1001").is_some());
}

#[test]
fn a_failure_at_any_statement_loses_nothing() {
    let expected = {
        let mut world = World::new();
        for (now, body) in two_days() {
            world.append(now, &body);
        }
        world.truth()
    };
    for statement in 0..10 {
        let mut world = World::new();
        for (now, body) in two_days() {
            world.receive(now, &body);
        }
        let before = world.dump();
        world.sql.fail_after(Some(statement));
        let failed = world.run(|ledger| ledger.drain(50));
        world.sql.fail_after(None);
        if failed.is_err() {
            assert_eq!(world.dump(), before, "statement {statement}");
        } else {
            assert!(statement >= 6, "statement {statement} was not needed");
        }
        world.drain();
        assert_eq!(world.truth(), expected, "statement {statement}");
    }
}

#[test]
fn one_that_takes_the_core_down_is_set_aside_and_replays() {
    let mut world = World::new();
    for (now, body) in two_days() {
        world.receive(now, &body);
    }
    world
        .run(|ledger| ledger.reject("the core panicked"))
        .unwrap();
    world.drain();
    let letter = world.ledger.letters().unwrap().remove(0);
    assert_eq!(
        (letter.order.as_deref(), letter.at),
        (Some("1001"), Some(MONDAY))
    );
    let before = version(&mut world, at(31), "1001");
    let id = letter.id.parse().unwrap();
    let ack = world
        .run(|ledger| ledger.replay(at(32), id))
        .unwrap()
        .unwrap();
    assert_eq!((ack.stored, ack.dead), (2, None));
    assert!(version(&mut world, at(33), "1001") > before);
    let person = world.run(|ledger| ledger.personal(at(33), "1001")).unwrap();
    assert_eq!(person.unwrap().email.as_deref(), Some("jo@example.com"));
}

#[test]
fn a_person_is_sealed_while_a_delivery_waits_and_forgotten_with_it() {
    for what in [r#"["1001"]"#, r#""*""#] {
        let mut world = World::new();
        for (now, body) in two_days() {
            world.receive(now, &body);
        }
        assert!(!world.dump().contains("jo@example.com"));
        let what = crate::ledger::Redaction::parse(what).unwrap();
        world
            .run(|ledger| ledger.redact(at(31), SHOP, &what))
            .unwrap();
        world.drain();
        let person = world.run(|ledger| ledger.personal(at(32), "1001")).unwrap();
        assert_eq!(person, None);
        // Nothing late brings it back.
        for (now, mut body) in two_days() {
            body["delivery"] = json!("again");
            world.receive(now, &body);
        }
        world.drain();
        let person = world.run(|ledger| ledger.personal(at(32), "1001")).unwrap();
        assert_eq!(person, None);
    }
}

#[test]
fn what_is_no_delivery_or_too_large_to_wait_is_taken_at_once() {
    let mut world = World::new();
    let receipt = world.run(|ledger| ledger.receive(MONDAY, b"{\"email\""));
    assert!(!receipt.unwrap().redacted);
    assert_eq!(world.ledger.letters().unwrap().len(), 1);
    let facts: Vec<Fact> = (0..3)
        .map(|n| {
            let mut fact = fact(at(n), Kind::NoteAdded, Grade::Record);
            fact.text = Some("x".repeat(500_000));
            fact
        })
        .collect();
    world.receive(MONDAY, &delivery("d1", "1001", &facts));
    assert!(world.sql.dump(&["inbox"]).is_empty());
    assert_eq!(version(&mut world, at(3), "1001"), Some(3));
}
