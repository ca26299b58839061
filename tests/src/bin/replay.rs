//! `npm run replay -- FILE [--out FILE]`: orders of a file as signed webhooks, and what came of them.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use e2e::group::until_ended;
use e2e::replay::{ReplayError, drive, print, write_lines};
use e2e::world::{Options, World};

/// Replays a file of orders through the built worker.
#[derive(Parser)]
struct Arguments {
    /// CSV with the columns order_id, status, purchased_at, approved_at, handed_over_at,
    /// delivered_at and, where known, ship_limit_at, estimated_delivery_at, seller_id, sellers,
    /// seller_state, customer_state, items, value_brl, freight_brl.
    file: PathBuf,
    /// Writes one JSON line an order.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match until_ended(run(Arguments::parse())).await {
        Some(Ok(code)) => code,
        Some(Err(error)) => {
            eprintln!("replay: {error}");
            ExitCode::FAILURE
        }
        None => ExitCode::from(130),
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, ReplayError> {
    let file = e2e::orders_file::read(&arguments.file)?;
    for bad in &file.bad {
        eprintln!("{}: {bad}", arguments.file.display());
    }
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await?;
    let outcome = drive(&world, &file).await?;
    print(&file, &outcome);
    if let Some(path) = &arguments.out {
        write_lines(&file, &outcome, path)?;
    }
    world.stop().await;
    let whole = outcome.unread.is_empty() && outcome.refused.is_empty();
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
