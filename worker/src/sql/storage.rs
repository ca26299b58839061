//! `SqlStorage` of workerd, bound with one crossing a statement.

use std::cell::{Cell as Slot, RefCell};
use std::collections::HashMap;

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use super::{Arg, Cell, Row, Sql, SqlError};

#[wasm_bindgen(module = "/shim/sql.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn exec(
        sql: &SqlStorage,
        statement: &JsString,
        texts: &str,
        shape: &[f64],
    ) -> Result<Cursor, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// `ctx.storage.sql`.
    pub type SqlStorage;

    /// What `exec` answers.
    type Cursor;

    #[wasm_bindgen(method, getter, js_name = rowsWritten)]
    fn rows_written(this: &Cursor) -> f64;
    #[wasm_bindgen(method, getter, js_name = rowsRead)]
    fn rows_read(this: &Cursor) -> f64;
    #[wasm_bindgen(method, catch)]
    fn raw(this: &Cursor) -> Result<RawCursor, JsValue>;

    /// Rows as arrays instead of objects.
    type RawCursor;

    #[wasm_bindgen(method, catch, js_name = toArray)]
    fn to_array(this: &RawCursor) -> Result<Array, JsValue>;
}

/// The platform's storage with its statement texts kept as JavaScript strings.
pub struct Storage {
    sql: SqlStorage,
    // By address: every statement is a literal of this program.
    texts: RefCell<HashMap<usize, JsString>>,
    count: Slot<u32>,
    /// Rows since the last question; none before the first.
    rows: Slot<Option<f64>>,
}

impl Storage {
    /// Wraps `ctx.storage.sql`.
    pub fn new(sql: SqlStorage) -> Self {
        Self {
            sql,
            texts: RefCell::default(),
            count: Slot::new(0),
            rows: Slot::new(None),
        }
    }

    /// Counts what a statement did, once all its rows were taken.
    fn tally(&self, cursor: &Cursor) {
        if let Some(rows) = self.rows.get() {
            let more = cursor.rows_read() + cursor.rows_written();
            self.rows.set(Some(rows + more));
        }
    }

    fn exec(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<Cursor, SqlError> {
        self.count.set(self.count.get().wrapping_add(1));
        let mut texts = self.texts.borrow_mut();
        let text = texts
            .entry(statement.as_ptr() as usize)
            .or_insert_with(|| JsString::from(statement));
        let (together, shape) = packed(args);
        exec(&self.sql, text, &together, &shape).map_err(failed)
    }
}

/// Kinds of arguments in a shape, as `shim/sql.js` has them.
const NULL: f64 = 0.0;
const NUMBER: f64 = 1.0;
const TEXT: f64 = 2.0;

/// All texts as one, because each that crosses by itself costs more than a row, and each argument as its kind and its value:
/// of a text its length as JavaScript counts.
fn packed(args: &[Arg<'_>]) -> (String, Vec<f64>) {
    let bytes = args.iter().map(|arg| match arg {
        Arg::Text(text) => text.len(),
        _ => 0,
    });
    let mut texts = String::with_capacity(bytes.sum());
    let mut shape = Vec::with_capacity(2 * args.len());
    for arg in args {
        shape.extend(match arg {
            Arg::Null => [NULL, 0.0],
            Arg::Number(number) => [NUMBER, *number as f64],
            Arg::Text(text) => {
                texts.push_str(text);
                let length = match text.is_ascii() {
                    true => text.len(),
                    false => text.encode_utf16().count(),
                };
                [TEXT, length as f64]
            }
        });
    }
    (texts, shape)
}

fn failed(error: JsValue) -> SqlError {
    let text = error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .unwrap_or_else(|| format!("{error:?}"));
    SqlError::Failed(text)
}

impl Sql for Storage {
    fn write(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<(), SqlError> {
        let cursor = self.exec(statement, args)?;
        self.tally(&cursor);
        Ok(())
    }

    fn read(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, SqlError> {
        let cursor = self.exec(statement, args)?;
        let rows = cursor
            .raw()
            .and_then(|raw| raw.to_array())
            .map_err(failed)?;
        self.tally(&cursor);
        Ok(rows
            .iter()
            .map(|row| {
                let cells = Array::from(&row)
                    .iter()
                    .map(|cell| {
                        if let Some(number) = cell.as_f64() {
                            Cell::Number(number as i64)
                        } else {
                            cell.as_string().map_or(Cell::Null, Cell::Text)
                        }
                    })
                    .collect();
                Row::new(statement, cells)
            })
            .collect())
    }

    fn statements(&self) -> u32 {
        self.count.get()
    }

    fn rows(&self) -> u64 {
        self.rows.replace(Some(0.0)).unwrap_or(0.0) as u64
    }
}
