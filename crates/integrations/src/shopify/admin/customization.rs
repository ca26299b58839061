//! The delivery customization that runs our checkout function: found, created, switched on and off.

use super::metafield::CHECKOUT;
use super::operations::{
    CreateDeliveryCustomization, DeliveryCustomizations, UpdateDeliveryCustomization,
    create_delivery_customization as create, delivery_customizations as list,
    update_delivery_customization as update,
};
use super::{AdminError, Endpoint, Page, UserError, call, error, gid, id, missing, next};
use crate::HttpRequest;

/// The function's handle, as in the extension's `shopify.extension.toml`.
pub const FUNCTION: &str = "checkout-estimate";

/// A delivery customization of the store, of whichever app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customization {
    /// Numeric id as text.
    pub id: String,
    /// Title, shown to the merchant only.
    pub title: String,
    /// Whether checkouts run it.
    pub enabled: bool,
    /// The function it runs.
    pub function: Function,
    /// Our [`CHECKOUT`] metafield on it.
    pub table: Option<Metafield>,
}

/// A function, as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its handle, unique within its app.
    pub handle: String,
    /// Client id of the app it belongs to.
    pub app: String,
}

/// A metafield in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metafield {
    /// Its value as text.
    pub value: String,
    /// The digest to write against.
    pub digest: String,
}

impl Customization {
    /// Whether it runs the checkout function of the app with this client id.
    pub fn is_ours(&self, client_id: &str) -> bool {
        self.function.handle == FUNCTION && self.function.app == client_id
    }
}

/// Plans listing the store's delivery customizations, from where a former page ended.
pub fn customizations(endpoint: &Endpoint, after: Option<String>) -> HttpRequest {
    let (namespace, key) = CHECKOUT;
    let variables = list::Variables {
        after,
        namespace: namespace.to_owned(),
        key: key.to_owned(),
    };
    call::<DeliveryCustomizations>(endpoint, variables)
}

/// Reads the answer to [`customizations`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_customizations(status: u16, body: &[u8]) -> Result<Page<Customization>, AdminError> {
    let data: list::ResponseData = error::data(status, body)?;
    let page = data.delivery_customizations;
    let items = page.nodes.into_iter().map(|node| {
        Ok(Customization {
            id: id(&node.id)?.0,
            title: node.title,
            enabled: node.enabled,
            function: Function {
                handle: node.shopify_function.handle,
                app: node.shopify_function.app_key,
            },
            table: node.metafield.map(|field| Metafield {
                value: field.value,
                digest: field.compare_digest,
            }),
        })
    });
    Ok(Page {
        items: items.collect::<Result<_, AdminError>>()?,
        next: next(page.page_info.has_next_page, page.page_info.end_cursor),
    })
}

/// Plans creating our delivery customization, switched on, with its table of ship-by dates (JSON).
pub fn customization_create(endpoint: &Endpoint, title: &str, table: &str) -> HttpRequest {
    let (namespace, key) = CHECKOUT;
    let input = create::DeliveryCustomizationInput {
        enabled: Some(true),
        function_handle: Some(FUNCTION.to_owned()),
        function_id: None,
        metafields: Some(vec![create::MetafieldInput {
            id: None,
            namespace: Some(namespace.to_owned()),
            key: Some(key.to_owned()),
            type_: Some("json".to_owned()),
            value: Some(table.to_owned()),
        }]),
        title: Some(title.to_owned()),
    };
    let variables = create::Variables {
        input,
        namespace: namespace.to_owned(),
        key: key.to_owned(),
    };
    call::<CreateDeliveryCustomization>(endpoint, variables)
}

/// Reads the answer to [`customization_create`]: its numeric id as text, and the digest of its table.
///
/// # Errors
/// [`AdminError::UserErrors`], for one where 25 are active already; else see [`AdminError`].
pub fn parse_customization_create(
    status: u16,
    body: &[u8],
) -> Result<(String, Option<String>), AdminError> {
    let data: create::ResponseData = error::data(status, body)?;
    let payload = data
        .delivery_customization_create
        .ok_or_else(|| missing("deliveryCustomizationCreate"))?;
    error::refuse(payload.user_errors.into_iter().map(|error| UserError {
        index: None,
        code: error.code,
        message: error.message,
    }))?;
    let created = payload
        .delivery_customization
        .ok_or_else(|| missing("deliveryCustomization"))?;
    let digest = created.metafield.map(|field| field.compare_digest);
    Ok((id(&created.id)?.0, digest))
}

/// Plans switching a delivery customization on or off: off, every checkout shows the store's own titles.
pub fn customization_switch(endpoint: &Endpoint, id: &str, enabled: bool) -> HttpRequest {
    let input = update::DeliveryCustomizationInput {
        enabled: Some(enabled),
        function_handle: None,
        function_id: None,
        metafields: None,
        title: None,
    };
    let id = gid("DeliveryCustomization", id);
    call::<UpdateDeliveryCustomization>(endpoint, update::Variables { id, input })
}

/// Reads the answer to [`customization_switch`]: whether it is on now.
///
/// # Errors
/// [`AdminError::UserErrors`], for one where the merchant deleted it; else see [`AdminError`].
pub fn parse_customization_switch(status: u16, body: &[u8]) -> Result<bool, AdminError> {
    let data: update::ResponseData = error::data(status, body)?;
    let payload = data
        .delivery_customization_update
        .ok_or_else(|| missing("deliveryCustomizationUpdate"))?;
    error::refuse(payload.user_errors.into_iter().map(|error| UserError {
        index: None,
        code: error.code,
        message: error.message,
    }))?;
    let switched = payload
        .delivery_customization
        .ok_or_else(|| missing("deliveryCustomization"))?;
    Ok(switched.enabled)
}
