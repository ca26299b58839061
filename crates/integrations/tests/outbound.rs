//! The outbound webhook: signed, the same at every attempt, and classified.

use fulfillment::{Claim, Instant};
use integrations::outbound::{Answer, Message, Outcome, classify, endpoint_allowed, request};
use integrations::signature;
use serde_json::{Value, json};

const NOW: Instant = Instant(1_772_398_800_000);
const KEY: &str = "demo-shop.myshopify.com/1001/S-9/out_for_delivery/2026-03-01/webhook";
const SECRET: &[u8] = &[9; 32];

fn message() -> Message {
    Message {
        key: KEY.to_owned(),
        shop: "demo-shop.myshopify.com".to_owned(),
        order: "1001".to_owned(),
        shipment: Some("S-9".to_owned()),
        milestone: "out_for_delivery".to_owned(),
        claim: Claim::OutForDelivery,
        occurred_at: NOW.plus(-60_000),
        expires_at: NOW.plus(3_600_000),
    }
}

fn header<'a>(request: &'a integrations::HttpRequest, name: &str) -> &'a str {
    let mut found = request.headers.iter().filter(|(known, _)| known == name);
    let (_, value) = found.next().expect("header");
    assert_eq!(found.next(), None, "{name} twice");
    value
}

#[test]
fn what_a_shopper_asks_for_is_an_event_of_its_own() {
    for (milestone, kind) in [
        ("address_change_requested", "address.change_requested"),
        ("cancel_requested", "cancel.requested"),
        ("delivered", "order.milestone"),
    ] {
        let message = Message {
            milestone: milestone.to_owned(),
            ..message()
        };
        let sent = request("https://hooks.example.com/in", SECRET, &message, NOW);
        let body: Value = serde_json::from_str(&sent.body).expect("JSON");
        assert_eq!(body["type"], kind);
        assert_eq!(body["data"]["milestone"], milestone);
    }
}

#[test]
fn the_body_is_signed_and_as_documented() {
    let request = request("https://hooks.example.com/in", SECRET, &message(), NOW);
    assert_eq!(request.url, "https://hooks.example.com/in");
    let checked = signature::standard(
        header(&request, "webhook-id"),
        header(&request, "webhook-timestamp"),
        request.body.as_bytes(),
        header(&request, "webhook-signature"),
        &[SECRET],
        NOW,
    );
    assert_eq!(checked, Ok(()));
    assert_eq!(header(&request, "idempotency-key"), KEY);
    let body: Value = serde_json::from_str(&request.body).expect("JSON");
    let wanted = json!({
        "type": "order.milestone",
        "timestamp": "2026-03-01T20:59:00Z",
        "data": {
            "key": KEY,
            "shop": "demo-shop.myshopify.com",
            "order": "1001",
            "shipment": "S-9",
            "milestone": "out_for_delivery",
            "claim": "out_for_delivery",
            "expires_at": "2026-03-01T22:00:00Z",
        },
    });
    assert_eq!(body, wanted);
}

#[test]
fn every_attempt_carries_the_same_key_and_body() {
    let first = request("https://hooks.example.com/in", SECRET, &message(), NOW);
    let later = request(
        "https://hooks.example.com/in",
        SECRET,
        &message(),
        NOW.plus(900_000),
    );
    assert_eq!(first.body, later.body);
    for name in ["idempotency-key", "webhook-id"] {
        assert_eq!(header(&first, name), header(&later, name));
    }
    assert_ne!(
        header(&first, "webhook-signature"),
        header(&later, "webhook-signature")
    );
    // Keys that a header cannot carry stay apart from each other.
    let id = |key: &str| {
        let message = Message {
            key: key.to_owned(),
            ..message()
        };
        let request = request("https://hooks.example.com/in", SECRET, &message, NOW);
        assert!(request.headers.iter().all(|(_, value)| value.is_ascii()));
        header(&request, "idempotency-key").to_owned()
    };
    assert_ne!(id("é\n"), id("è\n"));
}

fn outcome(answer: Answer) -> Outcome {
    classify(KEY, 1, &answer, NOW)
}

fn status(status: u16) -> Answer {
    Answer {
        status,
        ..Answer::default()
    }
}

#[test]
fn received_is_done_now_or_before() {
    for code in [200, 201, 202, 204] {
        assert_eq!(outcome(status(code)), Outcome::Done);
    }
    let echoed = Answer {
        idempotency_key: Some(KEY.to_owned()),
        ..status(409)
    };
    assert_eq!(outcome(echoed), Outcome::Done);
    let said = Answer {
        body: format!(r#"{{"duplicate":"{KEY}"}}"#),
        ..status(409)
    };
    assert_eq!(outcome(said), Outcome::Done);
    let other = Answer {
        idempotency_key: Some("another".to_owned()),
        ..status(409)
    };
    assert!(matches!(outcome(other), Outcome::Retry { .. }));
}

#[test]
fn what_may_pass_is_tried_again_when_the_receiver_says() {
    for code in [0, 408, 425, 429, 500, 502, 503, 504] {
        assert!(
            matches!(outcome(status(code)), Outcome::Retry { .. }),
            "{code}"
        );
    }
    let after = |text: &str| {
        let answer = Answer {
            retry_after: Some(text.to_owned()),
            ..status(503)
        };
        match outcome(answer) {
            Outcome::Retry { after_ms, .. } => after_ms,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(after("120"), 120_000);
    assert_eq!(after("0"), 0);
    assert_eq!(after("Sun, 01 Mar 2026 21:00:30 GMT"), 30_000);
    assert_eq!(
        after("Sun, 01 Mar 2026 20:00:00 GMT"),
        0,
        "a date that has passed"
    );
    assert_eq!(after("999999"), 3_600_000, "at most an hour");
    assert_eq!(after("soon"), 2_000, "nonsense is no statement");
    let waits: Vec<i64> = (1..=13)
        .map(|attempt| match classify(KEY, attempt, &status(500), NOW) {
            Outcome::Retry { after_ms, .. } => after_ms,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(waits.is_sorted() && waits.first() == Some(&2_000) && waits.last() == Some(&3_600_000));
}

#[test]
fn what_will_never_be_taken_is_dead_with_the_reason() {
    for code in [301, 302, 307, 400, 401, 403, 404, 410, 413, 422] {
        let answer = Answer {
            body: "no such\nhook for jon@example.com".to_owned(),
            ..status(code)
        };
        match outcome(answer) {
            Outcome::Dead { reason } => {
                assert!(reason.starts_with(&format!("status {code}: ")), "{reason}");
                assert!(!reason.contains("jon@"), "{reason}");
            }
            other => panic!("{code}: {other:?}"),
        }
    }
}

#[test]
fn an_endpoint_must_be_public_and_secure() {
    for url in [
        "https://hooks.example.com/in?x=1",
        "https://hooks.example.com:443/in",
        "https://xn--bcher-kva.example",
    ] {
        assert!(endpoint_allowed(url, false), "{url}");
    }
    for url in [
        "http://hooks.example.com/in",
        "https://localhost/in",
        "https://kubernetes.default.svc/in",
        "https://db.localdomain/in",
        "https://127.0.0.1/in",
        "https://2130706433/in",
        "https://0x7f000001/in",
        "https://0x7f.0.0.0x1/in",
        "https://0177.0.0.1/in",
        "https://127.1/in",
        "https://10.0.0.1/in",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/in",
        "https://[::ffff:127.0.0.1]/in",
        "https://metadata.google.internal/in",
        "https://printer.local/in",
        "https://intranet/in",
        "https://hooks.example.com:8443/in",
        "https://user@hooks.example.com/in",
        "https://hooks.example.com@127.0.0.1/in",
        "https://hooks.example.com\\@127.0.0.1/in",
        "https://hooks.example.com./in",
        "https://hooks_example.com/in",
        "https:///in",
        "https://",
        "ftp://hooks.example.com",
        "javascript:alert(1)",
        "",
    ] {
        assert!(!endpoint_allowed(url, false), "{url}");
    }
    assert!(endpoint_allowed("http://127.0.0.1:4010/in", true));
    assert!(!endpoint_allowed("http://10.0.0.1/in", true));
}
