//! Hostile text through every field a vendor, a warehouse or a merchant can write into.
//!
//! Two shops are told the same, one in hostile text and one in plain. The elements and attributes of every page about the one
//! must be those of the same page about the other: then no text became markup, whatever the text. Addresses, scripts and
//! templates are looked at by themselves.

mod channels;
mod corpus;
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use rand::rngs::SmallRng;
use serde_json::json;

use super::HostileError;
use super::attempt::{Attempt, send_all};
use super::guard;
use super::tally::{Figure, Tally, told};
use super::town::Town;
use crate::client::{Answer, Client};
use crate::sign;
use channels::Variant;
use corpus::{CORPUS, Payload};

/// The shop of hostile text, and the one of plain text.
const HOSTILE: &str = "hostile-text.myshopify.com";
const PLAIN: &str = "hostile-twin.myshopify.com";

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
    let settings = json!({"name": "Text", "zone": "UTC", "contact": "mailto:help@example.com"});
    for shop in &shops {
        shop.install(&settings).await?;
    }
    // What is to be open must be reported after the installation, in whole seconds.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let variants = channels::variants(town.victim.now(), dice);
    let mut seen = Seen::default();
    for (index, shop) in shops.iter().enumerate() {
        tell(town, shop, &variants, index == 0, tally).await?;
    }
    let mut read = Vec::new();
    for shop in &shops {
        let attempts = order_pages(town, shop, &variants);
        read.push(fetch(shop, attempts, tally).await?);
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
    let shown = CORPUS
        .iter()
        .filter(|payload| seen.marks.contains(payload.mark))
        .count();
    println!("hostile.texts_shown: {shown} of {}", CORPUS.len());
    if shown < CORPUS.len() {
        let missing: Vec<&str> = CORPUS
            .iter()
            .map(|it| it.mark)
            .filter(|mark| !seen.marks.contains(*mark))
            .collect();
        return Err(HostileError::Wrong(format!(
            "no page shows {missing:?}: the texts do not reach the pages"
        )));
    }
    Ok(())
}

/// What was compared.
#[derive(Default)]
struct Seen {
    pages: usize,
    marks: BTreeSet<&'static str>,
}

impl Seen {
    fn compare(&mut self, read: &[Pages], tally: &mut Tally) {
        let [hostile, plain] = read else { return };
        // The list and the promises: what they count reaches the Shop object in its own time.
        let figures = |key: &str| {
            key.contains("promises") || key.starts_with("/admin") || key.starts_with("the list")
        };
        let known: BTreeSet<String> = plain
            .iter()
            .filter(|(key, _)| figures(key))
            .flat_map(|(_, answer)| page::shape_of(&answer.text))
            .collect();
        for (key, answer) in hostile {
            let Some(twin) = plain.get(key) else {
                tally.breach(
                    Figure::Unescaped,
                    &format!("{key}: only the hostile text has this page"),
                );
                continue;
            };
            self.pages += 1;
            for payload in &CORPUS {
                if answer
                    .text
                    .to_lowercase()
                    .contains(&payload.mark.to_lowercase())
                {
                    self.marks.insert(payload.mark);
                }
            }
            let known = figures(key).then_some(&known);
            for flaw in judge(answer, twin, known) {
                tally.breach(Figure::Unescaped, &format!("{key}: {flaw}"));
            }
            if answer.text.starts_with("<!DOCTYPE") {
                for flaw in guard::flaws(answer) {
                    tally.breach(Figure::Unguarded, &format!("{key}: {flaw}"));
                }
            }
        }
    }
}

/// What is wrong with an answer beside its twin.
fn judge(answer: &Answer, twin: &Answer, known: Option<&BTreeSet<String>>) -> Vec<String> {
    let mut flaws = Vec::new();
    if answer.status != twin.status {
        flaws.push(format!(
            "answers {} to hostile text and {} to plain",
            answer.status, twin.status
        ));
    }
    let kind = answer.headers.get("content-type");
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.contains("liquid") && (answer.text.contains("{{") || answer.text.contains("{%")) {
        flaws.push("a template's brackets where templates are rendered".to_owned());
    }
    if kind.starts_with("text/html") {
        flaws.extend(page::flaws(&answer.text, &twin.text, known));
    } else if kind.starts_with("application/json") {
        if let Err(error) = serde_json::from_str::<serde_json::Value>(&answer.text) {
            flaws.push(format!("is no JSON: {error}"));
        }
    } else if !answer.text.is_empty() {
        flaws.push(format!("foreign text as {kind:?}"));
    }
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        if name != "location" && value.contains(corpus::MARK) {
            flaws.push(format!("foreign text in the header {name}"));
        }
    }
    flaws
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
    for (variant, payload) in variants.iter().filter(|it| it.whole).zip(&CORPUS) {
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
            "/o/{}?lang=en&seen=1",
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
