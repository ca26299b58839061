//! Secrets of one world: generated for it, written where only its worker reads them.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use rand::Rng as _;
use sha2::Sha256;

/// What the worker must know to be spoken to; every other key derives from these.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Secrets {
    /// `SHOPIFY_API_KEY`: the app's client id, audience of session tokens.
    pub api_key: String,
    /// `SHOPIFY_API_SECRET`: signs webhooks, session tokens and the app proxy's queries.
    pub api_secret: String,
    /// `MASTER_KEY`: 32 bytes as 64 hex digits.
    pub master_key: String,
    /// `ADMIN_API_TOKEN`: what the fake Admin API asks for.
    pub admin_token: String,
}

impl Secrets {
    /// Fresh secrets from the operating system's randomness.
    pub fn generate() -> Self {
        Self {
            api_key: random_hex(16),
            api_secret: format!("shpss_{}", random_hex(16)),
            master_key: random_hex(32),
            admin_token: format!("shpat_{}", random_hex(16)),
        }
    }

    /// The secrets kept in `path`, made there on first use: a demo survives its own restart.
    pub fn kept_in(path: &Path) -> io::Result<Self> {
        if let Ok(text) = std::fs::read_to_string(path) {
            return serde_json::from_str(&text).map_err(io::Error::other);
        }
        let secrets = Self::generate();
        std::fs::write(
            path,
            serde_json::to_string_pretty(&secrets).map_err(io::Error::other)?,
        )?;
        Ok(secrets)
    }

    /// The key a warehouse signs its operations events with, as the worker derives it:
    /// HKDF-SHA256 of the master key, info `plumbline/operations/{shop}/{source}`, 32 bytes.
    pub fn operations(&self, shop: &str, source: &str) -> Vec<u8> {
        let master = hex::decode(&self.master_key).expect("the master key is hex");
        let mut key = vec![0; 32];
        Hkdf::<Sha256>::new(None, &master)
            .expand(
                format!("plumbline/operations/{shop}/{source}").as_bytes(),
                &mut key,
            )
            .expect("32 bytes are within HKDF's range");
        key
    }

    /// The last part of the address a shop's AfterShip sends to, as the worker derives it.
    pub fn aftership_door(&self, shop: &str) -> String {
        let master = hex::decode(&self.master_key).expect("the master key is hex");
        let mut key = vec![0; 32];
        Hkdf::<Sha256>::new(None, &master)
            .expand(format!("plumbline/aftership/{shop}").as_bytes(), &mut key)
            .expect("32 bytes are within HKDF's range");
        hex::encode(&key[..16])
    }

    /// The link token of an order: base64url of key id, shop handle, order id and a 128-bit HMAC
    /// under the link key (HKDF of the master key).
    pub fn link_token(&self, shop: &str, order: &str) -> String {
        let master = hex::decode(&self.master_key).expect("the master key is hex");
        let mut key = vec![0; 32];
        Hkdf::<Sha256>::new(None, &master)
            .expand(b"plumbline/link/", &mut key)
            .expect("32 bytes are within HKDF's range");
        let mut bytes = vec![1];
        bytes.extend_from_slice(shop.as_bytes());
        bytes.push(0);
        bytes.extend_from_slice(order.as_bytes());
        let mac = crate::sign::hmac(&key, &[b"plumbline link v1\0".as_slice(), &bytes].concat());
        bytes.extend_from_slice(&mac[..16]);
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

/// `bytes` random bytes in hex.
fn random_hex(bytes: usize) -> String {
    let mut random = rand::rng();
    (0..bytes).fold(String::new(), |mut text, _| {
        let byte: u8 = (random.next_u32() & 0xff) as u8;
        let _ = write!(text, "{byte:02x}");
        text
    })
}
