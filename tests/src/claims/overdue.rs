//! When "we are checking" may be said: only over something reported, or a silence past its time.
//!
//! Working calendars differ by place, but none works on a weekend by default: hours counted here
//! without Saturdays and Sundays are the earliest any of them can run out.

use std::collections::BTreeSet;

use super::evidence::standing;
use super::said::Said;
use crate::script::{Carrier, DAY, HOUR, Saying, Scan, Script, Told};

/// The zone of the shops of the oracle is three hours behind UTC the whole year.
const OFFSET: i64 = -3 * HOUR;

/// Milliseconds between two instants that lie on no Saturday or Sunday.
pub fn weekday_millis(from: i64, until: i64) -> i64 {
    let mut at = from;
    let mut sum = 0;
    while at < until {
        let local = at + OFFSET;
        let midnight = local - local.rem_euclid(DAY) + DAY - OFFSET;
        let next = midnight.min(until);
        // 1970-01-01 was a Thursday.
        let weekday = (local.div_euclid(DAY) + 3).rem_euclid(7);
        if weekday < 5 {
            sum += next - at;
        }
        at = next;
    }
    sum
}

/// Whether an open exception can stand behind the words "we are checking".
pub fn may_check(script: &Script, delivered: &BTreeSet<usize>, now: i64) -> bool {
    (0..script.parcels.len()).any(|parcel| parcel_may(script, parcel, delivered, now))
}

fn parcel_may(script: &Script, parcel: usize, delivered: &BTreeSet<usize>, now: i64) -> bool {
    let told: Vec<&Told> = delivered
        .iter()
        .filter_map(|&index| script.told.get(index))
        .filter(|told| told.parcel.is_none_or(|about| about == parcel))
        .collect();
    let standing = standing(script, parcel, delivered, now);
    let reported = told.iter().any(|told| {
        matches!(
            &told.saying,
            Saying::Site(
                Scan::Exception(_)
                    | Scan::Backordered { .. }
                    | Scan::Carrier(Carrier::Attempted | Carrier::CustomsEntered)
            ) | Saying::Event("attempted_delivery" | "delayed" | "failure")
                | Saying::Rejected
                | Saying::Held(
                    "high_risk_of_fraud" | "incorrect_address" | "inventory_out_of_stock"
                )
                | Saying::Site(Scan::Held(
                    "high_risk_of_fraud" | "incorrect_address" | "inventory_out_of_stock"
                ))
                | Saying::Fulfilled { tracked: false }
        )
    });
    let past = |told: &Told, hours: i64| weekday_millis(told.at, now) >= hours * HOUR;
    let ended = standing.supported.iter().any(|said| {
        matches!(
            said,
            Said::Delivered | Said::Collected | Said::Cancelled | Said::Refunded
        )
    });
    let returned = standing.supported.contains(&Said::Returned);
    if ended && !returned {
        // After the end only a report that contradicts it is open.
        return reported || contradicts(&told);
    }
    let silence = told.iter().any(|told| match &told.saying {
        Saying::Fulfilled { .. }
        | Saying::Event("label_printed" | "label_purchased" | "confirmed")
        | Saying::Site(Scan::Label | Scan::Packed | Scan::Handover) => past(told, 24),
        Saying::Event(_) | Saying::Site(Scan::Carrier(_)) => past(told, 48),
        Saying::Held(_) | Saying::Site(Scan::Held(_)) | Saying::Routed => past(told, 4),
        Saying::Site(Scan::ReturnReceived) => past(told, 48),
        _ => now - told.at >= 5 * DAY,
    });
    reported || silence || contradicts(&told)
}

/// A report from before the end that says it happened after it.
fn contradicts(told: &[&Told]) -> bool {
    let end = told
        .iter()
        .filter(|told| {
            matches!(
                told.saying,
                Saying::Event("delivered") | Saying::Site(Scan::Carrier(Carrier::Delivered))
            )
        })
        .map(|told| told.at)
        .min();
    let handed = told
        .iter()
        .filter(|told| {
            matches!(
                told.saying,
                Saying::Event("carrier_picked_up" | "in_transit")
            )
        })
        .map(|told| told.at)
        .min();
    told.iter().any(|told| match told.saying {
        Saying::Event(_) | Saying::Site(Scan::Carrier(_)) => end.is_some_and(|end| told.at > end),
        Saying::Site(Scan::PickStarted | Scan::Picked | Scan::Packed | Scan::Handover) => {
            handed.is_some_and(|handed| told.at > handed)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::MONDAY;

    #[test]
    fn a_weekend_is_no_time() {
        let friday = MONDAY + 4 * DAY + 16 * HOUR;
        let monday = MONDAY + 7 * DAY + 10 * HOUR;
        assert_eq!(weekday_millis(friday, monday), 18 * HOUR);
        assert_eq!(weekday_millis(MONDAY, MONDAY + DAY), DAY);
    }
}
