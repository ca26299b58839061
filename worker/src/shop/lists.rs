//! The merchant's list, a page at a time.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::list::{Filter, IndexRow, OrderList};
use fulfillment::{Answers, Instant};

use super::apply::word;
use super::{Shop, ShopError};
use crate::letters;
use crate::sql::{Arg, Row, Sql};

/// Rows a page.
const PAGE: i64 = 50;

impl<S: Sql> Shop<S> {
    /// A page of the list: most urgent first (open exceptions by due time, then newest).
    ///
    /// # Errors
    /// Storage failed.
    pub fn list(&mut self, now: Instant, filter: Filter) -> Result<OrderList, ShopError> {
        let state = filter.state.as_ref().map(word).transpose()?;
        let exception = filter.exception.as_ref().map(word).transpose()?;
        // A cursor nobody gave out starts from the top.
        let (due, updated, order) = filter.after.as_deref().and_then(decode).unwrap_or((
            i64::from(i32::MIN) << 16,
            0,
            String::new(),
        ));
        let rows = self.sql.read(
            "SELECT body, due, updated, order_id FROM list l \
             WHERE (?1 IS NULL OR claim = ?1) \
             AND (?2 IS NULL OR EXISTS (SELECT 1 FROM exceptions e \
               WHERE e.kind = ?2 AND e.order_id = l.order_id)) \
             AND (?7 IS NULL OR body ->> '$.attention' <= ?7) \
             AND (due > ?3 OR (due = ?3 AND (updated < ?4 OR (updated = ?4 AND order_id > ?5)))) \
             ORDER BY due, updated DESC, order_id LIMIT ?6",
            &[
                state.as_deref().into(),
                exception.as_deref().into(),
                Arg::Number(due),
                Arg::Number(updated),
                Arg::Text(&order),
                Arg::Number(PAGE + 1),
                filter.attention.then_some(now.0).into(),
            ],
        )?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let next = match (rows.len() > page, rows.get(page.saturating_sub(1))) {
            (true, Some(last)) => Some(encode(last)?),
            _ => None,
        };
        let rows = rows
            .iter()
            .take(page)
            .map(|row| Ok(serde_json::from_str::<IndexRow>(row.text(0)?)?))
            .collect::<Result<_, ShopError>>()?;
        Ok(OrderList {
            shop: self.settings()?.shop,
            filter,
            rows,
            states: self
                .counts("SELECT claim, count(*) FROM list GROUP BY claim ORDER BY claim")?,
            exceptions: self
                .counts("SELECT kind, count(*) FROM exceptions GROUP BY kind ORDER BY kind")?,
            attention: self.calling(now)?,
            answers: self.answers_given()?,
            next,
            dead_letters: self.dead_letters()?,
            parked: self.number("SELECT count(*) FROM parked")?,
            tracking: self.watch_counts()?,
            now,
        })
    }

    fn counts<T: serde::de::DeserializeOwned>(
        &self,
        statement: &'static str,
    ) -> Result<Vec<(T, u32)>, ShopError> {
        let rows = self.sql.read(statement, &[])?;
        rows.iter()
            .map(|row| {
                let key = serde_json::from_value(row.text(0)?.into())?;
                Ok((key, u32::try_from(row.number(1)?).unwrap_or(u32::MAX)))
            })
            .collect()
    }

    /// What readers answered, by what the page said.
    fn answers_given(&self) -> Result<Vec<Answers>, ShopError> {
        let rows = self.sql.read(
            "SELECT claim, sum(yes), sum(no) FROM answers GROUP BY claim ORDER BY claim",
            &[],
        )?;
        rows.iter()
            .map(|row| {
                Ok(Answers {
                    claim: serde_json::from_value(row.text(0)?.into())?,
                    yes: u32::try_from(row.number(1)?).unwrap_or(u32::MAX),
                    no: u32::try_from(row.number(2)?).unwrap_or(u32::MAX),
                })
            })
            .collect()
    }

    /// Orders an agent may look at now.
    fn calling(&self, now: Instant) -> Result<u32, ShopError> {
        let rows = self.sql.read(
            "SELECT count(*) FROM list WHERE body ->> '$.attention' <= ?1",
            &[Arg::Number(now.0)],
        )?;
        let number = rows.first().map(|row| row.number(0)).transpose()?;
        Ok(u32::try_from(number.unwrap_or(0)).unwrap_or(u32::MAX))
    }

    fn number(&self, statement: &'static str) -> Result<u32, ShopError> {
        let rows = self.sql.read(statement, &[])?;
        let number = rows.first().map(|row| row.number(0)).transpose()?;
        Ok(u32::try_from(number.unwrap_or(0)).unwrap_or(u32::MAX))
    }

    fn dead_letters(&self) -> Result<u32, ShopError> {
        let shards = self.number("SELECT coalesce(sum(letters), 0) FROM shards")?;
        let own = u32::try_from(letters::count(&self.sql)?).unwrap_or(u32::MAX);
        Ok(shards.saturating_add(own))
    }
}

fn encode(row: &Row) -> Result<String, ShopError> {
    let cursor = (row.number(1)?, row.number(2)?, row.text(3)?);
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor)?))
}

fn decode(cursor: &str) -> Option<(i64, i64, String)> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}
