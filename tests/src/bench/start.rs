//! `bench start`: the demo shop's links, and what is left after its stop.

use super::{BenchError, budget};
use crate::demo::check::check;

/// Follows every link of the demo.
pub async fn start() -> Result<bool, BenchError> {
    let checked = check().await?;
    for wrong in &checked.wrong {
        eprintln!("{wrong}");
    }
    let all = checked.ok == checked.links && checked.links > 0;
    let links = budget("start.links_ok", checked.ok, all);
    println!("start.links: {}", checked.links);
    let clean = budget("start.processes_left", checked.left, checked.left == 0);
    Ok(links && clean)
}
