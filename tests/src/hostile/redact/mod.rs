//! Personal data: kept only sealed, told nowhere, and gone when it has to be.
//!
//! A shop's orders carry canaries in every personal field and inside notes, and its shoppers enter others: words and an address.
//! Then the bytes of everything the worker has written, storage of objects, KV and queues, and its log, are searched for them
//! in every encoding they could hide in.

mod canary;
mod entered;

use std::time::Duration;

use serde_json::json;

use super::HostileError;
use super::outside::Outside;
use super::shopper::Form;
use super::tally::{Figure, Tally};
use super::town::Town;
use crate::payloads::aftership::Tracking;
use crate::payloads::{Fulfillment, Order, compliance, operation};
use crate::sign;
use canary::{CANARIES, ENTERED, search};
pub use canary::{NOTE, judge, people, scan};
pub use entered::enter;
use entered::forgotten;

/// The shop with the canaries.
pub const SHOP: &str = "hostile-people.myshopify.com";
/// Its orders.
const ORDERS: [u64; 4] = [9_800_000_000, 9_800_000_001, 9_800_000_002, 9_800_000_003];

/// Has the shop learn of people, asks for what is stored of one, and has all of it deleted.
pub async fn run(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let client = town.world.client(SHOP);
    let [.., secret] = Town::relay_secrets(SHOP);
    let settings = json!({"name": "People", "zone": "UTC", "aftership": Outside::account(&secret)});
    client.install(&settings).await?;
    let placed = client.now() - 3 * 86_400_000;
    for (number, id) in (1500..).zip(ORDERS) {
        let mut order = Order::new(id, number, placed);
        people(&mut order);
        town.outside.order(SHOP, id).await?;
        client
            .webhook("orders/create", &format!("{id}-1"), &order.body())
            .await?
            .expect_ok()?;
        // Before there is a label, the address may be another.
        if enter(&client, id).await?.len() < 2 {
            let what = format!("order {id}'s shopper is not offered both forms");
            return Err(HostileError::Wrong(what));
        }
        let mut label = Fulfillment::new(id * 10, id, placed + 1000);
        label.email = CANARIES[0].to_owned();
        label.tracking = vec![format!("PEOPLE{number}")];
        client
            .webhook("fulfillments/create", &format!("{id}-2"), &label.body())
            .await?
            .expect_ok()?;
        let note = operation(&format!("{id}-3"), "note", id, placed + 2000).with("text", NOTE);
        client
            .operations("dock", &format!("{id}-3"), &note.body())
            .await?
            .expect_ok()?;
        client
            .aftership(&secret, &carried(&format!("PEOPLE{number}"), placed + 3000))
            .await?
            .expect_ok()?;
        tally.requests += 8;
    }
    talk(town, tally).await?;
    surfaces(town, tally).await?;
    forget(town, tally).await
}

/// What AfterShip tells of a parcel, with everything it knows of people.
fn carried(number: &str, at: i64) -> serde_json::Value {
    let place = ["Gary", "IN", "USA"];
    let mut body = Tracking::new(number, "usps", at)
        .scan(at, "InTransit_003", NOTE, place)
        .body("tracking_update", at + 60_000);
    let person = json!({"name": CANARIES[3], "email": CANARIES[0], "phone_number": CANARIES[2]});
    let told = &mut body["msg"];
    told["customers"] = json!([person]);
    told["customer_name"] = json!(CANARIES[3]);
    told["emails"] = json!([CANARIES[0]]);
    told["smses"] = json!([CANARIES[2]]);
    told["signed_by"] = json!(CANARIES[3]);
    told["note"] = json!(NOTE);
    told["destination_raw_location"] = json!(format!("7 {}", CANARIES[4]));
    told["checkpoints"][0]["location"] = json!(format!("7 {}", CANARIES[4]));
    // One that cannot be read is set aside with all that stands in it.
    let mut broken = told["checkpoints"][0].clone();
    broken["tag"] = json!(7);
    broken["signed_by"] = json!(CANARIES[3]);
    if let Some(all) = told["checkpoints"].as_array_mut() {
        all.push(broken);
    }
    body
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
        "/admin/tracking".to_owned(),
        "/admin/tracking.json".to_owned(),
    ];
    for id in ORDERS {
        let token = client.link_token(&id.to_string());
        paths.extend([
            format!("/o/{token}"),
            format!("/o/{token}.json"),
            format!("/admin/orders/{id}.json"),
        ]);
        // Whoever answers the shopper reads what they entered, and nothing else of them.
        let path = format!("/admin/orders/{id}");
        let trace = client.admin(&path).await?.expect_ok()?.text;
        tally.requests += 1;
        search(&path, trace.as_bytes(), &CANARIES, tally);
        for entered in ENTERED.iter().filter(|entered| !trace.contains(**entered)) {
            let what = format!("{path} does not tell the merchant {entered}");
            tally.breach(Figure::ValidRefused, &what);
        }
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
    for known in [CANARIES[0], ENTERED[0], ENTERED[1]] {
        if !told.contains(known) {
            let what = format!("a customer's data request was answered without {known}");
            tally.breach(Figure::ValidRefused, &what);
        }
    }
    let mut open = Vec::new();
    for order in &ORDERS[..2] {
        open.push(Form::offered(&client, *order, "problem").await?);
    }
    scan(town.world.state_dir(), "before redaction", tally);
    let redact = compliance::redact_customer(SHOP, CANARIES[0], &ORDERS[..2]);
    client
        .webhook("customers/redact", "d-2", &redact)
        .await?
        .expect_ok()?;
    for (form, order) in open.iter().zip(&ORDERS[..2]) {
        forgotten(&client, *order, form, tally).await?;
    }
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
