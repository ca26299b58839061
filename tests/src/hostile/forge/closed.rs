//! What is closed: development's addresses in production, live connections without a link, and methods a route has not.

use rand::rngs::SmallRng;

use super::Kind;
use crate::hostile::attempt::Attempt;
use crate::hostile::routes;
use crate::hostile::town::{NEIGHBOUR, Town, VICTIM, VICTIMS};

/// Requests for what is not there.
pub fn kind(town: &Town, _: &mut SmallRng) -> Kind {
    let mut forged = Vec::new();
    let session = Town::session(&town.victim);
    for (post, path) in routes::development() {
        let path = path
            .replace("{shop}", VICTIM)
            .replace("{order}", &VICTIMS.to_string())
            .replace("{source}", "chicago");
        for post in [post, !post] {
            let what = "development's address";
            let attempt = match post {
                true => Attempt::post(what, &path, Vec::new()),
                false => Attempt::get(what, &path),
            };
            forged.push(attempt.clone());
            forged.push(attempt.clone().within(&session));
            forged.push(attempt.with("x-plumbline-now", "1790000000000"));
        }
    }
    let good = town.victim.link_token(&VICTIMS.to_string());
    let theirs = town.neighbour.link_token(&VICTIMS.to_string());
    for token in [&good[1..], &theirs, "x", ""] {
        let path = format!("/o/{token}/live");
        forged.push(Attempt::get("a live page without a connection", &path));
        forged.push(live(&path));
    }
    forged.push(Attempt::get(
        "a live page without a connection",
        format!("/o/{good}/live"),
    ));
    for path in [
        "/",
        "/index.html",
        "/.env",
        "/.git/config",
        "/worker.js",
        "/assets/../index.js",
        "/assets/order.js.map",
        "/assets/%2e%2e/built.js",
        "/admin/",
        "/admin/orders",
        "/admin/orders/1/",
        "/ADMIN",
        "//admin",
        "/o",
        "/o/",
        "/proxy/x",
        "/webhooks",
        "/webhooks/",
        "/__scheduled",
        "/cdn-cgi/handler/scheduled",
        "/queue",
        "/sweep",
        "/live/1",
        "/view/hostile-a.myshopify.com/1",
        "/metrics",
        "/debug",
        "/dev",
        "/dev/",
        "/dev//install",
    ] {
        forged.push(Attempt::get("no address of ours", path));
        forged.push(Attempt::post("no address of ours", path, Vec::new()));
    }
    for path in [
        format!("/o/{good}"),
        format!("/o/{good}.json"),
        "/health".to_owned(),
    ] {
        forged.push(Attempt::post(
            "a method the route has not",
            path,
            Vec::new(),
        ));
    }
    for path in ["/admin/redactions", "/admin/dead-letters/0-1/replay"] {
        forged.push(Attempt::get("a method the route has not", path).within(&session));
    }
    // Names of objects and keys that a session could try to reach.
    for order in [
        "0",
        "-1",
        "1/../2",
        "..",
        "%2e%2e",
        "1%00",
        "9".repeat(21).as_str(),
        "1e3",
        "gid:1",
        NEIGHBOUR,
    ] {
        forged.push(
            Attempt::get("an order that is none", format!("/admin/orders/{order}"))
                .within(&session),
        );
    }
    for letter in [
        "0-0",
        "8-1",
        "255-1",
        "256-1",
        "-1-1",
        "shop-0",
        "shop-99999999999",
        "x",
        "0-",
        "-",
    ] {
        let path = format!("/admin/dead-letters/{letter}/replay");
        forged.push(Attempt::post("a letter that is none", path, Vec::new()).within(&session));
    }
    Kind {
        name: "closed",
        forged,
        honest: vec![
            Attempt::get("health", "/health").honest(),
            Attempt::get("the page's script", "/assets/order.js").honest(),
        ],
    }
}

/// A request to turn into a live connection.
fn live(path: &str) -> Attempt {
    Attempt::get("a live page", path)
        .with("connection", "Upgrade")
        .with("upgrade", "websocket")
        .with("sec-websocket-version", "13")
        .with("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
}
