//! Typed calls to one shard of a shop.

use contract::act::{Act, Acted};
use contract::admin::{Letter, Trace};
use contract::view::OrderStatusView;
use fulfillment::Instant;
use integrations::Personal;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Stub, answer, failed, millis, stub};
use crate::config::ShopDomain;
use crate::error::Failure;
use crate::hot::json_bytes;
use crate::ledger::{self, Ack, Block};

/// One shard of a shop, from outside.
pub struct LedgerCalls {
    stub: Stub,
}

impl LedgerCalls {
    /// The ledger that holds `order`.
    ///
    /// # Errors
    /// The binding is missing.
    pub fn of_order(env: &JsValue, shop: &ShopDomain, order: &str) -> Result<Self, Failure> {
        Self::named(env, &shop.ledger_of(order))
    }

    /// All ledgers of a shop, by shard.
    ///
    /// # Errors
    /// The binding is missing.
    pub fn all(env: &JsValue, shop: &ShopDomain) -> Result<Vec<Self>, Failure> {
        shop.ledgers().map(|name| Self::named(env, &name)).collect()
    }

    /// The shop's ledger of this shard; `None` for a number no shard has.
    ///
    /// # Errors
    /// The binding is missing.
    pub fn of_shard(env: &JsValue, shop: &ShopDomain, shard: u64) -> Result<Option<Self>, Failure> {
        if shard >= ledger::SHARDS {
            return Ok(None);
        }
        Self::named(env, &format!("{}/{shard}", shop.as_str())).map(Some)
    }

    fn named(env: &JsValue, name: &str) -> Result<Self, Failure> {
        Ok(Self {
            stub: stub(env, "LEDGER", name)?,
        })
    }

    /// Appends a delivery (JSON bytes of [`crate::hot::Delivery`]).
    ///
    /// # Errors
    /// The call failed: nothing is stored.
    pub async fn append(&self, now: Instant, delivery: &[u8]) -> Result<Ack, Failure> {
        answer("Ledger.append", self.stub.append(millis(now), delivery)).await
    }

    /// The order's state at `now`.
    ///
    /// # Errors
    /// The call failed.
    pub async fn view(
        &self,
        now: Instant,
        order: &str,
    ) -> Result<Option<OrderStatusView>, Failure> {
        answer("Ledger.view", self.stub.view(millis(now), order)).await
    }

    /// Everything known of the order but personal data.
    ///
    /// # Errors
    /// The call failed.
    pub async fn trace(&self, now: Instant, order: &str) -> Result<Option<Trace>, Failure> {
        answer("Ledger.trace", self.stub.trace(millis(now), order)).await
    }

    /// Takes what a shopper did on the page; `None`: no such order.
    ///
    /// # Errors
    /// The call failed: nothing is stored.
    pub async fn act(&self, now: Instant, act: &Act) -> Result<Option<Acted>, Failure> {
        let bytes = json_bytes(act)?;
        answer("Ledger.act", self.stub.act(millis(now), &bytes)).await
    }

    /// What is kept of a person in the order: for a data request, and for the merchant who answers
    /// what the shopper asked for. Each read is logged.
    ///
    /// # Errors
    /// The call failed.
    pub async fn personal(&self, now: Instant, order: &str) -> Result<Option<Personal>, Failure> {
        answer("Ledger.personal", self.stub.personal(millis(now), order)).await
    }

    /// Fires due deadlines and tells the world what it is owed; the next wake-up, if any.
    ///
    /// # Errors
    /// The call failed.
    pub async fn tick(&self, now: Instant) -> Result<Option<f64>, Failure> {
        answer("Ledger.tick", self.stub.tick(millis(now))).await
    }

    /// What the order's metafield in Shopify is to say now; development only.
    ///
    /// # Errors
    /// The call failed.
    pub async fn block(&self, now: Instant, order: &str) -> Result<Option<String>, Failure> {
        let orders = json!([order]).to_string();
        let blocks: Vec<Block> =
            answer("Ledger.blocks", self.stub.blocks(millis(now), &orders)).await?;
        Ok(blocks.into_iter().find_map(|block| block.value))
    }

    /// Digest of every order, by order id; development only.
    ///
    /// # Errors
    /// The call failed.
    pub async fn digests(&self) -> Result<serde_json::Map<String, Value>, Failure> {
        answer("Ledger.digests", self.stub.digests()).await
    }

    /// Dead letters, newest first.
    ///
    /// # Errors
    /// The call failed.
    pub async fn letters(&self) -> Result<Vec<Letter>, Failure> {
        answer("Ledger.letters", self.stub.letters()).await
    }

    /// Tries a dead letter again; `None`: no such letter.
    ///
    /// # Errors
    /// The call failed: the letter stays.
    pub async fn replay(&self, now: Instant, id: f64) -> Result<Option<Ack>, Failure> {
        answer("Ledger.replay", self.stub.replay(millis(now), id)).await
    }

    /// SQL rows read and written since this was asked last; development only.
    ///
    /// # Errors
    /// The call failed.
    pub async fn rows(&self) -> Result<u64, Failure> {
        answer("Ledger.rows", self.stub.rows()).await
    }

    /// SQL statements the object has run since it woke; development only.
    ///
    /// # Errors
    /// The call failed.
    pub async fn statements(&self) -> Result<u32, Failure> {
        answer("Ledger.statements", self.stub.statements()).await
    }

    /// Hands a request over, for the WebSocket.
    ///
    /// # Errors
    /// The call failed.
    pub async fn fetch(&self, request: &web_sys::Request) -> Result<web_sys::Response, Failure> {
        let promise = self
            .stub
            .fetch(request)
            .map_err(|error| failed("Ledger.fetch", &error))?;
        let response = JsFuture::from(promise)
            .await
            .map_err(|error| failed("Ledger.fetch", &error))?;
        Ok(response.unchecked_into())
    }
}
