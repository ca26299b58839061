//! From the cart to new titles.
//!
//! Every step answers `None` for "touch nothing". Fields are read in the order that rejects soonest.

use contract::checkout::CUTOFFS;
use contract::checkout::text::{Book, By, Class, TITLE};
use shopify_function::prelude::shopify_function;
use shopify_function::wasm_api::{InternedStringId, Value};

use crate::renames::{Rename, Renames};

/// Delivery options looked at, in all groups together: a checkout shows a handful.
const OPTIONS: usize = 200;
/// Cart lines looked at, in all groups together: Shopify allows a cart 500. A group with more keeps its titles.
const LINES: usize = 500;

/// The local time's fields that tell of each cutoff whether it has passed.
const AFTER: [&str; CUTOFFS] = ["after0", "after1", "after2", "after3"];

/// Target `cart.delivery-options.transform.run`; the export's name is part of `shopify.extension.toml`.
#[shopify_function]
fn cart_delivery_options_transform_run(input: Value) -> shopify_function::Result<Renames> {
    Ok(renames(&input).unwrap_or_default())
}

fn renames(input: &Value) -> Option<Renames> {
    let time = input.get_obj_prop("shop").get_obj_prop("localTime");
    if time.get_obj_prop("stale").as_bool()? {
        return None;
    }
    let date = time.get_obj_prop("date").as_string()?;
    let after = AFTER.map(|name| time.get_obj_prop(name).as_bool());
    let text = input
        .get_obj_prop("deliveryCustomization")
        .get_obj_prop("metafield")
        .get_obj_prop("jsonValue")
        .get_obj_prop("text")
        .as_string()?;
    let language = input
        .get_obj_prop("localization")
        .get_obj_prop("language")
        .get_obj_prop("isoCode")
        .as_string()?;
    let book = Book::open(&text, &date, &language)?;
    let groups = input.get_obj_prop("cart").get_obj_prop("deliveryGroups");
    let keys = Keys::intern(&groups);
    let mut found = Vec::with_capacity(16);
    let (mut options_left, mut lines_left) = (OPTIONS, LINES);
    for group in 0..groups.array_len()? {
        let group = groups.get_at_index(group);
        let lines = group.get_interned_obj_prop(keys.lines);
        let Some(classes) = classes(&book, &lines, &mut lines_left) else {
            continue;
        };
        let options = group.get_interned_obj_prop(keys.options);
        for option in 0..options.array_len().unwrap_or(0) {
            if options_left == 0 {
                return Some(Renames(found));
            }
            options_left -= 1;
            let option = options.get_at_index(option);
            found.extend(rename(&book, &keys, &option, &classes, &after));
        }
    }
    Some(Renames(found))
}

/// Keys that are read many times: interned, each read copies nothing.
struct Keys {
    lines: InternedStringId,
    options: InternedStringId,
    kind: InternedStringId,
    code: InternedStringId,
    handle: InternedStringId,
    title: InternedStringId,
}

impl Keys {
    fn intern(value: &Value) -> Self {
        Self {
            lines: value.intern_utf8_str("cartLines"),
            options: value.intern_utf8_str("deliveryOptions"),
            kind: value.intern_utf8_str("deliveryMethodType"),
            code: value.intern_utf8_str("code"),
            handle: value.intern_utf8_str("handle"),
            title: value.intern_utf8_str("title"),
        }
    }
}

/// The handling classes of a group's items; none if one of them is unknown, or there are too many lines to look at.
fn classes(book: &Book<'_>, lines: &Value, lines_left: &mut usize) -> Option<Vec<Class>> {
    let mut found = Vec::new();
    let count = lines.array_len()?;
    *lines_left = lines_left.checked_sub(count)?;
    for line in 0..count {
        let metafield = lines
            .get_at_index(line)
            .get_obj_prop("merchandise")
            .get_obj_prop("metafield");
        // A custom product has no such field, and a variant that ships from stock no such metafield.
        if metafield.is_null() {
            continue;
        }
        let class = book.class(&metafield.get_obj_prop("value").as_string()?)?;
        if !found.contains(&class) {
            found.push(class);
        }
    }
    Some(found)
}

fn rename(
    book: &Book<'_>,
    keys: &Keys,
    option: &Value,
    classes: &[Class],
    after: &[Option<bool>; CUTOFFS],
) -> Option<Rename> {
    // Pick-up and retail are not handed to a carrier: nothing is shipped by any date.
    if option.get_interned_obj_prop(keys.kind).as_string()? != "SHIPPING" {
        return None;
    }
    let code = option.get_interned_obj_prop(keys.code);
    let handle = option.get_interned_obj_prop(keys.handle);
    let title = option.get_interned_obj_prop(keys.title);
    let by_code = || book.find(By::Code, &code.as_string()?);
    let (handle, mut title) = (handle.as_string()?, title.as_string());
    let profile = by_code()
        .or_else(|| book.find(By::Handle, &handle))
        .or_else(|| book.find(By::Title, title.as_deref()?))?;
    let words = book.words(profile, classes, after)?;
    let name = match words.label {
        "" => title.take()?,
        label => label.to_owned(),
    };
    let length = name.len() + words.lead.len() + words.day.len() + words.tail.len();
    if name.is_empty() || length > TITLE {
        return None;
    }
    let mut title = String::with_capacity(length);
    for part in [&name, words.lead, words.day, words.tail] {
        title.push_str(part);
    }
    Some(Rename { handle, title })
}
