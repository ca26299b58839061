//! A sentence as the signed request that carries it.

use serde_json::{Value, json};

use super::{Carrier, Method, Order, Parcel, Saying, Scan, Script, Told};
use crate::client::{Answer, Client, ClientError};
use crate::payloads::{self, Fulfillment, FulfillmentOrder, iso, operation};
use crate::secrets::Secrets;
use crate::sign;

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Shopify's webhook of this topic.
    Shopify(&'static str),
    /// The operations webhook of this source.
    Operations(&'static str),
}

/// A request before it is signed.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where it goes.
    pub route: Route,
    /// When its sender made it: `X-Shopify-Triggered-At`.
    pub triggered: i64,
    /// Its body.
    pub body: Value,
}

/// The requests that say `script.told[index]`; most sentences are one request.
pub fn requests(script: &Script, index: usize) -> Vec<Request> {
    let Some(told) = script.told.get(index) else {
        return Vec::new();
    };
    Wire {
        script,
        told,
        index,
    }
    .requests()
}

/// Sends `request` so that it arrives at the client's clock; `delivery` is the sender's id of this
/// delivery, which a redelivery repeats.
pub async fn send(
    client: &Client,
    secrets: &Secrets,
    request: &Request,
    delivery: &str,
) -> Result<Answer, ClientError> {
    match request.route {
        Route::Operations(source) => client.operations(source, delivery, &request.body).await,
        Route::Shopify(topic) => {
            let bytes = request.body.to_string().into_bytes();
            let signature = sign::shopify(&bytes, &secrets.api_secret);
            let triggered = iso(request.triggered, "UTC");
            let headers = [
                ("content-type", "application/json"),
                ("x-shopify-topic", topic),
                ("x-shopify-shop-domain", client.shop()),
                ("x-shopify-webhook-id", delivery),
                ("x-shopify-event-id", delivery),
                ("x-shopify-triggered-at", &triggered),
                ("x-shopify-api-version", "2026-10"),
                ("x-shopify-hmac-sha256", &signature),
            ];
            client.post("/webhooks/shopify", bytes, &headers).await
        }
    }
}

/// Sends `request` as its sender does: again after a failure of the server, under the same id.
pub async fn deliver(
    client: &Client,
    secrets: &Secrets,
    request: &Request,
    delivery: &str,
) -> Result<Answer, ClientError> {
    for pause in [100, 200, 400, 800, 1600, 3200] {
        match send(client, secrets, request, delivery).await {
            Ok(answer) if answer.status < 500 => return Ok(answer),
            _ => tokio::time::sleep(std::time::Duration::from_millis(pause)).await,
        }
    }
    send(client, secrets, request, delivery).await
}

struct Wire<'a> {
    script: &'a Script,
    told: &'a Told,
    index: usize,
}

impl Wire<'_> {
    fn requests(&self) -> Vec<Request> {
        match &self.told.saying {
            Saying::Placed => vec![self.order("orders/create")],
            Saying::Edited { .. } => {
                vec![
                    self.shopify("orders/edited", self.edit()),
                    self.order("orders/updated"),
                ]
            }
            Saying::Cancelled => vec![self.order("orders/cancelled")],
            Saying::RefundedInFull => {
                vec![
                    self.shopify("refunds/create", self.refund()),
                    self.order("orders/updated"),
                ]
            }
            Saying::ReturnRequested => {
                let order = &self.script.order;
                let body = payloads::return_request(
                    order.id + 900,
                    order.id,
                    "requested",
                    self.told.at,
                    &self.items(),
                );
                vec![self.shopify("returns/request", body)]
            }
            Saying::Routed
            | Saying::Accepted
            | Saying::Rejected
            | Saying::Held(_)
            | Saying::Released
            | Saying::Scheduled { .. } => self.fulfillment_order().into_iter().collect(),
            Saying::Fulfilled { .. } | Saying::FulfillmentCancelled => {
                self.fulfillment().into_iter().collect()
            }
            Saying::Event(status) => self.event(status).into_iter().collect(),
            Saying::Site(scan) => self.site(scan).into_iter().collect(),
        }
    }

    fn shopify(&self, topic: &'static str, body: Value) -> Request {
        Request {
            route: Route::Shopify(topic),
            triggered: self.told.at,
            body,
        }
    }

    fn parcel(&self) -> Option<&Parcel> {
        self.script.parcels.get(self.told.parcel?)
    }

    /// (line item id, units) of what is spoken of.
    fn items(&self) -> Vec<(u64, u32)> {
        let lines = &self.script.order.lines;
        match self.parcel() {
            Some(parcel) => parcel
                .items
                .iter()
                .filter_map(|(line, units)| Some((lines.get(*line)?.id, *units)))
                .collect(),
            None => lines.iter().map(|line| (line.id, line.quantity)).collect(),
        }
    }

    /// What had been said until then, newest last.
    fn until_now(&self) -> impl Iterator<Item = &Told> {
        self.script
            .told
            .iter()
            .filter(|told| told.at <= self.told.at)
    }

    fn order(&self, topic: &'static str) -> Request {
        let mut order = order_body(&self.script.order);
        order.updated_at = self.told.at;
        for told in self.until_now() {
            match told.saying {
                Saying::Edited { line, quantity } => {
                    if let Some(line) = order.lines.get_mut(line) {
                        line.current = quantity;
                    }
                }
                Saying::Cancelled => order.cancelled = Some((told.at, "customer".to_owned())),
                Saying::RefundedInFull => order.financial = "refunded".to_owned(),
                Saying::Fulfilled { .. } => order.fulfillment = Some("fulfilled".to_owned()),
                Saying::FulfillmentCancelled => order.fulfillment = None,
                _ => {}
            }
        }
        let fulfilled = |parcel: usize| {
            self.until_now().any(|told| {
                told.parcel == Some(parcel) && matches!(told.saying, Saying::Fulfilled { .. })
            })
        };
        let parcels = self.script.parcels.len();
        if order.fulfillment.is_some() && !(0..parcels).all(fulfilled) {
            order.fulfillment = Some("partial".to_owned());
        }
        self.shopify(topic, order.body())
    }

    fn edit(&self) -> Value {
        let lines = &self.script.order.lines;
        let removals: Vec<(u64, u32)> = match self.told.saying {
            Saying::Edited { line, quantity } => lines
                .get(line)
                .map(|line| (line.id, line.quantity.saturating_sub(quantity)))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        payloads::edited(self.script.order.id, self.told.at, &[], &removals)
    }

    fn refund(&self) -> Value {
        let order = &self.script.order;
        let items: Vec<(u64, u32, u64)> = order
            .lines
            .iter()
            .map(|line| (line.id, line.quantity, u64::from(line.quantity) * 1999))
            .collect();
        payloads::refund(order.id + 800, order.id, self.told.at, &items)
    }

    fn fulfillment_order(&self) -> Option<Request> {
        let parcel = self.parcel()?;
        let mut object =
            FulfillmentOrder::new(parcel.fulfillment_order, self.script.order.id, self.told.at);
        object.location = parcel.site.location;
        object.items = self.items();
        object.method = match self.script.order.method {
            Method::Shipping => "shipping",
            Method::Local => "local",
            Method::PickUp => "pick_up",
            Method::None => "none",
        }
        .to_owned();
        let named = |mut body: Value| {
            body["fulfillment_order"]["assigned_location"]["name"] = json!(parcel.site.name);
            body
        };
        let hold = parcel.fulfillment_order + 7;
        let (topic, body) = match &self.told.saying {
            Saying::Routed => (
                "fulfillment_orders/order_routing_complete",
                named(object.body()),
            ),
            Saying::Accepted => {
                object.status = "in_progress".to_owned();
                object.request_status = "accepted".to_owned();
                (
                    "fulfillment_orders/fulfillment_request_accepted",
                    named(object.body()),
                )
            }
            Saying::Rejected => {
                object.request_status = "rejected".to_owned();
                (
                    "fulfillment_orders/fulfillment_request_rejected",
                    named(object.body()),
                )
            }
            Saying::Held(reason) => (
                "fulfillment_orders/placed_on_hold",
                named(payloads::hold_placed(&object, hold, reason, self.told.at)),
            ),
            Saying::Released => (
                "fulfillment_orders/hold_released",
                named(payloads::hold_released(&object, self.told.at)),
            ),
            Saying::Scheduled { until } => {
                object.status = "scheduled".to_owned();
                let mut body = named(object.body());
                body["fulfillment_order"]["fulfill_at"] = json!(iso(*until, "UTC"));
                ("fulfillment_orders/order_routing_complete", body)
            }
            _ => return None,
        };
        Some(self.shopify(topic, body))
    }

    fn fulfillment(&self) -> Option<Request> {
        let parcel = self.parcel()?;
        let label = parcel.labels.get(self.told.label)?;
        let made = self.script.told.iter().find(|told| {
            told.parcel == self.told.parcel
                && told.label == self.told.label
                && matches!(told.saying, Saying::Fulfilled { .. })
        })?;
        let mut fulfillment = Fulfillment::new(label.fulfillment, self.script.order.id, made.at);
        fulfillment.updated_at = self.told.at;
        fulfillment.carrier = Some(parcel.carrier.to_owned());
        fulfillment.location = parcel.site.location;
        fulfillment.items = self.items();
        fulfillment.tracking = match made.saying {
            Saying::Fulfilled { tracked: true } => vec![label.tracking.clone()],
            _ => Vec::new(),
        };
        let topic = if self.told.saying == Saying::FulfillmentCancelled {
            fulfillment.status = "cancelled".to_owned();
            "fulfillments/update"
        } else {
            "fulfillments/create"
        };
        Some(self.shopify(topic, fulfillment.body()))
    }

    fn event(&self, status: &str) -> Option<Request> {
        let parcel = self.parcel()?;
        let label = parcel.labels.get(self.told.label)?;
        let place = match status {
            "carrier_picked_up" => Some(("Chicago", "IL", "US")),
            "in_transit" => Some(("Gary", "IN", "US")),
            "out_for_delivery" | "delivered" | "attempted_delivery" => {
                let [city, region, country] = self.script.order.destination;
                Some((city, region, country))
            }
            _ => None,
        };
        let body = payloads::fulfillment_event(
            label.fulfillment * 100 + self.index as u64,
            self.script.order.id,
            label.fulfillment,
            status,
            self.told.at,
            place,
        );
        Some(self.shopify("fulfillment_events/create", body))
    }

    /// Where a carrier scans at this point of the road.
    fn scanned_in(&self, carrier: Carrier) -> Value {
        let [city, region, country] = match carrier {
            Carrier::Accepted => ["Chicago", "IL", "US"],
            Carrier::Moved | Carrier::Returning => ["Gary", "IN", "US"],
            _ => self.script.order.destination,
        };
        json!({"city": city, "region": region, "country": country})
    }

    fn site(&self, scan: &Scan) -> Option<Request> {
        let parcel = self.parcel()?;
        let order = &self.script.order;
        let id = format!("{}-{}", order.id, self.index);
        let mut event = operation(&id, kind(scan), order.id, self.told.at)
            .with(
                "location",
                json!({"id": parcel.site.location.to_string(), "name": parcel.site.name}),
            )
            .with("fulfillment_order", parcel.fulfillment_order.to_string());
        let labelled = self.until_now().any(|told| {
            told.parcel == self.told.parcel
                && told.label == self.told.label
                && matches!(
                    told.saying,
                    Saying::Fulfilled { tracked: true } | Saying::Site(Scan::Label)
                )
        });
        if let (true, Some(label)) = (labelled, parcel.labels.get(self.told.label)) {
            event = event.with("tracking", label.tracking.clone());
        }
        event = match scan {
            Scan::Carrier(carrier) => event
                .with("scan", carrier_scan(*carrier))
                .with("carrier", parcel.carrier)
                .with("place", self.scanned_in(*carrier)),
            Scan::Label | Scan::Handover => event
                .with("carrier", parcel.carrier)
                .with("owner", owner(scan)),
            Scan::Held(reason) => event
                .with("hold", format!("{id}-hold"))
                .with("reason", *reason),
            Scan::Exception(exception) => event.with("exception", *exception),
            Scan::Backordered { until } => event.with("until", iso(*until, "UTC")),
            Scan::Collected => event.with("how", "collected"),
            Scan::DriverDelivered => event.with("how", "door"),
            Scan::Note(text) => event.with("text", *text),
            Scan::PickStarted | Scan::Picked | Scan::Packed => event.with("owner", owner(scan)),
            _ => event,
        };
        Some(Request {
            route: Route::Operations(parcel.site.source),
            triggered: self.told.at,
            body: event.body(),
        })
    }
}

fn owner(scan: &Scan) -> Value {
    match scan {
        Scan::PickStarted | Scan::Picked => json!({"role": "person", "id": "picker-17"}),
        Scan::Packed => json!({"role": "station", "id": "pack-4"}),
        Scan::Handover => json!({"role": "station", "id": "dock-2"}),
        _ => json!({"role": "system", "id": "label-printer-1"}),
    }
}

fn kind(scan: &Scan) -> &'static str {
    match scan {
        Scan::PickStarted => "pick_started",
        Scan::Picked => "pick_done",
        Scan::Packed => "pack_done",
        Scan::Label => "label_created",
        Scan::LabelVoided => "label_voided",
        Scan::Handover => "handover",
        Scan::Carrier(_) => "carrier_scan",
        Scan::Held(_) => "hold_placed",
        Scan::Released => "hold_released",
        Scan::Exception(_) => "exception",
        Scan::Backordered { .. } => "backordered",
        Scan::ReadyAtCounter => "ready_for_pickup",
        Scan::Collected | Scan::DriverDelivered => "delivered",
        Scan::ReturnReceived => "returned",
        Scan::Note(_) => "note",
    }
}

fn carrier_scan(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Accepted => "accepted",
        Carrier::Moved => "in_transit",
        Carrier::CustomsEntered => "customs_entered",
        Carrier::CustomsCleared => "customs_cleared",
        Carrier::OutForDelivery => "out_for_delivery",
        Carrier::Attempted => "attempt_failed",
        Carrier::Delivered => "delivered",
        Carrier::Returning => "returning",
    }
}

fn order_body(order: &Order) -> payloads::Order {
    let number = order.name.trim_start_matches('#').parse().unwrap_or(1000);
    let mut body = payloads::Order::new(order.id, number, order.placed);
    body.lines = order
        .lines
        .iter()
        .map(|line| payloads::Line {
            id: line.id,
            title: line.title.to_owned(),
            quantity: line.quantity,
            current: line.quantity,
            sku: line.sku.to_owned(),
            cents: 1999,
            shippable: line.shippable,
        })
        .collect();
    let [city, region, country] = order.destination;
    body.destination = (city.to_owned(), region.to_owned(), country.to_owned());
    match order.method {
        Method::PickUp => body.shipping = ("Pickup in store".to_owned(), "pickup".to_owned()),
        Method::Local => body.shipping = ("Local delivery".to_owned(), "local".to_owned()),
        _ => {}
    }
    body
}
