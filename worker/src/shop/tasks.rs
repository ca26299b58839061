//! Calls this object owes to others, until they answer.

use std::collections::{HashMap, HashSet};

use fulfillment::Instant;
use fulfillment::instant::MINUTE;
use integrations::HttpRequest;

use super::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// Calls made at once.
const AT_ONCE: i64 = 16;

/// One thing the shim must do and report.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Call a ledger's method.
    Ledger {
        /// What to report back.
        id: i64,
        /// `append`, `configure` or `redact`.
        method: String,
        /// The ledger's name.
        target: String,
        /// Instant of the call.
        at: i64,
        /// Argument: bytes of JSON, or what to redact.
        body: String,
    },
    /// Ask a ledger what orders' metafields are to say.
    Blocks {
        /// The ledger's name.
        target: String,
        /// JSON array of order ids.
        orders: String,
    },
    /// Send a request to Shopify's Admin API; one is under way at a time.
    Admin {
        /// The request.
        request: HttpRequest,
    },
    /// Send a request to the relay of carriers' scans; one is under way at a time, and nothing waits
    /// for it.
    Relay {
        /// The request.
        request: HttpRequest,
    },
}

/// What is being done at this moment. Times are the platform's clock.
#[derive(Default)]
pub(super) struct Flight {
    tasks: HashSet<i64>,
    /// Orders asked of a ledger, by its name.
    pub blocks: HashMap<String, Vec<String>>,
    pub admin: Option<super::admin::Call>,
    pub admin_waits: i64,
    pub admin_failure: Option<String>,
    pub relay: super::tracking::Flight,
}

impl Flight {
    /// Drops what was planned by a call that failed: nobody is doing it.
    pub fn forget(&mut self) {
        self.tasks.clear();
        self.blocks.clear();
        self.admin = None;
        self.relay.forget();
    }
}

/// Wait after so many failures: half a second, doubling up to ten minutes. Milliseconds.
pub(super) fn backoff(failures: i64) -> i64 {
    let doublings = u32::try_from(failures.clamp(0, 11)).unwrap_or(0);
    (250_i64 << (doublings + 1)).min(10 * MINUTE)
}

impl<S: Sql> Shop<S> {
    /// Owes a ledger a call.
    pub(super) fn owe(
        &mut self,
        now: Instant,
        method: &str,
        target: &str,
        body: &str,
    ) -> Result<(), ShopError> {
        self.sql.write(
            "INSERT INTO tasks(method, target, body, at, next_at, failures) \
             VALUES (?1, ?2, ?3, ?4, 0, 0)",
            &[
                Arg::Text(method),
                Arg::Text(target),
                Arg::Text(body),
                Arg::Number(now.0),
            ],
        )?;
        Ok(())
    }

    /// Plans what can be done at `now`, by the shop's clock, 0 where it was told nothing yet. `clock` is the platform's.
    ///
    /// # Errors
    /// Storage failed.
    pub fn plan(&mut self, now: Instant, clock: i64) -> Result<Vec<Task>, ShopError> {
        self.plan_dates(now)?;
        let rows = self.sql.read(
            "SELECT id, method, target, at, body FROM tasks WHERE next_at <= ?1 ORDER BY id LIMIT ?2",
            &[Arg::Number(clock), Arg::Number(AT_ONCE)],
        )?;
        let mut tasks = Vec::new();
        for row in &rows {
            let id = row.number(0)?;
            if !self.flight.tasks.insert(id) {
                continue;
            }
            let method = row.text(1)?.to_owned();
            let body = match method.as_str() {
                "configure" => serde_json::to_string(&self.settings()?.for_ledgers())?,
                _ => row.text(4)?.to_owned(),
            };
            tasks.push(Task::Ledger {
                id,
                method,
                target: row.text(2)?.to_owned(),
                at: row.number(3)?,
                body,
            });
        }
        self.plan_blocks(clock, &mut tasks)?;
        if let Some(request) = self.plan_admin(clock)? {
            tasks.push(Task::Admin { request });
        }
        if let Some(request) = self.plan_relay(clock)? {
            tasks.push(Task::Relay { request });
        }
        Ok(tasks)
    }

    /// Takes a ledger's answer: done, or to be tried again later.
    ///
    /// # Errors
    /// Storage failed; the call is made again.
    pub fn told(&mut self, id: i64, ok: bool, clock: i64) -> Result<(), ShopError> {
        self.flight.tasks.remove(&id);
        if ok {
            self.sql
                .write("DELETE FROM tasks WHERE id = ?1", &[Arg::Number(id)])?;
            return Ok(());
        }
        let rows = self.sql.read(
            "UPDATE tasks SET failures = failures + 1 WHERE id = ?1 RETURNING failures",
            &[Arg::Number(id)],
        )?;
        if let Some(row) = rows.first() {
            self.sql.write(
                "UPDATE tasks SET next_at = ?2 WHERE id = ?1",
                &[
                    Arg::Number(id),
                    Arg::Number(clock + backoff(row.number(0)?)),
                ],
            )?;
        }
        Ok(())
    }

    /// When this object has something to do next, by the platform's clock, at `now` by the shop's.
    ///
    /// # Errors
    /// Storage failed.
    pub fn next_due(&mut self, now: Instant, clock: i64) -> Result<Option<i64>, ShopError> {
        let rows = self.sql.read(
            "SELECT (SELECT min(next_at) FROM tasks), \
             (SELECT min(next_at) FROM writes WHERE next_at IS NOT NULL), \
             (SELECT min(next_at) FROM questions WHERE next_at IS NOT NULL), \
             (SELECT min(next_at) FROM deadlines WHERE next_at IS NOT NULL)",
            &[],
        )?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        // What the shop's clock has ahead of it, the platform's has as far ahead.
        let dates = self.dates_due()?.filter(|_| now.0 > 0);
        let dates = dates.map(|due| clock.saturating_add(due.since(now).max(0)));
        let mut all = vec![
            row.maybe_number(0)?,
            dates,
            self.relay_due()?,
            self.access_due()?,
        ];
        if self.reaches_shopify()? {
            let store = self.store()?.next_at();
            let checkout = self.promising()?.checkout.next_at();
            let waits = self.flight.admin_waits.max(self.access_waits(clock)?);
            for at in [
                row.maybe_number(1)?,
                row.maybe_number(2)?,
                row.maybe_number(3)?,
                checkout,
                store,
            ] {
                all.push(at.map(|at| at.max(waits)));
            }
        }
        Ok(all.into_iter().flatten().min())
    }
}
