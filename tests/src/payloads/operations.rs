//! The generic signed operations webhook: what a warehouse, a 3PL or a script reports.

use serde_json::{Value, json};

use super::iso;

/// One operations event before it is sent.
#[derive(Clone, Debug)]
pub struct Operation(Value);

/// An event of `kind` (`pick_started`, `pack_done`, `handover`, `carrier_scan`, …) at `at` about `order`.
///
/// `id` is the reporting system's own id of the event: the same id is the same event.
pub fn operation(id: &str, kind: &str, order: u64, at: i64) -> Operation {
    Operation(json!({"id": id, "kind": kind, "at": iso(at, "UTC"), "order": order.to_string()}))
}

/// A carrier's scan (`accepted`, `in_transit`, `out_for_delivery`, `delivered`, …) of a parcel.
pub fn carrier_scan(id: &str, scan: &str, order: u64, tracking: &str, at: i64) -> Operation {
    operation(id, "carrier_scan", order, at)
        .with("scan", scan)
        .with("tracking", tracking)
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

    /// The event's JSON.
    pub fn body(&self) -> Value {
        self.0.clone()
    }
}
