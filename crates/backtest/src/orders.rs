//! Reads orders from a CSV file in the columns of Olist's orders joined with their items, and counts the dirt.
//!
//! Needed columns: `purchased_at, approved_at, ship_limit_at, handed_over_at, delivered_at, estimated_delivery_at`
//! (local, `YYYY-MM-DD HH:MM:SS`), `seller_id, seller_state, customer_state`; any other is not read, `status` least of
//! all. Local times are kept as if they were UTC: days and hours are the place's own, and nothing else is asked of them.

use std::io::Read;

use anyhow::{Context, Result};
use fulfillment::instant::{DAY, Instant};
use serde::Deserialize;

/// One order, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// The buyer paid or promised to.
    pub purchased: Option<Instant>,
    /// The payment was approved.
    pub approved: Option<Instant>,
    /// By when the seller is to hand it over.
    pub ship_limit: Option<Instant>,
    /// The carrier took it.
    pub handed_over: Option<Instant>,
    /// The buyer has it.
    pub delivered: Option<Instant>,
    /// The end of the day the buyer was told.
    pub estimate: Option<Instant>,
    /// Seller of the first item; empty = unknown.
    pub seller: String,
    /// Where the seller is; empty = unknown.
    pub seller_state: String,
    /// Where it goes; empty = unknown.
    pub customer_state: String,
}

/// What was wrong with a file, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dirt {
    /// Rows that are no record of these columns, left out.
    pub bad_rows: usize,
    /// Values that are no time, taken as missing.
    pub bad_times: usize,
}

#[derive(Deserialize)]
struct Row {
    purchased_at: String,
    approved_at: String,
    ship_limit_at: String,
    handed_over_at: String,
    delivered_at: String,
    estimated_delivery_at: String,
    seller_id: String,
    seller_state: String,
    customer_state: String,
}

/// Reads every order; fails only where there is no header of these columns.
pub fn read(from: impl Read) -> Result<(Vec<Order>, Dirt)> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(from);
    let headers = reader.headers().context("reading the header")?.clone();
    let needed = "purchased_at approved_at ship_limit_at handed_over_at delivered_at estimated_delivery_at seller_id seller_state customer_state";
    for column in needed.split(' ') {
        if !headers.iter().any(|it| it == column) {
            anyhow::bail!("the file has no column `{column}`");
        }
    }
    let mut dirt = Dirt::default();
    let mut orders = Vec::new();
    for record in reader.records() {
        let row = record.and_then(|record| {
            let whole = record.len() == headers.len();
            record
                .deserialize::<Row>(Some(&headers))
                .map(|row| whole.then_some(row))
        });
        match row {
            Ok(Some(row)) => orders.push(order(row, &mut dirt)),
            Ok(None) | Err(_) => dirt.bad_rows += 1,
        }
    }
    Ok((orders, dirt))
}

fn order(row: Row, dirt: &mut Dirt) -> Order {
    let mut time = |text: &str| {
        let found = instant(text);
        if found.is_none() && !text.trim().is_empty() {
            dirt.bad_times += 1;
        }
        found
    };
    Order {
        purchased: time(&row.purchased_at),
        approved: time(&row.approved_at),
        ship_limit: time(&row.ship_limit_at),
        handed_over: time(&row.handed_over_at),
        delivered: time(&row.delivered_at),
        // The whole day counts.
        estimate: time(&row.estimated_delivery_at)
            .map(|at| Instant(at.0.div_euclid(DAY) * DAY + DAY - 1)),
        seller: row.seller_id,
        seller_state: row.seller_state,
        customer_state: row.customer_state,
    }
}

/// A local time or date as if it were UTC.
pub fn instant(text: &str) -> Option<Instant> {
    let text = text.trim();
    let local: jiff::civil::DateTime = match text.parse::<jiff::civil::Date>() {
        Ok(date) if text.len() == 10 => date.at(0, 0, 0, 0),
        _ => text.parse().ok()?,
    };
    let zoned = local.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Instant(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "order_id,status,purchased_at,approved_at,ship_limit_at,handed_over_at,delivered_at,estimated_delivery_at,seller_id,seller_state,customer_state\n";

    #[test]
    fn dirt_is_survived_and_counted() {
        let rows = "a,delivered,2017-01-02 10:00:00,2017-01-02 11:00:00,,,,2017-01-09 00:00:00,s,SP,RJ\n\
                    b,delivered,yesterday,,,,,,,,\n\
                    c,cut\n\
                    \u{fffd},,,,,,,,,,,,one,too,many\n";
        let (orders, dirt) = read(format!("{HEADER}{rows}").as_bytes()).unwrap();
        assert_eq!(orders.len(), 2);
        assert_eq!(
            dirt,
            Dirt {
                bad_rows: 2,
                bad_times: 1
            }
        );
        let told = orders[0].estimate.unwrap();
        assert_eq!(told.0 + 1, instant("2017-01-10").unwrap().0);
        assert_eq!(orders[1], Order::default());
    }

    #[test]
    fn another_file_is_refused_by_what_it_lacks() {
        let refused = read("a,b\n1,2\n".as_bytes()).unwrap_err();
        assert_eq!(refused.to_string(), "the file has no column `purchased_at`");
    }
}
