//! Forms of the merchant's pages.

use contract::admin::{Field, Form, Input, LettersText};
use leptos::prelude::*;

use crate::link::link;

/// A form sent by POST; the inline script adds a fresh session token to it.
pub(crate) fn form(form: Form) -> AnyView {
    let hidden: Vec<_> = form
        .hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let fields: Vec<_> = form.fields.into_iter().map(field).collect();
    view! {
        <form method="post" action=form.action aria-label=form.describe>
            {hidden}{fields}<button>{form.submit}</button>
        </form>
    }
    .into_any()
}

/// A field with its label and hint.
fn field(field: Field) -> AnyView {
    let hint = field
        .hint
        .map(|hint| view! { <span class="hint">{hint}</span> });
    let Field {
        name,
        label,
        value,
        required,
        ..
    } = field;
    match field.input {
        Input::Tick => view! {
            <label class="tick">
                <input type="checkbox" name=name checked=!value.is_empty()/>
                <span>{label}{hint}</span>
            </label>
        }
        .into_any(),
        Input::Number(least, most) => view! {
            <label>{label}<input type="number" name=name value=value min=least.to_string() max=most.to_string() required=required/>{hint}</label>
        }
        .into_any(),
        Input::Time => view! {
            <label>{label}<input type="time" name=name value=value required=required/>{hint}</label>
        }
        .into_any(),
        Input::Secret => view! {
            <label>{label}<input type="password" name=name required=required maxlength="200" autocomplete="off"/>{hint}</label>
        }
        .into_any(),
        Input::Text => view! {
            <label>{label}<input name=name value=value required=required maxlength="200" autocomplete="off"/>{hint}</label>
        }
        .into_any(),
    }
}

/// Dead letters with their replay buttons.
pub(crate) fn letters(letters: LettersText) -> AnyView {
    let heads: Vec<_> = letters
        .columns
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect();
    let rows: Vec<_> = letters
        .rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td>{row.at.map(|at| view! { <time datetime=at.iso>{at.text}</time> })}</td>
                    <td>{row.source}</td>
                    <td>{row.order.map(link)}</td>
                    <td class="reason" dir="auto">{row.reason}</td>
                    <td>{form(row.replay)}</td>
                </tr>
            }
        })
        .collect();
    let name = letters.heading.clone();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <div class="scroll" role="region" tabindex="0" aria-label=name>
                <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
    });
    view! {
        <section class="card letters" id="dead-letters">
            <h2>{letters.heading}</h2>
            <p class="note">{letters.note}</p>
            {table}
        </section>
    }
    .into_any()
}
