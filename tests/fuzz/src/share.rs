//! One target under libFuzzer for its share of the time, and several at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use fuzz::Target;

use crate::engine_build::home;

/// Longest input tried, in bytes; a longer seed raises it.
const LONGEST: usize = 4096;
/// An input that takes longer is a finding, in seconds.
const PATIENCE: u32 = 10;

/// A target and its share.
pub struct Run<'a> {
    pub engine: &'a Path,
    pub target: Target,
    pub time: Duration,
    pub seed: u32,
}

/// What came of a run.
pub struct Outcome {
    /// Inputs tried.
    pub inputs: u64,
    /// The input that broke it, if one did.
    pub finding: Option<Finding>,
}

/// An input that panics, hangs or eats all memory.
pub struct Finding {
    /// Where it is saved.
    pub input: PathBuf,
    /// The panic's words.
    pub what: String,
}

impl Run<'_> {
    /// Runs it to the end of its share, or to its first finding.
    pub fn finish(&self) -> Result<Outcome> {
        let name = self.target.name;
        let (kept, seeds, found) = (
            folder("corpus", name)?,
            folder("seeds", name)?,
            folder("found", name)?,
        );
        let mut longest = LONGEST;
        for (index, seed) in (self.target.seeds)().iter().enumerate() {
            longest = longest.max(seed.len() * 2);
            fs::write(seeds.join(format!("{index:04}")), seed)?;
        }
        let before = files(&found);
        let output = Command::new(self.engine)
            .env("FUZZ_TARGET", name)
            .env("RUST_BACKTRACE", "0")
            .args([&kept, &seeds])
            .arg(format!("-artifact_prefix={}/", found.display()))
            .arg(format!("-max_total_time={}", self.time.as_secs()))
            .arg(format!("-max_len={longest}"))
            .arg(format!("-timeout={PATIENCE}"))
            .arg(format!("-seed={}", self.seed))
            .args([
                "-print_final_stats=1",
                "-rss_limit_mb=2048",
                "-use_value_profile=1",
                "-verbosity=0",
            ])
            .stdin(Stdio::null())
            .output()
            .context("starting libFuzzer")?;
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        fs::write(home().join(format!("{name}.log")), &log)?;
        let inputs = log
            .lines()
            .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or(0);
        if output.status.success() {
            return Ok(Outcome {
                inputs,
                finding: None,
            });
        }
        let new = files(&found)
            .into_iter()
            .find(|file| !before.contains(file));
        // The same input as at an earlier run has the same name.
        let named = || {
            let line = log
                .lines()
                .find(|line| line.contains("Test unit written to "))?;
            Some(PathBuf::from(
                line.split("Test unit written to ").nth(1)?.trim(),
            ))
        };
        let Some(input) = new.or_else(named) else {
            bail!(
                "{name}: libFuzzer ended with {} and no finding; see {}",
                output.status,
                home().join(format!("{name}.log")).display()
            );
        };
        Ok(Outcome {
            inputs,
            finding: Some(Finding {
                input,
                what: words(&log),
            }),
        })
    }
}

/// Runs all, `jobs` at a time, and answers in their order.
pub fn all(runs: &[Run<'_>], jobs: usize) -> Result<Vec<Outcome>> {
    let next = Mutex::new(0_usize);
    let done: Mutex<Vec<(usize, Result<Outcome>)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let index = {
                        let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
                        *next += 1;
                        *next - 1
                    };
                    let Some(run) = runs.get(index) else { return };
                    let outcome = run.finish();
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    done.push((index, outcome));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

/// The panic's message and place, or libFuzzer's own summary.
fn words(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    let panicked = lines.iter().position(|line| line.contains("panicked at"));
    match panicked {
        Some(at) => lines
            .iter()
            .skip(at)
            .take(2)
            .copied()
            .collect::<Vec<_>>()
            .join(" "),
        None => lines
            .iter()
            .rev()
            .find(|line| line.starts_with("SUMMARY"))
            .map_or_else(
                || "it ended by itself".to_owned(),
                |line| (*line).to_owned(),
            ),
    }
}

fn folder(what: &str, name: &str) -> Result<PathBuf> {
    let folder = home().join(what).join(name);
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    Ok(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}
