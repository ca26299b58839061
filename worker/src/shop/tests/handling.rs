//! Goods that take longer: asked for before they are counted, and promised what the checkout says of them.

use fulfillment::Date;
use fulfillment::fact::{Fact, Kind};
use fulfillment::instant::MINUTE;

use super::promises::{Warehouse, settings};
use super::*;

const MADE: &str = "Made to order";

/// A warehouse with a past, at a store that says what goods are.
struct Maker {
    of: Warehouse,
    clock: i64,
}

impl Maker {
    fn new() -> Self {
        let mut of = Warehouse::new(Some(Endpoint {
            url: "http://127.0.0.1:9/graphql.json".into(),
            token: "token".into(),
        }));
        of.weeks_of_work();
        let classes = json!({ "handling": [{ "name": MADE, "days": 10 }] });
        of.configure(settings(classes)).unwrap();
        of.world.restart();
        of.now = NOW.plus(2 * MINUTE);
        let mut maker = Self { of, clock: 0 };
        maker.settle(&[]);
        maker
    }

    /// All calls until nothing is owed, orders answered as `goods`; the facts appended meanwhile, and orders asked for.
    fn settle(&mut self, goods: &[(&str, Value)]) -> (Vec<(String, Fact)>, Vec<String>) {
        let (mut facts, mut asked) = (Vec::new(), Vec::new());
        // What failed waits for minutes.
        let mut idle = 0;
        for _ in 0..200 {
            self.clock += 60_000;
            let (now, clock) = (self.of.now, self.clock);
            let tasks = self.of.world.run(|shop| shop.plan(now, clock)).unwrap();
            idle = if tasks.is_empty() { idle + 1 } else { 0 };
            if idle > 10 {
                return (facts, asked);
            }
            for (id, method, _, body) in ledger_calls(&tasks) {
                self.of.world.run(|shop| shop.told(id, true, 0)).unwrap();
                if method == "append" {
                    let body: Value = serde_json::from_str(&body).unwrap();
                    let order = body["order"].as_str().unwrap();
                    let new: Vec<Fact> = serde_json::from_value(body["facts"].clone()).unwrap();
                    facts.extend(new.into_iter().map(|fact| (order.to_owned(), fact)));
                }
            }
            for task in tasks {
                let Task::Admin { request } = task else {
                    continue;
                };
                let body: Value = serde_json::from_str(&request.body).unwrap();
                let handling = body["operationName"] == "OrderHandling";
                let id = body["variables"]["id"].as_str().unwrap_or_default();
                let found = goods.iter().find(|(order, _)| id.ends_with(order));
                let (status, answer) = match found {
                    Some((_, answer)) if handling => (200, answer.to_string()),
                    None if handling => (503, String::new()),
                    // Other calls are other tests'.
                    _ => (200, json!({ "data": {
                        "metafieldsSet": { "metafields": [], "userErrors": [] },
                        "fulfillmentOrdersSetFulfillmentDeadline": { "success": true, "userErrors": [] },
                        "deliveryPromiseSettings": { "deliveryDatesEnabled": false, "processingTime": null },
                    } }).to_string()),
                };
                if handling {
                    asked.push(id.to_owned());
                }
                self.of
                    .world
                    .run(|shop| shop.told_admin(now, clock, status, answer.as_bytes()))
                    .unwrap();
            }
        }
        panic!("it never settles");
    }

    fn waiting(&mut self) -> u64 {
        let places = self.of.board().places;
        let all = places.iter().find(|place| place.method.is_empty());
        all.map_or(0, |place| u64::from(place.lines))
    }
}

fn goods(classes: &[Option<&str>]) -> Value {
    let lines: Vec<Value> = classes
        .iter()
        .map(|class| {
            json!({ "requiresShipping": true, "currentQuantity": 1,
                "variant": { "metafield": class.map(|class| json!({ "value": class })) } })
        })
        .collect();
    let page = json!({ "hasNextPage": false });
    json!({ "data": { "order": { "lineItems": { "pageInfo": page, "nodes": lines } } } })
}

fn promised(facts: &[(String, Fact)], order: &str) -> Option<Date> {
    let own = facts.iter().filter(|(of, _)| of == order);
    own.map(|(_, fact)| &fact.kind).find_map(|kind| match kind {
        Kind::PromiseMade { ship_by, .. } => Some(ship_by.day),
        _ => None,
    })
}

#[test]
fn slower_goods_are_promised_what_the_checkout_says_of_them() {
    let mut maker = Maker::new();
    let config = maker.of.board().published.unwrap().config;
    let profile = &config.profiles[0];
    let (stock, made) = (&profile.rows[0], &profile.slower[MADE][0]);
    let (stock, made) = (stock.after.unwrap(), made.after.unwrap());
    // Ten working days from Monday on, not believed to be met to the hour.
    assert!(made.0 >= stock.0 + 9, "{stock:?} {made:?}");
    let texts = &config.languages[0].days;
    assert!(texts.contains_key(&made), "the date has its words");

    let before = maker.waiting();
    let (slow, _) = maker.of.placed(1);
    let (quick, _) = maker.of.placed(1);
    // Not counted and not promised before it is known what they are.
    assert_eq!(maker.waiting(), before);
    let answers = [
        (slow.as_str(), goods(&[None, Some(MADE)])),
        (quick.as_str(), goods(&[None])),
    ];
    let (facts, asked) = maker.settle(&answers);
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert_eq!(promised(&facts, &slow), Some(made));
    assert_eq!(promised(&facts, &quick), Some(stock));
    assert_eq!(maker.waiting(), before + 2);
}

#[test]
fn goods_of_an_unknown_class_get_no_date_and_are_named() {
    let mut maker = Maker::new();
    let (order, _) = maker.of.placed(1);
    let answer = [(order.as_str(), goods(&[Some("Engraved")]))];
    let (facts, _) = maker.settle(&answer);
    assert_eq!(promised(&facts, &order), None);
    assert_eq!(maker.of.board().unknown_classes, ["Engraved"]);
    // Declared, it is unknown no more.
    let classes = json!({ "handling": [{ "name": "Engraved", "days": 3 }] });
    maker.of.configure(settings(classes)).unwrap();
    assert!(maker.of.board().unknown_classes.is_empty());
}

#[test]
fn where_shopify_never_answers_the_work_counts_and_nothing_is_promised() {
    let mut maker = Maker::new();
    let before = maker.waiting();
    let (order, part) = maker.of.placed(3);
    let (facts, asked) = maker.settle(&[]);
    assert!((2..=20).contains(&asked.len()), "{asked:?}");
    assert_eq!(promised(&facts, &order), None);
    assert_eq!(maker.waiting(), before + 3);
    // What is told later of it is not asked for again.
    maker.of.now = NOW.plus(HOUR);
    maker.of.left(&order, &part);
    assert_eq!(maker.waiting(), before);
}

#[test]
fn what_is_told_while_it_is_asked_is_not_lost() {
    let mut maker = Maker::new();
    let before = maker.waiting();
    let (order, part) = maker.of.placed(2);
    maker.of.now = NOW.plus(30 * MINUTE);
    maker.of.left(&order, &part);
    maker.of.world.restart();
    let (facts, _) = maker.settle(&[(order.as_str(), goods(&[None]))]);
    assert_eq!(maker.waiting(), before);
    assert!(promised(&facts, &order).is_some());
}
