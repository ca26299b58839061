//! What a shopper asks for is said to be requested until it is recorded as done, in every language.

use contract::act::Outcome;
use contract::page::PageView;
use contract::view::OrderStatusView;
use fulfillment::fact::{Grade, Problem};
use fulfillment::{Claim, RequestKind, RequestState};

use crate::languages::LANGUAGES;
use crate::tests::samples::*;
use crate::{ActLinks, PageLinks, page};

/// Links of a page that takes forms.
pub(crate) fn acting(vouched: bool, outcome: Option<Outcome>) -> PageLinks {
    PageLinks {
        lookup: None,
        act: Some(ActLinks {
            action: "/o/t/act".to_owned(),
            form: "7.mac".to_owned(),
            vouched,
            outcome,
        }),
    }
}

fn shown(lang: &str, view: &OrderStatusView, vouched: bool) -> PageView {
    page(view, lang, &dates(), acting(vouched, None))
}

/// "Nobody has confirmed it", and words that would say it is done.
const WAITS: [(&str, &str, &[&str]); 6] = [
    (
        "en",
        "nobody has confirmed it",
        &["changed", "cancelled", "done"],
    ),
    ("es", "nadie", &["cambiada", "cancelado", "hecho"]),
    ("de", "niemand", &["geändert", "storniert", "erledigt"]),
    ("fr", "personne ne l’a", &["modifiée", "annulée", "fait"]),
    (
        "ja",
        "誰も確認していません",
        &["変更しました", "取り消しました", "完了"],
    ),
    ("ar", "لم يؤكده أحد", &["تغيّر العنوان", "أُلغي", "تم "]),
];

#[test]
fn nothing_is_said_to_be_done_before_it_is() {
    let spoken: Vec<&str> = LANGUAGES.iter().map(|language| language.tag).collect();
    assert_eq!(WAITS.map(|(lang, ..)| lang).to_vec(), spoken);
    for (lang, nobody, done) in WAITS {
        for kind in [RequestKind::Address, RequestKind::Cancel] {
            for late in [false, true] {
                let mut view = order(statement(Claim::Received, Grade::Record));
                view.requests = vec![request(kind, RequestState::Requested, late)];
                view.offers = offers(late);
                let page = shown(lang, &view, true);
                let text = page.requests[0].text.to_lowercase();
                assert!(text.contains(nobody), "{lang}: {text}");
                let forms = page.aside.forms.iter().filter_map(|form| form.note.clone());
                for said in forms.chain([text]) {
                    for word in done {
                        assert!(
                            !said.to_lowercase().contains(word),
                            "{lang}: “{word}” in {said}"
                        );
                    }
                }
            }
        }
        for outcome in [Outcome::Address, Outcome::Cancel] {
            let view = order(statement(Claim::Received, Grade::Record));
            let page = page(&view, lang, &dates(), acting(true, Some(outcome)));
            let text = page.result.expect("a result").to_lowercase();
            assert!(text.contains(nobody), "{lang}: {text}");
            assert!(
                !done.iter().any(|word| text.contains(word)),
                "{lang}: {text}"
            );
        }
    }
}

#[test]
fn an_answer_names_who_gave_it_and_when() {
    let mut view = order(statement(Claim::Received, Grade::Record));
    let said = |view: &OrderStatusView| shown("en", view, true).requests[0].text.clone();
    view.requests = vec![request(
        RequestKind::Address,
        RequestState::Confirmed,
        false,
    )];
    assert_eq!(
        said(&view),
        "Chicago warehouse recorded a changed delivery address Mon 18:12."
    );
    view.requests[0].by = None;
    view.requests[0].state = RequestState::Declined;
    assert_eq!(
        said(&view),
        "Acme declined the change of address Mon 18:12."
    );
    let problem = RequestKind::Problem(Problem::WrongItems);
    view.requests = vec![request(problem, RequestState::Requested, false)];
    assert!(said(&view).starts_with("You reported Mon 11:12: an item is wrong or missing."));
    // Who asks again has taken the first wish back.
    view.requests = [RequestState::Requested, RequestState::Requested]
        .map(|state| request(RequestKind::Address, state, false))
        .to_vec();
    assert_eq!(shown("en", &view, true).requests.len(), 1);
}

#[test]
fn forms_follow_what_the_state_offers_and_who_asks() {
    let ids = |page: &PageView| -> Vec<String> {
        page.aside
            .forms
            .iter()
            .map(|form| form.id.clone())
            .collect()
    };
    let mut view = order(statement(Claim::Received, Grade::Record));
    view.offers = offers(false);
    assert_eq!(
        ids(&shown("en", &view, true)),
        ["address", "cancel", "problem"]
    );
    let weak = shown("en", &view, false);
    assert_eq!(ids(&weak), ["problem"]);
    assert!(
        weak.aside
            .actions
            .iter()
            .any(|action| action.text.contains("order confirmation"))
    );
    view.offers = offers(true);
    let late = shown("en", &view, true);
    assert_eq!(ids(&late), ["cancel", "problem"]);
    let note = late.aside.forms[0].note.as_deref().expect("a note");
    assert!(note.contains("it may be too late"), "{note}");
    assert!(late.aside.ask.is_some());
    view.offers.answered = true;
    assert!(shown("en", &view, true).aside.ask.is_none());
    // Without a place to send them there are no forms.
    let bare = page(&view, "en", &dates(), PageLinks::default());
    assert!(bare.aside.forms.is_empty() && bare.aside.ask.is_none() && bare.result.is_none());
}

#[test]
fn questions_are_answered_from_the_state() {
    let asked = |view: &OrderStatusView, question: &str| {
        let faq = shown("en", view, true).aside.faq;
        let found = faq
            .into_iter()
            .find(|entry| entry.question.contains(question));
        found.map(|entry| entry.answer)
    };
    let mut view = order(statement(Claim::Received, Grade::Record));
    view.offers = offers(false);
    assert!(
        asked(&view, "address")
            .expect("asked")
            .starts_with("You can ask")
    );
    assert!(asked(&view, "Which day").is_none());
    assert!(
        asked(&view, "which day")
            .expect("asked")
            .starts_with("No source")
    );
    let mut labelled = order(statement(Claim::LabelCreated, Grade::Record));
    labelled.offers = offers(true);
    assert!(
        asked(&labelled, "address")
            .expect("asked")
            .contains("too late")
    );
    assert!(
        asked(&labelled, "stopped")
            .expect("asked")
            .contains("too late")
    );
    let mut moving = statement(Claim::OnItsWay, Grade::Carrier);
    moving.silent_since = Some(at(5));
    let moving = order(moving);
    assert!(
        asked(&moving, "newer scan")
            .expect("asked")
            .contains("Mon 14:12")
    );
    assert!(asked(&moving, "address").is_none());
}
