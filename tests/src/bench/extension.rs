//! `bench extension`: what the bundles on Shopify's pages weigh, counted as Shopify's CLI counts.
//!
//! The CLI gives each bundle to Node's `zlib.deflate` with its defaults (`@shopify/cli`, "KB compressed"); so does this.

use std::process::Command;

use super::{BenchError, budget};
use crate::block::bundle;

const COUNT: &str = "const {readFileSync} = require('node:fs'); const {deflateSync} = require('node:zlib'); \
    console.log(deflateSync(readFileSync(process.argv[1])).byteLength)";

/// Weighs both bundles.
pub fn extension() -> Result<bool, BenchError> {
    let page = deflated("order-status")?;
    let thanks = deflated("thank-you")?;
    let light = budget("extension.deflate_bytes", page, page <= 12_000);
    let lighter = budget("extension.thankyou_deflate_bytes", thanks, thanks <= 10_000);
    Ok(light && lighter)
}

fn deflated(handle: &str) -> Result<usize, BenchError> {
    let path = bundle(handle);
    let output = Command::new("node").args(["-e", COUNT]).arg(&path).output();
    let counted = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().parse());
    match counted {
        Ok(Ok(bytes)) => Ok(bytes),
        _ => Err(BenchError::Wrong(format!(
            "{} could not be weighed",
            path.display()
        ))),
    }
}
