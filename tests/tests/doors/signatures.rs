//! Signatures of webhooks and session tokens.

use e2e::client::Client;
use e2e::payloads::{Order, compliance, operation};
use e2e::sign;
use e2e::world::World;
use serde_json::json;

use super::{OTHER, SHOP, START, world};

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
