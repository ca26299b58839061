//! Everything `npm test` runs, in order, with a table of durations and one closing line.
//!
//! A step that fails does not end the run: the others still say what they have to say, except that
//! what needs the built artefacts is left out, by name, when a lane failed.

mod count;
mod step;
mod steps;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use count::Counts;
use step::Step;

struct Outcome {
    name: &'static str,
    took: Duration,
    counts: Counts,
    passed: bool,
}

/// Runs all steps, or those whose name contains `only`.
pub fn run(only: Option<&str>) -> Result<ExitCode> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut unbuilt: Vec<&str> = Vec::new();
    for step in steps::all() {
        if only.is_some_and(|text| !step.name.contains(text)) {
            continue;
        }
        let no_lanes = outcomes
            .iter()
            .any(|it| it.name == steps::LANES && !it.passed);
        if no_lanes && step.needs_lanes {
            unbuilt.push(step.name);
        } else {
            outcomes.push(perform(&step));
        }
    }
    report(&outcomes, &unbuilt);
    if outcomes.is_empty() {
        bail!("no step has that in its name");
    }
    let total = outcomes
        .iter()
        .fold(Counts::default(), |sum, it| sum + it.counts);
    // A step left out because a lane failed has failed too.
    let failed = total.failed + unbuilt.len() as u64;
    println!(
        "{} passed, {failed} failed, {} skipped",
        total.passed, total.ignored
    );
    Ok(if failed > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn perform(step: &Step) -> Outcome {
    println!("\n━━ {} ━━", step.name);
    let started = Instant::now();
    let (counts, passed) = match step.run() {
        Ok((counts, passed)) => (counts, passed),
        Err(error) => {
            eprintln!("{}: {error:#}", step.name);
            (Counts::default(), false)
        }
    };
    Outcome {
        name: step.name,
        took: started.elapsed(),
        counts: counts.or_one(passed),
        passed,
    }
}

fn report(outcomes: &[Outcome], unbuilt: &[&str]) {
    println!("\n━━ steps ━━");
    for outcome in outcomes {
        println!(
            "{:<8} {:<28} {:>7.1} s {:>6} passed {:>3} failed",
            if outcome.passed { "ok" } else { "FAILED" },
            outcome.name,
            outcome.took.as_secs_f32(),
            outcome.counts.passed,
            outcome.counts.failed,
        );
    }
    for name in unbuilt {
        println!("{:<8} {name:<28} the lanes failed", "FAILED");
    }
    let total: Duration = outcomes.iter().map(|it| it.took).sum();
    println!("{:<8} {:<28} {:>7.1} s", "", "total", total.as_secs_f32());
}
