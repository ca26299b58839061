//! A shop's settings: kept by the Shop object, pushed to its ledgers.

use std::collections::BTreeMap;

mod aftership;
mod promises;

use contract::ShopFace;
use contract::promises::PromiseSettings;
use contract::view::Wording;
use fulfillment::instant::DAY;
use fulfillment::{Instant, Observed, Policy, ZoneOffsets};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use aftership::AfterShip;

use crate::crypto::{self, CryptoError, Master};

/// How long a table of zone offsets made at some instant stays good. Milliseconds.
pub const OFFSETS_FRESH: i64 = 10 * DAY;

/// Everything a merchant (or the installation) decides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Myshopify domain.
    pub shop: String,
    /// Grows with every change: an older set never replaces a newer one.
    pub revision: i64,
    /// What shoppers see of the shop.
    pub face: Option<ShopFace>,
    /// Thresholds and calendar; the installation's instant and the zone are put in from here.
    pub policy: Policy,
    /// IANA zones of places whose calendar is not in the shop's zone, by location id.
    pub place_zones: BTreeMap<String, String>,
    /// Facts from before lead to no message.
    pub installed_at: Instant,
    /// Since then nothing leaves any more.
    pub uninstalled_at: Option<Instant>,
    /// The one channel: none configured, no message is made.
    pub outbound: Option<Outbound>,
    /// The relay of carriers' scans: none configured, nothing is asked of one and nothing missing.
    pub aftership: Option<AfterShip>,
    /// Least time between two writes of one order's metafield. Milliseconds.
    pub metafield_spacing: Option<i64>,
    /// Which delivery options get a ship-by date, and where it is told.
    pub promises: PromiseSettings,
}

/// Why settings could not be stored or read: ours.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Keys failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// Not settings.
    #[error("settings: {0}")]
    Json(#[from] serde_json::Error),
}

/// A generic outbound webhook.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Outbound {
    /// `https:` address (loopback `http:` in development).
    pub endpoint: String,
    /// Signing secret as Standard Webhooks write it, `whsec_…`.
    pub secret: String,
}

impl std::fmt::Debug for Outbound {
    // The secret must not reach a log by way of a derived Debug.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outbound({})", self.endpoint)
    }
}

impl Settings {
    /// What holds for a shop that has decided nothing yet.
    pub fn of(shop: &str) -> Self {
        Self {
            shop: shop.to_owned(),
            ..Self::default()
        }
    }

    /// As stored: secrets sealed.
    ///
    /// # Errors
    /// Keys failed.
    pub fn to_row(&self, master: &Master) -> Result<String, SettingsError> {
        let mut row = self.clone();
        if let Some(outbound) = &mut row.outbound {
            let key = master.derive("settings", &self.shop, &[]);
            outbound.secret = crypto::seal(&key, &self.shop, outbound.secret.as_bytes())?;
        }
        if let Some(aftership) = &mut row.aftership {
            let key = master.derive("settings", &self.shop, &[]);
            aftership.each(|secret| crypto::seal(&key, &self.shop, secret.as_bytes()))?;
        }
        Ok(serde_json::to_string(&row)?)
    }

    /// From what [`Settings::to_row`] stored.
    ///
    /// # Errors
    /// Keys failed, or the row is not settings.
    pub fn from_row(row: &str, master: &Master) -> Result<Self, SettingsError> {
        let mut settings: Self = serde_json::from_str(row)?;
        if let Some(outbound) = &mut settings.outbound {
            let key = master.derive("settings", &settings.shop, &[]);
            let secret = crypto::open(&key, &settings.shop, &outbound.secret)?;
            outbound.secret = String::from_utf8_lossy(&secret).into_owned();
        }
        if let Some(aftership) = &mut settings.aftership {
            let key = master.derive("settings", &settings.shop, &[]);
            aftership.each(|sealed| {
                let secret = crypto::open(&key, &settings.shop, sealed)?;
                Ok(String::from_utf8_lossy(&secret).into_owned())
            })?;
        }
        Ok(settings)
    }

    /// These settings after a JSON merge patch (RFC 7396).
    ///
    /// # Errors
    /// What comes of it are no settings.
    pub fn patched(&self, patch: Value) -> Result<Self, serde_json::Error> {
        let mut merged = serde_json::to_value(self)?;
        merge(&mut merged, patch);
        serde_json::from_value(merged)
    }

    /// Whether a merchant may decide this; the reason if not.
    ///
    /// # Errors
    /// The reason, naming the setting.
    pub fn check(&self, development: bool) -> Result<(), String> {
        let zones = self.face.iter().map(|face| &face.zone);
        for zone in zones.chain(self.place_zones.values()) {
            if jiff::tz::TimeZone::get(zone).is_err() {
                return Err(format!("{zone:?} is not an IANA time zone"));
            }
        }
        for (lang, words) in self.face.iter().flat_map(|face| &face.wording) {
            for (key, text) in words {
                copy::may_replace(lang, key, text).map_err(|reason| reason.to_string())?;
            }
        }
        let contact = self.face.as_ref().and_then(|face| face.contact.as_deref());
        if let Some(contact) = contact
            && !(contact.starts_with("mailto:") || contact.starts_with("https:"))
        {
            return Err(format!("contact {contact:?} must be mailto: or https:"));
        }
        if let Some(outbound) = &self.outbound {
            let endpoint = &outbound.endpoint;
            if !integrations::outbound::endpoint_allowed(endpoint, development) {
                return Err(format!(
                    "endpoint {endpoint:?} must be https: and a public host name"
                ));
            }
            if outbound.secret.is_empty() {
                return Err("the endpoint needs a secret to sign with".to_owned());
            }
        }
        if let Some(aftership) = &self.aftership {
            aftership.check()?;
        }
        promises::check(&self.promises)
    }

    /// The shop's face; without one, its handle and UTC.
    pub fn face(&self) -> ShopFace {
        self.face.clone().unwrap_or_else(|| ShopFace {
            shop: self
                .shop
                .split_once('.')
                .map_or(self.shop.as_str(), |(handle, _)| handle)
                .to_owned(),
            contact: None,
            zone: "UTC".to_owned(),
            wording: Wording::default(),
        })
    }

    /// The channel messages leave by, if any may leave.
    pub fn channel(&self) -> Option<&Outbound> {
        self.outbound
            .as_ref()
            .filter(|_| self.uninstalled_at.is_none())
    }

    /// What the ledgers are told: no secret they have no use for.
    pub fn for_ledgers(&self) -> Self {
        Self {
            aftership: None,
            ..self.clone()
        }
    }

    /// The part that changes what is shown or due: when it changes, every order is looked at again.
    pub fn shown(&self) -> (ShopFace, Policy, BTreeMap<String, String>, bool) {
        let mut policy = self.policy.clone();
        // Sources prove themselves live all the time; that makes no order due anew.
        policy.observed = Observed::default();
        (
            self.face(),
            policy,
            self.place_zones.clone(),
            self.tells_dates(),
        )
    }

    /// Whether any surface may tell a ship-by date.
    pub fn tells_dates(&self) -> bool {
        self.promises.off_since.is_none()
    }

    /// The policy for a decision around `now`.
    pub fn policy(&self, now: Instant) -> Policy {
        let mut policy = self.policy.clone();
        policy.installed_at = self.installed_at;
        let shop_zone = self.face().zone;
        policy.calendar.zone = offsets(&shop_zone, now);
        for (place, calendar) in &mut policy.places {
            let zone = self.place_zones.get(place).unwrap_or(&shop_zone);
            calendar.zone = offsets(zone, now);
        }
        policy
    }
}

/// RFC 7396: objects merge, null removes, anything else replaces.
pub(crate) fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (name, value) in patch {
                if value.is_null() {
                    target.remove(&name);
                } else {
                    merge(target.entry(name).or_insert(Value::Null), value);
                }
            }
        }
        (target, patch) => {
            // A patch into nothing is the patch without its nulls.
            if patch.is_object() {
                *target = Value::Object(serde_json::Map::new());
                merge(target, patch);
            } else {
                *target = patch;
            }
        }
    }
}

/// The transitions of an IANA zone from 60 days before `now` to 400 days after it; UTC for a zone
/// nobody knows.
pub fn offsets(zone: &str, now: Instant) -> ZoneOffsets {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let bound = |days: i64| jiff::Timestamp::from_millisecond(now.plus(days * DAY).0).ok();
    let mut transitions = Vec::new();
    if let (Some(from), Some(until)) = (bound(-60), bound(400)) {
        transitions.push((Instant(i64::MIN), zone.to_offset(from).seconds()));
        for transition in zone.following(from) {
            if transition.timestamp() > until {
                break;
            }
            transitions.push((
                Instant(transition.timestamp().as_millisecond()),
                transition.offset().seconds(),
            ));
        }
    }
    ZoneOffsets::new(transitions)
}

/// Takes what `other` saw of live sources into `observed`.
pub fn merge_observed(observed: &mut Observed, other: &Observed) {
    for (mine, theirs) in [
        (&mut observed.carriers, &other.carriers),
        (&mut observed.locations, &other.locations),
        (&mut observed.relays, &other.relays),
    ] {
        for (name, sighting) in theirs {
            let known = mine.entry(name.clone()).or_insert(*sighting);
            known.first = known.first.min(sighting.first);
            known.last = known.last.max(sighting.last);
        }
    }
}
