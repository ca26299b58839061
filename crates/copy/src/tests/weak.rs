//! No language says more than its evidence: words of strength are in no text of weak evidence.

use contract::view::{EvidenceView, OrderStatusView};
use fulfillment::Claim;
use fulfillment::fact::{ExceptionKind, Grade};

use crate::languages::LANGUAGES;
use crate::strong::{Strong, WORDS};
use crate::tests::samples::*;
use crate::{PageLinks, page};

/// How a status without a scan behind it is named.
const UNPROVEN: [(&str, &str); 6] = [
    ("en", "without a scan behind it"),
    ("es", "sin un escaneo que lo respalde"),
    ("de", "ohne scan dahinter"),
    ("fr", "sans scan pour l’appuyer"),
    ("ja", "スキャンの裏付けのない"),
    ("ar", "دون مسح يدعمها"),
];

/// Everything a shopper can read of an order, title and fixed labels included.
pub(crate) fn all_text(lang: &str, view: &OrderStatusView) -> String {
    fn collect(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) => {
                out.push_str(text);
                out.push('\n');
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
            serde_json::Value::Object(fields) => {
                fields.values().for_each(|field| collect(field, out));
            }
            _ => {}
        }
    }
    let mut out = String::new();
    let shown = page(view, lang, &dates(), PageLinks::default());
    collect(&serde_json::to_value(shown).unwrap(), &mut out);
    out.to_lowercase()
}

fn below_carrier(claim: Claim) -> bool {
    // These may rest on the shop's own driver or counter; `Several` quotes its parts.
    let own_witness = [
        Claim::Delivered,
        Claim::Collected,
        Claim::ReadyForPickup,
        Claim::Returned,
    ];
    claim.least_grade() < Grade::Carrier && !own_witness.contains(&claim)
}

#[test]
fn every_language_has_its_words_of_strength_and_uses_them() {
    let known: Vec<_> = WORDS.iter().map(|of| of.lang).collect();
    let spoken: Vec<_> = LANGUAGES.iter().map(|language| language.tag).collect();
    assert_eq!(known, spoken);
    // A word that no strong claim is told with would forbid nothing.
    for Strong { lang, movement, .. } in WORDS {
        for claim in [Claim::OnItsWay, Claim::OutForDelivery, Claim::InCustoms] {
            let text = all_text(lang, &order(statement(claim, Grade::Carrier)));
            assert!(
                movement.iter().any(|word| text.contains(word)),
                "{lang}: {claim:?} is told in other words:\n{text}"
            );
        }
        let text = all_text(lang, &order(statement(Claim::Delivered, Grade::Carrier)));
        assert!(
            movement.iter().any(|word| text.contains(word)),
            "{lang}: {text}"
        );
    }
    for Strong { lang, work, .. } in WORDS {
        for claim in [Claim::Picked, Claim::Packed, Claim::HandedOver] {
            let text = all_text(lang, &order(statement(claim, Grade::Warehouse)));
            assert!(
                work.iter().any(|word| text.contains(word)),
                "{lang}: {text}"
            );
        }
    }
}

#[test]
fn nothing_below_a_carriers_scan_speaks_of_movement() {
    for Strong { lang, movement, .. } in WORDS {
        for claim in claims().into_iter().filter(|claim| below_carrier(*claim)) {
            for silent in [None, Some(at(3))] {
                let mut said = statement(claim, claim.least_grade());
                said.silent_since = silent;
                let text = all_text(lang, &order(said));
                for word in *movement {
                    assert!(
                        !text.contains(word),
                        "{lang}: {claim:?} says “{word}”:\n{text}"
                    );
                }
            }
        }
    }
}

#[test]
fn evidence_too_weak_for_a_claim_takes_its_words_away_everywhere() {
    for of in WORDS {
        for claim in claims() {
            for grade in grades()
                .into_iter()
                .filter(|grade| *grade < claim.least_grade())
            {
                let mut said = statement(claim, grade);
                said.reason = Some(ExceptionKind::Lost);
                let view = order(said);
                let text = all_text(of.lang, &view);
                for word in of.movement.iter().chain(of.work) {
                    assert!(
                        !text.contains(word),
                        "{}: {claim:?} at {grade:?} says “{word}”: {text}",
                        of.lang
                    );
                }
                let page = page(&view, of.lang, &dates(), PageLinks::default());
                assert_eq!(page.claim, "unproven");
                assert_eq!(page.parcels[0].steps[0].label, page.badge);
            }
        }
    }
}

#[test]
fn weak_evidence_rows_do_not_repeat_a_strong_status() {
    for (of, (lang, unproven)) in WORDS.iter().zip(UNPROVEN) {
        assert_eq!(of.lang, lang);
        for kind in [
            "transit_moved",
            "delivered",
            "out_for_delivery",
            "handover",
            "pack_done",
        ] {
            let mut view = order(statement(Claim::LabelCreated, Grade::Record));
            view.parcels[0].evidence = vec![evidence(kind, Grade::Record)];
            let text = all_text(of.lang, &view);
            assert!(text.contains(unproven), "{}: {kind}: {text}", of.lang);
            for word in of.movement.iter().chain(of.work) {
                assert!(!text.contains(word), "{}: {kind} says “{word}”", of.lang);
            }
        }
    }
}

/// German and French dates end in a point; Spanish has "de el" and French "de le" nowhere.
#[test]
fn dates_and_witnesses_fit_their_sentences() {
    for language in LANGUAGES {
        for line in language.shopper.lines().filter(|l| !l.starts_with('#')) {
            let wrong: &[&str] = match language.tag {
                "de" | "fr" => &["$day }.", "$until }.", "$window }.", "$old }.", "$new }."],
                "es" => &["de { $witness", "a { $witness", "de { $owner", "a { $owner"],
                _ => &[],
            };
            let french: &[&str] = match language.tag {
                "fr" => &[
                    " de { $witness",
                    " à { $witness",
                    " de { $owner",
                    " à { $owner",
                ],
                _ => &[],
            };
            for found in wrong.iter().chain(french) {
                assert!(!line.contains(found), "{}: {line}", language.tag);
            }
        }
    }
}

fn evidence(kind: &str, grade: Grade) -> EvidenceView {
    EvidenceView {
        at: at(0),
        kind: kind.to_owned(),
        grade,
        system: "shopify".to_owned(),
        witness: None,
        owner: None,
        place: None,
        location: None,
        text: None,
    }
}
