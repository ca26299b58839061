//! What the merchant is shown of promises, and what every storefront may say.

use std::collections::BTreeMap;

use contract::promises::{BacklogRead, PlaceLoad, PromiseBoard, Published};
use fulfillment::Instant;

use super::place::WHOLE;
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Sql};

impl<S: Sql> Shop<S> {
    /// Everything the merchant's page of promises shows.
    ///
    /// # Errors
    /// Storage failed.
    pub fn promises(&mut self, now: Instant) -> Result<PromiseBoard, ShopError> {
        let settings = self.settings()?;
        self.load_places()?;
        let scores = self.scores(now)?;
        let places = self.loads(now)?;
        let published = self.published(now)?;
        let access = self.shopify_access()?;
        let store = self.store()?;
        let (known, counted) = (store.known.clone(), store.counted());
        let promising = self.promising()?;
        // One that was declared since is no longer unknown.
        let declared = &settings.promises.handling;
        let mut unknown_classes: Vec<String> = promising.unknown_classes.iter().cloned().collect();
        unknown_classes.retain(|name| declared.iter().all(|it| it.name != *name));
        Ok(PromiseBoard {
            zone: settings.face().zone,
            shop: settings.shop,
            now,
            settings: settings.promises,
            access,
            store: known,
            counted: counted.map(|(at, open)| BacklogRead { at, open }),
            check: promising.check.clone(),
            shop_promise: promising.shop_promise,
            unknown_classes,
            published,
            places,
            scores,
        })
    }

    /// What every surface may say at `now`; `None`: nothing.
    ///
    /// # Errors
    /// Storage failed.
    pub fn published(&mut self, now: Instant) -> Result<Option<Published>, ShopError> {
        let version = self.version_at(now)?;
        let published = version.map(|version| version.published);
        Ok(published.filter(|published| !published.config.profiles.is_empty()))
    }

    /// The work at each location, by delivery option and together.
    fn loads(&mut self, now: Instant) -> Result<Vec<PlaceLoad>, ShopError> {
        let mut loads = Vec::new();
        let known = self.store()?.known.iter();
        let names: BTreeMap<String, String> = known
            .flat_map(|store| &store.locations)
            .map(|place| (place.id.clone(), place.name.clone()))
            .collect();
        for (id, kept) in &self.memory.places {
            if id == WHOLE || kept.came == 0 {
                continue;
            }
            let engine = &kept.engine;
            let rate = engine.throughput();
            let arrivals = engine.backlog().arrivals(now);
            let all = PlaceLoad {
                location: id.clone(),
                name: kept.name.clone().or_else(|| names.get(id).cloned()),
                lines_per_hour: rate.low(LOW),
                bucket: engine.bucket() as u8,
                arrivals_high: arrivals.is_some_and(|(recent, usual)| recent > HIGH * usual),
                slow: rate.spell().is_some(),
                ..PlaceLoad::default()
            };
            let mut whole = all.clone();
            let mut parts = Vec::new();
            for (method, waiting) in &kept.waiting {
                let part = PlaceLoad {
                    method: method.clone(),
                    orders: waiting.orders,
                    lines: u32::try_from(waiting.lines).unwrap_or(u32::MAX),
                    oldest: self.oldest(id, method)?,
                    ..all.clone()
                };
                whole.orders = whole.orders.saturating_add(part.orders);
                whole.lines = whole.lines.saturating_add(part.lines);
                whole.oldest = match (whole.oldest, part.oldest) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                if !method.is_empty() {
                    parts.push(part);
                }
            }
            loads.push(whole);
            loads.extend(parts);
        }
        Ok(loads)
    }

    fn oldest(&self, place: &str, method: &str) -> Result<Option<Instant>, ShopError> {
        let rows = self.sql.read(
            "SELECT min(waits) FROM loads WHERE place = ?1 AND method = ?2 AND waits IS NOT NULL",
            &[Arg::Text(place), Arg::Text(method)],
        )?;
        let oldest = rows.first().map(|row| row.maybe_number(0)).transpose()?;
        Ok(oldest.flatten().map(Instant))
    }
}

/// Share of hours that do at least what is shown.
const LOW: f64 = 0.9;
/// Recent arrivals above this part of the usual ones are high.
const HIGH: f64 = 1.5;
