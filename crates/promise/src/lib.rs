#![deny(missing_docs)]
//! The promise engine's historical bound: by when an order is handed over or delivered, learnt from those before it.
//!
//! In scope: working-weighted intervals ([`working`]), censored quantiles ([`product_limit`], [`residuals`]), shrunk group
//! effects ([`effects`]), the rolling conformal offset ([`conformal`]), the bound made of them ([`historical`]) and a declared
//! limit as one more input ([`declared`]). Everything is told in the order in which it became known, and nothing else is known.
//!
//! Not in scope: the queue bound, the warehouse's calendar of holidays and pickups, rounding to dates, words, storage.
//!
//! A room of its own and not a module of `fulfillment`: folding an order's facts is a pure function of that order
//! and must stay as small as it is, while this is statistics over all orders of a place, with state of its own. It is as pure: no I/O,
//! no clock, no chance; the present is an argument. The backtest runs the very code that runs behind a promise.

pub mod conformal;
pub mod declared;
pub mod effects;
pub mod historical;
pub mod product_limit;
pub mod residuals;
pub mod working;
