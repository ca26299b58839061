//! Typed calls to the two kinds of Durable Object.
//!
//! A method here is a method of the class in `shim/ledger.js` or of `shim/shop.js`: arguments are numbers, text and
//! bytes, answers are JSON text. A wrong name or type fails here or in the first test, not in a
//! route.

mod ledger;
mod shop;

use fulfillment::Instant;
use js_sys::{Promise, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::Failure;
pub use ledger::LedgerCalls;
pub use shop::{Configured, Parking, RelaySecrets, ShopCalls, TakenLetter};

#[wasm_bindgen]
extern "C" {
    /// A Durable Object namespace.
    type Namespace;
    #[wasm_bindgen(method, catch, js_name = getByName)]
    fn get_by_name(this: &Namespace, name: &str) -> Result<Stub, JsValue>;

    /// A stub of either class; its methods are looked up by name where they are called.
    #[derive(Clone)]
    type Stub;
    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Stub, request: &web_sys::Request) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn append(this: &Stub, now: f64, bytes: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn view(this: &Stub, now: f64, order: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn trace(this: &Stub, now: f64, order: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn act(this: &Stub, now: f64, bytes: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn personal(this: &Stub, now: f64, order: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn tick(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn blocks(this: &Stub, now: f64, orders: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn digests(this: &Stub) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn letters(this: &Stub) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn replay(this: &Stub, now: f64, id: f64) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn statements(this: &Stub) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn rows(this: &Stub) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn resolve(this: &Stub, now: f64, locator: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn park(this: &Stub, now: f64, bytes: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn list(this: &Stub, now: f64, filter: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn lookup(
        this: &Stub,
        now: f64,
        number: &str,
        blinds: &str,
        client: &str,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn published(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn promises(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn settings(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn configure(this: &Stub, now: f64, patch: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = relaySecrets)]
    fn relay_secrets(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = countWords)]
    fn count_words(this: &Stub, now: f64, words: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = watchBoard)]
    fn watch_board(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn watched(this: &Stub, order: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn visited(this: &Stub, now: f64, session: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn reread(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn uninstall(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn redact(this: &Stub, now: f64, what: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = redactAgain)]
    fn redact_again(this: &Stub, now: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn bury(
        this: &Stub,
        now: f64,
        order: Option<&str>,
        source: &str,
        reason: &str,
        body: &[u8],
    ) -> Result<JsValue, JsValue>;
}

fn namespace(env: &JsValue, binding: &'static str) -> Result<Namespace, Failure> {
    Reflect::get(env, &binding.into())
        .ok()
        .filter(JsValue::is_object)
        .map(JsCast::unchecked_into)
        .ok_or_else(|| Failure::Configuration(format!("binding {binding} is missing")))
}

fn stub(env: &JsValue, binding: &'static str, name: &str) -> Result<Stub, Failure> {
    namespace(env, binding)?
        .get_by_name(name)
        .map_err(|error| failed(binding, &error))
}

/// What a call's exception says.
pub fn failed(call: &'static str, error: &JsValue) -> Failure {
    let reason = error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| format!("{error:?}"));
    Failure::Call { call, reason }
}

/// Waits for an answer and reads its JSON; a number is itself, `null` and `undefined` are null.
async fn answer<T: DeserializeOwned>(
    call: &'static str,
    promise: Result<JsValue, JsValue>,
) -> Result<T, Failure> {
    let promise = promise.map_err(|error| failed(call, &error))?;
    // What an object's stub answers is a thenable of its own kind.
    let value = JsFuture::from(Promise::resolve(&promise))
        .await
        .map_err(|error| failed(call, &error))?;
    let text = if value.is_null() || value.is_undefined() {
        "null".to_owned()
    } else if let Some(number) = value.as_f64() {
        number.to_string()
    } else {
        value.as_string().ok_or(Failure::Answer {
            call,
            reason: "not text".to_owned(),
        })?
    };
    serde_json::from_str(&text).map_err(|error| Failure::Answer {
        call,
        reason: error.to_string(),
    })
}

fn millis(now: Instant) -> f64 {
    now.0 as f64
}
