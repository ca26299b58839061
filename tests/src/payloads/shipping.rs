//! `fulfillments/*`, `fulfillment_events/create`, `fulfillment_orders/*`, `fulfillment_holds/*`.

use serde_json::{Value, json};

use super::{ZONE, iso};

/// A Shopify fulfillment as `fulfillments/create` and `fulfillments/update` show it.
#[derive(Clone, Debug)]
pub struct Fulfillment {
    /// Fulfillment id.
    pub id: u64,
    /// Order id.
    pub order: u64,
    /// `success`, `cancelled`, …
    pub status: String,
    /// `created_at`: since when Shopify says "Fulfilled".
    pub created_at: i64,
    /// `updated_at`.
    pub updated_at: i64,
    /// Carrier's name.
    pub carrier: Option<String>,
    /// Tracking numbers.
    pub tracking: Vec<String>,
    /// Shopify's word for the newest event, e.g. `in_transit`.
    pub shipment_status: Option<String>,
    /// Location it leaves from.
    pub location: u64,
    /// (line item id, units); empty: nothing said of items.
    pub items: Vec<(u64, u32)>,
    /// E-mail of the shopper.
    pub email: String,
}

impl Fulfillment {
    /// A successful fulfillment with one tracking number, created at `at`.
    pub fn new(id: u64, order: u64, at: i64) -> Self {
        Self {
            id,
            order,
            status: "success".to_owned(),
            created_at: at,
            updated_at: at,
            carrier: Some("USPS".to_owned()),
            tracking: vec![format!("9400{id:016}")],
            shipment_status: None,
            location: 905_684_977,
            items: Vec::new(),
            email: "shopper@example.com".to_owned(),
        }
    }

    /// The webhook's body.
    pub fn body(&self) -> Value {
        let url = |number: &String| {
            format!("https://tools.usps.com/go/TrackConfirmAction?tLabels={number}")
        };
        json!({
            "id": self.id,
            "order_id": self.order,
            "status": self.status,
            "created_at": iso(self.created_at, ZONE),
            "service": "manual",
            "updated_at": iso(self.updated_at, ZONE),
            "tracking_company": self.carrier,
            "shipment_status": self.shipment_status,
            "location_id": self.location,
            "origin_address": null,
            "email": self.email,
            "destination": {
                "first_name": "Ada", "address1": "1 Mill Lane", "phone": "+15555550100",
                "city": "Chicago", "zip": "60601", "province": "Illinois", "country": "United States",
                "last_name": "Shopper", "address2": null, "company": null, "latitude": null,
                "longitude": null, "name": "Ada Shopper", "country_code": "US", "province_code": "IL",
            },
            "line_items": self.items.iter().map(|(line, quantity)| json!({
                "id": line,
                "variant_id": 49_148_385,
                "title": "Stoneware mug",
                "quantity": quantity,
                "sku": "MUG-1",
                "requires_shipping": true,
                "fulfillable_quantity": 0,
                "fulfillment_status": "fulfilled",
                "admin_graphql_api_id": format!("gid://shopify/LineItem/{line}"),
            })).collect::<Vec<_>>(),
            "tracking_number": self.tracking.first(),
            "tracking_numbers": self.tracking,
            "tracking_url": self.tracking.first().map(url),
            "tracking_urls": self.tracking.iter().map(url).collect::<Vec<_>>(),
            "receipt": {},
            "name": format!("#{}.1", self.order),
            "admin_graphql_api_id": format!("gid://shopify/Fulfillment/{}", self.id),
        })
    }
}

/// `fulfillment_events/create`: `status` in lower case as the topic has it.
pub fn fulfillment_event(
    id: u64,
    order: u64,
    fulfillment: u64,
    status: &str,
    happened_at: i64,
    place: Option<(&str, &str, &str)>,
) -> Value {
    json!({
        "id": id,
        "fulfillment_id": fulfillment,
        "status": status,
        "message": null,
        "happened_at": iso(happened_at, ZONE),
        "city": place.map(|(city, _, _)| city),
        "province": place.map(|(_, province, _)| province),
        "country": place.map(|(_, _, country)| country),
        "zip": null,
        "address1": null,
        "latitude": null,
        "longitude": null,
        "shop_id": 548_380_009,
        "created_at": iso(happened_at, ZONE),
        "updated_at": iso(happened_at, ZONE),
        "estimated_delivery_at": null,
        "order_id": order,
        "admin_graphql_api_id": format!("gid://shopify/FulfillmentEvent/{id}"),
    })
}

/// A fulfillment order as the `fulfillment_orders/*` topics name it.
#[derive(Clone, Debug)]
pub struct FulfillmentOrder {
    /// Fulfillment order id.
    pub id: u64,
    /// Order id; several topics leave it out, then only the directory knows.
    pub order: Option<u64>,
    /// `open`, `in_progress`, `on_hold`, …
    pub status: String,
    /// `unsubmitted`, `accepted`, …
    pub request_status: String,
    /// Location that fulfils it.
    pub location: u64,
    /// `shipping`, `pick_up`, …
    pub method: String,
    /// (line item id, units).
    pub items: Vec<(u64, u32)>,
    /// `updated_at`.
    pub updated_at: i64,
}

impl FulfillmentOrder {
    /// An open fulfillment order of `order`.
    pub fn new(id: u64, order: u64, at: i64) -> Self {
        Self {
            id,
            order: Some(order),
            status: "open".to_owned(),
            request_status: "unsubmitted".to_owned(),
            location: 905_684_977,
            method: "shipping".to_owned(),
            items: Vec::new(),
            updated_at: at,
        }
    }

    /// `{"fulfillment_order": {…}}`, the body of most of its topics.
    pub fn body(&self) -> Value {
        json!({"fulfillment_order": self.object()})
    }

    /// The object itself, for bodies that hold two of them (moved, split).
    pub fn object(&self) -> Value {
        let mut object = json!({
            "id": format!("gid://shopify/FulfillmentOrder/{}", self.id),
            "shop_id": 548_380_009,
            "status": self.status,
            "request_status": self.request_status,
            "assigned_location_id": format!("gid://shopify/Location/{}", self.location),
            "assigned_location": {"name": "Chicago warehouse", "location_id": self.location},
            "delivery_method": {"id": self.id.wrapping_add(3), "method_type": self.method},
            "fulfill_at": null,
            "fulfill_by": null,
            "updated_at": iso(self.updated_at, ZONE),
            "line_items": self.items.iter().map(|(line, quantity)| json!({
                "id": self.id.wrapping_add(*line),
                "line_item_id": line,
                "quantity": quantity,
                "fulfillable_quantity": quantity,
            })).collect::<Vec<_>>(),
        });
        if let (Some(order), Some(fields)) = (self.order, object.as_object_mut()) {
            fields.insert("order_id".to_owned(), json!(order));
        }
        object
    }
}

/// `fulfillment_orders/placed_on_hold` with Shopify's reason, e.g. `high_risk_of_fraud`.
pub fn hold_placed(
    fulfillment_order: &FulfillmentOrder,
    hold: u64,
    reason: &str,
    at: i64,
) -> Value {
    let mut held = fulfillment_order.clone();
    held.status = "on_hold".to_owned();
    held.updated_at = at;
    let mut object = held.object();
    let hold = json!({
        "id": format!("gid://shopify/FulfillmentHold/{hold}"),
        "reason": reason,
        "reason_notes": "",
    });
    if let Some(fields) = object.as_object_mut() {
        fields.insert("fulfillment_holds".to_owned(), json!([hold]));
    }
    json!({"fulfillment_order": object, "created_fulfillment_hold": hold})
}

/// `fulfillment_orders/hold_released`.
pub fn hold_released(fulfillment_order: &FulfillmentOrder, at: i64) -> Value {
    let mut released = fulfillment_order.clone();
    released.status = "open".to_owned();
    released.updated_at = at;
    released.body()
}
