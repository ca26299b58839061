//! What shoppers send: the form's token, which binds it to its page and state, the browser's word on which site sent it, and
//! the signed outcome that comes back to the page.
//!
//! A refused act is answered like a taken one, by the way back: see [`By::Outcome`]. None may leave a fact.

use rand::RngExt as _;
use rand::rngs::SmallRng;

use super::{Kind, flipped};
use crate::hostile::attempt::{Attempt, By};
use crate::hostile::shopper::{Form, encoded, filled};
use crate::hostile::town::{Town, VICTIM};
use crate::sign;

/// Other characters tried at each place of a token.
const OTHERS: usize = 6;
/// Signs of a token's MAC, in hex.
const MAC: usize = 32;
const HEX: &[u8] = b"0123456789abcdef";

/// Forged acts and outcomes.
pub fn kind(town: &Town, dice: &mut SmallRng) -> Kind {
    let query = proxied(town, &[]);
    let mut forged = Vec::new();
    for (form, told) in &town.acts {
        forged.extend(tokens(town, form, told, &query, dice));
        forged.extend(sites(form, &query));
        forged.extend(outcomes(town, form, told, dice));
    }
    let honest = town.acts.iter().flat_map(|(form, told)| {
        let page = page(form);
        let storefront = format!("/proxy{}?{query}", form.action);
        let sent = |path: &str| {
            form.sent_to("an honest act", path, filled(form.act()))
                .honest()
        };
        let read = |path: String| {
            let read = Attempt::get("an honest outcome", path);
            read.by(By::Sentence).honest()
        };
        vec![
            sent(&form.action),
            sent(&form.action).with("sec-fetch-site", "same-origin"),
            sent(&form.action).with("sec-fetch-site", "none"),
            sent(&form.action).with("origin", "null"),
            sent(&form.action).with("origin", town.victim.base()),
            sent(&storefront).with("sec-fetch-site", "same-origin"),
            // The shop's own domain and the app's are two sites of one.
            sent(&storefront).with("sec-fetch-site", "same-site"),
            read(format!("{page}?result={told}")),
            read(format!("{page}.json?result={told}")),
            read(format!(
                "/proxy{page}?{}",
                proxied(town, &[("result", told)])
            )),
        ]
    });
    Kind {
        name: "acts",
        honest: honest.collect(),
        forged,
    }
}

/// The genuine act under every token that is not its page's.
fn tokens(town: &Town, form: &Form, told: &str, query: &str, dice: &mut SmallRng) -> Vec<Attempt> {
    let good = form.field("form");
    let mut tried: Vec<(&str, String)> = Vec::new();
    for index in 0..good.len() {
        let mac = index >= good.len().saturating_sub(MAC);
        let alphabet: &[u8] = if mac { HEX } else { b"0123456789_-.abcdefg" };
        for _ in 0..OTHERS {
            tried.push(("one character", flipped(good, index, alphabet, dice)));
        }
        tried.push(("truncated", good[..index].to_owned()));
        tried.push(("its beginning cut", good[index + 1..].to_owned()));
    }
    let (words, mac) = good.split_once('.').unwrap_or_default();
    let (state, claim) = words.split_once('-').unwrap_or_default();
    let state: u64 = state.parse().unwrap_or_default();
    for other in [0, 1, state + 1, state + 2, state + 10, u64::MAX] {
        tried.push(("another state's", format!("{other}-{claim}.{mac}")));
    }
    for other in ["received", "delivered", "label_created", "", "nonsense"] {
        if other != claim {
            tried.push(("another claim's", format!("{state}-{other}.{mac}")));
        }
    }
    for (other, _) in town.acts.iter().filter(|(it, _)| it.action != form.action) {
        tried.push(("another order's", other.field("form").to_owned()));
        let (_, theirs) = other.field("form").split_once('.').unwrap_or_default();
        tried.push(("another order's MAC", format!("{words}.{theirs}")));
    }
    let token = page(form).trim_start_matches("/o/");
    let message = [token.as_bytes(), b"\0", words.as_bytes()].concat();
    for (why, key) in [
        ("no key", Vec::new()),
        (
            "the client secret",
            town.secrets().api_secret.clone().into_bytes(),
        ),
        (
            "the master key",
            hex::decode(&town.secrets().master_key).unwrap_or_default(),
        ),
        ("the link itself", token.as_bytes().to_vec()),
    ] {
        let mac = hex::encode(&sign::hmac(&key, &message)[..MAC / 2]);
        tried.push((why, format!("{words}.{mac}")));
    }
    for (why, other) in [
        ("an outcome", told.to_owned()),
        (
            "an outcome's MAC",
            format!("{words}.{}", told.split_once('.').unwrap_or_default().1),
        ),
        ("none", String::new()),
        ("no MAC", words.to_owned()),
        ("an empty MAC", format!("{words}.")),
        ("a MAC of zeros", format!("{words}.{}", "0".repeat(MAC))),
        ("a long MAC", format!("{good}{mac}")),
        (
            "a MAC in upper case",
            format!("{words}.{}", mac.to_uppercase()),
        ),
        ("twice", format!("{good}.{good}")),
        ("a null in it", format!("{words}\0.{mac}")),
        ("a plus for a sign", format!("+{good}")),
    ] {
        tried.push((why, other));
    }
    tried.retain(|(_, token)| token != good);
    tried
        .iter()
        .map(|(why, token)| {
            let path = match dice.random_range(0..4) {
                0 => format!("/proxy{}?{query}", form.action),
                _ => form.action.clone(),
            };
            let sent = form.clone().with_token(token);
            sent.sent_to(format!("an act, token {why}"), &path, filled(form.act()))
        })
        .chain([
            Attempt::post(
                "an act, no token",
                &form.action,
                encoded([("act", form.act())].into_iter()),
            )
            .with("content-type", "application/x-www-form-urlencoded")
            .by(By::Outcome),
            Attempt::get(
                "an act as a GET",
                format!("{}?act={}&form={good}", form.action, form.act()),
            ),
            // Refused before they are read: see `session::routes`.
            Attempt::post(
                "an act, no proxy's signature",
                format!("/proxy{}", form.action),
                Vec::new(),
            ),
            Attempt::post("an act at no link", "/o/AAAA/act", Vec::new()),
        ])
        .collect()
}

/// The genuine form, sent by a page of somebody else's.
fn sites(form: &Form, query: &str) -> Vec<Attempt> {
    let proxied = format!("/proxy{}?{query}", form.action);
    let mut forged = Vec::new();
    let mut send = |what: &str, path: &str, headers: &[(&str, &str)]| {
        let sent = form.sent_to(format!("an act, {what}"), path, filled(form.act()));
        let sent = headers
            .iter()
            .fold(sent, |sent, (name, value)| sent.with(name, *value));
        forged.push(sent);
    };
    for site in [
        "cross-site",
        "Cross-Site",
        "",
        "same-origin, cross-site",
        "SAME-ORIGIN",
        "x",
    ] {
        send("another site", &form.action, &[("sec-fetch-site", site)]);
        send(
            "another site, by the proxy",
            &proxied,
            &[("sec-fetch-site", site)],
        );
    }
    send(
        "a site beside ours",
        &form.action,
        &[("sec-fetch-site", "same-site")],
    );
    for headers in [
        [
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "cross-site"),
        ],
        // The mark that cannot be forged by a page counts, whatever the other says.
        [("sec-fetch-site", "cross-site"), ("origin", "null")],
    ] {
        send("two marks", &form.action, &headers);
        send("two marks, by the proxy", &proxied, &headers);
    }
    for origin in [
        "https://evil.example",
        "http://127.0.0.1",
        "http://localhost",
        "https://hostile-a.myshopify.com",
        "http://127.0.0.1.evil.example",
        "NULL",
        "null, https://evil.example",
        "file://",
    ] {
        let what = format!("another origin: {origin:?}");
        send(&what, &form.action, &[("origin", origin)]);
    }
    forged
}

/// Outcomes that the worker did not sign for this page.
fn outcomes(town: &Town, form: &Form, told: &str, dice: &mut SmallRng) -> Vec<Attempt> {
    let mut tried: Vec<(&str, String)> = Vec::new();
    for index in 0..told.len() {
        tried.push(("one character", flipped(told, index, HEX, dice)));
        tried.push(("truncated", told[..index].to_owned()));
    }
    let (word, mac) = told.split_once('.').unwrap_or_default();
    for other in [
        "address",
        "cancel",
        "problem",
        "answer",
        "again",
        "limited",
        "closed",
        "unverified",
    ] {
        tried.push(("unsigned", other.to_owned()));
        if other != word {
            tried.push(("another word", format!("{other}.{mac}")));
        }
    }
    for (other, theirs) in town.acts.iter().filter(|(it, _)| it.action != form.action) {
        tried.push(("another order's", theirs.clone()));
        tried.push(("another order's form", other.field("form").to_owned()));
    }
    tried.push(("a form's token", form.field("form").to_owned()));
    tried.push((
        "words of one's own",
        format!("Your order was refunded.{mac}"),
    ));
    tried.retain(|(_, token)| token != told);
    let page = page(form);
    tried
        .iter()
        .map(|(why, token)| {
            let given = sign::percent(token);
            let path = match dice.random_range(0..3) {
                0 => format!("{page}.json?result={given}"),
                1 => format!("/proxy{page}?{}", proxied(town, &[("result", token)])),
                _ => format!("{page}?result={given}"),
            };
            Attempt::get(format!("an outcome, {why}"), path).by(By::Sentence)
        })
        .collect()
}

/// The page a form stands on.
fn page(form: &Form) -> &str {
    form.action.trim_end_matches("/act")
}

fn proxied(town: &Town, own: &[(&str, &str)]) -> String {
    let now = town.seconds().to_string();
    let mut query = vec![
        ("shop", VICTIM),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", now.as_str()),
    ];
    query.extend(own);
    sign::proxy_query(&query, &town.secrets().api_secret)
}
