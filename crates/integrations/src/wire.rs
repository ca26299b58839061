//! Values as they stand in foreign JSON: ids, times, tracking numbers, free text.

use std::fmt;

use fulfillment::Instant;
use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::Refusal;

/// Most characters of foreign text a fact keeps.
const TEXT_LIMIT: usize = 500;

/// A vendor's id as text, from a number, plain text, or `gid://shopify/X/123`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(pub String);

impl Id {
    /// The id in `text`, without Shopify's global prefix; `None` for what cannot be an id.
    pub fn parse(text: &str) -> Option<Self> {
        let id = match text.strip_prefix("gid://") {
            Some(path) => path.split('?').next()?.rsplit('/').next()?,
            None => text,
        };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        ((1..=64).contains(&id.len()) && id.bytes().all(plain)).then(|| Self(id.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl Visitor<'_> for IdVisitor {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id: a number, or gid://shopify/…/number")
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Id, E> {
                Ok(Id(value.to_string()))
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Id, E> {
                Id::parse(value)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Other("text"), &self))
            }
        }
        deserializer.deserialize_any(IdVisitor)
    }
}

/// A point in time, from RFC 3339 with any offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time(pub Instant);

impl Time {
    /// Parses RFC 3339; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let timestamp: jiff::Timestamp = text.parse().ok()?;
        Some(Self(Instant(timestamp.as_millisecond())))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TimeVisitor;
        impl Visitor<'_> for TimeVisitor {
            type Value = Time;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time with offset, as in 2026-01-31T19:00:00-05:00")
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Time, E> {
                Time::parse(value)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Other("text"), &self))
            }
        }
        deserializer.deserialize_str(TimeVisitor)
    }
}

/// `null` as the default: Shopify sends `null` for some empty lists.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a JSON body; the refusal names the field and the place, and quotes no value.
pub(crate) fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| refusal(&error))
}

/// What is wrong with a body, without the values serde quotes: they may be personal data.
pub(crate) fn refusal(error: &serde_json::Error) -> Refusal {
    let text = error.to_string();
    let message = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(head, _)| head);
    let named = ["missing field", "duplicate field", "EOF", "trailing"];
    let what = if message.starts_with("unknown field") {
        // What serde would have expected instead is the whole contract: too long to send back.
        message
            .split(", expected")
            .next()
            .unwrap_or(message)
            .to_owned()
    } else if named.iter().any(|start| message.starts_with(start)) {
        message.to_owned()
    } else if let Some((_, expected)) = message.rsplit_once(", expected ") {
        format!("expected {expected}")
    } else {
        "not valid JSON".to_owned()
    };
    match (error.line(), error.column()) {
        // Of a value that was read already.
        (0, _) => Refusal::malformed(what),
        (line, column) => Refusal::malformed(format!("{what} (line {line}, column {column})")),
    }
}

/// A tracking number in the one form by which it is looked up: upper case, no blanks.
pub(crate) fn tracking(number: &str) -> Option<String> {
    let plain: String = number
        .chars()
        .filter(|char| !char.is_whitespace() && !char.is_control())
        .flat_map(char::to_uppercase)
        .collect();
    (1..=100).contains(&plain.len()).then_some(plain)
}

/// Foreign text as a fact keeps it: no control characters, at most 500 characters, and without the
/// e-mail addresses and telephone numbers people put into notes. `None` when nothing is left.
pub fn text(foreign: &str) -> Option<String> {
    let plain: String = foreign
        .chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    let words: Vec<&str> = plain
        .split_whitespace()
        .map(|word| if word.contains('@') { "[e-mail]" } else { word })
        .collect();
    let kept: String = without_phones(&words.join(" "))
        .chars()
        .take(TEXT_LIMIT)
        .collect();
    (!kept.is_empty()).then_some(kept)
}

/// Replaces what reads like a telephone number: ten digits or more, or `+` and seven, with only
/// blanks, brackets, dots and dashes between them. A date does not (it has a four-digit year first).
fn without_phones(text: &str) -> String {
    let part = |char: char| char.is_ascii_digit() || "+().- /".contains(char);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|char: char| char.is_ascii_digit() || char == '+') {
        let (before, tail) = rest.split_at(start);
        let run = tail.find(|char| !part(char)).unwrap_or(tail.len());
        let (run, after) = tail.split_at(run);
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let dated = run.starts_with("20") && run.as_bytes().get(4) == Some(&b'-');
        kept.push_str(before);
        if !dated && (digits >= 10 || (run.starts_with('+') && digits >= 7)) {
            kept.push_str("[number]");
            let trimmed = run.trim_end();
            kept.push_str(run.get(trimmed.len()..).unwrap_or_default());
        } else {
            kept.push_str(run);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// An ISO 3166-1 alpha-2 code, or nothing: facts keep no country in words.
pub(crate) fn country(code: Option<String>) -> Option<String> {
    code.map(|code| code.trim().to_ascii_uppercase())
        .filter(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Text that says something, trimmed.
pub(crate) fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
