//! Settings: merged, checked, pushed to every ledger, their secret never shown.

use super::*;

fn configure(world: &mut World, patch: Value) -> Result<i64, String> {
    world
        .run(|shop| shop.configure(NOW, SHOP, patch.to_string().as_bytes()))
        .unwrap()
}

#[test]
fn a_change_is_merged_and_owed_to_all_eight_ledgers() {
    let mut world = World::new();
    let face =
        json!({ "shop": "Mugs", "contact": "mailto:a@example.com", "zone": "Europe/Berlin" });
    configure(&mut world, json!({ "face": face, "installed_at": 5 })).unwrap();
    let outbound = json!({ "endpoint": "https://example.com", "secret": "whsec_c2VjcmV0" });
    let revision = configure(&mut world, json!({ "outbound": outbound })).unwrap();
    assert_eq!(revision, 2);
    let calls = ledger_calls(&world.plan(0));
    assert_eq!(calls.len(), 8);
    let pushed: Value = serde_json::from_str(&calls[0].3).unwrap();
    assert_eq!(pushed["face"]["zone"], "Europe/Berlin");
    assert_eq!(pushed["outbound"]["secret"], "whsec_c2VjcmV0");
    assert_eq!(
        (&pushed["revision"], &pushed["installed_at"]),
        (&json!(2), &json!(5))
    );
    configure(&mut world, json!({ "outbound": null })).unwrap();
    assert!(world.shop.settings().unwrap().outbound.is_none());
}

#[test]
fn what_cannot_be_is_refused_with_its_reason_and_changes_nothing() {
    let mut world = World::new();
    for (patch, part) in [
        (
            json!({ "face": { "shop": "M", "contact": null, "zone": "Mars/Base" } }),
            "Mars/Base",
        ),
        (
            json!({ "face": { "shop": "M", "contact": "javascript:1", "zone": "UTC" } }),
            "contact",
        ),
        (
            json!({ "outbound": { "endpoint": "http://169.254.169.254", "secret": "s" } }),
            "https",
        ),
        (
            json!({ "outbound": { "endpoint": "https://a.example", "secret": "" } }),
            "secret",
        ),
        (json!({ "installed_at": "soon" }), "not settings"),
    ] {
        let reason = configure(&mut world, patch).unwrap_err();
        assert!(reason.contains(part), "{reason}");
    }
    assert_eq!(world.shop.settings().unwrap().revision, 0);
    assert!(world.plan(0).is_empty());
    let other = json!({ "shop": "other.myshopify.com" });
    let refused =
        world.run(|shop| shop.configure(NOW, "other.myshopify.com", other.to_string().as_bytes()));
    assert!(matches!(refused, Err(ShopError::WrongShop { .. })));
}

#[test]
fn the_secret_is_neither_shown_nor_stored_in_the_clear() {
    let mut world = World::new();
    let outbound = json!({ "endpoint": "https://example.com", "secret": "whsec_c2VjcmV0" });
    configure(&mut world, json!({ "outbound": outbound })).unwrap();
    let shown = world.shop.shown_settings().unwrap();
    assert_eq!(
        shown["outbound"],
        json!({ "endpoint": "https://example.com" })
    );
    assert_eq!(shown["face"]["shop"], "demo");
    assert!(!world.sql.dump(&["meta", "tasks"]).contains("c2VjcmV0"));
    world.restart();
    assert_eq!(
        world.shop.settings().unwrap().outbound.unwrap().secret,
        "whsec_c2VjcmV0"
    );
}

#[test]
fn after_uninstalling_the_ledgers_know_that_nothing_may_leave() {
    let mut world = World::new();
    world.run(|shop| shop.uninstall(NOW, "")).unwrap();
    let calls = ledger_calls(&world.plan(0));
    assert_eq!(calls.len(), 8);
    assert!(
        calls[0]
            .3
            .contains(&format!("\"uninstalled_at\":{}", NOW.0))
    );
    let revision = world.shop.settings().unwrap().revision;
    world.run(|shop| shop.uninstall(NOW.plus(5), "")).unwrap();
    assert_eq!(world.shop.settings().unwrap().revision, revision);
}

#[test]
fn a_source_seen_live_by_one_shard_is_known_to_all() {
    let mut world = World::new();
    let mut observed = fulfillment::Observed::default();
    observed.carriers.insert(
        "usps".into(),
        fulfillment::Sighting {
            first: NOW,
            last: NOW,
        },
    );
    let delta = Delta {
        shop: SHOP.into(),
        observed: Some(observed),
        ..Delta::default()
    };
    let body = serde_json::to_vec(&delta).unwrap();
    world
        .run(|shop| shop.apply(NOW, 0, "shard", &body))
        .unwrap();
    assert_eq!(ledger_calls(&world.plan(0)).len(), 8);
    // Told again it is no news.
    for id in 1..=8 {
        world.run(|shop| shop.told(id, true, 0)).unwrap();
    }
    world
        .run(|shop| shop.apply(NOW, 0, "shard", &body))
        .unwrap();
    assert!(world.plan(0).is_empty());
}
