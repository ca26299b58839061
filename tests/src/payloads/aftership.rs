//! AfterShip's webhook of 2026-07: a tracking as a whole, with all its checkpoints, every time.

use serde_json::{Value, json};

use super::iso;

/// A tracking as AfterShip has it.
#[derive(Clone, Debug)]
pub struct Tracking {
    /// Tracking number.
    pub number: String,
    /// Carrier's slug.
    pub slug: &'static str,
    /// When AfterShip got it.
    pub created_at: i64,
    /// What it was told of it.
    pub checkpoints: Vec<Value>,
    /// The first estimate, and the latest: `(source, day)`.
    pub estimates: Vec<(&'static str, String)>,
}

impl Tracking {
    /// A number AfterShip got at `at`, of which it knows nothing yet.
    pub fn new(number: &str, slug: &'static str, at: i64) -> Self {
        Self {
            number: number.to_owned(),
            slug,
            created_at: at,
            checkpoints: Vec::new(),
            estimates: Vec::new(),
        }
    }

    /// A checkpoint `{tag}_{number}` at `at`, which AfterShip has a minute later. `place`: city, state
    /// and alpha-3 country.
    #[must_use]
    pub fn scan(self, at: i64, subtag: &str, message: &str, place: [&str; 3]) -> Self {
        let time = iso(at, "America/Chicago");
        self.told(&time, at + 60_000, subtag, message, place)
    }

    /// The same of a carrier that tells the clock on the wall, as given, and no zone; AfterShip has it
    /// at `had`.
    #[must_use]
    pub fn told(
        mut self,
        time: &str,
        had: i64,
        subtag: &str,
        message: &str,
        [city, state, country]: [&str; 3],
    ) -> Self {
        let tag = subtag.split('_').next().unwrap_or_default();
        self.checkpoints.push(json!({
            "hash": format!("{}-{}", self.number, self.checkpoints.len()),
            "created_at": iso(had, "UTC"), "checkpoint_time": time, "slug": self.slug,
            "city": city, "state": state, "country_region": country, "postal_code": null,
            "message": message, "tag": tag, "subtag": subtag, "subtag_message": message,
            "source": "carrier", "raw_tag": subtag, "events": [],
        }));
        self
    }

    /// The webhook's body: `event` at `at`.
    pub fn body(&self, event: &str, at: i64) -> Value {
        let estimate = |stated: Option<&(&'static str, String)>| {
            stated
                .map(|(source, day)| json!({"type": "specific", "source": source, "datetime": day}))
        };
        let last = |field: &str| {
            let last = self.checkpoints.last();
            last.map_or(json!("Pending"), |told| told[field].clone())
        };
        json!({
            "ts": at.div_euclid(1000),
            "event": event,
            "event_id": format!("{}-{event}-{}-{at}", self.number, self.checkpoints.len()),
            "is_tracking_first_tag": self.checkpoints.len() == 1,
            "msg": {
                "id": format!("t{}", self.number), "tracking_number": self.number, "slug": self.slug,
                "created_at": iso(self.created_at, "UTC"), "updated_at": iso(at, "UTC"),
                "active": true, "tag": last("tag"), "subtag": last("subtag"),
                "checkpoints": self.checkpoints, "return_to_sender": false,
                "shipment_direction": "forward",
                "first_estimated_delivery": estimate(self.estimates.first()),
                "latest_estimated_delivery": estimate(self.estimates.last()),
                "customers": [{"name": "Ada Shopper", "email": "shopper@example.com"}],
            },
        })
    }
}
