//! `bench function`: instructions, size and steadiness of the checkout function, as shipped.

use super::{BenchError, budget};
use crate::function::samples::{Matching, largest, two_by_three};
use crate::function::{Function, Run, fuzz};
use contract::checkout::CheckoutConfig;

use crate::function::cart::Cart;

/// Changed and unchanged inputs that are run.
const RUNS: u64 = 100_000;

/// Measures; budgets: 65,000 and 250,000 instructions, 45,000 bytes, no trap in 100,000 runs.
pub fn function() -> Result<bool, BenchError> {
    let function = Function::load()?;
    let small = renaming(&function, two_by_three(false), 3)?;
    let mut most = 0;
    for matching in Matching::ALL {
        most = most.max(renaming(&function, largest(matching, false), 36)?.instructions);
    }
    // Where a shop also offers pick-up, every option's kind is one more field to read.
    let pickup = renaming(&function, largest(Matching::Mixed, true), 36)?;
    println!(
        "function.instructions_max_with_pickup: {}",
        pickup.instructions
    );
    println!("function.memory_bytes: {}", pickup.memory);

    let tally = fuzz::fuzz(&function, RUNS, 1)?;
    for failure in &tally.failures {
        eprintln!("{failure}");
    }
    println!("function.fuzz_runs: {}", tally.runs);
    println!("function.fuzz_renamed: {}", tally.renamed);
    println!("function.fuzz_instructions_max: {}", tally.instructions);
    let bytes = function.bytes();
    let kept = [
        budget(
            "function.instructions_2x3",
            small.instructions,
            small.instructions <= 65_000,
        ),
        budget("function.instructions_max", most, most <= 250_000),
        budget("function.wasm_bytes", bytes, bytes <= 45_000),
        budget(
            "function.traps",
            tally.traps,
            tally.traps == 0 && tally.runs >= RUNS,
        ),
        budget("function.wrong", tally.wrong, tally.wrong == 0),
    ];
    Ok(kept.into_iter().all(|kept| kept))
}

/// A run that renames every option, as many as are asked for.
fn renaming(
    function: &Function,
    (config, cart): (CheckoutConfig, Cart),
    options: usize,
) -> Result<Run, BenchError> {
    let encoded = config
        .encode()
        .map_err(|error| BenchError::Wrong(error.to_string()))?;
    let run = function.run(&cart.input(Some(&encoded.json)))?;
    let renamed = run.output["operations"].as_array().map_or(0, Vec::len);
    if renamed != options || !encoded.left_out.is_empty() {
        let left_out = encoded.left_out;
        return Err(BenchError::Wrong(format!(
            "{renamed} of {options} options renamed, left out {left_out:?}; {run:?}"
        )));
    }
    Ok(run)
}
