//! Shopify's session tokens: a JWT signed with the app's secret (HS256), and nothing else.
//!
//! A verifier of our own, because the one algorithm and five claims are the whole of it, and a
//! general library's leniency is the known hole (CVE-2026-25537: `exp` as a string was skipped).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fulfillment::Instant;
use serde::Deserialize;

use crate::Refusal;
use crate::shopify::is_shop_domain;
use crate::signature::{any_secret, hmac_sha256};

/// Leeway for clocks, in seconds.
pub const LEEWAY_SECONDS: i64 = 5;

/// Longest token looked at, in bytes.
const LIMIT: usize = 4096;

/// Who a verified token speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The shop's myshopify domain.
    pub shop: String,
    /// The signed-in staff member's opaque id, where there is one.
    pub user: Option<String>,
    /// When the token expires.
    pub expires_at: Instant,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

// Integers only: a date as text or as a fraction does not parse, so it can never be skipped.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    dest: String,
    aud: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    #[serde(default)]
    sub: Option<String>,
}

/// Checks an admin session token: HS256, `aud` the app's key, `dest` = `https://{shop}`, `iss` =
/// `https://{shop}/admin`, within `nbf`..`exp`.
///
/// # Errors
/// [`Refusal::BadSignature`], whatever is wrong with it: the token is a secret and no reason helps
/// an honest caller more than fetching a fresh one.
pub fn verify(
    token: &str,
    api_key: &str,
    secrets: &[&[u8]],
    now: Instant,
) -> Result<Session, Refusal> {
    parse(token, api_key, secrets, now).ok_or(Refusal::BadSignature)
}

fn parse(token: &str, api_key: &str, secrets: &[&[u8]], now: Instant) -> Option<Session> {
    if token.len() > LIMIT || api_key.is_empty() {
        return None;
    }
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    if claims.contains('.') {
        return None;
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    if !any_secret(secrets, &[signed.as_bytes()], &signature) {
        return None;
    }
    let header: Header = object(header)?;
    let typed = header.typ.is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"));
    if header.alg != "HS256" || !typed || header.crit.is_some() {
        return None;
    }
    let claims: Claims = object(claims)?;
    let shop = claims.dest.strip_prefix("https://")?;
    let issued_by = claims
        .iss
        .strip_prefix("https://")?
        .strip_suffix("/admin")?;
    if !is_shop_domain(shop) || issued_by != shop || claims.aud != api_key {
        return None;
    }
    let now_seconds = now.0.div_euclid(1000);
    let begun = |at: i64| at <= now_seconds.saturating_add(LEEWAY_SECONDS);
    let ended = claims.exp <= now_seconds.saturating_sub(LEEWAY_SECONDS);
    if ended || !begun(claims.nbf) || !begun(claims.iat) {
        return None;
    }
    Some(Session {
        shop: shop.to_owned(),
        user: claims.sub.filter(|sub| !sub.is_empty()),
        expires_at: Instant(claims.exp.checked_mul(1000)?),
    })
}

/// Reads one part of a token. Only a JSON object is one: a list of the values alone would be read by their places.
fn object<T: serde::de::DeserializeOwned>(part: &str) -> Option<T> {
    let json = URL_SAFE_NO_PAD.decode(part).ok()?;
    (json.first() == Some(&b'{')).then(|| serde_json::from_slice(&json).ok())?
}

/// A token as Shopify would mint it, valid for a minute from `now`; for tests and the demo, which
/// sign with a secret they generated themselves.
pub fn mint(shop: &str, user: &str, api_key: &str, secret: &[u8], now: Instant) -> String {
    let seconds = now.0.div_euclid(1000);
    let claims = serde_json::json!({
        "iss": format!("https://{shop}/admin"),
        "dest": format!("https://{shop}"),
        "aud": api_key,
        "sub": user,
        "exp": seconds + 60,
        "nbf": seconds,
        "iat": seconds,
    });
    let header = URL_SAFE_NO_PAD.encode(br#"{"alg":"HS256","typ":"JWT"}"#);
    let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let mac = hmac_sha256(secret, &[signed.as_bytes()]);
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac))
}
