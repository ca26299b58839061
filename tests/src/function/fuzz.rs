//! Inputs no shop should send, and what the function must do with them: answer, and keep to what it was given.
//!
//! In scope: carts drawn at random and compared with the typed look-up; inputs changed anywhere, the configuration's text
//! changed within, judged by the answer's form. Every draw follows from the seed.

use contract::checkout::{CheckoutConfig, OptionNames};
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

use super::cart::{Cart, DeliveryOption, Group, Item};
use super::samples::{self, Matching};
use super::{Function, FunctionError, Run};

/// What the runs showed.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Inputs run.
    pub runs: u64,
    /// Runs that did not end by themselves.
    pub traps: u64,
    /// Answers of a form Shopify would refuse, that name an option not asked about, or, for an unchanged input, other ones than
    /// the types give.
    pub wrong: u64,
    /// Titles changed.
    pub renamed: u64,
    /// Most instructions of any run.
    pub instructions: u64,
    /// The first few failures, in words.
    pub failures: Vec<String>,
}

impl Tally {
    fn fail(&mut self, what: String) {
        if self.failures.len() < 5 {
            self.failures.push(what);
        }
    }
}

struct Sample {
    config: CheckoutConfig,
    metafield: String,
    cart: Cart,
}

/// Runs as many inputs as asked for, one in eight of them unchanged.
pub fn fuzz(function: &Function, runs: u64, seed: u64) -> Result<Tally, FunctionError> {
    let samples: Vec<Sample> = [
        samples::two_by_three(true),
        samples::shop(),
        samples::largest(Matching::Mixed, false),
    ]
    .into_iter()
    .map(|(config, cart)| {
        let encoded = config.encode().expect("a sample has room");
        Sample {
            config: encoded.published,
            metafield: encoded.json,
            cart,
        }
    })
    .collect();
    let mut random = SmallRng::seed_from_u64(seed);
    let mut tally = Tally::default();
    for number in 0..runs {
        // The largest is rare: its runs take as long as ten others.
        let sample = &samples[usize::from(number % 2 == 1) + usize::from(number % 16 == 1)];
        let cart = draw(&sample.cart, &mut random);
        let mut input = cart.input(Some(&sample.metafield));
        let changed = number % 8 != 0;
        if changed {
            change(&mut input, &mut random);
        }
        let run = function.run(&input)?;
        tally.runs += 1;
        tally.instructions = tally.instructions.max(run.instructions);
        judge(&mut tally, number, &input, &run);
        if !changed && run.trap.is_none() {
            let expected = expected(&sample.config, &cart);
            if run.output != expected {
                tally.wrong += 1;
                tally.fail(format!(
                    "run {number}: {} instead of {expected}",
                    run.output
                ));
            }
        }
    }
    Ok(tally)
}

/// The same shop at another moment, with other items and some options left out, renamed or not shipped.
fn draw(cart: &Cart, random: &mut SmallRng) -> Cart {
    const ITEMS: [&str; 4] = ["made_to_order", "pre_order", "engraved", ""];
    let mut cart = cart.clone();
    cart.date = samples::day(random.random_range(0..2));
    cart.time = format!(
        "{:02}:{:02}:00",
        random.random_range(0..24),
        random.random_range(0..60)
    );
    cart.language = ["EN", "EN", "DE", "JA"]
        .choose(random)
        .map_or("EN", |it| it)
        .to_owned();
    for group in &mut cart.groups {
        for _ in 0..random.random_range(0..3) {
            group.lines.push(match random.random_range(0..4) {
                0 => Item::Custom,
                1 => Item::Class(ITEMS.choose(random).map_or("", |it| it).to_string()),
                _ => Item::Stock,
            });
        }
        group.options.retain(|_| random.random_range(0..6) > 0);
        for option in &mut group.options {
            redraw(option, random);
        }
    }
    cart
}

fn redraw(option: &mut DeliveryOption, random: &mut SmallRng) {
    const NAMES: [&str; 6] = [
        "Standard",
        "standard",
        "",
        "Üb",
        "carrier_07_service",
        "Standard ",
    ];
    const KINDS: [&str; 6] = [
        "PICK_UP",
        "RETAIL",
        "LOCAL",
        "PICKUP_POINT",
        "NONE",
        "SHIPPING",
    ];
    let name = NAMES.choose(random).map_or("", |it| it).to_string();
    match random.random_range(0..16) {
        0 => option.code = Some(name),
        1 => option.code = None,
        2 => option.title = Some(name),
        3 => option.title = None,
        4 => option.handle = name,
        5 => option.kind = KINDS.choose(random).map_or("NONE", |it| it),
        6 => option.title = Some("long ".repeat(random.random_range(30..60))),
        _ => {}
    }
}

/// What the types say of a cart.
fn expected(config: &CheckoutConfig, cart: &Cart) -> Value {
    let clock = |part: usize| {
        cart.time[part * 3..part * 3 + 2]
            .parse::<u32>()
            .unwrap_or(0)
    };
    let now = json!({ "date": cart.date, "time": clock(0) * 3600 + clock(1) * 60 + clock(2) });
    let now = serde_json::from_value(now).expect("a moment");
    let title = |group: &Group, option: &DeliveryOption| {
        let classes = group.lines.iter().filter_map(|item| match item {
            Item::Class(class) => Some(class.as_str()),
            Item::Stock | Item::Custom => None,
        });
        let classes: Vec<&str> = classes.collect();
        let names = OptionNames {
            code: option.code.as_deref(),
            handle: &option.handle,
            title: option.title.as_deref(),
        };
        let shipped = !config.pickup || option.kind == "SHIPPING";
        shipped.then(|| config.title(now, &cart.language, names, &classes))?
    };
    let renames = cart.groups.iter().flat_map(|group| {
        group.options.iter().filter_map(move |option| {
            let title = title(group, option)?;
            Some(json!({ "deliveryOptionRename": { "deliveryOptionHandle": option.handle, "title": title } }))
        })
    });
    json!({ "operations": renames.collect::<Value>() })
}

/// Whether Shopify would take the answer, and whether it speaks of the input's options.
fn judge(tally: &mut Tally, number: u64, input: &Value, run: &Run) {
    if let Some(trap) = &run.trap {
        tally.traps += 1;
        tally.fail(format!(
            "run {number} trapped: {trap}; {}; {input}",
            run.log
        ));
        return;
    }
    let operations = run.output["operations"].as_array();
    let fine = |operation: &Value| {
        let rename = &operation["deliveryOptionRename"];
        let (handle, title) = (&rename["deliveryOptionHandle"], rename["title"].as_str());
        let known = input["of"]["groups"].as_array().is_some_and(|groups| {
            let mut options = groups
                .iter()
                .flat_map(|group| group["options"].as_array())
                .flatten();
            options.any(|option| {
                option
                    .as_object()
                    .is_some_and(|it| it.values().any(|it| it == handle))
            })
        });
        known && title.is_some_and(|title| (1..=250).contains(&title.len()))
    };
    match operations {
        Some(operations) if run.output.as_object().is_some_and(|it| it.len() == 1) => {
            tally.renamed += operations.len() as u64;
            if !operations.iter().all(fine) {
                tally.wrong += 1;
                tally.fail(format!("run {number}: {}", run.output));
            }
        }
        _ => {
            tally.wrong += 1;
            tally.fail(format!("run {number}: {}", run.output));
        }
    }
}

/// Changes an input in one to three places.
fn change(input: &mut Value, random: &mut SmallRng) {
    for _ in 0..random.random_range(1..4) {
        match random.random_range(0..3) {
            0 => change_text(input, random),
            1 => input
                .get_mut("by")
                .into_iter()
                .for_each(|by| replace(by, random)),
            _ => replace(input, random),
        }
    }
}

/// Changes the configuration's text: a few characters, or its length.
fn change_text(input: &mut Value, random: &mut SmallRng) {
    const SIGNS: [char; 12] = [
        '?',
        '@',
        'A',
        '~',
        'o',
        '1',
        '\\',
        'é',
        '日',
        '\u{0}',
        ' ',
        '\u{1F600}',
    ];
    let Some(Value::String(text)) = input.pointer_mut("/by/field/json/book") else {
        return;
    };
    let mut signs: Vec<char> = text.chars().collect();
    match random.random_range(0..8) {
        0 => signs.truncate(random.random_range(0..signs.len() + 1)),
        1 => drop(signs.drain(0..random.random_range(0..signs.len() + 1))),
        2 => signs.extend_from_within(..),
        _ => {
            for _ in 0..random.random_range(1..12) {
                // The header decides most; so it is hit most.
                let end = if random.random_range(0..2) == 0 {
                    60
                } else {
                    signs.len()
                };
                let at = random.random_range(0..end.max(1));
                if let (Some(sign), Some(with)) = (signs.get_mut(at), SIGNS.choose(random)) {
                    *sign = *with;
                }
            }
        }
    }
    *text = signs.into_iter().collect();
}

/// Replaces, drops or doubles something at a random depth.
fn replace(value: &mut Value, random: &mut SmallRng) {
    let deeper = random.random_range(0..7) > 0;
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let index = random.random_range(0..fields.len());
            if random.random_range(0..16) == 0 {
                let key = fields.keys().nth(index).cloned();
                key.and_then(|key| fields.remove(&key));
            } else if let Some(field) = fields.values_mut().nth(index) {
                replace(field, random);
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let index = random.random_range(0..items.len());
            match random.random_range(0..16) {
                0 => drop(items.remove(index)),
                1 => items.extend_from_within(..),
                _ => replace(&mut items[index], random),
            }
        }
        _ => *value = anything(random),
    }
}

fn anything(random: &mut SmallRng) -> Value {
    match random.random_range(0..12) {
        0 => Value::Null,
        1 => random.random::<bool>().into(),
        2 => random.random::<i64>().into(),
        3 => json!(random.random_range(-1e300..1e300)),
        4 => json!([]),
        5 => json!({}),
        6 => json!([[{ "of": [null] }], "SHIPPING", 8]),
        7 => json!({ "text": { "book": "1" } }),
        8 => "SHIPPING".into(),
        9 => "9999-99-99".into(),
        10 => "~".repeat(random.random_range(0..20_000)).into(),
        _ => "\u{0}é日".repeat(random.random_range(0..4)).into(),
    }
}
