//! Carrier tracking in words: what is watched, what stands in the way, what to do.

use contract::tracking::{Obstacle, Relay, Watch, WatchBoard, WatchCounts, WatchRow};

use super::samples::{at, dates, list};

const STATES: [Watch; 5] = [
    Watch::Tracked,
    Watch::Pending,
    Watch::Quota,
    Watch::Unsupported,
    Watch::Failed,
];

/// A number in every state, with a reason and without.
pub(super) fn every_row() -> Vec<WatchRow> {
    STATES
        .into_iter()
        .flat_map(|state| {
            [None, Some("No such carrier.")].map(|reason| WatchRow {
                number: "9400".to_owned(),
                order: "1".to_owned(),
                name: "#1".to_owned(),
                carrier: Some("USPS".to_owned()),
                state,
                reason: reason.map(str::to_owned),
                at: Some(at(1)),
            })
        })
        .collect()
}

fn board(obstacle: Option<Obstacle>, rows: Vec<WatchRow>) -> WatchBoard {
    WatchBoard {
        shop: "acme.myshopify.com".to_owned(),
        zone: "UTC".to_owned(),
        relay: Some(Relay {
            since: at(0),
            counts: WatchCounts {
                numbers: STATES.map(|state| (state, 2)).to_vec(),
                obstacle,
            },
            heard: Some(at(2)),
            rows,
            unknown: vec![("InTransit_012".to_owned(), 3)],
        }),
        now: at(3),
    }
}

/// Says everything there is to say of carrier tracking.
pub(super) fn say_all(lang: &str) {
    let none = WatchBoard {
        relay: None,
        ..board(None, Vec::new())
    };
    crate::tracking(&none, "https://x.example/", lang, &dates());
    for obstacle in [
        None,
        Some(Obstacle::KeyRefused(at(1))),
        Some(Obstacle::NoAnswer(at(1))),
        Some(Obstacle::Quota(at(1))),
        Some(Obstacle::Unheard),
    ] {
        let board = board(obstacle, every_row());
        crate::tracking(&board, "https://x.example/", lang, &dates());
        let mut orders = list(Vec::new());
        orders.tracking = board.relay.map(|relay| relay.counts);
        crate::admin(&orders, &[], lang, &dates(), "UTC");
        orders.tracking = Some(WatchCounts::default());
        crate::admin(&orders, &[], lang, &dates(), "UTC");
    }
}

#[test]
fn the_list_says_how_many_and_whether_to_look() {
    let said = |tracking| {
        let mut orders = list(Vec::new());
        orders.tracking = tracking;
        crate::admin(&orders, &[], "en", &dates(), "UTC").watched
    };
    assert_eq!(said(None), None, "no relay, no word of one");
    let counts = |numbers: &[(Watch, u32)], obstacle| WatchCounts {
        numbers: numbers.to_vec(),
        obstacle,
    };
    let tracked = [(Watch::Tracked, 12), (Watch::Unsupported, 1)];
    let (text, attention) = said(Some(counts(&tracked, None))).expect("a line");
    assert_eq!(text, "AfterShip: 12 tracked, 1 not supported");
    assert!(!attention);
    let refused = Some(Obstacle::KeyRefused(at(0)));
    let (text, attention) = said(Some(counts(&tracked, refused))).expect("a line");
    assert!(attention && text.contains("refused the API key"), "{text}");
    let (_, attention) = said(Some(counts(&[(Watch::Failed, 1)], None))).expect("a line");
    assert!(attention);
}

#[test]
fn secrets_are_entered_and_never_shown() {
    let on = crate::tracking(
        &board(None, every_row()),
        "https://x.example/",
        "en",
        &dates(),
    );
    let fields: Vec<_> = on.forms.iter().flat_map(|form| &form.fields).collect();
    assert_eq!(fields.len(), 2);
    assert!(
        fields
            .iter()
            .all(|field| field.value.is_empty() && !field.required)
    );
    let rows = on.numbers.expect("a table").rows;
    assert_eq!(rows.len(), every_row().len());
    let none = WatchBoard {
        relay: None,
        ..board(None, Vec::new())
    };
    let off = crate::tracking(&none, "https://x.example/", "en", &dates());
    assert!(off.figures.is_empty() && off.numbers.is_none());
    assert_eq!(off.forms.len(), 1, "nothing to switch off");
    assert!(off.notes.iter().all(|(_, attention)| !attention));
}
