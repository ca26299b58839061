//! From the cart to new titles.
//!
//! Every step answers `None` for "touch nothing". Fields are read in the order that rejects soonest, by the names that
//! `run.graphql` gives them.

use contract::checkout::CUTOFFS;
use contract::checkout::text::{Book, By, Class, TITLE};
use shopify_function::prelude::shopify_function;
use shopify_function::wasm_api::Value as Handed;

use crate::input::Value;
use crate::renames::{Place, Renames};

/// Delivery options looked at, in all groups together: a checkout shows a handful.
const OPTIONS: usize = 200;
/// Cart lines looked at, in all groups together: Shopify allows a cart 500. A group with more keeps its titles.
const LINES: usize = 500;
/// Room for the text of a checkout's usual answer; for more it grows.
const TEXT: usize = 8192;

/// Target `cart.delivery-options.transform.run`; the export's name is part of `shopify.extension.toml`.
#[shopify_function]
fn cart_delivery_options_transform_run(_: Handed) -> shopify_function::Result<Renames> {
    Ok(renames(Value::input()).unwrap_or_default())
}

fn renames(input: Value) -> Option<Renames> {
    let time = input.field("at").only();
    if time.field("stale").bool()? {
        return None;
    }
    let date = time.field("date").text()?;
    let after = ["after0", "after1", "after2", "after3"].map(|name| time.field(name).bool());
    let text = input.field("by").only().only().field("book").text()?;
    let language = input.field("for").only().only().text()?;
    let book = Book::open(&text, &date, &language)?;
    let groups = input.field("of").only();
    let mut run = Run {
        book,
        after,
        fields: None,
        lines_left: LINES,
        classes: Vec::new(),
        code: Vec::with_capacity(TITLE),
        found: Renames {
            text: Vec::with_capacity(TEXT),
            places: Vec::with_capacity(OPTIONS),
        },
    };
    let mut options_left = OPTIONS;
    for group in 0..groups.len()? {
        let group = groups.at(group);
        if run.group(group).is_none() {
            continue;
        }
        let options = group.field("options");
        for option in 0..options.len().unwrap_or(0).min(options_left) {
            options_left -= 1;
            let begun = run.found.text.len();
            match run.rename(options.at(option)) {
                Some(place) => run.found.places.push(place),
                None => run.found.text.truncate(begun),
            }
        }
    }
    Some(run.found)
}

/// What one run knows.
struct Run<'a> {
    book: Book<'a>,
    /// Whether each cutoff has passed.
    after: [Option<bool>; CUTOFFS],
    /// Where an option's fields stand; of the first option, because all are answers to one selection.
    fields: Option<Fields>,
    lines_left: usize,
    /// Handling classes of the present group's items.
    classes: Vec<Class>,
    /// The present option's code.
    code: Vec<u8>,
    found: Renames,
}

impl Run<'_> {
    /// Enters a delivery group: collects its items' handling classes. None if one of them is unknown, or there are too many
    /// lines to look at: its options keep their titles.
    fn group(&mut self, group: Value) -> Option<()> {
        self.classes.clear();
        if !self.book.handling() {
            return Some(());
        }
        let lines = group.field("lines");
        let count = lines.len()?;
        self.lines_left = self.lines_left.checked_sub(count)?;
        for line in 0..count {
            let metafield = lines.at(line).only().only();
            // A custom product has no such field, and a variant that ships from stock no such metafield.
            if metafield.is_nothing() {
                continue;
            }
            let class = self.book.class(&metafield.only().text()?)?;
            if !self.classes.contains(&class) {
                self.classes.push(class);
            }
        }
        Some(())
    }

    /// Appends an option's handle and its new title to what was found.
    #[inline]
    fn rename(&mut self, option: Value) -> Option<Place> {
        let fields = *self.fields.get_or_insert_with(|| Fields::of(option));
        let text = &mut self.found.text;
        // Pick-up and retail are not handed to a carrier: nothing is shipped by any date.
        if self.book.pickup() && !option.at(fields.kind).is(b"SHIPPING") {
            return None;
        }
        let mut profile = None;
        if self.book.uses(By::Code) {
            self.code.clear();
            if option.at(fields.code).append(&mut self.code).is_some() {
                profile = self.book.find(By::Code, &self.code);
            }
        }
        let handle = text.len();
        let title = handle + option.at(fields.handle).append(text)?;
        if profile.is_none() && self.book.uses(By::Handle) {
            profile = self.book.find(By::Handle, text.get(handle..title)?);
        }
        // A method with a label needs no title.
        let titled = option.at(fields.title).append(text).is_some();
        if profile.is_none() && titled {
            profile = self.book.find(By::Title, text.get(title..)?);
        }
        let words = self.book.words(profile?, &self.classes, &self.after)?;
        if !words.label.is_empty() {
            text.truncate(title);
            text.extend_from_slice(words.label.as_bytes());
        }
        if text.len() == title {
            return None;
        }
        text.extend_from_slice(words.lead.as_bytes());
        text.extend_from_slice(words.day.as_bytes());
        text.extend_from_slice(words.tail.as_bytes());
        let end = text.len();
        (end - title <= TITLE).then_some(Place { handle, title, end })
    }
}

/// The places of an option's fields: reading by place saves a third of what reading by name costs.
#[derive(Clone, Copy)]
struct Fields {
    kind: usize,
    code: usize,
    handle: usize,
    title: usize,
}

impl Fields {
    /// Looks at the keys of an option. A field that is not there has a place beyond all.
    fn of(option: Value) -> Self {
        let mut fields = Self {
            kind: usize::MAX,
            code: usize::MAX,
            handle: usize::MAX,
            title: usize::MAX,
        };
        for place in 0..4 {
            match option.key_at(place).text().as_deref() {
                Some("as") => fields.kind = place,
                Some("code") => fields.code = place,
                Some("key") => fields.handle = place,
                Some("title") => fields.title = place,
                _ => break,
            }
        }
        fields
    }
}
