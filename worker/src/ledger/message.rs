//! The outbox's consumer: what it is to send, and what became of it.

use fulfillment::{Instant, message_sent};
use integrations::HttpRequest;

use super::state::Turn;
use super::{Ledger, LedgerError};
use crate::outbox::{self, Report, Settled};
use crate::sql::{Arg, Sql};

impl<S: Sql> Ledger<S> {
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
                Settled::Sent {
                    order,
                    shipment,
                    milestone,
                } => {
                    self.note_sent(now, &order, shipment.as_deref(), &milestone, key)?;
                    "sent"
                }
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

    /// Adds the fact that a message reached its receiver, in the transaction that closes its row: it
    /// ends the wait for a word to the customer. It is no milestone, so that no message follows from it.
    fn note_sent(
        &mut self,
        now: Instant,
        order: &str,
        shipment: Option<&str>,
        milestone: &str,
        key: &str,
    ) -> Result<(), LedgerError> {
        let mut policy = self.policy(now)?;
        let mut stored = self.stored(order)?;
        let mut turn = Turn::begin(order, &mut policy, &mut stored);
        turn.fire(now);
        turn.add(message_sent(order, shipment, milestone, key, now));
        turn.decide(now);
        self.commit(now, order, stored, turn, true)?;
        Ok(())
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
