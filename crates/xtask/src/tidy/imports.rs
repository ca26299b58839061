//! Who may import whom, from what cargo says each package depends on.

use std::collections::BTreeMap;

use super::Breach;
use crate::room::{Dependency, Package};

/// The house, and what each package of it may name of the house. A package that is not here has no room.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("atlas", &[]),
    ("fulfillment", &[]),
    ("contract", &["fulfillment"]),
    ("copy", &["atlas", "contract", "fulfillment"]),
    ("promise", &["fulfillment"]),
    ("backtest", &["fulfillment", "promise"]),
    ("integrations", &["contract", "fulfillment"]),
    ("promise", &["fulfillment"]),
    ("backtest", &["fulfillment", "promise"]),
    ("checkout-estimate", &["contract"]),
    ("function-provider", &[]),
    ("web", &["contract"]),
    (
        "plumbline-worker",
        &[
            "contract",
            "copy",
            "fulfillment",
            "integrations",
            "promise",
            "web",
        ],
    ),
    ("e2e", &["contract"]),
    (
        "fuzz",
        &[
            "backtest",
            "contract",
            "copy",
            "fulfillment",
            "integrations",
            "plumbline-worker",
        ],
    ),
    ("xtask", &[]),
];

/// The one package that may name Cloudflare's crate.
const ON_THE_PLATFORM: &str = "plumbline-worker";

/// Judges the others from outside: its tests may not look inside either.
const WITNESS: &str = "e2e";

/// Crates that would give a package a clock, a platform, I/O or chance.
const IMPURE: &[&str] = &[
    "chrono",
    "getrandom",
    "js-sys",
    "rand",
    "reqwest",
    "time",
    "tokio",
    "wasm-bindgen",
    "web-sys",
];

/// Packages that must stay pure.
const PURE: &[&str] = &[
    "atlas",
    "contract",
    "copy",
    "fulfillment",
    "integrations",
    "promise",
];

/// Packages that know no calendar but the core's; adapters read vendors' timestamps with jiff.
const WITHOUT_JIFF: &[&str] = &["contract", "copy", "fulfillment", "promise"];

/// Checks every package of the house.
pub fn check(house: &BTreeMap<String, Package>) -> Vec<Breach> {
    house
        .values()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .filter_map(move |dependency| judge(&package.name, dependency))
                .chain(unknown(&package.name))
        })
        .collect()
}

fn unknown(package: &str) -> Option<Breach> {
    allowed(package).is_none().then(|| {
        format!("package `{package}` is not in MAY_IMPORT (crates/xtask/src/tidy/imports.rs): say there what it may import")
    })
}

fn judge(package: &str, dependency: &Dependency) -> Option<Breach> {
    let name = dependency.name.as_str();
    // What is optional is for a native test of somebody else's: no lane asks for it.
    let only_in_tests = dependency.kind.as_deref() == Some("dev") || dependency.optional;
    if dependency.path.is_some() {
        let fine = allowed(package).is_some_and(|names| names.contains(&name))
            || (only_in_tests && package != WITNESS)
            // A package may name itself, to have its own features in its tests.
            || name == package;
        return (!fine).then(|| format!("`{package}` may not import `{name}`"));
    }
    if name == "worker" && package != ON_THE_PLATFORM {
        return Some(format!(
            "`{package}` names Cloudflare's crate `worker`: only `{ON_THE_PLATFORM}` may"
        ));
    }
    let impure = PURE.contains(&package) && IMPURE.contains(&name)
        || WITHOUT_JIFF.contains(&package) && name == "jiff";
    (impure && !only_in_tests).then(|| {
        format!("`{package}` is pure and may not depend on `{name}`: instants, offsets and chance are arguments")
    })
}

fn allowed(package: &str) -> Option<&'static [&'static str]> {
    MAY_IMPORT
        .iter()
        .find(|(name, _)| *name == package)
        .map(|(_, names)| *names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(name: &str, of_the_house: bool, kind: Option<&str>) -> Dependency {
        Dependency {
            name: name.into(),
            kind: kind.map(Into::into),
            optional: false,
            path: of_the_house.then(|| format!("crates/{name}").into()),
        }
    }

    #[test]
    fn a_surface_may_not_reach_the_core() {
        assert!(judge("web", &names("fulfillment", true, None)).is_some());
        assert!(judge("web", &names("contract", true, None)).is_none());
        assert!(judge("web", &names("fulfillment", true, Some("dev"))).is_none());
    }

    #[test]
    fn the_witness_may_not_reach_round_the_wall_in_its_tests() {
        assert!(judge("e2e", &names("fulfillment", true, Some("dev"))).is_some());
    }

    #[test]
    fn the_core_has_no_clock_and_its_tests_may() {
        assert!(judge("fulfillment", &names("jiff", false, None)).is_some());
        assert!(judge("fulfillment", &names("jiff", false, Some("dev"))).is_none());
    }

    #[test]
    fn one_package_names_the_platform() {
        assert!(judge("integrations", &names("worker", false, None)).is_some());
        assert!(judge(ON_THE_PLATFORM, &names("worker", false, None)).is_none());
    }

    #[test]
    fn a_new_package_needs_a_room() {
        assert!(unknown("rumours").is_some());
    }
}
