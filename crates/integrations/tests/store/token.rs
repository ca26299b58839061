//! A store's access: what is sent, what the answers come to, and a store that issues tokens.

use crate::fake::{CLIENT, SECRET, SHOP, Store};
use fulfillment::Instant;
use integrations::session;
use integrations::shopify::admin::{AdminError, parse_shop_details, shop_details};
use integrations::shopify::token::{self, Access, App, TokenError};
use serde_json::{Value, json};

const APP: App<'static> = App {
    id: CLIENT,
    secret: SECRET,
};

const NOW: Instant = Instant(1_772_398_800_000);

fn now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let since = since.expect("after 1970").as_millis();
    Instant(i64::try_from(since).expect("before the sun ends"))
}

fn issue(store: &Store, request: &integrations::HttpRequest) -> Result<Access, TokenError> {
    let (status, body) = store.send(request);
    token::parse(status, &body, None, now())
}

fn session_of(shop: &str, secret: &str) -> String {
    session::mint(shop, "1", CLIENT, secret.as_bytes(), now())
}

#[test]
fn a_session_becomes_access_to_its_own_store_alone() {
    let store = Store::open();
    let open = |shop: &str| {
        let session = session_of(shop, SECRET);
        issue(&store, &token::exchange(&store.token_url(), APP, &session)).expect("exchanged")
    };
    let access = open(SHOP);
    let neighbour = open("another-shop.myshopify.com");
    assert!(!access.wants_refresh(now()) && !access.is_over(now()));
    // An hour, and 90 days.
    let left = access.expires_at.0 - now().0;
    assert!((3_590_000..=3_600_000).contains(&left), "{left}");
    let left = access.refresh_expires_at.0 - now().0;
    assert!(left > 89 * 86_400_000, "{left}");

    let domain = |token: &str| {
        let (status, body) = store.send(&shop_details(&store.endpoint(token)));
        parse_shop_details(status, &body).map(|shop| shop.domain)
    };
    assert_eq!(domain(&access.token).as_deref(), Ok(SHOP));
    assert_eq!(
        domain(&neighbour.token).as_deref(),
        Ok("another-shop.myshopify.com")
    );

    let forged = session_of(SHOP, "another secret");
    let answer = issue(&store, &token::exchange(&store.token_url(), APP, &forged));
    assert_eq!(answer, Err(TokenError::SessionInvalid));
    let impostor = App {
        id: CLIENT,
        secret: "wrong",
    };
    let session = session_of(SHOP, SECRET);
    let answer = issue(
        &store,
        &token::exchange(&store.token_url(), impostor, &session),
    );
    assert_eq!(answer, Err(TokenError::AppInvalid));
}

#[test]
fn a_refresh_whose_answer_was_lost_is_repeated_until_its_replacement_is_used() {
    let store = Store::open();
    let session = session_of(SHOP, SECRET);
    let url = store.token_url();
    let first = issue(&store, &token::exchange(&url, APP, &session)).expect("exchanged");
    store.fake("POST", "expire", json!({}));
    let (status, body) = store.send(&shop_details(&store.endpoint(&first.token)));
    let ended = parse_shop_details(status, &body);
    assert!(
        matches!(ended, Err(AdminError::Unauthorized(_))),
        "{ended:?}"
    );

    // The answer to this one is lost.
    let lost = issue(&store, &token::refresh(&url, APP, &first)).expect("refreshed");
    let second = issue(&store, &token::refresh(&url, APP, &first)).expect("refreshed again");
    assert_ne!(lost.token, second.token);
    let (status, body) = store.send(&shop_details(&store.endpoint(&second.token)));
    assert!(parse_shop_details(status, &body).is_ok());

    let third = issue(&store, &token::refresh(&url, APP, &second)).expect("the next");
    let retired = issue(&store, &token::refresh(&url, APP, &first));
    assert_eq!(retired, Err(TokenError::RefreshInvalid));
    store.fake("POST", "expire", json!({"refresh": true}));
    let over = issue(&store, &token::refresh(&url, APP, &third));
    assert_eq!(over, Err(TokenError::RefreshInvalid));
    store.fake("POST", "down", json!({"down": true}));
    let down = issue(&store, &token::refresh(&url, APP, &third));
    assert_eq!(down, Err(TokenError::Unavailable { status: 503 }));
}

fn access() -> Access {
    let body = json!({
        "access_token": "shpat_1", "scope": "write_orders,read_shipping", "expires_in": 3600,
        "refresh_token": "shprt_1", "refresh_token_expires_in": 7_776_000,
    });
    token::parse(200, body.to_string().as_bytes(), None, NOW).expect("read")
}

#[test]
fn an_exchange_asks_for_a_token_that_ends() {
    let request = token::exchange(&token::url(SHOP), APP, "a.b.c");
    assert_eq!(
        request.url,
        "https://demo-shop.myshopify.com/admin/oauth/access_token"
    );
    let body: Value = serde_json::from_str(&request.body).expect("JSON");
    let wanted = json!({
        "client_id": CLIENT, "client_secret": SECRET,
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token": "a.b.c",
        "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
        "requested_token_type": "urn:shopify:params:oauth:token-type:offline-access-token",
        "expiring": 1,
    });
    assert_eq!(body, wanted);
    let request = token::refresh(&token::url(SHOP), APP, &access());
    let body: Value = serde_json::from_str(&request.body).expect("JSON");
    let wanted = json!({
        "client_id": CLIENT, "client_secret": SECRET,
        "grant_type": "refresh_token", "refresh_token": "shprt_1",
    });
    assert_eq!(body, wanted);
    let logged = format!("{request:?} {:?}", access());
    for secret in ["shpat_1", "shprt_1", SECRET] {
        assert!(!logged.contains(secret), "{logged}");
    }
}

#[test]
fn a_token_is_refreshed_before_it_ends() {
    let access = access();
    assert_eq!(access.expires_at, Instant(NOW.0 + 3_600_000));
    assert_eq!(access.refresh_expires_at, Instant(NOW.0 + 7_776_000_000));
    let at = |minutes: i64| Instant(NOW.0 + minutes * 60_000);
    assert!(!access.wants_refresh(at(54)));
    assert!(access.wants_refresh(at(55)));
    assert!(access.wants_refresh(at(600)));
    assert!(!access.is_over(at(600)));
    assert!(access.is_over(at(90 * 24 * 60)));
    let lacks =
        access.lacks("read_orders,write_orders,read_shipping,write_shipping,read_locations");
    assert_eq!(lacks, ["write_shipping", "read_locations"]);
    let kept: Access =
        serde_json::from_str(&serde_json::to_string(&access).expect("JSON")).expect("read");
    assert_eq!(kept, access);
}

#[test]
fn every_refusal_says_whose_it_is() {
    let parse = |status: u16, body: Value| {
        token::parse(status, body.to_string().as_bytes(), None, NOW).expect_err("an error")
    };
    let refused = |error: &str| {
        parse(
            400,
            json!({"error": error, "error_description": "shprt_1 is gone"}),
        )
    };
    assert_eq!(refused("invalid_subject_token"), TokenError::SessionInvalid);
    assert_eq!(refused("invalid_grant"), TokenError::RefreshInvalid);
    assert_eq!(refused("invalid_client"), TokenError::AppInvalid);
    let odd = refused("unsupported_grant_type");
    assert!(
        matches!(&odd, TokenError::Unexpected(why) if why.contains("unsupported_grant_type") && !why.contains("shprt_1"))
    );
    for status in [0, 408, 423, 500, 503] {
        assert_eq!(parse(status, json!({})), TokenError::Unavailable { status });
    }
    let throttled = |after| token::parse(429, b"", after, NOW);
    assert_eq!(
        throttled(Some("7")),
        Err(TokenError::Throttled { wait_ms: 7000 })
    );
    assert_eq!(
        throttled(None),
        Err(TokenError::Throttled { wait_ms: 1000 })
    );
    assert_eq!(
        throttled(Some("soon")),
        Err(TokenError::Throttled { wait_ms: 1000 })
    );
    // A token without an end is not one to keep, and an odd answer is not quoted.
    let unending = json!({"access_token": "shpat_1", "scope": "write_orders"});
    let bodies = [
        unending,
        json!({"access_token": "", "expires_in": 3600, "refresh_token": "r", "refresh_token_expires_in": 9}),
        json!({"access_token": "shpat_1", "expires_in": 0, "refresh_token": "r", "refresh_token_expires_in": 9}),
        json!({"access_token": "shpat_1", "expires_in": i64::MAX, "refresh_token": "r", "refresh_token_expires_in": 9}),
        json!("shpat_1"),
    ];
    for body in bodies {
        let answer = parse(200, body);
        assert!(matches!(answer, TokenError::Unexpected(_)), "{answer:?}");
        assert!(!answer.to_string().contains("shpat_1"));
    }
}
