//! The Shop object: what a shop has decided, its directory of names, the merchant's list, facts
//! waiting for their order, and the one writer to Shopify's Admin API.
//!
//! Like the ledger it is synchronous and does no I/O: the shim performs the [`Task`]s it is handed
//! and reports back. Nothing here is an order's truth: all of it but settings, parked facts and
//! tombstones can be told again by the ledgers.

mod access;
mod admin;
mod apply;
#[cfg(target_arch = "wasm32")]
pub mod binding;
mod find;
mod lists;
mod parking;
mod promises;
mod redact;
mod schema;
mod status;
mod store;
mod tasks;
#[cfg(test)]
mod tests;
mod tracking;

use contract::admin::Letter;
use fulfillment::{Instant, Policy};
use integrations::shopify::admin::Endpoint;
use integrations::shopify::token::Access;
use serde_json::Value;

pub use access::App;
pub use find::Lookup;
pub use parking::FROM_RELAY;
pub use tasks::Task;

use crate::crypto::{self, CryptoError, Key, Master};
use crate::ledger::SHARDS;
use crate::letters::{self, LetterError, Taken};
use crate::settings::{OFFSETS_FRESH, Settings, SettingsError};
use crate::sql::{Arg, Sql, SqlError};

/// Why a shop object could not do what was asked: ours.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// Storage failed.
    #[error(transparent)]
    Sql(#[from] SqlError),
    /// Keys failed.
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
    /// Nobody ever named this object's shop.
    #[error("the shop of this object is not known")]
    Nameless,
    /// A call for another shop than the one this object belongs to: a bug in a route.
    #[error("this object belongs to {owner:?}, not to {claimed:?}")]
    WrongShop {
        /// Whose it is.
        owner: String,
        /// Who was named.
        claimed: String,
    },
}

/// What a shop needs of the world around it.
pub struct Outside {
    /// A configured token, development's, in place of the shop's own access.
    pub admin: Option<Endpoint>,
    /// How a shop gets its own access; with neither nothing is written to Shopify and nothing asked.
    pub app: Option<App>,
    /// The app's client id, by which its own delivery customization is known.
    pub client: String,
    /// Where AfterShip's API is.
    pub aftership: String,
    /// Dates in words, seen from an instant.
    pub dates: fn(Instant) -> Box<dyn copy::Dates>,
}

/// One shop.
pub struct Shop<S> {
    sql: S,
    master: Master,
    development: bool,
    admin: Option<Endpoint>,
    app: Option<App>,
    client: String,
    aftership: String,
    dates: fn(Instant) -> Box<dyn copy::Dates>,
    visit: access::Visit,
    known: Option<Known>,
    memory: promises::Memory,
    store: Option<store::Store>,
    flight: tasks::Flight,
}

#[derive(Clone, Default)]
struct Known {
    settings: Option<Settings>,
    redacted_at: Option<i64>,
    relay: tracking::Health,
    salt: Option<Vec<u8>>,
    /// The shop's own access to Shopify.
    access: Option<Access>,
    /// With the zones' offsets around an instant.
    policy: Option<(Policy, Instant)>,
}

impl<S: Sql> Shop<S> {
    /// Opens the object's storage and brings it to the newest schema.
    ///
    /// # Errors
    /// The storage fails; the object must not serve.
    pub fn open(
        sql: S,
        master: Master,
        development: bool,
        outside: Outside,
    ) -> Result<Self, ShopError> {
        schema::migrate(&sql)?;
        Ok(Self {
            sql,
            master,
            development,
            admin: outside.admin,
            app: outside.app,
            visit: access::Visit::default(),
            client: outside.client,
            aftership: outside.aftership,
            dates: outside.dates,
            known: None,
            memory: promises::Memory::default(),
            store: None,
            flight: tasks::Flight::default(),
        })
    }

    /// Drops what is only cached: to be called after any failed call.
    pub fn forget(&mut self) {
        self.known = None;
        self.memory = promises::Memory::default();
        self.store = None;
        self.flight.forget();
    }

    /// Takes the instance down, in development: what a defect of ours does.
    #[allow(clippy::panic, reason = "this is what it is for")]
    pub fn panic(&self) {
        if self.development {
            panic!("a panic was asked for");
        }
    }

    /// Rows its statements read and wrote since this was asked last; development only.
    pub fn rows(&self) -> u64 {
        self.sql.rows()
    }

    fn known(&mut self) -> Result<&mut Known, ShopError> {
        if self.known.is_none() {
            let mut known = Known::default();
            let mut sealed = None;
            for row in self.sql.read("SELECT key, value FROM meta", &[])? {
                let value = row.text(1)?;
                match row.text(0)? {
                    "settings" => {
                        known.settings = Some(Settings::from_row(value, &self.master)?);
                    }
                    "relay" => known.relay = serde_json::from_str(value)?,
                    "redacted_at" => known.redacted_at = value.parse().ok(),
                    access::ROW => sealed = Some(value.to_owned()),
                    "salt" => known.salt = hex::decode(value).ok(),
                    _ => {}
                }
            }
            let shop = known
                .settings
                .as_ref()
                .map(|settings| settings.shop.as_str());
            known.access = shop
                .zip(sealed)
                .and_then(|(shop, sealed)| access::open(&self.master, shop, &sealed));
            self.known = Some(known);
        }
        self.known
            .as_mut()
            .ok_or_else(|| SqlError::Failed("meta".into()).into())
    }

    fn set_meta(&mut self, key: &str, value: Option<&str>) -> Result<(), ShopError> {
        match value {
            Some(value) => self.sql.write(
                "INSERT OR REPLACE INTO meta(key, value) VALUES (?1, ?2)",
                &[Arg::Text(key), Arg::Text(value)],
            )?,
            None => self
                .sql
                .write("DELETE FROM meta WHERE key = ?1", &[Arg::Text(key)])?,
        };
        self.known = None;
        Ok(())
    }

    /// The shop this object belongs to; a first call binds it. A caller that cannot know the name
    /// gives none.
    fn bind(&mut self, shop: &str) -> Result<(), ShopError> {
        if let Some(settings) = &self.known()?.settings {
            if settings.shop == shop || shop.is_empty() {
                return Ok(());
            }
            return Err(ShopError::WrongShop {
                owner: settings.shop.clone(),
                claimed: shop.to_owned(),
            });
        }
        if shop.is_empty() {
            return Err(ShopError::Nameless);
        }
        let row = Settings::of(shop).to_row(&self.master)?;
        self.set_meta("settings", Some(&row))
    }

    /// What the shop has decided; defaults without a name for one nobody spoke of yet.
    ///
    /// # Errors
    /// Storage failed.
    pub fn settings(&mut self) -> Result<Settings, ShopError> {
        Ok(self.known()?.settings.clone().unwrap_or_default())
    }

    /// The policy at `now`, with the zone's offsets around it.
    fn policy(&mut self, now: Instant) -> Result<Policy, ShopError> {
        let known = self.known()?;
        if let Some((policy, made)) = &known.policy
            && now.since(*made).abs() < OFFSETS_FRESH
        {
            return Ok(policy.clone());
        }
        let policy = known.settings.clone().unwrap_or_default().policy(now);
        known.policy = Some((policy.clone(), now));
        Ok(policy)
    }

    /// The settings as JSON without secrets: of the channel only its address, of the relay only since when.
    ///
    /// # Errors
    /// Storage failed.
    pub fn shown_settings(&mut self) -> Result<Value, ShopError> {
        let settings = self.settings()?;
        let endpoint = settings
            .outbound
            .as_ref()
            .map(|channel| channel.endpoint.clone());
        let face = settings.face();
        let mut shown = serde_json::to_value(&settings)?;
        if let Some(fields) = shown.as_object_mut() {
            fields.insert(
                "outbound".into(),
                serde_json::json!({ "endpoint": endpoint }),
            );
            let relay = settings.aftership.as_ref();
            let relay = relay.map(|it| serde_json::json!({ "since": it.since }));
            fields.insert("aftership".into(), serde_json::to_value(relay)?);
            fields.insert("face".into(), serde_json::to_value(face)?);
        }
        Ok(shown)
    }

    /// Takes a change of settings as a JSON merge patch (RFC 7396) and owes it to every ledger.
    /// Answers why not, if it is not taken.
    ///
    /// # Errors
    /// Storage failed.
    pub fn configure(
        &mut self,
        now: Instant,
        shop: &str,
        patch: &[u8],
    ) -> Result<Result<i64, String>, ShopError> {
        let patch: Value = match serde_json::from_slice(patch) {
            Ok(patch) => patch,
            Err(error) => return Ok(Err(format!("not JSON: {error}"))),
        };
        let named = patch
            .get("shop")
            .and_then(Value::as_str)
            .unwrap_or_default();
        self.bind(if shop.is_empty() { named } else { shop })?;
        let shop = self.settings()?.shop;
        let mut settings = match self.settings()?.patched(patch) {
            Ok(settings) => settings,
            Err(error) => return Ok(Err(format!("not settings: {error}"))),
        };
        if let Err(reason) = settings.check(self.development) {
            return Ok(Err(reason));
        }
        let relay = self.settings()?.aftership;
        let before = self.settings()?.promises;
        if let Err(reason) = self.may_label(before.labels, settings.promises.labels)? {
            return Ok(Err(reason));
        }
        if settings.promises.target != before.target {
            self.retarget(settings.promises.target)?;
        }
        let renamed = settings.promises.methods != before.methods;
        let entered = self.settings()?.installed_at.0 == 0 && settings.installed_at.0 != 0;
        settings.shop = shop;
        settings.revision = self.settings()?.revision.saturating_add(1);
        let reinstalled = self
            .known()?
            .redacted_at
            .is_some_and(|at| settings.uninstalled_at.is_none() && settings.installed_at.0 > at);
        if reinstalled {
            self.set_meta("redacted_at", None)?;
        }
        self.change_relay(now, relay.as_ref(), &mut settings)?;
        self.store_settings(now, &settings)?;
        match (entered, renamed) {
            (true, _) => self.entered(now)?,
            (false, true) => self.want_store(now)?,
            (false, false) => {}
        }
        self.wants_dates(now, true)?;
        Ok(Ok(settings.revision))
    }

    /// The app was removed: from now on nothing leaves.
    ///
    /// # Errors
    /// Storage failed.
    pub fn uninstall(&mut self, now: Instant, shop: &str) -> Result<(), ShopError> {
        self.bind(shop)?;
        let mut settings = self.settings()?;
        if settings.uninstalled_at.is_some() {
            return Ok(());
        }
        settings.uninstalled_at = Some(now);
        settings.revision = settings.revision.saturating_add(1);
        // Shopify has ended it with the app.
        self.keep_access(None)?;
        self.sql.write("UPDATE writes SET next_at = NULL", &[])?;
        self.sql.write("UPDATE questions SET next_at = NULL", &[])?;
        self.sql.write("UPDATE deadlines SET next_at = NULL", &[])?;
        self.sql.write("UPDATE trackings SET next_at = NULL", &[])?;
        self.store_settings(now, &settings)?;
        self.wants_dates(now, true)
    }

    fn store_settings(&mut self, now: Instant, settings: &Settings) -> Result<(), ShopError> {
        let row = settings.to_row(&self.master)?;
        self.set_meta("settings", Some(&row))?;
        // The body is read when the call is made: a newer set replaces an older one still owed.
        self.sql.write(
            "DELETE FROM tasks WHERE method = ?1",
            &[Arg::Text("configure")],
        )?;
        for shard in 0..SHARDS {
            self.owe(now, "configure", &format!("{}/{shard}", settings.shop), "")?;
        }
        Ok(())
    }

    /// The key that seals dead letters; its salt goes with the shop's data.
    fn letter_key(&mut self) -> Result<Key, ShopError> {
        let salt = match self.known()?.salt.clone() {
            Some(salt) => salt,
            None => {
                let salt = crypto::random::<32>()?.to_vec();
                self.set_meta("salt", Some(&hex::encode(&salt)))?;
                salt
            }
        };
        let shop = self.settings()?.shop;
        Ok(self.master.derive("letters", &shop, &salt))
    }

    /// Sets something aside that no ledger could be asked to take. `source` is where it came from.
    ///
    /// # Errors
    /// Storage or keys failed.
    pub fn bury(
        &mut self,
        now: Instant,
        shop: &str,
        order: Option<&str>,
        source: &str,
        reason: &str,
        body: &[u8],
    ) -> Result<(), ShopError> {
        self.bind(shop)?;
        if self.known()?.redacted_at.is_some() {
            return Ok(());
        }
        let key = self.letter_key()?;
        let shop = self.settings()?.shop;
        letters::bury(&self.sql, (&key, &shop), now, (order, source, reason), body)?;
        Ok(())
    }

    /// The dead letters of this object, newest first.
    ///
    /// # Errors
    /// Storage failed.
    pub fn letters(&self) -> Result<Vec<Letter>, ShopError> {
        Ok(letters::list(&self.sql)?)
    }

    /// Takes a letter out for another try: parked facts are parked again, anything else is the
    /// caller's to adapt (and to bury again). `None`: no such letter.
    ///
    /// # Errors
    /// Storage or keys failed; the letter stays.
    pub fn replay(&mut self, now: Instant, id: i64) -> Result<Option<Taken>, ShopError> {
        let key = self.letter_key()?;
        let shop = self.settings()?.shop;
        let Some(letter) = letters::take(&self.sql, (&key, &shop), id)? else {
            return Ok(None);
        };
        if letter.source == parking::SOURCE {
            self.park(now, &letter.body)?;
        }
        Ok(Some(letter))
    }
}
