#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod acting;
mod block;
mod outbox;
mod personal;
mod receiving;
mod taking;
mod telling;

use fulfillment::fact::{Fact, Grade, Kind, Line, Location, OrderSnapshot, Source};
use fulfillment::instant::{DAY, HOUR};
use fulfillment::{Instant, fold};
use serde_json::{Value, json};

use super::{Ack, Job, Ledger, LedgerError};
use crate::crypto::Master;
use crate::sql::native::Native;
use crate::sql::transaction;

pub(super) const SHOP: &str = "demo.myshopify.com";
/// Monday 2026-11-09, 09:00 UTC.
pub(super) const MONDAY: Instant = Instant(1_794_214_800_000);

/// A ledger as the shim runs it: every call one transaction, the instance expendable.
pub(super) struct World {
    pub sql: Native,
    pub ledger: Ledger<Native>,
}

impl World {
    pub fn new() -> Self {
        let sql = Native::new();
        let ledger = open(&sql);
        Self { sql, ledger }
    }

    /// The isolate dies; storage stays.
    pub fn restart(&mut self) {
        self.ledger = open(&self.sql);
    }

    pub fn run<T>(
        &mut self,
        call: impl FnOnce(&mut Ledger<Native>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let outcome = transaction(&self.sql, || call(&mut self.ledger));
        if outcome.is_err() {
            self.ledger.forget();
        }
        outcome
    }

    pub fn append(&mut self, now: Instant, body: &Value) -> Ack {
        self.run(|ledger| ledger.append(now, body.to_string().as_bytes()))
            .unwrap()
    }

    /// Stores a delivery, to be taken later.
    pub fn receive(&mut self, now: Instant, body: &Value) {
        self.run(|ledger| ledger.receive(now, body.to_string().as_bytes()))
            .unwrap();
    }

    /// Takes what was received.
    pub fn drain(&mut self) {
        while self.run(|ledger| ledger.drain(50)).unwrap() == 50 {}
    }

    /// A reader who did not find the order in Workers KV.
    pub fn looked_at(&mut self, now: Instant, order: &str) {
        let view = self.run(|ledger| ledger.view(now, 0, order)).unwrap();
        assert!(view.is_some());
    }

    pub fn plan(&mut self, now: Instant, clock: i64) -> Vec<Job> {
        self.run(|ledger| ledger.plan(now, clock, false)).unwrap()
    }

    pub fn dump(&self) -> String {
        self.sql
            .dump(&["inbox", "facts", "orders", "outbox", "letters"])
    }

    /// What is true of the orders, without what the world was told of it.
    pub fn truth(&self) -> String {
        // Which facts came together is no truth.
        let facts = "(SELECT order_id, key, value FROM facts, json_each('{' || bodies || '}'))";
        let orders = "(SELECT id, version, digest, next_wake FROM orders)";
        self.sql.dump(&[facts, orders, "outbox"])
    }
}

fn open(sql: &Native) -> Ledger<Native> {
    let master = Master::from_hex(&"0f".repeat(32)).unwrap();
    Ledger::open(sql.clone(), master, true).unwrap()
}

pub(super) fn fact(at: Instant, kind: Kind, grade: Grade) -> Fact {
    Fact {
        location: Some(Location {
            id: "7".into(),
            name: None,
        }),
        ..Fact::new(
            at,
            Source {
                system: "operations/chicago".into(),
                resource: "1".into(),
                event: None,
                witness: Some("Chicago warehouse".into()),
            },
            grade,
            kind,
        )
    }
}

/// An order placed on Monday, of one mug.
pub(super) fn placed() -> Vec<Fact> {
    let snapshot = OrderSnapshot {
        updated_at: MONDAY,
        name: "#1001".into(),
        lines: vec![Line {
            id: "11".into(),
            title: "Mug".into(),
            quantity: 1,
            sku: None,
            shippable: true,
        }],
        method: Default::default(),
        shipping: None,
        destination: Default::default(),
        locale: None,
        financial: None,
        fulfillment: None,
    };
    vec![
        fact(MONDAY, Kind::OrderPlaced, Grade::Record),
        fact(MONDAY, Kind::OrderSnapshot(snapshot), Grade::Record),
    ]
}

pub(super) fn delivery(id: &str, order: &str, facts: &[Fact]) -> Value {
    json!({
        "shop": SHOP, "order": order, "delivery": id, "facts": facts, "personal": null, "links": [],
    })
}

pub(super) fn at(hours: i64) -> Instant {
    MONDAY.plus(hours * HOUR)
}

pub(super) fn days(days: i64) -> Instant {
    MONDAY.plus(days * DAY)
}
