//! The choice of languages: plain links to the page's own address, each in its own language's name.

use contract::page::Languages;
use leptos::prelude::*;

/// Links to the same page in other languages; nothing where there is no choice.
///
/// `?lang=` is relative to the address in the reader's browser, so it holds behind the app proxy
/// too, where the path is the shop's.
pub(crate) fn languages(of: Languages) -> Option<impl IntoView + use<>> {
    (!of.choices.is_empty()).then(|| {
        let each: Vec<_> = of
            .choices
            .into_iter()
            .map(|choice| {
                view! {
                    <li>
                        <a
                            href=format!("?lang={}", choice.tag)
                            hreflang=choice.tag.clone()
                            lang=choice.tag
                            aria-current=choice.current.then_some("true")
                        >
                            {choice.name}
                        </a>
                    </li>
                }
            })
            .collect();
        view! { <nav class="languages" aria-label=of.label><ul>{each}</ul></nav> }
    })
}
