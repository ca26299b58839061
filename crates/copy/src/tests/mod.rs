//! Every message exists, is used, and says no more than its claim.

mod attention;
pub(crate) mod catalogue;
mod everything;
mod map;
mod promises;
mod requests;
mod rules;
pub(crate) mod samples;
mod sentences;
mod tracking;
mod weak;
mod wording;
