//! The checkout function: adds to each delivery option's title the date by which it is expected to ship.
//!
//! In scope: reading the cart (`run`, `input`), the look-up's answer as operations (`renames`). Not in scope: the dates and the
//! words, which the published configuration brings ready made (`contract::checkout`), and any rule of a calendar.
//!
//! It runs in every checkout, so two things come first. It never fails: whatever is missing, stale, oversized or malformed
//! names no operation, and the titles stay. And it is cheap: generated accessors, which would trap on a value of another type,
//! are not used, and nothing is read or copied twice.
//!
//! There is no native build of it: `e2e::function` runs the module itself.

#[cfg(target_family = "wasm")]
mod arena;
#[cfg(target_family = "wasm")]
mod input;
#[cfg(target_family = "wasm")]
mod renames;
#[cfg(target_family = "wasm")]
mod run;

use shopify_function::prelude::log;

fn main() {
    log!("Invoke a named export.");
    std::process::abort();
}
