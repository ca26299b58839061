//! What an agent may look at before it is an exception: a silence that has lasted for a while.
//!
//! Shoppers are told nothing of it, and nothing is appended: it is a span of time that the facts and
//! the settings give, and ends where the exception opens or a scan breaks the silence.

use serde::{Deserialize, Serialize};

use crate::deadline::hours;
use crate::decide::standing;
use crate::fact::ExceptionKind;
use crate::instant::Instant;
use crate::observed::Voice;
use crate::policy::Policy;
use crate::timeline::Timeline;

/// A silence an agent may look at from `from` on; at `until` it is an exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attention {
    /// The exception it will be.
    pub kind: ExceptionKind,
    /// Parcel it is about ([`crate::Parcel::id`]).
    pub parcel: String,
    /// Since when nothing was reported.
    pub since: Instant,
    /// From when on it is worth a look.
    pub from: Instant,
    /// When it is an exception.
    pub until: Instant,
}

/// Every silence of a parcel on its way that agents see before it is an exception, soonest first.
pub fn attention(timeline: &Timeline, policy: &Policy) -> Vec<Attention> {
    let limits = &policy.thresholds;
    let mut found: Vec<Attention> = standing(timeline, policy)
        .into_iter()
        .filter(|due| due.kind == ExceptionKind::NoMovement && due.voice == Voice::Live)
        .filter_map(|due| {
            let parcel = timeline.parcels.get(due.parcel?)?;
            let calendar = policy.calendar_of(parcel.location.as_deref());
            Some(Attention {
                kind: due.kind,
                parcel: parcel.id.clone(),
                since: due.anchor,
                from: calendar.after_days(due.began, hours(limits.attention)),
                until: due.at,
            })
        })
        .filter(|silence| silence.from < silence.until)
        .collect();
    found.sort_by_key(|silence| (silence.from, silence.until));
    found
}
