//! Can everybody read it? Every page a shopper or a merchant meets, in real Chromium, by axe-core and
//! by what axe cannot see.
//!
//! In scope: which pages ([`pages`]), one page in all its variants ([`look`]): languages, light and
//! dark, a telephone and a screen, by keyboard alone, with less motion, in forced colours, at 320
//! pixels, with letters twice as large, from right to left.
//!
//! Not in scope: what a page says (the oracle of claims) and what it weighs (`bench page`).

pub mod look;
pub mod pages;

/// The languages pages are looked at in; those there are words for.
pub const LANGUAGES: [&str; 6] = ["en", "es", "de", "fr", "ja", "ar"];

/// What was looked at, and what was wrong.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Pages × variants looked at.
    pub looks: u64,
    /// Complaints, each with its page and variant.
    pub wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.looks += other.looks;
        self.wrong.extend(other.wrong);
    }
}

/// Why the look could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum AccessibilityError {
    /// The demo shop.
    #[error(transparent)]
    Demo(#[from] crate::demo::DemoError),
    /// A request that had to work.
    #[error(transparent)]
    Client(#[from] crate::client::ClientError),
    /// The browser.
    #[error(transparent)]
    Browser(#[from] crate::browser::BrowserError),
    /// A file or a port.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// Why it failed.
        source: std::io::Error,
    },
}

/// Browsers that look at once.
const BROWSERS: usize = 2;

/// Looks at every page; complaints are in the tally.
///
/// # Errors
/// The demo shop or Chromium could not be driven.
pub async fn look_at_everything() -> Result<Tally, AccessibilityError> {
    let demo = crate::demo::Demo::start().await?;
    let tally = look_at(&demo).await;
    demo.stop().await;
    tally
}

async fn look_at(demo: &crate::demo::Demo) -> Result<Tally, AccessibilityError> {
    let shelf = pages::shelf(demo).await?;
    let mut looking = tokio::task::JoinSet::new();
    let queue = std::sync::Arc::new(tokio::sync::Mutex::new(shelf.pages));
    for _ in 0..BROWSERS {
        let queue = std::sync::Arc::clone(&queue);
        looking.spawn(async move {
            let looker = look::Looker::start().await?;
            let mut tally = Tally::default();
            loop {
                let Some(page) = queue.lock().await.pop() else {
                    break;
                };
                tally.add(looker.look(&page).await?);
            }
            looker.close().await;
            Ok::<_, AccessibilityError>(tally)
        });
    }
    let mut tally = Tally::default();
    while let Some(done) = looking.join_next().await {
        match done {
            Ok(one) => tally.add(one?),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    tally.wrong.sort();
    Ok(tally)
}
