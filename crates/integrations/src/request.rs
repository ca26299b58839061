//! A request as a value: the shell sends it, this crate never does.

use serde::{Deserialize, Serialize};

/// HTTP method of a request we send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
}

impl Method {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request to be sent as it is. Redirects must not be followed: the address was checked, the
/// redirect's was not.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Absolute address.
    pub url: String,
    /// Headers in order, names lower case.
    pub headers: Vec<(String, String)>,
    /// Body, empty for none.
    pub body: String,
}

impl std::fmt::Debug for HttpRequest {
    // Headers hold tokens and signatures: they stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.url)
    }
}
