//! Dates in the titles of delivery options: off, until a first order shows what becomes of the titles.

use contract::admin::promises::LabelsText;
use contract::promises::{LabelCheck, Labels, PromiseBoard};

use super::act;
use crate::catalogue::{Words, key_of};

/// The state of labels, the risk named, and what one can do.
pub(super) fn labels(words: &Words<'_>, board: &PromiseBoard) -> LabelsText {
    let say = |key: &str| words.say(key, &[]);
    let stands = board.settings.labels;
    let mut notes = vec![say("labels-risk")];
    match (&board.check, stands) {
        (Some(check), _) => notes.extend(found(words, check)),
        (None, Labels::Check) => notes.push(say("labels-waiting")),
        (None, _) => {}
    }
    match board.shop_promise {
        Some(true) => notes.push(say("shop-promise-on")),
        None => notes.push(say("shop-promise-unknown")),
        Some(false) => {}
    }
    let off = || act(words, "labels", "off", "labels-turn-off", &[]);
    let forms = match (stands, &board.check) {
        (Labels::Off, None) => vec![act(words, "labels", "check", "labels-start", &[])],
        (Labels::Check, None) | (Labels::On, _) => vec![off()],
        (_, Some(check)) => {
            let key = if check.persisted() {
                "labels-accept"
            } else {
                "labels-turn-on"
            };
            let on = act(words, "labels", "on", key, &[]);
            match stands {
                Labels::Off => vec![on],
                _ => vec![on, off()],
            }
        }
    };
    LabelsText {
        heading: say("labels-heading"),
        stages: [Labels::Off, Labels::Check, Labels::On]
            .map(|stage| {
                (
                    say(&format!("labels-stage-{}", key_of(stage))),
                    stage == stands,
                )
            })
            .to_vec(),
        state: say(&format!("labels-{}", key_of(stands))),
        notes,
        forms,
    }
}

/// What the first order showed.
fn found(words: &Words<'_>, check: &LabelCheck) -> [String; 2] {
    let (order, when) = (words.foreign(&check.order), words.moment(check.at));
    let (title, found) = (
        words.foreign(&check.configured),
        words.foreign(&check.found),
    );
    let persisted = check.persisted();
    let key = if persisted {
        "labels-persisted"
    } else {
        "labels-kept"
    };
    let code = if check.code_kept {
        "labels-code-kept"
    } else {
        "labels-code-lost"
    };
    let args = [
        ("order", order.as_str()),
        ("when", when.as_str()),
        ("title", title.as_str()),
        ("found", found.as_str()),
    ];
    [words.say(key, &args), words.say(code, &[])]
}
