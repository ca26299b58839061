//! A sentence for every claim × witness × place × silence, kept in a golden file of each language.

use crate::catalogue::Words;
use crate::languages::LANGUAGES;
use crate::statement::{detail, headline, state};
use crate::tests::samples::*;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");

fn sheet(lang: &str) -> String {
    let dates = dates();
    let mut out = String::new();
    for claim in claims() {
        for grade in grades() {
            let weak = grade < claim.least_grade();
            if !(grade == claim.least_grade() || weak) {
                continue;
            }
            for bits in 0..16_u8 {
                let on = |bit: u8| bits & (1 << bit) != 0;
                let mut said = statement(claim, grade);
                said.witness = on(0).then(|| "USPS".to_owned());
                said.place = on(1).then(memphis);
                said.silent_since = on(2).then(|| at(5));
                if on(3) {
                    said.at = None;
                    said.until = Some(at(240));
                }
                said.parts = claims()
                    .into_iter()
                    .take(3)
                    .map(|claim| contract::view::Part { claim, count: 2 })
                    .collect();
                let view = order(said.clone());
                let words = Words::new(lang, &dates, &view.zone);
                let mark = |bit: u8, letter: char| if on(bit) { letter } else { '-' };
                out.push_str(&format!(
                    "{claim:?}/{grade:?} {}{}{}{} [{}] {} {}\n",
                    mark(0, 'w'),
                    mark(1, 'p'),
                    mark(2, 's'),
                    mark(3, 'u'),
                    state(&words, claim, grade),
                    headline(&words, &view, &said),
                    detail(&words, &view, &said).unwrap_or_default(),
                ));
            }
        }
    }
    out
}

/// `BLESS=1 cargo test -p copy` writes the file anew; read its diff like prose.
#[test]
fn every_sentence_is_as_it_was_read_and_approved() {
    for language in LANGUAGES {
        let sheet = sheet(language.tag);
        let path = format!("{GOLDEN}/{}.txt", language.tag);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &sheet).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap();
        for (number, (was, is)) in golden.lines().zip(sheet.lines()).enumerate() {
            assert_eq!(was.trim_end(), is.trim_end(), "{path}:{}", number + 1);
        }
        assert_eq!(golden.lines().count(), sheet.lines().count(), "{path}");
    }
}
