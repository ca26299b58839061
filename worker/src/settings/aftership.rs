//! The merchant's own AfterShip account: an API key of ours there, a webhook secret of theirs here.

use fulfillment::Instant;
use fulfillment::instant::HOUR;
use serde::{Deserialize, Serialize};

use crate::crypto::CryptoError;

/// Longest key or secret, in characters.
const LIMIT: usize = 200;
/// How long a replaced secret still verifies: what was signed with it is on its way.
const ROTATION: i64 = HOUR;

/// Access to an AfterShip account.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AfterShip {
    /// Sent as `as-api-key`.
    pub api_key: String,
    /// Signs the account's webhooks.
    pub webhook_secret: String,
    /// The secret that was replaced, and until when it counts.
    pub replaced: Option<(String, Instant)>,
    /// Since when it is in use.
    pub since: Instant,
}

impl std::fmt::Debug for AfterShip {
    // Neither key nor secret must reach a log by way of a derived Debug.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AfterShip(since {})", self.since.0)
    }
}

impl AfterShip {
    /// Replaces each secret by what `change` makes of it.
    pub(super) fn each(
        &mut self,
        change: impl Fn(&str) -> Result<String, CryptoError>,
    ) -> Result<(), CryptoError> {
        self.api_key = change(&self.api_key)?;
        self.webhook_secret = change(&self.webhook_secret)?;
        if let Some((secret, _)) = &mut self.replaced {
            *secret = change(secret)?;
        }
        Ok(())
    }

    /// Whether a merchant may enter this; the reason if not.
    pub(super) fn check(&self) -> Result<(), String> {
        for (name, secret) in [
            ("api_key", &self.api_key),
            ("webhook_secret", &self.webhook_secret),
        ] {
            let plain = secret.bytes().all(|byte| byte.is_ascii_graphic());
            if secret.is_empty() || secret.len() > LIMIT || !plain {
                return Err(format!(
                    "aftership.{name} must be 1 to {LIMIT} characters without blanks"
                ));
            }
        }
        Ok(())
    }

    /// Takes the place of `before` at `now`: in use since then, its secret good for a while.
    pub fn succeed(&mut self, before: Option<&Self>, now: Instant) {
        match before {
            None => (self.since, self.replaced) = (now, None),
            Some(before) if before.webhook_secret != self.webhook_secret => {
                let until = now.plus(ROTATION);
                self.replaced = Some((before.webhook_secret.clone(), until));
            }
            Some(_) => {}
        }
    }

    /// The secrets that verify at `now`.
    pub fn live(&self, now: Instant) -> Vec<&str> {
        let replaced = self.replaced.as_ref().filter(|(_, until)| now < *until);
        let replaced = replaced.map(|(secret, _)| secret.as_str());
        std::iter::once(self.webhook_secret.as_str())
            .chain(replaced)
            .collect()
    }
}
