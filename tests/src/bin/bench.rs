//! `npm run bench -- NAME`: `name: value` lines; exits non-zero where a budget is broken.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use e2e::bench::{Bench, run};

/// Measures one budget.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    name: Name,
}

#[derive(Subcommand)]
enum Name {
    /// Real orders beside an independent table from columns to state and claim.
    Replay {
        /// Orders, as `npm run replay` takes them.
        #[arg(long)]
        file: PathBuf,
    },
    /// Webhook to acknowledgement, beside plain JavaScript.
    Ingest {
        /// Alternating pairs; below 8 the ratio proves nothing.
        #[arg(long, default_value_t = 10)]
        pairs: usize,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let taken = match Arguments::parse().name {
        Name::Replay { file } => run(Bench::Replay { file }).await,
        Name::Ingest { pairs } => run(Bench::Ingest { pairs }).await,
    };
    match taken {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}
