//! Taking facts: once, in any order, as a whole or not at all.

use super::*;

fn journey() -> Vec<Fact> {
    let mut facts = placed();
    facts.push(fact(at(1), Kind::PickDone, Grade::Warehouse));
    facts.push(fact(at(2), Kind::PackDone, Grade::Warehouse));
    facts.push(fact(at(3), Kind::Handover, Grade::Warehouse));
    facts.push(fact(at(9), Kind::CarrierAccepted, Grade::Carrier));
    facts
}

#[test]
fn a_delivery_is_stored_and_answered_with_the_folded_state() {
    let mut world = World::new();
    let facts = placed();
    let ack = world.append(MONDAY, &delivery("d1", "1001", &facts));
    assert_eq!((ack.stored, ack.duplicate, ack.version), (2, false, 2));
    assert_eq!(ack.digest, fold(&facts).digest());
}

#[test]
fn a_second_delivery_and_a_second_route_change_nothing() {
    let mut world = World::new();
    let first = world.append(MONDAY, &delivery("d1", "1001", &placed()));
    let truth = world.dump();
    let same = world.append(at(1), &delivery("d1", "1001", &placed()));
    assert_eq!(world.dump(), truth);
    let other = world.append(at(1), &delivery("d2", "1001", &placed()));
    for ack in [same, other] {
        assert!(ack.duplicate);
        assert_eq!((ack.stored, ack.digest), (0, first.digest.clone()));
    }
}

#[test]
fn one_delivery_may_speak_of_two_orders() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    let ack = world.append(MONDAY, &delivery("d1", "1002", &placed()));
    assert!(!ack.duplicate);
}

#[test]
fn any_order_of_arrival_ends_in_the_same_state() {
    let facts = journey();
    let mut digests = std::collections::BTreeSet::new();
    for turn in 0..facts.len() {
        let mut world = World::new();
        let mut facts = facts.clone();
        facts.rotate_left(turn);
        let mut digest = String::new();
        for (n, one) in facts.iter().enumerate() {
            let body = delivery(&format!("d{n}"), "1001", std::slice::from_ref(one));
            digest = world.append(at(10), &body).digest;
        }
        digests.insert(digest);
    }
    assert_eq!(digests.len(), 1);
}

#[test]
fn a_delivery_is_at_most_six_statements() {
    let mut world = World::new();
    let mut body = delivery("d1", "1001", &placed());
    body["personal"] = json!({ "email": "jo@example.com" });
    body["links"] = json!([{ "by": "order_name", "id": "#1001" }]);
    // The very first delivery of a shard binds it to its shop.
    assert_eq!(
        statements(&mut world, |world| world.receive(MONDAY, &body)),
        2
    );
    assert!(statements(&mut world, World::drain) <= 4);
    let settings = json!({ "shop": SHOP, "revision": 1,
        "outbound": { "endpoint": "https://example.com", "secret": "whsec_MTIz" } });
    world
        .run(|ledger| ledger.configure(MONDAY, settings.to_string().as_bytes()))
        .unwrap();
    while world.run(|ledger| ledger.refold(MONDAY)).unwrap() {}
    for (n, one) in journey().iter().enumerate() {
        let mut body = delivery(&format!("e{n}"), "1001", std::slice::from_ref(one));
        body["personal"] = json!({ "phone": format!("{n}") });
        let now = at(n as i64);
        assert_eq!(statements(&mut world, |world| world.receive(now, &body)), 1);
        assert!(statements(&mut world, World::drain) <= 5, "fact {n}");
        body["delivery"] = json!(format!("f{n}"));
        body["personal"] = json!({ "phone": format!("{n}0") });
        let appended = statements(&mut world, |world| {
            world.append(now, &body);
        });
        assert!(appended <= 6, "fact {n}");
    }
}

fn statements(world: &mut World, work: impl FnOnce(&mut World)) -> u32 {
    let before = world.ledger.statements();
    work(world);
    world.ledger.statements() - before
}

#[test]
fn a_failure_at_any_statement_leaves_nothing_and_the_retry_succeeds() {
    let expected = {
        let mut world = World::new();
        world.append(MONDAY, &delivery("d1", "1001", &placed()));
        let mut body = delivery("d2", "1001", &journey());
        body["personal"] = json!({ "email": "jo@example.com" });
        world.append(at(10), &body);
        world.truth()
    };
    for statement in 0..4 {
        let mut world = World::new();
        world.append(MONDAY, &delivery("d1", "1001", &placed()));
        let before = world.dump();
        let mut body = delivery("d2", "1001", &journey());
        body["personal"] = json!({ "email": "jo@example.com" });
        let bytes = body.to_string();
        world.sql.fail_after(Some(statement));
        let failed = world.run(|ledger| ledger.append(at(10), bytes.as_bytes()));
        world.sql.fail_after(None);
        if failed.is_err() {
            assert_eq!(world.dump(), before, "statement {statement}");
            if statement % 2 == 0 {
                world.restart();
            }
            world.append(at(10), &body);
        } else {
            assert!(statement >= 2, "statement {statement} was not needed");
        }
        assert_eq!(world.truth(), expected, "statement {statement}");
    }
}

#[test]
fn a_bad_item_is_set_aside_beside_a_thousand_good_ones() {
    let mut world = World::new();
    let mut facts: Vec<Value> = (0..1000)
        .map(|n| {
            let mut fact = fact(at(n), Kind::NoteAdded, Grade::Record);
            fact.source.event = Some(format!("e{n}"));
            serde_json::to_value(fact).unwrap()
        })
        .collect();
    facts.insert(500, json!({ "kind": "abducted", "at": "yesterday" }));
    let body = json!({ "shop": SHOP, "order": "1001", "delivery": "d1", "facts": facts });
    let ack = world.append(MONDAY, &body);
    assert_eq!(ack.stored, 1000);
    assert!(
        ack.dead.as_deref().unwrap().contains("not a fact"),
        "{ack:?}"
    );
    let letters = world.ledger.letters().unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].order.as_deref(), Some("1001"));
    assert!(world.append(MONDAY, &body).duplicate);
    // Replayed too early it comes back, with its reason.
    let again = world
        .run(|ledger| ledger.replay(at(1), 1))
        .unwrap()
        .unwrap();
    assert!(again.dead.is_some());
    assert_eq!(world.ledger.letters().unwrap().len(), 1);
    assert_eq!(world.run(|ledger| ledger.replay(at(1), 99)).unwrap(), None);
}

#[test]
fn a_delivery_that_takes_the_core_down_is_set_aside_and_replays() {
    let mut world = World::new();
    let body = delivery("d1", "1001", &placed()).to_string();
    let ack = world
        .run(|ledger| ledger.bury_poison(MONDAY, body.as_bytes(), "the core panicked"))
        .unwrap();
    assert!(ack.dead.is_some());
    let id = world.ledger.letters().unwrap()[0].id.parse().unwrap();
    let ack = world
        .run(|ledger| ledger.replay(at(1), id))
        .unwrap()
        .unwrap();
    assert_eq!((ack.stored, ack.dead), (2, None));
    assert!(world.ledger.letters().unwrap().is_empty());
}

#[test]
fn nonsense_is_kept_sealed_with_its_reason() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    let ack = world
        .run(|ledger| ledger.append(MONDAY, b"{\"email\":\"jo@example.com\""))
        .unwrap();
    assert!(ack.dead.unwrap().contains("not a delivery"));
    assert!(
        !world
            .sql
            .dump(&["letters", "letter_parts"])
            .contains("jo@example.com")
    );
}

#[test]
fn another_shops_delivery_is_an_error_of_ours() {
    let mut world = World::new();
    world.append(MONDAY, &delivery("d1", "1001", &placed()));
    let mut body = delivery("d2", "1001", &placed());
    body["shop"] = json!("other.myshopify.com");
    let refused = world.run(|ledger| ledger.append(MONDAY, body.to_string().as_bytes()));
    assert!(matches!(refused, Err(LedgerError::WrongShop { .. })));
}

#[test]
fn an_order_of_more_facts_than_one_text_holds_still_folds() {
    let mut world = World::new();
    let long = "x".repeat(100_000);
    for n in 0..20 {
        let mut fact = fact(at(n), Kind::NoteAdded, Grade::Record);
        fact.text = Some(long.clone());
        fact.source.event = Some(format!("e{n}"));
        world.append(at(n), &delivery(&format!("d{n}"), "1001", &[fact]));
    }
    let view = world
        .run(|ledger| ledger.view(at(30), 0, "1001"))
        .unwrap()
        .unwrap();
    assert_eq!(view.version, 20);
}

#[test]
fn a_fact_too_large_for_a_row_is_set_aside() {
    let mut world = World::new();
    let mut huge = fact(MONDAY, Kind::NoteAdded, Grade::Record);
    huge.text = Some("x".repeat(2_000_000));
    let mut facts = placed();
    facts.push(huge);
    let ack = world.append(MONDAY, &delivery("d1", "1001", &facts));
    assert_eq!(ack.stored, 2);
    assert!(ack.dead.unwrap().contains("bytes"));
}

#[test]
fn shards_are_spread_and_stable() {
    assert_eq!(
        crate::ledger::object_name(SHOP, "450789469"),
        format!("{SHOP}/{}", crate::ledger::shard("450789469"))
    );
    // FNV-1a of the empty text is its offset basis.
    assert_eq!(crate::ledger::shard(""), 0xcbf2_9ce4_8422_2325 % 8);
    let mut counts = [0; 8];
    for order in 0..8000 {
        counts[crate::ledger::shard(&(450_789_469_u64 + order).to_string()) as usize] += 1;
    }
    assert!(
        counts.iter().all(|count| (700..1300).contains(count)),
        "{counts:?}"
    );
}
