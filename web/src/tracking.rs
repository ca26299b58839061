//! The merchant's page of carrier tracking.

use contract::admin::tracking::TrackingView;
use leptos::prelude::*;

use crate::AdminAssets;
use crate::form::form;
use crate::link::link;
use crate::merchant::{figure, framed};
use crate::promises::table;

/// The page as a full document.
pub fn tracking_html(view: &TrackingView, assets: &AdminAssets) -> String {
    let shown = view.clone();
    let face = [&*view.lang, &*view.dir, &*view.title];
    framed(face, assets, move || page(shown))
}

fn page(view: TrackingView) -> impl IntoView {
    let figures: Vec<_> = view.figures.into_iter().map(figure).collect();
    let figures = (!figures.is_empty()).then(|| view! { <ul class="figures">{figures}</ul> });
    let notes: Vec<_> = view
        .notes
        .into_iter()
        .map(|(text, attention)| {
            let class = if attention { "watched" } else { "note" };
            view! { <p class=class data-attention=attention.then_some("")>{text}</p> }
        })
        .collect();
    let steps: Vec<_> = view
        .steps
        .into_iter()
        .map(|step| view! { <li>{step}</li> })
        .collect();
    let forms: Vec<_> = view.forms.into_iter().map(form).collect();
    view! {
        <header class="top">
            <p class="back">{link(view.back)}</p>
            <h1>{view.title}</h1>
            <p class="note"><span>{view.shop}</span><span>{view.read_at}</span></p>
        </header>
        <main>
            <section class="card said"><p class="headline">{view.state}</p>{notes}</section>
            {figures}
            {view.numbers.map(table)}
            <section class="card">
                <h2>{view.settings}</h2>
                <ol class="items">{steps}</ol>
                <p class="address"><code>{view.address}</code></p>
                <div class="forms">{forms}</div>
            </section>
        </main>
    }
}
