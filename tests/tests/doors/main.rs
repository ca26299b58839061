//! Who gets in, and who learns what: signatures, tokens, shops, look-ups, redaction.

mod customers;
mod redaction;
mod shops;
mod signatures;

use e2e::client::Client;
use e2e::payloads::Order;
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
