//! One page in all its variants.

use serde_json::{Value, json};

use super::pages::Page;
use super::{AccessibilityError, Tally};
use crate::browser::{Browser, BrowserError, Settings};
use crate::world::root;

/// Colours and their contrast: a script that defines `colours`.
pub const COLOURS: &str = include_str!("colours.js");
/// What runs in the page beside axe.
const CHECKS: &str = include_str!("page.js");

/// Widths of a telephone and of a screen, in CSS pixels, and the height beside them.
const WIDTHS: [u32; 2] = [390, 1280];
const HEIGHT: u32 = 900;
/// A screen of 1280 pixels zoomed to 400% (WCAG 1.4.10).
const REFLOW: u32 = 320;

/// A Chromium with axe and the checks in every page.
pub struct Looker {
    browser: Browser,
}

/// What the reader's system asks of a page.
#[derive(Clone, Copy, Debug, Default)]
struct Wish {
    dark: bool,
    still: bool,
    forced: bool,
}

impl Looker {
    /// Starts Chromium.
    ///
    /// # Errors
    /// Chromium or axe-core is not installed.
    pub async fn start() -> Result<Self, AccessibilityError> {
        let path = root().join("node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path).map_err(|source| AccessibilityError::Io {
            what: "reading axe-core (run `npm install` first)",
            source,
        })?;
        let browser = Browser::start(Settings::default()).await?;
        let source = format!("{axe};{COLOURS}{CHECKS}");
        // Into every document before its own scripts, whatever its policy allows.
        browser
            .devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                &json!({"source": source}),
            )
            .await?;
        Ok(Self { browser })
    }

    /// Ends Chromium.
    pub async fn close(self) {
        self.browser.close().await;
    }

    /// Looks at a page in every variant.
    ///
    /// # Errors
    /// Chromium could not be driven.
    pub async fn look(&self, page: &Page) -> Result<Tally, AccessibilityError> {
        let mut tally = Tally::default();
        let [narrow, wide] = WIDTHS;
        self.wish(Wish::default()).await?;
        self.width(wide).await?;
        self.browser.open(&page.url).await?;
        if let Some(act) = &page.act {
            self.browser.run(act).await?;
        }
        let arrived = format!(
            "return document.readyState === 'complete' && !!document.querySelector({})",
            json!(page.holds)
        );
        let limit = std::time::Duration::from_secs(10);
        if self.browser.until(&arrived, limit).await?.is_none() {
            tally.wrong.push(format!("{} is another page", page.name));
            return Ok(tally);
        }
        self.run("plumbline.open()").await?;
        let mut variant = Variant {
            page,
            tally: &mut tally,
        };
        for dark in [false, true] {
            self.wish(Wish {
                dark,
                ..Wish::default()
            })
            .await?;
            for width in [wide, narrow] {
                self.width(width).await?;
                let scheme = if dark { "dark" } else { "light" };
                let name = format!("{scheme} {width}");
                variant.note(&name, self.run("plumbline.axed()").await?);
                variant.note(&name, self.run("plumbline.narrow()").await?);
            }
        }
        // The dark telephone is still there: the focus has to show on it too.
        variant.note("keyboard, dark 390", self.tab().await?);
        self.wish(Wish::default()).await?;
        self.width(REFLOW).await?;
        variant.note("320", self.run("plumbline.narrow()").await?);
        self.width(wide).await?;
        variant.note("letters", self.run("plumbline.spaced()").await?);
        variant.note("keyboard, light 1280", self.tab().await?);
        variant.note("sides", self.run("plumbline.mirrored()").await?);
        self.wish(Wish {
            still: true,
            ..Wish::default()
        })
        .await?;
        variant.note("less motion", self.run("plumbline.still()").await?);
        for dark in [false, true] {
            self.wish(Wish {
                dark,
                forced: true,
                ..Wish::default()
            })
            .await?;
            variant.note("forced colours", self.run("plumbline.forced()").await?);
        }
        Ok(tally)
    }

    /// Presses Tab through the whole page.
    async fn tab(&self) -> Result<Value, BrowserError> {
        let presses = self.browser.run("return plumbline.watch()").await?;
        let presses = presses.as_u64().unwrap_or_default();
        // One more: the last stop has to let go.
        self.browser.tab(presses + 1).await?;
        self.browser.run("return plumbline.walked()").await
    }

    async fn run(&self, call: &str) -> Result<Value, BrowserError> {
        self.browser.run(&format!("return await {call}")).await
    }

    async fn wish(&self, wish: Wish) -> Result<(), BrowserError> {
        let either = |on: bool, yes: &'static str, no: &'static str| if on { yes } else { no };
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": either(wish.dark, "dark", "light")},
            {"name": "prefers-reduced-motion", "value": either(wish.still, "reduce", "no-preference")},
            {"name": "forced-colors", "value": either(wish.forced, "active", "none")},
        ]});
        self.browser
            .devtools("Emulation.setEmulatedMedia", &features)
            .await
            .map(|_| ())
    }

    async fn width(&self, width: u32) -> Result<(), BrowserError> {
        let metrics = json!({
            "width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false,
        });
        self.browser
            .devtools("Emulation.setDeviceMetricsOverride", &metrics)
            .await
            .map(|_| ())
    }
}

struct Variant<'a> {
    page: &'a Page,
    tally: &'a mut Tally,
}

impl Variant<'_> {
    /// Counts a look, and keeps what was wrong.
    fn note(&mut self, variant: &str, found: Value) {
        self.tally.looks += 1;
        let found = found
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![json!("the look ended without a verdict")]);
        for complaint in found {
            let complaint = complaint.as_str().unwrap_or_default();
            self.tally
                .wrong
                .push(format!("{} [{variant}] {complaint}", self.page.name));
        }
    }
}
