//! The look at pages finds what is wrong: a page with every fault, beside one without.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use e2e::accessibility::look::Looker;
use e2e::accessibility::pages::Page;
use e2e::loopback::Loopback;

/// Nothing wrong with it.
const SOUND: &str = r#"<!DOCTYPE html><html lang="en" dir="ltr"><meta name="viewport" content="width=device-width">
<title>Sound</title><style>:root { color-scheme: light dark } body { background: Canvas; color: CanvasText; overflow-wrap: anywhere }
:focus-visible { outline: 3px solid CanvasText } a { color: inherit; display: inline-block; padding: 6px }</style>
<main><h1>Sound</h1><p>Words enough to read.</p><p><a href="/a">One</a></p><p><a href="/b">Two</a></p></main></html>"#;

/// Something wrong with it for every look.
const FAULTY: &str = r#"<!DOCTYPE html><html dir="ltr"><title>Faulty</title><style>
body { background: #fff; color: #000 } .pale { color: #ccc } .wide { width: 500px } .left { text-align: left; margin-left: 40px; padding-right: 9px }
a { color: #000 } .bare:focus-visible { outline: none } .moves { animation: on 9s infinite } @keyframes on { to { opacity: .9 } }
.hidden { forced-color-adjust: none; color: #fefefe; background: #fff }</style>
<h1 class="left">Faulty</h1><p class="pale">Pale words</p><p class="wide">Wide words</p><img src="data:,">
<p class="moves">Moving words</p><p class="hidden">Words that vanish</p>
<p><a class="bare" href="/a">Bare</a></p><p><a href="/b" tabindex="2">Jumps the queue</a></p>
<p><a class="trap" href="/c">Trap</a></p>
<script>document.querySelector('.trap').addEventListener('keydown', (event) => event.preventDefault());</script></html>"#;

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_found_and_none_is_made_up() {
    let routes = Router::new()
        .route("/sound", get(|| async { Html(SOUND) }))
        .route("/faulty", get(|| async { Html(FAULTY) }));
    let server = Loopback::serve(routes).await.expect("a port");
    let looker = Looker::start().await.expect("Chromium and axe-core");
    let look = async |name: &str| {
        let page = Page {
            name: name.to_owned(),
            url: server.url(&format!("/{name}")),
            holds: "h1",
            act: None,
        };
        looker.look(&page).await.expect("looked at")
    };
    let sound = look("sound").await;
    let faulty = look("faulty").await;
    looker.close().await;
    assert_eq!(sound.wrong, Vec::<String>::new());
    assert!(sound.looks >= 15, "{}", sound.looks);
    let all = faulty.wrong.join("\n");
    for fault in [
        "html-has-lang",
        "image-alt",
        "color-contrast",
        "the page is",
        "its focus is not drawn",
        "is not reached by Tab",
        "keeps the focus",
        "does not change sides",
        "is written from the left",
        "runs on|would move",
        "[forced colours] p.hidden",
    ] {
        assert!(
            fault.split('|').any(|words| all.contains(words)),
            "{fault}:\n{all}"
        );
    }
}
