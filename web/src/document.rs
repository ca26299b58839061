//! The document around a page: head, inline style, scripts with their nonce.

use leptos::prelude::*;

/// What the order page loads, and where its live refresh listens. Addresses are paths of ours or
/// absolute `https:` (through the app proxy the page stands on the shop's domain).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageAssets {
    /// WebSocket: `/o/{token}/live`. Empty: the page only polls.
    pub live_url: String,
    /// `{"page": PageView, "aside": markup, "view": …}`: `/o/{token}.json`. Empty: the page is static, without scripts.
    pub json_url: String,
    /// The browser bundle's module: `/assets/order.js`.
    pub js_href: String,
    /// Its WebAssembly: `/assets/order_bg.wasm`.
    pub wasm_href: String,
    /// CSP nonce of this response. The header needs `style-src 'nonce-…'`,
    /// `script-src 'nonce-…' 'wasm-unsafe-eval'` and `connect-src 'self'`.
    pub nonce: String,
}

/// What the merchant's pages load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdminAssets {
    /// The app's API key for App Bridge. Empty: no App Bridge.
    pub api_key: String,
    /// App Bridge: Shopify's CDN in production, a stand-in of ours in development.
    pub app_bridge_src: String,
    /// CSP nonce of this response, for the inline style and script.
    pub nonce: String,
}

/// A document in parts; `head`, `style` and `body` are markup of ours, the rest is plain text.
pub(crate) struct Document<'a> {
    pub(crate) lang: &'a str,
    pub(crate) dir: &'a str,
    pub(crate) title: &'a str,
    pub(crate) style: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) head: &'a str,
    pub(crate) body: &'a str,
}

impl Document<'_> {
    /// Style is inline: the page is mostly opened once, from a mail, so a cached file would cost a
    /// round trip before the first line is readable, and through the app proxy it has no path.
    pub(crate) fn html(&self) -> String {
        let Self {
            style, head, body, ..
        } = self;
        format!(
            "<!DOCTYPE html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <meta name=\"robots\" content=\"noindex,nofollow\">\
             <meta name=\"referrer\" content=\"no-referrer\">\
             <title>{}</title><style nonce=\"{}\">{style}</style>{head}</head><body>{body}</body></html>",
            attribute(self.lang),
            attribute(self.dir),
            text(self.title),
            attribute(self.nonce),
        )
    }
}

/// Renders a view once, without a runtime: all data is there before it starts.
pub(crate) fn render<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// Plain text for element content.
pub(crate) fn text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Plain text for a double-quoted attribute.
pub(crate) fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;").replace('\'', "&#39;")
}

/// JSON inside a `<script>`: nothing in it can end the element, open a comment, be read as a line
/// end by JavaScript, or be Liquid (`{{`, `{%`) when the app proxy hands the page to a theme.
pub(crate) fn json_for_script(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut out = String::with_capacity(json.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            '{' | '}' | '%' if in_string => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            // Outside strings two braces may meet; JSON allows white space between them.
            '{' | '}' => {
                if out.ends_with(c) {
                    out.push(' ');
                }
                out.push(c);
            }
            c => out.push(c),
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    out
}
