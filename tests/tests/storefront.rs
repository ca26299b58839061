//! The storefront's block in real Chromium: the asset as Shopify serves it, beside a theme and an app of our own.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Json, Response};
use axum::routing::get;
use e2e::browser::{Browser, Settings};
use e2e::loopback::Loopback;
use e2e::world::root;
use serde_json::{Value, json};

/// What the app answers, and with which parameters it was asked.
#[derive(Default)]
struct App {
    answer: Mutex<Option<Value>>,
    asked: Mutex<Vec<(String, String)>>,
}

type Asked = Query<Vec<(String, String)>>;

async fn promise(State(app): State<Arc<App>>, Query(asked): Asked) -> Response {
    *app.asked.lock().expect("not poisoned") = asked;
    match app.answer.lock().expect("not poisoned").clone() {
        Some(promise) => Json(json!({ "promise": promise })).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn asset(name: &'static str, kind: &'static str) -> Response {
    let path = root().join("extensions/order-timeline/assets").join(name);
    let text = std::fs::read_to_string(path).expect("the asset is committed");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// A product's page as a theme makes it of the block: variant 2 is made to order.
const THEME: &str = r#"<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="/ship-by.css">
<form action="/cart/add"><input type="hidden" name="id" value="1"><select id="variant"><option>1<option>2</select></form>
<p class="plumbline-ship-by" data-plumbline-ship-by data-proxy="/apps/plumbline" data-option="Standard" data-classes=""
 data-variants="2:made+to%20order;" data-lang="en" data-countdown hidden></p>
<script src="/ship-by.js" defer></script>
<script>document.querySelector('#variant').onchange = (event) => {
  document.querySelector('[name=id]').value = event.target.value }</script>"#;

async fn storefront(app: Arc<App>) -> Loopback {
    let routes = Router::new()
        .route("/", get(|| async { Html(THEME) }))
        .route(
            "/ship-by.js",
            get(|| asset("ship-by.js", "text/javascript")),
        )
        .route("/ship-by.css", get(|| asset("ship-by.css", "text/css")))
        .route("/apps/plumbline/promise", get(promise))
        .with_state(app);
    Loopback::serve(routes).await.expect("a port")
}

/// RFC 3339 so many seconds from now.
fn soon(seconds: u64) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let at = jiff::Timestamp::from_second((now.as_secs() + seconds).cast_signed());
    at.expect("a time of today").to_string()
}

fn said(cutoff: Option<u64>) -> Value {
    let cutoff = cutoff.map(|seconds| {
        json!({ "at": soon(seconds), "left": "Order within {left} for this date.",
            "then": "Expected to ship by Fri 13 Nov" })
    });
    json!({ "lang": "en", "dir": "ltr", "text": "Expected to ship by Thu 12 Nov", "cutoff": cutoff,
        "zone": "UTC", "zone_note": "(date in UTC)", "until": soon(3600) })
}

const SHOWN: &str =
    "return (document.querySelector('.plumbline-date')?.firstChild.textContent ?? '')";

async fn open(app: &Arc<App>) -> (Browser, Loopback) {
    let server = storefront(Arc::clone(app)).await;
    let browser = Browser::start(Settings::default())
        .await
        .expect("Chromium and chromedriver");
    let url = server.url("/");
    browser.open(&url).await.expect("the page opens");
    (browser, server)
}

async fn until(browser: &Browser, script: &str) {
    let seen = browser.until(script, Duration::from_secs(20)).await;
    assert!(
        seen.expect("the page answers").is_some(),
        "never true: {script}"
    );
}

#[tokio::test]
async fn the_block_counts_down_and_changes_its_date_at_the_cutoff() {
    let app = Arc::new(App::default());
    *app.answer.lock().expect("not poisoned") = Some(said(Some(2 * 3600 + 1800)));
    let (browser, _server) = open(&app).await;
    until(
        &browser,
        &format!("{SHOWN} === 'Expected to ship by Thu 12 Nov'"),
    )
    .await;
    let left = "return document.querySelector('.plumbline-left').textContent";
    let left = browser.run(left).await.expect("a countdown");
    let left = left.as_str().expect("text");
    let (start, end) = ("Order within 2 hours, ", " minutes for this date.");
    assert!(left.starts_with(start) && left.ends_with(end), "{left}");
    // A minute of its life later, in a page of its own.
    *app.answer.lock().expect("not poisoned") = Some(said(Some(3)));
    browser.run("location.reload()").await.expect("reloads");
    until(
        &browser,
        &format!("{SHOWN} === 'Expected to ship by Fri 13 Nov'"),
    )
    .await;
    let counted = "return document.querySelector('.plumbline-left') === null";
    assert_eq!(browser.run(counted).await.expect("runs"), Value::Bool(true));
    browser.close().await;
}

#[tokio::test]
async fn nothing_is_shown_where_nothing_may_be_said() {
    let app = Arc::new(App::default());
    let (browser, _server) = open(&app).await;
    let hidden = "return document.querySelector('[data-filled]')?.getClientRects().length === 0";
    until(&browser, hidden).await;
    *app.answer.lock().expect("not poisoned") = Some(Value::Null);
    browser.run("location.reload()").await.expect("reloads");
    until(&browser, hidden).await;
    // Words are text, whatever is in them.
    let mut hostile = said(None);
    hostile["text"] = json!("<img src=x onerror=document.title='owned'>");
    *app.answer.lock().expect("not poisoned") = Some(hostile);
    browser.run("location.reload()").await.expect("reloads");
    until(&browser, &format!("{SHOWN}.startsWith('<img')")).await;
    let owned = browser.run("return document.title").await.expect("runs");
    assert_eq!(owned, "");
    browser.close().await;
}

#[tokio::test]
async fn another_variant_is_asked_about_by_its_handling_class() {
    let app = Arc::new(App::default());
    *app.answer.lock().expect("not poisoned") = Some(said(None));
    let (browser, _server) = open(&app).await;
    until(&browser, &format!("{SHOWN} !== ''")).await;
    let asked = |name: &str| {
        let asked = app.asked.lock().expect("not poisoned");
        asked
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    assert_eq!(asked("classes").as_deref(), Some(""));
    assert_eq!(asked("option").as_deref(), Some("Standard"));
    let choose = "const of = document.querySelector('#variant'); of.value = '2'; \
        of.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.run(choose).await.expect("runs");
    for _ in 0..100 {
        if asked("classes").as_deref() == Some("made to order") {
            browser.close().await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("asked with {:?}", asked("classes"));
}
