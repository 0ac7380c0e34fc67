//! Which engine keeps the agency, and how is a transaction begun, shared and ended there?
//!
//! Invariant: whatever the engine, writes come one after the other: SQLite has one writer, and on PostgreSQL a
//! transaction that writes holds a lock of the agency's, whichever node it comes from. So a sequence has no gap, and no
//! write has to be tried again because of another.

use std::path::{Path, PathBuf};

use crate::db::{Row, Sql, Value};
use crate::{StoreError, migrate, postgres, sqlite};

/// Where the rows are.
#[derive(Clone, Debug)]
pub(crate) enum Engine {
    /// In a file of the data folder.
    Sqlite(PathBuf),
    /// In a PostgreSQL database.
    Postgres(Box<postgres::Server>),
}

/// A connection to it.
#[derive(Debug)]
pub(crate) enum Link {
    /// See [`sqlite`].
    Sqlite(sqlite::Link),
    /// See [`postgres`].
    Postgres(Box<postgres::Link>),
}

impl Engine {
    /// The engine of a folder, or of an address that begins with `postgres://`.
    pub(crate) fn of(folder: &Path, address: Option<&str>) -> Result<Self, StoreError> {
        match address {
            None => Ok(Engine::Sqlite(folder.to_owned())),
            Some(address) => Ok(Engine::Postgres(Box::new(postgres::Server::at(address)?))),
        }
    }

    /// A connection that may write.
    pub(crate) fn to_write(&self) -> Result<Link, StoreError> {
        match self {
            Engine::Sqlite(folder) => sqlite::Link::to_write(folder).map(Link::Sqlite),
            Engine::Postgres(server) => Ok(Link::Postgres(Box::new(server.connect()?))),
        }
    }

    /// A connection to read by.
    pub(crate) fn to_read(&self) -> Result<Link, StoreError> {
        match self {
            Engine::Sqlite(folder) => sqlite::Link::to_read(folder).map(Link::Sqlite),
            Engine::Postgres(server) => Ok(Link::Postgres(Box::new(server.connect()?))),
        }
    }
}

impl Link {
    /// What a statement finds.
    pub(crate) fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        match self {
            Link::Sqlite(it) => it.rows(sql, values),
            Link::Postgres(it) => it.rows(sql, values),
        }
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) fn run(&self, sql: &str, values: &[Value]) -> Result<usize, StoreError> {
        match self {
            Link::Sqlite(it) => it.run(sql, values),
            Link::Postgres(it) => it.run(sql, values),
        }
    }

    /// Runs a statement whose answer says nothing but whether it failed; that may be told by whatever is asked next.
    pub(crate) fn put(&self, sql: &str, values: &[Value]) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(it) => it.run(sql, values).map(drop),
            Link::Postgres(it) => it.put(sql, values),
        }
    }

    /// Waits for what was put.
    pub(crate) fn flush(&self) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(_) => Ok(()),
            Link::Postgres(it) => it.flush(),
        }
    }

    /// The text of a statement that this engine wants.
    pub(crate) fn text(&self, sql: Sql) -> &'static str {
        match self {
            Link::Sqlite(_) => sql.sqlite,
            Link::Postgres(_) => sql.postgres,
        }
    }

    /// How the engine marks a parameter.
    pub(crate) fn mark(&self, number: usize) -> String {
        match self {
            Link::Sqlite(_) => format!("?{number}"),
            Link::Postgres(_) => format!("${number}"),
        }
    }

    /// Runs statements without parameters, one after the other.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(it) => it.batch(sql),
            Link::Postgres(it) => it.batch(sql),
        }
    }

    /// Notes that a node works on it, as long as the connection lives.
    pub(crate) fn claim(&self) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(_) => Ok(()),
            Link::Postgres(it) => it.batch(&postgres::claim(migrate::known_version())),
        }
    }

    /// The least version of the schema that a node at work knows; none where there is no other.
    pub(crate) fn oldest_node(&self) -> Result<Option<u32>, StoreError> {
        match self {
            Link::Sqlite(_) => Ok(None),
            Link::Postgres(it) => {
                let found = it.rows(&postgres::oldest(), &[])?;
                found.first().map_or(Ok(None), |row| row.maybe(0, crate::db::Row::small))
            }
        }
    }

    /// Makes sure that no node works on it, as long as the connection lives.
    pub(crate) fn claim_alone(&self) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(_) => Ok(()),
            Link::Postgres(it) => {
                let had = it.rows(postgres::CLAIM_ALONE, &[])?;
                let is_alone = had.first().map_or(Ok(false), |row| row.truth(0))?;
                if is_alone { Ok(()) } else { Err(StoreError::Served) }
            }
        }
    }

    /// Begins to read from one consistent view.
    pub(crate) fn look(&self) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(it) => it.run("BEGIN", &[]).map(drop),
            Link::Postgres(it) => {
                it.look();
                Ok(())
            }
        }
    }

    /// Ends the view.
    pub(crate) fn look_away(&self) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(it) => it.run("COMMIT", &[]).map(drop),
            Link::Postgres(it) => it.look_away(),
        }
    }

    /// Begins to write, with a place to go back to; waits until no other writes.
    pub(crate) fn begin(&self) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(it) => {
                it.run("BEGIN IMMEDIATE", &[])?;
                it.run("SAVEPOINT one", &[]).map(drop)
            }
            Link::Postgres(it) => it.batch(postgres::BEGIN),
        }
    }

    /// Keeps what was done since the last place, and marks a new one.
    pub(crate) fn keep(&self) -> Result<(), StoreError> {
        self.batch("RELEASE SAVEPOINT one; SAVEPOINT one")
    }

    /// Undoes what was done since the last place.
    pub(crate) fn undo(&self) -> Result<(), StoreError> {
        self.forget();
        self.batch("ROLLBACK TO SAVEPOINT one")
    }

    /// Ends the transaction: all of it is durable.
    pub(crate) fn commit(&self) -> Result<(), StoreError> {
        match self {
            Link::Sqlite(it) => it.run("COMMIT", &[]).map(drop),
            // It answers a COMMIT after a statement that failed with a rollback and no error; giving the place up is one.
            Link::Postgres(it) => it.batch("RELEASE SAVEPOINT one; COMMIT"),
        }
    }

    /// Ends what is open, where anything is.
    pub(crate) fn leave(&self) {
        let is_open = match self {
            Link::Sqlite(it) => it.is_busy(),
            Link::Postgres(it) => !it.is_closed(),
        };
        self.forget();
        if is_open {
            let _ = self.batch("ROLLBACK");
        }
    }

    fn forget(&self) {
        if let Link::Postgres(it) = self {
            it.forget();
        }
    }

    /// Whether what is asked may take as long as it likes: the schema of a large archive.
    pub(crate) fn take_time(&self, is_long: bool) {
        if let Link::Postgres(it) = self {
            it.take_time(is_long);
        }
    }

    /// Whether nothing can be asked by it any more.
    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Link::Sqlite(_) => false,
            Link::Postgres(it) => it.is_closed(),
        }
    }
}
