//! What the merchant decides about promises, as forms.

use contract::admin::promises::CardText;
use contract::admin::{Field, Form, Input};
use contract::promises::{
    HandlingClass, MethodSettings, PromiseBoard, PromiseSettings, StoreLocation,
};

use super::{PATH, act, field};
use crate::catalogue::Words;

/// Rates that are offered at most: a store of many zones has more than anybody reads.
const OFFERED: usize = 12;

/// Target and wording.
pub(super) fn rules(words: &Words<'_>, settings: &PromiseSettings) -> CardText {
    let target = Field {
        required: true,
        ..field(
            words,
            "target",
            "rules-target",
            settings.target.to_string(),
            Input::Number(50, 99),
            false,
        )
    };
    let ticked = if settings.plain { "on" } else { "" };
    let plain = field(
        words,
        "plain",
        "rules-plain",
        ticked.to_owned(),
        Input::Tick,
        true,
    );
    let form = Form {
        action: PATH.to_owned(),
        hidden: vec![("action".to_owned(), "rules".to_owned())],
        fields: vec![target, plain],
        submit: words.say("rules-save", &[]),
        describe: words.say("rules-describe", &[]),
    };
    CardText {
        heading: words.say("rules-heading", &[]),
        note: words.say("rules-note", &[]),
        forms: vec![(None, vec![form])],
    }
}

/// The delivery options, and room for another.
pub(super) fn methods(words: &Words<'_>, board: &PromiseBoard) -> CardText {
    let settings = &board.settings;
    let known = settings.methods.iter().enumerate().map(|(index, method)| {
        let title = words.foreign(&method.title);
        let index = index.to_string();
        let args = [("title", title.as_str())];
        let of = |key: &str| words.say(key, &args);
        let mut save = form(words, method);
        save.hidden.push(("method".to_owned(), index.clone()));
        save.submit = of("methods-save");
        save.describe = of("methods-save-describe");
        let remove = act(words, "remove", &index, "methods-remove", &args);
        // As far as Shopify told, no checkout shows it any more.
        let store = board.store.as_ref();
        let gone = store.is_some_and(|store| !store.may_offer(&method.title));
        let heading = if gone {
            of("methods-gone")
        } else {
            title.clone()
        };
        (Some(heading), vec![save, remove])
    });
    let mut add = form(words, &MethodSettings::default());
    add.submit = words.say("methods-add", &[]);
    add.describe = words.say("methods-add-describe", &[]);
    let new = (Some(words.say("methods-new", &[])), vec![add]);
    let offered = offered(words, board);
    let offered = (!offered.is_empty()).then(|| (Some(words.say("methods-offered", &[])), offered));
    CardText {
        heading: words.say("methods-heading", &[]),
        note: words.say("methods-note", &[]),
        forms: known.chain(offered).chain(std::iter::once(new)).collect(),
    }
}

/// The store's rates that have no date yet, each added by a button.
fn offered(words: &Words<'_>, board: &PromiseBoard) -> Vec<Form> {
    let set = |rate: &&String| board.settings.methods.iter().all(|it| it.title != **rate);
    let rates = board.store.iter().flat_map(|store| &store.rates);
    let add = |rate: &String| {
        let title = words.foreign(rate);
        let args = [("title", title.as_str())];
        Form {
            action: PATH.to_owned(),
            hidden: vec![
                ("action".to_owned(), "method".to_owned()),
                ("title".to_owned(), rate.clone()),
            ],
            fields: Vec::new(),
            submit: words.say("methods-offer", &args),
            describe: words.say("methods-offer-describe", &args),
        }
    };
    rates.filter(set).take(OFFERED).map(add).collect()
}

/// What was read from Shopify, and the button that reads it again.
pub(super) fn store(words: &Words<'_>, board: &PromiseBoard) -> CardText {
    let mut notes = Vec::new();
    match &board.store {
        None => notes.push(words.say("store-unread", &[])),
        Some(store) => {
            let name = |location: &StoreLocation| {
                let name = words.foreign(&location.name);
                let key = if location.pickup {
                    "store-location-pickup"
                } else {
                    "store-location"
                };
                words.say(key, &[("name", &name), ("id", &location.id)])
            };
            let places: Vec<String> = store.locations.iter().map(name).collect();
            let args = [
                ("when", words.moment(store.read_at)),
                ("places", places.join(", ")),
            ];
            let args = args.each_ref().map(|(key, text)| (*key, text.as_str()));
            let rates = u64::try_from(store.rates.len()).unwrap_or(u64::MAX);
            notes.push(words.count_with("store-read", rates, &args));
            if store.carriers {
                notes.push(words.say("store-carriers", &[]));
            }
        }
    }
    if let Some(counted) = board.counted {
        let when = words.moment(counted.at);
        notes.push(words.count_with("store-counted", counted.open, &[("when", &when)]));
    }
    CardText {
        heading: words.say("store-heading", &[]),
        note: notes.join(" "),
        forms: vec![(None, vec![act(words, "reread", "all", "store-reread", &[])])],
    }
}

/// What takes longer than goods from stock, and room for another class.
pub(super) fn handling(words: &Words<'_>, board: &PromiseBoard) -> CardText {
    let known = board.settings.handling.iter().enumerate();
    let known = known.map(|(index, class)| {
        let name = words.foreign(&class.name);
        let index = index.to_string();
        let args = [("name", name.as_str())];
        let mut save = class_form(words, class);
        save.hidden.push(("class".to_owned(), index.clone()));
        save.submit = words.say("handling-save", &args);
        save.describe = words.say("handling-save-describe", &args);
        let remove = act(words, "remove_class", &index, "handling-remove", &args);
        (Some(name.clone()), vec![save, remove])
    });
    let mut add = class_form(words, &HandlingClass::default());
    add.submit = words.say("handling-add", &[]);
    add.describe = words.say("handling-add-describe", &[]);
    let new = (Some(words.say("handling-new", &[])), vec![add]);
    let unknown = board.unknown_classes.iter();
    let unknown: Vec<String> = unknown.map(|name| words.foreign(name)).collect();
    let mut note = words.say("handling-note", &[]);
    if !unknown.is_empty() {
        note.push(' ');
        note += &words.say("handling-unknown", &[("names", &unknown.join(", "))]);
    }
    CardText {
        heading: words.say("handling-heading", &[]),
        note,
        forms: known.chain(std::iter::once(new)).collect(),
    }
}

fn class_form(words: &Words<'_>, class: &HandlingClass) -> Form {
    let days = (class.days > 0).then(|| class.days.to_string());
    let required = |field| Field {
        required: true,
        ..field
    };
    let name = class.name.clone();
    Form {
        action: PATH.to_owned(),
        hidden: vec![("action".to_owned(), "class".to_owned())],
        fields: vec![
            required(field(
                words,
                "name",
                "handling-name",
                name,
                Input::Text,
                false,
            )),
            required(field(
                words,
                "days",
                "handling-days",
                days.unwrap_or_default(),
                Input::Number(1, 60),
                false,
            )),
        ],
        submit: String::new(),
        describe: String::new(),
    }
}

fn form(words: &Words<'_>, method: &MethodSettings) -> Form {
    let text = |name: &str, key: &str, value: String, hinted| {
        field(words, name, key, value, Input::Text, hinted)
    };
    let cutoff = method.cutoff.map(clock).unwrap_or_default();
    let pickups: Vec<String> = method.pickups.iter().map(|at| clock(*at)).collect();
    let handling = method.handling_days.map(|days| days.to_string());
    Form {
        action: PATH.to_owned(),
        hidden: vec![("action".to_owned(), "method".to_owned())],
        fields: vec![
            Field {
                required: true,
                ..text("title", "methods-title", method.title.clone(), false)
            },
            text(
                "code",
                "methods-code",
                method.code.clone().unwrap_or_default(),
                false,
            ),
            text(
                "locations",
                "methods-locations",
                method.locations.join(", "),
                true,
            ),
            field(words, "cutoff", "methods-cutoff", cutoff, Input::Time, true),
            text("pickups", "methods-pickups", pickups.join(", "), true),
            field(
                words,
                "handling_days",
                "methods-handling",
                handling.unwrap_or_default(),
                Input::Number(0, 60),
                false,
            ),
        ],
        submit: String::new(),
        describe: String::new(),
    }
}

/// `14:00` of minutes after midnight.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
