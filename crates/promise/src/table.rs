//! The same promise for every moment a checkout may ask in the next days: shop dates × before and after each cutoff.

use fulfillment::calendar::{Date, ZoneOffsets};
use fulfillment::instant::{DAY, Instant, MINUTE};
use serde::{Deserialize, Serialize};

use crate::handling::Handling;
use crate::place::Place;
use crate::quote::{Ask, Quote};
use crate::schedule::Schedule;

/// What is asked for each cell.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The present.
    pub now: Instant,
    /// Milliseconds for which the table may be shown before it is made anew.
    pub valid: i64,
    /// The shop's zone: its dates are the table's rows.
    pub zone: &'a ZoneOffsets,
    /// Cutoffs in minutes after the shop's local midnight, rising; n of them make n + 1 parts of a day.
    pub cutoffs: &'a [u32],
    /// Shop dates, today's first.
    pub days: u32,
    /// Shipping method.
    pub method: &'a str,
    /// Lines of a usual order.
    pub lines: u32,
    /// Handling time of the products asked about, if they declare one.
    pub handling: Option<Handling>,
    /// The shop's declared processing time, if it declares one.
    pub processing: Option<Handling>,
}

/// One shop date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The date at the shop.
    pub date: Date,
    /// What is promised in each part of the day, before the first cutoff first; none where nothing is said or the part is over.
    pub parts: Vec<Option<Quote>>,
}

/// Evaluates the promise for each part of each day, at the latest moment of the part that the table may be shown in:
/// nobody is promised more than who orders last.
pub fn table(
    place: &Place,
    shop: Option<&Place>,
    schedule: &Schedule,
    frame: &Frame<'_>,
) -> Vec<Row> {
    let mut present = place.clone();
    present.pass(frame.now, schedule);
    let today = frame.zone.local(frame.now).0;
    (0..i64::from(frame.days))
        .map(|ahead| {
            let date = Date(today.0 + ahead);
            let parts = (0..=frame.cutoffs.len())
                .map(|part| {
                    let at = moment(frame, date, part)?;
                    let ask = Ask {
                        at,
                        method: frame.method,
                        lines: frame.lines,
                        handling: frame.handling,
                    };
                    present.answer(frame.now, &ask, schedule, shop, frame.processing)
                })
                .collect();
            Row { date, parts }
        })
        .collect()
}

/// The latest moment of a part of a day at which the table may be shown; none where the part is over.
fn moment(frame: &Frame<'_>, date: Date, part: usize) -> Option<Instant> {
    let edge = |part: usize| {
        frame
            .cutoffs
            .get(part)
            .map_or(DAY, |minutes| i64::from(*minutes) * MINUTE)
    };
    let begin = match part.checked_sub(1) {
        None => frame.zone.instant(date, 0),
        Some(before) => frame.zone.instant(date, edge(before)),
    };
    let end = if edge(part) >= DAY {
        frame.zone.instant(Date(date.0 + 1), 0)
    } else {
        frame.zone.instant(date, edge(part))
    };
    let last = end.plus(-1);
    if last < frame.now || begin >= end {
        return None;
    }
    let shown = frame.now.plus(frame.valid);
    Some(if begin <= frame.now {
        last.min(shown)
    } else {
        last.min(begin.plus(frame.valid))
    })
}
