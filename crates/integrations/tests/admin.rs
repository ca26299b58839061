//! The Admin API: what is asked, and what the answers come to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fulfillment::{Instant, Kind};
use integrations::shopify::admin::{
    AdminError, Bucket, Endpoint, fulfillment_order_by_id, order_by_id, parse_fulfillment_order,
    parse_order,
};
use integrations::shopify::webhook;
use integrations::{DirectoryLink, Locator, Method, Report};
use serde_json::{Value, json};

const ORDER: &str = "820982911946154508";

fn endpoint() -> Endpoint {
    Endpoint::of_shop("demo-shop.myshopify.com", "shpat_secret".to_owned())
}

fn fixture(path: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(path);
    fs::read(file).expect("fixture")
}

fn webhook(name: &str, topic: &str) -> Report {
    let body = fixture(&format!("shopify/{name}.json"));
    webhook::adapt(topic, &body, Instant(1_772_398_800_000)).expect("adapts")
}

fn order() -> Report {
    let answer = parse_order(200, &fixture("admin/OrderById.json"));
    answer.expect("reads").expect("an order")
}

#[test]
fn a_look_up_gives_the_same_facts_as_the_webhooks() {
    let looked_up: BTreeSet<_> = order().facts.iter().map(|fact| fact.id()).collect();
    let told = [
        webhook("orders.updated", "orders/updated"),
        webhook("fulfillment_events.create", "fulfillment_events/create"),
        webhook(
            "fulfillment_events.create.label",
            "fulfillment_events/create",
        ),
    ];
    for fact in told.iter().flat_map(|report| &report.facts) {
        assert!(
            looked_up.contains(&fact.id()),
            "another fact by look-up: {fact:?}"
        );
    }
    // Beyond what the webhooks told there is only the fulfillment order.
    let count: usize = told.iter().map(|report| report.facts.len()).sum();
    assert_eq!(looked_up.len(), count + 1);
}

#[test]
fn a_look_up_names_the_order_and_its_other_names() {
    let report = order();
    assert_eq!(report.about, Locator::Order(ORDER.to_owned()));
    let told = webhook("orders.updated", "orders/updated");
    // The customer's id takes a scope of its own to look up; the webhook has it without.
    let mut personal = told.personal.expect("a person");
    assert!(personal.customer.take().is_some());
    assert_eq!(report.personal, Some(personal));
    for link in told.links {
        assert!(report.links.contains(&link), "{link:?}");
    }
    let link = DirectoryLink::FulfillmentOrder("1".to_owned());
    assert!(report.links.contains(&link));
}

#[test]
fn a_page_that_is_not_the_whole_makes_no_snapshot_of_a_part() {
    let mut answer: Value = serde_json::from_slice(&fixture("admin/OrderById.json")).expect("JSON");
    let order = &mut answer["data"]["order"];
    order["lineItems"]["pageInfo"]["hasNextPage"] = json!(true);
    order["fulfillments"][0]["fulfillmentLineItems"]["pageInfo"]["hasNextPage"] = json!(true);
    order["refunds"][0]["refundLineItems"]["pageInfo"]["hasNextPage"] = json!(true);
    let body = answer.to_string();
    let report = parse_order(200, body.as_bytes())
        .expect("reads")
        .expect("an order");
    let partial = |kind: &Kind| {
        matches!(
            kind,
            Kind::OrderSnapshot(_) | Kind::ShipmentSnapshot(_) | Kind::Refunded
        )
    };
    assert!(!report.facts.iter().any(|fact| partial(&fact.kind)));
    assert!(
        report
            .facts
            .iter()
            .any(|fact| fact.kind == Kind::TransitMoved)
    );
}

#[test]
fn a_fulfillment_order_is_looked_up_with_its_order_and_holds() {
    let body = fixture("admin/FulfillmentOrderById.json");
    let report = parse_fulfillment_order(200, &body)
        .expect("reads")
        .expect("found");
    assert_eq!(report.about, Locator::Order(ORDER.to_owned()));
    let wanted = [
        DirectoryLink::OrderName("#9999".to_owned()),
        DirectoryLink::FulfillmentOrder("1".to_owned()),
    ];
    assert_eq!(report.links, wanted);
    let kinds: Vec<&Kind> = report.facts.iter().map(|fact| &fact.kind).collect();
    let [Kind::HoldPlaced { hold, .. }, Kind::FoSnapshot(snapshot)] = kinds.as_slice() else {
        panic!("{kinds:?}");
    };
    assert_eq!(hold, "1");
    assert_eq!(snapshot.status, "on_hold");
    assert_eq!(snapshot.request_status, "accepted");
    let items: Vec<&str> = snapshot
        .items
        .iter()
        .map(|item| item.line.as_str())
        .collect();
    assert_eq!(
        items,
        ["976318377106520349"],
        "nothing remains of the other line"
    );
}

#[test]
fn an_absent_order_is_none() {
    let body = fixture("admin/OrderById.absent.json");
    assert_eq!(parse_order(200, &body), Ok(None));
    let body = br#"{"data":{"fulfillmentOrder":null}}"#;
    assert_eq!(parse_fulfillment_order(200, body), Ok(None));
}

#[test]
fn requests_name_the_operation_and_carry_the_token() {
    let request = order_by_id(&endpoint(), ORDER);
    assert_eq!(request.method, Method::Post);
    assert_eq!(
        request.url,
        "https://demo-shop.myshopify.com/admin/api/2026-10/graphql.json"
    );
    let token = (
        "x-shopify-access-token".to_owned(),
        "shpat_secret".to_owned(),
    );
    assert!(request.headers.contains(&token));
    let body: Value = serde_json::from_str(&request.body).expect("JSON");
    assert_eq!(body["operationName"], "OrderById");
    assert_eq!(
        body["variables"],
        json!({"id": "gid://shopify/Order/820982911946154508"})
    );
    assert!(
        body["query"]
            .as_str()
            .expect("query")
            .contains("query OrderById")
    );

    let body: Value =
        serde_json::from_str(&fulfillment_order_by_id(&endpoint(), "7").body).expect("JSON");
    assert_eq!(body["operationName"], "FulfillmentOrderById");
    assert_eq!(
        body["variables"],
        json!({"id": "gid://shopify/FulfillmentOrder/7"})
    );
    // Neither a request nor an endpoint shows its token in a log.
    let logged = format!("{request:?} {:?}", endpoint());
    assert!(!logged.contains("shpat_secret"), "{logged}");
}

fn error(status: u16, body: Value) -> AdminError {
    parse_order(status, body.to_string().as_bytes()).expect_err("an error")
}

#[test]
fn being_throttled_says_how_long() {
    let body = |available: f64| {
        json!({
            "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
            "extensions": {"cost": {
                "requestedQueryCost": 780,
                "actualQueryCost": null,
                "throttleStatus": {"maximumAvailable": 2000.0, "currentlyAvailable": available, "restoreRate": 100.0},
            }},
        })
    };
    let wait = |wait_ms| AdminError::Throttled { wait_ms };
    assert_eq!(error(200, body(280.0)), wait(5000));
    assert_eq!(error(200, body(779.0)), wait(1000), "at least a second");
    let bare = json!({"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]});
    assert_eq!(error(200, bare), wait(1000));
    assert_eq!(
        error(429, json!({"errors": "Too many requests"})),
        wait(1000)
    );
}

#[test]
fn every_answer_tells_how_full_the_bucket_is() {
    let body = |available: f64| {
        let status = json!({"maximumAvailable": 2000.0, "currentlyAvailable": available, "restoreRate": 100.0});
        json!({"data": {"shop": null}, "extensions": {"cost": {"requestedQueryCost": 1, "throttleStatus": status}}})
            .to_string()
    };
    let bucket = Bucket::of(body(600.0).as_bytes()).expect("told");
    assert_eq!(bucket.wait_for_half_ms(), 4000);
    assert_eq!(bucket.wait_ms(922.0), 3220);
    // No wait ever fills a bucket beyond its rim.
    assert_eq!(bucket.wait_ms(9000.0), 14_000);
    let full = Bucket::of(body(2000.0).as_bytes()).expect("told");
    assert_eq!(full.wait_for_half_ms(), 0);
    assert_eq!(Bucket::of(br#"{"data":{}}"#), None);
    assert_eq!(Bucket::of(b"<html>"), None);
}

#[test]
fn whose_fault_it_is_decides_what_follows() {
    let text = json!({"errors": "[API] Invalid API key or access token"});
    for status in [401, 402, 403] {
        let answer = error(status, text.clone());
        assert!(matches!(answer, AdminError::Unauthorized(_)), "{answer:?}");
    }
    let denied = json!({"data": null, "errors": [
        {"message": "Access denied for order field.", "extensions": {"code": "ACCESS_DENIED"}},
    ]});
    let answer = error(200, denied);
    assert!(matches!(&answer, AdminError::Unauthorized(why) if why.contains("order field")));
    for status in [0, 408, 423, 500, 502, 503, 504] {
        assert_eq!(error(status, json!({})), AdminError::Unavailable { status });
    }
    let internal = json!({"errors": [
        {"message": "Internal error", "extensions": {"code": "INTERNAL_SERVER_ERROR"}},
    ]});
    assert_eq!(
        error(200, internal),
        AdminError::Unavailable { status: 200 }
    );
    let unexpected = [
        (404, json!({"errors": "Not Found"})),
        (
            200,
            json!({"errors": [{"message": "Field 'x' doesn't exist on type 'Order'"}]}),
        ),
        (200, json!({})),
        (200, json!({"data": {"order": {"id": "jon@example.com"}}})),
    ];
    for (status, body) in unexpected {
        let answer = error(status, body);
        assert!(matches!(answer, AdminError::Unexpected(_)), "{answer:?}");
        assert!(!answer.to_string().contains("jon@"), "{answer}");
    }
    let answer = parse_order(200, b"<html>").expect_err("no JSON");
    assert!(matches!(answer, AdminError::Unexpected(_)), "{answer:?}");
}
