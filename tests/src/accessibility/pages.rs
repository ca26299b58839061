//! Every page a shopper or a merchant meets, as the real worker serves it.

use std::collections::BTreeSet;

use super::{AccessibilityError, LANGUAGES};
use crate::demo::{Demo, SHOP, orders};
use crate::payloads::{Fulfillment, Order, carrier_scan, fulfillment_event};
use crate::script::{DAY, HOUR};
use crate::storefront::Storefront;

/// One page in one language.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is, for complaints.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// What is on that page and on no other (a selector): a page of an error would pass for it.
    pub holds: &'static str,
    /// What the reader does there before it is looked at (the body of a function).
    pub act: Option<&'static str>,
}

/// The pages, and the shop's domain some of them stand on.
pub struct Shelf {
    /// In no particular order.
    pub pages: Vec<Page>,
    _storefront: Storefront,
}

/// What tells pages apart.
const ORDER: &str = "#status h1";
const FORM: &str = "main.plain form:not(.outcome ~ form)";
const ANSWERED: &str = ".outcome[role=status]";
const MESSAGE: &str = "main.plain h1:not(:has(~ form))";

/// A form sent with an order that is not there.
const GUESS: &str = "
    document.querySelector('[name=number]').value = '#9999';
    document.querySelector('[name=email]').value = 'nobody@example.com';
    document.querySelector('form').submit();";

/// Finds them all.
///
/// # Errors
/// The demo shop does not answer.
pub async fn shelf(demo: &Demo) -> Result<Shelf, AccessibilityError> {
    let storefront = Storefront::start(demo.client().base(), SHOP, &demo.secrets().api_secret)
        .await
        .map_err(|source| AccessibilityError::Io {
            what: "serving the shop's domain",
            source,
        })?;
    let mut pages = Vec::new();
    for (name, path) in states(demo).await? {
        spoken(&mut pages, &name, &path, ORDER, None);
    }
    let behind = demo.numbered(orders::TWO_WAYS).map(|order| {
        let token = demo.client().link_token(&order.script.order.id.to_string());
        storefront.url(&format!("/o/{token}"))
    });
    if let Some(url) = behind {
        spoken(&mut pages, "order behind the app proxy", &url, ORDER, None);
    }
    spoken(&mut pages, "look-up", &storefront.url(""), FORM, None);
    spoken(
        &mut pages,
        "look-up without a match",
        &storefront.url(""),
        ANSWERED,
        Some(GUESS),
    );
    spoken(
        &mut pages,
        "no such page",
        &format!("{}/o/nothing", demo.client().base()),
        MESSAGE,
        None,
    );
    pages.extend(merchants(demo));
    Ok(Shelf {
        pages,
        _storefront: storefront,
    })
}

/// A page in every language.
fn spoken(
    pages: &mut Vec<Page>,
    name: &str,
    url: &str,
    holds: &'static str,
    act: Option<&'static str>,
) {
    pages.extend(LANGUAGES.map(|lang| Page {
        name: format!("{name}, {lang}"),
        url: format!("{url}?lang={lang}"),
        holds,
        act,
    }));
}

/// An order of each state that looks different, and one with every foreign text long and strange.
async fn states(demo: &Demo) -> Result<Vec<(String, String)>, AccessibilityError> {
    let mut known = BTreeSet::new();
    let mut states = Vec::new();
    for order in demo.orders() {
        let shown = demo.page(&order.script).await?;
        let page = &shown["page"];
        let some = |name: &str| page[name].as_array().is_some_and(|list| !list.is_empty());
        let state = (
            page["claim"].as_str().unwrap_or_default().to_owned(),
            page["parcels"].as_array().map_or(0, Vec::len).min(2),
            some("notices"),
        );
        if known.insert(state) {
            let name = format!("{} {}", order.script.order.name, order.situation);
            states.push((name, demo.link(&order.script)));
        }
    }
    let id = foreign(demo).await?;
    let token = demo.client().link_token(&id.to_string());
    let base = demo.client().base();
    states.push(("long foreign text".to_owned(), format!("{base}/o/{token}")));
    Ok(states)
}

/// Words of others at their worst: long, without a place to break, of another direction.
const TITLES: [&str; 4] = [
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsbecher",
    "كوب خزفي مصنوع يدويًا بطلاء أزرق داكن، مقاس كبير، مناسب لغسالة الصحون والميكروويف",
    "SKU_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789_0123456789",
    "手作りの陶器のマグカップ・大・藍色の釉薬・食洗機と電子レンジに対応・二個組・贈答用の箱入り",
];

/// Sends an order whose every foreign text is such; its id.
async fn foreign(demo: &Demo) -> Result<u64, AccessibilityError> {
    let client = demo.client();
    let id = 8_800_000_001;
    let now = client.now();
    let mut order = Order::new(id, 9_001, now - 3 * DAY);
    let line = order.lines[0].clone();
    order.lines = TITLES
        .iter()
        .zip(1..)
        .map(|(title, index)| crate::payloads::Line {
            id: id * 10 + index,
            title: (*title).to_owned(),
            quantity: 12,
            current: 12,
            ..line.clone()
        })
        .collect();
    let mut parcel = Fulfillment::new(id * 10, id, now - 2 * DAY);
    let carrier = "Österreichische Paketzustellgesellschaftsniederlassung";
    parcel.carrier = Some(carrier.to_owned());
    parcel.tracking = vec!["9400111899560000000000000000000000000000000000000000".to_owned()];
    parcel.items = order.lines.iter().map(|line| (line.id, 12)).collect();
    let place = (
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "Ynys Môn / Isle of Anglesey",
        "GB",
    );
    let event = fulfillment_event(id + 1, id, id * 10, "in_transit", now - DAY, Some(place));
    let noted = carrier_scan("long-1", "in_transit", id, &parcel.tracking[0], now - HOUR)
        .with("carrier", carrier)
        .with("text", TITLES.join(" "));
    for (topic, body) in [
        ("orders/create", order.body()),
        ("fulfillments/create", parcel.body()),
        ("fulfillment_events/create", event),
    ] {
        let delivery = format!("long-{topic}");
        client.webhook(topic, &delivery, &body).await?.expect_ok()?;
    }
    client
        .operations("annex", "long", &noted.body())
        .await?
        .expect_ok()?;
    Ok(id)
}

/// The merchant's pages; theirs are in English.
fn merchants(demo: &Demo) -> Vec<Page> {
    let list = demo.merchant_link();
    let mut pages = vec![
        ("order list".to_owned(), list.clone(), "table.orders"),
        (
            "order list, filtered to nothing".to_owned(),
            format!("{list}&state=returned&exception=lost"),
            "p.empty",
        ),
        ("promises".to_owned(), demo.promises_link(), ".switch form"),
        (
            "signed out".to_owned(),
            format!("{}/admin", demo.client().base()),
            MESSAGE,
        ),
    ];
    for number in [orders::TWO_WAYS, orders::HANDOVER] {
        if let Some(order) = demo.numbered(number) {
            let name = format!("trace of {}", order.script.order.name);
            pages.push((name, demo.trace_link(&order.script), "[id^=fact-]"));
        }
    }
    pages
        .into_iter()
        .map(|(name, url, holds)| Page {
            name,
            url,
            holds,
            act: None,
        })
        .collect()
}
