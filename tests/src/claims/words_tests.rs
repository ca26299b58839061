use super::Said::*;
use super::*;

fn heard(sentence: &str) -> Vec<Said> {
    hear("en", sentence).into_iter().collect()
}

/// The product's messages: what shoppers read has to be understood, in each language.
const MESSAGES: [(&str, &str); 6] = [
    ("en", include_str!("../../../crates/copy/messages/en.ftl")),
    ("es", include_str!("../../../crates/copy/messages/es.ftl")),
    ("de", include_str!("../../../crates/copy/messages/de.ftl")),
    ("fr", include_str!("../../../crates/copy/messages/fr.ftl")),
    ("ja", include_str!("../../../crates/copy/messages/ja.ftl")),
    ("ar", include_str!("../../../crates/copy/messages/ar.ftl")),
];

/// Keys and lines of a message file: a value, a variant of one, or one of its plural forms.
fn lines(file: &str) -> Vec<(&str, &str)> {
    let mut key = "";
    let mut lines = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let words = match line.split_once(" = ") {
            Some((name, words)) => {
                if !name.starts_with(' ') {
                    key = name;
                }
                words
            }
            None => match line.split_once("] ") {
                Some((_, words)) => words,
                None => continue,
            },
        };
        if !words.ends_with("->") {
            lines.push((key, words));
        }
    }
    lines
}

#[test]
fn the_longest_phrase_is_heard_alone() {
    assert_eq!(
        heard("Your parcel is on its way back to the shop"),
        [Returning]
    );
    assert_eq!(heard("USPS could not deliver it on Tue 10:00"), [Attempted]);
    assert_eq!(heard("Expected delivery Thu 26 Nov"), []);
}

#[test]
fn a_label_says_that_it_has_not_moved_as_far_as_we_know() {
    assert_eq!(
        heard("Label created Mon 09:12; no carrier scan has reached us."),
        [LabelCreated, NoScan]
    );
}

#[test]
fn words_are_whole_words_where_words_stand_apart() {
    assert_eq!(heard("unpacked handpicked undelivered"), []);
    assert!(hear("de", "unverpackt").is_empty());
    assert_eq!(
        hear("ar", "وسُلِّم الطرد إلى شركة الشحن"),
        BTreeSet::from([HandedOver])
    );
    assert_eq!(hear("ja", "お荷物は配送中です"), BTreeSet::from([Moving]));
    assert!(hear("tlh", "on its way").is_empty());
}

/// What a shop might say in its own words, and must not without a scan.
#[test]
fn other_words_for_movement_are_heard_too() {
    for (tag, sentence) in [
        ("en", "Your order has shipped."),
        ("es", "Tu pedido ha sido enviado."),
        ("de", "Ihre Bestellung wurde versandt."),
        ("fr", "Votre commande a été expédiée."),
        ("ja", "ご注文の商品を発送しました。"),
        ("ar", "تم الشحن."),
    ] {
        assert_eq!(hear(tag, sentence), BTreeSet::from([Moving]), "{sentence}");
    }
}

/// A promise is no evidence: nothing of the parcel may be heard in it.
#[test]
fn nothing_of_the_parcel_is_heard_in_a_promise() {
    const FAMILIES: [&str; 5] = [
        "promise",
        "why-",
        "faq-promise",
        "storefront",
        "action-keep",
    ];
    for (tag, file) in MESSAGES {
        let mut read = 0;
        for (key, words) in lines(file) {
            if FAMILIES.iter().any(|family| key.starts_with(family)) {
                assert_eq!(hear(tag, words), BTreeSet::new(), "{tag} {key}: {words}");
                read += 1;
            }
        }
        assert!(read >= 12, "{tag}: {read} lines read");
    }
    assert_eq!(heard("Expected to ship by Thu 12 Nov."), []);
}

/// What stands on every page whatever its order's state may claim nothing.
#[test]
fn labels_and_actions_claim_nothing() {
    for (tag, file) in MESSAGES {
        for (key, words) in lines(file) {
            let everywhere = [
                "label-",
                "action-",
                "grade-",
                "step-",
                "updated",
                "faq-sources",
            ];
            // The label a reader is told of is the parcel's; these are the page's.
            let parcels = ["label-witness"];
            if everywhere.iter().any(|family| key.starts_with(family)) && !parcels.contains(&key) {
                let said = hear(tag, words);
                assert!(
                    said.iter()
                        .all(|said| said.height() == 0 && *said != Checking),
                    "{tag} {key} says {said:?}: {words}"
                );
            }
        }
    }
}

/// Copy that means something and is in no table would pass unheard; copy heard as something
/// else would be judged by the wrong rule.
#[test]
fn every_claim_of_the_message_files_is_heard_as_itself() {
    const KEYS: [(&str, Said); 28] = [
        ("received", Received),
        ("scheduled", Scheduled),
        ("on_hold", OnHold),
        ("backordered", Backordered),
        ("with_warehouse", WithWarehouse),
        ("picking", Picking),
        ("picked", Picked),
        ("packed", Packed),
        ("label_created", LabelCreated),
        ("marked_fulfilled", MarkedFulfilled),
        ("handed_over", HandedOver),
        ("carrier_accepted", Accepted),
        ("on_its_way", Moving),
        ("in_customs", Customs),
        ("delayed", Delayed),
        ("out_for_delivery", OutForDelivery),
        ("attempt_failed", Attempted),
        ("ready_for_pickup", Ready),
        ("delivered", Delivered),
        ("collected", Collected),
        ("carrier_problem", Problem),
        ("return_requested", ReturnRequested),
        ("returning", Returning),
        ("returned", Returned),
        ("cancelled", Cancelled),
        ("refunded", Refunded),
        ("several", Several),
        ("nothing_to_ship", Nothing),
    ];
    for (tag, file) in MESSAGES {
        let mut heard_of = BTreeSet::new();
        for (key, words) in lines(file) {
            let name = ["claim-", "state-", "part-"]
                .iter()
                .find_map(|start| key.strip_prefix(start));
            let Some((name, said)) = KEYS.iter().find(|(known, _)| Some(*known) == name) else {
                continue;
            };
            let mut heard = hear(tag, words);
            heard.remove(&NoScan);
            assert_eq!(heard, BTreeSet::from([*said]), "{tag} {key}: {words}");
            heard_of.insert(*name);
        }
        assert_eq!(heard_of.len(), KEYS.len(), "{tag}");
    }
}

/// A silence is a silence in each language.
#[test]
fn silence_is_heard_as_silence() {
    for (tag, file) in MESSAGES {
        for (key, words) in lines(file) {
            if matches!(
                key,
                "silence" | "claim-label_created" | "claim-marked_fulfilled"
            ) {
                assert!(hear(tag, words).contains(&NoScan), "{tag} {key}: {words}");
            }
            if key == "notice-checking" {
                assert!(hear(tag, words).contains(&Checking), "{tag} {key}: {words}");
            }
        }
    }
}

/// The thank-you page's block says nothing but a promise and what it means: nothing of the parcel.
#[test]
fn the_thank_you_block_claims_nothing() {
    let phrases = include_str!("../../../extensions/order-status/src/phrases.json");
    let languages: serde_json::Value = serde_json::from_str(phrases).expect("JSON");
    let languages = languages.as_array().expect("a list");
    assert_eq!(languages.len(), TAGS.len());
    for language in languages {
        let tag = language["lang"].as_str().expect("a tag");
        let mut texts = vec![language["note"].as_str().expect("a note").to_owned()];
        for phrase in language["phrases"].as_array().expect("phrases") {
            let part = |name: &str| phrase[name].as_str().expect("text").to_owned();
            texts.push(format!("{}Thu 12 Nov{}", part("lead"), part("tail")));
        }
        for text in texts {
            assert_eq!(hear(tag, &text), BTreeSet::new(), "{tag}: {text}");
        }
    }
}
