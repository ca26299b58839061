//! The generic signed operations webhook to facts: any warehouse, 3PL or script.
//!
//! The wire types and their JSON schema are [`contract::operations`]'s; what a `kind` proves is
//! `status`'s; here are bodies and batches. The signature is [`crate::signature::standard`]'s.

mod event;
mod status;

use contract::operations::OperationsEvent;
use serde_json::value::RawValue;

use crate::wire::{read, refusal};
use crate::{Refusal, Report};

/// Largest body taken, in bytes.
pub const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Most events in one body.
pub const EVENTS_LIMIT: usize = 2000;

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

/// The source system of the facts that `source_id` reports.
pub fn system(source_id: &str) -> String {
    format!("operations/{source_id}")
}

/// Translates one operations body, a single event or an array of them, from the source `source_id`.
///
/// # Errors
/// [`Refusal::Malformed`] where the body is not JSON at all, [`Refusal::TooLarge`] beyond a limit. A
/// bad item in a good body is in [`Batch::rejected`].
pub fn adapt(source_id: &str, body: &[u8]) -> Result<Batch, Refusal> {
    if body.len() > BODY_LIMIT {
        return Err(Refusal::TooLarge {
            size: body.len(),
            limit: BODY_LIMIT,
        });
    }
    let many = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let items: Vec<&RawValue> = if many { read(body)? } else { vec![read(body)?] };
    if items.len() > EVENTS_LIMIT {
        return Err(Refusal::TooLarge {
            size: items.len(),
            limit: EVENTS_LIMIT,
        });
    }
    let system = system(source_id);
    let mut batch = Batch::default();
    for (index, item) in items.into_iter().enumerate() {
        let event = serde_json::from_str::<OperationsEvent>(item.get()).map_err(|e| refusal(&e));
        match event.and_then(|event| event::report(&system, event)) {
            Ok(report) => batch.reports.push(report),
            Err(refusal) => batch.rejected.push(Rejected {
                index,
                refusal,
                item: item.get().to_owned(),
            }),
        }
    }
    Ok(batch)
}
