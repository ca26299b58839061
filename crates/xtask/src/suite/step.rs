//! One step: a few commands, their output gathered and counted.

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
    /// Runs the commands; returns what they counted and whether all succeeded. What they say goes to
    /// `output`, both streams as they come.
    pub fn run(&self, output: &mut String) -> Result<(Counts, bool)> {
        let mut counts = Counts::default();
        for mut command in (self.commands)()? {
            let program = command.get_program().to_string_lossy().into_owned();
            let (reader, writer) = std::io::pipe().context("no pipe")?;
            let mut child = command
                .stdin(Stdio::null())
                .stdout(writer.try_clone().context("no pipe")?)
                .stderr(writer)
                .spawn()
                .with_context(|| format!("could not start {program}"))?;
            // The command keeps the pipe's ends: as long as it lives, reading would not end.
            drop(command);
            for line in BufReader::new(reader).split(b'\n') {
                let line = line?;
                let line = String::from_utf8_lossy(&line);
                counts = counts + Counts::of_line(&line);
                output.push_str(&line);
                output.push('\n');
            }
            if !child.wait()?.success() {
                return Ok((counts, false));
            }
        }
        Ok((counts, true))
    }
}
