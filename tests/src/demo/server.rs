//! The demo page's own server: one page, its state as JSON, its buttons.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::acts::text;
use super::calendar::ZONE;
use super::{Demo, DemoError, NAME, orders};
use crate::script::Script;

/// The page as it stands in the repository.
const PAGE: &str = include_str!("../../demo/page.html");

/// The page's server; ends when `ended` resolves.
pub async fn serve(
    demo: Arc<Demo>,
    listener: TcpListener,
    ended: impl Future<Output = ()> + Send + 'static,
) -> Result<(), DemoError> {
    let routes = Router::new()
        .route("/", get(page))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/state", get(state))
        .route("/merchant", get(merchant))
        .route("/trace/{number}", get(trace))
        .route("/scan", post(scan))
        .route("/storm", post(storm))
        .route("/kill", post(kill))
        .route("/cart", get(cart))
        .route("/rush", post(rush))
        .route("/switch", post(switch))
        .route("/promises", get(promises))
        .with_state(demo);
    axum::serve(listener, routes)
        .with_graceful_shutdown(ended)
        .await
        .map_err(DemoError::Page)
}

/// A listener on loopback: `port`, or any free one where it is taken or none is given.
pub async fn listen(port: Option<u16>) -> Result<TcpListener, DemoError> {
    if let Some(port) = port
        && let Ok(listener) = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await
    {
        return Ok(listener);
    }
    TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
        .await
        .map_err(DemoError::Page)
}

impl IntoResponse for DemoError {
    fn into_response(self) -> Response {
        (
            StatusCode::BAD_GATEWAY,
            Json(json!({"error": self.to_string()})),
        )
            .into_response()
    }
}

async fn page() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Html(PAGE))
}

/// One order as the demo page lists it.
#[derive(Serialize)]
struct Listed<'a> {
    number: &'a str,
    group: &'a str,
    situation: &'a str,
    sentence: String,
    badge: String,
    claim: String,
    link: String,
    open: usize,
}

async fn state(State(demo): State<Arc<Demo>>) -> Result<Json<Value>, DemoError> {
    let pages = pages(&demo).await?;
    let now = demo.client().now();
    let mut untrue = 0.0;
    let mut untrue_orders = 0;
    let mut exceptions = 0;
    let mut listed = Vec::new();
    for (order, page) in demo.orders().iter().zip(&pages) {
        let hours = untrue_hours(page, now);
        untrue += hours;
        untrue_orders += usize::from(hours > 0.0);
        let open = page
            .pointer("/view/exceptions")
            .and_then(Value::as_array)
            .map_or(0, |all| {
                all.iter().filter(|one| one["closed_at"].is_null()).count()
            });
        exceptions += open;
        listed.push(Listed {
            number: &order.script.order.name,
            group: order.group,
            situation: order.situation,
            sentence: text(page, "/page/headline"),
            badge: text(page, "/page/badge"),
            claim: text(page, "/page/claim"),
            link: demo.link(&order.script),
            open,
        });
    }
    let find = |number: u64| {
        let name = format!("#{number}");
        demo.orders()
            .iter()
            .zip(&pages)
            .find(|(order, _)| order.script.order.name == name)
            .map(|(order, page)| seen(&demo, &order.script, page, now))
    };
    Ok(Json(json!({
        "shop": NAME,
        "zone": ZONE,
        "worker": demo.client().base(),
        "webhooks": demo.sent.0,
        "seconds": demo.sent.1.as_secs_f64(),
        "orders": listed,
        "exceptions": exceptions,
        "untrue_hours": untrue,
        "untrue_orders": untrue_orders,
        "two_ways": find(orders::TWO_WAYS),
        "handover": find(orders::HANDOVER),
        "next_scan": demo.next_scan().await,
        "storm": find(orders::STORM),
        "killed": find(orders::KILLED),
    })))
}

fn seen(demo: &Demo, script: &Script, page: &Value, now: i64) -> Value {
    json!({
        "number": script.order.name,
        "link": demo.link(script),
        "trace": format!("/trace/{}", script.order.name.trim_start_matches('#')),
        "sentence": text(page, "/page/headline"),
        "detail": text(page, "/page/detail"),
        "notices": page.pointer("/page/notices"),
        "updated": text(page, "/page/updated"),
        "digest": text(page, "/view/digest"),
        "version": page.pointer("/view/version"),
        "native": text(page, "/view/native/status"),
        "native_since": page.pointer("/view/native/since"),
        "untrue_hours": untrue_hours(page, now),
        "tracking": page.pointer("/view/parcels/0/tracking"),
        "carrier": page.pointer("/view/parcels/0/carrier"),
    })
}

/// Hours in which Shopify's own status claimed what no carrier had reported, by the worker's data.
fn untrue_hours(page: &Value, now: i64) -> f64 {
    let spans = page
        .pointer("/view/native/untrue")
        .and_then(Value::as_array);
    let millis: i64 = spans
        .into_iter()
        .flatten()
        .filter_map(|span| {
            let from = span.get(0)?.as_i64()?;
            let until = span.get(1).and_then(Value::as_i64).unwrap_or(now);
            Some((until - from).max(0))
        })
        .sum();
    millis as f64 / 3_600_000.0
}

async fn pages(demo: &Arc<Demo>) -> Result<Vec<Value>, DemoError> {
    let mut tasks = tokio::task::JoinSet::new();
    for index in 0..demo.orders().len() {
        let demo = Arc::clone(demo);
        tasks.spawn(async move {
            let page = match demo.orders().get(index) {
                Some(order) => demo.page(&order.script).await,
                None => Ok(Value::Null),
            };
            (index, page)
        });
    }
    let mut pages = vec![Value::Null; demo.orders().len()];
    while let Some(done) = tasks.join_next().await {
        if let Ok((index, page)) = done
            && let Some(place) = pages.get_mut(index)
        {
            *place = page?;
        }
    }
    Ok(pages)
}

async fn merchant(State(demo): State<Arc<Demo>>) -> Redirect {
    Redirect::to(&demo.merchant_link())
}

async fn trace(State(demo): State<Arc<Demo>>, Path(number): Path<u64>) -> Response {
    match demo.numbered(number) {
        Some(order) => Redirect::to(&demo.trace_link(&order.script)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn scan(State(demo): State<Arc<Demo>>) -> Result<Response, DemoError> {
    Ok(Json(demo.scan().await?).into_response())
}

async fn storm(State(demo): State<Arc<Demo>>) -> Result<Response, DemoError> {
    Ok(Json(demo.storm().await?).into_response())
}

async fn kill(State(demo): State<Arc<Demo>>) -> Result<Response, DemoError> {
    Ok(Json(demo.kill().await?).into_response())
}

async fn cart(State(demo): State<Arc<Demo>>) -> Result<Response, DemoError> {
    Ok(Json(demo.cart().await?).into_response())
}

async fn rush(State(demo): State<Arc<Demo>>) -> Result<Response, DemoError> {
    Ok(Json(demo.rush().await?).into_response())
}

async fn switch(State(demo): State<Arc<Demo>>) -> Result<Response, DemoError> {
    Ok(Json(demo.switch().await?).into_response())
}

async fn promises(State(demo): State<Arc<Demo>>) -> Redirect {
    Redirect::to(&demo.promises_link())
}
