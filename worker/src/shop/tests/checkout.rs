//! The dates at checkout: one customization, written when they change, off within one call of the switch.

use contract::promises::Labels;
use fulfillment::fact::Kind;
use fulfillment::instant::MINUTE;

use super::promises::{METHOD, Warehouse, group, settings};
use super::*;
use crate::sql::Sql as _;

/// A warehouse with a past, at a store that answers.
struct Store {
    of: Warehouse,
    clock: i64,
}

impl Store {
    fn new() -> Self {
        let mut of = Warehouse::new(Some(Endpoint {
            url: "http://127.0.0.1:9/graphql.json".into(),
            token: "token".into(),
        }));
        of.weeks_of_work();
        // What was under way to Shopify all that time is forgotten with the instance; statuses and rates are other tests'.
        of.world.restart();
        of.world
            .run(|shop| {
                shop.sql.write("DELETE FROM store", &[])?;
                Ok(shop.sql.write("UPDATE writes SET next_at = NULL", &[])?)
            })
            .unwrap();
        let mut store = Self { of, clock: 0 };
        let asked = store.names();
        assert_eq!(asked.first().map(String::as_str), Some("DeliveryPromise"));
        store
    }

    /// The next call to Shopify: its operation's name and variables.
    fn call(&mut self) -> Option<(String, Value)> {
        self.clock += 60_000;
        let (now, clock) = (self.of.now, self.clock);
        let tasks = self.of.world.run(|shop| shop.plan(now, clock)).unwrap();
        for (id, ..) in ledger_calls(&tasks) {
            self.of.world.run(|shop| shop.told(id, true, 0)).unwrap();
        }
        tasks.into_iter().find_map(|task| match task {
            Task::Admin { request } => {
                let body: Value = serde_json::from_str(&request.body).unwrap();
                let name = body["operationName"].as_str().unwrap().to_owned();
                Some((name, body["variables"].clone()))
            }
            Task::Ledger { .. } | Task::Blocks { .. } | Task::Relay { .. } => None,
        })
    }

    fn answer(&mut self, data: Value) {
        let body = json!({ "data": data }).to_string();
        let (now, clock) = (self.of.now, self.clock);
        self.of
            .world
            .run(|shop| shop.told_admin(now, clock, 200, body.as_bytes()))
            .unwrap();
    }

    /// The calls until nothing is owed, each answered as a store does.
    fn settle(&mut self) -> Vec<(String, Value)> {
        let mut calls = Vec::new();
        while let Some((name, variables)) = self.call() {
            self.answer(match name.as_str() {
                "DeliveryCustomizations" => customizations(&[]),
                "CreateDeliveryCustomization" => created(),
                "SetMetafields" => written("d2"),
                "DeliveryPromise" => json!({ "deliveryPromiseSettings":
                    { "deliveryDatesEnabled": true, "processingTime": null } }),
                "UpdateDeliveryCustomization" => switched(&variables),
                "SetFulfillmentDeadline" => json!({ "fulfillmentOrdersSetFulfillmentDeadline":
                    { "success": true, "userErrors": [] } }),
                other => panic!("{other}"),
            });
            calls.push((name, variables));
        }
        calls
    }

    fn names(&mut self) -> Vec<String> {
        self.settle().into_iter().map(|(name, _)| name).collect()
    }

    /// Labels are checked, and the customization is there.
    fn labelled() -> Self {
        let mut store = Self::new();
        store
            .of
            .configure(settings(json!({ "labels": "check" })))
            .unwrap();
        store.of.world.restart();
        store.settle();
        store
    }
}

fn customizations(nodes: &[Value]) -> Value {
    json!({ "deliveryCustomizations": {
        "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": nodes } })
}

fn ours(digest: &str) -> Value {
    json!({ "id": "gid://shopify/DeliveryCustomization/9", "title": "T", "enabled": true,
        "shopifyFunction": { "handle": "checkout-estimate", "appKey": CLIENT },
        "metafield": { "value": "{}", "compareDigest": digest } })
}

fn created() -> Value {
    json!({ "deliveryCustomizationCreate": { "userErrors": [], "deliveryCustomization": {
        "id": "gid://shopify/DeliveryCustomization/9", "enabled": true,
        "metafield": { "compareDigest": "d1" } } } })
}

fn written(digest: &str) -> Value {
    json!({ "metafieldsSet": { "metafields": [{ "compareDigest": digest }], "userErrors": [] } })
}

fn switched(variables: &Value) -> Value {
    json!({ "deliveryCustomizationUpdate": { "userErrors": [], "deliveryCustomization": {
        "id": variables["id"], "enabled": variables["input"]["enabled"] } } })
}

#[test]
fn whether_shopify_shows_dates_of_its_own_is_asked_once_a_day() {
    let mut store = Store::new();
    assert_eq!(store.of.board().shop_promise, Some(true));
    store.of.now = NOW.plus(20 * HOUR);
    assert!(!store.names().contains(&"DeliveryPromise".to_owned()));
    store.of.now = NOW.plus(49 * HOUR);
    assert!(store.names().contains(&"DeliveryPromise".to_owned()));
}

#[test]
fn without_labels_shopify_hears_nothing_of_dates() {
    let mut store = Store::new();
    store.of.now = NOW.plus(2 * MINUTE);
    assert!(store.of.board().published.is_some());
    assert!(store.names().is_empty());
}

#[test]
fn one_customization_is_made_and_a_change_of_load_is_one_call() {
    let mut store = Store::new();
    store
        .of
        .configure(settings(json!({ "labels": "check" })))
        .unwrap();
    store.of.world.restart();
    let calls = store.settle();
    let names: Vec<&str> = calls.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["DeliveryCustomizations", "CreateDeliveryCustomization"]
    );
    let input = &calls[1].1["input"];
    assert_eq!(input["enabled"], true);
    let table = input["metafields"][0]["value"].as_str().unwrap();
    assert!(table.len() <= 10_000, "{}", table.len());

    // A peak: the dates change, and Shopify is told once.
    store.of.now = NOW.plus(2 * MINUTE);
    for _ in 0..200 {
        store.of.placed(2);
    }
    let sets = |calls: &[(String, Value)]| {
        calls
            .iter()
            .filter(|(name, _)| name == "SetMetafields")
            .map(|(_, variables)| variables["metafields"][0].clone())
            .filter(|field| field["key"] == "checkout-estimate")
            .collect::<Vec<_>>()
    };
    let calls = store.settle();
    let written = sets(&calls);
    let [field] = written.as_slice() else {
        panic!("one write: {written:?}");
    };
    assert_eq!(field["compareDigest"], "d1");
    assert_ne!(field["value"].as_str().unwrap(), table);
    // The same dates again are no news.
    store.of.now = NOW.plus(4 * MINUTE);
    store.of.placed(1);
    assert_eq!(sets(&store.settle()), Vec::<Value>::new());
    // Before what is there becomes stale it is written again.
    store.of.now = NOW.plus(90 * MINUTE);
    assert_eq!(sets(&store.settle()).len(), 1);
}

#[test]
fn the_switch_is_the_first_call_and_leaves_nothing_on() {
    let mut store = Store::labelled();
    store.of.now = NOW.plus(2 * MINUTE);
    store.of.placed(1);
    let off = json!({ "promises": { "off_since": store.of.now } });
    store.of.configure(off).unwrap();
    store.of.world.restart();
    let calls = store.settle();
    let (name, variables) = &calls[0];
    assert_eq!(name, "UpdateDeliveryCustomization");
    assert_eq!(variables["input"]["enabled"], false);
    let (name, variables) = &calls[1];
    assert_eq!(name, "SetMetafields");
    let table = variables["metafields"][0]["value"].as_str().unwrap();
    assert!(!table.contains(METHOD), "{table}");
    assert!(store.of.board().published.is_none());
    // Nothing more is owed until it is switched on again.
    store.of.now = NOW.plus(5 * HOUR);
    assert!(store.names().iter().all(|name| name != "SetMetafields"));
    let on = json!({ "promises": { "off_since": null } });
    store.of.configure(on).unwrap();
    store.of.world.restart();
    assert_eq!(
        store.names().into_iter().take(2).collect::<Vec<_>>(),
        ["SetMetafields", "UpdateDeliveryCustomization"]
    );
}

#[test]
fn however_much_is_owed_the_switch_waits_for_one_call_at_most() {
    let mut store = Store::labelled();
    store.of.now = NOW.plus(2 * MINUTE);
    for _ in 0..300 {
        store.of.placed(1);
    }
    // A write is under way, and what it says of the rate bucket lets nothing else go for a minute.
    let (name, _) = store.call().unwrap();
    assert_eq!(name, "SetMetafields");
    let off = json!({ "promises": { "off_since": store.of.now } });
    let now = store.of.now;
    let configured = store
        .of
        .world
        .run(|shop| shop.configure(now, SHOP, off.to_string().as_bytes()));
    assert!(configured.unwrap().is_ok());
    let empty = json!({ "data": written("d2"), "extensions": { "cost": { "requestedQueryCost": 10,
        "actualQueryCost": 10, "throttleStatus": { "maximumAvailable": 2000.0,
            "currentlyAvailable": 0.0, "restoreRate": 10.0 } } } });
    let clock = store.clock;
    store
        .of
        .world
        .run(|shop| shop.told_admin(now, clock, 200, empty.to_string().as_bytes()))
        .unwrap();
    store.clock -= 60_000;
    let (name, variables) = store.call().unwrap();
    assert_eq!(name, "UpdateDeliveryCustomization");
    assert_eq!(variables["input"]["enabled"], false);
}

#[test]
fn what_somebody_else_wrote_is_read_before_it_is_replaced() {
    let mut store = Store::labelled();
    store.of.now = NOW.plus(90 * MINUTE);
    let (name, _) = store.call().unwrap();
    assert_eq!(name, "SetMetafields");
    store.answer(
        json!({ "metafieldsSet": { "metafields": null, "userErrors": [
        { "elementIndex": 0, "message": "stale", "code": "STALE_OBJECT" }] } }),
    );
    let (name, _) = store.call().unwrap();
    assert_eq!(name, "DeliveryCustomizations");
    store.answer(customizations(&[ours("d7")]));
    let (name, variables) = store.call().unwrap();
    assert_eq!(name, "SetMetafields");
    assert_eq!(variables["metafields"][0]["compareDigest"], "d7");
}

#[test]
fn a_store_that_is_down_is_asked_again_within_half_a_minute() {
    let mut store = Store::labelled();
    store.of.now = NOW.plus(90 * MINUTE);
    for _ in 0..12 {
        store.call().unwrap();
        let (now, clock) = (store.of.now, store.clock);
        store
            .of
            .world
            .run(|shop| shop.told_admin(now, clock, 503, b""))
            .unwrap();
        let next = store.of.world.run(|shop| shop.next_due(now, clock));
        assert!(next.unwrap().unwrap() <= clock + 60_000);
        store.clock -= 30_000;
    }
    assert_eq!(store.names()[0], "SetMetafields");
}

#[test]
fn a_title_that_stays_on_the_order_switches_labels_off_and_asks() {
    let mut store = Store::labelled();
    store.of.now = NOW.plus(2 * MINUTE);
    let config = store.of.board().published.unwrap().config;
    let day = config.profiles[0].rows[0].after.unwrap();
    let text = &config.languages[0].days[&day];
    let title = format!("{METHOD} · Expected to ship by {text}");
    let part = group("777", store.of.now, 1);
    store.of.told("777", &title, store.of.now, vec![part]);
    let made = store
        .of
        .facts()
        .into_iter()
        .find_map(|(_, fact)| match fact.kind {
            Kind::PromiseMade { shown, ship_by, .. } => Some((shown, ship_by.day)),
            _ => None,
        });
    assert_eq!(made, Some((true, day)));
    let board = store.of.board();
    assert_eq!(board.settings.labels, Labels::Off);
    let check = board.check.unwrap();
    assert!(check.persisted() && check.code_kept);
    assert_eq!((check.found, check.configured), (title, METHOD.to_owned()));
    store.of.world.restart();
    assert_eq!(store.names()[0], "UpdateDeliveryCustomization");
    // The merchant has seen it and may decide otherwise.
    store
        .of
        .configure(settings(json!({ "labels": "on" })))
        .unwrap();
    assert_eq!(store.of.board().settings.labels, Labels::On);
}

#[test]
fn a_title_that_does_not_stay_keeps_labels_on() {
    let mut store = Store::labelled();
    store.of.now = NOW.plus(2 * MINUTE);
    store.of.placed(1);
    store.of.plan();
    let board = store.of.board();
    assert_eq!(board.settings.labels, Labels::On);
    assert!(!board.check.unwrap().persisted());
}

#[test]
fn an_order_placed_before_titles_changed_proves_nothing() {
    let mut store = Store::new();
    store
        .of
        .configure(settings(json!({ "labels": "check" })))
        .unwrap();
    // The customization is not made yet.
    store.of.now = NOW.plus(2 * MINUTE);
    store.of.placed(1);
    store.of.plan();
    assert_eq!(store.of.board().settings.labels, Labels::Check);
    assert!(store.of.board().check.is_none());
}

#[test]
fn promised_dates_are_deadlines_one_call_for_all_that_share_one() {
    let mut store = Store::new();
    store.of.now = NOW.plus(2 * MINUTE);
    for _ in 0..5 {
        store.of.placed(1);
    }
    let calls = store.settle();
    let deadlines: Vec<&Value> = calls
        .iter()
        .filter(|(name, _)| name == "SetFulfillmentDeadline")
        .map(|(_, variables)| variables)
        .collect();
    let [call] = deadlines.as_slice() else {
        panic!("one call: {deadlines:?}");
    };
    assert_eq!(call["fulfillmentOrders"].as_array().unwrap().len(), 5);
    assert!(call["deadline"].as_str().unwrap().ends_with("T17:00:00Z"));
    store.of.now = NOW.plus(4 * MINUTE);
    assert!(
        store
            .names()
            .iter()
            .all(|name| name != "SetFulfillmentDeadline")
    );
}
