//! What an order was promised: what the dates in force said when it was placed, once and for all.

use contract::load::LoadRow;
use contract::promises::{LabelCheck, Labels};
use fulfillment::fact::{Fact, Grade, Kind, OURS, Source};
use fulfillment::instant::{DAY, MINUTE};
use fulfillment::{Date, Instant, ShipBy};
use serde::{Deserialize, Serialize};

use super::handling::slowest;
use super::place::method_of;
use super::version::Version;
use crate::ledger::OrderDelta;
use crate::settings::offsets;
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// An order's promise as this object remembers it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Promised {
    /// The delivery option's title.
    pub method: String,
    /// Bucket of the load when it was placed.
    pub bucket: u8,
    /// The Monday of the week it was placed in.
    pub week: Date,
    /// The date first promised; absent: nothing was said.
    pub first: Option<ShipBy>,
    /// The date in force.
    pub ship_by: Option<ShipBy>,
    /// How often it was changed.
    pub moves: u8,
    /// It was counted as missed though it had not left yet.
    pub missed: bool,
    /// Its fulfillment orders.
    pub fulfillment_orders: Vec<String>,
    /// Working days its goods declared, where they do not ship from stock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods: Option<u8>,
}

/// A fact of ours about a whole order. `event` makes it the same however often it is told.
pub(super) fn fact(order: &str, at: Instant, event: String, kind: Kind) -> Fact {
    Fact::new(
        at,
        Source {
            system: OURS.to_owned(),
            resource: order.to_owned(),
            event: Some(event),
            witness: None,
        },
        Grade::Inferred,
        kind,
    )
}

impl<S: Sql> Shop<S> {
    /// Looks up what an order was promised, if nobody has yet.
    pub(super) fn make(&mut self, now: Instant, delta: &OrderDelta) -> Result<(), ShopError> {
        let Some((load, placed)) = delta
            .load
            .as_ref()
            .and_then(|load| Some((load, load.placed_at?)))
        else {
            return Ok(());
        };
        let Some(line) = &load.shipping else {
            return Ok(());
        };
        if let Some((place, standing, known)) = self.promised(&delta.order)? {
            return match standing {
                true => self.routed(&delta.order, &place, known, load),
                false => Ok(()),
            };
        }
        let Some(version) = self.version_at(placed)? else {
            return Ok(());
        };
        let settings = self.settings()?.promises;
        let classes = self.classes_of(&delta.order)?;
        let by_name = method_of(&settings, line).map(|method| method.title.clone());
        let as_it_was = by_name.as_deref() == Some(line.title.as_str());
        let renamed = version
            .renamed(placed, &line.title, &classes)
            .map(str::to_owned);
        let renamed = renamed.filter(|_| !as_it_was);
        let Some(method) = renamed.clone().or(by_name) else {
            return Ok(());
        };
        // A configured delivery option without a date was asked all the same.
        let said = version.said(&method, placed, &classes).unwrap_or_default();
        let own = || load.groups.first().and_then(|group| group.location.clone());
        let location = said.location.or_else(own);
        let ship_by = match said.day {
            Some(day) => Some(self.ship_by(placed, location.as_deref(), day)?),
            None => None,
        };
        let shown = renamed.is_some();
        let proven = said.proven;
        let promised = Promised {
            method: method.clone(),
            bucket: said.bucket,
            week: monday(offsets(&version.published.zone, placed).local(placed).0),
            first: ship_by,
            ship_by,
            moves: 0,
            missed: false,
            fulfillment_orders: fulfillment_orders(load),
            goods: slowest(&settings, &classes),
        };
        let place = location.unwrap_or_default();
        self.check_labels(now, delta, &version, (&method, placed))?;
        self.count_asked(&place, &promised)?;
        self.keep_promised(&delta.order, &place, &promised, true)?;
        let Some(ship_by) = ship_by else {
            return Ok(());
        };
        let kind = Kind::PromiseMade {
            ship_by,
            shown,
            proven,
        };
        let made = fact(&delta.order, placed, "promise.made".to_owned(), kind);
        let shop = self.settings()?.shop;
        self.owe_append(now, &shop, &delta.order, "", &[made], &[])?;
        self.owe_deadlines(&promised.fulfillment_orders, ship_by.until)
    }

    /// The promise of an order: its location, whether it stands, what it is.
    pub(super) fn promised(
        &self,
        order: &str,
    ) -> Result<Option<(String, bool, Promised)>, ShopError> {
        let rows = self.sql.read(
            "SELECT place, standing, body FROM promised WHERE order_id = ?1",
            &[Arg::Text(order)],
        )?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let promised = serde_json::from_str(row.text(2)?)?;
        Ok(Some((
            row.text(0)?.to_owned(),
            row.number(1)? == 1,
            promised,
        )))
    }

    /// A promised order was given to a warehouse, maybe another: Shopify's deadline for it is the promised date.
    fn routed(
        &mut self,
        order: &str,
        place: &str,
        mut promised: Promised,
        load: &LoadRow,
    ) -> Result<(), ShopError> {
        let mut new = fulfillment_orders(load);
        new.retain(|id| !promised.fulfillment_orders.contains(id));
        let (Some(ship_by), false) = (promised.ship_by, new.is_empty()) else {
            return Ok(());
        };
        self.owe_deadlines(&new, ship_by.until)?;
        promised.fulfillment_orders.extend(new);
        self.keep_promised(order, place, &promised, true)
    }

    /// A date of a location's calendar, with the end of its work.
    pub(super) fn ship_by(
        &mut self,
        around: Instant,
        location: Option<&str>,
        day: Date,
    ) -> Result<ShipBy, ShopError> {
        let policy = self.policy(around)?;
        let calendar = policy.calendar_of(location);
        let closes = i64::from(calendar.closes) * MINUTE;
        let until = calendar.zone.instant(day, closes.clamp(0, DAY - 1));
        Ok(ShipBy { day, until })
    }

    /// Writes an order's promise. Where it is in the queue is where it came in.
    pub(super) fn keep_promised(
        &mut self,
        order: &str,
        place: &str,
        promised: &Promised,
        standing: bool,
    ) -> Result<(), ShopError> {
        self.load_place(place)?;
        let came = self.memory.places.get(place).map_or(0, |kept| kept.came);
        self.sql.write(
            "INSERT INTO promised(order_id, place, due, queue, standing, body) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(order_id) DO UPDATE SET \
             due = excluded.due, standing = excluded.standing, body = excluded.body",
            &[
                Arg::Text(order),
                Arg::Text(place),
                promised.ship_by.map(|by| by.until.0).into(),
                Arg::Number(i64::try_from(came).unwrap_or(i64::MAX)),
                Arg::Number(i64::from(standing)),
                Arg::Text(&serde_json::to_string(promised)?),
            ],
        )?;
        Ok(())
    }

    /// What the first order of a label check kept of its title. Clean: the labels stay. Not: they go off until the
    /// merchant has decided.
    fn check_labels(
        &mut self,
        now: Instant,
        delta: &OrderDelta,
        version: &Version,
        (method, placed): (&str, Instant),
    ) -> Result<(), ShopError> {
        let mut settings = self.settings()?;
        // Only what was placed while titles were certainly changed says what becomes of them.
        let since = self.promising()?.checkout.renames_since();
        let renamed =
            version.published.config.enabled && since.is_some_and(|since| since <= placed);
        if settings.promises.labels != Labels::Check || !renamed {
            return Ok(());
        }
        let Some(line) = delta.load.as_ref().and_then(|load| load.shipping.clone()) else {
            return Ok(());
        };
        let configured = settings
            .promises
            .methods
            .iter()
            .find(|it| it.title == method);
        let code = configured.and_then(|it| it.code.as_ref());
        let check = LabelCheck {
            order: delta.row.as_ref().map_or_else(
                || delta.order.clone(),
                |row| match row.name.is_empty() {
                    true => delta.order.clone(),
                    false => row.name.clone(),
                },
            ),
            at: placed,
            configured: method.to_owned(),
            found: line.title,
            code_kept: code.is_none_or(|code| line.code.as_ref() == Some(code)),
        };
        let clean = !check.persisted() && check.code_kept;
        self.promising()?.check = Some(check);
        self.keep_promising()?;
        settings.promises.labels = match clean {
            true => Labels::On,
            false => Labels::Off,
        };
        settings.revision = settings.revision.saturating_add(1);
        self.store_settings(now, &settings)?;
        self.wants_dates(now, true)
    }
}

/// The fulfillment orders that are in no parcel yet.
fn fulfillment_orders(load: &LoadRow) -> Vec<String> {
    let open = load.groups.iter().filter(|group| group.open());
    open.filter_map(|group| group.id.strip_prefix("fo:").map(str::to_owned))
        .collect()
}

fn monday(date: Date) -> Date {
    Date(date.0 - i64::try_from(date.weekday()).unwrap_or(0))
}
