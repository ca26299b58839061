//! Promises: from what waits to the date, to what became of it; and what Shopify is given.

use std::collections::VecDeque;

use contract::load::{LoadGroup, LoadRow};
use contract::promises::{Labels, PromiseBoard};
use fulfillment::fact::{Fact, Kind, ShippingLine};
use fulfillment::instant::MINUTE;

use super::*;

pub(super) const METHOD: &str = "Standard";

/// A shop in UTC that works Monday to Friday, 9 to 17, with a date for one delivery option.
pub(super) struct Warehouse {
    pub world: World,
    pub now: Instant,
    /// Orders so far.
    orders: u32,
    rev: i64,
}

/// An order's only part, at location 7.
pub(super) fn group(order: &str, since: Instant, lines: u32) -> LoadGroup {
    LoadGroup {
        id: format!("fo:{order}"),
        location: Some("7".into()),
        location_name: Some("Chicago".into()),
        lines,
        since,
        ..LoadGroup::default()
    }
}

fn gone(group: &LoadGroup, at: Instant) -> LoadGroup {
    LoadGroup {
        worked_at: Some(at.plus(-10 * MINUTE)),
        handed_over_at: Some(at),
        ..group.clone()
    }
}

pub(super) fn settings(more: Value) -> Value {
    let mut promises = json!({ "methods": [{ "title": METHOD, "code": "standard" }] });
    crate::settings::merge(&mut promises, more);
    json!({ "promises": promises })
}

impl Warehouse {
    pub fn new(admin: Option<Endpoint>) -> Self {
        let mut this = Self {
            world: World::with(admin),
            now: NOW,
            orders: 0,
            rev: 0,
        };
        assert_eq!(this.configure(settings(json!({}))), Ok(1));
        this
    }

    pub fn configure(&mut self, patch: Value) -> Result<i64, String> {
        let (patch, now) = (patch.to_string(), self.now);
        let configured = self
            .world
            .run(|shop| shop.configure(now, SHOP, patch.as_bytes()))
            .unwrap();
        self.plan();
        configured
    }

    /// A ledger tells of an order.
    pub fn told(&mut self, order: &str, title: &str, placed: Instant, groups: Vec<LoadGroup>) {
        self.rev += 1;
        let load = LoadRow {
            placed_at: Some(placed),
            shipping: Some(ShippingLine {
                title: title.into(),
                code: (!title.is_empty()).then(|| "standard".into()),
            }),
            groups,
        };
        let told = OrderDelta {
            load: Some(load),
            ..delta(order, self.rev, row(order, Claim::Received))
        };
        let body = serde_json::to_vec(&Delta {
            shop: SHOP.into(),
            orders: vec![told],
            ..Delta::default()
        })
        .unwrap();
        let now = self.now;
        self.world
            .run(|shop| shop.apply(now, 0, "shard", &body))
            .unwrap();
    }

    pub fn placed(&mut self, lines: u32) -> (String, LoadGroup) {
        self.orders += 1;
        let order = format!("{}", 10_000 + self.orders);
        let group = group(&order, self.now, lines);
        self.told(&order, METHOD, self.now, vec![group.clone()]);
        (order, group)
    }

    pub fn left(&mut self, order: &str, part: &LoadGroup) {
        let placed = part.since;
        self.told(order, METHOD, placed, vec![gone(part, self.now)]);
    }

    /// What the shim does in a round, the ledgers always answering.
    pub fn plan(&mut self) -> Vec<(String, Value)> {
        let mut calls = Vec::new();
        for _ in 0..50 {
            let now = self.now;
            let tasks = self.world.run(|shop| shop.plan(now, 0)).unwrap();
            let told = ledger_calls(&tasks);
            if told.is_empty() {
                break;
            }
            for (id, method, _, body) in told {
                self.world.run(|shop| shop.told(id, true, 0)).unwrap();
                calls.push((method, serde_json::from_str(&body).unwrap_or_default()));
            }
        }
        calls
    }

    /// Facts that were appended to ledgers in a round.
    pub fn facts(&mut self) -> Vec<(String, Fact)> {
        let calls = self.plan();
        let appends = calls.into_iter().filter(|(method, _)| method == "append");
        appends
            .flat_map(|(_, body)| {
                let order = body["order"].as_str().unwrap().to_owned();
                let facts: Vec<Fact> = serde_json::from_value(body["facts"].clone()).unwrap();
                facts.into_iter().map(move |fact| (order.clone(), fact))
            })
            .collect()
    }

    /// Three weeks of an order an opening hour, each packed and handed over a working day later.
    pub fn weeks_of_work(&mut self) {
        let mut open: VecDeque<(String, LoadGroup)> = VecDeque::new();
        for day in 0..21 {
            if day % 7 >= 5 {
                continue;
            }
            for hour in 0..8 {
                self.now = NOW.plus((day - 21) * DAY + hour * HOUR);
                let placed = self.placed(2);
                open.push_back(placed);
                if open.len() > 8
                    && let Some((order, part)) = open.pop_front()
                {
                    self.now = self.now.plus(50 * MINUTE);
                    self.left(&order, &part);
                }
            }
        }
        self.now = NOW;
        for (order, part) in open {
            self.left(&order, &part);
        }
        self.plan();
    }

    pub fn board(&mut self) -> PromiseBoard {
        let now = self.now;
        self.world.run(|shop| shop.promises(now)).unwrap()
    }
}

#[test]
fn what_waits_is_kept_by_differences() {
    let mut shop = Warehouse::new(None);
    let (first, part) = shop.placed(3);
    shop.placed(4);
    let place = |shop: &mut Warehouse| {
        let places = shop.board().places;
        let of = places.into_iter().find(|it| it.method == METHOD);
        of.map(|it| (it.orders, it.lines, it.oldest))
    };
    assert_eq!(place(&mut shop), Some((2, 7, Some(NOW))));
    shop.now = NOW.plus(HOUR);
    // Told twice, in whatever order, it is counted once.
    shop.left(&first, &part);
    shop.left(&first, &part);
    assert_eq!(place(&mut shop), Some((1, 4, Some(NOW))));
    shop.world.restart();
    assert_eq!(place(&mut shop), Some((1, 4, Some(NOW))));
    let shown = shop.board();
    assert_eq!(shown.places[0].name.as_deref(), Some("Chicago"));
}

#[test]
fn open_work_whose_order_becomes_known_later_is_counted_once_and_by_its_option() {
    let mut shop = Warehouse::new(None);
    let part = group("900", NOW.plus(-DAY), 3);
    shop.told("900", "", NOW, vec![part.clone()]);
    let rows = |shop: &mut Warehouse| {
        let places = shop.board().places.into_iter();
        places
            .map(|it| (it.method, it.orders, it.lines, it.oldest))
            .collect::<Vec<_>>()
    };
    let since = Some(NOW.plus(-DAY));
    assert_eq!(rows(&mut shop), [(String::new(), 1, 3, since)]);
    shop.told("900", METHOD, NOW, vec![part.clone()]);
    let wanted = [
        (String::new(), 1, 3, since),
        (METHOD.to_owned(), 1, 3, since),
    ];
    assert_eq!(rows(&mut shop), wanted);
    shop.now = NOW.plus(HOUR);
    shop.left("900", &part);
    assert!(rows(&mut shop).iter().all(|row| row.1 == 0));
}

#[test]
fn another_target_is_every_locations_from_then_on() {
    let mut shop = Warehouse::new(None);
    shop.placed(3);
    let target = json!({ "target": 96 });
    shop.configure(settings(target)).unwrap();
    shop.world.restart();
    shop.world.run(Shop::load_places).unwrap();
    let places = shop.world.shop.memory.places.iter();
    let targets: Vec<_> = places
        .map(|(id, it)| (id.as_str(), it.engine.target()))
        .collect();
    assert_eq!(targets, [("*", 0.96), ("7", 0.96)]);
}

#[test]
fn a_held_or_moved_order_waits_where_and_when_it_waits() {
    let mut shop = Warehouse::new(None);
    let (order, part) = shop.placed(3);
    let lines = |shop: &mut Warehouse, location: &str| {
        let places = shop.board().places.into_iter();
        let of = places.filter(|it| it.location == location && it.method.is_empty());
        of.map(|it| it.lines).sum::<u32>()
    };
    let held = LoadGroup {
        paused: true,
        ..part.clone()
    };
    shop.told(&order, METHOD, NOW, vec![held]);
    assert_eq!(lines(&mut shop, "7"), 0);
    shop.told(&order, METHOD, NOW, vec![part.clone()]);
    assert_eq!(lines(&mut shop, "7"), 3);
    let moved = LoadGroup {
        location: Some("8".into()),
        ..part.clone()
    };
    shop.told(&order, METHOD, NOW, vec![moved.clone()]);
    assert_eq!((lines(&mut shop, "7"), lines(&mut shop, "8")), (0, 3));
    let dropped = LoadGroup {
        dropped_at: Some(NOW),
        ..moved
    };
    shop.told(&order, METHOD, NOW, vec![dropped]);
    assert_eq!(lines(&mut shop, "8"), 0);
}

#[test]
fn an_order_that_nobody_routed_waits_at_the_only_location() {
    let mut shop = Warehouse::new(None);
    let unrouted = |order: &str| LoadGroup {
        id: "rest".into(),
        location: None,
        ..group(order, NOW, 2)
    };
    let lines = |shop: &mut Warehouse, location: &str| {
        let places = shop.board().places.into_iter();
        let of = places.filter(|it| it.location == location && it.method.is_empty());
        of.map(|it| it.lines).sum::<u32>()
    };
    shop.told("1", METHOD, NOW, vec![unrouted("1")]);
    assert_eq!(lines(&mut shop, ""), 2, "no location is known yet");
    shop.placed(1);
    shop.told("2", METHOD, NOW, vec![unrouted("2")]);
    assert_eq!((lines(&mut shop, ""), lines(&mut shop, "7")), (2, 3));
    // Routed there, it has only got a name.
    shop.told("2", METHOD, NOW, vec![group("2", NOW, 2)]);
    shop.told("1", METHOD, NOW, vec![group("1", NOW, 2)]);
    assert_eq!((lines(&mut shop, ""), lines(&mut shop, "7")), (0, 5));
    // With a second location nobody knows which it will be.
    let elsewhere = LoadGroup {
        location: Some("8".into()),
        ..group("3", NOW, 1)
    };
    shop.told("3", METHOD, NOW, vec![elsewhere]);
    shop.told("4", METHOD, NOW, vec![unrouted("4")]);
    assert_eq!(lines(&mut shop, ""), 2);
}

#[test]
fn a_fulfillment_order_that_becomes_a_parcel_is_the_same_work() {
    let mut shop = Warehouse::new(None);
    let (order, part) = shop.placed(3);
    let parcel = LoadGroup {
        id: "5001".into(),
        ..gone(&part, NOW.plus(HOUR))
    };
    shop.now = NOW.plus(2 * HOUR);
    shop.told(&order, METHOD, NOW, vec![parcel.clone()]);
    assert!(
        shop.board()
            .places
            .iter()
            .all(|it| (it.orders, it.lines) == (0, 0))
    );
    shop.told(&order, METHOD, NOW, vec![parcel]);
    assert_eq!(shop.world.sql.dump(&["loads"]).lines().count(), 1);
}

#[test]
fn too_little_known_says_nothing() {
    let mut shop = Warehouse::new(None);
    shop.placed(1);
    shop.now = NOW.plus(2 * MINUTE);
    shop.placed(1);
    assert!(shop.facts().is_empty());
    let board = shop.board();
    assert!(board.published.is_none());
    // Silence is scored.
    let asked: Vec<_> = board
        .scores
        .iter()
        .map(|it| (it.location.as_str(), it.orders, it.promised))
        .collect();
    assert_eq!(asked, [("7", 2, 0)]);
}

#[test]
fn an_order_is_promised_what_was_said_when_it_was_placed_and_once() {
    let mut shop = Warehouse::new(None);
    shop.weeks_of_work();
    let published = shop.board().published.unwrap();
    let said = published.config.profiles[0].rows[0].after.unwrap();
    shop.now = NOW.plus(2 * MINUTE);
    let (order, part) = shop.placed(2);
    let facts = shop.facts();
    let [(about, made)] = facts.as_slice() else {
        panic!("one fact: {facts:?}");
    };
    assert_eq!((about, made.at), (&order, shop.now));
    let Kind::PromiseMade {
        ship_by,
        shown,
        proven,
    } = made.kind
    else {
        panic!("a promise: {made:?}");
    };
    assert_eq!((ship_by.day, shown, proven), (said, false, false));
    // The end of the work of that day.
    assert_eq!(ship_by.until, Instant(said.0 * DAY + 17 * HOUR));
    shop.told(&order, METHOD, part.since, vec![part.clone()]);
    assert!(shop.facts().is_empty(), "made once");
    // Kept: counted once, by the week it was placed in.
    shop.now = NOW.plus(8 * HOUR);
    shop.left(&order, &part);
    shop.left(&order, &part);
    let scores = shop.board().scores;
    let week = scores
        .iter()
        .filter(|score| score.week.0 * DAY >= NOW.0 - DAY)
        .collect::<Vec<_>>();
    let [score] = week.as_slice() else {
        panic!("one row: {week:?}");
    };
    assert_eq!(
        (score.orders, score.promised, score.kept, score.missed),
        (1, 1, 1, 0)
    );
    assert!(score.slack_days > 0.0 && score.pinball_days > 0.0);
}

#[test]
fn a_peak_moves_dates_at_once_and_the_promises_it_breaks_are_revised() {
    let mut shop = Warehouse::new(None);
    shop.weeks_of_work();
    let first = |shop: &mut Warehouse| {
        let published = shop.board().published.unwrap();
        (
            published.config.profiles[0].rows[0].after.unwrap(),
            published.reasons[0],
        )
    };
    let (calm, _) = first(&mut shop);
    shop.now = NOW.plus(2 * MINUTE);
    for _ in 0..400 {
        shop.placed(2);
    }
    let facts = shop.facts();
    let (peak, why) = first(&mut shop);
    assert!(peak > calm, "{calm} {peak}");
    assert_ne!(why, fulfillment::Why::Unknown);
    let revised: Vec<_> = facts
        .iter()
        .filter_map(|(order, fact)| match &fact.kind {
            Kind::PromiseRevised { ship_by, why } => Some((order, ship_by.unwrap(), why)),
            _ => None,
        })
        .collect();
    assert!(!revised.is_empty());
    assert!(revised.iter().all(|(_, by, _)| by.day > calm));
    // The first of the queue can still be shipped in time, so nothing is said to them.
    let early: Vec<&String> = facts
        .iter()
        .filter(|(_, fact)| matches!(fact.kind, Kind::PromiseMade { .. }))
        .map(|(order, _)| order)
        .take(3)
        .collect();
    assert!(revised.iter().all(|(order, ..)| !early.contains(order)));
    // Nothing is revised twice for the same reason.
    shop.now = shop.now.plus(5 * MINUTE);
    shop.placed(1);
    let again = shop.facts();
    let of = |facts: &[(String, Fact)]| {
        let revised = facts.iter();
        revised
            .filter(|(_, fact)| matches!(fact.kind, Kind::PromiseRevised { .. }))
            .map(|(order, _)| order.clone())
            .collect::<Vec<_>>()
    };
    let before = of(&facts);
    assert!(of(&again).iter().all(|order| !before.contains(order)));
}

#[test]
fn a_date_that_passed_is_revised_once_and_then_a_person_decides() {
    let mut shop = Warehouse::new(None);
    shop.weeks_of_work();
    shop.now = NOW.plus(2 * MINUTE);
    let (late, part) = shop.placed(2);
    let until = shop
        .facts()
        .iter()
        .find_map(|(_, fact)| match fact.kind {
            Kind::PromiseMade { ship_by, .. } => Some(ship_by.until),
            _ => None,
        })
        .unwrap();
    let mut revisions = Vec::new();
    for day in 1..20 {
        shop.now = until.plus(day * DAY);
        // Others go on being shipped, so that the place is not silent.
        let (other, part) = shop.placed(1);
        shop.now = shop.now.plus(MINUTE);
        shop.left(&other, &part);
        shop.now = shop.now.plus(2 * HOUR);
        revisions.extend(
            shop.facts()
                .into_iter()
                .filter(|(order, _)| *order == late)
                .map(|(_, fact)| fact.kind),
        );
    }
    assert!(
        matches!(
            revisions.as_slice(),
            [
                Kind::PromiseRevised {
                    ship_by: Some(_),
                    ..
                },
                Kind::PromiseRevised { ship_by: None, .. },
                Kind::ExceptionOpened { .. },
            ]
        ),
        "{revisions:?}"
    );
    shop.left(&late, &part);
    let scores = shop.board().scores;
    let of = scores.iter().filter(|score| score.missed > 0);
    let (missed, changes) = of.fold((0, 0), |sum, it| (sum.0 + it.missed, sum.1 + it.changes));
    assert_eq!((missed, changes), (1, 2), "missed counts once");
}

#[test]
fn dates_follow_the_load_once_a_minute_and_no_unchanged_set_is_kept_twice() {
    let mut shop = Warehouse::new(None);
    shop.weeks_of_work();
    let versions = |shop: &Warehouse| shop.world.sql.dump(&["versions"]).lines().count();
    shop.now = NOW.plus(10 * MINUTE);
    shop.placed(1);
    shop.plan();
    let before = versions(&shop);
    for second in [1, 20, 40] {
        shop.now = NOW.plus(10 * MINUTE + second * 1000);
        shop.placed(1);
        shop.plan();
    }
    assert!(versions(&shop) <= before + 1);
    let next = shop.now;
    let due = shop.world.run(|it| it.next_due(next, 0)).unwrap().unwrap();
    assert!((1..=HOUR).contains(&due), "{due}");
    // Dates become stale two hours after they were computed, unless they are computed again.
    assert!(shop.board().published.is_some());
    shop.now = shop.now.plus(3 * HOUR);
    assert!(shop.board().published.is_none());
    shop.plan();
    assert!(shop.board().published.is_some());
}

#[test]
fn switched_off_nothing_is_told_and_nothing_new_is_promised() {
    let mut shop = Warehouse::new(None);
    shop.weeks_of_work();
    shop.now = NOW.plus(2 * MINUTE);
    let off = json!({ "promises": { "off_since": shop.now } });
    shop.configure(off).unwrap();
    assert!(shop.board().published.is_none());
    shop.placed(1);
    assert!(shop.facts().is_empty());
    let on = json!({ "promises": { "off_since": null } });
    shop.now = NOW.plus(4 * MINUTE);
    shop.configure(on).unwrap();
    assert!(shop.board().published.is_some());
    shop.placed(1);
    assert_eq!(shop.facts().len(), 1);
}

#[test]
fn labels_need_a_check_and_bad_settings_a_reason() {
    let mut shop = Warehouse::new(None);
    let reason = shop.configure(settings(json!({ "labels": "on" })));
    assert!(reason.unwrap_err().contains("check"));
    let reason = shop.configure(settings(json!({ "target": 20 })));
    assert!(reason.unwrap_err().contains("promises.target"));
    let reason = shop.configure(settings(json!({ "taget": 90 })));
    assert!(reason.unwrap_err().contains("taget"));
    shop.configure(settings(json!({ "labels": "check" })))
        .unwrap();
    assert_eq!(shop.board().settings.labels, Labels::Check);
}
