//! `bench hostile`: what strangers, neighbours and hostile texts get of the worker, which is to be nothing.

use super::{BenchError, budget};
use crate::hostile::{self, Figure};

/// Tries everything with what `seed` draws.
pub async fn hostile(seed: u64) -> Result<bool, BenchError> {
    let tally = hostile::run(seed).await?;
    let mut kept = budget("hostile.requests", tally.requests, tally.requests >= 10_000);
    for (name, figure) in [
        ("hostile.accepted", Figure::Accepted),
        ("hostile.valid_refused", Figure::ValidRefused),
        ("hostile.tenant_leaks", Figure::TenantLeaks),
        ("hostile.enumeration_hits", Figure::EnumerationHits),
        ("hostile.unescaped", Figure::Unescaped),
        ("hostile.unguarded", Figure::Unguarded),
        ("hostile.canary_bytes", Figure::CanaryBytes),
    ] {
        let count = tally.count(figure);
        kept &= budget(name, count, count == 0);
    }
    Ok(kept)
}
