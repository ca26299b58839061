//! Promises that are known to be missed: the first time another date and why, afterwards a person.
//!
//! Known is more than likely: the date has passed, or even at the pace of a good day what waits before the order cannot be
//! done by then. The orders concerned are found by their place in the queue, so that nothing else is looked at.

use fulfillment::fact::{ExceptionKind, Kind};
use fulfillment::instant::{DAY, HOUR};
use fulfillment::{Instant, Why};
use promise::{Ask, Schedule};

use super::made::{Promised, fact};
use super::place::{Kept, WHOLE, handling, schedule, why};
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Row, Sql};

/// Chance of a pace so good that one who misses his date even then is known to miss it.
const GOOD_DAY: f64 = 0.1;
/// Orders revised in one turn.
const AT_ONCE: i64 = 50;
/// Distinct dates looked at in one turn; more are not promised.
const DATES: usize = 40;
/// What a person has to decide on a date that moved twice.
const DECIDE: i64 = DAY;

/// A standing promise that is known to be missed.
struct Missed {
    order: String,
    promised: Promised,
}

impl<S: Sql> Shop<S> {
    /// Revises promises known to be missed; whether there are more.
    pub(super) fn revise(&mut self, now: Instant) -> Result<bool, ShopError> {
        let settings = self.settings()?;
        if !settings.tells_dates() || settings.promises.methods.is_empty() {
            return Ok(false);
        }
        self.load_places()?;
        let policy = self.policy(now)?;
        let places: Vec<String> = self.memory.places.keys().cloned().collect();
        let mut more = false;
        for place in places {
            if place == WHOLE {
                continue;
            }
            let schedule = schedule(&policy, Some(&place), None);
            let missed = self.missed(now, &place, &schedule)?;
            more |= i64::try_from(missed.len()).unwrap_or(0) >= AT_ONCE;
            for missed in missed {
                self.revise_one(now, &place, missed)?;
            }
        }
        Ok(more)
    }

    /// Standing promises of a location that are known to be missed, the earliest due first.
    fn missed(
        &self,
        now: Instant,
        place: &str,
        schedule: &Schedule,
    ) -> Result<Vec<Missed>, ShopError> {
        let mut missed = Vec::new();
        let mut due = i64::MIN >> 12;
        for _ in 0..DATES {
            let rows = self.sql.read(
                "SELECT min(due) FROM promised WHERE place = ?1 AND due > ?2 AND standing = 1",
                &[Arg::Text(place), Arg::Number(due)],
            )?;
            let Some(next) = rows.first().and_then(|row| row.maybe_number(0).ok()?) else {
                break;
            };
            due = next;
            let doable = match due < now.0 {
                true => Some(0),
                false => self.doable(now, place, schedule, Instant(due)),
            };
            let Some(doable) = doable else { continue };
            let left = AT_ONCE.saturating_sub(i64::try_from(missed.len()).unwrap_or(0));
            let rows = self.sql.read(
                "SELECT order_id, body FROM promised \
                 WHERE place = ?1 AND due = ?2 AND queue > ?3 AND standing = 1 LIMIT ?4",
                &[
                    Arg::Text(place),
                    Arg::Number(due),
                    Arg::Number(i64::try_from(doable).unwrap_or(i64::MAX)),
                    Arg::Number(left),
                ],
            )?;
            for row in &rows {
                missed.push(found(row)?);
            }
            if i64::try_from(missed.len()).unwrap_or(0) >= AT_ONCE {
                break;
            }
        }
        Ok(missed)
    }

    /// Up to which place in the queue of a location all can be done by `due` on a good day; `None`: nobody knows.
    fn doable(&self, now: Instant, place: &str, schedule: &Schedule, due: Instant) -> Option<u64> {
        let kept = self.memory.places.get(place)?;
        let hours = schedule.open(now, due) as f64 / HOUR as f64;
        let throughput = kept.engine.throughput();
        let enough = |lines: u64| {
            let takes = throughput.hours(lines as f64, GOOD_DAY)?;
            Some(takes <= hours)
        };
        let waiting = kept.came.saturating_sub(kept.gone);
        if enough(waiting)? {
            return None;
        }
        // The most lines that fit, by halving: more lines never take less.
        let (mut fits, mut not) = (0, waiting);
        while not.saturating_sub(fits) > 1 {
            let middle = fits + (not - fits) / 2;
            match enough(middle)? {
                true => fits = middle,
                false => not = middle,
            }
        }
        Some(kept.gone.saturating_add(fits))
    }

    fn revise_one(&mut self, now: Instant, place: &str, missed: Missed) -> Result<(), ShopError> {
        let Missed {
            order,
            mut promised,
        } = missed;
        let Some(old) = promised.ship_by else {
            return Ok(());
        };
        let settings = self.settings()?;
        let policy = self.policy(now)?;
        let method = settings
            .promises
            .methods
            .iter()
            .find(|it| it.title == promised.method);
        let schedule = schedule(&policy, Some(place), method);
        let whole = self.memory.places.get(WHOLE).map(|kept| &kept.engine);
        let quote = self.memory.places.get(place).and_then(|kept: &Kept| {
            let ask = Ask {
                at: now,
                method: &promised.method,
                lines: 1,
                handling: handling(method, promised.goods),
            };
            let processing = handling(method, promised.goods);
            kept.engine.quote(now, &ask, &schedule, whole, processing)
        });
        let why = quote.as_ref().map_or(Why::Unknown, why);
        // A date that moved before is not moved again without the shopper's word or a person's.
        let next = match quote.filter(|_| promised.moves == 0) {
            Some(quote) => {
                let day = quote.ship_by.max(schedule.calendar.date(now));
                Some(self.ship_by(now, Some(place), day)?)
            }
            None => None,
        };
        if next.is_some_and(|next| next.until <= old.until) {
            // What is said now contradicts that it is missed: it stands.
            return Ok(());
        }
        let mut facts = vec![fact(
            &order,
            now,
            format!("promise.revised/{}", promised.moves),
            Kind::PromiseRevised { ship_by: next, why },
        )];
        if promised.moves > 0 {
            facts.push(fact(
                &order,
                now,
                format!("promise.late/{}", promised.moves),
                Kind::ExceptionOpened {
                    exception: ExceptionKind::BacklogLate,
                    due: now.plus(DECIDE),
                },
            ));
        }
        promised.moves = promised.moves.saturating_add(1);
        promised.ship_by = next;
        let shop = settings.shop;
        self.owe_append(now, &shop, &order, "", &facts, &[])?;
        if let Some(next) = next {
            self.owe_deadlines(&promised.fulfillment_orders, next.until)?;
        }
        self.count_changed(now, place, &mut promised)?;
        self.keep_promised(&order, place, &promised, true)
    }
}

fn found(row: &Row) -> Result<Missed, ShopError> {
    Ok(Missed {
        order: row.text(0)?.to_owned(),
        promised: serde_json::from_str(row.text(1)?)?,
    })
}
