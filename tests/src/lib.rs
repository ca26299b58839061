//! The product, built, tried from outside.
//!
//! In scope: a real workerd in a process group of its own ([`world`]), signatures and payloads as
//! the senders make them ([`sign`], [`payloads`]), a fake provider, a fake AfterShip and a fake Admin API, the replay
//! of real orders, the crash run, everything hostile, the measured budgets.
//!
//! Not in scope, and absent on purpose: the fold, the adapters, the worker's code. What is tested
//! here is reached by HTTP or read from a built artefact, so a mistake cannot hide on both sides.

#![recursion_limit = "256"]

#[cfg(feature = "judge")]
pub mod accessibility;
pub mod admin;
#[cfg(feature = "judge")]
pub mod aftership;
#[cfg(feature = "judge")]
pub mod bench;
#[cfg(feature = "judge")]
pub mod block;
#[cfg(feature = "judge")]
pub mod browser;
#[cfg(feature = "judge")]
pub mod claims;
pub mod client;
#[cfg(feature = "judge")]
pub mod crash;
pub mod demo;
#[cfg(feature = "judge")]
pub mod eight;
pub mod function;
pub mod group;
#[cfg(feature = "judge")]
pub mod hostile;
pub mod loopback;
#[cfg(feature = "judge")]
pub mod orders_file;
pub mod payloads;
#[cfg(feature = "judge")]
pub mod provider;
#[cfg(feature = "judge")]
pub mod replay;
pub mod script;
pub mod secrets;
pub mod sign;
#[cfg(feature = "judge")]
pub mod storefront;
#[cfg(feature = "judge")]
pub mod table;
pub mod world;
