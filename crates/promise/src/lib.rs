#![deny(missing_docs)]
//! The promise engine: by when an order is handed over and delivered, from what waits, how fast it goes and how it went before.
//!
//! In scope: what waits ([`backlog`]), how fast it goes ([`throughput`]), how much that is ([`load`]) and when the place works and its
//! carrier comes ([`schedule`], [`grace`]); the state of a place ([`place`]) and what it promises ([`quote`]), for every moment a
//! checkout may ask ([`mod@table`]), without wandering ([`steady`]), and how it was kept ([`score`]). Beneath: working-weighted
//! intervals ([`working`]), censored quantiles ([`product_limit`], [`residuals`]), shrunk group effects ([`effects`]), the rolling
//! conformal offset ([`conformal`]), the historical bound made of them ([`historical`]), a declared limit as one more
//! input ([`declared`]), and the journey after the hand-over ([`transit`]). Everything is told in the order in which it became
//! known, and nothing else is known.
//!
//! Not in scope: words, storage, where a method's schedule comes from.
//!
//! A room of its own and not a module of `fulfillment`: folding an order's facts is a pure function of that order
//! and must stay as small as it is, while this is statistics over all orders of a place, with state of its own. It is as pure: no I/O,
//! no clock, no chance; the present is an argument. The backtest runs the very code that runs behind a promise.

pub mod backlog;
pub mod conformal;
pub mod declared;
pub mod effects;
pub mod grace;
pub mod handling;
pub mod historical;
pub mod load;
pub mod place;
pub mod product_limit;
mod profile;
pub mod quote;
pub mod residuals;
mod run;
pub mod schedule;
pub mod score;
mod settings;
pub mod steady;
mod stretch;
pub mod table;
pub mod throughput;
pub mod transit;
mod turns;
pub mod working;

pub use handling::Handling;
pub use load::Bucket;
pub use place::{Opened, Place, Stage};
pub use quote::{Ask, Basis, Cause, Quote, Reason};
pub use schedule::Schedule;
