//! What the merchant decides about promises, as forms.

use contract::admin::promises::CardText;
use contract::admin::{Field, Form, Input};
use contract::promises::{HandlingClass, MethodSettings, PromiseBoard, PromiseSettings};

use super::{PATH, act, field};
use crate::catalogue::Words;

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
pub(super) fn methods(words: &Words<'_>, settings: &PromiseSettings) -> CardText {
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
        (Some(title.clone()), vec![save, remove])
    });
    let mut add = form(words, &MethodSettings::default());
    add.submit = words.say("methods-add", &[]);
    add.describe = words.say("methods-add-describe", &[]);
    let new = (Some(words.say("methods-new", &[])), vec![add]);
    CardText {
        heading: words.say("methods-heading", &[]),
        note: words.say("methods-note", &[]),
        forms: known.chain(std::iter::once(new)).collect(),
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
