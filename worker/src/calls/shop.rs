//! Typed calls to a shop's own object.

use contract::ShopFace;
use contract::admin::Letter;
use contract::list::{Filter, OrderList};
use contract::promises::{PromiseBoard, Published};
use contract::tracking::{WatchBoard, WatchRow};
use fulfillment::Instant;
use integrations::Locator;
use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::{Stub, answer, millis, stub};
use crate::config::ShopDomain;
use crate::error::Failure;
use crate::hot::json_bytes;
use crate::settings::Settings;
use crate::shop::Lookup;

/// A shop's own object, from outside.
pub struct ShopCalls {
    stub: Stub,
    shop: ShopDomain,
}

/// A dead letter taken out of the shop for another try.
#[derive(Debug, Deserialize)]
pub struct TakenLetter {
    /// Where it came from.
    pub source: String,
    /// What was set aside.
    pub body: String,
}

/// Where a parked report went.
#[derive(Debug, Deserialize)]
pub struct Parking {
    /// It waits; otherwise its order became known meanwhile, or the shop was redacted.
    pub parked: bool,
}

/// What verifies a webhook of a relay of carriers' scans.
#[derive(Deserialize)]
pub struct RelaySecrets {
    /// Secrets that are live; none where the merchant uses no relay.
    pub secrets: Vec<String>,
    /// IANA zone of the shop.
    pub zone: String,
}

/// What became of a change of settings.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Configured {
    /// Taken; the settings' new revision.
    Revision(i64),
    /// Not taken, and why.
    Refused(String),
}

impl ShopCalls {
    /// The object of a shop.
    ///
    /// # Errors
    /// The binding is missing.
    pub fn of(env: &JsValue, shop: &ShopDomain) -> Result<Self, Failure> {
        Ok(Self {
            stub: stub(env, "SHOP", shop.as_str())?,
            shop: shop.clone(),
        })
    }

    /// The order a locator means, if the directory knows it.
    ///
    /// # Errors
    /// The call failed.
    pub async fn resolve(
        &self,
        now: Instant,
        locator: &Locator,
    ) -> Result<Option<String>, Failure> {
        let locator = json_text(locator)?;
        answer("Shop.resolve", self.stub.resolve(millis(now), &locator)).await
    }

    /// Keeps a report until its order is known.
    ///
    /// # Errors
    /// The call failed: nothing is kept.
    pub async fn park(&self, now: Instant, parked: &[u8]) -> Result<Parking, Failure> {
        answer("Shop.park", self.stub.park(millis(now), parked)).await
    }

    /// A page of the order list.
    ///
    /// # Errors
    /// The call failed.
    pub async fn list(&self, now: Instant, filter: &Filter) -> Result<OrderList, Failure> {
        let filter = json_text(filter)?;
        let list: OrderList = answer("Shop.list", self.stub.list(millis(now), &filter)).await?;
        // An object nobody wrote to yet does not know whose it is.
        Ok(OrderList {
            shop: self.shop.as_str().to_owned(),
            ..list
        })
    }

    /// The ship-by dates in force; `None` while there are none.
    ///
    /// # Errors
    /// The call failed.
    pub async fn published(&self, now: Instant) -> Result<Option<Published>, Failure> {
        answer("Shop.published", self.stub.published(millis(now))).await
    }

    /// Everything the merchant's page of promises shows.
    ///
    /// # Errors
    /// The call failed.
    pub async fn promises(&self, now: Instant) -> Result<PromiseBoard, Failure> {
        let board: PromiseBoard = answer("Shop.promises", self.stub.promises(millis(now))).await?;
        // An object nobody wrote to yet does not know whose it is.
        Ok(PromiseBoard {
            shop: self.shop.as_str().to_owned(),
            ..board
        })
    }

    /// What verifies a webhook of the shop's relay of carriers' scans; no secret without one.
    ///
    /// # Errors
    /// The call failed.
    pub async fn relay_secrets(&self, now: Instant) -> Result<RelaySecrets, Failure> {
        let call = self.stub.relay_secrets(millis(now));
        answer("Shop.relaySecrets", call).await
    }

    /// Counts words of the relay's that our tables do not know.
    ///
    /// # Errors
    /// The call failed: they are not counted.
    pub async fn count_words(&self, now: Instant, words: &[String]) -> Result<(), Failure> {
        let call = self.stub.count_words(millis(now), &json_text(&words)?);
        answer::<Option<Value>>("Shop.countWords", call)
            .await
            .map(drop)
    }

    /// What the merchant's page of carrier tracking shows.
    ///
    /// # Errors
    /// The call failed.
    pub async fn watch_board(&self, now: Instant) -> Result<WatchBoard, Failure> {
        let board = answer("Shop.watchBoard", self.stub.watch_board(millis(now))).await?;
        // An object nobody wrote to yet does not know whose it is.
        Ok(WatchBoard {
            shop: self.shop.as_str().to_owned(),
            ..board
        })
    }

    /// What became of an order's tracking numbers.
    ///
    /// # Errors
    /// The call failed.
    pub async fn watched(&self, order: &str) -> Result<Vec<WatchRow>, Failure> {
        answer("Shop.watched", self.stub.watched(order)).await
    }

    /// The order of a number and one of these blind indices, apart by blanks.
    ///
    /// # Errors
    /// The call failed.
    pub async fn lookup(
        &self,
        now: Instant,
        number: &str,
        blinds: &str,
        client: &str,
    ) -> Result<Lookup, Failure> {
        let found = self.stub.lookup(millis(now), number, blinds, client);
        answer("Shop.lookup", found).await
    }

    /// What the merchant decided, without secrets.
    ///
    /// # Errors
    /// The call failed.
    pub async fn settings(&self, now: Instant) -> Result<Value, Failure> {
        answer("Shop.settings", self.stub.settings(millis(now))).await
    }

    /// What shoppers see of the shop.
    ///
    /// # Errors
    /// The call failed.
    pub async fn face(&self, now: Instant) -> Result<ShopFace, Failure> {
        let mut settings = self.settings(now).await?;
        let face = settings
            .get_mut("face")
            .map(Value::take)
            .unwrap_or_default();
        let mut face: ShopFace = serde_json::from_value(face).map_err(|error| Failure::Answer {
            call: "Shop.settings",
            reason: error.to_string(),
        })?;
        if face.shop.is_empty() {
            face.shop = Settings::of(self.shop.as_str()).face().shop;
        }
        Ok(face)
    }

    /// Takes a change of settings as a JSON merge patch.
    ///
    /// # Errors
    /// The call failed: nothing changed.
    pub async fn configure(&self, now: Instant, patch: &[u8]) -> Result<Configured, Failure> {
        let call = self.stub.configure(millis(now), patch);
        answer("Shop.configure", call).await
    }

    /// Does what is due at `now`; answers how many calls to ledgers that took. Development only.
    ///
    /// # Errors
    /// The call failed.
    pub async fn tick(&self, now: Instant) -> Result<u64, Failure> {
        #[derive(serde::Deserialize)]
        struct Ticked {
            called: u64,
        }
        let ticked: Ticked = answer("Shop.tick", self.stub.tick(millis(now))).await?;
        Ok(ticked.called)
    }

    /// SQL rows read and written since this was asked last; development only.
    ///
    /// # Errors
    /// The call failed.
    pub async fn rows(&self) -> Result<u64, Failure> {
        answer("Shop.rows", self.stub.rows()).await
    }

    /// Someone of the shop opened the app: the session token, verified, is exchanged for access where that is lacking.
    ///
    /// # Errors
    /// The call failed: the next visit does it.
    pub async fn visited(&self, now: Instant, session: &str) -> Result<(), Failure> {
        let call = self.stub.visited(millis(now), session);
        answer::<Option<Value>>("Shop.visited", call)
            .await
            .map(drop)
    }

    /// The merchant wants rates, locations and open orders read from Shopify again.
    ///
    /// # Errors
    /// The call failed.
    pub async fn reread(&self, now: Instant) -> Result<(), Failure> {
        let call = self.stub.reread(millis(now));
        answer::<Option<Value>>("Shop.reread", call).await.map(drop)
    }

    /// The app was removed: nothing leaves any more.
    ///
    /// # Errors
    /// The call failed: tell it again.
    pub async fn uninstall(&self, now: Instant) -> Result<(), Failure> {
        let call = self.stub.uninstall(millis(now));
        answer::<Option<Value>>("Shop.uninstall", call)
            .await
            .map(drop)
    }

    /// Forgets: a JSON array of order ids, or `"*"`. Owed to the ledgers durably.
    ///
    /// # Errors
    /// The call failed: nothing is forgotten yet.
    pub async fn redact(&self, now: Instant, what: &str) -> Result<(), Failure> {
        let call = self.stub.redact(millis(now), what);
        answer::<Option<Value>>("Shop.redact", call).await.map(drop)
    }

    /// Owes the ledgers everything that was ever forgotten once more, after a restore; how many orders,
    /// or `None` for the whole shop.
    ///
    /// # Errors
    /// The call failed: nothing is owed yet.
    pub async fn redact_again(&self, now: Instant) -> Result<Option<usize>, Failure> {
        answer("Shop.redactAgain", self.stub.redact_again(millis(now))).await
    }

    /// Sets something aside that no ledger could be asked to take.
    ///
    /// # Errors
    /// The call failed: nothing is kept.
    pub async fn bury(
        &self,
        now: Instant,
        source: &str,
        reason: &str,
        body: &[u8],
    ) -> Result<(), Failure> {
        let call = self.stub.bury(millis(now), None, source, reason, body);
        answer::<Option<Value>>("Shop.bury", call).await.map(drop)
    }

    /// Dead letters of the object itself, newest first.
    ///
    /// # Errors
    /// The call failed.
    pub async fn letters(&self) -> Result<Vec<Letter>, Failure> {
        answer("Shop.letters", self.stub.letters()).await
    }

    /// Takes a letter out for another try; what was parked is parked again already. `None`: no such
    /// letter.
    ///
    /// # Errors
    /// The call failed: the letter stays.
    pub async fn replay(&self, now: Instant, id: f64) -> Result<Option<TakenLetter>, Failure> {
        answer("Shop.replay", self.stub.replay(millis(now), id)).await
    }
}

fn json_text(value: &impl serde::Serialize) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&json_bytes(value)?).into_owned())
}
