//! The Admin API end to end: our requests, a store that executes them over Shopify's schema, our
//! reading of its answers.

use crate::fake::{CLIENT, Store, TOKEN};
use fulfillment::{Fact, Instant, Kind};
use integrations::shopify::admin::*;
use integrations::{HttpRequest, Locator};
use serde_json::{Value, json};

type Parse<T> = fn(u16, &[u8]) -> Result<T, AdminError>;

fn ask<T>(store: &Store, request: &HttpRequest, parse: Parse<T>) -> Result<T, AdminError> {
    let (status, body) = store.send(request);
    parse(status, &body)
}

fn write(owner: Owner, value: &str, expect: Expect) -> MetafieldWrite {
    MetafieldWrite {
        owner,
        value: value.to_owned(),
        expect,
    }
}

#[test]
fn the_checkout_is_set_up_published_to_and_switched_off() {
    let store = Store::open();
    let at = store.endpoint(TOKEN);
    let table = |version: u32| json!({ "v": version }).to_string();
    // Another app's is there already.
    let other = json!({"title": "Hide freight", "enabled": true,
        "function": {"id": "f", "handle": "checkout-estimate", "appKey": "another-app"}});
    store.fake("PUT", "customizations/3", other);
    let found = ask(&store, &customizations(&at, None), parse_customizations).expect("listed");
    assert_eq!(found.items.len(), 1);
    assert!(!found.items[0].is_ours(CLIENT));

    let create = customization_create(&at, "Ship-by dates", &table(1));
    let (id, digest) = ask(&store, &create, parse_customization_create).expect("created");
    let digest = digest.expect("its table is there");
    let found = ask(&store, &customizations(&at, None), parse_customizations).expect("listed");
    let ours = found
        .items
        .iter()
        .find(|it| it.is_ours(CLIENT))
        .expect("ours");
    assert!(ours.enabled);
    assert_eq!(ours.id, id);
    let held = ours.table.as_ref().expect("a table");
    assert_eq!(
        (held.value.clone(), held.digest.clone()),
        (table(1), digest.clone())
    );

    // Publishing compares with what was last written.
    let owner = || Owner::Customization(id.clone());
    let publish = |value: String, expect: Expect| {
        let request = metafields_set(&at, &[write(owner(), &value, expect)]).expect("one");
        ask(&store, &request, parse_metafields_set)
    };
    let second = publish(table(2), Expect::Digest(digest.clone())).expect("written");
    let stale = |answer: Result<Vec<String>, AdminError>| match answer {
        Err(AdminError::UserErrors(errors)) => errors[0].is_stale() && errors[0].index == Some(0),
        other => panic!("{other:?}"),
    };
    assert!(
        stale(publish(table(3), Expect::Digest(digest))),
        "written meanwhile"
    );
    assert!(
        stale(publish(table(3), Expect::Absent)),
        "something stands there"
    );
    let foreign = json!({"owner": format!("gid://shopify/DeliveryCustomization/{id}"), "key": CHECKOUT.1, "value": "{}"});
    store.fake("PUT", "metafield", foreign);
    assert!(stale(publish(table(3), Expect::Digest(second[0].clone()))));
    assert_eq!(publish(table(3), Expect::Any).expect("written").len(), 1);

    let switch = |enabled| {
        ask(
            &store,
            &customization_switch(&at, &id, enabled),
            parse_customization_switch,
        )
    };
    assert_eq!(switch(false), Ok(false));
    assert_eq!(switch(true), Ok(true));
    store.fake("DELETE", &format!("customizations/{id}"), Value::Null);
    assert!(
        matches!(switch(false), Err(AdminError::UserErrors(_))),
        "the merchant deleted it"
    );

    let calls = store.fake("GET", "calls", Value::Null);
    assert_eq!(calls["SetMetafields"], 5);
    assert_eq!(calls["CreateDeliveryCustomization"], 1);
    assert_eq!(store.refused(), json!([]));
}

#[test]
fn a_26th_active_customization_is_refused() {
    let store = Store::open();
    let at = store.endpoint(TOKEN);
    for id in 1..=25 {
        let other = json!({"title": "another app's", "enabled": true});
        store.fake("PUT", &format!("customizations/{id}"), other);
    }
    let create = customization_create(&at, "Ship-by dates", "{}");
    match ask(&store, &create, parse_customization_create) {
        Err(AdminError::UserErrors(errors)) => {
            let code = errors[0].code.as_deref();
            assert_eq!(code, Some("MAXIMUM_ACTIVE_DELIVERY_CUSTOMIZATIONS"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(store.refused(), json!([]));
}

#[test]
fn an_order_keeps_its_status_its_deadline_and_its_shipping_line() {
    let store = Store::open();
    let at = store.endpoint(TOKEN);
    let order = json!({
        "name": "#1001",
        "lineItems": [{"id": 71}],
        "shippingLines": [{"title": "Standard · Ship by Thu, Mar 5", "code": "Standard"}],
        "fulfillmentOrders": [{"id": 81, "lineItems": [{"id": 91, "lineItem": 71, "quantity": 2}]}],
    });
    store.fake("PUT", "orders/1", order);
    let report = ask(&store, &order_by_id(&at, "1"), parse_order)
        .expect("asked")
        .expect("there");
    assert_eq!(report.about, Locator::Order("1".to_owned()));

    let kept = ask(&store, &shipping_lines(&at, "1"), parse_shipping_lines)
        .expect("asked")
        .expect("there");
    assert_eq!(kept[0].title, "Standard · Ship by Thu, Mar 5");
    assert_eq!(kept[0].code.as_deref(), Some("Standard"));

    let owner = || Owner::Order("1".to_owned());
    let set = |value: &str, expect: Expect| {
        let request = metafields_set(&at, &[write(owner(), value, expect)]).expect("one");
        ask(&store, &request, parse_metafields_set)
    };
    set("{}", Expect::Absent).expect("the first");
    set(r#"{"claim":"packed"}"#, Expect::Any).expect("a later one");
    let gone = write(Owner::Order("2".to_owned()), "{}", Expect::Any);
    let both = [
        write(owner(), r#"{"claim":"delivered"}"#, Expect::Any),
        gone,
    ];
    let request = metafields_set(&at, &both).expect("two");
    match ask(&store, &request, parse_metafields_set) {
        Err(AdminError::UserErrors(errors)) => assert_eq!(errors[0].index, Some(1)),
        other => panic!("{other:?}"),
    }
    let state = store.fake("GET", "state", Value::Null);
    // All of a call or none of it.
    assert_eq!(state["metafields"][0]["value"], r#"{"claim":"packed"}"#);

    let deadline = |ids: &[&str]| {
        let request = fulfillment_deadline_set(&at, ids, Instant(1_772_488_800_000)).expect("few");
        ask(&store, &request, parse_fulfillment_deadline_set)
    };
    assert!(matches!(
        deadline(&["81", "82"]),
        Err(AdminError::UserErrors(_))
    ));
    let look = || {
        ask(
            &store,
            &fulfillment_order_by_id(&at, "81"),
            parse_fulfillment_order,
        )
    };
    let by = |report: Option<integrations::Report>| {
        let fact = &report.expect("there").facts[0];
        match &fact.kind {
            Kind::FoSnapshot(state) => state.fulfill_by,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(by(look().expect("asked")), None, "one unknown, none set");
    deadline(&["81"]).expect("set");
    let set = Instant(1_772_488_800_000);
    assert_eq!(by(look().expect("asked")), Some(set));
    assert_eq!(store.refused(), json!([]));
}

#[test]
fn the_store_is_read_page_by_page() {
    let store = Store::open();
    // Thirty pages in a row are more than the smallest store's bucket holds; waiting has its own test.
    store.fake(
        "POST",
        "bucket",
        json!({"maximumAvailable": 20_000, "currentlyAvailable": 20_000}),
    );
    let at = store.endpoint(TOKEN);
    store.fake("PUT", "shop", json!({"ianaTimezone": "Europe/Berlin"}));
    let shop = ask(&store, &shop_details(&at), parse_shop_details).expect("asked");
    assert_eq!(shop.zone, "Europe/Berlin");
    assert_eq!(shop.domain, crate::fake::SHOP);

    store.fake(
        "PUT",
        "promise",
        json!({"deliveryDatesEnabled": true, "processingTime": "P2D"}),
    );
    let setting = ask(&store, &delivery_promise(&at), parse_delivery_promise).expect("asked");
    assert!(setting.shown);
    assert_eq!(setting.processing_days, Some(2));

    let places: Vec<Value> = (1..=130)
        .map(|id| json!({"id": id.to_string(), "name": format!("Location {id}"), "isFulfillmentService": id == 130}))
        .collect();
    store.fake("PUT", "locations", json!(places));
    let zones: Vec<Value> = (1..=12)
        .map(|id| {
            let methods: Vec<Value> = (1..=id + 10)
                .map(|rate| json!({"id": format!("{id}{rate:02}"), "name": format!("Rate {rate}")}))
                .collect();
            json!({"id": id.to_string(), "name": format!("Zone {id}"), "methods": methods})
        })
        .collect();
    let group = json!({"id": "5", "locations": ["1", "130"], "zones": zones});
    let carrier = json!({"id": "99", "name": "UPS", "service": "UPS", "services": ["UPS Ground"]});
    let other = json!({"id": "6", "locations": ["2"], "zones": [{"id": "20", "name": "Z", "methods": [carrier]}]});
    let profile =
        json!({"id": "4", "name": "Everything", "default": true, "groups": [group, other]});
    store.fake("PUT", "profiles", json!([profile]));
    for id in 1..=60 {
        let state = if id > 55 { "CLOSED" } else { "OPEN" };
        let shipping = json!([{"title": "Express"}]);
        let open = json!([{"id": 1000 + id, "status": state, "location": "2", "lineItems": [{"id": id, "quantity": 3}]}]);
        let order = json!({"shippingLines": shipping, "fulfillmentOrders": open});
        store.fake("PUT", &format!("orders/{id}"), order);
    }

    let found = every(&store, |after| locations(&at, after), parse_locations);
    assert_eq!(found.len(), 130);
    assert!(found.last().expect("some").third_party);

    let profiles = every(
        &store,
        |after| delivery_profiles(&at, after),
        parse_delivery_profiles,
    );
    let groups = &profiles[0].groups;
    assert_eq!(groups[0].locations, ["1", "130"]);
    let all = every(
        &store,
        |after| delivery_zones(&at, "4", "5", after),
        parse_delivery_zones,
    );
    assert_eq!(all.len(), 12);
    let complete = all.iter().filter(|zone| zone.complete).count();
    assert_eq!(complete, 10, "two zones have more methods than a page");
    assert_eq!(all[0].methods.len(), 11);
    let other = every(
        &store,
        |after| delivery_zones(&at, "4", "6", after),
        parse_delivery_zones,
    );
    assert!(
        matches!(&other[0].methods[0].rate, Rate::Carrier { services, .. } if services == &["UPS Ground"])
    );

    let open = every(
        &store,
        |after| open_fulfillment_orders(&at, after),
        parse_open_fulfillment_orders,
    );
    assert_eq!(open.len(), 55, "those that are closed are no load");
    let express = |it: &OpenFulfillmentOrder| match &it.report.facts[0] {
        Fact {
            kind: Kind::FoSnapshot(fo),
            location: Some(place),
            ..
        } => {
            let title = fo.shipping.as_ref().map(|line| line.title.as_str());
            place.id == "2" && fo.items.len() == 1 && title == Some("Express")
        }
        _ => false,
    };
    assert!(open.iter().all(express), "{open:?}");
    assert_eq!(
        store.fake("GET", "calls", Value::Null)["OpenFulfillmentOrders"],
        3
    );
    assert_eq!(store.refused(), json!([]));
}

/// Every page's items.
fn every<T>(
    store: &Store,
    page: impl Fn(Option<String>) -> HttpRequest,
    parse: Parse<Page<T>>,
) -> Vec<T> {
    let mut items = Vec::new();
    let mut after = None;
    loop {
        let answer = ask(store, &page(after), parse).expect("a page");
        items.extend(answer.items);
        match answer.next {
            Some(next) => after = Some(next),
            None => return items,
        }
    }
}

#[test]
fn the_bucket_empties_says_how_long_to_wait_and_fills_again() {
    let store = Store::open();
    let at = store.endpoint(TOKEN);
    store.fake("PUT", "orders/1", json!({"name": "#1001"}));
    let (_, body) = store.send(&order_by_id(&at, "1"));
    let full = Bucket::of(&body).expect("told");
    // Asked for 922 points, the order took few: the rest flowed back.
    assert!(full.available > 1980.0, "{full:?}");

    store.fake(
        "POST",
        "bucket",
        json!({"restoreRate": 500, "currentlyAvailable": 600}),
    );
    let (status, body) = store.send(&order_by_id(&at, "1"));
    let Err(AdminError::Throttled { wait_ms }) = parse_order(status, &body) else {
        panic!("{}", String::from_utf8_lossy(&body));
    };
    assert_eq!(
        wait_ms,
        1000,
        "a second is the least, {:?}",
        Bucket::of(&body)
    );
    std::thread::sleep(std::time::Duration::from_millis(wait_ms.unsigned_abs()));
    assert!(ask(&store, &order_by_id(&at, "1"), parse_order).is_ok());

    store.fake("POST", "throttle", json!({"requests": 1}));
    let throttled = ask(&store, &shop_details(&at), parse_shop_details);
    assert_eq!(throttled, Err(AdminError::Throttled { wait_ms: 1000 }));
    assert!(ask(&store, &shop_details(&at), parse_shop_details).is_ok());

    store.fake("POST", "down", json!({"down": true}));
    let down = ask(&store, &shop_details(&at), parse_shop_details);
    assert_eq!(down, Err(AdminError::Unavailable { status: 503 }));
}

#[test]
fn what_the_merchant_has_not_granted_is_denied() {
    let store = Store::open();
    let at = store.endpoint(TOKEN);
    store.fake(
        "POST",
        "scopes",
        json!({"scopes": "read_orders,read_locations"}),
    );
    let denied = [
        ask(&store, &delivery_promise(&at), parse_delivery_promise).map(|_| ()),
        ask(
            &store,
            &delivery_profiles(&at, None),
            parse_delivery_profiles,
        )
        .map(|_| ()),
        ask(
            &store,
            &customization_switch(&at, "1", false),
            parse_customization_switch,
        )
        .map(|_| ()),
        ask(
            &store,
            &open_fulfillment_orders(&at, None),
            parse_open_fulfillment_orders,
        )
        .map(|_| ()),
    ];
    for answer in denied {
        assert!(
            matches!(answer, Err(AdminError::Unauthorized(_))),
            "{answer:?}"
        );
    }
    // What needs none of them still works.
    assert!(ask(&store, &shop_details(&at), parse_shop_details).is_ok());
    assert!(ask(&store, &locations(&at, None), parse_locations).is_ok());
    let unknown = store.endpoint("shpat_of_nobody");
    let answer = ask(&store, &shop_details(&unknown), parse_shop_details);
    assert!(matches!(answer, Err(AdminError::Unauthorized(_))));
}
