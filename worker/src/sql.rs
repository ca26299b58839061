//! The one door to an object's SQLite: positional arguments in, rows out, statements counted.
//!
//! Object logic is written against [`Sql`], so that it runs natively in tests and on the platform's
//! `SqlStorage` in the worker. Transactions belong to the caller: the shim wraps every call that
//! writes in `transactionSync`, and an `Err` (or a panic) rolls all of it back.

#[cfg(all(test, not(target_arch = "wasm32")))]
pub mod native;
#[cfg(target_arch = "wasm32")]
pub mod storage;

/// Longest text a row may hold: the platform takes 2 MB a row, local workerd more, so it is enforced
/// here. Bytes.
pub const LONGEST_TEXT: usize = 1_900_000;

/// A statement that failed. Always ours, never the caller's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SqlError {
    /// SQLite refused the statement or the platform failed.
    #[error("sql: {0}")]
    Failed(String),
    /// A column did not hold what the schema promises.
    #[error("sql: column {column} of {statement:?} is not {expected}")]
    Column {
        /// The statement, cut to its first line.
        statement: &'static str,
        /// Position, from 0.
        column: usize,
        /// What was expected: `a number`, `text`.
        expected: &'static str,
    },
}

/// A positional argument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arg<'a> {
    /// NULL.
    Null,
    /// An integer. The platform passes numbers as doubles: exact to 2^53.
    Number(i64),
    /// Text.
    Text(&'a str),
}

impl<'a> From<Option<&'a str>> for Arg<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<Option<i64>> for Arg<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Number)
    }
}

/// One column of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// NULL.
    Null,
    /// An integer.
    Number(i64),
    /// Text.
    Text(String),
}

/// One row, with the statement it came from for errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    statement: &'static str,
    cells: Vec<Cell>,
}

impl Row {
    /// A row of `statement`.
    pub fn new(statement: &'static str, cells: Vec<Cell>) -> Self {
        Self { statement, cells }
    }

    fn wrong(&self, column: usize, expected: &'static str) -> SqlError {
        SqlError::Column {
            statement: self.statement.lines().next().unwrap_or_default(),
            column,
            expected,
        }
    }

    /// The text of a column.
    pub fn text(&self, column: usize) -> Result<&str, SqlError> {
        self.maybe_text(column)?
            .ok_or_else(|| self.wrong(column, "text"))
    }

    /// The text of a column, `None` for NULL.
    pub fn maybe_text(&self, column: usize) -> Result<Option<&str>, SqlError> {
        match self.cells.get(column) {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Null) => Ok(None),
            _ => Err(self.wrong(column, "text")),
        }
    }

    /// The number of a column.
    pub fn number(&self, column: usize) -> Result<i64, SqlError> {
        self.maybe_number(column)?
            .ok_or_else(|| self.wrong(column, "a number"))
    }

    /// The number of a column, `None` for NULL.
    pub fn maybe_number(&self, column: usize) -> Result<Option<i64>, SqlError> {
        match self.cells.get(column) {
            Some(Cell::Number(number)) => Ok(Some(*number)),
            Some(Cell::Null) => Ok(None),
            _ => Err(self.wrong(column, "a number")),
        }
    }
}

/// An object's SQLite.
pub trait Sql {
    /// Runs a statement that returns no rows.
    fn write(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<(), SqlError>;

    /// Runs a query and reads all its rows.
    fn read(&self, statement: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, SqlError>;

    /// Statements run so far by this handle.
    fn statements(&self) -> u32;

    /// Rows that statements read and wrote since this was asked last, as the platform counts (and bills) them; what the
    /// first question begins. Asking costs every later statement a little: only benchmarks do.
    fn rows(&self) -> u64;
}

/// Runs `body` as one transaction where the platform does not do it: tests. On `Err` nothing stays.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub fn transaction<T, E>(
    sql: &native::Native,
    body: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    sql.begin();
    let outcome = body();
    sql.end(outcome.is_ok());
    outcome
}
