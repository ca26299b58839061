//! Every parser of foreign bytes as a function of bytes that must not panic, and the inputs it starts from.
//!
//! In scope: one target a parser ([`target`]), with what follows from what it reads — facts are folded, decided on, projected
//! and put into words, settings make a policy — because a value that parses can still break what comes after. Not in scope:
//! whether the answer is right (the crates' own tests), and the worker as a whole (`bench hostile`).
//!
//! `npm run fuzz -- --minutes 2` runs them under libFuzzer, guided by coverage. The unit tests replay all seeds and kept inputs.

pub mod seed;
pub mod target;
mod targets;

pub use target::{TARGETS, Target};
