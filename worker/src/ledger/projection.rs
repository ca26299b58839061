//! What the world must still be told: views to Workers KV, index deltas to the Shop, the outbox.
//!
//! The tables say what is owed (`dirty_*`, pending outbox rows); [`Flight`] only remembers what is
//! being told at this moment, so that one put a key is in flight and a failure waits before the
//! next try. A dead isolate forgets the flight and owes the same.

use std::collections::{HashMap, HashSet};

use contract::list::IndexRow;
use fulfillment::instant::{HOUR, MINUTE};
use fulfillment::{Instant, Observed};
use integrations::DirectoryLink;
use serde::{Deserialize, Serialize};

use super::state::{Stored, timeline};
use super::{Ledger, LedgerError, view_key};
use crate::outbox;
use crate::sql::{Arg, Sql};

/// An alarm follows every append at this distance, in case the object dies before it told the
/// world. Milliseconds.
pub(super) const SAFETY: i64 = 10_000;
/// KV takes one write a second of a key. Milliseconds.
const KEY_SPACING: i64 = 1_000;
/// A shard speaks to its Shop at most this often. Milliseconds.
const DELTA_SPACING: i64 = 1_000;
/// First wait after a failure; doubles up to a minute. Milliseconds.
const BACKOFF: i64 = 250;
/// Views planned at once, orders in one delta, effects sent at once.
const VIEWS: usize = 32;
const DELTA: i64 = 100;
const EFFECTS: i64 = 32;
/// Texts of views kept between an append and its put.
const TEXTS: usize = 64;
/// A sighting that grows by less is not worth telling.
const SIGHTING_GROWTH: i64 = HOUR;

/// One thing the shim must do and report.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Put a view (or delete it, without a body), then tell the order's sockets the version.
    View {
        /// Order.
        order: String,
        /// What to report back.
        rev: i64,
        /// State version, for the sockets.
        version: i64,
        /// KV key.
        key: String,
        /// The view's JSON.
        body: Option<String>,
    },
    /// Send an effect's key and attempt to the queue.
    Send {
        /// Effect.
        key: String,
        /// Attempt, from 1.
        attempt: i64,
    },
    /// Call the Shop's `apply`.
    Apply {
        /// The shop.
        shop: String,
        /// A [`Delta`].
        body: String,
    },
}

/// What a shard tells its Shop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delta {
    /// Myshopify domain.
    pub shop: String,
    /// Orders that changed.
    pub orders: Vec<OrderDelta>,
    /// Dead letters waiting in this shard.
    pub letters: i64,
    /// Sources this shard saw live.
    pub observed: Option<Observed>,
}

/// One order's change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderDelta {
    /// Order id.
    pub order: String,
    /// Revision: an older one never replaces a newer one.
    pub rev: i64,
    /// Its row in the list; `None` where there is nothing to list.
    pub row: Option<IndexRow>,
    /// All its other names.
    pub links: Vec<DirectoryLink>,
    /// Blind e-mail index; `None` removes it.
    pub blind: Option<String>,
}

/// What is being told at this moment. Times are the platform's clock, never the driven one.
#[derive(Default)]
pub(super) struct Flight {
    texts: HashMap<String, (i64, String)>,
    views: HashSet<String>,
    waiting: HashMap<String, Wait>,
    delta: Option<Vec<(String, i64)>>,
    delta_wait: Wait,
    observed: Option<Observed>,
    observed_told: bool,
    letters: bool,
    later: Option<i64>,
}

#[derive(Clone, Copy, Default)]
struct Wait {
    failures: u32,
    until: i64,
}

impl Wait {
    fn failed(self, clock: i64) -> Self {
        let failures = self.failures.saturating_add(1);
        let wait = BACKOFF.saturating_mul(1 << failures.min(8)).min(MINUTE);
        Self {
            failures,
            until: clock + wait,
        }
    }
}

impl Flight {
    /// Keeps a view's text for the put that follows.
    pub fn keep(&mut self, order: &str, rev: i64, text: String) {
        if self.texts.len() >= TEXTS {
            self.texts.clear();
        }
        self.texts.insert(order.to_owned(), (rev, text));
    }

    fn wait_until(&mut self, at: i64) {
        self.later = Some(self.later.map_or(at, |later| later.min(at)));
    }

    /// The number of dead letters changed: the Shop's list shows it.
    pub fn tell_letters(&mut self) {
        self.letters = true;
    }

    /// Drops texts that may no longer be what the tables say.
    pub fn forget_texts(&mut self) {
        self.texts.clear();
    }
}

impl<S: Sql> Ledger<S> {
    /// Keeps what a turn showed of live sources; written with the next plan, not in the append.
    pub(super) fn learn(&mut self, observed: Observed) {
        // Coarse on purpose: what is kept in memory is what the tables will say after a restart.
        if let Some(known) = &mut self.known
            && let Some((policy, _)) = &mut known.policy
            && worth_telling(&policy.observed, &observed)
        {
            self.flight.observed = Some(observed.clone());
            self.flight.observed_told = false;
            known.observed = observed.clone();
            policy.observed = observed;
        }
    }

    /// Plans what can be told now. Runs in a transaction: an effect's lease is written here.
    ///
    /// # Errors
    /// Storage failed; nothing was planned.
    pub fn plan(&mut self, now: Instant, clock: i64, all: bool) -> Result<Vec<Job>, LedgerError> {
        let mut jobs = Vec::new();
        self.flight.later = None;
        if self.known()?.settings.is_none() {
            return Ok(jobs);
        }
        self.keep_observed()?;
        self.plan_views(clock, all, &mut jobs)?;
        self.plan_delta(now, clock, all, &mut jobs)?;
        if self.settings()?.channel().is_some() {
            let lease = outbox::lease(self.development);
            for (key, attempt) in outbox::due(&self.sql, now, lease, EFFECTS)? {
                jobs.push(Job::Send { key, attempt });
            }
        }
        Ok(jobs)
    }

    fn plan_views(
        &mut self,
        clock: i64,
        all: bool,
        jobs: &mut Vec<Job>,
    ) -> Result<(), LedgerError> {
        let room = VIEWS.saturating_sub(self.flight.views.len());
        let rows = self.sql.read(
            "SELECT id, rev, version, dirty_view FROM orders WHERE dirty_view <> 0 LIMIT 500",
            &[],
        )?;
        let settings = self.settings()?;
        let mut planned = 0;
        for row in &rows {
            if planned == room {
                break;
            }
            let order = row.text(0)?;
            let wait = self.flight.waiting.get(order).copied().unwrap_or_default();
            if wait.until > clock && !(all && wait.failures == 0) {
                self.flight.wait_until(wait.until);
                continue;
            }
            if self.flight.views.contains(order) {
                continue;
            }
            let rev = row.number(1)?;
            let body = match (row.number(3)?, self.flight.texts.remove(order)) {
                (2, _) => None,
                (_, Some((kept, text))) if kept == rev => Some(text),
                _ => {
                    let stored = Stored::read(&self.sql, order)?;
                    let wake = stored.next_wake.map(Instant);
                    let timeline = timeline(&stored.facts);
                    let view = contract::project(order, &timeline, &settings.face(), wake);
                    Some(serde_json::to_string(&view)?)
                }
            };
            self.flight.views.insert(order.to_owned());
            planned += 1;
            jobs.push(Job::View {
                order: order.to_owned(),
                rev,
                version: row.number(2)?,
                key: view_key(&settings.shop, order),
                body,
            });
        }
        Ok(())
    }

    /// Takes the outcome of a put or delete. The dirty flag falls only for what was confirmed.
    ///
    /// # Errors
    /// Storage failed; the view stays owed.
    pub fn told_view(
        &mut self,
        order: &str,
        rev: i64,
        ok: bool,
        clock: i64,
    ) -> Result<(), LedgerError> {
        self.flight.views.remove(order);
        if self.flight.waiting.len() > 4096 {
            self.flight.waiting.retain(|_, wait| wait.until > clock);
        }
        if !ok {
            let wait = self.flight.waiting.entry(order.to_owned()).or_default();
            *wait = wait.failed(clock);
            return Ok(());
        }
        let wait = Wait {
            failures: 0,
            until: clock + KEY_SPACING,
        };
        self.flight.waiting.insert(order.to_owned(), wait);
        let args = [Arg::Text(order), Arg::Number(rev)];
        self.sql.write(
            "UPDATE orders SET dirty_view = 0 WHERE id = ?1 AND rev = ?2",
            &args,
        )?;
        self.sql.write(
            "DELETE FROM orders WHERE id = ?1 AND rev = ?2 AND redacted = 2",
            &args,
        )?;
        Ok(())
    }

    fn plan_delta(
        &mut self,
        now: Instant,
        clock: i64,
        all: bool,
        jobs: &mut Vec<Job>,
    ) -> Result<(), LedgerError> {
        let wait = self.flight.delta_wait;
        if wait.until > clock && !(all && wait.failures == 0) {
            self.flight.wait_until(wait.until);
            return Ok(());
        }
        if self.flight.delta.is_some() {
            return Ok(());
        }
        let rows = self.sql.read(
            "SELECT id FROM orders WHERE dirty_index <> 0 LIMIT ?1",
            &[Arg::Number(DELTA)],
        )?;
        let news = self.flight.observed.is_some() && !self.flight.observed_told;
        if rows.is_empty() && !news && !self.flight.letters {
            return Ok(());
        }
        let settings = self.settings()?;
        let mut orders = Vec::new();
        for row in &rows {
            let order = row.text(0)?;
            let stored = Stored::read(&self.sql, order)?;
            let timeline = timeline(&stored.facts);
            let wake = stored.next_wake.map(Instant);
            let listed = stored.redacted < 2 && !stored.facts.is_empty();
            orders.push(OrderDelta {
                order: order.to_owned(),
                rev: stored.rev,
                row: listed.then(|| {
                    let view = contract::project(order, &timeline, &settings.face(), wake);
                    contract::index_row(&view, now)
                }),
                links: serde_json::from_str(&stored.links)?,
                blind: stored.blind,
            });
        }
        let owed = orders
            .iter()
            .map(|delta| (delta.order.clone(), delta.rev))
            .collect();
        let delta = Delta {
            shop: settings.shop.clone(),
            orders,
            letters: crate::letters::count(&self.sql)?,
            observed: self.flight.observed.clone().filter(|_| news),
        };
        self.flight.delta = Some(owed);
        self.flight.observed_told |= news;
        self.flight.letters = false;
        jobs.push(Job::Apply {
            shop: settings.shop,
            body: serde_json::to_string(&delta)?,
        });
        Ok(())
    }

    /// Takes the outcome of the Shop's `apply`.
    ///
    /// # Errors
    /// Storage failed; the delta stays owed.
    pub fn told_delta(&mut self, ok: bool, clock: i64) -> Result<(), LedgerError> {
        let owed = self.flight.delta.take().unwrap_or_default();
        if !ok {
            self.flight.delta_wait = self.flight.delta_wait.failed(clock);
            self.flight.observed_told = false;
            self.flight.letters = true;
            return Ok(());
        }
        self.flight.delta_wait = Wait {
            failures: 0,
            until: clock + DELTA_SPACING,
        };
        if !owed.is_empty() {
            self.sql.write(
                "UPDATE orders SET dirty_index = 0 WHERE (id, rev) IN \
                 (SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?1))",
                &[Arg::Text(&serde_json::to_string(&owed)?)],
            )?;
        }
        Ok(())
    }

    /// Takes the outcome of a queue send: one that failed is tried again soon.
    ///
    /// # Errors
    /// Storage failed; the lease's end brings it back.
    pub fn told_send(
        &mut self,
        now: Instant,
        key: &str,
        attempt: i64,
        ok: bool,
    ) -> Result<(), LedgerError> {
        if !ok {
            outbox::release(&self.sql, key, attempt, now)?;
        }
        Ok(())
    }

    /// When something must be done next: `(deadlines and effects, anything still owed to readers)`.
    ///
    /// # Errors
    /// Storage failed.
    pub fn next(&mut self) -> Result<(Option<i64>, bool), LedgerError> {
        let rows = self.sql.read(
            "SELECT (SELECT min(next_wake) FROM orders WHERE next_wake IS NOT NULL), \
             (SELECT min(next_at) FROM outbox WHERE status = 'pending'), \
             EXISTS (SELECT 1 FROM orders WHERE dirty_view <> 0) \
             OR EXISTS (SELECT 1 FROM orders WHERE dirty_index <> 0)",
            &[],
        )?;
        let Some(row) = rows.first() else {
            return Ok((None, false));
        };
        let sends = self.settings()?.channel().is_some();
        let effects = row.maybe_number(1)?.filter(|_| sends);
        let next = match (row.maybe_number(0)?, effects) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let owed = row.number(2)? != 0 || self.known()?.refold.is_some();
        Ok((next, owed))
    }

    /// When what the last plan left out may be tried, by the platform's clock; `None` when nothing
    /// waits for time.
    pub fn next_try(&self) -> Option<i64> {
        self.flight.later
    }

    fn keep_observed(&mut self) -> Result<(), LedgerError> {
        let Some(observed) = self
            .flight
            .observed
            .clone()
            .filter(|_| !self.flight.observed_told)
        else {
            return Ok(());
        };
        self.set_meta("observed", Some(&serde_json::to_string(&observed)?))
    }

    /// Forgets deliveries whose senders gave up long ago.
    ///
    /// # Errors
    /// Storage failed.
    pub fn expire(&mut self, now: Instant) -> Result<(), LedgerError> {
        self.sql.write(
            "DELETE FROM inbox WHERE expires < ?1",
            &[Arg::Number(now.0)],
        )?;
        Ok(())
    }
}

/// Whether `new` knows a source `old` did not, or one live for over an hour longer.
pub(crate) fn worth_telling(old: &Observed, new: &Observed) -> bool {
    let grew = |old: &std::collections::BTreeMap<String, fulfillment::Sighting>,
                new: &std::collections::BTreeMap<String, fulfillment::Sighting>| {
        new.iter().any(|(name, sighting)| {
            old.get(name).is_none_or(|before| {
                sighting.last.since(before.last) >= SIGHTING_GROWTH
                    || before.first.since(sighting.first) >= SIGHTING_GROWTH
            })
        })
    };
    grew(&old.carriers, &new.carriers) || grew(&old.locations, &new.locations)
}
