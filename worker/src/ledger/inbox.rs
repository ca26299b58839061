//! The inbox: deliveries that were acknowledged and are not folded yet.
//!
//! A sender waits for its delivery to be stored, not for what follows from it: one row, and it hears
//! 200. The delivery is taken ([`append`](super::append)) with the telling that comes next, many in one
//! transaction, or before anyone looks at its order; so nobody ever sees an order without what was
//! acknowledged of it. Deliveries of an order are taken in the order in which they came, each at the instant
//! at which it came: the ledger is the same as if it had been taken at once.

use std::borrow::Cow;

use fulfillment::Instant;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::state::Stored;
use super::{Ledger, LedgerError, projection};
use crate::crypto;
use crate::sql::{Arg, LONGEST_TEXT, Row, Sql};

/// Deliveries of one order taken at once.
const BATCH: i64 = 50;

/// A delivery whose facts nobody has looked at yet.
#[derive(Debug, Serialize, Deserialize)]
struct Incoming<'a> {
    #[serde(borrow)]
    shop: Cow<'a, str>,
    #[serde(borrow)]
    order: Cow<'a, str>,
    #[serde(borrow, default)]
    delivery: Cow<'a, str>,
    #[serde(borrow)]
    facts: &'a RawValue,
    #[serde(borrow, default)]
    personal: Option<&'a RawValue>,
    #[serde(borrow)]
    links: &'a RawValue,
}

/// What the sender of a received delivery hears: that it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The shop's data was redacted: nothing is kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub redacted: bool,
    /// SQL statements this took; only in development.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statements: Option<u32>,
}

impl<S: Sql> Ledger<S> {
    /// Stores a delivery to be taken later. What is no delivery, or larger than a row, is taken at once.
    ///
    /// # Errors
    /// Storage or keys failed, or another shop's delivery: nothing is stored, the sender tries again.
    pub fn receive(&mut self, now: Instant, body: &[u8]) -> Result<Receipt, LedgerError> {
        let before = self.sql.statements();
        let redacted = match serde_json::from_slice::<Incoming<'_>>(body) {
            Ok(incoming) if body.len() < LONGEST_TEXT / 2 => self.keep(now, &incoming)?,
            _ => self.append(now, body)?.redacted,
        };
        let took = self.sql.statements().wrapping_sub(before);
        Ok(Receipt {
            redacted,
            statements: self.development.then_some(took),
        })
    }

    /// Writes the delivery's row; true if the shop was redacted and nothing is kept.
    fn keep(&mut self, now: Instant, incoming: &Incoming<'_>) -> Result<bool, LedgerError> {
        self.bind(&incoming.shop)?;
        if self.known()?.redacted_at.is_some() {
            return Ok(true);
        }
        let sealed = match incoming.personal {
            Some(personal) => {
                let place = self.place(&incoming.order)?;
                let key = self.shard_key()?;
                Some(crypto::seal(&key, &place, personal.get().as_bytes())?)
            }
            None => None,
        };
        self.sql.write(
            "INSERT INTO inbox(at, order_id, delivery, facts, links, sealed) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[
                Arg::Number(now.0),
                Arg::Text(&incoming.order),
                Arg::Text(&incoming.delivery),
                Arg::Text(incoming.facts.get()),
                Arg::Text(incoming.links.get()),
                sealed.as_deref().into(),
            ],
        )?;
        self.flight.received = Some(true);
        self.want(Some(now.plus(projection::SAFETY).0));
        Ok(false)
    }

    /// Takes at most `limit` received deliveries, the oldest first; answers how many there were.
    ///
    /// # Errors
    /// Storage or keys failed: all of them stay.
    pub fn drain(&mut self, limit: u32) -> Result<u32, LedgerError> {
        if !self.received()? {
            return Ok(0);
        }
        let rows = self.sql.read(
            "SELECT row, at, order_id, delivery, facts, links, sealed FROM inbox ORDER BY row LIMIT ?1",
            &[Arg::Number(i64::from(limit))],
        )?;
        self.take_received(&rows)?;
        let taken = u32::try_from(rows.len()).unwrap_or(limit);
        if taken < limit {
            self.flight.received = Some(false);
        }
        Ok(taken)
    }

    /// Sets the oldest received delivery aside: its facts take the core down.
    ///
    /// # Errors
    /// Storage or keys failed: it stays.
    pub fn reject(&mut self, reason: &str) -> Result<(), LedgerError> {
        let rows = self.sql.read(
            "SELECT row, at, order_id, delivery, facts, links, sealed FROM inbox ORDER BY row LIMIT 1",
            &[],
        )?;
        let Some(row) = rows.first() else {
            return Ok(());
        };
        let body = self.body(row)?;
        let at = Instant(row.number(1)?);
        self.bury(at, Some(row.text(2)?), "append", reason, &body)?;
        self.remove(&rows)
    }

    /// What is stored of an order, with all that was received of it.
    pub(super) fn stored(&mut self, order: &str) -> Result<Stored, LedgerError> {
        self.catch_up(order)?;
        Stored::read(&self.sql, order)
    }

    /// Takes what was received of an order.
    pub(super) fn catch_up(&mut self, order: &str) -> Result<(), LedgerError> {
        while self.received()? {
            let rows = self.sql.read(
                "SELECT row, at, order_id, delivery, facts, links, sealed FROM inbox \
                 WHERE order_id = ?1 ORDER BY row LIMIT ?2",
                &[Arg::Text(order), Arg::Number(BATCH)],
            )?;
            if rows.is_empty() {
                break;
            }
            self.take_received(&rows)?;
        }
        Ok(())
    }

    /// The same of the order a delivery is about.
    pub(super) fn catch_up_with(&mut self, body: &[u8]) -> Result<(), LedgerError> {
        if self.received()?
            && let Ok(incoming) = serde_json::from_slice::<Incoming<'_>>(body)
        {
            self.catch_up(&incoming.order)?;
        }
        Ok(())
    }

    /// Whether anything was received and not taken yet.
    pub(super) fn received(&mut self) -> Result<bool, LedgerError> {
        if let Some(received) = self.flight.received {
            return Ok(received);
        }
        let rows = self.sql.read("SELECT EXISTS (SELECT 1 FROM inbox)", &[])?;
        let received = rows.first().map(|row| row.number(0)).transpose()? == Some(1);
        self.flight.received = Some(received);
        Ok(received)
    }

    fn take_received(&mut self, rows: &[Row]) -> Result<(), LedgerError> {
        for row in rows {
            let body = self.body(row)?;
            self.take_body(Instant(row.number(1)?), &body)?;
        }
        self.remove(rows)
    }

    fn remove(&mut self, rows: &[Row]) -> Result<(), LedgerError> {
        let rows: Result<Vec<i64>, _> = rows.iter().map(|row| row.number(0)).collect();
        let rows = serde_json::to_string(&rows?)?;
        self.sql.write(
            "DELETE FROM inbox WHERE row IN (SELECT value FROM json_each(?1))",
            &[Arg::Text(&rows)],
        )?;
        Ok(())
    }

    /// A received delivery as it came.
    fn body(&mut self, row: &Row) -> Result<Vec<u8>, LedgerError> {
        let order = row.text(2)?;
        let personal = match row.maybe_text(6)? {
            Some(sealed) => {
                let place = self.place(order)?;
                let plain = crypto::open(&self.shard_key()?, &place, sealed)?;
                Some(serde_json::from_slice::<Box<RawValue>>(&plain)?)
            }
            None => None,
        };
        let settings = self.settings()?;
        Ok(serde_json::to_vec(&Incoming {
            shop: Cow::Borrowed(&settings.shop),
            order: Cow::Borrowed(order),
            delivery: Cow::Borrowed(row.text(3)?),
            facts: serde_json::from_str(row.text(4)?)?,
            personal: personal.as_deref(),
            links: serde_json::from_str(row.text(5)?)?,
        })?)
    }
}
