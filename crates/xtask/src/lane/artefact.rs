//! Files a lane reads and leaves.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// All files under a path, sorted; the path itself when it is a file; nothing when it is absent.
pub fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("reading {}", path.display()))? {
            found.extend(files_under(&entry?.path())?);
        }
        found.sort();
    }
    Ok(found)
}

/// Copies a file, making the folder it goes to.
pub fn lay(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to)
        .with_context(|| format!("copying {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// A file's size in KiB, for a line of progress.
pub fn kib(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |it| it.len().div_ceil(1024))
}
