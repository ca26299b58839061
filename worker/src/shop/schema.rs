//! A shop's tables.

use crate::sql::{Sql, SqlError};

const MIGRATIONS: &[&str] = &[
    "
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every other name of an order. A name may be used again: the newest order is meant.
CREATE TABLE directory(
  link TEXT NOT NULL, order_id TEXT NOT NULL, added INTEGER NOT NULL, PRIMARY KEY(link, order_id)
) WITHOUT ROWID;
CREATE INDEX directory_order ON directory(order_id);
CREATE TABLE blinds(order_id TEXT PRIMARY KEY, blind TEXT NOT NULL) WITHOUT ROWID;

-- The merchant's list. due is far away without an open exception, so that one index sorts it.
CREATE TABLE list(
  order_id TEXT PRIMARY KEY, rev INTEGER NOT NULL, claim TEXT NOT NULL, due INTEGER NOT NULL,
  updated INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX list_urgency ON list(due, updated DESC, order_id);
CREATE INDEX list_claim ON list(claim);
CREATE TABLE exceptions(
  order_id TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY(order_id, kind)
) WITHOUT ROWID;
CREATE INDEX exceptions_kind ON exceptions(kind, order_id);
CREATE TABLE shards(id TEXT PRIMARY KEY, letters INTEGER NOT NULL) WITHOUT ROWID;

-- Facts whose order is not known yet.
CREATE TABLE parked(
  id INTEGER PRIMARY KEY AUTOINCREMENT, link TEXT NOT NULL, delivery TEXT NOT NULL,
  body TEXT NOT NULL, at INTEGER NOT NULL, expires INTEGER NOT NULL, UNIQUE(link, delivery)
);

-- Calls owed to ledgers until they answer. next_at is the platform's clock.
CREATE TABLE tasks(
  id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL, target TEXT NOT NULL,
  body TEXT NOT NULL, at INTEGER NOT NULL, next_at INTEGER NOT NULL, failures INTEGER NOT NULL
);
CREATE INDEX tasks_next ON tasks(next_at);

-- What Shopify was told of an order, and is to be told. next_at NULL: nothing owed.
CREATE TABLE writes(
  order_id TEXT PRIMARY KEY, value TEXT NOT NULL, written TEXT, next_at INTEGER,
  failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX writes_next ON writes(next_at) WHERE next_at IS NOT NULL;

-- What Shopify is to be asked: order/{id}, fulfillment_order/{id}.
CREATE TABLE questions(
  subject TEXT PRIMARY KEY, next_at INTEGER, asked INTEGER NOT NULL, failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX questions_next ON questions(next_at) WHERE next_at IS NOT NULL;

CREATE TABLE tombstones(order_id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE rates(
  who TEXT NOT NULL, span INTEGER NOT NULL, tries INTEGER NOT NULL, PRIMARY KEY(who, span)
) WITHOUT ROWID;
",
    crate::letters::TABLES,
];

/// Brings the tables to the newest schema.
///
/// # Errors
/// A statement failed: the object must not serve.
pub fn migrate(sql: &impl Sql) -> Result<(), SqlError> {
    crate::ledger::schema::apply(sql, MIGRATIONS)
}
