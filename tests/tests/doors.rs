//! Who gets in, and who learns what: signatures, tokens, shops, look-ups, redaction.

use std::path::Path;

use e2e::client::Client;
use e2e::payloads::{Fulfillment, Order, compliance, operation};
use e2e::sign;
use e2e::world::{Options, World};
use serde_json::json;

const SHOP: &str = "doors.myshopify.com";
const OTHER: &str = "neighbour.myshopify.com";
const START: i64 = 1_790_000_000_000;

async fn world() -> (World, Client) {
    let world = World::start(Options {
        driven_clock: true,
        verbose: true,
        ..Options::default()
    })
    .await
    .expect("a world");
    let client = world.client(SHOP).at(START);
    let settings = json!({"name": "Doors", "zone": "America/Chicago"});
    client.install(&settings).await.expect("installed");
    client
        .for_shop(OTHER)
        .install(&settings)
        .await
        .expect("installed");
    (world, client)
}

async fn place(client: &Client, id: u64, number: u32) -> Order {
    let order = Order::new(id, number, START);
    let answer = client
        .webhook("orders/create", &format!("{id}"), &order.body())
        .await;
    let answer = answer.expect("an answer");
    assert!(answer.ok(), "{} {}", answer.status, answer.text);
    order
}

/// Nothing unsigned, wrongly signed, re-encoded or stale is taken, and nothing of it is stored.
#[tokio::test(flavor = "multi_thread")]
async fn forged_webhooks_and_tokens_are_refused() {
    let (mut world, client) = world().await;
    let secret = world.secrets().api_secret.clone();
    let order = Order::new(8_100_000_000, 1001, START);
    let body = order.body().to_string().into_bytes();
    let good = sign::shopify(&body, &secret);
    let mut flipped = body.clone();
    flipped[20] ^= 1;
    let hex: String = sign::hmac(secret.as_bytes(), &body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let reencoded = serde_json::to_vec_pretty(&order.body()).expect("JSON");
    for (why, bytes, signature) in [
        ("empty", body.clone(), String::new()),
        ("truncated", body.clone(), good[..20].to_owned()),
        (
            "unpadded",
            body.clone(),
            good.trim_end_matches('=').to_owned(),
        ),
        ("hex", body.clone(), hex),
        ("another secret", body.clone(), sign::shopify(&body, "hush")),
        ("one bit of the body", flipped, good.clone()),
        ("the same JSON in other bytes", reencoded, good.clone()),
        (
            "two signatures in one",
            body.clone(),
            format!("{good},{good}"),
        ),
    ] {
        let answer = client
            .webhook_signed("orders/create", "f-1", bytes, &signature)
            .await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 401, "{why}: {}", answer.text);
        assert!(
            answer.text.contains("reason"),
            "{why}: says why: {}",
            answer.text
        );
    }
    // A genuine body sent in another shop's name: the signature does not cover the header.
    let mut foreign = compliance::uninstalled(OTHER);
    foreign["id"] = json!(1);
    let bytes = foreign.to_string().into_bytes();
    let signature = sign::shopify(&bytes, &secret);
    let answer = client
        .webhook_signed("app/uninstalled", "f-2", bytes, &signature)
        .await;
    let status = answer.expect("an answer").status;
    assert!(
        (400..500).contains(&status),
        "another shop's body: {status}"
    );

    let event = operation("e-1", "pick_done", 8_100_000_000, START)
        .body()
        .to_string()
        .into_bytes();
    let key = world.secrets().operations(SHOP, "chicago");
    let seconds = START / 1000;
    let neighbours = world.secrets().operations(OTHER, "chicago");
    for (why, timestamp, signature) in [
        ("no signature", seconds, String::new()),
        (
            "another source's key",
            seconds,
            sign::standard(
                "o-1",
                seconds,
                &event,
                &world.secrets().operations(SHOP, "boston"),
            ),
        ),
        (
            "another shop's key",
            seconds,
            sign::standard("o-1", seconds, &event, &neighbours),
        ),
        (
            "another id",
            seconds,
            sign::standard("o-2", seconds, &event, &key),
        ),
        (
            "ten minutes old",
            seconds - 600,
            sign::standard("o-1", seconds - 600, &event, &key),
        ),
        (
            "ten minutes ahead",
            seconds + 600,
            sign::standard("o-1", seconds + 600, &event, &key),
        ),
    ] {
        let answer = client
            .operations_signed("chicago", "o-1", timestamp, event.clone(), &signature)
            .await;
        let answer = answer.expect("an answer");
        assert!(
            (400..500).contains(&answer.status),
            "{why}: {} {}",
            answer.status,
            answer.text
        );
    }
    let digests = client.digests().await.expect("digests");
    assert!(digests.is_empty(), "nothing of it was stored: {digests:?}");
    sessions(&world, &client).await;
    world.stop().await;
}

/// Session tokens: only Shopify's own, of this app, now, for this shop.
async fn sessions(world: &World, client: &Client) {
    let key = &world.secrets().api_key;
    let secret = &world.secrets().api_secret;
    let seconds = START / 1000;
    let claims = || {
        json!({
            "iss": format!("https://{SHOP}/admin"), "dest": format!("https://{SHOP}"), "aud": key,
            "sub": "42", "exp": seconds + 60, "nbf": seconds - 5, "iat": seconds - 5,
            "jti": "1", "sid": "1",
        })
    };
    let hs256 = json!({"alg": "HS256", "typ": "JWT"});
    let with = |name: &str, value: serde_json::Value| {
        let mut claims = claims();
        claims[name] = value;
        claims
    };
    let without = |name: &str| {
        let mut claims = claims();
        claims.as_object_mut().expect("an object").remove(name);
        claims
    };
    let good = sign::jwt(&hs256, &claims(), secret);
    let opened = client
        .get(
            "/admin.json",
            &[("authorization", &format!("Bearer {good}"))],
        )
        .await;
    assert_eq!(
        opened.expect("an answer").status,
        200,
        "the genuine one opens"
    );
    let unsigned = {
        let token = sign::jwt(&json!({"alg": "none"}), &claims(), secret);
        let (head, _) = token.rsplit_once('.').expect("three parts");
        format!("{head}.")
    };
    for (why, token) in [
        ("no signature", unsigned),
        (
            "alg none, signed",
            sign::jwt(&json!({"alg": "none"}), &claims(), secret),
        ),
        (
            "RS256",
            sign::jwt(&json!({"alg": "RS256"}), &claims(), secret),
        ),
        (
            "HS512",
            sign::jwt(&json!({"alg": "HS512"}), &claims(), secret),
        ),
        ("another secret", sign::jwt(&hs256, &claims(), "hush")),
        (
            "another audience",
            sign::jwt(&hs256, &with("aud", json!("other")), secret),
        ),
        (
            "dest and iss differ",
            sign::jwt(
                &hs256,
                &with("dest", json!(format!("https://{OTHER}"))),
                secret,
            ),
        ),
        (
            "not a shop",
            sign::jwt(&hs256, &with("dest", json!("https://example.com")), secret),
        ),
        (
            "expired",
            sign::jwt(&hs256, &with("exp", json!(seconds - 60)), secret),
        ),
        (
            "exp as text",
            sign::jwt(
                &hs256,
                &with("exp", json!((seconds + 60).to_string())),
                secret,
            ),
        ),
        ("no exp", sign::jwt(&hs256, &without("exp"), secret)),
        ("no aud", sign::jwt(&hs256, &without("aud"), secret)),
        (
            "not yet",
            sign::jwt(&hs256, &with("nbf", json!(seconds + 120)), secret),
        ),
        ("nonsense", "a.b.c".to_owned()),
        ("empty", String::new()),
    ] {
        for path in ["/admin.json", "/admin", "/admin/orders/1.json"] {
            let header = format!("Bearer {token}");
            let answer = client
                .get(path, &[("authorization", &header)])
                .await
                .expect("an answer");
            assert_eq!(answer.status, 401, "{why} at {path}: {}", answer.text);
        }
    }
}

/// No route shows one shop's order to another, and a link opens nothing but its order.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_crosses_shops() {
    let (mut world, client) = world().await;
    let id = 8_200_000_000_u64;
    place(&client, id, 1001).await;
    let order = id.to_string();
    let neighbour = client.for_shop(OTHER);
    assert_eq!(client.page(&order).await.expect("an answer").status, 200);
    for path in [
        format!("/o/{}", neighbour.link_token(&order)),
        format!("/o/{}.json", neighbour.link_token(&order)),
    ] {
        assert_eq!(
            client.get(&path, &[]).await.expect("an answer").status,
            404,
            "{path}"
        );
    }
    for path in [
        format!("/admin/orders/{order}"),
        format!("/admin/orders/{order}.json"),
    ] {
        assert_eq!(
            client.admin(&path).await.expect("an answer").status,
            200,
            "{path}"
        );
        assert_eq!(
            neighbour.admin(&path).await.expect("an answer").status,
            404,
            "{path}"
        );
    }
    let fact = "0".repeat(32);
    let path = format!("/admin/orders/{order}/exceptions/{fact}");
    let answer = neighbour
        .admin_post(&path, &json!({"close": "mine now"}))
        .await
        .expect("an answer");
    assert!(
        matches!(answer.status, 400 | 404),
        "{} {}",
        answer.status,
        answer.text
    );
    assert!(neighbour.orders("").await.expect("a list").rows.is_empty());

    // Every single flipped character of a token opens nothing.
    let token = client.link_token(&order);
    for index in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(bytes).expect("ASCII");
        if forged == token {
            continue;
        }
        // The last character's spare bits may decode alike; then it is the same token.
        let answer = client
            .get(&format!("/o/{forged}"), &[])
            .await
            .expect("an answer");
        assert_ne!(answer.status, 200, "{forged}");
    }
    // The proxy vouches for a shop: another shop's link does not exist behind it.
    let seconds = (START / 1000).to_string();
    let secret = &world.secrets().api_secret;
    for (shop, status) in [(SHOP, 200), (OTHER, 404)] {
        let path = format!("/proxy/o/{token}?{}", proxied(shop, &seconds, secret));
        let answer = client.get(&path, &[]).await.expect("an answer");
        assert_eq!(answer.status, status, "{shop}: {}", answer.text);
    }
    let genuine = proxied(SHOP, &seconds, secret);
    let old = proxied(SHOP, &(START / 1000 - 86_400).to_string(), secret);
    for (why, query) in [
        (
            "no signature",
            genuine
                .split("&signature")
                .next()
                .unwrap_or_default()
                .to_owned(),
        ),
        ("another secret", proxied(SHOP, &seconds, "hush")),
        ("a day old", old),
        ("a parameter twice", format!("{genuine}&shop={OTHER}")),
        (
            "a parameter more",
            format!("{genuine}&logged_in_customer_id=7"),
        ),
    ] {
        let answer = client
            .get(&format!("/proxy/o/{token}?{query}"), &[])
            .await
            .expect("an answer");
        assert!(
            (400..500).contains(&answer.status),
            "{why}: {} {}",
            answer.status,
            answer.text
        );
    }
    world.stop().await;
}

/// The query the app proxy signs for `shop` at `seconds`.
fn proxied(shop: &str, seconds: &str, secret: &str) -> String {
    proxied_for(shop, seconds, "", None, secret)
}

/// The same for a signed-in customer who asks for an order by its number.
fn proxied_for(
    shop: &str,
    seconds: &str,
    customer: &str,
    number: Option<&str>,
    secret: &str,
) -> String {
    let mut query = vec![
        ("shop", shop),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", seconds),
        ("logged_in_customer_id", customer),
    ];
    query.extend(number.map(|number| ("number", number)));
    sign::proxy_query(&query, secret)
}

/// A customer Shopify vouches for opens their own order by its number, and nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn a_signed_in_customer_opens_their_own_orders_only() {
    let (mut world, client) = world().await;
    let own = place(&client, 8_310_000_000, 2001).await;
    let other = place(&client, 8_310_000_001, 2002).await;
    client.tick().await.expect("a tick");
    let secret = world.secrets().api_secret.clone();
    let seconds = (START / 1000).to_string();
    let ask = async |customer: &str, number: &str| {
        let query = proxied_for(SHOP, &seconds, customer, Some(number), &secret);
        let answer = client.get(&format!("/proxy?{query}"), &[]).await;
        answer.expect("an answer")
    };
    let customer = own.customer.to_string();
    let opened = ask(&customer, "2001").await;
    assert_eq!(opened.status, 303, "{}", opened.text);
    let refused = ask(&customer, "2002").await;
    assert_eq!(refused.status, 200, "the form, and that nothing was found");
    let nothing = ask(&customer, "9999").await;
    assert_eq!(
        strip(&refused.text),
        strip(&nothing.text),
        "another's order is no order"
    );
    let stranger = ask("", "2001").await;
    assert_eq!(stranger.status, 200, "nobody is signed in");
    // The id as an address is nobody's address.
    let path = format!("/proxy?{}", proxied(SHOP, &seconds, &secret));
    let form = format!("number=2001&email={customer}").into_bytes();
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let guessed = client.post(&path, form, &kind).await.expect("an answer");
    assert_eq!(guessed.status, 200);
    assert_ne!(own.customer, other.customer);
    world.stop().await;
}

/// Order number and e-mail: every wrong guess is answered alike, and guessing soon ends.
#[tokio::test(flavor = "multi_thread")]
async fn the_look_up_answers_alike_and_runs_dry() {
    let (mut world, client) = world().await;
    let order = place(&client, 8_300_000_000, 1234).await;
    client.tick().await.expect("a tick");
    let secret = world.secrets().api_secret.clone();
    let path = format!(
        "/proxy?{}",
        proxied(SHOP, &(START / 1000).to_string(), &secret)
    );
    let ask = async |number: &str, email: &str, address: &str| {
        let form = format!(
            "number={}&email={}",
            sign::percent(number),
            sign::percent(email)
        );
        client
            .post(
                &path,
                form.into_bytes(),
                &[
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("x-forwarded-for", address),
                ],
            )
            .await
            .expect("an answer")
    };
    let found = ask("#1234", &order.email, "192.0.2.1").await;
    assert!(
        matches!(found.status, 200 | 303),
        "the right pair: {} {}",
        found.status,
        found.text
    );
    let wrong_mail = ask("#1234", "someone@example.com", "192.0.2.2").await;
    let wrong_number = ask("#9999", &order.email, "192.0.2.3").await;
    assert_eq!(wrong_mail.status, wrong_number.status);
    assert_eq!(
        strip(&wrong_mail.text),
        strip(&wrong_number.text),
        "one uniform answer"
    );
    assert_ne!(strip(&found.text), strip(&wrong_mail.text));
    assert!(
        !wrong_mail.text.contains(&order.email),
        "no personal data comes back"
    );
    // Who guesses too often is told so, to the right pair as to a wrong one.
    for guess in 0..10 {
        let answer = ask(&format!("#{guess}"), "guess@example.com", "192.0.2.9").await;
        assert_eq!(
            strip(&answer.text),
            strip(&wrong_mail.text),
            "guess {guess}"
        );
    }
    let limited = ask("#11", "guess@example.com", "192.0.2.9").await;
    assert_eq!(limited.status, 429);
    assert!(limited.text.contains("Too many tries"), "{}", limited.text);
    let after = ask("#1234", &order.email, "192.0.2.9").await;
    assert_eq!(
        (after.status, strip(&after.text)),
        (limited.status, strip(&limited.text))
    );
    // Others are not locked out by it.
    let other = ask("#1234", &order.email, "192.0.2.10").await;
    assert_eq!(other.status, found.status);
    world.stop().await;
}

/// A page without what differs at every rendering.
fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("nonce=\"") {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    out + rest
}

/// After `customers/redact` and `shop/redact` no file of ours holds anything personal.
#[tokio::test(flavor = "multi_thread")]
async fn redaction_leaves_no_canary() {
    let (mut world, client) = world().await;
    let canaries = [
        "canary-mail@example.com",
        "+15550199123",
        "Zebedee",
        "Quagga Street",
    ];
    let ids = [8_400_000_000_u64, 8_400_000_001, 8_400_000_002];
    for (number, id) in ids.iter().copied().enumerate() {
        let mut order = Order::new(id, 1500 + number as u32, START);
        order.email = canaries[0].to_owned();
        order.phone = canaries[1].to_owned();
        order.name = (canaries[2].to_owned(), canaries[2].to_owned());
        order.street = format!("7 {}", canaries[3]);
        let made = client
            .webhook("orders/create", &format!("{id}-1"), &order.body())
            .await;
        assert!(made.expect("an answer").ok());
        let mut label = Fulfillment::new(id * 10, id, START + 1000);
        label.email = canaries[0].to_owned();
        let sent = client
            .webhook("fulfillments/create", &format!("{id}-2"), &label.body())
            .await;
        assert!(sent.expect("an answer").ok());
    }
    client.tick().await.expect("a tick");
    // Encrypted from the start: even before redaction nothing is readable on disk.
    assert_eq!(
        found(world.state_dir(), &canaries),
        Vec::<String>::new(),
        "before redaction"
    );
    let before = client.page(&ids[0].to_string()).await.expect("an answer");
    assert!(
        !canaries.iter().any(|canary| before.text.contains(canary)),
        "the page shows none"
    );

    let redact = compliance::redact_customer(SHOP, canaries[0], &ids[..1]);
    let answer = client
        .webhook("customers/redact", "r-1", &redact)
        .await
        .expect("an answer");
    assert!(answer.ok(), "{} {}", answer.status, answer.text);
    let gone = compliance::uninstalled(SHOP);
    let answer = client
        .webhook("app/uninstalled", "r-2", &gone)
        .await
        .expect("an answer");
    assert!(answer.ok(), "{} {}", answer.status, answer.text);
    let answer = client
        .webhook("shop/redact", "r-3", &compliance::redact_shop(SHOP))
        .await;
    let answer = answer.expect("an answer");
    assert!(answer.ok(), "{} {}", answer.status, answer.text);
    client.tick().await.expect("a tick");
    // A late webhook resurrects nothing.
    let mut late = Order::new(ids[1], 1501, START);
    late.email = canaries[0].to_owned();
    late.updated_at = START + 5000;
    let _ = client
        .webhook("orders/updated", "late-1", &late.body())
        .await
        .expect("an answer");
    client.tick().await.expect("a tick");
    for id in ids {
        let page = client.page(&id.to_string()).await.expect("an answer");
        assert_eq!(page.status, 404, "order {id}: {}", page.text);
    }
    world.stop().await;
    assert_eq!(
        found(world.state_dir(), &canaries),
        Vec::<String>::new(),
        "after redaction"
    );
}

/// Files below `directory` that hold one of `needles`.
fn found(directory: &Path, needles: &[&str]) -> Vec<String> {
    let mut hits = Vec::new();
    let mut waiting = vec![directory.to_path_buf()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(
                std::fs::read_dir(&path)
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|entry| entry.path()),
            );
            continue;
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        for needle in needles {
            if bytes
                .windows(needle.len())
                .any(|window| window == needle.as_bytes())
            {
                hits.push(format!("{needle} in {}", path.display()));
            }
        }
    }
    hits
}

/// Fifty deliveries to one order at once, duplicates among them: the same bytes as one by one.
#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_fold_to_the_same_state() {
    let (mut world, client) = world().await;
    let id = 8_500_000_000_u64;
    let deliveries: Vec<(String, serde_json::Value)> = (0..25_i64)
        .map(|n| {
            let kind =
                ["pick_started", "pick_done", "pack_done", "handover", "note"][n as usize % 5];
            let event = operation(&format!("e-{n}"), kind, id, START + n * 1000)
                .with("text", format!("step {n}"));
            (format!("d-{n}"), event.body())
        })
        .collect();
    let mut sending = tokio::task::JoinSet::new();
    for round in 0..2 {
        for (delivery, body) in deliveries.clone() {
            let client = client.clone();
            // Half of the second round comes under a new delivery id: content decides, not the id.
            let delivery = if round == 1 && delivery.len() % 2 == 0 {
                format!("{delivery}-x")
            } else {
                delivery
            };
            sending.spawn(async move { client.operations("chicago", &delivery, &body).await });
        }
    }
    while let Some(sent) = sending.join_next().await {
        let answer = sent.expect("a sender does not panic").expect("an answer");
        assert!(answer.ok(), "{} {}", answer.status, answer.text);
    }
    let parallel = client.digests().await.expect("digests");
    let neighbour = client.for_shop(OTHER);
    for (delivery, body) in deliveries.iter().rev() {
        let answer = neighbour
            .operations("chicago", delivery, body)
            .await
            .expect("an answer");
        assert!(answer.ok(), "{} {}", answer.status, answer.text);
    }
    let sequential = neighbour.digests().await.expect("digests");
    assert_eq!(
        parallel.get(&id.to_string()),
        sequential.get(&id.to_string())
    );
    world.stop().await;
}
