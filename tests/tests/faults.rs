//! The worker, its platform and its senders failing in every way they can, on a real workerd.

use std::time::{Duration, Instant};

use e2e::client::Client;
use e2e::payloads::{Fulfillment, Order, carrier_scan, fulfillment_event, operation};
use e2e::provider::Provider;
use e2e::world::{Options, World, kv_put_failures};
use serde_json::json;

const SHOP: &str = "faults.myshopify.com";
const START: i64 = 1_790_000_000_000;
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn now() -> i64 {
    let millis = jiff_now();
    millis - millis.rem_euclid(1000)
}

fn jiff_now() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map(|since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        .unwrap_or_default()
}

async fn install(client: &Client, endpoint: Option<&str>) {
    let mut settings = json!({"name": "Faults", "zone": "America/Chicago", "installed_at": 0});
    if let Some(endpoint) = endpoint {
        settings["outbound"] = json!({"endpoint": endpoint, "secret": SECRET});
    }
    client
        .install(&settings)
        .await
        .expect("the shop is installed");
}

/// Waits until `holds` says so, at most `seconds`.
async fn until<F: AsyncFnMut() -> bool>(seconds: u64, what: &str, mut holds: F) {
    let started = Instant::now();
    while !holds().await {
        assert!(
            started.elapsed() < Duration::from_secs(seconds),
            "{what} within {seconds} s"
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// Everything acknowledged before a SIGKILL is there after it, and the alarm that was due fires.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_nothing_acknowledged_and_alarms_survive_it() {
    let provider = Provider::start(0.0, 1).await.expect("a provider");
    let mut world = World::start(Options::default()).await.expect("a world");
    let client = world.client(SHOP);
    install(&client, Some(&provider.url())).await;
    // The provider is away, so what is owed to it is still owed when the power goes.
    provider.set_down(true);
    let at = now() - 60_000;
    let orders: Vec<u64> = (0..40).map(|n| 7_100_000_000 + n).collect();
    let mut sending = tokio::task::JoinSet::new();
    for (number, id) in orders.iter().copied().enumerate() {
        let client = client.clone();
        sending.spawn(async move {
            let order = Order::new(id, 2000 + number as u32, at);
            let made = client
                .webhook("orders/create", &format!("{id}-1"), &order.body())
                .await;
            let label = Fulfillment::new(id * 10, id, at);
            let sent = client
                .webhook("fulfillments/create", &format!("{id}-2"), &label.body())
                .await;
            let event = fulfillment_event(id * 10 + 1, id, id * 10, "out_for_delivery", at, None);
            let out = client
                .webhook("fulfillment_events/create", &format!("{id}-3"), &event)
                .await;
            [made, sent, out]
                .into_iter()
                .all(|answer| answer.is_ok_and(|answer| answer.ok()))
        });
    }
    let mut acknowledged = 0;
    while let Some(sent) = sending.join_next().await {
        acknowledged += usize::from(sent.expect("a sender does not panic"));
    }
    world.kill9().await;
    assert_eq!(acknowledged, orders.len());
    provider.set_down(false);
    world.restart().await.expect("it comes back");
    for id in &orders {
        let trace = client
            .trace(&id.to_string())
            .await
            .expect("every order is there");
        assert_eq!(
            trace.view.headline.claim,
            claim("out_for_delivery"),
            "order {id}"
        );
    }
    let told = |provider: &Provider| {
        let effects = provider.effects();
        orders
            .iter()
            .filter(|id| {
                effects
                    .keys()
                    .any(|key| key.contains(&id.to_string()) && key.contains("out_for_delivery"))
            })
            .count()
    };
    until(90, "every shopper is told", async || {
        told(&provider) == orders.len()
    })
    .await;
    assert_eq!(provider.unkeyed(), 0);
    world.stop().await;
}

fn claim<T: serde::de::DeserializeOwned>(key: &str) -> T {
    serde_json::from_value(json!(key)).expect("a claim of the contract")
}

/// With nine of ten KV puts failing, no reader ever sees an older version than before.
#[tokio::test(flavor = "multi_thread")]
async fn a_failing_kv_never_shows_an_older_state() {
    let mut world = World::start(Options {
        layer: Some(kv_put_failures(0.9)),
        ..Options::default()
    })
    .await
    .expect("a world");
    let client = world.client(SHOP);
    install(&client, None).await;
    let at = now() - 3_600_000;
    for n in 0..10_u64 {
        let id = 7_200_000_000 + n;
        let order = Order::new(id, 3000 + n as u32, at);
        let made = client
            .webhook("orders/create", &format!("{id}-1"), &order.body())
            .await;
        assert!(made.expect("an answer").ok());
        let mut seen = 0;
        for (step, kind) in ["pick_started", "pick_done", "pack_done", "handover"]
            .iter()
            .enumerate()
        {
            let event = operation(
                &format!("{id}-{kind}"),
                kind,
                id,
                at + 60_000 * (step as i64 + 1),
            );
            let told = client
                .operations("chicago", &format!("{id}-{kind}"), &event.body())
                .await;
            assert!(told.expect("an answer").ok());
            for _ in 0..3 {
                let path = format!("/o/{}.json?seen={seen}", client.link_token(&id.to_string()));
                let page: serde_json::Value = client
                    .get(&path, &[])
                    .await
                    .expect("an answer")
                    .json()
                    .expect("a page");
                let version = page["view"]["version"].as_u64().expect("a version");
                assert!(
                    version >= seen,
                    "order {id} went from {seen} back to {version}"
                );
                seen = version;
            }
        }
        let order = id.to_string();
        until(60, "the newest state is shown", async || {
            let page = client.page_json(&order).await.expect("a page");
            page["view"]["headline"]["claim"] == "handed_over"
        })
        .await;
    }
    world.stop().await;
}

/// One bad item among a thousand good ones: all others are taken, the bad one waits for a person.
#[tokio::test(flavor = "multi_thread")]
async fn a_poison_item_goes_to_the_dead_letters_and_the_rest_goes_on() {
    let mut world = World::start(Options::default()).await.expect("a world");
    let client = world.client(SHOP);
    install(&client, None).await;
    let at = now() - 3_600_000;
    let mut batch: Vec<serde_json::Value> = (0..1000_u64)
        .map(|n| {
            operation(
                &format!("pick-{n}"),
                "pick_done",
                7_300_000_000 + n % 50,
                at + n as i64 * 1000,
            )
            .body()
        })
        .collect();
    batch.insert(
        500,
        json!({"id": "poison", "kind": "pick_done", "order": "7300000001", "at": "not a time"}),
    );
    let answer = client
        .operations("chicago", "batch-1", &json!(batch))
        .await
        .expect("an answer");
    assert!(answer.ok(), "{} {}", answer.status, answer.text);
    let mut taken = 0;
    for n in 0..50_u64 {
        let trace = client
            .trace(&(7_300_000_000 + n).to_string())
            .await
            .expect("an order");
        taken += trace
            .facts
            .iter()
            .filter(|fact| fact.fact.source.system != "plumbline")
            .count();
    }
    assert_eq!(taken, 1000);
    until(20, "the dead letter is counted", async || {
        client.orders("").await.expect("the list").dead_letters == 1
    })
    .await;
    let page = client.admin("/admin").await.expect("the list");
    assert!(
        page.text.contains("not a time"),
        "the reason names the value"
    );
    world.stop().await;
}

/// A provider that is away gets everything, once each, when it is back.
#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_was_down_hears_everything_once() {
    let provider = Provider::start(0.2, 5).await.expect("a provider");
    provider.set_down(true);
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await
    .expect("a world");
    let client = world.client(SHOP);
    install(&client.at(START), Some(&provider.url())).await;
    for n in 0..20_u64 {
        let id = 7_400_000_000 + n;
        let client = client.at(START + 60_000);
        let order = Order::new(id, 4000 + n as u32, START);
        assert!(
            client
                .webhook("orders/create", &format!("{id}-1"), &order.body())
                .await
                .expect("an answer")
                .ok()
        );
        let scan = carrier_scan(
            &format!("{id}-d"),
            "delivered",
            id,
            &format!("T{id}"),
            START + 30_000,
        )
        .with("carrier", "USPS");
        assert!(
            client
                .operations("feed", &format!("{id}-2"), &scan.body())
                .await
                .expect("an answer")
                .ok()
        );
    }
    client.at(START + 120_000).tick().await.expect("a tick");
    until(30, "it was tried", async || provider.refused() > 0).await;
    // An hour later it is back. The waits between tries are shortened, but not below what a queue takes.
    provider.set_down(false);
    let back = Instant::now();
    until(90, "everyone is told", async || {
        let passed = 4 * i64::try_from(back.elapsed().as_millis()).unwrap_or(i64::MAX);
        let clock = START + 3_600_000 + passed;
        client.at(clock).tick().await.expect("a tick");
        let told = provider.effects();
        (0..20_u64).all(|n| {
            let order = (7_400_000_000 + n).to_string();
            told.keys()
                .any(|key| key.contains(&order) && key.contains("delivered"))
        })
    })
    .await;
    assert_eq!(provider.unkeyed(), 0);
    for (key, effect) in provider.effects() {
        let id = effect
            .signature
            .get("webhook-id")
            .cloned()
            .unwrap_or_default();
        let timestamp: i64 = effect.signature["webhook-timestamp"]
            .parse()
            .expect("seconds");
        let expected = e2e::sign::standard(
            &id,
            timestamp,
            &effect.raw,
            &base64_decode(SECRET.trim_start_matches("whsec_")),
        );
        assert_eq!(
            effect.signature["webhook-signature"], expected,
            "{key} is signed"
        );
    }
    world.stop().await;
}

fn base64_decode(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("base64")
}

/// A panic fails what was in flight at once, and the next request is served.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_panic_the_next_request_is_served() {
    let mut world = World::start(Options::default()).await.expect("a world");
    let client = world.client(SHOP);
    install(&client, None).await;
    let id = 7_500_000_000_u64;
    let order = Order::new(id, 5000, now());
    assert!(
        client
            .webhook("orders/create", "p-1", &order.body())
            .await
            .expect("an answer")
            .ok()
    );
    for round in 0..3 {
        let started = Instant::now();
        let answer = client
            .post("/dev/panic", Vec::new(), &[])
            .await
            .expect("an answer");
        assert_eq!(answer.status, 500, "round {round}: {}", answer.text);
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "the caller is not left hanging"
        );
        let page = client.page(&id.to_string()).await.expect("an answer");
        assert_eq!(
            page.status, 200,
            "round {round}: the next request is served"
        );
        let again = client
            .webhook("orders/create", &format!("p-{round}-2"), &order.body())
            .await;
        assert!(again.expect("an answer").ok());
    }
    world.stop().await;
}

/// Fifty deliveries to one order at once, duplicates among them: the same bytes as one by one.
#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_fold_to_the_same_state() {
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await
    .expect("a world");
    let client = world.client(SHOP).at(START);
    let neighbour = client.for_shop("neighbour.myshopify.com");
    install(&client, None).await;
    install(&neighbour, None).await;
    let id = 8_500_000_000_u64;
    let deliveries: Vec<(String, serde_json::Value)> = (0..25_i64)
        .map(|n| {
            let kind =
                ["pick_started", "pick_done", "pack_done", "handover", "note"][n as usize % 5];
            let event = operation(&format!("e-{n}"), kind, id, START + n * 1000)
                .with("text", format!("step {n}"));
            (format!("d-{n}"), event.body())
        })
        .collect();
    let mut sending = tokio::task::JoinSet::new();
    for round in 0..2 {
        for (delivery, body) in deliveries.clone() {
            let client = client.clone();
            // Half of the second round comes under a new delivery id: content decides, not the id.
            let delivery = if round == 1 && delivery.len() % 2 == 0 {
                format!("{delivery}-x")
            } else {
                delivery
            };
            sending.spawn(async move { client.operations("chicago", &delivery, &body).await });
        }
    }
    while let Some(sent) = sending.join_next().await {
        let answer = sent.expect("a sender does not panic").expect("an answer");
        assert!(answer.ok(), "{} {}", answer.status, answer.text);
    }
    let parallel = client.digests().await.expect("digests");
    for (delivery, body) in deliveries.iter().rev() {
        let answer = neighbour
            .operations("chicago", delivery, body)
            .await
            .expect("an answer");
        assert!(answer.ok(), "{} {}", answer.status, answer.text);
    }
    let sequential = neighbour.digests().await.expect("digests");
    assert_eq!(
        parallel.get(&id.to_string()),
        sequential.get(&id.to_string())
    );
    world.stop().await;
}
