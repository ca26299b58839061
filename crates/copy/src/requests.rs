//! What the shopper asked for, and what became of it: requested until somebody else records it.

use contract::page::RequestText;
use contract::view::OrderStatusView;
use fulfillment::fact::{Grade, Problem};
use fulfillment::{Request, RequestKind, RequestState};

use crate::catalogue::{Words, key_of};

/// Most requests shown; older ones are the merchant's to see.
const SHOWN: usize = 5;

/// Each request as one text, newest first.
pub(crate) fn requests(words: &Words<'_>, view: &OrderStatusView) -> Vec<RequestText> {
    let told = view.requests.iter().enumerate().filter(|(index, request)| {
        // Who asks for yet another address has taken the one before back.
        request.kind != RequestKind::Address
            || !view
                .requests
                .iter()
                .take(*index)
                .any(|newer| newer.kind == RequestKind::Address)
    });
    told.take(SHOWN)
        .map(|(_, request)| RequestText {
            state: key_of(request.state),
            text: text(words, view, request),
        })
        .collect()
}

fn text(words: &Words<'_>, view: &OrderStatusView, request: &Request) -> String {
    let asked = words.moment(request.at);
    let settled = request.settled_at.map(|at| words.moment(at));
    let variant = match request.state {
        RequestState::Requested => request.late.then_some("late"),
        RequestState::Confirmed => Some("confirmed"),
        RequestState::Declined => Some("declined"),
        RequestState::Overtaken => Some("overtaken"),
    };
    let witness = words.witness(request.by.as_deref(), Grade::Record, &view.shop);
    let key = match request.kind {
        RequestKind::Address => "request-address",
        RequestKind::Cancel => "request-cancel",
        RequestKind::Problem(problem) => {
            return words.say_as(
                "request-problem",
                variant,
                &[
                    ("when", &asked),
                    ("problem", &named(words, problem)),
                    ("settled", &settled.unwrap_or_default()),
                ],
            );
        }
    };
    let answered = matches!(
        request.state,
        RequestState::Confirmed | RequestState::Declined
    );
    let when = settled.filter(|_| answered).unwrap_or(asked);
    words.say_as(
        key,
        variant,
        &[("when", &when), ("Witness", &witness.start)],
    )
}

/// What is wrong, inside a sentence.
pub(crate) fn named(words: &Words<'_>, problem: Problem) -> String {
    words.say(&format!("problem-{}", key_of(problem)), &[])
}
