//! The dates themselves: for every configured delivery option and the next shop dates, what the engines of its locations say.

use std::collections::{BTreeMap, BTreeSet};

use contract::checkout::{
    self, CheckoutConfig, MatchBy, MethodProfile, ShopTime, Strength, TimeOfDay,
};
use contract::promises::{MethodSettings, Published};
use fulfillment::instant::{DAY, HOUR, MINUTE};
use fulfillment::{Date, Instant, Policy, Why, ZoneOffsets};
use promise::table::{Frame, Row, table};
use promise::{Bucket, Quote, Schedule};

use super::labelled;
use super::place::{WHOLE, handling, schedule, why};
use super::version::{Method, Version};
use crate::settings::offsets;
use crate::shop::{Shop, ShopError};
use crate::sql::Sql;

/// Shop dates that are told, today's first.
const DATES: u32 = 14;
/// How long what was computed may be told: the checkout's limit is two hours.
pub(super) const VALID: i64 = 2 * HOUR;
/// Lines of a usual order.
const LINES: u32 = 2;

/// What one shop date may be told.
struct Day {
    cutoff: Option<Instant>,
    before: Option<Date>,
    /// After the cutoff; all day where there is none.
    after: Option<Date>,
}

impl Day {
    fn silent(&self) -> bool {
        self.before.or(self.after).is_none()
    }
}

/// What all locations of a delivery option can keep.
struct Latest {
    /// The one whose dates these are at first.
    location: Option<String>,
    bucket: Bucket,
    why: Why,
    days: Vec<Day>,
}

/// One location's answer for a delivery option.
struct Answer {
    location: String,
    rows: Vec<Row>,
    cutoffs: Vec<Option<Instant>>,
    bucket: Bucket,
}

impl<S: Sql> Shop<S> {
    /// Computes what may be told at `now`; `None`: nothing, by the merchant's will.
    pub(super) fn compute(&mut self, now: Instant) -> Result<Option<Version>, ShopError> {
        let settings = self.settings()?;
        let silent = settings.promises.methods.is_empty() || settings.uninstalled_at.is_some();
        if silent || !settings.tells_dates() {
            return Ok(None);
        }
        self.load_places()?;
        let policy = self.policy(now)?;
        let face = settings.face().zone;
        let zone = offsets(&face, now);
        let mut methods = Vec::new();
        let mut profiles = Vec::new();
        for method in &settings.promises.methods {
            let Some(latest) = latest_of(&self.answers(now, &policy, &zone, method, None)) else {
                continue;
            };
            let strength = match self.proven(now, &settings, method, latest.bucket)? {
                true => Strength::Firm,
                false => Strength::Expected,
            };
            if latest.days.iter().all(Day::silent) {
                continue;
            }
            let rows = self.settle(now, &zone, &method.title, &latest)?;
            let mut slower = BTreeMap::new();
            for class in &settings.promises.handling {
                let answers = self.answers(now, &policy, &zone, method, Some(class.days));
                let name = format!("{}\n{}", method.title, class.name);
                let rows = match latest_of(&answers) {
                    Some(latest) => self.settle(now, &zone, &name, &latest)?,
                    // A class without any row would be taken for goods from stock.
                    None => vec![checkout::Row::default(); rows.len()],
                };
                slower.insert(class.name.clone(), rows);
            }
            let by = match_by(method);
            profiles.push(MethodProfile {
                by: by.clone(),
                label: None,
                strength,
                rows,
                slower,
            });
            methods.push(Method {
                title: method.title.clone(),
                by,
                location: latest.location,
                bucket: latest.bucket as u8,
                why: latest.why,
            });
        }
        let days: BTreeSet<Date> = profiles
            .iter()
            .flat_map(|profile| profile.slower.values().chain([&profile.rows]).flatten())
            .flat_map(|row| [row.before, row.after])
            .flatten()
            .collect();
        let dates = (self.dates)(now);
        let config = CheckoutConfig {
            enabled: labelled(&settings),
            pickup: self.store()?.may_collect(&settings.promises.methods),
            first: zone.local(now).0,
            stale_at: shop_time(&zone, now.plus(VALID)),
            profiles,
            languages: copy::checkout_languages(&*dates, &days),
        };
        // Every surface says the same: what has no room at checkout is said nowhere.
        let config = config.encode().map_or(config, |encoded| encoded.published);
        methods.retain(|method| config.profiles.iter().any(|it| it.by == method.by));
        Ok(Some(Version {
            published: Published {
                contract: contract::VERSION,
                revision: 0,
                at: now,
                stale_at: now.plus(VALID),
                zone: face,
                config,
                reasons: methods.iter().map(|method| method.why).collect(),
            },
            methods,
        }))
    }

    /// What each location says of a delivery option, for goods that declare so many working days or ship from stock.
    fn answers(
        &self,
        now: Instant,
        policy: &Policy,
        zone: &ZoneOffsets,
        method: &MethodSettings,
        goods: Option<u8>,
    ) -> Vec<Answer> {
        let whole = self.memory.places.get(WHOLE).map(|kept| &kept.engine);
        let places = &self.memory.places;
        let real = |id: &String| id != WHOLE && !id.is_empty();
        // Orders that nobody has routed yet are at no location, unless nobody ever tells one.
        let routed = places.keys().any(real);
        let candidates = places.iter().filter(|(id, kept)| {
            let named = method.locations.is_empty() || method.locations.contains(id);
            named && kept.came > 0 && (real(id) || (id.is_empty() && !routed))
        });
        let mut answers = Vec::new();
        for (id, kept) in candidates {
            let schedule = schedule(policy, Some(id), Some(method));
            let frame = Frame {
                now,
                valid: VALID,
                zone,
                cutoffs: &[],
                days: DATES,
                method: &method.title,
                lines: LINES,
                handling: handling(Some(method), goods),
                processing: handling(Some(method), goods),
            };
            let cutoffs = cutoffs(&schedule, zone, now);
            let rows = rows(&cutoffs, zone, |parts| {
                let frame = Frame {
                    cutoffs: parts,
                    ..frame
                };
                table(&kept.engine, whole, &schedule, &frame)
            });
            answers.push(Answer {
                location: id.clone(),
                rows,
                cutoffs,
                bucket: kept.engine.bucket(),
            });
        }
        answers
    }

    /// Lets dates that were told change no more often than shoppers can follow. `name` is what of the option they are told of.
    fn settle(
        &mut self,
        now: Instant,
        zone: &ZoneOffsets,
        name: &str,
        latest: &Latest,
    ) -> Result<Vec<checkout::Row>, ShopError> {
        let today = zone.local(now).0;
        let date = |index: usize| Date(today.0 + i64::try_from(index).unwrap_or(0));
        let days = latest.days.iter().enumerate();
        let said = days
            .map(|(index, day)| (date(index), vec![day.before, day.after]))
            .collect();
        let shown = self.promising()?.shown.entry(name.to_owned());
        let settled = shown.or_default().settle(today, latest.bucket, said);
        let part = |parts: &[Option<Date>], part: usize| parts.get(part).copied().flatten();
        Ok(latest
            .days
            .iter()
            .zip(settled)
            .map(|(day, (_, parts))| Day {
                cutoff: day.cutoff,
                before: part(&parts, 0),
                after: part(&parts, 1),
            })
            .map(|day| row(&day, zone))
            .collect())
    }
}

/// The instant of the schedule's cutoff on each of the next shop dates.
fn cutoffs(schedule: &Schedule, zone: &ZoneOffsets, now: Instant) -> Vec<Option<Instant>> {
    let today = zone.local(now).0;
    (0..i64::from(DATES))
        .map(|ahead| {
            let date = Date(today.0 + ahead);
            let minutes = schedule.cutoff?;
            let (from, until) = (zone.instant(date, 0), zone.instant(Date(date.0 + 1), 0));
            let first = schedule.calendar.date(from);
            // The location's day may begin on another date than the shop's.
            (0..=1)
                .map(|later| {
                    let day = Date(first.0 + later);
                    let zone = &schedule.calendar.zone;
                    zone.instant(day, i64::from(minutes) * MINUTE)
                })
                .find(|at| (from..until).contains(at))
        })
        .collect()
}

/// The rows of a table whose cutoff is not at the same time of every shop date, e.g. where clocks change on different days.
fn rows(
    cutoffs: &[Option<Instant>],
    zone: &ZoneOffsets,
    compute: impl Fn(&[u32]) -> Vec<Row>,
) -> Vec<Row> {
    let minute = |at: &Option<Instant>| {
        let of_day = zone.local((*at)?).1 / MINUTE;
        u32::try_from(of_day).ok()
    };
    let minutes: Vec<Option<u32>> = cutoffs.iter().map(minute).collect();
    let mut distinct = minutes.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let tables: Vec<(Option<u32>, Vec<Row>)> = distinct
        .into_iter()
        .map(|minute| {
            let parts: Vec<u32> = minute.into_iter().collect();
            (minute, compute(&parts))
        })
        .collect();
    minutes
        .iter()
        .enumerate()
        .filter_map(|(index, minute)| {
            let table = &tables.iter().find(|(of, _)| of == minute)?.1;
            table.get(index).cloned()
        })
        .collect()
}

/// The latest date of all locations for every cell: whichever of them ships, it holds. A location that says nothing
/// silences its cell.
fn latest_of(answers: &[Answer]) -> Option<Latest> {
    let mut days = Vec::new();
    for index in 0..answers.first()?.rows.len() {
        let cutoff = answers
            .iter()
            .filter_map(|answer| answer.cutoffs.get(index).copied().flatten())
            .min();
        let of = |late: bool| {
            let quotes = answers.iter().map(|answer| cell(answer, index, late));
            let dates: Option<Vec<Date>> = quotes.map(|quote| Some(quote?.ship_by)).collect();
            dates?.into_iter().max()
        };
        days.push(Day {
            cutoff,
            before: cutoff.and_then(|_| of(false)),
            after: of(true),
        });
    }
    let first = |answer: &Answer| {
        let quote = cell(answer, 0, false).or_else(|| cell(answer, 0, true));
        quote.map(|quote| (quote.ship_by, why(quote)))
    };
    let slowest = answers
        .iter()
        .max_by_key(|answer| (first(answer).map(|(day, _)| day), answer.bucket))?;
    Some(Latest {
        location: Some(slowest.location.clone()).filter(|id| !id.is_empty()),
        bucket: answers.iter().map(|answer| answer.bucket).max()?,
        why: first(slowest).map_or(Why::Unknown, |(_, why)| why),
        days,
    })
}

/// What a location says in one part of a day.
fn cell(answer: &Answer, index: usize, late: bool) -> Option<&Quote> {
    let parts = &answer.rows.get(index)?.parts;
    let part = match (late, parts.len()) {
        (true, 2..) => parts.get(1),
        _ => parts.first(),
    };
    part?.as_ref()
}

/// How a delivery option is recognised at checkout.
fn match_by(method: &MethodSettings) -> MatchBy {
    match &method.code {
        Some(code) => MatchBy::Code(code.clone()),
        None => MatchBy::Title(method.title.clone()),
    }
}

fn row(day: &Day, zone: &ZoneOffsets) -> checkout::Row {
    // The same all day: no cutoff to compare with.
    let cutoff = day.cutoff.filter(|_| day.before != day.after);
    checkout::Row {
        cutoff: cutoff.map(|at| shop_time(zone, at).time),
        before: cutoff.and(day.before),
        after: day.after,
    }
}

/// An instant as the shop's clock shows it.
pub(super) fn shop_time(zone: &ZoneOffsets, at: Instant) -> ShopTime {
    let (date, of_day) = zone.local(at);
    ShopTime {
        date,
        time: TimeOfDay(u32::try_from(of_day / 1000).unwrap_or(0)),
    }
}

/// Until when a shop date's rows are right: its end.
pub(super) fn day_ends(zone: &str, now: Instant) -> Instant {
    let zone = offsets(zone, now);
    let today = zone.local(now).0;
    zone.instant(Date(today.0 + 1), 0).min(now.plus(2 * DAY))
}
