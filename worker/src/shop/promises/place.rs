//! One location's engine, with the sums that the merchant is shown and that a queue is counted by.

use std::collections::BTreeMap;

use contract::load::LoadGroup;
use contract::promises::{MethodSettings, PromiseSettings};
use fulfillment::fact::ShippingLine;
use fulfillment::{Instant, Policy, Why};
use promise::{Ask, Bucket, Cause, Handling, Opened, Place, Quote, Schedule, Stage};
use serde::{Deserialize, Serialize};

use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// The whole shop: what is asked where a location knows too little. No location is called so.
pub(in crate::shop) const WHOLE: &str = "*";

/// What is kept of a location.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::shop) struct Kept {
    pub engine: Place,
    /// Name for people, foreign text.
    #[serde(default)]
    pub name: Option<String>,
    /// Lines that ever came in.
    #[serde(default)]
    pub came: u64,
    /// Lines that ever ceased to wait: done, or never to be.
    #[serde(default)]
    pub gone: u64,
    /// What waits, by delivery option.
    #[serde(default)]
    pub waiting: BTreeMap<String, Waiting>,
}

/// What waits for one delivery option.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::shop) struct Waiting {
    pub orders: u32,
    pub lines: u64,
}

impl Kept {
    fn new(target: u8) -> Self {
        Self {
            engine: Place::new(f64::from(target) / 100.0),
            name: None,
            came: 0,
            gone: 0,
            waiting: BTreeMap::new(),
        }
    }

    fn comes(&mut self, method: &str, lines: u32) {
        self.came = self.came.saturating_add(u64::from(lines));
        let waiting = self.waiting.entry(method.to_owned()).or_default();
        waiting.orders = waiting.orders.saturating_add(1);
        waiting.lines = waiting.lines.saturating_add(u64::from(lines));
    }

    fn goes(&mut self, method: &str, lines: u32) {
        self.gone = self.gone.saturating_add(u64::from(lines));
        if let Some(waiting) = self.waiting.get_mut(method) {
            waiting.orders = waiting.orders.saturating_sub(1);
            waiting.lines = waiting.lines.saturating_sub(u64::from(lines));
            if *waiting == Waiting::default() {
                self.waiting.remove(method);
            }
        }
    }
}

/// A group of lines as two engines want it back: its location's, and the whole shop's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::shop) struct Ticket {
    here: Opened,
    whole: Opened,
    /// It no longer waits.
    done: bool,
}

/// Something that befalls a group of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::shop) enum Event {
    Opens,
    Picked,
    Packed,
    Leaves,
    Drops,
}

/// The group an event is about.
pub(in crate::shop) struct Subject<'a> {
    pub location: &'a str,
    pub method: &'a str,
    pub group: &'a LoadGroup,
    /// Working days its goods declare, where they do not ship from stock.
    pub goods: Option<u8>,
}

impl<S: Sql> Shop<S> {
    /// Tells the engines of a location and of the shop what happened at `at`; the ticket is the group's from its opening on.
    pub(in crate::shop) fn tell(
        &mut self,
        subject: &Subject<'_>,
        at: Instant,
        event: Event,
        ticket: &mut Option<Ticket>,
    ) -> Result<(), ShopError> {
        let Subject {
            location,
            method,
            group,
            goods,
        } = *subject;
        let settings = self.settings()?.promises;
        let policy = self.policy(at)?;
        let configured = settings.methods.iter().find(|it| it.title == method);
        let schedule = schedule(&policy, Some(location), configured);
        self.load_place(location)?;
        self.load_place(WHOLE)?;
        let places = &mut self.memory.places;
        let (Some(mut whole), Some(mut here)) = (places.remove(WHOLE), places.remove(location))
        else {
            return Ok(());
        };
        if here.name.is_none() || group.location_name.is_some() {
            here.name.clone_from(&group.location_name);
        }
        match (event, ticket.as_mut()) {
            (Event::Opens, None) => {
                let ask = Ask {
                    at,
                    method,
                    lines: group.lines,
                    handling: handling(configured, goods),
                };
                *ticket = Some(Ticket {
                    here: here.engine.opened(&ask, &schedule, Some(&whole.engine)),
                    whole: whole.engine.opened(&ask, &schedule, None),
                    done: false,
                });
                here.comes(method, group.lines);
            }
            (Event::Picked | Event::Packed, Some(ticket)) => {
                let stage = match event {
                    Event::Picked => Stage::Pick,
                    _ => Stage::Pack,
                };
                let lines = group.lines;
                here.engine
                    .worked(&mut ticket.here, at, stage, lines, &schedule);
                whole
                    .engine
                    .worked(&mut ticket.whole, at, stage, lines, &schedule);
                if event == Event::Packed && !ticket.done {
                    ticket.done = true;
                    here.goes(method, ticket.here.lines());
                }
            }
            (Event::Leaves | Event::Drops, Some(gone)) => {
                for (engine, opened) in [
                    (&mut here.engine, &gone.here),
                    (&mut whole.engine, &gone.whole),
                ] {
                    match event {
                        Event::Leaves => engine.ended(opened, at, &schedule),
                        _ => engine.dropped(opened, at, &schedule),
                    }
                }
                if !gone.done {
                    here.goes(method, gone.here.lines());
                }
                *ticket = None;
            }
            (Event::Opens, Some(_)) | (_, None) => {}
        }
        let places = &mut self.memory.places;
        places.insert(WHOLE.to_owned(), whole);
        places.insert(location.to_owned(), here);
        self.memory.touched.insert(WHOLE.to_owned());
        self.memory.touched.insert(location.to_owned());
        Ok(())
    }

    /// Has a location's state in memory; a new one knows nothing yet.
    pub(in crate::shop) fn load_place(&mut self, location: &str) -> Result<(), ShopError> {
        if self.memory.places.contains_key(location) {
            return Ok(());
        }
        let rows = self.sql.read(
            "SELECT body FROM places WHERE id = ?1",
            &[Arg::Text(location)],
        )?;
        let kept = match rows.first() {
            Some(row) => serde_json::from_str(row.text(0)?)?,
            None => Kept::new(self.settings()?.promises.target),
        };
        self.memory.places.insert(location.to_owned(), kept);
        Ok(())
    }

    /// Has all locations that ever had work in memory: for a computation of dates, never for a fact.
    pub(in crate::shop) fn load_places(&mut self) -> Result<(), ShopError> {
        if self.memory.all {
            return Ok(());
        }
        for row in self.sql.read("SELECT id FROM places", &[])? {
            self.load_place(row.text(0)?)?;
        }
        self.memory.all = true;
        Ok(())
    }

    /// Where an order is that nobody has routed yet: at the one location its delivery option has, or the shop. Empty: nobody
    /// knows.
    pub(in crate::shop) fn only_location(
        &mut self,
        method: Option<&MethodSettings>,
    ) -> Result<String, ShopError> {
        if let Some([only]) = method.map(|method| method.locations.as_slice()) {
            return Ok(only.clone());
        }
        self.load_places()?;
        let places = self.memory.places.keys();
        let mut real = places.filter(|id| *id != WHOLE && !id.is_empty());
        Ok(match (real.next(), real.next()) {
            (Some(only), None) => only.clone(),
            _ => String::new(),
        })
    }

    /// Another share of orders is to be handed over by their date, per cent: every location aims at it from now on.
    pub(in crate::shop) fn retarget(&mut self, target: u8) -> Result<(), ShopError> {
        self.load_places()?;
        for (location, kept) in &mut self.memory.places {
            kept.engine.retarget(f64::from(target) / 100.0);
            self.memory.touched.insert(location.clone());
        }
        self.keep_places()
    }

    /// Writes what was told since.
    pub(in crate::shop) fn keep_places(&mut self) -> Result<(), ShopError> {
        for location in std::mem::take(&mut self.memory.touched) {
            if let Some(kept) = self.memory.places.get(&location) {
                self.sql.write(
                    "INSERT OR REPLACE INTO places(id, body) VALUES (?1, ?2)",
                    &[
                        Arg::Text(&location),
                        Arg::Text(&serde_json::to_string(kept)?),
                    ],
                )?;
            }
        }
        Ok(())
    }

    /// The load of a location now.
    pub(in crate::shop) fn bucket(&self, location: &str) -> Bucket {
        let kept = self.memory.places.get(location);
        kept.map(|kept| kept.engine.bucket()).unwrap_or_default()
    }
}

/// When a location works on the parcels of a delivery option.
pub(in crate::shop) fn schedule(
    policy: &Policy,
    location: Option<&str>,
    method: Option<&MethodSettings>,
) -> Schedule {
    let minutes = |minutes: &u16| u32::from(*minutes);
    Schedule {
        calendar: policy.calendar_of(location).clone(),
        pickups: method.map_or_else(Vec::new, |it| it.pickups.iter().map(minutes).collect()),
        cutoff: method.and_then(|it| it.cutoff.as_ref()).map(minutes),
    }
}

/// What a delivery option and the goods declare: the longer of the two.
pub(in crate::shop) fn handling(
    method: Option<&MethodSettings>,
    goods: Option<u8>,
) -> Option<Handling> {
    let days = method.and_then(|it| it.handling_days).max(goods)?;
    Some(Handling {
        days: u32::from(days),
    })
}

/// The configured delivery option of an order's shipping line, by its title or its code.
pub(in crate::shop) fn method_of<'a>(
    settings: &'a PromiseSettings,
    line: &ShippingLine,
) -> Option<&'a MethodSettings> {
    let methods = &settings.methods;
    let by_title = methods.iter().find(|it| it.title == line.title);
    let by_code = || {
        let code = line.code.as_ref()?;
        methods
            .iter()
            .find(|it| it.code.as_ref().unwrap_or(&it.title) == code)
    };
    by_title.or_else(by_code)
}

/// Why a date is what it is, in the words the facts have for it.
pub(in crate::shop) fn why(quote: &Quote) -> Why {
    let reason = &quote.reason;
    let queued = match (quote.queue, quote.historical) {
        (Some(queue), Some(historical)) => queue > historical,
        (queue, _) => queue.is_some(),
    };
    let pace = reason.lines_per_hour.filter(|pace| *pace > 0.0);
    if let (true, Some(pace), 1..) = (queued, pace, reason.lines_ahead) {
        return Why::Backlog {
            lines_ahead: u32::try_from(reason.lines_ahead).unwrap_or(u32::MAX),
            // The cast saturates.
            lines_per_hour: (pace.round() as u32).max(1),
        };
    }
    match reason.cause {
        Some(Cause::ArrivalsHigh) => Why::ArrivalsHigh,
        Some(Cause::ThroughputFell) => Why::SlowerThanUsual,
        None => Why::Unknown,
    }
}
