//! What readers ask the ledger: one order's view and trace, all digests.

use std::collections::BTreeMap;

use contract::admin::{OutboxRow, StoredFact, Trace};
use contract::view::OrderStatusView;
use fulfillment::{Instant, Timeline, attention};

use super::projection::view;
use super::state::{Stored, timeline};
use super::{Ledger, LedgerError};
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
        let Some((timeline, stored)) = self.stand(now, order)? else {
            return Ok(None);
        };
        self.show(now, clock, order, &stored)?;
        self.seen(order, &timeline, &stored).map(Some)
    }

    /// An order's view at `now` and what is stored of it, for one who is no reader.
    pub(super) fn standing(
        &mut self,
        now: Instant,
        order: &str,
    ) -> Result<Option<(OrderStatusView, Stored)>, LedgerError> {
        let Some((timeline, stored)) = self.stand(now, order)? else {
            return Ok(None);
        };
        let view = self.seen(order, &timeline, &stored)?;
        Ok(Some((view, stored)))
    }

    fn seen(
        &mut self,
        order: &str,
        timeline: &Timeline,
        stored: &Stored,
    ) -> Result<OrderStatusView, LedgerError> {
        let (settings, wake) = (self.settings()?, stored.next_wake.map(Instant));
        Ok(view(order, timeline, &settings, wake))
    }

    /// An order's facts folded, due deadlines first.
    fn stand(
        &mut self,
        now: Instant,
        order: &str,
    ) -> Result<Option<(Timeline, Stored)>, LedgerError> {
        let mut stored = self.stored(order)?;
        if stored.next_wake.is_some_and(|wake| wake <= now.0) {
            self.fire_order(now, order)?;
            stored = self.stored(order)?;
        }
        if stored.facts.is_empty() {
            return Ok(None);
        }
        Ok(Some((timeline(&stored.facts), stored)))
    }

    /// Everything known of an order but personal data. `None`: no facts of it.
    ///
    /// # Errors
    /// Storage failed.
    pub fn trace(&mut self, now: Instant, order: &str) -> Result<Option<Trace>, LedgerError> {
        let Some((timeline, stored)) = self.stand(now, order)? else {
            return Ok(None);
        };
        let view = self.seen(order, &timeline, &stored)?;
        let mut attention = attention(&timeline, &self.policy(now)?);
        attention.retain(|silence| silence.from <= now && now < silence.until);
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
            attention,
            watched: Vec::new(),
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
}
