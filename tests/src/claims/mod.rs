//! The oracle of claims: is anything on a rendered page stronger than the evidence behind it?
//!
//! In scope: histories with a ground truth ([`generate`], [`scenarios`]), what delivered reports
//! allow and require by domain.md's tables ([`evidence`], [`overdue`]), what the words of a page
//! assert in each language, and what the block's do ([`page`], [`block`], [`words`]), the verdict ([`judge`]), the run against the real
//! worker ([`run`]), which looks are alike ([`kind`]) and the figures ([`tally`]).
//!
//! Not in scope, and absent on purpose: the product's fold, claims and copy. The checker is written
//! from the domain's tables alone and hears words, so a mistake would have to be made twice.

pub mod block;
pub mod evidence;
pub mod generate;
pub mod judge;
pub mod kind;
pub mod overdue;
pub mod page;
pub mod run;
pub mod said;
pub mod scenarios;
pub mod tally;
pub mod words;

/// Monday 2 March 2026, 00:00 in the zone of the oracle's shops (three hours behind UTC).
pub const MONDAY: i64 = 1_772_420_400_000;
