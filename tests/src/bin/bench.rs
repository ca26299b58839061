//! `npm run bench -- NAME`: `name: value` lines; exits non-zero where a budget is broken.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use e2e::bench::{Bench, run};
use e2e::group::until_ended;

/// Measures one budget.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    name: Name,
}

#[derive(Subcommand)]
enum Name {
    /// Every page a shopper or merchant meets, in every language and variant, by axe-core and beyond.
    Accessibility,
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
    /// Rendered pages at every instant of generated histories, beside an independent checker.
    Claims {
        /// Histories to generate; below 500 they prove too little.
        #[arg(long, default_value_t = 520)]
        histories: u64,
        /// First seed.
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
    /// Bytes of the bundles on Shopify's pages, as Shopify's CLI counts.
    Extension,
    /// Instructions, size and steadiness of the checkout function, as shipped.
    Function,
    /// Forgeries, foreign credentials, guesses, hostile texts and broken bodies, against the worker as deployed.
    Hostile {
        /// What is drawn is drawn with it.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Bytes of the order page, and how much its layout moves in Chromium.
    Page,
    /// The order page beside the blocks on Shopify's pages, in every language.
    Parity,
    /// SQL rows of one fact with many orders open, and what Shopify is sent when the load changes.
    Promise {
        /// Orders open, beside 500; below ten times that the growth proves too little.
        #[arg(long, default_value_t = 50_000)]
        open: u64,
    },
    /// Every link of the demo shop answers with its expected sentence.
    Start,
}

#[tokio::main]
async fn main() -> ExitCode {
    let bench = match Arguments::parse().name {
        Name::Accessibility => Bench::Accessibility,
        Name::Replay { file } => Bench::Replay { file },
        Name::Ingest { pairs } => Bench::Ingest { pairs },
        Name::Claims { histories, seed } => Bench::Claims { histories, seed },
        Name::Extension => Bench::Extension,
        Name::Function => Bench::Function,
        Name::Hostile { seed } => Bench::Hostile { seed },
        Name::Page => Bench::Page,
        Name::Parity => Bench::Parity,
        Name::Promise { open } => Bench::Promise { open },
        Name::Start => Bench::Start,
    };
    match until_ended(run(bench)).await {
        Some(Ok(true)) => ExitCode::SUCCESS,
        Some(Ok(false)) => ExitCode::FAILURE,
        Some(Err(error)) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
        None => ExitCode::from(130),
    }
}
