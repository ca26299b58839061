//! Sends, kills, restarts, waits for rest, and hands both worlds to the verdict.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::story::{Delivery, Route, disturbed, stories};
use super::verdict::{Ledgers, Verdict};
use super::{CrashError, SHOP};
use crate::client::{Answer, Client, ClientError};
use crate::provider::Provider;
use crate::world::{Options, World};

/// Senders working at once.
const SENDERS: usize = 16;
/// Share of a provider's requests that fail after they were done.
const PROVIDER_FAILS: f64 = 0.10;
/// How long the outbox may take to drain after the last event.
const DRAIN: Duration = Duration::from_secs(300);

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Deliveries in all, three in thirteen of them duplicates (30% on top of the distinct ones).
    pub events: usize,
    /// SIGKILLs.
    pub kills: usize,
    /// Seed of histories, shuffling, kills and provider.
    pub seed: u64,
}

/// Runs a plan.
pub async fn run(plan: Plan) -> Result<Verdict, CrashError> {
    let now = jiff::Timestamp::now().as_millisecond();
    let distinct = (plan.events * 10).div_ceil(13);
    let facts = stories(distinct, plan.seed, now);
    let deliveries = disturbed(&facts, plan.events, plan.seed);
    let bar = ProgressBar::new((deliveries.len() + facts.len()) as u64);

    let provider = Provider::start(PROVIDER_FAILS, plan.seed).await?;
    let mut world = World::start(Options::default()).await?;
    let client = world.client(SHOP);
    install(&client, &provider).await?;
    let disturbance = disturb(&mut world, &client, deliveries, plan, &bar).await?;
    let crashed = drained(&client, &facts).await?;
    let effects = provider.effects();
    let unkeyed = provider.unkeyed();
    world.stop().await;

    let calm_provider = Provider::start(0.0, plan.seed).await?;
    let mut calm = World::start(Options::default()).await?;
    let calm_client = calm.client(SHOP);
    install(&calm_client, &calm_provider).await?;
    for delivery in &facts {
        acknowledged(&calm_client, delivery).await?;
        bar.inc(1);
    }
    let clean = Ledgers::read(&calm_client, &facts).await?;
    calm.stop().await;
    bar.finish_and_clear();

    Ok(Verdict::of(
        plan,
        disturbance,
        &crashed,
        &clean,
        &effects,
        unkeyed,
    ))
}

async fn install(client: &Client, provider: &Provider) -> Result<(), ClientError> {
    let settings = json!({
        "name": "Crash", "contact": "mailto:help@example.com", "zone": "America/Chicago",
        "installed_at": 0,
        "outbound": {"endpoint": provider.url(), "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
    });
    client.install(&settings).await.map(|_| ())
}

/// What happened on the way.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disturbance {
    /// Deliveries acknowledged.
    pub acknowledged: usize,
    /// Tries that failed and were repeated.
    pub retries: usize,
    /// Kills done.
    pub kills: usize,
}

/// Sends everything in parallel and kills the process group at random moments meanwhile.
async fn disturb(
    world: &mut World,
    client: &Client,
    deliveries: Vec<Delivery>,
    plan: Plan,
    bar: &ProgressBar,
) -> Result<Disturbance, CrashError> {
    let total = deliveries.len();
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let retries = Arc::new(AtomicUsize::new(0));
    let working = Arc::new(AtomicUsize::new(SENDERS));
    let queue = Arc::new(Mutex::new(deliveries.into_iter()));
    let mut senders = JoinSet::new();
    for _ in 0..SENDERS {
        let (client, queue, bar) = (client.clone(), Arc::clone(&queue), bar.clone());
        let (acknowledged, retries) = (Arc::clone(&acknowledged), Arc::clone(&retries));
        let working = Arc::clone(&working);
        senders.spawn(async move {
            let result: Result<(), CrashError> = async {
                loop {
                    let Some(delivery) = queue.lock().await.next() else {
                        return Ok(());
                    };
                    let tries = self::acknowledged(&client, &delivery).await?;
                    retries.fetch_add(tries - 1, Ordering::Relaxed);
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                    bar.inc(1);
                }
            }
            .await;
            working.fetch_sub(1, Ordering::Relaxed);
            result
        });
    }
    // Moments are drawn in acknowledged deliveries, so a slow machine is killed as often.
    let mut random = SmallRng::seed_from_u64(plan.seed ^ 0x0dead);
    let mut moments: Vec<usize> = (0..plan.kills)
        .map(|_| random.random_range(1..total.max(2)))
        .collect();
    moments.sort_unstable();
    let mut kills = 0;
    for moment in moments {
        while acknowledged.load(Ordering::Relaxed) < moment && working.load(Ordering::Relaxed) > 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        tokio::time::sleep(Duration::from_millis(random.random_range(0..40))).await;
        world.kill9().await;
        kills += 1;
        world.restart().await?;
    }
    while let Some(sender) = senders.join_next().await {
        sender.expect("a sender does not panic")?;
    }
    Ok(Disturbance {
        acknowledged: acknowledged.load(Ordering::Relaxed),
        retries: retries.load(Ordering::Relaxed),
        kills,
    })
}

/// Sends a delivery until it is acknowledged; answers how many tries that took.
async fn acknowledged(client: &Client, delivery: &Delivery) -> Result<usize, CrashError> {
    let mut tries = 1;
    loop {
        match send(client, delivery).await {
            Ok(answer) if answer.ok() => return Ok(tries),
            Ok(answer) if answer.status < 500 => {
                let topic = match delivery.route {
                    Route::Shopify(topic) => topic,
                    Route::Operations(source) => source,
                };
                return Err(CrashError::Refused {
                    topic: topic.to_owned(),
                    status: answer.status,
                    text: answer.text,
                });
            }
            // Nobody there, cut off, or the worker says the fault is its own: again.
            Ok(_) | Err(_) => tokio::time::sleep(Duration::from_millis(60)).await,
        }
        tries += 1;
    }
}

async fn send(client: &Client, delivery: &Delivery) -> Result<Answer, ClientError> {
    match delivery.route {
        Route::Shopify(topic) => {
            // The world's clock is real and ignores this; the trigger's time is what it sets.
            client
                .at(delivery.at)
                .webhook(topic, &delivery.id, &delivery.body)
                .await
        }
        Route::Operations(source) => {
            client
                .operations(source, &delivery.id, &delivery.body)
                .await
        }
    }
}

/// Waits until nothing waits to be sent, then reads all ledgers. Nothing is pushed: the alarms the
/// kills interrupted must do it.
async fn drained(client: &Client, facts: &[Delivery]) -> Result<Ledgers, CrashError> {
    let started = Instant::now();
    loop {
        let ledgers = Ledgers::read(client, facts).await?;
        let pending = ledgers.pending();
        if pending == 0 {
            return Ok(ledgers);
        }
        if started.elapsed() > DRAIN {
            return Err(CrashError::Restless {
                seconds: DRAIN.as_secs(),
                pending,
                example: ledgers.waiting().unwrap_or_default(),
            });
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}
