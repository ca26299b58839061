//! The canaries, and the search for them in every encoding they could hide in.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::hostile::tally::{Figure, Tally};
use crate::payloads::Order;
use crate::sign;

/// What may be found nowhere.
pub const CANARIES: [&str; 6] = [
    "canary.mail@quagga-example.com",
    "canary-note@quagga-example.com",
    "5550199123",
    "Zebedeecanary",
    "Quaggastreet",
    "203.0.113.201",
];

/// What shoppers enter: a street, and words on a problem. Only whoever answers them may read it, in the order's trace.
pub const ENTERED: [&str; 2] = ["Wombatwharf", "Bilbybroken"];

/// A warehouse's note with a person's address and number in it.
pub const NOTE: &str = "Called canary-note@quagga-example.com and +1 (555) 019-9123 about it";

/// Puts the canaries where an order has people.
pub fn people(order: &mut Order) {
    order.email = CANARIES[0].to_owned();
    order.phone = "+15550199123".to_owned();
    order.name = (CANARIES[3].to_owned(), CANARIES[3].to_owned());
    order.street = format!("7 {}", CANARIES[4]);
}

/// Searches the files of a world: storage and log, not the build and the secrets it was started with.
pub fn scan(directory: &Path, when: &str, tally: &mut Tally) {
    let mut waiting = vec![directory.to_path_buf()];
    let mut files = 0;
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let built = path.file_name().is_some_and(|name| name == "build");
            let inside = std::fs::read_dir(&path).into_iter().flatten().flatten();
            waiting.extend(inside.filter(|_| !built).map(|entry| entry.path()));
        } else {
            files += 1;
            let bytes = std::fs::read(&path).unwrap_or_default();
            let name = path.strip_prefix(directory).unwrap_or(&path).display();
            judge(&format!("{name} {when}"), &bytes, tally);
        }
    }
    if files < 4 {
        tally.breach(
            Figure::CanaryBytes,
            &format!("{when} there were only {files} files to search"),
        );
    }
}

/// Searches bytes for every canary in every encoding.
pub fn judge(place: &str, bytes: &[u8], tally: &mut Tally) {
    search(place, bytes, &CANARIES, tally);
    search(place, bytes, &ENTERED, tally);
}

/// The same for some of them.
pub fn search(place: &str, bytes: &[u8], canaries: &[&str], tally: &mut Tally) {
    let lower = bytes.to_ascii_lowercase();
    for canary in canaries {
        for (encoding, needle) in needles(canary) {
            let hay = if encoding == "plain" { &lower } else { bytes };
            let found = count(hay, &needle);
            if found > 0 {
                let weight = (found * needle.len()) as u64;
                tally.breaches(
                    Figure::CanaryBytes,
                    weight,
                    &format!("{canary} ({encoding}) in {place}"),
                );
            }
        }
    }
}

/// What a canary looks like: as it is in any case, UTF-16, base64 at each of its three offsets, hex, percent-encoded.
fn needles(canary: &str) -> Vec<(&'static str, Vec<u8>)> {
    let plain = canary.to_ascii_lowercase().into_bytes();
    let wide = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = hex::encode(canary).into_bytes();
    let escaped = sign::percent(canary);
    let mut needles = vec![("plain", plain), ("UTF-16", wide), ("hex", hex)];
    if escaped != canary {
        needles.push(("percent", escaped.into_bytes()));
    }
    for offset in 0..3 {
        let shifted = [&b"xx"[..offset], canary.as_bytes()].concat();
        let text = STANDARD_NO_PAD.encode(shifted);
        // The characters at both ends also hold their neighbours' bits.
        let from = [0, 2, 3][offset];
        needles.push(("base64", text.as_bytes()[from..text.len() - 1].to_vec()));
    }
    needles
}

fn count(hay: &[u8], needle: &[u8]) -> usize {
    let Some((&first, rest)) = needle.split_first() else {
        return 0;
    };
    let mut found = 0;
    let mut from = 0;
    while let Some(at) = hay[from..].iter().position(|byte| *byte == first) {
        from += at + 1;
        if hay[from..].starts_with(rest) {
            found += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    fn found(bytes: &[u8]) -> u64 {
        let mut tally = Tally::default();
        judge("a test", bytes, &mut tally);
        tally.count(Figure::CanaryBytes)
    }

    #[test]
    fn a_canary_is_found_in_every_encoding() {
        let canary = CANARIES[0];
        assert_eq!(found(b"nothing of it"), 0);
        assert!(found(canary.to_uppercase().as_bytes()) > 0);
        assert!(found(hex::encode(canary).as_bytes()) > 0);
        for before in ["", "a", "ab", "abc"] {
            let text = format!("{before}{canary} and more");
            assert!(found(STANDARD.encode(text).as_bytes()) > 0, "{before}");
        }
        let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(found(&wide) > 0);
    }
}
