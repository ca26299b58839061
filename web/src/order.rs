//! The shopper's page: one sentence first, then a timeline for each parcel, its evidence, what one
//! can do, and questions. Complete as HTML; the browser bundle only replaces what changed.

use contract::page::{EvidenceText, Labels, PageView, ParcelText, RequestText, StepText};
use leptos::prelude::*;

use crate::link::link;
use crate::map::map;

/// Id of the element that is hydrated.
pub(crate) const ROOT: &str = "live";
/// Id of the element that holds the page's data.
pub(crate) const DATA: &str = "page";

/// The page of an order as a full document.
#[cfg(feature = "ssr")]
pub fn order_html(page: &PageView, assets: &crate::PageAssets) -> String {
    use crate::document::{Document, attribute, json_for_script, render};
    use contract::page::{Aside, Languages};

    let end = end(page);
    // What is not drawn anew in the browser is not told twice.
    let live = PageView {
        aside: Aside::default(),
        languages: Languages::default(),
        ..page.clone()
    };
    let data = json_for_script(&live);
    let aside = crate::aside_html(page);
    let body = render(move || order(RwSignal::new(live), RwSignal::new(false), aside));
    let mut tail = String::new();
    if !assets.json_url.is_empty() {
        let nonce = attribute(&assets.nonce);
        tail = format!(
            "<script type=\"application/json\" id=\"{DATA}\" data-live=\"{}\" data-json=\"{}\">{}</script>\
             <script type=\"module\" nonce=\"{nonce}\">import i from {};i({{module_or_path:{}}})</script>",
            attribute(&assets.live_url),
            attribute(&assets.json_url),
            data,
            json_for_script(&assets.js_href),
            json_for_script(&assets.wasm_href),
        );
    }
    Document {
        lang: &page.lang,
        dir: &page.dir,
        title: &page.title,
        style: crate::style::order(),
        nonce: &assets.nonce,
        head: "",
        body: &format!(
            "<a class=\"skip\" href=\"#status\">{}</a><div id=\"order\"><div id=\"{ROOT}\">{body}</div>{end}</div>{tail}",
            crate::document::text(&page.labels.skip)
        ),
    }
    .html()
}

/// What is the same as long as the page is open.
#[cfg(feature = "ssr")]
fn end(page: &PageView) -> String {
    let (zone, choice) = (page.labels.zone.clone(), page.languages.clone());
    crate::document::render(move || {
        view! { <footer class="end"><p>{zone}</p>{crate::language::languages(choice)}</footer> }
    })
}

/// Everything inside the hydrated element; `aside` is markup of [`crate::aside_html`].
pub(crate) fn order(
    page: RwSignal<PageView>,
    stale: RwSignal<bool>,
    aside: String,
) -> impl IntoView {
    view! {
        {move || sheet(page.get(), aside.clone())}
        <p class="stale" hidden=move || !stale.get()>{move || page.with(|page| page.labels.stale.clone())}</p>
    }
}

fn sheet(page: PageView, aside: String) -> impl IntoView + use<> {
    let PageView {
        labels, parcels, ..
    } = page;
    let single = parcels.len() == 1;
    let headline = page.headline.clone();
    let parcels: Vec<_> = parcels
        .into_iter()
        .map(|of| parcel(of, &labels, &headline, single))
        .collect();
    view! {
        <header class="top">
            <p class="shop">{page.shop}</p>
            <p class="number"><span>{page.order}</span>{page.placed.map(|placed| view! { <span class="placed">{placed}</span> })}</p>
        </header>
        <main>
            <div class="lead">
            <section id="status" class="now" data-claim=page.claim.clone()>
                <p class="badge">{page.badge}</p>
                <div role="status" aria-live="polite" aria-atomic="true" class="said">
                    <h1>{page.headline}</h1>
                    {page.detail.map(|detail| view! { <p class="detail">{detail}</p> })}
                    {page.expected.map(|expected| view! { <p class="expected">{expected}</p> })}
                    {page.promise.map(|promise| view! { <p class="expected promise">{promise}</p> })}
                    {page.promise_note.map(|note| view! { <p class="detail">{note}</p> })}
                </div>
                {page.updated.map(|updated| view! { <p class="updated">{updated}</p> })}
            </section>
            {page.result.map(|result| view! { <p class="result" id="result" tabindex="-1">{result}</p> })}
            {requests(page.requests, labels.requests.clone())}
            {notices(page.notices, labels.notices.clone())}
            </div>
            <div class="columns">
                <div class="parcels">
                    {parcels}
                    {evidence(page.history, labels.history.clone(), &labels, "history")}
                </div>
                <div class="aside" inner_html=aside></div>
            </div>
        </main>
    }
}

fn notices(notices: Vec<String>, heading: String) -> Option<impl IntoView + use<>> {
    (!notices.is_empty()).then(|| {
        let each: Vec<_> = notices
            .into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect();
        view! {
            <section class="notices" aria-labelledby="notices">
                <h2 id="notices">{heading}</h2>
                <ul>{each}</ul>
            </section>
        }
    })
}

/// What was asked for, and what became of it.
fn requests(requests: Vec<RequestText>, heading: String) -> Option<impl IntoView + use<>> {
    (!requests.is_empty()).then(|| {
        let each: Vec<_> = requests
            .into_iter()
            .map(|request| view! { <li data-state=request.state>{request.text}</li> })
            .collect();
        view! {
            <section class="requests" aria-labelledby="requests">
                <h2 id="requests">{heading}</h2>
                <ul>{each}</ul>
            </section>
        }
    })
}

fn parcel(of: ParcelText, labels: &Labels, headline: &str, single: bool) -> impl IntoView + use<> {
    // The only parcel's sentence is the page's: said once.
    let said = (of.headline != headline || !single).then(|| {
        view! {
            <p class="headline">{of.headline}</p>
            {of.detail.map(|detail| view! { <p class="detail">{detail}</p> })}
            {of.expected.map(|expected| view! { <p class="expected">{expected}</p> })}
        }
    });
    let promise = of
        .promise
        .map(|promise| view! { <p class="expected promise">{promise}</p> });
    let badge = (!single).then(|| view! { <p class="badge">{of.badge}</p> });
    let tracking = of.tracking.map(|tracking| {
        view! { <p class="tracking"><span class="label">{labels.tracking.clone()}</span>{link(tracking)}</p> }
    });
    let items: Vec<_> = of
        .items
        .into_iter()
        .map(|item| view! { <li dir="auto">{item}</li> })
        .collect();
    let items = (!items.is_empty()).then(|| {
        view! { <div class="items"><h3>{labels.items.clone()}</h3><ul>{items}</ul></div> }
    });
    view! {
        <section class="parcel" data-claim=of.claim>
            <header><h2>{of.heading}</h2>{badge}</header>
            {said}
            {promise}
            {tracking}
            {items}
            {of.map.map(map)}
            {steps(of.steps, labels.timeline.clone())}
            {evidence(of.evidence, labels.evidence.clone(), labels, "evidence")}
        </section>
    }
}

/// A timeline. States are in words; colour and shape only repeat them.
pub(crate) fn steps(steps: Vec<StepText>, heading: String) -> Option<impl IntoView + use<>> {
    (!steps.is_empty()).then(|| {
        let each: Vec<_> = steps.into_iter().map(step).collect();
        view! { <h3>{heading}</h3><ol class="steps">{each}</ol> }
    })
}

fn step(step: StepText) -> impl IntoView + use<> {
    let grade = match step.grade {
        contract::page::Grade::Carrier => "carrier",
        contract::page::Grade::Warehouse => "warehouse",
        contract::page::Grade::Record => "record",
        contract::page::Grade::Inferred => "inferred",
    };
    view! {
        <li data-grade=grade aria-current=step.current.then_some("step")>
            <p class="what">{step.label}" "<span class="state">{step.state}</span></p>
            <p class="when"><time datetime=step.time.iso>{step.time.text}</time></p>
            {step.by.map(|by| view! { <p class="by">{by}</p> })}
        </li>
    }
}

fn evidence(
    rows: Vec<EvidenceText>,
    heading: String,
    labels: &Labels,
    class: &'static str,
) -> Option<impl IntoView + use<>> {
    (!rows.is_empty()).then(|| {
        let heads: Vec<_> = labels
            .columns
            .iter()
            .map(|head| view! { <th scope="col">{head.clone()}</th> })
            .collect();
        let rows: Vec<_> = rows.into_iter().map(evidence_row).collect();
        let name = heading.clone();
        view! {
            <details class=class>
                <summary>{heading}</summary>
                // A group: several parcels have one each, and landmarks of one name lead nowhere.
                <div class="scroll" role="group" tabindex="0" aria-label=name>
                    <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
                </div>
            </details>
        }
    })
}

fn evidence_row(row: EvidenceText) -> impl IntoView + use<> {
    view! {
        <tr>
            <td><time datetime=row.time.iso>{row.time.text}</time></td>
            <td>{row.what}{row.text.map(|text| view! { <q dir="auto">{text}</q> })}</td>
            <td>{row.who}</td>
            <td>{row.grade}</td>
        </tr>
    }
}
