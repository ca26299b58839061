//! The merchant's page of carrier tracking in words.

use serde::{Deserialize, Serialize};

use super::promises::TableText;
use super::{Figure, Form};
use crate::page::Link;

/// The whole page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackingView {
    /// BCP 47 language of the words.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// Document title and heading.
    pub title: String,
    /// Shop's name or domain.
    pub shop: String,
    /// When this was read.
    pub read_at: String,
    /// Back to the list.
    pub back: Link,
    /// Whether a relay is in use, and what that means.
    pub state: String,
    /// What goes with it, one a paragraph: what stands in the way and what to do first.
    pub notes: Vec<(String, bool)>,
    /// Numbers by what became of them; empty without a relay.
    pub figures: Vec<Figure>,
    /// Numbers someone may want to look at; absent without a relay.
    pub numbers: Option<TableText>,
    /// Heading of what one can do.
    pub settings: String,
    /// What to do at the relay: steps in order, the address among them.
    pub steps: Vec<String>,
    /// Where the relay sends its webhooks, to be copied.
    pub address: String,
    /// Enter or change the keys; switch off.
    pub forms: Vec<Form>,
}
