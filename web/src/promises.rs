//! The merchant's page of promises.

use contract::admin::promises::{CardText, Cell, LabelsText, PromisesView, TableText};
use contract::page::Link;
use leptos::prelude::*;

use crate::AdminAssets;
use crate::form::form;
use crate::link::link;
use crate::merchant::{figure, framed};

/// The page as a full document.
pub fn promises_html(view: &PromisesView, assets: &AdminAssets) -> String {
    let shown = view.clone();
    let face = [&*view.lang, &*view.dir, &*view.title];
    framed(face, assets, move || page(shown))
}

fn page(view: PromisesView) -> impl IntoView {
    let notices: Vec<_> = view
        .notices
        .into_iter()
        .map(|notice| view! { <p class="card notice" role="status">{notice}</p> })
        .collect();
    let figures: Vec<_> = view.figures.into_iter().map(figure).collect();
    view! {
        <header class="top">
            <p class="back">{link(view.back)}</p>
            <h1>{view.title}</h1>
            <p class="note"><span>{view.shop}</span><span>{view.read_at}</span></p>
        </header>
        <main>
            {notices}
            <section class="card switch" data-off=view.off.then_some("")>
                <div><p class="headline">{view.state}</p><p class="note">{view.switch_note}</p></div>
                {form(view.switch)}
            </section>
            <ul class="figures">{figures}</ul>
            {table(view.published)}
            {table(view.load)}
            {table(view.scores)}
            {labels(view.labels)}
            {card(view.rules, "rules")}
            {card(view.methods, "methods")}
            {card(view.handling, "handling")}
            {card(view.store, "store")}
        </main>
    }
}

fn labels(of: LabelsText) -> AnyView {
    let stages: Vec<_> = of
        .stages
        .into_iter()
        .map(|(stage, current)| view! { <li aria-current=current.then_some("step")>{stage}</li> })
        .collect();
    let notes: Vec<_> = of
        .notes
        .into_iter()
        .map(|note| view! { <p>{note}</p> })
        .collect();
    let forms: Vec<_> = of.forms.into_iter().map(form).collect();
    view! {
        <section class="card labels">
            <h2>{of.heading}</h2>
            <ol class="stages">{stages}</ol>
            <p class="state">{of.state}</p>
            <div class="notes">{notes}</div>
            <div class="acts">{forms}</div>
        </section>
    }
    .into_any()
}

fn card(of: CardText, class: &'static str) -> AnyView {
    let groups: Vec<_> = of
        .forms
        .into_iter()
        .map(|(heading, forms)| {
            let forms: Vec<_> = forms.into_iter().map(form).collect();
            view! { <div class="group">{heading.map(|heading| view! { <h3>{heading}</h3> })}{forms}</div> }
        })
        .collect();
    view! {
        <section class=format!("card settings {class}")>
            <h2>{of.heading}</h2>
            <p class="note">{of.note}</p>
            {groups}
        </section>
    }
    .into_any()
}

pub(crate) fn table(of: TableText) -> AnyView {
    let name = of.heading.clone();
    let note = (!of.note.is_empty()).then(|| view! { <p class="note">{of.note}</p> });
    let table = if of.rows.is_empty() {
        view! { <p class="empty">{of.empty}</p> }.into_any()
    } else {
        let figures: Vec<bool> = of
            .rows
            .first()
            .map(|row| row.iter().map(|cell| cell.figure).collect())
            .unwrap_or_default();
        let heads: Vec<_> = of
            .columns
            .into_iter()
            .enumerate()
            .map(|(at, head)| {
                let figure = figures.get(at).copied().unwrap_or_default();
                view! { <th scope="col" class=figure.then_some("figure")>{head}</th> }
            })
            .collect();
        let rows: Vec<_> = of.rows.into_iter().map(row).collect();
        view! {
            <div class="scroll" role="region" tabindex="0" aria-label=name>
                <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
        .into_any()
    };
    view! { <section class="card"><h2>{of.heading}</h2>{note}{table}</section> }.into_any()
}

fn row(cells: Vec<Cell>) -> AnyView {
    let cells: Vec<_> = cells
        .into_iter()
        .map(|cell| {
            let text = match cell.href {
                None => cell.text.into_any(),
                href => link(Link { text: cell.text, href }).into_any(),
            };
            view! {
                <td class=cell.figure.then_some("figure") data-attention=cell.attention.then_some("")>{text}{cell.more.map(|more| view! { <span class="placed">{more}</span> })}</td>
            }
        })
        .collect();
    view! { <tr>{cells}</tr> }.into_any()
}
