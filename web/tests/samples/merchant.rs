//! Sample pages of the merchant.
#![allow(dead_code, reason = "each binary uses some of them")]

use std::collections::BTreeMap;

use contract::admin::{AdminView, Letter, OutboxRow, StoredFact, Trace, TraceView};
use contract::list::{Filter, IndexRow, OrderList};
use fulfillment::fact::{ExceptionKind, Item, Location, Owner, OwnerRole, Place, Source, Subject};
use fulfillment::{Answers, Claim, Fact, Grade, Kind};

use crate::samples::{NOW, address_asked, at, dates, label};

pub fn letter() -> Letter {
    Letter {
        id: "7".to_owned(),
        at: Some(at(40)),
        order: None,
        source: "operations/chicago".to_owned(),
        reason: "item 3: `occurred_at` is not a time: \"yesterday\"".to_owned(),
    }
}

pub fn orders() -> OrderList {
    use ExceptionKind::{HoldUntold, LabelNoScan, OutOfStock};
    let row = |n: i64, claim, exceptions: Vec<ExceptionKind>, native: &str| IndexRow {
        order: format!("82098291194615450{n}"),
        name: format!("#100{n}"),
        claim,
        due_at: (!exceptions.is_empty()).then(|| at(if n == 1 { 48 } else { 96 })),
        exceptions,
        attention: None,
        placed_at: Some(at(-20)),
        updated_at: Some(at(8 * n)),
        native: native.to_owned(),
        untrue_ms: 0,
        untrue_since: None,
        version: 4,
        answers: Vec::new(),
    };
    let mut phantom = row(1, Claim::LabelCreated, vec![LabelNoScan], "fulfilled");
    phantom.untrue_since = Some(at(0));
    let mut scanned = row(3, Claim::OnItsWay, vec![], "fulfilled");
    scanned.untrue_ms = 9 * fulfillment::instant::HOUR;
    let rows = vec![
        phantom,
        row(2, Claim::OnHold, vec![HoldUntold, OutOfStock], "on_hold"),
        scanned,
        row(4, Claim::HandedOver, vec![], "fulfilled"),
        row(5, Claim::Several, vec![], "partially_fulfilled"),
        row(6, Claim::Delivered, vec![], "delivered"),
        row(7, Claim::Received, vec![], "unfulfilled"),
    ];
    OrderList {
        shop: "kiln-and-thread.myshopify.com".to_owned(),
        filter: Filter::default(),
        states: rows.iter().map(|row| (row.claim, 1)).collect(),
        rows,
        exceptions: vec![(LabelNoScan, 1), (HoldUntold, 1), (OutOfStock, 1)],
        attention: 0,
        next: Some("c2Vjb25k".to_owned()),
        dead_letters: 1,
        parked: 2,
        tracking: None,
        answers: vec![Answers {
            claim: Claim::LabelCreated,
            yes: 31,
            no: 9,
        }],
        now: NOW,
    }
}

pub fn list() -> AdminView {
    copy::admin(&orders(), &[letter()], "en", &dates(), "America/Chicago")
}

fn fact(kind: Kind, grade: Grade, hours: i64, witness: &str) -> Fact {
    Fact {
        subject: Subject {
            shipment: Some("f1".to_owned()),
            ..Subject::default()
        },
        items: vec![],
        ..Fact::new(
            at(hours),
            Source {
                system: "operations/chicago".to_owned(),
                resource: "shipment-77".to_owned(),
                event: Some(format!("evt-{}", hours + 20)),
                witness: Some(witness.to_owned()),
            },
            grade,
            kind,
        )
    }
}

pub fn trace_input() -> Trace {
    let witness = "Chicago warehouse";
    let mut packed = fact(Kind::PackDone, Grade::Warehouse, -1, witness);
    packed.owner = Some(Owner {
        role: OwnerRole::Station,
        id: "station-4".to_owned(),
    });
    packed.items = vec![Item {
        line: "466157049".to_owned(),
        quantity: 2,
    }];
    packed.location = Some(Location {
        id: "loc-1".to_owned(),
        name: Some("Chicago".to_owned()),
    });
    let mut note = fact(Kind::NoteAdded, Grade::Record, 2, witness);
    note.text = Some("Box was re-taped".to_owned());
    note.place = Some(Place {
        city: Some("Chicago".to_owned()),
        ..Place::default()
    });
    let facts = [
        fact(Kind::FoAccepted, Grade::Record, -18, witness),
        packed,
        fact(Kind::LabelCreated, Grade::Record, 0, witness),
        note,
    ];
    let mut view = label();
    view.requests = vec![address_asked()];
    Trace {
        view,
        facts: facts
            .into_iter()
            .map(|fact| StoredFact {
                id: fact.id().0,
                fact,
            })
            .collect(),
        watched: Vec::new(),
        outbox: vec![OutboxRow {
            key: "820982911946154508/f1/label_no_scan/2026-11-10".to_owned(),
            state: "sent".to_owned(),
            attempts: 2,
            next_at: None,
            reason: Some("HTTP 503".to_owned()),
        }],
        attention: Vec::new(),
    }
}

pub fn trace() -> TraceView {
    let entered = BTreeMap::from([(
        "r1".to_owned(),
        "Jo Doe\n12 Main Street\nReno\nUnited States".to_owned(),
    )]);
    let shopper = Some("/o/abc");
    copy::trace(&trace_input(), &[], &entered, shopper, "en", &dates(), NOW)
}
