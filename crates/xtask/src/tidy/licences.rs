//! What we build from: licences, origins, and crates we refuse, by `deny.toml`.
//!
//! The file is cargo-deny's, and `cargo deny check bans licenses sources` reads the same; this reads
//! what we use of it, so that nobody has to install that tool first. Advisories are not here: their
//! database is fetched from elsewhere.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use super::Breach;
use crate::process::at;
use crate::room::{Metadata, Package};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deny {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Licenses {
    /// SPDX identifiers.
    allow: Vec<String>,
    /// Single crates under something else.
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Bans {
    /// `deny` or `warn`, for cargo-deny; here they are counted.
    #[serde(rename = "multiple-versions")]
    _multiple_versions: String,
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Banned {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Sources {
    unknown_registry: Level,
    unknown_git: Level,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Level {
    Allow,
    Warn,
    Deny,
}

/// Checks every package of the lock file.
pub fn check(everything: &Metadata) -> Result<Vec<Breach>> {
    let text = fs::read_to_string(at("deny.toml")).context("reading deny.toml")?;
    let deny: Deny = toml::from_str(&text).context("deny.toml")?;
    let foreign: Vec<&Package> = everything
        .packages
        .iter()
        .filter(|package| !everything.workspace_members.contains(&package.id))
        .collect();
    let mut breaches = Vec::new();
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for package in &foreign {
        *versions.entry(&package.name).or_default() += 1;
        breaches.extend(judge(package, &deny));
    }
    let several = versions.values().filter(|count| **count > 1).count();
    println!(
        "tidy: {} crates, {several} in more than one version",
        foreign.len()
    );
    Ok(breaches)
}

fn judge(package: &Package, deny: &Deny) -> Vec<Breach> {
    let name = format!("{} {}", package.name, package.version);
    let mut breaches = Vec::new();
    if let Some(banned) = deny.bans.deny.iter().find(|it| it.name == package.name) {
        breaches.push(format!("{name} is refused: {}", banned.reason));
    }
    // The public registry's name in every lock file, however the machine reaches it.
    let source = package.source.as_deref().unwrap_or_default();
    let level = if source.starts_with("git+") {
        &deny.sources.unknown_git
    } else {
        &deny.sources.unknown_registry
    };
    if *level == Level::Deny && !source.ends_with("crates.io-index") {
        breaches.push(format!("{name} does not come from the public registry"));
    }
    match package.license.as_deref() {
        Some(text) => match Expression::parse_mode(text, ParseMode::LAX) {
            Ok(expression) => {
                let exceptions = deny.licenses.exceptions.iter();
                let allowed: Vec<&String> = exceptions
                    .filter(|it| it.name == package.name)
                    .flat_map(|it| &it.allow)
                    .chain(&deny.licenses.allow)
                    .collect();
                let fine = expression.evaluate(|it| allowed.contains(&&it.license.to_string()));
                if !fine {
                    breaches.push(format!(
                        "{name} is under `{text}`, which deny.toml does not allow"
                    ));
                }
            }
            Err(_) => breaches.push(format!("{name} has a licence nobody can read: `{text}`")),
        },
        None => breaches.push(format!(
            "{name} names no licence{}",
            if package.license_file.is_some() {
                ", only a file"
            } else {
                ""
            }
        )),
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deny() -> Deny {
        toml::from_str(
            "licenses.allow = ['MIT', 'Apache-2.0']\n\
             sources = { unknown-registry = 'deny', unknown-git = 'deny' }\n\
             bans = { multiple-versions = 'warn', deny = [{ crate = 'openssl-sys', reason = 'no C' }] }",
        )
        .expect("a deny.toml")
    }

    fn package(name: &str, license: Option<&str>, source: &str) -> Package {
        Package {
            id: name.into(),
            name: name.into(),
            version: "1.0.0".into(),
            license: license.map(Into::into),
            license_file: None,
            source: Some(source.into()),
            manifest_path: "Cargo.toml".into(),
            dependencies: Vec::new(),
        }
    }

    const REGISTRY: &str = "registry+crates.io-index";

    #[test]
    fn a_choice_of_licences_is_fine_when_one_of_them_is() {
        assert!(
            judge(
                &package("a", Some("GPL-3.0-only OR MIT"), REGISTRY),
                &deny()
            )
            .is_empty()
        );
        assert_eq!(
            judge(
                &package("a", Some("GPL-3.0-only AND MIT"), REGISTRY),
                &deny()
            )
            .len(),
            1
        );
        assert_eq!(judge(&package("a", None, REGISTRY), &deny()).len(), 1);
    }

    #[test]
    fn an_exception_is_for_one_crate() {
        let mut deny = deny();
        deny.licenses.exceptions = vec![Exception {
            name: "a".into(),
            allow: vec!["MPL-2.0".into()],
        }];
        assert!(judge(&package("a", Some("MPL-2.0"), REGISTRY), &deny).is_empty());
        assert_eq!(
            judge(&package("b", Some("MPL-2.0"), REGISTRY), &deny).len(),
            1
        );
    }

    #[test]
    fn git_and_refused_crates_are_named() {
        assert_eq!(
            judge(&package("a", Some("MIT"), "git+somewhere"), &deny()).len(),
            1
        );
        assert_eq!(
            judge(&package("openssl-sys", Some("MIT"), REGISTRY), &deny()).len(),
            1
        );
    }
}
