//! The bundles on Shopify's pages, in Chromium under a host of our own: what they show, and when they show nothing.

use e2e::block::{
    ACTION, FULFILLMENT, Handed, Host, MENU_ITEM, ORDER, Shown, THANK_YOU, UNFULFILLED, difference,
    words,
};
use serde_json::{Value, json};

/// Mon 9 Nov 2026, 09:12 in Chicago.
const MONDAY: i64 = 1_794_237_120_000;
const DAY: i64 = 86_400_000;
const URL: &str = "https://demo.myshopify.com/apps/plumbline/o/token";

/// A parcel under way and a group that waits, in two languages.
fn block() -> Value {
    let words = |ask: &str| {
        json!({
            "dir": "ltr", "order": "Order #1001", "badge": "On its way", "alert": false,
            "headline": ["USPS reports it on its way, ", {"m": MONDAY}, "."],
            "promise": {
                "says": [["Expected to ship by ", {"d": "2026-11-12"}, "."]],
                "until": MONDAY + 3 * DAY,
                "then": ["The date has passed."],
            },
            "notices": ["The carrier reports a delay."],
            "parcels": [
                {"fulfillment": "77", "heading": "Part 1 of 2", "badge": "On its way", "alert": false,
                 "says": ["USPS has it."], "tracking": "USPS 9400", "tracking_url": "https://usps.example/9400",
                 "items": ["2 × Mug"],
                 "steps": [{"label": "Packed", "state": "done", "at": MONDAY - DAY, "grade": "warehouse"},
                           {"label": "On its way", "state": "where it is now", "current": true, "at": MONDAY,
                            "by": "USPS", "grade": "carrier"}]},
                {"heading": "Part 2 of 2", "badge": "Received", "alert": false, "says": ["The shop has it."]},
            ],
            "labels": {"timeline": "Timeline", "items": "Items", "tracking": "Tracking", "notices": "Open questions",
                       "zone": "Times are Chicago time.", "ask": ask, "more": "See all"},
        })
    };
    json!({
        "contract": contract::VERSION, "zone": "America/Chicago", "lang": "de", "url": URL,
        "words": {"en": words("Where is it?"), "de": words("Wo ist sie?")},
    })
}

fn handed<'a>(target: &'a str, value: &'a str, now: i64) -> Handed<'a> {
    Handed {
        target,
        value: Some(value),
        lang: "en-US",
        now,
        ..Handed::default()
    }
}

async fn order(host: &Host, block: &Value, now: i64) -> Shown {
    let value = block.to_string();
    host.show(&handed(ORDER, &value, now)).await.expect("shown")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_target_shows_its_part_and_asks_nobody_but_shopify() {
    let host = Host::start("order-status").await.expect("Chromium");
    let value = block().to_string();
    let show = async |target, fulfillment| {
        let handed = Handed {
            fulfillment,
            ..handed(target, &value, MONDAY)
        };
        host.show(&handed).await.expect("shown")
    };
    let whole = show(ORDER, None).await;
    let said = whole.texts.join("|");
    for part in [
        "USPS reports it on its way, Mon 09:12.",
        "Expected to ship by Thu 12 Nov.",
        "Open questions|The carrier reports a delay.",
        "Sun 09:12",
        "Times are Chicago time.",
    ] {
        assert!(said.contains(part), "{part:?} is not in {said}");
    }
    assert!(whole.links.contains(&format!("{URL}?lang=en")));
    assert!(
        whole.elements.iter().all(|name| name.starts_with("s-")),
        "{:?}",
        whole.elements
    );

    let shipped = show(FULFILLMENT, Some("77")).await;
    assert!(shipped.texts.contains(&"2 × Mug".to_owned()));
    assert!(!shipped.texts.contains(&"The shop has it.".to_owned()));
    assert_eq!(
        show(FULFILLMENT, Some("78")).await.texts,
        Vec::<String>::new()
    );
    let waiting = show(UNFULFILLED, None).await;
    assert!(waiting.texts.contains(&"The shop has it.".to_owned()));
    assert!(!waiting.texts.contains(&"2 × Mug".to_owned()));
    for shown in [whole, shipped, waiting] {
        assert_eq!(shown.fetched, Vec::<String>::new());
    }

    for (target, says) in [(MENU_ITEM, "Where is it?"), (ACTION, "Where is it?")] {
        let shown = show(target, None).await;
        assert_eq!(shown.texts[0], says);
        assert!(
            shown
                .fetched
                .iter()
                .all(|it| it.starts_with("shopify://customer-account/"))
        );
    }
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readers_language_and_present_are_put_in() {
    let host = Host::start("order-status").await.expect("Chromium");
    let later = order(&host, &block(), MONDAY + 30 * DAY)
        .await
        .texts
        .join("|");
    assert!(
        later.contains("Mon 9 Nov, 09:12") || later.contains("Mon, 9 Nov, 09:12"),
        "{later}"
    );
    assert!(later.contains("The date has passed.") && !later.contains("Expected to ship by"));
    let years = order(&host, &block(), MONDAY + 400 * DAY)
        .await
        .texts
        .join("|");
    assert!(years.contains("09:12 (2026)"), "{years}");
    // A language without words gets the order's own.
    let value = block().to_string();
    let dutch = Handed {
        lang: "nl",
        ..handed(MENU_ITEM, &value, MONDAY)
    };
    assert_eq!(
        host.show(&dutch).await.expect("shown").texts,
        ["Wo ist sie?"]
    );
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_ours_shows_nothing() {
    let host = Host::start("order-status").await.expect("Chromium");
    let mut other = block();
    other["contract"] = json!(contract::VERSION + 1);
    let mut wordless = block();
    wordless["words"] = json!({});
    let mut unlabelled = block();
    unlabelled["words"]["en"]
        .as_object_mut()
        .expect("words")
        .remove("labels");
    let mut broken = block();
    broken["words"]["en"]["parcels"] = json!([7, null]);
    let mut timeless = block();
    timeless["zone"] = json!("Nowhere/Atlantis");
    let values = [other, wordless, unlabelled, broken, timeless].map(|value| value.to_string());
    let texts = ["", "{", "null", "[]", "\"\"", "7"].map(str::to_owned);
    for target in [ORDER, FULFILLMENT, UNFULFILLED] {
        for value in values
            .iter()
            .chain(&texts)
            .map(|value| Some(value.as_str()))
            .chain([None])
        {
            let handed = Handed {
                value,
                fulfillment: Some("77"),
                ..handed(target, "", MONDAY)
            };
            let shown = host.show(&handed).await.expect("the page goes on");
            // Parcels may be shown without a time zone's times only where they have none.
            let nothing = shown.texts.is_empty()
                || (target == UNFULFILLED && value == Some(values[4].as_str()));
            assert!(nothing, "{target} shows {value:?} as {:?}", shown.texts);
        }
    }
    for target in [MENU_ITEM, ACTION] {
        let handed = Handed {
            value: None,
            ..handed(target, "", MONDAY)
        };
        assert!(host.show(&handed).await.expect("shown").texts.is_empty());
    }
    host.stop().await;
}

/// The comparison of `bench parity` finds one changed word, in any text.
#[tokio::test(flavor = "multi_thread")]
async fn one_changed_word_is_a_difference() {
    let host = Host::start("order-status").await.expect("Chromium");
    let whole = order(&host, &block(), MONDAY).await.texts;
    let whole = words(whole.iter().map(String::as_str));
    let again = order(&host, &block(), MONDAY).await.texts;
    assert_eq!(
        difference(&whole, &words(again.iter().map(String::as_str))),
        None
    );
    for path in [
        "/words/en/badge",
        "/words/en/headline/0",
        "/words/en/promise/says/0/0",
        "/words/en/notices/0",
        "/words/en/parcels/0/steps/1/by",
        "/words/en/parcels/1/says/0",
        "/words/en/labels/zone",
    ] {
        let mut changed = block();
        let text = changed.pointer_mut(path).expect("a text");
        *text = json!(format!("{} not", text.as_str().expect("words")));
        let texts = order(&host, &changed, MONDAY).await.texts;
        let changed = words(texts.iter().map(String::as_str));
        assert!(difference(&whole, &changed).is_some(), "{path}");
    }
    host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_checkout_stands_what_the_title_promised_and_nothing_more() {
    let host = Host::start("thank-you").await.expect("Chromium");
    let show = async |titles: &[&str]| {
        let handed = Handed {
            target: THANK_YOU,
            titles: titles.to_vec(),
            ..Handed::default()
        };
        let shown = host.show(&handed).await.expect("shown");
        assert_eq!(shown.fetched, Vec::<String>::new());
        shown.texts
    };
    let promised = show(&["Standard · Expected to ship by Thu 12 Nov"]).await;
    assert_eq!(promised[0], "Expected to ship by Thu 12 Nov");
    assert!(
        promised[1].contains("handed to the carrier"),
        "{promised:?}"
    );
    let german = show(&["Standard · Versand bis Do., 12. Nov."]).await;
    assert_eq!(german[0], "Versand bis Do., 12. Nov.");
    let japanese = show(&["通常配送 · 11月12日(木) までに発送の見込み"]).await;
    assert_eq!(japanese[0], "11月12日(木) までに発送の見込み");
    for nothing in [
        "Standard",
        "",
        " · Expected to ship by Thu 12 Nov",
        "Standard · Expected to ship by ",
        "Standard · 3–5 days",
    ] {
        assert_eq!(show(&[nothing]).await, Vec::<String>::new(), "{nothing:?}");
    }
    assert_eq!(show(&[]).await, Vec::<String>::new());
    let two = show(&[
        "Standard · Ships by Thu 12 Nov",
        "Freight",
        "Fast · Ships by Tue 10 Nov",
    ])
    .await;
    assert_eq!(
        two[..2],
        ["Standard: Ships by Thu 12 Nov", "Fast: Ships by Tue 10 Nov"]
    );
    host.stop().await;
}
