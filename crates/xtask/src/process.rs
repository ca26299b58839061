//! Child processes: the repository's root, the tools npm installed, and running a command to its end.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The repository's root.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// A path under the root, from a `/`-separated name.
pub fn at(relative: &str) -> PathBuf {
    root().join(relative)
}

/// Cargo, the one that runs this tool, in the root.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Node, in the root.
pub fn node() -> Command {
    let mut command = Command::new("node");
    command.current_dir(root());
    command
}

/// A tool from `node_modules/.bin`, in the root.
pub fn npm_tool(name: &str) -> Result<Command> {
    let path = at("node_modules/.bin").join(name);
    if !path.exists() {
        bail!("node_modules/.bin/{name} is missing: run `npm ci` first");
    }
    let mut command = Command::new(path);
    command.current_dir(root());
    Ok(command)
}

/// Runs a command, its output passed through; an exit code other than 0 is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = format!(
        "{} {}",
        Path::new(command.get_program())
            .file_name()
            .unwrap_or_default()
            .to_string_lossy(),
        command
            .get_args()
            .map(|argument| argument.to_string_lossy())
            .collect::<Vec<_>>()
            .join(" ")
    );
    let status = command
        .status()
        .with_context(|| format!("could not start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}
