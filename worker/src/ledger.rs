//! The Ledger object: the only place where an order's truth changes.
//!
//! One of a shop's eight shards. In scope: receiving facts ([`receive`](Ledger::receive)) and taking them
//! ([`append`](Ledger::append)), firing deadlines ([`fire`](Ledger::fire)), what of it the world must still be told (views, index deltas,
//! the outbox), personal data, dead letters, redaction. Not in scope: I/O. `shim/objects.js` calls
//! each method inside `transactionSync`, performs the [`Job`]s it is handed and reports back.
//!
//! Atomicity: a method that fails, or an isolate that dies inside it, leaves the tables as they
//! were. What is kept in memory is a cache of them, dropped by [`forget`](Ledger::forget) after any
//! error.

mod act;
mod append;
#[cfg(target_arch = "wasm32")]
pub mod binding;
mod block;
mod fire;
mod inbox;
mod index;
mod letters;
mod message;
mod personal;
mod projection;
mod read;
mod redact;
pub mod schema;
mod state;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use fulfillment::{Instant, Observed, Policy};

pub use append::Ack;
pub use block::Block;
pub use inbox::Receipt;
pub use index::{Delta, NumberRow, OrderDelta};
pub use projection::Job;
pub use redact::Redaction;

use crate::crypto::{self, CryptoError, Key, Master};
use crate::letters::LetterError;
use crate::settings::{Settings, SettingsError, merge_observed};
use crate::sql::{Arg, Sql, SqlError};
pub(crate) use index::worth_telling;
use projection::Flight;

/// Shards of every shop, for ever.
pub const SHARDS: u64 = 8;

/// The shard of an order: FNV-1a over its id, modulo [`SHARDS`].
pub fn shard(order: &str) -> u64 {
    let hash = order.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash % SHARDS
}

/// The name of the ledger object that holds an order.
pub fn object_name(shop: &str, order: &str) -> String {
    format!("{shop}/{}", shard(order))
}

/// The Workers KV key of an order's view.
pub fn view_key(shop: &str, order: &str) -> String {
    format!("view/{shop}/{order}")
}

/// Why a ledger could not do what was asked: ours, so the sender tries again.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Storage failed.
    #[error(transparent)]
    Sql(#[from] SqlError),
    /// Keys or sealed text failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// Settings could not be stored or read.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Dead letters failed.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// Something we stored or were called with is not what it must be.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
    /// A call for another shop than the one this object belongs to: a bug in a route.
    #[error("this ledger belongs to {owner:?}, not to {claimed:?}")]
    WrongShop {
        /// Whose it is.
        owner: String,
        /// Who was named.
        claimed: String,
    },
}

/// One shard of a shop.
pub struct Ledger<S> {
    sql: S,
    master: Master,
    development: bool,
    known: Option<Known>,
    flight: Flight,
    /// When this object wants to be woken, as far as the last call knows.
    wants: Option<i64>,
}

/// What every call needs of `meta`, read once an instance.
struct Known {
    settings: Option<Rc<Settings>>,
    /// Key of the blind e-mail index.
    blind_key: Option<Key>,
    /// Key of the blind index of customers' ids.
    customer_key: Option<Key>,
    salt: Option<Vec<u8>>,
    redacted_at: Option<i64>,
    /// Orders still to be folded again by a newer fold start after this id.
    refold: Option<String>,
    /// Sources this shard saw live.
    observed: Observed,
    shard_key: Option<Key>,
    policy: Option<(Policy, Instant)>,
}

impl<S: Sql> Ledger<S> {
    /// Opens the object's storage and brings it to the newest schema.
    ///
    /// # Errors
    /// The storage fails; the object must not serve.
    pub fn open(sql: S, master: Master, development: bool) -> Result<Self, LedgerError> {
        schema::migrate(&sql)?;
        let mut ledger = Self {
            sql,
            master,
            development,
            known: None,
            flight: Flight::default(),
            wants: None,
        };
        ledger.note_fold_version()?;
        ledger.known()?;
        Ok(ledger)
    }

    /// Drops what is only cached: to be called after any failed call.
    pub fn forget(&mut self) {
        self.known = None;
        self.flight.forget();
    }

    /// Takes the instance down, in development: what a defect of ours does.
    #[allow(clippy::panic, reason = "this is what it is for")]
    pub fn panic(&self) {
        if self.development {
            panic!("a panic was asked for");
        }
    }

    /// Statements run by this instance, for the ingest benchmark.
    pub fn statements(&self) -> u32 {
        self.sql.statements()
    }

    /// Rows its statements read and wrote since this was asked last; development only.
    pub fn rows(&self) -> u64 {
        self.sql.rows()
    }

    /// The earliest wake-up the last call asked for, taken once.
    pub fn take_wants(&mut self) -> Option<i64> {
        self.wants.take()
    }

    fn want(&mut self, at: Option<i64>) {
        self.wants = match (self.wants, at) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    fn known(&mut self) -> Result<&mut Known, LedgerError> {
        if self.known.is_none() {
            let mut known = Known {
                settings: None,
                blind_key: None,
                customer_key: None,
                salt: None,
                redacted_at: None,
                refold: None,
                observed: Observed::default(),
                shard_key: None,
                policy: None,
            };
            for row in self.sql.read("SELECT key, value FROM meta", &[])? {
                let value = row.text(1)?;
                match row.text(0)? {
                    "settings" => {
                        known.settings = Some(Rc::new(Settings::from_row(value, &self.master)?));
                    }
                    "salt" => known.salt = hex::decode(value).ok(),
                    "redacted_at" => known.redacted_at = value.parse().ok(),
                    "observed" => known.observed = serde_json::from_str(value)?,
                    "refold" => known.refold = Some(value.to_owned()),
                    _ => {}
                }
            }
            if let Some(observed) = &self.flight.observed {
                // Learnt since it was stored.
                known.observed = observed.clone();
            }
            self.known = Some(known);
        }
        self.known
            .as_mut()
            .ok_or_else(|| SqlError::Failed("meta".into()).into())
    }

    fn set_meta(&mut self, key: &str, value: Option<&str>) -> Result<(), LedgerError> {
        match value {
            Some(value) => self.sql.write(
                "INSERT OR REPLACE INTO meta(key, value) VALUES (?1, ?2)",
                &[Arg::Text(key), Arg::Text(value)],
            )?,
            None => self
                .sql
                .write("DELETE FROM meta WHERE key = ?1", &[Arg::Text(key)])?,
        };
        Ok(())
    }

    /// The shop this ledger belongs to; a first call binds it.
    fn bind(&mut self, shop: &str) -> Result<(), LedgerError> {
        if let Some(settings) = &self.known()?.settings {
            if settings.shop == shop {
                return Ok(());
            }
            return Err(LedgerError::WrongShop {
                owner: settings.shop.clone(),
                claimed: shop.to_owned(),
            });
        }
        let settings = Settings::of(shop);
        let row = settings.to_row(&self.master)?;
        // The salt with it, in one statement: a shard's first append has no more than any other.
        let salt = crypto::random::<32>()?.to_vec();
        self.sql.write(
            "INSERT OR REPLACE INTO meta(key, value) VALUES ('settings', ?1), ('salt', ?2)",
            &[Arg::Text(&row), Arg::Text(&hex::encode(&salt))],
        )?;
        let known = self.known()?;
        known.settings = Some(Rc::new(settings));
        known.salt = Some(salt);
        Ok(())
    }

    fn settings(&mut self) -> Result<Rc<Settings>, LedgerError> {
        Ok(self.known()?.settings.clone().unwrap_or_default())
    }

    /// The policy at `now`, with the zone's offsets around it.
    fn policy(&mut self, now: Instant) -> Result<Policy, LedgerError> {
        let known = self.known()?;
        if let Some((policy, made)) = &known.policy
            && now.since(*made).abs() < crate::settings::OFFSETS_FRESH
        {
            return Ok(policy.clone());
        }
        let mut policy = known.settings.clone().unwrap_or_default().policy(now);
        merge_observed(&mut policy.observed, &known.observed);
        policy.observed.orders = known.observed.orders.clone();
        known.policy = Some((policy.clone(), now));
        Ok(policy)
    }

    /// The key of this shard's personal data; makes a new salt where the old one was shredded.
    fn shard_key(&mut self) -> Result<Key, LedgerError> {
        if let Some(key) = self.known()?.shard_key {
            return Ok(key);
        }
        let salt = match self.known()?.salt.clone() {
            Some(salt) => salt,
            None => {
                let salt = crypto::random::<32>()?.to_vec();
                self.set_meta("salt", Some(&hex::encode(&salt)))?;
                self.known()?.salt = Some(salt.clone());
                salt
            }
        };
        let shop = self.settings()?.shop.clone();
        let key = self.master.derive("personal", &shop, &salt);
        self.known()?.shard_key = Some(key);
        Ok(key)
    }

    /// The blind index of an e-mail address at this shop.
    fn blind_email(&mut self, email: &str) -> Result<String, LedgerError> {
        let key = match self.known()?.blind_key {
            Some(key) => key,
            None => {
                let shop = self.settings()?.shop.clone();
                let key = self.master.blind_key(&shop);
                self.known()?.blind_key = Some(key);
                key
            }
        };
        Ok(crypto::blind(&key, email))
    }

    /// The blind index of a customer's id at this shop.
    fn blind_customer(&mut self, customer: &str) -> Result<String, LedgerError> {
        let key = match self.known()?.customer_key {
            Some(key) => key,
            None => {
                let shop = self.settings()?.shop.clone();
                let key = self.master.customer_key(&shop);
                self.known()?.customer_key = Some(key);
                key
            }
        };
        Ok(crypto::blind(&key, customer))
    }

    /// Takes the shop's settings. A newer set replaces an older one, never the reverse.
    ///
    /// # Errors
    /// Not settings, another shop's, or storage failed.
    pub fn configure(&mut self, now: Instant, body: &[u8]) -> Result<(), LedgerError> {
        let settings: Settings = serde_json::from_slice(body)?;
        self.bind(&settings.shop)?;
        if settings.revision < self.settings()?.revision {
            return Ok(());
        }
        let shown_changed = settings.shown() != self.settings()?.shown();
        let row = settings.to_row(&self.master)?;
        self.set_meta("settings", Some(&row))?;
        // Installed again after everything was redacted: a new beginning.
        let reinstalled = self
            .known()?
            .redacted_at
            .is_some_and(|at| settings.uninstalled_at.is_none() && settings.installed_at.0 > at);
        if reinstalled {
            self.set_meta("redacted_at", None)?;
        }
        self.known = None;
        if shown_changed {
            // What is shown carries the shop's face, and deadlines follow the policy: again, all of it.
            self.set_meta("refold", Some(""))?;
            self.known = None;
            self.want(Some(now.0));
        }
        Ok(())
    }
}
