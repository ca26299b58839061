//! The lanes: a crate compiled to Wasm, given its JavaScript glue, shrunk, bundled and laid in `dist/`.
//!
//! Everything comes from Cargo's and npm's registries: `wasm-bindgen`'s tool is linked in as a
//! library, so its version is the lock file's; `wasm-opt` and `esbuild` are npm packages.

mod artefact;
mod extensions;
mod fresh;
mod function;
mod glue;
mod web;
mod worker;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::room::{self, Package};

pub use artefact::files_under;

/// How a lane is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Release profile, shrunk: what is deployed and measured.
    Shipped,
    /// Development profile, as it comes.
    Quick,
}

impl Quality {
    fn name(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Quick => "quick",
        }
    }
}

/// One lane: what it reads, what it must leave behind, how it is made.
pub struct Lane {
    name: &'static str,
    /// The package at its root.
    package: &'static str,
    /// Inputs beside the package's own closure, relative to the root.
    also: &'static [&'static str],
    /// Files that must exist afterwards, relative to the root.
    outputs: &'static [&'static str],
    make: fn(Quality, &Path) -> Result<()>,
}

/// `worker` → `dist/worker`: entry, its Wasm, the web lane's bundle; glue in `dist/core`.
pub fn worker() -> Lane {
    Lane {
        name: "worker",
        package: "plumbline-worker",
        also: &["worker/shim", "dist/assets"],
        outputs: &[
            "dist/core/index.js",
            "dist/worker/index.js",
            "dist/worker/index_bg.wasm",
            "dist/worker/order_js.bin",
            "dist/worker/order_wasm.bin",
        ],
        make: worker::make,
    }
}

/// `web` with feature `hydrate` → `dist/assets/order.js` and `order_bg.wasm`.
pub fn web() -> Lane {
    Lane {
        name: "web",
        package: "web",
        also: &[],
        outputs: &["dist/assets/order.js", "dist/assets/order_bg.wasm"],
        make: web::make,
    }
}

/// `checkout-estimate` → `dist/function`: the function as it is uploaded, and Shopify's half that the tests link it to.
pub fn function() -> Lane {
    Lane {
        name: "function",
        package: "checkout-estimate",
        also: &["tests/provider"],
        outputs: &[
            "dist/function/checkout-estimate.wasm",
            "dist/function/provider.wasm",
        ],
        make: function::make,
    }
}

/// The extensions on Shopify's own pages → `dist/extensions`: their bundles, as they are uploaded. Their types are the contract's.
pub fn extensions() -> Lane {
    Lane {
        name: "extensions",
        package: "contract",
        also: &[
            "crates/xtask/npm/app.mjs",
            "dist/assets",
            "extensions/order-status",
            "extensions/order-timeline",
            "shopify.app.toml",
        ],
        outputs: &[
            "dist/extensions/order-status.js",
            "dist/extensions/thank-you.js",
        ],
        make: extensions::make,
    }
}

/// Every lane, in the order in which they need each other.
pub fn all() -> Vec<Lane> {
    vec![web(), worker(), function(), extensions()]
}

/// Makes the lanes whose inputs changed since they were last made, in the order given.
pub fn build(lanes: &[Lane], quality: Quality) -> Result<()> {
    let house = room::house()?;
    // Two terminals may build at once; the second then finds the lane made.
    let _turn = fresh::turn()?;
    for lane in lanes {
        build_one(lane, quality, &house)?;
    }
    Ok(())
}

fn build_one(lane: &Lane, quality: Quality, house: &BTreeMap<String, Package>) -> Result<()> {
    let closure = room::closure(house, lane.package)?;
    let stamp = fresh::stamp(lane, quality, &closure)?;
    if fresh::is_current(lane, &stamp) {
        println!("{}: unchanged", lane.name);
        return Ok(());
    }
    fresh::forget(lane)?;
    let started = std::time::Instant::now();
    let stage = fresh::stage(lane)?;
    (lane.make)(quality, &stage)?;
    fresh::remember(lane, &stamp)?;
    println!(
        "{}: built in {:.1} s",
        lane.name,
        started.elapsed().as_secs_f32()
    );
    Ok(())
}
