//! What the checkout is given: the dates as the function's configuration, put on the delivery customization by this object alone.
//!
//! Written when the dates differ from what is in place, and once before that becomes stale; a customization is made the
//! first time labels are on. Off: the customization is switched off first, then its table says so too.

use contract::checkout::{CheckoutConfig, Encoded};
use fulfillment::Instant;
use fulfillment::instant::MINUTE;
use integrations::HttpRequest;
use integrations::shopify::admin::{
    self, AdminError, Customization, Endpoint, Expect, MetafieldWrite, Owner, Page,
};
use serde::{Deserialize, Serialize};

use super::book::{VALID, shop_time};
use super::labelled;
use super::version::digest;
use crate::settings::offsets;
use crate::shop::tasks::backoff;
use crate::shop::{Shop, ShopError};
use crate::sql::Sql;

/// Its title in the merchant's admin.
const TITLE: &str = "Ship-by dates at checkout";
/// What is in place is written again when it becomes stale within this time.
const EARLY: i64 = 45 * MINUTE;
/// Longest wait before another try: a switch must work within a minute.
const PATIENCE: i64 = 30_000;

/// What is in place at Shopify, and what is to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::shop) struct Checkout {
    /// The customization's numeric id.
    id: Option<String>,
    /// Shopify was asked for it, up to this cursor.
    looked: bool,
    after: Option<String>,
    enabled: bool,
    /// Digest that the next write is compared with.
    digest: Option<String>,
    placed: Option<Table>,
    wanted: Option<Table>,
    /// When the next step may be taken, by the platform's clock; absent: nothing is owed.
    next_at: Option<i64>,
    failures: i64,
    /// Since when checkouts certainly rename.
    renames_since: Option<Instant>,
}

/// A table of dates, as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Table {
    json: String,
    /// Digest of what it says, whenever it becomes stale.
    says: String,
    until: Instant,
    enabled: bool,
}

/// One call of the way to what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::shop) enum Step {
    /// Look for our customization.
    Find,
    /// Make it, with its table.
    Create,
    /// Write the table.
    Write,
    /// Switch it on or off.
    Switch(bool),
}

impl Checkout {
    /// Since when checkouts certainly rename; `None`: they do not.
    pub fn renames_since(&self) -> Option<Instant> {
        self.renames_since
    }

    /// When a step is due, by the platform's clock.
    pub fn next_at(&self) -> Option<i64> {
        self.next_at
    }

    fn wants(&mut self, table: Table) {
        self.wanted = Some(table);
        self.next_at = self.step().map(|_| 0);
        self.failures = 0;
    }

    /// The next step; `None`: what is wanted is in place.
    fn step(&self) -> Option<Step> {
        let wanted = self.wanted.as_ref()?;
        let current = self.placed.as_ref() == Some(wanted);
        match (&self.id, wanted.enabled) {
            (None, _) if !self.looked => Some(Step::Find),
            (None, true) => Some(Step::Create),
            // What is not there shows nothing.
            (None, false) => None,
            (Some(_), false) if self.enabled => Some(Step::Switch(false)),
            (Some(_), _) if !current => Some(Step::Write),
            (Some(_), true) if !self.enabled => Some(Step::Switch(true)),
            (Some(_), _) => None,
        }
    }

    fn found(&mut self, page: Page<Customization>, client: &str) {
        let ours = page.items.into_iter().find(|it| it.is_ours(client));
        self.after = page.next;
        self.looked = ours.is_some() || self.after.is_none();
        if let Some(ours) = ours {
            self.after = None;
            self.id = Some(ours.id);
            self.enabled = ours.enabled;
            self.digest = ours.table.map(|table| table.digest);
            // Whoever wrote it: what is wanted replaces it.
            self.placed = None;
        }
    }

    /// Nothing is known of Shopify's side any more.
    fn lost(&mut self) {
        self.id = None;
        self.looked = false;
        self.after = None;
        self.digest = None;
        self.placed = None;
    }
}

impl<S: Sql> Shop<S> {
    /// Wants the newest dates at checkout, if they differ from what is there or that becomes stale; wants none where
    /// labels are off.
    pub(super) fn want_checkout(&mut self, now: Instant) -> Result<(), ShopError> {
        if !self.reaches_shopify()? {
            return Ok(());
        }
        let settings = self.settings()?;
        if settings.uninstalled_at.is_some() {
            // Nothing of ours runs there any more, and nobody would answer.
            self.promising()?.checkout = Checkout::default();
            return Ok(());
        }
        let newest = self.newest()?.filter(|(_, until, _)| *until > now);
        let dates =
            newest.filter(|(.., version)| labelled(&settings) && !version.methods.is_empty());
        let on = dates.is_some();
        let zone = settings.face().zone;
        let config = match dates {
            Some((.., version)) => version.published.config,
            None => switched_off(now, &zone),
        };
        let checkout = &mut self.promising()?.checkout;
        if !on && checkout.wanted.is_none() {
            return Ok(());
        }
        // Not even one delivery option has room: none is renamed.
        let Ok(Encoded {
            json, published, ..
        }) = config.encode()
        else {
            return Ok(());
        };
        let table = Table {
            json,
            says: digest(&zone, &published)?,
            until: now.plus(VALID),
            enabled: on,
        };
        let same = checkout.wanted.as_ref().is_some_and(|wanted| {
            let says = wanted.says == table.says && wanted.until.since(now) > EARLY;
            wanted.enabled == on && (says || !on)
        });
        if !same {
            checkout.wants(table);
            self.keep_promising()?;
        }
        Ok(())
    }

    /// The next call for the checkout, if one is due.
    pub(in crate::shop) fn plan_checkout(
        &mut self,
        endpoint: &Endpoint,
        clock: i64,
    ) -> Result<Option<(Step, HttpRequest)>, ShopError> {
        let checkout = &mut self.promising()?.checkout;
        if checkout.next_at.is_none_or(|at| at > clock) {
            return Ok(None);
        }
        let (Some(step), Some(wanted)) = (checkout.step(), checkout.wanted.clone()) else {
            checkout.next_at = None;
            return Ok(None);
        };
        let id = checkout.id.clone().unwrap_or_default();
        let request = match step {
            Step::Find => Some(admin::customizations(endpoint, checkout.after.clone())),
            Step::Create => Some(admin::customization_create(endpoint, TITLE, &wanted.json)),
            Step::Switch(on) => Some(admin::customization_switch(endpoint, &id, on)),
            Step::Write => {
                let write = MetafieldWrite {
                    owner: Owner::Customization(id),
                    value: wanted.json,
                    expect: checkout
                        .digest
                        .clone()
                        .map_or(Expect::Absent, Expect::Digest),
                };
                admin::metafields_set(endpoint, &[write]).ok()
            }
        };
        Ok(request.map(|request| (step, request)))
    }

    /// Takes the answer to a step.
    pub(in crate::shop) fn told_checkout(
        &mut self,
        now: Instant,
        clock: i64,
        step: Step,
        (status, body): (u16, &[u8]),
    ) -> Result<Option<AdminError>, ShopError> {
        let client = self.client.clone();
        let checkout = &mut self.promising()?.checkout;
        let wanted = checkout.wanted.clone();
        let outcome = match step {
            Step::Find => {
                admin::parse_customizations(status, body).map(|page| checkout.found(page, &client))
            }
            Step::Create => admin::parse_customization_create(status, body).map(|(id, digest)| {
                checkout.id = Some(id);
                checkout.enabled = true;
                checkout.placed = digest.is_some().then(|| wanted.clone()).flatten();
                checkout.digest = digest;
            }),
            Step::Write => admin::parse_metafields_set(status, body).map(|digests| {
                checkout.digest = digests.into_iter().next();
                checkout.placed = wanted.clone();
            }),
            Step::Switch(_) => admin::parse_customization_switch(status, body)
                .map(|enabled| checkout.enabled = enabled),
        };
        let failed = match outcome {
            Ok(()) => {
                checkout.failures = 0;
                checkout.next_at = checkout.step().map(|_| clock);
                None
            }
            Err(error) => {
                checkout.failures = checkout.failures.saturating_add(1);
                let wait = match &error {
                    AdminError::Throttled { wait_ms } => *wait_ms,
                    AdminError::UserErrors(_) => {
                        // Written or removed by somebody else: look again what is there.
                        checkout.lost();
                        backoff(checkout.failures).min(PATIENCE)
                    }
                    _ => backoff(checkout.failures).min(PATIENCE),
                };
                checkout.next_at = Some(clock.saturating_add(wait));
                Some(error)
            }
        };
        let renames = checkout.enabled && checkout.placed.as_ref().is_some_and(|it| it.enabled);
        checkout.renames_since = match (renames, checkout.renames_since) {
            (true, since) => since.or(Some(now)),
            (false, _) => None,
        };
        self.keep_promising()?;
        Ok(failed)
    }
}

/// The configuration that renames nothing.
fn switched_off(now: Instant, zone: &str) -> CheckoutConfig {
    let zone = offsets(zone, now);
    CheckoutConfig {
        enabled: false,
        pickup: true,
        first: zone.local(now).0,
        stale_at: shop_time(&zone, now),
        profiles: Vec::new(),
        languages: Vec::new(),
    }
}
