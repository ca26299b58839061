//! The merchant's pages in words: the order list and the trace of one order.
//!
//! As in [`crate::page`], every string is final and plain. [`Trace`] is the language-neutral input
//! as the ledger answers it; the rest is what the `copy` crate makes of it and of
//! [`crate::list::OrderList`].

pub mod promises;
pub mod tracking;

use fulfillment::{Attention, Fact, Instant};
use serde::{Deserialize, Serialize};

use crate::page::{EvidenceText, Link, StepText, TimeText};
use crate::tracking::WatchRow;
use crate::view::OrderStatusView;

/// All the ledger knows of one order (its RPC `trace`), without personal data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The projected state.
    pub view: OrderStatusView,
    /// Every fact, oldest first.
    #[serde(default)]
    pub facts: Vec<StoredFact>,
    /// Messages and other effects of this order.
    #[serde(default)]
    pub outbox: Vec<OutboxRow>,
    /// Silences an agent may look at now, before they are exceptions. Shoppers hear nothing of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attention: Vec<Attention>,
    /// What became of its tracking numbers at a relay of carriers' scans; the Shop object knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub watched: Vec<WatchRow>,
}

/// A fact with its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredFact {
    /// [`fulfillment::FactId`] as text.
    pub id: String,
    /// The fact.
    #[serde(flatten)]
    pub fact: Fact,
}

/// One effect in the outbox.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutboxRow {
    /// Effect key: the idempotency key the provider sees.
    pub key: String,
    /// `pending`, `sent`, `dead`, `expired`; unknown words are shown as they are.
    pub state: String,
    /// Tries so far.
    pub attempts: u32,
    /// When it is tried next.
    pub next_at: Option<Instant>,
    /// Why the last try failed.
    pub reason: Option<String>,
}

/// One dead-lettered item: refused or failed for good, kept with its reason (RPC `letters`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// What [`crate::admin::LetterText::replay`] names.
    pub id: String,
    /// When it was set aside.
    pub at: Option<Instant>,
    /// Order it is about, where known.
    pub order: Option<String>,
    /// Where it came from or was going to, e.g. `operations/chicago`, `outbound`.
    pub source: String,
    /// Why, with the offending value.
    pub reason: String,
}

/// The order list in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdminView {
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
    /// The page of promises.
    pub promises: Link,
    /// The page of carrier tracking.
    pub tracking: Link,
    /// How many numbers a relay watches, and whether someone should look; absent where there is none.
    pub watched: Option<(String, bool)>,
    /// Headline figures.
    pub figures: Vec<Figure>,
    /// Heading and links of the filter by state; the first link clears it.
    pub states: FilterText,
    /// Heading and links of the filter by open exception; the first link clears it.
    pub exceptions: FilterText,
    /// Column heads: order, state, Shopify's word, untrue, open exceptions, updated.
    pub columns: [String; 6],
    /// Rows in the order of the list.
    pub rows: Vec<RowText>,
    /// Said instead of a table without rows.
    pub empty: Option<String>,
    /// What readers answered to "did this answer you?".
    pub answers: AnswersText,
    /// Next page.
    pub next: Option<Link>,
    /// Dead letters.
    pub letters: LettersText,
    /// Caption of the table, for screen readers.
    pub caption: String,
}

/// Shares of answers in words, by what the page said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswersText {
    /// Heading.
    pub heading: String,
    /// Said when nobody has answered.
    pub empty: Option<String>,
    /// Column heads: what the page said, yes, answers.
    pub columns: [String; 3],
    /// Rows.
    pub rows: Vec<[String; 3]>,
}

/// A figure and what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The figure.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// Someone should look at it.
    pub attention: bool,
}

/// A filter: a heading and one link a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilterText {
    /// Heading.
    pub heading: String,
    /// Values with their counts.
    pub choices: Vec<Choice>,
}

/// One value of a filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Words.
    pub text: String,
    /// How many orders, where counted.
    pub count: Option<String>,
    /// The list with this filter.
    pub href: String,
    /// This is what is shown.
    pub current: bool,
}

/// An order in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowText {
    /// `#1001`, linked to its trace.
    pub order: Link,
    /// `Placed Sun 8 Nov`.
    pub placed: Option<String>,
    /// Our claim in two or three words.
    pub state: String,
    /// Machine key of the claim, for styling only.
    pub claim: String,
    /// Shopify's own word.
    pub native: String,
    /// `26 h untrue`, `26 h untrue so far`; absent when Shopify's word was always true.
    pub untrue: Option<String>,
    /// Open exceptions in words.
    pub exceptions: Vec<String>,
    /// When the earliest of them is due, in words; says so when overdue.
    pub due: Option<String>,
    /// That due time has passed.
    pub overdue: bool,
    /// Newest fact.
    pub updated: Option<TimeText>,
}

/// Dead letters in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LettersText {
    /// Heading.
    pub heading: String,
    /// Said when there is none, or when they are counted but not listed here.
    pub note: String,
    /// Column heads: when, source, order, reason, action.
    pub columns: [String; 5],
    /// Items.
    pub rows: Vec<LetterText>,
}

/// One dead letter in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterText {
    /// When it was set aside.
    pub at: Option<TimeText>,
    /// Where it came from.
    pub source: String,
    /// Order, where known.
    pub order: Option<Link>,
    /// Why.
    pub reason: String,
    /// The form that replays it.
    pub replay: Form,
}

/// A form sent by POST.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Where it is sent: a path of ours.
    pub action: String,
    /// Hidden fields: name and value.
    pub hidden: Vec<(String, String)>,
    /// What one enters.
    pub fields: Vec<Field>,
    /// Word on the button.
    pub submit: String,
    /// What the button does to what, for screen readers.
    pub describe: String,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the request.
    pub name: String,
    /// Label.
    pub label: String,
    /// What it holds already; of a box to tick, anything means ticked.
    pub value: String,
    /// What can be entered.
    pub input: Input,
    /// It may not be left empty.
    pub required: bool,
    /// What to know before entering something.
    pub hint: Option<String>,
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// A line of text.
    Text,
    /// A whole number between two others.
    Number(u32, u32),
    /// A time of day.
    Time,
    /// A box to tick: sent as `on`, or not at all.
    Tick,
    /// A secret: entered and never shown.
    Secret,
}

/// The trace of one order in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceView {
    /// BCP 47 language of the words.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// Document title and heading.
    pub title: String,
    /// Shop's name.
    pub shop: String,
    /// Back to the list.
    pub back: Link,
    /// The shopper's page.
    pub shopper: Option<Link>,
    /// The sentence the shopper reads.
    pub headline: String,
    /// The shopper's second sentence.
    pub detail: Option<String>,
    /// Our claim in two or three words.
    pub state: String,
    /// Machine key of the claim, for styling only.
    pub claim: String,
    /// Name and value: Shopify's word, untrue spans, version, digest, zone.
    pub properties: Vec<(String, String)>,
    /// Heading of the exceptions.
    pub exceptions_heading: String,
    /// Exceptions, open ones first.
    pub exceptions: Vec<ExceptionText>,
    /// Said when there is none.
    pub exceptions_empty: String,
    /// Heading of what the shopper asked for.
    pub requests_heading: String,
    /// What the shopper asked for, newest first; without a heading where it is empty.
    pub requests: Vec<RequestText>,
    /// Heading of the timelines.
    pub timeline_heading: String,
    /// Timelines, one a parcel.
    pub parcels: Vec<TraceParcel>,
    /// Heading of what a relay of carriers' scans watches.
    pub watched_heading: String,
    /// One sentence a tracking number; empty where the merchant uses no relay.
    pub watched: Vec<String>,
    /// Heading of the facts.
    pub facts_heading: String,
    /// Column heads: when, what, grade, source, who and where, concerns, text.
    pub fact_columns: [String; 7],
    /// Facts, oldest first.
    pub facts: Vec<FactText>,
    /// Heading of the outbox.
    pub outbox_heading: String,
    /// Column heads: key, state, tries, next try, reason.
    pub outbox_columns: [String; 5],
    /// Effects.
    pub outbox: Vec<[String; 5]>,
    /// Said when there is none.
    pub outbox_empty: String,
    /// Dead letters of this order.
    pub letters: LettersText,
}

/// A parcel of the trace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceParcel {
    /// Heading with its tracking number.
    pub heading: String,
    /// Items in words.
    pub items: Vec<String>,
    /// Its sentence.
    pub headline: String,
    /// Timeline, oldest first.
    pub steps: Vec<StepText>,
}

/// An exception in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExceptionText {
    /// What is wrong.
    pub title: String,
    /// `Open`, `Closed`.
    pub state: String,
    /// Still open.
    pub open: bool,
    /// Due time has passed; only said while open.
    pub overdue: bool,
    /// Since when, whose, due when, closed when and how: name and value.
    pub properties: Vec<(String, String)>,
    /// What one can do with it: assign, close. Empty when closed.
    pub forms: Vec<Form>,
}

/// What a shopper asked for, in words for whoever answers it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestText {
    /// What for.
    pub title: String,
    /// What became of it.
    pub state: String,
    /// Nobody has answered yet.
    pub open: bool,
    /// When, of what, who has the next step and by when: name and value.
    pub properties: Vec<(String, String)>,
    /// What the shopper entered: personal data, several lines.
    pub entered: Option<String>,
    /// What can be answered. Empty when it was.
    pub forms: Vec<Form>,
}

impl std::fmt::Debug for RequestText {
    // What a shopper entered must not reach a log by way of a derived Debug.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RequestText({}, {})", self.title, self.state)
    }
}

/// A fact in words, with everything a person needs to judge it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactText {
    /// What, when, who and how well proved.
    pub row: EvidenceText,
    /// Reporting system, resource and event id.
    pub source: String,
    /// Parcel, fulfillment order or items it concerns.
    pub concerns: String,
    /// Short form of its id.
    pub id: String,
}
