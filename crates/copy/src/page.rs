//! The shopper's page of one order.

use contract::page::{Aside, Labels, PageView};
use contract::view::OrderStatusView;
use fulfillment::fact::{ExceptionKind, Grade};

use crate::catalogue::Words;
use crate::forms::ActLinks;
use crate::statement::{allowed, detail, headline, state};
use crate::{Dates, evidence, expected, forms, notice, offers, parcel, promise, requests};

/// Addresses the page can offer; all optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLinks {
    /// The look-up form: a path of ours or of the app proxy.
    pub lookup: Option<String>,
    /// Where the page's forms are sent; absent: it has none.
    pub act: Option<ActLinks>,
}

/// The page in words, in the best language we have for `lang` (BCP 47; unknown → English).
pub fn page(view: &OrderStatusView, lang: &str, dates: &dyn Dates, links: PageLinks) -> PageView {
    let words = Words::new(lang, dates, &view.zone).with(&view.wording);
    let said = &view.headline;
    let badge = state(&words, said.claim, said.grade);
    let name = words.foreign(&view.name);
    let shop = words.foreign(&view.shop);
    let promised = view.promise.as_ref().map(|of| promise::told(&words, of));
    let (promise, promise_note) = promised.map(|told| (told.date, told.more)).unzip();
    PageView {
        lang: words.lang(),
        dir: words.dir(),
        version: view.version,
        claim: allowed(said.claim, said.grade),
        title: words.say(
            "title",
            &[("badge", &badge), ("name", &name), ("shop", &shop)],
        ),
        shop,
        order: words.say("order-name", &[("name", &name)]),
        badge,
        placed: view
            .placed_at
            .map(|at| words.say("placed", &[("day", &words.day(at))])),
        headline: headline(&words, view, said),
        detail: detail(&words, view, said),
        expected: expected::expected(&words, view, said, view.expected.as_ref()),
        promise,
        promise_note: promise_note.flatten(),
        updated: updated(&words, view),
        notices: notice::notices(&words, view),
        parcels: parcel::parcels(&words, view),
        history: view
            .evidence
            .iter()
            .map(|fact| evidence::row(&words, view, fact))
            .collect(),
        result: links
            .act
            .as_ref()
            .and_then(|act| forms::result(&words, act)),
        requests: requests::requests(&words, view),
        aside: aside(&words, view, &links),
        labels: labels(&words),
        languages: words.languages(),
    }
}

fn aside(words: &Words<'_>, view: &OrderStatusView, links: &PageLinks) -> Aside {
    let act = links.act.as_ref();
    Aside {
        ask: act.and_then(|act| forms::ask(words, view, act)),
        actions: offers::actions(words, view, links),
        forms: act.map_or_else(Vec::new, |act| forms::forms(words, view, act)),
        faq: offers::faq(words, view),
    }
}

/// Headline and detail as one text: what `replay --out` calls `text`.
pub fn sentence(view: &OrderStatusView, lang: &str, dates: &dyn Dates) -> String {
    let words = Words::new(lang, dates, &view.zone).with(&view.wording);
    let first = headline(&words, view, &view.headline);
    match detail(&words, view, &view.headline) {
        Some(detail) => words.join(first, detail),
        None => first,
    }
}

/// Time and source of the newest fact, and whether a source that should report is silent.
fn updated(words: &Words<'_>, view: &OrderStatusView) -> Option<String> {
    let when = words.moment(view.updated_at?);
    let degraded = view
        .exceptions
        .iter()
        .any(|e| e.kind == ExceptionKind::SourceSilent && e.closed_at.is_none());
    let named = view
        .updated_by
        .as_deref()
        .filter(|name| !name.trim().is_empty());
    let who = words.witness(named, Grade::Record, &view.shop).inside;
    let variant = match (degraded, named) {
        (true, _) => Some("degraded"),
        (false, None) => Some("anonymous"),
        (false, Some(_)) => None,
    };
    Some(words.say_as("updated", variant, &[("when", &when), ("who", &who)]))
}

fn labels(words: &Words<'_>) -> Labels {
    let say = |key: &str| words.say(key, &[]);
    let (city, zone) = (words.city(), words.foreign(words.zone()));
    let name = words.zone().trim_start_matches("Etc/");
    let utc = matches!(name, "UTC" | "GMT" | "Zulu" | "Universal" | "");
    Labels {
        timeline: say("label-timeline"),
        items: say("label-items"),
        evidence: say("label-evidence"),
        history: say("label-history"),
        actions: say("label-actions"),
        requests: say("label-requests"),
        faq: say("label-faq"),
        tracking: say("label-tracking"),
        stale: say("label-stale"),
        columns: [
            say("label-when"),
            say("label-what"),
            say("label-who"),
            say("label-grade"),
        ],
        zone: words.say_as(
            "label-zone",
            utc.then_some("utc"),
            &[("city", &city), ("zone", &zone)],
        ),
        notices: say("label-notices"),
        skip: say("label-skip"),
    }
}
