//! The copy rules of the domain, held against the rendered words.

use contract::page::PageView;
use contract::view::{ExpectedView, OrderStatusView};
use fulfillment::Claim;
use fulfillment::fact::{ExceptionKind, Grade};

use crate::tests::samples::*;
use crate::tests::weak::all_text;
use crate::{PageLinks, page, sentence};

fn render(view: &OrderStatusView) -> PageView {
    page(view, "en", &dates(), PageLinks::default())
}

#[test]
fn a_label_says_since_when_and_that_no_scan_has_come() {
    let mut said = statement(Claim::LabelCreated, Grade::Record);
    said.silent_since = Some(at(0));
    let text = sentence(&order(said), "en", &dates());
    assert!(
        text.starts_with("Label created Mon 09:12; no carrier scan has reached us."),
        "{text}"
    );
}

#[test]
fn silence_is_spoken_of_as_silence() {
    let mut said = statement(Claim::OnItsWay, Grade::Carrier);
    said.witness = Some("USPS".to_owned());
    said.silent_since = Some(at(5));
    let text = sentence(&order(said), "en", &dates());
    assert!(
        text.contains("No carrier scan has reached us since Mon 14:12."),
        "{text}"
    );
    assert!(text.contains("USPS scanned it"), "{text}");
}

#[test]
fn we_are_checking_needs_an_open_exception_an_owner_and_a_due_time() {
    let checking = |edit: fn(&mut contract::view::ExceptionView)| {
        let mut view = order(statement(Claim::LabelCreated, Grade::Record));
        let mut exception = exception(ExceptionKind::LabelNoScan);
        edit(&mut exception);
        view.exceptions = vec![exception];
        all_text("en", &view).contains("we are checking")
    };
    assert!(checking(|_| {}));
    assert!(!checking(|exception| exception.due_at = None));
    assert!(!checking(|exception| exception.owner.clear()));
    assert!(!checking(|exception| exception.closed_at = Some(at(30))));
    assert!(
        !all_text("en", &order(statement(Claim::LabelCreated, Grade::Record))).contains("checking")
    );
}

#[test]
fn a_date_that_moved_shows_old_and_new_and_why_only_if_stated() {
    let mut view = order(statement(Claim::OnItsWay, Grade::Carrier));
    let mut stated = ExpectedView {
        from: at(48),
        until: at(48),
        witness: Some("USPS".to_owned()),
        before: Some((at(24), at(24))),
        reason: None,
        supported: true,
    };
    view.expected = Some(stated.clone());
    let plain = render(&view).expected.unwrap();
    assert_eq!(
        plain,
        "Now expected Wed 11 Nov instead of Tue 10 Nov, USPS states."
    );
    stated.until = at(72);
    view.expected = Some(stated.clone());
    assert_eq!(
        render(&view).expected.unwrap(),
        "Now expected Wed 11 Nov – Thu 12 Nov instead of Tue 10 Nov, USPS states."
    );
    stated.reason = Some(ExceptionKind::DelayedWeather);
    view.expected = Some(stated.clone());
    assert!(
        render(&view)
            .expected
            .unwrap()
            .contains("reason stated: weather")
    );
    stated.supported = false;
    view.expected = Some(stated.clone());
    let gone = render(&view).expected.unwrap();
    assert!(
        !gone.contains("Nov") && gone.contains("no new date is known"),
        "{gone}"
    );
    stated.supported = true;
    view.headline = statement(Claim::Delivered, Grade::Carrier);
    view.expected = Some(stated);
    assert_eq!(render(&view).expected, None);
}

#[test]
fn updated_is_the_newest_facts_time_and_a_silent_source_is_named_as_such() {
    let mut view = order(statement(Claim::OnItsWay, Grade::Carrier));
    assert_eq!(render(&view).updated.unwrap(), "Updated Mon 09:12 by USPS");
    view.exceptions = vec![exception(ExceptionKind::SourceSilent)];
    assert!(
        render(&view)
            .updated
            .unwrap()
            .contains("newer reports may be missing")
    );
    view.updated_at = None;
    assert_eq!(render(&view).updated, None);
}

#[test]
fn an_unknown_language_falls_back_and_says_which_it_is() {
    let view = order(statement(Claim::Received, Grade::Record));
    let page = page(&view, "tlh-KX", &dates(), PageLinks::default());
    assert_eq!((page.lang.as_str(), page.dir.as_str()), ("en", "ltr"));
}

#[test]
fn only_safe_addresses_become_links() {
    let mut view = order(statement(Claim::OnItsWay, Grade::Carrier));
    view.contact = Some("javascript:alert(1)".to_owned());
    view.parcels[0].tracking_url = Some("http://plain.example".to_owned());
    let page = render(&view);
    assert_eq!(page.parcels[0].tracking.as_ref().unwrap().href, None);
    assert!(
        page.aside
            .actions
            .iter()
            .all(|action| action.href.is_none())
    );
    view.contact = Some("mailto:help@acme.example".to_owned());
    let hrefs: Vec<_> = render(&view)
        .aside
        .actions
        .into_iter()
        .filter_map(|a| a.href)
        .collect();
    assert!(
        hrefs.contains(&"mailto:help@acme.example?subject=Order%20%231001".to_owned()),
        "{hrefs:?}"
    );
}
