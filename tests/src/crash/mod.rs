//! The crash run: what was acknowledged survives, and nobody is told twice.
//!
//! Deliveries go in duplicated, shuffled and in parallel, while the whole process group is killed at
//! random moments. Afterwards the ledgers are compared with those of a second world that took the
//! same facts once, in order and undisturbed, and the provider's own count says what was sent.

mod run;
mod story;
mod verdict;

pub use run::{Plan, run};
pub use story::{Delivery, Route, disturbed, stories};
pub use verdict::Verdict;

/// The shop of the crash run.
pub const SHOP: &str = "crash.myshopify.com";

/// Why a run could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum CrashError {
    /// The world.
    #[error(transparent)]
    World(#[from] crate::world::WorldError),
    /// A request that had to work.
    #[error(transparent)]
    Client(#[from] crate::client::ClientError),
    /// A delivery was refused for good: the run proves nothing.
    #[error("{topic} was refused with {status}: {text}")]
    Refused {
        /// Topic or source.
        topic: String,
        /// HTTP status.
        status: u16,
        /// Body of the answer.
        text: String,
    },
    /// The world did not come to rest.
    #[error("after {seconds} s {pending} messages still wait to be sent, e.g. {example}")]
    Restless {
        /// How long it was given.
        seconds: u64,
        /// What is left.
        pending: usize,
        /// One of them.
        example: String,
    },
}
