//! Link tokens: one order of one shop, by 128 bits nobody can guess.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rand::RngExt as _;
use rand::rngs::SmallRng;

use super::{Kind, URL_SAFE, flipped};
use crate::hostile::attempt::Attempt;
use crate::hostile::town::{NEIGHBOURS, ORDERS, Town, VICTIM, VICTIMS};
use crate::sign;

/// Bytes of the token's MAC.
const MAC: usize = 16;
/// Other characters tried at each place.
const OTHERS: usize = 8;

/// Forged links.
pub fn kind(town: &Town, dice: &mut SmallRng) -> Kind {
    let order = VICTIMS.to_string();
    let good = town.victim.link_token(&order);
    let other = town.victim.link_token(&(VICTIMS + 1).to_string());
    let neighbours = town.neighbour.link_token(&NEIGHBOURS.to_string());
    let mut tokens: Vec<(&str, String)> = Vec::new();
    for index in 0..good.len() {
        for _ in 0..OTHERS {
            tokens.push(("one character", flipped(&good, index, URL_SAFE, dice)));
        }
        tokens.push(("truncated", good[..index].to_owned()));
        tokens.push(("its beginning cut", good[index + 1..].to_owned()));
        tokens.push((
            "two tokens joined",
            format!("{}{}", &good[..index], &other[index.min(other.len())..]),
        ));
    }
    tokens.retain(|(_, token)| token != &good && token != &other);
    let bytes = URL_SAFE_NO_PAD.decode(&good).unwrap_or_default();
    let (named, mac) = bytes.split_at(bytes.len().saturating_sub(MAC));
    let (_, theirs) = split(&neighbours);
    let handle = town.victim.handle().as_bytes();
    let spliced = |key: u8, handle: &[u8], order: &str, mac: &[u8]| {
        let parts: [&[u8]; 5] = [&[key], handle, &[0], order.as_bytes(), mac];
        URL_SAFE_NO_PAD.encode(parts.concat())
    };
    for index in 0..ORDERS {
        let order = (VICTIMS + 1 + index).to_string();
        tokens.push(("another order's", spliced(1, handle, &order, mac)));
        tokens.push(("another shop's MAC", spliced(1, handle, &order, &theirs)));
    }
    let neighbour = town.neighbour.handle().as_bytes();
    tokens.push(("another shop", spliced(1, neighbour, &order, mac)));
    for key in (0..=u8::MAX).filter(|key| *key != 1) {
        tokens.push(("another key", spliced(key, handle, &order, mac)));
    }
    for (why, mac) in [
        ("no MAC", Vec::new()),
        ("zeros for a MAC", vec![0; MAC]),
        ("a short MAC", mac[..8].to_vec()),
        ("a long MAC", [mac, mac].concat()),
        (
            "an HMAC under no key",
            sign::hmac(b"", named)[..MAC].to_vec(),
        ),
        (
            "an HMAC under the client secret",
            sign::hmac(town.secrets().api_secret.as_bytes(), named)[..MAC].to_vec(),
        ),
        ("a plain hash", sign::hmac(&[], named)[..MAC].to_vec()),
    ] {
        tokens.push((why, URL_SAFE_NO_PAD.encode([named, &mac].concat())));
    }
    for (why, token) in [
        (
            "an order that is no number",
            town.victim.link_token("../1").replace('=', ""),
        ),
        ("padded", format!("{good}=")),
        (
            "in the other alphabet",
            format!("{}+", STANDARD.encode(&bytes)),
        ),
        ("upper case", good.to_uppercase()),
        ("lower case", good.to_lowercase()),
        ("with a blank", format!("{good}%20")),
        ("with a null", format!("{good}%00")),
        ("with a suffix", format!("{good}.html")),
        ("600 characters", "A".repeat(600)),
        ("hex", hex::encode(&bytes)),
        (
            "its first character encoded",
            format!("%{:02X}{}", good.as_bytes()[0], &good[1..]),
        ),
        ("the shop's domain", VICTIM.to_owned()),
        ("the order's number", order.clone()),
    ] {
        tokens.push((why, token));
    }
    let query = {
        let now = town.seconds().to_string();
        let genuine = [
            ("shop", VICTIM),
            ("path_prefix", "/apps/plumbline"),
            ("timestamp", now.as_str()),
        ];
        sign::proxy_query(&genuine, &town.secrets().api_secret)
    };
    let forged = tokens
        .iter()
        .map(|(why, token)| {
            let path = match dice.random_range(0..5) {
                0 => format!("/o/{token}.json"),
                1 => format!("/proxy/o/{token}?{query}"),
                2 => format!("/proxy/o/{token}.json?{query}"),
                _ => format!("/o/{token}"),
            };
            Attempt::get(format!("a link, {why}"), path)
        })
        .collect();
    let honest = (0..ORDERS)
        .flat_map(|index| {
            let token = town.victim.link_token(&(VICTIMS + index).to_string());
            [
                format!("/o/{token}"),
                format!("/o/{token}.json"),
                format!("/proxy/o/{token}?{query}"),
            ]
        })
        .map(|path| Attempt::get("an honest link", path).honest())
        .collect();
    Kind {
        name: "links",
        forged,
        honest,
    }
}

/// A token's names and its MAC.
fn split(token: &str) -> (Vec<u8>, Vec<u8>) {
    let mut bytes = URL_SAFE_NO_PAD.decode(token).unwrap_or_default();
    let mac = bytes.split_off(bytes.len().saturating_sub(MAC));
    (bytes, mac)
}
