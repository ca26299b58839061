//! One row of an orders file as the requests its senders would have made, each at its instant.

use serde_json::{Value, json};

use crate::orders_file::Row;
use crate::payloads::{Fulfillment, Line, Order, ZONE, fulfillment_event, iso, operation};

/// How a step reaches the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// A Shopify webhook of this topic.
    Shopify(&'static str),
    /// The operations webhook of this source.
    Operations(&'static str),
}

/// One request at one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What the clock is driven to.
    pub at: i64,
    /// By which way.
    pub route: Route,
    /// Delivery id: the same at every retry.
    pub delivery: String,
    /// JSON body.
    pub body: Value,
}

/// The warehouses' source id: sellers report through one system.
const SELLERS: &str = "sellers";
/// The shop's own source id: what it told the buyer.
const SHOP: &str = "shop-system";

/// The steps of a row, in the order of the clock. `last` is the file's last instant; `position`
/// the row's place in the file, which numbers the order.
pub fn steps(row: &Row, position: usize, last: i64) -> Vec<Step> {
    let order = order(row, position);
    let id = row.number;
    let fulfillment = id * 2 + 1;
    let mut plan = vec![shopify(row, row.purchased, "orders/create", order.body())];
    if let Some((from, until)) = row.estimated {
        let told = operation(&format!("{id}-eta"), "eta_revised", id, row.purchased)
            .with("from", iso(from, ZONE))
            .with("until", iso(until, ZONE));
        plan.push(reported(row, row.purchased, SHOP, "eta", told.body()));
    }
    let mut seen = order;
    if let Some(at) = row.approved {
        seen.financial = "paid".to_owned();
        seen.updated_at = at.max(row.purchased);
        plan.push(shopify(row, at, "orders/updated", seen.body()));
    }
    if let Some(at) = row.handed_over {
        let mut sent = Fulfillment::new(fulfillment, id, at);
        sent.carrier = Some("Correios".to_owned());
        sent.tracking = vec![tracking(row)];
        sent.items = seen
            .lines
            .iter()
            .map(|line| (line.id, line.quantity))
            .collect();
        sent.email = seen.email.clone();
        plan.push(shopify(row, at, "fulfillments/create", sent.body()));
        let handed = operation(&format!("{id}-handover"), "handover", id, at)
            .with("shipment", fulfillment.to_string())
            .with("tracking", tracking(row))
            .with("carrier", "Correios")
            .with("location", place(row))
            .with(
                "owner",
                json!({"role": "station", "id": format!("dock-{}", seller(row))}),
            );
        plan.push(reported(row, at, SELLERS, "handover", handed.body()));
    }
    if let Some(at) = row.delivered {
        let state = row.customer_state.as_deref().map(|state| ("", state, "BR"));
        let event = fulfillment_event(id * 4 + 3, id, fulfillment, "delivered", at, state);
        plan.push(shopify(row, at, "fulfillment_events/create", event));
    }
    if row.status == "canceled" {
        let mut cancelled = seen.clone();
        cancelled.cancelled = Some((last, "other".to_owned()));
        cancelled.updated_at = last;
        plan.push(shopify(row, last, "orders/cancelled", cancelled.body()));
    }
    if row.status == "unavailable" {
        let missing = operation(&format!("{id}-unavailable"), "exception", id, last)
            .with("exception", "out_of_stock")
            .with("location", place(row));
        plan.push(reported(row, last, SELLERS, "unavailable", missing.body()));
    }
    // Dirt may put a later stage first: the clock never runs backwards, so neither does the plan.
    plan.sort_by_key(|step| step.at);
    plan
}

fn order(row: &Row, position: usize) -> Order {
    let number = u32::try_from(position)
        .unwrap_or(u32::MAX)
        .saturating_add(1001);
    let mut order = Order::new(row.number, number, row.purchased);
    let quantity = row.items.unwrap_or(1).max(1);
    order.lines = vec![Line {
        id: row.number * 2,
        title: "Marketplace order".to_owned(),
        quantity,
        current: quantity,
        sku: format!("OLIST-{number}"),
        cents: row.cents.unwrap_or_default() / u64::from(quantity),
        shippable: true,
    }];
    order.financial = "pending".to_owned();
    order.locale = "pt-BR".to_owned();
    order.destination = (
        String::new(),
        row.customer_state.clone().unwrap_or_default(),
        "BR".to_owned(),
    );
    order
}

/// The seller's id, short enough to read; it is a place of work here.
fn seller(row: &Row) -> String {
    row.seller
        .as_deref()
        .unwrap_or("unknown")
        .chars()
        .take(8)
        .collect()
}

fn place(row: &Row) -> Value {
    let id = seller(row);
    json!({"id": id, "name": format!("Seller {id}")})
}

fn tracking(row: &Row) -> String {
    format!("OL{}BR", row.number)
}

fn shopify(row: &Row, at: i64, topic: &'static str, body: Value) -> Step {
    let delivery = format!("{}-{}", row.number, topic.replace('/', "-"));
    Step {
        at,
        route: Route::Shopify(topic),
        delivery,
        body,
    }
}

fn reported(row: &Row, at: i64, source: &'static str, what: &str, body: Value) -> Step {
    let delivery = format!("{}-{what}", row.number);
    Step {
        at,
        route: Route::Operations(source),
        delivery,
        body,
    }
}
