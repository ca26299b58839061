//! libFuzzer around one target, which the environment names. Built with coverage by `fuzz`, never by itself.
#![no_main]

use std::sync::OnceLock;

use fuzz::Target;
use libfuzzer_sys::fuzz_target;

static CHOSEN: OnceLock<Target> = OnceLock::new();

fuzz_target!(|input: &[u8]| {
    let target = CHOSEN.get_or_init(|| {
        let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
        fuzz::target::named(&name).expect("FUZZ_TARGET names a target")
    });
    (target.run)(input);
});
