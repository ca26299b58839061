//! A sample board of promises, busy and in every state of its labels.
#![allow(dead_code, reason = "each binary uses some of them")]

use std::collections::BTreeMap;

use contract::admin::promises::PromisesView;
use contract::checkout::{
    CheckoutConfig, MatchBy, MethodProfile, Row, ShopTime, Strength, TimeOfDay,
};
use contract::promises::{
    BacklogRead, HandlingClass, LabelCheck, Labels, MethodSettings, PlaceLoad, PromiseBoard,
    PromiseSettings, Published, Score, ShopifyAccess, StoreLocation, StoreRates,
};
use fulfillment::{Date, Why};

use crate::samples::{NOW, at, dates};

pub fn words(board: &PromiseBoard) -> PromisesView {
    copy::promises(board, "en", &dates())
}

fn today() -> Date {
    Date::from_ymd(2026, 11, 12)
}

fn published() -> Published {
    let profile = |title: &str, strength, cutoff: Option<u32>, days: [i64; 2]| MethodProfile {
        by: MatchBy::Title(title.to_owned()),
        label: None,
        strength,
        rows: vec![Row {
            cutoff: cutoff.map(|hour| TimeOfDay(hour * 3600)),
            before: cutoff.map(|_| Date(today().0 + days[0])),
            after: Some(Date(today().0 + days[1])),
        }],
        slower: BTreeMap::new(),
    };
    Published {
        contract: contract::VERSION,
        revision: 41,
        at: at(78),
        stale_at: at(80),
        zone: "America/Chicago".to_owned(),
        config: CheckoutConfig {
            enabled: true,
            pickup: true,
            first: today(),
            stale_at: ShopTime {
                date: today(),
                time: TimeOfDay(18 * 3600),
            },
            profiles: vec![
                profile("Standard", Strength::Expected, Some(14), [1, 4]),
                profile("Express", Strength::Firm, Some(16), [0, 1]),
                profile("International", Strength::Expected, None, [0, 5]),
            ],
            languages: Vec::new(),
        },
        reasons: vec![
            Why::Backlog {
                lines_ahead: 412,
                lines_per_hour: 55,
            },
            Why::Unknown,
            Why::ArrivalsHigh,
        ],
    }
}

fn place(name: &str, method: &str, orders: u32, lines: u32, bucket: u8) -> PlaceLoad {
    PlaceLoad {
        location: name.to_lowercase(),
        name: Some(name.to_owned()),
        method: method.to_owned(),
        orders,
        lines,
        oldest: (orders > 0).then(|| at(30)),
        lines_per_hour: (lines > 50).then_some(55.4),
        bucket,
        arrivals_high: bucket > 2,
        slow: false,
    }
}

fn score(week: i64, method: &str, bucket: u8, of: [u32; 4]) -> Score {
    let [orders, promised, kept, missed] = of;
    Score {
        location: "chicago".to_owned(),
        name: Some("Chicago warehouse".to_owned()),
        method: method.to_owned(),
        week: Date(today().0 - 3 - 7 * week),
        bucket,
        orders,
        promised,
        kept,
        missed,
        slack_days: 0.84 - f64::from(bucket) * 0.5,
        pinball_days: 0.1,
        changes: u32::from(bucket) * 3,
    }
}

/// Labels wait for an answer: the first renamed title reached its order.
pub fn board() -> PromiseBoard {
    let method = |title: &str, cutoff: Option<u16>| MethodSettings {
        title: title.to_owned(),
        cutoff,
        pickups: vec![17 * 60 + 30],
        ..MethodSettings::default()
    };
    PromiseBoard {
        shop: "kiln-thread.myshopify.com".to_owned(),
        zone: "America/Chicago".to_owned(),
        now: NOW,
        settings: PromiseSettings {
            labels: Labels::Check,
            methods: vec![
                method("Standard", Some(14 * 60)),
                method("Express", Some(16 * 60)),
            ],
            handling: vec![HandlingClass {
                name: "Made to order".to_owned(),
                days: 10,
            }],
            ..PromiseSettings::default()
        },
        unknown_classes: vec!["Engraved".to_owned()],
        store: Some(StoreRates {
            read_at: at(70),
            zone: "America/New_York".to_owned(),
            locations: [("7", "Chicago", false), ("8", "Wicker Park", true)]
                .map(|(id, name, pickup)| StoreLocation {
                    id: id.to_owned(),
                    name: name.to_owned(),
                    pickup,
                })
                .to_vec(),
            rates: vec!["Express".to_owned(), "Overnight".to_owned()],
            carriers: false,
            complete: true,
        }),
        counted: Some(BacklogRead {
            at: at(70),
            open: 231,
        }),
        access: ShopifyAccess::Lacks(vec!["read_products".to_owned()]),
        check: Some(LabelCheck {
            order: "#1042".to_owned(),
            at: at(76),
            configured: "Standard".to_owned(),
            found: "Standard · Expected to ship by Thu 12 Nov".to_owned(),
            code_kept: true,
        }),
        shop_promise: Some(true),
        published: Some(published()),
        places: vec![
            place("Chicago warehouse", "", 231, 412, 3),
            place("Chicago warehouse", "Standard", 198, 371, 3),
            place("Reno 3PL", "", 12, 14, 0),
        ],
        scores: vec![
            score(0, "Standard", 3, [214, 214, 101, 22]),
            score(0, "Express", 1, [40, 38, 31, 1]),
            score(1, "Standard", 1, [180, 171, 166, 5]),
        ],
    }
}

/// A shop that has set up nothing.
pub fn empty() -> PromiseBoard {
    PromiseBoard {
        settings: PromiseSettings::default(),
        store: None,
        counted: None,
        access: ShopifyAccess::Missing,
        check: None,
        shop_promise: None,
        unknown_classes: Vec::new(),
        published: None,
        places: Vec::new(),
        scores: Vec::new(),
        ..board()
    }
}

/// Switched off.
pub fn off() -> PromiseBoard {
    let mut off = board();
    off.settings.off_since = Some(at(78));
    off.published = None;
    off
}
