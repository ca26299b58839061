//! The JSON that crosses a process boundary.
//!
//! In scope: the enriched state of an order as stored in Workers KV ([`view`]), the same put into
//! words for one reader ([`page`]), the merchant's list ([`list`]), and the projection of a folded
//! timeline to a view. Not in scope: words (the `copy` crate), HTML (`web`), storage (`worker`).
//!
//! A change of any shape here raises [`VERSION`]: readers treat another version as a miss.

pub mod list;
pub mod page;
pub mod view;

/// Version of every shape in this crate; stored with each view.
pub const VERSION: u32 = 1;
