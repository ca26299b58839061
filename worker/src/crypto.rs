//! Keys and sealed text: everything secret is derived from one master key.
//!
//! HKDF-SHA-256 gives each purpose and shop its own key. What is sealed is sealed with
//! XChaCha20-Poly1305: nonces of 24 random bytes do not meet in practice, however much one key seals, and
//! Wasm has no AES of the processor's to make AES-GCM fast. Personal data's key needs a random salt kept in the shard's SQLite: deleting a row loses one order, deleting the salt loses the
//! shard, also in every backup that is restored without it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// A key of any purpose.
pub type Key = [u8; 32];

/// Bytes of a nonce.
const NONCE: usize = 24;

/// Why a secret could not be used. Says nothing of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// `MASTER_KEY` is not 64 hex digits.
    #[error("MASTER_KEY must be 64 hex digits")]
    MasterKey,
    /// Sealed text that this key did not seal, or that was moved to another order or shop.
    #[error("sealed text does not open with this key here")]
    Sealed,
    /// The platform gave no randomness.
    #[error("no randomness")]
    Random,
}

/// The master key, and what is derived from it.
#[derive(Clone)]
pub struct Master(Key);

impl Master {
    /// Reads `MASTER_KEY`: 64 hex digits.
    ///
    /// # Errors
    /// [`CryptoError::MasterKey`].
    pub fn from_hex(text: &str) -> Result<Self, CryptoError> {
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|_| CryptoError::MasterKey)?;
        Ok(Self(key))
    }

    /// The key for `purpose` at `scope` (a shop, or a shop and a source), salted where it must be
    /// possible to forget it.
    pub fn derive(&self, purpose: &str, scope: &str, salt: &[u8]) -> Key {
        let mut key = [0; 32];
        // 32 bytes are far below HKDF's limit of 255 blocks: expand cannot fail.
        let _ = Hkdf::<Sha256>::new(Some(salt), &self.0).expand_multi_info(
            &[b"plumbline/", purpose.as_bytes(), b"/", scope.as_bytes()],
            &mut key,
        );
        key
    }

    /// The key of link tokens, one for all shops: a token names its own.
    pub fn link_key(&self) -> Key {
        self.derive("link", "", &[])
    }

    /// The index by which an order is found from an e-mail address without storing it: 32 hex
    /// digits, different in every shop. Case and outer blanks do not count.
    pub fn blind_email(&self, shop: &str, email: &str) -> String {
        blind(&self.blind_key(shop), email)
    }

    /// The same for a customer's id: an address can never stand for an id.
    pub fn blind_customer(&self, shop: &str, customer: &str) -> String {
        blind(&self.customer_key(shop), customer)
    }

    /// The key of a shop's blind index of customers' ids, for [`blind`].
    pub fn customer_key(&self, shop: &str) -> Key {
        self.derive("blind-customer", shop, &[])
    }

    /// The key of a shop's blind index, for [`blind`].
    pub fn blind_key(&self, shop: &str) -> Key {
        self.derive("blind-email", shop, &[])
    }
}

/// An e-mail address's place in the index of `key`; see [`Master::blind_email`].
pub fn blind(key: &Key, email: &str) -> String {
    let plain = email.trim().to_lowercase();
    hex::encode(mac(key, plain.as_bytes()).get(..16).unwrap_or_default())
}

/// HMAC-SHA-256.
fn mac(key: &Key, text: &[u8]) -> [u8; 32] {
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(text);
            mac.finalize().into_bytes().into()
        }
        // HMAC takes keys of every length.
        Err(_) => [0; 32],
    }
}

/// Seals `plain` so that it opens only with `key` and the same `place` (shop and order).
///
/// # Errors
/// [`CryptoError::Random`] without randomness.
pub fn seal(key: &Key, place: &str, plain: &[u8]) -> Result<String, CryptoError> {
    let nonce = random::<NONCE>()?;
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: place.as_bytes(),
            },
        )
        .map_err(|_| CryptoError::Sealed)?;
    Ok(BASE64.encode([nonce.as_slice(), &sealed].concat()))
}

/// Opens what [`seal`] sealed.
///
/// # Errors
/// [`CryptoError::Sealed`] for another key, another place or changed text.
pub fn open(key: &Key, place: &str, sealed: &str) -> Result<Vec<u8>, CryptoError> {
    let bytes = BASE64.decode(sealed).map_err(|_| CryptoError::Sealed)?;
    let (nonce, text) = bytes
        .split_first_chunk::<NONCE>()
        .ok_or(CryptoError::Sealed)?;
    XChaCha20Poly1305::new(key.into())
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: text,
                aad: place.as_bytes(),
            },
        )
        .map_err(|_| CryptoError::Sealed)
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>;
}

/// Fresh random bytes.
///
/// # Errors
/// [`CryptoError::Random`] if the platform fails.
#[cfg(target_arch = "wasm32")]
pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut bytes = [0; N];
    get_random_values(&mut bytes).map_err(|_| CryptoError::Random)?;
    Ok(bytes)
}

/// Fresh random bytes, from the operating system: native tests only.
///
/// # Errors
/// [`CryptoError::Random`] if it has none.
#[cfg(not(target_arch = "wasm32"))]
pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    use std::io::Read;

    let mut bytes = [0; N];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .map_err(|_| CryptoError::Random)?;
    Ok(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn master() -> Master {
        Master([7; 32])
    }

    #[test]
    fn sealed_text_opens_only_in_its_place_and_with_its_key() {
        let key = master().derive("personal", "a.myshopify.com", b"salt");
        let sealed = seal(&key, "a/1", b"jo@example.com").unwrap();
        assert_eq!(open(&key, "a/1", &sealed).unwrap(), b"jo@example.com");
        assert_eq!(open(&key, "a/2", &sealed), Err(CryptoError::Sealed));
        let other = master().derive("personal", "a.myshopify.com", b"another salt");
        assert_eq!(open(&other, "a/1", &sealed), Err(CryptoError::Sealed));
        assert_ne!(sealed, seal(&key, "a/1", b"jo@example.com").unwrap());
        for cut in 0..sealed.len() {
            assert!(open(&key, "a/1", &sealed[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn the_blind_index_forgives_case_and_tells_shops_apart() {
        let one = master().blind_email("a.myshopify.com", " Jo@Example.com ");
        assert_eq!(
            one,
            master().blind_email("a.myshopify.com", "jo@example.com")
        );
        assert_ne!(
            one,
            master().blind_email("b.myshopify.com", "jo@example.com")
        );
        assert_eq!(one.len(), 32);
        assert_ne!(
            master().blind_customer("a.myshopify.com", "jo@example.com"),
            one
        );
    }

    #[test]
    fn a_master_key_is_64_hex_digits() {
        assert!(Master::from_hex(&"0f".repeat(32)).is_ok());
        for bad in ["", "0f", &"zz".repeat(32), &"0f".repeat(33)] {
            assert_eq!(Master::from_hex(bad).err(), Some(CryptoError::MasterKey));
        }
    }
}
