//! The operations webhook: Standard Webhooks over `id.timestamp.body`, one key a shop and source, at most five minutes old.

use rand::rngs::SmallRng;
use serde_json::Value;

use super::{BASE64, Kind, bit, flipped};
use crate::hostile::attempt::Attempt;
use crate::hostile::town::{NEIGHBOUR, ORDERS, Town, VICTIM, VICTIMS};
use crate::payloads::operation;
use crate::sign;

/// Bits flipped in the body, and other characters tried at each place of the signature.
const BITS: usize = 700;
const OTHERS: usize = 8;

/// Forged reports of a warehouse.
pub fn kind(town: &Town, dice: &mut SmallRng) -> Kind {
    let secrets = town.secrets();
    let key = secrets.operations(VICTIM, "chicago");
    let now = town.seconds();
    let event = operation("forged", "handover", VICTIMS, town.victim.now()).body();
    let body = event.to_string().into_bytes();
    let good = sign::standard("m-1", now, &body, &key);
    let at = now.to_string();
    let send = |why: &str, id: &str, at: &str, body: &[u8], signature: &str| {
        let path = format!("/webhooks/operations/{}/chicago", town.victim.handle());
        delivery(&path, why, id, at, body, signature)
    };
    let mut forged = Vec::new();
    let bare = good.trim_start_matches("v1,");
    for (why, signature) in [
        ("no signature", String::new()),
        ("no version", bare.to_owned()),
        ("another version", format!("v2,{bare}")),
        ("an asymmetric version", format!("v1a,{bare}")),
        ("a version with a blank", format!("v1, {bare}")),
        ("an upper-case version", format!("V1,{bare}")),
        ("unpadded", good.trim_end_matches('=').to_owned()),
        (
            "hex",
            format!("v1,{}", hex::encode(sign::hmac(&key, &body))),
        ),
        ("only the version", "v1,".to_owned()),
        ("two in one, by a comma", format!("{good},{good}")),
        (
            "the good one ninth",
            format!(
                "{}{good}",
                "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ".repeat(8)
            ),
        ),
        ("the body alone", sign::standard("", 0, &body, &key)),
    ] {
        forged.push(send(why, "m-1", &at, &body, &signature));
    }
    for (why, other) in [
        ("no key", Vec::new()),
        ("another source's key", secrets.operations(VICTIM, "boston")),
        (
            "another shop's key",
            secrets.operations(NEIGHBOUR, "chicago"),
        ),
        ("the client secret", secrets.api_secret.clone().into_bytes()),
        (
            "the master key",
            hex::decode(&secrets.master_key).unwrap_or_default(),
        ),
        ("the key as text", hex::encode(&key).into_bytes()),
    ] {
        let signature = sign::standard("m-1", now, &body, &other);
        forged.push(send(why, "m-1", &at, &body, &signature));
    }
    for id in ["", "m-2", "m-1 ", "M-1", "m", "m-1.", "m-1.0", "\u{fc}"] {
        forged.push(send("another id", &format!("{id}x"), &at, &body, &good));
        forged.push(send("another id", id, &(now + 1).to_string(), &body, &good));
    }
    // A dot in the id would let the border between id and timestamp move.
    let moved = sign::standard(&format!("m-1.{now}"), now, &body, &key);
    forged.push(send(
        "a dot in the id",
        &format!("m-1.{now}"),
        &at,
        &body,
        &moved,
    ));
    for other in [
        "",
        "0",
        "-1",
        "1e10",
        "now",
        "99999999999999",
        &format!("{now}.5"),
        &format!("+{now}"),
        &format!("{now} x"),
        &(now - 1).to_string(),
    ] {
        forged.push(send("another timestamp", "m-1", other, &body, &good));
    }
    // Signed by the key's holder, and long ago or yet to come.
    for away in [
        -86_400 * 365,
        -86_400,
        -3600,
        -400,
        -330,
        330,
        400,
        3600,
        86_400,
    ] {
        let signature = sign::standard("m-1", now + away, &body, &key);
        let attempt = send(
            "too far from now",
            "m-1",
            &(now + away).to_string(),
            &body,
            &signature,
        );
        // Only a worker in development lets a header set its clock.
        let driven = attempt
            .clone()
            .with("x-plumbline-now", ((now + away) * 1000).to_string());
        forged.extend([attempt, driven]);
    }
    for index in 0..good.len() {
        for _ in 0..OTHERS {
            let signature = flipped(&good, index, BASE64, dice);
            forged.push(send(
                "one character of the signature",
                "m-1",
                &at,
                &body,
                &signature,
            ));
        }
        forged.push(send(
            "a truncated signature",
            "m-1",
            &at,
            &body,
            &good[..index],
        ));
    }
    for _ in 0..BITS {
        forged.push(send(
            "one bit of the body",
            "m-1",
            &at,
            &bit(&body, dice),
            &good,
        ));
    }
    let handle = town.victim.handle();
    let neighbour = town.neighbour.handle();
    for path in [
        format!("{neighbour}/chicago"),
        format!("{handle}/boston"),
        format!("{handle}/chicago/"),
        format!("{handle}/CHICAGO"),
        format!("{handle}/chicago%2f"),
        format!("{handle}/../{neighbour}/chicago"),
        handle.to_owned(),
        format!("{handle}.myshopify.com/chicago"),
        format!("%{handle}/chicago"),
    ] {
        let path = format!("/webhooks/operations/{path}");
        forged.push(delivery(&path, "another address", "m-1", &at, &body, &good));
    }
    Kind {
        name: "operations",
        forged,
        honest: honest(town, &key),
    }
}

/// The report that the orders were filled with, told again; once beside a signature of a key to come.
fn honest(town: &Town, key: &[u8]) -> Vec<Attempt> {
    let order = town.order(VICTIMS, 0);
    let id = order.id;
    let told = VICTIMS + ORDERS;
    let event: Value = operation(&format!("{id}-n"), "note", told, order.placed_at).body();
    let body = event.to_string().into_bytes();
    let now = town.seconds();
    let good = sign::standard("h-1", now, &body, key);
    let rotated = format!(
        "{} {good}",
        sign::standard("h-1", now, &body, b"a key to come")
    );
    let path = format!("/webhooks/operations/{}/chicago", town.victim.handle());
    [good, rotated]
        .iter()
        .map(|signature| {
            delivery(
                &path,
                "an honest report",
                "h-1",
                &now.to_string(),
                &body,
                signature,
            )
            .honest()
        })
        .collect()
}

fn delivery(path: &str, why: &str, id: &str, at: &str, body: &[u8], signature: &str) -> Attempt {
    Attempt::post(format!("a report, {why}"), path, body.to_vec())
        .with("content-type", "application/json")
        .with("webhook-id", id)
        .with("webhook-timestamp", at)
        .with("webhook-signature", signature)
}
