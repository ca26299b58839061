//! Names of files: from the field, never a drawer for whatever is left over.

use std::path::PathBuf;

use super::Breach;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &[
    "common", "helper", "helpers", "manager", "misc", "shared", "util", "utils",
];

/// Checks every file and folder of the house.
pub fn check(sources: &[PathBuf]) -> Vec<Breach> {
    sources
        .iter()
        .filter(|file| {
            file.with_extension("").components().any(|part| {
                part.as_os_str()
                    .to_str()
                    .is_some_and(|name| EMPTY_NAMES.contains(&name.to_lowercase().as_str()))
            })
        })
        .map(|file| format!("{}: name it after what it does", file.display()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawers_are_refused_and_words_that_contain_them_are_not() {
        let files = [
            "worker/src/utils.rs",
            "tests/src/common/mod.rs",
            "web/src/utilisation.rs",
        ];
        assert_eq!(check(&files.map(PathBuf::from)).len(), 2);
    }
}
