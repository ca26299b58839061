//! Properties over random histories: seeded, so that a failure repeats.

mod story;

use std::collections::BTreeSet;

use fulfillment::fact::{DeliveredHow, DeliveryMethod, ExceptionKind, Problem};
use fulfillment::{Act, Effect, Fact, Grade, Instant, Kind, Timeline, decide, fold, merchant};
use story::*;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    fn pick_of<T>(&mut self, mut from: Vec<T>) -> T {
        from.swap_remove(self.roll(from.len()))
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.roll(at + 1));
        }
    }
}

fn kind(dice: &mut Dice) -> Kind {
    match dice.roll(30) {
        0 => Kind::OrderPlaced,
        1 => Kind::FoRouted,
        2 => Kind::FoAccepted,
        3 => Kind::FoRejected { reason: None },
        4 => Kind::PickStarted,
        5 => Kind::PickDone,
        6 => Kind::PackDone,
        7 => Kind::LabelCreated,
        8 => Kind::LabelVoided,
        9 => Kind::TrackingSet {
            carrier: Some("USPS".to_owned()),
        },
        10 => Kind::Handover,
        11 => Kind::CarrierAccepted,
        12 | 13 => Kind::TransitMoved,
        14 => Kind::CustomsEntered,
        15 => Kind::CustomsCleared,
        16 => Kind::OutForDelivery,
        17 => Kind::AttemptFailed,
        18 => Kind::ReadyForPickup,
        19 => Kind::Delivered {
            how: dice.pick(&[DeliveredHow::Door, DeliveredHow::Collected]),
        },
        20 => Kind::Returning,
        21 => Kind::Returned,
        22 => cancelled(),
        23 => hold(dice.pick(&["h1", "h2"])),
        24 => release(dice.pick(&[None, Some("h1")])),
        25 => Kind::Backordered { until: None },
        26 => Kind::EtaRevised {
            from: hour(90),
            until: hour(90 + dice.roll(60) as i64),
        },
        27 => reported(dice.pick(&[
            ExceptionKind::Lost,
            ExceptionKind::DelayedWeather,
            ExceptionKind::OutOfStock,
        ])),
        28 => Kind::ReturnRequested,
        _ => Kind::Refunded,
    }
}

/// What the shopper says, and what is answered to it by whom.
fn of_the_shopper(dice: &mut Dice, at: i64) -> Fact {
    let row = || format!("row-{at}");
    let act = match dice.roll(7) {
        0 => Act::Address { row: row() },
        1 => Act::Cancel,
        2 | 3 => Act::Problem {
            problem: dice.pick(&[
                Problem::NotArrived,
                Problem::Damaged,
                Problem::WrongItems,
                Problem::Other,
            ]),
            parcel: dice
                .pick(&[None, Some("7"), Some("tracking:T"), Some("fo:5")])
                .map(str::to_owned),
            row: Some(row()),
        },
        4 => Act::Answer {
            helped: dice.roll(2) == 0,
            claim: fulfillment::Claim::Received,
        },
        _ => {
            let kind = dice.pick_of(vec![
                Kind::AddressChangeDeclined,
                Kind::CancelDeclined,
                Kind::AddressChanged,
            ]);
            return merchant("1", None, kind, hour(at));
        }
    };
    act.fact("1", dice.roll(5) as u64, hour(at))
}

fn random_fact(dice: &mut Dice) -> Fact {
    let at = dice.roll(60) as i64;
    let lines: &[(&str, u32)] = dice.pick(&[&[("a", 1)][..], &[("a", 1), ("b", 2)], &[]]);
    let mut told = match dice.roll(14) {
        0 => order_by(
            at,
            &[("a", 1), ("b", 2)],
            dice.pick(&[
                DeliveryMethod::Shipping,
                DeliveryMethod::PickUp,
                DeliveryMethod::Local,
            ]),
        ),
        1 => fo_state(
            at,
            dice.pick(&["5", "6"]),
            dice.pick(&[
                "open",
                "on_hold",
                "closed",
                "cancelled",
                "in_progress",
                "odd",
            ]),
            lines,
        ),
        2 | 3 => fulfillment_state(
            at,
            at - dice.roll(3) as i64,
            dice.pick(&["7", "8"]),
            dice.pick(&["success", "success", "cancelled", "odd"]),
            dice.pick(&[&["T"][..], &["U"], &[]]),
            lines,
        ),
        _ => {
            if dice.roll(6) == 0 {
                return of_the_shopper(dice, at);
            }
            let grade = dice.pick(&[
                Grade::Record,
                Grade::Warehouse,
                Grade::Carrier,
                Grade::Carrier,
                Grade::Inferred,
            ]);
            let kind = kind(dice);
            let system = dice.pick(&["shopify", "operations/x", "operations/y", "plumbline"]);
            let mut told = fact(system, at, grade, kind);
            match dice.roll(6) {
                0 | 1 => told = told.of(dice.pick(&["7", "8", "tracking:T"])),
                2 => told = told.tracked(dice.pick(&["T", "U"])),
                3 => told = told.fo(dice.pick(&["5", "6"])),
                4 => told = told.of("7").tracked("T").fo("5"),
                _ => {}
            }
            if dice.roll(4) == 0 {
                told = told.items(lines);
            }
            if dice.roll(6) == 0 {
                told = told.at_place(dice.pick(&["chicago", "reno"]));
            }
            told
        }
    };
    told.source.event = Some(format!("e{}", dice.roll(12)));
    if dice.roll(16) == 0 {
        told.retracts = Some(format!("e{}", dice.roll(12)));
    }
    if dice.roll(40) == 0 {
        told.at = dice.pick(&[
            Instant(0),
            Instant(i64::MAX),
            Instant(i64::MIN),
            hour(100_000),
        ]);
    }
    told
}

fn history(dice: &mut Dice) -> Vec<Fact> {
    let mut facts: Vec<Fact> = (0..1 + dice.roll(9)).map(|_| random_fact(dice)).collect();
    if dice.roll(4) > 0 {
        facts.push(placed());
    }
    facts
}

fn bytes(timeline: &Timeline) -> Vec<u8> {
    serde_json::to_vec(timeline).expect("plain data")
}

#[test]
fn any_order_and_any_duplicates_fold_to_the_same_bytes() {
    let mut dice = Dice(1);
    for case in 0..100_000 {
        let facts = history(&mut dice);
        let expected = fold(&facts);
        let mut again = facts.clone();
        for _ in 0..dice.roll(4) {
            again.push(facts[dice.roll(facts.len())].clone());
        }
        dice.shuffle(&mut again);
        let found = fold(&again);
        assert_eq!(bytes(&found), bytes(&expected), "case {case}: {facts:#?}");
        assert_eq!(found.digest(), expected.digest());
        let distinct: BTreeSet<_> = facts.iter().map(Fact::id).collect();
        assert_eq!(found.version(), distinct.len() as u64);
    }
}

/// No claim is stronger than its evidence, and no grade is invented.
#[test]
fn no_claim_is_stronger_than_its_evidence() {
    let mut dice = Dice(2);
    for case in 0..30_000 {
        let facts = history(&mut dice);
        let timeline = fold(&facts);
        let heeded: BTreeSet<Grade> = timeline
            .entries
            .iter()
            .filter(|entry| !entry.retracted && entry.fact.testifies())
            .map(|entry| entry.fact.grade)
            .collect();
        let check = |claim: fulfillment::Claim, grade: Grade, what: &str| {
            assert!(
                grade >= claim.least_grade(),
                "case {case}: {what} {claim:?}: {facts:#?}"
            );
            let baseless = matches!(
                claim,
                fulfillment::Claim::Received | fulfillment::Claim::NothingToShip
            );
            assert!(
                baseless || heeded.contains(&grade) || claim == fulfillment::Claim::Several,
                "case {case}: {what} {claim:?} {grade:?}: {facts:#?}"
            );
        };
        check(timeline.headline.claim, timeline.headline.grade, "order");
        for parcel in &timeline.parcels {
            check(parcel.headline.claim, parcel.headline.grade, "parcel");
            assert!(parcel.steps.iter().filter(|step| step.current).count() <= 1);
            for step in &parcel.steps {
                check(step.claim, step.grade, "step");
            }
        }
        let mut ids: Vec<&str> = timeline.parcels.iter().map(|p| p.id.as_str()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "case {case}: parcel ids are distinct");
    }
}

/// Applying what decide proposes ends, proposes nothing twice, and a wake lies after now.
#[test]
fn decide_comes_to_an_end() {
    let mut dice = Dice(3);
    let policy = live();
    for case in 0..10_000 {
        let mut facts = history(&mut dice);
        facts.retain(|fact| fact.at.0.unsigned_abs() < 1 << 60);
        if facts.is_empty() {
            continue;
        }
        let mut ids: BTreeSet<_> = facts.iter().map(Fact::id).collect();
        for now in [hour(30), hour(60), hour(24 * 20), hour(24 * 60)] {
            let mut rounds = 0;
            loop {
                let effects = decide("1", &fold(&facts), &policy, now);
                let mut appended = 0;
                for effect in effects {
                    match effect {
                        Effect::Append(fact) => {
                            // An opening a report caused bears that report's own clock.
                            let caused = ids.iter().any(|id| id.0 == fact.source.resource);
                            assert!(caused || fact.at <= now);
                            assert!(ids.insert(fact.id()), "case {case}: twice: {facts:#?}");
                            facts.push(fact);
                            appended += 1;
                        }
                        Effect::WakeAt(at) => assert!(at > now),
                        Effect::Project | Effect::Notify(_) => {}
                    }
                }
                if appended == 0 {
                    break;
                }
                rounds += 1;
                assert!(rounds < 6, "case {case} does not settle: {facts:#?}");
            }
        }
    }
}

/// Eleven stories of seven facts, told in each of their 5,040 orders.
#[test]
fn all_orders_of_seven_facts() {
    for (name, facts) in sevens() {
        assert_eq!(facts.len(), 7, "{name}");
        let expected = bytes(&fold(&facts));
        let mut order: Vec<usize> = (0..7).collect();
        let mut seen = 0;
        permute(&mut order, 0, &mut |order| {
            seen += 1;
            let found = fold(order.iter().map(|at| &facts[*at]));
            assert_eq!(bytes(&found), expected, "{name} in the order {order:?}");
        });
        assert_eq!(seen, 5_040);
    }
}

fn permute(order: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
    if from == order.len() {
        visit(order);
        return;
    }
    for at in from..order.len() {
        order.swap(from, at);
        permute(order, from + 1, visit);
        order.swap(from, at);
    }
}

fn sevens() -> Vec<(&'static str, Vec<Fact>)> {
    let lines: &[(&str, u32)] = &[("a", 1), ("b", 1)];
    let base = || vec![placed(), order(0, lines)];
    let with = |more: Vec<Fact>| [base(), more].concat();
    let asks = |act: Act, at: i64| act.fact("1", 2, hour(at));
    vec![
        (
            "asked for",
            with(vec![
                asks(
                    Act::Address {
                        row: "r".to_owned(),
                    },
                    2,
                ),
                asks(Act::Cancel, 3),
                merchant("1", None, Kind::AddressChanged, hour(4)),
                warehouse(5, Kind::CancelDeclined),
                warehouse(6, Kind::PackDone),
            ]),
        ),
        (
            "delivered",
            with(vec![
                warehouse(3, Kind::PackDone).of("7"),
                fulfillment(4, "7", &["T"], lines),
                warehouse(6, Kind::Handover).tracked("T"),
                carrier(20, Kind::TransitMoved).of("7"),
                carrier(40, delivered()).of("7"),
            ]),
        ),
        (
            "split",
            with(vec![
                fo_state(1, "5", "open", lines),
                fulfillment(4, "7", &["T"], &[("a", 1)]),
                fulfillment(4, "8", &["U"], &[("b", 1)]),
                fo_state(4, "5", "closed", &[]),
                carrier(40, delivered()).tracked("U"),
            ]),
        ),
        (
            "several locations",
            with(vec![
                fo_state(1, "5", "open", &[("a", 1)]).at_place("chicago"),
                fo_state(1, "6", "open", &[("b", 1)]).at_place("reno"),
                warehouse(3, Kind::PickStarted).at_place("reno"),
                warehouse(3, Kind::PackDone).at_place("chicago"),
                shopify(4, hold("h")).fo("6"),
            ]),
        ),
        (
            "equal times",
            with(vec![
                carrier(9, Kind::OutForDelivery).of("7"),
                carrier(9, Kind::AttemptFailed).of("7"),
                carrier(9, Kind::TransitMoved).of("7"),
                carrier(9, delivered()).of("7"),
                carrier(9, Kind::Returning).of("7"),
            ]),
        ),
        (
            "cancelled and delivered",
            with(vec![
                fulfillment(4, "7", &["T"], lines),
                shopify(6, cancelled()),
                carrier(7, Kind::TransitMoved).of("7"),
                carrier(9, delivered()).of("7"),
                shopify(10, Kind::Refunded),
            ]),
        ),
        (
            "voided and replaced",
            with(vec![
                shopify(4, Kind::LabelCreated).of("7").tracked("T"),
                shopify(5, Kind::LabelVoided).of("7").tracked("T"),
                shopify(6, Kind::LabelCreated).of("7").tracked("U"),
                warehouse(5, Kind::PackDone).of("7"),
                carrier(30, Kind::CarrierAccepted).tracked("U"),
            ]),
        ),
        (
            "holds",
            with(vec![
                fo_state(1, "5", "open", lines),
                shopify(2, hold("h1")).fo("5"),
                shopify(2, hold("h2")).fo("5"),
                shopify(3, release(Some("h1"))).fo("5"),
                fo_state(9, "5", "on_hold", lines),
            ]),
        ),
        (
            "corrections",
            with(vec![
                carrier(10, Kind::TransitMoved).of("7").called("e1"),
                carrier(20, delivered()).of("7").called("e2"),
                carrier(21, Kind::NoteAdded)
                    .of("7")
                    .called("e3")
                    .correcting("e2"),
                carrier(22, Kind::NoteAdded)
                    .of("7")
                    .called("e4")
                    .correcting("e3"),
                carrier(23, Kind::NoteAdded)
                    .of("7")
                    .called("e5")
                    .correcting("e1"),
            ]),
        ),
        (
            "skewed clocks",
            with(vec![
                carrier(-90, Kind::CarrierAccepted).of("7"),
                carrier(100_000, Kind::OutForDelivery).of("7"),
                carrier(100_001, Kind::TransitMoved).of("7"),
                fulfillment(5, "7", &["T"], lines),
                shopify(6, Kind::LabelCreated).of("7"),
            ]),
        ),
        (
            "linked late",
            with(vec![
                carrier(20, Kind::TransitMoved).tracked("T"),
                warehouse(3, Kind::PackDone).of("W1"),
                warehouse(4, Kind::LabelCreated)
                    .of("W1")
                    .tracked("T")
                    .fo("5"),
                fulfillment(5, "7", &["T"], lines),
                fo_state(1, "5", "open", lines),
            ]),
        ),
        (
            "returned",
            with(vec![
                carrier(20, delivered()).of("7"),
                shopify(30, Kind::ReturnRequested).items(&[("a", 1)]),
                carrier(40, Kind::Returning).of("7"),
                warehouse(50, Kind::Returned).of("7"),
                shopify(51, Kind::Refunded),
            ]),
        ),
        (
            "snapshots of one age",
            with(vec![
                fulfillment(5, "7", &["T"], lines),
                fulfillment_state(5, 4, "7", "success", &["U"], lines),
                fulfillment_state(5, 4, "7", "cancelled", &[], lines),
                fo_state(5, "5", "open", lines),
                fo_state(5, "5", "closed", &[]),
            ]),
        ),
    ]
}
