//! What is left of a person after redaction.

use std::path::Path;

use e2e::payloads::{Fulfillment, Order, compliance};

use super::{SHOP, START, world};

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
