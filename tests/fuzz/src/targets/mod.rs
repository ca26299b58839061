//! What each target does with its input. An input of several parts has them on lines, the last part being the rest.

pub mod answers;
pub mod credentials;
pub mod files;
pub mod settings;
mod story;
pub mod webhooks;

/// The key everything here is signed with.
pub const KEY: &[u8] = b"a key that only the targets and their seeds know";

/// The shop everything here is about.
pub const SHOP: &str = "demo.myshopify.com";

/// Now, for everything that reads a clock: 2026-03-02T00:00:00Z.
pub const NOW: fulfillment::Instant = fulfillment::Instant(1_772_409_600_000);

/// The first line, and the rest.
fn line(input: &[u8]) -> (&str, &[u8]) {
    let at = input.iter().position(|byte| *byte == b'\n');
    let (first, rest) = match at {
        Some(at) => (&input[..at], &input[at + 1..]),
        None => (&input[..0], input),
    };
    (std::str::from_utf8(first).unwrap_or_default(), rest)
}
