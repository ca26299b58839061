//! What a reader sees of the block on Shopify's own pages, as its extension is handed it: the same
//! judge hears it. How it is drawn is `bench parity`'s to compare with the page.

use contract::block::{BlockParcel, BlockPromise, BlockView, BlockWords, Part, Text};

use super::page::{Seen, SeenParcel};

/// Reads the block in a language; none where it was left out for want of room.
pub fn read(view: &BlockView, lang: &str) -> Option<Seen> {
    let words = view.words.get(lang)?;
    let headline = said(&words.headline);
    let mut detail = vec![words.badge.clone()];
    detail.extend(words.detail.iter().chain(&words.expected).map(said));
    detail.extend(words.promise.iter().flat_map(promised));
    Some(Seen {
        lang: lang.to_owned(),
        title: words.badge.clone(),
        detail: detail.join(". "),
        parcels: words
            .parcels
            .iter()
            .map(|of| parcel(of, &headline))
            .collect(),
        rest: rest(words),
        headline,
        progress: None,
    })
}

fn rest(words: &BlockWords) -> Vec<String> {
    let labels = &words.labels;
    let fixed = [
        &words.order,
        &labels.timeline,
        &labels.items,
        &labels.tracking,
        &labels.notices,
        &labels.zone,
        &labels.ask,
        &labels.more,
    ];
    let told = words.notices.iter().chain(&words.updated).map(said);
    told.chain(fixed.into_iter().cloned()).collect()
}

fn parcel(of: &BlockParcel, headline: &str) -> SeenParcel {
    let mut says = of.says.iter().map(said);
    let own = says.next();
    let mut detail: Vec<String> = of.badge.iter().cloned().chain(says).collect();
    detail.extend(of.promise.iter().flat_map(promised));
    let steps: Vec<(String, bool)> = of
        .steps
        .iter()
        .map(|step| {
            let by = step.by.as_ref().map(said).unwrap_or_default();
            (format!("{} {} {by}", step.label, step.state), step.current)
        })
        .collect();
    let items = of.items.join(" ");
    let mut all = vec![of.heading.clone(), items.clone()];
    all.extend(own.clone());
    all.extend(detail.iter().cloned());
    all.extend(of.tracking.clone());
    all.extend(steps.iter().map(|(step, _)| step.clone()));
    SeenParcel {
        heading: of.heading.clone(),
        headline: own.unwrap_or_else(|| headline.to_owned()),
        detail: detail.join(". "),
        items,
        steps,
        evidence: Vec::new(),
        map: false,
        all: all.join(" "),
    }
}

/// Both what is said of a promise while it stands and what is said afterwards.
fn promised(of: &BlockPromise) -> Vec<String> {
    of.says.iter().chain(&of.then).map(said).collect()
}

/// A text, its times left out.
fn said(text: &Text) -> String {
    match text {
        Text::Plain(words) => words.clone(),
        Text::Parts(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => words.as_str(),
                _ => "…",
            })
            .collect(),
    }
}
