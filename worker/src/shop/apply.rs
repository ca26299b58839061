//! Deltas of the ledgers: the list, the directory, live sources. Told at least once, in any order;
//! an order's older revision never replaces a newer one.

use std::collections::{BTreeMap, BTreeSet};

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
        if !delta.orders.is_empty() {
            self.apply_names(now, &delta.orders)?;
            let news = self.apply_rows(clock, &delta.orders)?;
            self.promise(now, &news)?;
            self.watch(now, &news)?;
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

    /// Takes the orders' names; what was parked for a new one goes on.
    fn apply_names(&mut self, now: Instant, orders: &[OrderDelta]) -> Result<(), ShopError> {
        let names: Vec<(String, &str)> = orders
            .iter()
            .flat_map(|delta| {
                let links = delta.links.iter().map(find::link_key);
                links.map(|link| (link, delta.order.as_str()))
            })
            .collect();
        let new = self.sql.read(
            "INSERT OR IGNORE INTO directory(link, order_id, added) \
             SELECT value ->> '$[0]', value ->> '$[1]', ?2 FROM json_each(?1) \
             RETURNING link, order_id",
            &[
                Arg::Text(&serde_json::to_string(&names)?),
                Arg::Number(now.0),
            ],
        )?;
        if new.is_empty()
            || self
                .sql
                .read("SELECT 1 FROM parked LIMIT 1", &[])?
                .is_empty()
        {
            return Ok(());
        }
        let mut links: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for row in &new {
            let of_order = links.entry(row.text(1)?).or_default();
            of_order.push(row.text(0)?.to_owned());
        }
        for (order, links) in links {
            self.unpark(now, order, &links)?;
        }
        Ok(())
    }

    /// Takes the orders' rows that are newer than what is listed, and all that hangs on them; answers
    /// which orders these were.
    fn apply_rows<'a>(
        &mut self,
        clock: i64,
        orders: &'a [OrderDelta],
    ) -> Result<Vec<&'a OrderDelta>, ShopError> {
        let mut rows = Vec::new();
        for delta in orders {
            if let Some(row) = &delta.row {
                rows.push(line(delta.rev, row)?);
            }
        }
        let taken = self.sql.read(
            "INSERT INTO list(order_id, rev, claim, due, updated, body) \
             SELECT value ->> '$[0]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]', \
             value ->> '$[4]', value ->> '$[5]' FROM json_each(?1) WHERE true \
             ON CONFLICT(order_id) DO UPDATE SET rev = excluded.rev, claim = excluded.claim, \
             due = excluded.due, updated = excluded.updated, body = excluded.body \
             WHERE excluded.rev > list.rev RETURNING order_id",
            &[Arg::Text(&serde_json::to_string(&rows)?)],
        )?;
        let taken = taken
            .iter()
            .map(|row| row.text(0))
            .collect::<Result<BTreeSet<_>, _>>()?;
        // An order without a row (its facts are gone) has nothing to be older than.
        let news: Vec<&OrderDelta> = orders
            .iter()
            .filter(|delta| delta.row.is_none() || taken.contains(delta.order.as_str()))
            .collect();
        if news.is_empty() {
            return Ok(news);
        }
        let ids: Vec<&str> = news.iter().map(|delta| delta.order.as_str()).collect();
        let ids = serde_json::to_string(&ids)?;
        let mut blinds = Vec::new();
        let mut exceptions = Vec::new();
        for delta in &news {
            for blind in delta.blind.iter().flat_map(|blinds| blinds.split(' ')) {
                blinds.push((delta.order.as_str(), blind));
            }
            for kind in delta.row.iter().flat_map(|row| &row.exceptions) {
                exceptions.push((delta.order.as_str(), word(kind)?));
            }
        }
        self.sql.write(
            "DELETE FROM blinds WHERE order_id IN (SELECT value FROM json_each(?1))",
            &[Arg::Text(&ids)],
        )?;
        if !blinds.is_empty() {
            self.sql.write(
                "INSERT OR REPLACE INTO blinds(order_id, blind) \
                 SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?1) \
                 WHERE value ->> '$[0]' NOT IN (SELECT order_id FROM tombstones)",
                &[Arg::Text(&serde_json::to_string(&blinds)?)],
            )?;
        }
        self.sql.write(
            "DELETE FROM exceptions WHERE order_id IN (SELECT value FROM json_each(?1))",
            &[Arg::Text(&ids)],
        )?;
        if !exceptions.is_empty() {
            self.sql.write(
                "INSERT OR IGNORE INTO exceptions(order_id, kind) \
                 SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?1)",
                &[Arg::Text(&serde_json::to_string(&exceptions)?)],
            )?;
        }
        let mut answers = Vec::new();
        for row in news.iter().filter_map(|delta| delta.row.as_ref()) {
            for of in &row.answers {
                answers.push((row.order.as_str(), word(&of.claim)?, of.yes, of.no));
            }
        }
        if !answers.is_empty() {
            // Answers are never taken back: what was counted before is the least there is now.
            self.sql.write(
                "INSERT OR REPLACE INTO answers(order_id, claim, yes, no) \
                 SELECT value ->> '$[0]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]' \
                 FROM json_each(?1)",
                &[Arg::Text(&serde_json::to_string(&answers)?)],
            )?;
        }
        for row in news.iter().filter_map(|delta| delta.row.as_ref()) {
            self.owe_status(clock, row)?;
            if row.placed_at.is_none() {
                // Facts of an order nobody has shown us: Shopify knows it.
                self.ask(&format!("order/{}", row.order))?;
            }
        }
        Ok(news)
    }
}

/// A row of the list's table: order, revision, claim, due, updated, body.
fn line(rev: i64, row: &IndexRow) -> Result<(&str, i64, String, i64, i64, String), ShopError> {
    let due = match row.exceptions.is_empty() {
        true => NOT_DUE,
        false => row.due_at.map_or(NOT_DUE - 1, |at| at.0),
    };
    let updated = row.updated_at.map_or(0, |at| at.0);
    let body = serde_json::to_string(row)?;
    Ok((&row.order, rev, word(&row.claim)?, due, updated, body))
}

/// The snake-case word of a unit variant.
pub(super) fn word(value: &impl serde::Serialize) -> Result<String, ShopError> {
    Ok(serde_json::to_string(value)?.trim_matches('"').to_owned())
}
