//! Links whose address came with the data.

use contract::page::Link;
use leptos::prelude::*;

/// A link, or plain text where there is no address or one we do not follow.
pub(crate) fn link(link: Link) -> AnyView {
    match link.href.filter(|href| is_safe(href)) {
        Some(href) => view! { <a href=href rel="noreferrer">{link.text}</a> }.into_any(),
        None => view! { <span>{link.text}</span> }.into_any(),
    }
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
        for good in ["https://t.example/1", "mailto:a@b.example", "/proxy/lookup", "/"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x",
            "//evil.example", "/\\evil.example", "http://plain.example", "",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
