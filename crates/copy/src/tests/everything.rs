//! Everything that can be said, said once in a language.

use std::collections::{BTreeMap, BTreeSet};

use contract::ShopFace;
use contract::act::Outcome;
use contract::admin::{Letter, OutboxRow, StoredFact, Trace};
use contract::checkout::Strength;
use contract::list::IndexRow;
use contract::promises::{BacklogRead, LabelCheck, Labels, PromiseBoard, ShopifyAccess};
use contract::view::{EvidenceView, ExpectedView, OrderStatusView, Part, PromiseView};
use fulfillment::fact::*;
use fulfillment::instant::{HOUR, MINUTE};
use fulfillment::{Attention, Claim, Date, Instant, Why};

use crate::tests::requests::acting;
use crate::tests::samples::*;
use crate::{LookupOutcome, MessageKind, PageLinks};

fn show(lang: &str, view: &OrderStatusView) {
    let links = PageLinks {
        lookup: Some("/lookup".to_owned()),
        act: None,
    };
    let page = crate::page(view, lang, &dates(), links);
    assert_eq!(page.lang, lang);
    let json = serde_json::to_string(&page).unwrap();
    for family in [
        "claim-",
        "state-",
        "part-",
        "exception-",
        "reason-",
        "fact-",
        "label-",
    ] {
        assert!(
            !json.contains(&format!("\"{family}")),
            "a key was shown: {json}"
        );
    }
}

/// Says everything in `lang`.
pub(crate) fn say_everything(lang: &str) {
    crate::checkout_languages(&dates(), &BTreeSet::new());
    crate::checkout_words(&dates());
    let received = order(statement(Claim::Received, Grade::Record));
    crate::block(&received, dates().now, &|_, _| Date(0), None);
    for claim in claims() {
        for grade in grades() {
            let mut said = statement(claim, grade);
            said.parts = vec![
                Part { claim, count: 1 },
                Part {
                    claim: Claim::OnHold,
                    count: 1,
                },
            ];
            show(lang, &order(said.clone()));
            said.place = Some(memphis());
            said.until = None;
            show(lang, &order(said.clone()));
            said.at = None;
            show(lang, &order(said.clone()));
            said.until = Some(at(90));
            said.silent_since = Some(at(1));
            said.conflict = true;
            show(lang, &order(said));
        }
    }
    let mut several = statement(Claim::Several, Grade::Record);
    several.parts = claims()
        .into_iter()
        .map(|claim| Part { claim, count: 1 })
        .collect();
    show(lang, &order(several));
    say_statements(lang);
    say_orders(lang);
    say_requests(lang);
    say_merchant(lang);
    say_plain(lang);
    say_storefront(lang);
    say_boards(lang);
    super::tracking::say_all(lang);
}

fn say_statements(lang: &str) {
    for hold in holds() {
        let mut said = statement(Claim::OnHold, Grade::Record);
        said.hold = Some(hold);
        show(lang, &order(said));
    }
    for kind in exceptions() {
        let mut said = statement(Claim::Delayed, Grade::Carrier);
        said.reason = Some(kind);
        let mut view = order(said);
        view.exceptions = vec![exception(kind)];
        show(lang, &view);
    }
    for owner in ["warehouse", "carrier", "shop", "staff-9"] {
        let mut view = order(statement(Claim::HandedOver, Grade::Warehouse));
        view.parcels
            .push(parcel("f2", statement(Claim::Received, Grade::Record)));
        let mut open = exception(ExceptionKind::NoMovement);
        open.owner = owner.to_owned();
        open.parcel = Some("f2".to_owned());
        view.exceptions = vec![open];
        show(lang, &view);
    }
}

fn say_orders(lang: &str) {
    let base = order(statement(Claim::OnItsWay, Grade::Carrier));
    let mut view = base.clone();
    view.evidence = kinds()
        .into_iter()
        .flat_map(|kind| grades().into_iter().map(move |grade| row(kind, grade)))
        .collect();
    for (owner, place) in [(true, true), (true, false), (false, true)] {
        for role in [OwnerRole::Person, OwnerRole::Station, OwnerRole::System] {
            let mut row = row("handover", Grade::Warehouse);
            row.owner = owner.then(|| Owner {
                role,
                id: "s4".to_owned(),
            });
            row.place = place.then(memphis);
            view.evidence.push(row);
        }
    }
    show(lang, &view);
    for (before, reason, supported, until) in [
        (false, false, true, 48),
        (false, false, true, 96),
        (true, false, true, 48),
        (true, true, true, 96),
        (false, false, false, 48),
    ] {
        let mut view = base.clone();
        view.expected = Some(ExpectedView {
            from: at(48),
            until: at(until),
            witness: None,
            before: before.then(|| (at(24), at(24))),
            reason: reason.then_some(ExceptionKind::DelayedWeather),
            supported,
        });
        show(lang, &view);
    }
    let mut scanned = base.clone();
    let mut scan = row("transit_moved", Grade::Carrier);
    scan.place = Some(memphis());
    scanned.parcels[0].evidence = vec![scan];
    show(lang, &scanned);
    say_promises(lang, &base);
    let mut bare = base.clone();
    bare.contact = None;
    bare.updated_by = None;
    bare.address_changeable = true;
    bare.zone = "UTC".to_owned();
    bare.shop = String::new();
    bare.parcels[0].carrier = None;
    bare.updated_at = Some(Instant(0));
    show(lang, &bare);
    bare.parcels = vec![parcel("fo:1", statement(Claim::Received, Grade::Record))];
    bare.parcels[0].tracking = None;
    bare.contact = Some("https://acme.example/contact".to_owned());
    bare.exceptions = vec![exception(ExceptionKind::SourceSilent)];
    show(lang, &bare);
}

fn say_requests(lang: &str) {
    for claim in [
        Claim::Received,
        Claim::LabelCreated,
        Claim::Delivered,
        Claim::OnItsWay,
    ] {
        for late in [false, true] {
            let mut view = order(statement(claim, claim.least_grade()));
            view.parcels
                .push(parcel("f2", statement(Claim::Received, Grade::Record)));
            view.offers = offers(late);
            view.headline.silent_since = Some(at(1));
            for request in requests() {
                view.requests = vec![request];
                for (vouched, outcome) in [(true, None), (false, Some(Outcome::Address))] {
                    show_acting(lang, &view, vouched, outcome);
                }
            }
            for outcome in Outcome::ALL {
                show_acting(lang, &view, true, Some(outcome));
            }
        }
    }
}

fn show_acting(lang: &str, view: &OrderStatusView, vouched: bool, outcome: Option<Outcome>) {
    let page = crate::page(view, lang, &dates(), acting(vouched, outcome));
    let json = serde_json::to_string(&page).unwrap();
    for family in [
        "form-", "field-", "result-", "request-", "problem-", "action-", "faq-",
    ] {
        assert!(
            !json.contains(&format!("\"{family}")),
            "a key was shown: {json}"
        );
    }
}

fn say_promises(lang: &str, base: &OrderStatusView) {
    let backlog = |lines_ahead| Why::Backlog {
        lines_ahead,
        lines_per_hour: 55,
    };
    let mut said = vec![promised(), slipped(2, Why::SlowerThanUsual)];
    said.extend([
        slipped(1, backlog(1)),
        slipped(1, backlog(412)),
        slipped(1, Why::ArrivalsHigh),
    ]);
    said.push(PromiseView {
        proven: true,
        ..promised()
    });
    said.push(PromiseView {
        day: None,
        until: None,
        ..promised()
    });
    said.push(PromiseView {
        until: Some(at(1)),
        ..promised()
    });
    for promise in said {
        let mut view = base.clone();
        view.promise = Some(promise);
        show(lang, &view);
    }
}

fn row(kind: &str, grade: Grade) -> EvidenceView {
    EvidenceView {
        at: at(0),
        kind: kind.to_owned(),
        grade,
        system: "plumbline".to_owned(),
        witness: None,
        owner: None,
        place: None,
        location: None,
        text: Some("note".to_owned()),
    }
}

fn letter() -> Letter {
    Letter {
        id: "1".to_owned(),
        at: Some(at(0)),
        ..Letter::default()
    }
}

fn say_merchant(lang: &str) {
    let row = |untrue_ms, untrue_since, due: i64| IndexRow {
        order: "1".to_owned(),
        name: "#1".to_owned(),
        claim: Claim::OnItsWay,
        exceptions: exceptions(),
        due_at: Some(at(due)),
        attention: Some(at(0)),
        placed_at: Some(at(0)),
        updated_at: Some(at(0)),
        native: "fulfilled".to_owned(),
        untrue_ms,
        untrue_since,
        version: 1,
        answers: Vec::new(),
    };
    let admin = |list, letters: &[Letter]| crate::admin(&list, letters, lang, &dates(), "UTC");
    admin(
        list(vec![row(9 * HOUR, Some(at(1)), 1), row(MINUTE, None, 90)]),
        &[letter()],
    );
    let mut empty = list(Vec::new());
    empty.answers.clear();
    admin(empty.clone(), &[]);
    empty.filter.state = Some(Claim::Received);
    admin(empty, &[]);

    let mut view = order(statement(Claim::LabelCreated, Grade::Record));
    crate::trace(
        &Trace {
            view: view.clone(),
            facts: vec![],
            outbox: vec![],
            attention: vec![],
            watched: vec![],
        },
        &[],
        &BTreeMap::new(),
        None,
        lang,
        &dates(),
        at(9),
    );
    view.parcels
        .push(parcel("f2", statement(Claim::Received, Grade::Record)));
    view.native.since = Some(at(0));
    view.native.untrue = vec![(at(0), Some(at(2))), (at(3), None)];
    let mut closed = exception(ExceptionKind::Lost);
    closed.closed_at = Some(at(2));
    let mut undue = exception(ExceptionKind::Lost);
    undue.due_at = None;
    undue.parcel = Some("f2".to_owned());
    view.exceptions = vec![exception(ExceptionKind::Lost), closed, undue];
    let fact = Fact {
        at: at(0),
        at_latest: true,
        source: Source {
            system: "s".to_owned(),
            resource: "r".to_owned(),
            event: None,
            witness: None,
        },
        grade: Grade::Record,
        kind: Kind::NoteAdded,
        subject: Subject {
            fulfillment_order: Some("1".to_owned()),
            shipment: Some("2".to_owned()),
            tracking: Some("3".to_owned()),
        },
        items: vec![Item {
            line: "9".to_owned(),
            quantity: 1,
        }],
        location: None,
        place: None,
        owner: None,
        text: None,
        retracts: Some("e1".to_owned()),
    };
    let mut whole = fact.clone();
    whole.subject = Subject::default();
    whole.items.clear();
    whole.retracts = None;
    let facts = [fact, whole]
        .map(|fact| StoredFact {
            id: fact.id().0,
            fact,
        })
        .to_vec();
    let mut trace = Trace {
        view,
        facts,
        outbox: vec![OutboxRow::default()],
        attention: vec![Attention {
            kind: ExceptionKind::NoMovement,
            parcel: "f2".to_owned(),
            since: at(0),
            from: at(36),
            until: at(48),
        }],
        watched: super::tracking::every_row(),
    };
    let entered = BTreeMap::from([("r1".to_owned(), "Main St 1\nReno".to_owned())]);
    let shopper = Some("/o/x");
    crate::trace(
        &trace,
        &[letter()],
        &entered,
        shopper,
        lang,
        &dates(),
        at(30),
    );
    trace.view.requests = requests();
    trace.view.exceptions = exceptions().into_iter().map(exception).collect();
    crate::trace(
        &trace,
        &[],
        &BTreeMap::new(),
        shopper,
        lang,
        &dates(),
        at(9),
    );
}

fn say_boards(lang: &str) {
    let said = |board: &PromiseBoard| {
        crate::promises(board, lang, &dates());
    };
    let full = board();
    said(&full);
    said(&PromiseBoard {
        access: ShopifyAccess::Missing,
        store: None,
        counted: Some(BacklogRead { at: at(1), open: 1 }),
        ..full.clone()
    });
    let mut small = full.clone();
    small.store.iter_mut().for_each(|store| {
        store.rates.truncate(1);
        store.carriers = true;
    });
    said(&small);
    for (labels, check, shop_promise) in [
        (Labels::Off, false, Some(false)),
        (Labels::Check, false, None),
        (Labels::On, false, None),
        (Labels::Off, true, Some(true)),
    ] {
        let mut board = full.clone();
        board.settings.labels = labels;
        board.settings.off_since = check.then(|| at(0));
        board.settings.plain = true;
        board.shop_promise = shop_promise;
        board.check = full.check.clone().filter(|_| check).map(|kept| LabelCheck {
            found: kept.configured.clone(),
            code_kept: false,
            ..kept
        });
        board.published = None;
        board.places.clear();
        board.scores.clear();
        said(&board);
    }
}

fn say_storefront(lang: &str) {
    for (strength, later) in [(Strength::Expected, true), (Strength::Firm, false)] {
        let (offer, times) = offered(strength, later);
        crate::storefront(&offer, times, lang, &dates());
    }
}

fn say_plain(lang: &str) {
    for outcome in [
        LookupOutcome::Ask,
        LookupOutcome::NoMatch,
        LookupOutcome::Limited,
    ] {
        crate::lookup(lang, &ShopFace::default(), "/proxy/lookup", outcome);
    }
    for kind in [
        MessageKind::NotFound,
        MessageKind::Gone,
        MessageKind::TooMany,
        MessageKind::Unavailable,
        MessageKind::SignIn,
        MessageKind::Refused("no signature".to_owned()),
    ] {
        crate::message(lang, &kind, Some("/proxy/lookup"));
    }
}
