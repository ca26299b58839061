//! What a shard tells its Shop: rows of the list, loads, names for the directory, live sources. At most
//! once a second, versioned per order, until the Shop answers.

use std::collections::BTreeMap;

use contract::list::IndexRow;
use contract::load::{LoadRow, load_row};
use fulfillment::instant::HOUR;
use fulfillment::{Instant, Observed, SeenOrders, Sighting, Timeline, attention};
use integrations::DirectoryLink;
use serde::{Deserialize, Serialize};

use super::projection::{Job, Wait, view};
use super::{Ledger, LedgerError};
use crate::sql::{Arg, Sql};

/// A shard speaks to its Shop at most this often. Milliseconds.
const SPACING: i64 = 2_000;
/// Orders in one delta.
const ORDERS: i64 = 100;
/// A sighting that grows by less is not worth telling.
const SIGHTING_GROWTH: i64 = HOUR;

/// What a shard tells its Shop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delta {
    /// Myshopify domain.
    pub shop: String,
    /// Orders that changed.
    pub orders: Vec<OrderDelta>,
    /// Dead letters waiting in this shard.
    pub letters: i64,
    /// Sources this shard saw live.
    pub observed: Option<Observed>,
}

/// One order's change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderDelta {
    /// Order id.
    pub order: String,
    /// Revision: an older one never replaces a newer one.
    pub rev: i64,
    /// Its row in the list; `None` where there is nothing to list.
    pub row: Option<IndexRow>,
    /// All its other names.
    pub links: Vec<DirectoryLink>,
    /// Blind indices of whom it belongs to, apart by blanks; `None` removes them.
    pub blind: Option<String>,
    /// Its load on the warehouses; `None` with `row`.
    #[serde(default)]
    pub load: Option<LoadRow>,
    /// Tracking numbers of its parcels under way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<NumberRow>,
}

/// A tracking number a relay of carriers' scans may be asked to watch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberRow {
    /// As the shop gave it.
    pub number: String,
    /// Carrier's name, foreign text.
    pub carrier: Option<String>,
    /// Where it goes, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Since when it is labelled.
    pub since: Instant,
}

impl<S: Sql> Ledger<S> {
    /// Keeps what a turn showed of live sources; written with the next plan, not in the append.
    pub(super) fn learn(&mut self, observed: Observed) {
        let Some(known) = &mut self.known else {
            return;
        };
        let Some((policy, _)) = &mut known.policy else {
            return;
        };
        // Coarse on purpose: what is kept in memory is what the tables will say after a restart.
        if worth_telling(&policy.observed, &observed) {
            self.flight.observed_told = false;
            policy.observed = observed;
        } else if policy.observed.orders != observed.orders {
            // Which orders wait is this shard's own to know: kept, and told to nobody.
            self.flight.observed_told |= self.flight.observed.is_none();
            policy.observed.orders = observed.orders;
        } else {
            return;
        }
        known.observed = policy.observed.clone();
        self.flight.observed = Some(policy.observed.clone());
        self.flight.observed_kept = false;
    }

    pub(super) fn plan_delta(
        &mut self,
        now: Instant,
        clock: i64,
        all: bool,
        jobs: &mut Vec<Job>,
    ) -> Result<(), LedgerError> {
        let wait = self.flight.delta_wait;
        if wait.holds(clock, all) {
            self.flight.wait_until(wait.until);
            return Ok(());
        }
        if self.flight.delta.is_some() {
            return Ok(());
        }
        let rows = self.sql.read(
            "SELECT id, rev, version, redacted, links, blind FROM orders \
             WHERE due = -1 LIMIT ?1",
            &[Arg::Number(ORDERS)],
        )?;
        let news = self.flight.observed.is_some() && !self.flight.observed_told;
        if rows.is_empty() && !news && !self.flight.letters {
            return Ok(());
        }
        let settings = self.settings()?;
        let policy = self.policy(now)?;
        let mut orders = Vec::new();
        for row in &rows {
            let order = row.text(0)?;
            let rev = row.number(1)?;
            let listed = row.number(2)? > 0 && row.number(3)? < 2;
            let told = match listed {
                true => Some(self.with_state(order, rev, |timeline, wake| {
                    let view = view(order, timeline, &settings, wake);
                    let row = IndexRow {
                        attention: attention(timeline, &policy).first().map(|it| it.from),
                        ..contract::index_row(&view, now)
                    };
                    ((row, load_row(timeline)), number_rows(timeline))
                })?),
                false => None,
            };
            let (told, numbers) = told.unzip();
            let (listing, load) = told.unzip();
            orders.push(OrderDelta {
                order: order.to_owned(),
                rev,
                row: listing,
                links: serde_json::from_str(row.text(4)?)?,
                blind: row.maybe_text(5)?.map(str::to_owned),
                load,
                numbers: numbers.unwrap_or_default(),
            });
        }
        let owed = orders
            .iter()
            .map(|delta| (delta.order.clone(), delta.rev))
            .collect();
        let delta = Delta {
            shop: settings.shop.clone(),
            orders,
            letters: crate::letters::count(&self.sql)?,
            observed: self.flight.observed.as_ref().filter(|_| news).map(shared),
        };
        self.flight.delta = Some(owed);
        self.flight.observed_told |= news;
        self.flight.letters = false;
        jobs.push(Job::Apply {
            shop: settings.shop.clone(),
            body: serde_json::to_string(&delta)?,
        });
        Ok(())
    }

    /// Takes the outcome of the Shop's `apply`.
    ///
    /// # Errors
    /// Storage failed; the delta stays owed.
    pub fn told_delta(&mut self, ok: bool, clock: i64) -> Result<(), LedgerError> {
        let owed = self.flight.delta.take().unwrap_or_default();
        if !ok {
            self.flight.delta_wait = self.flight.delta_wait.failed(clock);
            self.flight.observed_told = false;
            self.flight.letters = true;
            return Ok(());
        }
        self.flight.delta_wait = Wait {
            failures: 0,
            until: clock + SPACING,
        };
        if !owed.is_empty() {
            self.sql.write(
                "UPDATE orders SET dirty_index = 0 WHERE (id, rev) IN \
                 (SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?1))",
                &[Arg::Text(&serde_json::to_string(&owed)?)],
            )?;
        }
        Ok(())
    }

    pub(super) fn keep_observed(&mut self) -> Result<(), LedgerError> {
        let kept = std::mem::replace(&mut self.flight.observed_kept, true);
        match self.flight.observed.clone().filter(|_| !kept) {
            Some(observed) => self.set_meta("observed", Some(&serde_json::to_string(&observed)?)),
            None => Ok(()),
        }
    }
}

fn number_rows(timeline: &Timeline) -> Vec<NumberRow> {
    let order = timeline.order.as_ref();
    let country = order.and_then(|order| order.destination.country.clone());
    let numbers = fulfillment::numbers(timeline).into_iter();
    numbers
        .map(|found| NumberRow {
            number: found.number,
            carrier: found.carrier,
            country: country.clone(),
            since: found.since,
        })
        .collect()
}

/// What of it concerns the whole shop.
fn shared(observed: &Observed) -> Observed {
    Observed {
        orders: SeenOrders::default(),
        ..observed.clone()
    }
}

/// Whether `new` knows a source `old` did not, or one live for over an hour longer.
pub(crate) fn worth_telling(old: &Observed, new: &Observed) -> bool {
    let grew = |old: &BTreeMap<String, Sighting>, new: &BTreeMap<String, Sighting>| {
        new.iter().any(|(name, sighting)| {
            old.get(name).is_none_or(|before| {
                sighting.last.since(before.last) >= SIGHTING_GROWTH
                    || before.first.since(sighting.first) >= SIGHTING_GROWTH
            })
        })
    };
    grew(&old.carriers, &new.carriers)
        || grew(&old.relays, &new.relays)
        || grew(&old.locations, &new.locations)
}
