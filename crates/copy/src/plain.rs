//! The look-up form, and pages that say one thing.

use contract::ShopFace;
use contract::page::{Languages, Link, LookupView, MessageView};
use fulfillment::Instant;

use crate::Dates;
use crate::catalogue::Words;
use crate::foreign::plain;

/// What the look-up form answers. "Not found" and "not yours" are one answer on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupOutcome {
    /// Nothing asked yet.
    Ask,
    /// Number and address do not belong together, whatever the cause.
    NoMatch,
    /// Too many tries from this client.
    Limited,
}

/// What a page that says one thing says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// 404: no such page, or it belongs to another shop.
    NotFound,
    /// 410: the data was deleted or the link replaced.
    Gone,
    /// 429.
    TooMany,
    /// 503: the order's ledger does not answer.
    Unavailable,
    /// 401: no valid Shopify session.
    SignIn,
    /// Another 4xx, with the reason.
    Refused(String),
}

/// The form that finds an order of the shop `face`; `action` is the path it is sent to.
pub fn lookup(lang: &str, face: &ShopFace, action: &str, outcome: LookupOutcome) -> LookupView {
    let words = Words::new(lang, &NoDates, "UTC").with(&face.wording);
    let say = |key: &str| words.say(key, &[]);
    LookupView {
        lang: words.lang(),
        dir: words.dir(),
        title: say("lookup-title"),
        shop: words.foreign(&face.shop),
        intro: say("lookup-intro"),
        outcome: match outcome {
            LookupOutcome::Ask => None,
            LookupOutcome::NoMatch => Some(say("lookup-no_match")),
            LookupOutcome::Limited => Some(say("lookup-limited")),
        },
        action: action.to_owned(),
        number: say("lookup-number"),
        email: say("lookup-email"),
        submit: say("lookup-submit"),
        languages: words.languages(),
    }
}

/// A page that says one thing; `lookup` is the path of the look-up form, where one can help.
pub fn message(lang: &str, kind: &MessageKind, lookup: Option<&str>) -> MessageView {
    let words = Words::new(lang, &NoDates, "UTC");
    let (key, reason) = match kind {
        MessageKind::NotFound => ("message-not_found", String::new()),
        MessageKind::Gone => ("message-gone", String::new()),
        MessageKind::TooMany => ("message-too_many", String::new()),
        MessageKind::Unavailable => ("message-unavailable", String::new()),
        MessageKind::SignIn => ("message-sign_in", String::new()),
        MessageKind::Refused(reason) => ("message-refused", plain(reason)),
    };
    MessageView {
        lang: words.lang(),
        dir: words.dir(),
        title: words.say(key, &[]),
        text: words.say_as(key, Some("text"), &[("reason", &reason)]),
        link: lookup.map(|path| Link {
            text: words.say("message-lookup-link", &[]),
            href: Some(path.to_owned()),
        }),
        // Whoever is to sign in is a merchant: their pages are in English.
        languages: match kind {
            MessageKind::SignIn => Languages::default(),
            _ => words.languages(),
        },
    }
}

/// These pages show no time.
struct NoDates;

impl Dates for NoDates {
    fn now(&self) -> Instant {
        Instant::default()
    }

    fn moment(&self, at: Instant, _: &str, _: &str) -> String {
        self.iso(at)
    }

    fn day(&self, at: Instant, _: &str, _: &str) -> String {
        self.iso(at)
    }

    fn days(&self, from: Instant, _: Instant, _: &str, _: &str) -> String {
        self.iso(from)
    }
}
