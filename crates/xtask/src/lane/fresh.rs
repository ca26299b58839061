//! Whether a lane has to run: a stamp over the content of everything it reads.
//!
//! Content, not times: a checkout, a branch switched there and back or a restored cache changes
//! times and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::artefact::files_under;
use super::{Lane, Quality};
use crate::process::{at, root};
use crate::room::Package;

/// Read by every lane: versions, profiles, environment, and the code of the lanes themselves.
const ALWAYS: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "package-lock.json",
    "crates/xtask/src/lane",
    "crates/xtask/src/lane.rs",
];

/// The stamp of a lane's inputs: 16 hex digits.
pub fn stamp(lane: &Lane, quality: Quality, closure: &BTreeMap<&str, &Package>) -> Result<String> {
    let mut paths: Vec<PathBuf> = ALWAYS.iter().chain(lane.also).map(|it| at(it)).collect();
    for package in closure.values() {
        paths.push(package.manifest_path.clone());
        paths.push(package.folder().join("build.rs"));
        // Sources, and whatever they include: messages, schemas, style sheets, GraphQL operations.
        for entry in fs::read_dir(package.folder())? {
            let entry = entry?.path();
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            if entry.is_dir()
                && !matches!(
                    name.as_ref(),
                    "tests" | "benches" | "examples" | "shim" | ".wrangler"
                )
            {
                paths.push(entry);
            }
        }
    }
    let mut hasher = DefaultHasher::new();
    quality.hash_into(&mut hasher);
    for path in paths {
        for file in files_under(&path)? {
            file.strip_prefix(root()).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file)
                .with_context(|| format!("reading {}", file.display()))?
                .hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

impl Quality {
    fn hash_into(self, hasher: &mut DefaultHasher) {
        self.name().hash(hasher);
    }
}

/// Whether the lane was made from exactly these inputs and all it made is still there.
pub fn is_current(lane: &Lane, stamp: &str) -> bool {
    fs::read_to_string(stamp_file(lane)).is_ok_and(|last| last == stamp)
        && lane.outputs.iter().all(|output| at(output).exists())
}

/// Drops the stamp: a lane that fails half-way must run again.
pub fn forget(lane: &Lane) -> Result<()> {
    match fs::remove_file(stamp_file(lane)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes the stamp, after the lane has succeeded.
pub fn remember(lane: &Lane, stamp: &str) -> Result<()> {
    fs::write(stamp_file(lane), stamp).context("writing the lane's stamp")
}

/// Waits until no other process makes lanes; the turn ends when the file is dropped.
pub fn turn() -> Result<fs::File> {
    fs::create_dir_all(lanes_folder())?;
    let file = fs::File::create(lanes_folder().join("turn"))?;
    if file.try_lock().is_err() {
        println!("waiting for another build of the lanes");
        file.lock()
            .context("waiting for another build of the lanes")?;
    }
    Ok(file)
}

/// The lane's own working folder, empty.
pub fn stage(lane: &Lane) -> Result<PathBuf> {
    let stage = lanes_folder().join(lane.name);
    if stage.exists() {
        fs::remove_dir_all(&stage)?;
    }
    fs::create_dir_all(&stage)?;
    Ok(stage)
}

fn stamp_file(lane: &Lane) -> PathBuf {
    lanes_folder().join(format!("{}.stamp", lane.name))
}

fn lanes_folder() -> PathBuf {
    Path::new(root()).join("dist/.lanes")
}
