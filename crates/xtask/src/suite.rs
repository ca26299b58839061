//! Everything `npm test` runs, two steps at a time, with a table of durations and one closing line.
//!
//! A step's output is shown as a whole when it is done. One that fails does not end the run: the others
//! still say what they have to say, except that what needs the built artefacts is left out, by name,
//! when a lane failed. No test depends on time, so neighbours do not matter.

mod count;
mod step;
mod steps;

use std::process::ExitCode;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use count::Counts;
use step::Step;

/// Steps at a time. Much of a build is one thread's work, and much of a test is waiting.
const AT_ONCE: usize = 2;

struct Outcome {
    name: &'static str,
    took: Duration,
    counts: Counts,
    passed: bool,
}

/// What is to do and what is done.
struct Course {
    waiting: Vec<Step>,
    outcomes: Vec<Outcome>,
    unbuilt: Vec<&'static str>,
    /// Whether the artefacts are made; `None` until that is known.
    built: Option<bool>,
}

impl Course {
    fn of(waiting: Vec<Step>) -> Self {
        // Asked for by name, a step takes the artefacts as they are.
        let made_here = waiting.iter().any(|step| step.name == steps::LANES);
        Self {
            waiting,
            outcomes: Vec::new(),
            unbuilt: Vec::new(),
            built: (!made_here).then_some(true),
        }
    }

    /// The next step that may run now.
    fn next(&mut self) -> Option<Step> {
        if self.built == Some(false) {
            let lost = self.waiting.extract_if(.., |step| step.needs_lanes);
            self.unbuilt.extend(lost.map(|step| step.name));
        }
        let ready = |step: &Step| !step.needs_lanes || self.built == Some(true);
        let index = self.waiting.iter().position(ready)?;
        Some(self.waiting.remove(index))
    }

    fn done(&mut self, outcome: Outcome) {
        if outcome.name == steps::LANES {
            self.built = Some(outcome.passed);
        }
        self.outcomes.push(outcome);
    }
}

/// Runs all steps, or those whose name contains `only`.
pub fn run(only: Option<&str>) -> Result<ExitCode> {
    let started = Instant::now();
    let mut wanted = steps::all();
    wanted.retain(|step| only.is_none_or(|text| step.name.contains(text)));
    if wanted.is_empty() {
        bail!("no step has that in its name");
    }
    let order: Vec<&str> = wanted.iter().map(|step| step.name).collect();
    let course = Mutex::new(Course::of(wanted));
    let turn = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| work(&course, &turn));
        }
    });
    let Course {
        mut outcomes,
        unbuilt,
        ..
    } = course.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|it| order.iter().position(|name| *name == it.name));
    report(&outcomes, &unbuilt, started.elapsed());
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

/// Takes step after step until none is left.
fn work(course: &Mutex<Course>, turn: &Condvar) {
    fn held(course: &Mutex<Course>) -> MutexGuard<'_, Course> {
        course.lock().unwrap_or_else(PoisonError::into_inner)
    }
    loop {
        let mut now = held(course);
        let step = loop {
            if let Some(step) = now.next() {
                break step;
            }
            if now.waiting.is_empty() {
                return;
            }
            now = turn.wait(now).unwrap_or_else(PoisonError::into_inner);
        };
        drop(now);
        let outcome = perform(&step);
        held(course).done(outcome);
        turn.notify_all();
    }
}

fn perform(step: &Step) -> Outcome {
    println!("▸ {}", step.name);
    let started = Instant::now();
    let mut output = String::new();
    let (counts, passed) = match step.run(&mut output) {
        Ok((counts, passed)) => (counts, passed),
        Err(error) => {
            output.push_str(&format!("{}: {error:#}\n", step.name));
            (Counts::default(), false)
        }
    };
    let took = started.elapsed();
    // One call, so that two steps that end together do not mix.
    println!("\n━━ {} ━━\n{output}", step.name);
    Outcome {
        name: step.name,
        took,
        counts: counts.or_one(passed),
        passed,
    }
}

fn report(outcomes: &[Outcome], unbuilt: &[&str], took: Duration) {
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
    println!(
        "{:<8} {:<28} {:>7.1} s",
        "",
        "all of it",
        took.as_secs_f32()
    );
}
