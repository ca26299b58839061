//! Plumbline's Cloudflare Worker: the only crate that names the platform.
//!
//! In scope: routes and what opens them ([`auth`]), the two kinds of Durable Object, reading and
//! writing the projection, configuration, the clock, the dates of the platform's `Intl`. Not in
//! scope: what facts mean (`fulfillment`), vendors' formats (`integrations`), words (`copy`), HTML
//! (`web`).
//!
//! Two ways in. The hot path ([`hot`]): `shim/edge.js` does the I/O of a webhook and calls Rust
//! synchronously on bytes. Everything else is an ordinary request of the `worker` crate ([`routes`]).

pub mod auth;
pub mod calls;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod error;
pub mod hot;
pub mod ledger;
pub mod letters;
pub mod locale;
pub mod outbox;
pub mod projection;
pub mod routes;
pub mod settings;
pub mod shop;
pub mod sql;
