//! The command: one file, or many seeds.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use fulfillment::Instant;
use serde::Serialize;

use super::events::{self, Event};
use super::figures::{Scored, TARGET};
use super::header::Header;
use crate::figures::Figure;
use crate::plot::{self, Chart};
use crate::score::{Outcome, coverage};
use crate::simulate;

/// What is asked for.
pub struct Options {
    /// A file of facts; without one, warehouses are made up.
    pub file: Option<PathBuf>,
    /// The first seed and how many.
    pub seeds: (u64, u64),
    /// Score only what was placed from then on.
    pub from: Instant,
    /// Draw here.
    pub plot: Option<PathBuf>,
    /// Write each scored order here.
    pub out: Option<PathBuf>,
}

/// Writes what a warehouse of this seed reports to a file, or to the standard output.
pub fn generate(seed: u64, to: Option<&Path>) -> Result<()> {
    let (header, events) = simulate::events(seed);
    match to {
        None => events::write(BufWriter::new(std::io::stdout().lock()), &header, &events)?,
        Some(path) => events::write(create(path)?, &header, &events)?,
    }
    Ok(())
}

/// Prints the figures; whether every bar held.
pub fn run(options: &Options) -> Result<bool> {
    let mut out = options.out.as_deref().map(create).transpose()?;
    let mut runs = Vec::new();
    let mut one = |name: String, header: &Header, events: &[Event]| -> Result<()> {
        let Some(scored) = Scored::new(header, events, options.from) else {
            anyhow::bail!("{name}: no order was placed anywhere");
        };
        if let Some(out) = &mut out {
            write_rows(out, &name, &scored)?;
        }
        runs.push((name, scored));
        Ok(())
    };
    match &options.file {
        Some(file) => {
            let (header, events) = read(file)?;
            one(file.display().to_string(), &header, &events)?;
        }
        None => {
            for seed in options.seeds.0..options.seeds.0 + options.seeds.1 {
                let (header, events) = simulate::events(seed);
                one(format!("seed {seed}"), &header, &events)?;
            }
        }
    }
    if let Some(mut out) = out {
        out.flush()?;
    }
    if let Some(file) = &options.plot {
        plot::write(file, &[charts(&runs)])
            .with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(print(&runs))
}

fn read(file: &Path) -> Result<(Header, Vec<Event>)> {
    let name = file.display();
    let from = File::open(file).with_context(|| format!("opening {name}"))?;
    let (header, events, dirt) =
        events::read(BufReader::new(from)).with_context(|| format!("reading {name}"))?;
    println!("events: {}", events.len());
    println!("events.malformed: {}", dirt.malformed);
    println!("events.repeated: {}", dirt.repeated);
    if let Some((line, reason)) = dirt.first {
        println!("events.first_malformed: line {line}: {reason}");
    }
    if dirt.headless {
        println!("events.header: none, so Monday to Friday, 9 to 17, UTC, and no pickups");
    }
    Ok((header, events))
}

fn create(path: &Path) -> Result<BufWriter<File>> {
    let file = File::create(path).with_context(|| format!("creating {}", path.display()))?;
    Ok(BufWriter::new(file))
}

/// One scored order, as `--out` writes it. Instants are milliseconds since 1970.
#[derive(Serialize)]
struct Line<'a> {
    run: &'a str,
    order: &'a str,
    location: usize,
    method: &'a str,
    lines: u32,
    placed: Instant,
    handed_over: Instant,
    bound: Option<Instant>,
    bucket: Option<&'a str>,
    queue: Option<Instant>,
    historical: Option<Instant>,
    rolling7: Option<Instant>,
    wide: Option<Instant>,
    oracle: Option<Instant>,
    waiting: u64,
    week: i64,
    calm: bool,
}

fn write_rows(out: &mut impl Write, run: &str, scored: &Scored) -> Result<()> {
    for row in &scored.rows {
        let engine = row.forecast.engine.as_ref();
        let line = Line {
            run,
            order: &row.group.order,
            location: row.group.location,
            method: &row.group.method,
            lines: row.group.lines,
            placed: row.group.placed,
            handed_over: row.ended,
            bound: engine.map(|it| it.bound),
            bucket: engine.map(|it| it.bucket),
            queue: engine.and_then(|it| it.queue),
            historical: engine.and_then(|it| it.historical),
            rolling7: row.forecast.baselines.rolling,
            wide: row.wide,
            oracle: row.oracle,
            waiting: row.forecast.waiting,
            week: row.week,
            calm: row.calm,
        };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}

/// Prints everything; whether every bar held: of many seeds, by their mean.
fn print(runs: &[(String, Scored)]) -> bool {
    let all: Vec<Vec<Figure>> = runs.iter().map(|it| it.1.figures()).collect();
    if runs.len() > 1 {
        println!(
            "{:<10} {:>7} {:>5} {:>7} {:>7} {:>7} {:>7} {:>8} {:>8}",
            "", "orders", "calm", "peak", "slack", "rolling", "oracle", "answered", "coverage"
        );
        for ((name, scored), figures) in runs.iter().zip(&all) {
            let value = |what: &str| {
                let name = format!("warehouse.{what}");
                figures
                    .iter()
                    .find(|it| it.name == name)
                    .map_or(f64::NAN, |it| it.value)
            };
            println!(
                "{name:<10} {:>7} {:>5} {:>7.3} {:>7.3} {:>7.3} {:>7.3} {:>8.3} {:>8.3}",
                scored.rows.len(),
                scored.calm_weeks,
                value("peak_coverage"),
                value("calm_slack_ratio"),
                value("pinball_vs_rolling7"),
                value("pinball_vs_oracle"),
                value("answered"),
                value("coverage"),
            );
        }
    }
    for (name, scored) in runs.iter().filter(|_| runs.len() == 1) {
        println!(
            "{name}: {} scored, {} cancelled, {} still open",
            scored.rows.len(),
            scored.dropped,
            scored.open
        );
        scored
            .by_load()
            .iter()
            .chain(&scored.by_bucket())
            .for_each(|it| println!("{it}"));
    }
    let mut broken = Vec::new();
    for place in 0..all.first().map_or(0, Vec::len) {
        let mut values: Vec<f64> = all.iter().map(|it| it[place].value).collect();
        values.sort_by(f64::total_cmp);
        let figure = Figure {
            value: values.iter().sum::<f64>() / values.len() as f64,
            ..all[0][place].clone()
        };
        print!("{}: {:.4}", figure.name, figure.value);
        if values.len() > 1 {
            print!(
                "   lowest {:.4}  median {:.4}  highest {:.4}",
                values[0],
                values[values.len() / 2],
                values[values.len() - 1]
            );
        }
        println!();
        if let (true, Some((least, most))) = (figure.is_broken(), figure.bar) {
            broken.push(format!(
                "{}: {:.4} is not within {least}–{most}",
                figure.name, figure.value
            ));
        }
    }
    broken.iter().for_each(|it| eprintln!("bar broken: {it}"));
    broken.is_empty()
}

/// Coverage by week from the peak's, and by the length of the bound, of all runs together.
fn charts(runs: &[(String, Scored)]) -> [Chart; 2] {
    let mut weeks: std::collections::BTreeMap<i64, Vec<Outcome>> = Default::default();
    let mut all = Vec::new();
    for (_, scored) in runs {
        for outcome_row in &scored.rows {
            if let Some(answer) = &outcome_row.forecast.engine {
                let outcome = Outcome {
                    said: outcome_row.group.placed,
                    bound: answer.bound,
                    ended: outcome_row.ended,
                };
                weeks.entry(outcome_row.week).or_default().push(outcome);
                all.push(outcome);
            }
        }
    }
    let points = weeks
        .iter()
        .map(|(week, outcomes)| (week.to_string(), coverage(outcomes)));
    [
        Chart {
            title: "warehouse: coverage by week".into(),
            across: "weeks from the peak week".into(),
            points: points.collect(),
            target: TARGET,
        },
        plot::by_length("warehouse", all, TARGET),
    ]
}
