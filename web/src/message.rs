//! A page that says one thing.

use contract::page::MessageView;
use leptos::prelude::*;

use crate::document::{Document, render};
use crate::language::languages;
use crate::link::link;

/// Not found, gone, too many requests, sign in: as a full document.
pub fn message_html(view: &MessageView, nonce: &str) -> String {
    let shown = view.clone();
    Document {
        lang: &view.lang,
        dir: &view.dir,
        title: &view.title,
        style: crate::style::order(),
        nonce,
        head: "",
        body: &render(move || {
            view! {
                <main class="plain">
                    <h1>{shown.title}</h1>
                    <p class="detail">{shown.text}</p>
                    {shown.link.map(|to| view! { <p>{link(to)}</p> })}
                </main>
                {languages(shown.languages).map(|each| view! { <footer class="end">{each}</footer> })}
            }
        }),
    }
    .html()
}
