//! `GET /proxy/promise`: the ship-by date of an order placed now, for the storefront's block.
//!
//! Parameters: `option` (a delivery option's title, code or handle as the settings have it; absent: the first one),
//! `classes` (handling classes of what is in the cart, with commas), `lang`. Any doubt is answered by nothing.
//!
//! Many shoppers ask the same: an instance keeps a shop's dates for some seconds, browsers keep the answer for some
//! more. Together that stays far below the minute within which the merchant's switch must be seen everywhere.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use contract::checkout::{ShopTime, TimeOfDay};
use contract::promises::{Published, StorefrontPromise};
use copy::StorefrontTimes;
use fulfillment::{Date, Instant};
use serde_json::json;
use worker::Response;

use super::proxy::storefront;
use super::{Call, respond};
use crate::calls::ShopCalls;
use crate::config::ShopDomain;
use crate::error::Failure;
use crate::locale::PlatformDates;
use crate::settings::offsets;

/// How long an instance keeps a shop's dates. Milliseconds.
const KEPT: f64 = 10_000.0;
/// Shops whose dates an instance keeps.
const SHOPS: usize = 256;
/// How long browsers keep an answer.
const CACHE: &str = "private, max-age=15";
/// Handling classes looked at; a cart has few.
const CLASSES: usize = 20;

/// A shop's dates and when they were read, by the platform's clock.
type Read = (f64, Option<Rc<Published>>);

thread_local! {
    static READ: RefCell<HashMap<ShopDomain, Read>> = RefCell::new(HashMap::new());
}

/// Answers `{"promise": …}`, null where nothing may be said.
pub async fn promise(call: &Call) -> Result<Response, Failure> {
    let asked = storefront(call)?;
    let published = published(call, &asked.shop).await?;
    let classes: BTreeSet<&str> = asked
        .param("classes")
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|class| !class.is_empty())
        .collect();
    let classes: Vec<&str> = classes.into_iter().collect();
    let option = asked.param("option").filter(|name| !name.is_empty());
    let lang = call.language(None);
    let said = published
        .filter(|_| classes.len() <= CLASSES)
        .and_then(|published| say(&published, call.now, option, &classes, lang));
    let mut response = respond::json(&json!({ "promise": said }))?;
    response.headers_mut().set("cache-control", CACHE)?;
    Ok(response)
}

/// The shop's dates: those this instance has just read, else the Shop object's.
async fn published(call: &Call, shop: &ShopDomain) -> Result<Option<Rc<Published>>, Failure> {
    let clock = js_sys::Date::now();
    let known = READ.with_borrow(|read| read.get(shop).cloned());
    if let Some((at, published)) = known
        && (0.0..KEPT).contains(&(clock - at))
    {
        return Ok(published);
    }
    let published = ShopCalls::of(&call.env, shop)?.published(call.now).await?;
    let published = published
        .filter(|published| published.contract == contract::VERSION)
        .map(Rc::new);
    READ.with_borrow_mut(|read| {
        if read.len() >= SHOPS {
            read.clear();
        }
        read.insert(shop.clone(), (clock, published.clone()));
    });
    Ok(published)
}

/// What may be said at `now`, in words.
fn say(
    published: &Published,
    now: Instant,
    option: Option<&str>,
    classes: &[&str],
    lang: &str,
) -> Option<StorefrontPromise> {
    let zone = offsets(&published.zone, now);
    let (date, millis) = zone.local(now);
    let time = TimeOfDay(u32::try_from(millis / 1000).ok()?);
    let offer = published.offer(now, ShopTime { date, time }, option, classes)?;
    let instant = |at: ShopTime| zone.instant(at.date, i64::from(at.time.0) * 1000);
    let midnight = zone.instant(Date(date.0 + 1), 0);
    let times = StorefrontTimes {
        zone: &published.zone,
        cutoff: offer.later.map(|(at, _)| instant(at)),
        until: midnight.min(published.stale_at),
    };
    Some(copy::storefront(
        &offer,
        times,
        lang,
        &PlatformDates { now },
    ))
}
