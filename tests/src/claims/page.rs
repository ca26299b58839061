//! What a reader sees of a rendered page, scripts off: words in their places, never attributes.
//!
//! Structure (a heading, a section of a parcel, a current step) only tells which words belong
//! together; words in no known place are listened to all the same.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Node, Selector};

/// A page as a reader takes it in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// The language it says it is in.
    pub lang: String,
    /// Document title.
    pub title: String,
    /// The one plain sentence.
    pub headline: String,
    /// What stands with it: badge, second sentence, expected date.
    pub detail: String,
    /// Parcels.
    pub parcels: Vec<SeenParcel>,
    /// Every other visible text, block by block.
    pub rest: Vec<String>,
    /// How far a progress bar is drawn, 0 to 1.
    pub progress: Option<f64>,
}

/// One parcel as a reader takes it in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenParcel {
    /// Its heading.
    pub heading: String,
    /// Its one claim; an only parcel's is the page's.
    pub headline: String,
    /// What stands with it.
    pub detail: String,
    /// Its items.
    pub items: String,
    /// Its steps with all their words, and whether the step is the current one.
    pub steps: Vec<(String, bool)>,
    /// What the rows of evidence say happened.
    pub evidence: Vec<String>,
    /// A map is drawn of where it was.
    pub map: bool,
    /// All its text.
    pub all: String,
}

macro_rules! selectors {
    ($($name:ident = $css:literal;)*) => {
        $(static $name: LazyLock<Selector> =
            LazyLock::new(|| Selector::parse($css).expect("a constant selector"));)*
    };
}

selectors! {
    TITLE = "head > title";
    BODY = "body";
    HEADING = "h1";
    STATUS = "#status .badge, #status .detail, #status .expected, #status .promise";
    PARCEL = "section.parcel";
    PARCEL_HEADING = "h2";
    PARCEL_HEADLINE = ".headline";
    PARCEL_DETAIL = ":scope > header .badge, :scope > .detail, :scope > .expected, :scope > .promise";
    ITEMS = ".items";
    STEP = "ol > li";
    ROW = "tbody > tr";
    CELL = "td";
    MAP = "svg, img, canvas, iframe";
    BAR = "progress, meter, [role=progressbar]";
}

/// Reads a page.
pub fn read(html: &str) -> Seen {
    let document = Html::parse_document(html);
    let root = document.root_element();
    let headline = first(root, &HEADING);
    let parcels = root
        .select(&PARCEL)
        .map(|section| parcel(section, &headline))
        .collect();
    let mut rest = Vec::new();
    if let Some(body) = root.select(&BODY).next() {
        let skip: Vec<_> = root
            .select(&PARCEL)
            .chain(root.select(&HEADING))
            .chain(root.select(&STATUS))
            .map(|element| element.id())
            .collect();
        blocks(body, &|element| skip.contains(&element.id()), &mut rest);
    }
    Seen {
        lang: root.attr("lang").unwrap_or_default().to_owned(),
        title: first(root, &TITLE),
        detail: root
            .select(&STATUS)
            .map(words)
            .collect::<Vec<_>>()
            .join(". "),
        headline,
        parcels,
        rest,
        progress: root.select(&BAR).filter_map(share).reduce(f64::max),
    }
}

fn parcel(section: ElementRef<'_>, headline: &str) -> SeenParcel {
    let own = first(section, &PARCEL_HEADLINE);
    SeenParcel {
        heading: first(section, &PARCEL_HEADING),
        headline: if own.is_empty() {
            headline.to_owned()
        } else {
            own
        },
        detail: section
            .select(&PARCEL_DETAIL)
            .map(words)
            .collect::<Vec<_>>()
            .join(". "),
        items: section
            .select(&ITEMS)
            .map(words)
            .collect::<Vec<_>>()
            .join(" "),
        steps: section
            .select(&STEP)
            .map(|step| (words(step), step.attr("aria-current") == Some("step")))
            .collect(),
        evidence: section
            .select(&ROW)
            .filter_map(|row| row.select(&CELL).nth(1))
            .map(words)
            .collect(),
        map: section.select(&MAP).next().is_some(),
        all: words(section),
    }
}

fn first(within: ElementRef<'_>, selector: &Selector) -> String {
    within
        .select(selector)
        .next()
        .map(words)
        .unwrap_or_default()
}

/// All visible words of an element, blocks apart.
fn words(element: ElementRef<'_>) -> String {
    let mut all = Vec::new();
    blocks(element, &|_| false, &mut all);
    all.join(" ")
}

/// Visible text by block. Quotations (`<q>`) are foreign text with its own author, not our claim.
fn blocks(element: ElementRef<'_>, skip: &dyn Fn(&ElementRef<'_>) -> bool, out: &mut Vec<String>) {
    let mut line = String::new();
    inline(element, skip, &mut line, out);
    flush(&mut line, out);
}

fn inline(
    element: ElementRef<'_>,
    skip: &dyn Fn(&ElementRef<'_>) -> bool,
    line: &mut String,
    out: &mut Vec<String>,
) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => line.push_str(text),
            Node::Element(value) => {
                let Some(child) = ElementRef::wrap(child) else {
                    continue;
                };
                let unseen = matches!(value.name(), "script" | "style" | "template" | "q" | "head")
                    || value.attr("hidden").is_some();
                if unseen || skip(&child) {
                    continue;
                }
                if matches!(
                    value.name(),
                    "span" | "a" | "time" | "b" | "strong" | "em" | "bdi"
                ) {
                    line.push(' ');
                    inline(child, skip, line, out);
                    line.push(' ');
                } else {
                    flush(line, out);
                    inline(child, skip, line, out);
                    flush(line, out);
                }
            }
            _ => {}
        }
    }
}

fn flush(line: &mut String, out: &mut Vec<String>) {
    let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        out.push(text);
    }
    line.clear();
}

fn share(bar: ElementRef<'_>) -> Option<f64> {
    let number = |name: &str| bar.attr(name).and_then(|value| value.parse::<f64>().ok());
    let value = number("value").or_else(|| number("aria-valuenow"))?;
    let most = number("max")
        .or_else(|| number("aria-valuemax"))
        .unwrap_or(1.0);
    (most > 0.0).then(|| value / most)
}
