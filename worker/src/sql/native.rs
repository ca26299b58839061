//! SQLite in the test's own process, with a fault that strikes at a chosen statement.

#![allow(clippy::expect_used, clippy::new_without_default)]

use std::cell::Cell as Slot;
use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};

use super::{Arg, Cell, Row, Sql, SqlError};

/// A database in memory, shared by its clones as storage outlives an object's instance.
#[derive(Clone)]
pub struct Native {
    connection: Rc<Connection>,
    count: Rc<Slot<u32>>,
    fail_after: Rc<Slot<Option<u32>>>,
}

impl Native {
    /// An empty database.
    pub fn new() -> Self {
        let connection = Connection::open_in_memory().expect("memory database opens");
        Self {
            connection: Rc::new(connection),
            count: Rc::new(Slot::new(0)),
            fail_after: Rc::new(Slot::new(None)),
        }
    }

    /// Lets `statements` more succeed and every later one fail; `None` heals.
    pub fn fail_after(&self, statements: Option<u32>) {
        self.fail_after.set(statements);
    }

    /// Starts a transaction.
    pub fn begin(&self) {
        self.connection.execute_batch("BEGIN").expect("begins");
    }

    /// Commits or rolls back.
    pub fn end(&self, commit: bool) {
        let statement = if commit { "COMMIT" } else { "ROLLBACK" };
        self.connection.execute_batch(statement).expect("ends");
    }

    /// Every row of every table, for comparing whole states.
    pub fn dump(&self, tables: &[&str]) -> String {
        let mut dump = String::new();
        for table in tables {
            let mut query = self
                .connection
                .prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))
                .expect("table exists");
            let columns = query.column_count();
            let mut rows = query.query([]).expect("query runs");
            while let Some(row) = rows.next().expect("row reads") {
                dump.push_str(table);
                for column in 0..columns {
                    let value: Value = row.get(column).expect("column reads");
                    dump.push_str(&format!(" {value:?}"));
                }
                dump.push('\n');
            }
        }
        dump
    }

    fn strike(&self) -> Result<(), SqlError> {
        self.count.set(self.count.get() + 1);
        match self.fail_after.get() {
            Some(0) => Err(SqlError::Failed("injected".into())),
            Some(left) => {
                self.fail_after.set(Some(left - 1));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Arg::Null => ToSqlOutput::Owned(Value::Null),
            // As the platform does it: every number arrives as a double.
            Arg::Number(number) => ToSqlOutput::Owned(Value::Real(*number as f64)),
            Arg::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

fn failed(error: rusqlite::Error) -> SqlError {
    SqlError::Failed(error.to_string())
}

impl Sql for Native {
    fn write(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<(), SqlError> {
        self.strike()?;
        if args.is_empty() {
            self.connection.execute_batch(statement).map_err(failed)?;
            return Ok(());
        }
        self.connection
            .prepare_cached(statement)
            .and_then(|mut statement| statement.execute(rusqlite::params_from_iter(args)))
            .map(|_| ())
            .map_err(failed)
    }

    fn read(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, SqlError> {
        self.strike()?;
        let mut query = self.connection.prepare_cached(statement).map_err(failed)?;
        let columns = query.column_count();
        let mut rows = query
            .query(rusqlite::params_from_iter(args))
            .map_err(failed)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let mut cells = Vec::with_capacity(columns);
            for column in 0..columns {
                cells.push(match row.get_ref(column).map_err(failed)? {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(number) => Cell::Number(number),
                    ValueRef::Real(number) => Cell::Number(number as i64),
                    ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(_) => return Err(SqlError::Failed("a blob".into())),
                });
            }
            all.push(Row::new(statement, cells));
        }
        Ok(all)
    }

    fn statements(&self) -> u32 {
        self.count.get()
    }

    fn rows(&self) -> u64 {
        // Only the platform counts them.
        0
    }
}
