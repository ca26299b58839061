//! Status tables: Shopify's vocabularies → what they mean and how well that is proved.

pub mod delivery_method;
pub mod fulfillment_event;
pub mod fulfillment_order_topic;
pub mod hold_reason;
