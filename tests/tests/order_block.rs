//! The theme's order block in real Chromium: the block's own files, the shipped bundle, and the worker behind a stand-in for
//! Shopify's app proxy; in a theme that sets every rule a theme should not.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use e2e::browser::{Browser, Settings};
use e2e::client::Client;
use e2e::loopback::Loopback;
use e2e::payloads::{Fulfillment, Order, fulfillment_event};
use e2e::sign;
use e2e::world::{Options, World, root};
use serde_json::{Value, json};

const SHOP: &str = "theme.myshopify.com";
const ORDER: u64 = 7_400_000_001;

/// What a theme may do to everything on its pages, and its block.
const HOSTILE: &str = "
  html { font-size: 62.5% } body { display: flex }
  body * { all: unset !important; color: magenta !important; font: 40px/3 cursive !important; position: absolute !important;
      display: inline !important; text-transform: uppercase !important; letter-spacing: 1em !important; opacity: .2 !important;
      --ink: magenta !important; --sheet: magenta !important; direction: rtl !important; visibility: hidden !important }
  h1, h2, p, li, section, main { display: none !important; color: yellow !important }
  #order, #status, .parcel, .badge, .steps { display: none !important; transform: rotate(90deg) !important }";

struct Storefront {
    client: Client,
    secret: String,
    css: &'static str,
    address: String,
}

/// A page of the shop as the theme makes it of the block (blocks/order.liquid).
async fn theme(State(shop): State<Arc<Storefront>>) -> Html<String> {
    Html(format!(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <style>{}</style><h1 id=page>A theme</h1>\
         <div class=plumbline-order data-plumbline-order data-address='{}' data-proxy=/apps/plumbline data-lang=en \
         data-heading='Where is your order?' data-text='#102030' data-background='#fdf6ec' data-accent='#7a1f5c' data-radius=6 \
         data-module=/plumbline-order.js data-wasm=/plumbline-order.wasm hidden></div>\
         <script src=/order-block.js defer></script>",
        shop.css, shop.address
    ))
}

/// Shopify's app proxy: signs what is asked and asks it of the app.
async fn proxy(State(shop): State<Arc<Storefront>>, OriginalUri(uri): OriginalUri) -> Response {
    let seconds = (shop.client.now() / 1000).to_string();
    let mut query = vec![
        ("shop", SHOP),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", seconds.as_str()),
    ];
    query.extend(
        uri.query()
            .unwrap_or_default()
            .split('&')
            .filter_map(|pair| pair.split_once('=')),
    );
    let path = uri.path().trim_start_matches("/apps/plumbline");
    let path = format!("/proxy{path}?{}", sign::proxy_query(&query, &shop.secret));
    match shop.client.get(&path, &[]).await {
        Ok(answer) if answer.ok() => {
            let kind = if path.contains(".json") {
                "application/json"
            } else {
                "text/html"
            };
            ([(header::CONTENT_TYPE, kind)], answer.text).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn file(path: &'static str, kind: &'static str) -> Response {
    let bytes = std::fs::read(root().join(path)).expect("the lanes have made it");
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}

async fn storefront(shop: Storefront) -> Loopback {
    let js = "text/javascript";
    let routes = Router::new()
        .route("/", get(theme))
        .route(
            "/order-block.js",
            get(move || file("extensions/order-timeline/assets/order-block.js", js)),
        )
        .route(
            "/plumbline-order.js",
            get(move || file("dist/assets/order.js", js)),
        )
        .route(
            "/plumbline-order.wasm",
            get(|| file("dist/assets/order_bg.wasm", "application/wasm")),
        )
        .fallback(proxy)
        .with_state(Arc::new(shop));
    Loopback::serve(routes).await.expect("a port")
}

async fn world() -> (World, Client) {
    let world = World::start(Options::default()).await.expect("a world");
    let client = world.client(SHOP);
    let settings = json!({"name": "Theme", "zone": "America/Chicago", "installed_at": 0});
    client.install(&settings).await.expect("installed");
    let at = client.now() - 3_600_000;
    let parcel = Fulfillment::new(ORDER * 10, ORDER, at);
    for (topic, body) in [
        ("orders/create", Order::new(ORDER, 2001, at).body()),
        ("fulfillments/create", parcel.body()),
    ] {
        let answer = client
            .webhook(topic, topic, &body)
            .await
            .expect("an answer");
        assert!(answer.ok(), "{topic}");
    }
    (world, client)
}

async fn until(browser: &Browser, script: &str) {
    let seen = browser.until(script, Duration::from_secs(40)).await;
    assert!(
        seen.expect("the page answers").is_some(),
        "never true: {script}"
    );
}

/// The block's own tree.
const TREE: &str =
    "const host = document.querySelector('[data-plumbline-order]'); const tree = host.shadowRoot;";

#[tokio::test(flavor = "multi_thread")]
async fn the_block_keeps_its_looks_in_a_theme_that_sets_odd_rules_and_follows_its_order() {
    let (mut world, client) = world().await;
    let token = client.link_token(&ORDER.to_string());
    let server = storefront(Storefront {
        client: client.clone(),
        secret: world.secrets().api_secret.clone(),
        css: HOSTILE,
        address: format!("https://{SHOP}/apps/plumbline/o/{token}"),
    })
    .await;
    let browser = Browser::start(Settings {
        width: 900,
        ..Settings::default()
    })
    .await
    .expect("Chromium");
    browser
        .open(&server.url("/"))
        .await
        .expect("the page opens");
    until(
        &browser,
        &format!("{TREE} return tree?.querySelector('h1')?.textContent.length > 10"),
    )
    .await;
    let looks = browser
        .run(&format!(
            "{TREE} const of = (name, what) => getComputedStyle(tree.querySelector(name))[what];
             const box = tree.querySelector('h1').getBoundingClientRect();
             return {{ size: of('h1', 'fontSize'), colour: of('h1', 'color'), case: of('h1', 'textTransform'),
               spacing: of('.detail', 'letterSpacing'), body: of('.detail', 'fontSize'), seen: of('h1', 'visibility'),
               behind: of('.plumbline', 'backgroundColor'), radius: of('.parcel', 'borderTopLeftRadius'),
               direction: of('h1', 'direction'), drawn: box.width > 100 && box.height > 20,
               opacity: getComputedStyle(host).opacity, title: document.title,
               heading: tree.querySelector('.heading').textContent }};"
        ))
        .await
        .expect("looks");
    let wanted = json!({"size": "26px", "colour": "rgb(16, 32, 48)", "case": "none", "spacing": "normal", "body": "17px",
        "seen": "visible", "behind": "rgb(253, 246, 236)", "radius": "6px", "direction": "ltr", "drawn": true, "opacity": "1",
        "title": "", "heading": "Where is your order?"});
    assert_eq!(looks, wanted);

    // Hydrated: the bundle follows the order, in the block and nowhere else.
    let before = browser
        .run(&format!(
            "{TREE} return tree.querySelector('h1').textContent"
        ))
        .await
        .expect("runs");
    let at = client.now() - 60_000;
    let event = fulfillment_event(1, ORDER, ORDER * 10, "in_transit", at, None);
    let answer = client
        .webhook("fulfillment_events/create", "moved", &event)
        .await;
    assert!(answer.expect("an answer").ok());
    let look = "document.dispatchEvent(new Event('visibilitychange'));";
    until(
        &browser,
        &format!("{look} {TREE} return tree.querySelector('h1').textContent !== {before}"),
    )
    .await;
    let page = browser
        .run("return document.querySelector('#page').textContent + document.title")
        .await;
    assert_eq!(page.expect("runs"), "A theme");
    browser.close().await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_order_the_place_stays_empty() {
    let (mut world, client) = world().await;
    let server = storefront(Storefront {
        client: client.clone(),
        secret: world.secrets().api_secret.clone(),
        css: "",
        address: String::new(),
    })
    .await;
    let browser = Browser::start(Settings::default()).await.expect("Chromium");
    let hidden = "const of = document.querySelector('[data-filled]'); return of !== null && of.getClientRects().length === 0";
    let foreign = client
        .for_shop("other.myshopify.com")
        .link_token(&ORDER.to_string());
    for query in [
        "",
        "?order=",
        "?order=../../secret",
        "?order=AAAAAAAAAAAAAAAAAAAAAAAA",
        &format!("?order={foreign}"),
    ] {
        browser
            .open(&server.url(&format!("/{query}")))
            .await
            .expect("the page opens");
        until(&browser, hidden).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(
            browser.run(hidden).await.expect("runs"),
            Value::Bool(true),
            "{query}"
        );
    }
    // The same page shows the order its address names.
    let token = client.link_token(&ORDER.to_string());
    browser
        .open(&server.url(&format!("/?order={token}")))
        .await
        .expect("the page opens");
    until(
        &browser,
        &format!("{TREE} return tree?.querySelector('h1') != null"),
    )
    .await;
    browser.close().await;
    world.stop().await;
}
