//! The app's own access to a store: a session token exchanged for an offline token, and refreshed.
//!
//! Offline tokens end after an hour and come with a refresh token of 90 days (required of public apps
//! since 2026-04-01). Every refresh replaces both. A refresh token whose answer was lost may be sent
//! again until its replacement is used, for 30 days at most (Shopify's changelog, 2026-08-28): so the
//! pair is stored as one before either is used, one refresh at a time for a shop, and a refresh
//! without an answer is simply repeated.

use fulfillment::Instant;
use serde::{Deserialize, Serialize};

use crate::{HttpRequest, Method};

/// A token is refreshed when it has less than this left. Milliseconds.
pub const REFRESH_BEFORE_MS: i64 = 5 * 60_000;

/// The app's credentials.
#[derive(Clone, Copy)]
pub struct App<'a> {
    /// Client id.
    pub id: &'a str,
    /// Client secret.
    pub secret: &'a str,
}

/// A store's access, kept as one: the two tokens are of no use apart. Secret; never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Access token, for `X-Shopify-Access-Token`.
    pub token: String,
    /// When it ends.
    pub expires_at: Instant,
    /// What replaces both.
    pub refresh_token: String,
    /// When that ends; then only a person opening the app brings access back.
    pub refresh_expires_at: Instant,
    /// What the merchant granted, comma-separated: compare it with what the app asks for.
    pub scope: String,
}

impl Access {
    /// Whether it is time to refresh; an ended token is refreshed just the same.
    pub fn wants_refresh(&self, now: Instant) -> bool {
        now.0.saturating_add(REFRESH_BEFORE_MS) >= self.expires_at.0
    }

    /// Those of `wanted` (comma-separated) that were not granted. Writing includes reading.
    pub fn lacks<'a>(&self, wanted: &'a str) -> Vec<&'a str> {
        let granted: Vec<&str> = self.scope.split(',').map(str::trim).collect();
        let holds = |scope: &str| {
            let read = scope.strip_prefix("read_");
            granted.contains(&scope)
                || read.is_some_and(|what| granted.contains(&format!("write_{what}").as_str()))
        };
        let wanted = wanted.split(',').map(str::trim);
        wanted
            .filter(|scope| !scope.is_empty() && !holds(scope))
            .collect()
    }

    /// Whether its refresh token has ended too.
    pub fn is_over(&self, now: Instant) -> bool {
        now >= self.refresh_expires_at
    }
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Access(until {})", self.expires_at.0)
    }
}

/// Why there is no new token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The session token is not valid, or no longer: it lives a minute. The admin fetches another.
    #[error("the session token is not valid any more")]
    SessionInvalid,
    /// The refresh token has ended, was replaced, or the app was removed: access comes back when
    /// someone of the shop opens the app. Retrying is no use.
    #[error("the refresh token is not valid any more")]
    RefreshInvalid,
    /// The app's own credentials are wrong: ours to mend.
    #[error("the app's client id or secret is not valid")]
    AppInvalid,
    /// Too many requests: after so many milliseconds.
    #[error("throttled for {wait_ms} ms")]
    Throttled {
        /// From now.
        wait_ms: i64,
    },
    /// 5xx or no answer (status 0): send the very same request again, see the module's words on lost
    /// answers.
    #[error("unavailable: status {status}")]
    Unavailable {
        /// HTTP status, 0 for none.
        status: u16,
    },
    /// Nothing that the protocol knows: ours to mend, no use to retry.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
}

#[derive(Serialize)]
struct Exchange<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    grant_type: &'static str,
    subject_token: &'a str,
    subject_token_type: &'static str,
    requested_token_type: &'static str,
    /// 1: with an end. A token without one is not accepted of apps as young as this.
    expiring: u8,
}

#[derive(Serialize)]
struct Refresh<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    grant_type: &'static str,
    refresh_token: &'a str,
}

/// Where a store's tokens are issued; `shop` is its myshopify domain, verified.
pub fn url(shop: &str) -> String {
    format!("https://{shop}/admin/oauth/access_token")
}

/// Plans exchanging a session token that [`crate::session::verify`] has accepted, at [`url`] of the
/// shop it names.
pub fn exchange(url: &str, app: App<'_>, session_token: &str) -> HttpRequest {
    request(
        url,
        &Exchange {
            client_id: app.id,
            client_secret: app.secret,
            grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
            subject_token: session_token,
            subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
            requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
            expiring: 1,
        },
    )
}

/// Plans refreshing, at [`url`] of the same shop.
pub fn refresh(url: &str, app: App<'_>, access: &Access) -> HttpRequest {
    request(
        url,
        &Refresh {
            client_id: app.id,
            client_secret: app.secret,
            grant_type: "refresh_token",
            refresh_token: &access.refresh_token,
        },
    )
}

fn request(url: &str, body: &impl Serialize) -> HttpRequest {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    HttpRequest {
        method: Method::Post,
        url: url.to_owned(),
        headers: vec![
            header("content-type", "application/json"),
            header("accept", "application/json"),
        ],
        // Serialising these types cannot fail: strings and a number.
        body: serde_json::to_string(body).unwrap_or_default(),
    }
}

#[derive(Deserialize)]
struct Issued {
    access_token: String,
    expires_in: i64,
    refresh_token: String,
    refresh_token_expires_in: i64,
    #[serde(default)]
    scope: String,
}

#[derive(Default, Deserialize)]
struct Refused {
    #[serde(default)]
    error: String,
}

/// Reads the answer to [`exchange`] or [`refresh`]; `now` is when the request was sent, so that no
/// token is thought to live longer than it does. `retry_after` is that header, in seconds.
///
/// # Errors
/// See [`TokenError`].
pub fn parse(
    status: u16,
    body: &[u8],
    retry_after: Option<&str>,
    now: Instant,
) -> Result<Access, TokenError> {
    match status {
        200 => {}
        429 => {
            let seconds = retry_after.and_then(|text| text.trim().parse::<u32>().ok());
            let wait_ms = i64::from(seconds.unwrap_or(1).clamp(1, 3600)) * 1000;
            return Err(TokenError::Throttled { wait_ms });
        }
        0 | 408 | 423 | 500.. => return Err(TokenError::Unavailable { status }),
        _ => {
            let refused: Refused = serde_json::from_slice(body).unwrap_or_default();
            return Err(match refused.error.as_str() {
                "invalid_subject_token" => TokenError::SessionInvalid,
                "invalid_grant" => TokenError::RefreshInvalid,
                "invalid_client" | "application_cannot_be_found" => TokenError::AppInvalid,
                // The code alone: a description may quote what was sent.
                code => TokenError::Unexpected(format!(
                    "status {status} {}",
                    crate::wire::text(code).unwrap_or_default()
                )),
            });
        }
    }
    // serde would quote what stands there: tokens.
    let unreadable = || TokenError::Unexpected("not the promised JSON".to_owned());
    let issued: Issued = serde_json::from_slice(body).map_err(|_| unreadable())?;
    let until = |seconds: i64| {
        let end = seconds
            .checked_mul(1000)
            .and_then(|ms| now.0.checked_add(ms));
        end.filter(|_| seconds > 0)
            .map(Instant)
            .ok_or_else(unreadable)
    };
    if issued.access_token.is_empty() || issued.refresh_token.is_empty() {
        return Err(unreadable());
    }
    Ok(Access {
        expires_at: until(issued.expires_in)?,
        refresh_expires_at: until(issued.refresh_token_expires_in)?,
        token: issued.access_token,
        refresh_token: issued.refresh_token,
        scope: issued.scope,
    })
}
