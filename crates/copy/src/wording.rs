//! The merchant's own words, for messages that claim nothing.
//!
//! Headings, links, the look-up form and the way to a person may be worded as the shop speaks. What
//! states, denies or limits something about an order may not: no list of words can tell whether a
//! free sentence says more than its evidence. Even so, no word that claims something of a parcel is
//! taken, in whatever message.

use crate::languages;
use crate::strong::WORDS;

/// Most characters of a text.
const LIMIT: usize = 200;

/// Messages that may be replaced, and what each can name as `{name}`.
const REPLACEABLE: [(&str, &[&str]); 15] = [
    ("label-timeline", &[]),
    ("label-items", &[]),
    ("label-evidence", &[]),
    ("label-history", &[]),
    ("label-actions", &[]),
    ("label-faq", &[]),
    ("label-tracking", &[]),
    ("label-notices", &[]),
    ("action-contact", &["shop"]),
    ("action-lookup", &[]),
    ("action-reply", &[]),
    ("lookup-title", &[]),
    ("lookup-intro", &[]),
    ("lookup-submit", &[]),
    ("message-lookup-link", &[]),
];

/// Why a merchant's text is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    /// There are no words in that language.
    #[error("`wording.{0}` is not a language of this app")]
    Language(String),
    /// The message does not exist, or states something about an order.
    #[error("`wording` of {0:?}: this message cannot be replaced")]
    Message(String),
    /// Empty, too long, or with characters that are not printed.
    #[error("`wording` of {0:?} must be 1 to {LIMIT} printable characters")]
    Text(String),
    /// Braces around something else than what the message can name.
    #[error("`wording` of {key:?} may name {names} in braces and nothing else")]
    Names {
        /// The message.
        key: String,
        /// What it can name.
        names: String,
    },
    /// A word that claims something of a parcel.
    #[error("`wording` of {key:?} says {word:?}, which only a scan may say")]
    Claims {
        /// The message.
        key: String,
        /// The word.
        word: &'static str,
    },
}

/// Whether `text` may stand for the message `key` in the language `lang`.
///
/// # Errors
/// The first rule it breaks.
pub fn may_replace(lang: &str, key: &str, text: &str) -> Result<(), WordingError> {
    let language = languages::find(lang).filter(|language| language.tag == lang);
    let language = language.ok_or_else(|| WordingError::Language(lang.to_owned()))?;
    let (_, names) = REPLACEABLE
        .iter()
        .find(|(known, _)| *known == key)
        .ok_or_else(|| WordingError::Message(key.to_owned()))?;
    let long = text.chars().count() > LIMIT;
    if text.trim().is_empty() || long || text.chars().any(char::is_control) {
        return Err(WordingError::Text(key.to_owned()));
    }
    let mut bare = text.to_owned();
    for name in *names {
        bare = bare.replace(&format!("{{{name}}}"), "");
    }
    if bare.contains(['{', '}']) {
        return Err(WordingError::Names {
            key: key.to_owned(),
            names: match names {
                [] => "nothing".to_owned(),
                names => names.join(", "),
            },
        });
    }
    let lower = text.to_lowercase();
    // A shop also writes English on a page of another language.
    let tables = WORDS
        .iter()
        .filter(|words| [language.tag, "en"].contains(&words.lang));
    let claimed = tables
        .flat_map(|words| words.movement.iter().chain(words.work))
        .find(|word| lower.contains(**word));
    match claimed {
        Some(word) => Err(WordingError::Claims {
            key: key.to_owned(),
            word,
        }),
        None => Ok(()),
    }
}

/// The merchant's `text` with its names filled in.
pub(crate) fn filled(text: &str, args: &[(&'static str, &str)]) -> String {
    args.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}
