//! Link tokens: an unguessable address of one order's page.
//!
//! Token = base64url(key id · shop handle · 0 · order id · MAC), MAC = the first 128 bits of
//! HMAC-SHA256. It is checked before any read, and names the ledger to ask.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use crate::Refusal;
use crate::shopify::{SHOP_SUFFIX, is_shop_domain};
use crate::signature::hmac_sha256;

/// Keeps this use of a key apart from every other use of it.
const DOMAIN: &[u8] = b"plumbline link v1\0";
/// Bytes of the MAC.
const MAC: usize = 16;
/// Longest token looked at.
const LIMIT: usize = 512;

/// What a link token names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The key it was minted with, so that keys can be rotated.
    pub key_id: u8,
    /// The shop's myshopify domain.
    pub shop: String,
    /// Order id.
    pub order: String,
}

/// Mints the token of `order` at `shop` (a myshopify domain).
pub fn mint(key: &[u8], key_id: u8, shop: &str, order: &str) -> String {
    let handle = shop.strip_suffix(SHOP_SUFFIX).unwrap_or(shop);
    let mut bytes = Vec::with_capacity(2 + handle.len() + order.len() + MAC);
    bytes.push(key_id);
    bytes.extend_from_slice(handle.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(order.as_bytes());
    let mac = hmac_sha256(key, &[DOMAIN, &bytes]);
    bytes.extend_from_slice(mac.split_at(MAC).0);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Opens a token with the live `keys` (key id, key).
///
/// # Errors
/// [`Refusal::BadSignature`], whatever is wrong with it.
pub fn open(keys: &[(u8, &[u8])], token: &str) -> Result<Link, Refusal> {
    parse(keys, token).ok_or(Refusal::BadSignature)
}

fn parse(keys: &[(u8, &[u8])], token: &str) -> Option<Link> {
    if token.len() > LIMIT {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (named, mac) = bytes.split_at_checked(bytes.len().checked_sub(MAC)?)?;
    let (&key_id, rest) = named.split_first()?;
    let (_, key) = keys
        .iter()
        .find(|(id, key)| *id == key_id && !key.is_empty())?;
    let expected = hmac_sha256(key, &[DOMAIN, named]);
    if !bool::from(expected.split_at(MAC).0.ct_eq(mac)) {
        return None;
    }
    let text = std::str::from_utf8(rest).ok()?;
    let (handle, order) = text.split_once('\0')?;
    let shop = format!("{handle}{SHOP_SUFFIX}");
    (is_shop_domain(&shop) && !order.is_empty()).then(|| Link {
        key_id,
        shop,
        order: order.to_owned(),
    })
}
