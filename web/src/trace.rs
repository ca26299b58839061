//! The merchant's trace of one order.

use contract::admin::{ExceptionText, FactText, RequestText, TraceParcel, TraceView};
use leptos::prelude::*;

use crate::AdminAssets;
use crate::form::{form, letters};
use crate::link::link;
use crate::merchant::framed;
use crate::order::steps;

/// The trace as a full document.
pub fn trace_html(view: &TraceView, assets: &AdminAssets) -> String {
    let shown = view.clone();
    let face = [&*view.lang, &*view.dir, &*view.title];
    framed(face, assets, move || trace(shown))
}

fn trace(view: TraceView) -> impl IntoView {
    let timeline = view.timeline_heading;
    let parcels: Vec<_> = view
        .parcels
        .into_iter()
        .map(|of| parcel(of, &timeline))
        .collect();
    let exceptions: Vec<_> = view.exceptions.into_iter().map(exception).collect();
    let requests: Vec<_> = view.requests.into_iter().map(request).collect();
    let heading = view.requests_heading;
    let requests = (!requests.is_empty())
        .then(|| view! { <section class="card"><h2>{heading}</h2>{requests}</section> });
    let none = exceptions
        .is_empty()
        .then(|| view! { <p class="note">{view.exceptions_empty}</p> });
    let facts: Vec<_> = view.facts.into_iter().map(fact).collect();
    let outbox: Vec<_> = view
        .outbox
        .into_iter()
        .map(|row| {
            let cells: Vec<_> = row
                .into_iter()
                .map(|cell| view! { <td>{cell}</td> })
                .collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    let outbox = if outbox.is_empty() {
        view! { <p class="note">{view.outbox_empty}</p> }.into_any()
    } else {
        table(
            view.outbox_heading.clone(),
            view.outbox_columns.to_vec(),
            outbox.into_any(),
        )
    };
    let watched = (!view.watched.is_empty()).then(|| {
        let each: Vec<_> = view.watched.into_iter().map(|text| view! { <li>{text}</li> }).collect();
        view! { <section class="card"><h2>{view.watched_heading}</h2><ul class="items">{each}</ul></section> }
    });
    let facts = table(
        view.facts_heading.clone(),
        view.fact_columns.to_vec(),
        facts.into_any(),
    );
    view! {
        <header class="top">
            <p class="back">{link(view.back)}</p>
            <h1>{view.title}</h1>
            <p class="note"><span>{view.shop}</span>{view.shopper.map(|to| view! { <span class="shopper">{link(to)}</span> })}</p>
        </header>
        <main>
            <section class="card said">
                <p><span class="badge" data-claim=view.claim>{view.state}</span></p>
                <p class="headline">{view.headline}</p>
                {view.detail.map(|detail| view! { <p class="detail">{detail}</p> })}
                {properties(view.properties)}
            </section>
            {requests}
            <section class="card"><h2>{view.exceptions_heading}</h2>{none}{exceptions}</section>
            <div class="pair">{parcels}</div>
            {watched}
            <section class="card"><h2>{view.facts_heading}</h2>{facts}</section>
            <section class="card"><h2>{view.outbox_heading}</h2>{outbox}</section>
            {letters(view.letters)}
        </main>
    }
}

fn properties(properties: Vec<(String, String)>) -> AnyView {
    let each: Vec<_> = properties
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    view! { <dl>{each}</dl> }.into_any()
}

fn parcel(of: TraceParcel, timeline: &str) -> AnyView {
    let items: Vec<_> = of
        .items
        .into_iter()
        .map(|item| view! { <li dir="auto">{item}</li> })
        .collect();
    view! {
        <section class="card">
            <h2>{of.heading}</h2>
            <p class="detail">{of.headline}</p>
            <ul class="items">{items}</ul>
            {steps(of.steps, timeline.to_owned())}
        </section>
    }
    .into_any()
}

fn exception(of: ExceptionText) -> AnyView {
    let forms: Vec<_> = of.forms.into_iter().map(form).collect();
    let forms = (!forms.is_empty()).then(|| view! { <div class="forms">{forms}</div> });
    view! {
        <article class="exception" data-open=of.open.then_some("") data-overdue=of.overdue.then_some("")>
            <h3>{of.title}<span class="state">{of.state}</span></h3>
            {properties(of.properties)}
            {forms}
        </article>
    }
    .into_any()
}

fn request(of: RequestText) -> AnyView {
    let forms: Vec<_> = of.forms.into_iter().map(form).collect();
    let forms = (!forms.is_empty()).then(|| view! { <div class="forms">{forms}</div> });
    view! {
        <article class="exception request" data-open=of.open.then_some("")>
            <h3>{of.title}<span class="state">{of.state}</span></h3>
            {of.entered.map(|text| view! { <p class="entered" dir="auto">{text}</p> })}
            {properties(of.properties)}
            {forms}
        </article>
    }
    .into_any()
}

fn fact(fact: FactText) -> AnyView {
    let row = fact.row;
    view! {
        <tr id=format!("fact-{}", fact.id)>
            <td><time datetime=row.time.iso>{row.time.text}</time></td>
            <td>{row.what}</td>
            <td>{row.grade}</td>
            <td class="source">{fact.source}</td>
            <td>{row.who}</td>
            <td>{fact.concerns}</td>
            <td class="foreign" dir="auto">{row.text}</td>
        </tr>
    }
    .into_any()
}

fn table(name: String, columns: Vec<String>, rows: AnyView) -> AnyView {
    let heads: Vec<_> = columns
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=name>
            <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}
