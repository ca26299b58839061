//! Holds what a page says against what the delivered reports allow and require.

use std::collections::BTreeSet;

use super::evidence::{Standing, standing};
use super::generate::History;
use super::overdue;
use super::page::{Seen, SeenParcel};
use super::said::Said;
use super::words::{self, plain};
use crate::script::Saying;

/// What is said of which parcels of the script.
pub type Claimed = (Vec<usize>, BTreeSet<Said>);

/// What is wrong with one page at one instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Things said that are stronger than the evidence.
    pub over: Vec<String>,
    /// Things the evidence requires and the page does not say.
    pub under: Vec<String>,
    /// Somebody is said to be checking.
    pub checking: bool,
    /// What is claimed, and of which parcels of the script: a group still undivided speaks of
    /// several.
    pub claimed: Vec<Claimed>,
}

/// What a page may and must say of an order.
#[derive(Clone, Debug)]
pub struct Grounds {
    /// Of each parcel.
    pub standings: Vec<Standing>,
    /// Of each parcel: something is still to be sent in it. Lines edited away need no parcel.
    pub wanted: Vec<bool>,
    /// Somebody may be said to be checking.
    pub may_check: bool,
}

impl Grounds {
    /// At `now`, when the reports `delivered` had arrived.
    pub fn of(history: &History, delivered: &BTreeSet<usize>, now: i64) -> Self {
        let script = &history.script;
        let gone = |line: usize| {
            delivered
                .iter()
                .filter_map(|&told| script.told.get(told))
                .any(|told| told.saying == Saying::Edited { line, quantity: 0 })
        };
        Self {
            standings: (0..script.parcels.len())
                .map(|parcel| standing(script, parcel, delivered, now))
                .collect(),
            wanted: script
                .parcels
                .iter()
                .map(|parcel| !parcel.items.iter().all(|(line, _)| gone(*line)))
                .collect(),
            may_check: overdue::may_check(script, delivered, now),
        }
    }
}

/// Judges `seen` by its grounds.
pub fn judge(history: &History, seen: &Seen, grounds: &Grounds) -> Verdict {
    let mut judge = Judge {
        history,
        standings: &grounds.standings,
        grounds,
        lang: &seen.lang,
        headline: seen.headline.clone(),
        detail: seen.detail.clone(),
        verdict: Verdict::default(),
    };
    judge.whole(seen);
    for parcel in &seen.parcels {
        judge.parcel(parcel);
    }
    judge.verdict
}

struct Judge<'a> {
    history: &'a History,
    standings: &'a [Standing],
    grounds: &'a Grounds,
    /// The language the page is in.
    lang: &'a str,
    headline: String,
    detail: String,
    verdict: Verdict,
}

impl Judge<'_> {
    fn hear(&self, text: &str) -> BTreeSet<Said> {
        words::hear(self.lang, text)
    }

    fn over(&mut self, what: String) {
        self.verdict.over.push(what);
    }

    /// The page as a whole: document title, heading, notices, questions, everything visible.
    fn whole(&mut self, seen: &Seen) {
        let every: Vec<usize> = (0..self.standings.len()).collect();
        for (place, text) in [("title", &seen.title), ("headline", &seen.headline)] {
            let said = self.hear(text);
            if said.is_empty() {
                self.over(format!("{place} cannot be understood: {text:?}"));
            }
            self.unsupported(place, text, &said, &every, false);
        }
        let said = self.hear(&seen.detail);
        self.unsupported("detail", &seen.detail, &said, &every, false);
        let said = self.hear(&seen.headline);
        self.claims(&every, "headline", &said);
        self.understated("headline", &seen.headline, &seen.detail, &every);
        for text in &seen.rest {
            let said = self.hear(text);
            self.unsupported("text", text, &said, &every, true);
        }
        let whole = format!(
            "{}. {}. {}",
            seen.headline,
            seen.detail,
            seen.rest.join(". ")
        );
        let checking = self.hear(&whole).contains(&Said::Checking);
        self.verdict.checking = checking;
        if checking && !self.grounds.may_check {
            self.over(format!(
                "says that somebody is checking, with no reason to: {whole:?}"
            ));
        }
        if let Some(share) = seen.progress {
            self.progress(share, &every);
        }
    }

    fn parcel(&mut self, parcel: &SeenParcel) {
        let about = self.about(parcel);
        if about.is_empty() {
            self.over(format!(
                "shows a parcel nobody reported: {:?} of {:?}",
                parcel.heading, parcel.items
            ));
            return;
        }
        let said = self.hear(&parcel.headline);
        if said.is_empty() {
            self.over(format!(
                "parcel cannot be understood: {:?}",
                parcel.headline
            ));
        }
        self.unsupported("parcel", &parcel.headline, &said, &about, false);
        self.claims(&about, "parcel", &said);
        let said = self.hear(&parcel.detail);
        self.unsupported("parcel detail", &parcel.detail, &said, &about, false);
        let beside = if parcel.headline == self.headline {
            self.detail.clone()
        } else {
            parcel.detail.clone()
        };
        self.understated("parcel", &parcel.headline, &beside, &about);
        for (label, current) in &parcel.steps {
            let said = self.hear(label);
            if said.is_empty() {
                self.over(format!("step cannot be understood: {label:?}"));
            }
            // A step that is done may be history; the current one is a claim.
            self.unsupported("step", label, &said, &about, !current);
        }
        for row in &parcel.evidence {
            let said = self.hear(row);
            self.unsupported("evidence", row, &said, &about, true);
        }
        if parcel.map && !self.scanned(&about) {
            self.over("draws where it was, with no scan behind it".to_owned());
        }
        let said = self.hear(&parcel.all);
        self.unsupported("words", &parcel.all, &said, &about, true);
    }

    /// Somebody who held one of these parcels has scanned it: a label is no scan.
    fn scanned(&self, about: &[usize]) -> bool {
        let proved = about
            .iter()
            .filter_map(|&index| self.standings.get(index))
            .flat_map(|standing| &standing.ever);
        let papers = [Said::LabelCreated, Said::MarkedFulfilled];
        { proved }.any(|said| said.height() >= 2 && !papers.contains(said))
    }

    /// Which parcels of the script a shown one is: by its tracking number, else by its items.
    fn about(&self, parcel: &SeenParcel) -> Vec<usize> {
        let script = &self.history.script;
        let text = plain(&parcel.all);
        let by_tracking: Vec<usize> = script
            .parcels
            .iter()
            .enumerate()
            .filter(|(_, known)| {
                known
                    .labels
                    .iter()
                    .any(|label| text.contains(&label.tracking.to_lowercase()))
            })
            .map(|(index, _)| index)
            .collect();
        if !by_tracking.is_empty() {
            return by_tracking;
        }
        let items = plain(&parcel.items);
        if items.is_empty() {
            // What was ordered has not been told yet: it speaks of the order as a whole.
            return (0..script.parcels.len()).collect();
        }
        let titled = |index: usize| {
            script.parcels.get(index).is_some_and(|known| {
                known.items.iter().any(|(line, _)| {
                    script
                        .order
                        .lines
                        .get(*line)
                        .is_some_and(|line| items.contains(&plain(line.title)))
                })
            })
        };
        (0..script.parcels.len())
            .filter(|&index| titled(index))
            .collect()
    }

    /// Everything in `said` must be supported by one of the parcels `about`.
    fn unsupported(
        &mut self,
        place: &str,
        text: &str,
        said: &BTreeSet<Said>,
        about: &[usize],
        history: bool,
    ) {
        let allowed: BTreeSet<Said> = about
            .iter()
            .filter_map(|&index| self.standings.get(index))
            .flat_map(|standing| {
                if history {
                    &standing.ever
                } else {
                    &standing.supported
                }
            })
            .copied()
            .collect();
        let several = about.len() > 1;
        let strong: Vec<Said> = said
            .iter()
            .filter(|said| !matches!(said, Said::NoScan | Said::Checking))
            .filter(|said| !(several && **said == Said::Several))
            .filter(|said| !allowed.contains(said))
            .copied()
            .collect();
        if !strong.is_empty() {
            self.over(format!("{place} says {strong:?}: {text:?}"));
        }
    }

    fn claims(&mut self, about: &[usize], place: &str, said: &BTreeSet<Said>) {
        // A heading over several parcels speaks of some of them; each parcel speaks for itself.
        if place == "headline" && about.len() > 1 {
            return;
        }
        self.verdict.claimed.push((about.to_vec(), said.clone()));
    }

    /// The one claim must be one of those the evidence requires.
    fn understated(&mut self, place: &str, text: &str, beside: &str, about: &[usize]) {
        let said = self.hear(text);
        let wanted: Vec<&Standing> = about
            .iter()
            .filter(|&&index| self.wanted(index))
            .filter_map(|&index| self.standings.get(index))
            .collect();
        if wanted.is_empty() {
            return;
        }
        let required: BTreeSet<Said> = wanted
            .iter()
            .flat_map(|standing| &standing.required)
            .copied()
            .collect();
        let whole = place == "headline" && wanted.len() > 1;
        let met = required.intersection(&said).next().is_some()
            || (whole && said.contains(&Said::Several));
        if !met {
            self.verdict
                .under
                .push(format!("{place} must say one of {required:?}: {text:?}"));
        }
        // A label without the limit of what it proves is a promise.
        let silent = wanted.iter().all(|standing| standing.silent);
        let of_label = said.iter().any(|said| {
            matches!(
                said,
                Said::LabelCreated | Said::MarkedFulfilled | Said::HandedOver
            )
        });
        let beside = self.hear(beside);
        let limited = said.union(&beside).any(|said| *said == Said::NoScan);
        if silent && of_label && !limited {
            self.over(format!(
                "{place} does not say that no carrier scan has reached us: {text:?}"
            ));
        }
    }

    fn wanted(&self, index: usize) -> bool {
        self.grounds.wanted.get(index).copied().unwrap_or_default()
    }

    /// A bar is a claim: beyond the middle only with a carrier's scan, full only at the end.
    fn progress(&mut self, share: f64, about: &[usize]) {
        let height = about
            .iter()
            .filter_map(|&index| self.standings.get(index))
            .flat_map(|standing| standing.supported.iter().map(|said| said.height()))
            .max()
            .unwrap_or(0);
        if (share >= 1.0 && height < 10) || (share > 0.67 && height < 7) {
            self.over(format!("draws {:.0}% of the road", share * 100.0));
        }
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
