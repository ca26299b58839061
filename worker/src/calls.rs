//! Typed calls to the two kinds of Durable Object.
//!
//! A method here is a method of the class in `shim/objects.js`; arguments are numbers, text and
//! bytes, answers are JSON text. A wrong name or type fails at compile time or in the first test,
//! not in a route.

use contract::list::{Filter, OrderList};
use contract::view::OrderStatusView;
use fulfillment::Instant;
use integrations::Locator;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::Env;

use crate::config::ShopDomain;
use crate::error::Failure;

#[wasm_bindgen]
extern "C" {
    type Namespace;
    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &Namespace, name: &str) -> Result<JsValue, JsValue>;

    type LedgerStub;
    #[wasm_bindgen(method, catch)]
    fn append(this: &LedgerStub, now: f64, bytes: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn view(this: &LedgerStub, now: f64, order: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn trace(this: &LedgerStub, now: f64, order: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn personal(this: &LedgerStub, now: f64, order: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn tick(this: &LedgerStub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn digests(this: &LedgerStub) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn letters(this: &LedgerStub) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn replay(this: &LedgerStub, now: f64, id: &str) -> Result<JsValue, JsValue>;

    type ShopStub;
}
