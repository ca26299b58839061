//! AfterShip: what carriers told it, by webhook ([`webhook`]), and which parcels it shall ask about
//! ([`register`]). API and webhooks of 2026-07.
//!
//! AfterShip relays: a checkpoint that it has from a carrier is the carrier's word. What it says by
//! itself is not, and is graded accordingly ([`status`]): a parcel marked as completed by a user is a
//! record, a date that its model worked out and its notice that nothing came are inferred.

mod carrier;
mod country;
pub mod register;
pub mod status;
pub mod webhook;
mod zone;

/// The source system of every fact made here.
pub const SYSTEM: &str = "aftership";

/// The API version of every payload here, as in addresses and in `as-webhook-version`.
pub const API_VERSION: &str = "2026-07";
