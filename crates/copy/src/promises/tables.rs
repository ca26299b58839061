//! What is shown, where the work is, and how promises were kept, as tables.

use contract::admin::promises::{Cell, TableText};
use contract::checkout::{MethodProfile, Row, Strength};
use contract::promises::{PlaceLoad, PromiseBoard, Score};
use fulfillment::{Date, Why};

use super::share;
use crate::catalogue::Words;

/// The dates in force for orders of the first date, and why.
pub(super) fn published(words: &Words<'_>, board: &PromiseBoard) -> TableText {
    let (note, rows) = match &board.published {
        None => (String::new(), Vec::new()),
        Some(published) => {
            let profiles = published.config.profiles.iter();
            let reasons = published.reasons.iter().copied();
            let rows = profiles
                .zip(reasons.chain(std::iter::repeat(Why::Unknown)))
                .flat_map(|(profile, why)| {
                    let option = words.foreign(profile.by.name());
                    let stock = dates(words, option.clone(), profile, &profile.rows, why);
                    // Not the load but what the merchant declares makes these later.
                    let slower = profile.slower.iter().map(|(class, rows)| {
                        let class = words.foreign(class);
                        let args = [("option", option.as_str()), ("class", class.as_str())];
                        let named = words.say("published-class", &args);
                        dates(words, named, profile, rows, Why::Unknown)
                    });
                    std::iter::once(stock).chain(slower).collect::<Vec<_>>()
                });
            let note = words.say(
                "published-note",
                &[
                    ("day", &words.date(published.config.first)),
                    ("when", &words.moment(published.at)),
                ],
            );
            (note, rows.collect())
        }
    };
    TableText {
        note,
        rows,
        ..table(
            words,
            "published",
            &["method", "before", "cutoff", "after", "wording", "why"],
        )
    }
}

/// The dates of a delivery option, or of some goods with it, as `named`.
fn dates(
    words: &Words<'_>,
    named: String,
    profile: &MethodProfile,
    rows: &[Row],
    why: Why,
) -> Vec<Cell> {
    let row = rows.first().copied().unwrap_or_default();
    let date = |date: Option<Date>| match date {
        Some(date) => cell(words.date(date)),
        None => cell(words.say("published-date-none", &[])),
    };
    let cutoff = match row.cutoff {
        Some(cutoff) => cutoff.to_string().chars().take(5).collect(),
        None => words.say("published-cutoff-none", &[]),
    };
    let wording = match profile.strength {
        Strength::Expected => "published-wording-expected",
        Strength::Firm => "published-wording-firm",
    };
    vec![
        cell(named),
        date(row.cutoff.map_or(row.after, |_| row.before)),
        cell(cutoff),
        date(row.after),
        cell(words.say(wording, &[])),
        cell(brief(words, why)),
    ]
}

fn brief(words: &Words<'_>, why: Why) -> String {
    match why {
        Why::Backlog {
            lines_ahead,
            lines_per_hour,
        } => words.count_with(
            "brief-backlog",
            u64::from(lines_ahead),
            &[("rate", &lines_per_hour.to_string())],
        ),
        Why::ArrivalsHigh => words.say("brief-arrivals", &[]),
        Why::SlowerThanUsual => words.say("brief-slower", &[]),
        Why::Unknown => words.say("published-why-none", &[]),
    }
}

/// Open work by place and delivery option.
pub(super) fn load(words: &Words<'_>, board: &PromiseBoard) -> TableText {
    TableText {
        note: words.say("load-note", &[]),
        rows: board
            .places
            .iter()
            .map(|place| work(words, place))
            .collect(),
        ..table(
            words,
            "load",
            &[
                "place", "method", "orders", "lines", "oldest", "rate", "bucket",
            ],
        )
    }
}

fn work(words: &Words<'_>, place: &PlaceLoad) -> Vec<Cell> {
    let rate = match place.lines_per_hour {
        Some(rate) => figure(format!("{rate:.0}")),
        None => figure(words.say("load-rate-none", &[])),
    };
    // Of two causes the one that more work cannot explain away.
    let cause = match (place.slow, place.arrivals_high) {
        (true, _) => Some("brief-slower"),
        (false, true) => Some("brief-arrivals"),
        (false, false) => None,
    };
    vec![
        cell(place_name(words, &place.location, place.name.as_deref())),
        cell(method_name(words, &place.method)),
        figure(place.orders.to_string()),
        figure(place.lines.to_string()),
        cell(place.oldest.map(|at| words.moment(at)).unwrap_or_default()),
        rate,
        Cell {
            attention: place.bucket > 2 || place.slow,
            more: cause.map(|key| words.say(key, &[])),
            ..cell(bucket(words, place.bucket))
        },
    ]
}

/// How promises were kept, by week, place, delivery option and load.
pub(super) fn scores(words: &Words<'_>, board: &PromiseBoard) -> TableText {
    let target = board.settings.target;
    let mut columns = table(
        words,
        "scores",
        &[
            "week", "orders", "dated", "kept", "missed", "share", "slack", "changes", "pinball",
        ],
    );
    for (at, key) in ["load-place", "load-method", "load-bucket"]
        .iter()
        .enumerate()
    {
        columns.columns.insert(1 + at, words.say(key, &[]));
    }
    TableText {
        note: words.say("scores-note", &[("target", &target.to_string())]),
        rows: board
            .scores
            .iter()
            .map(|score| kept(words, score, target))
            .collect(),
        ..columns
    }
}

fn kept(words: &Words<'_>, score: &Score, target: u8) -> Vec<Cell> {
    let due = score.kept + score.missed;
    let slack = if due == 0 {
        words.say("promises-share-none", &[])
    } else {
        format!("{:+.1}", score.slack_days)
    };
    vec![
        cell(words.date(score.week)),
        cell(place_name(words, &score.location, score.name.as_deref())),
        cell(method_name(words, &score.method)),
        cell(bucket(words, score.bucket)),
        figure(score.orders.to_string()),
        figure(score.promised.to_string()),
        figure(score.kept.to_string()),
        figure(score.missed.to_string()),
        Cell {
            attention: u64::from(score.kept) * 100 < u64::from(target) * u64::from(due),
            ..figure(share(words, score.kept, due))
        },
        figure(slack),
        figure(score.changes.to_string()),
        figure(format!("{:.2}", score.pinball_days)),
    ]
}

/// The engine's four buckets; a greater number is the last.
fn bucket(words: &Words<'_>, bucket: u8) -> String {
    let key = match bucket {
        0 => "bucket-calm",
        1 => "bucket-busy",
        2 => "bucket-high",
        _ => "bucket-peak",
    };
    words.say(key, &[])
}

fn place_name(words: &Words<'_>, location: &str, name: Option<&str>) -> String {
    let known = name
        .filter(|name| !name.trim().is_empty())
        .unwrap_or(location);
    if known.is_empty() {
        return words.say("load-place-none", &[]);
    }
    words.foreign(known)
}

fn method_name(words: &Words<'_>, method: &str) -> String {
    if method.is_empty() {
        return words.say("load-method-all", &[]);
    }
    words.foreign(method)
}

fn table(words: &Words<'_>, family: &str, columns: &[&str]) -> TableText {
    let say = |name: &str| words.say(&format!("{family}-{name}"), &[]);
    TableText {
        heading: say("heading"),
        note: String::new(),
        columns: columns.iter().map(|name| say(name)).collect(),
        rows: Vec::new(),
        empty: say("empty"),
    }
}

fn cell(text: String) -> Cell {
    Cell {
        text,
        ..Cell::default()
    }
}

fn figure(text: String) -> Cell {
    Cell {
        figure: true,
        ..cell(text)
    }
}
