//! `bench ingest`: a Shopify webhook until it is acknowledged, beside the same job in plain
//! JavaScript.
//!
//! Both workers run at once and are measured in turn, so the machine's mood meets both. Every shop's
//! orders are chosen to fall on one ledger, so both sides write to 64 objects. What is measured ends
//! with the acknowledgement: what follows it, the fold and what is owed to the order list and to readers,
//! the yardstick has no part of. So after each of our turns the shops are told the time until nothing
//! is owed, and how long that took is printed, and the ratio if it counted; else our work would run in the
//! yardstick's turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::task::JoinSet;

use super::{BenchError, budget};
use crate::payloads::{Line, Order};
use crate::sign;
use crate::world::{Options, Secrets, World, object_calls, root};

/// Shops written to.
const SHOPS: u64 = 64;
/// Connections kept busy.
const CONNECTIONS: usize = 32;
/// Webhooks of one measurement: some seconds, so that no hiccup of the machine decides it.
const BATCH: usize = 2400;
/// Webhooks before the first measurement: as many as both isolates need until V8 compiles nothing any more. An
/// isolate lives for hours.
const WARM: usize = 8000;

struct Request {
    shop: String,
    delivery: String,
    body: Vec<u8>,
    signature: String,
}

/// Measures; budgets: ratio ≥ 0.85, one call to an object, at most six statements.
pub async fn ingest(pairs: usize) -> Result<bool, BenchError> {
    let pairs = pairs.max(1);
    let secrets = Secrets::generate();
    let (calls, statements) = counted(&secrets).await?;

    let mut ours = World::start(Options {
        secrets: Some(secrets.clone()),
        ..Options::default()
    })
    .await?;
    let mut plain = World::start(Options {
        secrets: Some(secrets.clone()),
        other_worker: Some(root().join("tests/benches/plain")),
        ..Options::default()
    })
    .await?;
    let mut next = 0;
    let mut settled = Vec::with_capacity(pairs);
    rate(&ours, &mut next, WARM, &secrets).await?;
    settle(&ours).await?;
    rate(&plain, &mut next, WARM, &secrets).await?;
    let (mut ratios, mut whole) = (Vec::with_capacity(pairs), Vec::with_capacity(pairs));
    let (mut our_rates, mut plain_rates) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        // Who goes first alternates: whatever the machine does between the two, it does to both.
        let mut plain_rate = 0.0;
        if pair % 2 == 1 {
            plain_rate = rate(&plain, &mut next, BATCH, &secrets).await?;
        }
        let our_rate = rate(&ours, &mut next, BATCH, &secrets).await?;
        let told = settle(&ours).await?;
        if pair % 2 == 0 {
            plain_rate = rate(&plain, &mut next, BATCH, &secrets).await?;
        }
        eprintln!(
            "pair {}: {our_rate:.0} and {plain_rate:.0} a second",
            pair + 1
        );
        let all_of_it = BATCH as f64 / (BATCH as f64 / our_rate + told);
        ratios.push(our_rate / plain_rate);
        whole.push(all_of_it / plain_rate);
        settled.push(told);
        our_rates.push(our_rate);
        plain_rates.push(plain_rate);
    }
    ours.stop().await;
    plain.stop().await;

    ratios.sort_by(f64::total_cmp);
    let ratio = median(&mut ratios);
    println!("ingest.pairs: {pairs}");
    println!(
        "ingest.ratio_lowest: {:.3}",
        ratios.first().copied().unwrap_or_default()
    );
    println!(
        "ingest.ratio_highest: {:.3}",
        ratios.last().copied().unwrap_or_default()
    );
    println!("ingest.told_after_seconds: {:.1}", median(&mut settled));
    println!("ingest.ratio_with_telling: {:.3}", median(&mut whole));
    println!("ingest.per_second: {:.0}", median(&mut our_rates));
    println!("ingest.per_second_js: {:.0}", median(&mut plain_rates));
    let kept = [
        budget(
            "ingest.ratio_to_js",
            format!("{ratio:.3}"),
            ratio >= 0.85 && pairs >= 8,
        ),
        budget("ingest.object_calls", calls, calls == 1),
        budget("ingest.statements", statements, statements <= 6),
    ];
    Ok(kept.into_iter().all(|kept| kept))
}

/// Tells every shop the time until nothing is owed; answers how many seconds that took.
async fn settle(world: &World) -> Result<f64, BenchError> {
    let started = Instant::now();
    let mut ticks = JoinSet::new();
    for shop in 0..SHOPS {
        let client = world.client(&format!("bench-{shop}.myshopify.com"));
        ticks.spawn(async move { client.tick().await });
    }
    while let Some(tick) = ticks.join_next().await {
        tick.expect("a tick does not panic")?;
    }
    Ok(started.elapsed().as_secs_f64())
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() % 2 {
        _ if values.is_empty() => 0.0,
        0 => (values[middle - 1] + values[middle]) / 2.0,
        _ => values[middle],
    }
}

/// The most calls to objects, and the most SQL statements, that any webhook of an order's whole
/// history took.
async fn counted(secrets: &Secrets) -> Result<(u64, u64), BenchError> {
    let mut world = World::start(Options {
        secrets: Some(secrets.clone()),
        layer: Some(object_calls()),
        ..Options::default()
    })
    .await?;
    let client = world.client("counted.myshopify.com");
    let now = jiff::Timestamp::now().as_millisecond();
    let (mut calls, mut statements) = (0, 0);
    for delivery in crate::crash::stories(60, 11, now) {
        let crate::crash::Route::Shopify(topic) = delivery.route else {
            continue;
        };
        // These topics name no order: the shop's directory is asked, by design.
        if topic.starts_with("fulfillment_orders/") {
            continue;
        }
        let answer = client.webhook(topic, &delivery.id, &delivery.body).await?;
        let header = answer
            .headers
            .get("x-object-calls")
            .and_then(|value| value.to_str().ok());
        let made: u64 = header
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| BenchError::Wrong("no x-object-calls in the answer".to_owned()))?;
        let ack: Value = answer.json()?;
        let ran = ack["statements"]
            .as_u64()
            .ok_or_else(|| BenchError::Wrong(format!("no statements in the answer: {ack}")))?;
        calls = calls.max(made);
        statements = statements.max(ran);
    }
    world.stop().await;
    Ok((calls, statements))
}

/// Acknowledged webhooks a second.
async fn rate(
    world: &World,
    next: &mut u64,
    count: usize,
    secrets: &Secrets,
) -> Result<f64, BenchError> {
    let requests: Arc<Vec<Request>> = Arc::new(
        (0..count)
            .map(|_| {
                *next += 1;
                request(*next, &secrets.api_secret)
            })
            .collect(),
    );
    let http = reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(30))
        .pool_max_idle_per_host(CONNECTIONS)
        // As in `Client`: workerd closes what was idle for five seconds.
        .pool_idle_timeout(Duration::from_secs(3))
        .build()
        .map_err(|error| BenchError::Wrong(error.to_string()))?;
    let url = format!("{}/webhooks/shopify", world.base());
    let taken = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (http, url) = (http.clone(), url.clone());
        let (requests, taken) = (Arc::clone(&requests), Arc::clone(&taken));
        senders.spawn(async move {
            while let Some(request) = requests.get(taken.fetch_add(1, Ordering::Relaxed)) {
                deliver(&http, &url, request).await?;
            }
            Ok::<(), BenchError>(())
        });
    }
    while let Some(sender) = senders.join_next().await {
        sender.expect("a sender does not panic")?;
    }
    Ok(count as f64 / started.elapsed().as_secs_f64())
}

/// Sends a webhook as Shopify would: again, if the development server says it was reloading.
async fn deliver(http: &reqwest::Client, url: &str, request: &Request) -> Result<(), BenchError> {
    let wrong = |error: reqwest::Error| BenchError::Wrong(format!("{url}: {error:?}"));
    for tries in 1.. {
        let answer = http
            .post(url)
            .header("content-type", "application/json")
            .header("x-shopify-topic", "orders/create")
            .header("x-shopify-shop-domain", &request.shop)
            .header("x-shopify-webhook-id", &request.delivery)
            .header("x-shopify-hmac-sha256", &request.signature)
            .header("x-shopify-triggered-at", "2026-11-20T12:00:00Z")
            .body(request.body.clone())
            .send()
            .await
            .map_err(wrong)?;
        let status = answer.status();
        let text = answer.text().await.map_err(wrong)?;
        if status.is_success() {
            return Ok(());
        }
        if status.as_u16() != 503 || tries >= 5 {
            return Err(BenchError::Wrong(format!("{status}: {text}")));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// The `n`-th webhook: a new order of five lines, about 5 KB, of one of the shops.
fn request(n: u64, secret: &str) -> Request {
    let shop = n % SHOPS;
    // The first id of eight in a row that falls on the shop's one ledger; ids are far enough apart.
    let wanted = shop % 8;
    let id = (0..)
        .map(|step| 6_000_000_000 + n * 1000 + step)
        .find(|id| shard(*id) == wanted);
    let id = id.unwrap_or(n);
    let mut order = Order::new(id, 1000 + n as u32, 1_795_176_000_000);
    order.lines = (0..5)
        .map(|line| Line {
            id: id * 10 + line,
            title: format!("Stoneware mug no. {line}"),
            quantity: 1,
            current: 1,
            sku: format!("MUG-{line}"),
            cents: 1999,
            shippable: true,
        })
        .collect();
    let body = order.body().to_string().into_bytes();
    let signature = sign::shopify(&body, secret);
    Request {
        shop: format!("bench-{shop}.myshopify.com"),
        delivery: format!("d-{n}"),
        body,
        signature,
    }
}

/// The shard of an order: FNV-1a of its id, modulo 8, as the worker's documentation has it.
fn shard(order: u64) -> u64 {
    let hash = order
        .to_string()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    hash % 8
}
