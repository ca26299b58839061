//! What a page offers beside what is known: "did this answer you?", links, plain forms folded away until
//! they are wanted, questions and answers. None of it needs a script, and the browser bundle does not
//! know how it is drawn: an open page gets it as markup.

use contract::page::{ActionForm, Answer, Aside, FormField, HiddenField, Link, PageView};
use leptos::prelude::*;

use crate::document::render;
use crate::link::link;

/// The inside of the page's `aside` element.
pub fn aside_html(page: &PageView) -> String {
    let Aside {
        ask: question,
        actions: links,
        forms,
        faq: answers,
    } = page.aside.clone();
    let (offers, questions) = (page.labels.actions.clone(), page.labels.faq.clone());
    render(
        move || view! { {question.map(ask)}{actions(links, forms, offers)}{faq(answers, questions)} },
    )
}

/// Links and forms of what can be done now.
fn actions(
    actions: Vec<Link>,
    forms: Vec<ActionForm>,
    heading: String,
) -> Option<impl IntoView + use<>> {
    (!actions.is_empty() || !forms.is_empty()).then(|| {
        let forms: Vec<_> = forms.into_iter().map(folded).collect();
        let links: Vec<_> = actions
            .into_iter()
            .map(|action| view! { <li>{link(action)}</li> })
            .collect();
        view! { <section class="actions"><h2>{heading}</h2>{forms}<ul>{links}</ul></section> }
    })
}

fn folded(of: ActionForm) -> impl IntoView + use<> {
    let heading = of.heading.clone();
    view! { <details class="act"><summary>{heading}</summary>{form(of)}</details> }
}

/// "Did this answer you?"
fn ask(of: ActionForm) -> impl IntoView + use<> {
    let heading = of.heading.clone();
    view! { <div class="ask"><p>{heading}</p>{form(of)}</div> }
}

fn form(of: ActionForm) -> impl IntoView + use<> {
    let hidden: Vec<_> = of.hidden.into_iter().map(unseen).collect();
    let id = of.id;
    let fields: Vec<_> = of.fields.into_iter().map(|one| field(&id, one)).collect();
    let buttons: Vec<_> = of
        .buttons
        .into_iter()
        .map(|button| view! { <button name=button.name value=button.value>{button.text}</button> })
        .collect();
    view! {
        <form method="post" action=of.action aria-label=of.heading data-act=id>
            {of.note.map(|note| view! { <p class="note">{note}</p> })}
            {hidden}{fields}
            <p class="send">{buttons}</p>
        </form>
    }
}

fn unseen(of: HiddenField) -> impl IntoView + use<> {
    view! { <input type="hidden" name=of.name value=of.value/> }
}

fn field(form: &str, of: FormField) -> impl IntoView + use<> {
    let id = format!("{form}-{}", of.name);
    let (name, fill, limit, required) = (of.name, of.autocomplete, of.limit, of.required);
    let choices: Vec<_> = of
        .choices
        .into_iter()
        .map(|choice| view! { <option value=choice.value>{choice.text}</option> })
        .collect();
    let input = match of.input.as_str() {
        "choice" => view! { <select id=id.clone() name=name required=required>{choices}</select> }.into_any(),
        "words" => view! { <textarea id=id.clone() name=name rows="3" maxlength=limit required=required dir="auto"></textarea> }.into_any(),
        _ => view! { <input id=id.clone() name=name maxlength=limit required=required autocomplete=fill dir="auto"/> }.into_any(),
    };
    view! { <p class="field"><label for=id>{of.label}</label>{input}</p> }
}

fn faq(faq: Vec<Answer>, heading: String) -> Option<impl IntoView + use<>> {
    (!faq.is_empty()).then(|| {
        let each: Vec<_> = faq
            .into_iter()
            .map(|entry| {
                view! { <details><summary>{entry.question}</summary><p>{entry.answer}</p></details> }
            })
            .collect();
        view! { <section class="faq"><h2>{heading}</h2>{each}</section> }
    })
}
