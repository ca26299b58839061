//! A page as a browser's parser takes it: its elements and attributes, its addresses, its scripts.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Node};
use serde_json::Value;

use super::corpus::MARK;

/// What foreign text made of a page, beside the same page about plain text. Of a page of figures, which are worked out in their
/// own time, every element must be one that `known` pages have.
pub fn flaws(html: &str, twin: &str, known: Option<&BTreeSet<String>>) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut flaws = Vec::new();
    let figures = known.is_some();
    let (shape, other) = (shape(&document, figures), shape_of(twin, figures));
    let strange = match known {
        Some(known) => shape.iter().position(|element| !known.contains(element)),
        None if shape == other => None,
        None => Some(shape.iter().zip(&other).take_while(|(a, b)| a == b).count()),
    };
    if let Some(at) = strange {
        let around = |of: &[String]| {
            of.iter()
                .skip(at)
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        flaws.push(format!(
            "other elements than plain text makes: {:?} for {:?}",
            around(&shape),
            around(&other)
        ));
    }
    for node in document.tree.nodes() {
        match node.value() {
            Node::Comment(comment) if comment.contains(MARK) => {
                flaws.push("text in a comment".to_owned())
            }
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(node) {
                    judge(element, &mut flaws);
                }
            }
            _ => {}
        }
    }
    flaws
}

/// A page's elements, sorted; of a page of figures without what a figure decides.
pub fn shape_of(html: &str, figures: bool) -> Vec<String> {
    shape(&Html::parse_document(html), figures)
}

/// Set or left out by a figure that the hour of the day moves, such as a queue's load: no foreign text decides it.
const FIGURED: &str = "data-attention";

/// Elements with the names of their attributes, sorted: facts of one instant stand in the order of their hashes.
fn shape(document: &Html, figures: bool) -> Vec<String> {
    let mut shape: Vec<String> = document
        .tree
        .nodes()
        .filter_map(|node| match node.value() {
            Node::Element(element) => {
                let mut names: Vec<&str> = element
                    .attrs()
                    .map(|(name, _)| name)
                    .filter(|name| !figures || *name != FIGURED)
                    .collect();
                names.sort_unstable();
                Some(format!("<{} {}>", element.name(), names.join(" ")))
            }
            Node::Comment(_) => Some("<!---->".to_owned()),
            _ => None,
        })
        .collect();
    shape.sort_unstable();
    shape
}

/// Attributes that are addresses.
const ADDRESSES: [&str; 8] = [
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "data-json",
    "data-live",
];

fn judge(element: ElementRef<'_>, flaws: &mut Vec<String>) {
    let name = element.value().name();
    for (attribute, value) in element.value().attrs() {
        if attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc" {
            flaws.push(format!("<{name} {attribute}=…>"));
        }
        if ADDRESSES.contains(&attribute) && !harmless(value) {
            flaws.push(format!("<{name} {attribute}={value:?}>"));
        }
        let ours = matches!(
            attribute,
            "class"
                | "id"
                | "rel"
                | "type"
                | "name"
                | "nonce"
                | "data-claim"
                | "data-grade"
                | FIGURED
        );
        if ours && value.contains(MARK) {
            flaws.push(format!("foreign text in {attribute} of <{name}>"));
        }
    }
    let text: String = element.text().collect();
    match (name, element.value().attr("type")) {
        ("script", Some("application/json")) => {
            if serde_json::from_str::<Value>(&text).is_err() {
                flaws.push("a page's data are no JSON".to_owned());
            }
            for bare in ["<", "{{", "{%", "{#", "\u{2028}", "\u{2029}", "&"] {
                if text.contains(bare) {
                    flaws.push(format!("{bare:?} in a page's data"));
                }
            }
        }
        ("script" | "style", _) if text.contains(MARK) => {
            flaws.push(format!("foreign text in <{name}>"));
        }
        _ => {}
    }
}

/// `https:`, a path of ours, the page itself in another language or at another place, or a message to one address about one thing.
fn harmless(address: &str) -> bool {
    if address.chars().any(char::is_control) {
        return false;
    }
    if let Some(to) = address.strip_prefix("mailto:") {
        let (to, fields) = to.split_once('?').unwrap_or((to, ""));
        let single = fields.split('&').filter(|field| !field.is_empty()).count() <= 1;
        return single
            && (fields.is_empty() || fields.starts_with("subject="))
            && to == "help@example.com";
    }
    address.is_empty()
        || address.starts_with("https://")
        || address.starts_with(['#', '?'])
        || address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWIN: &str = "<!DOCTYPE html><p class=\"a\">plain words</p><a href=\"/x\">y</a>";

    #[test]
    fn text_that_stays_text_is_fine() {
        let page =
            "<!DOCTYPE html><p class=\"a\">&lt;img src=x onerror=ZqxA&gt;</p><a href=\"/z\">y</a>";
        assert_eq!(flaws(page, TWIN, None), Vec::<String>::new());
    }

    #[test]
    fn text_that_becomes_markup_is_found() {
        for page in [
            "<!DOCTYPE html><p class=\"a\"><img src=x onerror=ZqxA></p><a href=\"/x\">y</a>",
            "<!DOCTYPE html><p class=\"a\" onclick=\"ZqxA\">plain</p><a href=\"/x\">y</a>",
            "<!DOCTYPE html><p class=\"a\">plain</p><a href=\"javascript:ZqxA\">y</a>",
            "<!DOCTYPE html><p class=\"a\">plain</p><a href=\"//evil.example\">y</a>",
            "<!DOCTYPE html><p class=\"a\">plain</p><a href=\"mailto:help@example.com?subject=a&cc=b\">y</a>",
            "<!DOCTYPE html><p class=\"a\">plain</p><!-- ZqxA --><a href=\"/x\">y</a>",
        ] {
            assert!(!flaws(page, TWIN, None).is_empty(), "{page}");
        }
    }

    #[test]
    fn data_that_could_end_its_script_is_found() {
        let of = |data: &str| {
            format!("<!DOCTYPE html><script type=\"application/json\">{data}</script>")
        };
        assert!(flaws(&of("{\"a\":\"\\u003cb\"}"), &of("{}"), None).is_empty());
        for data in ["{\"a\":\"<!--\"}", "{\"a\":\"{{x}}\"}", "{\"a\":}"] {
            assert!(!flaws(&of(data), &of("{}"), None).is_empty(), "{data}");
        }
    }
}
