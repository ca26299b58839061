//! The worker: Wasm, the glue in `dist/core` that the entry shim imports, and the shim bundled
//! around it into the one module that wrangler uploads.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Quality;
use super::artefact::lay;
use super::glue::{bind, bundle, compile};
use crate::process::at;

/// The pages' browser bundle, which the shim imports as data: from the web lane, to beside the entry.
const BUNDLE: [(&str, &str); 2] = [
    ("dist/assets/order.js", "dist/worker/order_js.bin"),
    ("dist/assets/order_bg.wasm", "dist/worker/order_wasm.bin"),
];

/// Makes the lane.
pub fn make(quality: Quality, stage: &Path) -> Result<()> {
    let shim = at("worker/shim/index.js");
    if !shim.exists() {
        bail!("worker/shim/index.js, the worker's entry, is missing");
    }
    for (file, _) in BUNDLE {
        if !at(file).exists() {
            bail!("{file} is missing: `cargo xtask web` makes it");
        }
    }
    let wasm = compile("plumbline-worker", "plumbline_worker", quality, &[])?;
    bind(&wasm, "index", stage, |bindgen| {
        bindgen
            .module(true)?
            .typescript(true)
            // An isolate outlives a panic: the shim may start the instance afresh.
            .reset_state_function(true)
            .force_enable_abort_handler(true)
            .remove_name_section(quality == Quality::Shipped)
            .remove_producers_section(quality == Quality::Shipped);
        Ok(())
    })?;

    let core = at("dist/core");
    if core.exists() {
        fs::remove_dir_all(&core)?;
    }
    for file in super::files_under(stage)? {
        let inside = file
            .strip_prefix(stage)
            .context("a file outside its stage")?;
        lay(&file, &core.join(inside))?;
    }

    let bundled = stage.join("bundle.js");
    bundle(
        &shim,
        &bundled,
        &[
            // The glue imports its Wasm in the source phase, which no year's standard has yet.
            "--target=esnext",
            "--platform=neutral",
            "--external:./index_bg.wasm",
            "--external:./*.bin",
            "--external:cloudflare:*",
        ],
    )?;
    // wrangler gives a compiled module for a plain import; the `source` phase is not in its parser.
    let text = fs::read_to_string(&bundled)?.replace("import source ", "import ");
    let entry = at("dist/worker/index.js");
    fs::create_dir_all(at("dist/worker"))?;
    // No wasm-opt here: after gzip it saves 0.02% of the worker and costs a minute of the build.
    lay(
        &stage.join("index_bg.wasm"),
        &at("dist/worker/index_bg.wasm"),
    )?;
    for (from, to) in BUNDLE {
        lay(&at(from), &at(to))?;
    }
    fs::write(&entry, text).context("writing dist/worker/index.js")
}
