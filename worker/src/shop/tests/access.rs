//! A shop's own access: exchanged at a visit, sealed, refreshed once for all that wait, forgotten when it is over.

use contract::promises::ShopifyAccess;
use integrations::HttpRequest;
use integrations::shopify::SCOPES;

use super::*;

const HOUR_S: i64 = 3_600;

struct Store {
    of: World,
    clock: i64,
    /// Tokens issued so far.
    issued: u32,
}

impl Store {
    fn new() -> Self {
        let app = App {
            secret: "hush".into(),
            origin: None,
        };
        let mut of = World::of(None, Some(app));
        of.run(|shop| shop.visited(SHOP, 0, "session.token"))
            .unwrap();
        Self {
            of,
            clock: 0,
            issued: 0,
        }
    }

    /// The next call to Shopify.
    fn call(&mut self) -> Option<HttpRequest> {
        let clock = self.clock;
        let tasks = self.of.plan(clock);
        for (id, ..) in ledger_calls(&tasks) {
            self.of.run(|shop| shop.told(id, true, 0)).unwrap();
        }
        tasks.into_iter().find_map(|task| match task {
            Task::Admin { request } => Some(request),
            Task::Ledger { .. } | Task::Blocks { .. } | Task::Relay { .. } => None,
        })
    }

    fn answer(&mut self, status: u16, body: &Value) {
        let (clock, body) = (self.clock, body.to_string());
        self.of
            .run(|shop| shop.told_admin(NOW, clock, status, body.as_bytes()))
            .unwrap();
    }

    fn issue(&mut self) -> Value {
        self.issued += 1;
        json!({ "access_token": format!("access-{}", self.issued), "expires_in": HOUR_S,
            "refresh_token": format!("refresh-{}", self.issued),
            "refresh_token_expires_in": 90 * 24 * HOUR_S, "scope": SCOPES })
    }

    /// With an access of an hour.
    fn entered() -> Self {
        let mut store = Self::new();
        store.call().unwrap();
        let issued = store.issue();
        store.answer(200, &issued);
        store
    }

    /// So many orders' statuses wait to be written.
    fn busy(&mut self, orders: u32) {
        let told = (0..orders).map(|order| {
            let order = (1001 + order).to_string();
            delta(&order, 1, row(&order, Claim::Received))
        });
        self.of.apply(told.collect());
    }

    fn access(&mut self) -> ShopifyAccess {
        self.of.run(|shop| shop.promises(NOW)).unwrap().access
    }
}

fn grant(request: &HttpRequest) -> String {
    let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
    body["grant_type"].as_str().unwrap_or_default().to_owned()
}

fn bearer(request: &HttpRequest) -> &str {
    let mut headers = request.headers.iter();
    let token = headers.find(|(name, _)| name == "x-shopify-access-token");
    token.map_or("", |(_, token)| token)
}

/// What is not asked of access in these tests is answered with nothing.
fn nothing() -> Value {
    json!({ "data": {} })
}

#[test]
fn a_visit_is_exchanged_once_and_its_token_is_never_readable() {
    let mut store = Store::new();
    let exchange = store.call().unwrap();
    assert_eq!(
        exchange.url,
        format!("https://{SHOP}/admin/oauth/access_token")
    );
    assert!(
        grant(&exchange).ends_with("token-exchange") && exchange.body.contains("session.token")
    );
    assert!(store.call().is_none(), "one at a time");
    let issued = store.issue();
    store.answer(200, &issued);
    assert_eq!(store.access(), ShopifyAccess::Held);
    let settings = store.of.run(Shop::settings).unwrap();
    assert_eq!(settings.installed_at, NOW, "that is the installation");
    let stored = store.of.sql.dump(&["meta"]);
    for secret in ["access-1", "refresh-1", "session.token"] {
        assert!(!stored.contains(secret), "{secret}");
    }
    // Another visit has nothing to get, and a restart forgets nothing.
    store.of.restart();
    store
        .of
        .run(|shop| shop.visited(SHOP, 1, "another"))
        .unwrap();
    store.busy(1);
    store.clock = 60_000;
    let call = store.call().unwrap();
    assert_eq!(bearer(&call), "access-1");
    assert!(call.url.starts_with(&format!("https://{SHOP}/admin/api/")));
}

#[test]
fn a_hundred_that_wait_are_one_refresh() {
    let mut store = Store::entered();
    store.busy(100);
    store.clock = 58 * 60_000;
    let refresh = store.call().unwrap();
    assert_eq!(grant(&refresh), "refresh_token");
    assert!(refresh.body.contains("refresh-1"));
    assert!(store.call().is_none());
    let issued = store.issue();
    store.answer(200, &issued);
    let mut calls = 0;
    while let Some(call) = store.call() {
        assert_eq!(bearer(&call), "access-2");
        store.answer(200, &nothing());
        store.clock += 1_000;
        calls += 1;
        assert!(calls < 50);
    }
    assert!(calls >= 1);
}

#[test]
fn a_refresh_whose_answer_a_kill_swallowed_is_made_again() {
    let mut store = Store::entered();
    store.busy(1);
    store.clock = 2 * 3_600_000;
    let first = store.call().unwrap();
    // Shopify answered; the process died before it was written.
    store.issue();
    store.of.restart();
    let again = store.call().unwrap();
    assert_eq!(again.body, first.body, "the old refresh token");
    let issued = store.issue();
    store.answer(200, &issued);
    store.clock += 1_000;
    assert_eq!(bearer(&store.call().unwrap()), "access-3");
}

#[test]
fn a_store_that_is_down_is_asked_again_and_nothing_is_called_with_an_ended_token() {
    let mut store = Store::entered();
    store.busy(1);
    store.clock = 2 * 3_600_000;
    for status in [503, 0] {
        assert_eq!(grant(&store.call().unwrap()), "refresh_token");
        store.answer(status, &json!({}));
        assert!(store.call().is_none(), "not at once");
        let clock = store.clock;
        let next = store
            .of
            .run(|shop| shop.next_due(NOW, clock))
            .unwrap()
            .unwrap();
        assert!(next > clock, "no spinning");
        store.clock = next.max(clock + 60_000);
    }
    assert_eq!(grant(&store.call().unwrap()), "refresh_token");
}

#[test]
fn access_that_is_over_is_forgotten_until_the_next_visit() {
    let mut store = Store::entered();
    store.busy(1);
    store.clock = 100 * 24 * 3_600_000;
    store.call().unwrap();
    store.answer(400, &json!({ "error": "invalid_grant" }));
    assert_eq!(store.access(), ShopifyAccess::Missing);
    assert!(store.call().is_none());
    let clock = store.clock;
    let visit = store.of.run(|shop| shop.visited(SHOP, clock, "next.token"));
    visit.unwrap();
    assert!(store.call().unwrap().body.contains("next.token"));
}

#[test]
fn a_revoked_token_is_refreshed_before_anything_else_is_called() {
    let mut store = Store::entered();
    store.busy(1);
    store.clock = 60_000;
    assert_eq!(bearer(&store.call().unwrap()), "access-1");
    store.answer(401, &json!({}));
    store.clock += 5 * 60_000;
    assert_eq!(grant(&store.call().unwrap()), "refresh_token");
    // Removed and not merely changed: the refresh token is no good either.
    store.answer(400, &json!({ "error": "invalid_grant" }));
    assert_eq!(store.access(), ShopifyAccess::Missing);
}

#[test]
fn the_removed_app_forgets_its_access_and_comes_back_with_a_visit() {
    let mut store = Store::entered();
    store.of.run(|shop| shop.uninstall(NOW, SHOP)).unwrap();
    assert_eq!(store.access(), ShopifyAccess::Missing);
    store.clock = 120_000;
    let clock = store.clock;
    let visit = store
        .of
        .run(|shop| shop.visited(SHOP, clock, "again.token"));
    visit.unwrap();
    assert!(store.call().unwrap().body.contains("again.token"));
    let issued = store.issue();
    store.answer(200, &issued);
    assert_eq!(store.of.run(Shop::settings).unwrap().uninstalled_at, None);
}

#[test]
fn scopes_that_were_not_granted_are_named() {
    let mut store = Store::new();
    store.call().unwrap();
    let mut issued = store.issue();
    issued["scope"] = json!(SCOPES.replace("read_products,", ""));
    store.answer(200, &issued);
    assert_eq!(
        store.access(),
        ShopifyAccess::Lacks(vec!["read_products".into()])
    );
    // Granted since, the next visit brings it.
    store
        .of
        .run(|shop| shop.visited(SHOP, 0, "later.token"))
        .unwrap();
    assert!(store.call().unwrap().body.contains("later.token"));
}
