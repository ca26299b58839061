//! What of the order page a block repeats: the order's statement, open exceptions, parcels with their timelines, the zone.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Node, Selector};

static SAID: LazyLock<Selector> = LazyLock::new(|| {
    Selector::parse("#status, .notices, section.parcel, footer.end > p")
        .expect("a constant selector")
});

/// The texts, in the order in which they are read. Evidence and the map stay on the page: the block links to it.
pub fn said(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut texts = Vec::new();
    for section in document.select(&SAID) {
        collect(section, &mut texts);
    }
    texts
}

fn collect(element: ElementRef<'_>, texts: &mut Vec<String>) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => texts.push(text.to_string()),
            Node::Element(of) if !matches!(of.name(), "details" | "figure") => {
                if let Some(inner) = ElementRef::wrap(child) {
                    collect(inner, texts);
                }
            }
            _ => {}
        }
    }
}
