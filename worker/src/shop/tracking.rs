//! Tracking numbers of parcels under way, and what became of asking a relay of carriers' scans to watch
//! them.
//!
//! The numbers are kept with a relay or without one, so that switching it on later finds them. A page
//! never waits for any of this, and a number that nobody watches is silent by right: that a relay took
//! it is told to its order as a fact, and only then does silence say something ([`fulfillment::Policy`]).

mod register;

use contract::tracking::{Obstacle, Relay, Watch, WatchBoard, WatchCounts, WatchRow};
use fulfillment::Instant;
use fulfillment::instant::{DAY, HOUR};
use integrations::aftership::SYSTEM;
use serde::{Deserialize, Serialize};

pub(super) use register::Flight;

use super::{Shop, ShopError};
use crate::ledger::OrderDelta;
use crate::settings::{AfterShip, Settings};
use crate::sql::{Arg, Row, Sql};

/// Parcels labelled longer ago are not asked for: the merchant pays a number each.
const YOUNG: i64 = 30 * DAY;
/// A relay that answers nothing for so long has no silence that says anything.
const DOWN: i64 = HOUR;
/// Numbers shown on the page.
const SHOWN: i64 = 50;
/// Unknown words kept.
const WORDS: i64 = 100;

/// What stands between us and the relay. Times are the shop's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Health {
    /// It has not answered since.
    failing: Option<Instant>,
    /// It has refused the key since.
    refused: Option<Instant>,
    /// The plan's numbers have been used up since.
    quota: Option<Instant>,
}

impl<S: Sql> Shop<S> {
    /// Takes the numbers of orders that changed; those no longer under way go.
    pub(super) fn watch(&mut self, now: Instant, news: &[&OrderDelta]) -> Result<(), ShopError> {
        let orders: Vec<&str> = news.iter().map(|delta| delta.order.as_str()).collect();
        if orders.is_empty() {
            return Ok(());
        }
        let mut wanted = Vec::new();
        for delta in news {
            let name = delta.row.as_ref().map(|row| row.name.as_str());
            wanted.extend(delta.numbers.iter().map(|it| {
                let name = name.unwrap_or_default();
                (
                    &it.number,
                    &delta.order,
                    name,
                    &it.carrier,
                    &it.country,
                    it.since.0,
                )
            }));
        }
        let wanted = serde_json::to_string(&wanted)?;
        self.sql.write(
            "DELETE FROM trackings WHERE order_id IN (SELECT value FROM json_each(?1)) \
             AND (order_id, number) NOT IN \
             (SELECT value ->> '$[1]', value ->> '$[0]' FROM json_each(?2))",
            &[
                Arg::Text(&serde_json::to_string(&orders)?),
                Arg::Text(&wanted),
            ],
        )?;
        if wanted == "[]" {
            return Ok(());
        }
        let settings = self.settings()?;
        let asks = settings.aftership.is_some() && settings.uninstalled_at.is_none();
        // Another carrier is another question; a number out of date stays unasked.
        self.sql.write(
            "INSERT INTO trackings(number, order_id, name, carrier, country, since, state, next_at) \
             SELECT value ->> '$[0]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]', \
             value ->> '$[4]', value ->> '$[5]', \
             CASE WHEN ?2 AND value ->> '$[5]' >= ?3 THEN 'pending' ELSE 'idle' END, \
             CASE WHEN ?2 AND value ->> '$[5]' >= ?3 THEN 0 END FROM json_each(?1) WHERE true \
             ON CONFLICT(order_id, number) DO UPDATE SET name = excluded.name, \
             country = excluded.country, carrier = excluded.carrier, \
             state = CASE WHEN trackings.carrier IS NOT excluded.carrier \
               AND state IN ('unsupported', 'failed') THEN excluded.state ELSE state END, \
             next_at = CASE WHEN trackings.carrier IS NOT excluded.carrier \
               AND state IN ('unsupported', 'failed') THEN excluded.next_at ELSE next_at END",
            &[
                Arg::Text(&wanted),
                Arg::Number(i64::from(asks)),
                Arg::Number(now.plus(-YOUNG).0),
            ],
        )?;
        Ok(())
    }

    /// Another choice of relay: switched on, all young parcels are asked for; switched off, nothing is.
    pub(super) fn change_relay(
        &mut self,
        now: Instant,
        before: Option<&AfterShip>,
        settings: &mut Settings,
    ) -> Result<(), ShopError> {
        if let Some(after) = &mut settings.aftership {
            after.succeed(before, now);
        }
        let away = self.settings()?.uninstalled_at.is_some();
        match &settings.aftership {
            None if before.is_some() => {
                self.sql.write(
                    "UPDATE trackings SET state = 'idle', reason = NULL, next_at = NULL",
                    &[],
                )?;
                self.keep_health(&Health::default())?;
            }
            Some(after) if away || before.is_none_or(|it| it.api_key != after.api_key) => {
                self.sql.write(
                    "UPDATE trackings SET state = 'pending', reason = NULL, failures = 0, next_at = 0 \
                     WHERE since >= ?1",
                    &[Arg::Number(now.plus(-YOUNG).0)],
                )?;
                self.flight.relay.forget();
                self.keep_health(&Health::default())?;
            }
            _ => {}
        }
        self.hear(now, settings)?;
        Ok(())
    }

    /// Writes into the settings whose silence says something; true if that changed.
    fn hear(&mut self, now: Instant, settings: &mut Settings) -> Result<bool, ShopError> {
        let health = &self.known()?.relay;
        let down = health.failing.is_some_and(|since| now.since(since) >= DOWN);
        let usable = settings.aftership.is_some() && !down && health.refused.is_none();
        let relays = usable.then(|| SYSTEM.to_owned()).into_iter().collect();
        let changed = settings.policy.relays != relays;
        settings.policy.relays = relays;
        Ok(changed)
    }

    fn keep_health(&mut self, health: &Health) -> Result<(), ShopError> {
        if self.known()?.relay == *health {
            return Ok(());
        }
        self.set_meta("relay", Some(&serde_json::to_string(health)?))
    }

    /// The secrets that verify a webhook of the relay's at `now`; none without one.
    ///
    /// # Errors
    /// Storage failed.
    pub fn relay_secrets(&mut self, now: Instant) -> Result<Vec<String>, ShopError> {
        let settings = self.settings()?;
        let aftership = settings.aftership.as_ref();
        let aftership = aftership.filter(|_| settings.uninstalled_at.is_none());
        let live = aftership.map(|it| it.live(now)).unwrap_or_default();
        Ok(live.into_iter().map(str::to_owned).collect())
    }

    /// Counts words of the relay's that our tables do not know.
    ///
    /// # Errors
    /// Storage failed.
    pub fn count_words(&mut self, now: Instant, words: &[String]) -> Result<(), ShopError> {
        self.sql.write(
            "INSERT INTO words(word, times, at) SELECT value, count(*), ?2 FROM json_each(?1) \
             WHERE true GROUP BY value \
             ON CONFLICT(word) DO UPDATE SET times = times + excluded.times, at = excluded.at",
            &[
                Arg::Text(&serde_json::to_string(words)?),
                Arg::Number(now.0),
            ],
        )?;
        self.sql.write(
            "DELETE FROM words WHERE word NOT IN (SELECT word FROM words ORDER BY at DESC, word LIMIT ?1)",
            &[Arg::Number(WORDS)],
        )?;
        Ok(())
    }

    /// How many numbers stand where; `None` without a relay.
    pub(super) fn watch_counts(&mut self) -> Result<Option<WatchCounts>, ShopError> {
        if self.settings()?.aftership.is_none() {
            return Ok(None);
        }
        let rows = self.sql.read(
            "SELECT state, count(*) FROM trackings WHERE state <> 'idle' GROUP BY state ORDER BY state",
            &[],
        )?;
        let numbers = rows
            .iter()
            .map(|row| {
                let count = u32::try_from(row.number(1)?).unwrap_or(u32::MAX);
                Ok((serde_json::from_value(row.text(0)?.into())?, count))
            })
            .collect::<Result<Vec<_>, ShopError>>()?;
        let mut counts = WatchCounts {
            numbers,
            obstacle: None,
        };
        let heard = self.heard()?;
        let unheard =
            (heard.is_none() && counts.of(Watch::Tracked) > 0).then_some(Obstacle::Unheard);
        let health = &self.known()?.relay;
        let refused = health.refused.map(Obstacle::KeyRefused);
        let failing = health.failing.map(Obstacle::NoAnswer);
        let quota = health.quota.map(Obstacle::Quota);
        counts.obstacle = refused.or(failing).or(quota).or(unheard);
        Ok(Some(counts))
    }

    /// When the relay told its newest scan.
    fn heard(&mut self) -> Result<Option<Instant>, ShopError> {
        let settings = self.settings()?;
        let seen = settings.policy.observed.relays.values();
        Ok(seen.map(|sighting| sighting.last).max())
    }

    /// What the merchant's page of carrier tracking shows.
    ///
    /// # Errors
    /// Storage failed.
    pub fn watch_board(&mut self, now: Instant) -> Result<WatchBoard, ShopError> {
        let settings = self.settings()?;
        let relay = match (&settings.aftership, self.watch_counts()?) {
            (Some(aftership), Some(counts)) => Some(Relay {
                since: aftership.since,
                counts,
                heard: self.heard()?,
                rows: self.watch_rows(
                    "SELECT number, order_id, name, carrier, state, reason, at FROM trackings \
                     WHERE state IN ('failed', 'unsupported', 'quota', 'pending') \
                     ORDER BY state, since DESC LIMIT ?1",
                    Arg::Number(SHOWN),
                )?,
                unknown: self
                    .sql
                    .read(
                        "SELECT word, times FROM words ORDER BY times DESC, word LIMIT 10",
                        &[],
                    )?
                    .iter()
                    .map(|row| {
                        let times = u32::try_from(row.number(1)?).unwrap_or(u32::MAX);
                        Ok((row.text(0)?.to_owned(), times))
                    })
                    .collect::<Result<_, ShopError>>()?,
            }),
            _ => None,
        };
        Ok(WatchBoard {
            zone: settings.face().zone,
            shop: settings.shop,
            relay,
            now,
        })
    }

    /// What became of the numbers of one order; empty without a relay.
    ///
    /// # Errors
    /// Storage failed.
    pub fn watched(&self, order: &str) -> Result<Vec<WatchRow>, ShopError> {
        self.watch_rows(
            "SELECT number, order_id, name, carrier, state, reason, at FROM trackings \
             WHERE order_id = ?1 AND state <> 'idle' ORDER BY number",
            Arg::Text(order),
        )
    }

    fn watch_rows(
        &self,
        statement: &'static str,
        argument: Arg<'_>,
    ) -> Result<Vec<WatchRow>, ShopError> {
        let rows = self.sql.read(statement, &[argument])?;
        rows.iter().map(watch_row).collect()
    }
}

fn watch_row(row: &Row) -> Result<WatchRow, ShopError> {
    Ok(WatchRow {
        number: row.text(0)?.to_owned(),
        order: row.text(1)?.to_owned(),
        name: row.text(2)?.to_owned(),
        carrier: row.maybe_text(3)?.map(str::to_owned),
        state: serde_json::from_value(row.text(4)?.into())?,
        reason: row.maybe_text(5)?.map(str::to_owned),
        at: row.maybe_number(6)?.map(Instant),
    })
}
