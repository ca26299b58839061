//! What the shopper asked for, for whoever answers it: with what they entered, and what to answer.

use std::collections::BTreeMap;

use contract::admin::{Form, RequestText};
use contract::view::OrderStatusView;
use fulfillment::fact::ExceptionKind;
use fulfillment::{Instant, Request, RequestKind, RequestState};

use crate::admin::{escape, order_href};
use crate::catalogue::{Words, key_of};
use crate::foreign::plain;
use crate::{parcel, requests};

/// Each request, newest first. `entered` is what the order's personal data holds, by row.
pub(crate) fn asked(
    words: &Words<'_>,
    view: &OrderStatusView,
    entered: &BTreeMap<String, String>,
    now: Instant,
) -> Vec<RequestText> {
    view.requests
        .iter()
        .map(|request| one(words, view, request, entered, now))
        .collect()
}

fn one(
    words: &Words<'_>,
    view: &OrderStatusView,
    request: &Request,
    entered: &BTreeMap<String, String>,
    now: Instant,
) -> RequestText {
    let say = |key: &str| words.say(key, &[]);
    let open = request.state == RequestState::Requested;
    let title = match request.kind {
        RequestKind::Address => say("trace-request-address"),
        RequestKind::Cancel => say("trace-request-cancel"),
        RequestKind::Problem(problem) => {
            let problem = requests::named(words, problem);
            words.say("trace-request-problem", &[("problem", &problem)])
        }
    };
    let mut properties = vec![(say("trace-request-at"), words.moment(request.at))];
    if let Some(name) = parcel::name_of(words, view, request.parcel.as_deref()) {
        properties.push((say("trace-parcel"), name));
    }
    if let Some(at) = request.settled_at {
        properties.push((say("trace-request-settled"), words.moment(at)));
    }
    properties.extend(next_step(words, view, request, now));
    if let Some(hint) = hint(request).filter(|_| open) {
        properties.push((say("trace-request-hint"), say(hint)));
    }
    let gone = || say("trace-request-gone");
    RequestText {
        state: say(&format!("trace-request-{}", key_of(request.state))),
        open,
        properties,
        entered: request.row.as_ref().map(|row| match entered.get(row) {
            Some(text) => lines(text),
            None => gone(),
        }),
        forms: match open {
            true => forms(words, view, request, &title),
            false => Vec::new(),
        },
        title,
    }
}

/// Who has the next step of an open request and by when, as its exception says.
fn next_step(
    words: &Words<'_>,
    view: &OrderStatusView,
    request: &Request,
    now: Instant,
) -> Vec<(String, String)> {
    let kind = match request.kind {
        RequestKind::Address => ExceptionKind::AddressChange,
        RequestKind::Cancel => ExceptionKind::StopShipment,
        RequestKind::Problem(problem) => problem.exception(),
    };
    let opened = view.exceptions.iter().find(|of| {
        of.closed_at.is_none() && of.kind == kind && request.state == RequestState::Requested
    });
    let Some(opened) = opened else {
        return Vec::new();
    };
    let due = match opened.due_at {
        Some(due) if due < now => words.say("trace-overdue", &[("when", &words.moment(due))]),
        Some(due) => words.moment(due),
        None => words.say("trace-due-none", &[]),
    };
    vec![
        (words.say("trace-owner", &[]), words.foreign(&opened.owner)),
        (words.say("trace-due", &[]), due),
    ]
}

fn hint(request: &Request) -> Option<&'static str> {
    match request.kind {
        RequestKind::Address => Some("trace-request-hint-address"),
        RequestKind::Cancel => Some("trace-request-hint-cancel"),
        RequestKind::Problem(_) => None,
    }
}

/// Foreign text that keeps its lines.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain).collect();
    lines.join("\n")
}

/// What can be answered, sent to `/admin/orders/{order}/requests/{fact}`. A report is settled by
/// closing its exception; a cancellation is confirmed by cancelling the order in Shopify.
fn forms(words: &Words<'_>, view: &OrderStatusView, request: &Request, what: &str) -> Vec<Form> {
    let form = |verb: &str, submit: &str, describe: &str| Form {
        action: format!(
            "{}/requests/{}",
            order_href(&view.order),
            escape(&request.id.0)
        ),
        hidden: vec![("action".to_owned(), verb.to_owned())],
        fields: Vec::new(),
        submit: words.say(submit, &[]),
        describe: words.say(describe, &[("what", what)]),
    };
    let decline = || {
        form(
            "declined",
            "trace-request-decline",
            "trace-request-decline-describe",
        )
    };
    match request.kind {
        RequestKind::Address => vec![
            form(
                "changed",
                "trace-request-changed",
                "trace-request-changed-describe",
            ),
            decline(),
        ],
        RequestKind::Cancel => vec![decline()],
        RequestKind::Problem(_) => Vec::new(),
    }
}
