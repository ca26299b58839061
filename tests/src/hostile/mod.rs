//! Everything a stranger, a neighbour or a hostile text may try, against the built worker as it is deployed.
//!
//! In scope: forged signatures and tokens ([`forge`]), every route with a foreign shop's credentials ([`tenant`]), guessing
//! ([`guess`]), hostile text through every field ([`inject`]), bodies that are no bodies ([`bodies`]), addresses that must not
//! be called ([`target`]), headers of pages ([`guard`]), personal data that must not be left ([`redact`]). The worker runs
//! without `DEVELOPMENT`: what is tried is what is public. Honest requests of every kind go among the hostile ones, because a
//! worker that refuses everything is no answer.
//!
//! Not in scope: parsers by themselves (the fuzz targets), the timing of answers, which this machine cannot tell.

mod attempt;
mod bodies;
mod forge;
mod guard;
mod guess;
mod inject;
mod outside;
mod redact;
mod routes;
mod shopper;
mod tally;
mod target;
mod tenant;
mod town;

use rand::SeedableRng as _;
use rand::rngs::SmallRng;

pub use tally::{Figure, Tally};
use town::{NEIGHBOUR, Town, VICTIM};

use crate::client::ClientError;
use crate::world::WorldError;

/// Why nothing can be said of a hostile run.
#[derive(Debug, thiserror::Error)]
pub enum HostileError {
    /// The world.
    #[error(transparent)]
    World(#[from] WorldError),
    /// A request without an answer.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The run itself is wrong: it did not reach what it is about.
    #[error("{0}")]
    Wrong(String),
}

/// Tries everything; `seed` draws what is drawn.
pub async fn run(seed: u64) -> Result<Tally, HostileError> {
    let mut tally = Tally::default();
    let mut dice = SmallRng::seed_from_u64(seed);
    let mut town = Town::start().await?;
    let done = tried(&mut town, &mut dice, &mut tally).await;
    if done.is_err() {
        eprintln!("{}", town.world.log_tail());
    }
    town.world.stop().await;
    done?;
    redact::stored(&town, &mut tally);
    unharmed(&town, &mut tally);
    target::redirects(&mut tally).await?;
    Ok(tally)
}

/// Whatever was sent was somebody else's fault: the worker has no error of its own in its log.
fn unharmed(town: &Town, tally: &mut Tally) {
    let log = std::fs::read(town.world.state_dir().join("worker.log")).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    for line in log
        .lines()
        .filter(|line| line.contains("\"level\":\"error\""))
    {
        tally.breach(Figure::Accepted, &format!("the worker failed: {line}"));
    }
}

async fn tried(
    town: &mut Town,
    dice: &mut SmallRng,
    tally: &mut Tally,
) -> Result<(), HostileError> {
    let routes = routes::all()?;
    forge::run(town, dice, tally).await?;
    tenant::run(town, &routes, tally).await?;
    bodies::run(town, tally).await?;
    target::run(town, tally).await?;
    inject::run(town, dice, tally).await?;
    guard::run(town, tally).await?;
    redact::run(town, tally).await?;
    // Last: it uses up the shop's tries.
    guess::run(town, dice, tally).await?;
    let mut shops = vec![VICTIM, NEIGHBOUR, redact::SHOP];
    shops.extend(inject::SHOPS);
    town.outside.judge(&shops, tally).await
}
