//! Checks `shopify.app.toml`: every topic is handled by the file it names, and nothing is missing
//! that Shopify's review or our own routes need.
//!
//! Shopify's own validation of the file is part of `npm run deploy -- --dry-run`.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process::at;

const FILE: &str = "shopify.app.toml";

/// The version whose payloads the adapters' fixtures have.
const API_VERSION: &str = "2026-10";

/// Where topics are told apart before a file of their own takes them.
const DISPATCH: [&str; 2] = [
    "crates/integrations/src/shopify/webhook.rs",
    "crates/integrations/src/shopify/status/fulfillment_order_topic.rs",
];

/// What reads an order; its fields are what the subscriptions to orders ask for.
const ORDER: &str = "crates/integrations/src/shopify/order.rs";

/// What may be written: the app's own metafields, deadlines, and its own part of the checkout.
const WRITES: [&str; 4] = [
    "write_orders",
    "write_merchant_managed_fulfillment_orders",
    "write_third_party_fulfillment_orders",
    "write_delivery_customizations",
];

/// Without these three no app passes review.
const COMPLIANCE: [&str; 3] = ["customers/data_request", "customers/redact", "shop/redact"];

#[derive(Deserialize)]
struct App {
    embedded: bool,
    access_scopes: Scopes,
    webhooks: Webhooks,
    app_proxy: Proxy,
}

#[derive(Deserialize)]
struct Scopes {
    scopes: String,
}

#[derive(Deserialize)]
struct Webhooks {
    api_version: String,
    subscriptions: Vec<Subscription>,
}

#[derive(Deserialize)]
struct Subscription {
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    compliance_topics: Vec<String>,
    #[serde(default)]
    include_fields: Vec<String>,
    uri: String,
}

#[derive(Deserialize)]
struct Proxy {
    prefix: String,
    subpath: String,
}

/// Checks the file.
pub fn run() -> Result<()> {
    let text = fs::read_to_string(at(FILE)).with_context(|| format!("reading {FILE}"))?;
    let mut wrong = judge(&text)?;
    for (topic, file) in handlers(&text) {
        wrong.extend(misses(topic, file));
    }
    let order = fs::read_to_string(at(ORDER)).with_context(|| format!("reading {ORDER}"))?;
    wrong.extend(untold(&text, &order)?);
    for line in &wrong {
        eprintln!("{FILE}: {line}");
    }
    if !wrong.is_empty() {
        bail!("{FILE}: {} things are wrong", wrong.len());
    }
    println!(
        "{FILE}: {} topics, each handled by the file it names",
        handlers(&text).count()
    );
    Ok(())
}

/// What is wrong with the text alone.
fn judge(text: &str) -> Result<Vec<String>> {
    let app: App = toml::from_str(text).with_context(|| FILE.to_owned())?;
    let mut wrong = Vec::new();
    if !app.embedded {
        wrong
            .push("the merchant's list is embedded in Shopify's admin: embedded = true".to_owned());
    }
    if app.webhooks.api_version != API_VERSION {
        wrong.push(format!(
            "api_version is {}, the fixtures are of {API_VERSION}",
            app.webhooks.api_version
        ));
    }
    if app.app_proxy.prefix.is_empty() || app.app_proxy.subpath.is_empty() {
        wrong.push("the app proxy needs a prefix and a subpath".to_owned());
    }
    for scope in app
        .access_scopes
        .scopes
        .split(',')
        .filter(|it| !it.starts_with("read_") && !WRITES.contains(it))
    {
        wrong.push(format!(
            "scope {scope}: this app writes its own metafields, deadlines and ship-by dates alone"
        ));
    }
    let mut topics: Vec<&str> = Vec::new();
    for subscription in &app.webhooks.subscriptions {
        if subscription.uri != "/webhooks/shopify" {
            wrong.push(format!(
                "uri {} is not a route of the worker",
                subscription.uri
            ));
        }
        topics.extend(
            subscription
                .topics
                .iter()
                .chain(&subscription.compliance_topics)
                .map(String::as_str),
        );
    }
    for topic in COMPLIANCE.iter().filter(|it| !topics.contains(it)) {
        wrong.push(format!("compliance topic {topic} is missing"));
    }
    let named: BTreeSet<&str> = handlers(text).map(|(topic, _)| topic).collect();
    let mut seen = BTreeSet::new();
    for topic in topics {
        if !seen.insert(topic) {
            wrong.push(format!("{topic} is subscribed to twice"));
        }
        if !named.contains(topic) {
            wrong.push(format!("{topic}: no comment says which file handles it"));
        }
    }
    for topic in named.difference(&seen) {
        wrong.push(format!("{topic} has a comment and no subscription"));
    }
    Ok(wrong)
}

/// Comments of the form `# topic → file`.
fn handlers(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix('#')?.split_once('→'))
        .map(|(topic, file)| (topic.trim(), file.trim()))
        .filter(|(topic, _)| {
            topic.contains('/')
                && topic
                    .chars()
                    .all(|sign| matches!(sign, 'a'..='z' | '_' | '/'))
        })
}

/// Why the file does not handle the topic, if so: it is absent, or neither it nor the dispatch names the topic.
fn misses(topic: &str, file: &str) -> Option<String> {
    let Ok(code) = fs::read_to_string(at(file)) else {
        return Some(format!("{topic}: {file} is not there"));
    };
    let step = topic.split('/').next_back().unwrap_or(topic);
    let named = DISPATCH
        .iter()
        .filter_map(|file| fs::read_to_string(at(file)).ok())
        .chain([code])
        .any(|code| {
            [topic, step]
                .iter()
                .any(|name| code.contains(&format!("\"{name}\"")))
        });
    (!named).then(|| format!("{topic}: neither {file} nor the dispatch names it"))
}

/// Fields of an order that the adapter reads and the subscription leaves out.
fn untold(text: &str, code: &str) -> Result<Vec<String>> {
    let app: App = toml::from_str(text)?;
    let (_, rest) = code
        .split_once("struct Order {")
        .with_context(|| format!("{ORDER} has no `struct Order`"))?;
    let fields: Vec<&str> = rest
        .lines()
        .take_while(|line| !line.starts_with('}'))
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    Ok(app
        .webhooks
        .subscriptions
        .iter()
        .filter(|it| !it.include_fields.is_empty())
        .flat_map(|it| {
            fields
                .iter()
                .filter(|field| !it.include_fields.iter().any(|told| told == *field))
        })
        .map(|field| format!("include_fields leaves out `{field}`, which {ORDER} reads"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        embedded = true
        access_scopes.scopes = "read_orders"
        app_proxy = { prefix = "apps", subpath = "plumbline" }
        [webhooks]
        api_version = "2026-10"
        # orders/create → a.rs
        # customers/data_request → a.rs
        # customers/redact → a.rs
        # shop/redact → a.rs
        [[webhooks.subscriptions]]
        topics = ["orders/create"]
        compliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]
        uri = "/webhooks/shopify"
    "#;

    #[test]
    fn a_complete_file_passes() {
        assert_eq!(judge(GOOD).expect("it parses"), Vec::<String>::new());
    }

    #[test]
    fn a_topic_nobody_claims_is_found() {
        let text = GOOD.replace("# orders/create → a.rs", "");
        assert_eq!(judge(&text).expect("it parses").len(), 1);
    }

    #[test]
    fn a_field_that_is_read_must_be_asked_for() {
        let text = GOOD.replace("uri =", "include_fields = [\"id\"]\nuri =");
        let code = "struct Order {\n    pub id: Id,\n    pub name: String,\n}\n";
        assert_eq!(untold(&text, code).expect("it parses").len(), 1);
    }

    #[test]
    fn a_write_scope_and_a_missing_compliance_topic_are_found() {
        let text = GOOD
            .replace("read_orders", "read_orders,write_products")
            .replace(", \"shop/redact\"", "");
        // The scope, the topic, and the comment left without a subscription.
        assert_eq!(judge(&text).expect("it parses").len(), 3);
    }
}
