//! Pages: what `copy` put into words, as HTML (`ssr`), and the order page's live refresh in the
//! browser (`hydrate`).
//!
//! In scope: markup, style, the refresh of an open page. Not in scope, and absent on purpose: words
//! and decisions. Everything shown is in a [`contract::page`] or [`contract::admin`] value; the
//! markup adds structure and escapes every text.

mod link;
mod map;
mod order;

#[cfg(feature = "ssr")]
mod aside;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod language;
#[cfg(feature = "ssr")]
mod lookup;
#[cfg(feature = "ssr")]
mod merchant;
#[cfg(feature = "ssr")]
mod message;
#[cfg(feature = "ssr")]
mod promises;
#[cfg(feature = "ssr")]
mod style;
#[cfg(feature = "ssr")]
mod trace;
#[cfg(feature = "ssr")]
mod tracking;

#[cfg(feature = "hydrate")]
mod live;

#[cfg(feature = "ssr")]
pub use aside::aside_html;
#[cfg(feature = "ssr")]
pub use document::{AdminAssets, PageAssets};
#[cfg(feature = "ssr")]
pub use lookup::lookup_html;
#[cfg(feature = "ssr")]
pub use merchant::admin_html;
#[cfg(feature = "ssr")]
pub use message::message_html;
#[cfg(feature = "ssr")]
pub use order::order_html;
#[cfg(feature = "ssr")]
pub use promises::promises_html;
#[cfg(feature = "ssr")]
pub use trace::trace_html;
#[cfg(feature = "ssr")]
pub use tracking::tracking_html;
