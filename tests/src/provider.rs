//! A fake receiver of messages: keyed, unreliable, and counting.
//!
//! It honours `Idempotency-Key` as providers that have one do: a key it has seen is acknowledged and
//! nothing is done again. It fails *after* doing the work, which is the failure that makes senders
//! send twice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::Value;

use crate::loopback::Loopback;
use crate::world::{WorldError, io};

/// One effect as the provider did it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    /// Requests that named its key.
    pub requests: u32,
    /// The body of the first one.
    pub body: Value,
    /// Headers of the first one that matter: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    pub signature: BTreeMap<String, String>,
    /// The raw body of the first one.
    pub raw: Vec<u8>,
}

struct Inner {
    effects: BTreeMap<String, Effect>,
    unkeyed: u32,
    refused: u32,
    failing: f64,
    down: bool,
    random: SmallRng,
}

/// A running provider.
#[derive(Clone)]
pub struct Provider {
    server: Loopback,
    inner: Arc<Mutex<Inner>>,
}

impl Provider {
    /// Starts a provider on a free port of 127.0.0.1, which fails the share `failing` (0.0 to 1.0)
    /// of its requests after doing them, drawn with `seed`.
    pub async fn start(failing: f64, seed: u64) -> Result<Self, WorldError> {
        let inner = Arc::new(Mutex::new(Inner {
            effects: BTreeMap::new(),
            unkeyed: 0,
            refused: 0,
            failing,
            down: false,
            random: SmallRng::seed_from_u64(seed),
        }));
        let routes = Router::new()
            .route("/hook", post(take))
            .with_state(Arc::clone(&inner));
        let server = Loopback::serve(routes)
            .await
            .map_err(io("starting the fake provider"))?;
        Ok(Self { server, inner })
    }

    /// Where messages are sent.
    pub fn url(&self) -> String {
        self.server.url("/hook")
    }

    /// Whether every request is refused with 503 and nothing is done.
    pub fn set_down(&self, down: bool) {
        lock(&self.inner).down = down;
    }

    /// Everything done, by idempotency key.
    pub fn effects(&self) -> BTreeMap<String, Effect> {
        lock(&self.inner).effects.clone()
    }

    /// Requests without a key: each is an effect of its own that nobody can recognise.
    pub fn unkeyed(&self) -> u32 {
        lock(&self.inner).unkeyed
    }

    /// Requests refused while it was down.
    pub fn refused(&self) -> u32 {
        lock(&self.inner).refused
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn take(
    State(inner): State<Arc<Mutex<Inner>>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let mut inner = lock(&inner);
    if inner.down {
        inner.refused += 1;
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match text("idempotency-key") {
        None => inner.unkeyed += 1,
        Some(key) => {
            let effect = inner.effects.entry(key).or_default();
            effect.requests += 1;
            if effect.requests == 1 {
                effect.body = serde_json::from_slice(&body).unwrap_or(Value::Null);
                effect.raw = body.to_vec();
                effect.signature = ["webhook-id", "webhook-timestamp", "webhook-signature"]
                    .into_iter()
                    .filter_map(|name| Some((name.to_owned(), text(name)?)))
                    .collect();
            }
        }
    }
    let failing = inner.failing;
    if failing > 0.0 && inner.random.random_bool(failing.min(1.0)) {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    StatusCode::OK
}
