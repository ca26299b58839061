//! What the shopper asks for: requested until somebody else records it, and never proof of a parcel.

mod story;

use fulfillment::fact::{ExceptionKind, Problem};
use fulfillment::{
    ADDRESS_CHANGE_REQUESTED, Act, CANCEL_REQUESTED, Claim, Effect, Fact, Grade, Kind, Policy,
    RequestKind, RequestState, Timeline, decide, fold, merchant,
};
use story::*;

const LINES: &[(&str, u32)] = &[("a", 1)];

fn asks(act: Act, at: i64) -> Fact {
    act.fact("1", 2, hour(at))
}

fn address(at: i64) -> Fact {
    asks(
        Act::Address {
            row: "r1".to_owned(),
        },
        at,
    )
}

fn problem(problem: Problem, parcel: Option<&str>, at: i64) -> Fact {
    let parcel = parcel.map(str::to_owned);
    let row = None;
    asks(
        Act::Problem {
            problem,
            parcel,
            row,
        },
        at,
    )
}

fn with(more: impl IntoIterator<Item = Fact>) -> Vec<Fact> {
    [placed(), order(0, LINES)]
        .into_iter()
        .chain(more)
        .collect()
}

/// Facts and timeline after everything due until `to` was opened.
fn lived(facts: &[Fact], to: i64) -> Timeline {
    let mut facts = facts.to_vec();
    run(&mut facts, &Policy::default(), 0, to)
}

fn only(timeline: &Timeline) -> (RequestKind, RequestState) {
    let [request] = timeline.requests.as_slice() else {
        panic!("one request: {:?}", timeline.requests);
    };
    (request.kind, request.state)
}

#[test]
fn asking_changes_nothing_that_is_said_of_the_parcel() {
    let told = with([
        fulfillment(4, "7", &["T"], LINES),
        carrier(20, Kind::TransitMoved).of("7"),
        carrier(40, delivered()).of("7"),
    ]);
    let bare = fold(&told);
    let acts = [
        address(50),
        asks(Act::Cancel, 51),
        problem(Problem::NotArrived, Some("7"), 52),
        problem(Problem::Other, Some("tracking:X"), 53),
        asks(
            Act::Answer {
                helped: true,
                claim: Claim::Delivered,
            },
            54,
        ),
    ];
    let asked = fold(told.iter().chain(&acts));
    assert_eq!(asked.headline, bare.headline);
    assert_eq!(asked.parcels, bare.parcels);
    assert_eq!(asked.native, bare.native);
    assert_eq!(
        (asked.updated_at, asked.updated_by),
        (bare.updated_at, bare.updated_by)
    );
    // Alone they make no order of anything.
    let alone = fold(&acts);
    assert_eq!(alone.headline.claim, Claim::Received);
    assert!(alone.parcels.is_empty());
}

#[test]
fn an_address_is_requested_until_somebody_records_another() {
    let asked = with([address(2)]);
    let timeline = lived(&asked, 3);
    assert_eq!(
        only(&timeline),
        (RequestKind::Address, RequestState::Requested)
    );
    let [open] = timeline.exceptions.as_slice() else {
        panic!("one exception: {:?}", timeline.exceptions);
    };
    assert_eq!(open.kind, ExceptionKind::AddressChange);
    assert_eq!((open.owner.as_str(), open.opened_at), ("shop", hour(2)));
    assert!(open.due_at.is_some_and(|due| due > hour(2)));
    for answer in [
        warehouse(5, Kind::AddressChanged).graded(Grade::Record),
        shopify(5, Kind::AddressChanged),
        merchant("1", Some("42"), Kind::AddressChanged, hour(5)),
    ] {
        let facts = [asked.clone(), vec![answer]].concat();
        let timeline = lived(&facts, 6);
        assert_eq!(only(&timeline).1, RequestState::Confirmed);
        assert_eq!(timeline.requests[0].settled_at, Some(hour(5)));
        assert_eq!(timeline.exceptions[0].closed_at, Some(hour(5)));
    }
    let declined = [
        asked.clone(),
        vec![warehouse(5, Kind::AddressChangeDeclined)],
    ]
    .concat();
    let timeline = lived(&declined, 6);
    assert_eq!(only(&timeline).1, RequestState::Declined);
    assert_eq!(
        timeline.requests[0].by.as_deref(),
        Some("Chicago warehouse")
    );
    assert_eq!(timeline.exceptions[0].closed_at, Some(hour(5)));
    // What was changed before was not what was asked for.
    let before = with([shopify(1, Kind::AddressChanged), address(2)]);
    assert_eq!(only(&lived(&before, 3)).1, RequestState::Requested);
}

#[test]
fn a_request_nobody_answered_is_late_once_packed_and_overtaken_once_it_left() {
    let packed = with([
        address(2),
        asks(Act::Cancel, 2),
        warehouse(3, Kind::PackDone).of("7"),
    ]);
    let timeline = fold(&packed);
    assert!(timeline.requests.iter().all(|request| request.late));
    assert!(!timeline.offers.address && timeline.offers.late);
    let left = [packed, vec![warehouse(9, Kind::Handover).of("7")]].concat();
    let timeline = lived(&left, 10);
    for request in &timeline.requests {
        assert_eq!(request.state, RequestState::Overtaken, "{request:?}");
        assert_eq!(request.settled_at, Some(hour(9)));
    }
    let address =
        |exception: &&fulfillment::Exception| exception.kind == ExceptionKind::AddressChange;
    let open = timeline
        .exceptions
        .iter()
        .find(address)
        .expect("it was opened");
    assert_eq!(open.closed_at, Some(hour(9)));
}

#[test]
fn a_cancellation_asked_for_stops_the_shipment_until_it_is_recorded_or_declined() {
    let asked = with([asks(Act::Cancel, 2)]);
    let timeline = lived(&asked, 3);
    assert_eq!(timeline.headline.claim, Claim::Received);
    assert_eq!(
        only(&timeline),
        (RequestKind::Cancel, RequestState::Requested)
    );
    assert_eq!(timeline.exceptions[0].kind, ExceptionKind::StopShipment);
    assert_eq!(timeline.exceptions[0].owner, "warehouse");
    assert!(!timeline.offers.cancel, "asked once");
    let done = [asked.clone(), vec![shopify(4, cancelled())]].concat();
    let timeline = lived(&done, 5);
    assert_eq!(only(&timeline).1, RequestState::Confirmed);
    assert_eq!(timeline.exceptions[0].closed_at, Some(hour(4)));
    let declined = [asked, vec![warehouse(4, Kind::CancelDeclined)]].concat();
    let timeline = lived(&declined, 5);
    assert_eq!(only(&timeline).1, RequestState::Declined);
    assert_eq!(timeline.exceptions[0].closed_at, Some(hour(4)));
    assert_ne!(timeline.headline.claim, Claim::Cancelled);
}

#[test]
fn a_report_opens_its_exception_with_an_owner_and_lives_on_after_delivery() {
    let told = with([
        fulfillment(4, "7", &["T"], LINES),
        carrier(40, delivered()).of("7"),
    ]);
    for (what, kind) in [
        (Problem::NotArrived, ExceptionKind::NotArrived),
        (Problem::Damaged, ExceptionKind::Damaged),
        (Problem::WrongItems, ExceptionKind::WrongItems),
        (Problem::Other, ExceptionKind::ShopperReport),
    ] {
        let facts = [told.clone(), vec![problem(what, Some("7"), 50)]].concat();
        let timeline = lived(&facts, 60);
        let opened = timeline.exceptions.iter().find(|of| of.kind == kind);
        let opened = opened.unwrap_or_else(|| panic!("{what:?}: {:?}", timeline.exceptions));
        assert_eq!(opened.owner, "shop", "{what:?}");
        assert_eq!(opened.parcel.as_deref(), Some("7"));
        assert_eq!(opened.closed_at, None, "{what:?}");
        assert!(opened.due_at.is_some());
        assert_eq!(only(&timeline).1, RequestState::Requested);
        let mut facts = facts;
        run(&mut facts, &Policy::default(), 0, 60);
        let exception = opened.id.clone();
        let how = "sent again".to_owned();
        facts.push(merchant(
            "1",
            None,
            Kind::ExceptionClosed { exception, how },
            hour(70),
        ));
        let closed = fold(&facts);
        assert_eq!(only(&closed).1, RequestState::Confirmed);
        assert_eq!(closed.requests[0].settled_at, Some(hour(70)));
    }
}

#[test]
fn what_can_be_asked_for_follows_the_evidence() {
    let offers = |facts: &[Fact]| fold(facts).offers;
    let new = offers(&with([]));
    assert!(new.address && new.cancel && !new.late);
    assert_eq!(new.problems, [Problem::Other]);
    let labelled = offers(&with([fulfillment(4, "7", &["T"], LINES)]));
    assert!(!labelled.address && labelled.cancel && labelled.late);
    let there = offers(&with([
        fulfillment(4, "7", &["T"], LINES),
        carrier(40, delivered()).of("7"),
    ]));
    assert!(!there.address && !there.cancel);
    assert_eq!(there.problems.len(), 4);
    let ended = offers(&with([shopify(4, cancelled())]));
    assert!(!ended.address && !ended.cancel);
    let counter = [
        placed(),
        order_by(0, LINES, fulfillment::fact::DeliveryMethod::PickUp),
    ];
    assert!(!offers(&counter).address, "nothing is sent anywhere");
}

#[test]
fn a_state_is_answered_for_once() {
    let answer = |state, helped, at| {
        let claim = Claim::Received;
        Act::Answer { helped, claim }.fact("1", state, hour(at))
    };
    let mut facts = with([]);
    let before = fold(&facts).offers;
    assert_eq!((before.state, before.answered), (2, false));
    facts.push(answer(2, true, 3));
    let after = fold(&facts);
    assert_eq!((after.offers.state, after.offers.answered), (2, true));
    facts.push(warehouse(4, Kind::PickStarted));
    let later = fold(&facts).offers;
    assert_eq!((later.state, later.answered), (3, false));
    facts.push(answer(3, false, 5));
    let [counted] = fold(&facts).answers[..] else {
        panic!("one claim");
    };
    assert_eq!(
        (counted.claim, counted.yes, counted.no),
        (Claim::Received, 1, 1)
    );
}

#[test]
fn the_warehouse_is_told_once_and_only_while_it_waits() {
    let told = |facts: &[Fact], at: i64| -> Vec<(String, String)> {
        decide("1", &fold(facts), &Policy::default(), hour(at))
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Notify(notice) => Some((notice.milestone, notice.key)),
                _ => None,
            })
            .collect()
    };
    let facts = with([address(2), asks(Act::Cancel, 3)]);
    let first = told(&facts, 3);
    let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, [ADDRESS_CHANGE_REQUESTED, CANCEL_REQUESTED]);
    assert_eq!(
        told(&facts, 4),
        first,
        "the same keys whenever it is decided"
    );
    let answered = [
        facts,
        vec![
            shopify(5, Kind::AddressChanged),
            warehouse(5, Kind::CancelDeclined),
        ],
    ];
    assert!(told(&answered.concat(), 6).is_empty());
}
