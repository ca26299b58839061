//! `bench claims`: the oracle of claims against the real worker.

use super::BenchError;
use crate::claims::run::oracle;

/// Judges `histories` histories from seed `first` on; complaints go to standard error.
pub async fn claims(first: u64, histories: u64) -> Result<bool, BenchError> {
    let tally = oracle(first, histories).await?;
    print!("{}", tally.lines());
    eprint!("{}", tally.complaints());
    Ok(tally.kept())
}
