//! The promised date as Shopify's "fulfill by", where the merchant's other tools see it: one call for all that share it.

use fulfillment::Instant;
use integrations::HttpRequest;
use integrations::shopify::admin::{self, AdminError, DEADLINES_LIMIT, Endpoint};

use crate::shop::tasks::backoff;
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// Tries of a deadline that Shopify refuses before it is given up: the fulfillment order is closed or moved.
const TRIES: i64 = 4;

impl<S: Sql> Shop<S> {
    /// Owes fulfillment orders their deadline.
    pub(super) fn owe_deadlines(
        &mut self,
        fulfillment_orders: &[String],
        due: Instant,
    ) -> Result<(), ShopError> {
        if !self.reaches_shopify()? || fulfillment_orders.is_empty() {
            return Ok(());
        }
        self.sql.write(
            "INSERT INTO deadlines(fulfillment_order, due, next_at, failures) \
             SELECT value, ?2, 0, 0 FROM json_each(?1) WHERE true \
             ON CONFLICT(fulfillment_order) DO UPDATE SET due = excluded.due, failures = 0, \
             next_at = CASE WHEN due = excluded.due THEN next_at ELSE 0 END",
            &[
                Arg::Text(&serde_json::to_string(fulfillment_orders)?),
                Arg::Number(due.0),
            ],
        )?;
        Ok(())
    }

    /// The next call for deadlines, if one is owed: its fulfillment orders and the request.
    pub(in crate::shop) fn plan_deadlines(
        &mut self,
        endpoint: &Endpoint,
        clock: i64,
    ) -> Result<Option<(Vec<String>, HttpRequest)>, ShopError> {
        let first = self.sql.read(
            "SELECT next_at, due, failures FROM deadlines WHERE next_at <= ?1 \
             ORDER BY next_at, due LIMIT 1",
            &[Arg::Number(clock)],
        )?;
        let Some(row) = first.first() else {
            return Ok(None);
        };
        let due = Instant(row.number(1)?);
        // One bad id refuses its whole call: what failed before goes alone.
        let limit = match row.number(2)? {
            0 => i64::try_from(DEADLINES_LIMIT).unwrap_or(i64::MAX),
            _ => 1,
        };
        let rows = self.sql.read(
            "SELECT fulfillment_order FROM deadlines WHERE next_at = ?1 AND due = ?2 LIMIT ?3",
            &[
                Arg::Number(row.number(0)?),
                Arg::Number(due.0),
                Arg::Number(limit),
            ],
        )?;
        let ids = rows
            .iter()
            .map(|row| row.text(0).map(str::to_owned))
            .collect::<Result<Vec<_>, _>>()?;
        let names: Vec<&str> = ids.iter().map(String::as_str).collect();
        let request = admin::fulfillment_deadline_set(endpoint, &names, due).ok();
        Ok(request.map(|request| (ids, request)))
    }

    /// Takes the answer to a call for deadlines.
    pub(in crate::shop) fn told_deadlines(
        &mut self,
        clock: i64,
        ids: &[String],
        (status, body): (u16, &[u8]),
    ) -> Result<Option<AdminError>, ShopError> {
        let told = serde_json::to_string(ids)?;
        let failed = admin::parse_fulfillment_deadline_set(status, body).err();
        let wait = match &failed {
            None => {
                self.sql.write(
                    "UPDATE deadlines SET next_at = NULL, failures = 0 \
                     WHERE fulfillment_order IN (SELECT value FROM json_each(?1))",
                    &[Arg::Text(&told)],
                )?;
                return Ok(None);
            }
            Some(AdminError::UserErrors(_)) => {
                self.sql.write(
                    "UPDATE deadlines SET failures = failures + 1, \
                     next_at = CASE WHEN failures + 1 >= ?3 THEN NULL ELSE ?2 END \
                     WHERE fulfillment_order IN (SELECT value FROM json_each(?1))",
                    &[
                        Arg::Text(&told),
                        Arg::Number(clock.saturating_add(backoff(1))),
                        Arg::Number(TRIES),
                    ],
                )?;
                return Ok(failed);
            }
            Some(AdminError::Throttled { wait_ms }) => *wait_ms,
            Some(_) => backoff(6),
        };
        self.sql.write(
            "UPDATE deadlines SET next_at = ?2 \
             WHERE fulfillment_order IN (SELECT value FROM json_each(?1))",
            &[Arg::Text(&told), Arg::Number(clock.saturating_add(wait))],
        )?;
        Ok(failed)
    }
}
