//! The cron sweep: finds what an alarm lost, in every shop this worker has heard of.

use fulfillment::Instant;
use wasm_bindgen::prelude::*;
use worker::Env;

use crate::calls::LedgerCalls;
use crate::clock::Clock;
use crate::config::{Config, ShopDomain};
use crate::error::Failure;
use crate::projection::{SHOPS, VIEWS};

/// Most subrequests of one run (production allows 10,000); shops beyond wait for the next run.
const CALLS: usize = 4_000;

/// One sweep at `now` (the cron's time, in milliseconds). Answers how many ledgers were asked.
///
/// # Errors
/// The list of shops cannot be read. A ledger that fails is logged and left to the next run.
#[wasm_bindgen]
pub async fn sweep(env: Env, now: f64) -> Result<u32, JsError> {
    let done = async {
        // A driven clock is moved by its driver alone.
        if Config::of(&env)?.clock == Clock::Driven {
            return Ok(0);
        }
        run(&env, Instant(now as i64)).await
    };
    done.await
        .map_err(|failure: Failure| JsError::new(&failure.to_string()))
}

/// One sweep, whatever moves the clock.
pub(super) async fn run(env: &Env, now: Instant) -> Result<u32, Failure> {
    let kv = env.kv(VIEWS)?;
    let mut cursor: Option<String> = None;
    let (mut asked, mut failed) = (0_u32, 0_u32);
    loop {
        let mut page = kv.list().prefix(SHOPS.to_owned());
        if let Some(cursor) = cursor.take() {
            page = page.cursor(cursor);
        }
        let page = page.execute().await.map_err(|error| Failure::Call {
            call: "KV.list",
            reason: error.to_string(),
        })?;
        for key in &page.keys {
            let Some(shop) = key.name.strip_prefix(SHOPS) else {
                continue;
            };
            let Ok(shop) = ShopDomain::parse(shop) else {
                continue;
            };
            for ledger in LedgerCalls::all(env, &shop)? {
                asked = asked.saturating_add(1);
                if ledger.tick(now).await.is_err() {
                    failed = failed.saturating_add(1);
                }
            }
        }
        cursor = page.cursor.filter(|_| !page.list_complete);
        if cursor.is_none() || asked as usize >= CALLS {
            break;
        }
    }
    let line = serde_json::json!({
        "level": if failed == 0 { "info" } else { "error" },
        "event": "sweep", "ledgers": asked, "failed": failed,
    });
    worker::console_log!("{line}");
    Ok(asked)
}
