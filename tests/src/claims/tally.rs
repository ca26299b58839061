//! What the oracle found, and its figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::judge::Verdict;
use super::said::Said;

/// What the oracle found.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Histories.
    pub histories: u64,
    /// Instants at which an order was looked at.
    pub instants: u64,
    /// Instants × languages × page and block judged, what was judged before counted again.
    pub judged: u64,
    /// Judgements of them that were of the block on Shopify's own pages.
    pub blocks: u64,
    /// Pages rendered and read for that.
    pub pages: u64,
    /// Different pairs of evidence and page, dates and numbers apart: each was read in every language.
    pub kinds: u64,
    /// Judgements by which the page said more than the evidence.
    pub overclaims: u64,
    /// Judgements by which it said less than the evidence requires.
    pub underclaims: u64,
    /// Hours in which our page claimed what had not happened.
    pub untrue_hours: f64,
    /// Hours in which Shopify's own status did.
    pub untrue_hours_native: f64,
    /// Instants at which somebody was said to be checking.
    pub checking: u64,
    /// What each claim was heard how often.
    pub heard: BTreeMap<Said, u64>,
    /// What was wrong, the same complaint counted once, with an example.
    pub complaints: BTreeMap<String, (u64, String)>,
}

impl Tally {
    /// Counts a verdict; `example` says of which history and instant.
    pub fn judged(&mut self, verdict: &Verdict, scenario: &str, example: &str) {
        self.judged += 1;
        self.overclaims += u64::from(!verdict.over.is_empty());
        self.underclaims += u64::from(!verdict.under.is_empty());
        for (kind, complaints) in [("over", &verdict.over), ("under", &verdict.under)] {
            for complaint in complaints {
                let key: String = complaint.chars().filter(|c| !c.is_ascii_digit()).collect();
                self.complaints
                    .entry(format!("{kind} {scenario}: {key}"))
                    .or_insert((0, format!("{example}: {complaint}")))
                    .0 += 1;
            }
        }
    }

    /// Takes in what another shop's watch found.
    pub fn add(&mut self, other: Self) {
        self.histories += other.histories;
        self.instants += other.instants;
        self.judged += other.judged;
        self.blocks += other.blocks;
        self.pages += other.pages;
        self.kinds += other.kinds;
        self.overclaims += other.overclaims;
        self.underclaims += other.underclaims;
        self.untrue_hours += other.untrue_hours;
        self.untrue_hours_native += other.untrue_hours_native;
        self.checking += other.checking;
        for (said, count) in other.heard {
            *self.heard.entry(said).or_default() += count;
        }
        for (complaint, (count, example)) in other.complaints {
            self.complaints.entry(complaint).or_insert((0, example)).0 += count;
        }
    }

    /// Share of judgements with an underclaim.
    pub fn underclaim_rate(&self) -> f64 {
        self.underclaims as f64 / self.judged.max(1) as f64
    }

    /// Untrue hours for a thousand orders: ours, and Shopify's own.
    pub fn untrue_per_1000(&self) -> (f64, f64) {
        let scale = 1000.0 / self.histories.max(1) as f64;
        (self.untrue_hours * scale, self.untrue_hours_native * scale)
    }

    /// The budgets of the oracle are kept.
    pub fn kept(&self) -> bool {
        self.histories >= 500
            && self.instants >= 5000
            && self.judged - self.blocks >= 6 * self.instants
            && self.blocks >= 5 * self.instants
            && self.overclaims == 0
            && self.underclaim_rate() <= 0.01
            && self.untrue_hours == 0.0
    }

    /// The lines of the figures.
    pub fn lines(&self) -> String {
        let (ours, native) = self.untrue_per_1000();
        let mut text = String::new();
        for (name, value) in [
            ("claims.histories", self.histories.to_string()),
            ("claims.instants", self.instants.to_string()),
            ("claims.judged", self.judged.to_string()),
            ("claims.blocks", self.blocks.to_string()),
            ("claims.pages", self.pages.to_string()),
            ("claims.kinds", self.kinds.to_string()),
            ("claims.overclaims", self.overclaims.to_string()),
            (
                "claims.underclaim_rate",
                format!("{:.4}", self.underclaim_rate()),
            ),
            ("claims.untrue_hours_per_1000", format!("{ours:.0}")),
            (
                "claims.untrue_hours_per_1000_native",
                format!("{native:.0}"),
            ),
            ("claims.pages_checking", self.checking.to_string()),
        ] {
            let _ = writeln!(text, "{name}: {value}");
        }
        text
    }

    /// What was wrong, for people.
    pub fn complaints(&self) -> String {
        let mut text = String::new();
        for (complaint, (count, example)) in &self.complaints {
            let _ = writeln!(text, "  {count} × {complaint}\n      {example}");
        }
        text
    }
}
