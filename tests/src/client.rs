//! Speaks to a world the way its senders and readers do: signed, over HTTP.

use std::time::Duration;

use contract::admin::Trace;
use contract::list::OrderList;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::secrets::Secrets;
use crate::sign;

/// The header that drives the clock of a world started with `driven_clock`.
pub const NOW: &str = "x-plumbline-now";

/// Why a call gave no answer that can be used.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No answer at all.
    #[error("{method} {path}: {source}")]
    Transport {
        /// HTTP method.
        method: &'static str,
        /// Path asked for.
        path: String,
        /// What the transport says.
        source: reqwest::Error,
    },
    /// An answer of another status than asked for.
    #[error("{path} answered {status}: {text}")]
    Refused {
        /// Path asked for.
        path: String,
        /// HTTP status.
        status: u16,
        /// Body of the answer.
        text: String,
    },
    /// A body that is not what was asked for.
    #[error("{path} answered something else ({reason}): {text}")]
    Shape {
        /// Path asked for.
        path: String,
        /// What serde says.
        reason: String,
        /// Body of the answer.
        text: String,
    },
}

/// Status, headers and text of an answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Path asked for.
    pub path: String,
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text.
    pub text: String,
}

impl Answer {
    /// The status is 2xx.
    pub fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON of type `T`; any status but 2xx is an error.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, ClientError> {
        if !self.ok() {
            return Err(ClientError::Refused {
                path: self.path.clone(),
                status: self.status,
                text: self.text.clone(),
            });
        }
        serde_json::from_str(&self.text).map_err(|error| ClientError::Shape {
            path: self.path.clone(),
            reason: error.to_string(),
            text: self.text.chars().take(500).collect(),
        })
    }

    /// This answer, or an error unless its status is 2xx.
    pub fn expect_ok(self) -> Result<Self, ClientError> {
        if self.ok() {
            return Ok(self);
        }
        Err(ClientError::Refused {
            path: self.path,
            status: self.status,
            text: self.text,
        })
    }
}

/// A sender and reader for one shop of one world.
#[derive(Clone, Debug)]
pub struct Client {
    base: String,
    http: reqwest::Client,
    secrets: Secrets,
    shop: String,
    now: Option<i64>,
}

impl Client {
    /// A client of the worker at `base` (`http://127.0.0.1:8787`) for `shop` (myshopify domain).
    pub fn new(base: String, secrets: Secrets, shop: String) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(60))
            // Workerd closes what was idle for five seconds: a request sent at that moment would be lost.
            .pool_idle_timeout(Duration::from_secs(3))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap_or_default();
        Self {
            base,
            http,
            secrets,
            shop,
            now: None,
        }
    }

    /// The same client with its clock driven to `now` (milliseconds since the Unix epoch).
    #[must_use]
    pub fn at(&self, now: i64) -> Self {
        Self {
            now: Some(now),
            ..self.clone()
        }
    }

    /// The same client for another shop.
    #[must_use]
    pub fn for_shop(&self, shop: &str) -> Self {
        Self {
            shop: shop.to_owned(),
            ..self.clone()
        }
    }

    /// Where the worker answers, `http://127.0.0.1:{port}`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The shop's myshopify domain.
    pub fn shop(&self) -> &str {
        &self.shop
    }

    /// `demo` of `demo.myshopify.com`.
    pub fn handle(&self) -> &str {
        self.shop.split('.').next().unwrap_or_default()
    }

    /// Milliseconds since the Unix epoch: the driven clock, or the machine's.
    pub fn now(&self) -> i64 {
        self.now
            .unwrap_or_else(|| jiff::Timestamp::now().as_millisecond())
    }

    /// A signed Shopify webhook. `delivery` is `X-Shopify-Webhook-Id`.
    pub async fn webhook(
        &self,
        topic: &str,
        delivery: &str,
        body: &Value,
    ) -> Result<Answer, ClientError> {
        let bytes = body.to_string().into_bytes();
        let signature = sign::shopify(&bytes, &self.secrets.api_secret);
        self.webhook_signed(topic, delivery, bytes, &signature)
            .await
    }

    /// The same with a signature of the caller's making: forged ones are sent with it.
    pub async fn webhook_signed(
        &self,
        topic: &str,
        delivery: &str,
        body: Vec<u8>,
        signature: &str,
    ) -> Result<Answer, ClientError> {
        let triggered = crate::payloads::iso(self.now(), "UTC");
        self.post(
            "/webhooks/shopify",
            body,
            &[
                ("content-type", "application/json"),
                ("x-shopify-topic", topic),
                ("x-shopify-shop-domain", &self.shop),
                ("x-shopify-webhook-id", delivery),
                ("x-shopify-event-id", delivery),
                ("x-shopify-triggered-at", &triggered),
                ("x-shopify-api-version", "2026-10"),
                ("x-shopify-hmac-sha256", signature),
            ],
        )
        .await
    }

    /// A signed operations event, or an array of them, from the source `source`.
    ///
    /// `delivery` is the Standard Webhooks message id.
    pub async fn operations(
        &self,
        source: &str,
        delivery: &str,
        body: &Value,
    ) -> Result<Answer, ClientError> {
        let bytes = body.to_string().into_bytes();
        let timestamp = self.now().div_euclid(1000);
        let key = self.secrets.operations(&self.shop, source);
        let signature = sign::standard(delivery, timestamp, &bytes, &key);
        self.operations_signed(source, delivery, timestamp, bytes, &signature)
            .await
    }

    /// The same with a signature of the caller's making.
    pub async fn operations_signed(
        &self,
        source: &str,
        delivery: &str,
        timestamp: i64,
        body: Vec<u8>,
        signature: &str,
    ) -> Result<Answer, ClientError> {
        self.post(
            &format!("/webhooks/operations/{}/{source}", self.handle()),
            body,
            &[
                ("content-type", "application/json"),
                ("webhook-id", delivery),
                ("webhook-timestamp", &timestamp.to_string()),
                ("webhook-signature", signature),
            ],
        )
        .await
    }

    /// A webhook of AfterShip's, signed with the account's webhook secret.
    pub async fn aftership(&self, secret: &str, body: &Value) -> Result<Answer, ClientError> {
        let bytes = body.to_string().into_bytes();
        // The same form as Shopify's: base64 of the HMAC over the raw body.
        let signature = sign::shopify(&bytes, secret);
        let door = self.secrets.aftership_door(&self.shop);
        let path = format!("/webhooks/aftership/{}/{door}", self.handle());
        let headers = [
            ("content-type", "application/json"),
            ("as-webhook-version", "2026-07"),
            ("aftership-hmac-sha256", signature.as_str()),
        ];
        self.post(&path, bytes, &headers).await
    }

    /// The shopper's page of an order, as HTML.
    pub async fn page(&self, order: &str) -> Result<Answer, ClientError> {
        self.get(&format!("/o/{}", self.link_token(order)), &[])
            .await
    }

    /// The shopper's page of an order, as JSON: `{"view": OrderStatusView, "page": PageView}`.
    pub async fn page_json(&self, order: &str) -> Result<Value, ClientError> {
        self.get(&format!("/o/{}.json", self.link_token(order)), &[])
            .await?
            .json()
    }

    /// The link token of an order, made as the worker makes it.
    pub fn link_token(&self, order: &str) -> String {
        self.secrets.link_token(self.handle(), order)
    }

    /// `Authorization` of a merchant's session, minted with the app's secret.
    pub fn session(&self) -> String {
        let token = sign::session_token(
            &self.shop,
            &self.secrets.api_key,
            &self.secrets.api_secret,
            self.now(),
        );
        format!("Bearer {token}")
    }

    /// A page of the merchant's order list; `query` as `state=…&exception=…&after=…`.
    pub async fn orders(&self, query: &str) -> Result<OrderList, ClientError> {
        self.admin(&format!("/admin.json?{query}")).await?.json()
    }

    /// One order with all its facts and its outbox, for the merchant.
    pub async fn trace(&self, order: &str) -> Result<Trace, ClientError> {
        self.admin(&format!("/admin/orders/{order}.json"))
            .await?
            .json()
    }

    /// GET within a merchant's session.
    pub async fn admin(&self, path: &str) -> Result<Answer, ClientError> {
        self.get(path, &[("authorization", &self.session())]).await
    }

    /// POST of JSON within a merchant's session.
    pub async fn admin_post(&self, path: &str, body: &Value) -> Result<Answer, ClientError> {
        self.post(
            path,
            body.to_string().into_bytes(),
            &[
                ("content-type", "application/json"),
                ("authorization", &self.session()),
            ],
        )
        .await
    }

    /// Installs the shop with these settings (see `/admin/settings`).
    pub async fn install(&self, settings: &Value) -> Result<Answer, ClientError> {
        self.admin_post("/admin/settings", settings)
            .await?
            .expect_ok()
    }

    /// Fires the due deadlines of every ledger of the shop and flushes its outboxes (development).
    ///
    /// Doing so twice does nothing more, so a failure of the worker's own is tried again.
    pub async fn tick(&self) -> Result<Value, ClientError> {
        let path = format!("/dev/{}/tick", self.shop);
        let mut tries = 1;
        loop {
            match self.post(&path, Vec::new(), &[]).await {
                Ok(answer) if answer.status < 500 || tries >= 5 => return answer.json(),
                Err(error) if tries >= 5 => return Err(error),
                _ => tokio::time::sleep(Duration::from_millis(100 << tries)).await,
            }
            tries += 1;
        }
    }

    /// Digests of every order's folded state by order id (development).
    pub async fn digests(&self) -> Result<std::collections::BTreeMap<String, String>, ClientError> {
        self.get(&format!("/dev/{}/digests", self.shop), &[])
            .await?
            .json()
    }

    /// Bytes of a path that answers 2xx: assets are not text.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>, ClientError> {
        let failed = |source| ClientError::Transport {
            method: "GET",
            path: path.to_owned(),
            source,
        };
        let answer = self.http.get(format!("{}{path}", self.base)).send().await;
        let answer = answer
            .and_then(reqwest::Response::error_for_status)
            .map_err(failed)?;
        Ok(answer.bytes().await.map_err(failed)?.to_vec())
    }

    /// GET of any path.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer, ClientError> {
        let request = self.http.get(format!("{}{path}", self.base));
        self.send("GET", path, request, headers).await
    }

    /// POST to any path.
    pub async fn post(
        &self,
        path: &str,
        body: Vec<u8>,
        headers: &[(&str, &str)],
    ) -> Result<Answer, ClientError> {
        let request = self.http.post(format!("{}{path}", self.base)).body(body);
        self.send("POST", path, request, headers).await
    }

    async fn send(
        &self,
        method: &'static str,
        path: &str,
        request: reqwest::RequestBuilder,
        headers: &[(&str, &str)],
    ) -> Result<Answer, ClientError> {
        let failed = |source| ClientError::Transport {
            method,
            path: path.to_owned(),
            source,
        };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                map.append(name, value);
            }
        }
        if let Some(now) = self.now {
            map.insert(NOW, HeaderValue::from(now));
        }
        let response = request.headers(map).send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.map_err(failed)?;
        Ok(Answer {
            path: path.to_owned(),
            status,
            headers,
            text,
        })
    }
}
