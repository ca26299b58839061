//! Personal data: kept only sealed, told nowhere, and gone when it has to be.
//!
//! A shop's orders carry canaries in every personal field and inside notes. Then the bytes of everything the worker has
//! written, storage of objects, KV and queues, and its log, are searched for them in every encoding they could hide in.

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::json;

use super::HostileError;
use super::tally::{Figure, Tally};
use super::town::Town;
use crate::payloads::{Fulfillment, Order, compliance, operation};
use crate::sign;

/// The shop with the canaries.
const SHOP: &str = "hostile-people.myshopify.com";
/// Its orders.
const ORDERS: [u64; 4] = [9_800_000_000, 9_800_000_001, 9_800_000_002, 9_800_000_003];

/// What may be found nowhere.
const CANARIES: [&str; 6] = [
    "canary.mail@quagga-example.com",
    "canary-note@quagga-example.com",
    "5550199123",
    "Zebedeecanary",
    "Quaggastreet",
    "203.0.113.201",
];

/// A warehouse's note with a person's address and number in it.
pub const NOTE: &str = "Called canary-note@quagga-example.com and +1 (555) 019-9123 about it";

/// Puts the canaries where an order has people.
pub fn people(order: &mut Order) {
    order.email = CANARIES[0].to_owned();
    order.phone = "+15550199123".to_owned();
    order.name = (CANARIES[3].to_owned(), CANARIES[3].to_owned());
    order.street = format!("7 {}", CANARIES[4]);
}

/// Has the shop learn of people, asks for what is stored of one, and has all of it deleted.
pub async fn run(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let client = town.world.client(SHOP);
    let settings = json!({"name": "People", "zone": "UTC"});
    client.install(&settings).await?;
    let placed = client.now() - 3 * 86_400_000;
    for (number, id) in (1500..).zip(ORDERS) {
        let mut order = Order::new(id, number, placed);
        people(&mut order);
        client
            .webhook("orders/create", &format!("{id}-1"), &order.body())
            .await?
            .expect_ok()?;
        let mut label = Fulfillment::new(id * 10, id, placed + 1000);
        label.email = CANARIES[0].to_owned();
        client
            .webhook("fulfillments/create", &format!("{id}-2"), &label.body())
            .await?
            .expect_ok()?;
        let note = operation(&format!("{id}-3"), "note", id, placed + 2000).with("text", NOTE);
        client
            .operations("dock", &format!("{id}-3"), &note.body())
            .await?
            .expect_ok()?;
        tally.requests += 3;
    }
    talk(town, tally).await?;
    surfaces(town, tally).await?;
    forget(town, tally).await
}

/// Everything else people's data may come in by: refused items, parked ones, look-ups, a merchant's own words.
async fn talk(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let client = town.world.client(SHOP);
    let mut refused = operation("p-1", "note", ORDERS[0], client.now())
        .with("text", NOTE)
        .body();
    refused["email"] = json!(CANARIES[0]);
    let parked = json!({"id": "p-2", "kind": "note", "at": "2026-11-01T00:00:00Z", "order_name": "#nobody", "text": NOTE});
    let answer = client
        .operations("dock", "p-1", &json!([refused, parked]))
        .await?;
    judge(
        "the answer to a refused item",
        answer.text.as_bytes(),
        tally,
    );
    let mut broken = Order::new(ORDERS[3] + 1, 1600, client.now());
    people(&mut broken);
    let mut body = broken.body();
    body["created_at"] = json!(CANARIES[0]);
    body["id"] = json!(CANARIES[3]);
    let answer = client.webhook("orders/create", "p-3", &body).await?;
    judge(
        "the answer to a broken order",
        answer.text.as_bytes(),
        tally,
    );
    let now = town.seconds().to_string();
    let query = [
        ("shop", SHOP),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", now.as_str()),
    ];
    let query = sign::proxy_query(&query, &town.secrets().api_secret);
    let form = format!("number=1500&email={}", sign::percent(CANARIES[1]));
    let kind = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("x-forwarded-for", CANARIES[5]),
    ];
    let answer = client
        .post(&format!("/proxy?{query}"), form.into_bytes(), &kind)
        .await?;
    judge("the answer to a look-up", answer.text.as_bytes(), tally);
    // What happened before the installation opens nothing, and times are told in whole seconds.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let damaged = operation("p-4", "exception", ORDERS[1], client.now())
        .with("exception", "lost")
        .with("text", NOTE);
    let sent = client.operations("dock", "p-4", &damaged.body()).await?;
    sent.expect_ok()?;
    let view = client.trace(&ORDERS[1].to_string()).await?.view;
    let open = view
        .exceptions
        .iter()
        .find(|exception| exception.closed_at.is_none());
    let open =
        open.ok_or_else(|| HostileError::Wrong("a reported exception is not open".to_owned()))?;
    let path = format!("/admin/orders/{}/exceptions/{}", ORDERS[1], open.id);
    let personal = json!({"action": "assign", "owner": CANARIES[0]});
    let answer = client.admin_post(&path, &personal).await?;
    if answer.ok() {
        tally.breach(
            Figure::Accepted,
            "an exception was assigned to an e-mail address",
        );
    }
    let closed = client
        .admin_post(&path, &json!({"action": "close", "how": NOTE}))
        .await?;
    judge(
        "the answer to a closed exception",
        closed.text.as_bytes(),
        tally,
    );
    tally.requests += 5;
    Ok(())
}

/// What readers are told of these orders.
async fn surfaces(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let client = town.world.client(SHOP);
    let mut paths = vec![
        "/admin".to_owned(),
        "/admin.json".to_owned(),
        "/admin/settings".to_owned(),
    ];
    for id in ORDERS {
        let token = client.link_token(&id.to_string());
        paths.extend([
            format!("/o/{token}"),
            format!("/o/{token}.json"),
            format!("/admin/orders/{id}"),
            format!("/admin/orders/{id}.json"),
        ]);
    }
    for path in paths {
        let answer = client.admin(&path).await?.expect_ok()?;
        tally.requests += 1;
        judge(&path, answer.text.as_bytes(), tally);
    }
    Ok(())
}

/// A data request, which a person of the shop answers; then the customer's redaction, and the shop's.
async fn forget(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let client = town.world.client(SHOP);
    let asked = compliance::data_request(SHOP, CANARIES[0], &ORDERS[..2]);
    client
        .webhook("customers/data_request", "d-1", &asked)
        .await?
        .expect_ok()?;
    let told = requested(town).await?;
    if !told.contains(CANARIES[0]) {
        tally.breach(
            Figure::ValidRefused,
            "a customer's data request was not answered with their data",
        );
    }
    scan(town.world.state_dir(), "before redaction", tally);
    let redact = compliance::redact_customer(SHOP, CANARIES[0], &ORDERS[..2]);
    client
        .webhook("customers/redact", "d-2", &redact)
        .await?
        .expect_ok()?;
    client
        .webhook("customers/data_request", "d-3", &asked)
        .await?
        .expect_ok()?;
    judge(
        "a data request after redaction",
        requested(town).await?.as_bytes(),
        tally,
    );
    for (topic, body) in [
        ("app/uninstalled", compliance::uninstalled(SHOP)),
        ("shop/redact", compliance::redact_shop(SHOP)),
    ] {
        client
            .webhook(topic, &format!("d-{topic}"), &body)
            .await?
            .expect_ok()?;
    }
    // A late webhook brings nothing back.
    let mut late = Order::new(ORDERS[2], 1502, client.now() - 86_400_000);
    people(&mut late);
    late.updated_at = client.now();
    client
        .webhook("orders/updated", "d-late", &late.body())
        .await?;
    tally.requests += 8;
    // The ledgers are told one by one, within seconds.
    for id in ORDERS {
        let mut waited = 0;
        loop {
            let page = client.page(&id.to_string()).await?;
            tally.requests += 1;
            if page.status == 404 {
                break;
            }
            waited += 1;
            if waited > 120 {
                let what = format!("order {id} of a deleted shop still has a page after 30 s");
                tally.breach(Figure::Accepted, &what);
                break;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }
    Ok(())
}

/// Answers the newest data request as the merchant does: by replaying its letter.
async fn requested(town: &Town) -> Result<String, HostileError> {
    let client = town.world.client(SHOP);
    let list = client.admin("/admin").await?.expect_ok()?.text;
    let letter = list
        .split("/admin/dead-letters/")
        .skip(1)
        .filter_map(|rest| rest.split('/').next())
        .find(|id| id.starts_with("shop-"));
    for id in list.split("/admin/dead-letters/").skip(1) {
        let id = id.split('/').next().unwrap_or_default();
        if !id.starts_with("shop-") {
            continue;
        }
        let path = format!("/admin/dead-letters/{id}/replay");
        let answer = client.admin_post(&path, &json!({})).await?;
        if answer.ok() && answer.text.contains("\"orders\"") {
            return Ok(answer.text);
        }
    }
    Err(HostileError::Wrong(format!(
        "no data request waits among the letters ({letter:?})"
    )))
}

/// Searches everything that is left on disk after the worker has ended.
pub fn stored(town: &Town, tally: &mut Tally) {
    scan(town.world.state_dir(), "after redaction", tally);
}

/// Searches the files of a world: storage and log, not the build and the secrets it was started with.
pub fn scan(directory: &Path, when: &str, tally: &mut Tally) {
    let mut waiting = vec![directory.to_path_buf()];
    let mut files = 0;
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let built = path.file_name().is_some_and(|name| name == "build");
            let inside = std::fs::read_dir(&path).into_iter().flatten().flatten();
            waiting.extend(inside.filter(|_| !built).map(|entry| entry.path()));
        } else {
            files += 1;
            let bytes = std::fs::read(&path).unwrap_or_default();
            let name = path.strip_prefix(directory).unwrap_or(&path).display();
            judge(&format!("{name} {when}"), &bytes, tally);
        }
    }
    if files < 4 {
        tally.breach(
            Figure::CanaryBytes,
            &format!("{when} there were only {files} files to search"),
        );
    }
}

/// Searches bytes for every canary in every encoding.
pub fn judge(place: &str, bytes: &[u8], tally: &mut Tally) {
    let lower = bytes.to_ascii_lowercase();
    for canary in CANARIES {
        for (encoding, needle) in needles(canary) {
            let hay = if encoding == "plain" { &lower } else { bytes };
            let found = count(hay, &needle);
            if found > 0 {
                let weight = (found * needle.len()) as u64;
                tally.breaches(
                    Figure::CanaryBytes,
                    weight,
                    &format!("{canary} ({encoding}) in {place}"),
                );
            }
        }
    }
}

/// What a canary looks like: as it is in any case, UTF-16, base64 at each of its three offsets, hex, percent-encoded.
fn needles(canary: &str) -> Vec<(&'static str, Vec<u8>)> {
    let plain = canary.to_ascii_lowercase().into_bytes();
    let wide = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = hex::encode(canary).into_bytes();
    let escaped = sign::percent(canary);
    let mut needles = vec![("plain", plain), ("UTF-16", wide), ("hex", hex)];
    if escaped != canary {
        needles.push(("percent", escaped.into_bytes()));
    }
    for offset in 0..3 {
        let shifted = [&b"xx"[..offset], canary.as_bytes()].concat();
        let text = STANDARD_NO_PAD.encode(shifted);
        // The characters at both ends also hold their neighbours' bits.
        let from = [0, 2, 3][offset];
        needles.push(("base64", text.as_bytes()[from..text.len() - 1].to_vec()));
    }
    needles
}

fn count(hay: &[u8], needle: &[u8]) -> usize {
    let Some((&first, rest)) = needle.split_first() else {
        return 0;
    };
    let mut found = 0;
    let mut from = 0;
    while let Some(at) = hay[from..].iter().position(|byte| *byte == first) {
        from += at + 1;
        if hay[from..].starts_with(rest) {
            found += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    fn found(bytes: &[u8]) -> u64 {
        let mut tally = Tally::default();
        judge("a test", bytes, &mut tally);
        tally.count(Figure::CanaryBytes)
    }

    #[test]
    fn a_canary_is_found_in_every_encoding() {
        let canary = CANARIES[0];
        assert_eq!(found(b"nothing of it"), 0);
        assert!(found(canary.to_uppercase().as_bytes()) > 0);
        assert!(found(hex::encode(canary).as_bytes()) > 0);
        for before in ["", "a", "ab", "abc"] {
            let text = format!("{before}{canary} and more");
            assert!(found(STANDARD.encode(text).as_bytes()) > 0, "{before}");
        }
        let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(found(&wide) > 0);
    }
}
