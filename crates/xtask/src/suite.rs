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

/// Why a step that needs built artefacts is left out.
const UNBUILT: &str = "the lanes failed";

struct Outcome {
    name: &'static str,
    took: Duration,
    counts: Counts,
    passed: bool,
}

/// Runs all steps, or those whose name contains `only`.
pub fn run(only: Option<&str>) -> Result<ExitCode> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut skipped: Vec<(&str, String)> = Vec::new();
    for step in steps::all() {
        if only.is_some_and(|text| !step.name.contains(text)) {
            continue;
        }
        let unbuilt = outcomes
            .iter()
            .any(|it| it.name == steps::LANES && !it.passed);
        if unbuilt && step.needs_lanes {
            skipped.push((step.name, UNBUILT.into()));
        } else if let Some(why) = step.cannot() {
            skipped.push((step.name, why));
        } else {
            outcomes.push(perform(&step));
        }
    }
    report(&outcomes, &skipped);
    if outcomes.is_empty() && skipped.is_empty() {
        bail!("no step has that in its name");
    }
    let total = outcomes
        .iter()
        .fold(Counts::default(), |sum, it| sum + it.counts);
    // A step left out because a lane failed has failed too; one the machine cannot run has been skipped.
    let missed = skipped.iter().filter(|(_, why)| why == UNBUILT).count() as u64;
    let failed = total.failed + missed;
    println!(
        "{} passed, {failed} failed, {} skipped",
        total.passed,
        total.ignored + skipped.len() as u64 - missed
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

fn report(outcomes: &[Outcome], skipped: &[(&str, String)]) {
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
    for (name, why) in skipped {
        println!("{:<8} {name:<28} {why}", "skipped");
    }
    let total: Duration = outcomes.iter().map(|it| it.took).sum();
    println!("{:<8} {:<28} {:>7.1} s", "", "total", total.as_secs_f32());
}
