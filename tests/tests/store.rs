//! The worker and a store at Shopify: access of the shop's own, what its checkout offers, what is open there.

use std::time::{Duration, Instant};

use e2e::admin::AdminFake;
use e2e::client::Client;
use e2e::payloads::Order;
use e2e::secrets::Secrets;
use e2e::world::{Options, World};
use serde_json::{Value, json};

const SHOP: &str = "store.myshopify.com";
const ORDER: u64 = 7_500_000_001;

/// A store, and a world that calls it; with a configured token, or with access of the shop's own.
async fn world(own_access: bool) -> (AdminFake, World) {
    let secrets = Secrets::generate();
    let store = AdminFake::start(&secrets, SHOP).await.expect("a store");
    let mut vars = vec![("ADMIN_API_URL".to_owned(), store.url())];
    if own_access {
        vars.push(("ADMIN_API_TOKEN".to_owned(), String::new()));
    }
    let world = World::start(Options {
        vars,
        secrets: Some(secrets),
        ..Options::default()
    });
    (store, world.await.expect("a world"))
}

async fn board(client: &Client) -> Value {
    let answer = client.admin("/admin/promises.json").await;
    let answer = answer.and_then(|answer| answer.expect_ok());
    answer.expect("the board").json().expect("JSON")
}

async fn page(client: &Client) -> String {
    let answer = client.admin("/admin/promises").await;
    let answer = answer.and_then(|answer| answer.expect_ok());
    answer.expect("the page").text
}

/// Asks until the answer is `wanted`, for three quarters of a minute.
async fn until<T: std::fmt::Debug>(
    what: &str,
    ask: impl AsyncFn() -> T,
    wanted: impl Fn(&T) -> bool,
) -> T {
    let started = Instant::now();
    loop {
        let told = ask().await;
        if wanted(&told) {
            return told;
        }
        assert!(
            started.elapsed() < Duration::from_secs(45),
            "{what}: {told:?}"
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

async fn placed(client: &Client, order: u64, number: u32) {
    let body = Order::new(order, number, client.now() - 60_000).body();
    let delivery = format!("placed-{order}");
    let answer = client.webhook("orders/create", &delivery, &body).await;
    answer
        .and_then(|answer| answer.expect_ok())
        .expect("placed");
}

/// How many orders have their status at the store.
async fn written(store: &AdminFake) -> usize {
    let state = store.state().await.expect("the store answers");
    assert_eq!(state["refused"], json!([]), "Shopify's schema holds");
    state["metafields"].as_array().map_or(0, Vec::len)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shops_own_access_is_got_kept_refreshed_and_got_again() {
    let (store, mut world) = world(true).await;
    for order in 0..4 {
        let known = json!({ "fulfillmentOrders": [] });
        store.order(ORDER + order, &known).await.expect("an order");
    }
    let client = world.client(SHOP);
    // Nobody of the shop has come yet: an order is taken, and nothing can be written.
    placed(&client, ORDER, 1).await;
    assert_eq!(store.calls().await.expect("counted").len(), 0);

    // The first visit brings access.
    assert!(!page(&client).await.is_empty());
    placed(&client, ORDER + 1, 2).await;
    until(
        "the first",
        async || written(&store).await,
        |count| *count >= 1,
    )
    .await;
    let before = written(&store).await;

    // It outlives a kill; its end is a refresh, and nothing is lost.
    world.kill9().await;
    store.expire(false).await.expect("expired");
    world.restart().await.expect("it starts again");
    placed(&client, ORDER + 2, 3).await;
    until(
        "the second",
        async || written(&store).await,
        |count| *count > before,
    )
    .await;
    let before = written(&store).await;

    // Both tokens at their end: nothing is written before somebody comes.
    store.expire(true).await.expect("expired");
    placed(&client, ORDER + 3, 4).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(written(&store).await, before);
    let told = page(&client).await;
    until(
        "the third",
        async || written(&store).await,
        |count| *count > before,
    )
    .await;
    assert_eq!(board(&client).await["access"], "held", "{told}");
    world.stop().await;
}

fn profile(rates: &[&str]) -> Value {
    let rates = rates.iter().enumerate();
    let methods: Vec<Value> = rates
        .map(|(id, name)| json!({ "id": (id + 1).to_string(), "name": name }))
        .collect();
    json!([{ "id": "1", "name": "General profile", "default": true, "groups": [{ "id": "1",
        "locations": ["1"], "zones": [{ "id": "1", "name": "Domestic", "methods": methods }] }] }])
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_at_the_store_is_the_load_and_its_rates_check_the_options() {
    let (store, mut world) = world(false).await;
    // Thirty orders that were open before anybody knew of this app: two pages.
    for n in 0..30 {
        let order = ORDER + n;
        let open = json!({
            "name": format!("#{}", 5000 + n),
            "shippingLines": [{ "title": "Standard" }],
            "lineItems": [{ "id": order.to_string(), "quantity": 2 }],
            "fulfillmentOrders": [{ "id": (order * 10).to_string(), "location": "1",
                "lineItems": [{ "id": order.to_string(), "quantity": 2 }] }],
        });
        store.order(order, &open).await.expect("an order");
    }
    let client = world.client(SHOP);
    let secret = format!("whsec_{}", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
    let settings = json!({ "name": "Store", "zone": "America/New_York",
        "outbound": { "endpoint": "http://127.0.0.1:9/", "secret": secret } });
    client.install(&settings).await.expect("installed");
    let option = json!({ "action": "method", "title": "Standard", "handling_days": 2 });
    let answer = client.admin_post("/admin/promises", &option).await;
    assert!(answer.expect("an answer").ok());

    let lines = |board: &Value| {
        let places = board["places"].as_array().cloned().unwrap_or_default();
        let whole = places
            .into_iter()
            .find(|place| place["method"] == "Standard");
        whole.map_or((Value::Null, 0), |place| {
            (place["name"].clone(), place["orders"].as_u64().unwrap_or(0))
        })
    };
    let told = until(
        "the load",
        async || board(&client).await,
        |board| lines(board).1 == 30,
    )
    .await;
    assert_eq!(lines(&told).0, "Warehouse");
    let told = until(
        "the rates",
        async || board(&client).await,
        |board| board["store"]["rates"] == json!(["Express", "Standard"]),
    )
    .await;
    assert_eq!(told["counted"]["open"], 30);
    assert_eq!(told["store"]["locations"][0]["name"], "Warehouse");
    assert_eq!(
        written_messages(&client).await,
        0,
        "it was before the installation"
    );
    let shown = page(&client).await;
    for words in [
        "Add Express",
        "30 fulfillment orders were open",
        "Warehouse (1)",
    ] {
        assert!(shown.contains(words), "{words} in {shown}");
    }

    // The merchant renames the rate at Shopify and has it read again.
    let renamed = profile(&["Economy", "Express"]);
    store.put("profiles", &renamed).await.expect("renamed");
    let again = json!({ "action": "reread" });
    let answer = client.admin_post("/admin/promises", &again).await;
    assert!(answer.expect("an answer").ok());
    let gone = "Standard (no rate of this name was found in the store";
    until(
        "the rename",
        async || page(&client).await,
        |page| page.contains(gone),
    )
    .await;
    // Read twice, nothing is counted twice.
    assert_eq!(lines(&board(&client).await).1, 30);
    world.stop().await;
}

async fn written_messages(client: &Client) -> usize {
    let path = format!("/dev/{}/outbox", client.shop());
    let answer = client.get(&path, &[]).await;
    let answer = answer
        .and_then(|answer| answer.expect_ok())
        .expect("outbox");
    let rows: Vec<Value> = answer.json().expect("JSON");
    rows.len()
}
