//! The fake Admin API (`tests/fakes/admin.mjs`): started beside a world, driven by its tests.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::group::Group;
use crate::secrets::Secrets;
use crate::world::{WorldError, io, root};

/// A running fake; its process ends with it.
pub struct AdminFake {
    base: String,
    http: reqwest::Client,
    _group: Group,
}

impl AdminFake {
    /// Starts the fake for the app of `secrets`, whose `admin_token` is one without end for `shop`.
    /// Other stores are reached by the tokens it exchanges.
    pub async fn start(secrets: &Secrets, shop: &str) -> Result<Self, WorldError> {
        let mut command = Command::new("node");
        command
            .arg(root().join("tests/fakes/admin.mjs"))
            .args(["--shop", shop])
            .env("ADMIN_TOKEN", &secrets.admin_token)
            .env("CLIENT_ID", &secrets.api_key)
            .env("CLIENT_SECRET", &secrets.api_secret)
            .current_dir(root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut group = Group::start(&mut command).map_err(io("starting the fake Admin API"))?;
        let mut lines =
            BufReader::new(group.output().ok_or_else(|| missing("its output"))?).lines();
        let line = tokio::time::timeout(Duration::from_secs(60), lines.next_line())
            .await
            .map_err(|_| missing("its port within 60 s"))?
            .map_err(io("reading the fake Admin API's port"))?
            .unwrap_or_default();
        let port = line
            .strip_prefix("listening ")
            .ok_or_else(|| missing("its port"))?;
        Ok(Self {
            base: format!("http://127.0.0.1:{port}"),
            http: reqwest::Client::builder()
                .no_proxy()
                .build()
                .unwrap_or_default(),
            _group: group,
        })
    }

    /// The worker's `ADMIN_API_URL`.
    pub fn url(&self) -> String {
        format!("{}/admin/api/2026-10/graphql.json", self.base)
    }

    /// Puts an order, with its `shippingLines` and `fulfillmentOrders`, into the fake's store.
    pub async fn order(&self, id: u64, order: &Value) -> Result<(), reqwest::Error> {
        self.put(&format!("orders/{id}"), order).await
    }

    /// Sets part of the store: any `PUT /fake/…` of the fake, `what` being its path, e.g. `promise`.
    pub async fn put(&self, what: &str, body: &Value) -> Result<(), reqwest::Error> {
        self.fake(Method::PUT, what, body).await.map(|_| ())
    }

    /// The next `requests` requests are THROTTLED.
    pub async fn throttle(&self, requests: u32) -> Result<(), reqwest::Error> {
        let body = json!({"requests": requests});
        self.fake(Method::POST, "throttle", &body).await.map(|_| ())
    }

    /// Sets the rate bucket: any of `maximumAvailable`, `restoreRate`, `currentlyAvailable`.
    pub async fn bucket(&self, bucket: &Value) -> Result<(), reqwest::Error> {
        self.fake(Method::POST, "bucket", bucket).await.map(|_| ())
    }

    /// Whether every request answers 503.
    pub async fn down(&self, down: bool) -> Result<(), reqwest::Error> {
        let body = json!({"down": down});
        self.fake(Method::POST, "down", &body).await.map(|_| ())
    }

    /// Every access token that has an end reaches it; with `refresh` the refresh tokens too.
    pub async fn expire(&self, refresh: bool) -> Result<(), reqwest::Error> {
        let body = json!({"refresh": refresh});
        self.fake(Method::POST, "expire", &body).await.map(|_| ())
    }

    /// What the app wrote to the store, and refused queries.
    pub async fn state(&self) -> Result<Value, reqwest::Error> {
        self.fake(Method::GET, "state", &Value::Null).await
    }

    /// How often each operation was called, by its name.
    pub async fn calls(&self) -> Result<BTreeMap<String, u64>, reqwest::Error> {
        let told = self.fake(Method::GET, "calls", &Value::Null).await?;
        Ok(serde_json::from_value(told).unwrap_or_default())
    }

    /// Counts calls anew.
    pub async fn forget_calls(&self) -> Result<(), reqwest::Error> {
        let none = &Value::Null;
        self.fake(Method::DELETE, "calls", none).await.map(|_| ())
    }

    async fn fake(
        &self,
        method: Method,
        what: &str,
        body: &Value,
    ) -> Result<Value, reqwest::Error> {
        let url = format!("{}/fake/{what}", self.base);
        let mut request = self.http.request(method, url);
        if !body.is_null() {
            request = request.json(body);
        }
        request.send().await?.error_for_status()?.json().await
    }
}

fn missing(what: &str) -> WorldError {
    WorldError::Io {
        what: "starting the fake Admin API".to_owned(),
        source: std::io::Error::other(format!("it did not tell {what}")),
    }
}
