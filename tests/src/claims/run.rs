//! The oracle against the real worker: signed webhooks in, rendered pages out, judged at every instant.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::json;
use tokio::task::{JoinSet, LocalSet};

use super::MONDAY;
use super::generate::{History, history, instants};
use super::judge::{Claimed, judge};
use super::page::read;
use super::said::Said;
use crate::client::{Answer, Client, ClientError};
use crate::script::{DAY, HOUR, wire};
use crate::secrets::Secrets;
use crate::world::{Options, World, WorldError};

/// Why the oracle could not finish.
#[derive(Debug, thiserror::Error)]
pub enum OracleError {
    /// The worker did not start.
    #[error(transparent)]
    World(#[from] WorldError),
    /// A call failed.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A webhook of a well-formed history was not acknowledged.
    #[error("answered {status}: {reason}\n{topic}")]
    Unacknowledged {
        /// What was sent.
        topic: String,
        /// HTTP status.
        status: u16,
        /// Body of the answer.
        reason: String,
    },
}

/// What the oracle found.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Histories.
    pub histories: u64,
    /// Instants judged.
    pub instants: u64,
    /// Instants at which the page said more than the evidence.
    pub overclaims: u64,
    /// Instants at which it said less than the evidence requires.
    pub underclaims: u64,
    /// Hours in which our page claimed what had not happened.
    pub untrue_hours: f64,
    /// Hours in which Shopify's own status did.
    pub untrue_hours_native: f64,
    /// Pages on which somebody was said to be checking.
    pub checking: u64,
    /// What each claim was heard how often.
    pub heard: BTreeMap<Said, u64>,
    /// What was wrong, the same complaint counted once, with an example.
    pub complaints: BTreeMap<String, (u64, String)>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.histories += other.histories;
        self.instants += other.instants;
        self.overclaims += other.overclaims;
        self.underclaims += other.underclaims;
        self.untrue_hours += other.untrue_hours;
        self.untrue_hours_native += other.untrue_hours_native;
        self.checking += other.checking;
        for (said, count) in other.heard {
            *self.heard.entry(said).or_default() += count;
        }
        for (complaint, (count, example)) in other.complaints {
            self.complaints.entry(complaint).or_insert((0, example)).0 += count;
        }
    }

    /// Share of instants with an underclaim.
    pub fn underclaim_rate(&self) -> f64 {
        self.underclaims as f64 / self.instants.max(1) as f64
    }

    /// Untrue hours for a thousand orders: ours, and Shopify's own.
    pub fn untrue_per_1000(&self) -> (f64, f64) {
        let scale = 1000.0 / self.histories.max(1) as f64;
        (self.untrue_hours * scale, self.untrue_hours_native * scale)
    }

    /// The budgets of the oracle are kept.
    pub fn kept(&self) -> bool {
        self.histories >= 500
            && self.instants >= 5000
            && self.overclaims == 0
            && self.underclaim_rate() <= 0.01
            && self.untrue_hours == 0.0
    }

    /// The lines of the figures.
    pub fn lines(&self) -> String {
        let (ours, native) = self.untrue_per_1000();
        let mut text = String::new();
        for (name, value) in [
            ("claims.histories", self.histories.to_string()),
            ("claims.instants", self.instants.to_string()),
            ("claims.overclaims", self.overclaims.to_string()),
            (
                "claims.underclaim_rate",
                format!("{:.4}", self.underclaim_rate()),
            ),
            ("claims.untrue_hours_per_1000", format!("{ours:.0}")),
            (
                "claims.untrue_hours_per_1000_native",
                format!("{native:.0}"),
            ),
            ("claims.pages_checking", self.checking.to_string()),
        ] {
            let _ = writeln!(text, "{name}: {value}");
        }
        text
    }

    /// What was wrong, for people.
    pub fn complaints(&self) -> String {
        let mut text = String::new();
        for (complaint, (count, example)) in &self.complaints {
            let _ = writeln!(text, "  {count} × {complaint}\n      {example}");
        }
        text
    }
}

/// Shops the histories are spread over; within one, time only goes forward.
const SHOPS: u64 = 16;

/// Runs `histories` of them through a fresh worker; `first` is the first seed.
pub async fn oracle(first: u64, histories: u64) -> Result<Tally, OracleError> {
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await?;
    let (tally, failed) = LocalSet::new()
        .run_until(watch_all(&world, first, histories))
        .await;
    world.stop().await;
    match failed {
        Some(error) => Err(error),
        None => Ok(tally),
    }
}

/// Watches every shop at once.
async fn watch_all(world: &World, first: u64, histories: u64) -> (Tally, Option<OracleError>) {
    let mut shops = JoinSet::new();
    for shop in 0..SHOPS {
        let all: Vec<History> = (first..first + histories)
            .filter(|seed| seed % SHOPS == shop)
            .map(|seed| history(seed, MONDAY))
            .collect();
        let client = world.client(&format!("claims-{shop}.myshopify.com"));
        let secrets = world.secrets().clone();
        let by_projection = shop % 8 == 0;
        shops.spawn_local(
            async move { Watch::new(client, secrets, all, by_projection).run().await },
        );
    }
    let mut tally = Tally::default();
    let mut failed = None;
    while let Some(done) = shops.join_next().await {
        match done {
            Ok(Ok(one)) => tally.add(one),
            Ok(Err(error)) => failed = Some(error),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    (tally, failed)
}

/// One shop and its orders.
struct Watch {
    client: Client,
    secrets: Secrets,
    orders: Vec<Watched>,
    /// Pages are read from the projection, not from the ledger.
    by_projection: bool,
}

struct Watched {
    history: History,
    delivered: BTreeSet<usize>,
    copies: BTreeMap<usize, u32>,
    /// Since when which claims are shown, and of which parcels.
    shown: Option<(i64, Vec<Claimed>)>,
}

impl Watch {
    fn new(client: Client, secrets: Secrets, histories: Vec<History>, by_projection: bool) -> Self {
        let orders = histories
            .into_iter()
            .map(|history| Watched {
                history,
                delivered: BTreeSet::new(),
                copies: BTreeMap::new(),
                shown: None,
            })
            .collect();
        Self {
            client,
            secrets,
            orders,
            by_projection,
        }
    }

    async fn run(mut self) -> Result<Tally, OracleError> {
        let settings = json!({
            "name": "Claims shop",
            "contact": "mailto:help@example.com",
            "zone": "America/Sao_Paulo",
            "installed_at": MONDAY - DAY,
        });
        self.client.at(MONDAY - DAY).install(&settings).await?;
        let mut agenda: Vec<(i64, usize)> = Vec::new();
        for (index, watched) in self.orders.iter().enumerate() {
            agenda.extend(instants(&watched.history).into_iter().map(|at| (at, index)));
        }
        agenda.sort_unstable();
        let mut tally = Tally {
            histories: self.orders.len() as u64,
            ..Tally::default()
        };
        for (now, order) in agenda {
            self.deliver(order, now).await?;
            self.look(order, now, &mut tally).await?;
        }
        for watched in &mut self.orders {
            let ends = watched.history.ends;
            watched.count_untrue(ends, &mut tally);
            tally.untrue_hours_native += watched.history.truth.native_untrue_hours(ends);
        }
        Ok(tally)
    }

    /// Sends every report of the order that arrives at `now`.
    async fn deliver(&mut self, order: usize, now: i64) -> Result<(), OracleError> {
        let Some(watched) = self.orders.get_mut(order) else {
            return Ok(());
        };
        let due: Vec<usize> = watched
            .history
            .script
            .arrivals()
            .into_iter()
            .filter(|&(at, _)| at == now)
            .map(|(_, index)| index)
            .collect();
        for index in due {
            let copy = watched.copies.entry(index).or_default();
            *copy += 1;
            // A redelivery repeats the delivery's id; a second subscription has one of its own.
            let generation = if copy.is_multiple_of(2) {
                *copy - 1
            } else {
                *copy
            };
            let requests = wire::requests(&watched.history.script, index);
            for (part, request) in requests.iter().enumerate() {
                let delivery = format!(
                    "{}-{index}-{part}-{generation}",
                    watched.history.script.order.id
                );
                let client = self.client.at(now);
                let answer = wire::deliver(&client, &self.secrets, request, &delivery).await?;
                if !answer.ok() {
                    return Err(OracleError::Unacknowledged {
                        topic: format!("{:?} {}", request.route, request.body),
                        status: answer.status,
                        reason: answer.text,
                    });
                }
            }
            watched.delivered.insert(index);
        }
        Ok(())
    }

    async fn look(&mut self, order: usize, now: i64, tally: &mut Tally) -> Result<(), OracleError> {
        let Some(watched) = self.orders.get_mut(order) else {
            return Ok(());
        };
        let client = self.client.at(now);
        let id = watched.history.script.order.id.to_string();
        let page = if self.by_projection {
            // The sweep fires what is due and projects it; the reader takes what lies in KV.
            patiently(async || client.tick().await).await?;
            patiently(async || answered(client.page(&id).await?)).await?
        } else {
            // A reader who has seen more than KV holds: the ledger answers, firing what is due.
            let path = format!("/o/{}?seen={}", client.link_token(&id), u32::MAX);
            patiently(async || answered(client.get(&path, &[]).await?)).await?
        };
        if page.status == 404 && watched.delivered.is_empty() {
            // Its first report is still on its way to us.
            return Ok(());
        }
        let page = page.expect_ok()?;
        let seen = read(&page.text);
        let verdict = judge(&watched.history, &seen, &watched.delivered, now);
        tally.instants += 1;
        tally.overclaims += u64::from(!verdict.over.is_empty());
        tally.underclaims += u64::from(!verdict.under.is_empty());
        let checking = seen
            .rest
            .iter()
            .any(|text| super::words::hear(text).contains(&Said::Checking));
        tally.checking += u64::from(checking);
        for (kind, complaints) in [("over", &verdict.over), ("under", &verdict.under)] {
            for complaint in complaints {
                let scenario = watched.history.scenario;
                let key: String = complaint.chars().filter(|c| !c.is_ascii_digit()).collect();
                let example = format!(
                    "seed {} order {} at {now}: {complaint}",
                    watched.history.seed, watched.history.script.order.id
                );
                tally
                    .complaints
                    .entry(format!("{kind} {scenario:?}: {key}"))
                    .or_insert((0, example))
                    .0 += 1;
            }
        }
        watched.count_untrue(now, tally);
        for said in verdict.claimed.iter().flat_map(|(_, said)| said) {
            *tally.heard.entry(*said).or_default() += 1;
        }
        watched.shown = Some((now, verdict.claimed));
        Ok(())
    }
}

/// Tries again after a failure of the server, as every sender does.
async fn patiently<T>(ask: impl AsyncFn() -> Result<T, ClientError>) -> Result<T, ClientError> {
    for _ in 0..8 {
        match ask().await {
            Ok(answer) => return Ok(answer),
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(500)).await,
        }
    }
    ask().await
}

/// An answer, or an error where the server failed.
fn answered(answer: Answer) -> Result<Answer, ClientError> {
    if answer.status < 500 {
        return Ok(answer);
    }
    answer.expect_ok()
}

impl Watched {
    /// Adds the hours since the last look in which a claim then shown had not happened.
    fn count_untrue(&mut self, now: i64, tally: &mut Tally) {
        let Some((since, claims)) = self.shown.take() else {
            return;
        };
        for (parcels, claimed) in &claims {
            let untrue = claimed
                .iter()
                .filter(|said| said.height() > 0)
                .map(|said| {
                    // True of a group as soon as it is true of something in it.
                    let happened = parcels
                        .iter()
                        .filter_map(|parcel| self.history.truth.since(*parcel, *said))
                        .min()
                        .unwrap_or(i64::MAX);
                    happened.min(now) - since
                })
                .max()
                .unwrap_or(0)
                .max(0);
            tally.untrue_hours += untrue as f64 / HOUR as f64;
            if untrue > 0 {
                let key = format!("untrue {:?}: {claimed:?}", self.history.scenario);
                let example = format!("seed {} at {since}", self.history.seed);
                tally.complaints.entry(key).or_insert((0, example)).0 += 1;
            }
        }
    }
}
