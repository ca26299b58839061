//! Whether pages answered their readers, for the merchant: shares by what the page said.

use contract::admin::AnswersText;
use fulfillment::Answers;

use crate::catalogue::{Words, key_of};

/// Shares in words, the claim with most answers first.
pub(crate) fn answers(words: &Words<'_>, given: &[Answers]) -> AnswersText {
    let say = |key: &str| words.say(key, &[]);
    let mut given: Vec<(u32, &Answers)> = given
        .iter()
        .map(|of| (of.yes.saturating_add(of.no), of))
        .filter(|(count, _)| *count > 0)
        .collect();
    given.sort_by_key(|(count, of)| (std::cmp::Reverse(*count), of.claim));
    AnswersText {
        heading: say("answers-heading"),
        empty: given.is_empty().then(|| say("answers-empty")),
        columns: [
            say("answers-said"),
            say("answers-share"),
            say("answers-count"),
        ],
        rows: given
            .into_iter()
            .map(|(count, of)| {
                let share = u64::from(of.yes) * 100 / u64::from(count);
                [
                    say(&format!("state-{}", key_of(of.claim))),
                    words.say("answers-percent", &[("share", &share.to_string())]),
                    count.to_string(),
                ]
            })
            .collect(),
    }
}
