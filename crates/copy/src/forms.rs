//! Forms of the shopper's page: what the state offers, and what to know before sending.

use contract::act::Outcome;
use contract::page::{ActionForm, FieldChoice, FormButton, FormField, HiddenField};
use contract::view::OrderStatusView;

use crate::catalogue::{Words, key_of};
use crate::parcel;

/// What of a page can be sent, where, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActLinks {
    /// Where forms are sent: a path of ours or of the app proxy.
    pub action: String,
    /// What proves that a form is one of ours, of this page ([`OrderStatusView::offers`]' state).
    pub form: String,
    /// Whoever reads the page is vouched for well enough to ask for another address and to cancel:
    /// by the link in their order confirmation, or by Shopify.
    pub vouched: bool,
    /// What became of what was just sent.
    pub outcome: Option<Outcome>,
}

/// Most characters of a line of an address.
pub const LINE_LIMIT: usize = 100;
/// Most characters of the shopper's own words.
pub const WORDS_LIMIT: usize = 1000;
/// The lines of an address: name of the field, the browser's word for it, whether it must be filled.
pub const ADDRESS: [(&str, &str, bool); 7] = [
    ("name", "name", true),
    ("street", "address-line1", true),
    ("more", "address-line2", false),
    ("zip", "postal-code", false),
    ("city", "address-level2", true),
    ("region", "address-level1", false),
    ("country", "country-name", true),
];

/// What can be asked for by forms.
pub(crate) fn forms(words: &Words<'_>, view: &OrderStatusView, act: &ActLinks) -> Vec<ActionForm> {
    let mut forms = Vec::new();
    if act.vouched && view.offers.address {
        forms.push(address(words, act));
    }
    if act.vouched && view.offers.cancel {
        let late = view.offers.late.then_some("late");
        let note = words.say_as("form-cancel", late.or(Some("note")), &[]);
        forms.push(form(words, act, "cancel", Some(note), Vec::new()));
    }
    if !view.offers.problems.is_empty() {
        forms.push(problem(words, view, act));
    }
    forms
}

/// "Did this answer you?", until it is answered.
pub(crate) fn ask(words: &Words<'_>, view: &OrderStatusView, act: &ActLinks) -> Option<ActionForm> {
    let button = |value: &str| FormButton {
        name: "helped".to_owned(),
        value: value.to_owned(),
        text: words.say_as("form-answer", Some(value), &[]),
    };
    (!view.offers.answered).then(|| ActionForm {
        buttons: vec![button("yes"), button("no")],
        ..form(words, act, "answer", None, Vec::new())
    })
}

/// What became of what was just sent.
pub(crate) fn result(words: &Words<'_>, act: &ActLinks) -> Option<String> {
    let outcome = act.outcome?;
    Some(words.say(&format!("result-{}", outcome.word()), &[]))
}

fn form(
    words: &Words<'_>,
    act: &ActLinks,
    id: &str,
    note: Option<String>,
    fields: Vec<FormField>,
) -> ActionForm {
    let key = format!("form-{id}");
    let hidden = |name: &str, value: &str| HiddenField {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    ActionForm {
        id: id.to_owned(),
        heading: words.say(&key, &[]),
        note,
        action: act.action.clone(),
        hidden: vec![
            hidden("act", id),
            hidden("form", &act.form),
            hidden("lang", &words.lang()),
        ],
        fields,
        buttons: vec![FormButton {
            name: "send".to_owned(),
            value: "1".to_owned(),
            text: words.say_as(&key, Some("submit"), &[]),
        }],
    }
}

fn address(words: &Words<'_>, act: &ActLinks) -> ActionForm {
    let fields = ADDRESS
        .iter()
        .map(|(name, fill, required)| FormField {
            autocomplete: (*fill).to_owned(),
            required: *required,
            ..field(words, name, "line", LINE_LIMIT)
        })
        .collect();
    let note = words.say_as("form-address", Some("note"), &[]);
    form(words, act, "address", Some(note), fields)
}

fn problem(words: &Words<'_>, view: &OrderStatusView, act: &ActLinks) -> ActionForm {
    let choice = |value: String, text: String| FieldChoice { value, text };
    let problems = view.offers.problems.iter().map(|problem| {
        let key = key_of(problem);
        let text = words.say_as(&format!("problem-{key}"), Some("choice"), &[]);
        choice(key, text)
    });
    let mut fields = vec![FormField {
        required: true,
        choices: problems.collect(),
        ..field(words, "problem", "choice", 0)
    }];
    if view.parcels.len() > 1 {
        let all = words.say_as("field-parcel", Some("all"), &[]);
        let parts = view.parcels.iter().filter_map(|of| {
            let name = parcel::name_of(words, view, Some(&of.id))?;
            Some(choice(of.id.clone(), name))
        });
        fields.push(FormField {
            choices: std::iter::once(choice(String::new(), all))
                .chain(parts)
                .collect(),
            ..field(words, "parcel", "choice", 0)
        });
    }
    fields.push(field(words, "words", "words", WORDS_LIMIT));
    let note = words.say_as("form-problem", Some("note"), &[]);
    form(words, act, "problem", Some(note), fields)
}

fn field(words: &Words<'_>, name: &str, input: &str, limit: usize) -> FormField {
    FormField {
        name: name.to_owned(),
        label: words.say(&format!("field-{name}"), &[]),
        input: input.to_owned(),
        autocomplete: "off".to_owned(),
        limit: limit as u64,
        required: false,
        choices: Vec::new(),
    }
}
