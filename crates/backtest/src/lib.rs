#![deny(missing_docs)]
//! Walks orders in time order and scores the promise engine against what one would say without it.
//!
//! In scope: real orders from a file ([`orders`], [`stage`]) and what warehouses report ([`warehouse`]), from a file or made up by
//! seed ([`simulate`]); the walks that know only what was known, the baselines, the figures and their bars, the plot. Not
//! in scope: the engine itself (`promise`), and any choice made after looking at an outcome.

pub mod baseline;
pub mod figures;
pub mod orders;
pub mod plot;
pub mod score;
pub mod simulate;
pub mod stage;
pub mod walk;
pub mod warehouse;
