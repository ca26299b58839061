//! The merchant's page of promises in words.

use serde::{Deserialize, Serialize};

use super::{Figure, Form};
use crate::page::Link;

/// The whole page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PromisesView {
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
    /// What a person has to do before all of it works.
    pub notices: Vec<String>,
    /// Whether dates are shown.
    pub state: String,
    /// They are not.
    pub off: bool,
    /// What the switch does.
    pub switch_note: String,
    /// The switch.
    pub switch: Form,
    /// Headline figures.
    pub figures: Vec<Figure>,
    /// Dates in the titles of the checkout's delivery options.
    pub labels: LabelsText,
    /// What is shown now, and why.
    pub published: TableText,
    /// Where the work is.
    pub load: TableText,
    /// How promises were kept.
    pub scores: TableText,
    /// Target and wording.
    pub rules: CardText,
    /// Delivery options with a date.
    pub methods: CardText,
    /// Goods that take longer than those from stock.
    pub handling: CardText,
    /// What was read from Shopify, and reading it again.
    pub store: CardText,
}

/// The state of labels, what speaks for and against them, and what one can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelsText {
    /// Heading.
    pub heading: String,
    /// Off, check and on in words, and which it is.
    pub stages: Vec<(String, bool)>,
    /// What the present one means.
    pub state: String,
    /// What to know before the next one, one a paragraph.
    pub notes: Vec<String>,
    /// What one can do.
    pub forms: Vec<Form>,
}

/// A table with its heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableText {
    /// Heading.
    pub heading: String,
    /// What it shows.
    pub note: String,
    /// Column heads.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
    /// Said instead of a table without rows.
    pub empty: String,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Words or figure.
    pub text: String,
    /// What goes with it.
    pub more: Option<String>,
    /// Where it leads: a path of ours.
    #[serde(default)]
    pub href: Option<String>,
    /// A figure: set to the end of its column.
    pub figure: bool,
    /// Someone should look at it.
    pub attention: bool,
}

/// Forms under a heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardText {
    /// Heading.
    pub heading: String,
    /// What they decide.
    pub note: String,
    /// Each with its own heading, where there are several.
    pub forms: Vec<(Option<String>, Vec<Form>)>,
}
