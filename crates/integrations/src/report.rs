//! What an adapter makes of one input.

use std::collections::BTreeMap;

use fulfillment::Fact;
use serde::{Deserialize, Serialize};

/// What one input says: which order it is about, its facts, and what must be kept apart from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What identifies the order. Anything but [`Locator::Order`] needs the shop's directory.
    pub about: Locator,
    /// The facts, free of personal data. Empty where the input adds none (our own events).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Personal data found in the input; `None` where the topic carries none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<Personal>,
    /// Other names by which later inputs may mean this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<DirectoryLink>,
    /// An order to the shop as a whole, for the few topics that are one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// The shop the signed body itself names: a myshopify domain or Shopify's number of the shop.
    /// Headers are not signed; where this is present it must agree with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop_hint: Option<String>,
}

impl Report {
    /// A report about `about` that says nothing yet.
    pub(crate) fn about(about: Locator) -> Self {
        Self {
            about,
            facts: Vec::new(),
            personal: None,
            links: Vec::new(),
            control: None,
            shop_hint: None,
        }
    }

    /// Whether `domain` (myshopify) or `number` (the shop's numeric id, where known) is the shop the
    /// body names; true where it names none, or names it in a form that cannot be compared.
    pub fn names_shop(&self, domain: &str, number: Option<&str>) -> bool {
        match self.shop_hint.as_deref() {
            None => true,
            Some(hint) if hint.bytes().all(|byte| byte.is_ascii_digit()) => {
                number.is_none_or(|number| number == hint)
            }
            Some(hint) => hint.eq_ignore_ascii_case(domain),
        }
    }
}

/// What identifies the order an input is about. Ids are Shopify's numeric ids as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "by", content = "id", rename_all = "snake_case")]
pub enum Locator {
    /// The order's own id.
    Order(String),
    /// One of its fulfillment orders.
    FulfillmentOrder(String),
    /// One of its fulfillments.
    Fulfillment(String),
    /// A tracking number, upper case without blanks.
    Tracking(String),
    /// The name shoppers know, e.g. `#1001`.
    OrderName(String),
    /// One of its returns.
    Return(String),
    /// No order: the shop as a whole.
    Shop,
}

/// Another name of the order a report is about. Same forms as [`Locator`]'s.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "by", content = "id", rename_all = "snake_case")]
pub enum DirectoryLink {
    /// A fulfillment order of it.
    FulfillmentOrder(String),
    /// A fulfillment of it.
    Fulfillment(String),
    /// A tracking number of it, upper case without blanks.
    Tracking(String),
    /// The name shoppers know.
    OrderName(String),
    /// A return of it: `returns/update` names nothing else.
    Return(String),
}

/// Personal data of an order, kept out of facts. Foreign text, verbatim.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The recipient's name, or the customer's where there is no recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The delivery address as lines of text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Shopify's numeric id of the customer whose order it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// What the shopper entered on the page, by the row its fact names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub entered: BTreeMap<String, String>,
}

impl std::fmt::Debug for Personal {
    // Personal data must not reach a log by way of a derived Debug.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Personal(…)")
    }
}

/// An order to the shop as a whole. `orders` are numeric order ids as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "control", rename_all = "snake_case")]
pub enum Control {
    /// The app was removed: no effect may leave any more.
    Uninstalled,
    /// A customer asks what is stored of these orders.
    DataRequest {
        /// The customer's orders.
        orders: Vec<String>,
    },
    /// A customer's data in these orders must go.
    RedactCustomer {
        /// The customer's orders.
        orders: Vec<String>,
    },
    /// Everything of the shop must go.
    RedactShop,
}
