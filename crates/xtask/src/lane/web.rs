//! The pages' browser bundle: the hydrated part of `web`, and the style sheets.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

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
            // The page says where the module is; without this the glue would name its own folder.
            .omit_default_module_path(false);
        Ok(())
    })?;

    let assets = at("dist/assets");
    fs::create_dir_all(&assets)?;
    let minify: &[&str] = match quality {
        Quality::Shipped => &["--minify"],
        Quality::Quick => &[],
    };
    bundle(&stage.join("order.js"), &assets.join("order.js"), minify)?;
    shrink(
        &stage.join("order_bg.wasm"),
        &assets.join("order_bg.wasm"),
        quality,
    )?;

    let styles = at("web/style");
    for sheet in super::files_under(&styles)? {
        let name = sheet.file_name().context("a style sheet without a name")?;
        if sheet.extension().is_some_and(|it| it == "css") {
            bundle(&sheet, &assets.join(name), minify)?;
        }
    }
    Ok(())
}
