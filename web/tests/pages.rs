//! The pages as HTML: structure, escaping, scripts.

#[path = "samples/board.rs"]
mod board;
#[path = "samples/merchant.rs"]
mod merchant;
mod samples;

use contract::ShopFace;
use contract::page::{Aside, Languages, Link, PageView};
use web::{
    AdminAssets, PageAssets, admin_html, lookup_html, message_html, order_html, promises_html,
    trace_html,
};

fn assets() -> PageAssets {
    PageAssets {
        live_url: "/o/t/live".to_owned(),
        json_url: "/o/t.json".to_owned(),
        js_href: "/assets/order.js".to_owned(),
        wasm_href: "/assets/order_bg.wasm".to_owned(),
        nonce: "n0nce".to_owned(),
    }
}

fn admin_assets() -> AdminAssets {
    AdminAssets {
        api_key: "key".to_owned(),
        app_bridge_src: "/assets/app-bridge.js".to_owned(),
        nonce: "n0nce".to_owned(),
    }
}

fn all_orders() -> Vec<(&'static str, PageView)> {
    [
        ("label", samples::label()),
        ("moving", samples::moving()),
        ("split", samples::split()),
        ("delivered", samples::delivered()),
        ("received", samples::received()),
        ("slipped", samples::slipped()),
    ]
    .map(|(name, view)| (name, samples::words(&view)))
    .to_vec()
}

fn count(html: &str, needle: &str) -> usize {
    html.matches(needle).count()
}

/// The part a reader sees: without style and scripts.
fn visible(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = ["<style", "<script"]
        .iter()
        .filter_map(|tag| rest.find(tag))
        .min()
    {
        out.push_str(&rest[..start]);
        let end = rest[start..].find("</s").expect("closed");
        rest = &rest[start + end..];
        rest = &rest[rest.find('>').expect("closed") + 1..];
    }
    out + rest
}

#[test]
fn one_heading_one_status_and_one_current_step_a_parcel() {
    for (name, page) in all_orders() {
        let html = order_html(&page, &assets());
        let shown = visible(&html);
        assert_eq!(count(&shown, "<h1"), 1, "{name}");
        assert_eq!(count(&shown, "role=\"status\""), 1, "{name}");
        let with_steps = page
            .parcels
            .iter()
            .filter(|of| !of.steps.is_empty())
            .count();
        assert_eq!(count(&shown, "<ol"), with_steps, "{name}");
        assert_eq!(count(&shown, "aria-current=\"step\""), with_steps, "{name}");
        let steps: usize = page.parcels.iter().map(|of| of.steps.len()).sum();
        assert!(
            count(&shown, "<time datetime=\"2026-11-") >= steps,
            "{name}"
        );
        assert!(
            html.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">"),
            "{name}"
        );
        assert_eq!(count(&html, "<title>"), 1, "{name}");
    }
}

#[test]
fn the_sentence_comes_first_and_the_page_is_complete_without_scripts() {
    for (name, page) in all_orders() {
        let html = order_html(&page, &PageAssets::default());
        assert_eq!(count(&html, "<script"), 0, "{name}");
        let said = html.find("<h1>").expect("a heading");
        for later in ["<h2", "<ol", "<details", "<table"] {
            assert!(
                html.find(later).is_none_or(|at| at > said),
                "{name}: {later}"
            );
        }
        let text = html.replace("&amp;", "&");
        for of in &page.parcels {
            assert!(text.contains(&of.headline), "{name}");
            assert!(
                of.items.iter().all(|item| text.contains(item.as_str())),
                "{name}"
            );
            for row in &of.evidence {
                assert!(
                    text.contains(&row.what) && text.contains(&row.who),
                    "{name}"
                );
            }
        }
    }
}

/// Text that would do harm if it were markup, script, a template or the end of a script.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "{{ shop.secret }} {% include 'x' %}",
    "</style></title></textarea>",
    "a & b &lt; c",
    "]]>\u{2028}\u{2029}",
    "\\\"}}};alert(1)//",
];

/// Replaces every text of a JSON value that a shop, warehouse, carrier or shopper could have written.
fn poison(value: &mut serde_json::Value, text: &str) {
    match value {
        serde_json::Value::String(string) => text.clone_into(string),
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| poison(item, text)),
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                if !matches!(name.as_str(), "grade" | "input" | "lang" | "dir") {
                    poison(field, text);
                }
            }
        }
        _ => {}
    }
}

fn poisoned<T: serde::Serialize + serde::de::DeserializeOwned>(view: &T, text: &str) -> T {
    let mut value = serde_json::to_value(view).expect("serialises");
    poison(&mut value, text);
    serde_json::from_value(value).expect("the same shape")
}

/// No markup beyond what an innocent page has: same number of tags, of each name.
fn tags(html: &str) -> Vec<String> {
    let shown = visible(html);
    let mut names: Vec<String> = shown
        .split('<')
        .skip(1)
        .map(|tag| {
            tag.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!'))
                .collect()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn foreign_text_stays_text_in_every_field_of_every_page() {
    for text in HOSTILE {
        let innocent = "plain";
        for (name, page) in all_orders() {
            let html = order_html(&poisoned(&page, text), &assets());
            let plain = order_html(&poisoned(&page, innocent), &assets());
            assert_eq!(tags(&html), tags(&plain), "{name}: {text}");
            assert_eq!(count(&html, "</script>"), 2, "{name}: {text}");
            assert_eq!(count(&html, "</style>"), 1, "{name}: {text}");
        }
        let list = admin_html(&poisoned(&merchant::list(), text), &admin_assets());
        let plain = admin_html(&poisoned(&merchant::list(), innocent), &admin_assets());
        assert_eq!(tags(&list), tags(&plain), "{text}");
        let trace = trace_html(&poisoned(&merchant::trace(), text), &admin_assets());
        let plain = trace_html(&poisoned(&merchant::trace(), innocent), &admin_assets());
        assert_eq!(tags(&trace), tags(&plain), "{text}");
        let board = board::words(&board::board());
        let shown = promises_html(&poisoned(&board, text), &admin_assets());
        let plain = promises_html(&poisoned(&board, innocent), &admin_assets());
        assert_eq!(tags(&shown), tags(&plain), "{text}");
        let face = ShopFace {
            shop: (*text).to_owned(),
            ..ShopFace::default()
        };
        let lookup = copy::lookup("en", &face, text, copy::LookupOutcome::NoMatch);
        assert_eq!(count(&lookup_html(&lookup, text), "<form"), 1, "{text}");
        let message = copy::message(
            "en",
            &copy::MessageKind::Refused((*text).to_owned()),
            Some(text),
        );
        assert_eq!(count(&message_html(&message, text), "<main"), 1, "{text}");
    }
}

/// The attribute values of the visible part.
fn attribute_values(html: &str, name: &str) -> Vec<String> {
    let lead = format!(" {name}=\"");
    let shown = visible(html);
    shown
        .split(&lead)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn quotes_cannot_leave_an_attribute() {
    let page = poisoned(&samples::words(&samples::label()), "\" onclick=\"alert(1)");
    let html = visible(&order_html(&page, &assets()));
    for tag in html
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
    {
        assert!(
            !tag.contains(" onclick=\"") && !tag.ends_with("alert(1)"),
            "{tag}"
        );
    }
}

#[test]
fn only_harmless_addresses_are_links() {
    let mut page = samples::words(&samples::label());
    page.aside.actions = [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://ok.example/",
    ]
    .map(|href| Link {
        text: "go".to_owned(),
        href: Some(href.to_owned()),
    })
    .to_vec();
    let hrefs = attribute_values(&order_html(&page, &assets()), "href");
    assert!(hrefs.contains(&"https://ok.example/".to_owned()));
    for href in hrefs {
        assert!(
            !href.contains("script") && !href.contains("evil") && !href.contains("data:"),
            "{href}"
        );
    }
}

#[test]
fn the_embedded_data_is_the_page_and_no_template() {
    for text in HOSTILE {
        let page = poisoned(&samples::words(&samples::split()), text);
        let html = order_html(&page, &assets());
        let data = html.split("data-json=\"/o/t.json\">").nth(1).expect("data");
        let data = data.split("</script>").next().expect("its end");
        let live = PageView {
            aside: Aside::default(),
            languages: Languages::default(),
            ..page
        };
        assert_eq!(serde_json::from_str::<PageView>(data).expect("JSON"), live);
        for liquid in ["{{", "}}", "{%", "%}"] {
            assert!(!data.contains(liquid), "{liquid} in {data}");
        }
    }
}

#[test]
fn every_script_and_style_carries_the_nonce() {
    let page = order_html(&samples::words(&samples::label()), &assets());
    let list = admin_html(&merchant::list(), &admin_assets());
    for html in [page, list] {
        assert!(!html.contains(" style=\"") && !html.contains(" onclick="));
        for tag in html
            .split("<script")
            .skip(1)
            .chain(html.split("<style").skip(1))
        {
            let tag = tag.split('>').next().expect("closed");
            let data = tag.contains("application/json");
            assert!(data || tag.contains("nonce=\"n0nce\""), "{tag}");
        }
    }
}

#[test]
fn the_merchant_can_filter_assign_close_and_replay() {
    let list = admin_html(&merchant::list(), &admin_assets());
    for needle in [
        "href=\"/admin?state=label_created\"",
        "href=\"/admin?exception=label_no_scan\"",
        "href=\"/admin?after=c2Vjb25k\"",
        "action=\"/admin/dead-letters/7/replay\"",
        "href=\"/admin/orders/820982911946154501\"",
        "78 h and counting",
        "Overdue since",
        "<meta name=\"shopify-api-key\" content=\"key\">",
    ] {
        assert!(list.contains(needle), "{needle}");
    }
    let trace = trace_html(&merchant::trace(), &admin_assets());
    let form =
        "action=\"/admin/orders/820982911946154508/exceptions/aa11bb22cc33dd44ee55ff6677889900\"";
    assert_eq!(count(&trace, form), 2);
    for needle in [
        "value=\"assign\"",
        "value=\"close\"",
        "href=\"/o/abc\"",
        "Chicago warehouse, station station-4",
    ] {
        assert!(trace.contains(needle), "{needle}");
    }
}

#[test]
fn an_empty_list_says_so() {
    let mut orders = merchant::orders();
    orders.rows.clear();
    let view = copy::admin(&orders, &[], "en", &samples::dates(), "UTC");
    let html = admin_html(&view, &admin_assets());
    assert!(html.contains("No order has reached us yet") && !html.contains("class=\"orders\""));
}

/// `BLESS=1 cargo test -p web` writes the file anew.
#[test]
fn the_label_page_is_as_it_was_read_and_approved() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/label.html");
    let html = visible(&order_html(
        &samples::words(&samples::label()),
        &PageAssets::default(),
    ));
    let html = html.replace("><", ">\n<");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(golden, &html).expect("written");
    }
    assert_eq!(
        html.trim(),
        std::fs::read_to_string(golden)
            .expect("a golden file")
            .trim()
    );
}

#[test]
fn the_page_of_promises_names_each_button_and_escapes_what_is_foreign() {
    for board in [board::board(), board::empty(), board::off()] {
        let view = board::words(&board);
        let html = visible(&promises_html(&view, &admin_assets()));
        assert_eq!(count(&html, "<h1"), 1);
        assert_eq!(count(&html, "<form"), count(&html, "<button"));
        assert_eq!(
            count(&html, "<form"),
            count(&html, "action=\"/admin/promises\""),
        );
        assert_eq!(count(&html, "aria-current=\"step\""), 1);
    }
    let mut hostile = board::board();
    hostile.settings.methods[0].title = "<b>\"x".to_owned();
    hostile.places[0].name = Some("<script>".to_owned());
    hostile.unknown_classes = vec!["<b>\"y".to_owned()];
    let html = promises_html(&board::words(&hostile), &admin_assets());
    assert!(!html.contains("<b>") && !html.contains("<script>\""));
    assert!(html.contains("&lt;b&gt;&quot;x"), "{html}");
}

#[test]
fn the_switch_says_what_it_will_do() {
    let on = promises_html(&board::words(&board::board()), &admin_assets());
    assert!(on.contains("Take all dates off") && on.contains("value=\"off\""));
    let off = promises_html(&board::words(&board::off()), &admin_assets());
    assert!(off.contains("Show dates again") && off.contains("data-off"));
}

#[test]
fn a_page_says_its_language_and_direction() {
    for (lang, dir) in [("de", "ltr"), ("ja", "ltr"), ("ar", "rtl")] {
        let html = order_html(&samples::spoken(&samples::label(), lang), &assets());
        let start = format!("<!DOCTYPE html><html lang=\"{lang}\" dir=\"{dir}\">");
        assert!(html.starts_with(&start), "{}", &html[..80]);
    }
}

/// The moving parcel was last scanned in Memphis: Tennessee is shaded, and nothing is loaded for it.
#[test]
fn the_map_shades_the_area_of_the_last_scan_and_loads_nothing() {
    let html = order_html(&samples::words(&samples::moving()), &PageAssets::default());
    assert_eq!(count(&html, "<figure class=\"map\">"), 1);
    assert_eq!(count(&html, "<path "), 2, "a country and a state in it");
    for needle in [
        "role=\"img\"",
        "Last scan: Memphis, TN, US, ",
        "by USPS.",
        "not a live position",
    ] {
        assert!(html.contains(needle), "{needle}: {html}");
    }
    for source in ["<img", "<iframe", "<canvas", " src=", "url("] {
        assert!(!html.contains(source), "{source}");
    }
    for (name, view) in [
        ("label", samples::label()),
        ("received", samples::received()),
    ] {
        let html = order_html(&samples::words(&view), &PageAssets::default());
        assert!(!html.contains("<svg"), "{name}: no scan, no map");
    }
    // The newest scan told no place: an older one must not pass for it.
    let mut silent = samples::moving();
    let last = silent.parcels[0]
        .evidence
        .iter_mut()
        .max_by_key(|row| row.at);
    last.expect("a scan").place = None;
    let html = order_html(&samples::words(&silent), &PageAssets::default());
    assert!(!html.contains("<svg"));
}

#[test]
fn the_same_page_is_a_link_away_in_every_language() {
    let html = order_html(&samples::spoken(&samples::label(), "de"), &assets());
    let shown = visible(&html);
    for (tag, name) in [
        ("en", "English"),
        ("es", "Español"),
        ("de", "Deutsch"),
        ("fr", "Français"),
        ("ja", "日本語"),
        ("ar", "العربية"),
    ] {
        let link = format!("href=\"?lang={tag}\" hreflang=\"{tag}\" lang=\"{tag}\"");
        assert_eq!(count(&shown, &link), 1, "{tag}");
        assert!(shown.contains(name), "{name}");
    }
    assert_eq!(count(&shown, "aria-current=\"true\""), 1);
}

/// Forms are plain: sent by POST to the page's own path, every field with its label, and no script.
#[test]
fn forms_stand_on_their_own() {
    let page = samples::words(&samples::received());
    assert_eq!(page.aside.forms.len(), 3);
    let html = order_html(&page, &PageAssets::default());
    assert_eq!(count(&html, "<script"), 0);
    let sent = count(&html, "<form method=\"post\" action=\"/o/t/act\"");
    assert_eq!(sent, 4, "three things to ask for, and one question");
    assert_eq!(count(&html, "name=\"form\" value=\"7."), 4);
    for form in &page.aside.forms {
        assert_eq!(form.buttons.len(), 1);
        for field in &form.fields {
            let id = format!("{}-{}", form.id, field.name);
            assert_eq!(count(&html, &format!("<label for=\"{id}\"")), 1, "{id}");
            assert_eq!(count(&html, &format!(" id=\"{id}\"")), 1, "{id}");
        }
    }
    let asked = html.find("What you asked for").expect("the request");
    assert!(html.find("<h1").expect("the sentence") < asked);
    assert!(html.contains("nobody has confirmed it yet"));
}
