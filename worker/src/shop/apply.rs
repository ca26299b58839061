//! Deltas of the ledgers: the list, the directory, live sources. Told at least once, in any order;
//! an order's older revision never replaces a newer one.

use contract::list::IndexRow;
use fulfillment::Instant;

use super::{Shop, ShopError, find};
use crate::ledger::{Delta, OrderDelta, worth_telling};
use crate::settings::merge_observed;
use crate::sql::{Arg, Sql};

/// Where rows without an open exception stand in the order of urgency.
pub(super) const NOT_DUE: i64 = 9_000_000_000_000_000;

impl<S: Sql> Shop<S> {
    /// Takes the delta of a shard, by its object's id.
    ///
    /// # Errors
    /// Not a delta, or storage failed: the ledger tells it again.
    pub fn apply(
        &mut self,
        now: Instant,
        clock: i64,
        shard: &str,
        body: &[u8],
    ) -> Result<(), ShopError> {
        let delta: Delta = serde_json::from_slice(body)?;
        self.bind(&delta.shop)?;
        if self.known()?.redacted_at.is_some() {
            return Ok(());
        }
        self.sql.write(
            "INSERT OR REPLACE INTO shards(id, letters) VALUES (?1, ?2)",
            &[Arg::Text(shard), Arg::Number(delta.letters)],
        )?;
        for order in &delta.orders {
            self.apply_order(now, clock, order)?;
        }
        if let Some(observed) = delta.observed {
            let mut settings = self.settings()?;
            let before = settings.policy.observed.clone();
            merge_observed(&mut settings.policy.observed, &observed);
            if worth_telling(&before, &settings.policy.observed) {
                settings.revision = settings.revision.saturating_add(1);
                self.store_settings(now, &settings)?;
            }
        }
        Ok(())
    }

    fn apply_order(
        &mut self,
        now: Instant,
        clock: i64,
        delta: &OrderDelta,
    ) -> Result<(), ShopError> {
        let order = delta.order.as_str();
        let links: Vec<String> = delta.links.iter().map(find::link_key).collect();
        let mut new = Vec::new();
        for link in links {
            let written = self.sql.write(
                "INSERT OR IGNORE INTO directory(link, order_id, added) VALUES (?1, ?2, ?3)",
                &[Arg::Text(&link), Arg::Text(order), Arg::Number(now.0)],
            )?;
            if written > 0 {
                new.push(link);
            }
        }
        if !new.is_empty() {
            self.unpark(now, order, &new)?;
        }
        let known = self.sql.read(
            "SELECT l.rev, t.order_id FROM (SELECT ?1 AS id) k \
             LEFT JOIN list l ON l.order_id = k.id LEFT JOIN tombstones t ON t.order_id = k.id",
            &[Arg::Text(order)],
        )?;
        let (rev, redacted) = match known.first() {
            Some(row) => (row.maybe_number(0)?, row.maybe_text(1)?.is_some()),
            None => (None, false),
        };
        if rev.is_some_and(|rev| rev >= delta.rev) {
            return Ok(());
        }
        match delta.blind.as_deref().filter(|_| !redacted) {
            Some(blind) => self.sql.write(
                "INSERT OR REPLACE INTO blinds(order_id, blind) VALUES (?1, ?2)",
                &[Arg::Text(order), Arg::Text(blind)],
            )?,
            None => self.sql.write(
                "DELETE FROM blinds WHERE order_id = ?1",
                &[Arg::Text(order)],
            )?,
        };
        if let Some(row) = &delta.row {
            self.list_row(delta.rev, row)?;
            self.owe_status(clock, row)?;
            if row.name.is_empty() {
                // Facts of an order nobody has shown us: Shopify knows it.
                self.ask(&format!("order/{order}"))?;
            }
        }
        Ok(())
    }

    fn list_row(&mut self, rev: i64, row: &IndexRow) -> Result<(), ShopError> {
        let order = Arg::Text(&row.order);
        let due = match row.exceptions.is_empty() {
            true => NOT_DUE,
            false => row.due_at.map_or(NOT_DUE - 1, |at| at.0),
        };
        self.sql.write(
            "INSERT OR REPLACE INTO list(order_id, rev, claim, due, updated, body) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[
                order,
                Arg::Number(rev),
                Arg::Text(&word(&row.claim)?),
                Arg::Number(due),
                Arg::Number(row.updated_at.map_or(0, |at| at.0)),
                Arg::Text(&serde_json::to_string(row)?),
            ],
        )?;
        self.sql
            .write("DELETE FROM exceptions WHERE order_id = ?1", &[order])?;
        for kind in &row.exceptions {
            self.sql.write(
                "INSERT OR IGNORE INTO exceptions(order_id, kind) VALUES (?1, ?2)",
                &[order, Arg::Text(&word(kind)?)],
            )?;
        }
        Ok(())
    }
}

/// The snake-case word of a unit variant.
pub(super) fn word(value: &impl serde::Serialize) -> Result<String, ShopError> {
    Ok(serde_json::to_string(value)?.trim_matches('"').to_owned())
}
