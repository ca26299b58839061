//! The merchant's page of promises: what is shown and why, what one can change, how it was kept.

use contract::admin::promises::PromisesView;
use contract::admin::{Field, Figure, Form, Input};
use contract::page::Link;
use contract::promises::{PromiseBoard, ShopifyAccess};

use crate::Dates;
use crate::catalogue::{Args, Words};

mod labels;
mod settings;
mod tables;

/// Where every form of the page is sent.
const PATH: &str = "/admin/promises";

/// The page in words; times are the shop's.
pub fn promises(board: &PromiseBoard, lang: &str, dates: &dyn Dates) -> PromisesView {
    let words = Words::merchant(lang, dates, &board.zone);
    let say = |key: &str| words.say(key, &[]);
    PromisesView {
        lang: words.lang(),
        dir: words.dir(),
        title: say("promises-title"),
        shop: words.foreign(&board.shop),
        read_at: words.say("admin-read", &[("when", &words.moment(board.now))]),
        back: Link {
            text: say("trace-back"),
            href: Some("/admin".to_owned()),
        },
        notices: notices(&words, board),
        state: match (board.settings.off_since, &board.published) {
            (Some(since), _) => words.say("promises-off", &[("when", &words.moment(since))]),
            (None, Some(_)) => say("promises-on"),
            (None, None) => say("promises-none"),
        },
        off: board.settings.off_since.is_some(),
        switch_note: say("promises-switch-note"),
        switch: match board.settings.off_since {
            Some(_) => act(&words, "switch", "on", "promises-switch-on", &[]),
            None => act(&words, "switch", "off", "promises-switch-off", &[]),
        },
        figures: figures(&words, board),
        labels: labels::labels(&words, board),
        published: tables::published(&words, board),
        load: tables::load(&words, board),
        scores: tables::scores(&words, board),
        rules: settings::rules(&words, &board.settings),
        methods: settings::methods(&words, board),
        handling: settings::handling(&words, board),
        store: settings::store(&words, board),
    }
}

/// What only a person can mend.
fn notices(words: &Words<'_>, board: &PromiseBoard) -> Vec<String> {
    let mut notices = match &board.access {
        ShopifyAccess::Held => Vec::new(),
        ShopifyAccess::Missing => vec![words.say("access-missing", &[])],
        ShopifyAccess::Lacks(scopes) => {
            let scopes = words.foreign(&scopes.join(", "));
            vec![words.say("access-lacks", &[("scopes", &scopes)])]
        }
    };
    let zone = board.store.as_ref().map(|store| store.zone.as_str());
    if let Some(zone) = zone.filter(|zone| *zone != board.zone) {
        let args = [("here", board.zone.as_str()), ("there", zone)];
        notices.push(words.say("store-zone", &args));
    }
    notices
}

fn figures(words: &Words<'_>, board: &PromiseBoard) -> Vec<Figure> {
    let sum =
        |of: fn(&contract::promises::Score) -> u32| -> u32 { board.scores.iter().map(of).sum() };
    let (kept, missed) = (sum(|score| score.kept), sum(|score| score.missed));
    let lines: u32 = board
        .places
        .iter()
        .filter(|place| place.method.is_empty())
        .map(|place| place.lines)
        .sum();
    let target = f64::from(board.settings.target) / 100.0;
    let figure = |value, key: &str, attention| Figure {
        value,
        label: words.say(key, &[]),
        attention,
    };
    vec![
        figure(
            share(words, kept, kept + missed),
            "promises-figure-kept",
            f64::from(kept) < target * f64::from(kept + missed),
        ),
        figure(
            share(
                words,
                sum(|score| score.promised),
                sum(|score| score.orders),
            ),
            "promises-figure-dated",
            false,
        ),
        figure(lines.to_string(), "promises-figure-lines", false),
    ]
}

/// `93%`; a dash of nothing.
fn share(words: &Words<'_>, part: u32, whole: u32) -> String {
    if whole == 0 {
        return words.say("promises-share-none", &[]);
    }
    let share = 100.0 * f64::from(part) / f64::from(whole);
    // 99.6% is not all of them.
    let share = if part < whole { share.min(99.0) } else { share };
    words.say("promises-share", &[("share", &format!("{share:.0}"))])
}

/// A form of one button, for one of the page's deeds.
fn act(words: &Words<'_>, deed: &str, to: &str, key: &str, args: Args<'_>) -> Form {
    Form {
        action: PATH.to_owned(),
        hidden: vec![
            ("action".to_owned(), deed.to_owned()),
            ("to".to_owned(), to.to_owned()),
        ],
        fields: Vec::new(),
        submit: words.say(key, &[]),
        describe: words.say(&format!("{key}-describe"), args),
    }
}

/// A field, its hint in the message `{key}-hint` where `hinted`.
fn field(
    words: &Words<'_>,
    name: &str,
    key: &str,
    value: String,
    input: Input,
    hinted: bool,
) -> Field {
    Field {
        name: name.to_owned(),
        label: words.say(key, &[]),
        value,
        input,
        required: false,
        hint: hinted.then(|| words.say(&format!("{key}-hint"), &[])),
    }
}
