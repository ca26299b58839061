//! The folded state of one order: what its facts, taken together, prove.

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use crate::claim::Claim;
use crate::fact::{
    DeliveryMethod, ExceptionKind, Fact, FactId, Grade, HoldReason, Item, Kind, OrderSnapshot,
    Place,
};
use crate::instant::Instant;
use crate::promised::Promise;
use crate::request::{Answers, Offers, Request};

/// Version of the fold's rules: part of the digest, raised whenever equal facts may fold otherwise.
pub const FOLD_VERSION: u32 = 4;

/// One fact in the folded order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The fact's identity.
    pub id: FactId,
    /// When it happened, after clamping skewed clocks against the other facts.
    pub at: Instant,
    /// The fact as reported; in serialised state its id stands for it.
    #[serde(skip)]
    pub fact: Fact,
    /// A correction took it back: it stays visible and proves nothing.
    pub retracted: bool,
    /// Ids of the parcels it is about; empty: the order as a whole.
    pub parcels: Vec<String>,
}

impl Entry {
    /// It counts as evidence: not taken back, and reported by somebody else than us and the shopper.
    pub fn stands(&self) -> bool {
        !self.retracted && self.fact.testifies()
    }

    /// It tells something of the order's course. An order's snapshot changes with every tag.
    pub(crate) fn tells(&self) -> bool {
        self.stands() && !matches!(self.fact.kind, Kind::OrderSnapshot(_) | Kind::NoteAdded)
    }
}

/// One claim with its proof. Its grade is that of the fact under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// What is said.
    pub claim: Claim,
    /// Grade of the evidence under it.
    pub grade: Grade,
    /// When what is said happened.
    pub at: Option<Instant>,
    /// Who says so, foreign text; absent: the shop.
    pub witness: Option<String>,
    /// Where, if a scan told.
    pub place: Option<Place>,
    /// Silence: no carrier scan has reached us since then.
    pub silent_since: Option<Instant>,
    /// A stated end (backorder, schedule).
    pub until: Option<Instant>,
    /// Reason of a hold.
    pub hold: Option<HoldReason>,
    /// Reason of a delay or problem, only where a source stated it.
    pub reason: Option<ExceptionKind>,
    /// How many parcels stand at which claim, most advanced first; only where there are several.
    pub parts: Vec<Part>,
    /// Evidence disagrees; both versions are kept.
    pub conflict: bool,
}

impl Statement {
    /// The shop has the order and nothing else is proven.
    pub fn received(at: Option<Instant>) -> Self {
        Self::of(Claim::Received, Grade::Record, at)
    }

    /// A claim without any detail.
    pub fn of(claim: Claim, grade: Grade, at: Option<Instant>) -> Self {
        Self {
            claim,
            grade,
            at,
            witness: None,
            place: None,
            silent_since: None,
            until: None,
            hold: None,
            reason: None,
            parts: Vec::new(),
            conflict: false,
        }
    }
}

/// Parcels of an order that stand at the same claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The claim they share.
    pub claim: Claim,
    /// How many.
    pub count: u32,
}

/// A step some source reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The claim of the step.
    pub claim: Claim,
    /// When.
    pub at: Instant,
    /// Grade of its evidence.
    pub grade: Grade,
    /// Who says so.
    pub witness: Option<String>,
    /// Where, if a scan told.
    pub place: Option<Place>,
    /// The step the parcel is at.
    pub current: bool,
}

/// One parcel, or a group of items that are not in a parcel yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parcel {
    /// Stable id: the shipment's, `tracking:{number}`, `fo:{fulfillment order}`, or `rest`; the last two
    /// with `:waiting` for those of their items that wait while others go on.
    pub id: String,
    /// Its items where known, by order line.
    pub items: Vec<Item>,
    /// Carrier's name, foreign text.
    pub carrier: Option<String>,
    /// Tracking number in force.
    pub tracking: Option<String>,
    /// Tracking page, `https:` only.
    pub tracking_url: Option<String>,
    /// Id of the warehouse or shop it leaves from.
    pub location: Option<String>,
    /// Its name, foreign text.
    pub location_name: Option<String>,
    /// The parcel's one claim.
    pub headline: Statement,
    /// Steps some source reported, in the order of the ladder.
    pub steps: Vec<Step>,
    /// Expected delivery as a source stated it.
    pub expected: Option<Expected>,
    /// What it is promised to be handed over by, until it is.
    pub promise: Option<Promise>,
    /// Since when sources disagree about it.
    pub conflict_at: Option<Instant>,
    /// How it reaches the shopper, where a source says.
    pub method: Option<DeliveryMethod>,
    /// Relays of carriers' scans that watch it, as far as they said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub watched: Vec<String>,
}

/// An exception: opened once, closed by evidence or by a person, never open again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// Id of the fact that opened it.
    pub id: FactId,
    /// Which.
    pub kind: ExceptionKind,
    /// Parcel it is about; absent: the order.
    pub parcel: Option<String>,
    /// Since when it stands.
    pub opened_at: Instant,
    /// When its owner owes the next step.
    pub due_at: Option<Instant>,
    /// `warehouse`, `carrier`, `shop`, or an opaque id after assignment.
    pub owner: String,
    /// When it closed; absent while open.
    pub closed_at: Option<Instant>,
    /// `evidence` or `person:{how}`.
    pub closed_how: Option<String>,
    /// The instant whose silence or event it is about; it opened then or later.
    pub anchor: Instant,
}

/// Expected delivery as a carrier or the shop stated it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// First day, as an instant.
    pub from: Instant,
    /// Last day, as an instant.
    pub until: Instant,
    /// Who stated it.
    pub witness: Option<String>,
    /// The window stated before, if it moved.
    pub before: Option<(Instant, Instant)>,
    /// Why, only where a source stated it.
    pub reason: Option<ExceptionKind>,
    /// False once later evidence no longer supports it.
    pub supported: bool,
    /// When it was stated.
    pub at: Instant,
}

/// What Shopify alone would have told the shopper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Native {
    /// Shopify's word.
    pub status: String,
    /// Since when it says so.
    pub since: Option<Instant>,
    /// Spans in which it claimed movement no carrier had reported; an open end means still.
    pub untrue: Vec<(Instant, Option<Instant>)>,
}

/// An order as its facts prove it. Equal sets of facts give equal timelines, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// [`FOLD_VERSION`] of the rules applied.
    pub fold: u32,
    /// Every fact, oldest first.
    pub entries: Vec<Entry>,
    /// The newest state of the Shopify order.
    pub order: Option<OrderSnapshot>,
    /// When the order was placed.
    pub placed_at: Option<Instant>,
    /// The order's one claim.
    pub headline: Statement,
    /// Parcels and groups of items without a parcel, in a stable order.
    pub parcels: Vec<Parcel>,
    /// Exceptions, oldest first.
    pub exceptions: Vec<Exception>,
    /// Expected delivery of the order, where one window holds for all of it.
    pub expected: Option<Expected>,
    /// What the order is promised to be handed over by, where one promise holds for all of it.
    pub promise: Option<Promise>,
    /// What Shopify says meanwhile.
    pub native: Native,
    /// Time of the newest fact a source reported (never our own).
    pub updated_at: Option<Instant>,
    /// Who reported it.
    pub updated_by: Option<String>,
    /// Nothing is packed or labelled yet.
    pub address_changeable: bool,
    /// What the shopper asked for and reported, oldest first.
    pub requests: Vec<Request>,
    /// What the shopper can ask for now.
    pub offers: Offers,
    /// What readers answered to "did this answer you?", by what the page said.
    pub answers: Vec<Answers>,
    /// Facts whose status no adapter could map: kept, counted, proving nothing.
    pub unknown: u32,
    /// Facts whose time was clamped against the others.
    pub clamped: u32,
}

impl Timeline {
    /// State version: the number of distinct facts folded.
    pub fn version(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Digest of the folded state: 32 hex digits, equal for equal sets of facts. It tells states apart and
    /// guards nothing, so it is a fast hash and no cryptographic one.
    pub fn digest(&self) -> String {
        // What an order of few facts takes: growing there step by step cost as much as the hash.
        let mut bytes = Vec::with_capacity(8 * 1024);
        // Serialising plain data with string keys into memory cannot fail.
        let _ = serde_json::to_writer(&mut bytes, self);
        format!("{:032x}", xxh3_128(&bytes))
    }
}
