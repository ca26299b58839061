//! Promises: what waits at each location, kept up by what ledgers report; the dates that follow from it; what each order was
//! promised and how that was kept.
//!
//! In scope: the engines' state and its upkeep by differences ([`load`], [`place`]), the dates and their versions
//! ([`book`], [`version`]), how an order's goods are handled ([`handling`]), an order's promise ([`made`]), its revision ([`revise`]) and score ([`score`]), what the checkout
//! is given ([`checkout`], [`deadline`]) and what the merchant is shown ([`board`]). Not in scope: the statistics (`promise`), words
//! (`copy`), and an order's truth: a promise is a fact of its ledger, appended like any other.

pub(super) mod board;
mod book;
pub(super) mod checkout;
mod deadline;
pub(super) mod handling;
pub(super) mod load;
mod made;
mod place;
mod revise;
mod score;
mod version;

use std::collections::{BTreeMap, BTreeSet};

use contract::promises::{LabelCheck, Labels};
use fulfillment::Instant;
use fulfillment::instant::{HOUR, MINUTE};
use promise::steady::Shown;
use serde::{Deserialize, Serialize};

use super::{Shop, ShopError};
use crate::ledger::OrderDelta;
use crate::settings::Settings;
use crate::sql::{Arg, Sql};
use load::Changed;
use version::Version;

/// Dates follow a load no more often than this, unless it is another class of load.
const SPACING: i64 = MINUTE;
/// Dates that nothing changed are computed again after this: well before they become stale.
const REFRESH: i64 = HOUR;

/// What an instance keeps of the tables; dropped whenever a call fails.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) places: BTreeMap<String, place::Kept>,
    /// Every location is in `places`.
    all: bool,
    touched: BTreeSet<String>,
    promising: Option<Promising>,
    /// The newest version, from when, until when.
    newest: Option<(Instant, Instant, Version)>,
}

/// What computing dates needs to know of the time before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Promising {
    /// When dates are to be computed next; absent: nothing is configured.
    due: Option<Instant>,
    /// When they were last.
    computed: Option<Instant>,
    /// What is shown of each delivery option, and how often that changed today.
    shown: BTreeMap<String, Shown>,
    /// What the first order with a renamed delivery option kept of its title.
    pub check: Option<LabelCheck>,
    /// Whether Shopify's own delivery dates are on, and when that was asked.
    pub shop_promise: Option<bool>,
    pub asked: Option<Instant>,
    /// Handling classes that goods carry and no setting knows.
    pub unknown_classes: BTreeSet<String>,
    /// What the checkout has and is to have.
    pub checkout: checkout::Checkout,
}

/// Delivery options carry dates.
pub(super) fn labelled(settings: &Settings) -> bool {
    settings.promises.labels != Labels::Off && settings.tells_dates()
}

impl<S: Sql> Shop<S> {
    pub(super) fn promising(&mut self) -> Result<&mut Promising, ShopError> {
        if self.memory.promising.is_none() {
            let rows = self
                .sql
                .read("SELECT body FROM promising WHERE id = 1", &[])?;
            let known = match rows.first() {
                Some(row) => serde_json::from_str(row.text(0)?)?,
                None => Promising::default(),
            };
            self.memory.promising = Some(known);
        }
        Ok(self.memory.promising.get_or_insert_default())
    }

    pub(super) fn keep_promising(&mut self) -> Result<(), ShopError> {
        let body = serde_json::to_string(self.promising()?)?;
        self.sql.write(
            "INSERT OR REPLACE INTO promising(id, body) VALUES (1, ?1)",
            &[Arg::Text(&body)],
        )?;
        Ok(())
    }

    /// Whether the merchant may set labels so; the reason if not.
    pub(super) fn may_label(
        &mut self,
        before: Labels,
        after: Labels,
    ) -> Result<Result<(), String>, ShopError> {
        let unchecked = self.promising()?.check.is_none();
        Ok(match (before, after) {
            (Labels::Off | Labels::Check, Labels::On) if unchecked => Err(
                "`promises.labels` can be on only after a check: set them to \"check\" and place one order, \
                 which shows whether the changed title stays on the order"
                    .to_owned(),
            ),
            _ => Ok(()),
        })
    }

    /// Takes what a delta says of its orders' loads, and what follows for their promises.
    pub(super) fn promise(
        &mut self,
        now: Instant,
        orders: &[&OrderDelta],
    ) -> Result<(), ShopError> {
        let orders = self.with_known_handling(now, orders)?;
        let (changed, over) = self.take_loads(now, &orders)?;
        if !self.settings()?.promises.methods.is_empty() {
            for delta in orders {
                self.make(now, delta)?;
            }
            for over in &over {
                self.judge(now, over)?;
            }
        }
        if changed != Changed::default() {
            self.wants_dates(now, changed.bucket)?;
        }
        Ok(())
    }

    /// Dates are wanted: `soon`, or at the pace that shoppers can follow.
    pub(super) fn wants_dates(&mut self, now: Instant, soon: bool) -> Result<(), ShopError> {
        let settings = self.settings()?;
        let promising = self.promising()?;
        if settings.promises.methods.is_empty() && promising.computed.is_none() {
            return Ok(());
        }
        let next = match promising.computed {
            Some(computed) if !soon => now.max(computed.plus(SPACING)),
            _ => now,
        };
        if promising.due.is_none_or(|due| next < due) {
            promising.due = Some(next);
            self.keep_promising()?;
        }
        Ok(())
    }

    /// When dates are due, by the shop's clock.
    pub(super) fn dates_due(&mut self) -> Result<Option<Instant>, ShopError> {
        Ok(self.promising()?.due)
    }

    /// Computes dates if they are due, keeps them if they say something else, and revises promises that can no longer be kept.
    pub(super) fn plan_dates(&mut self, now: Instant) -> Result<(), ShopError> {
        if self.dates_due()?.is_none_or(|due| due > now) {
            return Ok(());
        }
        let settings = self.settings()?;
        let version = self.compute(now)?;
        let silent = version.is_none();
        if !silent {
            self.ask_shop_promise(now)?;
            self.want_store_daily(now)?;
        }
        self.keep_version(now, version)?;
        let more = self.revise(now)?;
        self.want_checkout(now)?;
        let zone = settings.face().zone;
        let promising = self.promising()?;
        promising.computed = Some(now);
        promising.due = match (silent, more) {
            (true, _) => None,
            // Each turn takes a bounded number.
            (_, true) => Some(now.plus(1)),
            (_, false) => Some(book::day_ends(&zone, now).min(now.plus(REFRESH))),
        };
        self.keep_promising()
    }
}
