//! Every message of the file is said somewhere, and everything said is in the file.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use crate::catalogue::key_of;
use crate::languages::{ENGLISH, LANGUAGES};
use crate::tests::everything::say_everything;
use crate::tests::samples::*;

thread_local! {
    static SAID: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Notes that a message was found and formatted.
pub(crate) fn said(key: &str, attribute: Option<&str>) {
    let name = attribute.map_or_else(|| key.to_owned(), |attribute| format!("{key}.{attribute}"));
    SAID.with_borrow_mut(|said| said.insert(name));
}

/// `key` and `key.attribute` of every pattern in a message file.
fn written(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut key = String::new();
    for line in text.lines() {
        if let Some((name, _)) = line.trim_start().split_once(" =") {
            if let Some(attribute) = line.strip_prefix("    .") {
                let attribute = attribute.split_once(" =").unwrap().0;
                names.insert(format!("{key}.{attribute}"));
            } else if !line.starts_with([' ', '#']) {
                name.clone_into(&mut key);
                names.insert(key.clone());
            }
        }
    }
    names
}

/// What each message and each variant of one names, apart from its capital.
fn variables(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut named = BTreeMap::<String, BTreeSet<String>>::new();
    let (mut key, mut at) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =") {
            if let Some(attribute) = name.strip_prefix("    .") {
                at = format!("{key}.{attribute}");
            } else if !name.starts_with(' ') {
                name.clone_into(&mut key);
                key.clone_into(&mut at);
            }
        }
        let names = line.split('$').skip(1).map(|rest| {
            rest.split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap()
                .to_lowercase()
        });
        named.entry(at.clone()).or_default().extend(names);
    }
    named
}

#[test]
fn every_file_parses_and_has_the_same_messages() {
    let english = written(ENGLISH.shopper);
    assert!(english.len() > 300, "{}", english.len());
    for language in LANGUAGES {
        let lang = language.tag;
        assert_eq!(written(language.shopper), english, "{lang}");
        let (theirs, ours) = (variables(language.shopper), variables(ENGLISH.shopper));
        for (key, named) in ours {
            assert_eq!(theirs[&key], named, "{lang}: {key}");
        }
        let mut keys = BTreeSet::new();
        for text in [Some(language.shopper), language.merchant]
            .into_iter()
            .flatten()
        {
            FluentResource::try_new(text.to_owned())
                .map_err(|(_, e)| e)
                .expect(lang);
            for line in text.lines().filter(|l| !l.starts_with([' ', '#', '}'])) {
                if let Some((key, _)) = line.split_once(" =") {
                    assert!(keys.insert(key), "{lang}: {key} twice");
                }
            }
        }
    }
}

#[test]
fn every_claim_kind_exception_hold_and_grade_has_its_messages() {
    let mut names = written(ENGLISH.shopper);
    names.extend(written(ENGLISH.merchant.unwrap()));
    let need = |name: String| assert!(names.contains(&name), "no message {name}");
    for claim in claims().into_iter().map(key_of) {
        for family in ["claim", "state", "part"] {
            need(format!("{family}-{claim}"));
        }
    }
    for kind in exceptions().into_iter().map(key_of) {
        for family in ["exception", "reason", "kind"] {
            need(format!("{family}-{kind}"));
        }
    }
    holds()
        .into_iter()
        .for_each(|hold| need(format!("hold-{}", key_of(hold))));
    grades()
        .into_iter()
        .for_each(|grade| need(format!("grade-{}", key_of(grade))));
    kinds()
        .into_iter()
        .for_each(|kind| need(format!("fact-{kind}")));
}

#[test]
fn no_message_is_unused_and_none_is_missing() {
    for language in LANGUAGES {
        say_everything(language.tag);
        let said = SAID.take();
        let mut names = written(language.shopper);
        names.extend(language.merchant.map(written).into_iter().flatten());
        let unused: Vec<_> = names.difference(&said).collect();
        assert!(
            unused.is_empty(),
            "{}: never said: {unused:?}",
            language.tag
        );
    }
}
