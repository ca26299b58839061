//! `PageView`: an [`crate::view::OrderStatusView`] put into words for one language and zone.
//!
//! Every string is final: a surface renders it and decides nothing. All text is plain; none is HTML.

pub use fulfillment::fact::Grade;
use serde::{Deserialize, Serialize};

/// The shopper's page of one order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PageView {
    /// BCP 47 language of the words.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// State version, for `seen=`.
    pub version: u64,
    /// Machine key of the headline's claim, for styling only.
    pub claim: String,
    /// Document title; a claim, so it obeys the grades.
    pub title: String,
    /// Shop's name.
    pub shop: String,
    /// `Order #1001`.
    pub order: String,
    /// The claim in two or three words (`Label created`); obeys the grades like every other word.
    pub badge: String,
    /// `Placed Sun 8 Nov`.
    pub placed: Option<String>,
    /// The one plain sentence.
    pub headline: String,
    /// A second sentence: silence, conflict, hold, what it means for the shopper.
    pub detail: Option<String>,
    /// Expected date or window in words, with old → new where it moved.
    pub expected: Option<String>,
    /// Promised ship-by date in words, with the one it was before; absent once it is handed over.
    pub promise: Option<String>,
    /// Why that date moved, and what the shopper may choose.
    pub promise_note: Option<String>,
    /// `Updated Mon 14:02 by USPS`.
    pub updated: Option<String>,
    /// Open exceptions in words.
    pub notices: Vec<String>,
    /// Parcels.
    pub parcels: Vec<ParcelText>,
    /// Steps of the order as a whole.
    pub history: Vec<EvidenceText>,
    /// What became of what the reader has just sent.
    pub result: Option<String>,
    /// What the shopper asked for and reported, newest first, and what became of it.
    pub requests: Vec<RequestText>,
    /// What stands beside what is known.
    pub aside: Aside,
    /// Fixed words of the page.
    pub labels: Labels,
    /// The languages it can be read in.
    pub languages: Languages,
}

/// What a page offers beside what is known about the order. Nothing in it is a statement about the order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Aside {
    /// "Did this answer you?", until it is answered.
    pub ask: Option<ActionForm>,
    /// What the shopper can do now, by links.
    pub actions: Vec<Link>,
    /// What the shopper can do now, by forms.
    pub forms: Vec<ActionForm>,
    /// Questions and answers.
    pub faq: Vec<Answer>,
}

/// The choice of languages; each is chosen by `?lang=` at the page's own address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Languages {
    /// What the choice is called, for screen readers.
    pub label: String,
    /// Every language; empty where there is nothing to choose.
    pub choices: Vec<LanguageChoice>,
}

/// One language to read a page in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LanguageChoice {
    /// BCP 47 tag: what `lang=` takes.
    pub tag: String,
    /// The language's own name: `Deutsch`.
    pub name: String,
    /// The page is in it.
    pub current: bool,
}

/// A time as machine and human text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeText {
    /// RFC 3339, UTC, for `<time datetime>`.
    pub iso: String,
    /// In the shopper's language and the page's zone.
    pub text: String,
}

/// One parcel in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ParcelText {
    /// Stable id.
    pub id: String,
    /// `Parcel 1 of 2`, or the plain word when there is one.
    pub heading: String,
    /// Its claim in two or three words.
    pub badge: String,
    /// The parcel's one sentence.
    pub headline: String,
    /// Machine key of its claim.
    pub claim: String,
    /// Second sentence.
    pub detail: Option<String>,
    /// Expected date in words.
    pub expected: Option<String>,
    /// Promised ship-by date in words, where the order's parts have different ones.
    pub promise: Option<String>,
    /// `2 × Mug`.
    pub items: Vec<String>,
    /// `USPS 9400…`, linked where an https page is known.
    pub tracking: Option<Link>,
    /// Timeline, oldest first.
    pub steps: Vec<StepText>,
    /// Evidence rows, oldest first.
    pub evidence: Vec<EvidenceText>,
    /// Where the last scan was made; absent where it told no place that can be drawn.
    pub map: Option<MapText>,
}

/// A still map of the last scan: the area it names, shaded, never a pin and never live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MapText {
    /// `Last scan: Gary, IN, US, Tue 02:10, by USPS.`
    pub caption: String,
    /// What the shade means and what it does not.
    pub note: String,
    /// What the drawing shows, for readers who cannot see it.
    pub alt: String,
    /// What is in question about the parcel, beside the map.
    pub beside: Option<String>,
    /// Width of the drawing's box, in units of its paths.
    pub width: u16,
    /// Height of the drawing's box.
    pub height: u16,
    /// The country's outline, as the `d` of an SVG path.
    pub country: String,
    /// The shaded region in it; absent: the whole country is shaded.
    pub region: Option<String>,
}

/// A step in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepText {
    /// What happened.
    pub label: String,
    /// When.
    pub time: TimeText,
    /// Witness and place in words.
    pub by: Option<String>,
    /// `done` or `current` in words, for readers who cannot see it.
    pub state: String,
    /// The step the parcel is at: `aria-current="step"`.
    pub current: bool,
    /// Grade, for the icon: an icon is a claim.
    pub grade: Grade,
}

/// A fact in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvidenceText {
    /// When.
    pub time: TimeText,
    /// What.
    pub what: String,
    /// Who says so, owner and place.
    pub who: String,
    /// Grade in words: `carrier scan`, `warehouse scan`, `system record`, `our inference`.
    pub grade: String,
    /// Foreign text.
    pub text: Option<String>,
}

/// A link or, without `href`, plain text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Words.
    pub text: String,
    /// `https:`, `mailto:` or a path of ours.
    pub href: Option<String>,
}

/// One request of the shopper's in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestText {
    /// Machine key of its state, for styling only.
    pub state: String,
    /// What was asked for, when, and what became of it.
    pub text: String,
}

/// A form of the shopper's page, sent by POST. It needs no script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionForm {
    /// Machine key: `address`, `cancel`, `problem`, `answer`.
    pub id: String,
    /// What it asks for.
    pub heading: String,
    /// What to know before sending it.
    pub note: Option<String>,
    /// Where it is sent: a path of ours or of the app proxy.
    pub action: String,
    /// Fields nobody sees.
    pub hidden: Vec<HiddenField>,
    /// What one enters.
    pub fields: Vec<FormField>,
    /// What sends it.
    pub buttons: Vec<FormButton>,
}

/// A field nobody sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HiddenField {
    /// Its name in the request.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormField {
    /// Its name in the request.
    pub name: String,
    /// Label.
    pub label: String,
    /// `line`, `words` (several lines) or `choice`.
    pub input: String,
    /// The browser's own word for what it fills in.
    pub autocomplete: String,
    /// Most characters.
    pub limit: u64,
    /// It may not be left empty.
    pub required: bool,
    /// What can be chosen.
    pub choices: Vec<FieldChoice>,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldChoice {
    /// Its value in the request.
    pub value: String,
    /// Words.
    pub text: String,
}

/// A button that sends its form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormButton {
    /// Its name in the request.
    pub name: String,
    /// Its value in the request.
    pub value: String,
    /// Word on it.
    pub text: String,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// Question.
    pub question: String,
    /// Answer.
    pub answer: String,
}

/// Fixed words of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Labels {
    /// Heading of the timeline.
    pub timeline: String,
    /// Heading of the items.
    pub items: String,
    /// Heading of the evidence.
    pub evidence: String,
    /// Heading of the order's own history.
    pub history: String,
    /// Heading of what one can do.
    pub actions: String,
    /// Heading of what was asked for.
    pub requests: String,
    /// Heading of questions.
    pub faq: String,
    /// Word before tracking.
    pub tracking: String,
    /// Shown when live refresh is lost.
    pub stale: String,
    /// Column heads of the evidence table: when, what, who, grade.
    pub columns: [String; 4],
    /// Which zone the times are in.
    pub zone: String,
    /// Heading of open exceptions.
    pub notices: String,
    /// For screen readers: jump over the shop's name to the status.
    pub skip: String,
}

/// The form that finds an order by its number and e-mail address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookupView {
    /// BCP 47 language of the words.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// Document title and heading.
    pub title: String,
    /// Shop's name.
    pub shop: String,
    /// What to enter and what happens then.
    pub intro: String,
    /// The one uniform answer, or that there were too many tries.
    pub outcome: Option<String>,
    /// Where the form is sent, by POST: a path of ours or of the app proxy.
    pub action: String,
    /// Label of the field `number`.
    pub number: String,
    /// Label of the field `email`.
    pub email: String,
    /// Word on the button.
    pub submit: String,
    /// The languages it can be read in.
    pub languages: Languages,
}

/// A page that only says one thing: not found, gone, too many requests, sign in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageView {
    /// BCP 47 language of the words.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// Document title and heading.
    pub title: String,
    /// One or two sentences: what happened and what one can do.
    pub text: String,
    /// What to do next.
    pub link: Option<Link>,
    /// The languages it can be read in; none on a merchant's page.
    pub languages: Languages,
}
