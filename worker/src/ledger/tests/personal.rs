//! Personal data: sealed, merged, forgotten; and nothing late brings it back.

use super::*;
use crate::ledger::Redaction;
use crate::ledger::state::Stored;

/// What is kept of people.
const SEALED: &str = "(SELECT id, sealed FROM orders WHERE sealed IS NOT NULL)";

fn with_person(id: &str) -> Value {
    let mut body = delivery(id, "1001", &placed());
    body["personal"] = json!({
        "email": "jo@example.com", "name": "Jo Doe", "address": "1 Secret Street",
        "customer": "7000001",
    });
    body
}

fn everything(world: &World) -> String {
    world.sql.dump(&[
        "facts",
        "orders",
        "outbox",
        "letters",
        "letter_parts",
        "meta",
    ])
}

#[test]
fn what_is_stored_tells_nothing_and_opens_for_a_data_request() {
    let mut world = World::new();
    world.append(MONDAY, &with_person("d1"));
    let stored = everything(&world).to_lowercase();
    for canary in ["jo@example.com", "jo doe", "secret street", "7000001"] {
        assert!(!stored.contains(canary), "{canary}");
    }
    let person = world
        .run(|ledger| ledger.personal(MONDAY, "1001"))
        .unwrap()
        .unwrap();
    assert_eq!(person.address.as_deref(), Some("1 Secret Street"));
    // A later delivery adds a telephone number and keeps the rest.
    let mut body = delivery("d2", "1001", &[]);
    body["personal"] = json!({ "phone": "+1 555" });
    world.append(at(1), &body);
    world.restart();
    let person = world
        .run(|ledger| ledger.personal(MONDAY, "1001"))
        .unwrap()
        .unwrap();
    assert_eq!(
        (person.email.as_deref(), person.phone.as_deref()),
        (Some("jo@example.com"), Some("+1 555"))
    );
}

#[test]
fn the_same_person_again_writes_nothing() {
    let mut world = World::new();
    world.append(MONDAY, &with_person("d1"));
    let before = world.sql.dump(&["orders"]);
    assert!(world.append(at(1), &with_person("d2")).duplicate);
    assert_eq!(world.sql.dump(&["orders"]), before);
}

#[test]
fn a_redacted_order_stays_so_whatever_comes_late() {
    let mut world = World::new();
    world.append(MONDAY, &with_person("d1"));
    world.looked_at(MONDAY, "1001");
    world
        .run(|ledger| {
            ledger.append(
                MONDAY,
                &serde_json::to_vec(&json!({
                    "shop": SHOP, "order": "1001", "delivery": "d7",
                    "facts": [{ "kind": "jo@example.com" }], "personal": null, "links": [],
                }))
                .unwrap(),
            )
        })
        .unwrap();
    assert_eq!(world.ledger.letters().unwrap().len(), 1);
    let what = Redaction::parse("[\"1001\",\"2002\"]").unwrap();
    world
        .run(|ledger| ledger.redact(at(1), SHOP, &what))
        .unwrap();
    assert!(
        world
            .sql
            .dump(&[SEALED, "letters", "letter_parts"])
            .is_empty()
    );
    // The view leaves KV, the index loses the e-mail.
    let jobs = world.plan(at(1), 0);
    assert!(
        jobs.iter()
            .any(|job| matches!(job, Job::View { order, body: None, .. } if order == "1001"))
    );
    world.append(at(2), &with_person("d2"));
    let mut late = with_person("d3");
    late["order"] = json!("2002");
    world.append(at(2), &late);
    assert!(world.sql.dump(&[SEALED]).is_empty());
    assert_eq!(
        world.run(|ledger| ledger.personal(at(2), "1001")).unwrap(),
        None
    );
    assert!(!everything(&world).contains(&world.ledger.master.blind_email(SHOP, "jo@example.com")));
}

#[test]
fn a_redacted_shop_keeps_nothing_and_takes_nothing_until_installed_again() {
    let mut world = World::new();
    world.append(MONDAY, &with_person("d1"));
    world.looked_at(MONDAY, "1001");
    let salt = world
        .sql
        .dump(&["(SELECT key, value FROM meta WHERE key = 'salt')"]);
    world
        .run(|ledger| ledger.redact(at(1), SHOP, &Redaction::Shop))
        .unwrap();
    assert!(
        world
            .sql
            .dump(&[SEALED, "facts", "outbox", "letters"])
            .is_empty()
    );
    let deleted: Vec<_> = world
        .plan(at(1), 0)
        .into_iter()
        .filter_map(|job| match job {
            Job::View {
                order,
                rev,
                body: None,
                ..
            } => Some((order, rev)),
            _ => None,
        })
        .collect();
    assert_eq!(deleted.len(), 1);
    world
        .run(|ledger| ledger.told_views(&[(deleted[0].0.clone(), deleted[0].1, true)], 0))
        .unwrap();
    assert!(world.sql.dump(&["orders"]).is_empty());
    world.restart();
    let ack = world.append(at(2), &with_person("d2"));
    assert!(ack.redacted && ack.stored == 0);
    assert!(world.sql.dump(&["facts", "orders"]).is_empty());
    let settings = json!({ "shop": SHOP, "revision": 5, "installed_at": at(3).0 });
    world
        .run(|ledger| ledger.configure(at(3), settings.to_string().as_bytes()))
        .unwrap();
    assert_eq!(world.append(at(4), &with_person("d2")).stored, 2);
    let fresh = world
        .sql
        .dump(&["(SELECT key, value FROM meta WHERE key = 'salt')"]);
    assert_ne!(fresh, salt);
    assert!(!fresh.is_empty());
}

#[test]
fn after_uninstalling_no_personal_data_enters() {
    let mut world = World::new();
    let settings = json!({ "shop": SHOP, "revision": 1, "uninstalled_at": MONDAY.0 });
    world
        .run(|ledger| ledger.configure(MONDAY, settings.to_string().as_bytes()))
        .unwrap();
    world.append(at(1), &with_person("d1"));
    assert!(world.sql.dump(&[SEALED]).is_empty());
}

#[test]
fn an_order_is_indexed_by_its_address_and_its_customer_and_by_neither_once_forgotten() {
    let mut world = World::new();
    world.append(MONDAY, &with_person("d1"));
    let blinds = |world: &World| {
        let stored = Stored::read(&world.sql, "1001").unwrap();
        stored.blind.unwrap_or_default()
    };
    let master = Master::from_hex(&"0f".repeat(32)).unwrap();
    let (email, customer) = (
        master.blind_email(SHOP, "jo@example.com"),
        master.blind_customer(SHOP, "7000001"),
    );
    assert_eq!(blinds(&world), format!("{email} {customer}"));
    // A later delivery without the customer takes nothing away.
    let mut body = delivery("d2", "1001", &[]);
    body["personal"] = json!({ "email": "new@example.com" });
    world.append(at(1), &body);
    assert!(blinds(&world).ends_with(&customer) && !blinds(&world).contains(&email));
    let what = Redaction::Orders(vec!["1001".into()]);
    world
        .run(|ledger| ledger.redact(at(2), SHOP, &what))
        .unwrap();
    assert_eq!(blinds(&world), "");
}
