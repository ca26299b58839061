//! The checkout function: adds to each delivery option's title the date by which it is expected to ship.
//!
//! In scope: reading the cart ([`run`]), the look-up's answer as operations ([`renames`]). Not in scope: the dates and the words,
//! which the published configuration brings ready made (`contract::checkout`), and any rule of a calendar.
//!
//! It runs in every checkout, so two things come first. It never fails: whatever is missing, stale, oversized or malformed
//! names no operation, and the titles stay. And it is cheap: values are read lazily, by interned keys, without generated
//! accessors, which would trap on a value of another type.

#[cfg(target_family = "wasm")]
mod arena;
mod renames;
mod run;

use shopify_function::prelude::log;

fn main() {
    log!("Invoke a named export.");
    std::process::abort();
}
