//! The generic signed operations webhook: what a warehouse, a 3PL or a script reports.

use serde_json::{Value, json};

use super::iso;

/// One operations event before it is sent.
#[derive(Clone, Debug)]
pub struct Operation(Value);

/// An event of type `event` (`pick.started`, `pack.done`, `handover`, `scan.in_transit`, …) at `at`
/// about `order`.
///
/// `id` is the reporting system's own id of the event: the same id is the same event.
pub fn operation(id: &str, event: &str, order: u64, at: i64) -> Operation {
    Operation(json!({
        "id": id,
        "type": event,
        "occurred_at": iso(at, "UTC"),
        "subject": {"order": order.to_string()},
    }))
}

impl Operation {
    /// Sets any further member of the event, by its name in the published schema.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Some(members) = self.0.as_object_mut() {
            members.insert(name.to_owned(), value.into());
        }
        self
    }

    /// Says more of what the event is about: `shipment`, `tracking`, `fulfillment_order`.
    #[must_use]
    pub fn about(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Some(subject) = self.0.get_mut("subject").and_then(Value::as_object_mut) {
            subject.insert(name.to_owned(), value.into());
        }
        self
    }

    /// The event's JSON.
    pub fn body(&self) -> Value {
        self.0.clone()
    }
}
