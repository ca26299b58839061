//! Everything foreign, translated: bytes and headers in, verified facts out; effects in, requests out.
//!
//! In scope: signatures ([`signature`], [`proxy`], [`session`], [`link`]), one module a vendor
//! ([`shopify`], [`operations`], [`aftership`]) with its status tables as data, and the requests we
//! send ([`shopify::admin`], [`shopify::token`], [`aftership::register`], [`outbound`]) with the
//! classification of what comes back.
//!
//! Not in scope, and absent on purpose: I/O (a request is a value, [`HttpRequest`]), a clock (`now`
//! is an argument), storage, and any judgement on what facts mean (the `fulfillment` crate).

pub mod aftership;
pub mod link;
pub mod operations;
pub mod outbound;
pub mod proxy;
mod refusal;
mod report;
mod request;
pub mod session;
pub mod shopify;
pub mod signature;
mod wire;

pub use refusal::Refusal;
pub use report::{Control, DirectoryLink, Locator, Personal, Report};
pub use request::{HttpRequest, Method};
pub use wire::text as plain_text;
