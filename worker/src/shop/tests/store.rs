//! The store as it is read: page by page, rarely, and what of it checks the merchant's delivery options.

use fulfillment::instant::MINUTE;

use super::promises::{METHOD, Warehouse, settings};
use super::*;

struct Store {
    of: Warehouse,
    clock: i64,
}

impl Store {
    /// A shop that was just installed, at a store that answers.
    fn new() -> Self {
        let mut of = Warehouse::new(Some(Endpoint {
            url: "http://127.0.0.1:9/graphql.json".into(),
            token: "token".into(),
        }));
        of.world.restart();
        let face = json!({ "shop": "Mugs", "contact": null, "zone": "Europe/Berlin" });
        of.configure(json!({ "installed_at": NOW, "face": face }))
            .unwrap();
        of.world.restart();
        Self { of, clock: 0 }
    }

    /// Calls until nothing is owed, answered by `answer`: operations with their cursors; and facts appended meanwhile.
    fn settle(&mut self, answer: impl Fn(&str, &Value) -> Value) -> (Vec<String>, usize) {
        let (mut calls, mut appended) = (Vec::new(), 0);
        for _ in 0..200 {
            self.clock += 60_000;
            let (now, clock) = (self.of.now, self.clock);
            let tasks = self.of.world.run(|shop| shop.plan(now, clock)).unwrap();
            if tasks.is_empty() {
                break;
            }
            for (id, method, ..) in ledger_calls(&tasks) {
                self.of.world.run(|shop| shop.told(id, true, 0)).unwrap();
                appended += usize::from(method == "append");
            }
            for task in tasks {
                let Task::Admin { request } = task else {
                    continue;
                };
                let body: Value = serde_json::from_str(&request.body).unwrap();
                let name = body["operationName"].as_str().unwrap().to_owned();
                let after = body["variables"]["after"].as_str().unwrap_or_default();
                let told = answer(&name, &body["variables"]).to_string();
                calls.push(format!("{name}{after}"));
                self.of
                    .world
                    .run(|shop| shop.told_admin(now, clock, 200, told.as_bytes()))
                    .unwrap();
            }
        }
        (calls, appended)
    }
}

fn page(next: Option<&str>, nodes: Value) -> Value {
    json!({ "pageInfo": { "hasNextPage": next.is_some(), "endCursor": next }, "nodes": nodes })
}

fn flat(id: u32, name: &str, active: bool) -> Value {
    json!({ "id": format!("gid://shopify/DeliveryMethodDefinition/{id}"), "name": name, "active": active,
        "rateProvider": { "__typename": "DeliveryRateDefinition",
            "price": { "amount": "4.9", "currencyCode": "EUR" } } })
}

/// A store of two pages of locations and two zones.
fn told(name: &str, variables: &Value, pickup: bool) -> Value {
    let after = variables["after"].as_str();
    let location = |id: u32, pickup: bool| {
        json!({ "id": format!("gid://shopify/Location/{id}"), "name": format!("Place {id}"),
            "shipsInventory": true, "fulfillsOnlineOrders": true, "isFulfillmentService": false,
            "localPickupSettingsV2": pickup.then(|| json!({ "instructions": "" })),
            "address": { "city": null, "provinceCode": null, "countryCode": null } })
    };
    let zone = |id: u32, methods: Value| {
        json!({ "zone": { "id": format!("gid://shopify/DeliveryZone/{id}"), "name": "Zone" },
            "methodDefinitions": { "pageInfo": { "hasNextPage": false }, "nodes": methods } })
    };
    let data = match name {
        "ShopDetails" => json!({ "shop": { "id": "gid://shopify/Shop/1", "name": "Cups",
            "myshopifyDomain": SHOP, "ianaTimezone": "Europe/Berlin", "contactEmail": "a@example.com" } }),
        "Locations" => json!({ "locations": match after {
            None => page(Some("L"), json!([location(7, false)])),
            Some(_) => page(None, json!([location(8, pickup)])),
        } }),
        "DeliveryProfiles" => json!({ "deliveryProfiles": page(None, json!([{
            "id": "gid://shopify/DeliveryProfile/1", "name": "General", "default": true,
            "profileLocationGroups": [{ "locationGroup": { "id": "gid://shopify/DeliveryLocationGroup/3",
                "locations": { "pageInfo": { "hasNextPage": false }, "nodes": [] } } }] }])) }),
        "DeliveryZones" => json!({ "deliveryProfile": { "profileLocationGroups": [{
            "locationGroupZones": match after {
                None => page(Some("Z"), json!([zone(1, json!([flat(1, METHOD, true), flat(2, "Old", false)]))])),
                Some(_) => page(None, json!([zone(2, json!([flat(3, "Express", true), flat(4, METHOD, true)]))])),
            } }] } }),
        "OpenFulfillmentOrders" => json!({ "fulfillmentOrders": match after {
            None => page(Some("F"), json!([open(1), open(2)])),
            Some(_) => page(None, json!([open(3)])),
        } }),
        "DeliveryPromise" => json!({ "deliveryPromiseSettings":
            { "deliveryDatesEnabled": false, "processingTime": null } }),
        "SetMetafields" => json!({ "metafieldsSet": { "metafields": [], "userErrors": [] } }),
        other => panic!("{other}"),
    };
    json!({ "data": data })
}

fn open(id: u32) -> Value {
    json!({ "id": format!("gid://shopify/FulfillmentOrder/{id}"),
        "orderId": format!("gid://shopify/Order/90{id}"), "orderName": format!("#{id}"),
        "status": "OPEN", "requestStatus": "UNSUBMITTED", "createdAt": "2026-10-01T00:00:00Z",
        "updatedAt": "2026-10-01T00:00:00Z", "fulfillAt": null, "fulfillBy": null,
        "assignedLocation": { "name": "Place 7", "location": { "id": "gid://shopify/Location/7" } },
        "deliveryMethod": null, "fulfillmentHolds": [],
        "lineItems": { "pageInfo": { "hasNextPage": false }, "nodes": [
            { "remainingQuantity": 2, "lineItem": { "id": "gid://shopify/LineItem/1" } }] } })
}

#[test]
fn an_installation_reads_open_work_first_and_then_what_the_checkout_offers() {
    let mut store = Store::new();
    let (calls, appended) = store.settle(|name, variables| told(name, variables, false));
    let wanted = [
        "OpenFulfillmentOrders",
        "OpenFulfillmentOrdersF",
        "ShopDetails",
        "Locations",
        "LocationsL",
        "DeliveryProfiles",
        "DeliveryZones",
        "DeliveryZonesZ",
    ];
    assert_eq!(calls[..8], wanted, "{calls:?}");
    assert_eq!(appended, 3, "each enters its ledger once");
    let board = store.of.board();
    let known = board.store.unwrap();
    assert_eq!(
        known.rates,
        ["Express", METHOD],
        "each once, none that is off"
    );
    assert!(known.may_offer(METHOD) && !known.may_offer("Old"));
    assert_eq!(known.locations.len(), 2);
    assert_eq!(board.counted.map(|it| it.open), Some(3));
    // What the merchant calls the shop stays.
    let settings = store.of.world.run(Shop::settings).unwrap();
    assert_eq!(settings.face().shop, "Mugs");
}

#[test]
fn it_is_read_again_after_a_day_on_a_change_of_options_and_when_asked_and_not_else() {
    let mut store = Store::new();
    let answer = |name: &str, variables: &Value| told(name, variables, false);
    store.settle(answer);
    let read = |calls: &[String]| calls.iter().filter(|name| *name == "ShopDetails").count();
    let counted = |calls: &[String]| calls.iter().any(|name| name.starts_with("OpenFul"));
    store
        .of
        .configure(settings(json!({ "target": 92 })))
        .unwrap();
    store.of.world.restart();
    assert_eq!(read(&store.settle(answer).0), 0);
    let options = json!({ "methods": [{ "title": METHOD }, { "title": "Express" }] });
    store.of.configure(settings(options)).unwrap();
    store.of.world.restart();
    let (calls, _) = store.settle(answer);
    assert_eq!((read(&calls), counted(&calls)), (1, false));
    store.of.now = NOW.plus(25 * HOUR);
    let (calls, _) = store.settle(answer);
    assert_eq!((read(&calls), counted(&calls)), (1, false));
    store.of.now = NOW.plus(26 * HOUR);
    assert_eq!(read(&store.settle(answer).0), 0);
    let now = store.of.now;
    store.of.world.run(|shop| shop.reread(now)).unwrap();
    let (calls, _) = store.settle(answer);
    assert_eq!((read(&calls), counted(&calls)), (1, true));
}

#[test]
fn begun_anew_a_page_under_way_is_of_the_reading_before() {
    let mut store = Store::new();
    store.settle(|name, variables| told(name, variables, false));
    let (now, clock) = (store.of.now, store.clock + 60_000);
    let world = &mut store.of.world;
    world.run(|shop| shop.want_store(now)).unwrap();
    world.run(|shop| shop.plan(now, clock)).unwrap();
    // Asked for the shop's details, told of them after the reading has begun anew: its first page is still to come.
    world.run(|shop| shop.want_store(now)).unwrap();
    let late = told("ShopDetails", &Value::Null, false).to_string();
    world
        .run(|shop| shop.told_admin(now, clock, 200, late.as_bytes()))
        .unwrap();
    assert_eq!(
        world.run(|shop| Ok(shop.take_admin_failure())).unwrap(),
        None
    );
    store.clock = clock;
    let (calls, _) = store.settle(|name, variables| told(name, variables, false));
    assert_eq!(calls[0], "ShopDetails", "{calls:?}");
    // The same of a page that is no first one.
    let (now, mut clock) = (store.of.now, store.clock);
    let world = &mut store.of.world;
    world.run(|shop| shop.want_store(now)).unwrap();
    for (at, name) in ["ShopDetails", "Locations"].into_iter().enumerate() {
        clock += 60_000;
        world.run(|shop| shop.plan(now, clock)).unwrap();
        if at == 1 {
            world.run(|shop| shop.want_store(now)).unwrap();
        }
        let page = told(name, &json!({}), false).to_string();
        world
            .run(|shop| shop.told_admin(now, clock, 200, page.as_bytes()))
            .unwrap();
    }
    assert_eq!(
        world.run(|shop| Ok(shop.take_admin_failure())).unwrap(),
        None
    );
}

#[test]
fn throttled_it_waits_and_refused_it_gives_up_for_the_day() {
    let mut store = Store::new();
    let throttled = json!({
        "errors": [{ "message": "Throttled", "extensions": { "code": "THROTTLED" } }],
        "extensions": { "cost": { "requestedQueryCost": 100, "actualQueryCost": null,
            "throttleStatus": { "maximumAvailable": 1000, "currentlyAvailable": 0, "restoreRate": 50 } } },
    });
    let refused = json!({ "data": null, "errors": [
        { "message": "Access denied", "extensions": { "code": "ACCESS_DENIED" } }] });
    let turns = std::cell::Cell::new(0);
    let (calls, _) = store.settle(|name, variables| match name {
        "Locations" => refused.clone(),
        "ShopDetails" if turns.replace(turns.get() + 1) == 0 => throttled.clone(),
        _ => told(name, variables, false),
    });
    let asked = |name: &str| calls.iter().filter(|known| known.starts_with(name)).count();
    assert_eq!(
        (asked("ShopDetails"), asked("Locations")),
        (2, 6),
        "{calls:?}"
    );
    assert!(store.of.board().store.is_none());
    store.of.now = NOW.plus(5 * MINUTE);
    assert!(
        store
            .settle(|name, variables| told(name, variables, false))
            .0
            .is_empty()
    );
}

#[test]
fn where_nothing_can_be_collected_the_checkout_need_not_look() {
    for (pickup, title, looks) in [
        (false, METHOD, false),
        (true, METHOD, true),
        // An option that is no shipping rate may be anything.
        (false, "Courier", true),
    ] {
        let mut store = Store::new();
        store.of.weeks_of_work();
        store.of.world.restart();
        let methods = json!({ "methods": [{ "title": title, "handling_days": 1 }] });
        store.of.configure(settings(methods)).unwrap();
        store.of.world.restart();
        store.settle(|name, variables| match name {
            "SetFulfillmentDeadline" => {
                json!({ "data": { "fulfillmentOrdersSetFulfillmentDeadline":
                { "success": true, "userErrors": [] } } })
            }
            _ => told(name, variables, pickup),
        });
        let published = store.of.board().published.unwrap();
        assert_eq!(published.config.pickup, looks, "{pickup} {title}");
    }
}
