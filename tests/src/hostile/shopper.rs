//! The forms on a shopper's page, read from it and sent as a browser does, and what is told of them.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::HostileError;
use super::attempt::{Attempt, By};
use crate::client::{Answer, Client};
use crate::sign;

/// Where Shopify's storefront has what the worker has at `/proxy`.
const STOREFRONT: &str = "/apps/plumbline";

static FORMS: LazyLock<Selector> = LazyLock::new(|| selector("form[data-act]"));
static HIDDEN: LazyLock<Selector> = LazyLock::new(|| selector("input[type=hidden]"));

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector of ours")
}

/// A form as its page has it.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it is sent, without a query.
    pub action: String,
    /// What it sends unseen: the act, the form's token, the page's language.
    pub hidden: Vec<(String, String)>,
}

impl Form {
    /// The forms of a page.
    pub fn all(page: &str) -> Vec<Self> {
        let document = Html::parse_document(page);
        let attribute = |of: ElementRef<'_>, name| of.value().attr(name).map(str::to_owned);
        document
            .select(&FORMS)
            .filter_map(|form| {
                let hidden = form.select(&HIDDEN).filter_map(|field| {
                    Some((attribute(field, "name")?, attribute(field, "value")?))
                });
                // Behind the storefront's address is ours.
                let action = attribute(form, "action")?.replace(STOREFRONT, "/proxy");
                Some(Self {
                    action,
                    hidden: hidden.collect(),
                })
            })
            .collect()
    }

    /// The form for `act` on an order's page.
    pub async fn of(client: &Client, order: u64, act: &str) -> Result<Option<Self>, HostileError> {
        // Newer than any cache: the form is of the state the ledger is in.
        let token = client.link_token(&order.to_string());
        let path = format!("/o/{token}?seen=9007199254740991");
        let page = client.get(&path, &[]).await?.expect_ok()?.text;
        Ok(Self::all(&page).into_iter().find(|form| form.act() == act))
    }

    /// The same, which the page must have.
    pub async fn offered(client: &Client, order: u64, act: &str) -> Result<Self, HostileError> {
        let form = Self::of(client, order, act).await?;
        form.ok_or_else(|| HostileError::Wrong(format!("order {order}'s page has no form {act:?}")))
    }

    /// A hidden field.
    pub fn field(&self, name: &str) -> &str {
        let found = self.hidden.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// What it is for.
    pub fn act(&self) -> &str {
        self.field("act")
    }

    /// The same with another token.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        for (name, value) in &mut self.hidden {
            if name == "form" {
                token.clone_into(value);
            }
        }
        self
    }

    /// The same without a hidden field.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let mut form = self.clone();
        form.hidden.retain(|(known, _)| known != name);
        form
    }

    /// Sends it to its own address, filled in.
    pub fn sent(&self, what: impl Into<String>, filled: &[(&str, &str)]) -> Attempt {
        self.sent_to(what, &self.action, filled)
    }

    /// Sends it to another.
    pub fn sent_to(&self, what: impl Into<String>, path: &str, filled: &[(&str, &str)]) -> Attempt {
        let hidden = self.hidden.iter();
        let hidden = hidden.map(|(name, value)| (name.as_str(), value.as_str()));
        Attempt::post(what, path, encoded(hidden.chain(filled.iter().copied())))
            .with("content-type", "application/x-www-form-urlencoded")
            .by(By::Outcome)
    }
}

/// What a shopper fills in for `act`.
pub fn filled(act: &str) -> &'static [(&'static str, &'static str)] {
    match act {
        "answer" => &[("helped", "yes")],
        "problem" => &[("problem", "other"), ("words", "It rattles")],
        _ => &[],
    }
}

/// Fields as a browser sends them.
pub fn encoded<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let pairs: Vec<String> = fields
        .map(|(name, value)| format!("{}={}", sign::percent(name), sign::percent(value)))
        .collect();
    pairs.join("&").into_bytes()
}

/// The outcome's word, if the answer leads back to the page the act at `path` was done on and to nowhere else.
pub fn outcome<'a>(path: &str, answer: &'a Answer) -> Option<&'a str> {
    let page = path.split('?').next()?.strip_suffix("/act")?;
    let page = page.replacen("/proxy", STOREFRONT, 1);
    let told = back(answer)?.strip_prefix(&page)?;
    told.strip_prefix("?result=")?.split('.').next()
}

/// The signed outcome that an answer carries back to its page.
pub fn signed(answer: &Answer) -> Option<&str> {
    let (_, told) = back(answer)?.split_once("?result=")?;
    told.split(['&', '#']).next()
}

fn back(answer: &Answer) -> Option<&str> {
    answer.headers.get("location")?.to_str().ok()
}

/// Whether a page, or its JSON, says an outcome's sentence; `None` where it is neither.
pub fn sentence(answer: &Answer) -> Option<bool> {
    if let Ok(told) = serde_json::from_str::<Value>(&answer.text) {
        return told.get("page").map(|page| !page["result"].is_null());
    }
    let page = answer.text.contains("<!DOCTYPE");
    page.then(|| answer.text.contains("id=\"result\""))
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::*;

    fn sent_to(location: &'static str) -> Answer {
        let back = HeaderValue::from_static(location);
        Answer {
            path: String::new(),
            status: 303,
            headers: HeaderMap::from_iter([(reqwest::header::LOCATION, back)]),
            text: String::new(),
        }
    }

    #[test]
    fn an_outcome_is_one_of_the_page_alone() {
        let back = sent_to("/o/t/?");
        assert_eq!(outcome("/o/t/act", &back), None);
        let back = sent_to("/o/t?result=again.ab&seen=2#result");
        assert_eq!(outcome("/o/t/act", &back), Some("again"));
        assert_eq!(outcome("/o/u/act", &back), None);
        assert_eq!(signed(&back), Some("again.ab"));
        let away = sent_to("//evil.example/o/t?result=again.ab");
        assert_eq!(outcome("/o/t/act", &away), None);
        let away = sent_to("https://evil.example/o/t?result=again.ab");
        assert_eq!(outcome("/o/t/act", &away), None);
        let back = sent_to("/apps/plumbline/o/t?result=unverified.ab#result");
        assert_eq!(outcome("/proxy/o/t/act?shop=x", &back), Some("unverified"));
    }
}
