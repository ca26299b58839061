//! What is offered to be let in: nothing but the genuine thing opens, and nothing panics.
//!
//! Every input is tried as it is, and again signed with the key: behind a good signature there is more to read.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use integrations::shopify::is_shop_domain;
use integrations::{link as links, proxy as storefront, session as sessions, signature};

use super::{KEY, NOW, line};

/// Signature headers: id, timestamp and signature on lines, then the body.
pub fn signatures(input: &[u8]) {
    let (id, rest) = line(input);
    let (timestamp, rest) = line(rest);
    let (header, body) = line(rest);
    let keys: [&[u8]; 2] = [KEY, b""];
    if signature::shopify(body, header, &keys).is_ok() {
        assert_eq!(header, signature::shopify_sign(body, KEY));
    }
    let _ = signature::standard(id, timestamp, body, header, &keys, NOW);
    if let Ok(seconds) = timestamp.parse::<i64>() {
        let signed = signature::standard_sign(id, seconds, body, KEY);
        let _ = signature::standard(id, timestamp, body, &signed, &keys, NOW);
    }
    if let Some(key) = signature::standard_secret(header) {
        let text = signature::standard_secret_text(&key);
        assert_eq!(signature::standard_secret(&text), Some(key));
    }
}

/// An app proxy's query.
pub fn proxy(input: &[u8]) {
    let Ok(query) = std::str::from_utf8(input) else {
        return;
    };
    let _ = storefront::verify(query, &[KEY], NOW);
    // The same as parameters that Shopify has signed.
    let parameters: Vec<(&str, &str)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name != "signature")
        .collect();
    let signed = storefront::sign(&parameters, KEY);
    if let Ok(call) = storefront::verify(&signed, &[KEY], NOW) {
        assert!(is_shop_domain(&call.shop) && call.path_prefix.starts_with('/'));
    }
}

/// A session token, or header and claims on lines to be signed.
pub fn session(input: &[u8]) {
    let Ok(token) = std::str::from_utf8(input) else {
        return;
    };
    let _ = sessions::verify(token, "key", &[KEY], NOW);
    let (header, claims) = line(input);
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims)
    );
    let mac = signature::shopify_sign(signed.as_bytes(), KEY);
    let mac = mac
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    if let Ok(session) = sessions::verify(&format!("{signed}.{mac}"), "key", &[KEY], NOW) {
        assert!(is_shop_domain(&session.shop));
        assert!(
            session.expires_at >= NOW.plus(-10_000),
            "an old session opens"
        );
    }
}

/// A link token; or a shop and an order on lines, to be minted.
pub fn link(input: &[u8]) {
    let Ok(token) = std::str::from_utf8(input) else {
        return;
    };
    assert!(links::open(&[(1, b"another key")], token).is_err());
    let _ = links::open(&[(1, KEY), (2, b"")], token);
    let (shop, order) = line(input);
    let order = String::from_utf8_lossy(order);
    let minted = links::mint(KEY, 1, shop, &order);
    if let Ok(link) = links::open(&[(1, KEY)], &minted) {
        // What opens is what was minted, unless a null moved the border.
        let moved = shop.contains('\0');
        assert!(moved || link.order == order, "another order opens");
        assert!(is_shop_domain(&link.shop));
    }
}

/// Languages: asked for, of the order, and the browser's header, on lines.
pub fn language(input: &[u8]) {
    let (asked, rest) = line(input);
    let (of_order, rest) = line(rest);
    let accepted = String::from_utf8_lossy(rest);
    let spoken = copy::language(Some(asked), Some(of_order), &accepted);
    assert!(
        ["en", "es", "de", "fr", "ja", "ar"].contains(&spoken),
        "{spoken}"
    );
    copy::language(None, None, &accepted);
}
