//! Files that people hand to the command line: past orders, and a warehouse's events.

use backtest::{orders, warehouse::events};

use super::line;

/// A file: `orders` or `events` on the first line, then what is in it.
pub fn files(input: &[u8]) {
    let (kind, content) = line(input);
    if kind == "orders" {
        let _ = orders::read(content);
    } else {
        let _ = events::read(content);
    }
    let _ = orders::instant(kind);
}
