//! What a merchant may say in their own words, and what they may not.

use std::collections::BTreeMap;

use contract::view::Wording;
use fulfillment::Claim;
use fulfillment::fact::Grade;

use crate::languages::LANGUAGES;
use crate::strong::WORDS;
use crate::tests::samples::*;
use crate::wording::{WordingError, may_replace};
use crate::{PageLinks, page};

fn own(lang: &str, words: &[(&str, &str)]) -> Wording {
    let words = words
        .iter()
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
        .collect();
    BTreeMap::from([(lang.to_owned(), words)])
}

#[test]
fn own_words_stand_in_their_language_only() {
    let mut view = order(statement(Claim::Received, Grade::Record));
    view.wording = own(
        "de",
        &[
            ("label-faq", "Oft gefragt"),
            ("action-contact", "Schreib {shop}"),
        ],
    );
    let german = page(&view, "de-AT", &dates(), PageLinks::default());
    assert_eq!(german.labels.faq, "Oft gefragt");
    assert!(
        german
            .aside
            .actions
            .iter()
            .any(|action| action.text == "Schreib Acme"),
        "{:?}",
        german.aside.actions
    );
    let english = page(&view, "en", &dates(), PageLinks::default());
    assert_eq!(english.labels.faq, "Questions");
}

#[test]
fn own_words_are_foreign_text() {
    let mut view = order(statement(Claim::Received, Grade::Record));
    view.wording = own("en", &[("label-faq", "a\u{202e}b { $shop }")]);
    let shown = page(&view, "en", &dates(), PageLinks::default());
    assert_eq!(shown.labels.faq, "ab { $shop }");
}

/// Whatever word claims something of a parcel is refused in its language, in any message.
#[test]
fn no_own_word_claims_anything() {
    for words in WORDS {
        for word in words.movement.iter().chain(words.work) {
            let text = format!("– {word} –");
            let refused = may_replace(words.lang, "label-items", &text);
            assert!(
                matches!(refused, Err(WordingError::Claims { .. })),
                "{}: {word}: {refused:?}",
                words.lang
            );
        }
    }
}

/// What states something about an order is nobody's to change.
#[test]
fn sentences_about_an_order_cannot_be_replaced() {
    for line in LANGUAGES[0].shopper.lines() {
        let Some((key, _)) = line.split_once(" =") else {
            continue;
        };
        let states = [
            "claim-",
            "state-",
            "part-",
            "silence",
            "exception-",
            "reason",
            "expected",
            "promise",
            "fact-",
            "grade-",
            "notice",
            "updated",
            "hold-",
            "map-",
            "faq-",
            "step-",
        ];
        if states.iter().any(|family| key.starts_with(family)) {
            assert_eq!(
                may_replace("en", key, "Hello"),
                Err(WordingError::Message(key.to_owned()))
            );
        }
    }
}

#[test]
fn every_replaceable_message_is_one_and_its_own_words_may_replace_it() {
    let mut view = order(statement(Claim::Received, Grade::Record));
    view.wording = Wording::default();
    for language in LANGUAGES {
        for key in [
            "label-timeline",
            "label-faq",
            "action-lookup",
            "lookup-intro",
        ] {
            assert!(language.message(key).is_some(), "{key}");
            assert_eq!(may_replace(language.tag, key, "?"), Ok(()));
        }
    }
    for (text, key) in [("", "label-faq"), ("a\nb", "label-faq")] {
        assert_eq!(
            may_replace("en", key, text),
            Err(WordingError::Text(key.to_owned()))
        );
    }
    assert_eq!(
        may_replace("en", "action-contact", "Write to {shop}"),
        Ok(())
    );
    for text in ["{name}", "{ $shop }", "a } b"] {
        let refused = may_replace("en", "action-contact", text);
        assert!(matches!(refused, Err(WordingError::Names { .. })), "{text}");
    }
    assert!(may_replace("en", "label-faq", &"x".repeat(201)).is_err());
    assert!(may_replace("de-AT", "label-faq", "Fragen").is_err());
}
