//! The rules of promises, held against the rendered words.

use contract::checkout::Strength;
use contract::page::PageView;
use contract::promises::Labels;
use contract::view::{OrderStatusView, PromiseView};
use fulfillment::fact::Grade;
use fulfillment::{Claim, Why};

use crate::tests::samples::*;
use crate::{PageLinks, page, promises, storefront};

fn shown(promise: PromiseView) -> PageView {
    let mut view = order(statement(Claim::WithWarehouse, Grade::Record));
    view.promise = Some(promise.clone());
    view.parcels[0].promise = Some(promise);
    render(&view)
}

fn render(view: &OrderStatusView) -> PageView {
    page(view, "en", &dates(), PageLinks::default())
}

fn note(promise: PromiseView) -> String {
    shown(promise).promise_note.unwrap_or_default()
}

fn actions(page: &PageView) -> Vec<&str> {
    page.aside
        .actions
        .iter()
        .map(|link| link.text.as_str())
        .collect()
}

#[test]
fn ships_by_is_said_only_where_it_is_proven() {
    let page = shown(promised());
    assert_eq!(page.promise.unwrap(), "Expected to ship by Thu 12 Nov.");
    assert_eq!(page.promise_note, None);
    let proven = PromiseView {
        proven: true,
        ..promised()
    };
    assert_eq!(shown(proven).promise.unwrap(), "Ships by Thu 12 Nov.");
    // What was proven was the first date.
    let moved = PromiseView {
        proven: true,
        ..slipped(1, Why::Unknown)
    };
    assert!(!shown(moved).promise.unwrap().contains("Ships by"));
}

#[test]
fn a_date_that_moved_shows_old_and_new_and_why_only_if_known() {
    let backlog = Why::Backlog {
        lines_ahead: 412,
        lines_per_hour: 55,
    };
    let page = shown(slipped(1, backlog));
    assert_eq!(
        page.promise.unwrap(),
        "Expected to ship by Fri 13 Nov, not by Thu 12 Nov as first stated."
    );
    assert_eq!(
        page.promise_note.unwrap(),
        "412 order lines are ahead of it, and the warehouse hands over about 55 an hour. \
         You can keep the order by doing nothing, or ask the shop to cancel it."
    );
    let busy = note(slipped(1, Why::ArrivalsHigh));
    assert!(busy.starts_with("More orders than usual are being placed."));
    let slow = note(slipped(1, Why::SlowerThanUsual));
    assert!(slow.starts_with("The warehouse is running slower than usual."));
    assert!(note(slipped(1, Why::Unknown)).starts_with("You can keep"));
    // A cause explains a change; where none happened, none is told.
    let unmoved = PromiseView {
        why: Why::ArrivalsHigh,
        ..promised()
    };
    assert_eq!(shown(unmoved).promise_note, None);
}

#[test]
fn a_first_slip_offers_keep_or_cancel_and_a_later_one_asks_for_the_shoppers_word() {
    let first = shown(slipped(1, Why::Unknown));
    assert!(actions(&first).contains(&"Ask the shop to cancel the order"));
    assert!(!actions(&first).contains(&"Keep the order"));
    let href = first.aside.actions[0].href.clone().unwrap();
    assert_eq!(
        href,
        "mailto:help@acme.example?subject=Cancel%20order%20%231001"
    );
    let second = shown(slipped(2, Why::Unknown));
    assert!(
        second
            .promise_note
            .as_ref()
            .unwrap()
            .contains("tell the shop")
    );
    assert_eq!(
        actions(&second)[..2],
        ["Keep the order", "Ask the shop to cancel the order"]
    );
    let sooner = PromiseView {
        made: slipped(1, Why::Unknown).day.unwrap(),
        day: promised().day,
        moves: 1,
        ..promised()
    };
    assert!(!actions(&shown(sooner)).contains(&"Ask the shop to cancel the order"));
    assert!(!actions(&shown(promised())).contains(&"Ask the shop to cancel the order"));
}

#[test]
fn a_date_that_is_past_or_gone_is_on_no_surface() {
    let past = PromiseView {
        until: Some(at(71)),
        ..promised()
    };
    let gone = PromiseView {
        day: None,
        until: None,
        ..promised()
    };
    for promise in [past, gone] {
        let page = shown(promise);
        let said = page.promise.clone().unwrap();
        assert!(!said.contains("Nov"), "{said}");
        assert!(
            said.contains("no new date is known") || said.contains("has passed"),
            "{said}"
        );
        assert!(actions(&page).contains(&"Ask the shop to cancel the order"));
    }
}

#[test]
fn parts_with_dates_of_their_own_say_them_and_one_date_is_said_once() {
    let mut view = order(statement(Claim::WithWarehouse, Grade::Record));
    view.parcels
        .push(parcel("f2", statement(Claim::Received, Grade::Record)));
    view.parcels[0].promise = Some(promised());
    view.parcels[1].promise = Some(slipped(1, Why::Unknown));
    let page = render(&view);
    assert_eq!(page.promise, None);
    let each: Vec<_> = page
        .parcels
        .iter()
        .map(|of| of.promise.as_deref().unwrap())
        .collect();
    assert!(each[0].contains("Thu 12 Nov") && each[1].contains("Fri 13 Nov"));
    assert!(actions(&page).contains(&"Ask the shop to cancel the order"));
    assert_eq!(shown(promised()).parcels[0].promise, None);
}

#[test]
fn what_ship_means_is_explained_beside_it() {
    let page = shown(promised());
    let answer = page
        .aside
        .faq
        .iter()
        .find(|one| one.question.contains("ship by"));
    assert!(answer.unwrap().answer.contains("not a delivery date"));
    let without = render(&order(statement(Claim::WithWarehouse, Grade::Record)));
    assert!(
        without
            .aside
            .faq
            .iter()
            .all(|one| !one.question.contains("ship by"))
    );
}

#[test]
fn the_storefront_counts_down_only_to_a_moment_that_changes_the_date() {
    let (offer, times) = offered(Strength::Expected, true);
    let said = storefront(&offer, times, "en-US", &dates());
    assert_eq!(said.text, "Expected to ship by Thu 12 Nov");
    let cutoff = said.cutoff.unwrap();
    assert_eq!(cutoff.at, "2026-11-12T20:00:00Z");
    assert_eq!(cutoff.left, "Order within {left} for this date.");
    assert_eq!(cutoff.then.unwrap(), "Expected to ship by Fri 13 Nov");
    assert_eq!(said.zone_note, "(date in Chicago)");
    let (offer, times) = offered(Strength::Firm, false);
    let said = storefront(&offer, times, "en", &dates());
    assert_eq!(
        (said.text.as_str(), said.cutoff),
        ("Ships by Thu 12 Nov", None)
    );
}

#[test]
fn a_title_that_reached_the_order_is_named_and_asked_about_before_labels_go_on() {
    let asked = promises(&board(), "en", &dates()).labels;
    assert!(
        asked
            .notes
            .iter()
            .any(|note| note.contains("Do your label tools recognise it?"))
    );
    assert!(
        asked
            .notes
            .iter()
            .any(|note| note.contains("Shopify advises against"))
    );
    let buttons: Vec<_> = asked
        .forms
        .iter()
        .map(|form| form.submit.as_str())
        .collect();
    assert_eq!(
        buttons,
        ["My tools recognise it: turn labels on", "Turn labels off"]
    );
    // Before a check nothing can be turned on.
    let mut unchecked = board();
    unchecked.check = None;
    unchecked.settings.labels = Labels::Off;
    let forms = promises(&unchecked, "en", &dates()).labels.forms;
    assert_eq!(forms[0].submit, "Start the check");
    assert_eq!(forms.len(), 1);
}

#[test]
fn a_share_is_never_rounded_up_to_all_of_them() {
    let mut board = board();
    board.scores.truncate(1);
    board.scores[0].kept = 999;
    let view = promises(&board, "en", &dates());
    assert_eq!(view.figures[0].value, "99%");
    assert!(!view.figures[0].attention);
}
