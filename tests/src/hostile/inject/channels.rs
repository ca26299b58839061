//! Where foreign text comes in: every string of every body that tells of an order, one at a time, and all free texts at once.

use rand::RngExt as _;
use rand::rngs::SmallRng;
use serde_json::{Value, json};

use super::corpus::{CORPUS, Payload};
use crate::client::Client;
use crate::hostile::attempt::Attempt;
use crate::hostile::town::Town;
use crate::payloads::aftership::Tracking;
use crate::payloads::{
    Fulfillment, FulfillmentOrder, Order, carrier_scan, fulfillment_event, hold_placed, iso,
    operation, return_request,
};
use crate::sign;

/// Ids of the orders begin here.
pub const FIRST: u64 = 9_500_000_000;

/// How long ago the orders were placed; what is to be open was reported just now, after the installation.
const AGO: i64 = 4 * 86_400_000;

/// Free text that pages show, by body and place.
const FREE: [(usize, &str); 25] = [
    (0, "/line_items/0/title"),
    (0, "/line_items/0/name"),
    (0, "/line_items/0/variant_title"),
    (0, "/name"),
    (0, "/note"),
    (0, "/shipping_lines/0/title"),
    (1, "/tracking_company"),
    (1, "/tracking_url"),
    (1, "/tracking_urls/0"),
    (2, "/message"),
    (2, "/city"),
    (2, "/province"),
    (3, "/fulfillment_order/assigned_location/name"),
    (3, "/fulfillment_order/fulfillment_holds/0/reason_notes"),
    (4, "/return_line_items/0/customer_note"),
    (5, "/text"),
    (6, "/location/name"),
    (7, "/place/city"),
    (7, "/text"),
    (8, "/reason"),
    (8, "/text"),
    (10, "/msg/checkpoints/0/message"),
    (10, "/msg/checkpoints/0/city"),
    (10, "/msg/checkpoints/0/state"),
    (10, "/msg/checkpoints/0/slug"),
];

/// Which way a body comes.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    /// Shopify's webhook of a topic.
    Shopify(&'static str),
    /// A warehouse's report.
    Operations,
    /// AfterShip's webhook.
    AfterShip,
}

impl Door {
    /// The signed request.
    pub fn attempt(
        self,
        town: &Town,
        shop: &Client,
        what: &str,
        delivery: &str,
        body: &Value,
    ) -> Attempt {
        let bytes = body.to_string().into_bytes();
        match self {
            Self::Shopify(topic) => {
                let signature = sign::shopify(&bytes, &town.secrets().api_secret);
                Attempt::post(what, "/webhooks/shopify", bytes)
                    .with("x-shopify-topic", topic)
                    .with("x-shopify-shop-domain", shop.shop())
                    .with("x-shopify-webhook-id", delivery)
                    .with("x-shopify-triggered-at", iso(town.victim.now(), "UTC"))
                    .with("x-shopify-hmac-sha256", signature)
            }
            Self::Operations => {
                let now = town.seconds();
                let key = town.secrets().operations(shop.shop(), "text");
                let signature = sign::standard(delivery, now, &bytes, &key);
                let path = format!("/webhooks/operations/{}/text", shop.handle());
                Attempt::post(what, path, bytes)
                    .with("webhook-id", delivery)
                    .with("webhook-timestamp", now.to_string())
                    .with("webhook-signature", signature)
            }
            Self::AfterShip => {
                let [.., secret] = Town::relay_secrets(shop.shop());
                let door = town.secrets().aftership_door(shop.shop());
                let path = format!("/webhooks/aftership/{}/{door}", shop.handle());
                let signature = sign::shopify(&bytes, &secret);
                Attempt::post(what, path, bytes).with("aftership-hmac-sha256", signature)
            }
        }
    }
}

/// An order told with one text in some places.
#[derive(Clone, Debug)]
pub struct Variant {
    /// For people: which places and which text.
    pub name: String,
    /// Order id, the same in both shops.
    pub order: u64,
    /// All free texts at once, so all pages show it; otherwise one string alone.
    pub whole: bool,
    /// Its shopper uses the page's forms: see [`super::acting`]. Nothing is told of it but the order.
    pub acting: bool,
    at: i64,
    /// The text.
    pub payload: Payload,
    /// Body and place.
    places: Vec<(usize, String)>,
}

impl Variant {
    /// What one of the two shops is told: of a single place only the order and the body it is in.
    pub fn told(&self, hostile: bool) -> Vec<(Door, Value)> {
        let text = if hostile {
            self.payload.hostile.to_owned()
        } else {
            self.payload.plain()
        };
        let mut bodies = bodies(self.order, self.at);
        for (body, place) in &self.places {
            if let Some(value) = bodies[*body].1.pointer_mut(place) {
                *value = json!(text);
            }
        }
        let needed =
            |index: usize| index == 0 || self.places.iter().any(|(body, _)| *body == index);
        bodies
            .into_iter()
            .enumerate()
            .filter(|(index, _)| self.whole && !self.acting || needed(*index))
            .map(|(_, told)| told)
            .collect()
    }
}

/// Every text in all free places, and every string alone with a text that `dice` picks.
pub fn variants(now: i64, dice: &mut SmallRng) -> Vec<Variant> {
    let at = now - AGO;
    let mut variants = Vec::new();
    let free: Vec<(usize, String)> = FREE.map(|(body, place)| (body, place.to_owned())).into();
    for payload in CORPUS {
        variants.push(Variant {
            name: format!("all free text as {}", payload.mark),
            order: FIRST + variants.len() as u64,
            whole: true,
            acting: false,
            at,
            payload,
            places: free.clone(),
        });
    }
    for payload in CORPUS {
        variants.push(Variant {
            name: format!("a shopper's words as {}", payload.mark),
            order: FIRST + variants.len() as u64,
            whole: true,
            acting: true,
            at,
            payload,
            places: Vec::new(),
        });
    }
    for (body, (_, whole)) in bodies(FIRST, at).iter().enumerate() {
        let mut found = Vec::new();
        strings(whole, "", &mut found);
        for place in found {
            let payload = CORPUS[dice.random_range(0..CORPUS.len())];
            variants.push(Variant {
                name: format!("body {body}{place} as {}", payload.mark),
                order: FIRST + variants.len() as u64,
                whole: false,
                acting: false,
                at,
                payload,
                places: vec![(body, place)],
            });
        }
    }
    variants
}

/// Places of all strings that are not amounts of money.
fn strings(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Object(fields) => {
            let money = |name: &str| {
                name.contains("price") || name.contains("total") || name.contains("tax")
            };
            for (name, value) in fields.iter().filter(|(name, _)| !money(name)) {
                strings(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                strings(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Everything that is told of an order, with every free text there is.
fn bodies(order: u64, at: i64) -> Vec<(Door, Value)> {
    let hour = 3_600_000;
    let mut placed = Order::new(order, (order - FIRST) as u32 + 1, at).body();
    placed["note"] = json!("a note");
    placed["note_attributes"] = json!([{"name": "gift", "value": "yes"}]);
    placed["tags"] = json!("a tag");
    placed["line_items"][0]["variant_title"] = json!("Blue");
    placed["line_items"][0]["vendor"] = json!("A vendor");
    let mut parcel = Fulfillment::new(order * 10, order, at + hour);
    parcel.tracking = vec![format!("TRACK{order}")];
    let scan = fulfillment_event(
        order,
        order,
        order * 10,
        "in_transit",
        at + 2 * hour,
        Some(("Gary", "Indiana", "US")),
    );
    let mut scan = scan;
    scan["message"] = json!("Arrived at facility");
    let held = FulfillmentOrder::new(order * 10 + 5, order, at);
    let mut held = hold_placed(&held, order, "other", at + hour);
    held["fulfillment_order"]["fulfillment_holds"][0]["reason_notes"] = json!("a reason");
    let mut back = return_request(
        order,
        order,
        "requested",
        at + 3 * hour,
        &[(order * 10 + 1, 1)],
    );
    back["return_line_items"][0]["customer_note"] = json!("a note");
    let id = |name: &str| format!("{name}-{order}");
    let place = json!({"city": "Gary", "region": "Indiana", "country": "US"});
    let dock = json!({"id": "dock-1", "name": "Chicago"});
    let station = json!({"role": "station", "id": "station-4"});
    let note = operation(&id("n"), "note", order, at + hour)
        .with("text", "words")
        .with("owner", station.clone());
    let handover = operation(&id("h"), "handover", order, at + hour)
        .with("location", dock)
        .with("owner", station)
        .with("carrier", "USPS")
        .with("tracking", format!("HAND{order}"));
    let scanned = carrier_scan(
        &id("s"),
        "in_transit",
        order,
        &format!("HAND{order}"),
        at + 2 * hour,
    )
    .with("carrier", "USPS")
    .with("place", place)
    .with("text", "Departed");
    let damaged = operation(&id("e"), "exception", order, at + AGO)
        .with("exception", "lost")
        .with("reason", "a reason")
        .with("text", "A box fell");
    let rejected = operation(&id("r"), "cancelled", order + 1_000_000, at)
        .with("reason", "words")
        .with("order_name", "#77");
    let carried = carried(order, at);
    vec![
        (Door::Shopify("orders/create"), placed),
        (Door::Shopify("fulfillments/create"), parcel.body()),
        (Door::Shopify("fulfillment_events/create"), scan),
        (Door::Shopify("fulfillment_orders/placed_on_hold"), held),
        (Door::Shopify("returns/request"), back),
        (Door::Operations, note.body()),
        (Door::Operations, handover.body()),
        (Door::Operations, scanned.body()),
        (Door::Operations, damaged.body()),
        (Door::Operations, rejected.body()),
        (Door::AfterShip, carried),
    ]
}

/// What AfterShip tells of the order's parcel, in words of its tables and in others.
fn carried(order: u64, at: i64) -> Value {
    let hour = 3_600_000;
    let place = ["Gary", "IN", "USA"];
    let mut tracking = Tracking::new(&format!("TRACK{order}"), "usps", at + hour)
        .scan(at + 3 * hour, "InTransit_003", "Arrived at facility", place)
        .told(
            "2026-01-07T10:10:00",
            at + 4 * hour,
            "InTransit_999",
            "Sorted",
            place,
        );
    tracking.estimates = vec![("Carrier EDD", "2026-01-09".to_owned())];
    let mut body = tracking.body("tracking_update", at + 5 * hour);
    body["msg"]["shipment_tags"] = json!(["a tag"]);
    body["msg"]["courier_tracking_link"] = json!("https://example.com/track");
    body["msg"]["last_mile"] = json!({"tracking_number": format!("LAST{order}"), "slug": "usps"});
    body
}
