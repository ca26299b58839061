//! The checkout of the demo shop: the function as shipped on a cart, a rush of orders, and the switch.
//!
//! The warehouse's last two weeks are told as it would have told them; from then on the worker publishes
//! ship-by dates to the fake Admin API, and what stands there is the function's input. Nothing is said of what
//! Shopify does with the answer: its checkout puts the new titles in place of the old.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use contract::checkout::CONFIG_KEY;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::calendar::{Calendar, ZONE};
use super::orders::CHICAGO;
use super::{Demo, DemoError, know};
use crate::function::Function;
use crate::function::cart::{Cart, DeliveryOption, Group, Item};
use crate::payloads::{Fulfillment, Line, Order, fulfillment_event, operation};
use crate::script::{DAY, HOUR, MINUTE};

/// Orders of the rush.
const RUSH: u64 = 400;
/// First order id of the warehouse's past and of the rushes.
const FIRST: u64 = 8_000_000_000;
/// Working days of the past.
const DAYS: i64 = 10;
/// Hours of a day in which orders are placed and packed, from eight o'clock.
const HOURS: i64 = 9;
/// Orders an hour, and the lines of each.
const ORDERS: u64 = 2;
const LINES: u64 = 20;
/// Lines of an order of the rush.
const RUSH_LINES: u64 = 2;
/// The carrier collects at half past four.
const PICKUP: u32 = 16 * 60 + 30;
/// How long the page waits for a new table of dates.
const PATIENCE: Duration = Duration::from_secs(90);
/// Webhooks under way at once.
const AT_ONCE: usize = 16;

/// The delivery options of the demo's cart: title, code, price.
const OPTIONS: [(&str, &str, &str); 3] = [
    ("Standard", "standard", "4.90"),
    ("Express", "express", "12.90"),
    ("Collect in Wicker Park", "pickup", "0.00"),
];

/// What the demo knows of its checkout.
#[derive(Default)]
pub struct Checkout {
    function: Option<Function>,
    /// The past was told; orders of rushes so far.
    told: bool,
    rushed: u64,
}

/// The cart's options as the checkout shows them.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// Each option: title, what the function makes of it, price.
    pub options: Vec<(&'static str, Option<String>, &'static str)>,
    /// Instructions, as the deployed form would count them, at most.
    pub instructions: u64,
    /// Bytes of the table of dates.
    pub bytes: usize,
    /// Whether the customization is switched on at Shopify.
    pub enabled: bool,
    /// What waits at the warehouse, and how fast it goes, by the worker.
    pub place: Value,
}

/// A rush, or a switch: before and after.
#[derive(Debug, Serialize)]
pub struct Changed {
    /// Before.
    pub before: Shown,
    /// After.
    pub after: Shown,
    /// Milliseconds until the new table stood at Shopify.
    pub milliseconds: u128,
    /// Orders placed, or whether dates are off now.
    pub what: Value,
}

impl Demo {
    /// Which delivery options get a date: part of the demo shop's settings.
    fn promises() -> Value {
        let method = |title: &str, code: &str, cutoff: u32| {
            json!({"title": title, "code": code, "cutoff": cutoff, "pickups": [PICKUP],
                "locations": [CHICAGO.location.to_string()]})
        };
        json!({
            "labels": "check",
            "methods": [method("Standard", "standard", 14 * 60), method("Express", "express", 15 * 60)],
        })
    }

    /// Tells the warehouse's last two weeks, day after day.
    pub async fn teach(&self) -> Result<(), DemoError> {
        let mut checkout = self.checkout.lock().await;
        let calendar = Calendar::at(self.client.now());
        let mut next = FIRST;
        for back in (1..=DAYS).rev() {
            let (mut orders, mut events, mut parcels) = (Vec::new(), Vec::new(), Vec::new());
            for hour in 0..HOURS {
                for step in 0..ORDERS {
                    let minute = i8::try_from(step * 60 / ORDERS).unwrap_or(0);
                    let at = calendar.workday(back, i8::try_from(8 + hour).unwrap_or(8), minute);
                    orders.push(order(next, at, LINES));
                    // Packed two hours later, the late ones next morning; then the carrier's next collection.
                    let late = hour + 2 >= HOURS;
                    let packed = match late {
                        true => calendar.workday(back - 1, 8, minute),
                        false => at + 2 * HOUR,
                    };
                    let leaves = match packed <= calendar.workday(back, 16, 0) {
                        true => calendar.workday(back, 16, 35),
                        false => calendar.workday(back - 1, 16, 35),
                    };
                    events.push(scan(next, "fo_accepted", at + MINUTE));
                    for (kind, when) in [("pack_done", packed), ("handover", leaves)] {
                        if when < calendar.now() {
                            events.push(scan(next, kind, when));
                        }
                    }
                    parcels.extend(parcel(next, leaves, calendar.now()));
                    next += 1;
                }
            }
            self.place(orders).await?;
            self.report(&format!("past-{back}"), events).await?;
            self.send(parcels).await?;
            self.client.tick().await?;
        }
        // Only now are there dates to tell: those of a half-told past would use up what may change in a day.
        let promises = json!({"promises": Self::promises()});
        self.client.install(&promises).await?.expect_ok()?;
        self.until(|(table, enabled)| *enabled && !table.is_empty())
            .await?;
        checkout.told = true;
        Ok(())
    }

    /// The cart as it stands; `None` while the past is being told.
    pub async fn cart(&self) -> Result<Option<Shown>, DemoError> {
        // Whoever is busy holds it.
        let Ok(mut checkout) = self.checkout.try_lock() else {
            return Ok(None);
        };
        match checkout.told {
            true => self.shown(&mut checkout).await.map(Some),
            false => Ok(None),
        }
    }

    /// Four hundred orders come in at once.
    pub async fn rush(&self) -> Result<Changed, DemoError> {
        let mut checkout = self.checkout.lock().await;
        let before = self.shown(&mut checkout).await?;
        let table = self.table().await?.0;
        let first = FIRST + 1_000_000 + checkout.rushed;
        let now = self.client.now();
        let ids = first..first + RUSH;
        self.place(ids.clone().map(|id| order(id, now, RUSH_LINES)).collect())
            .await?;
        let events = ids.map(|id| scan(id, "fo_accepted", now)).collect();
        self.report(&format!("rush-{now}"), events).await?;
        checkout.rushed += RUSH;
        let milliseconds = self.until(|(new, _)| *new != table).await?;
        let after = self.shown(&mut checkout).await?;
        Ok(Changed {
            before,
            after,
            milliseconds,
            what: json!(RUSH),
        })
    }

    /// The one switch: off, and on again.
    pub async fn switch(&self) -> Result<Changed, DemoError> {
        let mut checkout = self.checkout.lock().await;
        let before = self.shown(&mut checkout).await?;
        let off = before.enabled;
        let change = json!({"promises": {"off": off}});
        self.client
            .admin_post("/admin/settings", &change)
            .await?
            .expect_ok()?;
        let milliseconds = self.until(|(_, enabled)| *enabled != off).await?;
        let after = self.shown(&mut checkout).await?;
        Ok(Changed {
            before,
            after,
            milliseconds,
            what: json!(off),
        })
    }

    async fn shown(&self, checkout: &mut Checkout) -> Result<Shown, DemoError> {
        let function = match &checkout.function {
            Some(function) => function.clone(),
            None => {
                let function = Function::load()?;
                checkout.function = Some(function.clone());
                function
            }
        };
        let (table, enabled) = self.table().await?;
        // Shopify does not run the function of a customization that is switched off.
        let run = match enabled {
            true => Some(function.run(&self.moment().input(Some(&table)))?),
            false => None,
        };
        let renamed = run
            .as_ref()
            .map(|run| titles(&run.output))
            .unwrap_or_default();
        let board: Value = self.client.admin("/admin/promises.json").await?.json()?;
        let chicago = CHICAGO.location.to_string();
        let place = board
            .pointer("/places")
            .or_else(|| board.pointer("/board/places"))
            .and_then(Value::as_array)
            .and_then(|places| {
                let mut here = places
                    .iter()
                    .filter(|place| place["location"] == chicago.as_str());
                here.find(|place| place["method"] == "").cloned()
            });
        Ok(Shown {
            options: OPTIONS
                .iter()
                .map(|(title, code, price)| (*title, renamed.get(*code).cloned(), *price))
                .collect(),
            instructions: run.map_or(0, |run| run.instructions),
            bytes: table.len(),
            enabled,
            place: place.unwrap_or_default(),
        })
    }

    /// The demo's cart at this moment.
    fn moment(&self) -> Cart {
        let now = Timestamp::from_millisecond(self.client.now()).unwrap_or_default();
        let local = now.in_tz(ZONE).unwrap_or_default().datetime();
        let options = OPTIONS.iter().map(|(title, code, _)| DeliveryOption {
            kind: if *code == "pickup" {
                "PICK_UP"
            } else {
                "SHIPPING"
            },
            code: Some((*code).to_owned()),
            handle: (*code).to_owned(),
            title: Some((*title).to_owned()),
        });
        Cart {
            date: local.date().to_string(),
            time: local.time().strftime("%H:%M:%S").to_string(),
            language: "EN".to_owned(),
            groups: vec![Group {
                lines: vec![Item::Stock],
                options: options.collect(),
            }],
        }
    }

    /// The table at Shopify, and whether its customization is switched on.
    async fn table(&self) -> Result<(String, bool), DemoError> {
        let state = self.admin.state().await.map_err(DemoError::Admin)?;
        let field = state["metafields"]
            .as_array()
            .and_then(|fields| fields.iter().find(|field| field["key"] == CONFIG_KEY));
        let enabled = state["customizations"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["enabled"] == true));
        let table = field.and_then(|field| field["value"].as_str());
        Ok((table.unwrap_or_default().to_owned(), enabled))
    }

    /// Milliseconds until the table and its switch are as wanted, at most [`PATIENCE`].
    async fn until(&self, wanted: impl Fn(&(String, bool)) -> bool) -> Result<u128, DemoError> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if wanted(&self.table().await?) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(began.elapsed().as_millis())
    }

    async fn place(&self, orders: Vec<Order>) -> Result<(), DemoError> {
        for order in &orders {
            know(&self.admin, order.id, &format!("#{}", order.number)).await?;
        }
        let placed = orders
            .iter()
            .map(|order| ("orders/create", order.id, order.body()));
        self.send(placed.collect()).await
    }

    /// Sends Shopify's webhooks: topic, id of what it is about, body.
    async fn send(&self, webhooks: Vec<(&'static str, u64, Value)>) -> Result<(), DemoError> {
        let mut sending = JoinSet::new();
        for (topic, id, body) in webhooks {
            if sending.len() >= AT_ONCE
                && let Some(Ok(answer)) = sending.join_next().await
            {
                answer?;
            }
            let client = self.client.clone();
            sending.spawn(async move {
                let delivery = format!("{topic}-{id}");
                client.webhook(topic, &delivery, &body).await?.expect_ok()
            });
        }
        while let Some(done) = sending.join_next().await {
            if let Ok(answer) = done {
                answer?;
            }
        }
        Ok(())
    }

    async fn report(&self, delivery: &str, events: Vec<Value>) -> Result<(), DemoError> {
        let events = Value::Array(events);
        self.client
            .operations(CHICAGO.source, delivery, &events)
            .await?
            .expect_ok()?;
        Ok(())
    }
}

/// The titles the function gave, by the option's handle.
fn titles(output: &Value) -> BTreeMap<String, String> {
    let operations = output["operations"].as_array();
    operations
        .into_iter()
        .flatten()
        .filter_map(|operation| {
            let rename = &operation["deliveryOptionRename"];
            let handle = rename["deliveryOptionHandle"].as_str()?;
            Some((handle.to_owned(), rename["title"].as_str()?.to_owned()))
        })
        .collect()
}

fn order(id: u64, at: i64, lines: u64) -> Order {
    let number = u32::try_from(id % 1_000_000 + 20_000).unwrap_or(20_000);
    let mut order = Order::new(id, number, at);
    order.zone = ZONE.to_owned();
    order.lines = (0..lines)
        .map(|line| Line {
            id: id * 100 + line,
            title: format!("Linen napkin no. {line}"),
            quantity: 1,
            current: 1,
            sku: format!("NAPKIN-{line}"),
            cents: 900,
            shippable: true,
        })
        .collect();
    order
}

/// What Shopify tells of an order's parcel up to `now`: its label, and where the carrier saw it.
fn parcel(order: u64, leaves: i64, now: i64) -> Vec<(&'static str, u64, Value)> {
    let mut label = Fulfillment::new(order * 10, order, leaves - 10 * MINUTE);
    label.location = CHICAGO.location;
    let seen = |step: u64, status, at| {
        let id = label.id + step;
        let event = fulfillment_event(id, order, label.id, status, at, None);
        (at, ("fulfillment_events/create", id, event))
    };
    let told = [
        (
            label.created_at,
            ("fulfillments/create", label.id, label.body()),
        ),
        seen(1, "in_transit", leaves + HOUR),
        seen(2, "out_for_delivery", leaves + 2 * DAY - 4 * HOUR),
        seen(3, "delivered", leaves + 2 * DAY),
    ];
    told.into_iter()
        .filter(|(at, _)| *at < now)
        .map(|(_, webhook)| webhook)
        .collect()
}

fn scan(order: u64, kind: &str, at: i64) -> Value {
    let id = CHICAGO.location.to_string();
    operation(&format!("{kind}-{order}"), kind, order, at)
        .with("location", json!({"id": id, "name": CHICAGO.name}))
        .body()
}
