//! A file of orders, one row an order, columns as the Olist extract has them.
//!
//! A row that cannot be read is an error with its line number, and the rest goes on. A row that can
//! be read but contradicts itself is dirt: kept, sent as it is, and counted by kind.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use sha2::{Digest, Sha256};

use crate::payloads::ZONE;

/// Columns every file must have; the others may be absent.
const REQUIRED: [&str; 6] = [
    "order_id",
    "status",
    "purchased_at",
    "approved_at",
    "handed_over_at",
    "delivered_at",
];

/// Why a file cannot be replayed at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be opened.
    #[error("{path}: {source}")]
    Open {
        /// The file.
        path: String,
        /// What the system says.
        source: csv::Error,
    },
    /// It is another kind of file.
    #[error(
        "{path}: no column {column:?}; the columns are order_id, status, purchased_at, approved_at, ship_limit_at, handed_over_at, delivered_at, estimated_delivery_at, seller_id, sellers, seller_state, customer_state, items, value_brl, freight_brl"
    )]
    Column {
        /// The file.
        path: String,
        /// What is missing.
        column: &'static str,
    },
}

/// Why a row cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadRow {
    /// Line in the file, from 1.
    pub line: u64,
    /// What is wrong, with the offending value.
    pub reason: String,
}

/// A day told to the buyer, as the instants at which it begins and ends.
pub type Day = (i64, i64);

/// One order. Instants are milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Line in the file, from 1.
    pub line: u64,
    /// The file's id.
    pub order_id: String,
    /// The numeric id it is given as a Shopify order: 52 bits of the id's SHA-256.
    pub number: u64,
    /// `delivered`, `shipped`, `canceled`, `unavailable`, `invoiced`, `processing`, …
    pub status: String,
    /// Purchase.
    pub purchased: i64,
    /// Payment approved.
    pub approved: Option<i64>,
    /// Handed to the carrier.
    pub handed_over: Option<i64>,
    /// Delivered to the buyer.
    pub delivered: Option<i64>,
    /// The day told to the buyer.
    pub estimated: Option<Day>,
    /// Seller of the first item.
    pub seller: Option<String>,
    /// State (region) of the seller.
    pub seller_state: Option<String>,
    /// State (region) of the buyer.
    pub customer_state: Option<String>,
    /// Units bought; absent where unknown.
    pub items: Option<u32>,
    /// Value of the goods in cents.
    pub cents: Option<u64>,
}

/// A file, read.
#[derive(Clone, Debug, Default)]
pub struct OrdersFile {
    /// Orders that can be replayed, in the file's order.
    pub rows: Vec<Row>,
    /// Rows that cannot.
    pub bad: Vec<BadRow>,
    /// Dirt by kind.
    pub dirt: BTreeMap<&'static str, u64>,
    /// The newest instant at which anything happened: what has an end without a time ends here.
    pub last: i64,
}

/// Reads a file.
pub fn read(path: &Path) -> Result<OrdersFile, FileError> {
    let shown = path.display().to_string();
    let open = |source| FileError::Open {
        path: shown.clone(),
        source,
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(open)?;
    let headers = reader.byte_headers().map_err(open)?.clone();
    let columns: BTreeMap<String, usize> = headers
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let name = String::from_utf8_lossy(name);
            (name.trim_start_matches('\u{feff}').trim().to_owned(), index)
        })
        .collect();
    if let Some(column) = REQUIRED
        .into_iter()
        .find(|name| !columns.contains_key(*name))
    {
        return Err(FileError::Column {
            path: shown,
            column,
        });
    }
    let mut file = OrdersFile::default();
    let (mut ids, mut numbers) = (HashSet::new(), HashSet::new());
    for record in reader.byte_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                file.bad.push(BadRow {
                    line,
                    reason: error.to_string(),
                });
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != headers.len() {
            let reason = format!("{} fields, the header has {}", record.len(), headers.len());
            file.bad.push(BadRow { line, reason });
            continue;
        }
        let fields = Fields {
            columns: &columns,
            record: &record,
        };
        match fields.row(line, &mut file.dirt) {
            Ok(row) if !ids.insert(row.order_id.clone()) => {
                let reason = format!("order_id {:?} was there before", row.order_id);
                file.bad.push(BadRow { line, reason });
            }
            Ok(row) if !numbers.insert(row.number) => {
                let reason = format!("order_id {:?} hashes as another one does", row.order_id);
                file.bad.push(BadRow { line, reason });
            }
            Ok(row) => file.rows.push(row),
            Err(reason) => file.bad.push(BadRow { line, reason }),
        }
    }
    file.last = file
        .rows
        .iter()
        .flat_map(|row| {
            [
                Some(row.purchased),
                row.approved,
                row.handed_over,
                row.delivered,
            ]
        })
        .flatten()
        .max()
        .unwrap_or_default();
    for row in &file.rows {
        for kind in dirt(row) {
            *file.dirt.entry(kind).or_default() += 1;
        }
    }
    Ok(file)
}

/// What a row says that cannot all be so, or leaves out.
pub fn dirt(row: &Row) -> Vec<&'static str> {
    let before = |late: Option<i64>, early: Option<i64>| matches!((late, early), (Some(late), Some(early)) if late < early);
    let purchased = Some(row.purchased);
    let status = row.status.as_str();
    let known = [
        "created",
        "approved",
        "invoiced",
        "processing",
        "shipped",
        "delivered",
        "canceled",
        "unavailable",
    ];
    [
        ("approved_before_purchase", before(row.approved, purchased)),
        (
            "handed_over_before_purchase",
            before(row.handed_over, purchased),
        ),
        (
            "handed_over_before_approval",
            before(row.handed_over, row.approved),
        ),
        (
            "delivered_before_purchase",
            before(row.delivered, purchased),
        ),
        (
            "delivered_before_handover",
            before(row.delivered, row.handed_over),
        ),
        (
            "handed_over_never_approved",
            row.handed_over.is_some() && row.approved.is_none(),
        ),
        (
            "delivered_never_handed_over",
            row.delivered.is_some() && row.handed_over.is_none(),
        ),
        (
            "status_delivered_without_time",
            status == "delivered" && row.delivered.is_none(),
        ),
        (
            "status_shipped_without_handover",
            status == "shipped" && row.handed_over.is_none(),
        ),
        (
            "status_behind_its_times",
            matches!(status, "created" | "approved" | "invoiced" | "processing")
                && (row.handed_over.is_some() || row.delivered.is_some())
                || status == "shipped" && row.delivered.is_some(),
        ),
        ("cancelled_without_time", status == "canceled"),
        (
            "cancelled_after_handover",
            status == "canceled" && row.handed_over.is_some(),
        ),
        ("unavailable_without_time", status == "unavailable"),
        ("unknown_status", !known.contains(&status)),
        ("items_unknown", row.items.is_none()),
        ("estimate_unknown", row.estimated.is_none()),
    ]
    .into_iter()
    .filter_map(|(kind, met)| met.then_some(kind))
    .collect()
}

struct Fields<'a> {
    columns: &'a BTreeMap<String, usize>,
    record: &'a csv::ByteRecord,
}

impl Fields<'_> {
    /// The text of a column; absent, empty and blank are the same.
    fn text(&self, column: &str) -> Result<Option<&str>, String> {
        let Some(bytes) = self
            .columns
            .get(column)
            .and_then(|index| self.record.get(*index))
        else {
            return Ok(None);
        };
        let text = std::str::from_utf8(bytes)
            .map_err(|_| format!("{column} is not UTF-8"))?
            .trim();
        Ok((!text.is_empty()).then_some(text))
    }

    fn number<T: std::str::FromStr>(&self, column: &str) -> Result<Option<T>, String> {
        let Some(text) = self.text(column)? else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| format!("{column} is not a number: {text:?}"))
    }

    fn time(
        &self,
        column: &str,
        dirt: &mut BTreeMap<&'static str, u64>,
    ) -> Result<Option<i64>, String> {
        let Some(text) = self.text(column)? else {
            return Ok(None);
        };
        let civil: DateTime = text
            .parse::<DateTime>()
            .map_err(|_| format!("{column} is not a time as 2018-01-31 23:59:59: {text:?}"))?;
        let zoned = TimeZone::get(ZONE)
            .map_err(|error| error.to_string())?
            .to_ambiguous_zoned(civil);
        if !matches!(zoned.offset(), AmbiguousOffset::Unambiguous { .. }) {
            *dirt.entry("local_time_ambiguous").or_default() += 1;
        }
        let at = zoned
            .compatible()
            .map_err(|_| format!("{column} is out of range: {text:?}"))?;
        let millis = at.timestamp().as_millisecond();
        // What a Shopify timestamp can be and the worker's clock takes.
        if !(946_684_800_000..4_102_444_800_000).contains(&millis) {
            return Err(format!("{column} is not between 2000 and 2100: {text:?}"));
        }
        Ok(Some(millis))
    }

    fn day(&self, column: &str) -> Result<Option<Day>, String> {
        let Some(text) = self.text(column)? else {
            return Ok(None);
        };
        let date: Date = text
            .parse::<DateTime>()
            .map(DateTime::date)
            .or_else(|_| text.parse::<Date>())
            .map_err(|_| format!("{column} is not a date: {text:?}"))?;
        let bounds = || -> Result<Day, jiff::Error> {
            let start = date.in_tz(ZONE)?;
            let end = date.tomorrow()?.in_tz(ZONE)?;
            Ok((
                start.timestamp().as_millisecond(),
                end.timestamp().as_millisecond() - 1000,
            ))
        };
        bounds()
            .map(Some)
            .map_err(|_| format!("{column} is out of range: {text:?}"))
    }

    fn row(&self, line: u64, dirt: &mut BTreeMap<&'static str, u64>) -> Result<Row, String> {
        let order_id = self
            .text("order_id")?
            .ok_or("order_id is empty")?
            .to_owned();
        let purchased = self
            .time("purchased_at", dirt)?
            .ok_or("purchased_at is empty: nothing says when it began")?;
        let digest = Sha256::digest(order_id.as_bytes());
        let number = digest
            .iter()
            .take(6)
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let value: Option<f64> = self.number("value_brl")?;
        Ok(Row {
            line,
            // Above 10^12, as Shopify's ids are, and below 2^53, as JavaScript's numbers must be.
            number: 1_000_000_000_000 + number,
            status: self.text("status")?.unwrap_or_default().to_lowercase(),
            purchased,
            approved: self.time("approved_at", dirt)?,
            handed_over: self.time("handed_over_at", dirt)?,
            delivered: self.time("delivered_at", dirt)?,
            estimated: self.day("estimated_delivery_at")?,
            seller: self.text("seller_id")?.map(str::to_owned),
            seller_state: self.text("seller_state")?.map(str::to_owned),
            customer_state: self.text("customer_state")?.map(str::to_owned),
            items: self.number("items")?,
            cents: value
                .filter(|value| (0.0..1e9).contains(value))
                .map(|value| (value * 100.0).round() as u64),
            order_id,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read_text(text: &str) -> OrdersFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        read(file.path()).unwrap()
    }

    #[test]
    fn bad_rows_are_named_by_line_and_the_rest_goes_on() {
        let file = read_text(
            "order_id,status,purchased_at,approved_at,handed_over_at,delivered_at\n\
             a,shipped,2018-01-01 10:00:00,2018-01-01 11:00:00,2018-01-02 09:00:00,\n\
             b,shipped,yesterday,,,\n\
             ,created,2018-01-01 10:00:00,,,\n\
             a,created,2018-01-03 10:00:00,,,\n\
             c,created,2018-01-01 10:00:00,,\n\
             d,delivered,2018-01-04 10:00:00,,,2018-01-03 10:00:00\n",
        );
        assert_eq!(file.rows.len(), 2);
        let lines: Vec<u64> = file.bad.iter().map(|bad| bad.line).collect();
        assert_eq!(lines, [3, 4, 5, 6]);
        assert!(file.bad[0].to_string().contains("yesterday"));
        assert_eq!(file.dirt.get("delivered_before_purchase"), Some(&1));
        assert_eq!(file.dirt.get("delivered_never_handed_over"), Some(&1));
    }

    #[test]
    fn local_times_are_sao_paulo_with_its_summer_time() {
        let file = read_text(
            "order_id,status,purchased_at,approved_at,handed_over_at,delivered_at\n\
             a,created,2018-01-01 00:00:00,2018-07-01 00:00:00,,\n",
        );
        assert_eq!(file.rows[0].purchased, 1_514_772_000_000);
        assert_eq!(file.rows[0].approved, Some(1_530_414_000_000));
    }
}
