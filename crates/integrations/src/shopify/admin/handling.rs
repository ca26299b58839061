//! What an order's goods say of their handling: the class that each variant carries in the app's own metafield.

use std::collections::BTreeSet;

use contract::checkout;

use super::operations::{OrderHandling as Operation, order_handling as operation};
use super::{AdminError, Endpoint, call, error, gid};
use crate::HttpRequest;
use crate::wire::filled;

/// Namespace and key of the variant's metafield, which the checkout function reads as well.
pub const HANDLING: (&str, &str) = (checkout::NAMESPACE, checkout::HANDLING_KEY);

/// Longest name of a class that is kept whole, in characters: no shop's settings hold a longer one.
const NAME: usize = 63;

/// The handling of what an order ships.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderHandling {
    /// Its classes, each once, sorted; goods from stock have none. Foreign text.
    pub classes: Vec<String>,
    /// Whether all its lines were looked at.
    pub complete: bool,
}

/// Plans asking for the handling classes of an order; `order` is its numeric id as text.
pub fn order_handling(endpoint: &Endpoint, order: &str) -> HttpRequest {
    let (namespace, key) = HANDLING;
    let variables = operation::Variables {
        id: gid("Order", order),
        namespace: namespace.to_owned(),
        key: key.to_owned(),
    };
    call::<Operation>(endpoint, variables)
}

/// Reads the answer to [`order_handling`]; `None`: no such order.
///
/// # Errors
/// See [`AdminError`].
pub fn parse_order_handling(status: u16, body: &[u8]) -> Result<Option<OrderHandling>, AdminError> {
    let data: operation::ResponseData = error::data(status, body)?;
    let lines = data.order.map(|order| order.line_items);
    Ok(lines.map(|lines| {
        let complete = !lines.page_info.has_next_page;
        let shipped = lines.nodes.into_iter();
        let shipped = shipped.filter(|line| line.requires_shipping && line.current_quantity > 0);
        // A product that is gone, or was typed in by hand, has no variant and says nothing.
        let classes: BTreeSet<String> = shipped
            .filter_map(|line| filled(Some(line.variant?.metafield?.value)))
            .map(named)
            .collect();
        OrderHandling {
            classes: classes.into_iter().collect(),
            complete,
        }
    }))
}

/// A class's name; one that is too long to be anybody's is cut, and names none.
fn named(class: String) -> String {
    if class.chars().count() <= NAME {
        return class;
    }
    let mut cut: String = class.chars().take(NAME).collect();
    cut.push('…');
    cut
}
