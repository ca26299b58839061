//! What the shopper can do, from the page to the merchant and the warehouse and back, on a real workerd.

use std::time::{Duration, Instant};

use e2e::browser::{Browser, Settings};
use e2e::client::{Answer, Client};
use e2e::payloads::{Fulfillment, Order, compliance, fulfillment_event, operation};
use e2e::provider::Provider;
use e2e::sign;
use e2e::world::{Options, World};
use serde_json::{Value, json};

const SHOP: &str = "acts.myshopify.com";
const OTHER: &str = "other.myshopify.com";
const START: i64 = 1_790_000_000_000;
const HOUR: i64 = 3_600_000;
const STREET: &str = "77 Canary Lane";

async fn world(provider: Option<&Provider>) -> (World, Client) {
    let world = World::start(Options {
        driven_clock: true,
        verbose: true,
        ..Options::default()
    })
    .await
    .expect("a world");
    let client = world.client(SHOP).at(START);
    let mut settings = json!({"name": "Acts", "zone": "America/Chicago", "installed_at": 0});
    if let Some(provider) = provider {
        settings["outbound"] =
            json!({"endpoint": provider.url(), "secret": "whsec_MTIzNDU2Nzg5MDEyMzQ1Ng=="});
    }
    client.install(&settings).await.expect("installed");
    (world, client)
}

async fn place(client: &Client, id: u64) -> Order {
    let order = Order::new(id, 1001, START);
    send(client, "orders/create", &format!("{id}"), &order.body()).await;
    order
}

async fn send(client: &Client, topic: &str, id: &str, body: &Value) {
    let answer = client.webhook(topic, id, body).await.expect("an answer");
    assert!(answer.ok(), "{topic}: {} {}", answer.status, answer.text);
}

/// The form `id` of the page, as its hidden fields and its action.
async fn form(client: &Client, order: &str, id: &str) -> Option<(String, Vec<(String, String)>)> {
    let shown = client.page_json(order).await.expect("the page");
    let forms = shown["page"]["aside"]["forms"]
        .as_array()
        .expect("forms")
        .clone();
    let ask = [shown["page"]["aside"]["ask"].clone()];
    let form = forms
        .iter()
        .chain(&ask)
        .find(|form| form["id"] == id)?
        .clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let hidden = form["hidden"].as_array().expect("hidden fields");
    let fields = hidden
        .iter()
        .map(|field| (text(&field["name"]), text(&field["value"])))
        .collect();
    Some((text(&form["action"]), fields))
}

fn encoded(fields: &[(String, String)]) -> Vec<u8> {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", sign::percent(name), sign::percent(value)))
        .collect();
    pairs.join("&").into_bytes()
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Fills the form `id` of the page and sends it.
async fn act(client: &Client, order: &str, id: &str, more: &[(&str, &str)]) -> Answer {
    let (action, mut fields) = form(client, order, id).await.expect("the form is offered");
    for (name, value) in more {
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let sent = client.post(&action, encoded(&fields), &[FORM]).await;
    sent.expect("an answer")
}

/// The sentence a reader finds after being sent back.
async fn told(client: &Client, answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text);
    let location = answer.headers["location"].to_str().expect("text");
    let page = client.get(location.trim_end_matches("#result"), &[]).await;
    let page = page.expect("an answer");
    assert_eq!(page.status, 200, "{location}");
    let (_, after) = page.text.split_once("id=\"result\"").expect("a result");
    let (_, after) = after.split_once('>').expect("an element");
    after.split_once('<').expect("its end").0.to_owned()
}

fn address() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "Jo Canary"),
        ("street", STREET),
        ("city", "Reno"),
        ("country", "United States"),
    ]
}

/// The newest request's kind and state.
async fn request(client: &Client, order: &str) -> (String, String) {
    let trace = client.trace(order).await.expect("a trace");
    let request = trace.view.requests.first().expect("a request");
    (word(request.kind), word(request.state))
}

/// A variant's own name in JSON.
fn word(of: impl serde::Serialize) -> String {
    let value = serde_json::to_value(of).expect("plain data");
    value.as_str().unwrap_or("more than a word").to_owned()
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !holds().await {
        assert!(started.elapsed() < Duration::from_secs(30), "{what}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Requested, told to the warehouse, shown to the merchant, changed once the warehouse says so.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_requested_until_the_warehouse_confirms_it() {
    let provider = Provider::start(0.0, 1).await.expect("a provider");
    let (mut world, client) = world(Some(&provider)).await;
    let id = 9_100_000_000_u64;
    let placed = place(&client, id).await;
    let order = id.to_string();
    let client = client.at(START + HOUR);
    let sent = act(&client, &order, "address", &address()).await;
    let said = told(&client, &sent).await;
    assert!(said.contains("Nobody has confirmed it yet"), "{said}");
    // The form sent twice is one wish.
    let (_, first) = request(&client, &order).await;
    assert_eq!(first, "requested");
    let again = act(&client, &order, "address", &address()).await;
    assert!(
        told(&client, &again)
            .await
            .contains("Nothing was sent twice")
    );
    let trace = client.trace(&order).await.expect("a trace");
    assert_eq!(trace.view.requests.len(), 1);
    let page = client.page(&order).await.expect("a page").text;
    assert!(page.contains("nobody has confirmed it yet"), "{page}");
    assert!(
        !page.contains("Canary"),
        "the address stays with the merchant"
    );

    // The merchant sees who has the next step and by when, and the address.
    client.tick().await.expect("a tick");
    let list = client
        .orders("exception=address_change")
        .await
        .expect("a list");
    assert_eq!(list.rows.len(), 1);
    assert!(list.rows[0].due_at.is_some());
    let shown = client.admin(&format!("/admin/orders/{order}")).await;
    assert!(shown.expect("a trace").text.contains(STREET));
    let json = client.admin(&format!("/admin/orders/{order}.json")).await;
    assert!(!json.expect("a trace").text.contains(STREET));

    // The warehouse is told, once, without the address.
    until("the warehouse is told", async || {
        client.tick().await.expect("a tick");
        !provider.effects().is_empty()
    })
    .await;
    let effects = provider.effects();
    let (key, effect) = effects.iter().next().expect("one");
    assert_eq!(effects.len(), 1, "{:?}", effects.keys());
    assert_eq!(effect.body["type"], "address.change_requested");
    assert!(key.contains("/address_change_requested/"), "{key}");
    assert!(!String::from_utf8_lossy(&effect.raw).contains("Canary"));

    let later = client.at(START + 2 * HOUR);
    let confirmed = operation("w-1", "address_changed", id, START + 2 * HOUR).body();
    let answer = later.operations("chicago", "m-1", &confirmed).await;
    assert!(answer.expect("an answer").ok());
    assert_eq!(request(&later, &order).await.1, "confirmed");
    later.tick().await.expect("a tick");
    let page = later.page(&order).await.expect("a page").text;
    assert!(
        page.contains("recorded a changed delivery address"),
        "{page}"
    );
    later.tick().await.expect("a tick");
    let list = later
        .orders("exception=address_change")
        .await
        .expect("a list");
    assert!(list.rows.is_empty(), "its exception is closed");

    // What a person entered goes when they ask for it.
    let gone = compliance::redact_customer(SHOP, &placed.email, &[id]);
    send(&later, "customers/redact", "r-1", &gone).await;
    until("the address is gone", async || {
        later.tick().await.expect("a tick");
        let shown = later.admin(&format!("/admin/orders/{order}")).await;
        !shown.expect("a trace").text.contains("Canary")
    })
    .await;
    world.stop().await;
}

/// The merchant declines; Shopify's own update confirms.
#[tokio::test(flavor = "multi_thread")]
async fn the_merchant_answers_and_shopify_confirms() {
    let (mut world, client) = world(None).await;
    let id = 9_200_000_000_u64;
    let mut placed = place(&client, id).await;
    let order = id.to_string();
    let client = client.at(START + HOUR);
    act(&client, &order, "address", &address()).await;
    let trace = client.trace(&order).await.expect("a trace");
    let path = format!(
        "/admin/orders/{order}/requests/{}",
        trace.view.requests[0].id.0
    );
    let other = client.for_shop(OTHER);
    let foreign = other.admin_post(&path, &json!({"action": "changed"})).await;
    assert_eq!(foreign.expect("an answer").status, 404);
    let wrong = client
        .admin_post(&path, &json!({"action": "cancelled"}))
        .await;
    assert_eq!(wrong.expect("an answer").status, 400);
    let unsigned = client.post(
        &path,
        b"{\"action\":\"changed\"}".to_vec(),
        &[("content-type", "application/json")],
    );
    assert_eq!(unsigned.await.expect("an answer").status, 401);
    let declined = client
        .admin_post(&path, &json!({"action": "declined"}))
        .await;
    assert!(declined.expect("an answer").ok());
    assert_eq!(request(&client, &order).await.1, "declined");
    let twice = client
        .admin_post(&path, &json!({"action": "changed"}))
        .await;
    assert_eq!(twice.expect("an answer").status, 400);

    let client = client.at(START + 2 * HOUR);
    act(&client, &order, "address", &address()).await;
    placed.updated_at = START + 3 * HOUR;
    let client = client.at(START + 3 * HOUR);
    send(&client, "orders/updated", "o-2", &placed.body()).await;
    assert_eq!(
        request(&client, &order).await.1,
        "requested",
        "the same address"
    );
    placed.updated_at = START + 4 * HOUR;
    placed.street = "12 Other Street".to_owned();
    let client = client.at(START + 4 * HOUR);
    send(&client, "orders/updated", "o-3", &placed.body()).await;
    assert_eq!(request(&client, &order).await.1, "confirmed");
    world.stop().await;
}

/// A cancellation is asked for, stops the shipment, says when it may be too late, and is cancelled when
/// Shopify says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_is_requested_until_shopify_records_it() {
    let (mut world, client) = world(None).await;
    let id = 9_300_000_000_u64;
    let mut placed = place(&client, id).await;
    let order = id.to_string();
    let packed = operation("w-1", "pack_done", id, START + HOUR).body();
    let client = client.at(START + HOUR);
    let answer = client.operations("chicago", "m-1", &packed).await;
    assert!(answer.expect("an answer").ok());
    assert!(form(&client, &order, "address").await.is_none(), "packed");
    let page = client.page(&order).await.expect("a page").text;
    assert!(page.contains("it may be too late"), "{page}");
    let sent = act(&client, &order, "cancel", &[]).await;
    let said = told(&client, &sent).await;
    assert!(said.contains("Nobody has confirmed it yet"), "{said}");
    let trace = client.trace(&order).await.expect("a trace");
    let stop = |of: &&contract::view::ExceptionView| word(of.kind) == "stop_shipment";
    let open = trace
        .view
        .exceptions
        .iter()
        .find(stop)
        .expect("an exception");
    assert_eq!((open.owner.as_str(), open.closed_at), ("warehouse", None));
    assert!(open.due_at.is_some());
    let page = client.page(&order).await.expect("a page").text;
    assert!(
        page.contains("so it may be too late") && !page.contains("cancelled"),
        "{page}"
    );

    let client = client.at(START + 2 * HOUR);
    placed.updated_at = START + 2 * HOUR;
    placed.cancelled = Some((START + 2 * HOUR, "customer".to_owned()));
    send(&client, "orders/cancelled", "o-2", &placed.body()).await;
    assert_eq!(request(&client, &order).await.1, "confirmed");
    assert!(form(&client, &order, "cancel").await.is_none());
    world.stop().await;
}

/// What is reported after a delivery opens its exception; answers are shares the merchant sees.
#[tokio::test(flavor = "multi_thread")]
async fn reports_open_exceptions_and_answers_are_counted() {
    let (mut world, client) = world(None).await;
    let id = 9_400_000_000_u64;
    place(&client, id).await;
    let order = id.to_string();
    let parcel = Fulfillment::new(id * 10, id, START + HOUR);
    let client = client.at(START + HOUR);
    send(&client, "fulfillments/create", "f-1", &parcel.body()).await;
    let answered = act(&client, &order, "answer", &[("helped", "no")]).await;
    assert!(
        told(&client, &answered)
            .await
            .contains("Your answer is noted")
    );
    assert!(
        form(&client, &order, "answer").await.is_none(),
        "once a state"
    );
    let early = act(&client, &order, "problem", &[("problem", "not_arrived")]).await;
    assert!(told(&client, &early).await.contains("Nothing was sent"));

    let at = START + 30 * HOUR;
    let client = client.at(at);
    let event = fulfillment_event(1, id, id * 10, "delivered", at, None);
    send(&client, "fulfillment_events/create", "e-1", &event).await;
    let words = "Not at the door. <b>{{ shop.secret }}</b>";
    let more = [("problem", "not_arrived"), ("words", words)];
    let sent = act(&client, &order, "problem", &more).await;
    assert_eq!(told(&client, &sent).await, "The shop has your report.");
    let trace = client.trace(&order).await.expect("a trace");
    let missing = |of: &&contract::view::ExceptionView| word(of.kind) == "not_arrived";
    let open = trace
        .view
        .exceptions
        .iter()
        .find(missing)
        .expect("an exception");
    assert_eq!((open.owner.as_str(), open.closed_at), ("shop", None));
    let page = client.page(&order).await.expect("a page").text;
    assert!(
        page.contains("We are checking") && page.contains("You reported"),
        "{page}"
    );
    let shown = client.admin(&format!("/admin/orders/{order}")).await;
    let shown = shown.expect("a trace").text;
    assert!(
        shown.contains("Not at the door.") && !shown.contains("<b>{{"),
        "{shown}"
    );
    act(&client, &order, "answer", &[("helped", "yes")]).await;
    until("answers are counted", async || {
        client.tick().await.expect("a tick");
        let list = client.orders("").await.expect("a list");
        list.answers.iter().map(|of| of.yes + of.no).sum::<u32>() == 2
    })
    .await;
    let shown = client.admin("/admin").await.expect("a list").text;
    assert!(
        shown.contains("Did the page answer the shopper?"),
        "{shown}"
    );
    world.stop().await;
}

/// A form that is not this page's, comes from another site, is too long or too frequent does nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_forged_form_does_nothing() {
    let (mut world, client) = world(None).await;
    let (id, second) = (9_500_000_000_u64, 9_500_000_001_u64);
    let placed = place(&client, id).await;
    place(&client, second).await;
    let order = id.to_string();
    let client = client.at(START + HOUR);
    let (action, hidden) = form(&client, &order, "cancel").await.expect("offered");
    let (_, foreign) = form(&client, &second.to_string(), "cancel")
        .await
        .expect("offered");
    let mut flipped = hidden.clone();
    flipped[1].1.push('0');
    let bare = vec![("act".to_owned(), "cancel".to_owned())];
    for (why, fields, more) in [
        ("no form token", &bare, None),
        ("another order's", &foreign, None),
        ("changed", &flipped, None),
        (
            "another site",
            &hidden,
            Some(("sec-fetch-site", "cross-site")),
        ),
        (
            "another origin",
            &hidden,
            Some(("origin", "https://evil.example")),
        ),
    ] {
        let headers: Vec<(&str, &str)> = [FORM].into_iter().chain(more).collect();
        let sent = client.post(&action, encoded(fields), &headers).await;
        let said = told(&client, &sent.expect("an answer")).await;
        assert!(said.contains("could not be verified"), "{why}: {said}");
    }
    let missing = act(&client, &order, "address", &[("name", "Jo")]).await;
    assert!(
        told(&client, &missing)
            .await
            .contains("missing or too long")
    );
    let long = "x".repeat(2_000);
    let more = [("problem", "other"), ("words", long.as_str())];
    let sent = act(&client, &order, "problem", &more).await;
    assert!(told(&client, &sent).await.contains("missing or too long"));
    let got = client.get(&action, &[]).await.expect("an answer");
    assert_eq!(got.status, 405);
    // A sentence nobody signed stands on no page.
    let token = client.link_token(&order);
    let page = client.get(&format!("/o/{token}?result=cancel"), &[]).await;
    assert!(!page.expect("a page").text.contains("id=\"result\""));
    let trace = client.trace(&order).await.expect("a trace");
    assert!(trace.view.requests.is_empty());
    for number in 0..3 {
        let words = format!("{number}");
        let more = [("problem", "other"), ("words", words.as_str())];
        let sent = act(&client, &order, "problem", &more).await;
        assert_eq!(told(&client, &sent).await, "The shop has your report.");
    }
    let sent = act(
        &client,
        &order,
        "problem",
        &[("problem", "other"), ("words", "9")],
    )
    .await;
    assert!(told(&client, &sent).await.contains("too many requests"));
    found_by_number(&world, &client, &placed).await;
    let nowhere = client.post("/o/AAAA/act", Vec::new(), &[FORM]).await;
    assert_eq!(nowhere.expect("an answer").status, 404);
    // Last: the development server does not survive a body that nobody reads to its end.
    let huge = client.post(&action, vec![b'x'; 100_000], &[FORM]).await;
    let huge = huge.expect("an answer");
    assert!((400..500).contains(&huge.status), "{huge:?}");
    world.stop().await;
}

/// Whoever found the order by its number and e-mail address may report, and may not send it elsewhere.
async fn found_by_number(world: &World, client: &Client, placed: &Order) {
    client.tick().await.expect("a tick");
    let seconds = (client.now() / 1000).to_string();
    let secret = &world.secrets().api_secret;
    let query = sign::proxy_query(
        &[
            ("shop", SHOP),
            ("path_prefix", "/apps/plumbline"),
            ("timestamp", &seconds),
            ("logged_in_customer_id", ""),
        ],
        secret,
    );
    let body = format!("number=1001&email={}", sign::percent(&placed.email)).into_bytes();
    let found = client.post(&format!("/proxy?{query}"), body, &[FORM]).await;
    let found = found.expect("an answer");
    assert_eq!(found.status, 303, "{}", found.text);
    let location = found.headers["location"].to_str().expect("text");
    let path = location.replace("/apps/plumbline/", "/proxy/");
    let shown = client.get(&format!("{path}.json?{query}"), &[]).await;
    let shown: Value = shown.expect("an answer").json().expect("the page");
    let ids: Vec<&str> = shown["page"]["aside"]["forms"]
        .as_array()
        .expect("forms")
        .iter()
        .filter_map(|form| form["id"].as_str())
        .collect();
    assert_eq!(ids, ["problem"]);
    let form = shown["page"]["aside"]["forms"][0]["hidden"][1]["value"].as_str();
    let form = form.expect("a form token");
    let fields: Vec<(String, String)> = [("act", "cancel"), ("form", form)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    let sent = client
        .post(&format!("{path}/act?{query}"), encoded(&fields), &[FORM])
        .await
        .expect("an answer");
    assert_eq!(sent.status, 303, "{}", sent.text);
    let back = sent.headers["location"].to_str().expect("text");
    assert!(back.starts_with("/apps/plumbline/o/"), "{back}");
    assert!(back.contains("result=closed."), "{back}");
    let trace = client.trace(&placed.id.to_string()).await.expect("a trace");
    let cancels = trace.view.requests.iter();
    assert_eq!(cancels.filter(|of| word(of.kind) == "cancel").count(), 0);
}

/// The same forms in Chromium, with scripts and without.
#[tokio::test(flavor = "multi_thread")]
async fn forms_work_with_scripts_and_without() {
    let world = World::start(Options::default()).await.expect("a world");
    let mut world = world;
    let client = world.client(SHOP);
    let settings = json!({"name": "Acts", "zone": "America/Chicago", "installed_at": 0});
    client.install(&settings).await.expect("installed");
    for (scripts, id) in [(true, 9_600_000_000_u64), (false, 9_600_000_001)] {
        let order = Order::new(id, 1001, client.now() - HOUR);
        send(&client, "orders/create", &format!("{id}"), &order.body()).await;
        let browser = Browser::start(Settings {
            scripts,
            ..Settings::default()
        })
        .await
        .expect("Chromium and chromedriver");
        let url = format!("{}/o/{}", client.base(), client.link_token(&id.to_string()));
        browser.open(&url).await.expect("opened");
        browser.click(".act summary").await.expect("unfolded");
        for (name, value) in address() {
            let field = format!("#address-{name}");
            browser.write(&field, value).await.expect("written");
        }
        let send = "form[data-act=address] button";
        browser.click(send).await.expect("sent");
        let result = "Another address is requested. Nobody has confirmed it yet.";
        shows(&browser, scripts, result).await;
        shows(&browser, scripts, "What you asked for").await;
        // The open page goes on saying so after its first look for news.
        tokio::time::sleep(Duration::from_secs(2)).await;
        shows(&browser, scripts, result).await;
        assert_eq!(
            request(&client, &id.to_string()).await,
            ("address".to_owned(), "requested".to_owned())
        );
        browser.click(".ask button").await.expect("answered");
        shows(&browser, scripts, "Your answer is noted").await;
        browser.close().await;
    }
    world.stop().await;
}

/// Waits until a reader of the page sees `words`.
async fn shows(browser: &Browser, scripts: bool, words: &str) {
    let started = Instant::now();
    loop {
        // Between two documents there is no text to read.
        let text = browser.visible_text().await.unwrap_or_default();
        if text.contains(words) {
            return;
        }
        let waited = started.elapsed();
        assert!(
            waited < Duration::from_secs(15),
            "scripts {scripts}: {words}: {text}"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
