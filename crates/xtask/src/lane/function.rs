//! The checkout function, as Shopify's CLI makes it before it links it, and Shopify's half of it, for the tests.
//!
//! The CLI compiles, shrinks with wasm-opt, then rewrites the imports. The last step needs a tool that no registry has; the
//! harness (`e2e::function`) links the two modules instead.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Quality;
use super::artefact::{kib, lay};
use super::glue::{TARGET, compiled};
use crate::process::{at, cargo, npm_tool, run};

const FUNCTION: &str = "dist/function/checkout-estimate.wasm";
const PROVIDER: &str = "dist/function/provider.wasm";

/// What the CLI gives wasm-opt, word for word: what is measured here is what is uploaded.
const SHRINK: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multimemory",
    "--enable-nontrapping-float-to-int",
    "--strip-debug",
];

/// Makes the lane. The function has one quality: its instructions are counted.
pub fn make(_: Quality, stage: &Path) -> Result<()> {
    let provider = compile("function-provider", "provider", "function_provider")?;
    lay(&provider, &at(PROVIDER))?;
    let function = compile("checkout-estimate", "release", "checkout-estimate")?;
    let shrunk = stage.join("shrunk.wasm");
    run(npm_tool("wasm-opt")?
        .args(SHRINK)
        .arg(&function)
        .arg("-o")
        .arg(&shrunk))?;
    println!("wasm-opt: {} KiB → {} KiB", kib(&function), kib(&shrunk));
    lay(&shrunk, &at(FUNCTION))
}

/// Compiles a package to Wasm by itself, so that no other package's features are in it.
fn compile(package: &str, profile: &str, artefact: &str) -> Result<PathBuf> {
    run(cargo().args([
        "build",
        "--package",
        package,
        "--profile",
        profile,
        "--target",
        TARGET,
    ]))?;
    Ok(compiled(profile, artefact))
}
