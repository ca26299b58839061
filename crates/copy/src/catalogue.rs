//! Looking a message up, and handing it its names and times.

use std::collections::BTreeMap;

use contract::page::{LanguageChoice, Languages};
use contract::view::Wording;
use fluent_bundle::{FluentArgs, FluentValue};
use fulfillment::fact::{Grade, Place};
use fulfillment::{Date, Instant};
use serde::Serialize;

use crate::Dates;
use crate::foreign::{foreign, plain};
use crate::languages::{self, ENGLISH, Language};
use crate::wording;

/// Arguments of a message.
pub(crate) type Args<'a> = &'a [(&'static str, &'a str)];

/// One language's words, with the dates and the zone of one page.
pub(crate) struct Words<'a> {
    language: &'static Language,
    dates: &'a dyn Dates,
    zone: &'a str,
    /// The merchant's own, for what claims nothing.
    own: Option<&'a BTreeMap<String, String>>,
}

impl<'a> Words<'a> {
    /// Words of the best language we have for `lang` (`de-AT` → `de` → English).
    pub(crate) fn new(lang: &str, dates: &'a dyn Dates, zone: &'a str) -> Self {
        Self {
            language: languages::find(lang).unwrap_or(&ENGLISH),
            dates,
            zone,
            own: None,
        }
    }

    /// The same, with the merchant's own words of that language.
    #[must_use]
    pub(crate) fn with(mut self, wording: &'a Wording) -> Self {
        self.own = wording.get(self.language.tag);
        self
    }

    /// As [`Words::new`], of a language that has the merchant's messages too.
    pub(crate) fn merchant(lang: &str, dates: &'a dyn Dates, zone: &'a str) -> Self {
        Self {
            language: languages::find(lang)
                .filter(|language| language.merchant.is_some())
                .unwrap_or(&ENGLISH),
            dates,
            zone,
            own: None,
        }
    }

    /// BCP 47 tag of the words.
    pub(crate) fn lang(&self) -> String {
        self.language.tag.to_owned()
    }

    /// Every language, with the present one marked.
    pub(crate) fn languages(&self) -> Languages {
        Languages {
            label: self.say("label-language", &[]),
            choices: languages::LANGUAGES
                .into_iter()
                .map(|language| LanguageChoice {
                    tag: language.tag.to_owned(),
                    name: language.name.to_owned(),
                    current: language.tag == self.language.tag,
                })
                .collect(),
        }
    }

    /// `ltr` or `rtl`.
    pub(crate) fn dir(&self) -> String {
        if self.rtl() { "rtl" } else { "ltr" }.to_owned()
    }

    fn rtl(&self) -> bool {
        self.language.rtl()
    }

    /// The message `key` with `args`.
    pub(crate) fn say(&self, key: &str, args: Args<'_>) -> String {
        self.format(key, None, args)
            .unwrap_or_else(|| key.to_owned())
    }

    /// The variant `attribute` of message `key`, or its plain form where it has none.
    pub(crate) fn say_as(&self, key: &str, attribute: Option<&str>, args: Args<'_>) -> String {
        attribute
            .and_then(|attribute| self.format(key, Some(attribute), args))
            .unwrap_or_else(|| self.say(key, args))
    }

    /// Whether message `key` has the variant `attribute`.
    pub(crate) fn has(&self, key: &str, attribute: &str) -> bool {
        self.language
            .message(key)
            .is_some_and(|message| message.get_attribute(attribute).is_some())
    }

    fn format(&self, key: &str, attribute: Option<&str>, args: Args<'_>) -> Option<String> {
        if let (None, Some(text)) = (attribute, self.own.and_then(|own| own.get(key))) {
            return Some(wording::filled(&self.foreign(text), args));
        }
        self.pattern(key, attribute, args, None)
    }

    fn pattern(
        &self,
        key: &str,
        attribute: Option<&str>,
        args: Args<'_>,
        count: Option<u64>,
    ) -> Option<String> {
        let message = self.language.message(key)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut fluent = FluentArgs::with_capacity(args.len() + 1);
        for (name, value) in args {
            fluent.set(*name, FluentValue::from(*value));
        }
        if let Some(count) = count {
            fluent.set("count", FluentValue::from(count));
        }
        let mut errors = Vec::new();
        let text = self
            .language
            .bundle()
            .format_pattern(pattern, Some(&fluent), &mut errors);
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        #[cfg(test)]
        crate::tests::catalogue::said(key, attribute);
        Some(text.into_owned())
    }

    /// The message `key` for `count` things; `$count` selects the plural form.
    pub(crate) fn count(&self, key: &str, count: u64) -> String {
        self.count_with(key, count, &[])
    }

    /// As [`Words::count`], with more to say.
    pub(crate) fn count_with(&self, key: &str, count: u64, args: Args<'_>) -> String {
        self.pattern(key, None, args, Some(count))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Foreign text made fit for a sentence of this language.
    pub(crate) fn foreign(&self, text: &str) -> String {
        foreign(text, self.rtl())
    }

    /// A moment in the page's zone.
    pub(crate) fn moment(&self, at: Instant) -> String {
        self.dates.moment(at, self.zone, self.language.tag)
    }

    /// A day in the page's zone.
    pub(crate) fn day(&self, at: Instant) -> String {
        self.dates.day(at, self.zone, self.language.tag)
    }

    /// From one day to a later one, in the page's zone.
    pub(crate) fn days(&self, from: Instant, until: Instant) -> String {
        self.dates.days(from, until, self.zone, self.language.tag)
    }

    /// A date of whichever calendar it is from.
    pub(crate) fn date(&self, date: Date) -> String {
        self.dates.date(date, self.language.tag)
    }

    /// The reader's present.
    pub(crate) fn now(&self) -> Instant {
        self.dates.now()
    }

    /// A moment for machine and reader.
    pub(crate) fn time(&self, at: Instant) -> contract::page::TimeText {
        contract::page::TimeText {
            iso: self.dates.iso(at),
            text: self.moment(at),
        }
    }

    /// The page's zone as an IANA name.
    pub(crate) fn zone(&self) -> &str {
        self.zone
    }

    /// The city that names the page's zone.
    pub(crate) fn city(&self) -> String {
        let last = self.zone.rsplit('/').next().unwrap_or(self.zone);
        self.foreign(&last.replace('_', " "))
    }

    /// Two sentences as one text.
    pub(crate) fn join(&self, first: String, next: String) -> String {
        self.say("sentence-join", &[("first", &first), ("next", &next)])
    }

    /// Sentences as one text; `None` when there is none.
    pub(crate) fn sentences(&self, parts: impl IntoIterator<Item = String>) -> Option<String> {
        parts
            .into_iter()
            .reduce(|first, next| self.join(first, next))
    }

    /// Phrases as one list.
    pub(crate) fn list(&self, parts: impl IntoIterator<Item = String>) -> String {
        parts
            .into_iter()
            .reduce(|first, next| self.say("list-join", &[("first", &first), ("next", &next)]))
            .unwrap_or_default()
    }

    /// The witness as it starts a sentence and as it stands inside one.
    ///
    /// Where a report names none, a carrier's scan is the carrier's word, a warehouse's scan the
    /// warehouse's, and a record the shop's.
    pub(crate) fn witness(&self, name: Option<&str>, grade: Grade, shop: &str) -> Witness {
        let shop = Some(shop).filter(|_| matches!(grade, Grade::Record | Grade::Inferred));
        let named = [name, shop]
            .into_iter()
            .flatten()
            .map(|text| self.foreign(text));
        if let Some(name) = { named }.find(|text| !text.is_empty()) {
            return Witness {
                start: name.clone(),
                inside: name,
            };
        }
        let key = match grade {
            Grade::Carrier => "witness-carrier",
            Grade::Warehouse => "witness-warehouse",
            Grade::Record | Grade::Inferred => "witness-shop",
        };
        Witness {
            start: self.say_as(key, Some("start"), &[]),
            inside: self.say(key, &[]),
        }
    }

    /// `Memphis, TN`, with the country's code where it says more; `None` when nothing is known.
    pub(crate) fn place(&self, place: Option<&Place>, destination: &Place) -> Option<String> {
        let place = place?;
        let abroad = place.country.as_deref().filter(|country| {
            destination.country.as_deref() != Some(country) || place.city.is_none()
        });
        let parts = [place.city.as_deref(), place.region.as_deref(), abroad];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(plain)
            .filter(|text| !text.is_empty())
            .collect();
        (!parts.is_empty()).then(|| self.foreign(&parts.join(", ")))
    }
}

/// Who says so, in words.
pub(crate) struct Witness {
    /// At the start of a sentence.
    pub(crate) start: String,
    /// Inside one.
    pub(crate) inside: String,
}

/// Name of a unit variant as it stands in JSON and in message keys.
pub(crate) fn key_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(key)) => key,
        _ => String::new(),
    }
}
