//! The workspace as cargo sees it: packages, what they depend on, where they live.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process::cargo;

/// What `cargo metadata` says, as far as this tool reads it.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// All packages; without dependencies unless they were asked for.
    pub packages: Vec<Package>,
    /// Ids of the packages of the house.
    pub workspace_members: Vec<String>,
}

/// One package.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Cargo's opaque id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SPDX expression, where it declares one.
    pub license: Option<String>,
    /// Licence file, where it ships one instead.
    pub license_file: Option<String>,
    /// Registry or git address; none for a path.
    pub source: Option<String>,
    /// Its Cargo.toml.
    pub manifest_path: PathBuf,
    /// What it declares, of every kind and target.
    pub dependencies: Vec<Dependency>,
}

/// A declared dependency.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// The package's name.
    pub name: String,
    /// None = normal, else `dev` or `build`.
    pub kind: Option<String>,
    /// Behind a feature.
    pub optional: bool,
    /// The folder, when it is of the house.
    pub path: Option<PathBuf>,
}

impl Package {
    /// The folder it lives in.
    pub fn folder(&self) -> PathBuf {
        self.manifest_path
            .parent()
            .map(PathBuf::from)
            .unwrap_or_default()
    }
}

/// The packages of the house, by name.
pub fn house() -> Result<BTreeMap<String, Package>> {
    let metadata = read(&["--no-deps"])?;
    Ok(metadata
        .packages
        .into_iter()
        .map(|package| (package.name.clone(), package))
        .collect())
}

/// Every package of the lock file, the house included.
pub fn everything() -> Result<Metadata> {
    read(&["--locked"])
}

/// A package and those of the house it is built from, transitively; development dependencies left out.
pub fn closure<'a>(
    house: &'a BTreeMap<String, Package>,
    name: &'a str,
) -> Result<BTreeMap<&'a str, &'a Package>> {
    let mut found = BTreeMap::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        let package = house
            .get(next)
            .with_context(|| format!("no package `{next}` in the workspace"))?;
        if found.insert(next, package).is_none() {
            open.extend(
                package
                    .dependencies
                    .iter()
                    .filter(|it| it.path.is_some() && it.kind.as_deref() != Some("dev"))
                    .map(|it| it.name.as_str()),
            );
        }
    }
    Ok(found)
}

fn read(arguments: &[&str]) -> Result<Metadata> {
    let output = cargo()
        .args(["metadata", "--format-version", "1"])
        .args(arguments)
        .output()
        .context("could not start cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata printed something unexpected")
}
