//! What the app sets up and reads at Shopify: each request as sent, each answer as read.

use std::fs;
use std::path::Path;

use fulfillment::{Instant, Kind};
use integrations::shopify::admin::{self, *};
use integrations::{DirectoryLink, HttpRequest, Locator, Report};
use serde_json::{Value, json};

fn endpoint() -> Endpoint {
    Endpoint::of_shop("demo-shop.myshopify.com", "shpat_secret".to_owned())
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/admin");
    fs::read(folder.join(format!("{name}.json"))).expect("fixture")
}

/// Name and variables of what was sent.
fn sent(request: &HttpRequest) -> (String, Value) {
    let mut body: Value = serde_json::from_str(&request.body).expect("JSON");
    let name = body["operationName"].as_str().expect("name").to_owned();
    let query = body["query"].as_str().expect("query");
    assert!(query.contains(&format!(" {name}")), "{name}");
    (name, body["variables"].take())
}

fn code(error: AdminError) -> String {
    match error {
        AdminError::UserErrors(errors) => errors[0].code.clone().expect("a code"),
        other => panic!("{other:?}"),
    }
}

fn write(owner: Owner, expect: Expect) -> MetafieldWrite {
    MetafieldWrite {
        owner,
        value: r#"{"claim":"packed"}"#.to_owned(),
        expect,
    }
}

#[test]
fn metafields_are_written_in_the_apps_own_namespace() {
    let order = || Owner::Order("7".to_owned());
    let writes = [
        write(order(), Expect::Any),
        write(order(), Expect::Absent),
        write(
            Owner::Customization("9".to_owned()),
            Expect::Digest("abc".to_owned()),
        ),
    ];
    let request = metafields_set(&endpoint(), &writes).expect("within the limit");
    let (name, variables) = sent(&request);
    assert_eq!(name, "SetMetafields");
    let field = |owner: &str, key: &str| {
        json!({
            "ownerId": owner, "namespace": "$app", "key": key, "type": "json",
            "value": r#"{"claim":"packed"}"#,
        })
    };
    let mut absent = field("gid://shopify/Order/7", "status");
    absent["compareDigest"] = Value::Null;
    let mut compared = field("gid://shopify/DeliveryCustomization/9", "checkout-estimate");
    compared["compareDigest"] = json!("abc");
    let wanted = json!([field("gid://shopify/Order/7", "status"), absent, compared]);
    // Not asking for a comparison and expecting nothing there are two things: no key, and null.
    assert_eq!(variables["metafields"], wanted);

    let many = vec![writes[0].clone(); 26];
    assert!(metafields_set(&endpoint(), &many).is_err());
    assert!(metafields_set(&endpoint(), &many[..25]).is_ok());
}

#[test]
fn a_write_tells_its_digests_or_which_item_is_refused() {
    let digests = parse_metafields_set(200, &fixture("SetMetafields")).expect("written");
    assert_eq!(digests.len(), 2);
    assert_eq!(digests[0], "0a4d55a8d778e5022fab701977c5d840bbc486d0");

    let refused = UserError {
        index: Some(1),
        code: Some("INVALID_VALUE".to_owned()),
        message: "Value is invalid JSON.".to_owned(),
    };
    assert!(!refused.is_stale());
    let answer = parse_metafields_set(200, &fixture("SetMetafields.refused"));
    assert_eq!(answer, Err(AdminError::UserErrors(vec![refused])));

    match parse_metafields_set(200, &fixture("SetMetafields.stale")) {
        Err(AdminError::UserErrors(errors)) => assert!(errors[0].is_stale()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn our_customization_is_found_among_those_of_other_apps() {
    let (name, variables) = sent(&customizations(&endpoint(), None));
    assert_eq!(name, "DeliveryCustomizations");
    assert_eq!(
        variables,
        json!({"namespace": "$app", "key": "checkout-estimate"})
    );
    let (_, variables) = sent(&customizations(&endpoint(), Some("x".to_owned())));
    assert_eq!(variables["after"], "x");

    let page = parse_customizations(200, &fixture("DeliveryCustomizations")).expect("read");
    assert_eq!(page.next, None, "a last page has a cursor and no next");
    let ours: Vec<&Customization> = page
        .items
        .iter()
        .filter(|it| it.is_ours("our-client-id"))
        .collect();
    assert_eq!(ours.len(), 1);
    assert_eq!(ours[0].id, "7");
    let table = ours[0].table.as_ref().expect("a table");
    assert_eq!(table.value, r#"{"v":1}"#);
    assert!(page.items.iter().all(|it| !it.is_ours("another-client-id")));
}

#[test]
fn a_customization_is_created_on_and_switched_alone() {
    let request = customization_create(&endpoint(), "Ship-by dates", r#"{"v":1}"#);
    let (name, variables) = sent(&request);
    assert_eq!(name, "CreateDeliveryCustomization");
    // What is not set is left out: null would be a value.
    let wanted = json!({
        "namespace": "$app", "key": "checkout-estimate",
        "input": {
            "enabled": true, "functionHandle": "checkout-estimate", "title": "Ship-by dates",
            "metafields": [{"namespace": "$app", "key": "checkout-estimate", "type": "json", "value": r#"{"v":1}"#}],
        },
    });
    assert_eq!(variables, wanted);
    let created = parse_customization_create(200, &fixture("CreateDeliveryCustomization"));
    let digest = "0a4d55a8d778e5022fab701977c5d840bbc486d0".to_owned();
    assert_eq!(created, Ok(("7".to_owned(), Some(digest))));
    let refused = fixture("CreateDeliveryCustomization.refused");
    let refused = parse_customization_create(200, &refused).expect_err("refused");
    assert_eq!(code(refused), "MAXIMUM_ACTIVE_DELIVERY_CUSTOMIZATIONS");

    let (name, variables) = sent(&customization_switch(&endpoint(), "7", false));
    assert_eq!(name, "UpdateDeliveryCustomization");
    let wanted =
        json!({"id": "gid://shopify/DeliveryCustomization/7", "input": {"enabled": false}});
    assert_eq!(variables, wanted);
    let answer = fixture("UpdateDeliveryCustomization");
    assert_eq!(parse_customization_switch(200, &answer), Ok(false));
    let refused = fixture("UpdateDeliveryCustomization.refused");
    let refused = parse_customization_switch(200, &refused).expect_err("refused");
    assert_eq!(code(refused), "DELIVERY_CUSTOMIZATION_NOT_FOUND");
}

#[test]
fn a_deadline_is_an_instant_for_many_fulfillment_orders() {
    let deadline = Instant(1_772_488_800_000);
    let request = fulfillment_deadline_set(&endpoint(), &["1", "2"], deadline).expect("few");
    let (name, variables) = sent(&request);
    assert_eq!(name, "SetFulfillmentDeadline");
    let wanted = json!({
        "fulfillmentOrders": ["gid://shopify/FulfillmentOrder/1", "gid://shopify/FulfillmentOrder/2"],
        "deadline": "2026-03-02T22:00:00Z",
    });
    assert_eq!(variables, wanted);
    assert!(fulfillment_deadline_set(&endpoint(), &["1"; 251], deadline).is_err());

    let answer = fixture("SetFulfillmentDeadline");
    assert_eq!(parse_fulfillment_deadline_set(200, &answer), Ok(()));
    let refused = fixture("SetFulfillmentDeadline.refused");
    let refused = parse_fulfillment_deadline_set(200, &refused).expect_err("refused");
    assert_eq!(code(refused), "FULFILLMENT_ORDERS_NOT_FOUND");
    let unsaid =
        br#"{"data":{"fulfillmentOrdersSetFulfillmentDeadline":{"success":null,"userErrors":[]}}}"#;
    let answer = parse_fulfillment_deadline_set(200, unsaid);
    assert!(matches!(answer, Err(AdminError::Unexpected(_))));
}

#[test]
fn the_store_tells_its_zone_and_its_own_delivery_dates() {
    assert_eq!(sent(&shop_details(&endpoint())).0, "ShopDetails");
    let shop = parse_shop_details(200, &fixture("ShopDetails")).expect("read");
    assert_eq!(shop.zone, "America/New_York");
    assert_eq!(shop.domain, "demo-shop.myshopify.com");
    assert_eq!(shop.contact_email, "help@demo-shop.example");

    assert_eq!(sent(&delivery_promise(&endpoint())).0, "DeliveryPromise");
    let setting = parse_delivery_promise(200, &fixture("DeliveryPromise")).expect("read");
    let on = PromiseSetting {
        shown: true,
        processing_days: Some(1),
    };
    assert_eq!(setting, on);
    let cases = [
        ("null", None),
        (r#""P0D""#, Some(0)),
        (r#""P10D""#, Some(10)),
        (r#""PT36H""#, None),
        (r#""P1DT12H""#, None),
        (r#""-P1D""#, None),
        (r#""soon""#, None),
    ];
    for (text, days) in cases {
        let body = format!(
            r#"{{"data":{{"deliveryPromiseSettings":{{"deliveryDatesEnabled":false,"processingTime":{text}}}}}}}"#
        );
        let setting = parse_delivery_promise(200, body.as_bytes()).expect("read");
        assert_eq!(setting.processing_days, days, "{text}");
        assert!(!setting.shown);
    }
}

#[test]
fn locations_say_who_runs_them_and_where() {
    assert_eq!(sent(&locations(&endpoint(), None)).0, "Locations");
    let page = parse_locations(200, &fixture("Locations")).expect("read");
    let [own, other] = page.items.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!((own.id.as_str(), own.third_party), ("655441491", false));
    assert_eq!((own.pickup, other.pickup), (true, false));
    assert_eq!(own.region.as_deref(), Some("IL"));
    assert_eq!(other.country.as_deref(), Some("DE"));
    assert_eq!((other.city.as_deref(), other.third_party), (None, true));
}

#[test]
fn methods_are_read_profile_by_group_by_zone() {
    assert_eq!(
        sent(&delivery_profiles(&endpoint(), None)).0,
        "DeliveryProfiles"
    );
    let page = parse_delivery_profiles(200, &fixture("DeliveryProfiles")).expect("read");
    let profile = &page.items[0];
    assert!(profile.default);
    let group = &profile.groups[0];
    assert_eq!(group.locations, ["655441491"]);

    let request = delivery_zones(&endpoint(), &profile.id, &group.id, None);
    let (name, variables) = sent(&request);
    assert_eq!(name, "DeliveryZones");
    let wanted = json!({"profile": "gid://shopify/DeliveryProfile/11", "group": "gid://shopify/DeliveryLocationGroup/21"});
    assert_eq!(variables, wanted);
    let page = parse_delivery_zones(200, &fixture("DeliveryZones")).expect("read");
    let zone = &page.items[0];
    assert!(zone.complete);
    let [flat, carrier] = zone.methods.as_slice() else {
        panic!("{zone:?}");
    };
    assert_eq!(flat.name, "Standard");
    let price = Rate::Flat {
        amount: "4.9".to_owned(),
        currency: "USD".to_owned(),
    };
    assert_eq!(flat.rate, price);
    // A service that is switched off is offered nowhere.
    let ups = Rate::Carrier {
        name: Some("UPS".to_owned()),
        services: vec!["UPS Ground".to_owned()],
    };
    assert_eq!(carrier.rate, ups);

    let gone = parse_delivery_zones(200, &fixture("DeliveryZones.absent")).expect("read");
    assert!(gone.items.is_empty() && gone.next.is_none());
}

#[test]
fn the_backlog_enters_as_facts_and_says_its_load() {
    let (name, variables) = sent(&open_fulfillment_orders(&endpoint(), Some("c".to_owned())));
    assert_eq!(name, "OpenFulfillmentOrders");
    assert_eq!(variables, json!({"after": "c"}));
    let page = parse_open_fulfillment_orders(200, &fixture("OpenFulfillmentOrders")).expect("read");
    assert_eq!(page.next.as_deref(), Some("eyJsYXN0X2lkIjoyfQ=="));
    let [held, open] = page.items.as_slice() else {
        panic!("{page:?}");
    };
    // The same facts as the look-up of that one fulfillment order gives.
    let alone = fixture("FulfillmentOrderById");
    let alone = admin::parse_fulfillment_order(200, &alone)
        .expect("reads")
        .expect("found");
    assert_eq!(held.report, alone);
    // The delivery option as the shopper read it: the load is the option's before the order itself is known.
    let bought = |report: &Report| {
        report.facts.iter().find_map(|fact| match &fact.kind {
            Kind::FoSnapshot(fo) => fo.shipping.clone().map(|line| (line.title, line.code)),
            _ => None,
        })
    };
    assert_eq!(
        bought(&held.report).map(|(title, _)| title).as_deref(),
        Some("Standard")
    );
    assert_eq!(
        bought(&open.report).and_then(|(_, code)| code).as_deref(),
        Some("express")
    );
    assert_eq!(
        open.report.about,
        Locator::Order("820982911946154509".to_owned())
    );
    let link = DirectoryLink::FulfillmentOrder("2".to_owned());
    assert!(open.report.links.contains(&link));
    let Kind::FoSnapshot(snapshot) = &open.report.facts[0].kind else {
        panic!("{:?}", open.report);
    };
    assert!(
        snapshot.items.is_empty(),
        "half the lines are not told as all"
    );
}

#[test]
fn an_order_shows_what_became_of_the_renamed_title() {
    let (name, variables) = sent(&shipping_lines(&endpoint(), "42"));
    assert_eq!(name, "ShippingLines");
    assert_eq!(variables, json!({"id": "gid://shopify/Order/42"}));
    let kept = parse_shipping_lines(200, &fixture("ShippingLines"))
        .expect("reads")
        .expect("an order");
    let line = ShownShipping {
        title: "Standard · Ship by Thu, Mar 5".to_owned(),
        code: Some("Standard".to_owned()),
        source: Some("shopify".to_owned()),
        custom: false,
    };
    assert_eq!(kept, [line]);
    let gone = parse_shipping_lines(200, &fixture("ShippingLines.absent"));
    assert_eq!(gone, Ok(None));
}

#[test]
fn the_goods_of_an_order_say_how_they_are_handled() {
    let (name, variables) = sent(&order_handling(&endpoint(), "7"));
    assert_eq!(name, "OrderHandling");
    let wanted = json!({ "id": "gid://shopify/Order/7", "namespace": "$app", "key": "handling" });
    assert_eq!(variables, wanted);
    // What is not shipped, and what was taken off, makes nobody wait.
    let told = parse_order_handling(200, &fixture("OrderHandling")).expect("an answer");
    let wanted = OrderHandling {
        classes: vec!["Made to order".to_owned(), format!("{}…", "x".repeat(63))],
        complete: true,
    };
    assert_eq!(told, Some(wanted));
    let told = parse_order_handling(200, &fixture("OrderHandling.absent"));
    assert_eq!(told.expect("an answer"), None);
}

#[test]
fn the_scopes_are_those_of_the_apps_configuration() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shopify.app.toml");
    let text = fs::read_to_string(file).expect("the app's configuration");
    let line = format!("scopes = \"{}\"", integrations::shopify::SCOPES);
    assert!(text.lines().any(|known| known == line), "{line}");
}
