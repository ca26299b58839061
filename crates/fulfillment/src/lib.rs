//! What happened to an order, what that proves, and what may be said of it.
//!
//! In scope: facts and their identity, the fold from a set of facts to a [`Timeline`], evidence
//! grades and the claims they allow, exceptions and their deadlines, what became of a promised date,
//! [`decide()`], the working calendar.
//!
//! Not in scope, and absent on purpose: I/O, a clock (`now` is an argument), a time-zone database
//! (offsets are an argument), vendor vocabularies (adapters translate), words (the `copy` crate).

mod allot;
mod attach;
mod attention;
pub mod calendar;
pub mod claim;
mod conflict;
mod coverage;
mod deadline;
pub mod decide;
mod divide;
pub mod exception;
mod expected;
pub mod fact;
mod fold;
mod hold;
pub mod instant;
mod join;
mod label;
mod message;
mod milestone;
mod native;
mod notice;
mod observed;
mod parcel;
pub mod policy;
mod promised;
mod recent;
mod request;
mod retract;
mod scan;
mod shopper;
mod skew;
mod snapshot;
mod standing;
mod step;
mod summary;
pub mod timeline;
mod transit;
mod waiting;
mod watch;

pub use attention::{Attention, attention};
pub use calendar::{Calendar, Date, ZoneOffsets};
pub use claim::Claim;
pub use decide::{Effect, Notice, decide};
pub use fact::{Fact, FactId, Grade, Kind};
pub use fold::{fold, fold_keyed};
pub use instant::Instant;
pub use message::message_sent;
pub use notice::{ADDRESS_CHANGE_REQUESTED, CANCEL_REQUESTED};
pub use observed::{Observed, SeenOrders, Sighting};
pub use policy::{Policy, Thresholds};
pub use promised::{Promise, ShipBy, Why};
pub use recent::Recent;
pub use request::{Answers, Offers, Request, RequestKind, RequestState};
pub use scan::same_scan;
pub use shopper::{Act, merchant};
pub use timeline::{
    Entry, Exception, Expected, FOLD_VERSION, Native, Parcel, Part, Statement, Step, Timeline,
};
pub use watch::{Number, numbers, watched};
