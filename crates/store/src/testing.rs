//! For tests: an engine of their own, and stores that are damaged on purpose.

use std::path::Path;

use crate::engine::Link;
use crate::record::{hex, random};
use crate::{DATABASE, StoreError, aside, migrate, postgres, sqlite};

/// The variable that names a PostgreSQL server to test on, as `postgres://user@host`; without it tests use the folder.
const SERVER: &str = "DATELINE_TEST_POSTGRES";

/// A database of a test's own, gone when the test is.
#[doc(hidden)]
#[derive(Debug)]
pub struct TestDatabase {
    server: String,
    name: String,
}

/// Which database a test uses: a new one with the schema in it, or none, where the folder holds the rows.
#[doc(hidden)]
pub fn database() -> Result<Option<TestDatabase>, StoreError> {
    std::env::var(SERVER).ok().map(|server| aside(|| make(server))).transpose()
}

fn make(server: String) -> Result<TestDatabase, StoreError> {
    let template = format!("dateline_schema_{}", migrate::known_version());
    let link = connect(&server, "postgres")?;
    // One process makes the template, the others wait.
    link.batch("SELECT pg_advisory_lock(1)")?;
    let is_there =
        link.rows(&format!("SELECT 1 FROM pg_database WHERE datname = '{template}' AND datistemplate"), &[])?;
    if is_there.is_empty() {
        link.batch(&format!("DROP DATABASE IF EXISTS {template}"))?;
        link.batch(&format!(
            "CREATE DATABASE {template} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'"
        ))?;
        let made = connect(&server, &template)?;
        migrate::migrate(&made)?;
        drop(made);
        link.batch(&format!("ALTER DATABASE {template} IS_TEMPLATE true"))?;
    }
    link.batch("SELECT pg_advisory_unlock(1)")?;
    let name = format!("dateline_test_{}", hex(&random::<8>()?));
    // The connection that made the template may not be quite gone.
    let mut tries = 0;
    while let Err(error) = link.batch(&format!("CREATE DATABASE {name} TEMPLATE {template}")) {
        tries += 1;
        if tries > 100 {
            return Err(error);
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    Ok(TestDatabase { server, name })
}

fn connect(server: &str, name: &str) -> Result<Link, StoreError> {
    let at = postgres::Server::at(&format!("{server}/{name}"))?;
    Ok(Link::Postgres(Box::new(at.connect()?)))
}

impl TestDatabase {
    /// Its address.
    pub fn address(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // Of its own, for a test may end on any thread. What cannot be dropped goes with the server.
        let gone = std::thread::spawn(move || {
            connect(&server, "postgres")?.batch(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        });
        let _ = gone.join();
    }
}

/// Runs SQL on the database of an agency that nobody has open.
#[doc(hidden)]
pub fn execute(folder: &Path, database: Option<&str>, sql: &str) -> Result<(), StoreError> {
    match database {
        None => sqlite::Link::at(&folder.join(DATABASE))?.batch(sql),
        Some(address) => aside(|| postgres::Server::at(address)?.connect()?.batch(sql)),
    }
}
