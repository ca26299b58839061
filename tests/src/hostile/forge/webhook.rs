//! Shopify's webhooks: base64 of HMAC-SHA256 over the raw body under a live client secret, and no other form of it.

use rand::rngs::SmallRng;
use serde_json::Value;

use super::{BASE64, Kind, bit, flipped};
use crate::hostile::attempt::Attempt;
use crate::hostile::town::{FORGED, NEIGHBOUR, Town, VICTIM, VICTIMS};
use crate::payloads::{Fulfillment, Order, compliance, fulfillment_event, refund};
use crate::sign;

/// Bits flipped in each body, and other characters tried at each place of a signature.
const BITS: usize = 90;
const OTHERS: usize = 3;

/// Forgeries of every topic that can do harm.
pub fn kind(town: &Town, dice: &mut SmallRng) -> Kind {
    let secret = &town.secrets().api_secret;
    let now = town.victim.now();
    let mut forged = Vec::new();
    for (topic, body) in bodies(now) {
        let bytes = body.to_string().into_bytes();
        let good = sign::shopify(&bytes, secret);
        let send = |why: &str, bytes: &[u8], signatures: &[&str]| {
            delivery(topic, VICTIM, bytes, signatures, why)
        };
        let hex = hex::encode(sign::hmac(secret.as_bytes(), &bytes));
        let trimmed = good.trim_end_matches('=');
        for (why, signature) in [
            ("an empty signature", String::new()),
            ("a signature in hex", hex.clone()),
            ("a signature in upper-case hex", hex.to_uppercase()),
            ("an unpadded signature", trimmed.to_owned()),
            ("a signature padded twice", format!("{good}=")),
            ("two signatures in one", format!("{good},{good}")),
            ("two signatures with a blank", format!("{good} {good}")),
            ("a signature with its algorithm", format!("sha256={good}")),
            ("a quoted signature", format!("\"{good}\"")),
            ("a signature in lower case", good.to_lowercase()),
            ("base64 of the hex", base64(hex.as_bytes())),
            ("an HMAC under no secret", sign::shopify(&bytes, "")),
            (
                "an HMAC under another secret",
                sign::shopify(&bytes, "hush"),
            ),
            (
                "an HMAC under the client id",
                sign::shopify(&bytes, &town.secrets().api_key),
            ),
            (
                "an HMAC under the master key",
                sign::shopify(&bytes, &town.secrets().master_key),
            ),
            ("an HMAC of no body", sign::shopify(b"", secret)),
            ("a plain hash", base64(&sign::hmac(b"", &bytes))),
            ("zeros", base64(&[0; 32])),
        ] {
            if signature != good {
                forged.push(send(why, &bytes, &[&signature]));
            }
        }
        let url_safe = good.replace('+', "-").replace('/', "_");
        if url_safe != good {
            forged.push(send("a signature for addresses", &bytes, &[&url_safe]));
        }
        let third = sign::shopify(&bytes, "shpss_two_rotations_ago");
        forged.push(send("a secret of two rotations ago", &bytes, &[&third]));
        forged.push(send("no signature", &bytes, &[]));
        forged.push(send("two headers, both good", &bytes, &[&good, &good]));
        forged.push(send("two headers, one good", &bytes, &[&third, &good]));
        forged.push(send(
            "two headers, the first good",
            &bytes,
            &[&good, &third],
        ));
        for end in 0..good.len() {
            forged.push(send("a truncated signature", &bytes, &[&good[..end]]));
        }
        for index in 0..good.len() {
            for _ in 0..OTHERS {
                let signature = flipped(&good, index, BASE64, dice);
                forged.push(send(
                    "one character of the signature",
                    &bytes,
                    &[&signature],
                ));
            }
        }
        for _ in 0..BITS {
            forged.push(send("one bit of the body", &bit(&bytes, dice), &[&good]));
        }
        for (why, other) in reencoded(&body, &bytes) {
            // Where there is nothing to write otherwise, it is the genuine body.
            if other == bytes {
                continue;
            }
            forged.push(send(why, &other, &[&good]));
        }
    }
    // The signature covers no header: a body that names its shop is taken for no other.
    for (topic, body) in [
        ("app/uninstalled", compliance::uninstalled(NEIGHBOUR)),
        ("shop/redact", compliance::redact_shop(NEIGHBOUR)),
        (
            "customers/redact",
            compliance::redact_customer(NEIGHBOUR, "a@example.com", &[VICTIMS]),
        ),
        (
            "customers/data_request",
            compliance::data_request(NEIGHBOUR, "a@example.com", &[VICTIMS]),
        ),
    ] {
        let bytes = body.to_string().into_bytes();
        let good = sign::shopify(&bytes, secret);
        forged.push(delivery(
            topic,
            VICTIM,
            &bytes,
            &[&good],
            "another shop's body",
        ));
        for shop in [
            "",
            "evil.example.com",
            "hostile-a.myshopify.com.evil.com",
            "Hostile-A.myshopify.com",
        ] {
            forged.push(delivery(topic, shop, &bytes, &[&good], "no shop's header"));
        }
    }
    Kind {
        name: "webhooks",
        forged,
        honest: honest(town),
    }
}

/// Orders told again, under both live secrets.
fn honest(town: &Town) -> Vec<Attempt> {
    let mut honest = Vec::new();
    for (index, secret) in (0..).zip(town.live()) {
        let bytes = town.order(VICTIMS, index).body().to_string().into_bytes();
        let good = sign::shopify(&bytes, secret);
        honest.push(
            delivery(
                "orders/create",
                VICTIM,
                &bytes,
                &[&good],
                "an honest webhook",
            )
            .honest(),
        );
    }
    honest
}

/// What a forger would send: orders of nobody, and orders to the victim to forget everything.
fn bodies(now: i64) -> Vec<(&'static str, Value)> {
    let mut parcel = Fulfillment::new(FORGED * 10, FORGED + 1, now);
    parcel.tracking = vec!["FORGED1".to_owned()];
    vec![
        ("orders/create", Order::new(FORGED, 9001, now).body()),
        ("fulfillments/create", parcel.body()),
        (
            "fulfillment_events/create",
            fulfillment_event(FORGED, VICTIMS, VICTIMS * 10, "delivered", now, None),
        ),
        ("refunds/create", refund(FORGED, VICTIMS, now, &[])),
        ("app/uninstalled", compliance::uninstalled(VICTIM)),
        ("shop/redact", compliance::redact_shop(VICTIM)),
        (
            "customers/redact",
            compliance::redact_customer(VICTIM, "victim0@example.com", &[VICTIMS]),
        ),
    ]
}

/// The same JSON in other bytes.
fn reencoded(body: &Value, bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    vec![
        (
            "pretty JSON",
            serde_json::to_vec_pretty(body).unwrap_or_default(),
        ),
        ("a line end more", format!("{text}\n").into_bytes()),
        ("a blank before", format!(" {text}").into_bytes()),
        ("a byte order mark", format!("\u{feff}{text}").into_bytes()),
        ("escaped slashes", text.replace('/', "\\/").into_bytes()),
        (
            "blanks after commas",
            text.replace("\",\"", "\", \"").into_bytes(),
        ),
        (
            "UTF-16",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("twice", [bytes, bytes].concat()),
    ]
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn delivery(topic: &str, shop: &str, body: &[u8], signatures: &[&str], why: &str) -> Attempt {
    let mut attempt = Attempt::post(
        format!("{topic}, {why}"),
        "/webhooks/shopify",
        body.to_vec(),
    )
    .with("content-type", "application/json")
    .with("x-shopify-topic", topic)
    .with("x-shopify-shop-domain", shop)
    .with("x-shopify-webhook-id", "forged")
    .with("x-shopify-api-version", "2026-10");
    for signature in signatures {
        attempt = attempt.with("x-shopify-hmac-sha256", *signature);
    }
    attempt
}
