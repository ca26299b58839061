//! The pages' browser bundle: the hydrated part of `web`. The style sheets are part of the pages.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::Quality;
use super::glue::{bind, bundle, compile, shrink};
use crate::process::at;

/// Makes the lane.
pub fn make(quality: Quality, stage: &Path) -> Result<()> {
    let wasm = compile(
        "web",
        "web",
        quality,
        &["--no-default-features", "--features", "hydrate"],
    )?;
    bind(&wasm, "order", stage, |bindgen| {
        bindgen
            .web(true)?
            .typescript(false)
            // The page says where its Wasm is: the glue need not work it out.
            .omit_default_module_path(true);
        Ok(())
    })?;

    let assets = at("dist/assets");
    fs::create_dir_all(&assets)?;
    let more: &[&str] = match quality {
        Quality::Shipped => &["--target=es2022", "--minify"],
        Quality::Quick => &["--target=es2022"],
    };
    bundle(&stage.join("order.js"), &assets.join("order.js"), more)?;
    shrink(
        &stage.join("order_bg.wasm"),
        &assets.join("order_bg.wasm"),
        quality,
    )
}
