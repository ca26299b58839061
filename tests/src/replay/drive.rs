//! Sends the steps of all orders under one driven clock.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use contract::view::OrderStatusView;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::outcome::{Outcome, Shown};
use super::plan::{Route, Step, steps};
use super::{ReplayError, SHOP};
use crate::client::{Answer, Client, ClientError};
use crate::orders_file::OrdersFile;
use crate::payloads::ZONE;
use crate::world::World;

/// Requests under way at once.
const PARALLEL: usize = 24;
/// Tries of one request before the replay gives up.
const TRIES: u32 = 6;
/// Twenty-four hours in milliseconds: how often all shards are told the time.
const DAY: i64 = 86_400_000;

/// One order's steps of one day, in sequence.
struct Chain(Vec<Step>);

/// Replays a file and reads every order's page at its last instant.
pub async fn drive(world: &World, file: &OrdersFile) -> Result<Outcome, ReplayError> {
    let client = world.client(SHOP);
    let mut outcome = Outcome::default();
    let Some(first) = file.rows.iter().map(|row| row.purchased).min() else {
        return Ok(outcome);
    };
    client
        .at(first)
        .install(&json!({"name": "Replay", "contact": "mailto:help@example.com", "zone": ZONE}))
        .await?;
    let mut days: BTreeMap<i64, BTreeMap<usize, Vec<Step>>> = BTreeMap::new();
    let mut total = 0;
    for (position, row) in file.rows.iter().enumerate() {
        for step in steps(row, position, file.last) {
            total += 1;
            let day = step.at.div_euclid(DAY);
            days.entry(day)
                .or_default()
                .entry(position)
                .or_default()
                .push(step);
        }
    }
    let bar = bar(total + file.rows.len() as u64);
    let gate = Arc::new(Semaphore::new(PARALLEL));
    for (day, orders) in days {
        let mut chains: Vec<Chain> = orders.into_values().map(Chain).collect();
        chains.sort_by_key(|chain| chain.0.first().map(|step| step.at));
        bar.set_message(
            crate::payloads::iso(day * DAY, "UTC")
                .chars()
                .take(10)
                .collect::<String>(),
        );
        let mut running: JoinSet<Result<Vec<Answer>, ClientError>> = JoinSet::new();
        for chain in chains {
            let permit = Arc::clone(&gate).acquire_owned().await;
            let (client, bar) = (client.clone(), bar.clone());
            running.spawn(async move {
                let _permit = permit;
                let mut answers = Vec::with_capacity(chain.0.len());
                for step in &chain.0 {
                    answers.push(send(&client.at(step.at), step).await?);
                    bar.inc(1);
                }
                Ok(answers)
            });
        }
        while let Some(done) = running.join_next().await {
            for answer in done.expect("a chain does not panic")? {
                outcome.sent += 1;
                if !answer.ok() {
                    let reason = format!("{} {}", answer.status, answer.text.trim());
                    *outcome.refused.entry(reason).or_default() += 1;
                }
            }
        }
        client.at(((day + 1) * DAY).min(file.last)).tick().await?;
    }
    client.at(file.last).tick().await?;
    read(&client.at(file.last), file, &gate, &bar, &mut outcome).await;
    bar.finish_and_clear();
    Ok(outcome)
}

/// Sends one step; retries while nobody answers or the worker says the fault is its own.
async fn send(client: &Client, step: &Step) -> Result<Answer, ClientError> {
    let mut tries = 1;
    loop {
        let answer = match &step.route {
            Route::Shopify(topic) => client.webhook(topic, &step.delivery, &step.body).await,
            Route::Operations(source) => {
                client.operations(source, &step.delivery, &step.body).await
            }
        };
        match answer {
            Ok(answer) if answer.status < 500 || tries >= TRIES => return Ok(answer),
            Err(error) if tries >= TRIES => return Err(error),
            _ => {}
        }
        tokio::time::sleep(Duration::from_millis(100 << tries)).await;
        tries += 1;
    }
}

/// Reads every order's page.
async fn read(
    client: &Client,
    file: &OrdersFile,
    gate: &Arc<Semaphore>,
    bar: &ProgressBar,
    outcome: &mut Outcome,
) {
    bar.set_message("reading the pages");
    let mut running = JoinSet::new();
    for (position, row) in file.rows.iter().enumerate() {
        let permit = Arc::clone(gate).acquire_owned().await;
        let (client, bar, order) = (client.clone(), bar.clone(), row.number.to_string());
        running.spawn(async move {
            let _permit = permit;
            let shown = client
                .page_json(&order)
                .await
                .map_err(|error| error.to_string())
                .and_then(|page| shown(&page));
            bar.inc(1);
            (position, shown)
        });
    }
    outcome.shown.resize_with(file.rows.len(), || None);
    while let Some(done) = running.join_next().await {
        let (position, shown) = done.expect("reading a page does not panic");
        match shown {
            Ok(shown) => outcome.shown[position] = Some(shown),
            Err(reason) => {
                outcome
                    .unread
                    .push(format!("line {}: {reason}", file.rows[position].line));
            }
        }
    }
}

/// What a page's JSON shows.
pub fn shown(page: &Value) -> Result<Shown, String> {
    let view: OrderStatusView =
        serde_json::from_value(page["view"].clone()).map_err(|error| format!("view: {error}"))?;
    let words = &page["page"];
    let headline = words["headline"]
        .as_str()
        .ok_or("the page has no headline")?;
    let text = match words["detail"].as_str() {
        Some(detail) => format!("{headline} {detail}"),
        None => headline.to_owned(),
    };
    let claim = words["claim"].as_str().unwrap_or_default().to_owned();
    Ok(Shown { view, claim, text })
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let style =
        ProgressStyle::with_template("{msg:>17} {wide_bar} {pos}/{len} {per_sec} {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
