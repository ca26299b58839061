//! How many tests a step ran, read from the closing lines of the runners we use.

use std::ops::Add;

/// Tests of one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Did what they should.
    pub passed: u64,
    /// Did not.
    pub failed: u64,
    /// Were not run.
    pub ignored: u64,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }
}

impl Counts {
    /// What a line of output adds: cargo's `test result: …`, or node's `# pass N` and `ℹ pass N`.
    pub fn of_line(line: &str) -> Self {
        let mut counts = Self::default();
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            for part in result.split(['.', ';']) {
                let mut words = part.split_whitespace();
                if let (Some(Ok(number)), Some(what)) = (words.next().map(str::parse), words.next())
                {
                    counts.put(what, number);
                }
            }
        } else if let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            let mut words = rest.split_whitespace();
            if let (Some(what @ ("pass" | "fail" | "skipped")), Some(Ok(number)), None) =
                (words.next(), words.next().map(str::parse), words.next())
            {
                counts.put(what, number);
            }
        }
        counts
    }

    /// A step that counted nothing is one test; a step that failed has a failed test.
    pub fn or_one(self, passed: bool) -> Self {
        match (passed, self.passed, self.failed) {
            (true, 0, 0) => Self { passed: 1, ..self },
            (false, _, 0) => Self { failed: 1, ..self },
            _ => self,
        }
    }

    fn put(&mut self, what: &str, number: u64) {
        match what {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" => self.failed += number,
            "ignored" | "skipped" => self.ignored += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cargo() {
        let line = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 3 filtered out; finished in 0.01s";
        let counts = Counts {
            passed: 12,
            failed: 1,
            ignored: 2,
        };
        assert_eq!(Counts::of_line(line), counts);
    }

    #[test]
    fn reads_node() {
        assert_eq!(Counts::of_line("# pass 7").passed, 7);
        assert_eq!(Counts::of_line("ℹ fail 1").failed, 1);
        assert_eq!(Counts::of_line("# pass the parcel"), Counts::default());
    }

    #[test]
    fn a_runner_that_dies_before_counting_has_failed() {
        let died = Counts {
            passed: 3,
            ..Counts::default()
        }
        .or_one(false);
        assert_eq!(died.failed, 1);
        assert_eq!(Counts::default().or_one(true).passed, 1);
    }
}
