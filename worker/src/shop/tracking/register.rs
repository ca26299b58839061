//! Asking the relay to watch numbers: one request at a time, repeated until it says what becomes of it.
//!
//! A request is idempotent: the relay answers that it has the number already. Nobody waits for one.

use contract::tracking::Watch;
use fulfillment::Instant;
use fulfillment::instant::HOUR;
use integrations::HttpRequest;
use integrations::aftership::SYSTEM;
use integrations::aftership::register::{self, Answer, Outcome, Registration};

use super::super::apply::word;
use super::super::tasks::backoff;
use super::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// Pause between two requests: AfterShip takes ten a second of an account, other apps included.
/// Milliseconds.
const PAUSE: i64 = 150;
/// Pause before what needs a person or a new period is tried again. Milliseconds.
const LATER: i64 = HOUR;

/// The request under way. Times are the platform's clock.
#[derive(Default)]
pub struct Flight {
    /// Number and order asked for.
    asked: Option<(String, String)>,
    waits: i64,
    failures: i64,
}

impl Flight {
    /// Drops what nobody is doing any more.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

impl<S: Sql> Shop<S> {
    /// The next request, if one is due and none is under way.
    pub(in crate::shop) fn plan_relay(
        &mut self,
        clock: i64,
    ) -> Result<Option<HttpRequest>, ShopError> {
        if self.flight.relay.asked.is_some() || self.flight.relay.waits > clock {
            return Ok(None);
        }
        let settings = self.settings()?;
        let Some(aftership) = settings
            .aftership
            .filter(|_| settings.uninstalled_at.is_none())
        else {
            return Ok(None);
        };
        let rows = self.sql.read(
            "SELECT number, order_id, name, carrier, country FROM trackings WHERE next_at <= ?1 \
             ORDER BY next_at, since DESC LIMIT 1",
            &[Arg::Number(clock)],
        )?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let text = |at| Ok::<_, ShopError>(row.maybe_text(at)?.map(str::to_owned));
        let registration = Registration {
            number: row.text(0)?.to_owned(),
            order: row.text(1)?.to_owned(),
            order_name: text(2)?.filter(|name| !name.is_empty()),
            carrier: text(3)?,
            country: text(4)?,
        };
        let request = register::request(&self.aftership, &aftership.api_key, &registration);
        self.flight.relay.asked = Some((registration.number, registration.order));
        Ok(Some(request))
    }

    /// When a request is due next, by the platform's clock.
    pub(in crate::shop) fn relay_due(&self) -> Result<Option<i64>, ShopError> {
        if self.flight.relay.asked.is_some() {
            return Ok(None);
        }
        let rows = self.sql.read(
            "SELECT min(next_at) FROM trackings WHERE next_at IS NOT NULL",
            &[],
        )?;
        let due = rows.first().map(|row| row.maybe_number(0)).transpose()?;
        Ok(due.flatten().map(|at| at.max(self.flight.relay.waits)))
    }

    /// Takes the answer to the request under way; status 0 for none.
    ///
    /// # Errors
    /// Storage failed; the request is made again.
    pub fn told_relay(
        &mut self,
        now: Instant,
        clock: i64,
        answer: &Answer,
    ) -> Result<(), ShopError> {
        let Some((number, order)) = self.flight.relay.asked.take() else {
            return Ok(());
        };
        let outcome = register::parse(answer, Instant(clock));
        self.flight.relay.waits = clock + if self.development { 0 } else { PAUSE };
        let mut health = self.known()?.relay.clone();
        let before = health.clone();
        match &outcome {
            Outcome::Retry { after_ms } if answer.status == 429 => {
                self.flight.relay.waits = clock + after_ms;
            }
            Outcome::Retry { after_ms } => {
                health.failing.get_or_insert(now);
                let failures = &mut self.flight.relay.failures;
                *failures = failures.saturating_add(1);
                self.flight.relay.waits = clock + backoff(*failures).max(*after_ms);
            }
            _ => {
                health.failing = None;
                self.flight.relay.failures = 0;
            }
        }
        match &outcome {
            Outcome::Retry { .. } => {}
            Outcome::Unauthorized => {
                health.refused.get_or_insert(now);
            }
            Outcome::Quota => {
                health.refused = None;
                health.quota.get_or_insert(now);
            }
            Outcome::Tracked { .. } => (health.refused, health.quota) = (None, None),
            Outcome::Unsupported { .. } | Outcome::Failed { .. } => health.refused = None,
        }
        let (told, clock) = ((now, number.as_str(), order.as_str()), Arg::Number(clock));
        match outcome {
            Outcome::Tracked { .. } => self.conclude(told, Watch::Tracked, None)?,
            Outcome::Unsupported { reason } => {
                self.conclude(told, Watch::Unsupported, Some(&reason))?;
            }
            Outcome::Failed { reason } => self.conclude(told, Watch::Failed, Some(&reason))?,
            Outcome::Quota => {
                self.sql.write(
                    "UPDATE trackings SET state = 'quota', next_at = ?1 + ?2, at = ?3 \
                     WHERE next_at IS NOT NULL",
                    &[clock, Arg::Number(LATER), Arg::Number(now.0)],
                )?;
            }
            Outcome::Unauthorized => {
                self.sql.write(
                    "UPDATE trackings SET next_at = ?1 + ?2 WHERE next_at IS NOT NULL",
                    &[clock, Arg::Number(LATER)],
                )?;
            }
            Outcome::Retry { after_ms } => self.put_off(&number, &order, clock, after_ms)?,
        }
        // What stood in the way for all no longer does.
        let freed = (before.quota.is_some() && health.quota.is_none())
            || (before.refused.is_some() && health.refused.is_none());
        if freed {
            self.sql.write(
                "UPDATE trackings SET next_at = 0, \
                 state = CASE state WHEN 'quota' THEN 'pending' ELSE state END \
                 WHERE next_at IS NOT NULL",
                &[],
            )?;
        }
        self.keep_health(&health)?;
        let mut settings = self.settings()?;
        if self.hear(now, &mut settings)? {
            settings.revision = settings.revision.saturating_add(1);
            self.store_settings(now, &settings)?;
        }
        Ok(())
    }

    /// The relay said what becomes of a number; its order hears when it begins or ends being watched.
    fn conclude(
        &mut self,
        (now, number, order): (Instant, &str, &str),
        state: Watch,
        reason: Option<&str>,
    ) -> Result<(), ShopError> {
        let tracked = state == Watch::Tracked;
        let rows = self.sql.read(
            "SELECT told FROM trackings WHERE order_id = ?1 AND number = ?2",
            &[Arg::Text(order), Arg::Text(number)],
        )?;
        // It arrived meanwhile, or was given another number.
        let Some(told) = rows.first().map(|row| row.number(0)).transpose()? else {
            return Ok(());
        };
        self.sql.write(
            "UPDATE trackings SET state = ?3, reason = ?4, at = ?5, told = ?6, next_at = NULL, \
             failures = 0 WHERE order_id = ?1 AND number = ?2",
            &[
                Arg::Text(order),
                Arg::Text(number),
                Arg::Text(&word(&state)?),
                reason.into(),
                Arg::Number(now.0),
                Arg::Number(i64::from(tracked)),
            ],
        )?;
        if tracked == (told != 0) {
            return Ok(());
        }
        let fact = fulfillment::watched(SYSTEM, number, tracked, now);
        let shop = self.settings()?.shop;
        self.owe_append(now, &shop, order, "", &[fact], &[])
    }

    /// One more try of this number later, behind the others.
    fn put_off(
        &mut self,
        number: &str,
        order: &str,
        clock: Arg<'_>,
        after_ms: i64,
    ) -> Result<(), ShopError> {
        let rows = self.sql.read(
            "UPDATE trackings SET failures = failures + 1 WHERE order_id = ?1 AND number = ?2 \
             RETURNING failures",
            &[Arg::Text(order), Arg::Text(number)],
        )?;
        let failures = rows.first().map(|row| row.number(0)).transpose()?;
        let wait = backoff(failures.unwrap_or(1)).max(after_ms);
        self.sql.write(
            "UPDATE trackings SET next_at = ?3 + ?4 WHERE order_id = ?1 AND number = ?2",
            &[
                Arg::Text(order),
                Arg::Text(number),
                clock,
                Arg::Number(wait),
            ],
        )?;
        Ok(())
    }
}
