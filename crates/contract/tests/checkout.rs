//! The checkout's configuration: what the function reads is what the types say, within its size, whatever it is given.

use std::collections::BTreeMap;

use contract::checkout::text::{Book, By};
use contract::checkout::{
    CUTOFFS, CheckoutConfig, DATES, Encoded, Language, LeftOut, MAX_BYTES, MatchBy, MethodProfile,
    OptionNames, PROFILES, Phrase, Row, ShopTime, Strength, TimeOfDay,
};
use fulfillment::Date;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;

const FIRST: Date = Date(20_779); // 2026-11-22

fn clock(day: i64, hour: u32) -> ShopTime {
    ShopTime {
        date: Date(FIRST.0 + day),
        time: TimeOfDay(hour * 3600),
    }
}

fn row(cutoff: u32, before: i64, after: i64) -> Row {
    Row {
        cutoff: Some(TimeOfDay(cutoff * 3600)),
        before: Some(Date(FIRST.0 + before)),
        after: Some(Date(FIRST.0 + after)),
    }
}

fn profile(by: MatchBy, days: i64) -> MethodProfile {
    MethodProfile {
        by,
        label: None,
        strength: Strength::Expected,
        rows: (0..14)
            .map(|day| row(14, day + days, day + days + 1))
            .collect(),
        slower: BTreeMap::new(),
    }
}

fn language(code: &str, days: i64) -> Language {
    let phrase = |lead: &str, tail: &str| Phrase {
        lead: lead.into(),
        tail: tail.into(),
    };
    Language {
        code: code.into(),
        expected: phrase(" · Expected to ship by ", ""),
        firm: phrase(" · Ships by ", "."),
        days: (0..days)
            .map(|day| Date(FIRST.0 + day))
            .map(|day| (day, format!("{code} {day}")))
            .collect(),
    }
}

fn config(profiles: Vec<MethodProfile>, languages: Vec<Language>) -> CheckoutConfig {
    CheckoutConfig {
        enabled: true,
        first: FIRST,
        pickup: false,
        stale_at: clock(40, 0),
        profiles,
        languages,
    }
}

fn encoded(config: &CheckoutConfig) -> Encoded {
    config.encode().expect("it has room")
}

/// The title by way of the text, as the function makes it.
fn by_text(
    json: &str,
    now: ShopTime,
    language: &str,
    option: OptionNames<'_>,
    classes: &[&str],
) -> Option<String> {
    let json: Value = serde_json::from_str(json).expect("it is JSON");
    let told = |name: &str| {
        json[name]
            .as_str()
            .expect("every variable is there")
            .to_owned()
    };
    // Shopify compares in the shop's zone; these forms sort like the times they name.
    if now.to_string() >= told("staleAt") {
        return None;
    }
    let after = [0, 1, 2, 3].map(|n| Some(now.time.to_string() >= told(&format!("cutoff{n}"))));
    let text = told("book");
    let book = Book::open(&text, &now.date.to_string(), language)?;
    let classes: Option<Vec<_>> = classes.iter().map(|class| book.class(class)).collect();
    let classes = if book.handling() {
        classes?
    } else {
        Vec::new()
    };
    let profile = option
        .code
        .and_then(|code| book.find(By::Code, code.as_bytes()))
        .or_else(|| book.find(By::Handle, option.handle.as_bytes()))
        .or_else(|| book.find(By::Title, option.title?.as_bytes()))?;
    let words = book.words(profile, &classes, &after)?;
    let name = match words.label {
        "" => option.title?,
        label => label,
    };
    let title = format!("{name}{}{}{}", words.lead, words.day, words.tail);
    (!name.is_empty() && title.len() <= 250).then_some(title)
}

#[test]
fn before_and_after_the_cutoff_past_the_table_and_stale() {
    let standard = profile(MatchBy::Code("Standard".into()), 1);
    let mut config = config(vec![standard], vec![language("EN", 20)]);
    let option = OptionNames {
        code: Some("Standard"),
        handle: "standard",
        title: Some("Standardversand"),
    };
    let title = |config: &CheckoutConfig, now| config.title(now, "EN", option, &[]);
    let expected = |day: &str| Some(format!("Standardversand · Expected to ship by EN {day}"));
    assert_eq!(title(&config, clock(0, 13)), expected("2026-11-23"));
    assert_eq!(title(&config, clock(0, 14)), expected("2026-11-24"));
    assert_eq!(title(&config, clock(13, 0)), expected("2026-12-06"));
    assert_eq!(title(&config, clock(14, 0)), None);
    assert_eq!(title(&config, clock(-1, 0)), None);
    assert_eq!(config.title(clock(0, 0), "DE", option, &[]), None);
    config.stale_at = clock(0, 2);
    assert_eq!(title(&config, clock(0, 2)), None);
    config.enabled = false;
    assert_eq!(title(&config, clock(0, 0)), None);
    let off: Value = serde_json::from_str(&encoded(&config).json).expect("it is JSON");
    assert_eq!(off["book"], "");
    assert_eq!(off["staleAt"], "1970-01-01T00:00:00");
}

#[test]
fn the_slowest_item_decides_and_an_unknown_class_keeps_the_title() {
    let mut standard = profile(MatchBy::Handle("standard".into()), 1);
    let made = (0..14).map(|day| row(14, day + 5, day + 6)).collect();
    standard.slower.insert("made_to_order".into(), made);
    let config = config(vec![standard], vec![language("EN", 20)]);
    let option = OptionNames {
        handle: "standard",
        title: Some("Standard"),
        ..OptionNames::default()
    };
    let json = encoded(&config).json;
    for (classes, day) in [
        (&[][..], Some("2026-11-23")),
        (&["made_to_order"], Some("2026-11-27")),
        (&["made_to_order", "engraved"], None),
    ] {
        let title = day.map(|day| format!("Standard · Expected to ship by EN {day}"));
        assert_eq!(config.title(clock(0, 0), "EN", option, classes), title);
        assert_eq!(by_text(&json, clock(0, 0), "EN", option, classes), title);
    }
}

#[test]
fn of_five_cutoffs_the_rarest_gives_way_to_the_later_date() {
    let profiles = (10..15)
        .map(|hour| {
            let mut profile = profile(MatchBy::Title(format!("Until {hour}")), 1);
            let kept = if hour == 12 { 1 } else { 14 };
            profile.rows = (0..kept).map(|day| row(hour, day + 1, day + 2)).collect();
            profile
        })
        .collect();
    let config = config(profiles, vec![language("EN", 20)]);
    let encoded = encoded(&config);
    assert_eq!(encoded.left_out, [LeftOut::Cutoff(TimeOfDay(12 * 3600))]);
    let option = OptionNames {
        title: Some("Until 12"),
        ..OptionNames::default()
    };
    let morning = encoded.published.promised(clock(0, 8), option, &[]);
    assert_eq!(morning.map(|it| it.date), Some(Date(FIRST.0 + 2)));
}

#[test]
fn what_has_no_room_goes_in_the_documented_order() {
    let profiles = (0..PROFILES + 5)
        .map(|n| {
            let mut profile = profile(
                MatchBy::Code(format!("{n} {}", "x".repeat(200))),
                n as i64 % 7,
            );
            profile
                .slower
                .insert("pre_order".into(), profile.rows.clone());
            profile
        })
        .collect();
    let languages = (0..30).map(|n| language(&format!("L{n:02}"), 40)).collect();
    let encoded = encoded(&config(profiles, languages));
    assert!(encoded.json.len() <= MAX_BYTES);
    let kind = |left_out: &LeftOut| match left_out {
        LeftOut::Profile(_) => 'p',
        LeftOut::Language(_) => 'l',
        LeftOut::Dates { .. } => 'd',
        LeftOut::Class(_) => 'c',
        LeftOut::Cutoff(_) | LeftOut::Days(_) => '?',
    };
    let mut order: Vec<char> = encoded.left_out.iter().map(kind).collect();
    order.dedup();
    // Too many profiles and languages first; then for want of room dates, languages, classes, profiles.
    assert_eq!(order, ['p', 'l', 'd', 'l', 'c', 'p']);
    assert_eq!(encoded.published.languages.len(), 1);
    assert!(encoded.published.profiles.len() > 20);
}

#[test]
fn one_profile_in_one_language_always_has_room() {
    let days = (0..63)
        .map(|day| (Date(FIRST.0 + day), "x".repeat(63)))
        .collect();
    let mut language = language("EN", 0);
    language.days = days;
    let mut profile = profile(MatchBy::Code("\u{1}".repeat(250)), 0);
    profile.label = Some("\u{1}".repeat(250));
    profile.rows = (0..14).map(|day| row(14, day * 4, day * 4 + 1)).collect();
    assert!(config(vec![profile], vec![language]).encode().is_ok());
}

fn date() -> impl Strategy<Value = Date> {
    (-3_i64..90).prop_map(|day| Date(FIRST.0 + day))
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (option::of(0_u32..6), option::of(date()), option::of(date()));
    let row = row.prop_map(|(cutoff, before, after)| Row {
        cutoff: cutoff.map(|hour| TimeOfDay(hour * 14_000)),
        before,
        after,
    });
    vec(row, 0..DATES + 3)
}

fn by() -> impl Strategy<Value = MatchBy> {
    // Few names, so that they meet; with bytes that JSON escapes and characters of several bytes.
    let name = prop_oneof![
        "[abé\"\\\\]{0,3}",
        "Standard (shipping|freight|post) [0-9]",
        Just("x".repeat(260))
    ];
    (0..3, name).prop_map(|(kind, name)| match kind {
        0 => MatchBy::Code(name),
        1 => MatchBy::Handle(name),
        _ => MatchBy::Title(name),
    })
}

fn any_profile() -> impl Strategy<Value = MethodProfile> {
    let slower = btree_map("[mp]{1,2}", rows(), 0..3);
    let label = option::of("[A-Zé ]{0,6}");
    (by(), label, any::<bool>(), rows(), slower).prop_map(|(by, label, firm, rows, slower)| {
        let strength = if firm {
            Strength::Firm
        } else {
            Strength::Expected
        };
        MethodProfile {
            by,
            label,
            strength,
            rows,
            slower,
        }
    })
}

fn any_language() -> impl Strategy<Value = Language> {
    let phrase = ("[ ·a-z]{0,8}", "[.日]{0,2}").prop_map(|(lead, tail)| Phrase { lead, tail });
    let days = btree_map(date(), "[a-z日 ]{0,5}", 0..90);
    ("(EN|DE|PT_BR|)", phrase.clone(), phrase, days).prop_map(|(code, expected, firm, days)| {
        Language {
            code,
            expected,
            firm,
            days,
        }
    })
}

fn any_config() -> impl Strategy<Value = CheckoutConfig> {
    let parts = (vec(any_profile(), 0..12), vec(any_language(), 0..5));
    parts.prop_map(|(profiles, languages)| config(profiles, languages))
}

proptest! {
    #[test]
    fn the_text_says_what_the_published_types_say(
        config in any_config(),
        option in (option::of(by()), by(), option::of(by())),
        (day, time) in (-1_i64..16, 0_u32..86_400),
        language in "(EN|DE|PT_BR|XX|)",
        classes in vec("[mp]{1,2}", 0..3),
    ) {
        let Encoded { json, published, .. } = encoded(&config);
        prop_assert!(json.len() <= MAX_BYTES);
        let now = ShopTime { date: Date(FIRST.0 + day), time: TimeOfDay(time) };
        let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
        // A shop without handling classes is not asked for its items.
        let any_class = config.profiles.iter().any(|it| !it.slower.is_empty());
        let seen = if any_class { &classes[..] } else { &[] };
        let option = OptionNames {
            code: option.0.as_ref().map(MatchBy::name),
            handle: option.1.name(),
            title: option.2.as_ref().map(MatchBy::name),
        };
        let typed = published.title(now, &language, option, seen);
        prop_assert_eq!(by_text(&json, now, &language, option, seen), typed);
    }

    #[test]
    fn what_is_published_is_never_earlier_than_what_was_asked(
        config in any_config(),
        name in by(),
        (day, time) in (0_i64..14, 0_u32..86_400),
    ) {
        // Where the queue only grows during the day, as it does.
        let mut config = config;
        for row in config.profiles.iter_mut().flat_map(|it| it.rows.iter_mut()) {
            row.before = row.before.min(row.after);
        }
        let published = encoded(&config).published;
        let now = ShopTime { date: Date(FIRST.0 + day), time: TimeOfDay(time) };
        let option = OptionNames { code: Some(name.name()), ..OptionNames::default() };
        let date = |config: &CheckoutConfig| config.promised(now, option, &[]).map(|it| it.date);
        if let (Some(asked), Some(published)) = (date(&config), date(&published)) {
            prop_assert!(published >= asked);
        }
    }

    #[test]
    fn a_text_of_any_kind_is_read_without_harm(
        config in any_config(),
        changes in vec((any::<prop::sample::Index>(), any::<char>()), 0..6),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
        name in by(),
        passed in prop::array::uniform4(option::of(any::<bool>())),
    ) {
        let json: Value = serde_json::from_str(&encoded(&config).json).expect("it is JSON");
        let mut text: Vec<char> = json["book"].as_str().expect("a text").chars().collect();
        for (at, with) in changes {
            let length = text.len();
            text[at.index(length)] = with;
        }
        if !whole {
            text.truncate(cut.index(text.len() + 1));
        }
        let text: String = text.into_iter().collect();
        if let Some(book) = Book::open(&text, "2026-11-24", "EN") {
            let after: [Option<bool>; CUTOFFS] = passed;
            let classes: Vec<_> = book.class("m").into_iter().collect();
            for by in [By::Code, By::Handle, By::Title] {
                if let Some(found) = book.find(by, name.name().as_bytes()) {
                    let _ = book.words(found, &classes, &after);
                }
            }
        }
    }
}
