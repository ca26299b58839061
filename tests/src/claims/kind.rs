//! What makes two looks alike: the same evidence, and the same page but for dates and numbers.
//!
//! Every instant is read in English. The other languages say the same messages with other dates, so
//! a pair of evidence and English page that was seen before has been judged in all of them already.

use std::collections::HashMap;

use super::judge::{Grounds, Verdict};
use super::page::Seen;

/// Verdicts on what is said of one kind beside the English page: the page in the other languages
/// first, then the block in each.
pub type Spoken = Vec<(String, Verdict)>;

/// What is known of the kinds met so far.
pub type Kinds = HashMap<String, Spoken>;

/// The kind of a look at the English `page` of an order.
pub fn kind(grounds: &Grounds, page: &Seen) -> String {
    format!("{grounds:?} {}", masked(&format!("{page:?}")))
}

/// Text without what is an order's own: its times, its dates, its long numbers.
fn masked(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\\'));
    for word in parts.filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        if digits > 2 || is_calendar(bare) {
            // A day of the month stands before the month or behind the weekday.
            if kept
                .last()
                .is_some_and(|last| last.len() <= 2 && last.parse::<u8>().is_ok())
            {
                kept.pop();
            }
            kept.push("…");
        } else if !(kept.last() == Some(&"…") && bare.parse::<u8>().is_ok()) {
            kept.push(word);
        }
    }
    kept.dedup();
    kept.join(" ")
}

fn is_calendar(word: &str) -> bool {
    matches!(
        word,
        "Mon"
            | "Tue"
            | "Wed"
            | "Thu"
            | "Fri"
            | "Sat"
            | "Sun"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "May"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_numbers_are_an_orders_own_and_counts_are_not() {
        let one = masked("Label created Mon 09:12; Part 1 of 2 USPS 940000000040000000008");
        assert_eq!(
            one,
            masked("Label created Tue 3 Mar, 23:40; Part 1 of 2 USPS 940000000099000000008")
        );
        assert_ne!(
            one,
            masked("Label created Mon 09:12; Part 1 of 3 USPS 94000000")
        );
        assert_ne!(one, masked("Label created; Part 1 of 2 USPS 94000000"));
        assert_ne!(
            masked("Out for delivery Mon 09:12"),
            masked("On its way Mon 09:12")
        );
    }
}
