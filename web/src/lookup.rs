//! The form that finds an order.

use contract::page::LookupView;
use leptos::prelude::*;

use crate::document::{Document, render};
use crate::language::languages;

/// The look-up form as a full document. It is sent as a plain POST; no script is needed.
pub fn lookup_html(view: &LookupView, nonce: &str) -> String {
    let shown = view.clone();
    Document {
        lang: &view.lang,
        dir: &view.dir,
        title: &view.title,
        style: crate::style::order(),
        nonce,
        head: "",
        body: &render(move || form(shown)),
    }
    .html()
}

fn form(view: LookupView) -> impl IntoView {
    view! {
        <header class="top"><p class="shop">{view.shop}</p></header>
        <main class="plain">
            <h1>{view.title}</h1>
            <p class="detail">{view.intro}</p>
            {view.outcome.map(|outcome| view! { <p class="outcome" role="status">{outcome}</p> })}
            <form method="post" action=view.action>
                <label>{view.number}<input name="number" required autocomplete="off" maxlength="64"/></label>
                <label>{view.email}<input name="email" type="email" required autocomplete="email" maxlength="254"/></label>
                <button>{view.submit}</button>
            </form>
        </main>
        <footer class="end">{languages(view.languages)}</footer>
    }
}
