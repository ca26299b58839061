//! Where fuzzing starts: the vendors' documented bodies, and credentials that are genuine.

use std::fs;
use std::path::{Path, PathBuf};

use crate::targets::{KEY, NOW, SHOP};

/// The product's root directory.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Names without endings, and contents, of a folder of fixtures, in order.
fn fixtures(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = root().join("crates/integrations/fixtures").join(folder);
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|file| {
            let name = file.path().file_stem()?.to_string_lossy().into_owned();
            Some((name, fs::read(file.path()).ok()?))
        })
        .collect();
    found.sort();
    found
}

fn with_line(line: &str, rest: &[u8]) -> Vec<u8> {
    [line.as_bytes(), b"\n", rest].concat()
}

/// Every documented body under its topic.
pub fn shopify() -> Vec<Vec<u8>> {
    fixtures("shopify")
        .iter()
        .map(|(name, body)| {
            let topic: Vec<&str> = name.splitn(3, '.').take(2).collect();
            // Without blanks a mutation is more often one of a value.
            let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
            with_line(&topic.join("/"), body.to_string().as_bytes())
        })
        .collect()
}

/// One report of every kind with every field, alone and together.
pub fn operations() -> Vec<Vec<u8>> {
    let event = |kind: &str| {
        serde_json::json!({
            "id": format!("e-{kind}"), "kind": kind, "at": "2026-03-01T09:12:00-06:00", "order": "450789469",
            "order_name": "#1001", "fulfillment_order": "1", "shipment": "2", "tracking": "9400", "scan": "in_transit",
            "items": [{"line": "3", "quantity": 1}], "location": {"id": "4", "name": "Chicago"},
            "owner": {"role": "station", "id": "station-4"}, "carrier": "USPS",
            "place": {"city": "Gary", "region": "Indiana", "country": "US"}, "how": "door", "hold": "5",
            "reason": "inventory_out_of_stock", "exception": "delayed_weather", "until": "2026-03-05T00:00:00Z",
            "from": "2026-03-04T00:00:00Z", "text": "words", "retracts": "e-note",
        })
    };
    let all: Vec<_> = contract::operations::KINDS
        .iter()
        .map(|kind| event(kind))
        .collect();
    let mut seeds: Vec<Vec<u8>> = all.iter().map(|it| it.to_string().into_bytes()).collect();
    for scan in contract::operations::SCANS {
        let mut scanned = event("carrier_scan");
        scanned["scan"] = scan.into();
        seeds.push(
            serde_json::json!([event("handover"), scanned])
                .to_string()
                .into_bytes(),
        );
    }
    seeds.push(serde_json::Value::from(all).to_string().into_bytes());
    seeds
}

/// Every documented body.
pub fn aftership() -> Vec<Vec<u8>> {
    fixtures("aftership")
        .into_iter()
        .map(|(_, body)| body)
        .collect()
}

/// Every documented answer under its operation, and the answers of the two other services.
pub fn admin() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = fixtures("admin")
        .iter()
        .map(|(name, body)| {
            let operation = name.split('.').next().unwrap_or_default();
            with_line(&format!("{operation} 200"), body)
        })
        .collect();
    for (line, body) in [
        (
            "token 200 1",
            r#"{"access_token":"a","scope":"read_orders","expires_in":3600,"refresh_token":"r","refresh_token_expires_in":7776000}"#,
        ),
        ("token 400", r#"{"error":"invalid_grant"}"#),
        (
            "register 201",
            r#"{"meta":{"code":201},"data":{"id":"a","slug":"usps"}}"#,
        ),
        (
            "register 429 60",
            r#"{"meta":{"code":429,"message":"m"},"data":{}}"#,
        ),
        ("hook 409 Wed, 21 Oct 2026 07:28:00 GMT", "taken before"),
        (
            "OrderById 200",
            r#"{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}]}"#,
        ),
    ] {
        seeds.push(with_line(line, body.as_bytes()));
    }
    seeds
}

/// Genuine headers over a body.
pub fn signatures() -> Vec<Vec<u8>> {
    let seconds = NOW.0 / 1000;
    let body = b"{\"id\":1}";
    let standard = integrations::signature::standard_sign("m-1", seconds, body, KEY);
    let shopify = integrations::signature::shopify_sign(body, KEY);
    [
        standard,
        shopify,
        integrations::signature::standard_secret_text(KEY),
    ]
    .iter()
    .map(|header| with_line(&format!("m-1\n{seconds}\n{header}"), body))
    .collect()
}

/// A query as Shopify signs it.
pub fn proxy() -> Vec<Vec<u8>> {
    let seconds = (NOW.0 / 1000).to_string();
    let parameters = [
        ("shop", SHOP),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", seconds.as_str()),
        ("logged_in_customer_id", "7"),
        ("extra", "1"),
        ("extra", "2"),
        ("lang", "%C3%A9+x"),
    ];
    vec![integrations::proxy::sign(&parameters, KEY).into_bytes()]
}

/// A token, and the header and claims of one.
pub fn session() -> Vec<Vec<u8>> {
    let minted = integrations::session::mint(SHOP, "42", "key", KEY, NOW);
    let seconds = NOW.0 / 1000;
    let claims = format!(
        "{{\"iss\":\"https://{SHOP}/admin\",\"dest\":\"https://{SHOP}\",\"aud\":\"key\",\"sub\":\"42\",\"exp\":{},\"nbf\":{seconds},\"iat\":{seconds}}}",
        seconds + 60
    );
    vec![
        minted.into_bytes(),
        with_line("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims.as_bytes()),
    ]
}

/// A token, and the shop and order of one.
pub fn link() -> Vec<Vec<u8>> {
    let minted = integrations::link::mint(KEY, 1, SHOP, "450789469");
    vec![minted.into_bytes(), with_line(SHOP, b"450789469")]
}

/// What browsers and shops say.
pub fn language() -> Vec<Vec<u8>> {
    [
        "de\nfr-CA\nen-GB,en;q=0.9,ar;q=0.8",
        "\n\n*;q=0.1, zh-Hant-TW;q=1.0",
        "pt-BR\nja\nes-419",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// Forms as a browser and as a script send them.
pub fn forms() -> Vec<Vec<u8>> {
    [
        "application/x-www-form-urlencoded\nnumber=%231001&email=jo%40example.com",
        "application/json\n{\"action\":\"method\",\"title\":\"Standard\",\"cutoff\":\"14:00\",\"pickups\":\"11:30, 17:00\",\"locations\":\"1, 2\",\"handling_days\":\"1\",\"method\":\"0\"}",
        "application/json\n{\"action\":\"labels\",\"to\":\"check\"}",
        "application/json\n{\"action\":\"rules\",\"target\":95,\"plain\":\"on\"}",
        "application/x-www-form-urlencoded\naction=assign&owner=station-4&hours=24",
        "application/x-www-form-urlencoded\naction=close&how=called+them",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// Changes of every setting.
pub fn settings() -> Vec<Vec<u8>> {
    let policy = serde_json::to_value(fulfillment::Policy::default()).unwrap_or_default();
    let whole = serde_json::json!({
        "name": "Demo", "contact": "mailto:help@example.com", "zone": "Europe/Berlin",
        "thresholds": policy["thresholds"], "calendar": policy["calendar"],
        "outbound": {"endpoint": "https://hooks.example.com/x", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
        "promises": {"off": false, "labels": "check", "target": 95, "plain": true, "methods": [{
            "title": "Standard", "code": "standard", "locations": ["7"], "cutoff": 840, "pickups": [660, 1020], "handling_days": 2,
        }]},
        "installed_at": 1,
    });
    let mut seeds = vec![whole.to_string().into_bytes()];
    for (name, value) in whole.as_object().into_iter().flatten() {
        seeds.push(serde_json::json!({name: value}).to_string().into_bytes());
    }
    seeds
}

/// Paths of every route, and addresses for messages.
pub fn routes() -> Vec<Vec<u8>> {
    [
        "/o/abc.json",
        "/o/abc/live",
        "/proxy/o/abc.json",
        "/admin/orders/1/exceptions/2",
        "/admin/dead-letters/0-1/replay",
        "/dev/demo.myshopify.com/install",
        "/webhooks/operations/demo/chicago",
        "https://hooks.example.com:443/x?y#z",
        "https://127.0.0.1/",
        "http://localhost:8080/",
        "https://[::ffff:127.0.0.1]/",
        "https://user@example.com/",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

/// Views of orders as the documented bodies make them.
pub fn views() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    let mut facts = Vec::new();
    for (name, body) in fixtures("shopify") {
        let topic: Vec<&str> = name.splitn(3, '.').take(2).collect();
        let Ok(report) = integrations::shopify::webhook::adapt(&topic.join("/"), &body, NOW) else {
            continue;
        };
        facts.extend(report.facts);
        let timeline = fulfillment::fold(&facts);
        let face = contract::ShopFace::default();
        let view = contract::project("450789469", &timeline, &face, Some(NOW));
        seeds.push(serde_json::to_vec(&view).unwrap_or_default());
    }
    seeds
}

/// Texts of a published configuration.
pub fn checkout() -> Vec<Vec<u8>> {
    let file = root().join("extensions/checkout-estimate/fixtures");
    let mut seeds = Vec::new();
    for fixture in fs::read_dir(file).into_iter().flatten().flatten() {
        let text = fs::read_to_string(fixture.path()).unwrap_or_default();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        texts(&value, &mut seeds);
    }
    seeds
}

/// Every string that begins like a configuration, wherever it stands.
fn texts(value: &serde_json::Value, found: &mut Vec<Vec<u8>>) {
    match value {
        serde_json::Value::String(text) if text.len() > 60 && text.starts_with('1') => {
            found.push(with_line("2026-11-12\nen\nStandard\nmade", text.as_bytes()));
        }
        serde_json::Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        serde_json::Value::Array(items) => items.iter().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// A few rows of orders, and a few lines of events.
pub fn files() -> Vec<Vec<u8>> {
    let orders = fs::read(root().join("tests/fixtures/orders.csv")).unwrap_or_default();
    let rows: Vec<&[u8]> = orders.split(|byte| *byte == b'\n').collect();
    let mut seeds: Vec<Vec<u8>> = rows
        .chunks(6)
        .map(|some| with_line("orders", &[rows[0], b"\n", &some.join(&b'\n')].concat()))
        .collect();
    // The documentation's example.
    let docs = fs::read_to_string(root().join("docs/warehouse-events.md")).unwrap_or_default();
    let example = docs.split("```").nth(1).unwrap_or_default();
    let events = example.trim_start_matches("json").trim();
    seeds.push(with_line("events", events.as_bytes()));
    seeds
}
