//! What agents see early is said to merchants, from its time on, and to no shopper.

use std::collections::BTreeMap;

use contract::list::Filter;
use fulfillment::Claim;
use fulfillment::fact::ExceptionKind;

use super::samples::{at, dates, list, order, statement};

fn row(json: serde_json::Value) -> contract::list::IndexRow {
    serde_json::from_value(json).unwrap()
}

#[test]
fn an_early_warning_is_said_from_its_time_on() {
    let seen = |from: i64| {
        let row = row(serde_json::json!({
            "order": "1", "name": "#1", "claim": "on_its_way", "exceptions": [],
            "due_at": null, "attention": at(from), "placed_at": null, "updated_at": null,
            "native": "fulfilled", "untrue_ms": 0, "untrue_since": null, "version": 1,
        }));
        // The list is read at hour 72.
        let view = crate::admin(&list(vec![row]), &[], "en", &dates(), "UTC");
        view.rows[0].exceptions.clone()
    };
    assert_eq!(seen(72), ["Early: no scan lately"]);
    assert_eq!(seen(73), Vec::<String>::new());
}

#[test]
fn the_list_can_be_narrowed_to_early_warnings() {
    let mut list = list(Vec::new());
    let view = crate::admin(&list, &[], "en", &dates(), "UTC");
    let early = &view.exceptions.choices[1];
    assert_eq!(
        (
            early.text.as_str(),
            early.count.as_deref(),
            early.href.as_str(),
            early.current
        ),
        (
            "Early: no scan lately",
            Some("1"),
            "/admin?attention=1",
            false
        )
    );
    list.filter = Filter {
        attention: true,
        ..Filter::default()
    };
    list.attention = 0;
    let view = crate::admin(&list, &[], "en", &dates(), "UTC");
    let [all, early, kind, ..] = view.exceptions.choices.as_slice() else {
        panic!("{:?}", view.exceptions);
    };
    assert!(early.current && !all.current);
    assert_eq!(all.href, "/admin");
    assert!(
        !kind.href.contains("attention"),
        "one at a time: {}",
        kind.href
    );
    list.filter.attention = false;
    let view = crate::admin(&list, &[], "en", &dates(), "UTC");
    let texts = view.exceptions.choices.iter().map(|choice| &choice.text);
    assert!(!texts.into_iter().any(|text| text.contains("Early")));
}

#[test]
fn the_trace_names_the_silence_and_its_end() {
    let mut traced = contract::admin::Trace {
        view: order(statement(Claim::OnItsWay, fulfillment::Grade::Carrier)),
        facts: Vec::new(),
        outbox: Vec::new(),
        attention: Vec::new(),
        watched: Vec::new(),
    };
    let said = |traced: &contract::admin::Trace| {
        let view = crate::trace(traced, &[], &BTreeMap::new(), None, "en", &dates(), at(40));
        let found = view.properties.into_iter();
        found
            .filter(|(name, _)| name == "Worth a look")
            .collect::<Vec<_>>()
    };
    assert!(said(&traced).is_empty());
    traced.attention.push(fulfillment::Attention {
        kind: ExceptionKind::NoMovement,
        parcel: "f1".to_owned(),
        since: at(0),
        from: at(36),
        until: at(48),
    });
    assert_eq!(said(&traced).len(), 1);
}
