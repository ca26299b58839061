//! `backtest FILE [--score-from DATE] [--plot FILE.svg]` and `backtest --warehouse [FILE] [--seeds N] …`: prints
//! `name: value` lines; exit 1 where a bar is broken.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use backtest::figures::Scored;
use backtest::warehouse::run::{self as warehouse, Options};
use backtest::{orders, plot, stage};
use clap::Parser;
use fulfillment::instant::Instant;

/// Walks orders in time order and scores the ship-by and delivery bounds on what was known at each moment.
#[derive(Parser)]
struct Arguments {
    /// Orders, a CSV file with the columns of Olist's; with --warehouse, facts as JSON lines (docs/warehouse-events.md).
    #[arg(required_unless_present_any = ["warehouse", "generate"])]
    file: Option<PathBuf>,
    /// Walk a warehouse's facts; without a FILE, those of made-up warehouses.
    #[arg(long)]
    warehouse: bool,
    /// How many warehouses to make up.
    #[arg(long, default_value_t = 20)]
    seeds: u64,
    /// The first of their seeds.
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    first_seed: u64,
    /// Write what the warehouse of this seed reports, to --out or to the standard output, and do nothing else.
    #[arg(long, value_name = "SEED")]
    generate: Option<u64>,
    /// Score only what began on this date or later; all before is still learnt from.
    #[arg(long, value_name = "DATE")]
    score_from: Option<String>,
    /// Draw coverage over time and calibration into this file.
    #[arg(long, value_name = "FILE.svg")]
    plot: Option<PathBuf>,
    /// With --warehouse, write one JSON line a scored order; with --generate, the facts.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
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
    if let Some(seed) = arguments.generate {
        warehouse::generate(seed, arguments.out.as_deref())?;
        return Ok(true);
    }
    if arguments.warehouse {
        return warehouse::run(&Options {
            file: arguments.file.clone(),
            seeds: (arguments.first_seed, arguments.seeds),
            from,
            plot: arguments.plot.clone(),
            out: arguments.out.clone(),
        });
    }
    let path = arguments.file.as_deref().context("no FILE")?;
    let name = path.display();
    let file = File::open(path).with_context(|| format!("opening {name}"))?;
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
        let charts: Vec<_> = stages.iter().map(plot::of_stage).collect();
        plot::write(file, &charts).with_context(|| format!("writing {}", file.display()))?;
    }
    for line in &broken {
        eprintln!("bar broken: {line}");
    }
    Ok(broken.is_empty())
}
