//! What is promised from a warehouse's load: kept through a peak, honest about why, silent where nothing is known.

mod floor;

use floor::{Floor, schedule};
use fulfillment::calendar::Date;
use fulfillment::instant::{DAY, HOUR, Instant};
use promise::table::{Frame, table};
use promise::{Ask, Basis, Bucket, Cause, Handling, Place, Stage};
use proptest::prelude::*;

fn ask(at: Instant) -> Ask<'static> {
    Ask {
        at,
        method: "standard",
        lines: 2,
        handling: None,
    }
}

#[test]
fn it_keeps_its_target_through_a_peak_without_being_slow_before() {
    for seed in 1..5 {
        let world = Floor {
            seed,
            peak: Some(60),
            ..Floor::default()
        }
        .run();
        let (peak, _) = world.kept(60..67);
        assert!(peak >= 0.88, "seed {seed}: {peak} in the peak");
        let (calm, slack) = world.kept(30..60);
        assert!(calm >= 0.88, "seed {seed}: {calm} before it");
        assert!(slack < 24.0, "seed {seed}: {slack} hours to spare");
    }
}

#[test]
fn another_target_is_another_bound_at_once() {
    let world = Floor::default().run();
    let ready = |place: &Place| {
        let quote = place.quote(world.now, &ask(world.now), &schedule(), None, None);
        quote.and_then(|it| it.historical).expect("enough is known")
    };
    let mut place = world.place.clone();
    let before = ready(&place);
    place.retarget(0.98);
    assert!(ready(&place) > before);
    place.retarget(0.6);
    assert!(ready(&place) < before);
    place.retarget(world.place.target());
    assert_eq!(ready(&place), before, "nothing that was learnt is lost");
}

#[test]
fn without_scans_it_still_does() {
    for seed in 1..5 {
        let world = Floor {
            seed,
            peak: Some(60),
            scans: false,
            ..Floor::default()
        }
        .run();
        let (peak, _) = world.kept(60..67);
        assert!(peak >= 0.88, "seed {seed}: {peak} in the peak");
        let (calm, slack) = world.kept(30..60);
        assert!(calm >= 0.88, "seed {seed}: {calm} before it");
        assert!(slack < 48.0, "seed {seed}: {slack} hours to spare");
    }
}

#[test]
fn a_peak_is_called_so_and_a_broken_conveyor_too() {
    let peak = Floor {
        peak: Some(60),
        days: 61,
        ..Floor::default()
    }
    .run();
    let quote = |world: &floor::World| {
        world
            .place
            .quote(world.now, &ask(world.now), &schedule(), None, None)
            .expect("enough is known")
    };
    let said = quote(&peak);
    assert!(said.bucket >= Bucket::High, "{said:?}");
    assert_eq!(said.reason.cause, Some(Cause::ArrivalsHigh));
    let broken = Floor {
        broken: (60, 63),
        days: 62,
        ..Floor::default()
    }
    .run();
    let said = quote(&broken);
    assert_eq!(said.reason.cause, Some(Cause::ThroughputFell), "{said:?}");
    let calm = Floor {
        days: 62,
        ..Floor::default()
    }
    .run();
    assert_eq!(quote(&calm).reason.cause, None);
    assert!(said.reason.lines_per_hour < quote(&calm).reason.lines_per_hour);
    assert!(said.bound > quote(&calm).bound);
}

#[test]
fn who_goes_first_is_promised_sooner_in_a_peak() {
    let world = Floor {
        peak: Some(60),
        express: true,
        ..Floor::default()
    }
    .run();
    let mean = |express: bool| {
        let bounds = world
            .done
            .iter()
            .filter(|it| (61..65).contains(&it.day) && it.express == express)
            .map(|it| it.said.as_ref().expect("said").bound.since(it.at) as f64);
        let bounds: Vec<f64> = bounds.collect();
        bounds.iter().sum::<f64>() / bounds.len() as f64 / DAY as f64
    };
    assert!(
        mean(true) < 0.6 * mean(false),
        "{} {}",
        mean(true),
        mean(false)
    );
}

#[test]
fn nothing_heard_for_days_is_nothing_said() {
    let world = Floor {
        peak: Some(88),
        ..Floor::default()
    }
    .run();
    assert!(world.open > 20);
    let at = |days: i64| world.now.plus(days * DAY);
    let quote = |now| world.place.quote(now, &ask(now), &schedule(), None, None);
    let fresh = quote(at(0)).expect("fresh");
    let stale = quote(at(2)).expect("two days on");
    assert!(
        stale.bound.since(at(2)) > fresh.bound.since(at(0)),
        "silence widens"
    );
    assert_eq!(quote(at(8)), None);
}

#[test]
fn who_knows_nothing_asks_the_shop_then_the_declared_time_then_says_nothing() {
    let shop = Floor::default().run();
    let new = Place::new(0.9);
    let now = shop.now;
    let declared = Some(Handling { days: 2 });
    let by_shop = new.quote(now, &ask(now), &schedule(), Some(&shop.place), declared);
    assert_eq!(by_shop.expect("the shop knows").basis, Basis::Shop);
    // Day 90 is a Wednesday.
    let alone = new.quote(now, &ask(now), &schedule(), None, declared);
    let alone = alone.expect("declared");
    assert_eq!(
        (alone.basis, alone.ship_by),
        (Basis::Declared, Date(now.0 / DAY + 2))
    );
    assert_eq!(new.quote(now, &ask(now), &schedule(), None, None), None);
    let own = shop.place.quote(now, &ask(now), &schedule(), None, None);
    assert_eq!(own.expect("known").basis, Basis::Method);
    let other = Ask {
        method: "courier",
        ..ask(now)
    };
    let other = shop.place.quote(now, &other, &schedule(), None, None);
    assert_eq!(other.expect("known").basis, Basis::Location);
}

#[test]
fn a_declared_handling_time_is_believed_until_it_is_known_how_it_is_kept() {
    let mut place = Place::new(0.9);
    let made = |at| Ask {
        handling: Some(Handling { days: 5 }),
        ..ask(at)
    };
    let quote = |place: &Place, at| place.quote(at, &made(at), &schedule(), None, None);
    // A Monday, 09:00 at the place: the limit is the Monday after.
    let first = Instant(4 * DAY + 15 * HOUR);
    let believed = quote(&place, first).expect("declared");
    assert_eq!(
        (believed.basis, believed.ship_by),
        (Basis::Declared, Date(11))
    );
    // But they are always handed over two days later.
    let works = |at| schedule().calendar.works(schedule().calendar.date(at));
    let mut open = std::collections::VecDeque::new();
    for at in (0..182).map(|day| first.plus(day * DAY)) {
        if works(at) {
            open.extend((0..4).map(|_| place.opened(&made(at), &schedule(), None)));
        }
        while works(at)
            && open
                .front()
                .is_some_and(|it: &promise::Opened| at.since(it.at) >= 2 * DAY)
        {
            let group = open.pop_front().expect("due");
            place.ended(&group, at.plus(8 * HOUR), &schedule());
        }
    }
    let later = quote(&place, first.plus(182 * DAY)).expect("known");
    let days = later.ship_by.0 - 4 - 182;
    assert!((2..5).contains(&days), "{later:?}");
}

#[test]
fn what_is_dropped_no_longer_waits() {
    let mut world = Floor::default().run();
    let before = world.place.backlog().lines;
    let mut group = world.place.opened(&ask(world.now), &schedule(), None);
    assert_eq!(world.place.backlog().lines, before + 2);
    let at = world.now.plus(HOUR);
    world
        .place
        .worked(&mut group, at, Stage::Pack, 1, &schedule());
    assert_eq!(
        (world.place.backlog().lines, group.waiting()),
        (before + 1, 1)
    );
    world.place.dropped(&group, at, &schedule());
    assert_eq!(world.place.backlog().lines, before);
}

#[test]
fn a_state_is_bounded_and_survives_being_written_down() {
    let sizes = [40, 80, 160].map(|days| {
        let world = Floor {
            days,
            peak: Some(days - 20),
            ..Floor::default()
        }
        .run();
        let text = serde_json::to_string(&world.place).unwrap();
        let back: Place = serde_json::from_str(&text).unwrap();
        let quote = |place: &Place| {
            place
                .quote(world.now, &ask(world.now), &schedule(), None, None)
                .unwrap()
        };
        assert_eq!(quote(&back).ship_by, quote(&world.place).ship_by);
        assert!(quote(&back).bound.since(quote(&world.place).bound).abs() < 1_000);
        text.len()
    });
    assert!(sizes[2] < 48_000, "{sizes:?}");
    assert!(sizes[2] < sizes[1] * 3 / 2, "{sizes:?}");
}

#[test]
fn a_table_says_the_same_for_every_part_of_a_day() {
    let world = Floor::default().run();
    let mut schedule = schedule();
    schedule.cutoff = Some(14 * 60);
    // Wednesday 10:00 at the place and at the shop.
    let now = world.now.plus(10 * HOUR);
    let zone = schedule.calendar.zone.clone();
    let frame = Frame {
        now,
        valid: 2 * HOUR,
        zone: &zone,
        cutoffs: &[9 * 60, 14 * 60],
        days: 14,
        method: "standard",
        lines: 2,
        handling: None,
        processing: None,
    };
    let rows = table(&world.place, None, &schedule, &frame);
    assert_eq!(rows.len(), 14);
    assert_eq!(rows[0].parts[0], None, "before nine is over");
    for row in &rows {
        let dates: Vec<Date> = row.parts.iter().flatten().map(|it| it.ship_by).collect();
        assert!(dates.is_sorted(), "{dates:?}");
        assert!(dates.iter().all(|it| *it >= row.date));
        assert!(dates.iter().all(|it| schedule.calendar.works(*it)));
    }
    let same = world
        .place
        .quote(now, &ask(now.plus(2 * HOUR)), &schedule, None, None);
    assert_eq!(rows[0].parts[1], same);
    let (before, after) = (rows[1].parts[1].as_ref(), rows[1].parts[2].as_ref());
    assert_eq!(before.expect("said").ship_by, rows[1].date);
    assert!(
        after.expect("said").ship_by > rows[1].date,
        "after the cutoff"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn more_before_it_is_never_sooner(seed in 1u64..40, more in 1u32..400, ahead in 0i64..(3 * DAY)) {
        let world = Floor { seed, days: 40, scans: seed % 2 == 0, ..Floor::default() }.run();
        let now = world.now.plus(ahead);
        let queue = |place: &Place| place.quote(now, &ask(now), &schedule(), None, None).and_then(|it| it.queue);
        let before = queue(&world.place);
        let mut loaded = world.place.clone();
        loaded.opened(&Ask { lines: more, ..ask(now) }, &schedule(), None);
        prop_assert!(before.is_some());
        prop_assert!(queue(&loaded) >= before, "{:?} {:?}", queue(&loaded), before);
    }

    #[test]
    fn facts_in_any_disorder_break_nothing(times in prop::collection::vec((0i64..(90 * DAY), 0u8..5), 1..150)) {
        let mut place = Place::new(0.9);
        let mut open = Vec::new();
        for (at, what) in times {
            let at = Instant(at);
            match (what, open.pop()) {
                (1, Some(mut group)) => {
                    place.worked(&mut group, at, Stage::Pick, 7, &schedule());
                    open.push(group);
                }
                (2, Some(mut group)) => {
                    place.worked(&mut group, at, Stage::Pack, 1, &schedule());
                    open.push(group);
                }
                (3, Some(group)) => place.ended(&group, at, &schedule()),
                (4, Some(group)) => place.dropped(&group, at, &schedule()),
                (_, other) => {
                    open.extend(other);
                    open.push(place.opened(&ask(at), &schedule(), None));
                }
            }
            if let Some(said) = place.quote(at, &ask(at), &schedule(), None, Some(Handling { days: 1 })) {
                prop_assert!(said.bound >= at);
                prop_assert!(schedule().calendar.works(said.ship_by));
            }
        }
    }
}
