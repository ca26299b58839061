//! From the warehouse's load to what a shopper reads: storefront, order page, merchant's page, and the switch.

use std::time::{Duration, Instant};

use e2e::admin::AdminFake;
use e2e::client::Client;
use e2e::function::Function;
use e2e::function::cart::{Cart, DeliveryOption, Group, Item};
use e2e::payloads::{Order, operation};
use e2e::secrets::Secrets;
use e2e::sign;
use e2e::world::{Options, World};
use serde_json::{Value, json};

const SHOP: &str = "promises.myshopify.com";
/// Monday, 2 November 2026, 09:00 UTC.
const MONDAY: i64 = 1_793_610_000_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// The day the shopper comes: two weeks later.
const TODAY: i64 = MONDAY + 14 * DAY;

async fn worked(client: &Client, n: u64, kind: &str) {
    let delivery = format!("{kind}-{n}");
    let event = operation(&delivery, kind, 7_100_000_000 + n, client.now())
        .with("location", json!({ "id": "7", "name": "Chicago" }));
    let answer = client.operations("chicago", &delivery, &event.body()).await;
    answer.and_then(|answer| answer.expect_ok()).expect(kind);
}

async fn placed(client: &Client, n: u64) {
    let mut order = Order::new(7_100_000_000 + n, 10_000 + n as u32, client.now());
    order.shipping = ("Standard".to_owned(), "shopify".to_owned());
    let answer = client
        .webhook("orders/create", &format!("placed-{n}"), &order.body())
        .await;
    answer
        .and_then(|answer| answer.expect_ok())
        .expect("placed");
}

/// Two weeks of an order an opening hour, each handed over half a day later; how many.
async fn past(client: &Client) -> u64 {
    let mut n = 0;
    for day in (0..14).filter(|day| day % 7 < 5) {
        for hour in 0..8 {
            let at = client.at(MONDAY + day * DAY + hour * HOUR);
            placed(&at, n).await;
            worked(&at, n, "fo_accepted").await;
            if let Some(done) = n.checked_sub(4) {
                worked(&at, done, "pack_done").await;
                worked(&at, done, "handover").await;
            }
            n += 1;
        }
        let evening = client.at(MONDAY + day * DAY + 8 * HOUR);
        evening.tick().await.expect("a tick");
    }
    n
}

/// What the storefront's block is told.
async fn storefront(client: &Client, secret: &str, asked: &[(&str, &str)]) -> Value {
    let seconds = (client.now() / 1000).to_string();
    let mut parameters = vec![
        ("shop", SHOP),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", seconds.as_str()),
    ];
    parameters.extend(asked);
    let path = format!("/proxy/promise?{}", sign::proxy_query(&parameters, secret));
    let answer = client.get(&path, &[]).await.expect("an answer");
    let told: Value = answer.expect_ok().expect("served").json().expect("JSON");
    told["promise"].clone()
}

async fn merchants_page(client: &Client) -> String {
    let answer = client.admin("/admin/promises").await.expect("an answer");
    answer.expect_ok().expect("the page").text
}

/// The shop, installed a day before the first Monday.
async fn installed(world: &World) -> Client {
    let client = world.client(SHOP).at(MONDAY);
    let settings = json!({ "name": "Mugs", "zone": "Europe/Berlin", "installed_at": MONDAY - DAY });
    let answer = client.install(&settings).await.expect("an answer");
    answer.expect_ok().expect("installed");
    client
}

async fn deed(client: &Client, deed: Value) -> e2e::client::Answer {
    let answer = client.admin_post("/admin/promises", &deed).await;
    answer.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_is_shown_kept_on_the_order_and_switched_off() {
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await
    .expect("a world");
    let secret = world.secrets().api_secret.clone();
    let client = installed(&world).await;

    // The merchant names a delivery option; before anything is known of the warehouse, nothing is said.
    let option = json!({ "action": "method", "title": "Standard", "pickups": "16:00" });
    assert!(deed(&client, option.clone()).await.ok());
    let twice = deed(&client, option).await;
    assert!(
        twice.status == 400 && twice.text.contains("twice"),
        "{}",
        twice.text
    );
    let labels = deed(&client, json!({ "action": "labels", "to": "on" })).await;
    assert_eq!(labels.status, 400, "no order was checked: {}", labels.text);
    assert_eq!(storefront(&client, &secret, &[]).await, Value::Null);

    let next = past(&client).await;
    let today = client.at(TODAY + HOUR);
    today.tick().await.expect("a tick");

    // What the instance has just read of the shop may be some seconds old.
    let said = until(
        async || storefront(&today, &secret, &[]).await,
        |said| !said.is_null(),
    )
    .await;
    let text = said["text"].as_str().expect("words").to_owned();
    assert!(
        text.starts_with("Expected to ship by ") && text.contains("Nov"),
        "{text}"
    );
    assert_eq!(said["zone"], "Europe/Berlin");
    for asked in [("option", "Courier"), ("classes", "made_to_order")] {
        assert_eq!(
            storefront(&today, &secret, &[asked]).await,
            Value::Null,
            "{asked:?}"
        );
    }
    let forged = storefront_status(&today, "another secret").await;
    assert!((400..500).contains(&forged), "{forged}");

    // An order placed now carries that date until it is handed over.
    placed(&today, next).await;
    today.tick().await.expect("a tick");
    let order = (7_100_000_000 + next).to_string();
    let page = today.page(&order).await.expect("an answer").text;
    assert!(page.contains(&format!("{text}.")), "{text} in {page}");
    worked(&today.at(TODAY + 2 * HOUR), next, "handover").await;
    let page = today
        .at(TODAY + 2 * HOUR)
        .page(&order)
        .await
        .expect("an answer")
        .text;
    assert!(!page.contains("to ship by"), "{page}");

    let board = merchants_page(&today).await;
    for words in [
        "Ship-by dates are shown.",
        "Work ahead",
        "Chicago",
        "Standard",
        "Take all dates off",
    ] {
        assert!(board.contains(words), "{words} in {board}");
    }
    let stranger = today.get("/admin/promises", &[]).await.expect("an answer");
    assert_eq!(stranger.status, 401);

    // One switch, and within a minute no storefront says a date.
    assert!(
        deed(&today, json!({ "action": "switch", "to": "off" }))
            .await
            .ok()
    );
    until(
        async || storefront(&today, &secret, &[]).await,
        Value::is_null,
    )
    .await;
    // The shop's time went on meanwhile, and never goes back.
    let later = client.at(TODAY + 2 * HOUR);
    assert!(
        merchants_page(&later)
            .await
            .contains("No ship-by date is shown since")
    );
    // And on again: the same dates, from the same facts.
    let on = deed(&later, json!({ "action": "switch", "to": "on" })).await;
    assert!(on.ok(), "{}", on.text);
    until(
        async || storefront(&later, &secret, &[]).await,
        |said| !said.is_null(),
    )
    .await;
    world.stop().await;
}

const MADE: &str = "Made to order";

/// What a checkout shows of the delivery option for a cart of these goods, by the function as shipped.
fn checkout(function: &Function, table: &str, goods: Item) -> Option<String> {
    let cart = Cart {
        date: "2026-11-16".to_owned(),
        time: "11:00:00".to_owned(),
        language: "EN".to_owned(),
        groups: vec![Group {
            lines: vec![Item::Stock, goods],
            options: vec![DeliveryOption::shipped("Standard")],
        }],
    };
    let run = function.run(&cart.input(Some(table))).expect("it runs");
    assert_eq!(run.trap, None);
    let renamed = &run.output["operations"][0]["deliveryOptionRename"];
    renamed["title"].as_str().map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_that_take_longer_have_one_later_date_everywhere() {
    let secrets = Secrets::generate();
    let store = AdminFake::start(&secrets, SHOP).await.expect("a store");
    let mut world = World::start(Options {
        driven_clock: true,
        vars: vec![("ADMIN_API_URL".to_owned(), store.url())],
        secrets: Some(secrets),
        ..Options::default()
    })
    .await
    .expect("a world");
    let secret = world.secrets().api_secret.clone();
    let client = installed(&world).await;
    let option = json!({ "action": "method", "title": "Standard", "pickups": "16:00" });
    assert!(deed(&client, option).await.ok());
    let next = past(&client).await;

    // The merchant declares what takes longer, and lets the checkout show dates.
    let today = client.at(TODAY + HOUR);
    for change in [
        json!({ "action": "class", "name": MADE, "days": 10 }),
        json!({ "action": "labels", "to": "check" }),
    ] {
        let answer = deed(&today, change).await;
        assert!(answer.ok(), "{}", answer.text);
    }
    today.tick().await.expect("a tick");
    let table = until(
        async || {
            let state = store.state().await.expect("the store answers");
            assert_eq!(state["refused"], json!([]), "Shopify's schema holds");
            let fields = state["metafields"].as_array().cloned().unwrap_or_default();
            let ours = fields
                .into_iter()
                .find(|it| it["key"] == "checkout-estimate");
            ours.map_or(Value::Null, |field| field["value"].clone())
        },
        |table| table.as_str().is_some_and(|table| table.contains(MADE)),
    )
    .await;
    let table = table.as_str().expect("text");
    let function = Function::load().expect("the lane was built");
    let stock = checkout(&function, table, Item::Stock).expect("a date");
    let made = checkout(&function, table, Item::Class(MADE.to_owned())).expect("a date");
    assert_ne!(stock, made);
    let engraved = Item::Class("Engraved".to_owned());
    assert_eq!(checkout(&function, table, engraved), None, "not declared");

    // The storefront says the same of a cart that holds such goods.
    let asked = [("classes", MADE)];
    let said = until(
        async || storefront(&today, &secret, &asked).await,
        |said| !said.is_null(),
    )
    .await;
    let text = said["text"].as_str().expect("words").to_owned();
    let day = |text: &str| text.rsplit("by ").next().unwrap_or_default().to_owned();
    assert_eq!(day(&text), day(&made), "{text} and {made}");

    // And so does the order's page, because the order's goods say what they are.
    let order = 7_100_000_000 + next;
    let goods = json!({ "lineItems": [{ "id": "1" }, { "id": "2", "handling": MADE }] });
    store.order(order, &goods).await.expect("an order");
    placed(&today, next).await;
    let page = until(
        async || {
            today.tick().await.expect("a tick");
            let page = today.page(&order.to_string()).await.expect("an answer");
            json!(page.text)
        },
        |page| {
            page.as_str()
                .is_some_and(|page| page.contains("to ship by"))
        },
    )
    .await;
    let page = page.as_str().expect("a page");
    assert!(page.contains(&format!("{text}.")), "{text} in {page}");
    world.stop().await;
}

/// Asks until the answer is `wanted`, for a minute.
async fn until(ask: impl AsyncFn() -> Value, wanted: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let told = ask().await;
        if wanted(&told) {
            return told;
        }
        assert!(started.elapsed() < Duration::from_secs(60), "still {told}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn storefront_status(client: &Client, secret: &str) -> u16 {
    let seconds = (client.now() / 1000).to_string();
    let query = sign::proxy_query(
        &[
            ("shop", SHOP),
            ("path_prefix", "/apps/plumbline"),
            ("timestamp", &seconds),
        ],
        secret,
    );
    let answer = client.get(&format!("/proxy/promise?{query}"), &[]).await;
    answer.expect("an answer").status
}
