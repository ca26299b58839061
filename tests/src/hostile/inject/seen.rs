//! What two shops' pages show beside each other.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::{CORPUS, MARK};
use super::{Pages, page};
use crate::client::Answer;
use crate::hostile::tally::{Figure, Tally};
use crate::hostile::{HostileError, guard};

/// Pages that must show every text: what they are, how their keys begin, and how often at least. Otherwise nothing was tried.
const REACHED: [(&str, &str, usize); 5] = [
    ("any page", "", 1),
    // Words once, and an address by its lines.
    (
        "the trace of a shopper's acts",
        "trace of a shopper's words",
        4,
    ),
    (
        "what AfterShip says and no table knows",
        "unknown words of",
        1,
    ),
    ("why AfterShip refuses numbers", "refused numbers", 1),
    (
        "why AfterShip refuses a number, in its trace",
        "refused number of",
        1,
    ),
];

/// What was compared.
#[derive(Default)]
pub struct Seen {
    /// Pages.
    pub pages: usize,
    /// How often a mark stood on a page.
    shown: BTreeMap<String, BTreeMap<&'static str, usize>>,
}

impl Seen {
    /// How many texts stood on any page at all.
    pub fn texts(&self) -> usize {
        let marks: BTreeSet<&str> = self
            .shown
            .values()
            .flat_map(BTreeMap::keys)
            .copied()
            .collect();
        marks.len()
    }

    /// Every text stood on every kind of page it was meant for.
    pub fn reached(&self) -> Result<(), HostileError> {
        for (what, beginning, least) in REACHED {
            let pages = self.shown.iter();
            let pages = pages.filter(|(key, _)| key.starts_with(beginning));
            let shown: BTreeSet<&str> = pages
                .flat_map(|(_, marks)| marks)
                .filter(|(_, count)| **count >= least)
                .map(|(mark, _)| *mark)
                .collect();
            // A form refuses control characters in a line.
            let lines = least > 1;
            let missing: Vec<&str> = CORPUS
                .iter()
                .filter(|it| !lines || !it.hostile.chars().any(char::is_control))
                .map(|it| it.mark)
                .filter(|mark| !shown.contains(mark))
                .collect();
            if !missing.is_empty() {
                return Err(HostileError::Wrong(format!(
                    "{what} does not show {missing:?}: the texts do not reach it"
                )));
            }
        }
        Ok(())
    }

    /// Compares the pages of both shops.
    pub fn compare(&mut self, read: &[Pages], tally: &mut Tally) {
        let [hostile, plain] = read else { return };
        // The list and the promises: what they count reaches the Shop object in its own time.
        let figures = |key: &str| {
            [
                "promises",
                "/admin",
                "the list",
                "unknown words",
                "refused numbers",
            ]
            .iter()
            .any(|known| key.starts_with(known) || key.contains("promises"))
        };
        let known: BTreeSet<String> = plain
            .iter()
            .filter(|(key, _)| figures(key))
            .flat_map(|(_, answer)| page::shape_of(&answer.text, true))
            .collect();
        for (key, answer) in hostile {
            let Some(twin) = plain.get(key) else {
                tally.breach(
                    Figure::Unescaped,
                    &format!("{key}: only the hostile text has this page"),
                );
                continue;
            };
            self.pages += 1;
            let text = answer.text.to_lowercase();
            for payload in &CORPUS {
                let count = text.matches(&payload.mark.to_lowercase()).count();
                if count > 0 {
                    let shown = self.shown.entry(key.clone()).or_default();
                    shown.insert(payload.mark, count);
                }
            }
            let known = figures(key).then_some(&known);
            for flaw in judge(answer, twin, known) {
                tally.breach(Figure::Unescaped, &format!("{key}: {flaw}"));
            }
            if answer.text.starts_with("<!DOCTYPE") {
                for flaw in guard::flaws(answer) {
                    tally.breach(Figure::Unguarded, &format!("{key}: {flaw}"));
                }
            }
        }
    }
}

/// What is wrong with an answer beside its twin.
fn judge(answer: &Answer, twin: &Answer, known: Option<&BTreeSet<String>>) -> Vec<String> {
    let mut flaws = Vec::new();
    if answer.status != twin.status {
        flaws.push(format!(
            "answers {} to hostile text and {} to plain",
            answer.status, twin.status
        ));
    }
    let kind = answer.headers.get("content-type");
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.contains("liquid") && (answer.text.contains("{{") || answer.text.contains("{%")) {
        flaws.push("a template's brackets where templates are rendered".to_owned());
    }
    if kind.starts_with("text/html") {
        flaws.extend(page::flaws(&answer.text, &twin.text, known));
    } else if kind.starts_with("application/json") {
        if let Err(error) = serde_json::from_str::<serde_json::Value>(&answer.text) {
            flaws.push(format!("is no JSON: {error}"));
        }
    } else if !answer.text.is_empty() {
        flaws.push(format!("foreign text as {kind:?}"));
    }
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        if name != "location" && value.contains(MARK) {
            flaws.push(format!("foreign text in the header {name}"));
        }
    }
    flaws
}
