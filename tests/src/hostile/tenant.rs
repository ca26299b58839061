//! Every route with a foreign shop's credentials: nothing of the other shop is told, nothing of it changes.
//!
//! What is tried is listed by the router's own patterns. A route without an entry here is a breach.

mod acts;
mod relay;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::HostileError;
use super::attempt::{Attempt, send_all};
use super::tally::{Figure, Tally, Verdict, told, verdict};
use super::town::{NEIGHBOUR, ORDERS, PRIVATE, Town, VICTIM, VICTIMS};
use crate::client::Answer;
use crate::payloads::{compliance, operation};
use crate::sign;

/// A request of the neighbour's, and whether it must be refused; otherwise it may be taken for the neighbour's own shop.
type Try = (bool, Attempt);

/// Tries every route of `routes`.
pub async fn run(
    town: &Town,
    routes: &BTreeSet<String>,
    tally: &mut Tally,
) -> Result<(), HostileError> {
    let mut entries = entries(town);
    entries.extend(acts::entries(town).await?);
    entries.extend(relay::entries(town));
    for route in routes
        .iter()
        .filter(|route| !entries.contains_key(route.as_str()))
    {
        let what = format!(
            "the route {route} has no entry in the bench: say what a foreign shop must not get there"
        );
        tally.breach(Figure::TenantLeaks, &what);
    }
    for route in entries.keys().filter(|route| !routes.contains(**route)) {
        let what = format!(
            "the route {route} is not the router's any more: drop its entry from the bench"
        );
        tally.breach(Figure::TenantLeaks, &what);
    }
    let before = town.state(&town.victim, VICTIMS).await?;
    let tries: Vec<Try> = entries.into_values().flatten().collect();
    let closed: BTreeSet<String> = tries
        .iter()
        .filter(|(closed, _)| *closed)
        .map(|(_, attempt)| attempt.what.clone())
        .collect();
    let attempts = tries.into_iter().map(|(_, attempt)| attempt).collect();
    send_all(&town.neighbour, attempts, |attempt, answer| {
        tally.requests += 1;
        let refused = verdict(attempt, answer) == Verdict::Refused;
        if closed.contains(&attempt.what) && !refused || answer.status >= 500 {
            tally.breach(Figure::TenantLeaks, &told(attempt, answer));
        }
        for word in leaked(answer) {
            let what = format!("{word:?} of the other shop in {}", told(attempt, answer));
            tally.breach(Figure::TenantLeaks, &what);
        }
    })
    .await?;
    relay::heard(town, tally).await?;
    let after = town.state(&town.victim, VICTIMS).await?;
    if let Some(what) = Town::changed(&before, &after) {
        let what = format!("the neighbour changed the victim's settings or facts: {what}");
        tally.breach(Figure::TenantLeaks, &what);
    }
    Ok(())
}

/// The victim's words in an answer or its headers.
fn leaked(answer: &Answer) -> Vec<&'static str> {
    let headers = format!("{:?}", answer.headers).to_lowercase();
    let text = answer.text.to_lowercase();
    PRIVATE
        .into_iter()
        .filter(|word| {
            let word = word.to_lowercase();
            text.contains(&word) || headers.contains(&word)
        })
        .collect()
}

fn entries(town: &Town) -> BTreeMap<&'static str, Vec<Try>> {
    let secrets = town.secrets();
    let session = Town::session(&town.neighbour);
    let order = VICTIMS.to_string();
    // Minted for the neighbour's shop, and the victim's own.
    let (theirs, genuine) = (
        town.neighbour.link_token(&order),
        town.victim.link_token(&order),
    );
    let victim = town.order(VICTIMS, 0);
    let customer = victim.customer.to_string();
    let now = town.seconds().to_string();
    let proxied = |extra: &[(&str, &str)]| {
        let mut query = vec![
            ("shop", NEIGHBOUR),
            ("path_prefix", "/apps/plumbline"),
            ("timestamp", &now),
        ];
        query.extend(extra);
        sign::proxy_query(&query, &secrets.api_secret)
    };
    let number = format!("#{}", victim.number);
    let signed_in = proxied(&[("logged_in_customer_id", &customer), ("number", &number)]);
    let plain = proxied(&[]);
    let get = |path: String| Attempt::get(format!("a neighbour asks {path}"), path);
    let within = |path: String| get(path).within(&session);
    let post = |path: &str, body: serde_json::Value| {
        let what = format!("a neighbour sends {body} to {path}");
        Attempt::post(what, path, body.to_string().into_bytes()).within(&session)
    };
    let live = get(format!("/o/{theirs}/live"))
        .with("connection", "Upgrade")
        .with("upgrade", "websocket")
        .with("sec-websocket-version", "13")
        .with("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    let form = format!(
        "number={}&email={}",
        sign::percent(&number),
        sign::percent(&victim.email)
    );
    let exception = format!("/admin/orders/{order}/exceptions/{}", "0".repeat(32));
    let letters = (0..8)
        .map(|shard| format!("{shard}-1"))
        .chain(["shop-1".to_owned()])
        .map(|id| {
            (
                true,
                post(&format!("/admin/dead-letters/{id}/replay"), json!({})),
            )
        });
    BTreeMap::from([
        ("/health", vec![(false, get("/health".into()))]),
        ("/o/{token}", vec![(true, get(format!("/o/{theirs}")))]),
        (
            "/o/{token}.json",
            vec![(true, get(format!("/o/{theirs}.json?seen=1")))],
        ),
        ("/o/{token}/live", vec![(true, live)]),
        (
            "/proxy",
            vec![
                (false, get(format!("/proxy?{signed_in}"))),
                (
                    false,
                    Attempt::post(
                        "a neighbour's shopper",
                        format!("/proxy?{plain}"),
                        form.into_bytes(),
                    )
                    .with("content-type", "application/x-www-form-urlencoded"),
                ),
            ],
        ),
        (
            "/proxy/promise",
            vec![(
                false,
                get(format!(
                    "/proxy/promise?{}",
                    proxied(&[("option", "Victimrate")])
                )),
            )],
        ),
        (
            "/proxy/o/{token}",
            vec![
                (true, get(format!("/proxy/o/{genuine}?{plain}"))),
                (true, get(format!("/proxy/o/{genuine}.json?{plain}"))),
                (true, get(format!("/proxy/o/{theirs}?{plain}"))),
            ],
        ),
        (
            "/admin",
            vec![
                (false, within(format!("/admin?shop={VICTIM}"))),
                (
                    false,
                    within(format!("/admin.json?shop={VICTIM}&attention=1")),
                ),
            ],
        ),
        (
            "/admin/orders/{id}",
            vec![
                (true, within(format!("/admin/orders/{order}?shop={VICTIM}"))),
                (true, within(format!("/admin/orders/{order}.json"))),
            ],
        ),
        (
            "/admin/orders/{id}/exceptions/{fact}",
            vec![
                (
                    true,
                    post(&exception, json!({"action": "close", "how": "mine now"})),
                ),
                (
                    true,
                    post(
                        &exception,
                        json!({"action": "assign", "owner": "me", "shop": VICTIM}),
                    ),
                ),
            ],
        ),
        ("/admin/dead-letters/{id}/replay", letters.collect()),
        (
            "/admin/promises",
            vec![
                (false, within(format!("/admin/promises?shop={VICTIM}"))),
                (false, within("/admin/promises.json".into())),
                (
                    false,
                    post(
                        "/admin/promises",
                        json!({"action": "switch", "to": "off", "shop": VICTIM}),
                    ),
                ),
            ],
        ),
        (
            "/admin/redactions",
            vec![(false, post("/admin/redactions", json!({"shop": VICTIM})))],
        ),
        (
            "/admin/settings",
            vec![
                (false, within(format!("/admin/settings?shop={VICTIM}"))),
                (
                    true,
                    post("/admin/settings", json!({"shop": VICTIM, "name": "Mine"})),
                ),
            ],
        ),
        // Closed altogether where nothing is developed: see `forge::closed`.
        ("/dev", vec![(true, get(format!("/dev/{VICTIM}/digests")))]),
        ("/assets/", vec![(false, get("/assets/order.js".into()))]),
        ("/webhooks/shopify", webhooks(town)),
        ("/webhooks/operations/", reports(town)),
    ])
}

/// Signed by Shopify for the neighbour: what it says of the victim's orders stays in the neighbour's shop.
fn webhooks(town: &Town) -> Vec<Try> {
    let send = |closed: bool, topic: &str, body: serde_json::Value| {
        let bytes = body.to_string().into_bytes();
        let signature = sign::shopify(&bytes, &town.secrets().api_secret);
        let attempt = Attempt::post(format!("a neighbour's {topic}"), "/webhooks/shopify", bytes)
            .with("x-shopify-topic", topic)
            .with("x-shopify-shop-domain", NEIGHBOUR)
            .with("x-shopify-webhook-id", format!("neighbour-{topic}"))
            .with("x-shopify-hmac-sha256", signature);
        (closed, attempt)
    };
    let orders: Vec<u64> = (VICTIMS..VICTIMS + ORDERS).collect();
    // Not the order that is asked for: what is told here is the neighbour's own from now on.
    let mut taken = town.order(VICTIMS, 1);
    taken.cancelled = Some((town.victim.now(), "fraud".to_owned()));
    taken.updated_at = town.victim.now();
    taken.lines[0].title = "Mug".to_owned();
    vec![
        send(false, "orders/cancelled", taken.body()),
        send(
            false,
            "customers/redact",
            compliance::redact_customer(NEIGHBOUR, "a@example.com", &orders),
        ),
        send(true, "shop/redact", compliance::redact_shop(VICTIM)),
        send(true, "app/uninstalled", compliance::uninstalled(VICTIM)),
        send(
            true,
            "customers/data_request",
            compliance::data_request(VICTIM, "a@example.com", &orders),
        ),
    ]
}

/// A warehouse of the neighbour's that reports the victim's parcels.
fn reports(town: &Town) -> Vec<Try> {
    let event = operation("neighbour", "handover", VICTIMS + 2, town.victim.now())
        .with("tracking", "VICTIMS0");
    let body = event.body().to_string().into_bytes();
    let now = town.seconds();
    let key = town.secrets().operations(NEIGHBOUR, "chicago");
    let signature = sign::standard("n-1", now, &body, &key);
    let send = |closed: bool, handle: &str| {
        let path = format!("/webhooks/operations/{handle}/chicago");
        let attempt = Attempt::post(
            format!("a neighbour's warehouse at {path}"),
            path,
            body.clone(),
        )
        .with("webhook-id", "n-1")
        .with("webhook-timestamp", now.to_string())
        .with("webhook-signature", &signature);
        (closed, attempt)
    };
    vec![
        send(true, town.victim.handle()),
        send(false, town.neighbour.handle()),
    ]
}
