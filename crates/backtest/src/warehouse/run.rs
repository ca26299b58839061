//! The command: one file, or many seeds.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use fulfillment::Instant;
use serde::Serialize;

use super::events::{self, Event};
use super::figures::Scored;
use super::header::Header;
use super::report;
use crate::plot;
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
        plot::write(file, &[report::charts(&runs)])
            .with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(report::print(&runs))
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
