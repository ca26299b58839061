//! How promises were kept, for ever: by week, location, delivery option and the load they were made at.

use contract::promises::{MethodSettings, PLAIN_TARGET, Score};
use fulfillment::instant::DAY;
use fulfillment::{Date, Instant};
use promise::Bucket;
use promise::score::pinball;

use super::load::Over;
use super::made::Promised;
use crate::settings::Settings;
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// Weeks that are shown, and by which a target is proven.
const WEEKS: i64 = 13;
/// Promises without which nothing is proven.
const FEWEST: i64 = 100;

/// What is added to a row of scores.
#[derive(Clone, Copy, Debug, Default)]
struct Added {
    orders: i64,
    promised: i64,
    kept: i64,
    missed: i64,
    left: i64,
    /// Milliseconds from leaving to the date's end.
    slack: i64,
    /// Pinball loss, milliseconds.
    pinball: i64,
    changes: i64,
}

impl<S: Sql> Shop<S> {
    /// An order asked for a promise.
    pub(super) fn count_asked(
        &mut self,
        place: &str,
        promised: &Promised,
    ) -> Result<(), ShopError> {
        let added = Added {
            orders: 1,
            promised: i64::from(promised.first.is_some()),
            ..Added::default()
        };
        self.add(place, promised, added)
    }

    /// Its date was changed; a first date that has passed is missed, whenever it leaves.
    pub(super) fn count_changed(
        &mut self,
        now: Instant,
        place: &str,
        promised: &mut Promised,
    ) -> Result<(), ShopError> {
        let passed = promised.first.is_some_and(|first| first.until < now);
        let missed = passed && !promised.missed;
        promised.missed |= missed;
        let added = Added {
            changes: 1,
            missed: i64::from(missed),
            ..Added::default()
        };
        self.add(place, promised, added)
    }

    /// An order has left, or never will: its promise is judged once, against the first date any surface could have shown.
    pub(super) fn judge(&mut self, _now: Instant, over: &Over) -> Result<(), ShopError> {
        let Some((place, true, mut promised)) = self.promised(&over.order)? else {
            return Ok(());
        };
        if let (Some(first), Some(left)) = (promised.first, over.left) {
            let target = f64::from(self.settings()?.promises.target) / 100.0;
            let late = left.since(first.until);
            let kept = late <= 0;
            let added = Added {
                kept: i64::from(kept),
                missed: i64::from(!kept && !promised.missed),
                left: 1,
                slack: late.saturating_neg(),
                pinball: pinball(late as f64, target) as i64,
                ..Added::default()
            };
            promised.missed |= !kept;
            self.add(&place, &promised, added)?;
        }
        self.keep_promised(&over.order, &place, &promised, false)
    }

    fn add(&mut self, place: &str, promised: &Promised, added: Added) -> Result<(), ShopError> {
        self.sql.write(
            "INSERT INTO scores VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) \
             ON CONFLICT(week, place, method, bucket) DO UPDATE SET \
             orders = orders + excluded.orders, promised = promised + excluded.promised, \
             kept = kept + excluded.kept, missed = missed + excluded.missed, \
             left = left + excluded.left, slack = slack + excluded.slack, \
             pinball = pinball + excluded.pinball, changes = changes + excluded.changes",
            &[
                Arg::Number(promised.week.0),
                Arg::Text(place),
                Arg::Text(&promised.method),
                Arg::Number(i64::from(promised.bucket)),
                Arg::Number(added.orders),
                Arg::Number(added.promised),
                Arg::Number(added.kept),
                Arg::Number(added.missed),
                Arg::Number(added.left),
                Arg::Number(added.slack),
                Arg::Number(added.pinball),
                Arg::Number(added.changes),
            ],
        )?;
        Ok(())
    }

    /// The scores of the last weeks, newest first.
    pub(super) fn scores(&mut self, now: Instant) -> Result<Vec<Score>, ShopError> {
        let rows = self.sql.read(
            "SELECT place, method, week, bucket, orders, promised, kept, missed, left, slack, pinball, \
             changes FROM scores WHERE week > ?1 ORDER BY week DESC, place, method, bucket LIMIT 1000",
            &[Arg::Number(since(now))],
        )?;
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let mut scores = Vec::with_capacity(rows.len());
        for row in &rows {
            let location = row.text(0)?.to_owned();
            let left = row.number(8)?;
            let days = |sum: i64| match left {
                0 => 0.0,
                left => sum as f64 / left as f64 / DAY as f64,
            };
            scores.push(Score {
                name: self
                    .memory
                    .places
                    .get(&location)
                    .and_then(|it| it.name.clone()),
                location,
                method: row.text(1)?.to_owned(),
                week: Date(row.number(2)?),
                bucket: u8::try_from(row.number(3)?).unwrap_or(u8::MAX),
                orders: count(row.number(4)?),
                promised: count(row.number(5)?),
                kept: count(row.number(6)?),
                missed: count(row.number(7)?),
                slack_days: days(row.number(9)?),
                pinball_days: days(row.number(10)?),
                changes: count(row.number(11)?),
            });
        }
        Ok(scores)
    }

    /// Whether "Ships by" may be said of a delivery option at this load: the merchant accepted a target that was kept there of late.
    pub(super) fn proven(
        &self,
        now: Instant,
        settings: &Settings,
        method: &MethodSettings,
        bucket: Bucket,
    ) -> Result<bool, ShopError> {
        let promises = &settings.promises;
        if !promises.plain || promises.target < PLAIN_TARGET {
            return Ok(false);
        }
        let rows = self.sql.read(
            "SELECT coalesce(sum(kept), 0), coalesce(sum(missed), 0) FROM scores \
             WHERE week > ?1 AND method = ?2 AND bucket = ?3",
            &[
                Arg::Number(since(now)),
                Arg::Text(&method.title),
                Arg::Number(bucket as i64),
            ],
        )?;
        let Some(row) = rows.first() else {
            return Ok(false);
        };
        let (kept, all) = (row.number(0)?, row.number(0)? + row.number(1)?);
        let target = i64::from(promises.target);
        Ok(all >= FEWEST && kept.saturating_mul(100) >= target.saturating_mul(all))
    }
}

/// Days since 1970 before which a week is not looked at.
fn since(now: Instant) -> i64 {
    now.0.div_euclid(DAY) - WEEKS * 7
}
