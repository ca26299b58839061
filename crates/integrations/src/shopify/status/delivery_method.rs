//! `DeliveryMethodType` → ours. Webhooks write it in lower case, and `pickup` for `PICK_UP`.

use fulfillment::fact::DeliveryMethod;

/// What a `method_type` (any case) means; `None` for one not known.
pub fn meaning(method: &str) -> Option<DeliveryMethod> {
    Some(match method.to_ascii_lowercase().as_str() {
        "shipping" => DeliveryMethod::Shipping,
        "local" => DeliveryMethod::Local,
        "pick_up" | "pickup" => DeliveryMethod::PickUp,
        "pickup_point" => DeliveryMethod::PickupPoint,
        // Sold over the counter: nothing is brought anywhere.
        "retail" | "none" => DeliveryMethod::None,
        _ => return None,
    })
}
