//! `SqlStorage` of workerd, bound with few crossings: one an argument, one a statement.

use std::cell::{Cell as Slot, RefCell};
use std::collections::HashMap;

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use super::{Arg, Cell, Row, Sql, SqlError};

#[wasm_bindgen]
extern "C" {
    /// `ctx.storage.sql`.
    pub type SqlStorage;

    #[wasm_bindgen(method, catch, js_name = exec)]
    fn exec0(this: &SqlStorage, sql: &JsString) -> Result<Cursor, JsValue>;
    #[wasm_bindgen(method, catch, js_name = exec)]
    fn exec1(this: &SqlStorage, sql: &JsString, a: &JsValue) -> Result<Cursor, JsValue>;
    #[wasm_bindgen(method, catch, js_name = exec)]
    fn exec2(
        this: &SqlStorage,
        sql: &JsString,
        a: &JsValue,
        b: &JsValue,
    ) -> Result<Cursor, JsValue>;
    #[wasm_bindgen(method, catch, js_name = exec)]
    fn exec3(
        this: &SqlStorage,
        sql: &JsString,
        a: &JsValue,
        b: &JsValue,
        c: &JsValue,
    ) -> Result<Cursor, JsValue>;
    #[wasm_bindgen(method, catch, variadic, js_name = exec)]
    fn exec_many(this: &SqlStorage, sql: &JsString, args: &Array) -> Result<Cursor, JsValue>;

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
        match args {
            [] => self.sql.exec0(text),
            [a] => self.sql.exec1(text, &value(a)),
            [a, b] => self.sql.exec2(text, &value(a), &value(b)),
            [a, b, c] => self.sql.exec3(text, &value(a), &value(b), &value(c)),
            many => self.sql.exec_many(text, &many.iter().map(value).collect()),
        }
        .map_err(failed)
    }
}

fn value(arg: &Arg<'_>) -> JsValue {
    match arg {
        Arg::Null => JsValue::NULL,
        Arg::Number(number) => JsValue::from_f64(*number as f64),
        Arg::Text(text) => JsValue::from_str(text),
    }
}

fn failed(error: JsValue) -> SqlError {
    let text = error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .unwrap_or_else(|| format!("{error:?}"));
    SqlError::Failed(text)
}

impl Sql for Storage {
    fn write(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<u64, SqlError> {
        let cursor = self.exec(statement, args)?;
        self.tally(&cursor);
        Ok(cursor.rows_written() as u64)
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
