//! Forgetting: what belongs to a person goes, and nothing late brings it back.

use fulfillment::Instant;

use super::{Ledger, LedgerError, projection};
use crate::letters;
use crate::sql::{Arg, Sql};

/// What is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// Personal data of these orders.
    Orders(Vec<String>),
    /// Everything of the shop.
    Shop,
}

impl Redaction {
    /// Reads `"*"` or a JSON array of order ids.
    ///
    /// # Errors
    /// Neither.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        if text.trim_matches('"') == "*" {
            return Ok(Self::Shop);
        }
        serde_json::from_str(text).map(Self::Orders)
    }
}

impl<S: Sql> Ledger<S> {
    /// Forgets, and leaves tombstones. The views' KV entries go with the next flush.
    ///
    /// # Errors
    /// Storage failed; nothing is forgotten, the caller tries again.
    pub fn redact(
        &mut self,
        now: Instant,
        shop: &str,
        what: &Redaction,
    ) -> Result<(), LedgerError> {
        self.bind(shop)?;
        match what {
            Redaction::Orders(orders) => {
                for order in orders {
                    self.redact_order(order)?;
                }
            }
            Redaction::Shop => self.redact_shop(now)?,
        }
        self.flight.forget_states();
        self.want(Some(now.plus(projection::SAFETY).0));
        Ok(())
    }

    fn redact_order(&mut self, order: &str) -> Result<(), LedgerError> {
        self.catch_up(order)?;
        letters::forget(&self.sql, order)?;
        self.sql.write(
            "INSERT INTO orders(id, version, rev, digest, next_wake, bytes, links, blind, dirty_view, \
             dirty_index, redacted) VALUES (?1, 0, 1, '', NULL, 0, '[]', NULL, 0, 1, 1) \
             ON CONFLICT(id) DO UPDATE SET rev = rev + 1, blind = NULL, sealed = NULL, \
             dirty_view = 2 * shown, dirty_index = 1, redacted = max(redacted, 1)",
            &[Arg::Text(order)],
        )?;
        Ok(())
    }

    fn redact_shop(&mut self, now: Instant) -> Result<(), LedgerError> {
        for statement in [
            "DELETE FROM inbox",
            "DELETE FROM facts",
            "DELETE FROM outbox",
            "DELETE FROM letters",
            "DELETE FROM letter_parts",
            "DELETE FROM orders WHERE shown = 0",
            "DELETE FROM meta WHERE key IN ('salt', 'refold', 'observed')",
            "UPDATE orders SET rev = rev + 1, version = 0, digest = '', next_wake = NULL, facts = '[]', \
             bytes = 0, links = '[]', blind = NULL, taken = '{}', sealed = NULL, dirty_view = 2, \
             dirty_index = 0, redacted = 2",
        ] {
            self.sql.write(statement, &[])?;
        }
        self.flight.observed = None;
        self.flight.received = None;
        // The name stays, so that late deliveries find a ledger that knows to keep nothing.
        let bare = crate::settings::Settings {
            revision: self.settings()?.revision,
            uninstalled_at: Some(now),
            ..crate::settings::Settings::of(&self.settings()?.shop)
        };
        let row = bare.to_row(&self.master)?;
        self.set_meta("settings", Some(&row))?;
        self.set_meta("redacted_at", Some(&now.0.to_string()))?;
        self.known = None;
        Ok(())
    }
}
