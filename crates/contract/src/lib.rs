//! The JSON that crosses a process boundary.
//!
//! In scope: the enriched state of an order as stored in Workers KV ([`view`]), the same put into
//! words for one reader ([`page`]) and for Shopify's order status page ([`block`]), the merchant's list ([`list`]), an order's load on the
//! warehouses ([`load`]), the generic operations
//! webhook ([`operations`]), what a shopper does on the page ([`act`]), ship-by dates for the checkout function ([`checkout`]), what is promised ([`promises`]), and the projection of a folded timeline to a view ([`project()`]). Not in scope: words (the `copy` crate), HTML (`web`), storage (`worker`).
//!
//! A change of any shape here raises [`VERSION`]: readers treat another version as a miss.

pub mod act;
pub mod admin;
pub mod block;
pub mod checkout;
pub mod list;
pub mod load;
pub mod operations;
pub mod page;
mod project;
pub mod promises;
pub mod tracking;
pub mod view;

pub use project::{ShopFace, index_row, project};

/// Version of every shape in this crate; stored with each view.
pub const VERSION: u32 = 3;
