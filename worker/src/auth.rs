//! What opens which door: link tokens, the app proxy's signature, Shopify's session tokens.
//!
//! Checked before anything is read. The shop always comes from what was verified, never from the
//! request's own words.

use fulfillment::Instant;
use integrations::session::Session;
use integrations::{proxy, session};
use worker::Request;

use crate::config::{Config, ShopDomain};
use crate::error::Failure;

/// Where a merchant's session token travels, apart from `Authorization: Bearer`.
pub const TOKEN_PARAMETER: &str = "id_token";

/// A merchant's verified session.
#[derive(Clone)]
pub struct Merchant {
    /// The shop, from the token alone.
    pub shop: ShopDomain,
    /// The signed-in person's opaque id.
    pub user: Option<String>,
    /// The token itself: the shop's access to Shopify is got for it. Secret, good for a minute.
    pub session: String,
}

/// Opens a merchant's session: the bearer token, else the one in `offered` (query or form).
///
/// # Errors
/// [`Failure::Unauthorized`], one answer whatever is wrong.
pub fn merchant(
    config: &Config,
    request: &Request,
    offered: Option<&str>,
    now: Instant,
) -> Result<Merchant, Failure> {
    const CLOSED: Failure = Failure::Unauthorized("a valid Shopify session token is needed");
    let header = request.headers().get("authorization")?;
    let bearer = header
        .as_deref()
        .and_then(|text| text.strip_prefix("Bearer "));
    let token = bearer.or(offered).ok_or(CLOSED)?;
    let Session { shop, user, .. } =
        session::verify(token, &config.api_key, &config.secrets(), now).map_err(|_| CLOSED)?;
    Ok(Merchant {
        shop: ShopDomain::parse(&shop).map_err(|_| CLOSED)?,
        user,
        session: token.to_owned(),
    })
}

/// A storefront request that Shopify vouches for.
#[derive(Clone, Debug)]
pub struct Storefront {
    /// The shop.
    pub shop: ShopDomain,
    /// Where the proxy is mounted on the shop's domain.
    pub prefix: String,
    /// The signed-in customer's numeric id.
    pub customer: Option<String>,
    /// The shopper's own parameters.
    pub params: Vec<(String, String)>,
}

impl Storefront {
    /// The shopper's parameter of this name, the first one.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Verifies the app proxy's signature over a raw query.
///
/// # Errors
/// [`Failure::Refused`].
pub fn storefront(config: &Config, query: &str, now: Instant) -> Result<Storefront, Failure> {
    let call = proxy::verify(query, &config.secrets(), now)?;
    Ok(Storefront {
        shop: ShopDomain::parse(&call.shop)?,
        prefix: call.path_prefix,
        customer: call.customer,
        params: call.params,
    })
}
