//! `FulfillmentHoldReason` → ours. An unknown reason is `other`: the hold is what matters.

use fulfillment::fact::HoldReason;

/// What a hold's `reason` (any case) means.
pub fn meaning(reason: &str) -> HoldReason {
    match reason.to_ascii_lowercase().as_str() {
        "awaiting_payment" => HoldReason::AwaitingPayment,
        "awaiting_return_items" => HoldReason::AwaitingReturnItems,
        "high_risk_of_fraud" => HoldReason::HighRiskOfFraud,
        "incorrect_address" => HoldReason::IncorrectAddress,
        "inventory_out_of_stock" => HoldReason::InventoryOutOfStock,
        "online_store_post_purchase_cross_sell" => HoldReason::OnlineStorePostPurchaseCrossSell,
        "unknown_delivery_date" => HoldReason::UnknownDeliveryDate,
        _ => HoldReason::Other,
    }
}
