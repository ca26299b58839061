//! Forgetting, shop-wide: this object's own traces at once, the ledgers' as owed calls.

use std::collections::BTreeMap;

use fulfillment::Instant;

use super::{Shop, ShopError};
use crate::ledger::{Redaction, SHARDS, object_name};
use crate::letters;
use crate::settings::Settings;
use crate::sql::{Arg, Sql};

impl<S: Sql> Shop<S> {
    /// Forgets personal data of orders, or everything, and owes the same to the ledgers. Tombstones
    /// stay, so that nothing late or restored brings it back.
    ///
    /// # Errors
    /// Storage failed; nothing is forgotten, the sender tries again.
    pub fn redact(&mut self, now: Instant, shop: &str, what: &Redaction) -> Result<(), ShopError> {
        self.bind(shop)?;
        let shop = self.settings()?.shop;
        match what {
            Redaction::Orders(orders) => self.redact_orders(now, &shop, orders),
            Redaction::Shop => self.redact_shop(now, &shop),
        }
    }

    fn redact_orders(
        &mut self,
        now: Instant,
        shop: &str,
        orders: &[String],
    ) -> Result<(), ShopError> {
        let mut shards: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for order in orders {
            self.sql.write(
                "INSERT OR IGNORE INTO tombstones(order_id, at) VALUES (?1, ?2)",
                &[Arg::Text(order), Arg::Number(now.0)],
            )?;
            self.sql.write(
                "DELETE FROM blinds WHERE order_id = ?1",
                &[Arg::Text(order)],
            )?;
            letters::forget(&self.sql, order)?;
            self.sql.write(
                "DELETE FROM trackings WHERE order_id = ?1",
                &[Arg::Text(order)],
            )?;
            shards
                .entry(object_name(shop, order))
                .or_default()
                .push(order);
        }
        for (target, orders) in shards {
            self.owe(now, "redact", &target, &serde_json::to_string(&orders)?)?;
        }
        Ok(())
    }

    fn redact_shop(&mut self, now: Instant, shop: &str) -> Result<(), ShopError> {
        let revision = self.settings()?.revision;
        for statement in [
            "DELETE FROM directory",
            "DELETE FROM blinds",
            "DELETE FROM list",
            "DELETE FROM exceptions",
            "DELETE FROM answers",
            "DELETE FROM shards",
            "DELETE FROM parked",
            "DELETE FROM tasks",
            "DELETE FROM writes",
            "DELETE FROM questions",
            "DELETE FROM tombstones",
            "DELETE FROM rates",
            "DELETE FROM loads",
            "DELETE FROM places",
            "DELETE FROM handled",
            "DELETE FROM store",
            "DELETE FROM promising",
            "DELETE FROM versions",
            "DELETE FROM promised",
            "DELETE FROM scores",
            "DELETE FROM deadlines",
            "DELETE FROM trackings",
            "DELETE FROM words",
            "DELETE FROM letters",
            "DELETE FROM letter_parts",
            "DELETE FROM meta WHERE key IN ('salt', 'access', 'relay')",
        ] {
            self.sql.write(statement, &[])?;
        }
        self.store = None;
        let bare = Settings {
            revision,
            uninstalled_at: Some(now),
            ..Settings::of(shop)
        };
        let row = bare.to_row(&self.master)?;
        self.set_meta("settings", Some(&row))?;
        self.set_meta("redacted_at", Some(&now.0.to_string()))?;
        for shard in 0..SHARDS {
            self.owe(now, "redact", &format!("{shop}/{shard}"), "*")?;
        }
        Ok(())
    }

    /// Owes all redactions again: after a restore from a backup that holds what was forgotten. Answers
    /// how many orders' data is forgotten, or `None` for all of it.
    ///
    /// # Errors
    /// Storage failed.
    pub fn redact_again(&mut self, now: Instant) -> Result<Option<usize>, ShopError> {
        let shop = self.settings()?.shop;
        if self.known()?.redacted_at.is_some() {
            self.redact_shop(now, &shop)?;
            return Ok(None);
        }
        let rows = self.sql.read("SELECT order_id FROM tombstones", &[])?;
        let orders = rows
            .iter()
            .map(|row| row.text(0).map(str::to_owned))
            .collect::<Result<Vec<_>, _>>()?;
        self.redact_orders(now, &shop, &orders)?;
        Ok(Some(orders.len()))
    }
}
