//! Signatures as the senders make them, written apart from `crates/integrations`.
//!
//! A shared mistake would otherwise verify itself: everything here comes from the senders' own
//! documentation, and the tests hold it to their published vectors.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// HMAC-SHA256 of `message` under `key`; HMAC takes keys of any length.
pub fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// `X-Shopify-Hmac-SHA256`: base64 of the HMAC over the raw body, under the app's client secret.
pub fn shopify(body: &[u8], secret: &str) -> String {
    STANDARD.encode(hmac(secret.as_bytes(), body))
}

/// `webhook-signature` of Standard Webhooks: `v1,` and base64 of the HMAC over `id.timestamp.body`.
///
/// `timestamp` is in seconds since the Unix epoch; `secret` is the decoded key.
pub fn standard(id: &str, timestamp: i64, body: &[u8], secret: &[u8]) -> String {
    let mut message = format!("{id}.{timestamp}.").into_bytes();
    message.extend_from_slice(body);
    format!("v1,{}", STANDARD.encode(hmac(secret, &message)))
}

/// A Shopify session token (JWT, HS256) for `shop`, as App Bridge hands it to the admin.
///
/// `now` in milliseconds since the Unix epoch; the token lives one minute, as Shopify's do.
pub fn session_token(shop: &str, api_key: &str, secret: &str, now: i64) -> String {
    let seconds = now.div_euclid(1000);
    let claims = serde_json::json!({
        "iss": format!("https://{shop}/admin"),
        "dest": format!("https://{shop}"),
        "aud": api_key,
        "sub": "42",
        "exp": seconds + 60,
        "nbf": seconds - 5,
        "iat": seconds - 5,
        "jti": "f8912129-1af6-4cad-9ca3-76b0f7621087",
        "sid": "aaea182f2732d44c23057c0fea584021a4485b2bd25d3eb7fd349313ad24c685",
    });
    jwt(
        &serde_json::json!({"alg": "HS256", "typ": "JWT"}),
        &claims,
        secret,
    )
}

/// A JWT with any header and claims, signed by HMAC-SHA256: forged ones are made with it too.
pub fn jwt(header: &serde_json::Value, claims: &serde_json::Value, secret: &str) -> String {
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(claims.to_string())
    );
    let signature = URL_SAFE_NO_PAD.encode(hmac(secret.as_bytes(), signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// The query Shopify's app proxy appends and signs.
///
/// Decoded `key=value` pairs, equal keys joined by `,`, sorted, run together without a separator,
/// HMAC-SHA256 in hex. `parameters` come decoded and are percent-encoded in the answer.
pub fn proxy_query(parameters: &[(&str, &str)], secret: &str) -> String {
    let mut joined: Vec<(String, Vec<&str>)> = Vec::new();
    for (key, value) in parameters {
        match joined.iter_mut().find(|(known, _)| known == key) {
            Some((_, values)) => values.push(value),
            None => joined.push(((*key).to_owned(), vec![value])),
        }
    }
    let mut pairs: Vec<String> = joined
        .iter()
        .map(|(key, values)| format!("{key}={}", values.join(",")))
        .collect();
    pairs.sort();
    let signature = hex::encode(hmac(secret.as_bytes(), pairs.concat().as_bytes()));
    let mut query: Vec<String> = parameters
        .iter()
        .map(|(key, value)| format!("{}={}", percent(key), percent(value)))
        .collect();
    query.push(format!("signature={signature}"));
    query.join("&")
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shopify's documented example of the app proxy.
    #[test]
    fn proxy_vector() {
        let query = proxy_query(
            &[
                ("extra", "1"),
                ("extra", "2"),
                ("shop", "shop-name.myshopify.com"),
                ("logged_in_customer_id", "1"),
                ("path_prefix", "/apps/awesome_reviews"),
                ("timestamp", "1317327555"),
            ],
            "hush",
        );
        assert!(query.ends_with(
            "signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb"
        ));
    }

    /// The example of the Standard Webhooks specification.
    #[test]
    fn standard_webhooks_vector() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = standard(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            b"{\"test\": 2432232314}",
            &secret,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
