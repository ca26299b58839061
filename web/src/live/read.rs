//! `PageView` from the browser's own JSON parser.
//!
//! Serde's derived readers for these types are a fifth of the bundle. Here each struct is a literal
//! built from its field names, so the compiler still insists on every field of the contract.

use contract::page::*;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;

/// A value of the contract read from a JavaScript value; `None` where the shape is another.
pub(super) trait Read: Sized {
    /// Reads `value`; an absent member is `undefined`.
    fn read(value: &JsValue) -> Option<Self>;
}

/// Reads `member` of the object in the JSON `text`, or the whole where `member` is empty.
pub(super) fn parse<T: Read>(text: &str, member: &str) -> Option<T> {
    let value = JSON::parse(text).ok()?;
    if member.is_empty() {
        T::read(&value)
    } else {
        field(&value, member)
    }
}

fn field<T: Read>(object: &JsValue, name: &str) -> Option<T> {
    T::read(&Reflect::get(object, &JsValue::from_str(name)).ok()?)
}

impl Read for String {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_string()
    }
}

impl Read for bool {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_bool()
    }
}

impl Read for u64 {
    fn read(value: &JsValue) -> Option<Self> {
        // Versions count facts: far below 2^53.
        value.as_f64().map(|number| number as Self)
    }
}

impl Read for u16 {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_f64().map(|number| number as Self)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_null() || value.is_undefined() {
            Some(None)
        } else {
            T::read(value).map(Some)
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &JsValue) -> Option<Self> {
        Array::is_array(value).then(|| {
            Array::from(value)
                .iter()
                .map(|item| T::read(&item))
                .collect()
        })?
    }
}

impl Read for [String; 4] {
    fn read(value: &JsValue) -> Option<Self> {
        Vec::read(value)?.try_into().ok()
    }
}

/// Comes as markup.
impl Read for Aside {
    fn read(_: &JsValue) -> Option<Self> {
        Some(Self::default())
    }
}

/// Stands outside what is drawn here.
impl Read for Languages {
    fn read(_: &JsValue) -> Option<Self> {
        Some(Self::default())
    }
}

impl Read for Grade {
    fn read(value: &JsValue) -> Option<Self> {
        Some(match value.as_string()?.as_str() {
            "carrier" => Self::Carrier,
            "warehouse" => Self::Warehouse,
            "record" => Self::Record,
            "inferred" => Self::Inferred,
            _ => return None,
        })
    }
}

macro_rules! read {
    ($($name:ident { $($field:ident)* })*) => {$(
        impl Read for $name {
            fn read(value: &JsValue) -> Option<Self> {
                Some(Self { $($field: field(value, stringify!($field))?),* })
            }
        }
    )*};
}

read! {
    PageView {
        lang dir version claim title shop order badge placed headline detail expected
        promise promise_note updated notices parcels history result requests aside labels languages
    }
    ParcelText {
        id heading badge headline claim detail expected promise items tracking steps evidence map
    }
    MapText { caption note alt beside width height country region }
    StepText { label time by state current grade }
    EvidenceText { time what who grade text }
    TimeText { iso text }
    Link { text href }
    RequestText { state text }
    Labels {
        timeline items evidence history actions requests faq tracking stale columns zone notices skip
    }
}
