//! `npm run fuzz -- --minutes 2`: builds the targets with coverage, runs each for its share, prints `fuzz.inputs` and `fuzz.panics`.
//!
//! What it finds is saved under `target/fuzz/found`, with the command that shows it again. First it has a planted mistake
//! found, so that a run without findings says something. Inputs that reached something new are kept between runs.

mod engine_build;
mod share;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Parser;
use fuzz::target::{PLANTED, TARGETS, named};

use share::Run;

/// Seconds a planted mistake may stay unfound.
const PLANTED_SECONDS: u64 = 30;
/// Least seconds of a target.
const LEAST: u64 = 2;

/// Feeds every parser with inputs that coverage leads to.
#[derive(Parser)]
struct Arguments {
    /// Minutes for all targets together.
    #[arg(long, default_value_t = 2.0)]
    minutes: f64,
    /// Only this target.
    #[arg(long)]
    target: Option<String>,
    /// What is drawn is drawn with it.
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// Runs the target on this one input and ends.
    #[arg(long, requires = "target")]
    replay: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("fuzz: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool> {
    let targets = match &arguments.target {
        None => TARGETS.to_vec(),
        Some(name) => match named(name) {
            Some(target) => vec![target],
            None => {
                let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
                bail!("no target {name:?}; there are {}", names.join(", "))
            }
        },
    };
    if let Some(file) = &arguments.replay {
        let input = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        for target in targets {
            (target.run)(&input);
            println!("{}: survived", target.name);
        }
        return Ok(true);
    }
    let engine = engine_build::build()?;
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let planted = Run {
        engine: &engine,
        target: PLANTED,
        time: Duration::from_secs(PLANTED_SECONDS),
        seed: arguments.seed,
    };
    let found = planted.finish()?.finding.is_some();
    println!("fuzz.planted_found: {}", u8::from(found));
    if !found {
        bail!("the planted mistake was not found: coverage does not guide");
    }
    let each = arguments.minutes * 60.0 * jobs as f64 / targets.len() as f64;
    let runs: Vec<Run<'_>> = targets
        .iter()
        .map(|target| Run {
            engine: &engine,
            target: *target,
            time: Duration::from_secs((each as u64).max(LEAST)),
            seed: arguments.seed,
        })
        .collect();
    let results = share::all(&runs, jobs)?;
    let (mut inputs, mut panics) = (0, 0);
    for (run, result) in runs.iter().zip(results) {
        println!("fuzz.{}: {}", run.target.name, result.inputs);
        inputs += result.inputs;
        if let Some(finding) = result.finding {
            panics += 1;
            eprintln!(
                "{}: {}\n  input: {}\n  again: npm run fuzz -- --target {} --replay {}",
                run.target.name,
                finding.what,
                finding.input.display(),
                run.target.name,
                finding.input.display()
            );
        }
    }
    println!("fuzz.inputs: {inputs}");
    println!("fuzz.panics: {panics}");
    Ok(panics == 0 && inputs > 0)
}
