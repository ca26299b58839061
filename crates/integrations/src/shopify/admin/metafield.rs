//! Writing the app's own metafields: an order's status, and the checkout's table of ship-by dates.
//!
//! `metafieldsSet` is atomic over a call. What a write may replace is said by [`Expect`]: Shopify
//! compares the digest of the value it holds, so that of two writers the later one is told.

use contract::checkout;
use graphql_client::GraphQLQuery as _;

use super::operations::{SetMetafields, set_metafields as set};
use super::{AdminError, Endpoint, UserError, error, gid, missing, post};
use crate::{HttpRequest, Refusal};

/// Namespace and key of the order metafield that extensions read: owned by this app.
pub const METAFIELD: (&str, &str) = ("$app", "status");

/// Namespace and key of the metafield on the delivery customization that the checkout function reads.
pub const CHECKOUT: (&str, &str) = (checkout::NAMESPACE, checkout::CONFIG_KEY);

/// Most metafields in one `metafieldsSet`.
pub const METAFIELDS_LIMIT: usize = 25;

/// What a metafield hangs on, and with it which metafield is meant. Ids are numeric, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An order's [`METAFIELD`].
    Order(String),
    /// A delivery customization's [`CHECKOUT`].
    Customization(String),
}

/// What may stand there before a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Anything: the write replaces it.
    Any,
    /// Nothing yet.
    Absent,
    /// The value of this digest, as an earlier write or reading told it.
    Digest(String),
}

/// One metafield to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetafieldWrite {
    /// Which one.
    pub owner: Owner,
    /// The JSON value, as text.
    pub value: String,
    /// What may be replaced.
    pub expect: Expect,
}

/// Plans writing up to [`METAFIELDS_LIMIT`] metafields: all of them or none.
///
/// # Errors
/// [`Refusal::TooLarge`] beyond the limit.
pub fn metafields_set(
    endpoint: &Endpoint,
    writes: &[MetafieldWrite],
) -> Result<HttpRequest, Refusal> {
    if writes.len() > METAFIELDS_LIMIT {
        return Err(Refusal::TooLarge {
            size: writes.len(),
            limit: METAFIELDS_LIMIT,
        });
    }
    let metafields = writes
        .iter()
        .map(|write| {
            let (kind, id, (namespace, key)) = match &write.owner {
                Owner::Order(id) => ("Order", id, METAFIELD),
                Owner::Customization(id) => ("DeliveryCustomization", id, CHECKOUT),
            };
            set::MetafieldsSetInput {
                owner_id: gid(kind, id),
                namespace: Some(namespace.to_owned()),
                key: key.to_owned(),
                type_: Some("json".to_owned()),
                value: write.value.clone(),
                compare_digest: match &write.expect {
                    Expect::Digest(digest) => Some(digest.clone()),
                    Expect::Any | Expect::Absent => None,
                },
            }
        })
        .collect();
    // Serialising these types cannot fail: strings and lists of strings.
    let mut body = serde_json::to_value(SetMetafields::build_query(set::Variables { metafields }))
        .unwrap_or_default();
    let sent = body
        .pointer_mut("/variables/metafields")
        .and_then(serde_json::Value::as_array_mut);
    for (field, write) in sent.into_iter().flatten().zip(writes) {
        // Left out asks for no comparison; `null` says that nothing may stand there yet.
        if let (Expect::Absent, Some(field)) = (&write.expect, field.as_object_mut()) {
            field.insert("compareDigest".to_owned(), serde_json::Value::Null);
        }
    }
    Ok(post(endpoint, body.to_string()))
}

/// Reads the answer to [`metafields_set`]: the digests of the values now in place, in the order in
/// which they were sent.
///
/// # Errors
/// [`AdminError::UserErrors`] where an item was refused, see [`UserError::is_stale`]; none was
/// written then. Else see [`AdminError`].
pub fn parse_metafields_set(status: u16, body: &[u8]) -> Result<Vec<String>, AdminError> {
    let data: set::ResponseData = error::data(status, body)?;
    let payload = data
        .metafields_set
        .ok_or_else(|| missing("metafieldsSet"))?;
    error::refuse(payload.user_errors.into_iter().map(|error| {
        UserError {
            index: error
                .element_index
                .and_then(|index| usize::try_from(index).ok()),
            code: error.code,
            message: error.message,
        }
    }))?;
    let written = payload.metafields.unwrap_or_default();
    Ok(written
        .into_iter()
        .map(|field| field.compare_digest)
        .collect())
}
