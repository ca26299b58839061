//! The ship-by date an order was promised, what became of it, and whether it may still be told.
//!
//! "Ship" means handed to the carrier. A promise is not evidence: it says nothing of the parcel, and
//! once the parcel is handed over there is nothing left to promise. How a date is found is the
//! `promise` crate's business; here is what the facts say was said.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::claim::Claim;
use crate::fact::{DeliveryMethod, ExceptionKind, Kind, OURS, Subject};
use crate::instant::Instant;
use crate::milestone::rank;
use crate::timeline::{Entry, Exception, Parcel, Statement};

/// A date in the calendar of the place that ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ShipBy {
    /// The date as it is said.
    pub day: Date,
    /// The last instant of that date's work: a handover until the end of this day keeps it.
    pub until: Instant,
}

/// Why a date is what it is, as data; words are chosen elsewhere (domain.md, copy rule 6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// The work that is ahead of it.
    Backlog {
        /// Order lines ahead.
        lines_ahead: u32,
        /// Order lines the place hands over in a working hour; at least 1.
        lines_per_hour: u32,
    },
    /// More orders arrive than is usual there.
    ArrivalsHigh,
    /// The place hands over fewer lines an hour than is usual there.
    SlowerThanUsual,
    /// No cause is known, so none is told. What a newer version writes is read as this.
    #[default]
    #[serde(other)]
    Unknown,
}

/// The promise of an order, or of one part of it, that is not handed over yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// The date first promised.
    pub made: Date,
    /// The date in force; `None`: none holds and no other is known.
    pub ship_by: Option<ShipBy>,
    /// When it was stated last.
    pub at: Instant,
    /// How often the date changed since it was made.
    pub moves: u32,
    /// Why it changed last.
    pub why: Why,
    /// The shopper was shown the first date before buying.
    pub shown: bool,
    /// The merchant accepted a target of 95% or more, and it was proven there: "Ships by" may be said.
    pub proven: bool,
}

/// What is promised of one parcel, by the facts about it or else those about the whole order.
pub(crate) fn of_parcel(
    entries: &[Entry],
    parcel: &Parcel,
    fulfillment_orders: &BTreeSet<String>,
    exceptions: &[Exception],
) -> Option<Promise> {
    let own = |entry: &Entry| {
        let named = entry.fact.subject.fulfillment_order.as_deref();
        named.is_some_and(|named| fulfillment_orders.contains(named))
    };
    let stated = stated(entries, own).or_else(|| stated(entries, of_order))?;
    let carried = matches!(
        parcel.method,
        None | Some(DeliveryMethod::Shipping | DeliveryMethod::PickupPoint)
    );
    if !carried {
        return None;
    }
    let missed = exceptions.iter().any(|exception| {
        exception.kind == ExceptionKind::PastShipBy
            && exception.opened_at > stated.at
            && exception
                .parcel
                .as_deref()
                .is_none_or(|about| about == parcel.id)
    });
    standing(stated, &parcel.headline, missed)
}

/// What is promised of the order: the one promise of all its parts, none of which has left, or of an
/// order whose parts are not known yet.
pub(crate) fn of_order_as_a_whole(
    entries: &[Entry],
    parcels: &[Parcel],
    headline: &Statement,
) -> Option<Promise> {
    let Some((first, others)) = parcels.split_first() else {
        return standing(stated(entries, of_order)?, headline, false);
    };
    let first = first.promise?;
    others
        .iter()
        .all(|parcel| parcel.promise == Some(first))
        .then_some(first)
}

fn of_order(entry: &Entry) -> bool {
    entry.fact.subject == Subject::default()
}

/// The promise as it was stated, oldest entry first.
fn stated(entries: &[Entry], about: impl Fn(&Entry) -> bool) -> Option<Promise> {
    let mut found: Option<Promise> = None;
    let told = entries
        .iter()
        .filter(|entry| !entry.retracted && entry.fact.source.system == OURS && about(entry));
    for entry in told {
        match (&entry.fact.kind, &mut found) {
            (
                Kind::PromiseMade {
                    ship_by,
                    shown,
                    proven,
                },
                None,
            ) => {
                found = Some(Promise {
                    made: ship_by.day,
                    ship_by: Some(*ship_by),
                    at: entry.at,
                    moves: 0,
                    why: Why::Unknown,
                    shown: *shown,
                    proven: *proven,
                });
            }
            (Kind::PromiseRevised { ship_by, why }, Some(promise)) => {
                let changed = ship_by.map(|to| to.day) != promise.ship_by.map(|from| from.day);
                promise.moves += u32::from(changed);
                promise.ship_by = *ship_by;
                promise.at = entry.at;
                promise.why = *why;
            }
            _ => {}
        }
    }
    found
}

/// The promise as it stands beside what is known of the parcel; none once it left or never will.
fn standing(mut promise: Promise, headline: &Statement, missed: bool) -> Option<Promise> {
    match headline.claim {
        // Nobody works at it: a date that counted on that work is no date.
        Claim::OnHold | Claim::Backordered => promise.ship_by = None,
        Claim::NothingToShip | Claim::Cancelled | Claim::Refunded => return None,
        claim if rank(claim) >= rank(Claim::HandedOver) => return None,
        _ if missed => promise.ship_by = None,
        _ => {}
    }
    Some(promise)
}
