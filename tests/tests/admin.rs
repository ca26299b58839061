//! The worker's writes to Shopify, on a real workerd against a store that executes them.

use std::time::{Duration, Instant};

use e2e::admin::AdminFake;
use e2e::payloads::{Fulfillment, Order, fulfillment_event};
use e2e::secrets::Secrets;
use e2e::world::{Options, World};
use serde_json::{Value, json};

const SHOP: &str = "admin.myshopify.com";
const ORDER: u64 = 7_300_000_001;

/// What the block says in two or three words.
fn badge(value: &Value) -> &Value {
    &value["words"]["en"]["badge"]
}

/// The order's status as the store holds it; waits until `holds` of it, at most half a minute.
async fn status(store: &AdminFake, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let state = store.state().await.expect("the store answers");
        assert_eq!(state["refused"], json!([]), "Shopify's schema holds");
        let value = state["metafields"][0]["value"].as_str().unwrap_or("null");
        let value: Value = serde_json::from_str(value).expect("JSON");
        if holds(&value) {
            return value;
        }
        let waited = started.elapsed();
        assert!(waited < Duration::from_secs(30), "{what}: {value}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// An order's status reaches its metafield, and reaches it again after every change: through an
/// empty bucket too, and in no more calls than there are changes.
#[tokio::test(flavor = "multi_thread")]
async fn an_orders_status_is_written_again_when_it_changes() {
    let secrets = Secrets::generate();
    let store = AdminFake::start(&secrets, SHOP).await.expect("a store");
    let known = json!({"name": "#2001", "fulfillmentOrders": []});
    store.order(ORDER, &known).await.expect("an order");
    let world = World::start(Options {
        vars: vec![("ADMIN_API_URL".to_owned(), store.url())],
        secrets: Some(secrets),
        ..Options::default()
    });
    let mut world = world.await.expect("a world");
    let client = world.client(SHOP);
    let settings = json!({"name": "Admin", "zone": "America/Chicago", "installed_at": 0});
    client.install(&settings).await.expect("installed");

    let at = client.now() - 3_600_000;
    let send = async |topic: &str, id: &str, body: &Value| {
        let answer = client.webhook(topic, id, body).await.expect("an answer");
        assert!(answer.ok(), "{topic}");
    };
    let order = Order::new(ORDER, 2001, at).body();
    send("orders/create", "a1", &order).await;
    let first = status(&store, "the first status", |value| !value.is_null()).await;

    // The next call finds the bucket empty, and is made again.
    store.throttle(1).await.expect("throttled");
    let parcel = Fulfillment::new(ORDER * 10, ORDER, at);
    send("fulfillments/create", "a2", &parcel.body()).await;
    let other = |value: &Value| badge(value) != badge(&first);
    let second = status(&store, "a changed status", other).await;

    let event = fulfillment_event(1, ORDER, ORDER * 10, "in_transit", at + 60_000, None);
    send("fulfillment_events/create", "a3", &event).await;
    let other = |value: &Value| badge(value) != badge(&second);
    status(&store, "the next status", other).await;

    let calls = store.calls().await.expect("counted");
    let most = 4;
    assert!(
        calls["SetMetafields"] <= most,
        "three changes, one throttled: {calls:?}"
    );
    world.stop().await;
}
