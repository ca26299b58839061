//! The ledger's format: facts as JSON and their ids. Stored facts are read for ever, so a change
//! here must be one that old facts survive; `GOLDEN=write` renews the file after that was thought about.

mod story;

use fulfillment::fact::{
    DeliveredHow, ExceptionKind, HoldReason, Location, Owner, OwnerRole, Place, Problem,
};
use fulfillment::{Act, Claim, Date, Fact, FactId, Grade, Kind, ShipBy, Why, merchant};
use story::*;

fn examples() -> Vec<Fact> {
    let mut full = warehouse(3, Kind::PackDone)
        .of("7")
        .tracked("T")
        .fo("5")
        .items(&[("a", 2)])
        .correcting("e0");
    full.location = Some(Location {
        id: "chicago".to_owned(),
        name: Some("Chicago warehouse".to_owned()),
    });
    full.place = Some(Place {
        city: Some("Chicago".to_owned()),
        region: Some("IL".to_owned()),
        country: Some("US".to_owned()),
    });
    full.owner = Some(Owner {
        role: OwnerRole::Station,
        id: "station-4".to_owned(),
    });
    full.text = Some("left & right <b>".to_owned());
    let id = FactId("00112233445566778899aabbccddeeff".to_owned());
    let ship_by = ShipBy {
        day: Date::from_ymd(2026, 11, 12),
        until: hour(82),
    };
    let kinds = vec![
        Kind::OrderPlaced,
        Kind::OrderEdited,
        Kind::AddressChanged,
        Kind::PaymentCaptured,
        Kind::FoRouted,
        Kind::FoAccepted,
        Kind::FoRejected {
            reason: Some("no stock".to_owned()),
        },
        Kind::FoMoved,
        Kind::FoSplit,
        Kind::PickAssigned,
        Kind::PickStarted,
        Kind::PickDone,
        Kind::PackDone,
        Kind::LabelCreated,
        Kind::LabelVoided,
        Kind::TrackingSet {
            carrier: Some("USPS".to_owned()),
        },
        Kind::Handover,
        Kind::CarrierAccepted,
        Kind::CarrierTransferred,
        Kind::TransitMoved,
        Kind::CustomsEntered,
        Kind::CustomsCleared,
        Kind::OutForDelivery,
        Kind::AttemptFailed,
        Kind::ReadyForPickup,
        Kind::Delivered {
            how: DeliveredHow::Neighbour,
        },
        Kind::ReturnRequested,
        Kind::Returning,
        Kind::Returned,
        Kind::Cancelled {
            reason: Some("customer".to_owned()),
        },
        Kind::Refunded,
        Kind::HoldPlaced {
            hold: "h".to_owned(),
            reason: HoldReason::HighRiskOfFraud,
        },
        Kind::HoldReleased { hold: None },
        Kind::Backordered {
            until: Some(hour(9)),
        },
        Kind::EtaRevised {
            from: hour(9),
            until: hour(33),
        },
        Kind::ExceptionReported {
            exception: ExceptionKind::RejectedBy3pl,
        },
        Kind::ExceptionOpened {
            exception: ExceptionKind::LabelNoScan,
            due: hour(9),
        },
        Kind::ExceptionAssigned {
            exception: id.clone(),
            due: None,
        },
        Kind::ExceptionClosed {
            exception: id,
            how: "found".to_owned(),
        },
        Kind::PromiseMade {
            ship_by,
            shown: true,
            proven: false,
        },
        Kind::PromiseRevised {
            ship_by: Some(ship_by),
            why: Why::Backlog {
                lines_ahead: 412,
                lines_per_hour: 55,
            },
        },
        Kind::NoteAdded,
        Kind::MessageSent {
            key: "k".to_owned(),
            milestone: String::new(),
        },
        Kind::Watched {
            relay: "aftership".to_owned(),
            tracked: true,
        },
        Kind::Unknown {
            status: "teleported".to_owned(),
        },
    ];
    let mut facts: Vec<Fact> = kinds
        .into_iter()
        .map(|kind| fact("shopify", 1, Grade::Record, kind))
        .collect();
    let mut latest = carrier(4, Kind::TransitMoved);
    latest.at_latest = true;
    facts.push(full);
    facts.push(latest);
    facts.push(order(2, &[("a", 1)]));
    facts.push(fo_state(2, "5", "open", &[("a", 1)]));
    facts.push(fulfillment(2, "7", &["T"], &[("a", 1)]));
    facts.extend(of_the_shopper());
    facts
}

/// What the shopper can say, and the answers to it.
fn of_the_shopper() -> Vec<Fact> {
    let answered = [Kind::AddressChangeDeclined, Kind::CancelDeclined];
    let answered = answered.map(|kind| merchant("1001", Some("42"), kind, hour(5)));
    let acts = [
        Act::Address {
            row: "a1".to_owned(),
        },
        Act::Cancel,
        Act::Problem {
            problem: Problem::WrongItems,
            parcel: Some("7".to_owned()),
            row: Some("b2".to_owned()),
        },
        Act::Problem {
            problem: Problem::NotArrived,
            parcel: None,
            row: None,
        },
        Act::Answer {
            helped: false,
            claim: Claim::LabelCreated,
        },
    ];
    let asked = acts.map(|act| act.fact("1001", 9, hour(4)));
    asked.into_iter().chain(answered).collect()
}

#[test]
fn the_ledgers_format_stands() {
    let mut text = String::new();
    for fact in examples() {
        let json = serde_json::to_string(&fact).expect("plain data");
        let read: Fact = serde_json::from_str(&json).expect("its own format");
        assert_eq!(read, fact);
        assert!(
            json.contains(&format!("\"kind\":\"{}\"", fact.kind.name())),
            "{json}"
        );
        text.push_str(&format!("{} {json}\n", fact.id().0));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/facts.jsonl");
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(path, &text).expect("the golden file is writable");
    }
    let golden = std::fs::read_to_string(path).expect("the golden file is committed");
    for (found, kept) in text.lines().zip(golden.lines()) {
        assert_eq!(found, kept);
    }
    assert_eq!(text.lines().count(), golden.lines().count());
}
