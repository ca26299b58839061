//! The product, built, tried from outside.
//!
//! In scope: a real workerd in a process group of its own ([`world`]), signatures and payloads as
//! the senders make them ([`sign`], [`payloads`]), a fake provider, a fake AfterShip and a fake Admin API, the replay
//! of real orders, the crash run, everything hostile, the measured budgets.
//!
//! Not in scope, and absent on purpose: the fold, the adapters, the worker's code. What is tested
//! here is reached by HTTP or read from a built artefact, so a mistake cannot hide on both sides.

#![recursion_limit = "256"]

pub mod accessibility;
pub mod admin;
pub mod aftership;
pub mod bench;
pub mod block;
pub mod browser;
pub mod claims;
pub mod client;
pub mod crash;
pub mod demo;
pub mod eight;
pub mod function;
pub mod group;
pub mod hostile;
pub mod loopback;
pub mod orders_file;
pub mod payloads;
pub mod provider;
pub mod replay;
pub mod script;
pub mod secrets;
pub mod sign;
pub mod storefront;
pub mod table;
pub mod world;
