//! `bench page`: what the order page weighs, and how much it moves.
//!
//! Weighed is the heaviest page of the demo shop; Chromium shows the page of the order whose
//! handover is scanned while it is open, from the first paint past the live update.

use std::time::Duration;

use super::{BenchError, budget};
use crate::browser::{Browser, Settings};
use crate::demo::Demo;
use crate::demo::orders::HANDOVER;

/// Everything the browser loads beside the document.
const BUNDLE: [&str; 2] = ["/assets/order.js", "/assets/order_bg.wasm"];

/// Sum of the layout shifts nobody asked for since the page began.
pub const SHIFT: &str = "
    return await new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 300);
    });";

/// Weighs and watches the order page.
pub async fn page() -> Result<bool, BenchError> {
    let demo = Demo::start().await?;
    let taken = taken(&demo).await;
    demo.stop().await;
    taken
}

async fn taken(demo: &Demo) -> Result<bool, BenchError> {
    let client = demo.client();
    let mut heaviest = 0;
    for order in demo.orders() {
        let page = client
            .page(&order.script.order.id.to_string())
            .await?
            .expect_ok()?;
        let styles = stylesheets(&page.text);
        let mut bytes = brotli(page.text.as_bytes());
        for path in styles {
            bytes += brotli(client.get(&path, &[]).await?.expect_ok()?.text.as_bytes());
        }
        heaviest = heaviest.max(bytes);
    }
    let mut full = heaviest;
    for path in BUNDLE {
        full += brotli(&client.bytes(path).await?);
    }
    let moved = shift(demo).await?;
    let light = budget("page.static_brotli_bytes", heaviest, heaviest <= 15_000);
    let whole = budget("page.full_brotli_bytes", full, full <= 90_000);
    let still = budget("page.cls", format!("{moved:.4}"), moved <= 0.02);
    Ok(light && whole && still)
}

/// Layout shift from the first paint to after hydration and a live update.
async fn shift(demo: &Demo) -> Result<f64, BenchError> {
    let Some(order) = demo.numbered(HANDOVER) else {
        return Err(BenchError::Wrong(format!(
            "the demo has no order {HANDOVER}"
        )));
    };
    let browser = Browser::start(Settings::default()).await?;
    browser.open(&demo.link(&order.script)).await?;
    let heading = "return document.querySelector('h1').textContent";
    let before = browser.run(heading).await?;
    // The module has to be there before it can be told of a change.
    tokio::time::sleep(Duration::from_secs(2)).await;
    demo.scan().await?;
    let changed = format!("{heading} !== {before}");
    if browser
        .until(&changed, Duration::from_secs(10))
        .await?
        .is_none()
    {
        return Err(BenchError::Wrong(
            "the open page did not change after a scan".to_owned(),
        ));
    }
    let moved = browser.run(SHIFT).await?.as_f64();
    browser.close().await;
    moved.ok_or_else(|| BenchError::Wrong("Chromium reported no layout shift".to_owned()))
}

/// Addresses of external style sheets.
fn stylesheets(html: &str) -> Vec<String> {
    let document = scraper::Html::parse_document(html);
    let selector = scraper::Selector::parse("link[rel=stylesheet]");
    selector
        .map(|selector| {
            document
                .select(&selector)
                .filter_map(|link| link.attr("href").map(str::to_owned))
                .collect()
        })
        .unwrap_or_default()
}

/// Bytes of `content` as brotli at quality 11.
pub fn brotli(content: &[u8]) -> usize {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut packed = Vec::new();
    match brotli::BrotliCompress(&mut &*content, &mut packed, &parameters) {
        Ok(_) => packed.len(),
        // Writing to memory does not fail; what cannot be packed counts in full.
        Err(_) => content.len(),
    }
}
