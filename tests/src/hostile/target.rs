//! Addresses the worker is told to call: none that only it can reach, in no spelling, and none it is sent on to.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::routing::any;
use serde_json::{Value, json};

use super::attempt::{Attempt, send_all};
use super::tally::{Figure, Tally};
use super::town::Town;
use super::{HostileError, bodies, redact};
use crate::payloads::{Order, carrier_scan};
use crate::world::{Options, World, io};

/// A key as Standard Webhooks write it.
const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// The shop whose messages are sent on.
const SHOP: &str = "hostile-hooks.myshopify.com";

/// What must not be called: private, loopback, link-local, metadata, IPv6 and mapped, in every spelling.
const HOSTS: [&str; 56] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0",
    "0.0.0.0",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "017700000001",
    "0177.0.0.1",
    "127.0.0.1.",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.1.1",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "169.254.169.254.",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "8.8.8.8",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:a9fe:a9fe]",
    "[fe80::1]",
    "[fd00::1]",
    "[2001:db8::1]",
    "[::ffff:169.254.169.254%25eth0]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "foo.localhost",
    "metadata",
    "metadata.google.internal",
    "instance-data",
    "router.lan",
    "printer.local",
    "db.corp",
    "nas.home",
    "1.0.0.127.in-addr.arpa",
    "home.arpa",
    "kubernetes.default.svc",
    "x.test",
    "x.invalid",
    "\u{2460}\u{2461}\u{2466}.0.0.1",
    "127\u{3002}0\u{3002}0\u{3002}1",
    "%6c%6f%63%61%6c%68%6f%73%74",
    "example.com:22",
    "example.com:8080",
    "example.com:0443",
    "",
];

/// Other ways to be led astray.
const ADDRESSES: [&str; 22] = [
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:70/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.com/",
    "example.com",
    "https:example.com",
    "https:/example.com",
    "https:///example.com",
    "https://user@example.com/",
    "https://user:pass@127.0.0.1/",
    "https://example.com@127.0.0.1/",
    "https://127.0.0.1#example.com/",
    "https://127.0.0.1\\@example.com/",
    "https://example.com\\@127.0.0.1/",
    "https://exa mple.com/",
    "https://example.com\t/",
    "https://example.com\r\nx: y/",
    "HTTPS://127.0.0.1/",
    " https://example.com/",
];

/// Has every such address refused by the settings.
pub async fn run(town: &Town, tally: &mut Tally) -> Result<(), HostileError> {
    let session = Town::session(&town.neighbour);
    let set = |endpoint: &str, secret: &str| {
        let body = json!({"outbound": {"endpoint": endpoint, "secret": secret}});
        let what = format!("messages to {endpoint:?}");
        Attempt::post(what, "/admin/settings", body.to_string().into_bytes()).within(&session)
    };
    let mut attempts: Vec<Attempt> = ADDRESSES.iter().map(|address| set(address, KEY)).collect();
    for host in HOSTS {
        attempts.push(set(&format!("https://{host}/hook"), KEY));
        attempts.push(set(&format!("http://{host}/hook"), KEY));
        attempts.push(set(&format!("https://{host}:443/hook"), KEY));
    }
    for secret in [
        "",
        "whsec_",
        "whsec_AAAA",
        "hunter2",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ] {
        attempts.push(set("https://hooks.example.com/", secret));
    }
    for contact in [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://example.com",
        "//example.com",
        "tel:1",
    ] {
        let body = json!({"contact": contact}).to_string().into_bytes();
        attempts.push(
            Attempt::post(format!("a contact {contact:?}"), "/admin/settings", body)
                .within(&session),
        );
    }
    send_all(&town.neighbour, attempts, |attempt, answer| {
        tally.judge(attempt, answer)
    })
    .await?;
    // A public name is taken, and removed before anything is told.
    let public = set("https://hooks.example.com/plumbline", KEY).honest();
    let answer = public.send(&town.neighbour).await?;
    tally.judge(&public, &answer);
    let removed = set("", "").honest();
    let answer = removed.send(&town.neighbour).await?;
    tally.judge(&removed, &answer);
    Ok(())
}

/// What the receiver was sent, by path.
type Received = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A receiver that sends every message on to another address of this machine: the worker must not follow. What it was told
/// holds nothing personal.
pub async fn redirects(tally: &mut Tally) -> Result<(), HostileError> {
    let received = Received::default();
    let port = listen(Arc::clone(&received)).await?;
    let mut world = World::start(Options::default()).await?;
    let mut told = tell(&world, port, &received, tally).await;
    if told.is_ok() {
        told = bodies::large(&world, SHOP, tally).await;
    }
    world.stop().await;
    told?;
    let received = received.lock().unwrap_or_else(PoisonError::into_inner);
    if received.iter().any(|(path, _)| path != "/hook") {
        tally.breach(
            Figure::Accepted,
            "a redirect of a message's receiver was followed",
        );
    }
    for (_, body) in received.iter() {
        redact::judge("a message to the merchant's endpoint", body, tally);
    }
    redact::scan(world.state_dir(), "development's world", tally);
    Ok(())
}

async fn listen(received: Received) -> Result<u16, HostileError> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .map_err(io("starting a receiver"))?;
    let port = listener
        .local_addr()
        .map_err(io("starting a receiver"))?
        .port();
    let app = Router::new().fallback(any(move |uri: axum::http::Uri, body: Bytes| {
        let mut received = received.lock().unwrap_or_else(PoisonError::into_inner);
        received.push((uri.path().to_owned(), body.to_vec()));
        let elsewhere = format!("http://127.0.0.1:{port}/latest/meta-data");
        std::future::ready((
            StatusCode::TEMPORARY_REDIRECT,
            [(header::LOCATION, elsewhere)],
        ))
    }));
    tokio::spawn(async move {
        let _ = axum::serve(listener, app).await;
    });
    Ok(port)
}

/// Makes a parcel's delivery known, and waits until the receiver was told.
async fn tell(
    world: &World,
    port: u16,
    received: &Received,
    tally: &mut Tally,
) -> Result<(), HostileError> {
    let client = world.client(SHOP);
    let endpoint = format!("http://127.0.0.1:{port}/hook");
    let settings = json!({"name": "Hooks", "zone": "UTC", "installed_at": 0, "outbound": {"endpoint": endpoint, "secret": KEY}});
    client.install(&settings).await?;
    let now = client.now();
    let id = 9_700_000_000;
    let mut order = Order::new(id, 1001, now - 7_200_000);
    redact::people(&mut order);
    client
        .webhook("orders/create", "r-1", &order.body())
        .await?
        .expect_ok()?;
    redact::enter(&client, id).await?;
    let scan = carrier_scan("r-2", "out_for_delivery", id, "TRACK1", now - 60_000)
        .with("carrier", "USPS")
        .with("text", redact::NOTE);
    client
        .operations("dock", "r-2", &scan.body())
        .await?
        .expect_ok()?;
    for _ in 0..120 {
        client.tick().await?;
        tokio::time::sleep(Duration::from_millis(250)).await;
        let arrived = !received
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty();
        if !arrived {
            continue;
        }
        // Whatever follows the first answer has a moment to follow it.
        tokio::time::sleep(Duration::from_millis(500)).await;
        client.tick().await?;
        let letters = client.trace(&id.to_string()).await?.outbox;
        if letters.iter().any(|row| row.state == "sent") {
            tally.breach(Figure::Accepted, "a redirect was taken for a receipt");
        }
        let page: Value = client.page_json(&id.to_string()).await?;
        redact::judge("the order's JSON", page.to_string().as_bytes(), tally);
        return Ok(());
    }
    Err(HostileError::Wrong(
        "no message was sent within 30 s".to_owned(),
    ))
}
