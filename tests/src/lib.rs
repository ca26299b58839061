//! The product, built, tried from outside.
//!
//! In scope: a real workerd in a process group of its own ([`world`]), signatures and payloads as
//! the senders make them ([`sign`], [`payloads`]), a fake provider and a fake Admin API, the replay
//! of real orders, the crash run, the measured budgets.
//!
//! Not in scope, and absent on purpose: the fold, the adapters, the worker's code. What is tested
//! here is reached by HTTP or read from a built artefact, so a mistake cannot hide on both sides.

#![recursion_limit = "256"]

pub mod client;
pub mod orders_file;
pub mod payloads;
pub mod replay;
pub mod secrets;
pub mod sign;
pub mod table;
pub mod world;
