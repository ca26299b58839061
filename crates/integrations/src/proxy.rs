//! Shopify's app proxy: the signed query a storefront request arrives with.
//!
//! The signed string joins parameters with no separator, so `a=1&b=2` and `a=1b=2` sign alike. What
//! decides who is asking must therefore occur exactly once, as itself, in an exact form.

use fulfillment::Instant;

use crate::Refusal;
use crate::shopify::is_shop_domain;
use crate::signature::{any_secret, fresh, unix_seconds};

/// How far the query's timestamp may lie from now, either way, in seconds.
pub const TOLERANCE_SECONDS: i64 = 90;

/// Longest query looked at, in bytes.
const LIMIT: usize = 8192;

/// Parameters Shopify adds; a shopper must not be able to imitate one.
const RESERVED: [&str; 4] = ["shop", "timestamp", "path_prefix", "logged_in_customer_id"];

/// A storefront request Shopify vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyCall {
    /// The shop's myshopify domain.
    pub shop: String,
    /// Where the proxy is mounted, e.g. `/apps/plumbline`.
    pub path_prefix: String,
    /// The customer who is signed in to the storefront; numeric id as text.
    pub customer: Option<String>,
    /// The shopper's own parameters, decoded, in order. Foreign text.
    pub params: Vec<(String, String)>,
}

/// Checks the raw `query` (without `?`) of an app proxy request.
///
/// # Errors
/// [`Refusal::BadSignature`] for a bad, ambiguous or incomplete query; [`Refusal::Stale`] for a
/// genuine one beyond [`TOLERANCE_SECONDS`].
pub fn verify(query: &str, secrets: &[&[u8]], now: Instant) -> Result<ProxyCall, Refusal> {
    let (call, seconds) = parse(query, secrets).ok_or(Refusal::BadSignature)?;
    fresh(seconds, now, TOLERANCE_SECONDS)?;
    Ok(call)
}

fn parse(query: &str, secrets: &[&[u8]]) -> Option<(ProxyCall, i64)> {
    if query.len() > LIMIT {
        return None;
    }
    let mut params = decode(query)?;
    let signature = single(&params, "signature")?.to_owned();
    params.retain(|(name, _)| name != "signature");

    let message = message(&params);
    for reserved in RESERVED {
        let named = params.iter().filter(|(name, _)| name == reserved).count();
        // Also refuses a reserved name hidden at a name's end or inside a value.
        if named > 1 || message.matches(&format!("{reserved}=")).count() != named {
            return None;
        }
    }
    let plain_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if signature.len() != 64 || !signature.bytes().all(plain_hex) {
        return None;
    }
    let claimed = hex::decode(&signature).ok()?;
    if !any_secret(secrets, &[message.as_bytes()], &claimed) {
        return None;
    }

    let shop = single(&params, "shop")?.to_owned();
    let path_prefix = single(&params, "path_prefix")?.to_owned();
    let seconds = unix_seconds(single(&params, "timestamp")?)?;
    let customer = single(&params, "logged_in_customer_id").filter(|id| !id.is_empty());
    let customer = match customer {
        Some(id) if id.bytes().all(|byte| byte.is_ascii_digit()) => Some(id.to_owned()),
        Some(_) => return None,
        None => None,
    };
    if !is_shop_domain(&shop) || !path_prefix.starts_with('/') {
        return None;
    }
    params.retain(|(name, _)| !RESERVED.contains(&name.as_str()));
    let call = ProxyCall {
        shop,
        path_prefix,
        customer,
        params,
    };
    Some((call, seconds))
}

/// The signed string: repeated values joined with `,`, `name=value` sorted, no separator.
fn message(params: &[(String, String)]) -> String {
    let mut joined: Vec<(&str, String)> = Vec::new();
    for (name, value) in params {
        match joined.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => {
                values.push(',');
                values.push_str(value);
            }
            None => joined.push((name, value.clone())),
        }
    }
    let mut pairs: Vec<String> = joined
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.sort_unstable();
    pairs.concat()
}

/// The value of a parameter that must occur exactly once.
fn single<'a>(params: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = params.iter().filter(|(known, _)| known == name);
    let value = values.next()?.1.as_str();
    values.next().is_none().then_some(value)
}

/// `application/x-www-form-urlencoded`, strictly: a broken escape refuses the whole.
fn decode(query: &str) -> Option<Vec<(String, String)>> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = percent(name)?;
            // A name with `=` in it moves the border between name and value.
            (!name.contains('=')).then_some((name, percent(value)?))
        })
        .collect()
}

fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The query Shopify would send for `params` (plain ASCII, no escapes needed); for tests and the demo.
pub fn sign(params: &[(&str, &str)], secret: &[u8]) -> String {
    let owned: Vec<(String, String)> = params
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let mac = crate::signature::hmac_sha256(secret, &[message(&owned).as_bytes()]);
    let mut query: String = owned
        .iter()
        .map(|(name, value)| format!("{name}={value}&"))
        .collect();
    query.push_str("signature=");
    query.push_str(&hex::encode(mac));
    query
}
