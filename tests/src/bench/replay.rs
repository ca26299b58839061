//! `bench replay --file FILE`: what is shown of real orders beside the independent table.

use std::path::Path;

use super::{BenchError, budget};
use crate::orders_file;
use crate::replay::drive;
use crate::table::{expected, overclaim};
use crate::world::{Options, World};

/// Replays `file` and holds every order to the table. All rows of the file must be shown.
pub async fn replay(file: &Path) -> Result<bool, BenchError> {
    let file = orders_file::read(file).map_err(crate::replay::ReplayError::from)?;
    let mut world = World::start(Options {
        driven_clock: true,
        ..Options::default()
    })
    .await?;
    let outcome = drive(&world, &file).await?;
    world.stop().await;

    let (mut orders, mut wrong, mut over) = (0, 0, 0);
    for (row, shown) in file.rows.iter().zip(&outcome.shown) {
        let Some(shown) = shown else { continue };
        orders += 1;
        let table = expected(row);
        let state = shown.state();
        let open = shown.open();
        let missing = table
            .exception
            .filter(|exception| !open.iter().any(|kind| kind == exception));
        if state != table.claim || shown.claim != table.claim || missing.is_some() {
            wrong += 1;
            if wrong <= 10 {
                eprintln!(
                    "line {}: state {state}, claim {}, open {open:?}; the table says {table:?}",
                    row.line, shown.claim
                );
            }
        }
        if let Some(words) = overclaim(row, &shown.text) {
            over += 1;
            if over <= 10 {
                eprintln!(
                    "line {}: {words:?} is more than is known: {}",
                    row.line, shown.text
                );
            }
        }
    }
    for reason in outcome.unread.iter().take(10) {
        eprintln!("not shown: {reason}");
    }
    for (reason, count) in outcome.refused.iter().take(10) {
        eprintln!("refused {count} times: {reason}");
    }
    let rows = file.rows.len() + file.bad.len();
    let all = orders == rows && outcome.refused.is_empty();
    let kept = [
        budget("replay.orders", orders, all),
        budget("replay.wrong_states", wrong, wrong == 0),
        budget("replay.overclaims", over, over == 0),
    ];
    Ok(kept.into_iter().all(|kept| kept))
}
