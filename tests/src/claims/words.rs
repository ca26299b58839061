//! Phrases and how strong they are: the checker listens to words, not to attributes.
//!
//! A sentence is read from the longest phrase to the shortest, and what was read is struck out, so
//! "on its way back" is not also heard as "on its way". Sentences that deny something come first in
//! the table and say nothing of the parcel.

use std::collections::BTreeSet;

use super::said::Said;

/// Phrases in lower case and what they assert; `None` asserts nothing of the parcel.
const PHRASES: &[(&str, Option<Said>)] = &[
    // Denials and conditions.
    ("no carrier scan has reached us", Some(Said::NoScan)),
    ("no scan has reached us", Some(Said::NoScan)),
    ("no carrier scan", Some(Said::NoScan)),
    ("carrier has not confirmed", Some(Said::NoScan)),
    ("not yet confirmed", Some(Said::NoScan)),
    ("has not been handed", None),
    ("not yet handed", None),
    ("not been delivered", None),
    ("not yet on its way", None),
    ("not on its way", None),
    ("cannot be delivered", Some(Said::Problem)),
    ("could not deliver", Some(Said::Attempted)),
    ("could not be delivered", Some(Said::Attempted)),
    ("tried to deliver", Some(Said::Attempted)),
    ("delivery was attempted", Some(Said::Attempted)),
    ("attempted delivery", Some(Said::Attempted)),
    ("attempted to deliver", Some(Said::Attempted)),
    ("delivery attempt", Some(Said::Attempted)),
    // A promise of a handover is none yet, and its cause speaks of others' parcels.
    ("expected to ship by", None),
    ("ships by", None),
    ("no handover has been reported", None),
    ("is to be handed to the carrier", None),
    ("hands over", None),
    ("more orders than usual are being placed", None),
    ("expected delivery", None),
    ("estimated delivery", None),
    ("expected to be delivered", None),
    ("refund or a new parcel is owed", None),
    ("without a scan behind it", None),
    ("not confirmed by a scan", None),
    ("declined by the warehouse", None),
    ("label voided", None),
    ("report a problem", None),
    ("before the carrier has the parcel", None),
    ("does not show that the carrier has the parcel", None),
    ("items to be returned", None),
    ("not collected", None),
    ("reported damaged before packing", None),
    ("reported damaged", Some(Said::Problem)),
    ("reported lost", Some(Said::Problem)),
    ("reported refused", Some(Said::Problem)),
    ("reported disposed", Some(Said::Problem)),
    ("sorted to a wrong place", Some(Said::Problem)),
    ("the warehouse has not confirmed", None),
    ("not started", Some(Said::Received)),
    // The end of the road and back.
    ("coming back", Some(Said::Returning)),
    ("came back", Some(Said::Returned)),
    ("return request", Some(Said::ReturnRequested)),
    ("on its way back", Some(Said::Returning)),
    ("being returned", Some(Said::Returning)),
    ("returning to", Some(Said::Returning)),
    ("going back", Some(Said::Returning)),
    ("travelling back", Some(Said::Returning)),
    ("returned", Some(Said::Returned)),
    ("is back", Some(Said::Returned)),
    ("has come back", Some(Said::Returned)),
    ("arrived back", Some(Said::Returned)),
    ("return requested", Some(Said::ReturnRequested)),
    ("return was requested", Some(Said::ReturnRequested)),
    ("asked to return", Some(Said::ReturnRequested)),
    ("asked to send", Some(Said::ReturnRequested)),
    ("asked for a return", Some(Said::ReturnRequested)),
    ("requested a return", Some(Said::ReturnRequested)),
    ("out for delivery", Some(Said::OutForDelivery)),
    ("being delivered", Some(Said::OutForDelivery)),
    ("ready for you to collect", Some(Said::Ready)),
    ("ready for pickup", Some(Said::Ready)),
    ("ready for pick-up", Some(Said::Ready)),
    ("ready to collect", Some(Said::Ready)),
    ("ready to be collected", Some(Said::Ready)),
    ("ready to pick up", Some(Said::Ready)),
    ("ready for collection", Some(Said::Ready)),
    ("waiting to be collected", Some(Said::Ready)),
    ("waiting for you", Some(Said::Ready)),
    ("collected", Some(Said::Collected)),
    ("picked up by you", Some(Said::Collected)),
    ("reports delivery", Some(Said::Delivered)),
    ("was delivered", Some(Said::Delivered)),
    ("delivered", Some(Said::Delivered)),
    ("delivery attempted", Some(Said::Attempted)),
    ("has arrived", Some(Said::Delivered)),
    ("arrived at your", Some(Said::Delivered)),
    // On the road.
    ("on its way", Some(Said::Moving)),
    ("on the way", Some(Said::Moving)),
    ("on their way", Some(Said::Moving)),
    ("in transit", Some(Said::Moving)),
    ("is moving", Some(Said::Moving)),
    ("has left", Some(Said::Moving)),
    ("shipped", Some(Said::Moving)),
    ("cleared customs", Some(Said::Moving)),
    ("in customs", Some(Said::Customs)),
    ("at customs", Some(Said::Customs)),
    ("customs has", Some(Said::Customs)),
    ("delayed", Some(Said::Delayed)),
    ("delay reported", Some(Said::Delayed)),
    ("reported delay", Some(Said::Delayed)),
    ("problem reported", Some(Said::Problem)),
    ("reported problem", Some(Said::Problem)),
    ("reports a delay", Some(Said::Delayed)),
    ("a delay", Some(Said::Delayed)),
    ("reports a problem", Some(Said::Problem)),
    ("a problem", Some(Said::Problem)),
    ("reports it lost", Some(Said::Problem)),
    ("reports it damaged", Some(Said::Problem)),
    ("was refused", Some(Said::Problem)),
    ("has the parcel", Some(Said::Accepted)),
    ("reports that it has", Some(Said::Accepted)),
    ("has picked it up", Some(Said::Accepted)),
    ("picked it up", Some(Said::Accepted)),
    ("accepted it", Some(Said::Accepted)),
    ("accepted the parcel", Some(Said::Accepted)),
    ("accepted by the warehouse", Some(Said::WithWarehouse)),
    ("accepted by the carrier", Some(Said::Accepted)),
    ("received it", Some(Said::Accepted)),
    // In the house.
    ("handed to the carrier", Some(Said::HandedOver)),
    ("handed it to", Some(Said::HandedOver)),
    ("handed over", Some(Said::HandedOver)),
    ("handed to", Some(Said::HandedOver)),
    ("label created", Some(Said::LabelCreated)),
    ("with a label", Some(Said::LabelCreated)),
    ("label was created", Some(Said::LabelCreated)),
    ("label has been created", Some(Said::LabelCreated)),
    ("created a label", Some(Said::LabelCreated)),
    ("created a shipping label", Some(Said::LabelCreated)),
    ("shipping label", Some(Said::LabelCreated)),
    ("marked fulfilled", Some(Said::MarkedFulfilled)),
    ("marked as fulfilled", Some(Said::MarkedFulfilled)),
    ("marked it fulfilled", Some(Said::MarkedFulfilled)),
    ("marked it as fulfilled", Some(Said::MarkedFulfilled)),
    ("packed", Some(Said::Packed)),
    ("being picked", Some(Said::Picking)),
    ("began picking", Some(Said::Picking)),
    ("started picking", Some(Said::Picking)),
    ("is picking", Some(Said::Picking)),
    ("picking", Some(Said::Picking)),
    ("picked", Some(Said::Picked)),
    ("being prepared", Some(Said::WithWarehouse)),
    ("preparing", Some(Said::WithWarehouse)),
    ("with the warehouse", Some(Said::WithWarehouse)),
    ("given to the warehouse", Some(Said::WithWarehouse)),
    ("given to a warehouse", Some(Said::WithWarehouse)),
    ("warehouse has", Some(Said::WithWarehouse)),
    ("sent to the warehouse", Some(Said::WithWarehouse)),
    ("passed to", Some(Said::WithWarehouse)),
    ("accepted the order", Some(Said::WithWarehouse)),
    ("has your order", Some(Said::Received)),
    ("have your order", Some(Said::Received)),
    ("order received", Some(Said::Received)),
    ("recorded your order", Some(Said::Received)),
    ("order recorded", Some(Said::Received)),
    ("received your order", Some(Said::Received)),
    ("order placed", Some(Said::Received)),
    ("placed", Some(Said::Received)),
    ("on hold", Some(Said::OnHold)),
    ("is held", Some(Said::OnHold)),
    ("holding", Some(Said::OnHold)),
    ("out of stock", Some(Said::Backordered)),
    ("backordered", Some(Said::Backordered)),
    ("back in stock", Some(Said::Backordered)),
    ("scheduled", Some(Said::Scheduled)),
    ("planned for later", Some(Said::Scheduled)),
    ("planned the work", Some(Said::Scheduled)),
    ("planned to start", Some(Said::Scheduled)),
    ("cancelled", Some(Said::Cancelled)),
    ("canceled", Some(Said::Cancelled)),
    ("refunded", Some(Said::Refunded)),
    ("full refund", Some(Said::Refunded)),
    ("refund recorded", Some(Said::Refunded)),
    ("nothing to ship", Some(Said::Nothing)),
    ("nothing to send", Some(Said::Nothing)),
    ("needs no parcel", Some(Said::Nothing)),
    ("needs to be sent", Some(Said::Nothing)),
    ("several parts", Some(Said::Several)),
    ("comes in", Some(Said::Several)),
    ("nothing needs to be shipped", Some(Said::Nothing)),
    ("different points", Some(Said::Several)),
    ("in several parcels", Some(Said::Several)),
    // Promises of work.
    ("we are checking", Some(Said::Checking)),
    ("are looking into", Some(Said::Checking)),
    ("is looking into", Some(Said::Checking)),
    ("is checking", Some(Said::Checking)),
];

/// Everything `sentence` asserts.
pub fn hear(sentence: &str) -> BTreeSet<Said> {
    let mut table: Vec<&(&str, Option<Said>)> = PHRASES.iter().collect();
    table.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    let mut rest = plain(sentence);
    let mut heard = BTreeSet::new();
    for (phrase, said) in table {
        while let Some(at) = find_words(&rest, phrase) {
            rest.replace_range(at..at + phrase.len(), "\u{1}");
            heard.extend(said);
        }
    }
    heard
}

/// Position of `phrase` between word boundaries.
fn find_words(text: &str, phrase: &str) -> Option<usize> {
    let part_of_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    text.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text
            .get(at + phrase.len()..)
            .and_then(|tail| tail.chars().next());
        !part_of_word(before) && !part_of_word(after)
    })
}

/// Lower case, one blank between words, typographic apostrophes and isolating marks made plain.
pub fn plain(text: &str) -> String {
    let cleaned: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}'))
        .map(|c| match c {
            '\u{2019}' | '\u{2018}' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            other => other,
        })
        .collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(sentence: &str) -> Vec<Said> {
        hear(sentence).into_iter().collect()
    }

    #[test]
    fn the_longest_phrase_is_heard_alone() {
        assert_eq!(
            heard("Your parcel is on its way back to the shop"),
            [Said::Returning]
        );
        assert_eq!(
            heard("USPS could not deliver it on Tue 10:00"),
            [Said::Attempted]
        );
        assert_eq!(heard("Expected delivery Thu 26 Nov"), []);
    }

    #[test]
    fn a_label_says_that_it_has_not_moved_as_far_as_we_know() {
        assert_eq!(
            heard("Label created Mon 09:12; no carrier scan has reached us."),
            [Said::LabelCreated, Said::NoScan]
        );
    }

    #[test]
    fn words_are_whole_words() {
        assert_eq!(heard("unpacked handpicked undelivered"), []);
    }

    /// A promise is no evidence: nothing of the parcel may be heard in it.
    #[test]
    fn nothing_of_the_parcel_is_heard_in_a_promise() {
        const FAMILIES: [&str; 5] = [
            "promise",
            "why-",
            "faq-promise",
            "storefront-",
            "action-keep",
        ];
        let messages = include_str!("../../../crates/copy/messages/en.ftl");
        let mut within = false;
        let mut read = 0;
        for line in messages.lines().filter(|line| !line.starts_with('#')) {
            let indented = line.starts_with([' ', '}']);
            if !indented {
                within = FAMILIES.iter().any(|family| line.starts_with(family));
            }
            if within && !line.is_empty() {
                assert_eq!(heard(line), [], "{line}");
                read += 1;
            }
        }
        assert!(read >= 12, "{read} lines read");
        assert_eq!(heard("Expected to ship by Thu 12 Nov."), []);
    }

    /// Copy that means something and is in no table would pass unheard; copy heard as something
    /// else would be judged by the wrong rule.
    #[test]
    fn every_claim_of_the_message_file_is_heard_as_itself() {
        use Said::*;
        const KEYS: [(&str, Said); 28] = [
            ("received", Received),
            ("scheduled", Scheduled),
            ("on_hold", OnHold),
            ("backordered", Backordered),
            ("with_warehouse", WithWarehouse),
            ("picking", Picking),
            ("picked", Picked),
            ("packed", Packed),
            ("label_created", LabelCreated),
            ("marked_fulfilled", MarkedFulfilled),
            ("handed_over", HandedOver),
            ("carrier_accepted", Accepted),
            ("on_its_way", Moving),
            ("in_customs", Customs),
            ("delayed", Delayed),
            ("out_for_delivery", OutForDelivery),
            ("attempt_failed", Attempted),
            ("ready_for_pickup", Ready),
            ("delivered", Delivered),
            ("collected", Collected),
            ("carrier_problem", Problem),
            ("return_requested", ReturnRequested),
            ("returning", Returning),
            ("returned", Returned),
            ("cancelled", Cancelled),
            ("refunded", Refunded),
            ("several", Several),
            ("nothing_to_ship", Nothing),
        ];
        let messages = include_str!("../../../crates/copy/messages/en.ftl");
        let mut claim = None;
        let mut heard_of = BTreeSet::new();
        for line in messages.lines() {
            let (words, is_key) = match line.split_once(" = ") {
                Some((key, words)) if key.trim_start().starts_with('.') => (words, false),
                Some((key, words)) => {
                    let name = ["claim-", "state-", "part-"]
                        .iter()
                        .find_map(|start| key.strip_prefix(start));
                    claim = KEYS.iter().find(|(known, _)| Some(*known) == name);
                    (words, true)
                }
                None => continue,
            };
            let Some((name, said)) = claim else { continue };
            let heard: Vec<Said> = hear(words)
                .into_iter()
                .filter(|said| *said != NoScan)
                .collect();
            assert_eq!(heard, [*said], "{line}");
            if is_key {
                heard_of.insert(*name);
            }
        }
        assert_eq!(heard_of.len(), KEYS.len());
    }
}
