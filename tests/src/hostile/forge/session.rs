//! A merchant's session token: HS256 by the client secret, for this app, for one shop, now.

use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt as _;
use rand::rngs::SmallRng;
use serde_json::{Value, json};
use sha2::{Sha384, Sha512};

use super::{Kind, URL_SAFE, flipped};
use crate::hostile::attempt::Attempt;
use crate::hostile::town::{NEIGHBOUR, Town, VICTIM, VICTIMS};
use crate::sign;

/// Forged sessions.
pub fn kind(town: &Town, dice: &mut SmallRng) -> Kind {
    let secret = town.secrets().api_secret.as_str();
    let now = town.seconds();
    let claims = genuine(VICTIM, &town.secrets().api_key, now);
    let good = sign::jwt(&hs256(), &claims, secret);
    let mut tokens: Vec<(&str, String)> = Vec::new();
    tokens.extend(algorithms(&claims, secret));
    for (name, value) in wrong(now) {
        let mut other = claims.clone();
        other[name] = value;
        tokens.push(("a claim that is wrong", sign::jwt(&hs256(), &other, secret)));
    }
    for name in ["iss", "dest", "aud", "exp", "nbf", "iat"] {
        let mut other = claims.clone();
        other.as_object_mut().map(|claims| claims.remove(name));
        tokens.push(("a claim less", sign::jwt(&hs256(), &other, secret)));
        // The same claim twice: readers differ in which one counts.
        let text = claims
            .to_string()
            .replacen('{', &format!("{{\"{name}\":{},", claims[name]), 1);
        tokens.push(("a claim twice", raw(&hs256().to_string(), &text, secret)));
    }
    for (why, text) in [
        (
            "claims that are a list",
            json!([claims.clone()]).to_string(),
        ),
        (
            "claims that are text",
            json!(claims.to_string()).to_string(),
        ),
        ("claims that are null", "null".to_owned()),
        ("claims cut short", claims.to_string().replace('}', "")),
        ("claims and more", format!("{claims}{{}}")),
        ("no claims", "{}".to_owned()),
        ("nothing", String::new()),
    ] {
        tokens.push((why, raw(&hs256().to_string(), &text, secret)));
    }
    for key in [
        "",
        "hush",
        "shpss_two_rotations_ago",
        &town.secrets().api_key,
        &town.secrets().master_key,
    ] {
        tokens.push(("another secret", sign::jwt(&hs256(), &claims, key)));
    }
    let (signed, signature) = good.rsplit_once('.').unwrap_or_default();
    let (header, body) = signed.split_once('.').unwrap_or_default();
    for (why, token) in [
        ("empty", String::new()),
        ("no signature", format!("{signed}.")),
        ("two parts", signed.to_owned()),
        ("four parts", format!("{good}.{signature}")),
        ("a part before", format!("x.{good}")),
        ("padded", format!("{good}=")),
        ("blanks within", good.replacen('.', ". ", 1)),
        ("the signature first", format!("{signature}.{signed}")),
        (
            "claims twice",
            format!("{header}.{body}.{body}.{signature}"),
        ),
        (
            "five thousand characters",
            format!("{}.{body}.{signature}", "A".repeat(5000)),
        ),
        ("null", "null".to_owned()),
        ("nonsense", "a.b.c".to_owned()),
        ("two tokens", format!("{good},{good}")),
        ("a link token", town.victim.link_token(&VICTIMS.to_string())),
    ] {
        tokens.push((why, token));
    }
    for index in 0..good.len() {
        if good.as_bytes()[index] != b'.' {
            for _ in 0..3 {
                tokens.push(("one character", flipped(&good, index, URL_SAFE, dice)));
            }
        }
        tokens.push(("truncated", good[..index].to_owned()));
    }
    let routes = routes();
    let forged = tokens
        .iter()
        .map(|(why, token)| {
            let (path, body) = &routes[dice.random_range(0..routes.len())];
            carried(path, *body, why, token, dice)
        })
        .chain(schemes(&good))
        .collect();
    Kind {
        name: "sessions",
        forged,
        honest: honest(town),
    }
}

/// Headers other than Shopify's, each with the signature it asks for.
fn algorithms(claims: &Value, secret: &str) -> Vec<(&'static str, String)> {
    let mut tokens = Vec::new();
    for alg in [
        "none", "None", "NONE", "nOnE", "", "RS256", "ES256", "PS256", "EdDSA", "HS384", "HS512",
        "hs256", "HS256 ", "HMAC",
    ] {
        let header = json!({"alg": alg, "typ": "JWT"});
        let token = sign::jwt(&header, claims, secret);
        let (signed, _) = token.rsplit_once('.').unwrap_or_default();
        tokens.push(("another algorithm, unsigned", format!("{signed}.")));
        tokens.push((
            "another algorithm, by HS384",
            with_mac::<Hmac<Sha384>>(signed, secret),
        ));
        tokens.push((
            "another algorithm, by HS512",
            with_mac::<Hmac<Sha512>>(signed, secret),
        ));
        tokens.push(("another algorithm, by HS256", token));
    }
    for header in [
        json!({}),
        json!({"typ": "JWT"}),
        json!({"alg": ["HS256"]}),
        json!({"alg": null}),
        json!({"alg": "HS256", "typ": "at+jwt"}),
        json!({"alg": "HS256", "typ": 1}),
        json!({"alg": "HS256", "crit": ["exp"]}),
        json!({"alg": "HS256", "crit": []}),
        json!(["HS256"]),
        json!("HS256"),
    ] {
        tokens.push(("another header", sign::jwt(&header, claims, secret)));
    }
    let twice = r#"{"alg":"HS256","alg":"none"}"#;
    tokens.push(("two algorithms", raw(twice, &claims.to_string(), secret)));
    tokens
}

/// Values a claim must not have, and every claim with every other type.
fn wrong(now: i64) -> Vec<(&'static str, Value)> {
    let mut wrong = vec![
        ("exp", json!(now - 60)),
        ("exp", json!(now - 6)),
        ("exp", json!(0)),
        ("exp", json!(-1)),
        ("exp", json!((now + 60).to_string())),
        ("exp", json!(now as f64 + 60.5)),
        ("nbf", json!(now + 60)),
        ("nbf", json!(now + 86_400)),
        ("nbf", json!((now - 5).to_string())),
        ("iat", json!(now + 3600)),
        ("aud", json!("another app")),
        ("aud", json!("")),
        ("iss", json!(format!("https://{NEIGHBOUR}/admin"))),
        ("dest", json!(format!("https://{NEIGHBOUR}"))),
    ];
    for dest in ["https://example.com", "https://", "", VICTIM] {
        wrong.push(("dest", json!(dest)));
    }
    for dest in [
        format!("http://{VICTIM}"),
        format!("https://{VICTIM}/"),
        format!("https://{VICTIM}/admin"),
        format!("https://{VICTIM}.evil.com"),
        format!("https://evil.com/{VICTIM}"),
        format!("https://evil.com#{VICTIM}"),
        format!("https://user@{VICTIM}"),
        format!("https://{}", VICTIM.to_uppercase()),
        format!("https://{VICTIM}\0"),
    ] {
        wrong.push(("dest", json!(dest)));
    }
    for iss in [
        VICTIM.to_owned(),
        format!("https://{VICTIM}"),
        format!("https://{VICTIM}/admin/"),
        format!("https://evil.com/{VICTIM}/admin"),
    ] {
        wrong.push(("iss", json!(iss)));
    }
    for name in ["iss", "dest", "aud", "exp", "nbf", "iat"] {
        for value in [
            json!(null),
            json!(true),
            json!([]),
            json!({}),
            json!([1]),
            json!(1e300),
            json!("1e300"),
            json!(""),
        ] {
            wrong.push((name, value));
        }
    }
    for name in ["iss", "dest", "aud"] {
        wrong.push((name, json!(7)));
    }
    wrong
}

/// A good token under a scheme that is none.
fn schemes(good: &str) -> Vec<Attempt> {
    [
        format!("bearer {good}"),
        format!("Basic {good}"),
        format!("Token {good}"),
        good.to_owned(),
        format!("Bearer\t{good}"),
        format!("Bearer  {good}"),
        format!("Bearer {good} {good}"),
    ]
    .map(|header| {
        Attempt::get("a session, another scheme", "/admin.json").with("authorization", header)
    })
    .into()
}

/// Sessions as App Bridge gives them, under both live secrets, as a header and in the address.
fn honest(town: &Town) -> Vec<Attempt> {
    let mut honest = Vec::new();
    for secret in town.live() {
        let claims = genuine(VICTIM, &town.secrets().api_key, town.seconds());
        let token = sign::jwt(&hs256(), &claims, secret);
        let mut unnamed = claims.clone();
        unnamed.as_object_mut().map(|claims| claims.remove("sub"));
        let unnamed = sign::jwt(&json!({"alg": "HS256"}), &unnamed, secret);
        for path in [
            "/admin",
            "/admin.json",
            "/admin/promises",
            "/admin/promises.json",
            "/admin/settings",
            "/admin/tracking",
            "/admin/tracking.json",
        ] {
            let what = "an honest merchant";
            honest.push(Attempt::get(what, path).within(&token).honest());
            honest.push(Attempt::get(what, format!("{path}?id_token={token}")).honest());
            honest.push(Attempt::get(what, path).within(&unnamed).honest());
        }
    }
    honest
}

/// What a session opens, and what is posted there. What is refused before it is read has no body: the development server in
/// front of the worker falls over bodies nobody reads.
fn routes() -> Vec<(String, Option<&'static str>)> {
    let order = format!("/admin/orders/{VICTIMS}");
    vec![
        ("/admin".to_owned(), None),
        ("/admin.json".to_owned(), None),
        ("/admin/promises".to_owned(), None),
        ("/admin/promises.json".to_owned(), None),
        ("/admin/settings".to_owned(), None),
        ("/admin/tracking".to_owned(), None),
        ("/admin/tracking.json".to_owned(), None),
        (order.clone(), None),
        (format!("{order}.json"), None),
        ("/admin/settings".to_owned(), Some("")),
        ("/admin/redactions".to_owned(), Some("")),
        (
            "/admin/promises".to_owned(),
            Some(r#"{"action": "switch", "to": "off"}"#),
        ),
        ("/admin/dead-letters/0-1/replay".to_owned(), Some("{}")),
        (
            format!("{order}/exceptions/{}", "0".repeat(32)),
            Some(r#"{"action": "close", "how": "forged"}"#),
        ),
        (
            format!("{order}/requests/{}", "0".repeat(32)),
            Some(r#"{"action": "declined"}"#),
        ),
        ("/admin/tracking".to_owned(), Some(r#"{"action": "off"}"#)),
    ]
}

/// The token as a bearer, or in the address.
fn carried(
    path: &str,
    body: Option<&'static str>,
    why: &str,
    token: &str,
    dice: &mut SmallRng,
) -> Attempt {
    let why = format!("a session, {why}");
    let attempt = |path: String| match body {
        None => Attempt::get(why, path),
        Some(body) => Attempt::post(why, path, body.into()),
    };
    if dice.random_bool(0.7) {
        return attempt(path.to_owned()).within(token);
    }
    attempt(format!("{path}?id_token={}", sign::percent(token)))
        .with("content-type", "application/json")
}

fn hs256() -> Value {
    json!({"alg": "HS256", "typ": "JWT"})
}

fn genuine(shop: &str, api_key: &str, seconds: i64) -> Value {
    json!({
        "iss": format!("https://{shop}/admin"), "dest": format!("https://{shop}"), "aud": api_key,
        "sub": "42", "exp": seconds + 60, "nbf": seconds - 5, "iat": seconds - 5, "jti": "1", "sid": "1",
    })
}

/// A token of any text, signed.
fn raw(header: &str, claims: &str, secret: &str) -> String {
    let signed = format!(
        "{}.{}",
        encoded(header.as_bytes()),
        encoded(claims.as_bytes())
    );
    let mac = sign::hmac(secret.as_bytes(), signed.as_bytes());
    format!("{signed}.{}", encoded(&mac))
}

fn with_mac<M: Mac + KeyInit>(signed: &str, secret: &str) -> String {
    let mut mac =
        <M as KeyInit>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(signed.as_bytes());
    format!("{signed}.{}", encoded(&mac.finalize().into_bytes()))
}

fn encoded(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
