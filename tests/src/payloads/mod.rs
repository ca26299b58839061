//! Bodies of webhooks in the shape Shopify documents, and operations events in ours.
//!
//! Times are given in milliseconds since the Unix epoch and leave as Shopify writes them: whole
//! seconds with the shop's offset. Nothing here is shared with the adapters.

pub mod aftership;
mod operations;
mod order;
mod shipping;

pub use operations::{Operation, carrier_scan, operation};
pub use order::{Line, Order, edited, fulfillment_order_ids, refund, return_request};
pub use shipping::{Fulfillment, FulfillmentOrder, fulfillment_event, hold_placed, hold_released};

/// The zone of the fake shops; Shopify writes times with the shop's offset.
pub const ZONE: &str = "America/Sao_Paulo";

/// `2018-01-02T03:04:05-02:00`: `millis` since the Unix epoch in the IANA zone `zone`.
pub fn iso(millis: i64, zone: &str) -> String {
    let zoned = jiff::Timestamp::from_millisecond(millis)
        .unwrap_or_default()
        .in_tz(zone)
        .unwrap_or_else(|_| jiff::Zoned::default());
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Compliance topics and the end of an installation.
pub mod compliance {
    use serde_json::{Value, json};

    /// `customers/data_request` for `orders` of the shopper with `email`.
    pub fn data_request(shop: &str, email: &str, orders: &[u64]) -> Value {
        json!({
            "shop_id": 954_889, "shop_domain": shop, "orders_requested": orders,
            "customer": {"id": 191_167_439, "email": email, "phone": "555-625-1199"},
            "data_request": {"id": 9999},
        })
    }

    /// `customers/redact` for `orders` of the shopper with `email`.
    pub fn redact_customer(shop: &str, email: &str, orders: &[u64]) -> Value {
        json!({
            "shop_id": 954_889, "shop_domain": shop, "orders_to_redact": orders,
            "customer": {"id": 191_167_439, "email": email, "phone": "555-625-1199"},
        })
    }

    /// `shop/redact`, 48 hours after an uninstall.
    pub fn redact_shop(shop: &str) -> Value {
        json!({"shop_id": 954_889, "shop_domain": shop})
    }

    /// `app/uninstalled`: the shop's own resource.
    pub fn uninstalled(shop: &str) -> Value {
        json!({
            "id": 954_889, "name": "Fake Shop", "email": "owner@example.com", "domain": shop,
            "myshopify_domain": shop, "iana_timezone": super::ZONE, "plan_name": "basic",
        })
    }
}
