//! The blocks on Shopify's own pages: the bundles as they are uploaded, run in Chromium under a host that hands them what
//! Shopify would, and compared with the order page.
//!
//! Not in scope: how Shopify draws its elements. Here they have no looks, only names, attributes and text.

mod page;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::browser::{Browser, BrowserError, Settings};
use crate::world::root;

pub use page::said;

/// The block on the order status page.
pub const ORDER: &str = "customer-account.order-status.block.render";
/// Below one fulfillment.
pub const FULFILLMENT: &str = "customer-account.order-status.fulfillment-details.render-after";
/// Below what is not fulfilled.
pub const UNFULFILLED: &str = "customer-account.order-status.unfulfilled-items.render-after";
/// Among an order's actions.
pub const MENU_ITEM: &str = "customer-account.order.action.menu-item.render";
/// What the action shows.
pub const ACTION: &str = "customer-account.order.action.render";
/// On the page after checkout.
pub const THANK_YOU: &str = "purchase.thank-you.block.render";

/// Why a block could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum BlockError {
    /// Chromium.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// The lane has not made it.
    #[error("{path}: {reason}; `cargo xtask extensions` makes it")]
    Bundle {
        /// Where it should be.
        path: PathBuf,
        /// Why it cannot be read.
        reason: String,
    },
    /// The bundle failed, or answered something else.
    #[error("the bundle: {0}")]
    Answer(String),
}

/// Where a bundle lies, by the handle of its extension.
pub fn bundle(handle: &str) -> PathBuf {
    root().join("dist/extensions").join(format!("{handle}.js"))
}

/// What a reader has before them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Shown {
    /// Every text, in the order in which it is read.
    pub texts: Vec<String>,
    /// Where links lead.
    pub links: Vec<String>,
    /// Names of the elements, each once.
    pub elements: Vec<String>,
    /// Addresses the bundle asked.
    pub fetched: Vec<String>,
}

/// What the host hands to a target.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Handed<'a> {
    /// The target that is shown.
    pub target: &'a str,
    /// The order metafield's value; `None`: the order has none.
    pub value: Option<&'a str>,
    /// The language the buyer sees.
    pub lang: &'a str,
    /// The reader's present, milliseconds since 1970.
    pub now: i64,
    /// Number of the fulfillment a target stands below.
    pub fulfillment: Option<&'a str>,
    /// Titles of the delivery options that were chosen.
    pub titles: Vec<&'a str>,
}

/// Chromium with a bundle in it.
pub struct Host {
    browser: Browser,
}

impl Host {
    /// Starts Chromium and runs the bundle of an extension.
    pub async fn start(handle: &str) -> Result<Self, BlockError> {
        let path = bundle(handle);
        let bundle = std::fs::read_to_string(&path).map_err(|error| BlockError::Bundle {
            path,
            reason: error.to_string(),
        })?;
        let browser = Browser::start(Settings::default()).await?;
        browser
            .open("data:text/html,<!doctype html><body></body>")
            .await?;
        let host = Self { browser };
        host.run(&json!({ "bundle": bundle })).await?;
        Ok(host)
    }

    /// Shows a target.
    pub async fn show(&self, handed: &Handed<'_>) -> Result<Shown, BlockError> {
        let answer = self.run(&json!(handed)).await?;
        serde_json::from_value(answer).map_err(|error| BlockError::Answer(error.to_string()))
    }

    async fn run(&self, request: &Value) -> Result<Value, BlockError> {
        let script = format!("const request = {request};\n{}", include_str!("host.js"));
        Ok(self.browser.run(&script).await?)
    }

    /// Ends Chromium.
    pub async fn stop(self) {
        self.browser.close().await;
    }
}

/// Words as they are compared: elements part them differently, so white space does not count.
pub fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts
        .into_iter()
        .flat_map(str::chars)
        .filter(|sign| !sign.is_whitespace())
        .collect()
}

/// Where two texts part ways, with some of what stands there.
pub fn difference(page: &str, block: &str) -> Option<String> {
    if page == block {
        return None;
    }
    let same = page
        .chars()
        .zip(block.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let from = same.saturating_sub(20);
    let part = |text: &str| text.chars().skip(from).take(70).collect::<String>();
    Some(format!("page …{}…\nblock …{}…", part(page), part(block)))
}
