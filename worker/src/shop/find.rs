//! The directory: from any name of an order to the order.

use contract::list::IndexRow;
use fulfillment::Instant;
use fulfillment::instant::MINUTE;
use integrations::{DirectoryLink, Locator};
use serde::{Deserialize, Serialize};

use super::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// Span in which tries are counted. Milliseconds.
const SPAN: i64 = 10 * MINUTE;
/// Tries a client has in a span: a shopper mistypes, a guesser does not get far.
const CLIENT_TRIES: i64 = 10;
/// Tries all clients of a shop have in a span, against guessing from many addresses.
const SHOP_TRIES: i64 = 600;

/// What a shopper's look-up came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lookup {
    /// This order is theirs.
    Order(String),
    /// No such order, or it is somebody else's, or its data was deleted.
    NoMatch,
    /// Too many tries; whether this one was right is not said.
    Limited,
}

/// The directory's key of a name; `None` for what is no name.
pub(super) fn key(locator: &Locator) -> Option<String> {
    Some(match locator {
        Locator::FulfillmentOrder(id) => format!("fo/{id}"),
        Locator::Fulfillment(id) => format!("f/{id}"),
        Locator::Tracking(number) => format!("t/{number}"),
        Locator::OrderName(name) => name_key(name),
        Locator::Return(id) => format!("r/{id}"),
        Locator::Order(_) | Locator::Shop => return None,
    })
}

/// The directory's key of a link a ledger reports.
pub(super) fn link_key(link: &DirectoryLink) -> String {
    match link {
        DirectoryLink::FulfillmentOrder(id) => format!("fo/{id}"),
        DirectoryLink::Fulfillment(id) => format!("f/{id}"),
        DirectoryLink::Tracking(number) => format!("t/{number}"),
        DirectoryLink::OrderName(name) => name_key(name),
        DirectoryLink::Return(id) => format!("r/{id}"),
    }
}

/// Shoppers write `1001`, `#1001` and ` #1001 `.
pub(super) fn name_key(name: &str) -> String {
    format!("n/{}", name.trim().trim_start_matches('#').to_lowercase())
}

impl<S: Sql> Shop<S> {
    /// The order a name means, if any is known; the newest where several used it.
    ///
    /// # Errors
    /// Storage failed.
    pub fn resolve(&self, locator: &Locator) -> Result<Option<String>, ShopError> {
        if let Locator::Order(order) = locator {
            return Ok(Some(order.clone()));
        }
        let Some(key) = key(locator) else {
            return Ok(None);
        };
        let rows = self.sql.read(
            "SELECT order_id FROM directory WHERE link = ?1 ORDER BY added DESC, order_id DESC LIMIT 1",
            &[Arg::Text(&key)],
        )?;
        Ok(rows
            .first()
            .map(|row| row.text(0).map(str::to_owned))
            .transpose()?)
    }

    /// The order of a number and one of these blind indices (apart by blanks), both right. A wrong
    /// number and a wrong owner are one answer; too many tries are another, whether right or wrong, so
    /// that it tells nothing of the order. All after the same statements.
    ///
    /// # Errors
    /// Storage failed.
    pub fn lookup(
        &mut self,
        now: Instant,
        number: &str,
        blinds: &str,
        client: &str,
    ) -> Result<Lookup, ShopError> {
        let blinds: Vec<&str> = blinds.split_whitespace().collect();
        let span = now.0.div_euclid(SPAN);
        self.sql.write(
            "DELETE FROM rates WHERE span < ?1",
            &[Arg::Number(span.saturating_sub(1))],
        )?;
        let shop = self.settings()?.shop;
        // Addresses of clients are personal: only their blind form is counted.
        let client = format!("c/{}", self.master.blind_email(&shop, client));
        let mut allowed = true;
        for (who, tries) in [(client.as_str(), CLIENT_TRIES), ("shop", SHOP_TRIES)] {
            let rows = self.sql.read(
                "INSERT INTO rates(who, span, tries) VALUES (?1, ?2, 1) \
                 ON CONFLICT(who, span) DO UPDATE SET tries = tries + 1 RETURNING tries",
                &[Arg::Text(who), Arg::Number(span)],
            )?;
            let made = rows.first().map(|row| row.number(0)).transpose()?;
            allowed &= made.is_some_and(|made| made <= tries);
        }
        let rows = self.sql.read(
            "SELECT d.order_id FROM directory d JOIN blinds b ON b.order_id = d.order_id \
             WHERE d.link = ?1 AND b.blind IN (SELECT value FROM json_each(?2)) \
             ORDER BY d.added DESC LIMIT 1",
            &[
                Arg::Text(&name_key(number)),
                Arg::Text(&serde_json::to_string(&blinds)?),
            ],
        )?;
        let found = rows
            .first()
            .map(|row| row.text(0).map(str::to_owned))
            .transpose()?;
        Ok(match found {
            _ if !allowed => Lookup::Limited,
            Some(order) => Lookup::Order(order),
            None => Lookup::NoMatch,
        })
    }

    /// An order's row in the list.
    ///
    /// # Errors
    /// Storage failed.
    pub fn row(&self, order: &str) -> Result<Option<IndexRow>, ShopError> {
        let rows = self.sql.read(
            "SELECT body FROM list WHERE order_id = ?1",
            &[Arg::Text(order)],
        )?;
        match rows.first() {
            Some(row) => Ok(Some(serde_json::from_str(row.text(0)?)?)),
            None => Ok(None),
        }
    }
}
