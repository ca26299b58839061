//! One shop and its neighbour.

use serde_json::json;

use super::{OTHER, SHOP, START, place, proxied, world};

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
