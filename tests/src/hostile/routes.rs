//! Every route the worker has, read from its router: one that is added there is known here.

use std::collections::BTreeSet;

use super::HostileError;

/// The router's own table: each route's pattern is a line of it.
const TABLE: &str = include_str!("../../../worker/src/routes/table.rs");
/// The entry, which takes some routes before the router sees them.
const ENTRY: &str = include_str!("../../../worker/shim/index.js");
/// What there is for development, in a table of its header.
const DEVELOPMENT: &str = include_str!("../../../worker/src/routes/dev.rs");

/// Patterns as the router logs them, and prefixes as the entry compares them.
pub fn all() -> Result<BTreeSet<String>, HostileError> {
    let mut found: BTreeSet<String> = TABLE
        .split_once("fn pattern")
        .and_then(|(_, rest)| rest.split_once("\n    }\n"))
        .map(|(body, _)| body)
        .unwrap_or_default()
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect();
    let quoted = ENTRY
        .split("'/")
        .skip(1)
        .filter_map(|rest| rest.split('\'').next())
        .filter(|path| path.starts_with(|first: char| first.is_ascii_lowercase()))
        .map(|path| format!("/{path}"));
    found.extend(quoted);
    if found.len() < 10 {
        return Err(HostileError::Wrong(format!(
            "the router's table cannot be read any more: {found:?}"
        )));
    }
    Ok(found)
}

/// Methods and paths of what only development has; `{shop}` and the like stand for what varies.
pub fn development() -> Vec<(bool, &'static str)> {
    DEVELOPMENT
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `"))
        .filter_map(|line| line.split('`').next()?.split_once(' '))
        .filter(|(_, path)| path.starts_with("/dev"))
        .map(|(method, path)| (method == "POST", path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_routers_table_is_read() {
        let all = all().expect("a table");
        for known in [
            "/o/{token}/live",
            "/admin/settings",
            "/assets/",
            "/webhooks/operations/",
            "/webhooks/shopify",
            "/dev",
        ] {
            assert!(all.contains(known), "{known}: {all:?}");
        }
        assert!(development().contains(&(true, "/dev/{shop}/install")));
    }
}
