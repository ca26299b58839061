//! `backtest FILE [--score-from DATE] [--plot FILE.svg]`: prints `name: value` lines; exit 1 where a bar is broken.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use backtest::{figures::Scored, orders, plot, stage};
use clap::Parser;
use fulfillment::instant::Instant;

/// Walks real orders in time order and scores the ship-by and delivery bounds on what was known at each moment.
#[derive(Parser)]
struct Arguments {
    /// Orders, a CSV file with the columns of Olist's.
    file: PathBuf,
    /// Score only what began on this date or later; all before is still learnt from.
    #[arg(long, value_name = "DATE")]
    score_from: Option<String>,
    /// Draw coverage by month and calibration into this file.
    #[arg(long, value_name = "FILE.svg")]
    plot: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("backtest: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether every bar held.
fn run(arguments: &Arguments) -> Result<bool> {
    let from = match &arguments.score_from {
        None => Instant(i64::MIN),
        Some(date) => orders::instant(date).with_context(|| format!("`{date}` is no date"))?,
    };
    let name = arguments.file.display();
    let file = File::open(&arguments.file).with_context(|| format!("opening {name}"))?;
    let (orders, dirt) = orders::read(file).with_context(|| format!("reading {name}"))?;
    println!("orders: {}", orders.len());
    println!("orders.bad_rows: {}", dirt.bad_rows);
    println!("orders.bad_times: {}", dirt.bad_times);
    let mut broken = Vec::new();
    let mut stages = Vec::new();
    for stage in [stage::handover(), stage::delivery()] {
        let name = stage.name;
        let intervals: Vec<_> = orders.iter().filter_map(stage.interval).collect();
        println!("{name}.never_begun: {}", orders.len() - intervals.len());
        let scored = Scored::new(stage, intervals, from);
        println!("{name}.never_ended: {}", scored.never_ended);
        println!("{name}.negative: {}", scored.negative);
        println!("{name}.scored: {}", scored.scored());
        for figure in scored.figures() {
            println!("{}: {:.4}", figure.name, figure.value);
            if figure.is_broken()
                && let Some((least, most)) = figure.bar
            {
                broken.push(format!(
                    "{}: {:.4} is not within {least}–{most}",
                    figure.name, figure.value
                ));
            }
        }
        stages.push(scored);
    }
    if let Some(file) = &arguments.plot {
        plot::write(file, &stages).with_context(|| format!("writing {}", file.display()))?;
    }
    for line in &broken {
        eprintln!("bar broken: {line}");
    }
    Ok(broken.is_empty())
}
