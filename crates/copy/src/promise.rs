//! The promised ship-by date: told until the parcel is handed over, old → new and why if it moved,
//! and gone once it no longer holds. It says nothing of the parcel.

use contract::page::Link;
use contract::view::{OrderStatusView, PromiseView};
use fulfillment::Why;

use crate::catalogue::Words;

/// A promise in words.
pub(crate) struct Told {
    /// The date, or that there is none.
    pub(crate) date: String,
    /// Why it moved, and what the shopper may choose.
    pub(crate) more: Option<String>,
}

impl Told {
    /// As one text.
    pub(crate) fn joined(self, words: &Words<'_>) -> String {
        match self.more {
            Some(more) => words.join(self.date, more),
            None => self.date,
        }
    }
}

/// What is said of a promise.
pub(crate) fn told(words: &Words<'_>, promise: &PromiseView) -> Told {
    let standing = Standing::of(words, promise);
    let made = words.date(promise.made);
    let date = match standing {
        Standing::As(day) => {
            let firm = promise.proven.then_some("firm");
            words.say_as("promise", firm, &[("day", &day)])
        }
        Standing::Moved(day) => words.say("promise-moved", &[("day", &day), ("old", &made)]),
        Standing::Gone => words.say("promise-none", &[]),
        Standing::Passed => words.say("promise-passed", &[]),
    };
    // A cause explains a change; the date as first told needs none.
    let cause = (promise.moves > 0)
        .then(|| why(words, promise.why))
        .flatten();
    let choice = offer(words, promise).map(|offer| {
        words.say(
            match offer {
                Offer::Choice => "promise-choice",
                Offer::Consent => "promise-consent",
            },
            &[],
        )
    });
    Told {
        date,
        more: words.sentences(cause.into_iter().chain(choice)),
    }
}

/// What a date is at the reader's present.
enum Standing {
    /// As it was first promised.
    As(String),
    /// Another than was first promised.
    Moved(String),
    /// None holds, and none is known.
    Gone,
    /// It has passed, and nothing has been reported since.
    Passed,
}

impl Standing {
    fn of(words: &Words<'_>, promise: &PromiseView) -> Self {
        let passed = promise.until.is_some_and(|until| until < words.now());
        match promise.day {
            None => Self::Gone,
            Some(_) if passed => Self::Passed,
            Some(day) if day == promise.made => Self::As(words.date(day)),
            Some(day) => Self::Moved(words.date(day)),
        }
    }
}

/// The cause of a change in words; none where none is known (copy rule 6).
pub(crate) fn why(words: &Words<'_>, why: Why) -> Option<String> {
    match why {
        Why::Backlog {
            lines_ahead,
            lines_per_hour,
        } => Some(words.count_with(
            "why-backlog",
            u64::from(lines_ahead),
            &[("rate", &lines_per_hour.to_string())],
        )),
        Why::ArrivalsHigh => Some(words.say("why-arrivals", &[])),
        Why::SlowerThanUsual => Some(words.say("why-slower", &[])),
        Why::Unknown => None,
    }
}

/// What a later date owes the shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Offer {
    /// Keep it without a word, or have it cancelled.
    Choice,
    /// It moved again: their word is needed.
    Consent,
}

fn offer(words: &Words<'_>, promise: &PromiseView) -> Option<Offer> {
    let late = match (Standing::of(words, promise), promise.day) {
        (Standing::Gone | Standing::Passed, _) => true,
        (_, Some(day)) => day > promise.made,
        (_, None) => true,
    };
    late.then_some(if promise.moves > 1 {
        Offer::Consent
    } else {
        Offer::Choice
    })
}

/// Keep and cancel as links to the shop, where any part's date became later; `write` makes one.
pub(crate) fn choices(
    words: &Words<'_>,
    view: &OrderStatusView,
    write: impl Fn(&str, &str) -> Link,
) -> Vec<Link> {
    let parts = view.parcels.iter().filter_map(|of| of.promise.as_ref());
    let owed = view.promise.iter().chain(parts);
    let keep = || write("action-keep", "subject-keep");
    let cancel = || write("action-cancel", "subject-cancel");
    match owed.filter_map(|promise| offer(words, promise)).max() {
        None => Vec::new(),
        Some(Offer::Choice) => vec![cancel()],
        Some(Offer::Consent) => vec![keep(), cancel()],
    }
}
