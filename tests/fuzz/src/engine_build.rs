//! Builds `engine` with coverage on a stable compiler, beside the ordinary build.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use fuzz::seed::root;

/// What libFuzzer is guided by: counters of edges, and the values that were compared. The flags cargo-fuzz passes, and one.
const COVERAGE: [&str; 9] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    // Texts are compared by calls that libFuzzer listens to, and not a word at a time.
    "-Cllvm-args=-max-loads-per-memcmp=0",
    "--cfg=fuzzing",
    "-Cdebug-assertions",
    "-Coverflow-checks",
];

/// Where everything of fuzzing lives.
pub fn home() -> PathBuf {
    root().join("target/fuzz")
}

/// Builds it, and answers where it is.
pub fn build() -> Result<PathBuf> {
    let host = host()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(root())
        // With a target named, build scripts and macros are left alone.
        .args([
            "build",
            "--quiet",
            "--locked",
            "--package",
            "fuzz",
            "--bin",
            "engine",
        ])
        .args([
            "--features",
            "engine",
            "--profile",
            "fuzz",
            "--target",
            &host,
        ])
        .arg("--target-dir")
        .arg(home())
        .env("RUSTFLAGS", COVERAGE.join(" "))
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    println!("building the targets with coverage");
    if !command.status().context("starting cargo")?.success() {
        bail!("the targets cannot be built (a C++ compiler is needed: Debian's g++)");
    }
    Ok(home().join(host).join("fuzz/engine"))
}

/// The compiler's own target triple.
fn host() -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("-vV")
        .output()
        .context("asking rustc")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .context("rustc names no host")
}
