//! The list of targets.

use crate::seed;
use crate::targets::{answers, credentials, files, settings, webhooks};

/// A parser under test.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// Reads one input; a panic is a finding.
    pub run: fn(&[u8]),
    /// Inputs to start from.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

const fn target(name: &'static str, run: fn(&[u8]), seeds: fn() -> Vec<Vec<u8>>) -> Target {
    Target { name, run, seeds }
}

/// Every parser of bytes that somebody else wrote.
pub const TARGETS: [Target; 15] = [
    target("shopify", webhooks::shopify, seed::shopify),
    target("operations", webhooks::operations, seed::operations),
    target("aftership", webhooks::aftership, seed::aftership),
    target("signatures", credentials::signatures, seed::signatures),
    target("proxy", credentials::proxy, seed::proxy),
    target("session", credentials::session, seed::session),
    target("link", credentials::link, seed::link),
    target("language", credentials::language, seed::language),
    target("form", settings::form, seed::forms),
    target("settings", settings::settings, seed::settings),
    target("route", settings::route, seed::routes),
    target("view", answers::view, seed::views),
    target("admin", answers::admin, seed::admin),
    target("checkout", answers::checkout, seed::checkout),
    target("files", files::files, seed::files),
];

/// A target with a mistake behind a few branches, to show that this finds mistakes. Not among [`TARGETS`].
pub const PLANTED: Target = target("planted", planted, || vec![b"plain".to_vec()]);

/// The target of this name, the planted one included.
pub fn named(name: &str) -> Option<Target> {
    TARGETS
        .into_iter()
        .chain([PLANTED])
        .find(|target| target.name == name)
}

#[allow(clippy::panic, reason = "it is there to be found")]
fn planted(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let Some((name, value)) = text.split_once('=') else {
        return;
    };
    if name == "shop" && value.parse::<u32>().is_ok_and(|value| value > 70_000) && value.len() > 8 {
        panic!("the planted mistake");
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Inputs that once broke something, or reached what seeds do not, by target.
    fn kept(name: &str) -> Vec<Vec<u8>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus")
            .join(name);
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        files
            .filter_map(|file| std::fs::read(file.path()).ok())
            .collect()
    }

    #[test]
    fn every_seed_and_every_kept_input_is_survived() {
        for target in TARGETS {
            let seeds = (target.seeds)();
            assert!(!seeds.is_empty(), "{} starts from nothing", target.name);
            for input in seeds.into_iter().chain(kept(target.name)) {
                (target.run)(&input);
                // Cut short and doubled, as the wire may leave it.
                (target.run)(&input[..input.len() / 2]);
                (target.run)(&[input.as_slice(), &input].concat());
            }
            (target.run)(b"");
        }
    }

    #[test]
    fn kept_inputs_belong_to_a_target() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        for folder in std::fs::read_dir(corpus).into_iter().flatten().flatten() {
            let name = folder.file_name().to_string_lossy().into_owned();
            assert!(named(&name).is_some(), "corpus/{name}");
        }
    }

    #[test]
    #[should_panic(expected = "planted")]
    fn the_planted_mistake_is_there() {
        planted(b"shop=000070001");
    }
}
