//! What was counted, and every breach by name.

use std::collections::BTreeMap;

use super::attempt::{Attempt, By};
use super::shopper;
use crate::client::Answer;

/// Breaches of one kind named on stderr; the others are only counted.
const NAMED: usize = 25;

/// What must not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Something forged, malformed or forbidden was taken, or not refused as the caller's fault.
    Accepted,
    /// Something honest was refused.
    ValidRefused,
    /// A shop learnt or changed something of another's, or a route was not tried.
    TenantLeaks,
    /// A guess told something: an order, or that there is one.
    EnumerationHits,
    /// Foreign text became markup, script, template or address.
    Unescaped,
    /// A page came without one of the headers that guard it.
    Unguarded,
    /// Personal data was readable where none may be; counted in bytes.
    CanaryBytes,
}

/// Requests and breaches of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Requests sent.
    pub requests: u64,
    counts: BTreeMap<Figure, u64>,
    named: BTreeMap<Figure, usize>,
}

impl Tally {
    /// How often it happened.
    pub fn count(&self, figure: Figure) -> u64 {
        self.counts.get(&figure).copied().unwrap_or(0)
    }

    /// A breach, named on stderr.
    pub fn breach(&mut self, figure: Figure, what: &str) {
        self.breaches(figure, 1, what);
    }

    /// A breach that counts for `weight`.
    pub fn breaches(&mut self, figure: Figure, weight: u64, what: &str) {
        *self.counts.entry(figure).or_default() += weight;
        let named = self.named.entry(figure).or_default();
        *named += 1;
        if *named <= NAMED {
            let what: String = what.chars().take(600).collect();
            eprintln!("{figure:?}: {what}");
        } else if *named == NAMED + 1 {
            eprintln!("{figure:?}: and more, which are only counted");
        }
    }

    /// Judges an answer by what the request was meant to be: refused as the caller's fault, or taken.
    pub fn judge(&mut self, attempt: &Attempt, answer: &Answer) {
        self.requests += 1;
        let figure = match (attempt.honest, verdict(attempt, answer)) {
            (true, Verdict::Taken) | (false, Verdict::Refused) => return,
            (true, _) => Figure::ValidRefused,
            (false, _) => Figure::Accepted,
        };
        self.breach(figure, &told(attempt, answer));
    }
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was done, or answered.
    Taken,
    /// It was refused as the caller's fault, and nothing was told.
    Refused,
    /// Neither, which is right for nobody: a failure of ours, or an answer nobody expects.
    Neither,
}

/// What the answer says of it.
pub fn verdict(attempt: &Attempt, answer: &Answer) -> Verdict {
    let of = |taken: bool| match taken {
        true => Verdict::Taken,
        false => Verdict::Refused,
    };
    match (attempt.by, answer.status) {
        (_, 400..=499) => Verdict::Refused,
        (By::Status, 200..=299 | 303) => Verdict::Taken,
        (By::Outcome, 303) => match shopper::outcome(&attempt.path, answer) {
            Some("address" | "cancel" | "problem" | "answer" | "again") => Verdict::Taken,
            // The form itself was not believed. Any other refusal is one of a form that was.
            Some("unverified") => Verdict::Refused,
            _ => Verdict::Neither,
        },
        (By::Sentence, 200) => shopper::sentence(answer).map_or(Verdict::Neither, of),
        _ => Verdict::Neither,
    }
}

/// A request and its answer in a line.
pub fn told(attempt: &Attempt, answer: &Answer) -> String {
    let path: String = attempt.path.chars().take(120).collect();
    let text: String = answer.text.chars().take(200).collect();
    let back = answer.headers.get("location");
    let back = back.and_then(|to| to.to_str().ok()).unwrap_or_default();
    format!(
        "{} at {path}: {} {back} {text}",
        attempt.what, answer.status
    )
}
