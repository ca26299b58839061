#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod access;
mod admin;
mod checkout;
mod finding;
mod handling;
mod promises;
mod settings;
mod store;
mod tracking;

use contract::list::{Filter, IndexRow};
use fulfillment::fact::ExceptionKind;
use fulfillment::instant::{DAY, HOUR};
use fulfillment::{Claim, Instant};
use integrations::shopify::admin::Endpoint;
use integrations::{DirectoryLink, Locator};
use serde_json::{Value, json};

use super::{App, Outside, Shop, ShopError, Task};
use crate::crypto::Master;
use crate::ledger::{Block, Delta, OrderDelta, Redaction};
use crate::sql::native::Native;
use crate::sql::{Arg, Sql as _, transaction};

pub(super) const SHOP: &str = "demo.myshopify.com";
/// Where AfterShip is.
pub(super) const AFTERSHIP: &str = "http://127.0.0.1:9";
/// The app's client id.
pub(super) const CLIENT: &str = "client";
pub(super) const NOW: Instant = Instant(1_794_214_800_000);

/// A shop as the shim runs it: every call one transaction.
pub(super) struct World {
    pub sql: Native,
    pub shop: Shop<Native>,
    admin: Option<Endpoint>,
    app: Option<App>,
}

impl World {
    pub fn new() -> Self {
        Self::with(None)
    }

    pub fn with(admin: Option<Endpoint>) -> Self {
        Self::of(admin, None)
    }

    /// A shop with an app that gets it access of its own.
    pub fn of(admin: Option<Endpoint>, app: Option<App>) -> Self {
        let sql = Native::new();
        let shop = open(&sql, admin.clone(), app.clone());
        let mut world = Self {
            sql,
            shop,
            admin,
            app,
        };
        world.run(|shop| shop.bind(SHOP)).unwrap();
        world
    }

    pub fn restart(&mut self) {
        self.shop = open(&self.sql, self.admin.clone(), self.app.clone());
    }

    pub fn run<T>(
        &mut self,
        call: impl FnOnce(&mut Shop<Native>) -> Result<T, ShopError>,
    ) -> Result<T, ShopError> {
        let outcome = transaction(&self.sql, || call(&mut self.shop));
        if outcome.is_err() {
            self.shop.forget();
        }
        outcome
    }

    pub fn apply(&mut self, orders: Vec<OrderDelta>) {
        let delta = Delta {
            shop: SHOP.into(),
            orders,
            letters: 0,
            observed: None,
        };
        let body = serde_json::to_vec(&delta).unwrap();
        self.run(|shop| shop.apply(NOW, 0, "shard", &body)).unwrap();
    }

    /// Plans, and answers for the ledgers what they are asked: each order's claim as it is listed.
    pub fn plan(&mut self, clock: i64) -> Vec<Task> {
        let mut tasks = self.run(|shop| shop.plan(NOW, clock)).unwrap();
        let mut asked = false;
        for task in &tasks {
            if let Task::Blocks { target, orders } = task {
                let answer = self.blocks(orders);
                self.run(|shop| shop.told_blocks(clock, target, Some(&answer)))
                    .unwrap();
                asked = true;
            }
        }
        if asked {
            tasks.extend(self.run(|shop| shop.plan(NOW, clock)).unwrap());
        }
        tasks
    }

    fn blocks(&self, orders: &str) -> String {
        let listed = "SELECT order_id, rev, claim FROM list WHERE order_id IN (SELECT value FROM json_each(?1))";
        let rows = self.sql.read(listed, &[Arg::Text(orders)]).unwrap();
        let blocks: Vec<Block> = rows
            .iter()
            .map(|row| Block {
                order: row.text(0).unwrap().to_owned(),
                rev: row.number(1).unwrap(),
                value: Some(row.text(2).unwrap().to_owned()),
            })
            .collect();
        serde_json::to_string(&blocks).unwrap()
    }
}

fn open(sql: &Native, admin: Option<Endpoint>, app: Option<App>) -> Shop<Native> {
    let master = Master::from_hex(&"0f".repeat(32)).unwrap();
    let outside = Outside {
        admin,
        app,
        client: CLIENT.into(),
        aftership: AFTERSHIP.into(),
        dates: |now| Box::new(copy::English { now }),
    };
    Shop::open(sql.clone(), master, true, outside).unwrap()
}

pub(super) fn row(order: &str, claim: Claim) -> IndexRow {
    IndexRow {
        answers: Vec::new(),
        order: order.into(),
        name: format!("#{order}"),
        claim,
        exceptions: Vec::new(),
        due_at: None,
        attention: None,
        placed_at: Some(NOW),
        updated_at: Some(NOW),
        native: "unfulfilled".into(),
        untrue_ms: 0,
        untrue_since: None,
        version: 1,
    }
}

pub(super) fn delta(order: &str, rev: i64, row: IndexRow) -> OrderDelta {
    OrderDelta {
        order: order.into(),
        rev,
        row: Some(row),
        links: vec![DirectoryLink::OrderName(format!("#{order}"))],
        blind: None,
        load: None,
        numbers: Vec::new(),
    }
}

pub(super) fn ledger_calls(tasks: &[Task]) -> Vec<(i64, String, String, String)> {
    tasks
        .iter()
        .filter_map(|task| match task {
            Task::Ledger {
                id,
                method,
                target,
                body,
                ..
            } => Some((*id, method.clone(), target.clone(), body.clone())),
            Task::Blocks { .. } | Task::Admin { .. } | Task::Relay { .. } => None,
        })
        .collect()
}
