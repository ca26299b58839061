//! Deadlines: what becomes true because time passed, each at its own instant.

use fulfillment::instant::HOUR;
use fulfillment::{FOLD_VERSION, Instant};

use super::state::{Stored, Turn, timeline};
use super::{Ledger, LedgerError};
use crate::sql::{Arg, Sql};

/// Orders folded again in one transaction.
const REFOLD_BATCH: i64 = 50;

impl<S: Sql> Ledger<S> {
    /// Fires due deadlines (at or before `now`) of at most `limit` orders, earliest first; answers
    /// how many orders had one.
    ///
    /// # Errors
    /// Storage failed; none of the batch fired.
    pub fn fire(&mut self, now: Instant, limit: u32) -> Result<u32, LedgerError> {
        let due = self.sql.read(
            "SELECT id FROM orders WHERE due <= ?1 AND next_wake <= ?1 ORDER BY next_wake, id LIMIT ?2",
            &[Arg::Number(now.0), Arg::Number(i64::from(limit))],
        )?;
        let mut fired = 0;
        for row in &due {
            self.fire_order(now, row.text(0)?)?;
            fired += 1;
        }
        Ok(fired)
    }

    /// Fires one order's due deadlines.
    pub(super) fn fire_order(&mut self, now: Instant, order: &str) -> Result<(), LedgerError> {
        let mut policy = self.policy(now)?;
        let mut stored = self.stored(order)?;
        if stored.next_wake.is_none_or(|wake| wake > now.0) {
            return Ok(());
        }
        let mut turn = Turn::begin(order, &mut policy, &mut stored);
        // At or before now: one millisecond later is "before".
        turn.fire(now.plus(1));
        // Also without a new fact: the view says until when it holds.
        self.commit(now, order, stored, turn, true)?;
        Ok(())
    }

    /// Sets the earliest due order aside for an hour: its facts make the core fail.
    ///
    /// # Errors
    /// Storage failed.
    pub fn skip(&mut self, now: Instant, reason: &str) -> Result<(), LedgerError> {
        let due = self.sql.read(
            "SELECT id FROM orders WHERE due <= ?1 AND next_wake <= ?1 ORDER BY next_wake, id LIMIT 1",
            &[Arg::Number(now.0)],
        )?;
        let Some(row) = due.first() else {
            return Ok(());
        };
        let order = row.text(0)?;
        self.sql.write(
            "UPDATE orders SET next_wake = ?2 WHERE id = ?1",
            &[Arg::Text(order), Arg::Number(now.plus(HOUR).0)],
        )?;
        self.bury(now, Some(order), "deadline", reason, b"")
    }

    /// Remembers that stored orders were folded by another version and must be folded again.
    pub(super) fn note_fold_version(&mut self) -> Result<(), LedgerError> {
        let current = FOLD_VERSION.to_string();
        let rows = self
            .sql
            .read("SELECT value FROM meta WHERE key = 'fold_version'", &[])?;
        let known = rows.first().map(|row| row.text(0)).transpose()?;
        if known == Some(current.as_str()) {
            return Ok(());
        }
        if known.is_some() {
            self.set_meta("refold", Some(""))?;
        }
        self.set_meta("fold_version", Some(&current))
    }

    /// Folds a batch of stored orders again; true if more are left. Emits projections only: no
    /// message comes of a re-fold, and a deadline that passed meanwhile fires by its own right.
    ///
    /// # Errors
    /// Storage failed; the batch is done again.
    pub fn refold(&mut self, now: Instant) -> Result<bool, LedgerError> {
        let Some(after) = self.known()?.refold.clone() else {
            return Ok(false);
        };
        let policy = self.policy(now)?;
        let rows = self.sql.read(
            "SELECT id FROM orders WHERE id > ?1 AND redacted < 2 ORDER BY id LIMIT ?2",
            &[Arg::Text(&after), Arg::Number(REFOLD_BATCH)],
        )?;
        let mut last = None;
        for row in &rows {
            let order = row.text(0)?;
            let mut stored = Stored::read(&self.sql, order)?;
            let timeline = timeline(&stored.facts);
            stored.version = i64::try_from(timeline.version()).unwrap_or(i64::MAX);
            stored.digest = timeline.digest();
            stored.next_wake = due(order, &timeline, &policy, now, stored.next_wake);
            stored.rev += 1;
            stored.dirty_view = stored.shown;
            stored.write(&self.sql, order, &[], None, now)?;
            last = Some(order.to_owned());
        }
        let more = i64::try_from(rows.len()).unwrap_or(0) == REFOLD_BATCH;
        let next = last.filter(|_| more);
        self.set_meta("refold", next.as_deref())?;
        self.known()?.refold = next;
        if !rows.is_empty() {
            self.flight.forget_states();
        }
        Ok(more)
    }
}

/// When an order must be looked at after a re-fold: at once if something is due now.
fn due(
    order: &str,
    timeline: &fulfillment::Timeline,
    policy: &fulfillment::Policy,
    now: Instant,
    before: Option<i64>,
) -> Option<i64> {
    let mut wake = before.filter(|before| *before <= now.0);
    for effect in fulfillment::decide(order, timeline, policy, now) {
        let at = match effect {
            fulfillment::Effect::Append(_) => now.0,
            fulfillment::Effect::WakeAt(at) => at.0,
            fulfillment::Effect::Notify(_) | fulfillment::Effect::Project => continue,
        };
        wake = Some(wake.map_or(at, |wake| wake.min(at)));
    }
    wake
}
