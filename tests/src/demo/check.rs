//! `bench start`: every link of the demo answers with its expected sentence, and nothing is left.

use std::sync::Arc;

use super::{Demo, DemoError, server};
use crate::claims::page::read;
use crate::claims::words::plain;

/// What the check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Links of the demo.
    pub links: usize,
    /// Links that answered with their sentence.
    pub ok: usize,
    /// What was wrong.
    pub wrong: Vec<String>,
    /// Processes of the demo that outlived its stop.
    pub left: usize,
}

/// Starts the demo, follows every link, and stops it.
pub async fn check() -> Result<Checked, DemoError> {
    let before = descendants();
    let demo = Demo::start().await?;
    let listener = server::listen(None).await?;
    let address = listener.local_addr().map_err(DemoError::Page)?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::serve(Arc::clone(&demo), listener, async {
        let _ = stopped.await;
    }));
    let mut checked = Checked::default();
    checked.orders(&demo).await?;
    checked.own_page(&format!("http://{address}"), &demo).await;
    let _ = stop.send(());
    let _ = serving.await;
    demo.stop().await;
    drop(demo);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    checked.left = descendants().saturating_sub(before);
    Ok(checked)
}

impl Checked {
    fn link(&mut self, name: &str, good: bool, said: &str) {
        self.links += 1;
        if good {
            self.ok += 1;
        } else {
            self.wrong.push(format!("{name}: {said}"));
        }
    }

    async fn orders(&mut self, demo: &Demo) -> Result<(), DemoError> {
        for order in demo.orders() {
            let answer = demo
                .client()
                .page(&order.script.order.id.to_string())
                .await?;
            let sentence = plain(&read(&answer.text).headline);
            let good = answer.ok() && order.expect.iter().any(|words| sentence.contains(words));
            let name = format!("{} {}", order.script.order.name, order.situation);
            self.link(&name, good, &format!("{} {sentence:?}", answer.status));
        }
        Ok(())
    }

    /// The demo page, the merchant's list and a trace, as a click on the page reaches them.
    async fn own_page(&mut self, base: &str, demo: &Demo) {
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap_or_default();
        let trace = format!("/trace/{}", super::orders::TWO_WAYS);
        let order = demo.numbered(super::orders::TWO_WAYS);
        let number = order
            .map(|order| order.script.order.name.clone())
            .unwrap_or_default();
        for (path, expected) in [
            ("/", "generated data, sent as signed webhooks"),
            ("/state", "untrue_hours"),
            ("/merchant", "What the evidence shows"),
            ("/promises", "Promises"),
            (trace.as_str(), number.as_str()),
        ] {
            let text = match http.get(format!("{base}{path}")).send().await {
                Ok(answer) if answer.status().is_success() => {
                    answer.text().await.unwrap_or_default()
                }
                Ok(answer) => format!("status {}", answer.status()),
                Err(error) => error.to_string(),
            };
            let start: String = text.chars().take(200).collect();
            self.link(path, text.contains(expected), &start);
        }
    }
}

/// Processes below this one, however deep.
fn descendants() -> usize {
    let mut parents = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let status = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // pid (name) state parent …; a name may hold blanks and parentheses.
        let parent = status
            .rsplit_once(')')
            .and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
        if let Some(parent) = parent {
            parents.push((id, parent));
        }
    }
    let mut known = vec![std::process::id()];
    let mut next = 0;
    while let Some(&parent) = known.get(next) {
        known.extend(
            parents
                .iter()
                .filter(|(_, of)| *of == parent)
                .map(|(id, _)| *id),
        );
        next += 1;
    }
    known.len() - 1
}
