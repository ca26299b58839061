//! The trace of one order for the merchant: timeline, exceptions, every fact, messages.

use std::collections::BTreeMap;

use contract::admin::{
    ExceptionText, FactText, Field, Form, Input, Letter, OutboxRow, StoredFact, Trace, TraceParcel,
    TraceView,
};
use contract::page::Link;
use contract::view::{EvidenceView, ExceptionView, OrderStatusView};
use fulfillment::{Attention, Fact, Instant};

use crate::admin::{escape, letters_text, native, order_href, span};
use crate::asked::asked;
use crate::catalogue::{Words, key_of};
use crate::foreign::plain;
use crate::statement::{allowed, detail, headline, state};
use crate::{Dates, evidence, parcel, tracking};

/// The trace in words. `shopper` is the path of the shopper's page, `letters` this order's dead
/// letters, `entered` what the shopper entered, by row of the order's personal data, `now` the
/// reader's present (overdue, spans that still run).
pub fn trace(
    trace: &Trace,
    letters: &[Letter],
    entered: &BTreeMap<String, String>,
    shopper: Option<&str>,
    lang: &str,
    dates: &dyn Dates,
    now: Instant,
) -> TraceView {
    let view = &trace.view;
    let words = Words::merchant(lang, dates, &view.zone);
    let say = |key: &str| words.say(key, &[]);
    let said = &view.headline;
    TraceView {
        lang: words.lang(),
        dir: words.dir(),
        title: words.say("trace-title", &[("name", &words.foreign(&view.name))]),
        shop: words.foreign(&view.shop),
        back: Link {
            text: say("trace-back"),
            href: Some("/admin".to_owned()),
        },
        shopper: shopper.map(|path| Link {
            text: say("trace-shopper"),
            href: Some(path.to_owned()),
        }),
        headline: headline(&words, view, said),
        detail: detail(&words, view, said),
        state: state(&words, said.claim, said.grade),
        claim: allowed(said.claim, said.grade),
        properties: properties(&words, view, now)
            .into_iter()
            .chain(early(&words, &trace.attention))
            .collect(),
        exceptions_heading: say("trace-exceptions"),
        exceptions: view
            .exceptions
            .iter()
            .map(|e| exception(&words, view, e, now))
            .collect(),
        exceptions_empty: say("trace-exceptions-empty"),
        requests_heading: say("trace-requests"),
        requests: asked(&words, view, entered, now),
        timeline_heading: say("trace-timeline"),
        parcels: parcels(&words, view),
        watched_heading: say("watched-heading"),
        watched: trace
            .watched
            .iter()
            .map(|row| tracking::sentence(&words, row))
            .collect(),
        facts_heading: say("trace-facts"),
        fact_columns: [
            say("label-when"),
            say("label-what"),
            say("label-grade"),
            say("trace-source"),
            say("label-who"),
            say("trace-concerns"),
            say("trace-text"),
        ],
        facts: trace
            .facts
            .iter()
            .map(|stored| fact(&words, view, stored))
            .collect(),
        outbox_heading: say("trace-outbox"),
        outbox_columns: [
            say("trace-outbox-key"),
            say("trace-outbox-state"),
            say("trace-outbox-tries"),
            say("trace-outbox-next"),
            say("trace-outbox-reason"),
        ],
        outbox: trace.outbox.iter().map(|row| outbox(&words, row)).collect(),
        outbox_empty: say("trace-outbox-empty"),
        letters: letters_text(&words, letters, 0),
    }
}

/// What an agent may look at before it is an exception.
fn early<'a>(
    words: &'a Words<'_>,
    silences: &'a [Attention],
) -> impl Iterator<Item = (String, String)> + 'a {
    silences.iter().map(|silence| {
        let (since, until) = (words.moment(silence.since), words.moment(silence.until));
        let text = words.say(
            "trace-attention-silence",
            &[("since", &since), ("until", &until)],
        );
        (words.say("trace-attention", &[]), text)
    })
}

fn properties(words: &Words<'_>, view: &OrderStatusView, now: Instant) -> Vec<(String, String)> {
    let status = native(&view.native.status);
    let shopify = match view.native.since {
        Some(since) => words.say(
            "trace-native-since",
            &[("status", &status), ("when", &words.moment(since))],
        ),
        None => status,
    };
    let spans = view.native.untrue.iter().map(|(from, until)| {
        let length = span(words, until.unwrap_or(now).since(*from).max(0));
        let variant = until.is_none().then_some("running");
        let until = until.map(|until| words.moment(until)).unwrap_or_default();
        words.say_as(
            "trace-untrue-span",
            variant,
            &[
                ("span", &length),
                ("from", &words.moment(*from)),
                ("until", &until),
            ],
        )
    });
    let untrue = words.list(spans);
    let untrue = if untrue.is_empty() {
        words.say("trace-untrue-none", &[])
    } else {
        untrue
    };
    [
        ("trace-native", shopify),
        ("trace-untrue", untrue),
        ("trace-version", view.version.to_string()),
        ("trace-digest", view.digest.clone()),
        ("trace-zone", view.zone.clone()),
    ]
    .into_iter()
    .map(|(key, value)| (words.say(key, &[]), value))
    .collect()
}

fn parcels(words: &Words<'_>, view: &OrderStatusView) -> Vec<TraceParcel> {
    parcel::parcels(words, view)
        .into_iter()
        .map(|of| TraceParcel {
            heading: match &of.tracking {
                Some(tracking) => format!("{} · {}", of.heading, tracking.text),
                None => of.heading,
            },
            items: of.items,
            headline: of.headline,
            steps: of.steps,
        })
        .collect()
}

fn exception(
    words: &Words<'_>,
    view: &OrderStatusView,
    of: &ExceptionView,
    now: Instant,
) -> ExceptionText {
    let say = |key: &str| words.say(key, &[]);
    let open = of.closed_at.is_none();
    let overdue = open && of.due_at.is_some_and(|due| due < now);
    let title = words.say(&format!("kind-{}", key_of(of.kind)), &[]);
    let due = match of.due_at {
        Some(due) if overdue => words.say("trace-overdue", &[("when", &words.moment(due))]),
        Some(due) => words.moment(due),
        None => say("trace-due-none"),
    };
    let mut properties = vec![
        (say("trace-opened-at"), words.moment(of.opened_at)),
        (say("trace-owner"), words.foreign(&of.owner)),
        (say("trace-due"), due),
    ];
    if let Some(name) = parcel::name_of(words, view, of.parcel.as_deref()) {
        properties.insert(0, (say("trace-parcel"), name));
    }
    if let Some(closed) = of.closed_at {
        properties.push((say("trace-closed-at"), words.moment(closed)));
        let how = of
            .closed_how
            .as_deref()
            .map(|how| words.foreign(how))
            .unwrap_or_default();
        properties.push((say("trace-closed-how"), how));
    }
    ExceptionText {
        forms: if open {
            forms(words, view, of, &title)
        } else {
            Vec::new()
        },
        state: say(if open { "trace-open" } else { "trace-closed" }),
        title,
        open,
        overdue,
        properties,
    }
}

/// Assign and close, sent to `/admin/orders/{order}/exceptions/{fact}`.
fn forms(words: &Words<'_>, view: &OrderStatusView, of: &ExceptionView, what: &str) -> Vec<Form> {
    let action = format!("{}/exceptions/{}", order_href(&view.order), escape(&of.id));
    let form = |verb: &str, field: &str, keys: [&str; 3]| {
        let [submit, describe, label] = keys;
        Form {
            action: action.clone(),
            hidden: vec![("action".to_owned(), verb.to_owned())],
            fields: vec![Field {
                name: field.to_owned(),
                label: words.say(label, &[]),
                value: String::new(),
                input: Input::Text,
                required: true,
                hint: None,
            }],
            submit: words.say(submit, &[]),
            describe: words.say(describe, &[("what", what)]),
        }
    };
    vec![
        form(
            "assign",
            "owner",
            [
                "trace-assign",
                "trace-assign-describe",
                "trace-assign-owner",
            ],
        ),
        form(
            "close",
            "how",
            ["trace-close", "trace-close-describe", "trace-close-how"],
        ),
    ]
}

fn fact(words: &Words<'_>, view: &OrderStatusView, stored: &StoredFact) -> FactText {
    let fact = &stored.fact;
    let row = EvidenceView {
        at: fact.at,
        kind: kind(fact),
        grade: fact.grade,
        system: fact.source.system.clone(),
        witness: fact.source.witness.clone(),
        owner: fact.owner.clone(),
        place: fact.place.clone(),
        location: fact
            .location
            .as_ref()
            .map(|l| l.name.clone().unwrap_or_else(|| l.id.clone())),
        text: fact.text.clone(),
    };
    let source = [
        Some(fact.source.system.as_str()),
        Some(fact.source.resource.as_str()),
        fact.source.event.as_deref(),
    ];
    let source: Vec<String> = source
        .into_iter()
        .flatten()
        .map(plain)
        .filter(|part| !part.is_empty())
        .collect();
    let mut row = evidence::row(words, view, &row);
    if fact.at_latest {
        let when = row.time.text;
        row.time.text = words.say("trace-at-latest", &[("when", &when)]);
    }
    FactText {
        row,
        source: words.foreign(&source.join(" · ")),
        concerns: concerns(words, fact),
        id: stored.id.chars().take(8).collect(),
    }
}

/// The snake-case name of a fact's kind, as in JSON.
fn kind(fact: &Fact) -> String {
    match serde_json::to_value(&fact.kind) {
        Ok(serde_json::Value::Object(mut fields)) => match fields.remove("kind") {
            Some(serde_json::Value::String(kind)) => kind,
            _ => String::new(),
        },
        _ => String::new(),
    }
}

fn concerns(words: &Words<'_>, fact: &Fact) -> String {
    let named =
        |key: &str, id: Option<&String>| id.map(|id| words.say(key, &[("id", &words.foreign(id))]));
    let subject = [
        named(
            "trace-fulfillment-order",
            fact.subject.fulfillment_order.as_ref(),
        ),
        named("trace-shipment", fact.subject.shipment.as_ref()),
        named("trace-tracking", fact.subject.tracking.as_ref()),
        named("trace-retracts", fact.retracts.as_ref()),
    ];
    let items = fact.items.iter().map(|item| {
        let id = words.foreign(&item.line);
        words.say(
            "trace-items",
            &[("quantity", &item.quantity.to_string()), ("id", &id)],
        )
    });
    let text = words.list(subject.into_iter().flatten().chain(items));
    if text.is_empty() {
        words.say("trace-whole", &[])
    } else {
        text
    }
}

fn outbox(words: &Words<'_>, row: &OutboxRow) -> [String; 5] {
    [
        plain(&row.key),
        plain(&row.state),
        row.attempts.to_string(),
        row.next_at.map(|at| words.moment(at)).unwrap_or_default(),
        row.reason.as_deref().map(plain).unwrap_or_default(),
    ]
}
