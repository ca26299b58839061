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
    "
-- Each order's work as it was last counted: what the next report differs from. body: the rest of it.
-- waits NULL: nobody waits for it any more.
CREATE TABLE loads(
  order_id TEXT NOT NULL, part TEXT NOT NULL, place TEXT NOT NULL, method TEXT NOT NULL,
  waits INTEGER, body TEXT NOT NULL, PRIMARY KEY(order_id, part)
) WITHOUT ROWID;
CREATE INDEX loads_waiting ON loads(place, method, waits) WHERE waits IS NOT NULL;

-- What waits at a location, how fast it works, how long its orders took; kept by differences.
CREATE TABLE places(id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

-- What recomputing needs to know of the time before: one row.
CREATE TABLE promising(id INTEGER PRIMARY KEY, body TEXT NOT NULL);

-- Every set of dates that was ever told, from when until when.
CREATE TABLE versions(
  since INTEGER PRIMARY KEY, revision INTEGER NOT NULL, until INTEGER NOT NULL,
  digest TEXT NOT NULL, body TEXT NOT NULL
);

-- The promise of each order, answered or not. due: the end of the date in force; NULL: none. queue: all lines that
-- had ever come in there when it did, its own included. standing: 1 until it left or never will.
CREATE TABLE promised(
  order_id TEXT PRIMARY KEY, place TEXT NOT NULL, due INTEGER, queue INTEGER NOT NULL,
  standing INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX promised_due ON promised(place, due, queue) WHERE standing = 1 AND due IS NOT NULL;

-- How promises were kept. week: the Monday it was placed in, in days since 1970. Times in milliseconds.
CREATE TABLE scores(
  week INTEGER NOT NULL, place TEXT NOT NULL, method TEXT NOT NULL, bucket INTEGER NOT NULL,
  orders INTEGER NOT NULL, promised INTEGER NOT NULL, kept INTEGER NOT NULL,
  missed INTEGER NOT NULL, left INTEGER NOT NULL, slack INTEGER NOT NULL,
  pinball INTEGER NOT NULL, changes INTEGER NOT NULL, PRIMARY KEY(week, place, method, bucket)
) WITHOUT ROWID;

-- Deadlines owed to Shopify's fulfillment orders. next_at: the platform's clock; NULL: told.
CREATE TABLE deadlines(
  fulfillment_order TEXT PRIMARY KEY, due INTEGER NOT NULL, next_at INTEGER,
  failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX deadlines_next ON deadlines(next_at, due) WHERE next_at IS NOT NULL;
",
    "
-- An order is found by its shopper's e-mail address and by the customer's id.
CREATE TABLE owners(
  order_id TEXT NOT NULL, blind TEXT NOT NULL, PRIMARY KEY(order_id, blind)
) WITHOUT ROWID;
INSERT INTO owners SELECT order_id, blind FROM blinds;
DROP TABLE blinds;
ALTER TABLE owners RENAME TO blinds;
-- From when on an agent may look at an order: in its row, because few have one.
CREATE INDEX list_attention ON list(body ->> '$.attention') WHERE body ->> '$.attention' IS NOT NULL;
",
    "
-- An order's metafield holds its block: made by its ledger when it is due (value empty until then), and known by its digest
-- (written). Every order gets its own once.
UPDATE writes SET value = '', written = NULL, next_at = coalesce(next_at, 0);
",
    "
-- Handling classes of orders' goods, in shops that declare any. classes: a list, or null where Shopify could not say; NULL:
-- it is being asked. waits: what a ledger told of the order meanwhile.
CREATE TABLE handled(
  order_id TEXT PRIMARY KEY, classes TEXT, waits TEXT, at INTEGER NOT NULL
) WITHOUT ROWID;

-- What is known of the store at Shopify, and what is being read of it: one row.
CREATE TABLE store(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
",
    "
-- Answers to \"did this answer you?\", by what the page said.
CREATE TABLE answers(
  order_id TEXT NOT NULL, claim TEXT NOT NULL, yes INTEGER NOT NULL, no INTEGER NOT NULL,
  PRIMARY KEY(order_id, claim)
) WITHOUT ROWID;
",
    "
-- Tracking numbers of parcels under way, and what became of asking a relay of carriers' scans to watch
-- them. state idle: nobody is asked. told: the order's ledger knows it is watched. next_at: the
-- platform's clock; NULL: nothing to ask.
CREATE TABLE trackings(
  number TEXT NOT NULL, order_id TEXT NOT NULL, name TEXT NOT NULL, carrier TEXT, country TEXT,
  since INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT, at INTEGER, told INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER, failures INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(order_id, number)
) WITHOUT ROWID;
CREATE INDEX trackings_next ON trackings(next_at, since DESC) WHERE next_at IS NOT NULL;
CREATE INDEX trackings_state ON trackings(state);
-- Words of the relay's that our tables do not know.
CREATE TABLE words(word TEXT PRIMARY KEY, times INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
",
];

/// Brings the tables to the newest schema.
///
/// # Errors
/// A statement failed: the object must not serve.
pub fn migrate(sql: &impl Sql) -> Result<(), SqlError> {
    crate::ledger::schema::apply(sql, MIGRATIONS)
}
