//! Topics about the shop as a whole, and what a body says of the shop it belongs to.

use serde::Deserialize;

use super::is_shop_domain;
use crate::wire::{Id, or_default};
use crate::{Control, Locator, Refusal, Report};

/// The shop an order's status page belongs to: its permanent domain if that is the host, else the
/// shop's number, the first step of the path (`https://shop.example/548380009/orders/…`).
pub(super) fn hint_from_status_url(url: &str) -> Option<String> {
    let (host, path) = url.strip_prefix("https://")?.split_once('/')?;
    if is_shop_domain(host) {
        return Some(host.to_owned());
    }
    let number = path.split(['/', '?']).next()?;
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| number.to_owned())
}

/// `app/uninstalled`: the shop itself.
#[derive(Deserialize)]
pub(super) struct Uninstalled {
    #[serde(default)]
    myshopify_domain: Option<String>,
    #[serde(default)]
    id: Option<Id>,
}

impl Uninstalled {
    pub fn report(self) -> Report {
        let domain = self.myshopify_domain.filter(|name| is_shop_domain(name));
        control(Control::Uninstalled, domain.or(self.id.map(|id| id.0)))
    }
}

/// The compliance topics. They name the customer by personal data, which is not read.
#[derive(Deserialize)]
pub(super) struct Compliance {
    shop_domain: String,
    #[serde(default, deserialize_with = "or_default")]
    orders_requested: Vec<Id>,
    #[serde(default, deserialize_with = "or_default")]
    orders_to_redact: Vec<Id>,
}

impl Compliance {
    pub fn report(self, topic: &str) -> Result<Report, Refusal> {
        let texts = |ids: Vec<Id>| ids.into_iter().map(|id| id.0).collect();
        let order = match topic {
            "customers/data_request" => Control::DataRequest {
                orders: texts(self.orders_requested),
            },
            "customers/redact" => Control::RedactCustomer {
                orders: texts(self.orders_to_redact),
            },
            "shop/redact" => Control::RedactShop,
            _ => return Err(Refusal::UnknownTopic(topic.to_owned())),
        };
        if !is_shop_domain(&self.shop_domain) {
            return Err(Refusal::malformed("`shop_domain` is no myshopify domain"));
        }
        Ok(control(order, Some(self.shop_domain)))
    }
}

fn control(control: Control, shop_hint: Option<String>) -> Report {
    let mut report = Report::about(Locator::Shop);
    report.control = Some(control);
    report.shop_hint = shop_hint;
    report
}
