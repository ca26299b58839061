//! Phrases and how strong they are: the checker listens to words, not to attributes.
//!
//! A sentence is read from the longest phrase to the shortest, and what was read is struck out, so
//! "on its way back" is not also heard as "on its way". Sentences that deny something come first in
//! the tables and say nothing of the parcel. Each language has a table of its own, written as its
//! speakers would say things and not from the product's messages alone.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::said::Said;

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod ja;

/// A phrase and what it asserts; `None` asserts nothing of the parcel.
type Phrase = (&'static str, Option<Said>);

/// A phrase made ready: each text is searched for hundreds of them.
struct Known {
    finder: Finder<'static>,
    /// In bytes.
    length: usize,
    said: Option<Said>,
}

/// A language as the checker hears it.
struct Language {
    tag: &'static str,
    /// Its words stand apart: a phrase is heard between word boundaries only.
    spaced: bool,
    /// The longest first.
    phrases: LazyLock<Vec<Known>>,
}

/// A table made ready, the longest phrase first.
fn sorted(table: &[Phrase]) -> Vec<Known> {
    let mut table = table.to_vec();
    table.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    table
        .into_iter()
        .map(|(phrase, said)| Known {
            finder: Finder::new(phrase.as_bytes()),
            length: phrase.len(),
            said,
        })
        .collect()
}

static LANGUAGES: [Language; 6] = [
    Language {
        tag: "en",
        spaced: true,
        phrases: LazyLock::new(|| sorted(en::PHRASES)),
    },
    Language {
        tag: "es",
        spaced: true,
        phrases: LazyLock::new(|| sorted(es::PHRASES)),
    },
    Language {
        tag: "de",
        spaced: true,
        phrases: LazyLock::new(|| sorted(de::PHRASES)),
    },
    Language {
        tag: "fr",
        spaced: true,
        phrases: LazyLock::new(|| sorted(fr::PHRASES)),
    },
    Language {
        tag: "ja",
        spaced: false,
        phrases: LazyLock::new(|| sorted(ja::PHRASES)),
    },
    Language {
        tag: "ar",
        spaced: false,
        phrases: LazyLock::new(|| sorted(ar::PHRASES)),
    },
];

/// The languages the checker understands.
pub const TAGS: [&str; 6] = ["en", "es", "de", "fr", "ja", "ar"];

/// Everything `sentence` asserts in the language `tag`; nothing is understood of an unknown one.
pub fn hear(tag: &str, sentence: &str) -> BTreeSet<Said> {
    let mut heard = BTreeSet::new();
    let Some(language) = LANGUAGES.iter().find(|language| language.tag == tag) else {
        return heard;
    };
    let mut rest = plain(sentence);
    for phrase in language.phrases.iter() {
        while let Some(at) = find(language, &rest, phrase) {
            rest.replace_range(at..at + phrase.length, "\u{1}");
            heard.extend(phrase.said);
        }
    }
    heard
}

/// Position of a phrase, between word boundaries where the language has them.
fn find(language: &Language, text: &str, phrase: &Known) -> Option<usize> {
    let part_of_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    phrase.finder.find_iter(text.as_bytes()).find(|&at| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text
            .get(at + phrase.length..)
            .and_then(|tail| tail.chars().next());
        !language.spaced || !part_of_word(before) && !part_of_word(after)
    })
}

/// Lower case, one blank between words, typographic apostrophes made plain, isolating marks and
/// Arabic's vowel marks left out.
pub fn plain(text: &str) -> String {
    let cleaned: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{64b}'..='\u{652}'))
        .map(|c| match c {
            '\u{2019}' | '\u{2018}' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            other => other,
        })
        .collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
