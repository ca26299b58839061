//! Real orders as signed webhooks in event order, through the built worker.
//!
//! The clock is driven to each event. An order's own deadlines fire before its next fact; the
//! deadlines of all others fire day by day, and once more at the end. Within a day orders go in
//! parallel, each order's own events in sequence, started in the order of the clock.

mod drive;
mod outcome;
mod plan;

pub use drive::drive;
pub use outcome::{Outcome, Shown, print, write_lines};
pub use plan::{Route, Step, steps};

/// The shop the orders are replayed into.
pub const SHOP: &str = "replay.myshopify.com";

/// Why a replay could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The file.
    #[error(transparent)]
    File(#[from] crate::orders_file::FileError),
    /// The world.
    #[error(transparent)]
    World(#[from] crate::world::WorldError),
    /// A request that even retries did not bring through.
    #[error(transparent)]
    Client(#[from] crate::client::ClientError),
    /// The result could not be written.
    #[error("{path}: {source}")]
    Write {
        /// Where to.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
}
