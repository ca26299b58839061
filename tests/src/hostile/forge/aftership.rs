//! AfterShip's webhook: base64 of HMAC-SHA256 over the raw body under the shop's own secret, at the shop's own door.

use rand::rngs::SmallRng;

use super::{BASE64, Kind, bit, flipped};
use crate::aftership::KEY;
use crate::hostile::attempt::Attempt;
use crate::hostile::town::{NEIGHBOUR, Town, VICTIM, VICTIMS};
use crate::payloads::aftership::Tracking;
use crate::sign;

/// Bits flipped in the body, and other characters tried at each place of the signature and of the door.
const BITS: usize = 500;
const OTHERS: usize = 6;
const HEX: &[u8] = b"0123456789abcdef";
/// A shop that never had an account.
const NOBODY: &str = "hostile-none.myshopify.com";

/// Forged words of carriers.
pub fn kind(town: &Town, dice: &mut SmallRng) -> Kind {
    let secrets = town.secrets();
    let [oldest, _, secret] = Town::relay_secrets(VICTIM);
    let now = town.victim.now();
    // Were it taken, a parcel would be delivered, and an unknown word counted.
    let body = Tracking::new("VICTIMTRACK0", "usps", now - 3_600_000)
        .scan(
            now - 60_000,
            "Delivered_001",
            "Delivered",
            ["Gary", "IN", "USA"],
        )
        .scan(now, "Forged_001", "Forged", ["Gary", "IN", "USA"])
        .body("tracking_update", now);
    let body = body.to_string().into_bytes();
    let good = sign::shopify(&body, &secret);
    let door = secrets.aftership_door(VICTIM);
    let handle = town.victim.handle();
    let at = format!("{handle}/{door}");
    let send = |why: &str, body: &[u8], signatures: &[&str]| delivery(&at, why, body, signatures);
    let mut forged = Vec::new();
    let mac = sign::hmac(secret.as_bytes(), &body);
    for (why, signature) in [
        ("an empty signature", String::new()),
        ("hex", hex::encode(mac)),
        ("unpadded", good.trim_end_matches('=').to_owned()),
        ("padded twice", format!("{good}=")),
        ("two in one", format!("{good},{good}")),
        ("its algorithm named", format!("sha256={good}")),
        ("a version named", format!("v1,{good}")),
        ("quoted", format!("\"{good}\"")),
        ("lower case", good.to_lowercase()),
        ("zeros", format!("{}=", "A".repeat(43))),
        ("of no body", sign::shopify(b"", &secret)),
    ] {
        forged.push(send(why, &body, &[&signature]));
    }
    let [_, _, neighbours] = Town::relay_secrets(NEIGHBOUR);
    for (why, other) in [
        ("no secret", ""),
        ("a secret of two rotations ago", &oldest),
        ("the neighbour's secret", &neighbours),
        ("the client secret", &secrets.api_secret),
        ("the client id", &secrets.api_key),
        ("the master key", &secrets.master_key),
        ("the API key at AfterShip", KEY),
        ("the door", &door),
        ("the secret in upper case", &secret.to_uppercase()),
        ("the secret with a line end", &format!("{secret}\n")),
    ] {
        forged.push(send(why, &body, &[&sign::shopify(&body, other)]));
    }
    let key = secrets.operations(VICTIM, "aftership");
    let seconds = town.seconds();
    forged.push(send(
        "as a warehouse signs",
        &body,
        &[&sign::standard("m-1", seconds, &body, &key)],
    ));
    forged.push(send("no signature", &body, &[]));
    forged.push(send("two headers, both good", &body, &[&good, &good]));
    forged.push(send("two headers, one good", &body, &["x", &good]));
    // Headers of other senders, and of AfterShip's returns.
    for name in [
        "am-webhook-signature",
        "as-signature-hmac-sha256",
        "x-aftership-hmac-sha256",
        "x-shopify-hmac-sha256",
        "webhook-signature",
        "authorization",
    ] {
        let attempt = send("the signature in another header", &body, &[]);
        forged.push(attempt.with(name, &good));
    }
    for index in 0..good.len() {
        for _ in 0..OTHERS {
            let signature = flipped(&good, index, BASE64, dice);
            forged.push(send("one character of the signature", &body, &[&signature]));
        }
        forged.push(send("a truncated signature", &body, &[&good[..index]]));
    }
    for _ in 0..BITS {
        forged.push(send("one bit of the body", &bit(&body, dice), &[&good]));
    }
    forged.extend(doors(town, &door, &body, &good, dice));
    Kind {
        name: "aftership",
        forged,
        honest: honest(town, &at),
    }
}

/// The right body and signature, at other doors.
fn doors(town: &Town, door: &str, body: &[u8], good: &str, dice: &mut SmallRng) -> Vec<Attempt> {
    let secrets = town.secrets();
    let (handle, neighbour) = (town.victim.handle(), town.neighbour.handle());
    let mut paths = Vec::new();
    for index in 0..door.len() {
        paths.push(format!("{handle}/{}", &door[..index]));
        for _ in 0..OTHERS {
            paths.push(format!("{handle}/{}", flipped(door, index, HEX, dice)));
        }
    }
    let theirs = secrets.aftership_door(NEIGHBOUR);
    let none = secrets.aftership_door(NOBODY);
    paths.extend([
        handle.to_owned(),
        format!("{handle}/{theirs}"),
        format!("{neighbour}/{door}"),
        // The neighbour's own door: the victim's secret says nothing there.
        format!("{neighbour}/{theirs}"),
        format!("hostile-none/{none}"),
        format!("{handle}/{}", door.to_uppercase()),
        format!("{handle}/{door}/"),
        format!("{handle}/{door}0"),
        format!("{handle}/{door}/{door}"),
        format!("{handle}//{door}"),
        format!("/{handle}/{door}"),
        format!("{handle}/%{:02x}{}", door.as_bytes()[0], &door[1..]),
        format!("{VICTIM}/{door}"),
        format!("{}/{door}", handle.to_uppercase()),
        format!("{handle}/../{neighbour}/{theirs}"),
    ]);
    paths
        .iter()
        .map(|path| delivery(path, "another door", body, &[good]))
        .collect()
}

/// What the order was told already, under both secrets that are live.
fn honest(town: &Town, at: &str) -> Vec<Attempt> {
    let body = town.carried(VICTIMS, 1).to_string().into_bytes();
    let [_, replaced, secret] = Town::relay_secrets(VICTIM);
    [replaced, secret]
        .iter()
        .map(|secret| {
            let good = sign::shopify(&body, secret);
            delivery(at, "an honest word", &body, &[&good]).honest()
        })
        .collect()
}

fn delivery(at: &str, why: &str, body: &[u8], signatures: &[&str]) -> Attempt {
    let path = format!("/webhooks/aftership/{at}");
    let mut attempt = Attempt::post(format!("AfterShip, {why}"), path, body.to_vec())
        .with("content-type", "application/json")
        .with("as-webhook-version", "2026-07");
    for signature in signatures {
        attempt = attempt.with("aftership-hmac-sha256", *signature);
    }
    attempt
}
