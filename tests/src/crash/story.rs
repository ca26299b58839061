//! Random but possible histories of orders, as deliveries.

use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

use crate::payloads::{
    Fulfillment, FulfillmentOrder, Order, carrier_scan, fulfillment_event, fulfillment_order_ids,
    hold_placed, hold_released, operation, refund,
};

/// How a delivery reaches the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A Shopify webhook of this topic.
    Shopify(&'static str),
    /// The operations webhook of this source.
    Operations(&'static str),
}

/// One request a sender repeats until it is acknowledged.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// By which way.
    pub route: Route,
    /// Delivery id.
    pub id: String,
    /// Order it is about.
    pub order: u64,
    /// When it happened: what Shopify writes as the time of the trigger, also at a redelivery.
    pub at: i64,
    /// JSON body.
    pub body: Value,
}

/// Histories of enough orders to make `count` distinct deliveries, in the order they happened,
/// ending at `now` (milliseconds since the Unix epoch). The same seed makes the same.
pub fn stories(count: usize, seed: u64, now: i64) -> Vec<Delivery> {
    let mut random = SmallRng::seed_from_u64(seed);
    let mut all: Vec<(i64, Delivery)> = Vec::new();
    let mut number = 0;
    while all.len() < count {
        number += 1;
        let mut story = story(number, &mut random, now);
        story.truncate(count - all.len());
        all.extend(story);
    }
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, delivery)| delivery).collect()
}

struct Told<'a> {
    order: u64,
    at: i64,
    random: &'a mut SmallRng,
    deliveries: Vec<(i64, Delivery)>,
}

impl Told<'_> {
    /// The next thing happens one to four minutes later.
    fn later(&mut self) -> i64 {
        self.at += 1000 * self.random.random_range(60..240_i64);
        self.at
    }

    fn tell(&mut self, route: Route, body: Value) {
        let id = format!("{}-{}", self.order, self.deliveries.len());
        let delivery = Delivery {
            route,
            id,
            order: self.order,
            at: self.at,
            body,
        };
        self.deliveries.push((self.at, delivery));
    }
}

/// One order's history, two to ten deliveries, all within the last two hours: recent enough that a
/// message is still worth sending.
fn story(number: u32, random: &mut SmallRng, now: i64) -> Vec<(i64, Delivery)> {
    let id = 5_000_000_000 + u64::from(number);
    let start = now - 7_200_000 + 1000 * random.random_range(0..1800_i64);
    let start = start - start.rem_euclid(1000);
    let length = random.random_range(2..=10_usize);
    let mut order = Order::new(id, 1000 + number, start);
    order.financial = "pending".to_owned();
    let mut told = Told {
        order: id,
        at: start,
        random,
        deliveries: Vec::new(),
    };
    told.tell(Route::Shopify("orders/create"), order.body());
    order.updated_at = told.later();
    order.financial = "paid".to_owned();
    told.tell(Route::Shopify("orders/updated"), order.body());

    let fo = FulfillmentOrder::new(fulfillment_order_ids(id, 1)[0], id, told.at);
    if told.random.random_bool(0.2) {
        let at = told.later();
        let hold = id + 7;
        told.tell(
            Route::Shopify("fulfillment_orders/placed_on_hold"),
            hold_placed(&fo, hold, "high_risk_of_fraud", at),
        );
        let at = told.later();
        told.tell(
            Route::Shopify("fulfillment_orders/hold_released"),
            hold_released(&fo, at),
        );
    }
    if told.random.random_bool(0.05) {
        order.updated_at = told.later();
        order.cancelled = Some((told.at, "customer".to_owned()));
        told.tell(Route::Shopify("orders/cancelled"), order.body());
        let at = told.later();
        let line = order.lines[0].id;
        told.tell(
            Route::Shopify("refunds/create"),
            refund(id + 9, id, at, &[(line, 1, 1999)]),
        );
    } else {
        parcel(&mut told, id);
    }
    told.deliveries.truncate(length.max(2));
    told.deliveries
}

fn parcel(told: &mut Told<'_>, id: u64) {
    let fulfillment = id * 10 + 1;
    let tracking = Fulfillment::new(fulfillment, id, told.at).tracking[0].clone();
    let place = json!({"id": "chicago", "name": "Chicago warehouse"});
    for kind in ["pick_done", "pack_done"] {
        let at = told.later();
        let event = operation(&format!("{id}-{kind}"), kind, id, at)
            .with("location", place.clone())
            .with("owner", json!({"role": "station", "id": "station-4"}));
        told.tell(Route::Operations("chicago"), event.body());
    }
    let at = told.later();
    let label = Fulfillment::new(fulfillment, id, at);
    told.tell(Route::Shopify("fulfillments/create"), label.body());
    let at = told.later();
    let handed = operation(&format!("{id}-handover"), "handover", id, at)
        .with("shipment", fulfillment.to_string())
        .with("tracking", tracking.clone())
        .with("location", place);
    told.tell(Route::Operations("chicago"), handed.body());
    let end = *["delivered", "attempted_delivery"]
        .choose(told.random)
        .unwrap_or(&"delivered");
    for (number, status) in ["in_transit", "out_for_delivery", end]
        .into_iter()
        .enumerate()
    {
        let at = told.later();
        if told.random.random_bool(0.2) {
            let scan = if status == "attempted_delivery" {
                "attempt_failed"
            } else {
                status
            };
            let scanned = carrier_scan(&format!("{id}-{scan}"), scan, id, &tracking, at)
                .with("shipment", fulfillment.to_string())
                .with("carrier", "USPS");
            told.tell(Route::Operations("carrier-feed"), scanned.body());
        } else {
            let event = id * 100 + number as u64;
            let place = Some(("Chicago", "IL", "US"));
            told.tell(
                Route::Shopify("fulfillment_events/create"),
                fulfillment_event(event, id, fulfillment, status, at, place),
            );
        }
    }
}

/// `deliveries` as an unreliable network brings them: `events` in all, the surplus duplicates (half
/// redelivered under their id, half under a new one), each up to 60 places from where it belongs.
pub fn disturbed(deliveries: &[Delivery], events: usize, seed: u64) -> Vec<Delivery> {
    let mut random = SmallRng::seed_from_u64(seed ^ 0x5eed);
    let mut placed: Vec<(i64, Delivery)> = Vec::with_capacity(events);
    for (index, delivery) in deliveries.iter().enumerate() {
        placed.push((
            index as i64 + random.random_range(-60..=60_i64),
            delivery.clone(),
        ));
    }
    for copy in 0..events.saturating_sub(deliveries.len()) {
        let index = random.random_range(0..deliveries.len());
        let mut delivery = deliveries[index].clone();
        if random.random_bool(0.5) {
            delivery.id = format!("{}-again-{copy}", delivery.id);
        }
        placed.push((index as i64 + random.random_range(-60..=200_i64), delivery));
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, delivery)| delivery).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_deliveries_and_duplicates_are_extra() {
        let now = 1_700_000_000_000;
        let plain = stories(500, 7, now);
        assert_eq!(plain.len(), 500);
        let again = stories(500, 7, now);
        assert!(
            plain
                .iter()
                .zip(&again)
                .all(|(a, b)| a.body == b.body && a.id == b.id)
        );
        let disturbed = disturbed(&plain, 700, 7);
        assert_eq!(disturbed.len(), 700);
        let distinct: std::collections::BTreeSet<String> = disturbed
            .iter()
            .map(|delivery| delivery.body.to_string())
            .collect();
        let original: std::collections::BTreeSet<String> = plain
            .iter()
            .map(|delivery| delivery.body.to_string())
            .collect();
        assert_eq!(distinct, original);
    }
}
