//! Who an order is for: personal data, kept apart from every fact.

use serde::Deserialize;

use super::Order;
use crate::Personal;
use crate::wire::{Id, filled};

#[derive(Debug, Default, Deserialize)]
pub(in crate::shopify) struct Address {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub company: Option<String>,
    #[serde(default)]
    pub address1: Option<String>,
    #[serde(default)]
    pub address2: Option<String>,
    #[serde(default)]
    pub city: Option<String>,
    #[serde(default)]
    pub zip: Option<String>,
    #[serde(default)]
    pub province: Option<String>,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub country_code: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::shopify) struct Customer {
    #[serde(default)]
    pub id: Option<Id>,
    #[serde(default)]
    pub first_name: Option<String>,
    #[serde(default)]
    pub last_name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
}

impl Order {
    /// What there is of personal data, the recipient's before the customer's.
    pub(super) fn personal(&self) -> Option<Personal> {
        let customer = self.customer.as_ref();
        let address = self.shipping_address.as_ref();
        let either = |first: &Option<String>, second: Option<&Option<String>>| {
            filled(first.clone()).or_else(|| filled(second.cloned().flatten()))
        };
        let name = address
            .and_then(|address| filled(address.name.clone()))
            .or_else(|| customer.and_then(Customer::name));
        let personal = Personal {
            email: either(&self.email, Some(&self.contact_email))
                .or_else(|| customer.and_then(|customer| filled(customer.email.clone()))),
            phone: either(&self.phone, address.map(|address| &address.phone))
                .or_else(|| customer.and_then(|customer| filled(customer.phone.clone()))),
            name,
            address: address.and_then(Address::lines),
            customer: customer.and_then(|customer| Some(customer.id.clone()?.0)),
            ..Personal::default()
        };
        (personal != Personal::default()).then_some(personal)
    }
}

impl Customer {
    fn name(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.first_name, &self.last_name]
            .into_iter()
            .flatten()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

impl Address {
    /// The address as people write it, a line each.
    fn lines(&self) -> Option<String> {
        let lines: Vec<&str> = [
            &self.company,
            &self.address1,
            &self.address2,
            &self.zip,
            &self.city,
            &self.province,
            &self.country,
        ]
        .into_iter()
        .flatten()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}
