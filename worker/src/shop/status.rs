//! What orders' metafields are to say: owed when an order changed, asked of its ledger when the write is due.
//!
//! A row of `writes` is idle (`next_at` null), to be asked for (`value` empty) or ready. Asking late means that a burst of
//! facts is put into words once, and that an order nobody changes costs nothing; what says the same as Shopify already
//! holds is not written.

use std::collections::BTreeMap;

use contract::list::IndexRow;
use sha2::{Digest, Sha256};

use super::{Shop, ShopError, Task};
use crate::ledger::{Block, object_name};
use crate::sql::{Arg, Sql};

/// Orders asked of one ledger at once.
const AT_ONCE: usize = 20;
/// Before a ledger that did not answer is asked again. Milliseconds.
const AGAIN: i64 = 5_000;
/// Before one that knew less than the list does is. Milliseconds.
const SOON: i64 = 1_000;

impl<S: Sql> Shop<S> {
    /// Owes Shopify an order's status.
    pub(super) fn owe_status(&mut self, clock: i64, row: &IndexRow) -> Result<(), ShopError> {
        if !self.reaches_shopify()? || self.settings()?.uninstalled_at.is_some() {
            return Ok(());
        }
        self.sql.write(
            "INSERT INTO writes(order_id, value, written, next_at, failures) \
             VALUES (?1, '', NULL, ?2, 0) ON CONFLICT(order_id) DO UPDATE SET \
             value = '', next_at = coalesce(next_at, excluded.next_at)",
            &[Arg::Text(&row.order), Arg::Number(clock)],
        )?;
        Ok(())
    }

    /// Asks the ledgers for what is due to be written, each once at a time.
    pub(super) fn plan_blocks(
        &mut self,
        clock: i64,
        tasks: &mut Vec<Task>,
    ) -> Result<(), ShopError> {
        if !self.reaches_shopify()? {
            return Ok(());
        }
        let rows = self.sql.read(
            "SELECT order_id FROM writes WHERE next_at <= ?1 AND value = '' ORDER BY next_at LIMIT 100",
            &[Arg::Number(clock)],
        )?;
        let shop = self.settings()?.shop;
        let mut due: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in &rows {
            let order = row.text(0)?;
            let orders = due.entry(object_name(&shop, order)).or_default();
            if orders.len() < AT_ONCE {
                orders.push(order.to_owned());
            }
        }
        for (target, orders) in due {
            if self.flight.blocks.contains_key(&target) {
                continue;
            }
            tasks.push(Task::Blocks {
                target: target.clone(),
                orders: serde_json::to_string(&orders)?,
            });
            self.flight.blocks.insert(target, orders);
        }
        Ok(())
    }

    /// Takes a ledger's answer, JSON of [`Block`]s; `None` if it gave none.
    ///
    /// # Errors
    /// Not blocks, or storage failed: they are asked for again.
    pub fn told_blocks(
        &mut self,
        clock: i64,
        target: &str,
        answer: Option<&str>,
    ) -> Result<(), ShopError> {
        let asked = self.flight.blocks.remove(target).unwrap_or_default();
        let Some(answer) = answer else {
            self.sql.write(
                "UPDATE writes SET next_at = ?2 WHERE value = '' AND next_at IS NOT NULL \
                 AND order_id IN (SELECT value FROM json_each(?1))",
                &[
                    Arg::Text(&serde_json::to_string(&asked)?),
                    Arg::Number(clock + AGAIN),
                ],
            )?;
            return Ok(());
        };
        let blocks: Vec<Block> = serde_json::from_str(answer)?;
        for block in blocks.iter().filter(|block| asked.contains(&block.order)) {
            self.take_block(clock, block)?;
        }
        Ok(())
    }

    fn take_block(&mut self, clock: i64, block: &Block) -> Result<(), ShopError> {
        let order = Arg::Text(&block.order);
        let Some(value) = &block.value else {
            self.sql.write(
                "UPDATE writes SET next_at = NULL, failures = 0 WHERE order_id = ?1",
                &[order],
            )?;
            return Ok(());
        };
        // Made of an older state than the one that is owed: asked for again.
        let stale = self.sql.read(
            "SELECT 1 FROM list WHERE order_id = ?1 AND rev > ?2",
            &[order, Arg::Number(block.rev)],
        )?;
        if !stale.is_empty() {
            self.sql.write(
                "UPDATE writes SET next_at = ?2 WHERE order_id = ?1 AND next_at IS NOT NULL",
                &[order, Arg::Number(clock + SOON)],
            )?;
            return Ok(());
        }
        self.sql.write(
            "UPDATE writes SET value = CASE WHEN written IS ?3 THEN '' ELSE ?2 END, \
             next_at = CASE WHEN written IS ?3 THEN NULL ELSE next_at END \
             WHERE order_id = ?1 AND next_at IS NOT NULL",
            &[order, Arg::Text(value), Arg::Text(&digest(value))],
        )?;
        Ok(())
    }
}

/// By which a value is known to be the one written last.
pub(super) fn digest(value: &str) -> String {
    let digest = Sha256::digest(value);
    hex::encode(digest.get(..16).unwrap_or_default())
}
