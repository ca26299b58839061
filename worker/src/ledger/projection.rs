//! What the world must still be told: views to Workers KV, index deltas to the Shop, the outbox.
//!
//! The tables say what is owed (`dirty_*`, pending outbox rows); [`Flight`] only remembers what is
//! being told at this moment, so that one put a key is in flight and a failure waits before the
//! next try. A dead isolate forgets the flight and owes the same.

use std::collections::{HashMap, HashSet};

use contract::view::OrderStatusView;
use fulfillment::instant::MINUTE;
use fulfillment::{Instant, Observed, Timeline};

use super::state::{Stored, timeline};
use super::{Ledger, LedgerError, view_key};
use crate::outbox;
use crate::settings::Settings;
use crate::sql::{Arg, Sql};

/// An alarm follows every delivery at this distance, in case the object dies before it took it or told the
/// world. Milliseconds.
pub(super) const SAFETY: i64 = 30_000;
/// KV takes one write a second of a key. Milliseconds.
const KEY_SPACING: i64 = 1_000;
/// First wait after a failure; doubles up to a minute. Milliseconds.
const BACKOFF: i64 = 250;
/// Views planned at once, effects sent at once.
const VIEWS: usize = 32;
const EFFECTS: i64 = 32;
/// Folded states kept.
const KEPT: usize = 256;
/// A reader who asks the ledger although KV was told longer ago than this found KV empty: it is
/// filled again. Milliseconds.
const REFILL: i64 = 60_000;

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

/// What is being told at this moment. Times are the platform's clock, never the driven one.
#[derive(Default)]
pub(super) struct Flight {
    /// Folded states kept between an append and its telling.
    kept: HashMap<String, Kept>,
    views: HashSet<String>,
    waiting: HashMap<String, Wait>,
    /// Orders of the delta under way, with their revisions.
    pub delta: Option<Vec<(String, i64)>>,
    pub delta_wait: Wait,
    /// Live sources this shard saw, and whether the Shop was told.
    pub observed: Option<Observed>,
    pub observed_told: bool,
    /// It is stored.
    pub observed_kept: bool,
    /// The number of dead letters is to be told.
    pub letters: bool,
    /// Whether anything in the inbox waits to be taken; `None`: the table knows.
    pub received: Option<bool>,
    /// When the first of what the last plan left out may be tried.
    later: Option<i64>,
}

/// An order's state as of a revision.
struct Kept {
    rev: i64,
    wake: Option<Instant>,
    timeline: Timeline,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Wait {
    pub failures: u32,
    pub until: i64,
}

impl Wait {
    /// Whether it is too early at `clock`; who wants `all` waits for failures only.
    pub fn holds(self, clock: i64, all: bool) -> bool {
        self.until > clock && !(all && self.failures == 0)
    }

    /// The wait after one more failure.
    pub fn failed(self, clock: i64) -> Self {
        let failures = self.failures.saturating_add(1);
        let wait = BACKOFF.saturating_mul(1 << failures.min(8)).min(MINUTE);
        Self {
            failures,
            until: clock + wait,
        }
    }
}

impl Flight {
    /// Keeps a folded state for the telling that follows.
    pub fn keep(&mut self, order: &str, rev: i64, wake: Option<Instant>, timeline: Timeline) {
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        let kept = Kept {
            rev,
            wake,
            timeline,
        };
        self.kept.insert(order.to_owned(), kept);
    }

    /// Remembers that something was left out until `at`.
    pub fn wait_until(&mut self, at: i64) {
        self.later = Some(self.later.map_or(at, |later| later.min(at)));
    }

    /// The number of dead letters changed: the Shop's list shows it.
    pub fn tell_letters(&mut self) {
        self.letters = true;
    }

    /// Drops states that may no longer be what the tables say.
    pub fn forget_states(&mut self) {
        self.kept.clear();
    }

    /// Drops what was planned by a call that failed: nobody is telling it.
    pub fn forget(&mut self) {
        self.forget_states();
        self.views.clear();
        self.delta = None;
        self.received = None;
        self.observed_told = false;
        self.observed_kept = false;
        self.letters = true;
    }
}

impl<S: Sql> Ledger<S> {
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
            if wait.holds(clock, all) {
                self.flight.wait_until(wait.until);
                continue;
            }
            if self.flight.views.contains(order) {
                continue;
            }
            let rev = row.number(1)?;
            let body = match row.number(3)? {
                2 => None,
                _ => Some(serde_json::to_string(&self.projected(order, rev)?)?),
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

    /// An order's view, from the kept state of this revision or from its facts.
    pub(super) fn projected(
        &mut self,
        order: &str,
        rev: i64,
    ) -> Result<OrderStatusView, LedgerError> {
        let settings = self.settings()?;
        self.with_state(order, rev, |timeline, wake| {
            view(order, timeline, &settings, wake)
        })
    }

    /// Looks at an order's folded state and its next deadline: the kept ones of this revision, or
    /// those of its facts.
    pub(super) fn with_state<T>(
        &mut self,
        order: &str,
        rev: i64,
        look: impl FnOnce(&Timeline, Option<Instant>) -> T,
    ) -> Result<T, LedgerError> {
        if let Some(kept) = self.flight.kept.get(order)
            && kept.rev == rev
        {
            return Ok(look(&kept.timeline, kept.wake));
        }
        let stored = Stored::read(&self.sql, order)?;
        let wake = stored.next_wake.map(Instant);
        Ok(look(&timeline(&stored.facts), wake))
    }

    /// A reader asked: from now on the order's view is kept in Workers KV. One that nobody ever
    /// looks at costs no put.
    pub(super) fn show(
        &mut self,
        now: Instant,
        clock: i64,
        order: &str,
        stored: &Stored,
    ) -> Result<(), LedgerError> {
        let told = self.flight.waiting.get(order);
        let fresh = told.is_some_and(|wait| wait.until.saturating_add(REFILL) > clock);
        if stored.dirty_view != 0 || (stored.shown == 1 && fresh) {
            return Ok(());
        }
        self.sql.write(
            "UPDATE orders SET shown = 1, dirty_view = 1 WHERE id = ?1 AND redacted < 2",
            &[Arg::Text(order)],
        )?;
        self.want(Some(now.plus(SAFETY).0));
        Ok(())
    }

    /// Takes the outcomes of puts and deletes: order, revision, whether it worked. The dirty flag
    /// falls only for what was confirmed.
    ///
    /// # Errors
    /// Storage failed; the views stay owed.
    pub fn told_views(
        &mut self,
        told: &[(String, i64, bool)],
        clock: i64,
    ) -> Result<(), LedgerError> {
        if self.flight.waiting.len() > 4096 {
            self.flight.waiting.retain(|_, wait| wait.until > clock);
        }
        let mut confirmed = Vec::new();
        for (order, rev, ok) in told {
            self.flight.views.remove(order);
            let wait = self.flight.waiting.entry(order.clone()).or_default();
            if *ok {
                *wait = Wait {
                    failures: 0,
                    until: clock + KEY_SPACING,
                };
                confirmed.push((order, rev));
            } else {
                *wait = wait.failed(clock);
            }
        }
        if confirmed.is_empty() {
            return Ok(());
        }
        let confirmed = serde_json::to_string(&confirmed)?;
        self.sql.write(
            "UPDATE orders SET dirty_view = 0 WHERE (id, rev) IN \
             (SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?1))",
            &[Arg::Text(&confirmed)],
        )?;
        if self.known()?.redacted_at.is_some() {
            // What was deleted from a redacted shop's views leaves no trace here either.
            self.sql.write(
                "DELETE FROM orders WHERE redacted = 2 AND dirty_view = ?1",
                &[Arg::Number(0)],
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
    pub fn next_due(&mut self) -> Result<(Option<i64>, bool), LedgerError> {
        let rows = self.sql.read(
            "SELECT (SELECT min(wake) FROM (SELECT min(due) AS wake FROM orders WHERE due > -1 \
             UNION ALL SELECT min(next_wake) FROM orders WHERE due = -1)), \
             (SELECT min(next_at) FROM outbox WHERE status = 'pending'), \
             EXISTS (SELECT 1 FROM orders WHERE dirty_view <> 0) \
             OR EXISTS (SELECT 1 FROM orders WHERE due = -1)",
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
        let owed = row.number(2)? != 0 || self.known()?.refold.is_some() || self.received()?;
        Ok((next, owed))
    }

    /// When what the last plan left out may be tried, by the platform's clock; `None` when nothing
    /// waits for time.
    pub fn next_try(&self) -> Option<i64> {
        self.flight.later
    }
}

/// An order's view, with no more in it than the shop lets its surfaces tell.
pub(super) fn view(
    order: &str,
    timeline: &Timeline,
    settings: &Settings,
    wake: Option<Instant>,
) -> OrderStatusView {
    let mut view = contract::project(order, timeline, &settings.face(), wake);
    if !settings.tells_dates() {
        view.promise = None;
        for parcel in &mut view.parcels {
            parcel.promise = None;
        }
    }
    view
}
