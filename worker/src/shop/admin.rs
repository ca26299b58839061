//! The one writer to Shopify's Admin API, and what is asked of it.
//!
//! One call at a time with a pause between, so that live reads keep the larger part of the rate
//! bucket. A status is written when its content changed, coalesced per order; a question is asked
//! once an hour at most.

use fulfillment::Instant;
use fulfillment::instant::{DAY, HOUR, MINUTE};
use integrations::shopify::admin::{
    self, AdminError, Bucket, Expect, METAFIELDS_LIMIT, MetafieldWrite, Owner, UserError,
};
use integrations::{HttpRequest, Locator, Report};

use super::promises::checkout::Step;
use super::promises::handling::QUESTION;
use super::status::digest;
use super::store::Asked;
use super::tasks::backoff;
use super::{Shop, ShopError, find};
use crate::letters;
use crate::sql::{Arg, Sql};

/// Least time between two writes of one order. Milliseconds.
const SPACING: i64 = MINUTE;
const SPACING_IN_DEVELOPMENT: i64 = 2_000;
/// Pause between two calls. Milliseconds.
const PAUSE: i64 = 500;
/// The question whether Shopify's own delivery dates are on.
const SHOP_PROMISE: &str = "shop/delivery_promise";
/// Tries of a write before it becomes a dead letter.
const TRIES: i64 = 8;

/// The call under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// Orders and the values written.
    Write(Vec<(String, String)>),
    /// A question's subject.
    Ask(String),
    /// A step towards the dates at checkout.
    Checkout(Step),
    /// Fulfillment orders whose deadline is set.
    Deadlines(Vec<String>),
    /// A page of the store.
    Store(Asked),
    /// A visit's session token for access, when it was sent.
    Exchange { sent: i64 },
    /// The access for the next one, when it was sent.
    Refresh { sent: i64 },
}

impl<S: Sql> Shop<S> {
    /// Wants Shopify asked, once a day, whether its own delivery dates are on: it advises against times in rate names then.
    pub(super) fn ask_shop_promise(&mut self, now: Instant) -> Result<(), ShopError> {
        let asked = self.promising()?.asked;
        if !self.reaches_shopify()? || asked.is_some_and(|asked| now.since(asked) < DAY) {
            return Ok(());
        }
        self.promising()?.asked = Some(now);
        self.sql.write(
            "INSERT OR REPLACE INTO questions(subject, next_at, asked, failures) VALUES (?1, 0, 0, 0)",
            &[Arg::Text(SHOP_PROMISE)],
        )?;
        Ok(())
    }

    /// Wants something asked: `order/{id}`, `fulfillment_order/{id}` or `handling/{order id}`.
    pub(super) fn ask(&mut self, subject: &str) -> Result<(), ShopError> {
        if !self.reaches_shopify()? || self.settings()?.uninstalled_at.is_some() {
            return Ok(());
        }
        self.sql.write(
            "INSERT OR IGNORE INTO questions(subject, next_at, asked, failures) VALUES (?1, 0, 0, 0)",
            &[Arg::Text(subject)],
        )?;
        Ok(())
    }

    /// The next call, if one is due and none is under way.
    pub(super) fn plan_admin(&mut self, clock: i64) -> Result<Option<HttpRequest>, ShopError> {
        if self.flight.admin.is_some() {
            return Ok(None);
        }
        if let Some(request) = self.plan_access(clock)? {
            return Ok(Some(request));
        }
        let Some(endpoint) = self.endpoint(clock)? else {
            return Ok(None);
        };
        // A switch must work within a minute: it waits for nothing but its own failures.
        if let Some((step, request)) = self.plan_checkout(&endpoint, clock)? {
            self.flight.admin = Some(Call::Checkout(step));
            return Ok(Some(request));
        }
        if self.flight.admin_waits > clock {
            return Ok(None);
        }
        if let Some(request) = self.plan_store(&endpoint, clock)? {
            return Ok(Some(request));
        }
        let due = &[Arg::Number(clock)];
        let asked = self.sql.read(
            "SELECT subject FROM questions WHERE next_at <= ?1 ORDER BY next_at LIMIT 1",
            due,
        )?;
        if let Some(row) = asked.first() {
            let subject = row.text(0)?.to_owned();
            let request = match subject.split_once('/') {
                Some(("shop", _)) => admin::delivery_promise(&endpoint),
                Some(("handling", id)) => admin::order_handling(&endpoint, id),
                Some(("order", id)) => admin::order_by_id(&endpoint, id),
                Some((_, id)) => admin::fulfillment_order_by_id(&endpoint, id),
                None => return Ok(None),
            };
            self.flight.admin = Some(Call::Ask(subject));
            return Ok(Some(request));
        }
        let rows = self.sql.read(
            "SELECT order_id, value, failures FROM writes WHERE next_at <= ?1 AND value <> '' \
             ORDER BY next_at LIMIT 25",
            due,
        )?;
        let mut batch = Vec::new();
        for row in rows.iter().take(METAFIELDS_LIMIT) {
            // One bad write refuses its whole batch: what failed before goes alone.
            let alone = row.number(2)? > 0;
            if alone && !batch.is_empty() {
                continue;
            }
            batch.push((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
            if alone {
                break;
            }
        }
        if batch.is_empty() {
            let planned = self.plan_deadlines(&endpoint, clock)?;
            return Ok(planned.map(|(ids, request)| {
                self.flight.admin = Some(Call::Deadlines(ids));
                request
            }));
        }
        let writes: Vec<MetafieldWrite> = batch
            .iter()
            .map(|(order, value)| MetafieldWrite {
                owner: Owner::Order(order.clone()),
                value: value.clone(),
                // A cache of the ledger, whose one writer this is: what stands there is older.
                expect: Expect::Any,
            })
            .collect();
        self.flight.admin = Some(Call::Write(batch));
        Ok(admin::metafields_set(&endpoint, &writes).ok())
    }

    /// Takes the answer to the call under way; status 0 for none.
    ///
    /// # Errors
    /// Storage failed; the call is made again.
    pub fn told_admin(
        &mut self,
        now: Instant,
        clock: i64,
        status: u16,
        body: &[u8],
    ) -> Result<(), ShopError> {
        // Half of the rate bucket is for live reads.
        let bucket = Bucket::of(body).map_or(0, |bucket| bucket.wait_for_half_ms());
        self.flight.admin_waits = clock + bucket.max(PAUSE);
        let call = self.flight.admin.take();
        if status == 401 && !matches!(call, Some(Call::Exchange { .. } | Call::Refresh { .. })) {
            self.refused_access(clock)?;
        }
        match call {
            None => Ok(()),
            Some(Call::Exchange { sent }) => {
                self.told_access(now, clock, (true, sent), (status, body))
            }
            Some(Call::Refresh { sent }) => {
                self.told_access(now, clock, (false, sent), (status, body))
            }
            Some(Call::Ask(subject)) if subject == SHOP_PROMISE => {
                let answer = admin::parse_delivery_promise(status, body);
                let answer = match answer {
                    Ok(setting) => {
                        self.promising()?.shop_promise = Some(setting.shown);
                        self.keep_promising()?;
                        Ok(None)
                    }
                    Err(error) => Err(error),
                };
                self.answered(now, clock, &subject, answer)
            }
            Some(Call::Ask(subject)) if subject.starts_with(QUESTION) => {
                let order = subject.trim_start_matches(QUESTION);
                self.told_handling(now, clock, order, (status, body))
            }
            Some(Call::Ask(subject)) => {
                let answer = match subject.starts_with("order/") {
                    true => admin::parse_order(status, body),
                    false => admin::parse_fulfillment_order(status, body),
                };
                self.answered(now, clock, &subject, answer)
            }
            Some(Call::Checkout(step)) => {
                let failed = self.told_checkout(now, clock, step, (status, body))?;
                self.note_all(failed)
            }
            Some(Call::Store(asked)) => {
                let failed = self.told_store(now, clock, asked, (status, body))?;
                self.note_all(failed)
            }
            Some(Call::Deadlines(ids)) => {
                let failed = self.told_deadlines(clock, &ids, (status, body))?;
                self.note_all(failed)
            }
            Some(Call::Write(batch)) => {
                let answer = admin::parse_metafields_set(status, body).map(|_| ());
                self.written(now, clock, &batch, answer)
            }
        }
    }

    fn written(
        &mut self,
        now: Instant,
        clock: i64,
        batch: &[(String, String)],
        answer: Result<(), AdminError>,
    ) -> Result<(), ShopError> {
        match answer {
            Ok(()) => {
                let spacing = self
                    .settings()?
                    .metafield_spacing
                    .unwrap_or(if self.development {
                        SPACING_IN_DEVELOPMENT
                    } else {
                        SPACING
                    });
                for (order, value) in batch {
                    // What changed meanwhile is owed again, after the spacing.
                    self.sql.write(
                        "UPDATE writes SET written = ?4, failures = 0, value = '', \
                         next_at = CASE WHEN value = ?2 THEN NULL ELSE ?3 END WHERE order_id = ?1",
                        &[
                            Arg::Text(order),
                            Arg::Text(value),
                            Arg::Number(clock + spacing),
                            Arg::Text(&digest(value)),
                        ],
                    )?;
                }
                Ok(())
            }
            Err(AdminError::Throttled { wait_ms }) => {
                self.flight.admin_waits = clock + wait_ms.max(PAUSE);
                Ok(())
            }
            Err(AdminError::UserErrors(errors)) => self.refused(now, clock, batch, &errors),
            Err(error) => {
                // Not these writes' fault: all of it waits, none is given up.
                self.flight.admin_waits = clock + MINUTE;
                self.note(&error);
                Ok(())
            }
        }
    }

    fn refused(
        &mut self,
        now: Instant,
        clock: i64,
        batch: &[(String, String)],
        errors: &[UserError],
    ) -> Result<(), ShopError> {
        for (index, (order, value)) in batch.iter().enumerate() {
            let own = errors.iter().find(|error| error.index == Some(index));
            let alone = errors.first().filter(|_| batch.len() == 1);
            if let Some(error) = own.or(alone) {
                self.give_up(now, order, value, &error.message)?;
                continue;
            }
            let rows = self.sql.read(
                "UPDATE writes SET failures = failures + 1 WHERE order_id = ?1 RETURNING failures",
                &[Arg::Text(order)],
            )?;
            let failures = rows.first().map(|row| row.number(0)).transpose()?;
            match failures {
                Some(failures) if failures >= TRIES => {
                    self.give_up(now, order, value, "refused with its batch too often")?;
                }
                Some(failures) => {
                    self.sql.write(
                        "UPDATE writes SET next_at = ?2 WHERE order_id = ?1",
                        &[Arg::Text(order), Arg::Number(clock + backoff(failures))],
                    )?;
                }
                None => {}
            }
        }
        Ok(())
    }

    fn give_up(
        &mut self,
        now: Instant,
        order: &str,
        value: &str,
        reason: &str,
    ) -> Result<(), ShopError> {
        // Marked as written: only another content is tried again.
        self.sql.write(
            "UPDATE writes SET written = ?2, value = '', next_at = NULL, failures = 0 WHERE order_id = ?1",
            &[Arg::Text(order), Arg::Text(&digest(value))],
        )?;
        let key = self.letter_key()?;
        let shop = self.settings()?.shop;
        let what = (Some(order), "shopify/admin", reason);
        letters::bury(&self.sql, (&key, &shop), now, what, value.as_bytes())?;
        Ok(())
    }

    pub(super) fn answered(
        &mut self,
        now: Instant,
        clock: i64,
        subject: &str,
        answer: Result<Option<Report>, AdminError>,
    ) -> Result<(), ShopError> {
        let again = match answer {
            Ok(report) => {
                if let Some(report) = report {
                    self.take_report(now, subject, report)?;
                }
                // Kept without a time: nobody asks again before the hour is over.
                self.sql.write(
                    "UPDATE questions SET next_at = NULL, asked = ?2, failures = 0 WHERE subject = ?1",
                    &[Arg::Text(subject), Arg::Number(clock)],
                )?;
                self.sql.write(
                    "DELETE FROM questions WHERE next_at IS NULL AND asked < ?1",
                    &[Arg::Number(clock - HOUR)],
                )?;
                return Ok(());
            }
            Err(AdminError::Throttled { wait_ms }) => {
                self.flight.admin_waits = clock + wait_ms.max(PAUSE);
                wait_ms.max(PAUSE)
            }
            Err(error) => {
                self.note(&error);
                let rows = self.sql.read(
                    "UPDATE questions SET failures = failures + 1 WHERE subject = ?1 RETURNING failures",
                    &[Arg::Text(subject)],
                )?;
                let failures = rows.first().map(|row| row.number(0)).transpose()?;
                backoff(failures.unwrap_or(1)).max(PAUSE)
            }
        };
        self.sql.write(
            "UPDATE questions SET next_at = ?2 WHERE subject = ?1",
            &[Arg::Text(subject), Arg::Number(clock + again)],
        )?;
        Ok(())
    }

    /// What Shopify answered enters as facts, by the same append as a webhook's.
    pub(super) fn take_report(
        &mut self,
        now: Instant,
        subject: &str,
        report: Report,
    ) -> Result<(), ShopError> {
        let Locator::Order(order) = &report.about else {
            return Ok(());
        };
        let shop = self.settings()?.shop;
        self.owe_append(now, &shop, order, "", &report.facts, &report.links)?;
        if let Some(("fulfillment_order", id)) = subject.split_once('/')
            && let Some(link) = find::key(&Locator::FulfillmentOrder(id.to_owned()))
        {
            self.sql.write(
                "INSERT OR IGNORE INTO directory(link, order_id, added) VALUES (?1, ?2, ?3)",
                &[Arg::Text(&link), Arg::Text(order), Arg::Number(now.0)],
            )?;
            self.unpark(now, order, &[link])?;
        }
        Ok(())
    }

    fn note_all(&mut self, failed: Option<AdminError>) -> Result<(), ShopError> {
        if let Some(error) = &failed {
            self.note(error);
        }
        Ok(())
    }

    /// The reason of the last failure, for the shim's log.
    fn note(&mut self, error: &AdminError) {
        self.flight.admin_failure = Some(error.to_string());
    }

    /// Why the last call failed, told once.
    pub fn take_admin_failure(&mut self) -> Option<String> {
        self.flight.admin_failure.take()
    }
}
