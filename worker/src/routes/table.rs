//! Which path and method is which route: one table, no I/O.

use worker::Method;

/// Everything the worker answers, apart from the two webhooks of the hot path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    /// `GET /health`
    Health,
    /// `GET /o/{token}`: the shopper's page.
    Page(&'a str),
    /// `GET /o/{token}.json`
    PageJson(&'a str),
    /// `GET /o/{token}/live`: WebSocket.
    Live(&'a str),
    /// `POST /o/{token}/act` and `/proxy/o/{token}/act`: what a shopper does on the page.
    Act {
        /// Link token.
        token: &'a str,
        /// Through Shopify's app proxy.
        proxied: bool,
    },
    /// `GET|POST /proxy`: the look-up form behind Shopify's app proxy.
    ProxyLookup,
    /// `GET /proxy/promise`: what the storefront's block shows.
    ProxyPromise,
    /// `GET /proxy/o/{token}` and `.json`
    ProxyPage {
        /// Link token.
        token: &'a str,
        /// The JSON instead of the page.
        json: bool,
    },
    /// `GET /admin` and `.json`
    Orders {
        /// The JSON instead of the page.
        json: bool,
    },
    /// `GET /admin/orders/{id}` and `.json`
    Trace {
        /// Order id.
        order: &'a str,
        /// The JSON instead of the page.
        json: bool,
    },
    /// `POST /admin/orders/{id}/exceptions/{fact}`
    Exception {
        /// Order id.
        order: &'a str,
        /// Fact that opened the exception.
        fact: &'a str,
    },
    /// `POST /admin/orders/{id}/requests/{fact}`
    Request {
        /// Order id.
        order: &'a str,
        /// Fact by which the shopper asked.
        fact: &'a str,
    },
    /// `POST /admin/dead-letters/{id}/replay`
    Replay(&'a str),
    /// `GET|POST /admin/promises` and `.json`
    Promises {
        /// The JSON instead of the page.
        json: bool,
    },
    /// `GET|POST /admin/tracking` and `.json`
    Tracking {
        /// The JSON instead of the page.
        json: bool,
    },
    /// `POST /admin/redactions`: after a restore, everything that was forgotten is forgotten again.
    RedactAgain,
    /// `GET|POST /admin/settings`
    Settings,
    /// `/dev/…`, only in development: what follows, in parts.
    Dev(Vec<&'a str>),
}

impl<'a> Route<'a> {
    /// The route of a path, whatever the method.
    pub fn of(path: &'a str) -> Option<Self> {
        let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        Some(match parts.as_slice() {
            ["health"] => Self::Health,
            ["o", token] => match token.strip_suffix(".json") {
                Some(token) => Self::PageJson(token),
                None => Self::Page(token),
            },
            ["o", token, "live"] => Self::Live(token),
            ["o", token, "act"] => Self::Act {
                token,
                proxied: false,
            },
            ["proxy", "o", token, "act"] => Self::Act {
                token,
                proxied: true,
            },
            ["proxy"] | ["proxy", ""] => Self::ProxyLookup,
            ["proxy", "promise"] => Self::ProxyPromise,
            ["proxy", "o", token] => {
                let (token, json) = json_suffix(token);
                Self::ProxyPage { token, json }
            }
            ["admin"] => Self::Orders { json: false },
            ["admin.json"] => Self::Orders { json: true },
            ["admin", "promises"] => Self::Promises { json: false },
            ["admin", "promises.json"] => Self::Promises { json: true },
            ["admin", "tracking"] => Self::Tracking { json: false },
            ["admin", "tracking.json"] => Self::Tracking { json: true },
            ["admin", "settings"] => Self::Settings,
            ["admin", "redactions"] => Self::RedactAgain,
            ["admin", "orders", order] => {
                let (order, json) = json_suffix(order);
                Self::Trace { order, json }
            }
            ["admin", "orders", order, "exceptions", fact] => Self::Exception { order, fact },
            ["admin", "orders", order, "requests", fact] => Self::Request { order, fact },
            ["admin", "dead-letters", id, "replay"] => Self::Replay(id),
            ["dev", rest @ ..] if !rest.is_empty() => Self::Dev(rest.to_vec()),
            _ => return None,
        })
    }

    /// The methods of the route, for `Allow`. HEAD goes with GET, OPTIONS with everything.
    pub fn allow(&self) -> &'static str {
        match self {
            Self::Act { .. }
            | Self::Exception { .. }
            | Self::Request { .. }
            | Self::Replay(_)
            | Self::RedactAgain => "POST, OPTIONS",
            Self::ProxyLookup
            | Self::Promises { json: false }
            | Self::Tracking { json: false }
            | Self::Settings
            | Self::Dev(_) => "GET, HEAD, POST, OPTIONS",
            _ => "GET, HEAD, OPTIONS",
        }
    }

    /// Whether the route takes this method.
    pub fn takes(&self, method: &Method) -> bool {
        self.allow().split(", ").any(|name| name == method.as_ref())
    }

    /// Failures of the route are pages for people, not JSON.
    pub fn is_page(&self) -> bool {
        match self {
            Self::Page(_) | Self::Act { .. } | Self::ProxyLookup => true,
            Self::ProxyPage { json, .. }
            | Self::Orders { json }
            | Self::Trace { json, .. }
            | Self::Promises { json }
            | Self::Tracking { json } => !json,
            _ => false,
        }
    }

    /// The route's pattern, for logs: a path holds tokens and ids, its pattern does not.
    pub fn pattern(&self) -> &'static str {
        match self {
            Self::Health => "/health",
            Self::Page(_) => "/o/{token}",
            Self::PageJson(_) => "/o/{token}.json",
            Self::Live(_) => "/o/{token}/live",
            Self::Act { proxied: false, .. } => "/o/{token}/act",
            Self::Act { proxied: true, .. } => "/proxy/o/{token}/act",
            Self::ProxyLookup => "/proxy",
            Self::ProxyPromise => "/proxy/promise",
            Self::ProxyPage { .. } => "/proxy/o/{token}",
            Self::Orders { .. } => "/admin",
            Self::Trace { .. } => "/admin/orders/{id}",
            Self::Exception { .. } => "/admin/orders/{id}/exceptions/{fact}",
            Self::Request { .. } => "/admin/orders/{id}/requests/{fact}",
            Self::Replay(_) => "/admin/dead-letters/{id}/replay",
            Self::Promises { .. } => "/admin/promises",
            Self::Tracking { .. } => "/admin/tracking",
            Self::RedactAgain => "/admin/redactions",
            Self::Settings => "/admin/settings",
            Self::Dev(_) => "/dev",
        }
    }
}

fn json_suffix(part: &str) -> (&str, bool) {
    match part.strip_suffix(".json") {
        Some(part) => (part, true),
        None => (part, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_route_or_none() {
        assert_eq!(Route::of("/o/abc"), Some(Route::Page("abc")));
        assert_eq!(Route::of("/o/abc.json"), Some(Route::PageJson("abc")));
        assert_eq!(Route::of("/o/abc/live"), Some(Route::Live("abc")));
        assert_eq!(
            Route::of("/admin/orders/1.json"),
            Some(Route::Trace {
                order: "1",
                json: true
            })
        );
        for none in [
            "",
            "/",
            "/o",
            "/O/abc",
            "/o/abc/live/x",
            "/dev",
            "/admin/",
            "/health/",
        ] {
            assert_eq!(Route::of(none), None, "{none}");
        }
    }

    #[test]
    fn writing_needs_post_and_reading_get() {
        let replay = Route::Replay("1");
        assert!(replay.takes(&Method::Post) && !replay.takes(&Method::Get));
        assert!(!Route::RedactAgain.takes(&Method::Get));
        let page = Route::Page("t");
        assert!(page.takes(&Method::Head) && !page.takes(&Method::Post));
        assert!(!page.takes(&Method::Delete));
    }

    #[test]
    fn a_pattern_names_no_token() {
        assert!(!Route::Page("secret").pattern().contains("secret"));
    }
}
