//! Facts whose order nobody knows yet: stored, acknowledged, and sent on when a name turns up.

use fulfillment::Instant;
use fulfillment::instant::DAY;
use integrations::{DirectoryLink, Locator};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Shop, ShopError, find};
use crate::ledger;
use crate::letters;
use crate::sql::{Arg, Sql};

/// How long facts wait for their order before they become a dead letter.
const PATIENCE: i64 = 7 * DAY;
/// Source of dead letters that were parked.
pub(super) const SOURCE: &str = "parked";

/// What begins the delivery ids of a relay of carriers' scans.
pub const FROM_RELAY: &str = "aftership/";

/// A delivery about an order by another name than its id. Personal data is not parked.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Parked {
    shop: String,
    #[serde(default)]
    delivery: String,
    about: Locator,
    #[serde(default)]
    facts: Vec<Value>,
    #[serde(default)]
    links: Vec<DirectoryLink>,
}

/// Where a parked delivery went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parking {
    /// Its order, where it is known after all: its ledger is called.
    pub order: Option<String>,
    /// It waits.
    pub parked: bool,
}

impl<S: Sql> Shop<S> {
    /// Takes a delivery whose order is not known: parks it, or sends it on if it became known
    /// meanwhile.
    ///
    /// # Errors
    /// Not a delivery, or storage failed: nothing is stored.
    pub fn park(&mut self, now: Instant, body: &[u8]) -> Result<Parking, ShopError> {
        let parked: Parked = serde_json::from_slice(body)?;
        self.bind(&parked.shop)?;
        let nothing = Parking {
            order: None,
            parked: false,
        };
        if self.known()?.redacted_at.is_some() {
            return Ok(nothing);
        }
        if let Some(order) = self.resolve(&parked.about)? {
            self.send_on(now, &order, parked)?;
            return Ok(Parking {
                order: Some(order),
                parked: false,
            });
        }
        let Some(link) = find::key(&parked.about) else {
            return Ok(nothing);
        };
        let kept = serde_json::to_string(&parked)?;
        self.sql.write(
            "INSERT OR IGNORE INTO parked(link, delivery, body, at, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
            &[
                Arg::Text(&link),
                Arg::Text(&parked.delivery),
                Arg::Text(&kept),
                Arg::Number(now.0),
                Arg::Number(now.plus(PATIENCE).0),
            ],
        )?;
        if let Locator::FulfillmentOrder(id) = &parked.about {
            self.ask(&format!("fulfillment_order/{id}"))?;
        }
        Ok(Parking {
            order: None,
            parked: true,
        })
    }

    /// Sends on what waited for any of these names.
    pub(super) fn unpark(
        &mut self,
        now: Instant,
        order: &str,
        links: &[String],
    ) -> Result<(), ShopError> {
        let links = serde_json::to_string(links)?;
        let rows = self.sql.read(
            "SELECT id, body FROM parked WHERE link IN (SELECT value FROM json_each(?1)) ORDER BY id",
            &[Arg::Text(&links)],
        )?;
        for row in &rows {
            let parked: Parked = serde_json::from_str(row.text(1)?)?;
            self.send_on(now, order, parked)?;
            self.sql.write(
                "DELETE FROM parked WHERE id = ?1",
                &[Arg::Number(row.number(0)?)],
            )?;
        }
        Ok(())
    }

    fn send_on(&mut self, now: Instant, order: &str, parked: Parked) -> Result<(), ShopError> {
        let mut links = parked.links;
        if let Some(link) = as_link(&parked.about) {
            links.push(link);
        }
        self.owe_append(
            now,
            &parked.shop,
            order,
            &parked.delivery,
            &parked.facts,
            &links,
        )
    }

    /// Owes an order's ledger a delivery.
    pub(super) fn owe_append(
        &mut self,
        now: Instant,
        shop: &str,
        order: &str,
        delivery: &str,
        facts: &[impl Serialize],
        links: &[DirectoryLink],
    ) -> Result<(), ShopError> {
        let body = serde_json::json!({
            "shop": shop, "order": order, "delivery": delivery, "facts": facts, "links": links,
        });
        let target = ledger::object_name(shop, order);
        self.owe(now, "append", &target, &body.to_string())
    }

    /// Makes dead letters of what waited in vain; answers how many.
    ///
    /// # Errors
    /// Storage or keys failed; all of it waits on.
    pub fn expire(&mut self, now: Instant) -> Result<usize, ShopError> {
        let rows = self.sql.read(
            "SELECT id, link, body, delivery FROM parked WHERE expires <= ?1 LIMIT 100",
            &[Arg::Number(now.0)],
        )?;
        for row in &rows {
            // A relay also tells of parcels of the merchant's other shops: what nobody here knows is
            // none of this one's, and no failure.
            if !row.text(3)?.starts_with(FROM_RELAY) {
                let key = self.letter_key()?;
                let shop = self.settings()?.shop;
                let reason = format!("no order is known by {:?}", row.text(1)?);
                let body = row.text(2)?.as_bytes();
                letters::bury(&self.sql, (&key, &shop), now, (None, SOURCE, &reason), body)?;
            }
            self.sql.write(
                "DELETE FROM parked WHERE id = ?1",
                &[Arg::Number(row.number(0)?)],
            )?;
        }
        Ok(rows.len())
    }
}

fn as_link(locator: &Locator) -> Option<DirectoryLink> {
    Some(match locator {
        Locator::FulfillmentOrder(id) => DirectoryLink::FulfillmentOrder(id.clone()),
        Locator::Fulfillment(id) => DirectoryLink::Fulfillment(id.clone()),
        Locator::Tracking(number) => DirectoryLink::Tracking(number.clone()),
        Locator::OrderName(name) => DirectoryLink::OrderName(name.clone()),
        Locator::Return(id) => DirectoryLink::Return(id.clone()),
        Locator::Order(_) | Locator::Shop => return None,
    })
}
