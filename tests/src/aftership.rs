//! A stateful fake of AfterShip's tracking API: it takes numbers once, by its own rules, and can be
//! out of numbers, throttling, or down. Its webhooks are signed and sent by [`crate::client::Client`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde_json::{Value, json};

use crate::loopback::Loopback;
use crate::world::{WorldError, io};

/// What the account's API key is until it is changed.
pub const KEY: &str = "asat_3f1c0c2a9e";

/// What a tracking was created with.
pub type Created = Value;

struct Inner {
    key: String,
    trackings: BTreeMap<String, Created>,
    unsupported: BTreeSet<String>,
    quota: usize,
    throttle: u32,
    failing: bool,
    requests: u32,
    /// Requests that named something AfterShip does not know, or a person.
    odd: Vec<String>,
}

/// A running fake.
#[derive(Clone)]
pub struct AfterShip {
    server: Loopback,
    inner: Arc<Mutex<Inner>>,
}

impl AfterShip {
    /// Starts one on a free port of 127.0.0.1, with [`KEY`] and numbers enough.
    pub async fn start() -> Result<Self, WorldError> {
        let inner = Arc::new(Mutex::new(Inner {
            key: KEY.to_owned(),
            trackings: BTreeMap::new(),
            unsupported: BTreeSet::new(),
            quota: usize::MAX,
            throttle: 0,
            failing: false,
            requests: 0,
            odd: Vec::new(),
        }));
        let routes = Router::new()
            .route("/tracking/2026-07/trackings", post(create))
            .with_state(Arc::clone(&inner));
        let server = Loopback::serve(routes)
            .await
            .map_err(io("starting the fake AfterShip"))?;
        Ok(Self { server, inner })
    }

    /// `AFTERSHIP_API_URL` of a worker that is to use it.
    pub fn url(&self) -> String {
        self.server.url("")
    }

    /// The numbers it tracks, with what they were created with.
    pub fn trackings(&self) -> BTreeMap<String, Created> {
        lock(&self.inner).trackings.clone()
    }

    /// Requests so far.
    pub fn requests(&self) -> u32 {
        lock(&self.inner).requests
    }

    /// What was wrong with requests, apart from their timing.
    pub fn odd(&self) -> Vec<String> {
        lock(&self.inner).odd.clone()
    }

    /// How many numbers the plan has.
    pub fn set_quota(&self, quota: usize) {
        lock(&self.inner).quota = quota;
    }

    /// The next requests are throttled.
    pub fn throttle(&self, requests: u32) {
        lock(&self.inner).throttle = requests;
    }

    /// Every request answers 503.
    pub fn set_failing(&self, failing: bool) {
        lock(&self.inner).failing = failing;
    }

    /// A number of no carrier it knows.
    pub fn refuse(&self, number: &str) {
        lock(&self.inner).unsupported.insert(number.to_owned());
    }

    /// The account has another key.
    pub fn set_key(&self, key: &str) {
        lock(&self.inner).key = key.to_owned();
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(status: u16, code: u32, message: &str, data: Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let meta = json!({"code": code, "message": message, "type": status.canonical_reason()});
    let body = json!({"meta": meta, "data": data}).to_string();
    (status, [("content-type", "application/json")], body).into_response()
}

async fn create(
    State(inner): State<Arc<Mutex<Inner>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut inner = lock(&inner);
    inner.requests += 1;
    if inner.failing {
        return answer(
            503,
            503,
            "Something went wrong on AfterShip's end.",
            json!({}),
        );
    }
    let key = headers.get("as-api-key").and_then(|key| key.to_str().ok());
    if key != Some(inner.key.as_str()) {
        return answer(401, 401, "The API key is invalid.", json!({}));
    }
    if inner.throttle > 0 {
        inner.throttle -= 1;
        let throttled = answer(429, 429, "You have exceeded the API call quota.", json!({}));
        return ([("retry-after", "1")], throttled).into_response();
    }
    let told: Value = serde_json::from_slice(&body).unwrap_or_default();
    let known = [
        "tracking_number",
        "slug",
        "order_id",
        "order_number",
        "destination_country_region",
    ];
    let odd = told.as_object().into_iter().flatten();
    let odd: Vec<String> = odd
        .map(|(name, _)| name.clone())
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    inner.odd.extend(odd);
    let Some(number) = told["tracking_number"].as_str().map(str::to_owned) else {
        return answer(
            400,
            4005,
            "The value of `tracking_number` is invalid.",
            json!({}),
        );
    };
    let id = format!("t{number}");
    if inner.trackings.contains_key(&number) {
        let there = json!({"tracking": {"id": id, "tracking_number": number}});
        return answer(400, 4003, "Tracking already exists.", there);
    }
    if inner.unsupported.contains(&number) {
        return answer(
            400,
            4012,
            "Couldn't detect courier for the tracking number.",
            json!({}),
        );
    }
    if inner.trackings.len() >= inner.quota {
        return answer(
            402,
            402,
            "The tracking quota of your plan is used up.",
            json!({}),
        );
    }
    let made = json!({"id": id, "tracking_number": number, "slug": told["slug"], "active": true, "tag": "Pending"});
    inner.trackings.insert(number, told);
    answer(201, 201, "Created", made)
}
