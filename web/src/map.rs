//! A still map of the last scan: two outlines and what they mean, drawn in the page itself.

use contract::page::MapText;
use leptos::prelude::*;

/// The figure. It loads nothing: no tiles, no script, no third party.
pub(crate) fn map(of: MapText) -> impl IntoView + use<> {
    let whole = of.region.is_none().then_some("area");
    view! {
        <figure class="map">
            <svg
                viewBox=format!("0 0 {} {}", of.width, of.height)
                width=of.width
                height=of.height
                role="img"
                aria-label=of.alt
            >
                <path class=whole d=of.country/>
                {of.region.map(|region| view! { <path class="area" d=region/> })}
            </svg>
            <figcaption>
                <p class="what">{of.caption}</p>
                {of.beside.map(|beside| view! { <p class="beside">{beside}</p> })}
                <p class="hint">{of.note}</p>
            </figcaption>
        </figure>
    }
}
