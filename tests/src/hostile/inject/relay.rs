//! AfterShip's own texts on the page of carrier tracking: words that no table knows, and why it refuses a number.

use std::time::Duration;

use serde_json::Value;

use super::channels::{Door, FIRST};
use super::corpus::CORPUS;
use super::{Pages, fetch};
use crate::client::Client;
use crate::hostile::HostileError;
use crate::hostile::attempt::{Attempt, send_all};
use crate::hostile::tally::{Figure, Tally, told};
use crate::hostile::town::Town;
use crate::payloads::aftership::Tracking;
use crate::payloads::{Fulfillment, Order};

/// Ids of orders whose numbers AfterShip refuses begin here.
const REFUSED: u64 = FIRST + 50_000;

/// What AfterShip says of numbers it refuses: every text, and then its twins.
pub fn reasons() -> Vec<String> {
    let hostile = CORPUS.iter().map(|it| it.text(true));
    hostile
        .chain(CORPUS.iter().map(|it| it.text(false)))
        .collect()
}

/// Has it say every text, and reads what the merchant is shown of it.
pub async fn speak(
    town: &Town,
    shop: &Client,
    hostile: bool,
    tally: &mut Tally,
) -> Result<Pages, HostileError> {
    let mut pages = refused(shop, tally).await?;
    let session = Town::session(shop);
    for (index, payload) in CORPUS.iter().enumerate() {
        // Said more often than those before it, it stands above them.
        let mut tracking = Tracking::new("UNKNOWN1", "usps", town.victim.now());
        let text = payload.text(hostile);
        for _ in 0..index + 2 {
            tracking = tracking.scan(town.victim.now(), "Unknown", "Unknown", ["", "", ""]);
        }
        let mut body = tracking.body("tracking_update", town.victim.now());
        for (at, checkpoint) in body["msg"]["checkpoints"]
            .as_array_mut()
            .into_iter()
            .flatten()
            .enumerate()
        {
            // As a subtag, and as a tag that has none.
            checkpoint["tag"] = text.as_str().into();
            checkpoint["subtag"] = if at % 2 == 0 { text.as_str() } else { "" }.into();
        }
        let what = format!("unknown words of {}", payload.mark);
        let sent = Door::AfterShip.attempt(town, shop, &what, "", &body);
        let answer = sent.send(shop).await?;
        if !answer.ok() {
            tally.breach(Figure::ValidRefused, &told(&sent, &answer));
        }
        let read = ["/admin/tracking", "/admin/tracking.json"].map(|path| {
            let key = format!("unknown words of {} at {path}", payload.mark);
            Attempt::get(key, path).within(&session)
        });
        pages.extend(fetch(shop, read.into(), tally).await?);
    }
    Ok(pages)
}

/// Tells the shop of parcels whose numbers AfterShip refuses.
pub async fn tell(
    town: &Town,
    shop: &Client,
    hostile: bool,
    tally: &mut Tally,
) -> Result<(), HostileError> {
    let at = town.victim.now() - 3_600_000;
    let mut told_of = Vec::new();
    for (index, payload) in (0..).zip(&CORPUS) {
        let id = REFUSED + index;
        town.outside.order(shop.shop(), id).await?;
        let reason = if hostile {
            index
        } else {
            index + CORPUS.len() as u64
        };
        let mut parcel = Fulfillment::new(id * 10, id, at);
        // Numbers of equal length: what is compared is not them.
        parcel.tracking = vec![format!("SAYS{reason:03}")];
        for (topic, body) in [
            (
                "orders/create",
                Order::new(id, 20_000 + index as u32, at).body(),
            ),
            ("fulfillments/create", parcel.body()),
        ] {
            let what = format!("an order AfterShip refuses as {}", payload.mark);
            let delivery = format!("{id}-{topic}");
            told_of.push(Door::Shopify(topic).attempt(town, shop, &what, &delivery, &body));
        }
    }
    send_all(shop, told_of, |attempt, answer| {
        tally.requests += 1;
        if !answer.ok() {
            tally.breach(Figure::ValidRefused, &told(attempt, answer));
        }
    })
    .await
}

/// Waits until AfterShip was asked for every number and the orders know it: what a silence says on their pages hangs on that.
pub async fn watched(shop: &Client) -> Result<(), HostileError> {
    // One number at a time, some a second, after all those of the other orders.
    let mut waits = 0;
    loop {
        let board: Value = shop.admin("/admin/tracking.json").await?.json()?;
        let rows = board["relay"]["rows"].as_array().into_iter().flatten();
        let states: Vec<&Value> = rows.map(|row| &row["state"]).collect();
        let says = states
            .iter()
            .filter(|state| **state == "unsupported")
            .count();
        if says >= CORPUS.len() && states.iter().all(|state| *state != "pending") {
            break;
        }
        waits += 1;
        if waits > 480 {
            let what =
                format!("AfterShip was not asked for all numbers within 2 min: {says} refused");
            return Err(HostileError::Wrong(what));
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    // From the Shop object to the ledgers.
    tokio::time::sleep(Duration::from_secs(3)).await;
    Ok(())
}

/// The pages that say why it refuses.
async fn refused(shop: &Client, tally: &mut Tally) -> Result<Pages, HostileError> {
    // A session lives a minute.
    let session = Town::session(shop);
    let traces = (REFUSED..).zip(&CORPUS).map(|(id, payload)| {
        let key = format!("refused number of {}", payload.mark);
        (key, format!("/admin/orders/{id}"))
    });
    let boards = ["/admin/tracking", "/admin/tracking.json"];
    let boards = boards.map(|path| (format!("refused numbers at {path}"), path.to_owned()));
    let read = traces.chain(boards);
    let read = read.map(|(key, path)| Attempt::get(key, path).within(&session));
    fetch(shop, read.collect(), tally).await
}
