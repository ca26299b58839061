//! The merchant's order list in words, and dead letters.

use contract::admin::{
    AdminView, Choice, Figure, FilterText, Form, Letter, LetterText, LettersText, RowText,
};
use contract::list::{Filter, IndexRow, OrderList};
use contract::page::Link;
use fulfillment::Instant;
use fulfillment::instant::{HOUR, MINUTE};

use crate::Dates;
use crate::answers::answers;
use crate::catalogue::{Words, key_of};
use crate::foreign::plain;
use crate::tracking;

/// The list in words. `zone` is the shop's IANA zone, `letters` what is set aside (may be empty
/// where it is only counted), `list.now` the reader's present.
pub fn admin(
    list: &OrderList,
    letters: &[Letter],
    lang: &str,
    dates: &dyn Dates,
    zone: &str,
) -> AdminView {
    let words = Words::merchant(lang, dates, zone);
    let say = |key: &str| words.say(key, &[]);
    let filtered =
        list.filter.state.is_some() || list.filter.exception.is_some() || list.filter.attention;
    AdminView {
        lang: words.lang(),
        dir: words.dir(),
        title: say("admin-title"),
        shop: words.foreign(&list.shop),
        read_at: words.say("admin-read", &[("when", &words.moment(list.now))]),
        promises: Link {
            text: say("promises-link"),
            href: Some("/admin/promises".to_owned()),
        },
        tracking: Link {
            text: say("tracking-link"),
            href: Some("/admin/tracking".to_owned()),
        },
        watched: list
            .tracking
            .as_ref()
            .map(|counts| tracking::line(&words, counts)),
        figures: figures(&words, list),
        states: states(&words, list),
        exceptions: exceptions(&words, list),
        columns: [
            say("admin-column-order"),
            say("admin-column-state"),
            say("admin-column-native"),
            say("admin-column-untrue"),
            say("admin-column-exceptions"),
            say("admin-column-updated"),
        ],
        rows: list
            .rows
            .iter()
            .map(|row| order_row(&words, row, list.now))
            .collect(),
        empty: list.rows.is_empty().then(|| {
            say(if filtered {
                "admin-empty-filter"
            } else {
                "admin-empty"
            })
        }),
        answers: answers(&words, &list.answers),
        next: list.next.as_ref().map(|cursor| Link {
            text: say("admin-next"),
            href: Some(href(&Filter {
                after: Some(cursor.clone()),
                ..list.filter.clone()
            })),
        }),
        letters: letters_text(&words, letters, list.dead_letters),
        caption: say("admin-caption"),
    }
}

fn figures(words: &Words<'_>, list: &OrderList) -> Vec<Figure> {
    let orders: u32 = list.states.iter().map(|(_, count)| count).sum();
    let open: u32 = list.exceptions.iter().map(|(_, count)| count).sum();
    let untrue: i64 = list.rows.iter().map(|row| untrue_ms(row, list.now)).sum();
    let figure = |value: String, key: &str, attention: bool| Figure {
        value,
        label: words.say(key, &[]),
        attention,
    };
    let mut figures = vec![
        figure(orders.to_string(), "admin-figure-orders", false),
        figure(open.to_string(), "admin-figure-exceptions", open > 0),
        figure(span(words, untrue), "admin-figure-untrue", untrue > 0),
        figure(
            list.dead_letters.to_string(),
            "admin-figure-letters",
            list.dead_letters > 0,
        ),
    ];
    if list.parked > 0 {
        figures.push(figure(
            list.parked.to_string(),
            "admin-figure-parked",
            false,
        ));
    }
    figures
}

fn states(words: &Words<'_>, list: &OrderList) -> FilterText {
    let shown = list.filter.state;
    let with = |state| Filter {
        state,
        after: None,
        ..list.filter.clone()
    };
    let all = all(words, href(&with(None)), shown.is_none());
    let each = list.states.iter().map(|(claim, count)| Choice {
        text: words.say(&format!("state-{}", key_of(claim)), &[]),
        count: Some(count.to_string()),
        href: href(&with(Some(*claim))),
        current: shown == Some(*claim),
    });
    FilterText {
        heading: words.say("admin-states", &[]),
        choices: std::iter::once(all).chain(each).collect(),
    }
}

fn exceptions(words: &Words<'_>, list: &OrderList) -> FilterText {
    let shown = list.filter.exception;
    let with = |exception| Filter {
        exception,
        attention: false,
        after: None,
        ..list.filter.clone()
    };
    let calling = |attention| Filter {
        attention,
        exception: None,
        after: None,
        ..list.filter.clone()
    };
    let all = all(
        words,
        href(&calling(false)),
        shown.is_none() && !list.filter.attention,
    );
    let early = (list.attention > 0 || list.filter.attention).then(|| Choice {
        text: words.say("admin-attention", &[]),
        count: Some(list.attention.to_string()),
        href: href(&calling(true)),
        current: list.filter.attention,
    });
    let each = list.exceptions.iter().map(|(kind, count)| Choice {
        text: words.say(&format!("kind-{}", key_of(kind)), &[]),
        count: Some(count.to_string()),
        href: href(&with(Some(*kind))),
        current: shown == Some(*kind),
    });
    FilterText {
        heading: words.say("admin-exceptions", &[]),
        choices: std::iter::once(all).chain(early).chain(each).collect(),
    }
}

fn all(words: &Words<'_>, href: String, current: bool) -> Choice {
    Choice {
        text: words.say("admin-all", &[]),
        count: None,
        href,
        current,
    }
}

/// `/admin` with a filter as its query: `state`, `exception`, `attention`, `after`.
fn href(filter: &Filter) -> String {
    let pairs = [
        ("state", filter.state.map(key_of)),
        ("exception", filter.exception.map(key_of)),
        ("attention", filter.attention.then(|| "1".to_owned())),
        ("after", filter.after.clone()),
    ];
    let query: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={}", escape(&value))))
        .collect();
    if query.is_empty() {
        "/admin".to_owned()
    } else {
        format!("/admin?{}", query.join("&"))
    }
}

/// Percent-encoding of everything but unreserved characters (RFC 3986).
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn order_row(words: &Words<'_>, row: &IndexRow, now: Instant) -> RowText {
    let overdue = row.due_at.is_some_and(|due| due < now);
    let untrue = untrue_ms(row, now);
    let early = row
        .attention
        .filter(|from| *from <= now)
        .map(|_| words.say("admin-attention", &[]));
    RowText {
        order: Link {
            text: words.foreign(&row.name),
            href: Some(order_href(&row.order)),
        },
        placed: row
            .placed_at
            .map(|at| words.say("placed", &[("day", &words.day(at))])),
        state: words.say(&format!("state-{}", key_of(row.claim)), &[]),
        claim: key_of(row.claim),
        native: native(&row.native),
        untrue: (untrue > 0).then(|| {
            let running = row.untrue_since.is_some().then_some("running");
            words.say_as("untrue", running, &[("span", &span(words, untrue))])
        }),
        exceptions: row
            .exceptions
            .iter()
            .map(|kind| words.say(&format!("kind-{}", key_of(kind)), &[]))
            .chain(early)
            .collect(),
        due: row.due_at.map(|due| {
            let variant = overdue.then_some("overdue");
            words.say_as("due", variant, &[("when", &words.moment(due))])
        }),
        overdue,
        updated: row.updated_at.map(|at| words.time(at)),
    }
}

/// Path of an order's trace.
pub(crate) fn order_href(order: &str) -> String {
    format!("/admin/orders/{}", escape(order))
}

fn untrue_ms(row: &IndexRow, now: Instant) -> i64 {
    row.untrue_ms + row.untrue_since.map_or(0, |since| now.since(since).max(0))
}

/// Whole hours, or minutes below one hour.
pub(crate) fn span(words: &Words<'_>, millis: i64) -> String {
    let (key, count) = match millis {
        ..HOUR => ("span-minutes", millis / MINUTE),
        _ => ("span-hours", millis / HOUR),
    };
    words.say(key, &[("count", &count.to_string())])
}

/// Shopify's own word, readable: `partially_fulfilled` → `Partially fulfilled`.
pub(crate) fn native(status: &str) -> String {
    let text = plain(status).replace('_', " ").to_lowercase();
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// Dead letters in words; `count` may exceed the ones listed.
pub(crate) fn letters_text(words: &Words<'_>, letters: &[Letter], count: u32) -> LettersText {
    let say = |key: &str| words.say(key, &[]);
    let count = u64::from(count).max(letters.len() as u64);
    LettersText {
        heading: say("letters-heading"),
        note: if count == 0 {
            say("letters-none")
        } else {
            words.count("letters-some", count)
        },
        columns: [
            say("letters-when"),
            say("letters-source"),
            say("letters-order"),
            say("letters-reason"),
            say("letters-action"),
        ],
        rows: letters
            .iter()
            .map(|letter| letter_text(words, letter))
            .collect(),
    }
}

fn letter_text(words: &Words<'_>, letter: &Letter) -> LetterText {
    let source = words.foreign(&letter.source);
    LetterText {
        at: letter.at.map(|at| words.time(at)),
        order: letter.order.as_ref().map(|order| Link {
            text: words.foreign(order),
            href: Some(order_href(order)),
        }),
        reason: plain(&letter.reason),
        replay: Form {
            action: format!("/admin/dead-letters/{}/replay", escape(&letter.id)),
            hidden: Vec::new(),
            fields: Vec::new(),
            submit: words.say("letters-replay", &[]),
            describe: words.say("letters-replay-describe", &[("source", &source)]),
        },
        source,
    }
}
