//! The oracle against the real worker: signed webhooks in, rendered pages out, judged at every instant.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use contract::block::BlockView;
use serde_json::json;
use tokio::task::{JoinSet, LocalSet};

use super::MONDAY;
use super::block;
use super::generate::{History, history, instants};
use super::judge::{Claimed, Grounds, Verdict, judge};
use super::kind::{Kinds, Spoken, kind};
use super::page::read;
use super::tally::Tally;
use super::words::TAGS;
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

/// Shops the histories are spread over; within one, time only goes forward.
const SHOPS: u64 = 16;

/// Of looks whose kind was met before, each so manieth is read in another language all the same.
const SAMPLED: u64 = 25;

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
    let kinds = Rc::new(RefCell::new(Kinds::new()));
    for shop in 0..SHOPS {
        let all: Vec<History> = (first..first + histories)
            .filter(|seed| seed % SHOPS == shop)
            .map(|seed| history(seed, MONDAY))
            .collect();
        let client = world.client(&format!("claims-{shop}.myshopify.com"));
        let secrets = world.secrets().clone();
        let by_projection = shop % 8 == 0;
        let kinds = Rc::clone(&kinds);
        shops.spawn_local(async move {
            Watch::new(client, secrets, all, by_projection, kinds)
                .run()
                .await
        });
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
    /// Shared by all shops.
    kinds: Rc<RefCell<Kinds>>,
}

struct Watched {
    history: Arc<History>,
    delivered: BTreeSet<usize>,
    copies: BTreeMap<usize, u32>,
    /// Since when which claims are shown, and of which parcels.
    shown: Option<(i64, Vec<Claimed>)>,
}

impl Watch {
    fn new(
        client: Client,
        secrets: Secrets,
        histories: Vec<History>,
        by_projection: bool,
        kinds: Rc<RefCell<Kinds>>,
    ) -> Self {
        let orders = histories
            .into_iter()
            .map(|history| Watched {
                history: Arc::new(history),
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
            kinds,
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
        let Some(watched) = self.orders.get(order) else {
            return Ok(());
        };
        if self.by_projection {
            // The sweep fires what is due and projects it; the reader takes what lies in KV.
            let client = self.client.at(now);
            patiently(async || client.tick().await).await?;
        }
        let [english, others @ ..] = TAGS;
        let Some(page) = self.page(watched, now, english).await? else {
            return Ok(());
        };
        let (verdict, kind) = watched.judged(page, now).await;
        let known = self.kinds.borrow().get(&kind).cloned();
        let spoken = match known {
            Some(mut known) => {
                // That looks of one kind are alike is tried out: some are read all the same.
                if tally.instants.is_multiple_of(SAMPLED) {
                    let which = (tally.instants / SAMPLED) as usize % others.len();
                    let again = others.iter().zip(&mut known).nth(which);
                    if let Some((lang, (_, verdict))) = again {
                        let page = self.page(watched, now, lang).await?.unwrap_or_default();
                        tally.pages += 1;
                        *verdict = watched.judged(page, now).await.0;
                    }
                }
                known
            }
            None => {
                let mut spoken = Vec::new();
                for lang in others {
                    let page = self.page(watched, now, lang).await?.unwrap_or_default();
                    tally.pages += 1;
                    spoken.push((format!("page {lang}"), watched.judged(page, now).await.0));
                }
                spoken.extend(self.block(watched, now).await?);
                tally.kinds += 1;
                self.kinds.borrow_mut().insert(kind, spoken.clone());
                spoken
            }
        };
        tally.instants += 1;
        tally.pages += 1;
        tally.checking += u64::from(verdict.checking);
        let example = format!(
            "seed {} order {} at {now}",
            watched.history.seed, watched.history.script.order.id
        );
        let scenario = watched.history.scenario;
        tally.judged(&verdict, &format!("page en {scenario:?}"), &example);
        for (surface, verdict) in &spoken {
            tally.blocks += u64::from(surface.starts_with("block"));
            tally.judged(verdict, &format!("{surface} {scenario:?}"), &example);
        }
        for said in verdict.claimed.iter().flat_map(|(_, said)| said) {
            *tally.heard.entry(*said).or_default() += 1;
        }
        if let Some(watched) = self.orders.get_mut(order) {
            watched.count_untrue(now, tally);
            watched.shown = Some((now, verdict.claimed));
        }
        Ok(())
    }

    /// The verdicts on the order's block, in each language it has room for.
    async fn block(&self, watched: &Watched, now: i64) -> Result<Spoken, OracleError> {
        let order = watched.history.script.order.id;
        let path = format!("/dev/{}/block/{order}", self.client.shop());
        let client = self.client.at(now);
        let answer = patiently(async || answered(client.get(&path, &[]).await?)).await?;
        let view: BlockView = answer.json()?;
        let grounds = Grounds::of(&watched.history, &watched.delivered, now);
        Ok(TAGS
            .into_iter()
            .filter_map(|lang| {
                let verdict = judge(&watched.history, &block::read(&view, lang)?, &grounds);
                Some((format!("block {lang}"), verdict))
            })
            .collect())
    }

    /// The page of an order in a language; none while its first report is still on its way to us.
    async fn page(
        &self,
        watched: &Watched,
        now: i64,
        lang: &str,
    ) -> Result<Option<String>, OracleError> {
        let client = self.client.at(now);
        let token = client.link_token(&watched.history.script.order.id.to_string());
        let path = if self.by_projection {
            format!("/o/{token}?lang={lang}")
        } else {
            // A reader who has seen more than KV holds: the ledger answers, firing what is due.
            format!("/o/{token}?lang={lang}&seen={}", u32::MAX)
        };
        let page = patiently(async || answered(client.get(&path, &[]).await?)).await?;
        if page.status == 404 && watched.delivered.is_empty() {
            return Ok(None);
        }
        Ok(Some(page.expect_ok()?.text))
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
    /// Reads a page and judges it, beside everything else that is going on; with its kind.
    async fn judged(&self, page: String, now: i64) -> (Verdict, String) {
        let (history, delivered) = (Arc::clone(&self.history), self.delivered.clone());
        let judged = tokio::task::spawn_blocking(move || {
            let seen = read(&page);
            let grounds = Grounds::of(&history, &delivered, now);
            (judge(&history, &seen, &grounds), kind(&grounds, &seen))
        });
        match judged.await {
            Ok(judged) => judged,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

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
