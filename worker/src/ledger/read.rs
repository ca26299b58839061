//! What readers ask the ledger: one order's view and trace, all digests; and the outbox's consumer.

use std::collections::BTreeMap;

use contract::admin::{OutboxRow, StoredFact, Trace};
use contract::view::OrderStatusView;
use fulfillment::Instant;
use integrations::HttpRequest;

use super::projection::view;
use super::state::{Stored, timeline};
use super::{Ledger, LedgerError};
use crate::outbox::{self, Report, Settled};
use crate::sql::{Arg, Sql};

impl<S: Sql> Ledger<S> {
    /// An order as it stands at `now`: due deadlines fire first. `None`: no facts of it. A reader
    /// who asks here did not find it in Workers KV, so that is filled; `clock` is the platform's.
    ///
    /// # Errors
    /// Storage failed.
    pub fn view(
        &mut self,
        now: Instant,
        clock: i64,
        order: &str,
    ) -> Result<Option<OrderStatusView>, LedgerError> {
        let Some((view, stored)) = self.stand(now, order)? else {
            return Ok(None);
        };
        self.show(now, clock, order, &stored)?;
        Ok(Some(view))
    }

    fn stand(
        &mut self,
        now: Instant,
        order: &str,
    ) -> Result<Option<(OrderStatusView, Stored)>, LedgerError> {
        let mut stored = Stored::read(&self.sql, order)?;
        if stored.next_wake.is_some_and(|wake| wake <= now.0) {
            self.fire_order(now, order)?;
            stored = Stored::read(&self.sql, order)?;
        }
        if stored.facts.is_empty() {
            return Ok(None);
        }
        let wake = stored.next_wake.map(Instant);
        let timeline = timeline(&stored.facts);
        let settings = self.settings()?;
        Ok(Some((view(order, &timeline, &settings, wake), stored)))
    }

    /// Everything known of an order but personal data. `None`: no facts of it.
    ///
    /// # Errors
    /// Storage failed.
    pub fn trace(&mut self, now: Instant, order: &str) -> Result<Option<Trace>, LedgerError> {
        let Some((view, stored)) = self.stand(now, order)? else {
            return Ok(None);
        };
        let mut facts: Vec<StoredFact> = stored
            .facts
            .into_iter()
            .map(|(id, fact)| StoredFact { id: id.0, fact })
            .collect();
        facts.sort_by(|a, b| (a.fact.at, &a.id).cmp(&(b.fact.at, &b.id)));
        let rows = self.sql.read(
            "SELECT key, status, attempt, next_at, reason FROM outbox WHERE order_id = ?1 ORDER BY key",
            &[Arg::Text(order)],
        )?;
        let mut outbox = Vec::with_capacity(rows.len());
        for row in &rows {
            let state = row.text(1)?.to_owned();
            outbox.push(OutboxRow {
                key: row.text(0)?.to_owned(),
                attempts: u32::try_from(row.number(2)?).unwrap_or(0),
                next_at: (state == "pending").then_some(Instant(row.number(3)?)),
                reason: row
                    .maybe_text(4)?
                    .filter(|reason| !reason.is_empty())
                    .map(str::to_owned),
                state,
            });
        }
        Ok(Some(Trace {
            view,
            facts,
            outbox,
        }))
    }

    /// Every order's digest: development only.
    ///
    /// # Errors
    /// Storage failed.
    pub fn digests(&self) -> Result<BTreeMap<String, String>, LedgerError> {
        let rows = self
            .sql
            .read("SELECT id, digest FROM orders WHERE version > 0", &[])?;
        rows.iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
            .collect()
    }

    /// The request of a leased effect, for the queue's consumer; `None`: nothing to send.
    /// Without `now` (a driven clock nobody told), the row's own time counts.
    ///
    /// # Errors
    /// Storage failed.
    pub fn deliver(
        &mut self,
        now: Option<Instant>,
        key: &str,
        attempt: i64,
    ) -> Result<Option<HttpRequest>, LedgerError> {
        let settings = self.settings()?;
        let Some(channel) = settings.channel() else {
            return Ok(None);
        };
        let now = self.row_time(now, key)?;
        let request = outbox::deliver(&self.sql, &settings.shop, channel, key, attempt, now)?;
        Ok(request)
    }

    /// Takes the consumer's account of an attempt; answers when it is due again, if it is.
    ///
    /// # Errors
    /// Storage failed; the lease's end brings the row back.
    pub fn settle(
        &mut self,
        now: Option<Instant>,
        key: &str,
        attempt: i64,
        report: Report,
    ) -> Result<&'static str, LedgerError> {
        let now = self.row_time(now, key)?;
        Ok(
            match outbox::settle(&self.sql, key, attempt, report, now)? {
                Settled::Sent => "sent",
                Settled::Stale => "stale",
                Settled::Again(at) => {
                    self.want(Some(at.0));
                    "pending"
                }
                Settled::Dead { order, reason } => {
                    self.bury(now, Some(&order), "outbound", &reason, key.as_bytes())?;
                    "dead"
                }
            },
        )
    }

    fn row_time(&self, now: Option<Instant>, key: &str) -> Result<Instant, LedgerError> {
        if let Some(now) = now {
            return Ok(now);
        }
        let rows = self.sql.read(
            "SELECT next_at FROM outbox WHERE key = ?1",
            &[Arg::Text(key)],
        )?;
        Ok(Instant(
            rows.first()
                .map(|row| row.number(0))
                .transpose()?
                .unwrap_or(0),
        ))
    }
}
