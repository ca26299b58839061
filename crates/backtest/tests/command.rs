//! The command as it is typed: what it prints, writes, and with which code it ends.

use std::path::Path;
use std::process::{Command, Output};

/// Orders made up for the tests: too few for any bar, with every dirt real files hold.
const ORDERS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/fixtures/orders.csv"
);

fn backtest(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_backtest"))
        .args(arguments)
        .output()
        .expect("the command starts")
}

fn value(output: &Output, name: &str) -> f64 {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text
        .lines()
        .find_map(|it| it.strip_prefix(&format!("{name}: ")));
    let number = line.and_then(|it| it.split_whitespace().next());
    number
        .unwrap_or_else(|| panic!("no {name} in\n{text}"))
        .parse()
        .unwrap()
}

fn svg(file: &Path) -> bool {
    std::fs::read_to_string(file).is_ok_and(|it| it.contains("<svg") && it.contains("coverage by"))
}

#[test]
fn orders_are_scored_from_a_date_drawn_and_judged() {
    let place = tempfile::tempdir().unwrap();
    let plot = place.path().join("plot.svg");
    let all = backtest(&[ORDERS, "--plot", &plot.to_string_lossy()]);
    assert_eq!(value(&all, "orders"), 124.0);
    assert!(svg(&plot));
    for baseline in ["static", "weekday", "rolling", "state", "limit"] {
        assert!(value(&all, &format!("handover.pinball_vs_{baseline}")) > 0.0);
    }
    assert!(value(&all, "handover.date_coverage") >= value(&all, "handover.coverage"));
    // So few are answered that a bar is broken, and the code says so.
    assert_eq!(all.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&all.stderr).contains("bar broken: handover.answered"));
    let late = backtest(&[ORDERS, "--score-from", "2025-11-01"]);
    let scored = |it: &Output| value(it, "handover.scored");
    assert!(scored(&late) > 0.0 && scored(&late) < scored(&all));
}

#[test]
fn a_warehouses_file_is_written_read_drawn_and_scored() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).to_string_lossy().into_owned();
    let written = backtest(&["--generate", "12", "--out", &path("events.jsonl")]);
    assert!(written.status.success());
    // A line that is no fact is counted and changes nothing.
    let text = std::fs::read_to_string(path("events.jsonl")).unwrap();
    std::fs::write(path("dirty.jsonl"), text.clone() + "{\"order\":\n").unwrap();
    let run = |file: &str| {
        let out = path("rows.jsonl");
        let plot = path("plot.svg");
        backtest(&["--warehouse", file, "--out", &out, "--plot", &plot])
    };
    let clean = run(&path("events.jsonl"));
    assert!(svg(Path::new(&path("plot.svg"))));
    let rows = std::fs::read_to_string(path("rows.jsonl")).unwrap();
    assert_eq!(
        rows.lines().count() as f64,
        value(&clean, "warehouse.scored")
    );
    let dirty = run(&path("dirty.jsonl"));
    assert_eq!(value(&dirty, "events.malformed"), 1.0);
    let seed = backtest(&["--warehouse", "--first-seed", "12", "--seeds", "1"]);
    for name in [
        "peak_coverage",
        "calm_slack_ratio",
        "pinball_vs_rolling7",
        "pinball_vs_oracle",
    ] {
        let name = format!("warehouse.{name}");
        assert_eq!(value(&clean, &name), value(&dirty, &name));
        assert_eq!(value(&clean, &name), value(&seed, &name));
    }
}

#[test]
fn what_cannot_be_read_is_said_without_a_verdict() {
    assert_eq!(
        backtest(&["--warehouse", "/nowhere.jsonl"]).status.code(),
        Some(2)
    );
    assert_eq!(backtest(&["/nowhere.csv"]).status.code(), Some(2));
    assert_eq!(backtest(&[]).status.code(), Some(2));
}
