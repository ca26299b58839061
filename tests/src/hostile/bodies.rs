//! Bodies that are no bodies, rightly signed: too large, too deep, cut short, not UTF-8, doubled, huge. Each is refused as
//! the sender's fault, nothing of it is stored, and the next honest one is taken.

use serde_json::{Value, json};

use super::HostileError;
use super::attempt::{Attempt, lost, send_all};
use super::tally::{Figure, Tally, told};
use super::town::{FORGED, Town, VICTIM, VICTIMS};
use crate::payloads::{Order, operation};
use crate::sign;
use crate::world::World;

/// Largest body of a webhook and of a form, in bytes.
const WEBHOOK: usize = 8 * 1024 * 1024;
const FORM: usize = 64 * 1024;
/// Brackets of a body that is only depth.
const DEPTH: usize = 200_000;

/// Sends every bad body to every route that takes one.
pub async fn run(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let before = town.state(&town.victim, VICTIMS).await?;
    let order = Order::new(FORGED, 9001, town.victim.now()).body();
    let mut attempts: Vec<Attempt> = Vec::new();
    for (why, body) in broken(&order, "/line_items/0/title", "/id", WEBHOOK) {
        attempts.push(webhook(town, &why, body));
    }
    let event = operation("bad", "note", FORGED, town.victim.now())
        .with("text", "words")
        .body();
    for (why, body) in broken(&event, "/text", "/order", WEBHOOK) {
        attempts.push(report(town, &why, body));
    }
    let session = Town::session(&town.victim);
    let settings = json!({"name": "Broken", "zone": "UTC", "promises": {"target": 90}});
    for (why, body) in broken(&settings, "/name", "/promises/target", FORM) {
        let why = format!("settings, {why}");
        attempts.push(Attempt::post(why, "/admin/settings", body).within(&session));
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ] {
        let attempt = Attempt::post(
            "settings under another type",
            "/admin/settings",
            settings.to_string().into_bytes(),
        )
        .with("authorization", format!("Bearer {session}"));
        attempts.push(attempt.with("content-type", kind));
    }
    let forms = [
        (
            "/admin/promises".to_owned(),
            json!({"action": "rules", "target": "91"}),
        ),
        (
            format!("/admin/orders/{VICTIMS}/exceptions/{}", "0".repeat(32)),
            json!({"action": "close", "how": "x"}),
        ),
        (
            "/admin/dead-letters/0-1/replay".to_owned(),
            json!({"x": "y"}),
        ),
    ];
    for (path, fields) in &forms {
        let text = fields
            .as_object()
            .and_then(|fields| fields.keys().next().cloned());
        let text = format!("/{}", text.unwrap_or_default());
        // Of a form's field that is there twice one counts, as browsers have it.
        let bad = broken(fields, &text, &text, FORM).into_iter();
        for (why, body) in bad.filter(|(why, _)| why != "a field twice") {
            attempts.push(Attempt::post(format!("a form, {why}"), path, body).within(&session));
        }
        for (why, body) in [
            ("too large", vec![b'a'; FORM + 1]),
            ("JSON called a form", fields.to_string().into_bytes()),
            ("no UTF-8", b"action=%ff%fe&how=%ff".to_vec()),
        ] {
            let attempt = Attempt::post(format!("a form, {why}"), path, body)
                .with("authorization", format!("Bearer {session}"));
            attempts.push(attempt.with("content-type", "application/x-www-form-urlencoded"));
        }
    }
    let now = town.seconds().to_string();
    let query = [
        ("shop", VICTIM),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", now.as_str()),
    ];
    let path = format!(
        "/proxy?{}",
        sign::proxy_query(&query, &town.secrets().api_secret)
    );
    attempts.push(Attempt::post(
        "a look-up, too large",
        &path,
        vec![b'a'; FORM + 1],
    ));
    attempts.push(
        Attempt::post("a look-up, broken JSON", &path, b"{\"number\":".to_vec())
            .with("content-type", "application/json"),
    );
    // What is refused by its length alone is left unread: see `large`.
    attempts.retain(|attempt| attempt.body.as_ref().is_none_or(|body| body.len() <= FORM));
    let after: Vec<Attempt> = vec![
        webhook(
            town,
            "an honest one",
            town.order(VICTIMS, 0).body().to_string().into_bytes(),
        )
        .honest(),
        Attempt::get("settings, honest", "/admin/settings")
            .within(&session)
            .honest(),
    ];
    for attempts in [attempts, after] {
        send_all(&town.victim, attempts, |attempt, answer| {
            tally.judge(attempt, answer)
        })
        .await?;
    }
    let state = town.state(&town.victim, VICTIMS).await?;
    if let Some(what) = Town::changed(&before, &state) {
        let what = format!("a broken body changed the victim's shop: {what}");
        tally.breach(Figure::Accepted, &what);
    }
    let stored = town
        .victim
        .admin(&format!("/admin/orders/{FORGED}.json"))
        .await?;
    if stored.status != 404 {
        tally.breach(Figure::Accepted, "a broken body stored an order");
    }
    Ok(())
}

/// Bodies refused by their length, which nobody reads: the connection may end instead of an answer, and the development server
/// with it. So they are tried last, against a world that is not needed any more.
pub async fn large(world: &World, shop: &str, tally: &mut Tally) -> Result<(), HostileError> {
    let client = world.client(shop);
    let order = json!({"id": FORGED, "note": "x".repeat(WEBHOOK)})
        .to_string()
        .into_bytes();
    let signature = sign::shopify(&order, &world.secrets().api_secret);
    let session = Town::session(&client);
    for attempt in [
        Attempt::post(
            "settings, too large",
            "/admin/settings",
            vec![b' '; FORM + 1],
        )
        .within(&session),
        Attempt::post("a form, too large", "/admin/promises", vec![b' '; FORM + 1])
            .within(&session),
        Attempt::post("an order, too large", "/webhooks/shopify", order)
            .with("x-shopify-topic", "orders/create")
            .with("x-shopify-shop-domain", shop)
            .with("x-shopify-hmac-sha256", signature),
    ] {
        tally.requests += 1;
        match attempt.send_once(&client).await {
            // 413, or no answer at all; never taken.
            Ok(answer) if answer.status == 413 || lost(&answer) => {}
            Ok(answer) => tally.breach(Figure::Accepted, &told(&attempt, &answer)),
            Err(HostileError::Client(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Every way to break `whole`, whose `text` is foreign text and whose `number` is read.
fn broken(whole: &Value, text: &str, number: &str, limit: usize) -> Vec<(String, Vec<u8>)> {
    let bytes = whole.to_string().into_bytes();
    let swapped = |at: &str, raw: &str| {
        let mut other = whole.clone();
        if let Some(value) = other.pointer_mut(at) {
            *value = json!("PLACE");
        }
        other.to_string().replace("\"PLACE\"", raw).into_bytes()
    };
    let mut large = whole.clone();
    if let Some(value) = large.pointer_mut(text) {
        *value = json!("x".repeat(limit));
    }
    let mut invalid = swapped(text, "\"#\"");
    for byte in &mut invalid {
        if *byte == b'#' {
            *byte = 0xff;
        }
    }
    let first = number
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default();
    let doubled = whole
        .to_string()
        .replacen('{', &format!("{{\"{first}\":{},", whole[first]), 1);
    let mut bad = vec![
        (
            "too large by far".to_owned(),
            large.to_string().into_bytes(),
        ),
        ("a byte too large".to_owned(), {
            let mut padded = bytes.clone();
            padded.resize(limit + 1, b' ');
            padded
        }),
        ("empty".to_owned(), Vec::new()),
        ("blanks".to_owned(), b"  \n ".to_vec()),
        ("null".to_owned(), b"null".to_vec()),
        ("true".to_owned(), b"true".to_vec()),
        ("a number".to_owned(), b"7".to_vec()),
        ("text".to_owned(), b"\"text\"".to_vec()),
        ("no JSON".to_owned(), b"<xml/>".to_vec()),
        ("zeros".to_owned(), vec![0; 1000]),
        (
            "brackets".to_owned(),
            "[".repeat(DEPTH.min(limit)).into_bytes(),
        ),
        (
            "braces".to_owned(),
            "{\"a\":".repeat((DEPTH / 5).min(limit / 5)).into_bytes(),
        ),
        (
            "text that is depth".to_owned(),
            swapped(
                text,
                &format!("{}{}", "[".repeat(20_000), "]".repeat(20_000)),
            ),
        ),
        ("text not UTF-8".to_owned(), invalid),
        ("a lone surrogate".to_owned(), swapped(text, "\"\\ud800\"")),
        ("a field twice".to_owned(), doubled.into_bytes()),
        ("and more".to_owned(), [bytes.as_slice(), b"x"].concat()),
        ("NaN".to_owned(), swapped(number, "NaN")),
        ("beyond a float".to_owned(), swapped(number, "1e999")),
        (
            "four hundred digits".to_owned(),
            swapped(number, &"9".repeat(400)),
        ),
        ("a fraction".to_owned(), swapped(number, "1.5")),
        ("less than nothing".to_owned(), swapped(number, "-1")),
        ("a list".to_owned(), swapped(number, "[]")),
        ("an object".to_owned(), swapped(number, "{}")),
    ];
    for end in (1..bytes.len()).step_by(bytes.len() / 12 + 1) {
        bad.push((format!("cut at {end}"), bytes[..end].to_vec()));
    }
    bad
}

fn webhook(town: &Town, why: &str, body: Vec<u8>) -> Attempt {
    let signature = sign::shopify(&body, &town.secrets().api_secret);
    Attempt::post(format!("an order, {why}"), "/webhooks/shopify", body)
        .with("content-type", "application/json")
        .with("x-shopify-topic", "orders/create")
        .with("x-shopify-shop-domain", VICTIM)
        .with("x-shopify-hmac-sha256", signature)
}

fn report(town: &Town, why: &str, body: Vec<u8>) -> Attempt {
    let now = town.seconds();
    let key = town.secrets().operations(VICTIM, "bad");
    let signature = sign::standard("b-1", now, &body, &key);
    let path = format!("/webhooks/operations/{}/bad", town.victim.handle());
    Attempt::post(format!("a report, {why}"), path, body)
        .with("content-type", "application/json")
        .with("webhook-id", "b-1")
        .with("webhook-timestamp", now.to_string())
        .with("webhook-signature", signature)
}
