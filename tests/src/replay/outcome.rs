//! What a replay found, for people and as one JSON line an order.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use contract::view::OrderStatusView;
use serde_json::{Value, json};

use super::ReplayError;
use crate::orders_file::OrdersFile;

/// What is shown of one order at the file's last instant.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The folded state.
    pub view: OrderStatusView,
    /// Key of the claim the page makes.
    pub claim: String,
    /// The English sentence shown: the page's headline and its second sentence.
    pub text: String,
}

/// Everything a replay found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Requests sent.
    pub sent: u64,
    /// Requests refused, by reason.
    pub refused: BTreeMap<String, u64>,
    /// What is shown of each order, in the file's order; absent where no page answered.
    pub shown: Vec<Option<Shown>>,
    /// Pages that did not answer, with the reason.
    pub unread: Vec<String>,
}

/// The key of an enum of the contract, as its JSON has it.
fn key<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        other => format!("{other:?}"),
    }
}

impl Shown {
    /// The key of the folded state.
    pub fn state(&self) -> String {
        key(&self.view.headline.claim)
    }

    /// Keys of the open exceptions.
    pub fn open(&self) -> Vec<String> {
        self.view
            .exceptions
            .iter()
            .filter(|exception| exception.closed_at.is_none())
            .map(|exception| key(&exception.kind))
            .collect()
    }

    fn line(&self, order_id: &str) -> Value {
        let mut evidence: Vec<_> = self.view.evidence.iter().collect();
        evidence.extend(self.view.parcels.iter().flat_map(|parcel| &parcel.evidence));
        evidence.sort_by_key(|row| row.at);
        json!({
            "order_id": order_id,
            "state": self.state(),
            "claim": self.claim,
            "text": self.text,
            "evidence": evidence.iter().map(|row| json!({
                "at": rfc3339(Some(row.at.0)),
                "kind": row.kind,
                "grade": row.grade,
                "system": row.system,
                "witness": row.witness,
                "owner": row.owner,
            })).collect::<Vec<_>>(),
            "exceptions": self.view.exceptions.iter().map(|exception| json!({
                "kind": exception.kind,
                "owner": exception.owner,
                "opened_at": rfc3339(Some(exception.opened_at.0)),
                "due_at": rfc3339(exception.due_at.map(|at| at.0)),
                "closed_at": rfc3339(exception.closed_at.map(|at| at.0)),
                "closed_how": exception.closed_how,
            })).collect::<Vec<_>>(),
            "last_fact_at": rfc3339(self.view.updated_at.map(|at| at.0)),
        })
    }
}

fn rfc3339(millis: Option<i64>) -> Option<String> {
    Some(jiff::Timestamp::from_millisecond(millis?).ok()?.to_string())
}

/// Writes one JSON line an order that can be read, in the file's order.
pub fn write_lines(file: &OrdersFile, outcome: &Outcome, path: &Path) -> Result<(), ReplayError> {
    let failed = |source| ReplayError::Write {
        path: path.display().to_string(),
        source,
    };
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).map_err(failed)?);
    for (row, shown) in file.rows.iter().zip(&outcome.shown) {
        if let Some(shown) = shown {
            writeln!(out, "{}", shown.line(&row.order_id)).map_err(failed)?;
        }
    }
    out.flush().map_err(failed)
}

/// Prints the report.
pub fn print(file: &OrdersFile, outcome: &Outcome) {
    let mut states: BTreeMap<String, u64> = BTreeMap::new();
    let mut claims: BTreeMap<String, u64> = BTreeMap::new();
    let mut open: BTreeMap<String, u64> = BTreeMap::new();
    let mut closed: BTreeMap<String, u64> = BTreeMap::new();
    let (mut untrue_orders, mut untrue_ms) = (0_u64, 0_i64);
    for shown in outcome.shown.iter().flatten() {
        *states.entry(shown.state()).or_default() += 1;
        *claims.entry(shown.claim.clone()).or_default() += 1;
        for exception in &shown.view.exceptions {
            let counts = if exception.closed_at.is_none() {
                &mut open
            } else {
                &mut closed
            };
            *counts.entry(key(&exception.kind)).or_default() += 1;
        }
        let spans = &shown.view.native.untrue;
        untrue_orders += u64::from(!spans.is_empty());
        untrue_ms += spans
            .iter()
            .map(|(from, until)| until.map_or(file.last, |until| until.0) - from.0)
            .sum::<i64>();
    }
    println!("rows read: {}", file.rows.len() + file.bad.len());
    println!("rows refused: {}", file.bad.len());
    for bad in file.bad.iter().take(20) {
        println!("  {bad}");
    }
    if file.bad.len() > 20 {
        println!("  … and {} more", file.bad.len() - 20);
    }
    println!("orders: {}", outcome.shown.iter().flatten().count());
    println!("webhooks sent: {}", outcome.sent);
    println!(
        "webhooks refused: {}",
        outcome.refused.values().sum::<u64>()
    );
    table("", &outcome.refused);
    for reason in outcome.unread.iter().take(5) {
        println!("page not read: {reason}");
    }
    println!("states:");
    table("  ", &states);
    println!("claims:");
    table("  ", &claims);
    println!("exceptions open:");
    table("  ", &open);
    println!("exceptions closed:");
    table("  ", &closed);
    println!("orders Shopify's own status was untrue of: {untrue_orders}");
    println!("hours it was: {}", untrue_ms / 3_600_000);
    println!("dirt met (sent as it is):");
    for (kind, count) in &file.dirt {
        println!("  {kind}: {count}");
    }
}

fn table(indent: &str, counts: &BTreeMap<String, u64>) {
    for (name, count) in counts {
        println!("{indent}{name}: {count}");
    }
}
