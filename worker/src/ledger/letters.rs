//! A ledger's dead letters: burying a delivery, and trying one again.

use contract::admin::Letter;
use fulfillment::Instant;

use super::append::Ack;
use super::{Ledger, LedgerError};
use crate::letters;
use crate::sql::{Arg, Sql};

impl<S: Sql> Ledger<S> {
    /// Sets something aside. `source` is where it came from or was going to.
    ///
    /// # Errors
    /// Storage or keys failed.
    pub fn bury(
        &mut self,
        now: Instant,
        order: Option<&str>,
        source: &str,
        reason: &str,
        body: &[u8],
    ) -> Result<(), LedgerError> {
        let key = self.shard_key()?;
        let scope = self.settings()?.shop.clone();
        letters::bury(
            &self.sql,
            (&key, &scope),
            now,
            (order, source, reason),
            body,
        )?;
        self.flight.tell_letters();
        self.want(Some(now.plus(super::projection::SAFETY).0));
        Ok(())
    }

    /// A delivery whose processing took the core down: set aside as poison, so that the sender
    /// stops and the rest goes on.
    ///
    /// # Errors
    /// Storage failed.
    pub fn bury_poison(
        &mut self,
        now: Instant,
        body: &[u8],
        reason: &str,
    ) -> Result<Ack, LedgerError> {
        let delivery: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        let field = |name| delivery.get(name).and_then(|value| value.as_str());
        if let Some(shop) = field("shop") {
            self.bind(shop)?;
        }
        self.bury(now, field("order"), "append", reason, body)?;
        Ok(Ack {
            dead: Some(reason.to_owned()),
            ..Ack::default()
        })
    }

    /// The dead letters, newest first.
    ///
    /// # Errors
    /// Storage failed.
    pub fn letters(&self) -> Result<Vec<Letter>, LedgerError> {
        Ok(letters::list(&self.sql)?)
    }

    /// Tries a dead letter again; it is gone if that works, and comes back with its new reason if
    /// not. `None`: no such letter.
    ///
    /// # Errors
    /// Storage failed; the letter stays.
    pub fn replay(&mut self, now: Instant, id: i64) -> Result<Option<Ack>, LedgerError> {
        let key = self.shard_key()?;
        let scope = self.settings()?.shop.clone();
        let Some(letter) = letters::take(&self.sql, (&key, &scope), id)? else {
            return Ok(None);
        };
        self.flight.tell_letters();
        match letter.source.as_str() {
            "outbound" => {
                let effect = String::from_utf8_lossy(&letter.body);
                crate::outbox::revive(&self.sql, &effect, now)?;
                self.want(Some(now.0));
                Ok(Some(Ack::default()))
            }
            "deadline" => {
                if let Some(order) = letter.order {
                    self.sql.write(
                        "UPDATE orders SET next_wake = ?2 WHERE id = ?1",
                        &[Arg::Text(&order), Arg::Number(now.0)],
                    )?;
                    self.want(Some(now.0));
                }
                Ok(Some(Ack::default()))
            }
            // Its delivery id was taken when it was set aside, so it must not count again.
            _ => Ok(Some(self.append_again(now, &letter.body)?)),
        }
    }
}
