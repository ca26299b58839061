//! Rules of the house that no compiler checks.
//!
//! Each rule is a function from the tree or from cargo's metadata to the places that break it; a
//! place names the file or package and says what to do. In scope: rules that hold for every room.
//! Not in scope: what clippy can say.

mod imports;
mod licences;
mod names;
mod size;
mod text;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::lane::files_under;
use crate::process::root;
use crate::room;

/// One place that breaks a rule, as it is shown.
pub type Breach = String;

/// Checks every rule, prints every breach, and fails when there is one.
pub fn run() -> Result<()> {
    let house = room::house()?;
    let sources = sources()?;
    let mut breaches = imports::check(&house);
    breaches.extend(names::check(&sources));
    breaches.extend(text::check(&sources)?);
    breaches.extend(size::check(&sources)?);
    breaches.extend(licences::check(&room::everything()?)?);
    for breach in &breaches {
        eprintln!("tidy: {breach}");
    }
    if !breaches.is_empty() {
        bail!("{} breaches of the rules of the house", breaches.len());
    }
    println!("tidy: nothing to say");
    Ok(())
}

/// The house's own files, relative to the root, sorted: nothing built, nothing installed.
fn sources() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for room in ["crates", "docs", "extensions", "tests", "web", "worker"] {
        for file in files_under(&root().join(room))? {
            let file = file.strip_prefix(root()).unwrap_or(&file).to_path_buf();
            if !is_generated(&file) {
                found.push(file);
            }
        }
    }
    Ok(found)
}

fn is_generated(file: &Path) -> bool {
    file.components().any(|part| {
        matches!(
            part.as_os_str().to_str(),
            Some(".wrangler" | ".dev.vars" | "node_modules" | "target" | "dist")
        )
    })
}
