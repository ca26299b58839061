//! The same as for real orders, on what warehouses report: what was said at each order's placing, scored when it is handed over.
//!
//! In scope: the file of facts ([`events`], [`header`]; `docs/warehouse-events.md` documents it), what they mean for the queue
//! ([`groups`]), the walk that knows only what was known, baselines, an oracle, the figures. Not in scope: how facts come about.

pub mod baseline;
pub mod engine;
pub mod events;
pub mod figures;
pub mod groups;
pub mod header;
pub mod oracle;
pub mod report;
pub mod run;
pub mod tables;
pub mod walk;
pub mod weeks;
