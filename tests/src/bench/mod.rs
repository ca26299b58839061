//! Measured budgets: `name: value` lines, and whether the budget is kept.

mod accessibility;
mod claims;
mod extension;
mod function;
mod hostile;
mod ingest;
mod page;
mod parity;
mod promise;
mod replay;
mod start;

use std::path::PathBuf;

pub use accessibility::accessibility;
pub use claims::claims;
pub use extension::extension;
pub use function::function;
pub use hostile::hostile;
pub use ingest::ingest;
pub use page::page;
pub use parity::parity;
pub use promise::promise;
pub use replay::replay;
pub use start::start;

/// Why a measurement could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The replay under it.
    #[error(transparent)]
    Replay(#[from] crate::replay::ReplayError),
    /// The world.
    #[error(transparent)]
    World(#[from] crate::world::WorldError),
    /// A request that had to work.
    #[error(transparent)]
    Client(#[from] crate::client::ClientError),
    /// The oracle of claims.
    #[error(transparent)]
    Oracle(#[from] crate::claims::run::OracleError),
    /// The demo shop.
    #[error(transparent)]
    Demo(#[from] crate::demo::DemoError),
    /// The checkout function.
    #[error(transparent)]
    Function(#[from] crate::function::FunctionError),
    /// The blocks on Shopify's pages.
    #[error(transparent)]
    Block(#[from] crate::block::BlockError),
    /// The hostile run.
    #[error(transparent)]
    Hostile(#[from] crate::hostile::HostileError),
    /// The browser.
    #[error(transparent)]
    Browser(#[from] crate::browser::BrowserError),
    /// The look at every page.
    #[error(transparent)]
    Accessibility(#[from] crate::accessibility::AccessibilityError),
    /// What was measured is not what was asked for.
    #[error("{0}")]
    Wrong(String),
}

/// A budget: prints the value, answers whether it is kept.
pub fn budget(name: &str, value: impl std::fmt::Display, kept: bool) -> bool {
    println!("{name}: {value}");
    if !kept {
        eprintln!("{name} is out of its budget");
    }
    kept
}

/// The benchmarks of this crate's harness.
#[derive(Clone, Debug)]
pub enum Bench {
    /// Every page in every variant, by axe-core and what it cannot see.
    Accessibility,
    /// Real orders beside the independent table.
    Replay {
        /// Orders to replay.
        file: PathBuf,
    },
    /// Webhooks a second beside plain JavaScript.
    Ingest {
        /// Alternating pairs, at least 8 for a budget.
        pairs: usize,
    },
    /// Rendered pages beside an independent checker of claims.
    Claims {
        /// Histories to generate, at least 500 for a budget.
        histories: u64,
        /// First seed.
        seed: u64,
    },
    /// Bytes of the bundles on Shopify's pages.
    Extension,
    /// Instructions, size and steadiness of the checkout function.
    Function,
    /// Forgeries, foreign credentials, guesses, hostile texts, broken bodies.
    Hostile {
        /// What is drawn is drawn with it.
        seed: u64,
    },
    /// Bytes of the order page, and how much it moves in Chromium.
    Page,
    /// The order page beside the blocks on Shopify's pages.
    Parity,
    /// What a fact costs with many orders open, and what Shopify is sent.
    Promise {
        /// Orders open, at least 50,000 for a budget.
        open: u64,
    },
    /// Every link of the demo shop.
    Start,
}

/// Takes a measurement; true if every budget is kept.
pub async fn run(bench: Bench) -> Result<bool, BenchError> {
    match bench {
        Bench::Accessibility => accessibility().await,
        Bench::Replay { file } => replay(&file).await,
        Bench::Ingest { pairs } => ingest(pairs).await,
        Bench::Claims { histories, seed } => claims(seed, histories).await,
        Bench::Extension => extension(),
        Bench::Function => function(),
        Bench::Hostile { seed } => hostile(seed).await,
        Bench::Page => page().await,
        Bench::Parity => parity().await,
        Bench::Promise { open } => promise(open).await,
        Bench::Start => start().await,
    }
}
