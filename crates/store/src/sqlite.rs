//! The embedded engine: one file in the data folder, read by many and written by one.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use crate::db::{Row, Value};
use crate::{DATABASE, StoreError};

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 512;

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Value::Bool(truth) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*truth))),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Uuid(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
        })
    }
}

fn value(at: usize, found: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match found {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(_) => return Err(StoreError::Damaged(format!("column {at} holds a fraction"))),
        ValueRef::Text(text) => Value::Text(
            String::from_utf8(text.to_vec())
                .map_err(|_| StoreError::Damaged(format!("column {at} is not UTF-8")))?,
        ),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

/// A connection.
#[derive(Debug)]
pub(crate) struct Link {
    connection: Connection,
}

impl Link {
    /// The one that writes.
    pub(crate) fn to_write(folder: &Path) -> Result<Self, StoreError> {
        let connection = open(folder, OpenFlags::default())?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0",
        )?;
        Ok(Link { connection })
    }

    /// One that reads.
    pub(crate) fn to_read(folder: &Path) -> Result<Self, StoreError> {
        Ok(Link { connection: open(folder, OpenFlags::SQLITE_OPEN_READ_ONLY)? })
    }

    /// One on a file that nobody else has.
    pub(crate) fn at(file: &Path) -> Result<Self, StoreError> {
        Ok(Link { connection: Connection::open(file)? })
    }

    #[cfg(test)]
    pub(crate) fn in_memory() -> Result<Self, StoreError> {
        Ok(Link { connection: Connection::open_in_memory()? })
    }

    /// Which tables a statement walks from end to end, by the engine's own plan.
    #[cfg(test)]
    pub(crate) fn walks(&self, sql: &str) -> Vec<String> {
        let mut plan = self.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let nothing = vec![rusqlite::types::Null; plan.parameter_count()];
        let steps =
            plan.query_map(rusqlite::params_from_iter(nothing), |row| row.get::<_, String>(3)).unwrap();
        steps.map(Result::unwrap).filter(|step| step.starts_with("SCAN ")).collect()
    }

    pub(crate) fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut found = statement.query(rusqlite::params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let mut values = Vec::with_capacity(columns);
            for at in 0..columns {
                values.push(value(at, row.get_ref(at)?)?);
            }
            rows.push(Row(values));
        }
        Ok(rows)
    }

    pub(crate) fn run(&self, sql: &str, values: &[Value]) -> Result<usize, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.execute(rusqlite::params_from_iter(values))?)
    }

    /// Runs statements without parameters, one after the other.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch(sql)?)
    }

    /// Whether a transaction is open.
    pub(crate) fn is_busy(&self) -> bool {
        !self.connection.is_autocommit()
    }
}

/// How often it is tried to empty the log of recent writes.
const SETTLING_TRIES: u32 = 100;

/// Brings the log of recent writes into the database and empties it.
pub(crate) fn settle(folder: &Path) -> Result<(), StoreError> {
    let connection = open(folder, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Who carries over already is not waited for by the engine itself.
    for _ in 0..SETTLING_TRIES {
        let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(StoreError::Engine("the log could not be emptied: it is in use".into()))
}

fn open(folder: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let path = folder.join(DATABASE);
    // Each connection is lent to one thread at a time, so it needs no lock of its own.
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(&path, flags).map_err(|error| match error.sqlite_error_code() {
            Some(
                rusqlite::ErrorCode::CannotOpen
                | rusqlite::ErrorCode::ReadOnly
                | rusqlite::ErrorCode::PermissionDenied,
            ) => StoreError::Folder { doing: "write", path: path.clone(), why: error.to_string() },
            _ => StoreError::from(error),
        })?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan holds whatever is bound to it. Without this a statement is planned anew for each value, which took half the
    // time of a page.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16384; PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY",
    )?;
    Ok(connection)
}
