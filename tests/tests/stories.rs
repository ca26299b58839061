//! Orders as they really go, told by signed webhooks to a real workerd and read from the page.

use e2e::client::Client;
use e2e::payloads::{
    Fulfillment, FulfillmentOrder, Line, Order, carrier_scan, fulfillment_event, hold_placed,
    hold_released, operation, refund, return_request,
};
use e2e::world::{Options, World};
use serde_json::{Value, json};

const SHOP: &str = "stories.myshopify.com";
/// Monday, 2 November 2026, 15:00 UTC: 09:00 in Chicago, no public holiday.
const MONDAY: i64 = 1_793_631_600_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// One order's story.
struct Story {
    client: Client,
    order: Order,
    parcel: Fulfillment,
    told: u32,
    at: i64,
}

impl Story {
    /// A paid order of one mug, placed on Monday at nine.
    async fn begin(client: &Client, number: u32) -> Self {
        let id = 9_000_000_000 + u64::from(number);
        let order = Order::new(id, number, MONDAY);
        let mut parcel = Fulfillment::new(id * 10, id, MONDAY);
        parcel.items = vec![(order.lines[0].id, 1)];
        let mut story = Self {
            client: client.clone(),
            order,
            parcel,
            told: 0,
            at: MONDAY,
        };
        let body = story.order.body();
        story.shopify("orders/create", body).await;
        story
    }

    fn later(&mut self, millis: i64) -> &mut Self {
        self.at += millis;
        self
    }

    async fn shopify(&mut self, topic: &str, body: Value) {
        self.told += 1;
        let delivery = format!("{}-{}", self.order.id, self.told);
        let answer = self
            .client
            .at(self.at)
            .webhook(topic, &delivery, &body)
            .await;
        let answer = answer.expect("an answer");
        assert!(answer.ok(), "{topic}: {} {}", answer.status, answer.text);
    }

    async fn warehouse(&mut self, kind: &str, more: &[(&str, Value)]) {
        self.told += 1;
        let id = format!("{}-{}-{kind}", self.order.id, self.told);
        let mut event = operation(&id, kind, self.order.id, self.at)
            .with(
                "location",
                json!({"id": "chicago", "name": "Chicago warehouse"}),
            )
            .with("owner", json!({"role": "station", "id": "station-4"}));
        for (name, value) in more {
            event = event.with(name, value.clone());
        }
        let answer = self
            .client
            .at(self.at)
            .operations("chicago", &id, &event.body())
            .await;
        let answer = answer.expect("an answer");
        assert!(answer.ok(), "{kind}: {} {}", answer.status, answer.text);
    }

    async fn label(&mut self) {
        self.parcel.created_at = self.at;
        self.parcel.updated_at = self.at;
        let body = self.parcel.body();
        self.shopify("fulfillments/create", body).await;
    }

    async fn scan(&mut self, status: &str) {
        let (at, event) = (self.at, self.order.id * 100 + u64::from(self.told));
        let place = Some(("Chicago", "IL", "US"));
        let body = fulfillment_event(event, self.order.id, self.parcel.id, status, at, place);
        self.shopify("fulfillment_events/create", body).await;
    }

    /// What the page shows at `now`, after the deadlines before it.
    async fn page(&self, now: i64) -> Value {
        let client = self.client.at(now);
        client.tick().await.expect("a tick");
        client
            .page_json(&self.order.id.to_string())
            .await
            .expect("a page")
    }

    async fn shows(&self, claim: &str) -> Value {
        let page = self.page(self.at).await;
        let words = &page["page"];
        let text = format!("{} {}", words["headline"], words["detail"]);
        assert_eq!(
            page["view"]["headline"]["claim"], claim,
            "{}: {text}",
            self.order.number
        );
        page
    }
}

fn open(page: &Value) -> Vec<String> {
    page["view"]["exceptions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|exception| exception["closed_at"].is_null())
        .filter_map(|exception| exception["kind"].as_str().map(str::to_owned))
        .collect()
}

fn words(page: &Value) -> String {
    format!("{} {}", page["page"]["headline"], page["page"]["detail"]).to_lowercase()
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_as_they_really_go() {
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await
    .expect("a world");
    let client = world.client(SHOP);
    let settings =
        json!({"name": "Stories", "zone": "America/Chicago", "contact": "mailto:help@example.com"});
    client
        .at(MONDAY - 30 * DAY)
        .install(&settings)
        .await
        .expect("installed");
    on_time(&client).await;
    phantom_fulfilment(&client).await;
    hold(&client).await;
    split(&client).await;
    label_voided(&client).await;
    late_downgrade(&client).await;
    returned(&client).await;
    cancelled_and_edited(&client).await;
    pickup(&client).await;
    nothing_to_ship(&client).await;
    parked(&client).await;
    list(&client).await;
    world.stop().await;
}

/// From the click to the door, every step by its witness.
async fn on_time(client: &Client) {
    let mut story = Story::begin(client, 1001).await;
    story.shows("received").await;
    story.later(HOUR).warehouse("pick_started", &[]).await;
    story.shows("picking").await;
    story.later(20 * MINUTE).warehouse("pack_done", &[]).await;
    let page = story.shows("packed").await;
    assert!(
        words(&page).contains("chicago warehouse"),
        "names the witness: {}",
        words(&page)
    );
    story.later(10 * MINUTE).label().await;
    story.shows("label_created").await;
    let shipment = json!(story.parcel.id.to_string());
    story
        .later(HOUR)
        .warehouse("handover", &[("shipment", shipment)])
        .await;
    let page = story.shows("handed_over").await;
    assert!(!words(&page).contains("on its way"), "{}", words(&page));
    story.later(3 * HOUR).scan("in_transit").await;
    story.shows("on_its_way").await;
    story.later(DAY).scan("out_for_delivery").await;
    story.shows("out_for_delivery").await;
    story.later(3 * HOUR).scan("delivered").await;
    let page = story.shows("delivered").await;
    assert_eq!(page["view"]["parcels"].as_array().map(Vec::len), Some(1));
    assert!(open(&page).is_empty());
}

/// "Fulfilled" with a label nobody scans: the page says so, an exception opens after a working day,
/// and the carrier's first scan closes it.
async fn phantom_fulfilment(client: &Client) {
    let mut story = Story::begin(client, 1002).await;
    story.later(HOUR).label().await;
    let page = story.shows("label_created").await;
    let said = words(&page);
    assert!(said.contains("no carrier scan"), "{said}");
    for never in ["on its way", "shipped", "in transit"] {
        assert!(!said.contains(never), "{said}");
    }
    assert_eq!(page["view"]["native"]["status"], "fulfilled");
    assert!(
        page["view"]["native"]["untrue"][0][1].is_null(),
        "Shopify's word is untrue now"
    );
    let before = story.page(story.at + 20 * HOUR).await;
    assert!(!open(&before).contains(&"label_no_scan".to_owned()));
    let after = story.page(story.at + 25 * HOUR).await;
    assert!(
        open(&after).contains(&"label_no_scan".to_owned()),
        "{:?}",
        after["view"]["exceptions"]
    );
    story.later(30 * HOUR).scan("in_transit").await;
    let page = story.shows("on_its_way").await;
    assert!(
        open(&page).is_empty(),
        "evidence closes it: {:?}",
        page["view"]["exceptions"]
    );
    assert!(page["view"]["exceptions"][0]["closed_how"].is_string());
}

/// A hold with Shopify's reason, its deadline, its release.
async fn hold(client: &Client) {
    let mut story = Story::begin(client, 1003).await;
    let fo = FulfillmentOrder::new(story.order.id * 4, story.order.id, MONDAY);
    story.later(HOUR);
    let body = hold_placed(&fo, 77, "incorrect_address", story.at);
    story
        .shopify("fulfillment_orders/placed_on_hold", body)
        .await;
    let page = story.shows("on_hold").await;
    assert_eq!(page["view"]["headline"]["hold"], "incorrect_address");
    let waiting = story.page(story.at + 5 * HOUR).await;
    assert!(
        open(&waiting).contains(&"hold_untold".to_owned()),
        "{:?}",
        waiting["view"]["exceptions"]
    );
    story.later(6 * HOUR);
    let body = hold_released(&fo, story.at);
    story
        .shopify("fulfillment_orders/hold_released", body)
        .await;
    let page = story.page(story.at).await;
    assert_ne!(page["view"]["headline"]["claim"], "on_hold");
    assert!(!open(&page).contains(&"hold_untold".to_owned()));
}

/// Two parcels at different points: each speaks for itself.
async fn split(client: &Client) {
    let mut story = Story::begin(client, 1004).await;
    let second = Line {
        id: story.order.lines[0].id + 1,
        title: "Teapot".to_owned(),
        ..story.order.lines[0].clone()
    };
    story.order.lines.push(second.clone());
    story.order.updated_at = story.later(MINUTE).at;
    let body = story.order.body();
    story.shopify("orders/updated", body).await;
    story.later(HOUR).label().await;
    let first = story.parcel.clone();
    story.parcel = Fulfillment::new(first.id + 1, first.order, story.at);
    story.parcel.items = vec![(second.id, 1)];
    story.label().await;
    story.later(HOUR).scan("in_transit").await;
    let page = story.shows("several").await;
    let parcels = page["view"]["parcels"].as_array().expect("parcels");
    assert_eq!(parcels.len(), 2, "{parcels:?}");
    let mut claims: Vec<&str> = parcels
        .iter()
        .filter_map(|parcel| parcel["headline"]["claim"].as_str())
        .collect();
    claims.sort_unstable();
    assert_eq!(claims, ["label_created", "on_its_way"]);
}

/// A voided label is no label.
async fn label_voided(client: &Client) {
    let mut story = Story::begin(client, 1005).await;
    story.later(HOUR).label().await;
    story.shows("label_created").await;
    story.parcel.status = "cancelled".to_owned();
    story.parcel.updated_at = story.later(HOUR).at;
    let body = story.parcel.body();
    story.shopify("fulfillments/update", body).await;
    story.shows("received").await;
}

/// A late or lesser report takes nothing back.
async fn late_downgrade(client: &Client) {
    let mut story = Story::begin(client, 1006).await;
    story.later(HOUR).label().await;
    story.later(DAY).scan("delivered").await;
    let before = story.shows("delivered").await;
    let delivered = story.at;
    // A scan from before the delivery that arrives after it.
    story.at = delivered - 2 * HOUR;
    let (order, parcel) = (story.order.id, story.parcel.id);
    let body = fulfillment_event(
        order * 100 + 90,
        order,
        parcel,
        "out_for_delivery",
        story.at,
        None,
    );
    story.at = delivered + HOUR;
    story.shopify("fulfillment_events/create", body).await;
    let page = story.shows("delivered").await;
    assert!(page["view"]["version"].as_u64() > before["view"]["version"].as_u64());
    // Shopify's own older snapshot of the fulfillment.
    let body = story.parcel.body();
    story.shopify("fulfillments/update", body).await;
    story.shows("delivered").await;
}

/// Sent back, received, and owed a decision until it is refunded.
async fn returned(client: &Client) {
    let mut story = Story::begin(client, 1007).await;
    story.later(HOUR).label().await;
    story.later(DAY).scan("delivered").await;
    let line = story.order.lines[0].id;
    story.later(DAY);
    let body = return_request(70_007, story.order.id, "requested", story.at, &[(line, 1)]);
    story.shopify("returns/request", body).await;
    story.shows("return_requested").await;
    let shipment = json!(story.parcel.id.to_string());
    story
        .later(DAY)
        .warehouse("returned", &[("shipment", shipment)])
        .await;
    story.shows("returned").await;
    // Forty-eight hours of working days from Thursday morning end on Monday.
    let waiting = story.page(story.at + 4 * DAY + HOUR).await;
    assert!(
        open(&waiting).contains(&"return_unresolved".to_owned()),
        "{:?}",
        waiting["view"]["exceptions"]
    );
    story.later(5 * DAY);
    story.order.financial = "refunded".to_owned();
    let body = refund(70_008, story.order.id, story.at, &[(line, 1, 1999)]);
    story.shopify("refunds/create", body).await;
    let page = story.page(story.at).await;
    assert!(!open(&page).contains(&"return_unresolved".to_owned()));
}

/// Cancelled by the shop; edited before that.
async fn cancelled_and_edited(client: &Client) {
    let mut story = Story::begin(client, 1008).await;
    story.order.lines[0].quantity = 3;
    story.order.lines[0].current = 3;
    story.order.updated_at = story.later(HOUR).at;
    let body = e2e::payloads::edited(
        story.order.id,
        story.at,
        &[(story.order.lines[0].id, 2)],
        &[],
    );
    story.shopify("orders/edited", body).await;
    let body = story.order.body();
    story.shopify("orders/updated", body).await;
    let page = story.shows("received").await;
    assert_eq!(page["view"]["parcels"][0]["items"][0]["quantity"], 3);
    story.order.updated_at = story.later(HOUR).at;
    story.order.cancelled = Some((story.at, "customer".to_owned()));
    let body = story.order.body();
    story.shopify("orders/cancelled", body).await;
    let page = story.shows("cancelled").await;
    assert!(
        !words(&page).contains("refund"),
        "no refund was reported: {}",
        words(&page)
    );
}

/// Collected at the counter: the warehouse is the witness.
async fn pickup(client: &Client) {
    let mut story = Story::begin(client, 1009).await;
    let mut fo = FulfillmentOrder::new(story.order.id * 4, story.order.id, MONDAY);
    fo.method = "pick_up".to_owned();
    fo.items = vec![(story.order.lines[0].id, 1)];
    let body = fo.body();
    story
        .later(MINUTE)
        .shopify("fulfillment_orders/order_routing_complete", body)
        .await;
    let subject = json!(fo.id.to_string());
    story
        .later(HOUR)
        .warehouse(
            "ready_for_pickup",
            &[("fulfillment_order", subject.clone())],
        )
        .await;
    story.shows("ready_for_pickup").await;
    story
        .later(DAY)
        .warehouse(
            "delivered",
            &[("fulfillment_order", subject), ("how", json!("collected"))],
        )
        .await;
    story.shows("collected").await;
}

/// A gift card has no parcel.
async fn nothing_to_ship(client: &Client) {
    let mut story = Story::begin(client, 1010).await;
    story.order.lines[0].shippable = false;
    story.order.updated_at = story.later(MINUTE).at;
    let body = story.order.body();
    story.shopify("orders/updated", body).await;
    story.shows("nothing_to_ship").await;
}

/// A fact that names no order waits until something says whose it is.
async fn parked(client: &Client) {
    let tracking = "9400999900001111";
    let at = MONDAY + 2 * HOUR;
    let early = json!({
        "id": "early-1", "kind": "carrier_scan", "scan": "in_transit", "tracking": tracking,
        "carrier": "USPS", "at": e2e::payloads::iso(at, "UTC"),
    });
    let answer = client
        .at(at)
        .operations("feed", "early-1", &early)
        .await
        .expect("an answer");
    assert!(
        answer.ok(),
        "acknowledged, though nobody knows whose it is: {}",
        answer.text
    );
    let list = client.at(at).orders("").await.expect("the list");
    assert_eq!(list.parked, 1);
    let mut story = Story::begin(client, 1011).await;
    story.parcel.tracking = vec![tracking.to_owned()];
    story.later(3 * HOUR).label().await;
    for _ in 0..20 {
        let page = story.page(story.at).await;
        if page["view"]["headline"]["claim"] == "on_its_way" {
            let list = client.at(story.at).orders("").await.expect("the list");
            assert_eq!(list.parked, 0);
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    story.shows("on_its_way").await;
}

/// A scan by the operations webhook alone counts as the carrier's; the list shows every order once.
async fn list(client: &Client) {
    let mut story = Story::begin(client, 1012).await;
    story.later(HOUR);
    let scan = carrier_scan("scan-1012", "delivered", story.order.id, "1Z1012", story.at)
        .with("carrier", "UPS");
    let answer = client
        .at(story.at)
        .operations("feed", "scan-1012", &scan.body())
        .await;
    assert!(answer.expect("an answer").ok());
    story.shows("delivered").await;
    let later = client.at(MONDAY + 6 * DAY);
    later.tick().await.expect("a tick");
    let mut seen = 0;
    for _ in 0..40 {
        seen = later.orders("").await.expect("the list").rows.len();
        if seen == 12 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    assert_eq!(seen, 12);
    let filtered = later.orders("state=cancelled").await.expect("the list");
    let names: Vec<&str> = filtered.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["#1008"]);
}
