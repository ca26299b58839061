//! The extensions on Shopify's own pages, built by Shopify's own CLI from the app's configuration.
//!
//! The CLI validates the configuration and bundles what is bundled, offline. It takes any target for granted, so every
//! target is looked up in the types of the version the extension asks for.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::Quality;
use super::artefact::lay;
use crate::process::{at, node, root, run};

/// The extension whose targets are checked.
const CONFIGURATION: &str = "extensions/order-status/shopify.extension.toml";
/// Shopify's types, one file a target.
const TYPES: &str = "node_modules/@shopify/ui-extensions/build/ts/surfaces";
/// Surfaces whose targets an app like this has.
const SURFACES: [&str; 2] = ["customer-account", "checkout"];

#[derive(Deserialize)]
struct Configuration {
    api_version: String,
    extensions: Vec<Extension>,
}

#[derive(Deserialize)]
struct Extension {
    handle: String,
    targeting: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    target: String,
}

/// Makes the lane.
pub fn make(_: Quality, stage: &Path) -> Result<()> {
    let text = fs::read_to_string(at(CONFIGURATION))
        .with_context(|| format!("reading {CONFIGURATION}"))?;
    let configuration: Configuration = toml::from_str(&text).context(CONFIGURATION)?;
    let package = fs::read_to_string(at("node_modules/@shopify/ui-extensions/package.json"))
        .context("@shopify/ui-extensions is missing: run `npm ci` first")?;
    check(&configuration, &package, |surface, target| {
        at(TYPES)
            .join(format!("{surface}/targets/{target}.d.ts"))
            .is_file()
    })?;
    let folder = stage.join("app");
    let folder = folder.strip_prefix(root()).unwrap_or(&folder);
    run(node().arg("crates/xtask/npm/extensions.mjs").arg(folder))?;
    for extension in &configuration.extensions {
        let name = format!("{}.js", extension.handle);
        let made = root()
            .join(folder)
            .join("extensions/order-status/dist")
            .join(&name);
        lay(&made, &at("dist/extensions").join(&name))?;
    }
    Ok(())
}

/// Whether each target is one of Shopify's, in the version that is asked for.
fn check(
    configuration: &Configuration,
    package: &str,
    known: impl Fn(&str, &str) -> bool,
) -> Result<()> {
    // 2026-07 is the package's 2026.7.
    let asked = configuration
        .api_version
        .replace("-0", ".")
        .replace('-', ".");
    if !package.contains(&format!("\"version\": \"{asked}.")) {
        bail!(
            "{CONFIGURATION} asks for {}, and the types are of another version",
            configuration.api_version
        );
    }
    for extension in &configuration.extensions {
        for Target { target } in &extension.targeting {
            if !SURFACES.iter().any(|surface| known(surface, target)) {
                bail!("{}: Shopify has no target {target}", extension.handle);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(version: &str, target: &str) -> Result<()> {
        let text = format!(
            "api_version = \"{version}\"\n[[extensions]]\nhandle = \"a\"\n\
             [[extensions.targeting]]\ntarget = \"{target}\"\n"
        );
        let configuration = toml::from_str(&text).expect("it parses");
        check(
            &configuration,
            "\"version\": \"2026.7.4\"",
            |surface, target| (surface, target) == ("checkout", "purchase.thank-you.block.render"),
        )
    }

    #[test]
    fn a_target_shopify_does_not_have_is_found() {
        assert!(checked("2026-07", "purchase.thank-you.block.render").is_ok());
        assert!(checked("2026-07", "purchase.thank-you.blok.render").is_err());
        assert!(checked("2026-10", "purchase.thank-you.block.render").is_err());
    }
}
