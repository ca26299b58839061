//! Words for the checkout function, which has room for nothing but what surrounds a date and the dates themselves.

use std::collections::{BTreeMap, BTreeSet};

use contract::checkout::{Language, Phrase};
use fulfillment::Date;
use serde::Serialize;

use crate::Dates;
use crate::catalogue::Words;
use crate::languages::LANGUAGES;

/// Stands for the date while a phrase is taken apart; no message and no date holds it.
const MARK: &str = "\u{e000}";

/// The words of every language, with the text of each of these dates; English first.
pub fn checkout_languages(dates: &dyn Dates, days: &BTreeSet<Date>) -> Vec<Language> {
    LANGUAGES
        .into_iter()
        .map(|language| {
            let lang = language.tag;
            let words = Words::new(lang, dates, "UTC");
            let texts: BTreeMap<Date, String> =
                days.iter().map(|day| (*day, words.date(*day))).collect();
            Language {
                code: lang.to_uppercase().replace('-', "_"),
                expected: phrase(&words, None),
                firm: phrase(&words, Some("firm")),
                days: texts,
            }
        })
        .collect()
}

/// What titles say at checkout in one language, for the page after it, which is given nothing but the title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckoutWords {
    /// BCP 47 language of the words.
    pub lang: &'static str,
    /// What surrounds the date in a title: with the usual evidence, and proven.
    pub phrases: [Phrase; 2],
    /// What the date means.
    pub note: String,
}

/// What titles may go on with, in every language.
pub fn checkout_words(dates: &dyn Dates) -> Vec<CheckoutWords> {
    LANGUAGES
        .into_iter()
        .map(|language| {
            let words = Words::new(language.tag, dates, "UTC");
            CheckoutWords {
                lang: language.tag,
                phrases: [None, Some("firm")].map(|firm| phrase(&words, firm)),
                note: words.say("checkout-note", &[]),
            }
        })
        .collect()
}

/// What surrounds the date, apart from the title by a space.
fn phrase(words: &Words<'_>, firm: Option<&str>) -> Phrase {
    let text = words.say_as("checkout-title", firm, &[("day", MARK)]);
    let (lead, tail) = text.split_once(MARK).unwrap_or((&text, ""));
    Phrase {
        lead: format!(" {lead}"),
        tail: tail.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::samples::dates;

    #[test]
    fn a_title_goes_on_with_the_sentence_the_evidence_allows() {
        let day = Date::from_ymd(2026, 11, 24);
        let languages = checkout_languages(&dates(), &BTreeSet::from([day]));
        let english = &languages[0];
        assert_eq!(english.code, "EN");
        let title = |phrase: &Phrase| format!("Standard{}{}", phrase.lead, english.days[&day]);
        assert_eq!(
            title(&english.expected),
            "Standard · Expected to ship by Tue 24 Nov"
        );
        assert_eq!(title(&english.firm), "Standard · Ships by Tue 24 Nov");
    }
}
