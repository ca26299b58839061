//! Words: every sentence a person reads, made from a language-neutral view.
//!
//! In scope: the shopper's page ([`page`], [`sentence`]), the same for Shopify's order status page ([`block()`]), the merchant's list, trace and promises
//! ([`admin`], [`trace`], [`promises`]), the storefront's block ([`storefront()`]), the look-up form and pages that say one thing ([`lookup`], [`message`]). Every text
//! is in `messages/`; code only chooses which one and hands it its names and times.
//!
//! Not in scope: what is true (`fulfillment` decides, this crate only refuses to say more than a
//! statement's grade allows), HTML (`web`), the time-zone and calendar database ([`Dates`] is an
//! argument, so that the worker uses the platform's `Intl` and wasm stays small).
//!
//! All text is plain. Nothing is escaped here: the surface that renders it does that.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod admin;
mod answers;
mod asked;
mod block;
mod catalogue;
mod checkout;
mod dates;
#[cfg(feature = "jiff")]
mod english;
mod evidence;
mod expected;
mod foreign;
mod forms;
mod languages;
mod map;
mod notice;
mod offers;
mod page;
mod parcel;
mod plain;
mod promise;
mod promises;
mod requests;
mod statement;
mod storefront;
mod strong;
mod trace;
mod tracking;
mod wording;

#[cfg(test)]
mod tests;

pub use admin::admin;
pub use block::block;
pub use checkout::{CheckoutWords, checkout_languages, checkout_words};
pub use dates::{Dates, rfc3339};
#[cfg(feature = "jiff")]
pub use english::English;
pub use forms::{ADDRESS, ActLinks, LINE_LIMIT, WORDS_LIMIT};
pub use languages::{language, speaks};
pub use page::{PageLinks, page, sentence};
pub use plain::{LookupOutcome, MessageKind, lookup, message};
pub use promises::promises;
pub use storefront::{StorefrontTimes, storefront};
pub use trace::trace;
pub use tracking::tracking;
pub use wording::{WordingError, may_replace};
