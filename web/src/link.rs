//! Links whose address came with the data.

use contract::page::Link;
use leptos::prelude::*;

/// A link; without an address, or with one we do not follow, an `<a>` that leads nowhere: plain text.
pub(crate) fn link(link: Link) -> impl IntoView + use<> {
    let href = link.href.filter(|href| is_safe(href));
    view! { <a href=href rel="noreferrer">{link.text}</a> }
}

/// `https:`, `mailto:` or a path of ours: never a script, never another host by `//`.
fn is_safe(href: &str) -> bool {
    href.starts_with("https://")
        || href.starts_with("mailto:")
        || (href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/\\"))
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_harmless_addresses_are_followed() {
        for good in [
            "https://t.example/1",
            "mailto:a@b.example",
            "/proxy/lookup",
            "/",
        ] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "http://plain.example",
            "",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
