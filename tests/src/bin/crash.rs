//! `npm run crash -- --events N --kills K --seed S`.

use std::process::ExitCode;

use clap::Parser;
use e2e::crash::{Plan, run};
use e2e::group::until_ended;

/// Kills the worker at random while it takes webhooks, and counts what was lost or told twice.
#[derive(Parser)]
struct Arguments {
    /// Deliveries in all, duplicates included.
    #[arg(long, default_value_t = 3000, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    events: u32,
    /// SIGKILLs of the whole process group.
    #[arg(long, default_value_t = 20)]
    kills: u32,
    /// Seed of everything that is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let plan = Plan {
        events: arguments.events as usize,
        kills: arguments.kills as usize,
        seed: arguments.seed,
    };
    match until_ended(run(plan)).await {
        Some(Ok(verdict)) if verdict.print() => ExitCode::SUCCESS,
        Some(Ok(_)) => ExitCode::FAILURE,
        Some(Err(error)) => {
            eprintln!("crash: {error}");
            ExitCode::FAILURE
        }
        None => ExitCode::from(130),
    }
}
