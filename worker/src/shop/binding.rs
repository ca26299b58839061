//! The shop as JavaScript sees it: numbers, text and bytes in, JSON text and small arrays out.

use fulfillment::Instant;
use integrations::HttpRequest;
use integrations::aftership::register::{Answer, BASE};
use integrations::shopify::admin::Endpoint;
use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{App, Outside, Shop, ShopError, Task};
use crate::crypto::Master;
use crate::ledger::Redaction;
use crate::locale::PlatformDates;
use crate::sql::storage::{SqlStorage, Storage};

/// One shop object's core. Made anew when the instance was reset.
#[wasm_bindgen]
pub struct ShopCore(Shop<Storage>);

fn at(now: f64) -> Instant {
    Instant(now as i64)
}

fn thrown(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

fn json(value: &impl Serialize) -> Result<String, ShopError> {
    Ok(serde_json::to_string(value)?)
}

impl ShopCore {
    /// Runs a call; one that fails drops what is only cached, as its transaction rolls back.
    fn run<T>(
        &mut self,
        call: impl FnOnce(&mut Shop<Storage>) -> Result<T, ShopError>,
    ) -> Result<T, JsError> {
        call(&mut self.0).map_err(|error| {
            self.0.forget();
            thrown(error)
        })
    }
}

#[allow(missing_docs, reason = "each is the method of the same name of `Shop`")]
#[wasm_bindgen]
impl ShopCore {
    #[allow(
        clippy::too_many_arguments,
        reason = "one crossing instead of an object's many"
    )]
    #[wasm_bindgen(constructor)]
    pub fn new(
        sql: SqlStorage,
        master: &str,
        development: bool,
        admin_url: Option<String>,
        admin_token: Option<String>,
        client: String,
        secret: String,
        aftership_url: Option<String>,
    ) -> Result<ShopCore, JsError> {
        let master = Master::from_hex(master).map_err(thrown)?;
        // Only development has a stand-in for Shopify, and without one there it calls nobody.
        let stand_in = admin_url.filter(|_| development);
        let origin = stand_in
            .as_deref()
            .and_then(|url| url.split("/admin/").next());
        let app = App {
            secret,
            origin: origin.map(str::to_owned),
        };
        let outside = Outside {
            app: Some(app).filter(|app| app.origin.is_some() || !development),
            admin: stand_in
                .zip(admin_token)
                .map(|(url, token)| Endpoint { url, token }),
            client,
            // Another address than AfterShip's own is for tests and the demo.
            aftership: aftership_url
                .filter(|_| development)
                .unwrap_or_else(|| BASE.to_owned()),
            dates: |now| Box::new(PlatformDates { now }),
        };
        Shop::open(Storage::new(sql), master, development, outside)
            .map(Self)
            .map_err(thrown)
    }

    pub fn forget(&mut self) {
        self.0.forget();
    }

    pub fn panic(&self) {
        self.0.panic();
    }

    pub fn resolve(&mut self, locator: &str) -> Result<String, JsError> {
        self.run(|shop| json(&shop.resolve(&serde_json::from_str(locator)?)?))
    }

    pub fn park(&mut self, now: f64, body: &[u8]) -> Result<String, JsError> {
        self.run(|shop| json(&shop.park(at(now), body)?))
    }

    pub fn apply(&mut self, now: f64, clock: f64, shard: &str, body: &[u8]) -> Result<(), JsError> {
        self.run(|shop| shop.apply(at(now), clock as i64, shard, body))
    }

    pub fn list(&mut self, now: f64, filter: &str) -> Result<String, JsError> {
        self.run(|shop| json(&shop.list(at(now), serde_json::from_str(filter)?)?))
    }

    pub fn row(&mut self, order: &str) -> Result<String, JsError> {
        self.run(|shop| json(&shop.row(order)?))
    }

    pub fn lookup(
        &mut self,
        now: f64,
        number: &str,
        blinds: &str,
        client: &str,
    ) -> Result<String, JsError> {
        self.run(|shop| json(&shop.lookup(at(now), number, blinds, client)?))
    }

    pub fn published(&mut self, now: f64) -> Result<String, JsError> {
        self.run(|shop| json(&shop.published(at(now))?))
    }

    pub fn promises(&mut self, now: f64) -> Result<String, JsError> {
        self.run(|shop| json(&shop.promises(at(now))?))
    }

    pub fn rows(&self) -> f64 {
        self.0.rows() as f64
    }

    pub fn settings(&mut self) -> Result<String, JsError> {
        self.run(|shop| json(&shop.shown_settings()?))
    }

    /// `{"revision":n}`, or `{"refused":reason}`.
    pub fn configure(&mut self, now: f64, shop: &str, patch: &[u8]) -> Result<String, JsError> {
        self.run(|core| {
            json(&match core.configure(at(now), shop, patch)? {
                Ok(revision) => serde_json::json!({ "revision": revision }),
                Err(reason) => serde_json::json!({ "refused": reason }),
            })
        })
    }

    pub fn visited(&mut self, shop: &str, clock: f64, session: &str) -> Result<(), JsError> {
        self.run(|core| core.visited(shop, clock as i64, session))
    }

    pub fn reread(&mut self, now: f64) -> Result<(), JsError> {
        self.run(|core| core.reread(at(now)))
    }

    pub fn uninstall(&mut self, now: f64, shop: &str) -> Result<(), JsError> {
        self.run(|core| core.uninstall(at(now), shop))
    }

    pub fn redact(&mut self, now: f64, shop: &str, what: &str) -> Result<(), JsError> {
        self.run(|core| core.redact(at(now), shop, &Redaction::parse(what)?))
    }

    pub fn redact_again(&mut self, now: f64) -> Result<String, JsError> {
        self.run(|shop| json(&shop.redact_again(at(now))?))
    }

    pub fn bury(
        &mut self,
        now: f64,
        shop: &str,
        order: Option<String>,
        source: &str,
        reason: &str,
        body: &[u8],
    ) -> Result<(), JsError> {
        self.run(|core| core.bury(at(now), shop, order.as_deref(), source, reason, body))
    }

    pub fn letters(&mut self) -> Result<String, JsError> {
        self.run(|shop| json(&shop.letters()?))
    }

    /// `{"source", "order", "body"}` of the letter taken out, or `null`.
    pub fn replay(&mut self, now: f64, id: f64) -> Result<String, JsError> {
        self.run(|shop| {
            let letter = shop.replay(at(now), id as i64)?;
            json(&letter.map(|letter| {
                serde_json::json!({
                    "source": letter.source,
                    "order": letter.order,
                    "body": String::from_utf8_lossy(&letter.body),
                })
            }))
        })
    }

    pub fn expire(&mut self, now: f64) -> Result<(), JsError> {
        self.run(|shop| shop.expire(at(now)).map(|_| ()))
    }

    pub fn relay_secrets(&mut self, now: f64) -> Result<String, JsError> {
        self.run(|shop| {
            let zone = shop.settings()?.face().zone;
            let secrets = shop.relay_secrets(at(now))?;
            json(&serde_json::json!({ "secrets": secrets, "zone": zone }))
        })
    }

    pub fn count_words(&mut self, now: f64, words: &str) -> Result<(), JsError> {
        self.run(|shop| shop.count_words(at(now), &serde_json::from_str::<Vec<String>>(words)?))
    }

    pub fn watch_board(&mut self, now: f64) -> Result<String, JsError> {
        self.run(|shop| json(&shop.watch_board(at(now))?))
    }

    pub fn watched(&mut self, order: &str) -> Result<String, JsError> {
        self.run(|shop| json(&shop.watched(order)?))
    }

    /// Tasks as arrays: `["ledger", id, method, target, at, body]`,
    /// `["blocks", target, orders JSON]`, `["admin", method, url, headers JSON, body]`,
    /// `["relay", …]` of the same form.
    pub fn plan(&mut self, now: f64, clock: f64) -> Result<Array, JsError> {
        let tasks = self.run(|shop| shop.plan(at(now), clock as i64))?;
        tasks.into_iter().map(array).collect()
    }

    pub fn told(&mut self, id: f64, ok: bool, clock: f64) -> Result<(), JsError> {
        self.run(|shop| shop.told(id as i64, ok, clock as i64))
    }

    pub fn told_blocks(
        &mut self,
        clock: f64,
        target: &str,
        answer: Option<String>,
    ) -> Result<(), JsError> {
        self.run(|shop| shop.told_blocks(clock as i64, target, answer.as_deref()))
    }

    pub fn told_admin(
        &mut self,
        now: f64,
        clock: f64,
        status: u16,
        body: &[u8],
    ) -> Result<Option<String>, JsError> {
        self.run(|shop| {
            shop.told_admin(at(now), clock as i64, status, body)?;
            Ok(shop.take_admin_failure())
        })
    }

    pub fn told_relay(
        &mut self,
        now: f64,
        clock: f64,
        status: u16,
        retry_after: Option<String>,
        rate_limit_reset: Option<String>,
        body: Vec<u8>,
    ) -> Result<(), JsError> {
        let answer = Answer {
            status,
            retry_after,
            rate_limit_reset,
            body,
        };
        self.run(|shop| shop.told_relay(at(now), clock as i64, &answer))
    }

    /// When there is something to do next, by the platform's clock, or infinity.
    pub fn next_due(&mut self, now: f64, clock: f64) -> Result<f64, JsError> {
        let next = self.run(|shop| shop.next_due(at(now), clock as i64))?;
        Ok(next.map_or(f64::INFINITY, |at| at as f64))
    }
}

fn array(task: Task) -> Result<JsValue, JsError> {
    let number = |number: i64| JsValue::from_f64(number as f64);
    Ok(match task {
        Task::Ledger {
            id,
            method,
            target,
            at,
            body,
        } => [
            "ledger".into(),
            number(id),
            method.into(),
            target.into(),
            number(at),
            body.into(),
        ]
        .into_iter()
        .collect::<Array>()
        .into(),
        Task::Blocks { target, orders } => [JsValue::from("blocks"), target.into(), orders.into()]
            .into_iter()
            .collect::<Array>()
            .into(),
        Task::Admin { request } => sent("admin", request)?,
        Task::Relay { request } => sent("relay", request)?,
    })
}

fn sent(kind: &str, request: HttpRequest) -> Result<JsValue, JsError> {
    let headers = serde_json::to_string(&request.headers).map_err(thrown)?;
    Ok([
        kind.into(),
        request.method.as_str().into(),
        request.url.into(),
        headers.into(),
        JsValue::from(request.body),
    ]
    .into_iter()
    .collect::<Array>()
    .into())
}
