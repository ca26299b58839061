//! The size of modules: a reader should hold one in mind.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Breach;
use crate::process::root;

/// Half of all modules are no longer than this, in lines of code and words, tests left out.
const MEDIAN: usize = 150;
/// Above this a module is named, so that somebody looks for its seam.
const LOOK: usize = 400;
/// No module of what is shipped is longer; a file of stories is as long as its stories.
const MOST: usize = 600;

/// Reports the sizes and the modules beyond the limits.
pub fn check(sources: &[PathBuf]) -> Result<Vec<Breach>> {
    let mut sizes = Vec::new();
    for file in sources.iter().filter(|file| is_module(file)) {
        let text = fs::read_to_string(root().join(file))
            .with_context(|| format!("reading {}", file.display()))?;
        sizes.push((length(&text), file));
    }
    sizes.sort();
    let median = sizes.get(sizes.len() / 2).map_or(0, |(lines, _)| *lines);
    let most = sizes.last().map_or(0, |(lines, _)| *lines);
    println!(
        "tidy: {} modules, median {median} lines, longest {most}",
        sizes.len()
    );
    for (lines, file) in sizes.iter().filter(|(lines, _)| *lines >= LOOK) {
        println!(
            "tidy: {} has {lines} lines: look for a seam",
            file.display()
        );
    }
    let mut breaches: Vec<Breach> = sizes
        .iter()
        .filter(|(lines, file)| *lines > MOST && !file.starts_with("tests"))
        .map(|(lines, file)| format!("{}: {lines} lines, more than {MOST}", file.display()))
        .collect();
    if median > MEDIAN {
        breaches.push(format!(
            "the median module has {median} lines, more than {MEDIAN}"
        ));
    }
    Ok(breaches)
}

fn is_module(file: &Path) -> bool {
    file.extension().is_some_and(|it| it == "rs")
        && file.components().any(|it| it.as_os_str() == "src")
}

/// Lines before the module's own tests.
fn length(text: &str) -> usize {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_do_not_count() {
        assert_eq!(length("//! a\nfn b() {}\n#[cfg(test)]\nmod tests {}\n"), 2);
    }
}
