//! The directory: from any name of an order to the order.

use contract::list::IndexRow;
use fulfillment::Instant;
use fulfillment::instant::MINUTE;
use integrations::{DirectoryLink, Locator};

use super::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// Span in which tries are counted. Milliseconds.
const SPAN: i64 = 10 * MINUTE;
/// Tries a client has in a span: a shopper mistypes, a guesser does not get far.
const CLIENT_TRIES: i64 = 10;
/// Tries all clients of a shop have in a span, against guessing from many addresses.
const SHOP_TRIES: i64 = 600;

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

    /// The order of a number and a blind e-mail index, both right. Every refusal is the same
    /// `None`, after the same statements: a wrong number, a wrong address, too many tries.
    ///
    /// # Errors
    /// Storage failed.
    pub fn lookup(
        &mut self,
        now: Instant,
        number: &str,
        blind: &str,
        client: &str,
    ) -> Result<Option<String>, ShopError> {
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
             WHERE d.link = ?1 AND b.blind = ?2 ORDER BY d.added DESC LIMIT 1",
            &[Arg::Text(&name_key(number)), Arg::Text(blind)],
        )?;
        let found = rows
            .first()
            .map(|row| row.text(0).map(str::to_owned))
            .transpose()?;
        Ok(found.filter(|_| allowed))
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
