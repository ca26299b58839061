//! `bench promise`: what a fact costs however much is open, and what Shopify is sent when the load changes.
//!
//! Rows are those that SQLite read and wrote, as the platform counts and bills them, in all objects of the shop, from a
//! webhook until nothing is owed. Facts are new orders and hand-overs; the mean of some of each is compared, with few and
//! with many orders open. Writes are counted at the fake of Shopify's Admin API, which holds them to Shopify's schema.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{BenchError, budget};
use crate::admin::AdminFake;
use crate::client::Client;
use crate::payloads::{Order, operation};
use crate::secrets::Secrets;
use crate::world::{Options, World};

/// Monday, 2 November 2026, 09:00 UTC.
const MONDAY: i64 = 1_793_610_000_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Connections kept busy while orders are placed.
const CONNECTIONS: usize = 24;
/// Facts of each kind that are measured at each size.
const MEASURED: u64 = 6;
/// Orders open when a fact is taken for cheap.
const FEW: u64 = 500;
/// The checkout's metafield, as the function reads it.
const KEY: &str = "checkout-estimate";

/// Measures; budgets: rows growth ≤ 1.2 with at least ten times as many orders open, config ≤ 10,000 bytes, one
/// Admin call per change.
pub async fn promise(open: u64) -> Result<bool, BenchError> {
    let growth = rows(open.max(FEW)).await?;
    let (bytes, writes) = checkout().await?;
    let kept = [
        budget(
            "promise.rows_growth",
            format!("{growth:.3}"),
            growth <= 1.2 && open >= 10 * FEW,
        ),
        budget("promise.config_bytes_max", bytes, bytes <= 10_000),
        budget("promise.writes_per_change", writes, writes <= 1),
    ];
    Ok(kept.into_iter().all(|kept| kept))
}

fn methods(titles: &[String]) -> Value {
    let methods: Vec<Value> = titles
        .iter()
        .enumerate()
        .map(|(index, title)| {
            json!({ "title": title, "cutoff": 12 * 60 + 30 * (index % 4), "pickups": [16 * 60] })
        })
        .collect();
    json!({ "name": "Bench", "zone": "Europe/Berlin", "installed_at": MONDAY - 30 * DAY,
        "promises": { "methods": methods } })
}

/// Rows of a fact with `open` orders open ÷ with few.
async fn rows(open: u64) -> Result<f64, BenchError> {
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await?;
    let client = world.client("rows.myshopify.com").at(MONDAY);
    client
        .install(&methods(&["Standard".to_owned()]))
        .await?
        .expect_ok()?;
    place(&client, 0, FEW).await?;
    let few = measured(&client, FEW).await?;
    place(&client, FEW + MEASURED, open + MEASURED).await?;
    let many = measured(&client, open + MEASURED).await?;
    world.stop().await;
    println!("promise.open: {open}");
    println!("promise.rows_few: {few:.1}");
    println!("promise.rows_many: {many:.1}");
    Ok(many / few)
}

/// Places the orders `from..until`, some at once, and tells the shop of all of them.
async fn place(client: &Client, from: u64, until: u64) -> Result<(), BenchError> {
    let next = Arc::new(AtomicU64::new(from));
    let mut senders = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (client, next) = (client.clone(), Arc::clone(&next));
        senders.spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= until {
                    return Ok::<(), BenchError>(());
                }
                order(&client, n, "Standard").await?;
                if n % 5_000 == 4_999 {
                    eprintln!("{} orders", n + 1);
                }
            }
        });
    }
    while let Some(sender) = senders.join_next().await {
        sender.expect("a sender does not panic")?;
    }
    client.tick().await?;
    Ok(())
}

fn id(n: u64) -> u64 {
    7_000_000_000 + n
}

async fn order(client: &Client, n: u64, title: &str) -> Result<(), BenchError> {
    let mut order = Order::new(id(n), 10_000 + n as u32, client.now());
    order.shipping = (title.to_owned(), "shopify".to_owned());
    let delivery = format!("placed-{n}");
    for tries in 1.. {
        let answer = client
            .webhook("orders/create", &delivery, &order.body())
            .await;
        match answer {
            Ok(answer) if answer.ok() => break,
            Ok(answer) if tries >= 5 => drop(answer.expect_ok()?),
            Err(error) if tries >= 5 => return Err(error.into()),
            _ => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
    Ok(())
}

/// What a warehouse reports of an order.
async fn worked(client: &Client, n: u64, kind: &str) -> Result<(), BenchError> {
    let at = client.now();
    let delivery = format!("{kind}-{n}");
    let event = operation(&delivery, kind, id(n), at)
        .with("location", json!({ "id": "7", "name": "Chicago" }));
    client
        .operations("bench", &delivery, &event.body())
        .await?
        .expect_ok()?;
    Ok(())
}

/// Mean rows of a fact, half of them new orders numbered from `next`, half hand-overs of old ones.
async fn measured(client: &Client, next: u64) -> Result<f64, BenchError> {
    // Dates that fall due meanwhile are no fact's.
    client.tick().await?;
    counted(client).await?;
    for step in 0..MEASURED {
        order(client, next + step, "Standard").await?;
        client.tick().await?;
    }
    for step in 0..MEASURED {
        worked(client, next - 1 - step, "handover").await?;
        client.tick().await?;
    }
    let rows = counted(client).await?;
    Ok(rows as f64 / (2 * MEASURED) as f64)
}

async fn counted(client: &Client) -> Result<u64, BenchError> {
    let path = format!("/dev/{}/rows", client.shop());
    let told: Value = client
        .post(&path, Vec::new(), &[])
        .await?
        .expect_ok()?
        .json()?;
    told["rows"]
        .as_u64()
        .ok_or_else(|| BenchError::Wrong(format!("no rows in {told}")))
}

/// The largest table at checkout, and the Admin calls that a change of the load took.
async fn checkout() -> Result<(usize, u64), BenchError> {
    let shop = "checkout.myshopify.com";
    let secrets = Secrets::generate();
    let fake = AdminFake::start(&secrets, shop).await?;
    let mut world = World::start(Options {
        driven_clock: true,
        secrets: Some(secrets),
        vars: vec![("ADMIN_API_URL".to_owned(), fake.url())],
        ..Options::default()
    })
    .await?;
    // As many delivery options as a shop may have, with titles as long as they may be.
    let titles: Vec<String> = (0..60)
        .map(|n| format!("{:x<150}", format!("Delivery option {n} ")))
        .collect();
    let client = world.client(shop);
    let now = |at: i64| client.at(at);
    now(MONDAY).install(&methods(&titles)).await?.expect_ok()?;
    past(&client, &titles).await?;

    // The first labels find and make the customization; the dates of one option are the plain case.
    let week = MONDAY + 14 * DAY;
    let check = json!({ "promises": { "labels": "check" } });
    now(week).install(&check).await?.expect_ok()?;
    quiet(&fake, &now(week)).await?;
    let mut bytes = table(&fake).await?.len();

    let before = calls(&fake).await?;
    let first = table(&fake).await?;
    for n in 0..400 {
        order(&now(week + 5 * MINUTE), 900_000 + n, &titles[0]).await?;
    }
    now(week + 5 * MINUTE).tick().await?;
    quiet(&fake, &now(week + 5 * MINUTE)).await?;
    let changed = table(&fake).await?;
    bytes = bytes.max(changed.len());
    if first == changed {
        return Err(BenchError::Wrong("400 orders changed no date".to_owned()));
    }
    let writes = calls(&fake).await? - before;
    let state = fake.state().await.map_err(wrong)?;
    let refused = state["refused"].as_array().map_or(0, Vec::len);
    if refused > 0 {
        return Err(BenchError::Wrong(format!("refused: {}", state["refused"])));
    }
    world.stop().await;
    Ok((bytes, writes))
}

/// Two weeks of an order an opening hour, each handed over half a day later.
async fn past(client: &Client, titles: &[String]) -> Result<(), BenchError> {
    let mut n = 0;
    for day in 0..14 {
        if day % 7 >= 5 {
            continue;
        }
        for hour in 0..8 {
            let at = client.at(MONDAY + day * DAY + hour * HOUR);
            order(&at, n, &titles[0]).await?;
            worked(&at, n, "fo_accepted").await?;
            if let Some(done) = n.checked_sub(4) {
                worked(&at, done, "pack_done").await?;
                worked(&at, done, "handover").await?;
            }
            n += 1;
        }
        client.at(MONDAY + day * DAY + 8 * HOUR).tick().await?;
    }
    Ok(())
}

/// Waits until Shopify has heard nothing new for a while.
async fn quiet(fake: &AdminFake, client: &Client) -> Result<(), BenchError> {
    let mut last = u64::MAX;
    for _ in 0..60 {
        client.tick().await?;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        let calls = calls(fake).await?;
        if calls == last && calls > 0 {
            return Ok(());
        }
        last = calls;
    }
    Err(BenchError::Wrong("Shopify is told without end".to_owned()))
}

/// Calls to Shopify that the dates at checkout took: all about the customization, and each write of its table.
async fn calls(fake: &AdminFake) -> Result<u64, BenchError> {
    let calls = fake.calls().await.map_err(wrong)?;
    let about: u64 = calls
        .iter()
        .filter(|(name, _)| name.contains("DeliveryCustomization"))
        .map(|(_, count)| count)
        .sum();
    let state = fake.state().await.map_err(wrong)?;
    let made = metafield(&state).is_some();
    let writes = metafield(&state).and_then(|field| field["writes"].as_u64());
    // The first write came with the customization itself.
    Ok(about + writes.unwrap_or(0) - u64::from(made))
}

/// The table at checkout.
async fn table(fake: &AdminFake) -> Result<String, BenchError> {
    let state = fake.state().await.map_err(wrong)?;
    let value = metafield(&state).and_then(|field| field["value"].as_str());
    value
        .map(str::to_owned)
        .ok_or_else(|| BenchError::Wrong(format!("no table at checkout: {state}")))
}

fn metafield(state: &Value) -> Option<&Value> {
    let fields = state["metafields"].as_array()?;
    fields.iter().find(|field| field["key"] == KEY)
}

fn wrong(error: reqwest::Error) -> BenchError {
    BenchError::Wrong(format!("the fake Admin API: {error}"))
}
