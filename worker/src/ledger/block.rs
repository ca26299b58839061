//! What an order's metafield in Shopify says, made where the order's state is, when its Shop is about to write it.

use contract::block;
use fulfillment::{Date, Instant};
use serde::{Deserialize, Serialize};

use super::{Ledger, LedgerError};
use crate::config::{LINK_KEY_ID, PROXY};
use crate::sql::Sql;

/// An order's block as its Shop takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Order id.
    pub order: String,
    /// Revision it was made of.
    pub rev: i64,
    /// The metafield's value; `None`: nothing can be said of this order.
    pub value: Option<String>,
}

impl<S: Sql> Ledger<S> {
    /// The blocks of `orders` as they stand at `now`: due deadlines fire first.
    ///
    /// # Errors
    /// Storage failed.
    pub fn blocks(&mut self, now: Instant, orders: &[String]) -> Result<Vec<Block>, LedgerError> {
        orders.iter().map(|order| self.block(now, order)).collect()
    }

    fn block(&mut self, now: Instant, order: &str) -> Result<Block, LedgerError> {
        let Some((view, stored)) = self.standing(now, order)? else {
            return Ok(Block {
                order: order.to_owned(),
                rev: i64::MAX,
                value: None,
            });
        };
        let shop = self.settings()?.shop.clone();
        let token = integrations::link::mint(&self.master.link_key(), LINK_KEY_ID, &shop, order);
        let url = format!("https://{shop}{PROXY}/o/{token}");
        let block = copy::block(&view, now, &date, Some(url));
        Ok(Block {
            order: order.to_owned(),
            rev: stored.rev,
            value: block::encode(&block, block::LIMIT),
        })
    }
}

/// The calendar date of an instant in a zone; UTC's for a zone nobody knows.
fn date(at: Instant, zone: &str) -> Date {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    // Instants outside the calendar exist only in broken reports.
    let there = jiff::Timestamp::from_millisecond(at.0)
        .unwrap_or_default()
        .to_zoned(zone)
        .date();
    Date::from_ymd(
        there.year().into(),
        there.month().into(),
        there.day().into(),
    )
}
