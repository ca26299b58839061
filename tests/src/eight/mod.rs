//! Eight real-life histories in which Shopify's own status misleads, told to a real worker and read from
//! its pages: what makes `docs/eight-stories.md`.
//!
//! In scope: the histories ([`tales`]) and the page of them ([`write()`]). What is read is what a shopper
//! and a merchant read: the rendered words, at each instant, after the deadlines before it.

mod tales;
mod write;

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::client::{Client, ClientError};
use crate::payloads::aftership::Tracking;
use crate::script::wire::{deliver, requests};
use crate::script::{DAY, HOUR, Script};
use crate::world::{Options, World, WorldError};

pub use write::write;

/// The zone all stories happen in.
pub const ZONE: &str = "America/Chicago";
/// Signs what AfterShip tells, in the one story it has a part in.
const SECRET: &str = "the-secret-of-the-eighth-story";

/// One history.
pub struct Story {
    /// Its name.
    pub title: &'static str,
    /// How it comes about, for a merchant.
    pub before: &'static str,
    /// What to take from it.
    pub after: &'static str,
    /// The order it is about.
    pub script: Script,
    /// Other orders of the shop, by which its sources are known to report.
    pub others: Vec<Script>,
    /// What AfterShip tells of it, by instant and event.
    pub relayed: Vec<(i64, Tracking, &'static str)>,
    /// When to look, and what has just happened.
    pub moments: Vec<(i64, &'static str)>,
}

/// What is to be read of a story.
pub struct Reading {
    /// One row an instant.
    pub rows: Vec<Row>,
    /// Spans in which Shopify's word was untrue, in milliseconds.
    pub untrue: i64,
    /// The evidence at the end: when, what, who, how well proved.
    pub evidence: Vec<[String; 4]>,
}

/// What is to be read at one instant.
pub struct Row {
    /// The instant.
    pub at: i64,
    /// What has just happened.
    pub what: &'static str,
    /// What Shopify's own page says.
    pub native: &'static str,
    /// It claims a movement nobody reported.
    pub untrue: bool,
    /// The one plain sentence of ours.
    pub headline: String,
    /// What stands below it.
    pub detail: Vec<String>,
    /// Open exceptions in the merchant's words: what, whose, due.
    pub open: Vec<[String; 3]>,
}

/// What can go wrong on the way.
#[derive(Debug, thiserror::Error)]
pub enum StoryError {
    /// No worker.
    #[error(transparent)]
    World(#[from] WorldError),
    /// A refused or failed call.
    #[error(transparent)]
    Client(#[from] ClientError),
}

/// Tells all eight to a fresh worker and reads them.
pub async fn told() -> Result<Vec<(Story, Reading)>, StoryError> {
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await?;
    let mut told = Vec::new();
    for (number, story) in tales::all().into_iter().enumerate() {
        let client = world.client(&format!("story-{}.myshopify.com", number + 1));
        let reading = tell(&world, &client, &story).await?;
        told.push((story, reading));
    }
    world.stop().await;
    Ok(told)
}

async fn tell(world: &World, client: &Client, story: &Story) -> Result<Reading, StoryError> {
    let installed = story.script.order.placed - 30 * DAY;
    let mut settings = json!({"name": "Acme", "zone": ZONE, "contact": "mailto:help@acme.example"});
    if !story.relayed.is_empty() {
        settings["aftership"] = json!({"api_key": "key", "webhook_secret": SECRET});
    }
    client.at(installed).install(&settings).await?;
    let mut agenda: Vec<(i64, Event<'_>)> = Vec::new();
    for script in story.others.iter().chain([&story.script]) {
        let arrivals = script.arrivals().into_iter();
        agenda.extend(arrivals.map(|(at, index)| (at, Event::Told(script, index))));
    }
    let relayed = story.relayed.iter();
    agenda.extend(relayed.map(|(at, tracking, event)| (*at, Event::Relayed(tracking, event))));
    agenda.extend(
        story
            .moments
            .iter()
            .map(|(at, what)| (*at, Event::Look(what))),
    );
    // Of one instant, what is told comes before the look.
    agenda.sort_by_key(|(at, event)| (*at, matches!(event, Event::Look(_))));
    let order = story.script.order.id.to_string();
    let mut rows = Vec::new();
    let mut last = Value::Null;
    for (now, event) in agenda {
        let client = client.at(now);
        match event {
            Event::Told(script, index) => {
                for (part, request) in requests(script, index).iter().enumerate() {
                    let delivery = format!("{}-{index}-{part}-{now}", script.order.id);
                    let answer = deliver(&client, world.secrets(), request, &delivery).await?;
                    answer.expect_ok()?;
                }
            }
            Event::Relayed(tracking, event) => {
                let body = tracking.body(event, now);
                client.aftership(SECRET, &body).await?.expect_ok()?;
            }
            Event::Look(what) => {
                client.tick().await?;
                let page = client.page_json(&order).await?;
                let trace = client.admin(&format!("/admin/orders/{order}")).await?;
                rows.push(row(now, what, &page, &trace.expect_ok()?.text));
                last = page;
            }
        }
        if !matches!(event, Event::Look(_)) {
            client.tick().await?;
        }
    }
    let end = rows.last().map_or(0, |row: &Row| row.at);
    Ok(Reading {
        untrue: spans(&last)
            .map(|(from, until)| (until.min(end) - from).max(0))
            .sum(),
        evidence: evidence(&last),
        rows,
    })
}

enum Event<'a> {
    Told(&'a Script, usize),
    Relayed(&'a Tracking, &'static str),
    Look(&'static str),
}

fn row(at: i64, what: &'static str, page: &Value, trace: &str) -> Row {
    let words = &page["page"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut detail: Vec<String> = [&words["detail"], &words["expected"]]
        .into_iter()
        .filter_map(text)
        .collect();
    let parcels = words["parcels"].as_array().map_or(&[][..], Vec::as_slice);
    if parcels.len() > 1 {
        detail.extend(parcels.iter().map(|parcel| {
            let part = |name: &str| text(&parcel[name]).unwrap_or_default();
            format!(
                "{}: {} {}",
                part("heading"),
                part("headline"),
                part("detail")
            )
            .trim()
            .to_owned()
        }));
    }
    Row {
        at,
        what,
        native: native(
            page["view"]["native"]["status"]
                .as_str()
                .unwrap_or_default(),
        ),
        untrue: spans(page).any(|(from, until)| from <= at && at < until),
        headline: text(&words["headline"]).unwrap_or_default(),
        detail,
        open: open(trace),
    }
}

/// What Shopify's own order status page tells the shopper of a status of its.
fn native(status: &str) -> &'static str {
    match status {
        "unfulfilled" => "Confirmed",
        "partially_fulfilled" => "Partially fulfilled — on its way",
        "fulfilled" => "Fulfilled — on its way",
        "carrier_picked_up" | "in_transit" => "On its way",
        "out_for_delivery" => "Out for delivery",
        "attempted_delivery" => "Attempted delivery",
        "delivered" => "Delivered",
        "cancelled" => "Cancelled",
        _ => "Confirmed",
    }
}

/// Spans in which Shopify's word was untrue; one that still runs has no end.
fn spans(page: &Value) -> impl Iterator<Item = (i64, i64)> + '_ {
    let spans = page["view"]["native"]["untrue"]
        .as_array()
        .into_iter()
        .flatten();
    spans.map(|span| {
        let from = span[0].as_i64().unwrap_or_default();
        (from, span[1].as_i64().unwrap_or(i64::MAX))
    })
}

fn evidence(page: &Value) -> Vec<[String; 4]> {
    let parcels = page["page"]["parcels"].as_array().into_iter().flatten();
    parcels
        .flat_map(|parcel| parcel["evidence"].as_array().into_iter().flatten())
        .map(|row| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            [
                text(&row["time"]["text"]),
                text(&row["what"]),
                text(&row["who"]),
                text(&row["grade"]),
            ]
        })
        .collect()
}

/// The open exceptions as the merchant's trace shows them: title, whose it is, when due.
fn open(trace: &str) -> Vec<[String; 3]> {
    let select = |css: &str| Selector::parse(css).expect("a constant selector");
    let html = Html::parse_document(trace);
    let (title, term, value) = (select("h3"), select("dt"), select("dd"));
    html.select(&select("article.exception[data-open]"))
        .map(|article| {
            let heading = article.select(&title).next();
            let own = heading.and_then(|heading| heading.text().next());
            let property = |name: &str| {
                let at = article
                    .select(&term)
                    .position(|dt| dt.text().collect::<String>().starts_with(name))?;
                Some(article.select(&value).nth(at)?.text().collect::<String>())
            };
            [
                own.unwrap_or_default().to_owned(),
                property("Owner").unwrap_or_default(),
                property("Due").unwrap_or_default(),
            ]
        })
        .collect()
}

/// Hours and minutes for people: `47 h`, `40 min`.
pub fn span(millis: i64) -> String {
    match millis {
        ..HOUR => format!("{} min", millis / 60_000),
        _ => format!("{} h", millis / HOUR),
    }
}
