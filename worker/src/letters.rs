//! Dead letters of either object: what could not be taken or told, with its reason, never thrown
//! away. Bodies may hold personal data, so they are sealed, in parts below the row limit.

use contract::admin::Letter;
use fulfillment::Instant;

use crate::crypto::{self, CryptoError, Key};
use crate::sql::{Arg, Sql, SqlError};

/// The tables; part of both objects' first migration.
pub const TABLES: &str = "
CREATE TABLE letters(
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, order_id TEXT, source TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE TABLE letter_parts(
  letter INTEGER NOT NULL, part INTEGER NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY(letter, part)
) WITHOUT ROWID;
";

/// Sealed bytes a part: base64 makes a third more of it, and a row holds 2 MB.
const PART: usize = 1_000_000;
/// Letters listed at once.
const LISTED: i64 = 200;

/// Why dead letters failed: ours.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// Storage failed.
    #[error(transparent)]
    Sql(#[from] SqlError),
    /// Keys failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

/// A letter with its body, taken out of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Order it is about, where known.
    pub order: Option<String>,
    /// Where it came from or was going to.
    pub source: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Sets something aside under `key`; `scope` is the object it must not leave.
///
/// # Errors
/// See [`LetterError`].
pub fn bury(
    sql: &impl Sql,
    (key, scope): (&Key, &str),
    now: Instant,
    (order, source, reason): (Option<&str>, &str, &str),
    body: &[u8],
) -> Result<(), LetterError> {
    let rows = sql.read(
        "INSERT INTO letters(at, order_id, source, reason) VALUES (?1, ?2, ?3, ?4) RETURNING id",
        &[
            Arg::Number(now.0),
            order.into(),
            Arg::Text(source),
            Arg::Text(reason),
        ],
    )?;
    let id = rows
        .first()
        .map(|row| row.number(0))
        .transpose()?
        .unwrap_or(0);
    let place = place(scope, id);
    for (part, chunk) in body.chunks(PART).enumerate() {
        let sealed = crypto::seal(key, &place, chunk)?;
        let part = i64::try_from(part).unwrap_or(i64::MAX);
        sql.write(
            "INSERT INTO letter_parts(letter, part, sealed) VALUES (?1, ?2, ?3)",
            &[Arg::Number(id), Arg::Number(part), Arg::Text(&sealed)],
        )?;
    }
    Ok(())
}

/// The letters, newest first, at most 200.
///
/// # Errors
/// Storage failed.
pub fn list(sql: &impl Sql) -> Result<Vec<Letter>, SqlError> {
    let rows = sql.read(
        "SELECT id, at, order_id, source, reason FROM letters ORDER BY id DESC LIMIT ?1",
        &[Arg::Number(LISTED)],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Letter {
                id: row.number(0)?.to_string(),
                at: Some(Instant(row.number(1)?)),
                order: row.maybe_text(2)?.map(str::to_owned),
                source: row.text(3)?.to_owned(),
                reason: row.text(4)?.to_owned(),
            })
        })
        .collect()
}

/// How many wait for someone.
///
/// # Errors
/// Storage failed.
pub fn count(sql: &impl Sql) -> Result<i64, SqlError> {
    let rows = sql.read("SELECT count(*) FROM letters", &[])?;
    Ok(rows
        .first()
        .map(|row| row.number(0))
        .transpose()?
        .unwrap_or(0))
}

/// Takes a letter out of the table; `None`: no such letter. The caller's transaction brings it back
/// if what it does with it fails.
///
/// # Errors
/// See [`LetterError`].
pub fn take(
    sql: &impl Sql,
    (key, scope): (&Key, &str),
    id: i64,
) -> Result<Option<Taken>, LetterError> {
    let rows = sql.read(
        "SELECT l.order_id, l.source, p.sealed FROM letters l \
         LEFT JOIN letter_parts p ON p.letter = l.id WHERE l.id = ?1 ORDER BY p.part",
        &[Arg::Number(id)],
    )?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let mut taken = Taken {
        order: first.maybe_text(0)?.map(str::to_owned),
        source: first.text(1)?.to_owned(),
        body: Vec::new(),
    };
    let place = place(scope, id);
    for row in &rows {
        if let Some(sealed) = row.maybe_text(2)? {
            taken.body.extend(crypto::open(key, &place, sealed)?);
        }
    }
    sql.write("DELETE FROM letters WHERE id = ?1", &[Arg::Number(id)])?;
    sql.write(
        "DELETE FROM letter_parts WHERE letter = ?1",
        &[Arg::Number(id)],
    )?;
    Ok(Some(taken))
}

/// Removes an order's letters: redaction.
///
/// # Errors
/// Storage failed.
pub fn forget(sql: &impl Sql, order: &str) -> Result<(), SqlError> {
    for statement in [
        "DELETE FROM letter_parts WHERE letter IN (SELECT id FROM letters WHERE order_id = ?1)",
        "DELETE FROM letters WHERE order_id = ?1",
    ] {
        sql.write(statement, &[Arg::Text(order)])?;
    }
    Ok(())
}

fn place(scope: &str, id: i64) -> String {
    format!("{scope}/letter-{id}")
}
