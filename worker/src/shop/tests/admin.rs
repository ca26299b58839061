//! The writer to Shopify: coalesced, only what changed, patient with its limits.

use super::*;

fn world() -> World {
    World::with(Some(Endpoint {
        url: "http://127.0.0.1:9/graphql.json".into(),
        token: "token".into(),
    }))
}

fn request(tasks: &[Task]) -> Option<String> {
    tasks.iter().find_map(|task| match task {
        Task::Admin { request } => Some(request.body.clone()),
        Task::Ledger { .. } | Task::Blocks { .. } | Task::Relay { .. } => None,
    })
}

fn accepted() -> Vec<u8> {
    json!({ "data": { "metafieldsSet": { "metafields": [], "userErrors": [] } } })
        .to_string()
        .into_bytes()
}

fn throttled() -> Vec<u8> {
    json!({
        "errors": [{ "message": "Throttled", "extensions": { "code": "THROTTLED" } }],
        "extensions": { "cost": { "requestedQueryCost": 10, "actualQueryCost": null,
            "throttleStatus": { "maximumAvailable": 1000, "currentlyAvailable": 0, "restoreRate": 50 } } },
    })
    .to_string()
    .into_bytes()
}

#[test]
fn a_status_is_written_once_until_its_content_changes() {
    let mut world = world();
    world.apply(vec![delta("1001", 1, row("1001", Claim::Received))]);
    let first = request(&world.plan(0)).unwrap();
    assert!(
        first.contains("1001") && first.contains("received"),
        "{first}"
    );
    // One call at a time.
    assert!(request(&world.plan(0)).is_none());
    world
        .run(|shop| shop.told_admin(NOW, 100, 200, &accepted()))
        .unwrap();
    assert!(request(&world.plan(100_000)).is_none());
    world.apply(vec![delta("1001", 2, row("1001", Claim::Received))]);
    assert!(
        request(&world.plan(100_000)).is_none(),
        "the same content again"
    );
    world.apply(vec![delta("1001", 3, row("1001", Claim::OnItsWay))]);
    assert!(
        request(&world.plan(100_000))
            .unwrap()
            .contains("on_its_way")
    );
}

#[test]
fn changes_while_a_write_is_under_way_are_one_more_write() {
    let mut world = world();
    world.apply(vec![delta("1001", 1, row("1001", Claim::Received))]);
    request(&world.plan(0)).unwrap();
    for (rev, claim) in [
        (2, Claim::Picking),
        (3, Claim::Packed),
        (4, Claim::HandedOver),
    ] {
        world.apply(vec![delta("1001", rev, row("1001", claim))]);
    }
    world
        .run(|shop| shop.told_admin(NOW, 100, 200, &accepted()))
        .unwrap();
    assert!(
        request(&world.plan(1_000)).is_none(),
        "too soon after the last one"
    );
    assert!(
        request(&world.plan(10_000))
            .unwrap()
            .contains("handed_over")
    );
}

#[test]
fn throttling_and_outages_wait_and_lose_nothing() {
    let mut world = world();
    world.apply(vec![delta("1001", 1, row("1001", Claim::Received))]);
    for (status, body) in [
        (200, throttled()),
        (503, Vec::new()),
        (0, Vec::new()),
        (401, Vec::new()),
    ] {
        let clock = world.run(|shop| shop.next_due(NOW, 0)).unwrap().unwrap();
        assert!(request(&world.plan(clock)).is_some(), "status {status}");
        world
            .run(|shop| shop.told_admin(NOW, clock, status, &body))
            .unwrap();
        assert!(
            world.run(|shop| shop.next_due(NOW, 0)).unwrap().unwrap() > clock,
            "status {status}"
        );
        assert!(request(&world.plan(clock)).is_none());
    }
    world.restart();
    assert!(request(&world.plan(1_000_000)).is_some());
    assert!(world.shop.letters().unwrap().is_empty());
}

#[test]
fn a_refused_write_is_set_aside_and_its_batch_goes_on() {
    let mut world = world();
    world.apply(vec![
        delta("1001", 1, row("1001", Claim::Received)),
        delta("1002", 1, row("1002", Claim::Received)),
    ]);
    request(&world.plan(0)).unwrap();
    let refused = json!({ "data": { "metafieldsSet": { "metafields": null, "userErrors": [
        { "elementIndex": 0, "message": "Owner does not exist.", "code": "INVALID" },
    ] } } });
    world
        .run(|shop| shop.told_admin(NOW, 0, 200, refused.to_string().as_bytes()))
        .unwrap();
    let letters = world.shop.letters().unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].source.as_str(), letters[0].order.as_deref()),
        ("shopify/admin", Some("1001"))
    );
    let again = request(&world.plan(10_000)).unwrap();
    assert!(again.contains("1002") && !again.contains("1001"), "{again}");
}

#[test]
fn a_parked_fulfillment_order_is_asked_for_once() {
    let mut world = world();
    let body = json!({ "shop": SHOP, "delivery": "d1", "facts": [], "links": [],
        "about": Locator::FulfillmentOrder("42".into()) });
    world
        .run(|shop| shop.park(NOW, body.to_string().as_bytes()))
        .unwrap();
    assert!(
        request(&world.plan(0))
            .unwrap()
            .contains("FulfillmentOrder/42")
    );
    let nobody = json!({ "data": { "fulfillmentOrder": null } });
    world
        .run(|shop| shop.told_admin(NOW, 0, 200, nobody.to_string().as_bytes()))
        .unwrap();
    world
        .run(|shop| shop.park(NOW, body.to_string().as_bytes()))
        .unwrap();
    assert!(request(&world.plan(10_000)).is_none());
}

#[test]
fn without_an_endpoint_nothing_is_owed() {
    let mut world = World::new();
    world.apply(vec![delta("1001", 1, row("1001", Claim::Received))]);
    assert!(world.plan(0).is_empty());
    assert!(world.sql.dump(&["writes", "questions"]).is_empty());
}

fn asked(tasks: &[Task]) -> Vec<String> {
    let blocks = tasks.iter().filter_map(|task| match task {
        Task::Blocks { target, .. } => Some(target.clone()),
        Task::Ledger { .. } | Task::Admin { .. } | Task::Relay { .. } => None,
    });
    blocks.collect()
}

#[test]
fn what_a_ledger_knew_too_early_or_did_not_say_is_asked_for_again() {
    let mut world = world();
    world.apply(vec![delta("1001", 5, row("1001", Claim::Packed))]);
    let plan = |world: &mut World, clock| world.run(|shop| shop.plan(NOW, clock)).unwrap();
    let target = asked(&plan(&mut world, 0)).remove(0);
    assert!(
        asked(&plan(&mut world, 0)).is_empty(),
        "asked once at a time"
    );
    world
        .run(|shop| shop.told_blocks(0, &target, None))
        .unwrap();
    assert!(
        asked(&plan(&mut world, 100)).is_empty(),
        "a ledger that fails has a pause"
    );
    assert_eq!(asked(&plan(&mut world, 10_000)), [target.as_str()]);
    let answer = |rev| json!([{ "order": "1001", "rev": rev, "value": "{}" }]).to_string();
    world
        .run(|shop| shop.told_blocks(10_000, &target, Some(&answer(4))))
        .unwrap();
    assert!(
        request(&plan(&mut world, 10_000)).is_none(),
        "of an older state"
    );
    assert_eq!(asked(&plan(&mut world, 20_000)), [target.as_str()]);
    world
        .run(|shop| shop.told_blocks(20_000, &target, Some(&answer(5))))
        .unwrap();
    assert!(request(&plan(&mut world, 20_000)).is_some());
}

#[test]
fn an_order_nothing_can_be_said_of_is_left_alone() {
    let mut world = world();
    world.apply(vec![delta("1001", 1, row("1001", Claim::Received))]);
    let tasks = world.run(|shop| shop.plan(NOW, 0)).unwrap();
    let target = asked(&tasks).remove(0);
    let answer = json!([{ "order": "1001", "rev": 9, "value": null }]).to_string();
    world
        .run(|shop| shop.told_blocks(0, &target, Some(&answer)))
        .unwrap();
    let tasks = world.run(|shop| shop.plan(NOW, 100_000)).unwrap();
    assert!(asked(&tasks).is_empty() && request(&tasks).is_none());
}
