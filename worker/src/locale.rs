//! Times in words by the platform's `Intl`, so that no calendar data is compiled into the worker.

use std::cell::RefCell;
use std::collections::HashMap;

use copy::Dates;
use fulfillment::Instant;
use fulfillment::instant::DAY;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Intl.DateTimeFormat`. Bound here because js-sys lets the constructor's exception (an unknown
    /// zone) pass through Rust uncaught.
    #[derive(Clone)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locales: &Array, options: &Object) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, millis: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, js_name = formatRange)]
    fn format_range(this: &DateTimeFormat, from: f64, until: f64) -> Result<String, JsValue>;
}

/// Formatters kept an instance; making one costs far more than using it.
const KEPT: usize = 128;

thread_local! {
    static FORMATTERS: RefCell<HashMap<(Style, String, String), DateTimeFormat>> =
        RefCell::new(HashMap::new());
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Style {
    /// `Mon 09:12`
    WeekdayTime,
    /// `Mon 9 Nov, 09:12`
    DateTime,
    /// `Mon 9 Nov`
    Date,
    /// `Mon 9 Nov 2026`
    DateYear,
    /// `2026`, only to compare years in the zone.
    Year,
}

impl Style {
    /// Fields of `Intl.DateTimeFormatOptions`.
    fn options(self) -> &'static [(&'static str, &'static str)] {
        const WEEKDAY: (&str, &str) = ("weekday", "short");
        const DAY: (&str, &str) = ("day", "numeric");
        const MONTH: (&str, &str) = ("month", "short");
        const YEAR: (&str, &str) = ("year", "numeric");
        const HOUR: (&str, &str) = ("hour", "2-digit");
        const MINUTE: (&str, &str) = ("minute", "2-digit");
        const CYCLE: (&str, &str) = ("hourCycle", "h23");
        match self {
            Self::WeekdayTime => &[WEEKDAY, HOUR, MINUTE, CYCLE],
            Self::DateTime => &[WEEKDAY, DAY, MONTH, HOUR, MINUTE, CYCLE],
            Self::Date => &[WEEKDAY, DAY, MONTH],
            Self::DateYear => &[WEEKDAY, DAY, MONTH, YEAR],
            Self::Year => &[YEAR],
        }
    }
}

/// The platform's dates for a reader at one instant.
#[derive(Clone, Copy, Debug)]
pub struct PlatformDates {
    /// The reader's present: what is near needs no date, this year no year.
    pub now: Instant,
}

impl Dates for PlatformDates {
    fn now(&self) -> Instant {
        self.now
    }

    fn days(&self, from: Instant, until: Instant, zone: &str, lang: &str) -> String {
        let style = if self.same_year(from, zone) && self.same_year(until, zone) {
            Style::Date
        } else {
            Style::DateYear
        };
        formatter(style, zone, lang)
            .and_then(|formatter| formatter.format_range(from.0 as f64, until.0 as f64))
            // Days in the wrong order, from a broken report.
            .unwrap_or_else(|_| {
                let ends = [from, until].map(|at| format(style, at, zone, lang));
                ends.join(" – ")
            })
    }

    fn moment(&self, at: Instant, zone: &str, lang: &str) -> String {
        let style = if at.since(self.now).abs() > 6 * DAY {
            Style::DateTime
        } else {
            Style::WeekdayTime
        };
        let mut text = format(style, at, zone, lang);
        if style == Style::DateTime && !self.same_year(at, zone) {
            // A date of another year is read wrong without it.
            text = format!("{text} ({})", format(Style::Year, at, zone, lang));
        }
        text
    }

    fn day(&self, at: Instant, zone: &str, lang: &str) -> String {
        let style = if self.same_year(at, zone) {
            Style::Date
        } else {
            Style::DateYear
        };
        format(style, at, zone, lang)
    }
}

impl PlatformDates {
    fn same_year(&self, at: Instant, zone: &str) -> bool {
        format(Style::Year, at, zone, "en") == format(Style::Year, self.now, zone, "en")
    }
}

fn format(style: Style, at: Instant, zone: &str, lang: &str) -> String {
    formatter(style, zone, lang)
        .and_then(|formatter| formatter.format(at.0 as f64))
        // Nothing but an instant outside JavaScript's range gets here.
        .unwrap_or_else(|_| copy::rfc3339(at))
}

fn formatter(style: Style, zone: &str, lang: &str) -> Result<DateTimeFormat, JsValue> {
    let key = (style, zone.to_owned(), lang.to_owned());
    if let Some(known) = FORMATTERS.with_borrow(|kept| kept.get(&key).cloned()) {
        return Ok(known);
    }
    let made = make(style, zone, lang)
        .or_else(|_| make(style, zone, "en"))
        .or_else(|_| make(style, "UTC", lang))
        .or_else(|_| make(style, "UTC", "en"))?;
    FORMATTERS.with_borrow_mut(|kept| {
        // Foreign zones and languages must not fill the memory.
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, made.clone());
    });
    Ok(made)
}

fn make(style: Style, zone: &str, lang: &str) -> Result<DateTimeFormat, JsValue> {
    let options = Object::new();
    for (name, value) in style.options() {
        Reflect::set(&options, &(*name).into(), &(*value).into())?;
    }
    Reflect::set(&options, &"timeZone".into(), &zone.into())?;
    let tag = match lang {
        // Plain English writes the day before the month, as the message files do.
        "en" => "en-GB",
        // Counts and the numbers of orders and parcels have Latin digits too.
        "ar" => "ar-u-nu-latn",
        other => other,
    };
    DateTimeFormat::new(&Array::of1(&tag.into()), &options)
}
