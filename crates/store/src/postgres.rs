//! The engine for more than one machine: PostgreSQL 15 or newer.
//!
//! What asks is written without waiting in mind, for the embedded engine answers at once; so a connection here waits for
//! its answer on the thread that asks (`Store::read` and the writer see to it that such a thread may wait).

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Config, NoTls, Statement};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Row, Value};
use crate::encrypted::Tls;
use crate::record::random;

/// The lock that whoever writes holds until the end of the transaction: the letters "dateline" as a number.
#[cfg(test)]
const WRITE_LOCK: i64 = i64::from_be_bytes(*b"dateline");

/// Begins to write. The lock is released with the transaction, also where its node is gone.
pub(crate) const BEGIN: &str = "BEGIN; SELECT pg_advisory_xact_lock(7233190455493095013); SAVEPOINT one";

/// Begins to read.
const LOOK: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Held by every node as long as it runs, and alone by whoever moves the agency: the lock after the writers'. Beside it one that
/// says which version of the schema the node knows.
pub(crate) fn claim(version: u32) -> String {
    format!(
        "SELECT pg_advisory_lock_shared(7233190455493095014);
         SELECT pg_advisory_lock_shared({VERSIONS}, {version})"
    )
}

/// The first half of locks that tell a version.
const VERSIONS: u32 = 1_684_107_887;
/// The same lock alone.
pub(crate) const CLAIM_ALONE: &str = "SELECT pg_try_advisory_lock(7233190455493095014)";

/// The least version that a node at work knows (pg_locks: a lock of two halves has them in `classid` and `objid`).
pub(crate) fn oldest() -> String {
    format!(
        "SELECT min(CAST(objid AS BIGINT)) FROM pg_locks
         WHERE locktype = 'advisory' AND objsubid = 2 AND classid = {VERSIONS}
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
}

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long an answer is waited for. Then the connection is given up: a network that was cut tells nobody.
const ANSWER: Duration = Duration::from_secs(10);

/// How soon what was sent must have been taken, and whoever is silent asked whether they are there.
const TAKEN: Duration = Duration::from_secs(10);
const SILENT: Duration = Duration::from_secs(5);

/// The same for the server's side of the connection, in its milliseconds and seconds: a node that is cut off or stands still in
/// the middle of a transaction loses it, and with it the lock for which all others wait.
const SERVERS_SIDE: &str = "-c idle_in_transaction_session_timeout=5000 -c tcp_user_timeout=10000 -c tcp_keepalives_idle=5 \
     -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

/// A database, and the thread that talks to it.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    config: Config,
    /// Where the address asks for it.
    tls: Option<Tls>,
    /// What tells this node from others.
    node: [u8; 8],
    runtime: Arc<Kept>,
}

/// A runtime that may be dropped anywhere.
#[derive(Debug)]
struct Kept(Option<Runtime>);

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Server {
    /// The database at `postgres://user:password@host/name`, encrypted with `?sslmode=require`.
    pub(crate) fn at(address: &str) -> Result<Self, StoreError> {
        let mut config: Config = address.parse().map_err(|error: tokio_postgres::Error| {
            StoreError::Engine(format!(
                "the address of the database cannot be read ({error}): write postgres://user:password@host/name"
            ))
        })?;
        if config.get_application_name().is_none() {
            config.application_name("dateline");
        }
        config.connect_timeout(PATIENCE).tcp_user_timeout(TAKEN).keepalives_idle(SILENT);
        config.keepalives_interval(Duration::from_secs(2)).keepalives_retries(3);
        let theirs = config.get_options().unwrap_or_default().to_owned();
        config.options(format!("{SERVERS_SIDE} {theirs}").trim());
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("store-postgres")
            .enable_all()
            .build()
            .map_err(|error| {
                StoreError::Engine(format!("cannot start a thread for the database: {error}"))
            })?;
        let tls = (config.get_ssl_mode() == SslMode::Require).then(Tls::new).transpose()?;
        Ok(Server { config, tls, node: random()?, runtime: Arc::new(Kept(Some(runtime))) })
    }

    /// Waits on this thread for what the database's thread does.
    fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        match &self.runtime.0 {
            Some(runtime) => runtime.handle().block_on(what),
            // It is there until it is dropped.
            None => unreachable!("the runtime is taken when the last server is dropped"),
        }
    }

    pub(crate) fn connect(&self) -> Result<Link, StoreError> {
        let client = self.wait(async {
            match self.tls.clone() {
                None => {
                    let (client, connection) = self.config.connect(NoTls).await?;
                    tokio::spawn(connection);
                    Ok::<_, tokio_postgres::Error>(client)
                }
                Some(tls) => {
                    let (client, connection) = self.config.connect(tls).await?;
                    tokio::spawn(connection);
                    Ok(client)
                }
            }
        });
        Ok(Link {
            client: client?,
            statements: RefCell::default(),
            deferred: RefCell::default(),
            looks: Cell::new(false),
            patience: Cell::new(ANSWER),
            is_given_up: Cell::new(false),
            server: self.clone(),
        })
    }
}

/// What a database says of itself: the server's version (15 is 150000 and more) and the locale by which it sorts.
///
/// # Errors
/// When it cannot be reached, or lets nobody in by that address.
pub fn look_at_database(address: &str) -> Result<(u32, String), StoreError> {
    const SAYS: &str = "SELECT CAST(current_setting('server_version_num') AS BIGINT), datcollate
         FROM pg_database WHERE datname = current_database()";
    crate::aside(|| {
        let rows = Server::at(address)?.connect()?.rows(SAYS, &[])?;
        let row =
            rows.first().ok_or_else(|| StoreError::Engine("the database does not know itself".into()))?;
        Ok((row.small(0)?, row.text(1)?.to_owned()))
    })
}

/// A connection.
pub(crate) struct Link {
    client: Client,
    statements: RefCell<HashMap<String, Statement>>,
    /// What goes out with the next statement that is waited for.
    deferred: RefCell<Vec<(Statement, Vec<Value>)>>,
    /// Whether a view to read from is begun with the next statement, on the same way there.
    looks: Cell<bool>,
    patience: Cell<Duration>,
    is_given_up: Cell<bool>,
    server: Server,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link").field("is_closed", &self.is_closed()).finish_non_exhaustive()
    }
}

impl Link {
    /// Which node has it.
    pub(crate) fn node(&self) -> &[u8] {
        &self.server.node
    }

    /// Waits for an answer as long as for migrations: until it comes.
    pub(crate) fn take_time(&self, is_long: bool) {
        self.patience.set(if is_long { Duration::MAX } else { ANSWER });
    }

    /// Waits for an answer, and gives the connection up where none comes.
    fn answer<T>(
        &self,
        what: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, StoreError> {
        let patience = self.patience.get();
        let Ok(answer) = self.server.wait(async { tokio::time::timeout(patience, what).await }) else {
            self.is_given_up.set(true);
            return Err(StoreError::Unreachable(format!("no answer for {} seconds", patience.as_secs())));
        };
        Ok(answer?)
    }

    fn prepared(&self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(found) = self.statements.borrow().get(sql) {
            return Ok(found.clone());
        }
        let statement = self.answer(self.client.prepare(sql))?;
        self.statements.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn rows(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|it| it as _).collect();
        let found = if self.looks.take() {
            self.answer(async {
                let (begun, found) =
                    tokio::join!(self.client.batch_execute(LOOK), self.client.query(&statement, &values));
                begun.and(found)
            })?
        } else {
            self.answer(self.behind(self.client.query(&statement, &values)))?
        };
        let row = |row: &tokio_postgres::Row| {
            let values = (0..row.len()).map(|at| row.try_get::<_, Value>(at).map_err(StoreError::from));
            Ok(Row(values.collect::<Result<_, StoreError>>()?))
        };
        found.iter().map(row).collect()
    }

    pub(crate) fn run(&self, sql: &str, values: &[Value]) -> Result<usize, StoreError> {
        let statement = self.prepared(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|it| it as _).collect();
        let touched = self.answer(self.behind(self.client.execute(&statement, &values)))?;
        Ok(usize::try_from(touched).unwrap_or(usize::MAX))
    }

    /// Runs a statement whose answer says nothing but whether it failed: it goes out with the next that is waited for, on the
    /// same way there, and its failure is told then.
    pub(crate) fn put(&self, sql: &str, values: &[Value]) -> Result<(), StoreError> {
        let statement = self.prepared(sql)?;
        self.deferred.borrow_mut().push((statement, values.to_vec()));
        Ok(())
    }

    /// Waits for what was put.
    pub(crate) fn flush(&self) -> Result<(), StoreError> {
        if self.deferred.borrow().is_empty() {
            return Ok(());
        }
        self.answer(self.behind(std::future::ready(Ok(()))))
    }

    /// Forgets what was put and has not gone out.
    pub(crate) fn forget(&self) {
        self.deferred.borrow_mut().clear();
    }

    /// What was put, then this: the server takes them one after the other, in the order in which they are first asked for
    /// (tokio-postgres, "Pipelining"). The first failure counts, for what follows it in a transaction fails by it.
    async fn behind<T>(
        &self,
        last: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, tokio_postgres::Error> {
        let puts = self.deferred.take();
        let given: Vec<Vec<&(dyn ToSql + Sync)>> =
            puts.iter().map(|(_, values)| values.iter().map(|it| it as _).collect()).collect();
        let puts =
            puts.iter().zip(&given).map(|((statement, _), values)| self.client.execute(statement, values));
        let (puts, last) = future::join(future::join_all(puts), last).await;
        puts.into_iter().find_map(Result::err).map_or(last, Err)
    }

    /// Begins to read from one consistent view.
    pub(crate) fn look(&self) {
        self.looks.set(true);
    }

    /// Ends the view.
    pub(crate) fn look_away(&self) -> Result<(), StoreError> {
        // Nothing was asked: none was begun.
        if self.looks.take() { Ok(()) } else { self.batch("COMMIT") }
    }

    /// Runs statements without parameters, one after the other.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.answer(self.behind(self.client.batch_execute(sql)))
    }

    /// Whether the connection is gone.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_given_up.get() || self.client.is_closed()
    }
}

type Wrong = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Wrong> {
        match (self, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(number), &Type::INT4) => i32::try_from(*number)?.to_sql(ty, out),
            (Value::Int(number), &Type::INT8) => number.to_sql(ty, out),
            (Value::Bool(truth), &Type::BOOL) => truth.to_sql(ty, out),
            (Value::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::NAME) => text.to_sql(ty, out),
            (Value::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(ty, out),
            (Value::Uuid(id), &Type::UUID) => {
                out.extend_from_slice(id.as_bytes());
                Ok(IsNull::No)
            }
            (value, ty) => Err(format!("{value:?} is given where {ty} is wanted").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Wrong> {
        Ok(match *ty {
            Type::BOOL => Value::Bool(bool::from_sql(ty, raw)?),
            Type::INT2 => Value::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::INT4 => Value::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::TEXT | Type::VARCHAR | Type::NAME => Value::Text(String::from_sql(ty, raw)?),
            Type::BYTEA => Value::Bytes(raw.to_vec()),
            Type::UUID => Value::Uuid(Uuid::from_slice(raw)?),
            _ => return Err(format!("a statement answers with {ty}: cast it to BIGINT").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Wrong> {
        Ok(Value::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(code) = error.code() else {
            return if error.is_closed()
                || std::error::Error::source(&error).is_some_and(|it| it.is::<std::io::Error>())
            {
                StoreError::Unreachable(told(&error))
            } else {
                StoreError::Engine(told(&error))
            };
        };
        match *code {
            SqlState::UNIQUE_VIOLATION | SqlState::FOREIGN_KEY_VIOLATION | SqlState::CHECK_VIOLATION => {
                StoreError::Taken
            }
            SqlState::DISK_FULL => StoreError::DiskFull,
            SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => StoreError::Damaged(told(&error)),
            SqlState::ADMIN_SHUTDOWN
            | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
            | SqlState::CRASH_SHUTDOWN
            | SqlState::CANNOT_CONNECT_NOW
            | SqlState::TOO_MANY_CONNECTIONS => StoreError::Unreachable(told(&error)),
            _ => StoreError::Engine(told(&error)),
        }
    }
}

/// An error with what caused it, on one line.
fn told(error: &tokio_postgres::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_that_is_taken_is_the_agencys() {
        assert!(BEGIN.contains(&format!("({WRITE_LOCK})")), "{WRITE_LOCK}");
    }
}
