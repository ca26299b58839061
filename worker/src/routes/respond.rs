//! Answers: headers every response carries, what a page may load and who may frame it.

use js_sys::Uint8Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::{Headers, Response};

use crate::error::Failure;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = randomUUID)]
    fn random_uuid() -> String;

    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn random_values(bytes: &Uint8Array) -> Result<Uint8Array, JsValue>;
}

/// A fresh request id, where the platform gave none.
pub fn request_id() -> String {
    random_uuid()
}

/// A CSP nonce: 128 random bits in hex.
///
/// # Errors
/// The platform has no randomness.
pub fn nonce() -> Result<String, Failure> {
    let bytes = Uint8Array::new_with_length(16);
    random_values(&bytes).map_err(|_| Failure::Call {
        call: "crypto.getRandomValues",
        reason: "no randomness".to_owned(),
    })?;
    Ok(hex::encode(bytes.to_vec()))
}

/// Who may show a page in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// Nobody.
    Nobody,
    /// The shop's own storefront.
    Shop(&'a str),
    /// Shopify's admin of this shop.
    Admin(&'a str),
}

/// What a page loads beside its own inline style and script, which carry the nonce.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loads<'a> {
    /// Wasm of ours runs, and the page connects to its own origin.
    pub live: bool,
    /// Another origin the page's module, Wasm and refresh come from (through the app proxy).
    pub origin: Option<&'a str>,
    /// Shopify's App Bridge, which connects and frames within Shopify.
    pub app_bridge: bool,
}

/// The `Content-Security-Policy` of a page. In development pages of this machine may frame it too:
/// the demo shows them side by side.
pub fn policy(nonce: &str, frame: &Frame<'_>, loads: &Loads<'_>, development: bool) -> String {
    let mut script = format!("'nonce-{nonce}'");
    let mut connect = String::new();
    if loads.live {
        script.push_str(" 'wasm-unsafe-eval'");
        connect.push_str(" 'self'");
        if let Some(origin) = loads.origin {
            script.push_str(&format!(" {origin}"));
            connect.push_str(&format!(" {origin}"));
        }
    }
    if loads.app_bridge {
        script.push_str(" https://cdn.shopify.com");
        connect.push_str(" 'self' https://*.shopify.com");
    }
    if connect.is_empty() {
        connect.push_str(" 'none'");
    }
    let mut ancestors = match frame {
        Frame::Nobody => String::new(),
        Frame::Shop(shop) => format!(" 'self' https://{shop}"),
        Frame::Admin(shop) => format!(" https://{shop} https://admin.shopify.com"),
    };
    if development && *frame != Frame::Nobody {
        ancestors.push_str(" http://127.0.0.1:* http://localhost:*");
    }
    if ancestors.is_empty() {
        ancestors.push_str(" 'none'");
    }
    format!(
        "default-src 'none'; script-src {script}; style-src 'nonce-{nonce}'; img-src 'self' data:; \
         connect-src{connect}; form-action 'self'; base-uri 'none'; frame-ancestors{ancestors}"
    )
}

/// A page of HTML.
///
/// # Errors
/// The platform refused the response.
pub fn html(status: u16, body: &str, policy: &str) -> Result<Response, Failure> {
    let headers = Headers::new();
    headers.set("content-type", "text/html; charset=utf-8")?;
    headers.set("content-security-policy", policy)?;
    headers.set("cache-control", "private, no-store")?;
    text(status, headers, body)
}

/// JSON of a value.
///
/// # Errors
/// The platform refused the response.
pub fn json(value: &impl Serialize) -> Result<Response, Failure> {
    json_text(
        200,
        &String::from_utf8_lossy(&crate::hot::json_bytes(value)?),
    )
}

/// JSON that is text already.
///
/// # Errors
/// The platform refused the response.
pub fn json_text(status: u16, body: &str) -> Result<Response, Failure> {
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "private, no-store")?;
    text(status, headers, body)
}

/// A redirect after a form was taken: the browser gets the page anew.
///
/// # Errors
/// The platform refused the response.
pub fn see_other(location: &str) -> Result<Response, Failure> {
    let headers = Headers::new();
    headers.set("location", location)?;
    headers.set("cache-control", "private, no-store")?;
    text(303, headers, "")
}

/// Nothing but a status and headers.
///
/// # Errors
/// The platform refused the response.
pub fn empty(status: u16, headers: Headers) -> Result<Response, Failure> {
    Ok(Response::empty()?.with_status(status).with_headers(headers))
}

fn text(status: u16, headers: Headers, body: &str) -> Result<Response, Failure> {
    Ok(Response::from_bytes(body.as_bytes().to_vec())?
        .with_status(status)
        .with_headers(headers))
}

/// Headers of every answer of ours.
pub const ALWAYS: [(&str, &str); 3] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    (
        "strict-transport-security",
        "max-age=31536000; includeSubDomains",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(frame: &Frame<'_>, loads: &Loads<'_>, development: bool) -> String {
        policy("abc", frame, loads, development)
    }

    #[test]
    fn a_page_is_framed_by_its_shop_alone() {
        let page = of(&Frame::Shop("a.myshopify.com"), &Loads::default(), false);
        assert!(
            page.ends_with("frame-ancestors 'self' https://a.myshopify.com"),
            "{page}"
        );
        let admin = of(&Frame::Admin("a.myshopify.com"), &Loads::default(), false);
        assert!(
            admin.ends_with("frame-ancestors https://a.myshopify.com https://admin.shopify.com"),
            "{admin}"
        );
        let none = of(&Frame::Nobody, &Loads::default(), true);
        assert!(none.ends_with("frame-ancestors 'none'"), "{none}");
    }

    #[test]
    fn only_development_lets_this_machine_frame() {
        let frame = Frame::Shop("a.myshopify.com");
        assert!(of(&frame, &Loads::default(), true).contains("http://127.0.0.1:*"));
        assert!(!of(&frame, &Loads::default(), false).contains("127.0.0.1"));
    }

    #[test]
    fn inline_code_needs_the_nonce_and_nothing_is_loaded_by_default() {
        let still = of(&Frame::Nobody, &Loads::default(), false);
        assert!(still.contains("default-src 'none'") && still.contains("connect-src 'none'"));
        assert!(still.contains("script-src 'nonce-abc';") && !still.contains("unsafe"));
        let live = Loads {
            live: true,
            ..Loads::default()
        };
        let live = of(&Frame::Nobody, &live, false);
        assert!(live.contains("'wasm-unsafe-eval'") && live.contains("connect-src 'self'"));
        assert!(!live.contains("unsafe-inline") && !live.contains("'unsafe-eval'"));
    }
}
