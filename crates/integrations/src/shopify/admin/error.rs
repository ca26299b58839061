//! What may come back from the Admin API instead of data.

use serde::Deserialize;

use super::Bucket;

/// Shortest wait after being throttled, in milliseconds.
const LEAST_WAIT_MS: i64 = 1000;

/// Why a call to the Admin API did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// The bucket is empty: retry after so many milliseconds.
    #[error("throttled for {wait_ms} ms")]
    Throttled {
        /// Until the bucket holds what the query costs.
        wait_ms: i64,
    },
    /// The token is not valid (401) or lacks a scope (403, `ACCESS_DENIED`): a person must act.
    #[error("not authorised: {0}")]
    Unauthorized(String),
    /// Shopify refused items; `metafieldsSet` is atomic, so none of the call were written.
    #[error("refused: {0:?}")]
    UserErrors(Vec<UserError>),
    /// 5xx, 423, no answer (status 0), or an internal error: retry.
    #[error("unavailable: status {status}")]
    Unavailable {
        /// HTTP status, 0 for none.
        status: u16,
    },
    /// The answer is not what the schema promises: ours to mend, no use to retry.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
}

/// One refused item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserError {
    /// Index of the item in the call, where Shopify names it.
    pub index: Option<usize>,
    /// Shopify's code, verbatim.
    pub code: Option<String>,
    /// Shopify's message, foreign text.
    pub message: String,
}

impl UserError {
    /// Whether a metafield changed since its digest was read: read again, then decide.
    pub fn is_stale(&self) -> bool {
        let code = self.code.as_deref();
        matches!(code, Some("STALE_OBJECT" | "INVALID_COMPARE_DIGEST"))
    }
}

#[derive(Deserialize)]
struct Answer<T> {
    #[serde(default = "none")]
    data: Option<T>,
    #[serde(default)]
    errors: Errors,
    #[serde(default)]
    extensions: Option<Extensions>,
}

fn none<T>() -> Option<T> {
    None
}

/// GraphQL's list, or the plain text Shopify's gateway sends with a 4xx.
#[derive(Deserialize)]
#[serde(untagged)]
enum Errors {
    List(Vec<GraphqlError>),
    Text(String),
}

impl Default for Errors {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

#[derive(Deserialize)]
struct GraphqlError {
    #[serde(default)]
    message: String,
    #[serde(default)]
    extensions: Option<ErrorExtensions>,
}

#[derive(Deserialize)]
struct ErrorExtensions {
    #[serde(default)]
    code: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Extensions {
    #[serde(default)]
    pub cost: Option<Cost>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cost {
    #[serde(default)]
    requested_query_cost: Option<f64>,
    #[serde(default)]
    throttle_status: Option<ThrottleStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ThrottleStatus {
    maximum_available: f64,
    currently_available: f64,
    restore_rate: f64,
}

impl Cost {
    pub fn bucket(&self) -> Option<Bucket> {
        self.throttle_status.as_ref().map(|status| Bucket {
            available: status.currently_available,
            most: status.maximum_available,
            per_second: status.restore_rate,
        })
    }

    /// Until the bucket holds what the query costs.
    fn wait_ms(&self) -> Option<i64> {
        Some(self.bucket()?.wait_ms(self.requested_query_cost?))
    }
}

/// Nothing, or what Shopify refused.
pub(super) fn refuse(errors: impl Iterator<Item = UserError>) -> Result<(), AdminError> {
    let refused: Vec<UserError> = errors.collect();
    match refused.is_empty() {
        true => Ok(()),
        false => Err(AdminError::UserErrors(refused)),
    }
}

/// The data of an answer, or why there is none.
pub(super) fn data<T: for<'de> Deserialize<'de>>(
    status: u16,
    body: &[u8],
) -> Result<T, AdminError> {
    match status {
        200 => {}
        401..=403 => return Err(AdminError::Unauthorized(format!("status {status}"))),
        429 => {
            return Err(AdminError::Throttled {
                wait_ms: LEAST_WAIT_MS,
            });
        }
        0 | 408 | 423 | 500.. => return Err(AdminError::Unavailable { status }),
        _ => return Err(AdminError::Unexpected(format!("status {status}"))),
    }
    let answer: Answer<T> = serde_json::from_slice(body).map_err(|error| {
        // The place only: serde would quote what stands there.
        let (line, column) = (error.line(), error.column());
        AdminError::Unexpected(format!(
            "not the promised JSON (line {line}, column {column})"
        ))
    })?;
    let errors = match answer.errors {
        Errors::List(errors) => errors,
        Errors::Text(text) => return Err(AdminError::Unexpected(text)),
    };
    let code = |wanted: &str| {
        errors.iter().any(|error| {
            let extensions = error.extensions.as_ref();
            extensions.and_then(|some| some.code.as_deref()) == Some(wanted)
        })
    };
    if code("THROTTLED") {
        let cost = answer.extensions.and_then(|extensions| extensions.cost);
        let wait = cost.and_then(|cost| cost.wait_ms()).unwrap_or(0);
        return Err(AdminError::Throttled {
            wait_ms: wait.max(LEAST_WAIT_MS),
        });
    }
    let messages = || {
        let texts: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        texts.join("; ").chars().take(500).collect::<String>()
    };
    if code("ACCESS_DENIED") {
        return Err(AdminError::Unauthorized(messages()));
    }
    if code("INTERNAL_SERVER_ERROR") || code("TIMEOUT") {
        return Err(AdminError::Unavailable { status });
    }
    if !errors.is_empty() {
        return Err(AdminError::Unexpected(messages()));
    }
    answer
        .data
        .ok_or_else(|| AdminError::Unexpected("neither data nor errors".to_owned()))
}
