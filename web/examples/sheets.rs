//! Renders sample pages to HTML files, to be looked at: `cargo run -p web --example sheets -- DIR`.

#[path = "../tests/samples/board.rs"]
mod board;
#[path = "../tests/samples/merchant.rs"]
mod merchant;
#[path = "../tests/samples/mod.rs"]
mod samples;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let dir = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "target/sheets".to_owned()),
    );
    std::fs::create_dir_all(&dir)?;
    let orders = [
        ("label", samples::label()),
        ("moving", samples::moving()),
        ("split", samples::split()),
        ("delivered", samples::delivered()),
        ("received", samples::received()),
        ("slipped", samples::slipped()),
    ];
    for (name, view) in orders {
        let page = samples::words(&view);
        std::fs::write(
            dir.join(format!("{name}.json")),
            serde_json::to_string(&page)?,
        )?;
        std::fs::write(
            dir.join(format!("{name}.html")),
            web::order_html(&page, &web::PageAssets::default()),
        )?;
    }
    for lang in ["es", "de", "fr", "ja", "ar"] {
        for (name, view) in [("label", samples::label()), ("split", samples::split())] {
            let page = samples::spoken(&view, lang);
            std::fs::write(
                dir.join(format!("{name}.{lang}.html")),
                web::order_html(&page, &web::PageAssets::default()),
            )?;
        }
    }
    // As served: with the scripts of an open page, for a server on loopback.
    let live = web::PageAssets {
        live_url: "/o/sample/live".to_owned(),
        json_url: "/o/sample.json".to_owned(),
        js_href: "/assets/order.js".to_owned(),
        wasm_href: "/assets/order_bg.wasm".to_owned(),
        nonce: "sample".to_owned(),
    };
    let page = samples::words(&samples::label());
    std::fs::write(dir.join("live.html"), web::order_html(&page, &live))?;
    let assets = web::AdminAssets::default();
    std::fs::write(
        dir.join("admin.html"),
        web::admin_html(&merchant::list(), &assets),
    )?;
    std::fs::write(
        dir.join("trace.html"),
        web::trace_html(&merchant::trace(), &assets),
    )?;
    for (name, board) in [
        ("promises", board::board()),
        ("promises-empty", board::empty()),
        ("promises-off", board::off()),
    ] {
        let page = web::promises_html(&board::words(&board), &assets);
        std::fs::write(dir.join(format!("{name}.html")), page)?;
    }
    let lookup = copy::lookup(
        "en",
        &contract::ShopFace {
            shop: "Kiln & Thread".to_owned(),
            ..contract::ShopFace::default()
        },
        "/proxy/lookup",
        copy::LookupOutcome::NoMatch,
    );
    std::fs::write(dir.join("lookup.html"), web::lookup_html(&lookup, ""))?;
    let message = copy::message("en", &copy::MessageKind::Gone, Some("/proxy/lookup"));
    std::fs::write(dir.join("message.html"), web::message_html(&message, ""))?;
    Ok(())
}
