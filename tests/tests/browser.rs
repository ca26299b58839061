//! The shopper's page and the demo page in real Chromium, with scripts and without.

use std::time::Duration;

use e2e::accessibility::look::COLOURS;
use e2e::browser::{Browser, Settings};
use e2e::demo::{Demo, orders, server};
use serde_json::Value;

/// Chromium is part of the platform's packages; where it is missing these tests must fail, not pass.
async fn browser(settings: Settings) -> Browser {
    Browser::start(settings)
        .await
        .expect("Chromium and chromedriver")
}

async fn demo() -> std::sync::Arc<Demo> {
    Demo::start().await.expect("a demo shop")
}

/// Everything a page must have as a document, whatever its order's state; complaints as text.
const BASICS: &str = r#"
    const wrong = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    const visible = (element) => element.getClientRects().length > 0;
    if (!document.documentElement.lang) wrong.push('no language');
    if (!document.title.trim()) wrong.push('no title');
    if (all('h1').length !== 1) wrong.push(`${all('h1').length} first headings`);
    if (all('main').length !== 1) wrong.push(`${all('main').length} main landmarks`);
    const status = all('[role=status]');
    if (status.length !== 1 || status[0].getAttribute('aria-live') !== 'polite')
      wrong.push('not one polite status');
    if (!status[0]?.textContent.trim()) wrong.push('an empty status');
    let level = 0;
    for (const heading of all('h1,h2,h3,h4,h5,h6').filter(visible)) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) wrong.push(`heading ${next} after ${level}: ${heading.textContent}`);
      level = next;
    }
    for (const link of all('a')) if (!link.textContent.trim()) wrong.push('a link without a name');
    for (const button of all('button')) if (!button.textContent.trim()) wrong.push('a button without a name');
    for (const image of all('img')) if (!image.hasAttribute('alt')) wrong.push('an image without words');
    for (const time of all('time')) if (Number.isNaN(Date.parse(time.dateTime))) wrong.push(`time ${time.dateTime}`);
    for (const list of all('ol')) {
      const current = [...list.children].filter((item) => item.getAttribute('aria-current') === 'step');
      if (current.length > 1) wrong.push('two current steps');
    }
    const ids = all('[id]').map((element) => element.id);
    if (new Set(ids).size !== ids.length) wrong.push('an id twice');
    if (document.documentElement.scrollWidth > innerWidth) wrong.push(`wider than the window: ${document.documentElement.scrollWidth} of ${innerWidth}`);
    return wrong;
"#;

/// Contrast of all text against what is painted behind it, by WCAG's formula; complaints as text.
const CONTRAST: &str = r#"
    const { parse, behind, contrast } = colours;
    const wrong = [];
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !element.getClientRects().length) continue;
      const style = getComputedStyle(element);
      const ratio = contrast(parse(style.color), behind(element));
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) wrong.push(`${ratio.toFixed(2)}: ${element.textContent.trim().slice(0, 40)}`);
    }
    return wrong;
"#;

fn contrast() -> String {
    format!("{COLOURS}{CONTRAST}")
}

fn complaints(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.map(|one| one.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Every page of the demo shop stands complete without a script, on a narrow telephone.
#[tokio::test(flavor = "multi_thread")]
async fn pages_are_complete_without_scripts() {
    let demo = demo().await;
    let still = browser(Settings {
        scripts: false,
        width: 360,
        height: 780,
        ..Settings::default()
    })
    .await;
    let lively = browser(Settings {
        width: 360,
        height: 780,
        ..Settings::default()
    })
    .await;
    let mut wrong = Vec::new();
    for (index, order) in demo.orders().iter().enumerate() {
        let name = &order.script.order.name;
        still.open(&demo.link(&order.script)).await.expect("opened");
        let text = still.visible_text().await.expect("text");
        let plain = e2e::claims::words::plain(&text);
        if !order.expect.iter().any(|words| plain.contains(words)) {
            wrong.push(format!("{name} without scripts: {text}"));
        }
        if !plain.contains(&e2e::claims::words::plain(name)) {
            wrong.push(format!("{name} does not name its order"));
        }
        // The driver speaks to pages by scripts, so structure is looked at where they run; every
        // fifth page is enough for what all share.
        if index % 5 == 0 {
            lively
                .open(&demo.link(&order.script))
                .await
                .expect("opened");
            for script in [BASICS, &contrast()] {
                let found = lively.run(script).await.expect("a verdict");
                wrong.extend(
                    complaints(&found)
                        .into_iter()
                        .map(|one| format!("{name}: {one}")),
                );
            }
        }
    }
    still.close().await;
    lively.close().await;
    demo.stop().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An open page follows its order by itself, keeps its place, and does not move without leave.
#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_follows_its_order() {
    let demo = demo().await;
    let order = demo
        .numbered(orders::HANDOVER)
        .expect("the order")
        .script
        .clone();
    let browser = browser(Settings {
        reduced_motion: true,
        ..Settings::default()
    })
    .await;
    browser.open(&demo.link(&order)).await.expect("opened");
    let heading = "return document.querySelector('h1').textContent";
    let before = browser.run(heading).await.expect("a heading");
    // A mark a reload would wipe out.
    browser
        .run("window.kept = true; document.querySelector('details').open = true")
        .await
        .expect("marked");
    tokio::time::sleep(Duration::from_secs(2)).await;
    demo.scan().await.expect("sent").expect("a scan");
    let changed = format!("{heading} !== {before}");
    let took = browser
        .until(&changed, Duration::from_secs(10))
        .await
        .expect("watched");
    println!("the open page changed after {took:?}");
    assert!(took.is_some(), "the page stayed at {before}");
    let after = browser.run(heading).await.expect("a heading");
    assert!(
        after
            .as_str()
            .is_some_and(|text| text.contains("handed it to the carrier")),
        "{after}"
    );
    assert_eq!(
        browser.run("return window.kept").await.expect("kept"),
        Value::Bool(true)
    );
    let text = browser.source().await.expect("source");
    assert!(text.contains("dock-2"), "the evidence names the station");
    let moving =
        "return document.getAnimations().filter((one) => one.playState === 'running').length";
    assert_eq!(
        browser.run(moving).await.expect("animations"),
        Value::from(0)
    );
    browser.close().await;
    demo.stop().await;
}

/// The demo page's buttons do what they say.
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_page_keeps_its_word() {
    let demo = demo().await;
    let listener = server::listen(None).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let serving = tokio::spawn(server::serve(
        std::sync::Arc::clone(&demo),
        listener,
        std::future::pending(),
    ));
    let browser = browser(Settings::default()).await;
    browser
        .open(&format!("http://{address}/"))
        .await
        .expect("opened");
    let limit = Duration::from_secs(60);
    let filled = "return document.querySelectorAll('.orders a').length > 30";
    assert!(
        browser
            .until(filled, limit)
            .await
            .expect("watched")
            .is_some(),
        "no orders"
    );
    let text = browser.visible_text().await.expect("text");
    for words in [
        "generated data, sent as signed webhooks",
        "Fulfilled — on its way",
        "no carrier scan has reached us",
        "hours",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for (button, words) in [
        ("scan", "Stored and acknowledged"),
        ("storm", "The digest did not change."),
        ("kill", "Nothing was lost."),
    ] {
        browser.click(&format!("#{button}")).await.expect("clicked");
        let shown = format!(
            "return !document.getElementById('{button}').disabled && document.getElementById('{button}-result').classList.contains('pending') === false && document.querySelector('#{button}-result .good, #{button}-result .bad') !== null"
        );
        assert!(
            browser
                .until(&shown, limit)
                .await
                .expect("watched")
                .is_some(),
            "{button} hangs"
        );
        let said = format!("return document.getElementById('{button}-result').textContent");
        let said = browser.run(&said).await.expect("a result");
        assert!(
            said.as_str().is_some_and(|said| said.contains(words)),
            "{button}: {said}"
        );
        if button == "storm" {
            assert!(
                said.as_str().is_some_and(|said| said.contains("signature")),
                "{said}"
            );
        }
    }
    let wrong = complaints(&browser.run(&contrast()).await.expect("a verdict"));
    browser.close().await;
    serving.abort();
    demo.stop().await;
    assert!(wrong.is_empty(), "{wrong:?}");
}
