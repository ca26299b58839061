//! The shop's own access to Shopify's Admin API: got when someone of the shop opens the app, kept sealed, refreshed before it ends.
//!
//! The session token of a verified visit is exchanged for an offline token of an hour and what refreshes it. Both are
//! one value, sealed under a key of the shop's and written as one: a refresh whose answer was lost, or whose answer a
//! kill swallowed, is made again with the old refresh token, as Shopify allows until its replacement was used. Calls to
//! Shopify are made one at a time, and so are refreshes. Not in scope: what opens the app's pages
//! (`auth`), the protocol (`integrations::shopify::token`).

use contract::promises::ShopifyAccess;
use fulfillment::Instant;
use fulfillment::instant::MINUTE;
use integrations::HttpRequest;
use integrations::shopify::SCOPES;
use integrations::shopify::admin::Endpoint;
use integrations::shopify::token::{self, Access, TokenError};

use super::admin::Call;
use super::tasks::backoff;
use super::{Shop, ShopError};
use crate::crypto::{self, Key, Master};
use crate::sql::Sql;

/// The row of `meta` that holds the sealed access.
pub(super) const ROW: &str = "access";
/// A visit's session token is good for a minute; one nobody could exchange for so long is dropped.
const SESSION: i64 = MINUTE;

/// The app, as the token endpoint knows it.
#[derive(Clone)]
pub struct App {
    /// Client secret.
    pub secret: String,
    /// What stands in for `https://{shop}`: development's store.
    pub origin: Option<String>,
}

/// What is being done for access. Times are the platform's clock.
#[derive(Default)]
pub(super) struct Visit {
    /// A session token to exchange, and when it came. Never written down.
    session: Option<(String, i64)>,
    failures: i64,
    waits: i64,
}

fn key(master: &Master, shop: &str) -> Key {
    master.derive(ROW, shop, &[])
}

/// Opens a sealed access; `None` where it cannot be read any more: the next visit brings another.
pub(super) fn open(master: &Master, shop: &str, sealed: &str) -> Option<Access> {
    let plain = crypto::open(&key(master, shop), shop, sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

impl<S: Sql> Shop<S> {
    /// Someone of the shop opened the app with this session token, which was verified: it is exchanged where access is lacking,
    /// ended, or short of what the app asks for.
    ///
    /// # Errors
    /// Storage failed.
    pub fn visited(&mut self, shop: &str, clock: i64, session: &str) -> Result<(), ShopError> {
        if self.admin.is_some() || self.app.is_none() {
            return Ok(());
        }
        self.bind(shop)?;
        let removed = self.settings()?.uninstalled_at.is_some();
        let known = self.known()?.access.as_ref();
        let enough = known.is_some_and(|access| {
            !access.is_over(Instant(clock)) && access.lacks(SCOPES).is_empty()
        });
        if removed || !enough {
            self.visit.session = Some((session.to_owned(), clock));
        }
        Ok(())
    }

    /// Whether Shopify can be called, now or once the access is refreshed.
    pub(super) fn reaches_shopify(&mut self) -> Result<bool, ShopError> {
        Ok(self.admin.is_some() || self.known()?.access.is_some())
    }

    /// What the merchant is told of it.
    pub(super) fn shopify_access(&mut self) -> Result<ShopifyAccess, ShopError> {
        if self.admin.is_some() {
            return Ok(ShopifyAccess::Held);
        }
        let visiting = self.visit.session.is_some();
        Ok(match &self.known()?.access {
            _ if visiting => ShopifyAccess::Held,
            None => ShopifyAccess::Missing,
            Some(access) => match access.lacks(SCOPES) {
                lacking if lacking.is_empty() => ShopifyAccess::Held,
                lacking => ShopifyAccess::Lacks(lacking.into_iter().map(str::to_owned).collect()),
            },
        })
    }

    /// When something is to be done for access, by the platform's clock.
    pub(super) fn access_due(&mut self) -> Result<Option<i64>, ShopError> {
        let waits = self.visit.waits;
        // An end that comes of itself waits until something is to be called; a refusal had something.
        let held = self.known()?.access.as_ref();
        let refused = held.is_some_and(|access| access.expires_at.0 == 0);
        Ok((refused || self.visit.session.is_some()).then_some(waits))
    }

    /// Until when calls wait for a refresh that failed, by the platform's clock.
    pub(super) fn access_waits(&mut self, clock: i64) -> Result<i64, ShopError> {
        let waits = self.visit.waits;
        let held = self.known()?.access.as_ref();
        let ending = held.is_some_and(|access| access.wants_refresh(Instant(clock)));
        Ok(if ending { waits } else { 0 })
    }

    /// The endpoint to call with a token that is good; `None`: there is none now.
    pub(super) fn endpoint(&mut self, clock: i64) -> Result<Option<Endpoint>, ShopError> {
        if let Some(configured) = &self.admin {
            return Ok(Some(configured.clone()));
        }
        let shop = self.settings()?.shop;
        let origin = self.app.as_ref().and_then(|app| app.origin.clone());
        let access = self.known()?.access.as_ref();
        let good = access.filter(|access| access.expires_at.0 > clock);
        let Some(token) = good.map(|access| access.token.clone()) else {
            return Ok(None);
        };
        let mut endpoint = Endpoint::of_shop(&shop, token);
        if let Some(origin) = origin {
            endpoint.url = endpoint
                .url
                .replacen(&format!("https://{shop}"), &origin, 1);
        }
        Ok(Some(endpoint))
    }

    /// The call that gets or refreshes access, if one is due.
    pub(super) fn plan_access(&mut self, clock: i64) -> Result<Option<HttpRequest>, ShopError> {
        let Some(app) = self.app.clone().filter(|_| self.admin.is_none()) else {
            return Ok(None);
        };
        if self.visit.waits > clock {
            return Ok(None);
        }
        let shop = self.settings()?.shop;
        let mut url = token::url(&shop);
        if let Some(origin) = &app.origin {
            url = url.replacen(&format!("https://{shop}"), origin, 1);
        }
        let client = self.client.clone();
        let credentials = token::App {
            id: &client,
            secret: &app.secret,
        };
        let fresh = |(_, came): &&(String, i64)| clock.saturating_sub(*came) < SESSION;
        if let Some((session, _)) = self.visit.session.as_ref().filter(fresh) {
            let request = token::exchange(&url, credentials, session);
            self.flight.admin = Some(Call::Exchange { sent: clock });
            return Ok(Some(request));
        }
        self.visit.session = None;
        let now = Instant(clock);
        let held = self.known()?.access.as_ref();
        let Some(access) = held.filter(|access| access.wants_refresh(now)) else {
            return Ok(None);
        };
        let request = token::refresh(&url, credentials, access);
        self.flight.admin = Some(Call::Refresh { sent: clock });
        Ok(Some(request))
    }

    /// Takes the answer to an exchange or a refresh that was sent at `sent`.
    pub(super) fn told_access(
        &mut self,
        now: Instant,
        clock: i64,
        (exchanged, sent): (bool, i64),
        (status, body): (u16, &[u8]),
    ) -> Result<(), ShopError> {
        let error = match token::parse(status, body, None, Instant(sent)) {
            Ok(access) => {
                self.visit = Visit::default();
                // What was refused with the old token need not wait on.
                self.flight.admin_waits = clock;
                self.keep_access(Some(&access))?;
                return match exchanged {
                    true => {
                        self.installed(now)?;
                        self.entered(now)
                    }
                    false => Ok(()),
                };
            }
            Err(error) => error,
        };
        self.flight.admin_failure = Some(error.to_string());
        self.visit.failures = self.visit.failures.saturating_add(1);
        let wait = match error {
            TokenError::SessionInvalid => {
                // The next visit brings another.
                self.visit.session = None;
                0
            }
            TokenError::RefreshInvalid => {
                self.keep_access(None)?;
                0
            }
            TokenError::Throttled { wait_ms } => wait_ms,
            TokenError::Unavailable { .. } => backoff(self.visit.failures),
            TokenError::AppInvalid | TokenError::Unexpected(_) => {
                self.visit.session = None;
                backoff(self.visit.failures).max(MINUTE)
            }
        };
        self.visit.waits = clock.saturating_add(wait);
        Ok(())
    }

    /// Shopify refused the access token though it has not ended: it is refreshed before it is used again, and no sooner than
    /// a failing refresh would be.
    pub(super) fn refused_access(&mut self, clock: i64) -> Result<(), ShopError> {
        let Some(mut access) = self.known()?.access.clone() else {
            return Ok(());
        };
        access.expires_at = Instant(0);
        self.visit.failures = self.visit.failures.saturating_add(1);
        self.visit.waits = clock.saturating_add(backoff(self.visit.failures));
        self.keep_access(Some(&access))
    }

    /// Writes the access, both tokens as one value; without one it is forgotten.
    pub(super) fn keep_access(&mut self, access: Option<&Access>) -> Result<(), ShopError> {
        let shop = self.settings()?.shop;
        let sealed = match access {
            Some(access) => {
                let plain = serde_json::to_vec(access)?;
                Some(crypto::seal(&key(&self.master, &shop), &shop, &plain)?)
            }
            None => None,
        };
        self.set_meta(ROW, sealed.as_deref())
    }

    /// Shopify gave access to someone of the shop: the app is installed there, whatever was before.
    fn installed(&mut self, now: Instant) -> Result<(), ShopError> {
        let mut settings = self.settings()?;
        let first = settings.installed_at.0 == 0;
        if !first && settings.uninstalled_at.is_none() {
            return Ok(());
        }
        settings.installed_at = now;
        settings.uninstalled_at = None;
        settings.revision = settings.revision.saturating_add(1);
        self.set_meta("redacted_at", None)?;
        self.store_settings(now, &settings)?;
        self.wants_dates(now, true)
    }
}
