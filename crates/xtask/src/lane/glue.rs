//! Compile, bind, shrink: the steps the lanes share.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::Quality;
use super::artefact::kib;
use crate::process::{at, cargo, npm_tool, run};

/// What every lane compiles for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What Rust's wasm target emits and every engine we ship to understands.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Compiles a package's library to Wasm. `artefact` is the library's name.
pub fn compile(package: &str, artefact: &str, quality: Quality, more: &[&str]) -> Result<PathBuf> {
    let mut command = cargo();
    // The kind of library is the lane's: linked into others and tested, `web` is a plain one.
    command.args(["rustc", "--lib", "--crate-type", "cdylib"]);
    command.args(["--package", package, "--target", TARGET]);
    command.args(more);
    let folder = match quality {
        Quality::Shipped => {
            command.arg("--release");
            "release"
        }
        Quality::Quick => "debug",
    };
    run(&mut command)?;
    Ok(compiled(folder, artefact))
}

/// Where cargo leaves a module of a profile.
pub fn compiled(profile: &str, artefact: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| at("target"), PathBuf::from);
    target
        .join(TARGET)
        .join(profile)
        .join(format!("{artefact}.wasm"))
}

/// Writes `{name}.js` and `{name}_bg.wasm` into `stage`. `settings` chooses the kind of module.
pub fn bind(
    wasm: &Path,
    name: &str,
    stage: &Path,
    settings: impl FnOnce(&mut Bindgen) -> Result<()>,
) -> Result<()> {
    println!("{name}: binding {} KiB of Wasm", kib(wasm));
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(name);
    settings(&mut bindgen)?;
    bindgen
        .generate(stage)
        .context("wasm-bindgen could not make the glue")
}

/// Optimises for size, or copies when the build is a quick one.
pub fn shrink(from: &Path, to: &Path, quality: Quality) -> Result<()> {
    if quality == Quality::Quick {
        return super::artefact::lay(from, to);
    }
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    run(npm_tool("wasm-opt")?
        .args(["-Oz", "--strip-debug", "--strip-producers"])
        .args(WASM_FEATURES)
        .arg(from)
        .arg("-o")
        .arg(to))?;
    println!("wasm-opt: {} KiB → {} KiB", kib(from), kib(to));
    Ok(())
}

/// Bundles an entry module to one ES module.
pub fn bundle(entry: &Path, to: &Path, more: &[&str]) -> Result<()> {
    run(npm_tool("esbuild")?
        .arg(entry)
        .args(["--bundle", "--format=esm", "--log-level=warning"])
        .args(more)
        .arg(format!("--outfile={}", to.display())))
}
