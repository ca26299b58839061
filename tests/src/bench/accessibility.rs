//! `bench accessibility`: every page in Chromium, by axe-core and by what axe cannot see.

use super::{BenchError, budget};
use crate::accessibility::look_at_everything;

/// Looks at every page; each violation goes to standard error with its page and variant.
pub async fn accessibility() -> Result<bool, BenchError> {
    let tally = look_at_everything().await?;
    for wrong in &tally.wrong {
        eprintln!("{wrong}");
    }
    println!("accessibility.pages: {}", tally.looks);
    let violations = tally.wrong.len();
    Ok(budget(
        "accessibility.violations",
        violations,
        violations == 0 && tally.looks > 0,
    ))
}
