//! Signatures over raw bodies: Shopify's, AfterShip's, and Standard Webhooks both ways.
//!
//! Every check runs over all live secrets without leaving early and compares in constant time. An
//! empty secret is never live: an unset variable must not let anyone sign.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fulfillment::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq as _};

use crate::Refusal;

/// How far a Standard Webhooks timestamp may lie from now, either way, in seconds.
pub const TOLERANCE_SECONDS: i64 = 300;

/// Length of 32 bytes in padded base64.
const SIGNATURE_LENGTH: usize = 44;

/// Most signatures looked at in one `webhook-signature` header (rotation needs two).
const SIGNATURES_LIMIT: usize = 8;

/// HMAC-SHA256 of the concatenated `parts`.
pub fn hmac_sha256(secret: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = match Hmac::<Sha256>::new_from_slice(secret) {
        Ok(mac) => mac,
        // HMAC takes keys of every length.
        Err(_) => unreachable!("HMAC takes keys of every length"),
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether any live secret gives `claimed` over `parts`; looks at every secret whatever it finds.
pub(crate) fn any_secret(secrets: &[&[u8]], parts: &[&[u8]], claimed: &[u8]) -> bool {
    let mut matched = Choice::from(0);
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        matched |= hmac_sha256(secret, parts).ct_eq(claimed);
    }
    matched.into()
}

/// Checks `X-Shopify-Hmac-SHA256`: base64 of HMAC-SHA256 over the raw body.
///
/// `secrets` are the app's client secrets that are live: one, or two for an hour after a rotation.
/// The signature covers the body alone, not shop, topic or id headers.
///
/// # Errors
/// [`Refusal::BadSignature`] for anything else.
pub fn shopify(body: &[u8], header: &str, secrets: &[&[u8]]) -> Result<(), Refusal> {
    let live = secrets.iter().filter(|secret| !secret.is_empty());
    let macs: Vec<u8> = live
        .flat_map(|secret| hmac_sha256(secret, &[body]))
        .collect();
    shopify_mac(&macs, header)
}

/// [`shopify`] where the platform has computed the body's HMAC-SHA256 already: `macs` holds 32 bytes
/// for each live secret. Only the one exact form of a header passes: 44 characters of padded base64.
///
/// # Errors
/// [`Refusal::BadSignature`] for anything else.
pub fn shopify_mac(macs: &[u8], header: &str) -> Result<(), Refusal> {
    if header.len() != SIGNATURE_LENGTH {
        return Err(Refusal::BadSignature);
    }
    let claimed = STANDARD.decode(header).map_err(|_| Refusal::BadSignature)?;
    let mut matched = Choice::from(0);
    for mac in macs.as_chunks::<32>().0 {
        matched |= mac.ct_eq(claimed.as_slice());
    }
    match bool::from(matched) {
        true => Ok(()),
        false => Err(Refusal::BadSignature),
    }
}

/// What Shopify would send as `X-Shopify-Hmac-SHA256`; for tests, replay and the demo.
pub fn shopify_sign(body: &[u8], secret: &[u8]) -> String {
    STANDARD.encode(hmac_sha256(secret, &[body]))
}

/// Checks a Standard Webhooks signature (<https://www.standardwebhooks.com>).
///
/// `id`, `timestamp` and `header` are the headers `webhook-id`, `webhook-timestamp` (seconds) and
/// `webhook-signature` (blank-separated `v1,{base64}`); `secrets` are key bytes, see
/// [`standard_secret`]. Staleness is told only to those who signed.
///
/// # Errors
/// [`Refusal::BadSignature`], or [`Refusal::Stale`] beyond [`TOLERANCE_SECONDS`].
pub fn standard(
    id: &str,
    timestamp: &str,
    body: &[u8],
    header: &str,
    secrets: &[&[u8]],
    now: Instant,
) -> Result<(), Refusal> {
    // A dot in the id would make the signed string ambiguous.
    if id.is_empty() || id.contains('.') {
        return Err(Refusal::BadSignature);
    }
    let seconds = unix_seconds(timestamp).ok_or(Refusal::BadSignature)?;
    let parts: [&[u8]; 5] = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body];
    let matched = header
        .split(' ')
        .filter_map(|entry| entry.strip_prefix("v1,"))
        .take(SIGNATURES_LIMIT)
        .filter(|text| text.len() == SIGNATURE_LENGTH)
        .filter_map(|text| STANDARD.decode(text).ok())
        .fold(false, |matched, claimed| {
            matched | any_secret(secrets, &parts, &claimed)
        });
    if !matched {
        return Err(Refusal::BadSignature);
    }
    fresh(seconds, now, TOLERANCE_SECONDS)
}

/// The `webhook-signature` of a body under Standard Webhooks; `timestamp` in seconds.
pub fn standard_sign(id: &str, timestamp: i64, body: &[u8], secret: &[u8]) -> String {
    let timestamp = timestamp.to_string();
    let parts: [&[u8]; 5] = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body];
    format!("v1,{}", STANDARD.encode(hmac_sha256(secret, &parts)))
}

/// Key bytes of a Standard Webhooks secret as people see it: `whsec_` and padded base64.
pub fn standard_secret(text: &str) -> Option<Vec<u8>> {
    STANDARD
        .decode(text.strip_prefix("whsec_")?)
        .ok()
        .filter(|key| key.len() >= 16)
}

/// A Standard Webhooks secret as people see it.
pub fn standard_secret_text(key: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(key))
}

/// Whole seconds since the epoch from plain digits: no sign, no blanks, no leading zero.
pub(crate) fn unix_seconds(text: &str) -> Option<i64> {
    let plain = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Refuses what was signed further than `limit_seconds` from now, either way.
pub(crate) fn fresh(seconds: i64, now: Instant, limit_seconds: i64) -> Result<(), Refusal> {
    let age_seconds = now.0.div_euclid(1000).saturating_sub(seconds);
    if age_seconds.abs() > limit_seconds {
        return Err(Refusal::Stale {
            age_seconds,
            limit_seconds,
        });
    }
    Ok(())
}
