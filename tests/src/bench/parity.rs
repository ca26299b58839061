//! `bench parity`: the order page and the blocks on Shopify's pages say the same.
//!
//! Every order of the demo shop in every language: the page as the worker renders it, and the real bundle over the
//! metafield as the store received it. A state counts once, by its words.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use contract::block::BlockView;

use super::{BenchError, budget};
use crate::block::{
    ACTION, FULFILLMENT, Handed, Host, MENU_ITEM, ORDER, UNFULFILLED, difference, said, words,
};
use crate::demo::Demo;
use crate::demo::orders::DemoOrder;

/// States below which the comparison proves too little.
const STATES: usize = 200;
/// How long the store is given to receive every order's metafield.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long nothing may be written before all is.
const CALM: Duration = Duration::from_secs(6);

/// Compares; complaints go to standard error.
pub async fn parity() -> Result<bool, BenchError> {
    let demo = Demo::start().await?;
    let host = Host::start("order-status").await?;
    let compared = compared(&demo, &host).await;
    host.stop().await;
    demo.stop().await;
    let (states, differences) = compared?;
    for difference in differences.iter().take(10) {
        eprintln!("{difference}");
    }
    let enough = budget("parity.states", states, states >= STATES);
    let same = budget(
        "parity.differences",
        differences.len(),
        differences.is_empty(),
    );
    Ok(enough && same)
}

async fn compared(demo: &Demo, host: &Host) -> Result<(usize, Vec<String>), BenchError> {
    let values = settled(demo).await?;
    let mut states = BTreeSet::new();
    let mut differences = Vec::new();
    for order in demo.orders() {
        let id = order.script.order.id.to_string();
        let Some(value) = values.get(&id) else {
            differences.push(format!("{}: no metafield", order.script.order.name));
            continue;
        };
        let view: BlockView =
            serde_json::from_str(value).map_err(|error| BenchError::Wrong(error.to_string()))?;
        for lang in view.words.keys() {
            let page = words(page(demo, order, lang).await?.iter().map(String::as_str));
            let found = complaints(demo, host, &view, (value, lang), &page).await?;
            let name = &order.script.order.name;
            differences.extend(
                found
                    .into_iter()
                    .map(|it| format!("{name} in {lang}: {it}")),
            );
            states.insert(page);
        }
    }
    Ok((states.len(), differences))
}

/// What the order page says in a language.
async fn page(demo: &Demo, order: &DemoOrder, lang: &str) -> Result<Vec<String>, BenchError> {
    let token = demo.client().link_token(&order.script.order.id.to_string());
    // Workers KV may lag behind the ledger, from which the metafield came.
    let path = format!("/o/{token}?lang={lang}&seen={}", u32::MAX);
    Ok(said(
        &demo.client().get(&path, &[]).await?.expect_ok()?.text,
    ))
}

/// Where any target says something else than the page.
async fn complaints(
    demo: &Demo,
    host: &Host,
    view: &BlockView,
    (value, lang): (&str, &str),
    page: &str,
) -> Result<Vec<String>, BenchError> {
    let Some(told) = view.words.get(lang) else {
        return Ok(vec!["no words".to_owned()]);
    };
    let handed = Handed {
        value: Some(value),
        lang,
        now: demo.client().now(),
        ..Handed::default()
    };
    let of = async |target, fulfillment| {
        let handed = Handed {
            target,
            fulfillment,
            ..handed.clone()
        };
        host.show(&handed).await
    };
    let mut found = Vec::new();
    let mut texts = of(ORDER, None).await?.texts;
    if texts.pop().as_ref() != Some(&told.labels.more) {
        found.push("the block does not end with the way to the page".to_owned());
    }
    let block = words(texts.iter().map(String::as_str));
    found.extend(difference(page, &block));

    // The window of the action: its heading, then the same.
    let mut action = of(ACTION, None).await?.texts;
    action.pop();
    let expected = words([told.labels.ask.as_str(), page]);
    found.extend(difference(
        &expected,
        &words(action.iter().map(String::as_str)),
    ));
    if of(MENU_ITEM, None).await?.texts != [told.labels.ask.clone()] {
        found.push("the menu does not ask".to_owned());
    }

    // Below a fulfillment and below what is unfulfilled: every text of theirs is the page's, and each parcel has its place.
    let ids: BTreeSet<&str> = told
        .parcels
        .iter()
        .filter_map(|of| of.fulfillment.as_deref())
        .collect();
    let mut parts = Vec::new();
    for id in ids {
        parts.extend(of(FULFILLMENT, Some(id)).await?.texts);
    }
    parts.extend(of(UNFULFILLED, None).await?.texts);
    for text in parts.iter().filter(|text| **text != told.labels.more) {
        if !page.contains(&words([text.as_str()])) {
            found.push(format!("a part says {text:?}, the page does not"));
        }
    }
    for parcel in &told.parcels {
        if !parts.contains(&parcel.heading) {
            found.push(format!("{} has no place", parcel.heading));
        }
    }
    Ok(found)
}

/// The orders' metafields, once nothing is written any more.
async fn settled(demo: &Demo) -> Result<BTreeMap<String, String>, BenchError> {
    let began = Instant::now();
    let mut calm = Instant::now();
    let mut last = BTreeMap::new();
    loop {
        let held = demo.statuses().await?;
        if held != last {
            calm = Instant::now();
            last = held;
        }
        let all = last.len() >= demo.orders().len();
        if (all && calm.elapsed() > CALM) || began.elapsed() > PATIENCE {
            return Ok(last);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
