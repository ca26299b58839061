//! The shopper's choice of language, and the merchant's own words, through the shop's own domain.

use e2e::client::Client;
use e2e::payloads::Order;
use e2e::storefront::Storefront;
use e2e::world::{Options, World};
use serde_json::json;

const SHOP: &str = "languages.myshopify.com";

/// A shop with one order, and its domain.
async fn shop(order: &Order) -> (World, Client, Storefront) {
    let world = World::start(Options::default()).await.expect("a world");
    let client = world.client(SHOP);
    let settings = json!({"name": "Kiln & Thread", "zone": "America/Chicago", "installed_at": 0});
    client.install(&settings).await.expect("installed");
    let placed = client
        .webhook("orders/create", "l1", &order.body())
        .await
        .expect("an answer");
    assert!(placed.ok(), "{}", placed.text);
    client.tick().await.expect("a tick");
    let domain = Storefront::start(client.base(), SHOP, &world.secrets().api_secret)
        .await
        .expect("a domain");
    (world, client, domain)
}

fn browser() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client")
}

async fn text(browser: &reqwest::Client, url: &str) -> String {
    let answer = browser.get(url).send().await.expect("an answer");
    assert!(answer.status().is_success(), "{url}: {}", answer.status());
    answer.text().await.expect("text")
}

/// A chosen language is kept from the form to the page, over its refresh, and back to the form.
#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_language_is_kept() {
    let now = jiff::Timestamp::now().as_millisecond();
    let mut order = Order::new(8_400_000_001, 3001, now - 3_600_000);
    order.locale = "fr-FR".to_owned();
    let (mut world, client, domain) = shop(&order).await;
    let browser = browser();

    let asked = text(&browser, &domain.url("?lang=ja")).await;
    assert!(asked.contains("<html lang=\"ja\""), "{asked}");
    assert!(
        asked.contains("action=\"/apps/plumbline?lang=ja\""),
        "{asked}"
    );
    let form = [("number", "#3001"), ("email", order.email.as_str())];
    let form: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", e2e::sign::percent(value)))
        .collect();
    let found = browser
        .post(domain.url("?lang=ja"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.join("&"))
        .send()
        .await
        .expect("an answer");
    let to = found.headers()["location"]
        .to_str()
        .expect("a path")
        .to_owned();
    assert!(to.ends_with("?lang=ja"), "{to}");

    let path = to
        .strip_prefix("/apps/plumbline")
        .expect("behind the proxy");
    let page = text(&browser, &domain.url(path)).await;
    assert!(
        page.contains("<html lang=\"ja\"") && page.contains("hreflang=\"ar\""),
        "{page}"
    );
    assert!(
        page.contains(".json?lang=ja\""),
        "its refresh asks for the same"
    );
    assert!(
        page.contains("href=\"/apps/plumbline?lang=ja\""),
        "the way back"
    );

    // Without a choice the order's own language is spoken, and an unknown one changes nothing.
    let token = client.link_token(&order.id.to_string());
    for query in ["", "?lang=tlh"] {
        let page = text(&browser, &domain.url(&format!("/o/{token}{query}"))).await;
        assert!(page.contains("<html lang=\"fr\""), "{query}");
        assert!(page.contains("href=\"/apps/plumbline\""), "{query}");
    }
    world.stop().await;
}

/// The merchant's own words are shown in their language, as text, and never claim anything.
#[tokio::test(flavor = "multi_thread")]
async fn own_words_are_shown_and_claim_nothing() {
    let now = jiff::Timestamp::now().as_millisecond();
    let order = Order::new(8_400_000_002, 3002, now - 3_600_000);
    let (mut world, client, domain) = shop(&order).await;
    let browser = browser();
    let path = format!("/o/{}", client.link_token(&order.id.to_string()));
    let of = async |lang: &str| {
        let seen = format!("{path}?lang={lang}&seen={}", u32::MAX);
        text(&browser, &domain.url(&seen)).await
    };

    for refused in [
        json!({"wording": {"en": {"label-timeline": "Your parcel is on its way"}}}),
        json!({"wording": {"en": {"claim-received": "Thank you"}}}),
        json!({"wording": {"xx": {"label-timeline": "Hi"}}}),
    ] {
        let answer = client.admin_post("/admin/settings", &refused).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 400, "{refused}: {}", answer.text);
    }
    let own =
        json!({"wording": {"de": {"label-faq": "Oft gefragt", "label-history": "<b>Akte</b>"}}});
    client
        .admin_post("/admin/settings", &own)
        .await
        .and_then(e2e::client::Answer::expect_ok)
        .expect("taken");
    client.tick().await.expect("a tick");
    let german = of("de").await;
    assert!(german.contains("&lt;b&gt;Akte&lt;/b&gt;"), "{german}");
    assert!(!german.contains("<b>Akte"), "foreign text stays text");
    assert!(!of("en").await.contains("Akte"));
    let form = text(&browser, &domain.url("?lang=de")).await;
    assert!(form.contains("<html lang=\"de\""));

    let back = json!({"wording": {"de": {"label-history": ""}}});
    client
        .admin_post("/admin/settings", &back)
        .await
        .and_then(e2e::client::Answer::expect_ok)
        .expect("taken");
    client.tick().await.expect("a tick");
    assert!(!of("de").await.contains("Akte"));
    world.stop().await;
}
