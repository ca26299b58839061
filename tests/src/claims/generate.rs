//! Generated histories: what really happened to an order, and who told us when.
//!
//! Every history knows its ground truth apart from what is reported: a phantom fulfilment is one
//! whose label exists while the parcel still stands in the warehouse. Seeded: the same seed is the
//! same history.

use std::collections::BTreeMap;

use super::said::Said;
use super::scenarios;
use crate::script::{DAY, HOUR, Label, Line, MINUTE, Method, Order, Parcel, Script, Site, Told};

/// Places goods leave from.
pub static SITES: [Site; 3] = [
    Site {
        location: 905_684_977,
        name: "Chicago warehouse",
        source: "chicago",
    },
    Site {
        location: 905_684_978,
        name: "Reno warehouse",
        source: "reno",
    },
    Site {
        location: 905_684_979,
        name: "Acme 3PL",
        source: "acme",
    },
];

/// The kinds of history, each a trouble the domain knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Scenario {
    OnTime,
    PhantomFulfilment,
    Hold,
    Partial,
    Split,
    SeveralWarehouses,
    LabelVoided,
    LateDowngrade,
    DeadIntegration,
    WeekendSilence,
    Returns,
    Cancellation,
    Pickup,
    LocalDelivery,
    Contradiction,
    Duplicates,
    LateArrival,
    Customs,
    Delay,
    FailedAttempt,
    Backorder,
    Edited,
    Refund,
    AddressProblem,
    Digital,
    PreOrder,
}

/// All of them.
pub const SCENARIOS: [Scenario; 26] = [
    Scenario::OnTime,
    Scenario::PhantomFulfilment,
    Scenario::Hold,
    Scenario::Partial,
    Scenario::Split,
    Scenario::SeveralWarehouses,
    Scenario::LabelVoided,
    Scenario::LateDowngrade,
    Scenario::DeadIntegration,
    Scenario::WeekendSilence,
    Scenario::Returns,
    Scenario::Cancellation,
    Scenario::Pickup,
    Scenario::LocalDelivery,
    Scenario::Contradiction,
    Scenario::Duplicates,
    Scenario::LateArrival,
    Scenario::Customs,
    Scenario::Delay,
    Scenario::FailedAttempt,
    Scenario::Backorder,
    Scenario::Edited,
    Scenario::Refund,
    Scenario::AddressProblem,
    Scenario::Digital,
    Scenario::PreOrder,
];

/// One order's life, told and true.
#[derive(Clone, Debug)]
pub struct History {
    /// Which trouble.
    pub scenario: Scenario,
    /// Its seed.
    pub seed: u64,
    /// What the systems report.
    pub script: Script,
    /// What really happened.
    pub truth: Truth,
    /// Until when the page is watched.
    pub ends: i64,
}

/// Ground truth, known to the generator alone.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    /// For each parcel: since when each thing is so.
    pub parcels: Vec<BTreeMap<Said, i64>>,
    /// For each parcel: since when Shopify calls it fulfilled, and until when (cancelled).
    pub fulfilled: Vec<Vec<(i64, Option<i64>)>>,
}

impl Truth {
    /// Since when `said` is so of parcel `parcel`, if it ever is.
    pub fn since(&self, parcel: usize, said: Said) -> Option<i64> {
        self.parcels.get(parcel)?.get(&said).copied()
    }

    /// Hours in which Shopify's "Fulfilled" told the shopper of a parcel on its way that no carrier
    /// had, until `ends`.
    pub fn native_untrue_hours(&self, ends: i64) -> f64 {
        let mut millis = 0;
        for (index, spans) in self.fulfilled.iter().enumerate() {
            let moves = self.since(index, Said::Accepted).unwrap_or(i64::MAX);
            for (from, until) in spans {
                let until = until.unwrap_or(i64::MAX).min(moves).min(ends);
                millis += (until - from).max(0);
            }
        }
        millis as f64 / HOUR as f64
    }
}

/// Numbers from a seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// From this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.next() % width).unwrap_or(0)
    }

    /// True in `percent` of a hundred throws.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of `all`.
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let index = self.between(0, all.len() as i64 - 1);
        all[index as usize]
    }
}

const GOODS: [(&str, &str); 6] = [
    ("Stoneware mug", "MUG-1"),
    ("Linen apron", "APR-2"),
    ("Walnut board", "BRD-3"),
    ("Copper kettle", "KTL-4"),
    ("Wool blanket", "BLK-5"),
    ("Glass carafe", "CRF-6"),
];

/// What a history is written with: an order, its parcels, a pen and a die.
pub struct Tale {
    /// The die.
    pub dice: Dice,
    /// What is told.
    pub script: Script,
    /// What is true.
    pub truth: Truth,
    /// When it was placed.
    pub placed: i64,
}

impl Tale {
    /// An order of `parcels` parcels, one line each, placed at `placed`.
    pub fn new(number: u64, placed: i64, parcels: usize, method: Method, mut dice: Dice) -> Self {
        let id = 5_000_000_000 + number;
        let lines: Vec<Line> = (0..parcels)
            .map(|index| {
                let (title, sku) = GOODS[index % GOODS.len()];
                Line {
                    id: id * 10 + index as u64,
                    title,
                    sku,
                    quantity: dice.between(1, 3) as u32,
                    shippable: method != Method::None,
                }
            })
            .collect();
        let site = &SITES[dice.between(0, 1) as usize];
        let carrier = dice.of(&["USPS", "UPS", "FedEx", "DHL"]);
        let parcels = (0..parcels)
            .map(|index| Parcel {
                fulfillment_order: id * 4 + index as u64,
                labels: (0..2)
                    .map(|label| {
                        let fulfillment = id * 8 + index as u64 * 2 + label;
                        Label {
                            fulfillment,
                            tracking: format!("9400{fulfillment:014}"),
                        }
                    })
                    .collect(),
                carrier,
                site,
                items: vec![(index, lines[index].quantity)],
            })
            .collect::<Vec<_>>();
        let truth = Truth {
            parcels: vec![BTreeMap::new(); parcels.len()],
            fulfilled: vec![Vec::new(); parcels.len()],
        };
        let order = Order {
            id,
            name: format!("#{}", 1000 + number),
            placed,
            lines,
            method,
            destination: dice.of(&[
                ["Denver", "CO", "US"],
                ["Austin", "TX", "US"],
                ["Boston", "MA", "US"],
                ["Seattle", "WA", "US"],
            ]),
        };
        let script = Script {
            order,
            parcels,
            told: Vec::new(),
        };
        Self {
            dice,
            script,
            truth,
            placed,
        }
    }

    /// From now on `said` is true of parcel `parcel`.
    pub fn true_since(&mut self, parcel: usize, said: Said, at: i64) {
        if let Some(deeds) = self.truth.parcels.get_mut(parcel) {
            let since = deeds.entry(said).or_insert(at);
            *since = (*since).min(at);
        }
    }
}

/// The history of `seed`; `base` is a Monday, 00:00 in the shops' zone.
pub fn history(seed: u64, base: i64) -> History {
    let scenario = SCENARIOS[(seed % SCENARIOS.len() as u64) as usize];
    let mut dice = Dice::new(seed);
    let placed =
        base + dice.between(0, 6) * DAY + dice.between(7, 16) * HOUR + dice.between(0, 59) * MINUTE;
    let mut tale = scenarios::tell(scenario, seed, placed, dice);
    deliver(scenario, &mut tale);
    let last = tale.script.arrivals().last().map_or(placed, |&(at, _)| at);
    let watch = tale.dice.between(1, 7) * DAY;
    History {
        scenario,
        seed,
        ends: last + watch,
        script: tale.script,
        truth: tale.truth,
    }
}

/// How reports reach us: most within minutes, some late, some twice, none before it happened.
fn deliver(scenario: Scenario, tale: &mut Tale) {
    let Tale { dice, script, .. } = tale;
    for told in &mut script.told {
        let late = match scenario {
            Scenario::LateArrival => dice.between(0, 40 * 60) * MINUTE,
            _ if dice.chance(8) => dice.between(5, 300) * MINUTE,
            _ => dice.between(0, 120) * 1000,
        };
        told.arrives = vec![told.at + late];
        let copies = match scenario {
            Scenario::Duplicates => dice.between(1, 4),
            _ => i64::from(dice.chance(6)),
        };
        for _ in 0..copies {
            let again = told.at + late + dice.between(0, 48 * 60) * MINUTE;
            told.arrives.push(again);
        }
    }
}

/// Instants at which the page is judged: arrivals, and deadlines of the domain's defaults counted
/// from every report, each a moment after it passed.
pub fn instants(history: &History) -> Vec<i64> {
    let mut instants: Vec<i64> = history
        .script
        .arrivals()
        .into_iter()
        .map(|(at, _)| at)
        .collect();
    for told in &history.script.told {
        instants.extend(deadlines(told).into_iter().map(|at| at + 1000));
    }
    instants.push(history.ends);
    instants.retain(|&at| at >= history.script.order.placed && at <= history.ends);
    instants.sort_unstable();
    instants.dedup();
    instants
}

/// Domain's defaults in plain hours; a weekend makes the product later, never earlier.
fn deadlines(told: &Told) -> Vec<i64> {
    use crate::script::{Saying, Scan};
    let hours: &[i64] = match &told.saying {
        Saying::Fulfilled { .. } | Saying::Site(Scan::Label) => &[24, 72],
        Saying::Event(_) | Saying::Site(Scan::Carrier(_)) => &[48],
        Saying::Held(_) | Saying::Site(Scan::Held(_)) => &[4],
        Saying::Routed => &[4],
        Saying::Site(Scan::ReturnReceived) => &[48],
        Saying::Placed => &[120],
        Saying::Scheduled { until } => return vec![*until],
        _ => &[],
    };
    hours.iter().map(|hours| told.at + hours * HOUR).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: i64 = 1_772_431_200_000;

    #[test]
    fn a_seed_is_one_history() {
        for seed in 0..60 {
            let (one, two) = (history(seed, BASE), history(seed, BASE));
            assert_eq!(format!("{one:?}"), format!("{two:?}"));
        }
    }

    #[test]
    fn nothing_is_told_before_it_happened() {
        for seed in 0..520 {
            let history = history(seed, BASE);
            for told in &history.script.told {
                assert!(told.arrives.iter().all(|&at| at >= told.at), "{history:?}");
            }
        }
    }

    #[test]
    fn five_hundred_histories_have_five_thousand_instants() {
        let instants: usize = (0..520)
            .map(|seed| instants(&history(seed, BASE)).len())
            .sum();
        assert!(instants >= 5000, "{instants}");
    }

    #[test]
    fn shopify_is_untrue_between_its_word_and_the_carrier() {
        let history = (0..520)
            .map(|seed| history(seed, BASE))
            .find(|history| history.scenario == Scenario::PhantomFulfilment)
            .unwrap();
        assert!(history.truth.native_untrue_hours(history.ends) > 24.0);
    }
}
