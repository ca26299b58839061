//! What follows from facts: the fold, the decision, the projection, the words, and the way back from JSON.

use contract::ShopFace;
use contract::view::OrderStatusView;
use copy::{English, PageLinks};
use fulfillment::{Effect, Fact, Instant, Policy, decide, fold};

use super::NOW;

/// Rounds of deciding; each proposed fact removes its own cause.
const ROUNDS: usize = 8;

/// Tells the whole story of an order that has these facts.
pub fn tell(facts: &[Fact]) {
    told(facts, &Policy::default(), NOW);
}

/// The same under a policy, at an instant.
pub fn told(facts: &[Fact], policy: &Policy, now: Instant) {
    let order = "450789469";
    // As the ledger has them: read back from what was written.
    let mut facts: Vec<Fact> = facts
        .iter()
        .take(200)
        .map(|fact| {
            let text = serde_json::to_string(fact).expect("facts serialise");
            let read: Fact = serde_json::from_str(&text).expect("what was written can be read");
            assert_eq!(&read, fact, "a fact survives being stored");
            read
        })
        .collect();
    for _ in 0..ROUNDS {
        let timeline = fold(&facts);
        let proposed: Vec<Fact> = decide(order, &timeline, policy, now)
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Append(fact) => Some(fact),
                _ => None,
            })
            .collect();
        if proposed.is_empty() {
            break;
        }
        facts.extend(proposed);
    }
    let timeline = fold(&facts);
    let face = ShopFace {
        shop: "Demo".to_owned(),
        contact: Some("mailto:help@example.com".to_owned()),
        zone: "America/Chicago".to_owned(),
        ..ShopFace::default()
    };
    let view = contract::project(order, &timeline, &face, None);
    let text = serde_json::to_string(&view).expect("views serialise");
    let read: OrderStatusView = serde_json::from_str(&text).expect("what was written can be read");
    shown(&read, now);
}

/// A view in words, in languages of both directions.
pub fn shown(view: &OrderStatusView, now: Instant) {
    let dates = English { now };
    for lang in ["en", "ar", "ja"] {
        let page = copy::page(view, lang, &dates, PageLinks::default());
        let text = serde_json::to_string(&page).expect("pages serialise");
        let read = serde_json::from_str::<contract::page::PageView>(&text);
        assert_eq!(
            read.ok().as_ref(),
            Some(&page),
            "a page survives being sent"
        );
    }
    let row = contract::index_row(view, now);
    serde_json::to_string(&row).expect("rows serialise");
}
