//! `orders/*`, `refunds/create` and `returns/*`.

use serde_json::{Value, json};

use super::{ZONE, iso};

/// One line of an order.
#[derive(Clone, Debug)]
pub struct Line {
    /// Line item id.
    pub id: u64,
    /// Product title, foreign text.
    pub title: String,
    /// Units bought.
    pub quantity: u32,
    /// Units still wanted after edits; equal to `quantity` at first.
    pub current: u32,
    /// Stock-keeping unit.
    pub sku: String,
    /// Price of one unit in cents.
    pub cents: u64,
    /// False for digital goods.
    pub shippable: bool,
}

/// A Shopify order as its webhooks show it.
#[derive(Clone, Debug)]
pub struct Order {
    /// Order id.
    pub id: u64,
    /// Number behind `#`.
    pub number: u32,
    /// `created_at`.
    pub placed_at: i64,
    /// `updated_at`.
    pub updated_at: i64,
    /// What was bought.
    pub lines: Vec<Line>,
    /// E-mail of the shopper.
    pub email: String,
    /// Phone of the shopper.
    pub phone: String,
    /// Given and family name.
    pub name: (String, String),
    /// Street of the shipping address.
    pub street: String,
    /// City, province code, country code.
    pub destination: (String, String, String),
    /// BCP 47 language.
    pub locale: String,
    /// `financial_status`: `pending`, `paid`, …
    pub financial: String,
    /// `fulfillment_status`: absent, `partial`, `fulfilled`.
    pub fulfillment: Option<String>,
    /// When and why it was cancelled.
    pub cancelled: Option<(i64, String)>,
    /// Title and code of the shipping line.
    pub shipping: (String, String),
    /// Shopper's customer id.
    pub customer: u64,
    /// IANA zone of the shop.
    pub zone: String,
}

impl Order {
    /// A paid order of one mug, placed at `placed_at`.
    pub fn new(id: u64, number: u32, placed_at: i64) -> Self {
        Self {
            id,
            number,
            placed_at,
            updated_at: placed_at,
            lines: vec![Line {
                id: id.wrapping_mul(10) + 1,
                title: "Stoneware mug".to_owned(),
                quantity: 1,
                current: 1,
                sku: "MUG-1".to_owned(),
                cents: 1999,
                shippable: true,
            }],
            email: format!("shopper{number}@example.com"),
            phone: "+15555550100".to_owned(),
            name: ("Ada".to_owned(), format!("Shopper{number}")),
            street: format!("{number} Mill Lane"),
            destination: ("Chicago".to_owned(), "IL".to_owned(), "US".to_owned()),
            locale: "en-US".to_owned(),
            financial: "paid".to_owned(),
            fulfillment: None,
            cancelled: None,
            shipping: ("Standard".to_owned(), "standard".to_owned()),
            customer: 7_000_000 + u64::from(number),
            zone: ZONE.to_owned(),
        }
    }

    /// The body of `orders/create`, `orders/updated` and `orders/cancelled`.
    pub fn body(&self) -> Value {
        let total: u64 = self
            .lines
            .iter()
            .map(|line| line.cents * u64::from(line.current))
            .sum();
        let time = |at| iso(at, &self.zone);
        json!({
            "id": self.id,
            "admin_graphql_api_id": format!("gid://shopify/Order/{}", self.id),
            "app_id": 580_111,
            "browser_ip": null,
            "buyer_accepts_marketing": false,
            "cancel_reason": self.cancelled.as_ref().map(|(_, reason)| reason),
            "cancelled_at": self.cancelled.as_ref().map(|(at, _)| time(*at)),
            "cart_token": null,
            "closed_at": null,
            "confirmation_number": format!("PL{}", self.number),
            "confirmed": true,
            "contact_email": self.email,
            "created_at": time(self.placed_at),
            "currency": "USD",
            "current_subtotal_price": money(total),
            "current_total_price": money(total),
            "customer_locale": self.locale,
            "discount_codes": [],
            "email": self.email,
            "estimated_taxes": false,
            "financial_status": self.financial,
            "fulfillment_status": self.fulfillment,
            "location_id": null,
            "name": format!("#{}", self.number),
            "note": null,
            "note_attributes": [],
            "number": self.number.saturating_sub(1000),
            "order_number": self.number,
            "order_status_url": format!("https://example.com/orders/{}/authenticate", self.id),
            "payment_gateway_names": ["bogus"],
            "phone": self.phone,
            "presentment_currency": "USD",
            "processed_at": time(self.placed_at),
            "source_name": "web",
            "subtotal_price": money(total),
            "tags": "",
            "tax_lines": [],
            "taxes_included": false,
            "test": false,
            "total_discounts": "0.00",
            "total_price": money(total),
            "total_tax": "0.00",
            "total_weight": 0,
            "updated_at": time(self.updated_at),
            "user_id": null,
            "billing_address": self.address(),
            "customer": {
                "id": self.customer,
                "email": self.email,
                "first_name": self.name.0,
                "last_name": self.name.1,
                "phone": self.phone,
                "state": "disabled",
                "currency": "USD",
                "admin_graphql_api_id": format!("gid://shopify/Customer/{}", self.customer),
                "default_address": self.address(),
            },
            "discount_applications": [],
            "fulfillments": [],
            "line_items": self.lines.iter().map(|line| self.line_item(line)).collect::<Vec<_>>(),
            "payment_terms": null,
            "refunds": [],
            "shipping_address": self.address(),
            "shipping_lines": [{
                "id": self.id.wrapping_add(5),
                "carrier_identifier": null,
                "code": self.shipping.1,
                "discounted_price": "0.00",
                "is_removed": false,
                "phone": null,
                "price": "0.00",
                "requested_fulfillment_service_id": null,
                "source": "shopify",
                "title": self.shipping.0,
                "tax_lines": [],
                "discount_allocations": [],
            }],
        })
    }

    fn line_item(&self, line: &Line) -> Value {
        json!({
            "id": line.id,
            "admin_graphql_api_id": format!("gid://shopify/LineItem/{}", line.id),
            "attributed_staffs": [],
            "current_quantity": line.current,
            "fulfillable_quantity": line.current,
            "fulfillment_service": "manual",
            "fulfillment_status": null,
            "gift_card": false,
            "grams": 500,
            "name": line.title,
            "price": money(line.cents),
            "product_exists": true,
            "product_id": 788_032_119,
            "properties": [],
            "quantity": line.quantity,
            "requires_shipping": line.shippable,
            "sku": line.sku,
            "taxable": true,
            "title": line.title,
            "total_discount": "0.00",
            "variant_id": 49_148_385,
            "variant_inventory_management": "shopify",
            "variant_title": null,
            "vendor": null,
            "tax_lines": [],
            "duties": [],
            "discount_allocations": [],
        })
    }

    fn address(&self) -> Value {
        let (city, province, country) = &self.destination;
        json!({
            "first_name": self.name.0,
            "last_name": self.name.1,
            "name": format!("{} {}", self.name.0, self.name.1),
            "address1": self.street,
            "address2": null,
            "phone": self.phone,
            "city": city,
            "zip": "40202",
            "province": province,
            "province_code": province,
            "country": country,
            "country_code": country,
            "company": null,
            "latitude": null,
            "longitude": null,
        })
    }
}

/// A fulfillment order id for an order, stable and distinct: `count` of them.
pub fn fulfillment_order_ids(order: u64, count: u64) -> Vec<u64> {
    (0..count)
        .map(|index| order.wrapping_mul(4) + index)
        .collect()
}

/// `orders/edited`: `additions` and `removals` are (line item id, units).
pub fn edited(order: u64, at: i64, additions: &[(u64, u32)], removals: &[(u64, u32)]) -> Value {
    let deltas = |changes: &[(u64, u32)]| -> Vec<Value> {
        changes
            .iter()
            .map(|(id, delta)| json!({"id": id, "delta": delta}))
            .collect()
    };
    json!({"order_edit": {
        "id": order.wrapping_add(78),
        "app_id": null,
        "created_at": iso(at, ZONE),
        "notify_customer": false,
        "order_id": order,
        "staff_note": "",
        "user_id": 548_380_009,
        "line_items": {"additions": deltas(additions), "removals": deltas(removals)},
        "discounts": {"line_item": {"additions": [], "removals": []}},
        "shipping_lines": {"additions": [], "removals": []},
    }})
}

/// `refunds/create` of `items`: (line item id, units, cents).
pub fn refund(id: u64, order: u64, at: i64, items: &[(u64, u32, u64)]) -> Value {
    let total: u64 = items.iter().map(|(_, _, cents)| cents).sum();
    json!({
        "id": id,
        "order_id": order,
        "created_at": iso(at, ZONE),
        "note": null,
        "user_id": null,
        "processed_at": iso(at, ZONE),
        "duties": [],
        "admin_graphql_api_id": format!("gid://shopify/Refund/{id}"),
        "refund_line_items": items.iter().map(|(line, quantity, cents)| json!({
            "id": id.wrapping_add(*line),
            "quantity": quantity,
            "line_item_id": line,
            "location_id": null,
            "restock_type": "no_restock",
            "subtotal": money(*cents),
            "total_tax": "0.00",
        })).collect::<Vec<_>>(),
        "transactions": [{
            "id": id.wrapping_add(2),
            "admin_graphql_api_id": format!("gid://shopify/OrderTransaction/{}", id.wrapping_add(2)),
            "amount": money(total),
            "created_at": iso(at, ZONE),
            "currency": "USD",
            "gateway": "bogus",
            "kind": "refund",
            "order_id": order,
            "parent_id": null,
            "processed_at": iso(at, ZONE),
            "status": "success",
        }],
        "order_adjustments": [],
    })
}

/// `returns/request`, `returns/approve`, `returns/close` …: `status` as in the topic's example.
pub fn return_request(id: u64, order: u64, status: &str, at: i64, items: &[(u64, u32)]) -> Value {
    json!({
        "id": id,
        "admin_graphql_api_id": format!("gid://shopify/Return/{id}"),
        "order_id": order,
        "order": {
            "id": order,
            "admin_graphql_api_id": format!("gid://shopify/Order/{order}"),
        },
        "status": status,
        "name": format!("#{id}-R1"),
        "created_at": iso(at, ZONE),
        "updated_at": iso(at, ZONE),
        "total_return_line_items": items.len(),
        "return_line_items": items.iter().map(|(line, quantity)| json!({
            "id": id.wrapping_add(*line),
            "admin_graphql_api_id": format!("gid://shopify/ReturnLineItem/{}", id.wrapping_add(*line)),
            "quantity": quantity,
            "return_reason": "unwanted",
            "return_reason_note": "",
            "customer_note": "",
            "fulfillment_line_item": {
                "id": id.wrapping_add(*line).wrapping_add(1),
                "admin_graphql_api_id":
                    format!("gid://shopify/FulfillmentLineItem/{}", id.wrapping_add(*line).wrapping_add(1)),
                "line_item": {"id": line, "admin_graphql_api_id": format!("gid://shopify/LineItem/{line}")},
            },
        })).collect::<Vec<_>>(),
    })
}

fn money(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
