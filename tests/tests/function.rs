//! The checkout function on the fixtures that Shopify's schema is checked with, and at the edges of what it may do.

use std::path::PathBuf;

use contract::checkout::CheckoutConfig;
use e2e::function::cart::{Cart, Item};
use e2e::function::{EXPORT, Function, fuzz, samples};
use e2e::world::root;
use serde_json::{Value, json};

fn function() -> Function {
    Function::load().expect("the lane was built")
}

/// The titles a checkout shows after the function, by handle.
fn titles(output: &Value) -> Vec<(String, String)> {
    let operations = output["operations"].as_array().expect("operations");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    operations
        .iter()
        .map(|it| &it["deliveryOptionRename"])
        .map(|it| (text(&it["deliveryOptionHandle"]), text(&it["title"])))
        .collect()
}

fn run(config: &CheckoutConfig, cart: &Cart) -> Vec<(String, String)> {
    let json = config.encode().expect("it has room").json;
    let run = function().run(&cart.input(Some(&json))).expect("it runs");
    assert_eq!(run.trap, None);
    titles(&run.output)
}

/// A fixture: what happens, at which cart, under which metafield, and the titles that change.
struct Scene {
    name: &'static str,
    metafield: Option<String>,
    cart: Cart,
    titles: Vec<(&'static str, &'static str)>,
}

fn scenes() -> Vec<Scene> {
    let (config, cart) = samples::shop();
    let json = |config: &CheckoutConfig| Some(config.encode().expect("it has room").json);
    let scene = |name, titles: &[(&'static str, &'static str)]| Scene {
        name,
        metafield: json(&config),
        cart: cart.clone(),
        titles: titles.to_vec(),
    };
    let mut scenes = vec![
        scene(
            "before-the-cutoff",
            &[
                ("standard", "Standard · Expected to ship by Tue, 11-24"),
                ("express", "Express · Ships by Tue, 11-22"),
            ],
        ),
        scene(
            "after-the-cutoff",
            &[
                ("standard", "Standard · Expected to ship by Tue, 11-25"),
                ("express", "Express · Ships by Tue, 11-23"),
            ],
        ),
        scene(
            "made-to-order-in-german",
            &[
                (
                    "standard",
                    "Standard · Versand voraussichtlich bis Tue, 11-29",
                ),
                ("express", "Express · Ships by Tue, 11-27"),
            ],
        ),
        scene("unknown-handling-class", &[]),
        scene("unknown-language", &[]),
        scene("stale", &[]),
        scene("switched-off", &[]),
        scene("no-metafield", &[]),
        scene("malformed-configuration", &[]),
    ];
    for scene in &mut scenes {
        let cart = &mut scene.cart;
        match scene.name {
            "after-the-cutoff" => cart.time = "14:00:00".into(),
            "made-to-order-in-german" => {
                cart.language = "DE".into();
                cart.groups[0]
                    .lines
                    .push(Item::Class("made_to_order".into()));
                cart.groups[0].lines.push(Item::Custom);
            }
            "unknown-handling-class" => {
                cart.groups[0].lines.push(Item::Class("engraved".into()));
            }
            "unknown-language" => cart.language = "JA".into(),
            "stale" => (cart.date, cart.time) = (samples::day(1), "14:00:00".into()),
            "switched-off" => {
                let mut off = config.clone();
                off.enabled = false;
                scene.metafield = json(&off);
            }
            "no-metafield" => scene.metafield = None,
            "malformed-configuration" => {
                let cut = scene.metafield.take().unwrap_or_default();
                let mut told: Value = serde_json::from_str(&cut).expect("it is JSON");
                told["book"] = json!({ "1": ["not", "a", "text"] });
                scene.metafield = Some(told.to_string());
            }
            _ => {}
        }
    }
    scenes
}

/// `GOLDEN=write` renews the fixtures' inputs after a change of the configuration's text.
#[test]
fn every_fixture_has_its_answer() {
    let function = function();
    for scene in scenes() {
        let operations: Vec<Value> = scene
            .titles
            .iter()
            .map(|(handle, title)| {
                json!({ "deliveryOptionRename": { "deliveryOptionHandle": handle, "title": title } })
            })
            .collect();
        let fixture = json!({
            "payload": {
                "export": EXPORT,
                "target": "cart.delivery-options.transform.run",
                "input": scene.cart.input(scene.metafield.as_deref()),
                "output": { "operations": operations },
            }
        });
        let path = root().join(format!(
            "extensions/checkout-estimate/fixtures/{}.json",
            scene.name
        ));
        if std::env::var_os("GOLDEN").is_some() {
            let text = serde_json::to_string_pretty(&fixture).expect("plain data");
            std::fs::write(&path, text + "\n").expect("the fixture is writable");
        }
        let kept = std::fs::read_to_string(&path).expect("the fixture is committed");
        let kept: Value = serde_json::from_str(&kept).expect("the fixture is JSON");
        assert_eq!(kept, fixture, "{}: GOLDEN=write renews it", path.display());
        let run = function.run(&kept["payload"]["input"]).expect("it runs");
        assert_eq!(run.trap, None, "{}", scene.name);
        assert_eq!(run.output, kept["payload"]["output"], "{}", scene.name);
    }
}

#[test]
fn no_fixture_is_left_over() {
    let folder: PathBuf = root().join("extensions/checkout-estimate/fixtures");
    let kept = std::fs::read_dir(folder).expect("the fixtures").count();
    assert_eq!(kept, scenes().len());
}

#[test]
fn only_what_a_carrier_takes_is_renamed() {
    let (config, cart) = samples::shop();
    for kind in [
        "PICK_UP",
        "RETAIL",
        "LOCAL",
        "PICKUP_POINT",
        "NONE",
        "SHIPPING",
    ] {
        let mut cart = cart.clone();
        cart.groups[0].options.truncate(1);
        cart.groups[0].options[0].kind = kind;
        let renamed = run(&config, &cart).len();
        assert_eq!(renamed, usize::from(kind == "SHIPPING"), "{kind}");
    }
}

#[test]
fn each_group_waits_for_its_own_items_only() {
    let (config, mut cart) = samples::shop();
    let mut slow = cart.groups[0].clone();
    slow.lines.push(Item::Class("pre_order".into()));
    cart.groups.push(slow);
    let titles = run(&config, &cart);
    assert_eq!(titles[0].1, "Standard · Expected to ship by Tue, 11-24");
    assert_eq!(titles[2].1, "Standard · Expected to ship by Tue, 12-12");
    // Express has no rows for pre-orders: it says nothing rather than too much.
    assert_eq!(titles.len(), 3);
}

#[test]
fn a_label_stands_for_a_title_that_names_its_carrier() {
    let (mut config, cart) = samples::shop();
    config.profiles[0].label = Some("Ground".into());
    let titles = run(&config, &cart);
    assert_eq!(titles[0].1, "Ground · Expected to ship by Tue, 11-24");
}

#[test]
fn a_title_that_would_be_too_long_stays() {
    let (config, mut cart) = samples::shop();
    cart.groups[0].options[0].title = Some("x".repeat(240));
    let titles = run(&config, &cart);
    assert_eq!(titles[0].0, "express");
}

#[test]
fn a_large_cart_stays_within_shopifys_limits() {
    let (config, mut cart) = samples::shop();
    cart.groups[0].lines = vec![Item::Class("made_to_order".into()); 500];
    let json = config.encode().expect("it has room").json;
    let input = cart.input(Some(&json));
    let ran = function().run(&input).expect("it runs");
    assert_eq!(titles(&ran.output).len(), 2);
    assert!(ran.instructions < 11_000_000, "{}", ran.instructions);
    assert!(ran.memory < 10_000_000, "{}", ran.memory);
    cart.groups[0].lines.push(Item::Stock);
    assert_eq!(run(&config, &cart), []);
}

#[test]
fn changed_inputs_are_answered() {
    let tally = fuzz::fuzz(&function(), 4000, 7).expect("the engine works");
    assert_eq!((tally.traps, tally.wrong), (0, 0), "{:#?}", tally.failures);
    assert!(tally.renamed > 500, "{}", tally.renamed);
}

#[test]
fn a_trap_is_told_and_not_taken_for_an_answer() {
    // A module whose entry does nothing but `unreachable`.
    let mut exports = vec![2, 6];
    exports.extend(b"memory\x02\x00");
    exports.push(EXPORT.len() as u8);
    exports.extend(EXPORT.as_bytes());
    exports.extend([0, 0]);
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    module.extend([1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1]);
    module.extend([7, exports.len() as u8]);
    module.extend(exports);
    module.extend([10, 5, 1, 3, 0, 0, 0x0B]);
    let provider = std::fs::read(root().join(e2e::function::PROVIDER)).expect("the lane was built");
    let broken = Function::of(&provider, &module).expect("it is a module");
    let run = broken.run(&json!({})).expect("it runs");
    assert!(run.trap.is_some_and(|trap| trap.contains("unreachable")));
    assert_eq!(run.output, Value::Null);
}
