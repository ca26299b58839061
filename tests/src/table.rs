//! What each row of an orders file must end as, from its columns alone.
//!
//! Written from the domain's ladder of claims, apart from the fold: which facts the columns are,
//! the strongest claim they carry, and the words that would claim more.

use crate::orders_file::Row;

/// What the columns of one order prove at the file's last instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Key of the state and of the claim.
    pub claim: &'static str,
    /// An exception that must be open, by its key.
    pub exception: Option<&'static str>,
}

/// The table; the first line that fits.
///
/// | columns | claim |
/// |---|---|
/// | status canceled | `cancelled`: the shop's record, whatever became of the parcel |
/// | delivered_at | `delivered`: the carrier's word |
/// | handed_over_at | `handed_over`: the warehouse's word, never "on its way" |
/// | status unavailable | `backordered`: out of stock, no date |
/// | none of these | `received` |
///
/// `unavailable` leaves the exception `out_of_stock` open, whatever the claim.
pub fn expected(row: &Row) -> Expected {
    let claim = if row.status == "canceled" {
        "cancelled"
    } else if row.delivered.is_some() {
        "delivered"
    } else if row.handed_over.is_some() {
        "handed_over"
    } else if row.status == "unavailable" {
        "backordered"
    } else {
        "received"
    };
    let exception = (row.status == "unavailable").then_some("out_of_stock");
    Expected { claim, exception }
}

/// Rungs of the ladder, each with the words that stand on it.
const RUNGS: [(&str, &[&str]); 4] = [
    (
        "handed_over",
        &[
            "handed to",
            "handed over",
            "with the carrier",
            "shipped",
            "dispatched",
            "left the warehouse",
        ],
    ),
    (
        "moving",
        &[
            "on its way",
            "on the way",
            "in transit",
            "arrived at",
            "picked up",
            "carrier has it",
            "moving",
            "departed",
        ],
    ),
    (
        "nearly",
        &["out for delivery", "arriving", "with the driver"],
    ),
    (
        "delivered",
        &["delivered", "delivery at", "collected", "received it"],
    ),
];

/// Words that take a claim back when they stand before it in the same sentence.
const DENIALS: [&str; 9] = [
    "no ", "not ", "never ", "without ", "cannot ", "once ", "when ", "until ", "before ",
];

/// The first words of `text` that say more than the row's columns prove.
pub fn overclaim(row: &Row, text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let allowed = |rung: &str| match rung {
        "handed_over" => row.handed_over.is_some() || row.delivered.is_some(),
        "delivered" => row.delivered.is_some(),
        // No column is a carrier's scan on the way.
        _ => false,
    };
    RUNGS
        .iter()
        .filter(|(rung, _)| !allowed(rung))
        .find_map(|(_, words)| words.iter().copied().find(|words| asserts(&text, words)))
}

/// Whether some sentence of `text` says `words` without taking them back.
fn asserts(text: &str, words: &str) -> bool {
    text.split(['.', ';', '!', '?', '—']).any(|sentence| {
        sentence.match_indices(words).any(|(at, _)| {
            let before = sentence.get(..at).unwrap_or_default();
            let fresh = !before.ends_with(|c: char| c.is_alphanumeric());
            fresh && !DENIALS.iter().any(|denial| before.contains(denial))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(status: &str, handed_over: Option<i64>, delivered: Option<i64>) -> Row {
        Row {
            line: 2,
            order_id: "a".to_owned(),
            number: 1,
            status: status.to_owned(),
            purchased: 0,
            approved: None,
            handed_over,
            delivered,
            estimated: None,
            seller: None,
            seller_state: None,
            customer_state: None,
            items: None,
            cents: None,
        }
    }

    #[test]
    fn the_status_column_alone_proves_no_parcel() {
        assert_eq!(expected(&row("delivered", None, None)).claim, "received");
        assert_eq!(expected(&row("shipped", None, None)).claim, "received");
        assert_eq!(expected(&row("canceled", Some(1), None)).claim, "cancelled");
        assert_eq!(
            expected(&row("canceled", Some(1), Some(2))).claim,
            "cancelled"
        );
        assert_eq!(
            expected(&row("unavailable", None, None)).exception,
            Some("out_of_stock")
        );
    }

    #[test]
    fn words_stronger_than_the_columns_are_found() {
        let handed = row("shipped", Some(1), None);
        assert_eq!(
            overclaim(
                &handed,
                "The shop handed it to the carrier. No carrier scan has reached us."
            ),
            None
        );
        assert_eq!(overclaim(&handed, "It is on its way."), Some("on its way"));
        assert_eq!(overclaim(&handed, "Not yet delivered."), None);
        assert_eq!(
            overclaim(&handed, "USPS reports delivery at 14:02."),
            Some("delivery at")
        );
        let open = row("processing", None, None);
        assert_eq!(overclaim(&open, "Your order has shipped"), Some("shipped"));
        assert_eq!(overclaim(&open, "We have your order."), None);
    }
}
