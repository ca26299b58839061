//! The store at Shopify, as far as promises need to know it: its zone, its locations, the rates its checkout offers, and once
//! or when asked the fulfillment orders that are open.
//!
//! Read rarely — when access is new, when the delivery options of promises change, when the merchant asks, else once a
//! day — one page a call, by the one writer: half of the rate bucket stays with live reads. What is open enters by the
//! same adapters and the same append as a webhook; it is from before the installation, so nobody is told of it.

use std::collections::BTreeSet;

use contract::ShopFace;
use contract::promises::{MethodSettings, StoreLocation, StoreRates};
use fulfillment::Instant;
use fulfillment::instant::DAY;
use integrations::HttpRequest;
use integrations::shopify::admin::{self, AdminError, Endpoint, Page, Rate};
use serde::{Deserialize, Serialize};

use super::admin::Call;
use super::tasks::backoff;
use super::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// Tries of one page before the reading is given up until the next day.
const TRIES: i64 = 6;
/// Rates that are kept: a store with more has them by country.
const RATES: usize = 500;

/// What is known of the store, and what is being read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Store {
    /// As it was when it was last read to its end.
    pub known: Option<StoreRates>,
    /// When the latest reading began.
    begun: Option<Instant>,
    reading: Option<Reading>,
    /// The open fulfillment orders are being read.
    backlog: Option<Pages>,
    /// Fulfillment orders found so far, and when that was done.
    found: u64,
    counted: Option<Instant>,
    /// When the next page may be asked for, by the platform's clock.
    next_at: i64,
    failures: i64,
}

/// How far pages have been read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Pages {
    /// Up to this cursor.
    after: Option<String>,
}

/// A reading under way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Reading {
    step: Step,
    zone: String,
    locations: Vec<StoreLocation>,
    rates: BTreeSet<String>,
    carriers: bool,
    incomplete: bool,
    /// Groups of profiles whose zones are still to be read.
    groups: Vec<(String, String)>,
}

/// The next page of a reading, after a cursor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    #[default]
    Details,
    Locations(Option<String>),
    Profiles(Option<String>),
    Zones(Option<String>),
}

/// One page asked of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Of the reading.
    Reading,
    /// Of the open fulfillment orders.
    Backlog,
    /// Of either, which was begun anew while this was under way: it is no answer to what is asked now.
    Past,
}

impl Store {
    /// When a page may be asked for; `None`: none is wanted.
    pub fn next_at(&self) -> Option<i64> {
        let wanted = self.reading.is_some() || self.backlog.is_some();
        wanted.then_some(self.next_at)
    }

    /// When open fulfillment orders were last read, and how many there were.
    pub fn counted(&self) -> Option<(Instant, u64)> {
        Some((self.counted?, self.found))
    }

    /// Whether a checkout may offer, under the name of one of these, what no carrier takes. Local pick-up is known of each
    /// location; of local delivery Shopify tells nothing, so every name has to be that of a shipping rate.
    pub fn may_collect(&self, methods: &[MethodSettings]) -> bool {
        let Some(known) = &self.known else {
            return true;
        };
        let shipped = |method: &MethodSettings| known.rates.contains(&method.title);
        !known.complete
            || known.locations.iter().any(|location| location.pickup)
            || !methods.iter().all(shipped)
    }
}

impl Reading {
    fn found_zones(&mut self, page: Page<admin::Zone>) -> Option<String> {
        for zone in page.items {
            self.incomplete |= !zone.complete;
            for method in zone.methods.into_iter().filter(|method| method.active) {
                match method.rate {
                    Rate::Flat { .. } => {
                        self.rates.insert(method.name);
                    }
                    Rate::Carrier { services, .. } => {
                        self.carriers = true;
                        self.rates.extend(services);
                    }
                }
            }
        }
        self.incomplete |= self.rates.len() > RATES;
        page.next
    }

    /// The step after a page of zones; `None`: all was read.
    fn after_zones(&mut self, next: Option<String>) -> Option<Step> {
        if next.is_none() {
            self.groups.pop();
        }
        match self.groups.is_empty() {
            true => None,
            false => Some(Step::Zones(next)),
        }
    }
}

impl<S: Sql> Shop<S> {
    /// What is known of the store.
    pub(super) fn store(&mut self) -> Result<&mut Store, ShopError> {
        if self.store.is_none() {
            let rows = self.sql.read("SELECT body FROM store WHERE id = 1", &[])?;
            let known = match rows.first() {
                Some(row) => serde_json::from_str(row.text(0)?)?,
                None => Store::default(),
            };
            self.store = Some(known);
        }
        Ok(self.store.get_or_insert_default())
    }

    fn keep_store(&mut self) -> Result<(), ShopError> {
        let body = serde_json::to_string(self.store()?)?;
        self.sql.write(
            "INSERT OR REPLACE INTO store(id, body) VALUES (1, ?1)",
            &[Arg::Text(&body)],
        )?;
        Ok(())
    }

    /// Wants the store read.
    pub(super) fn want_store(&mut self, now: Instant) -> Result<(), ShopError> {
        if !self.reaches_shopify()? {
            return Ok(());
        }
        self.outdate(Asked::Reading);
        let store = self.store()?;
        store.begun = Some(now);
        store.reading = Some(Reading::default());
        store.next_at = 0;
        store.failures = 0;
        self.keep_store()
    }

    /// What is under way of a reading is not of the one that begins now.
    fn outdate(&mut self, asked: Asked) {
        if self.flight.admin == Some(Call::Store(asked)) {
            self.flight.admin = Some(Call::Store(Asked::Past));
        }
    }

    /// Wants the store read if that was not done for a day. One that was never read is read when access is new.
    pub(super) fn want_store_daily(&mut self, now: Instant) -> Result<(), ShopError> {
        let begun = self.store()?.begun;
        match begun.is_some_and(|begun| now.since(begun) >= DAY) {
            true => self.want_store(now),
            false => Ok(()),
        }
    }

    /// Wants the open fulfillment orders read: the load of a shop that has just come, or one whose merchant doubts it.
    pub(super) fn want_backlog(&mut self) -> Result<(), ShopError> {
        if !self.reaches_shopify()? {
            return Ok(());
        }
        self.outdate(Asked::Backlog);
        let store = self.store()?;
        store.backlog = Some(Pages::default());
        store.found = 0;
        store.next_at = 0;
        store.failures = 0;
        self.keep_store()
    }

    /// Access is new: what a shop has is read at once.
    pub(super) fn entered(&mut self, now: Instant) -> Result<(), ShopError> {
        if self.store()?.counted.is_none() {
            self.want_backlog()?;
        }
        self.want_store(now)
    }

    /// The merchant asks for the store to be read again, all of it.
    ///
    /// # Errors
    /// Storage failed.
    pub fn reread(&mut self, now: Instant) -> Result<(), ShopError> {
        self.want_backlog()?;
        self.want_store(now)
    }

    /// The next page of the store, if one is wanted: open work first, because dates rest on it.
    pub(super) fn plan_store(
        &mut self,
        endpoint: &Endpoint,
        clock: i64,
    ) -> Result<Option<HttpRequest>, ShopError> {
        let store = self.store()?;
        if store.next_at().is_none_or(|at| at > clock) {
            return Ok(None);
        }
        if let Some(pages) = &store.backlog {
            let request = admin::open_fulfillment_orders(endpoint, pages.after.clone());
            self.flight.admin = Some(Call::Store(Asked::Backlog));
            return Ok(Some(request));
        }
        let Some(reading) = &store.reading else {
            return Ok(None);
        };
        let request = match (&reading.step, reading.groups.last()) {
            (Step::Details, _) => admin::shop_details(endpoint),
            (Step::Locations(after), _) => admin::locations(endpoint, after.clone()),
            (Step::Zones(after), Some((profile, group))) => {
                admin::delivery_zones(endpoint, profile, group, after.clone())
            }
            (Step::Profiles(after), _) => admin::delivery_profiles(endpoint, after.clone()),
            (Step::Zones(_), None) => admin::delivery_profiles(endpoint, None),
        };
        self.flight.admin = Some(Call::Store(Asked::Reading));
        Ok(Some(request))
    }

    /// Takes a page of the store.
    pub(super) fn told_store(
        &mut self,
        now: Instant,
        clock: i64,
        asked: Asked,
        answer: (u16, &[u8]),
    ) -> Result<Option<AdminError>, ShopError> {
        let taken = match asked {
            Asked::Backlog => self.take_backlog(now, answer)?,
            Asked::Reading => self.take_reading(now, answer)?,
            Asked::Past => return Ok(None),
        };
        let store = self.store()?;
        let failed = match taken {
            Ok(()) => {
                store.failures = 0;
                None
            }
            Err(error) => {
                store.failures = store.failures.saturating_add(1);
                let wait = match &error {
                    AdminError::Throttled { wait_ms } => *wait_ms,
                    _ => backoff(store.failures),
                };
                store.next_at = clock.saturating_add(wait);
                if store.failures >= TRIES {
                    // Another day, or when somebody asks.
                    store.reading = None;
                    store.backlog = None;
                }
                Some(error)
            }
        };
        self.keep_store()?;
        Ok(failed)
    }

    /// A page of open fulfillment orders: each enters its ledger as a webhook's would.
    fn take_backlog(
        &mut self,
        now: Instant,
        (status, body): (u16, &[u8]),
    ) -> Result<Result<(), AdminError>, ShopError> {
        let page = match admin::parse_open_fulfillment_orders(status, body) {
            Ok(page) => page,
            Err(error) => return Ok(Err(error)),
        };
        let found = u64::try_from(page.items.len()).unwrap_or(0);
        for open in page.items {
            let subject = format!("fulfillment_order/{}", open.id);
            self.take_report(now, &subject, open.report)?;
        }
        let store = self.store()?;
        store.found = store.found.saturating_add(found);
        store.backlog = page.next.map(|next| Pages { after: Some(next) });
        if store.backlog.is_none() {
            store.counted = Some(now);
        }
        Ok(Ok(()))
    }

    fn take_reading(
        &mut self,
        now: Instant,
        (status, body): (u16, &[u8]),
    ) -> Result<Result<(), AdminError>, ShopError> {
        let Some(mut reading) = self.store()?.reading.take() else {
            return Ok(Ok(()));
        };
        let taken = match &reading.step {
            Step::Details => match admin::parse_shop_details(status, body) {
                Ok(details) => {
                    reading.zone.clone_from(&details.zone);
                    self.take_details(now, details)?;
                    Ok(Some(Step::Locations(None)))
                }
                Err(error) => Err(error),
            },
            Step::Locations(_) => admin::parse_locations(status, body).map(|page| {
                let found = page.items.into_iter().map(|place| StoreLocation {
                    id: place.id,
                    name: place.name,
                    pickup: place.pickup,
                });
                reading.locations.extend(found);
                Some(match page.next {
                    Some(next) => Step::Locations(Some(next)),
                    None => Step::Profiles(None),
                })
            }),
            Step::Profiles(_) => admin::parse_delivery_profiles(status, body).map(|page| {
                for profile in page.items {
                    let groups = profile.groups.into_iter();
                    let groups = groups.map(|group| (profile.id.clone(), group.id));
                    reading.groups.extend(groups);
                }
                match page.next {
                    Some(next) => Some(Step::Profiles(Some(next))),
                    None => (!reading.groups.is_empty()).then_some(Step::Zones(None)),
                }
            }),
            Step::Zones(_) => admin::parse_delivery_zones(status, body).map(|page| {
                let next = reading.found_zones(page);
                reading.after_zones(next)
            }),
        };
        match taken {
            Ok(Some(step)) => {
                reading.step = step;
                self.store()?.reading = Some(reading);
                Ok(Ok(()))
            }
            Ok(None) => {
                let known = StoreRates {
                    read_at: now,
                    zone: reading.zone,
                    complete: !reading.incomplete,
                    carriers: reading.carriers,
                    locations: reading.locations,
                    rates: reading.rates.into_iter().take(RATES).collect(),
                };
                self.store()?.known = Some(known);
                self.wants_dates(now, true)?;
                Ok(Ok(()))
            }
            Err(error) => {
                self.store()?.reading = Some(reading);
                Ok(Err(error))
            }
        }
    }

    /// A shop nobody has described yet is what Shopify calls it, in the zone that its checkout tells dates by.
    fn take_details(&mut self, now: Instant, told: admin::ShopDetails) -> Result<(), ShopError> {
        let mut settings = self.settings()?;
        let zone = jiff::tz::TimeZone::get(&told.zone).is_ok();
        if settings.face.is_some() || !zone || told.name.trim().is_empty() {
            return Ok(());
        }
        let addressed = told.contact_email.contains('@');
        settings.face = Some(ShopFace {
            shop: told.name,
            contact: addressed.then(|| format!("mailto:{}", told.contact_email)),
            zone: told.zone,
            ..ShopFace::default()
        });
        settings.revision = settings.revision.saturating_add(1);
        self.store_settings(now, &settings)
    }
}
