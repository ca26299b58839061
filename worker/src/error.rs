//! What can go wrong in a request, sorted by whose it is, and the answer each gets.
//!
//! Ours → 5xx, logged, the sender tries again. The caller's → 4xx with the reason, nothing stored.
//! One item's of a batch is no failure of the request: see [`crate::routes::operations`].

use integrations::Refusal;
use serde::Serialize;

use crate::clock::Undriven;

/// A request that was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The input was refused by the adapter or the signature.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The request itself is wrong; the text says what.
    #[error("{0}")]
    BadRequest(String),
    /// Nothing opens this route for this caller.
    #[error("{0}")]
    Unauthorized(&'static str),
    /// There is no such thing, or it is another shop's: one answer for both.
    #[error("not found")]
    NotFound,
    /// The route exists for other methods.
    #[error("method not allowed; allowed: {allow}")]
    Method {
        /// For the `Allow` header.
        allow: &'static str,
    },
    /// Too many tries.
    #[error("too many requests; try again in {seconds} s")]
    TooMany {
        /// For `Retry-After`.
        seconds: u32,
    },
    /// A binding or secret is missing or malformed: nobody but us can mend it.
    #[error("configuration: {0}")]
    Configuration(String),
    /// A call to an object, KV or a queue failed; a later try may succeed.
    #[error("{call} failed: {reason}")]
    Call {
        /// Which, e.g. `Ledger.view`.
        call: &'static str,
        /// What the platform said.
        reason: String,
    },
    /// An object answered something that is not what its method promises.
    #[error("{call} answered nonsense: {reason}")]
    Answer {
        /// Which.
        call: &'static str,
        /// What did not parse.
        reason: String,
    },
}

/// Whose failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The caller's: trying again as it is will not help.
    Caller,
    /// Ours: try again later.
    Ours,
}

/// The body of every failed request that is not a page.
#[derive(Serialize)]
pub struct Body<'a> {
    error: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    class: Class,
    code: &'static str,
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a str>,
}

impl Failure {
    /// HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Refused(refusal) => refusal.status(),
            Self::BadRequest(_) => 400,
            Self::Unauthorized(_) => 401,
            Self::NotFound => 404,
            Self::Method { .. } => 405,
            Self::TooMany { .. } => 429,
            Self::Call { .. } => 503,
            Self::Configuration(_) | Self::Answer { .. } => 500,
        }
    }

    /// Machine key of the failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(Refusal::BadSignature) => "bad_signature",
            Self::Refused(Refusal::Malformed { .. }) => "malformed",
            Self::Refused(Refusal::UnknownTopic(_)) => "unknown_topic",
            Self::Refused(Refusal::TooLarge { .. }) => "too_large",
            Self::Refused(Refusal::WrongShop { .. }) => "wrong_shop",
            Self::Refused(Refusal::Stale { .. }) => "stale",
            Self::BadRequest(_) => "bad_request",
            Self::Unauthorized(_) => "unauthorized",
            Self::NotFound => "not_found",
            Self::Method { .. } => "method_not_allowed",
            Self::TooMany { .. } => "too_many_requests",
            Self::Configuration(_) => "configuration",
            Self::Call { .. } => "unavailable",
            Self::Answer { .. } => "internal",
        }
    }

    /// Whose it is.
    pub fn class(&self) -> Class {
        if self.status() < 500 {
            Class::Caller
        } else {
            Class::Ours
        }
    }

    /// What may be told outside: the caller's reasons in full, of ours only that it was ours.
    pub fn public_reason(&self) -> String {
        match self.class() {
            Class::Caller => self.to_string(),
            Class::Ours => "failed on our side; nothing acknowledged is lost, try again".to_owned(),
        }
    }

    /// The JSON body, with the request's id where there is one.
    pub fn body(&self, request: Option<&str>) -> String {
        let body = Body {
            error: Fields {
                class: self.class(),
                code: self.code(),
                reason: self.public_reason(),
                request,
            },
        };
        // Serialising strings cannot fail; an empty body would still carry the status.
        serde_json::to_string(&body).unwrap_or_default()
    }
}

impl From<Undriven> for Failure {
    fn from(undriven: Undriven) -> Self {
        Self::BadRequest(undriven.to_string())
    }
}

impl From<worker::Error> for Failure {
    fn from(error: worker::Error) -> Self {
        Self::Call {
            call: "platform",
            reason: error.to_string(),
        }
    }
}

impl From<Failure> for worker::Error {
    fn from(failure: Failure) -> Self {
        Self::RustError(failure.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_reason_is_told_and_ours_is_not() {
        let theirs = Failure::from(Refusal::Malformed {
            reason: "missing field `id`".into(),
        });
        assert_eq!(theirs.status(), 422);
        assert!(theirs.body(None).contains("missing field `id`"));

        let ours = Failure::Call {
            call: "Ledger.append",
            reason: "shard s3cret is down".into(),
        };
        assert_eq!((ours.status(), ours.class()), (503, Class::Ours));
        assert!(!ours.body(Some("r1")).contains("s3cret"));
        assert!(ours.body(Some("r1")).contains(r#""request":"r1""#));
    }

    #[test]
    fn every_refusal_is_the_callers() {
        for refusal in [
            Refusal::BadSignature,
            Refusal::UnknownTopic("x/y".into()),
            Refusal::TooLarge { size: 9, limit: 8 },
            Refusal::WrongShop {
                claimed: "a".into(),
                found: "b".into(),
            },
            Refusal::Stale {
                age_seconds: 400,
                limit_seconds: 300,
            },
        ] {
            let failure = Failure::from(refusal);
            assert_eq!(failure.class(), Class::Caller, "{failure}");
        }
    }
}
