//! Shopify's app proxy before the worker: a shop's own domain whose `/apps/plumbline` is ours.
//!
//! It does what Shopify does: takes the reader's request, adds and signs the parameters that say
//! who asks, strips cookies, and hands back the answer. One shop each.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;

use crate::loopback::Loopback;
use crate::sign;

/// Where the proxy is mounted at the shop.
pub const PREFIX: &str = "/apps/plumbline";

/// Headers of the worker's answers that reach the reader.
const PASSED: [&str; 5] = [
    "content-type",
    "content-security-policy",
    "cache-control",
    "location",
    "etag",
];

/// A shop's domain with the proxy; it ends when this is dropped.
pub struct Storefront {
    server: Loopback,
}

#[derive(Clone)]
struct Proxy {
    worker: String,
    shop: String,
    secret: String,
    http: reqwest::Client,
}

impl Storefront {
    /// The domain of `shop` before the worker at `worker` (`http://127.0.0.1:8787`), signing with the
    /// app's `secret`.
    ///
    /// # Errors
    /// No port is free, or TLS is not there.
    pub async fn start(worker: &str, shop: &str, secret: &str) -> std::io::Result<Self> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(std::io::Error::other)?;
        let proxy = Proxy {
            worker: worker.to_owned(),
            shop: shop.to_owned(),
            secret: secret.to_owned(),
            http,
        };
        let routes = Router::new()
            .route(PREFIX, any(pass))
            .route(&format!("{PREFIX}/{{*path}}"), any(pass))
            .with_state(proxy);
        let server = Loopback::serve(routes).await?;
        Ok(Self { server })
    }

    /// Where a path of ours stands on the shop's domain: `""` is the look-up form.
    pub fn url(&self, path: &str) -> String {
        self.server.url(&format!("{PREFIX}{path}"))
    }
}

async fn pass(
    State(proxy): State<Proxy>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match proxy.ask(&uri, method, &headers, body).await {
        Ok(answer) => answer,
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

impl Proxy {
    async fn ask(
        &self,
        uri: &axum::http::Uri,
        method: Method,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Result<Response, reqwest::Error> {
        let own: Vec<(String, String)> = reqwest::Url::parse(&format!(
            "http://shop{}",
            uri.path_and_query().map_or("/", |p| p.as_str())
        ))
        .map(|url| url.query_pairs().into_owned().collect())
        .unwrap_or_default();
        let seconds = jiff::Timestamp::now().as_second().to_string();
        let mut query: Vec<(&str, &str)> = own
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        query.extend([
            ("shop", self.shop.as_str()),
            ("path_prefix", PREFIX),
            ("timestamp", seconds.as_str()),
            ("logged_in_customer_id", ""),
        ]);
        let signed = sign::proxy_query(&query, &self.secret);
        let path = uri.path().strip_prefix(PREFIX).unwrap_or_default();
        let mut request = self
            .http
            .request(method, format!("{}/proxy{path}?{signed}", self.worker))
            .header("x-forwarded-for", "192.0.2.7")
            .body(body);
        for name in ["content-type", "accept-language", "if-none-match"] {
            if let Some(value) = headers.get(name) {
                request = request.header(name, value);
            }
        }
        let answer = request.send().await?;
        let status = answer.status();
        let kept: HeaderMap = PASSED
            .into_iter()
            .filter_map(|name| {
                let value = answer.headers().get(name)?.clone();
                Some((HeaderName::from_static(name), value))
            })
            .collect();
        Ok((status, kept, answer.bytes().await?).into_response())
    }
}
