//! The merchant's order list, and what its pages share: App Bridge and the token script.

use contract::admin::{AdminView, AnswersText, Figure, FilterText, RowText};
use leptos::prelude::*;

use crate::AdminAssets;
use crate::document::{Document, attribute, render};
use crate::form::letters;
use crate::link::link;

/// The order list as a full document.
pub fn admin_html(view: &AdminView, assets: &AdminAssets) -> String {
    let shown = view.clone();
    let face = [&*view.lang, &*view.dir, &*view.title];
    framed(face, assets, move || list(shown))
}

/// A merchant's page in its frame: App Bridge in the head, the token script at the end. Its `face` is language,
/// direction and title.
pub(crate) fn framed<V: IntoView + 'static>(
    [lang, dir, title]: [&str; 3],
    assets: &AdminAssets,
    page: impl FnOnce() -> V + 'static,
) -> String {
    let body = render(page);
    let nonce = attribute(&assets.nonce);
    let mut head = String::new();
    if !assets.api_key.is_empty() && !assets.app_bridge_src.is_empty() {
        // App Bridge must be the first script of the document and loads synchronously.
        head = format!(
            "<meta name=\"shopify-api-key\" content=\"{}\"><script src=\"{}\" nonce=\"{nonce}\"></script>",
            attribute(&assets.api_key),
            attribute(&assets.app_bridge_src),
        );
    }
    let script = crate::style::token();
    Document {
        lang,
        dir,
        title,
        style: crate::style::admin(),
        nonce: &assets.nonce,
        head: &head,
        body: &format!("{body}<script nonce=\"{nonce}\">{script}</script>"),
    }
    .html()
}

fn list(view: AdminView) -> impl IntoView {
    let heads: Vec<_> = view
        .columns
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect();
    let rows: Vec<_> = view.rows.into_iter().map(row).collect();
    let name = view.caption.clone();
    let table = match view.empty {
        Some(empty) => view! { <p class="empty">{empty}</p> }.into_any(),
        None => view! {
            <div class="scroll" role="region" tabindex="0" aria-label=name>
                <table class="orders">
                    <caption>{view.caption}</caption>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any(),
    };
    let next = view
        .next
        .map(|next| view! { <nav class="next">{link(next)}</nav> });
    let figures: Vec<_> = view.figures.into_iter().map(figure).collect();
    let watched = view
        .watched
        .map(|(text, attention)| view! { <p class="watched" data-attention=attention.then_some("")>{text}</p> });
    view! {
        <header class="top">
            <h1>{view.title}</h1>
            <p class="note"><span>{view.shop}</span><span>{view.read_at}</span><span>{link(view.promises)}</span><span>{link(view.tracking)}</span></p>
        </header>
        <main>
            <ul class="figures">{figures}</ul>
            {watched}
            <div class="filters">{filter(view.states)}{filter(view.exceptions)}</div>
            <section class="card">{table}{next}</section>
            {answers(view.answers)}
            {letters(view.letters)}
        </main>
    }
}

fn answers(answers: AnswersText) -> AnyView {
    let heads: Vec<_> = answers
        .columns
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect();
    let rows: Vec<_> = answers
        .rows
        .into_iter()
        .map(|[said, share, count]| view! { <tr><th scope="row">{said}</th><td>{share}</td><td>{count}</td></tr> })
        .collect();
    let table = match answers.empty {
        Some(empty) => view! { <p class="note">{empty}</p> }.into_any(),
        None => {
            view! { <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
        }
    };
    view! { <section class="card"><h2>{answers.heading}</h2>{table}</section> }.into_any()
}

pub(crate) fn figure(figure: Figure) -> AnyView {
    view! {
        <li data-attention=figure.attention.then_some("")><strong>{figure.value}</strong><span>{figure.label}</span></li>
    }
    .into_any()
}

fn filter(filter: FilterText) -> AnyView {
    let name = filter.heading.clone();
    let choices: Vec<_> = filter
        .choices
        .into_iter()
        .map(|choice| {
            view! {
                <li>
                    <a href=choice.href aria-current=choice.current.then_some("true")>
                        {choice.text}{choice.count.map(|count| view! { <span class="count">{count}</span> })}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <nav aria-label=name><h2>{filter.heading}</h2><ul>{choices}</ul></nav> }.into_any()
}

fn row(row: RowText) -> AnyView {
    let exceptions: Vec<_> = row
        .exceptions
        .into_iter()
        .map(|text| view! { <li>{text}</li> })
        .collect();
    let exceptions = (!exceptions.is_empty()).then(|| view! { <ul>{exceptions}</ul> });
    let due = row
        .due
        .map(|due| view! { <p class="due" data-overdue=row.overdue.then_some("")>{due}</p> });
    view! {
        <tr>
            <th scope="row">{link(row.order)}{row.placed.map(|placed| view! { <span class="placed">{placed}</span> })}</th>
            <td><span class="badge" data-claim=row.claim>{row.state}</span></td>
            <td>{row.native}</td>
            <td class="untrue">{row.untrue}</td>
            <td>{exceptions}{due}</td>
            <td>{row.updated.map(|at| view! { <time datetime=at.iso>{at.text}</time> })}</td>
        </tr>
    }
    .into_any()
}
