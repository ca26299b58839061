//! The rate bucket, as every answer tells it.

use serde::Deserialize;

use super::error::{Cost, Extensions};

/// How full the app's rate bucket for this shop is. Points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// What is in it.
    pub available: f64,
    /// What it holds when full.
    pub most: f64,
    /// What flows in, a second.
    pub per_second: f64,
}

impl Bucket {
    /// The bucket as the answer `body` tells it, with or without errors; `None` where it does not.
    pub fn of(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Told {
            extensions: Extensions,
        }
        let told: Told = serde_json::from_slice(body).ok()?;
        told.extensions.cost.as_ref().and_then(Cost::bucket)
    }

    /// How long to wait until half of it is there again: the half that is kept for live reads, so
    /// that background calls never take the last points. Milliseconds, 0 for at once.
    pub fn wait_for_half_ms(&self) -> i64 {
        self.wait_ms(self.most / 2.0)
    }

    /// How long to wait until so many points are there. Milliseconds, 0 for at once.
    pub fn wait_ms(&self, points: f64) -> i64 {
        let lacking = (points.min(self.most) - self.available).max(0.0);
        // The cast saturates; nothing flowing in would give infinity.
        (lacking / self.per_second.max(1.0) * 1000.0).ceil() as i64
    }
}
