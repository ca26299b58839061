//! The delivery window: as wide as journeys differ, by who carries where to, and none while nobody knows.

use fulfillment::calendar::{Date, ZoneOffsets};
use fulfillment::instant::{DAY, HOUR, Instant};
use promise::transit::{Lane, Transit};

const NEAR: Lane<'static> = Lane {
    carrier: "post",
    service: "parcel",
    zone: "near",
};
const FAR: Lane<'static> = Lane {
    zone: "far",
    ..NEAR
};

/// Two hundred days of parcels: near ones take one to two days, far ones four to seven; one in ten is lost.
fn known() -> Transit {
    let mut transit = Transit::new(0.9);
    let mut happenings = Vec::new();
    for parcel in 0..2_000i64 {
        let (lane, hours) = match parcel % 2 {
            0 => (NEAR, 24 + (parcel * 7) % 24),
            _ => (FAR, 96 + (parcel * 11) % 72),
        };
        let at = Instant(parcel * 200 * DAY / 2_000);
        let lost = parcel % 10 == 9;
        happenings.push((at, parcel, lane, None));
        happenings.push((at.plus(hours * HOUR), parcel, lane, Some(lost)));
    }
    happenings.sort_by_key(|it| (it.0, it.3.is_some()));
    let mut begun = std::collections::HashMap::new();
    for (at, parcel, lane, ends) in happenings {
        match ends {
            None => {
                begun.insert(parcel, transit.handed_over(at, lane));
            }
            Some(false) => transit.delivered(&begun[&parcel], at),
            Some(true) => transit.dropped(&begun[&parcel], at),
        }
    }
    transit
}

#[test]
fn near_is_sooner_than_far_and_a_window_holds_its_parcels() {
    let transit = known();
    let zone = ZoneOffsets::fixed(0);
    // A Monday at five in the afternoon, 205 days on.
    let ship_by = Instant(207 * DAY + 4 * DAY + 17 * HOUR);
    let near = transit.window(ship_by, NEAR, &zone).expect("known");
    let far = transit.window(ship_by, FAR, &zone).expect("known");
    let today = ship_by.0 / DAY;
    assert!(near.from <= near.to && far.from <= far.to);
    assert!(near.to < far.to && near.from < far.from, "{near:?} {far:?}");
    assert!(
        (Date(today + 2)..=Date(today + 4)).contains(&near.to),
        "{near:?}"
    );
    assert!(
        (Date(today + 6)..=Date(today + 10)).contains(&far.to),
        "{far:?}"
    );
}

#[test]
fn nothing_known_is_no_window() {
    let zone = ZoneOffsets::fixed(0);
    assert_eq!(Transit::new(0.9).window(Instant(0), NEAR, &zone), None);
}

#[test]
fn a_window_is_of_the_dates_of_where_it_goes() {
    let transit = known();
    let ship_by = Instant(211 * DAY + 17 * HOUR);
    let window = |east: i32| {
        transit
            .window(ship_by, NEAR, &ZoneOffsets::fixed(east * 3600))
            .expect("known")
    };
    assert!(window(-12).to < window(12).to);
}
