//! Configurations and carts to run the function on: the bench's two sizes, and a plain shop.

use contract::checkout::CheckoutConfig;
use serde_json::{Value, json};

use super::cart::{Cart, DeliveryOption, Group, Item};

/// How a sample's profiles are recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// All by code.
    Code,
    /// All by handle.
    Handle,
    /// All by title.
    Title,
    /// In turn, so that every option is looked up in up to three ways.
    Mixed,
}

impl Matching {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Code, Self::Handle, Self::Title, Self::Mixed];

    fn by(self, option: &DeliveryOption, turn: usize) -> Value {
        match (self, turn % 3) {
            (Self::Code, _) | (Self::Mixed, 0) => json!({ "code": option.code }),
            (Self::Handle, _) | (Self::Mixed, 1) => json!({ "handle": option.handle }),
            _ => json!({ "title": option.title }),
        }
    }
}

/// Where a number of days after 22 November 2026 falls.
pub fn day(after: usize) -> String {
    match 22 + after {
        day @ 0..=30 => format!("2026-11-{day:02}"),
        day @ 31..=61 => format!("2026-12-{:02}", day - 30),
        day => format!("2027-01-{:02}", day - 61),
    }
}

/// A delivery option of a shop with many.
pub fn option(number: usize) -> DeliveryOption {
    const SPEEDS: [&str; 4] = ["Standard", "Express", "Economy", "Overnight"];
    let mut option =
        DeliveryOption::shipped(&format!("Carrier {number:02} {}", SPEEDS[number % 4]));
    option.code = Some(format!("carrier_{number:02}_service"));
    option
}

/// Fourteen rows: shipped so many days after the shop's date, a day later after the cutoff.
pub fn rows(cutoff: usize, days: usize) -> Value {
    let row = |date: usize| json!({ "cutoff": cutoff * 3600, "before": day(date + days), "after": day(date + days + 1) });
    (0..14).map(row).collect()
}

/// A language with a text for each of so many days.
pub fn language(code: &str, expected: &str, days: usize) -> Value {
    let days = (0..days).map(|after| (day(after), format!("Tue, {}", &day(after)[5..]).into()));
    json!({
        "code": code,
        "expected": { "lead": format!(" · {expected} "), "tail": "" },
        "firm": { "lead": " · Ships by ", "tail": "" },
        "days": days.collect::<serde_json::Map<String, Value>>(),
    })
}

/// A configuration of these parts, in force on 22 November 2026 until the next day at 14:00.
pub fn config(profiles: Value, languages: Value, pickup: bool) -> CheckoutConfig {
    let config = json!({
        "enabled": true,
        "first": day(0),
        "pickup": pickup,
        "stale_at": { "date": day(1), "time": 14 * 3600 },
        "profiles": profiles,
        "languages": languages,
    });
    serde_json::from_value(config).expect("a sample has the types' shape")
}

/// Two profiles, and a cart with one item and three options that they all rename.
pub fn two_by_three(pickup: bool) -> (CheckoutConfig, Cart) {
    let options = [0, 1, 2].map(|number| {
        let mut option = option(number);
        // Two options of one service, as a carrier's rates with and without insurance.
        option.code = Some(format!("service_{}", number % 2));
        option
    });
    let profiles = [0, 1].map(|number| {
        json!({
            "by": { "code": options[number].code }, "label": null, "strength": "expected",
            "rows": rows(14, 1 + number), "slower": { "made_to_order": rows(14, 6) },
        })
    });
    let languages = json!([language("EN", "Expected to ship by", 24)]);
    let group = Group {
        lines: vec![Item::Stock],
        options: options.into(),
    };
    (
        config(profiles.into_iter().collect(), languages, pickup),
        cart(vec![group]),
    )
}

/// Forty profiles, and a cart with three groups of one item and twelve options each, all renamed.
pub fn largest(matching: Matching, pickup: bool) -> (CheckoutConfig, Cart) {
    let profiles = (0..40).map(|number| {
        json!({
            "by": matching.by(&option(number), number), "label": null, "strength": "expected",
            "rows": rows([9, 12, 14, 16][number % 4], 1 + number % 7),
            "slower": { "made_to_order": rows(14, 9) },
        })
    });
    let languages = ["EN", "DE", "FR"].map(|code| language(code, "Expected to ship by", 30));
    let languages = languages.into_iter().collect();
    let groups = (0..3).map(|group| Group {
        lines: vec![Item::Stock],
        options: (group * 12..group * 12 + 12).map(option).collect(),
    });
    (
        config(profiles.collect(), languages, pickup),
        cart(groups.collect()),
    )
}

/// An English checkout on the first day at 10:30.
pub fn cart(groups: Vec<Group>) -> Cart {
    Cart {
        date: day(0),
        time: "10:30:00".into(),
        language: "EN".into(),
        groups,
    }
}

/// A small shop: one rate by code, one by its handle and ships firmly, a pick-up, German and English.
pub fn shop() -> (CheckoutConfig, Cart) {
    let standard = DeliveryOption::shipped("Standard");
    let express = DeliveryOption::shipped("Express");
    let mut pickup = DeliveryOption::shipped("Standard");
    pickup.kind = "PICK_UP";
    pickup.handle = "chicago-store".into();
    pickup.title = Some("Chicago store".into());
    let profiles = json!([
        {
            "by": { "code": "Standard" }, "label": null, "strength": "expected", "rows": rows(14, 2),
            "slower": { "made_to_order": rows(14, 7), "pre_order": rows(14, 20) },
        },
        {
            "by": { "handle": "express" }, "label": null, "strength": "firm", "rows": rows(12, 0),
            "slower": { "made_to_order": rows(14, 5) },
        },
    ]);
    let languages = json!([
        language("EN", "Expected to ship by", 36),
        language("DE", "Versand voraussichtlich bis", 36),
    ]);
    let group = Group {
        lines: vec![Item::Stock],
        options: vec![standard, express, pickup],
    };
    (config(profiles, languages, true), cart(vec![group]))
}
