//! The ledger as JavaScript sees it: numbers, text and bytes in, JSON text and small arrays out.

use fulfillment::Instant;
use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::redact::Redaction;
use super::{Job, Ledger, LedgerError};
use crate::crypto::Master;
use crate::sql::storage::{SqlStorage, Storage};

/// One ledger object's core. Made anew when the instance was reset.
#[wasm_bindgen]
pub struct LedgerCore(Ledger<Storage>);

fn at(now: f64) -> Instant {
    Instant(now as i64)
}

/// A driven clock nobody told is `NaN`.
fn maybe_at(now: f64) -> Option<Instant> {
    (!now.is_nan()).then(|| at(now))
}

fn thrown(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

fn json(value: &impl Serialize) -> Result<String, LedgerError> {
    Ok(serde_json::to_string(value)?)
}

impl LedgerCore {
    /// Runs a call; one that fails drops what is only cached, as its transaction rolls back.
    fn run<T>(
        &mut self,
        call: impl FnOnce(&mut Ledger<Storage>) -> Result<T, LedgerError>,
    ) -> Result<T, JsError> {
        call(&mut self.0).map_err(|error| {
            self.0.forget();
            thrown(error)
        })
    }
}

#[allow(
    missing_docs,
    reason = "each is the method of the same name of `Ledger`"
)]
#[wasm_bindgen]
impl LedgerCore {
    #[wasm_bindgen(constructor)]
    pub fn new(sql: SqlStorage, master: &str, development: bool) -> Result<LedgerCore, JsError> {
        let master = Master::from_hex(master).map_err(thrown)?;
        Ledger::open(Storage::new(sql), master, development)
            .map(Self)
            .map_err(thrown)
    }

    pub fn forget(&mut self) {
        self.0.forget();
    }

    pub fn panic(&self) {
        self.0.panic();
    }

    /// The earliest wake-up asked for since the last time, or infinity.
    pub fn take_wants(&mut self) -> f64 {
        self.0.take_wants().map_or(f64::INFINITY, |at| at as f64)
    }

    pub fn statements(&self) -> u32 {
        self.0.statements()
    }

    pub fn rows(&self) -> f64 {
        self.0.rows() as f64
    }

    pub fn append(&mut self, now: f64, body: &[u8]) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.append(at(now), body)?))
    }

    /// JSON of the receipt.
    pub fn receive(&mut self, now: f64, body: &[u8]) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.receive(at(now), body)?))
    }

    pub fn drain(&mut self, limit: u32) -> Result<u32, JsError> {
        self.run(|ledger| ledger.drain(limit))
    }

    pub fn reject(&mut self, reason: &str) -> Result<(), JsError> {
        self.run(|ledger| ledger.reject(reason))
    }

    pub fn bury_poison(&mut self, now: f64, body: &[u8], reason: &str) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.bury_poison(at(now), body, reason)?))
    }

    pub fn bury(
        &mut self,
        now: f64,
        order: Option<String>,
        source: &str,
        reason: &str,
        body: &[u8],
    ) -> Result<(), JsError> {
        self.run(|ledger| ledger.bury(at(now), order.as_deref(), source, reason, body))
    }

    pub fn view(&mut self, now: f64, clock: f64, order: &str) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.view(at(now), clock as i64, order)?))
    }

    /// JSON of the blocks of the orders of a JSON array.
    pub fn blocks(&mut self, now: f64, orders: &str) -> Result<String, JsError> {
        self.run(|ledger| {
            let orders: Vec<String> = serde_json::from_str(orders)?;
            json(&ledger.blocks(at(now), &orders)?)
        })
    }

    pub fn trace(&mut self, now: f64, order: &str) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.trace(at(now), order)?))
    }

    pub fn act(&mut self, now: f64, body: &[u8]) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.act(at(now), body)?))
    }

    pub fn personal(&mut self, now: f64, order: &str) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.personal(at(now), order)?))
    }

    pub fn configure(&mut self, now: f64, body: &[u8]) -> Result<(), JsError> {
        self.run(|ledger| ledger.configure(at(now), body))
    }

    pub fn redact(&mut self, now: f64, shop: &str, what: &str) -> Result<(), JsError> {
        self.run(|ledger| ledger.redact(at(now), shop, &Redaction::parse(what)?))
    }

    pub fn digests(&mut self) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.digests()?))
    }

    pub fn letters(&mut self) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.letters()?))
    }

    pub fn replay(&mut self, now: f64, id: f64) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.replay(at(now), id as i64)?))
    }

    pub fn deliver(&mut self, now: f64, key: &str, attempt: f64) -> Result<String, JsError> {
        self.run(|ledger| json(&ledger.deliver(maybe_at(now), key, attempt as i64)?))
    }

    pub fn settle(
        &mut self,
        now: f64,
        key: &str,
        attempt: f64,
        report: &str,
    ) -> Result<String, JsError> {
        self.run(|ledger| {
            let report = serde_json::from_str(report)?;
            let outcome = ledger.settle(maybe_at(now), key, attempt as i64, report)?;
            Ok(outcome.to_owned())
        })
    }

    pub fn fire(&mut self, now: f64, limit: u32) -> Result<u32, JsError> {
        self.run(|ledger| ledger.fire(at(now), limit))
    }

    pub fn skip(&mut self, now: f64, reason: &str) -> Result<(), JsError> {
        self.run(|ledger| ledger.skip(at(now), reason))
    }

    pub fn refold(&mut self, now: f64) -> Result<bool, JsError> {
        self.run(|ledger| ledger.refold(at(now)))
    }

    /// Jobs as arrays: `["view", order, rev, version, key, body?]`, `["send", key, attempt]`,
    /// `["apply", shop, body]`.
    pub fn plan(&mut self, now: f64, clock: f64, all: bool) -> Result<Array, JsError> {
        let jobs = self.run(|ledger| ledger.plan(at(now), clock as i64, all))?;
        Ok(jobs.into_iter().map(array).collect())
    }

    /// `told` is JSON: `[[order, rev, ok], …]`.
    pub fn told_views(&mut self, told: &str, clock: f64) -> Result<(), JsError> {
        self.run(|ledger| {
            let told: Vec<(String, i64, bool)> = serde_json::from_str(told)?;
            ledger.told_views(&told, clock as i64)
        })
    }

    pub fn told_delta(&mut self, ok: bool, clock: f64) -> Result<(), JsError> {
        self.run(|ledger| ledger.told_delta(ok, clock as i64))
    }

    pub fn told_send(
        &mut self,
        now: f64,
        key: &str,
        attempt: f64,
        ok: bool,
    ) -> Result<(), JsError> {
        self.run(|ledger| ledger.told_send(at(now), key, attempt as i64, ok))
    }

    /// `[next deadline or effect, or undefined; whether anything is owed to readers]`.
    pub fn next_due(&mut self) -> Result<Array, JsError> {
        let (next, owed) = self.run(Ledger::next_due)?;
        let next = next.map_or(JsValue::UNDEFINED, |at| (at as f64).into());
        Ok(Array::of2(&next, &owed.into()))
    }

    /// When what the last plan left out may be tried, by the platform's clock, or infinity.
    pub fn next_try(&self) -> f64 {
        self.0.next_try().map_or(f64::INFINITY, |at| at as f64)
    }
}

fn array(job: Job) -> JsValue {
    let number = |number: i64| JsValue::from_f64(number as f64);
    match job {
        Job::View {
            order,
            rev,
            version,
            key,
            body,
        } => [
            "view".into(),
            order.into(),
            number(rev),
            number(version),
            key.into(),
            body.map_or(JsValue::UNDEFINED, JsValue::from),
        ]
        .into_iter()
        .collect::<Array>()
        .into(),
        Job::Send { key, attempt } => {
            Array::of3(&"send".into(), &key.into(), &number(attempt)).into()
        }
        Job::Apply { shop, body } => Array::of3(&"apply".into(), &shop.into(), &body.into()).into(),
    }
}
