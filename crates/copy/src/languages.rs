//! The languages there are words in, and which of them a reader gets.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentMessage, FluentResource};
use unic_langid::LanguageIdentifier;

/// One language's message files.
pub(crate) struct Language {
    /// BCP 47 tag.
    pub(crate) tag: &'static str,
    /// What its speakers call it.
    pub(crate) name: &'static str,
    /// What shoppers read.
    pub(crate) shopper: &'static str,
    /// What only merchants read, where it is translated.
    pub(crate) merchant: Option<&'static str>,
    rtl: bool,
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

/// What an unknown language falls back to.
pub(crate) static ENGLISH: Language = Language {
    tag: "en",
    name: "English",
    shopper: include_str!("../messages/en.ftl"),
    merchant: Some(include_str!("../messages/merchant/en.ftl")),
    rtl: false,
    bundle: OnceLock::new(),
};

static SPANISH: Language =
    Language::shoppers("es", "Español", include_str!("../messages/es.ftl"), false);
static GERMAN: Language =
    Language::shoppers("de", "Deutsch", include_str!("../messages/de.ftl"), false);
static FRENCH: Language =
    Language::shoppers("fr", "Français", include_str!("../messages/fr.ftl"), false);
static JAPANESE: Language =
    Language::shoppers("ja", "日本語", include_str!("../messages/ja.ftl"), false);
static ARABIC: Language =
    Language::shoppers("ar", "العربية", include_str!("../messages/ar.ftl"), true);

/// Every language, the most important first: where room is short, as at the checkout, the last ones
/// are left out. A new language is a file and a line
/// here and above.
pub(crate) static LANGUAGES: [&Language; 6] =
    [&ENGLISH, &SPANISH, &GERMAN, &FRENCH, &JAPANESE, &ARABIC];

impl Language {
    /// A language whose merchants read English.
    const fn shoppers(
        tag: &'static str,
        name: &'static str,
        shopper: &'static str,
        rtl: bool,
    ) -> Self {
        Self {
            tag,
            name,
            shopper,
            merchant: None,
            rtl,
            bundle: OnceLock::new(),
        }
    }

    /// Whether it is written from right to left.
    pub(crate) fn rtl(&self) -> bool {
        self.rtl
    }

    /// A message of this language.
    pub(crate) fn message(&self, key: &str) -> Option<FluentMessage<'_>> {
        self.bundle().get_message(key)
    }

    /// Parsed at its first use: a reader needs one language, and an instance should not wait for all.
    pub(crate) fn bundle(&self) -> &FluentBundle<FluentResource> {
        self.bundle.get_or_init(|| {
            let locale: LanguageIdentifier = self.tag.parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![locale]);
            bundle.set_use_isolating(false); // see `foreign`
            for text in [Some(self.shopper), self.merchant].into_iter().flatten() {
                // A broken line loses that message only; a test parses every file strictly.
                let resource = match FluentResource::try_new(text.to_owned()) {
                    Ok(resource) | Err((resource, _)) => resource,
                };
                bundle.add_resource_overriding(resource);
            }
            bundle
        })
    }
}

/// The language of a tag: `de-AT` → `de`.
pub(crate) fn find(tag: &str) -> Option<&'static Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES
        .into_iter()
        .find(|language| language.tag.eq_ignore_ascii_case(primary))
}

/// The language to speak to a reader: of those we have, the first among `asked` (an address's
/// `lang=`), the order's own, and what a browser accepts (the value of `Accept-Language`, RFC 9110
/// section 12.5.4), else English. Returns its BCP 47 tag.
pub fn language(asked: Option<&str>, of_order: Option<&str>, accepted: &str) -> &'static str {
    let mut ranges: Vec<(f32, &str)> = accepted.split(',').filter_map(range).collect();
    // Stable: equal weights stay in the order they were sent in.
    ranges.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    asked
        .into_iter()
        .chain(of_order)
        .chain(ranges.into_iter().map(|(_, tag)| tag))
        .find_map(find)
        .unwrap_or(&ENGLISH)
        .tag
}

/// Whether there are words in the language of `tag`.
pub fn speaks(tag: &str) -> bool {
    find(tag).is_some()
}

/// Weight and tag of one range; none where the reader refuses it.
fn range(text: &str) -> Option<(f32, &str)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
    (weight > 0.0).then_some((weight, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_first_language_we_have() {
        assert_eq!(language(Some("de"), Some("fr"), "ja"), "de");
        assert_eq!(language(Some("tlh"), Some("fr-CA"), "ja"), "fr");
        assert_eq!(
            language(None, Some("pt-BR"), "pt, ja;q=0.4, AR-eg;q=0.7"),
            "ar"
        );
        assert_eq!(language(None, None, "es-MX,de"), "es");
        assert_eq!(language(None, None, "de;q=0, nl, *;q=0.1"), "en");
        assert_eq!(language(None, None, "de;q=x,;q=1"), "en");
        assert_eq!(language(None, None, ""), "en");
    }
}
