//! The steps: the cheapest verdicts first, then the longest first, so that short ones end the run.

use std::process::Command;

use anyhow::Result;

use super::step::{Make, Step};
use crate::process::{cargo, node, npm_tool};

/// The step that makes what the later ones run.
pub const LANES: &str = "lanes";

/// Orders made up for the tests: every status, and every kind of dirt real files hold. A file of
/// one's own: `npm run bench -- replay --file FILE`.
const ORDERS: &str = "tests/fixtures/orders.csv";

/// All steps, in order. `bench ingest` is not among them: it compares throughputs, which a busy
/// machine can spoil, and no test may depend on time.
pub fn all() -> Vec<Step> {
    vec![
        step("format", false, || {
            Ok(vec![with_args(cargo(), "fmt --all --check")])
        }),
        step("tidy", false, || itself("tidy")),
        step("app configuration", false, || itself("app")),
        step("clippy", false, clippy),
        step(LANES, false, || itself("lanes")),
        step("types of the shim", true, || types("worker/shim")),
        step("types of the scripts", false, || types("crates/xtask/npm")),
        step("types of the storefront's block", false, || {
            types("extensions/order-timeline")
        }),
        step("types of the order status extension", false, || {
            types("extensions/order-status")
        }),
        step("GraphQL against the schema", false, || {
            Ok(vec![with_args(
                node(),
                "crates/integrations/graphql/conform.mjs",
            )])
        }),
        step("function against the schema", false, || {
            Ok(vec![with_args(
                node(),
                "extensions/checkout-estimate/conform.mjs",
            )])
        }),
        step("unit and property tests", false, || {
            // This tool by itself: with the others' features, Wasm's tools would be compiled again.
            let each = [
                "--workspace --exclude e2e --exclude xtask",
                "--package xtask",
            ];
            Ok(each
                .iter()
                .map(|packages| {
                    with_args(cargo(), &format!("test {packages} --locked --no-fail-fast"))
                })
                .collect())
        }),
        step("end-to-end tests", true, || {
            Ok(vec![with_args(
                cargo(),
                "test --package e2e --locked --no-fail-fast",
            )])
        }),
        step("bench claims", true, || Ok(vec![e2e("bench", &["claims"])])),
        step("bench accessibility", true, || {
            Ok(vec![e2e("bench", &["accessibility"])])
        }),
        step("bench hostile", true, || {
            Ok(vec![e2e("bench", &["hostile"])])
        }),
        step("crash", true, || {
            Ok(vec![e2e(
                "crash",
                &["--events", "3000", "--kills", "20", "--seed", "1"],
            )])
        }),
        step("bench function", true, || {
            Ok(vec![e2e("bench", &["function"])])
        }),
        step("bench parity", true, || Ok(vec![e2e("bench", &["parity"])])),
        step("backtest, made-up warehouses", false, || {
            Ok(vec![with_args(
                cargo(),
                "run --quiet --locked --package backtest --bin backtest -- --warehouse",
            )])
        }),
        step("bench promise", true, || {
            // The bar is measured with 50,000 orders open (`npm run bench -- promise`), which takes minutes to place.
            Ok(vec![e2e("bench", &["promise", "--open", "5000"])])
        }),
        step("bench page", true, || Ok(vec![e2e("bench", &["page"])])),
        step("bench replay", true, || {
            Ok(vec![e2e("bench", &["replay", "--file", ORDERS])])
        }),
        step("bench start", true, || Ok(vec![e2e("bench", &["start"])])),
        step("bench extension", true, || {
            Ok(vec![e2e("bench", &["extension"])])
        }),
        step("deploy, dry run", true, || {
            Ok(vec![with_args(
                node(),
                "crates/xtask/npm/deploy.mjs --dry-run",
            )])
        }),
    ]
}

fn step(name: &'static str, needs_lanes: bool, commands: Make) -> Step {
    Step {
        name,
        needs_lanes,
        commands,
    }
}

/// Natively all targets; for Wasm each shipped package by itself, as its lane builds it.
fn clippy() -> Result<Vec<Command>> {
    let wasm = "--lib --target wasm32-unknown-unknown --locked";
    Ok([
        "clippy --workspace --all-targets --locked".to_owned(),
        format!("clippy --package plumbline-worker {wasm}"),
        format!("clippy --package web --no-default-features --features hydrate {wasm}"),
        "clippy --package checkout-estimate --target wasm32-unknown-unknown --locked".to_owned(),
    ]
    .iter()
    .map(|arguments| with_args(cargo(), &format!("{arguments} -- -D warnings")))
    .collect())
}

fn types(project: &str) -> Result<Vec<Command>> {
    let mut command = npm_tool("tsc")?;
    command.args(["--project", project]);
    Ok(vec![command])
}

/// Another command of this tool, so that its output is counted like any other.
fn itself(command: &str) -> Result<Vec<Command>> {
    let mut this = Command::new(std::env::current_exe()?);
    this.current_dir(crate::process::root()).arg(command);
    Ok(vec![this])
}

fn e2e(binary: &str, arguments: &[&str]) -> Command {
    let mut command = cargo();
    command.args([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "e2e",
        "--bin",
        binary,
        "--",
    ]);
    command.args(arguments);
    command
}

fn with_args(mut command: Command, arguments: &str) -> Command {
    command.args(arguments.split(' '));
    command
}
