//! AfterShip through a real worker: numbers registered, carriers' words taken, and a page that waits for
//! none of it.

use e2e::aftership::{AfterShip, KEY};
use e2e::client::Client;
use e2e::payloads::aftership::Tracking;
use e2e::payloads::{Fulfillment, Order, fulfillment_event};
use e2e::world::{Options, World};
use serde_json::{Value, json};

const SHOP: &str = "carriers.myshopify.com";
const SECRET: &str = "webhook-secret-of-the-account";
/// Monday, 2 November 2026, 15:00 UTC: 09:00 in Chicago.
const MONDAY: i64 = 1_793_631_600_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const GARY: [&str; 3] = ["Gary", "IN", "USA"];
const CHICAGO: [&str; 3] = ["Chicago", "IL", "USA"];

struct Shop {
    client: Client,
    fake: AfterShip,
}

impl Shop {
    async fn choose(&self, now: i64, aftership: Value) {
        let settings =
            json!({"name": "Carriers", "zone": "America/Chicago", "aftership": aftership});
        self.client
            .at(now)
            .install(&settings)
            .await
            .expect("settings");
    }

    async fn shopify(&self, at: i64, topic: &str, body: &Value) {
        let delivery = format!("{topic}-{}-{at}", body["id"]);
        let answer = self.client.at(at).webhook(topic, &delivery, body).await;
        answer.and_then(|answer| answer.expect_ok()).expect("taken");
    }

    /// An order of one mug with a label of `number`, made at `at`.
    async fn labelled(&self, order: u32, number: &str, at: i64) -> u64 {
        let id = 7_000_000_000 + u64::from(order);
        let placed = Order::new(id, order, at - HOUR);
        self.shopify(at, "orders/create", &placed.body()).await;
        let mut parcel = Fulfillment::new(id * 10, id, at);
        parcel.items = vec![(placed.lines[0].id, 1)];
        parcel.tracking = vec![number.to_owned()];
        self.shopify(at, "fulfillments/create", &parcel.body())
            .await;
        self.settle(at).await;
        id
    }

    /// What the objects owe one another and AfterShip is done.
    async fn settle(&self, at: i64) {
        for _ in 0..2 {
            self.client.at(at).tick().await.expect("a tick");
        }
    }

    async fn told(&self, at: i64, tracking: &Tracking, event: &str) -> Value {
        let client = self.client.at(at);
        let answer = client.aftership(SECRET, &tracking.body(event, at)).await;
        let answer = answer.expect("an answer");
        assert!(answer.ok(), "{event}: {} {}", answer.status, answer.text);
        self.settle(at).await;
        answer.json().expect("JSON")
    }

    async fn page(&self, order: u64, at: i64) -> Value {
        let client = self.client.at(at);
        client.tick().await.expect("a tick");
        client.page_json(&order.to_string()).await.expect("a page")
    }

    async fn counts(&self, at: i64) -> Value {
        let list = self.client.at(at).orders("").await.expect("the list");
        json!(list.tracking)
    }

    async fn watched(&self, order: u64, at: i64) -> (String, String) {
        let trace = self.client.at(at).trace(&order.to_string()).await;
        let rows = trace.expect("a trace").watched;
        let row = rows.first().expect("a number");
        let state = json!(row.state).as_str().unwrap_or_default().to_owned();
        (state, row.reason.clone().unwrap_or_default())
    }
}

fn claim(page: &Value) -> &str {
    page["view"]["headline"]["claim"]
        .as_str()
        .unwrap_or_default()
}

fn exceptions(page: &Value) -> Vec<&str> {
    let all = page["view"]["exceptions"].as_array().into_iter().flatten();
    all.filter_map(|exception| exception["kind"].as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn carriers_speak_through_aftership_and_no_page_waits_for_it() {
    let fake = AfterShip::start().await.expect("a fake AfterShip");
    let mut world = World::start(Options {
        driven_clock: true,
        vars: vec![("AFTERSHIP_API_URL".to_owned(), fake.url())],
        ..Options::default()
    })
    .await
    .expect("a world");
    let client = world.client(SHOP);
    let shop = Shop { client, fake };
    without_one(&shop).await;
    switched_on(&shop).await;
    told_and_told_again(&shop).await;
    what_it_will_not_watch(&shop).await;
    who_may_speak(&shop).await;
    parked_until_its_order_comes(&shop).await;
    down_and_back(&shop).await;
    switched_off(&shop).await;
    assert_eq!(shop.fake.odd(), Vec::<String>::new());
    world.stop().await;
}

/// No aggregator: the page is true and shorter, nobody is asked, nothing is said of one.
async fn without_one(shop: &Shop) {
    shop.choose(
        MONDAY - 30 * DAY,
        json!({"api_key": "", "webhook_secret": ""}),
    )
    .await;
    let order = shop.labelled(1, "9400000000000000000001", MONDAY).await;
    let page = shop.page(order, MONDAY + 6 * DAY).await;
    assert_eq!(claim(&page), "label_created");
    assert_eq!(
        exceptions(&page),
        Vec::<&str>::new(),
        "no source could have spoken"
    );
    assert_eq!(shop.fake.requests(), 0);
    let now = MONDAY + 6 * DAY;
    assert_eq!(shop.counts(now).await, Value::Null);
    let html = shop
        .client
        .at(now)
        .admin("/admin/tracking")
        .await
        .expect("a page")
        .text;
    assert!(html.contains("No tracking service is connected."));
    assert!(!html.contains("AfterShip:"));
}

/// Switched on later, what is under way is registered: number, carrier, order, country, and no person.
async fn switched_on(shop: &Shop) {
    let now = MONDAY + 7 * DAY;
    shop.choose(now, json!({"api_key": KEY, "webhook_secret": SECRET}))
        .await;
    shop.settle(now).await;
    let registered = shop.fake.trackings();
    let created = registered
        .get("9400000000000000000001")
        .expect("registered");
    let wanted = json!({
        "tracking_number": "9400000000000000000001", "slug": "usps", "order_id": "7000000001",
        "order_number": "#1", "destination_country_region": "USA",
    });
    assert_eq!(*created, wanted);
    assert_eq!(shop.watched(7_000_000_001, now).await.0, "tracked");
    let shown = shop
        .client
        .at(now)
        .admin("/admin/settings")
        .await
        .expect("settings")
        .text;
    assert!(!shown.contains(KEY) && !shown.contains(SECRET), "{shown}");
    let html = shop
        .client
        .at(now)
        .admin("/admin/tracking")
        .await
        .expect("a page")
        .text;
    assert!(!html.contains(KEY) && !html.contains(SECRET));
    assert!(
        html.contains("/webhooks/aftership/carriers/"),
        "where to send"
    );
}

/// The carrier's own words, once each whichever way they come; dates old and new; a silence that is none.
async fn told_and_told_again(shop: &Shop) {
    let labelled = MONDAY + 8 * DAY;
    let number = "9400000000000000000002";
    let order = shop.labelled(2, number, labelled).await;
    let parcel = order * 10;
    let asked = Tracking::new(number, "usps", labelled);
    let nothing = shop
        .told(labelled + HOUR, &asked, "tracking_pending_time")
        .await;
    assert_eq!(nothing["accepted"], 1);
    let page = shop.page(order, labelled + HOUR).await;
    assert_eq!(
        (claim(&page), exceptions(&page).len()),
        ("label_created", 0)
    );

    let moved = labelled + 3 * HOUR;
    let mut tracking = asked.scan(moved, "InTransit_003", "Arrived at facility", GARY);
    tracking.estimates = vec![("Carrier EDD", "2026-11-13".to_owned())];
    shop.told(moved + MINUTE, &tracking, "tracking_update")
        .await;
    let page = shop.page(order, moved + MINUTE).await;
    assert_eq!(claim(&page), "on_its_way");
    let text = page["page"]["headline"].as_str().unwrap_or_default();
    assert!(text.contains("USPS"), "{text}");

    // Shopify tells of the same scan.
    let event = fulfillment_event(
        order * 100,
        order,
        parcel,
        "in_transit",
        moved,
        Some(("Gary", "IN", "US")),
    );
    shop.shopify(moved + 2 * MINUTE, "fulfillment_events/create", &event)
        .await;
    let page = shop.page(order, moved + 2 * MINUTE).await;
    let rows = page["view"]["parcels"][0]["evidence"]
        .as_array()
        .into_iter()
        .flatten();
    let moves: Vec<_> = rows.filter(|row| row["kind"] == "transit_moved").collect();
    assert_eq!(moves.len(), 1, "one scan, told twice: {moves:?}");

    tracking
        .estimates
        .push(("Carrier EDD", "2026-11-16".to_owned()));
    shop.told(moved + 4 * HOUR, &tracking, "edd_revise").await;
    let page = shop.page(order, moved + 4 * HOUR).await;
    let expected = page["page"]["expected"].as_str().unwrap_or_default();
    assert!(
        expected.contains("13") && expected.contains("16"),
        "old and new: {expected}"
    );

    // A wall clock without a zone, known only after Shopify told of the delivery: no disagreement.
    let delivered = moved + DAY;
    let event = fulfillment_event(order * 100 + 1, order, parcel, "delivered", delivered, None);
    shop.shopify(delivered, "fulfillment_events/create", &event)
        .await;
    let tracking = tracking.told(
        "2026-11-11T10:10:00",
        delivered + 3 * HOUR,
        "OutForDelivery_001",
        "Out for delivery",
        ["", "", "USA"],
    );
    let again = shop
        .told(delivered + 3 * HOUR, &tracking, "tracking_update")
        .await;
    assert_eq!(again["refused"], json!([]));
    let page = shop.page(order, delivered + 3 * HOUR).await;
    assert_eq!((claim(&page), exceptions(&page).len()), ("delivered", 0));
    let trace = shop
        .client
        .at(delivered + 3 * HOUR)
        .trace(&order.to_string())
        .await
        .expect("a trace");
    let late = trace
        .facts
        .iter()
        .filter(|stored| stored.fact.at_latest)
        .count();
    assert_eq!(late, 1, "kept as what it is");
    assert_eq!(trace.watched, [], "it arrived");
}

/// Refused numbers, a used-up plan, throttling: kept, shown with what to do, and the page as ever.
async fn what_it_will_not_watch(shop: &Shop) {
    let at = MONDAY + 10 * DAY;
    shop.fake.refuse("NOBODY1");
    let odd = shop.labelled(3, "NOBODY1", at).await;
    let (state, reason) = shop.watched(odd, at).await;
    assert_eq!(state, "unsupported");
    assert!(reason.contains("courier"), "{reason}");

    shop.fake.throttle(3);
    let waits = shop.labelled(4, "9400000000000000000004", at).await;
    assert_eq!(shop.watched(waits, at).await.0, "pending");
    for _ in 0..40 {
        if shop.watched(waits, at).await.0 == "tracked" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
        shop.settle(at).await;
    }
    assert_eq!(shop.watched(waits, at).await.0, "tracked");

    shop.fake.set_quota(shop.fake.trackings().len());
    let over = shop.labelled(5, "9400000000000000000005", at + HOUR).await;
    assert_eq!(shop.watched(over, at + HOUR).await.0, "quota");
    let page = shop.page(over, at + HOUR).await;
    assert_eq!(claim(&page), "label_created");
    let counts = shop.counts(at + HOUR).await;
    assert!(counts["obstacle"]["quota"].is_i64(), "{counts}");
    let html = shop
        .client
        .at(at + HOUR)
        .admin("/admin/tracking")
        .await
        .expect("a page")
        .text;
    assert!(
        html.contains("NOBODY1") && html.contains("used up"),
        "{html}"
    );
    shop.fake.set_quota(usize::MAX);
}

/// Nobody without door and signature is heard, and a bad checkpoint does not stop the good ones.
async fn who_may_speak(shop: &Shop) {
    let at = MONDAY + 11 * DAY;
    let client = shop.client.at(at);
    let tracking = Tracking::new("9400000000000000000004", "usps", at).scan(
        at,
        "InTransit_002",
        "Accepted",
        CHICAGO,
    );
    let body = tracking.body("tracking_update", at);
    let forged = client
        .aftership("another secret", &body)
        .await
        .expect("an answer");
    assert_eq!(forged.status, 401, "{}", forged.text);
    for path in [
        "/webhooks/aftership/carriers/00",
        "/webhooks/aftership/carriers",
        "/webhooks/aftership/nobody/x",
    ] {
        let answer = client.post(path, Vec::new(), &[]).await.expect("an answer");
        assert_eq!(answer.status, 404, "{path}");
    }
    let elsewhere = client
        .for_shop("other.myshopify.com")
        .aftership(SECRET, &body)
        .await;
    assert_eq!(
        elsewhere.expect("an answer").status,
        404,
        "a shop without one"
    );
    let mut mixed = body.clone();
    let bad = json!({"tag": 7, "created_at": "2026-11-13T00:00:00Z"});
    mixed["msg"]["checkpoints"]
        .as_array_mut()
        .expect("checkpoints")
        .insert(0, bad);
    let answer = client.aftership(SECRET, &mixed).await.expect("an answer");
    assert_eq!(answer.status, 207, "{}", answer.text);
    let page = shop.page(7_000_000_004, at).await;
    assert_eq!(claim(&page), "carrier_accepted");
    let list = shop.client.at(at).orders("").await.expect("the list");
    assert_eq!(list.dead_letters, 1);
    let again = client.aftership(SECRET, &body).await.expect("an answer");
    assert!(again.ok());
    assert_eq!(
        shop.page(7_000_000_004, at).await["view"]["version"],
        page["view"]["version"]
    );
}

/// A carrier that is faster than the shop: its word waits for the order.
async fn parked_until_its_order_comes(shop: &Shop) {
    let at = MONDAY + 12 * DAY;
    let number = "9400000000000000000006";
    let tracking = Tracking::new(number, "usps", at).scan(at, "InTransit_002", "Accepted", CHICAGO);
    shop.told(at, &tracking, "tracking_update").await;
    assert_eq!(
        shop.client
            .at(at)
            .orders("")
            .await
            .expect("the list")
            .parked,
        1
    );
    let order = shop.labelled(6, number, at + MINUTE).await;
    let page = shop.page(order, at + HOUR).await;
    assert_eq!(claim(&page), "carrier_accepted");
}

/// Down, the page is as it was; back, what waited is registered.
async fn down_and_back(shop: &Shop) {
    let at = MONDAY + 13 * DAY;
    shop.fake.set_failing(true);
    let number = "9400000000000000000007";
    let order = shop.labelled(7, number, at).await;
    assert_eq!(shop.watched(order, at).await.0, "pending");
    assert_eq!(claim(&shop.page(order, at).await), "label_created");
    assert!(shop.counts(at).await["obstacle"]["no_answer"].is_i64());
    shop.fake.set_failing(false);
    for _ in 0..60 {
        shop.settle(at).await;
        if shop.fake.trackings().contains_key(number) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    shop.settle(at).await;
    assert_eq!(shop.watched(order, at).await.0, "tracked");
}

/// Switched off, it is heard no more, what it said stays, and nothing is asked.
async fn switched_off(shop: &Shop) {
    let at = MONDAY + 14 * DAY;
    let off = json!({"action": "off"});
    let client = shop.client.at(at);
    let answer = client
        .admin_post("/admin/tracking", &off)
        .await
        .expect("an answer");
    assert!(answer.ok(), "{}", answer.text);
    let before = shop.fake.requests();
    let order = shop.labelled(8, "9400000000000000000008", at).await;
    assert_eq!(shop.fake.requests(), before);
    let tracking = Tracking::new("9400000000000000000008", "usps", at);
    let answer = client
        .aftership(SECRET, &tracking.body("tracking_update", at))
        .await;
    assert_eq!(answer.expect("an answer").status, 404);
    assert_eq!(shop.counts(at).await, Value::Null);
    assert_eq!(claim(&shop.page(order, at).await), "label_created");
    assert_eq!(
        claim(&shop.page(7_000_000_006, at).await),
        "carrier_accepted"
    );
}
