//! What no source file may say, and what each must.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Breach;
use crate::process::root;

/// This file quotes what it forbids.
const SELF: &str = "crates/xtask/src/tidy/text.rs";

/// Left behind anywhere, they say that something is not finished, or whose machine it was made on.
const NOWHERE: &[(&str, &str)] = &[
    ("todo!(", "finish it"),
    ("unimplemented!(", "finish it"),
    ("dbg!(", "remove it"),
    ("TODO", "do it, or file an issue"),
    ("FIXME", "fix it, or file an issue"),
    ("/root/", "no path of one machine"),
    ("/home/", "no path of one machine"),
    ("/Users/", "no path of one machine"),
    ("@ts-ignore", "say the type"),
    ("@ts-nocheck", "say the types"),
];

/// A pure crate asks nobody for the time, a file or the network.
const NOT_IN_PURE: &[&str] = &[
    "SystemTime::now",
    "std::time::Instant",
    "std::env",
    "std::fs",
    "std::net",
    "std::thread",
];

/// Where purity is promised.
const PURE: &[&str] = &[
    "crates/atlas/src",
    "crates/contract/src",
    "crates/copy/src",
    "crates/fulfillment/src",
    "crates/integrations/src",
    "crates/promise/src",
];

/// Checks the house's text files.
pub fn check(sources: &[PathBuf]) -> Result<Vec<Breach>> {
    let mut breaches = Vec::new();
    for file in sources.iter().filter(|file| is_code(file)) {
        let text = fs::read_to_string(root().join(file))
            .with_context(|| format!("reading {}", file.display()))?;
        breaches.extend(judge(file, &text));
    }
    Ok(breaches)
}

fn judge(file: &Path, text: &str) -> Vec<Breach> {
    if file == Path::new(SELF) {
        return Vec::new();
    }
    let mut breaches = Vec::new();
    let pure = PURE.iter().any(|room| file.starts_with(room)) && !is_tests(file);
    for (number, line) in text.lines().enumerate() {
        let mut say = |what: &str, why: &str| {
            breaches.push(format!(
                "{}:{}: `{what}`: {why}",
                file.display(),
                number + 1
            ));
        };
        for (what, why) in NOWHERE.iter().filter(|(what, _)| line.contains(what)) {
            say(what, why);
        }
        if pure && !line.trim_start().starts_with("//") {
            for what in NOT_IN_PURE.iter().filter(|what| line.contains(**what)) {
                say(what, "this room is pure: make it an argument");
            }
        }
    }
    if is_module(file) && !is_tests(file) && !opens_with_scope(text) {
        breaches.push(format!(
            "{}: open with `//!` and say what is in scope",
            file.display()
        ));
    }
    breaches
}

fn is_code(file: &Path) -> bool {
    let extension = file
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    matches!(
        extension,
        "rs" | "js" | "mjs" | "ts" | "tsx" | "ftl" | "graphql" | "css" | "toml" | "jsonc"
    )
}

fn is_module(file: &Path) -> bool {
    file.extension().is_some_and(|it| it == "rs")
        && file.components().any(|it| it.as_os_str() == "src")
}

/// A module's tests in a file beside it: the module's header speaks for them.
fn is_tests(file: &Path) -> bool {
    file.with_extension("").components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        // `tests/` at the root is a room, not a module's tests.
        (name == "tests" || name.ends_with("_tests")) && !file.starts_with(part)
    })
}

/// Whether documentation of the module comes before anything but attributes.
fn opens_with_scope(text: &str) -> bool {
    text.lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with("#!["))
        .is_some_and(|line| line.starts_with("//!"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_is_found_with_its_line() {
        let found = judge(Path::new("worker/src/a.rs"), "//! A.\nfn b() { todo!() }\n");
        assert_eq!(found, ["worker/src/a.rs:2: `todo!(`: finish it"]);
    }

    #[test]
    fn a_pure_room_reads_no_clock() {
        let text = "//! A.\nlet now = SystemTime::now();\n";
        assert_eq!(
            judge(Path::new("crates/fulfillment/src/a.rs"), text).len(),
            1
        );
        assert!(judge(Path::new("tests/src/a.rs"), text).is_empty());
    }

    #[test]
    fn a_module_says_its_scope_first() {
        assert_eq!(judge(Path::new("web/src/a.rs"), "fn a() {}\n").len(), 1);
        assert!(
            judge(
                Path::new("web/src/a.rs"),
                "#![deny(missing_docs)]\n//! A.\n"
            )
            .is_empty()
        );
    }
}
