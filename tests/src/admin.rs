//! The fake Admin API (`tests/fakes/admin.mjs`): started beside a world, driven by its tests.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::group::Group;
use crate::world::{WorldError, io, root};

/// A running fake; its process ends with it.
pub struct AdminFake {
    base: String,
    http: reqwest::Client,
    _group: Group,
}

impl AdminFake {
    /// Starts the fake, which takes `token` and no other. Reading Shopify's schema takes seconds.
    pub async fn start(token: &str) -> Result<Self, WorldError> {
        let script = root().join("tests/fakes/admin.mjs");
        let mut command = Command::new("node");
        command
            .arg(script)
            .args(["--token", token])
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

    /// Puts an order, with its `fulfillmentOrders`, into the fake's store.
    pub async fn order(&self, id: u64, order: &Value) -> Result<(), reqwest::Error> {
        let path = format!("{}/fake/orders/{id}", self.base);
        self.http
            .put(path)
            .json(order)
            .send()
            .await?
            .error_for_status()
            .map(|_| ())
    }

    /// The next `requests` requests are THROTTLED.
    pub async fn throttle(&self, requests: u32) -> Result<(), reqwest::Error> {
        self.drive("throttle", &json!({"requests": requests})).await
    }

    /// Whether every request answers 503.
    pub async fn down(&self, down: bool) -> Result<(), reqwest::Error> {
        self.drive("down", &json!({"down": down})).await
    }

    /// Counters, refused queries and metafields.
    pub async fn state(&self) -> Result<Value, reqwest::Error> {
        self.http
            .get(format!("{}/fake/state", self.base))
            .send()
            .await?
            .json()
            .await
    }

    async fn drive(&self, what: &str, body: &Value) -> Result<(), reqwest::Error> {
        let path = format!("{}/fake/{what}", self.base);
        self.http
            .post(path)
            .json(body)
            .send()
            .await?
            .error_for_status()
            .map(|_| ())
    }
}

fn missing(what: &str) -> WorldError {
    WorldError::Io {
        what: "starting the fake Admin API".to_owned(),
        source: std::io::Error::other(format!("it did not tell {what}")),
    }
}
