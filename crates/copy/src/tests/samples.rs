//! Every value of every enum that has words, and views made of them.

use std::collections::BTreeMap;

use contract::checkout::{
    CheckoutConfig, MatchBy, MethodProfile, Row, ShopTime, Strength, TimeOfDay,
};
use contract::list::{Filter, IndexRow, OrderList};
use contract::promises::{
    BacklogRead, HandlingClass, LabelCheck, Labels, MethodSettings, Offer, PlaceLoad, PromiseBoard,
    PromiseSettings, Published, Score, ShopifyAccess, StoreLocation, StoreRates,
};
use contract::view::*;
use fulfillment::fact::*;
use fulfillment::instant::{DAY, HOUR};
use fulfillment::{Answers, Claim, Date, Instant, Offers, Request, RequestKind, RequestState, Why};

use crate::{English, StorefrontTimes};

/// All variants of a unit enum; a new one does not compile until it is listed here.
macro_rules! every {
    ($name:ident: $type:ty { $($variant:ident)* }) => {
        pub(crate) fn $name() -> Vec<$type> {
            fn listed(value: $type) -> $type {
                match value { $(<$type>::$variant => value),* }
            }
            vec![$(listed(<$type>::$variant)),*]
        }
    };
}

every!(claims: Claim {
    Received Scheduled OnHold Backordered WithWarehouse Picking Picked Packed LabelCreated
    MarkedFulfilled HandedOver CarrierAccepted OnItsWay InCustoms Delayed OutForDelivery
    AttemptFailed ReadyForPickup Delivered Collected CarrierProblem ReturnRequested Returning
    Returned Cancelled Refunded Several NothingToShip
});
every!(exceptions: ExceptionKind {
    NotReceived OutOfStock Backordered DamagedInside AddressInvalid ManualReview RejectedBy3pl
    BacklogLate StopShipment HoldUntold PastShipBy LabelNoScan HandoverMissed NoMovement Delayed
    DelayedWeather DelayedProcessing DelayedFlight DelayedExternal Missort CustomsDocs
    CustomsDuties CustomsInspection AttemptFailed Refused PickupMissed Damaged Lost Disposed
    ReturnUnresolved StatusConflict TrackingInvalid TrackingMissing SourceSilent Stalled PastEta
    AddressChange NotArrived WrongItems ShopperReport
});
every!(holds: HoldReason {
    AwaitingPayment AwaitingReturnItems HighRiskOfFraud IncorrectAddress InventoryOutOfStock
    OnlineStorePostPurchaseCrossSell UnknownDeliveryDate Other
});
every!(grades: Grade { Inferred Record Warehouse Carrier });

/// Names of all kinds of fact. The match has no wildcard: a new kind does not compile unlisted.
pub(crate) fn kinds() -> Vec<&'static str> {
    fn listed(kind: &Kind) {
        match kind {
            Kind::OrderPlaced | Kind::OrderEdited | Kind::OrderSnapshot(_) => {}
            Kind::AddressChanged | Kind::PaymentCaptured | Kind::FoSnapshot(_) => {}
            Kind::FoRouted | Kind::FoAccepted | Kind::FoRejected { .. } | Kind::FoMoved => {}
            Kind::FoSplit | Kind::PickAssigned | Kind::PickStarted | Kind::PickDone => {}
            Kind::PackDone | Kind::ShipmentSnapshot(_) | Kind::LabelCreated => {}
            Kind::LabelVoided | Kind::TrackingSet { .. } | Kind::Handover => {}
            Kind::CarrierAccepted | Kind::CarrierTransferred | Kind::TransitMoved => {}
            Kind::CustomsEntered | Kind::CustomsCleared | Kind::OutForDelivery => {}
            Kind::AttemptFailed | Kind::ReadyForPickup | Kind::Delivered { .. } => {}
            Kind::ReturnRequested | Kind::Returning | Kind::Returned => {}
            Kind::Cancelled { .. } | Kind::Refunded | Kind::HoldPlaced { .. } => {}
            Kind::HoldReleased { .. } | Kind::Backordered { .. } | Kind::EtaRevised { .. } => {}
            Kind::ExceptionReported { .. } | Kind::ExceptionOpened { .. } => {}
            Kind::ExceptionAssigned { .. } | Kind::ExceptionClosed { .. } => {}
            Kind::PromiseMade { .. } | Kind::PromiseRevised { .. } => {}
            Kind::AddressChangeRequested { .. } | Kind::AddressChangeDeclined => {}
            Kind::CancelRequested | Kind::CancelDeclined => {}
            Kind::ProblemReported { .. } | Kind::PageAnswered { .. } => {}
            Kind::NoteAdded | Kind::MessageSent { .. } => {}
            Kind::Watched { .. } | Kind::Unknown { .. } => {}
        }
    }
    listed(&Kind::NoteAdded);
    vec![
        "order_placed",
        "order_edited",
        "order_snapshot",
        "address_changed",
        "payment_captured",
        "fo_snapshot",
        "fo_routed",
        "fo_accepted",
        "fo_rejected",
        "fo_moved",
        "fo_split",
        "pick_assigned",
        "pick_started",
        "pick_done",
        "pack_done",
        "shipment_snapshot",
        "label_created",
        "label_voided",
        "tracking_set",
        "handover",
        "carrier_accepted",
        "carrier_transferred",
        "transit_moved",
        "customs_entered",
        "customs_cleared",
        "out_for_delivery",
        "attempt_failed",
        "ready_for_pickup",
        "delivered",
        "return_requested",
        "returning",
        "returned",
        "cancelled",
        "refunded",
        "hold_placed",
        "hold_released",
        "backordered",
        "eta_revised",
        "exception_reported",
        "exception_opened",
        "exception_assigned",
        "exception_closed",
        "promise_made",
        "promise_revised",
        "note_added",
        "message_sent",
        "address_change_requested",
        "address_change_declined",
        "cancel_requested",
        "cancel_declined",
        "problem_reported",
        "page_answered",
        "watched",
        "unknown",
    ]
}

/// Mon 9 Nov 2026, 09:12 in Chicago.
pub(crate) const MONDAY: Instant = Instant(1_794_237_120_000);

pub(crate) fn dates() -> English {
    English {
        now: MONDAY.plus(3 * DAY),
    }
}

pub(crate) fn at(hours: i64) -> Instant {
    MONDAY.plus(hours * HOUR)
}

pub(crate) fn memphis() -> Place {
    let text = |text: &str| Some(text.to_owned());
    Place {
        city: text("Memphis"),
        region: text("TN"),
        country: text("US"),
    }
}

pub(crate) fn statement(claim: Claim, grade: Grade) -> Statement {
    Statement {
        claim,
        grade,
        at: Some(at(0)),
        witness: None,
        place: None,
        silent_since: None,
        until: None,
        hold: None,
        reason: None,
        parts: Vec::new(),
        conflict: false,
    }
}

pub(crate) fn parcel(id: &str, headline: Statement) -> ParcelView {
    let step = StepView {
        claim: headline.claim,
        at: at(0),
        grade: headline.grade,
        witness: headline.witness.clone(),
        place: headline.place.clone(),
        current: true,
    };
    ParcelView {
        id: id.to_owned(),
        items: vec![ItemView {
            title: "Mug".to_owned(),
            quantity: 2,
        }],
        carrier: Some("USPS".to_owned()),
        tracking: Some("9400".to_owned()),
        tracking_url: Some("https://t.example/9400".to_owned()),
        location: None,
        steps: vec![
            StepView {
                current: false,
                ..step.clone()
            },
            step,
        ],
        headline,
        evidence: Vec::new(),
        expected: None,
        promise: None,
    }
}

pub(crate) fn order(headline: Statement) -> OrderStatusView {
    OrderStatusView {
        contract: contract::VERSION,
        version: 3,
        digest: "00".to_owned(),
        valid_until: None,
        order: "1".to_owned(),
        name: "#1001".to_owned(),
        shop: "Acme".to_owned(),
        contact: Some("mailto:help@acme.example".to_owned()),
        placed_at: Some(at(-20)),
        locale: None,
        zone: "America/Chicago".to_owned(),
        destination: memphis(),
        parcels: vec![parcel("f1", headline.clone())],
        headline,
        evidence: Vec::new(),
        exceptions: Vec::new(),
        expected: None,
        promise: None,
        updated_at: Some(at(0)),
        updated_by: Some("USPS".to_owned()),
        native: NativeView {
            status: "fulfilled".to_owned(),
            since: None,
            untrue: Vec::new(),
        },
        wording: Default::default(),
        address_changeable: false,
        requests: Vec::new(),
        offers: Default::default(),
        answers: Vec::new(),
    }
}

/// Promised for Thu 12 Nov, the reader's present, and told so before buying.
pub(crate) fn promised() -> PromiseView {
    let day = Date::from_ymd(2026, 11, 12);
    PromiseView {
        made: day,
        day: Some(day),
        until: Some(at(3 * 24 + 8)),
        moves: 0,
        why: Why::Unknown,
        shown: true,
        proven: false,
    }
}

/// The same, moved by a day.
pub(crate) fn slipped(moves: u32, why: Why) -> PromiseView {
    PromiseView {
        day: Some(Date::from_ymd(2026, 11, 13)),
        until: Some(at(4 * 24 + 8)),
        moves,
        why,
        ..promised()
    }
}

/// An order placed now ships by Thu 12 Nov, one placed after 14:00 in Chicago by Fri 13 Nov.
pub(crate) fn offered(strength: Strength, later: bool) -> (Offer, StorefrontTimes<'static>) {
    let today = Date::from_ymd(2026, 11, 12);
    let cutoff = ShopTime {
        date: today,
        time: TimeOfDay(14 * 3600),
    };
    let offer = Offer {
        strength,
        now: today,
        later: later.then_some((cutoff, Some(Date(today.0 + 1)))),
    };
    let times = StorefrontTimes {
        zone: "America/Chicago",
        cutoff: later.then(|| at(76).plus(48 * 60_000)),
        until: at(78),
    };
    (offer, times)
}

/// Everything that can be offered at once.
pub(crate) fn offers(late: bool) -> Offers {
    Offers {
        address: !late,
        cancel: true,
        late,
        problems: vec![
            Problem::NotArrived,
            Problem::Damaged,
            Problem::WrongItems,
            Problem::Other,
        ],
        state: 7,
        answered: false,
    }
}

/// A request as it stands.
pub(crate) fn request(kind: RequestKind, state: RequestState, late: bool) -> Request {
    Request {
        id: FactId("ab".to_owned()),
        kind,
        at: at(2),
        parcel: None,
        row: Some("r1".to_owned()),
        state,
        settled_at: (state != RequestState::Requested).then(|| at(9)),
        by: Some("Chicago warehouse".to_owned()),
        late,
    }
}

/// Every request in every state.
pub(crate) fn requests() -> Vec<Request> {
    let problems = offers(false).problems.into_iter().map(RequestKind::Problem);
    let kinds = [RequestKind::Address, RequestKind::Cancel]
        .into_iter()
        .chain(problems);
    kinds
        .flat_map(|kind| {
            let waits = [false, true].map(|late| request(kind, RequestState::Requested, late));
            let over = [
                RequestState::Confirmed,
                RequestState::Declined,
                RequestState::Overtaken,
            ];
            waits
                .into_iter()
                .chain(over.map(|state| request(kind, state, false)))
        })
        .collect()
}

pub(crate) fn exception(kind: ExceptionKind) -> ExceptionView {
    ExceptionView {
        id: "aa".to_owned(),
        kind,
        parcel: None,
        opened_at: at(0),
        due_at: Some(at(24)),
        owner: "shop".to_owned(),
        closed_at: None,
        closed_how: None,
    }
}

pub(crate) fn list(rows: Vec<IndexRow>) -> OrderList {
    OrderList {
        shop: "acme.myshopify.com".to_owned(),
        filter: Filter::default(),
        rows,
        states: claims().into_iter().map(|claim| (claim, 1)).collect(),
        exceptions: exceptions().into_iter().map(|kind| (kind, 1)).collect(),
        attention: 1,
        tracking: None,
        next: Some("n".to_owned()),
        dead_letters: 0,
        parked: 1,
        answers: claims()
            .into_iter()
            .map(|claim| Answers {
                claim,
                yes: 3,
                no: 1,
            })
            .collect(),
        now: at(72),
    }
}

/// Every kind of row a board of promises can have.
pub(crate) fn board() -> PromiseBoard {
    let day = Date::from_ymd(2026, 11, 12);
    let profile = |strength, cutoff: Option<TimeOfDay>| MethodProfile {
        by: MatchBy::Title("Standard".to_owned()),
        label: None,
        strength,
        rows: vec![Row {
            cutoff,
            before: None,
            after: Some(day),
        }],
        slower: BTreeMap::from([("Made to order".to_owned(), vec![Row::default()])]),
    };
    let backlog = |lines_ahead| Why::Backlog {
        lines_ahead,
        lines_per_hour: 55,
    };
    let place = |bucket: u8, named: bool, slow: bool| PlaceLoad {
        location: String::new(),
        name: named.then(|| "Reno".to_owned()),
        method: if named { "Standard" } else { "" }.to_owned(),
        orders: 3,
        lines: 7,
        oldest: Some(at(1)),
        lines_per_hour: slow.then_some(9.5),
        bucket,
        arrivals_high: slow,
        slow,
    };
    PromiseBoard {
        shop: "acme.myshopify.com".to_owned(),
        zone: "America/Chicago".to_owned(),
        now: at(72),
        settings: PromiseSettings {
            labels: Labels::Check,
            methods: vec![MethodSettings {
                title: "Standard".to_owned(),
                cutoff: Some(14 * 60),
                pickups: vec![17 * 60],
                ..MethodSettings::default()
            }],
            handling: vec![HandlingClass {
                name: "Made to order".to_owned(),
                days: 10,
            }],
            ..PromiseSettings::default()
        },
        unknown_classes: vec!["Pre-order".to_owned()],
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
            order: "#1".to_owned(),
            at: at(1),
            configured: "Standard".to_owned(),
            found: "Standard · Ships by Thu".to_owned(),
            code_kept: true,
        }),
        shop_promise: Some(true),
        published: Some(Published {
            contract: contract::VERSION,
            revision: 1,
            at: at(72),
            stale_at: at(74),
            zone: "America/Chicago".to_owned(),
            config: CheckoutConfig {
                enabled: true,
                pickup: true,
                first: day,
                stale_at: ShopTime {
                    date: day,
                    time: TimeOfDay(0),
                },
                profiles: [None, Some(TimeOfDay(14 * 3600))]
                    .into_iter()
                    .flat_map(|cutoff| {
                        [Strength::Expected, Strength::Firm]
                            .map(|strength| profile(strength, cutoff))
                    })
                    .chain([profile(Strength::Firm, None)])
                    .collect(),
                languages: Vec::new(),
            },
            reasons: vec![
                backlog(1),
                backlog(9),
                Why::ArrivalsHigh,
                Why::SlowerThanUsual,
            ],
        }),
        places: (0..4)
            .map(|bucket| place(bucket, bucket > 1, bucket > 2))
            .collect(),
        scores: [(9, 1), (0, 0)]
            .map(|(kept, missed)| Score {
                location: "reno".to_owned(),
                name: None,
                method: String::new(),
                week: day,
                bucket: 0,
                orders: 12,
                promised: 11,
                kept,
                missed,
                slack_days: 0.5,
                pinball_days: 0.1,
                changes: 1,
            })
            .to_vec(),
    }
}
