//! The outbox: messages decided with the facts that caused them, told at least once under one key.
//!
//! A row is leased, its key goes to the queue, the consumer asks for the request (`deliver`), sends
//! it and reports (`settle`). Whoever dies on the way, the lease ends and the row is due again; the
//! receiver knows the key, so a second telling is the same message. Only an attempt that is still
//! the row's own may send or settle.

use fulfillment::instant::{Instant, MINUTE};
use fulfillment::{Claim, Notice};
use integrations::{HttpRequest, outbound};
use serde::{Deserialize, Serialize};

use crate::settings::Outbound;
use crate::sql::{Arg, Sql, SqlError};

/// The one channel there is; part of every key.
pub const CHANNEL: &str = "webhook";
/// Failures before a message is set aside.
pub const ATTEMPTS: i64 = 12;
/// How long a message handed to the queue may take before it is sent again. Milliseconds.
const LEASE: i64 = MINUTE;
const LEASE_IN_DEVELOPMENT: i64 = 5_000;
/// From the third attempt nobody reported a lease doubles, this often: a queue that is slower than a lease would
/// else only ever bring attempts that have been replaced. One or two are what a crash costs.
const DOUBLINGS: i64 = 6;
/// Wait before a queue that refused is tried again. Milliseconds.
const QUEUE_WAIT: i64 = 2_000;

/// What a row tells; the address and the secret are looked up when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    milestone: String,
    shipment: Option<String>,
    claim: Claim,
    occurred_at: Instant,
}

/// The consumer's account of an attempt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Report {
    /// HTTP status, 0 for none.
    pub status: u16,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `Idempotency-Key` as echoed.
    pub idempotency_key: Option<String>,
    /// The first few KB of the body.
    pub body: String,
}

/// What settling a row came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Told; the ledger adds the fact.
    Sent {
        /// Order it was about.
        order: String,
        /// Parcel it was about; absent: the order.
        shipment: Option<String>,
        /// What it told of.
        milestone: String,
    },
    /// To be tried again at this instant.
    Again(Instant),
    /// Set aside for good; the ledger writes the dead letter.
    Dead {
        /// Order it was about.
        order: String,
        /// Why.
        reason: String,
    },
    /// Another attempt owns the row, or nobody does any more.
    Stale,
}

/// A first lease's length, in milliseconds.
pub fn lease(development: bool) -> i64 {
    if development {
        LEASE_IN_DEVELOPMENT
    } else {
        LEASE
    }
}

/// The messages of a turn as it is written: key, payload and end of each. A key that was stored
/// before will stay as it is; a message that is already too old is left out.
///
/// # Errors
/// Never in practice: payloads always serialise.
pub fn rows<'a>(
    shop: &str,
    notices: impl Iterator<Item = &'a Notice>,
    now: Instant,
) -> Result<String, serde_json::Error> {
    let mut rows = Vec::new();
    for notice in notices.filter(|notice| notice.expires_at > now) {
        let payload = Payload {
            milestone: notice.milestone.clone(),
            shipment: notice.shipment.clone(),
            claim: notice.claim,
            occurred_at: notice.occurred_at,
        };
        let key = format!("{shop}/{}/{CHANNEL}", notice.key);
        let payload = serde_json::to_string(&payload)?;
        rows.push((key, payload, notice.expires_at.0));
    }
    serde_json::to_string(&rows)
}

/// Leases due rows, first for `lease` milliseconds: their keys and attempts go to the queue. Expired ones are
/// closed.
///
/// # Errors
/// Storage failed.
pub fn due(
    sql: &impl Sql,
    now: Instant,
    lease: i64,
    limit: i64,
) -> Result<Vec<(String, i64)>, SqlError> {
    let rows = sql.read(
        "SELECT key, attempt, expires_at, failures FROM outbox \
         WHERE status = 'pending' AND next_at <= ?1 ORDER BY next_at LIMIT ?2",
        &[Arg::Number(now.0), Arg::Number(limit)],
    )?;
    let mut leased = Vec::new();
    for row in &rows {
        let key = row.text(0)?;
        if row.number(2)? <= now.0 {
            close(
                sql,
                key,
                "expired",
                "its time had passed before it could be told",
            )?;
            continue;
        }
        let unreported = row.number(1)? - row.number(3)?;
        let attempt = row.number(1)? + 1;
        let ends = now.plus(lease << (unreported - 1).clamp(0, DOUBLINGS));
        sql.write(
            "UPDATE outbox SET attempt = ?2, next_at = ?3 WHERE key = ?1",
            &[Arg::Text(key), Arg::Number(attempt), Arg::Number(ends.0)],
        )?;
        leased.push((key.to_owned(), attempt));
    }
    Ok(leased)
}

/// Gives a lease back: the queue did not take it.
///
/// # Errors
/// Storage failed.
pub fn release(sql: &impl Sql, key: &str, attempt: i64, now: Instant) -> Result<(), SqlError> {
    sql.write(
        "UPDATE outbox SET next_at = ?3, attempt = ?2 - 1 \
         WHERE key = ?1 AND attempt = ?2 AND status = 'pending'",
        &[
            Arg::Text(key),
            Arg::Number(attempt),
            Arg::Number(now.plus(QUEUE_WAIT).0),
        ],
    )?;
    Ok(())
}

/// The request of an attempt; `None` if it is not the row's own any more, or too late to tell.
///
/// # Errors
/// Storage failed.
pub fn deliver(
    sql: &impl Sql,
    shop: &str,
    channel: &Outbound,
    key: &str,
    attempt: i64,
    now: Instant,
) -> Result<Option<HttpRequest>, SqlError> {
    let rows = sql.read(
        "SELECT order_id, payload, expires_at FROM outbox \
         WHERE key = ?1 AND attempt = ?2 AND status = 'pending'",
        &[Arg::Text(key), Arg::Number(attempt)],
    )?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let expires_at = Instant(row.number(2)?);
    if expires_at <= now {
        close(
            sql,
            key,
            "expired",
            "its time had passed before it could be told",
        )?;
        return Ok(None);
    }
    let payload = read(row.text(1)?)?;
    let message = outbound::Message {
        key: key.to_owned(),
        shop: shop.to_owned(),
        order: row.text(0)?.to_owned(),
        shipment: payload.shipment,
        milestone: payload.milestone,
        claim: payload.claim,
        occurred_at: payload.occurred_at,
        expires_at,
    };
    let secret = integrations::signature::standard_secret(&channel.secret)
        .unwrap_or_else(|| channel.secret.as_bytes().to_vec());
    Ok(Some(outbound::request(
        &channel.endpoint,
        &secret,
        &message,
        now,
    )))
}

/// Takes the account of an attempt.
///
/// # Errors
/// Storage failed; the lease's end brings the row back.
pub fn settle(
    sql: &impl Sql,
    key: &str,
    attempt: i64,
    report: Report,
    now: Instant,
) -> Result<Settled, SqlError> {
    let rows = sql.read(
        "SELECT order_id, failures, payload FROM outbox \
         WHERE key = ?1 AND attempt = ?2 AND status = 'pending'",
        &[Arg::Text(key), Arg::Number(attempt)],
    )?;
    let Some(row) = rows.first() else {
        return Ok(Settled::Stale);
    };
    let order = row.text(0)?.to_owned();
    let answer = outbound::Answer {
        status: report.status,
        retry_after: report.retry_after,
        idempotency_key: report.idempotency_key,
        body: report.body,
    };
    let failures = row.number(1)?.saturating_add(1);
    let tries = u32::try_from(failures).unwrap_or(u32::MAX);
    match outbound::classify(key, tries, &answer, now) {
        outbound::Outcome::Done => {
            let payload = read(row.text(2)?)?;
            close(sql, key, "sent", "")?;
            Ok(Settled::Sent {
                order,
                shipment: payload.shipment,
                milestone: payload.milestone,
            })
        }
        outbound::Outcome::Retry { after_ms, reason } if failures < ATTEMPTS => {
            let at = now.plus(after_ms.max(100));
            sql.write(
                "UPDATE outbox SET next_at = ?2, reason = ?3, failures = ?4 WHERE key = ?1",
                &[
                    Arg::Text(key),
                    Arg::Number(at.0),
                    Arg::Text(&reason),
                    Arg::Number(failures),
                ],
            )?;
            Ok(Settled::Again(at))
        }
        outbound::Outcome::Retry { reason, .. } | outbound::Outcome::Dead { reason } => {
            close(sql, key, "dead", &reason)?;
            Ok(Settled::Dead { order, reason })
        }
    }
}

/// Makes a dead message due again, with all its attempts.
///
/// # Errors
/// Storage failed.
pub fn revive(sql: &impl Sql, key: &str, now: Instant) -> Result<(), SqlError> {
    sql.write(
        "UPDATE outbox SET status = 'pending', attempt = 0, failures = 0, next_at = ?2 \
         WHERE key = ?1 AND status = 'dead'",
        &[Arg::Text(key), Arg::Number(now.0)],
    )?;
    Ok(())
}

fn read(payload: &str) -> Result<Payload, SqlError> {
    serde_json::from_str(payload).map_err(|error| SqlError::Failed(error.to_string()))
}

fn close(sql: &impl Sql, key: &str, status: &str, reason: &str) -> Result<(), SqlError> {
    sql.write(
        "UPDATE outbox SET status = ?2, reason = ?3 WHERE key = ?1",
        &[Arg::Text(key), Arg::Text(status), Arg::Text(reason)],
    )?;
    Ok(())
}
