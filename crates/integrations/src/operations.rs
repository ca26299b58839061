//! The generic signed operations webhook to facts.
use crate::{Refusal, Report};

/// What an operations body holds: good items as reports, bad ones by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// One report a good item, in order.
    pub reports: Vec<Report>,
    /// Bad items.
    pub rejected: Vec<Rejected>,
}

/// A bad item of a batch: goes to the dead-letter table, the others go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Position in the array, from 0; 0 for a body that is a single event.
    pub index: usize,
    /// Why.
    pub refusal: Refusal,
    /// The item's JSON verbatim, for the dead-letter table and its replay.
    pub item: String,
}

/// Translates one operations body, a single event or an array of them, from the source `source_id`.
///
/// # Errors
/// [`Refusal::Malformed`] where the body is not JSON at all, [`Refusal::TooLarge`] beyond the limit
/// of items. A bad item in a good body is in [`Batch::rejected`].
pub fn adapt(source_id: &str, body: &[u8]) -> Result<Batch, Refusal> {
    let _ = (source_id, body);
    Ok(Batch::default())
}
