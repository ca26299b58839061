//! Carrier tracking for the merchant: the page, the line in the list, the sentences of a trace.

use contract::admin::promises::{Cell, TableText};
use contract::admin::tracking::TrackingView;
use contract::admin::{Field, Figure, Form, Input};
use contract::page::Link;
use contract::tracking::{Obstacle, Relay, Watch, WatchBoard, WatchCounts, WatchRow};

use crate::Dates;
use crate::admin::order_href;
use crate::catalogue::{Words, key_of};

/// Where every form of the page is sent.
const PATH: &str = "/admin/tracking";

/// States in the order in which they are told.
const STATES: [Watch; 5] = [
    Watch::Tracked,
    Watch::Pending,
    Watch::Quota,
    Watch::Unsupported,
    Watch::Failed,
];

/// The page in words. `address` is where AfterShip's webhooks go; times are the shop's.
pub fn tracking(board: &WatchBoard, address: &str, lang: &str, dates: &dyn Dates) -> TrackingView {
    let words = Words::merchant(lang, dates, &board.zone);
    let say = |key: &str| words.say(key, &[]);
    let relay = board.relay.as_ref();
    TrackingView {
        lang: words.lang(),
        dir: words.dir(),
        title: say("tracking-title"),
        shop: words.foreign(&board.shop),
        read_at: words.say("admin-read", &[("when", &words.moment(board.now))]),
        back: Link {
            text: say("trace-back"),
            href: Some("/admin".to_owned()),
        },
        state: match relay {
            Some(relay) => words.say("tracking-on", &[("when", &words.moment(relay.since))]),
            None => say("tracking-off"),
        },
        notes: relay.map_or_else(
            || vec![(say("tracking-off-note"), false)],
            |relay| notes(&words, relay),
        ),
        figures: relay.map_or_else(Vec::new, |relay| figures(&words, &relay.counts)),
        numbers: relay.map(|relay| numbers(&words, &relay.rows)),
        settings: say(match relay {
            Some(_) => "tracking-settings",
            None => "tracking-connect",
        }),
        steps: ["key", "webhook", "secret"]
            .map(|step| say(&format!("tracking-step-{step}")))
            .to_vec(),
        address: address.to_owned(),
        forms: forms(&words, relay.is_some()),
    }
}

/// The list's line on what is watched, and whether someone should look.
pub(crate) fn line(words: &Words<'_>, counts: &WatchCounts) -> (String, bool) {
    if let Some(obstacle) = counts.obstacle {
        return (obstructed(words, obstacle), true);
    }
    let told = STATES.iter().filter(|state| counts.of(**state) > 0);
    let told = told.map(|state| {
        let count = counts.of(*state).to_string();
        words.say(
            &format!("tracking-count-{}", key_of(state)),
            &[("count", &count)],
        )
    });
    let text = words.list(told);
    let text = match text.is_empty() {
        true => words.say("tracking-line-none", &[]),
        false => words.say("tracking-line", &[("counts", &text)]),
    };
    let attention = counts.of(Watch::Failed) + counts.of(Watch::Quota) > 0;
    (text, attention)
}

/// What became of one number, as a trace tells it.
pub(crate) fn sentence(words: &Words<'_>, row: &WatchRow) -> String {
    let number = words.foreign(&row.number);
    let reason = row.reason.as_deref().map(|reason| words.foreign(reason));
    let when = row.at.map(|at| words.moment(at)).unwrap_or_default();
    let args = [
        ("number", number.as_str()),
        ("reason", reason.as_deref().unwrap_or_default()),
        ("when", when.as_str()),
    ];
    let variant = reason.is_some().then_some("reason");
    words.say_as(&format!("watched-{}", key_of(row.state)), variant, &args)
}

fn obstructed(words: &Words<'_>, obstacle: Obstacle) -> String {
    let since = |key: &str, at| words.say(key, &[("when", &words.moment(at))]);
    match obstacle {
        Obstacle::KeyRefused(at) => since("tracking-key-refused", at),
        Obstacle::NoAnswer(at) => since("tracking-no-answer", at),
        Obstacle::Quota(at) => since("tracking-quota", at),
        Obstacle::Unheard => words.say("tracking-unheard", &[]),
    }
}

fn notes(words: &Words<'_>, relay: &Relay) -> Vec<(String, bool)> {
    let mut notes = Vec::new();
    if let Some(obstacle) = relay.counts.obstacle {
        notes.push((obstructed(words, obstacle), true));
        let key = match obstacle {
            Obstacle::KeyRefused(_) => "tracking-key-refused-do",
            Obstacle::NoAnswer(_) => "tracking-no-answer-do",
            Obstacle::Quota(_) => "tracking-quota-do",
            Obstacle::Unheard => "tracking-unheard-do",
        };
        notes.push((words.say(key, &[]), false));
    }
    if let Some(at) = relay.heard {
        let heard = words.say("tracking-heard", &[("when", &words.moment(at))]);
        notes.push((heard, false));
    }
    notes.push((words.say("tracking-on-note", &[]), false));
    if !relay.unknown.is_empty() {
        let told = relay.unknown.iter();
        let told = told.map(|(word, times)| format!("{} ({times})", words.foreign(word)));
        let list = words.list(told);
        notes.push((words.say("tracking-unknown", &[("words", &list)]), false));
    }
    notes
}

fn figures(words: &Words<'_>, counts: &WatchCounts) -> Vec<Figure> {
    STATES
        .iter()
        .map(|state| Figure {
            value: counts.of(*state).to_string(),
            label: words.say(&format!("tracking-state-{}", key_of(state)), &[]),
            attention: matches!(state, Watch::Failed | Watch::Quota) && counts.of(*state) > 0,
        })
        .collect()
}

fn numbers(words: &Words<'_>, rows: &[WatchRow]) -> TableText {
    let cell = |text: String| Cell {
        text,
        ..Cell::default()
    };
    TableText {
        heading: words.say("tracking-numbers", &[]),
        note: words.say("tracking-numbers-note", &[]),
        columns: ["number", "order", "carrier", "state", "do"]
            .map(|column| words.say(&format!("tracking-column-{column}"), &[]))
            .to_vec(),
        rows: rows
            .iter()
            .map(|row| {
                let state = key_of(row.state);
                vec![
                    cell(words.foreign(&row.number)),
                    Cell {
                        href: Some(order_href(&row.order)),
                        ..cell(words.foreign(&row.name))
                    },
                    cell(
                        row.carrier
                            .as_deref()
                            .map(|name| words.foreign(name))
                            .unwrap_or_default(),
                    ),
                    Cell {
                        more: row.reason.as_deref().map(|reason| words.foreign(reason)),
                        attention: row.state == Watch::Failed,
                        ..cell(words.say(&format!("tracking-state-{state}"), &[]))
                    },
                    cell(words.say(&format!("tracking-do-{state}"), &[])),
                ]
            })
            .collect(),
        empty: words.say("tracking-numbers-none", &[]),
    }
}

fn forms(words: &Words<'_>, on: bool) -> Vec<Form> {
    let secret = |name: &str| Field {
        name: name.to_owned(),
        label: words.say(&format!("tracking-{}", name.replace('_', "-")), &[]),
        value: String::new(),
        input: Input::Secret,
        required: !on,
        hint: on.then(|| words.say("tracking-secret-kept", &[])),
    };
    let form = |action: &str, key: &str, fields| Form {
        action: PATH.to_owned(),
        hidden: vec![("action".to_owned(), action.to_owned())],
        fields,
        submit: words.say(key, &[]),
        describe: words.say(&format!("{key}-describe"), &[]),
    };
    let keys = vec![secret("api_key"), secret("webhook_secret")];
    let save = if on {
        "tracking-change"
    } else {
        "tracking-switch-on"
    };
    let mut forms = vec![form("on", save, keys)];
    if on {
        forms.push(form("off", "tracking-switch-off", Vec::new()));
    }
    forms
}
