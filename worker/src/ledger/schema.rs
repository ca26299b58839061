//! A ledger's tables, grown by migrations that run when the object wakes.

use crate::sql::{Arg, Sql, SqlError};

/// Each entry runs once, in order; its number is its position from 1. Never edit one that shipped.
const MIGRATIONS: &[&str] = &["
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Deliveries acknowledged and not taken yet, in the order in which they came. Without an index, which an append
-- would write too: they wait for moments. sealed: personal data.
CREATE TABLE inbox(
  row INTEGER PRIMARY KEY, at INTEGER NOT NULL, order_id TEXT NOT NULL, delivery TEXT NOT NULL,
  facts TEXT NOT NULL, links TEXT NOT NULL, sealed TEXT
);

-- The grow-only set, as it grew: what a turn added is one row, the inside of a JSON object of facts by id.
-- An order names its rows, so no index of them is kept; and in a table without row ids each row of more than
-- a kilobyte would take a page of its own.
CREATE TABLE facts(row INTEGER PRIMARY KEY, order_id TEXT NOT NULL, bodies TEXT NOT NULL);

-- What is derived from the facts, what of it the world has not been told yet, and what is no fact.
-- rev grows with every change; dirty_view: 0 clean, 1 put, 2 delete; redacted: 0 no, 1 its personal
-- data, 2 all of it; shown: a reader asked for the order, only then its view is kept in Workers KV.
-- due: -1 while the Shop is owed a row of the list, else the next deadline. One index serves both questions,
-- and what is of one order is one row: every page that an append touches is written to disk before the
-- sender is answered.
-- facts: JSON array of its rows there, bytes: how long those are together.
-- taken: deliveries, each with when it may be forgotten, so that a second one changes nothing.
-- sealed: the order's personal data.
CREATE TABLE orders(
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, rev INTEGER NOT NULL, digest TEXT NOT NULL,
  next_wake INTEGER, facts TEXT NOT NULL DEFAULT '[]', bytes INTEGER NOT NULL, links TEXT NOT NULL, blind TEXT,
  dirty_view INTEGER NOT NULL, dirty_index INTEGER NOT NULL, redacted INTEGER NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0, taken TEXT NOT NULL DEFAULT '{}', sealed TEXT,
  due INTEGER AS (CASE WHEN dirty_index <> 0 THEN -1 ELSE next_wake END) VIRTUAL
) WITHOUT ROWID;
CREATE INDEX orders_due ON orders(due) WHERE due IS NOT NULL;
CREATE INDEX orders_dirty_view ON orders(id) WHERE dirty_view <> 0;

-- status: pending, sent, dead, expired. next_at of a pending row is its next try or its lease's end.
-- failures: how often the receiver failed; an attempt that a crash cut short says nothing of it.
CREATE TABLE outbox(
  key TEXT PRIMARY KEY, order_id TEXT NOT NULL, payload TEXT NOT NULL, status TEXT NOT NULL,
  attempt INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, reason TEXT
) WITHOUT ROWID;
CREATE INDEX outbox_next ON outbox(next_at) WHERE status = 'pending';
CREATE INDEX outbox_order ON outbox(order_id);

-- All that one turn of an order writes, in one statement: a call into SQLite costs more than its work.
-- bodies NULL: no facts are new; messages: [[key, payload, expires_at], ...], told from `told_at` on, NULL: none.
CREATE VIEW turns(order_id, bodies, version, rev, digest, next_wake, facts, bytes, links, blind,
  dirty_view, redacted, shown, taken, sealed, messages, told_at)
AS SELECT '', '', 0, 0, '', 0, '', 0, '', '', 0, 0, 0, '', '', '', 0;
CREATE TRIGGER turn_taken INSTEAD OF INSERT ON turns BEGIN
  INSERT INTO facts(order_id, bodies)
    SELECT NEW.order_id, NEW.bodies WHERE NEW.bodies IS NOT NULL;
  INSERT OR REPLACE INTO orders(id, version, rev, digest, next_wake, facts, bytes, links, blind,
      dirty_view, dirty_index, redacted, shown, taken, sealed)
    VALUES (NEW.order_id, NEW.version, NEW.rev, NEW.digest, NEW.next_wake,
      CASE WHEN NEW.bodies IS NULL THEN NEW.facts
        ELSE json_insert(NEW.facts, '$[#]', (SELECT max(row) FROM facts)) END,
      NEW.bytes, NEW.links, NEW.blind, NEW.dirty_view, 1, NEW.redacted, NEW.shown, NEW.taken,
      NEW.sealed);
  INSERT OR IGNORE INTO outbox(key, order_id, payload, status, attempt, next_at, expires_at)
    SELECT value ->> '$[0]', NEW.order_id, value ->> '$[1]', 'pending', 0, NEW.told_at,
      value ->> '$[2]' FROM json_each(NEW.messages);
END;
", crate::letters::TABLES];

/// Brings the tables to the newest schema.
///
/// # Errors
/// A statement failed: the object must not serve.
pub fn migrate(sql: &impl Sql) -> Result<(), SqlError> {
    apply(sql, MIGRATIONS)
}

/// Runs the `migrations` this database has not seen.
///
/// # Errors
/// A statement failed.
pub fn apply(sql: &impl Sql, migrations: &[&'static str]) -> Result<(), SqlError> {
    let known = sql.read(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'meta'",
        &[],
    )?;
    let seen = match known.first().map(|row| row.number(0)).transpose()? {
        Some(1) => sql
            .read("SELECT value FROM meta WHERE key = 'schema'", &[])?
            .first()
            .map(|row| row.text(0).map(|text| text.parse().unwrap_or(0)))
            .transpose()?
            .unwrap_or(0),
        _ => 0,
    };
    for (index, migration) in migrations.iter().enumerate().skip(seen) {
        sql.write(migration, &[])?;
        let version = (index + 1).to_string();
        sql.write(
            "INSERT OR REPLACE INTO meta(key, value) VALUES ('schema', ?1)",
            &[Arg::Text(&version)],
        )?;
    }
    Ok(())
}
