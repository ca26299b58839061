//! Hostile text through every field a vendor, a warehouse, a carrier, a shopper or a merchant can write into.
//!
//! Two shops are told the same, one in hostile text and one in plain. The elements and attributes of every page about the one
//! must be those of the same page about the other: then no text became markup, whatever the text. Addresses, scripts and
//! templates are looked at by themselves.

mod acting;
mod channels;
mod corpus;
mod page;
mod relay;
mod seen;

use std::collections::BTreeMap;
use std::time::Duration;

use rand::rngs::SmallRng;
use serde_json::json;

use super::HostileError;
use super::attempt::{Attempt, send_all};
use super::outside::Outside;
use super::tally::{Figure, Tally, told};
use super::town::Town;
use crate::client::{Answer, Client};
use crate::sign;
use channels::Variant;
use corpus::{CORPUS, Payload};
pub use relay::reasons;
use seen::Seen;

/// The shop of hostile text, and the one of plain text.
const HOSTILE: &str = "hostile-text.myshopify.com";
const PLAIN: &str = "hostile-twin.myshopify.com";

/// Both.
pub const SHOPS: [&str; 2] = [HOSTILE, PLAIN];

/// A version no order has: its reader has seen newer than any cache, so that the ledger itself is asked.
const SEEN: &str = "9007199254740991";
/// The same as a parameter.
const ANEW: &str = "seen=9007199254740991";

/// Languages pages are read in, in turn.
const LANGUAGES: [&str; 6] = ["en", "es", "de", "fr", "ja", "ar"];

/// A page by what it shows; the same key names the twin's.
type Pages = BTreeMap<String, Answer>;

/// Tells both shops everything and compares what is shown.
pub async fn run(town: &Town, dice: &mut SmallRng, tally: &mut Tally) -> Result<(), HostileError> {
    let shops = [town.world.client(HOSTILE), town.world.client(PLAIN)];
    let mut settings = json!({"name": "Text", "zone": "UTC", "contact": "mailto:help@example.com"});
    for shop in &shops {
        let [.., secret] = Town::relay_secrets(shop.shop());
        settings["aftership"] = Outside::account(&secret);
        shop.install(&settings).await?;
    }
    // What is to be open must be reported after the installation, in whole seconds.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let variants = channels::variants(town.victim.now(), dice);
    let mut seen = Seen::default();
    for (index, shop) in shops.iter().enumerate() {
        tell(town, shop, &variants, index == 0, tally).await?;
        relay::tell(town, shop, index == 0, tally).await?;
    }
    for shop in &shops {
        relay::watched(shop).await?;
    }
    let mut read = Vec::new();
    for (index, shop) in shops.iter().enumerate() {
        let mut pages = acting::act(shop, &variants, index == 0, tally).await?;
        pages.extend(relay::speak(town, shop, index == 0, tally).await?);
        let attempts = order_pages(town, shop, &variants);
        pages.extend(fetch(shop, attempts, tally).await?);
        read.push(pages);
    }
    seen.compare(&read, tally);
    let mut read = Vec::new();
    for (index, shop) in shops.iter().enumerate() {
        close(shop, &variants, index == 0, tally).await?;
        let of_payloads: Vec<Variant> = variants.iter().filter(|it| it.whole).cloned().collect();
        let attempts = order_pages(town, shop, &of_payloads);
        let mut pages = fetch(shop, attempts, tally).await?;
        pages.extend(settings_pages(town, shop, index == 0, tally).await?);
        pages.extend(asked_pages(town, shop, index == 0, tally).await?);
        read.push(pages);
    }
    seen.compare(&read, tally);
    println!("hostile.text_pages: {}", seen.pages);
    println!("hostile.texts_shown: {} of {}", seen.texts(), CORPUS.len());
    seen.reached()
}

/// Sends every variant's webhooks and reports. A text may be refused where it stands for an id or a time; never as our fault.
async fn tell(
    town: &Town,
    shop: &Client,
    variants: &[Variant],
    hostile: bool,
    tally: &mut Tally,
) -> Result<(), HostileError> {
    let mut attempts = Vec::new();
    for variant in variants {
        town.outside.order(shop.shop(), variant.order).await?;
        for (index, (door, body)) in variant.told(hostile).into_iter().enumerate() {
            let what = format!("text in {}", variant.name);
            let delivery = format!("{}-{index}", variant.order);
            attempts.push(door.attempt(town, shop, &what, &delivery, &body));
        }
    }
    send_all(shop, attempts, |attempt, answer| {
        tally.requests += 1;
        if answer.status >= 500 {
            tally.breach(Figure::Accepted, &told(attempt, answer));
        }
    })
    .await
}

/// Every surface of every order told of.
fn order_pages(town: &Town, shop: &Client, variants: &[Variant]) -> Vec<Attempt> {
    let session = Town::session(shop);
    let anew = proxied(town, shop, &[("seen", SEEN)]);
    let mut attempts = Vec::new();
    for (index, variant) in variants.iter().enumerate() {
        let order = variant.order.to_string();
        let token = shop.link_token(&order);
        let lang = LANGUAGES[index % LANGUAGES.len()];
        let mut ask = |what: &str, path: String| {
            let key = format!("{what} of {}", variant.name);
            attempts.push(Attempt::get(key, path).within(&session));
        };
        ask("page", format!("/o/{token}?lang={lang}&{ANEW}"));
        ask("trace", format!("/admin/orders/{order}"));
        if variant.whole {
            ask("English page", format!("/o/{token}?lang=en&{ANEW}"));
            ask("page in the storefront", format!("/proxy/o/{token}?{anew}"));
            ask("page's JSON", format!("/o/{token}.json?{ANEW}"));
            ask(
                "JSON in the storefront",
                format!("/proxy/o/{token}.json?{anew}"),
            );
            ask("trace's JSON", format!("/admin/orders/{order}.json"));
        }
    }
    attempts
}

async fn fetch(
    shop: &Client,
    attempts: Vec<Attempt>,
    tally: &mut Tally,
) -> Result<Pages, HostileError> {
    let mut pages = Pages::new();
    send_all(shop, attempts, |attempt, answer| {
        tally.requests += 1;
        pages.insert(attempt.what.clone(), answer.clone());
    })
    .await?;
    Ok(pages)
}

/// Closes the open exceptions of the whole variants in the merchant's own words, and has items refused whose names are text.
async fn close(
    shop: &Client,
    variants: &[Variant],
    hostile: bool,
    tally: &mut Tally,
) -> Result<(), HostileError> {
    // What is in an acting shopper's trace is to be their own words alone.
    for variant in variants.iter().filter(|it| it.whole && !it.acting) {
        let payload = &variant.payload;
        let order = variant.order.to_string();
        let view = shop.trace(&order).await?.view;
        let open = view.exceptions.iter().find(|it| it.closed_at.is_none());
        if let Some(exception) = open {
            let path = format!("/admin/orders/{order}/exceptions/{}", exception.id);
            let body = json!({"action": "close", "how": payload.text(hostile)});
            shop.admin_post(&path, &body).await?;
            tally.requests += 1;
        }
        let mut event = json!({"id": format!("x-{order}"), "kind": "note", "at": "2026-01-01T00:00:00Z", "order": order});
        event[payload.text(hostile)] = json!(1);
        shop.operations("text", &format!("x-{order}"), &event)
            .await?;
        tally.requests += 1;
    }
    Ok(())
}

/// The shop's own pages under every text as its settings.
async fn settings_pages(
    town: &Town,
    shop: &Client,
    hostile: bool,
    tally: &mut Tally,
) -> Result<Pages, HostileError> {
    let mut pages = Pages::new();
    for (index, payload) in CORPUS.iter().enumerate() {
        let text = payload.text(hostile);
        let plain: String = text.chars().filter(|char| !char.is_control()).collect();
        let contact = match index % 2 {
            0 => format!("https://example.com/?q={plain}"),
            _ => "mailto:help@example.com".to_owned(),
        };
        let settings = json!({
            "name": plain, "contact": contact,
            "promises": {"methods": [{"title": plain.trim(), "code": plain.trim(), "locations": [corpus::short(&plain)]}]},
        });
        let told = shop.admin_post("/admin/settings", &settings).await?;
        if !told.ok() {
            let what = format!("settings of {text:?}: {} {}", told.status, told.text);
            tally.breach(Figure::ValidRefused, &what);
        }
        // The merchant's own headings. Some texts are no headings; those are refused, and ours stay.
        let wording =
            json!({"wording": {"en": {"label-faq": plain.trim(), "label-items": plain.trim()}}});
        let worded = shop.admin_post("/admin/settings", &wording).await?;
        if worded.status >= 500 {
            tally.breach(
                Figure::Accepted,
                &format!("headings of {text:?}: {}", worded.text),
            );
        }
        let page = format!(
            "/o/{}?lang=en&{ANEW}",
            shop.link_token(&channels::FIRST.to_string())
        );
        let query = proxied(town, shop, &[]);
        let session = Town::session(shop);
        let attempts = [
            "/admin",
            "/admin.json",
            "/admin/promises",
            "/admin/promises.json",
            "/admin/settings",
            "/admin/tracking",
            "/admin/tracking.json",
            &format!("/proxy?{query}"),
            &format!("/proxy/promise?{query}"),
            &page,
        ]
        .map(|path| {
            let route = path.split('?').next().unwrap_or_default();
            // A token is another in each shop.
            let route = if route.starts_with("/o/") {
                "/o"
            } else {
                route
            };
            Attempt::get(format!("{route} with settings of {}", payload.mark), path)
                .within(&session)
        });
        pages.extend(fetch(shop, attempts.into(), tally).await?);
    }
    Ok(pages)
}

/// Pages asked for with every text as their parameters.
async fn asked_pages(
    town: &Town,
    shop: &Client,
    hostile: bool,
    tally: &mut Tally,
) -> Result<Pages, HostileError> {
    let session = Town::session(shop);
    let mut attempts = Vec::new();
    for (index, payload) in CORPUS.iter().enumerate() {
        let text = payload.text(hostile);
        let given = sign::percent(&text);
        let mut ask = |what: &str, path: String| {
            let key = format!("{what} asked with {}", payload.mark);
            attempts.push(Attempt::get(key, path).within(&session));
        };
        ask("the list", format!("/admin?state={given}"));
        ask(
            "the list after",
            format!("/admin?after={given}&lang={given}"),
        );
        ask("a page", format!("/o/{given}"));
        ask("an order", format!("/admin/orders/{given}"));
        ask(
            "promises",
            format!("/admin/promises?lang={given}&renewed={given}"),
        );
        let query = proxied(
            town,
            shop,
            &[
                ("number", &text),
                ("lang", &text),
                (&corpus::name(&text), "1"),
            ],
        );
        ask("the look-up", format!("/proxy?{query}"));
        let query = proxied(town, shop, &[("option", &text), ("classes", &text)]);
        ask("the storefront's block", format!("/proxy/promise?{query}"));
        attempts.extend(acting::answers(shop, channels::FIRST, payload.mark, &text));
        let key = format!("sign-in asked with {}", payload.mark);
        attempts.push(Attempt::get(
            key,
            format!("/admin?shop={given}&id_token={given}"),
        ));
        let form = format!("number={given}&email={given}");
        let query = proxied(town, shop, &[]);
        let key = format!("a look-up asked with {}", payload.mark);
        attempts.push(
            Attempt::post(key, format!("/proxy?{query}"), form.into_bytes())
                .with("content-type", "application/x-www-form-urlencoded")
                .with(
                    "accept-language",
                    text.replace(|char: char| !char.is_ascii_graphic(), ""),
                )
                .with("x-forwarded-for", format!("203.0.113.{index}")),
        );
    }
    fetch(shop, attempts, tally).await
}

fn proxied(town: &Town, shop: &Client, own: &[(&str, &str)]) -> String {
    let now = town.seconds().to_string();
    let mut query = vec![
        ("shop", shop.shop()),
        ("path_prefix", "/apps/plumbline"),
        ("timestamp", now.as_str()),
    ];
    query.extend(own);
    sign::proxy_query(&query, &town.secrets().api_secret)
}

impl Payload {
    /// Its text for one of the two shops.
    fn text(&self, hostile: bool) -> String {
        if hostile {
            self.hostile.to_owned()
        } else {
            self.plain()
        }
    }
}
