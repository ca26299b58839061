//! One step: a few commands, their output passed through and counted.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::count::Counts;

/// Makes the step's commands; an error is why they cannot even be named.
pub type Make = fn() -> Result<Vec<Command>>;

/// One step of the suite.
pub struct Step {
    /// Shown in the table; `--only` looks for text in it.
    pub name: &'static str,
    /// Whether it runs what the lanes made.
    pub needs_lanes: bool,
    /// Its commands, one after the other; the first failure ends the step.
    pub commands: Make,
}

impl Step {
    /// Runs the commands; returns what they counted and whether all succeeded.
    pub fn run(&self) -> Result<(Counts, bool)> {
        let mut counts = Counts::default();
        for mut command in (self.commands)()? {
            let mut child = command
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
                .with_context(|| {
                    format!(
                        "could not start {}",
                        command.get_program().to_string_lossy()
                    )
                })?;
            let output = child.stdout.take().context("no output to read")?;
            for line in BufReader::new(output).split(b'\n') {
                let line = line?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                counts = counts + Counts::of_line(&line);
            }
            if !child.wait()?.success() {
                return Ok((counts, false));
            }
        }
        Ok((counts, true))
    }
}
