//! Brings a database to the schema of this build: numbered files, each applied once and never changed.

use aws_lc_rs::digest::{SHA256, digest};
use rusqlite::Connection;

use crate::StoreError;

const MIGRATIONS: &[(u32, &str)] = &[
    (1, include_str!("../migrations/0001_agency.sql")),
    (2, include_str!("../migrations/0002_import.sql")),
    (3, include_str!("../migrations/0003_moves.sql")),
    (4, include_str!("../migrations/0004_copydesk.sql")),
    (5, include_str!("../migrations/0005_subscribers.sql")),
    (6, include_str!("../migrations/0006_sources.sql")),
    (7, include_str!("../migrations/0007_desks.sql")),
    (8, include_str!("../migrations/0008_clients.sql")),
    (9, include_str!("../migrations/0009_staff.sql")),
    (10, include_str!("../migrations/0010_parked.sql")),
    (11, include_str!("../migrations/0011_attempts.sql")),
    (12, include_str!("../migrations/0012_rule_urgency.sql")),
    (13, include_str!("../migrations/0013_readers.sql")),
    (14, include_str!("../migrations/0014_discussion.sql")),
    (15, include_str!("../migrations/0015_subscriptions.sql")),
    (16, include_str!("../migrations/0016_entrances.sql")),
    (17, include_str!("../migrations/0017_push.sql")),
    (18, include_str!("../migrations/0018_reading.sql")),
    (19, include_str!("../migrations/0019_returns.sql")),
    (20, include_str!("../migrations/0020_websub.sql")),
    (21, include_str!("../migrations/0021_reactions.sql")),
    (22, include_str!("../migrations/0022_newsletters.sql")),
];

/// The version of the schema that this build works with.
pub fn known_version() -> u32 {
    MIGRATIONS.last().map_or(0, |(number, _)| *number)
}

/// The version that a database has; 0 when it is empty.
pub(crate) fn version(connection: &Connection) -> Result<u32, StoreError> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL)",
    )?;
    version_of(connection)
}

/// The version of a database that has one.
pub(crate) fn version_of(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row("SELECT coalesce(max(number), 0) FROM migration", [], |row| row.get(0))?)
}

/// Applies what is missing, each migration in a transaction of its own.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > known_version() {
        return Err(StoreError::Newer { found, known: known_version() });
    }
    for (number, text) in MIGRATIONS {
        let hash = digest(&SHA256, text.as_bytes());
        if *number <= found {
            let applied: Vec<u8> =
                connection
                    .query_row("SELECT hash FROM migration WHERE number = ?1", [number], |row| row.get(0))?;
            if applied != hash.as_ref() {
                return Err(StoreError::ForeignMigration(*number));
            }
            continue;
        }
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        transaction.execute_batch(text)?;
        transaction.execute(
            "INSERT INTO migration (number, hash) VALUES (?1, ?2)",
            rusqlite::params![number, hash.as_ref()],
        )?;
        transaction.commit()?;
        tracing::info!(number, "schema migrated");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), known_version());
    }

    #[test]
    fn a_newer_folder_is_refused_by_name() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection.execute("INSERT INTO migration (number, hash) VALUES (999, x'00')", []).unwrap();
        assert!(matches!(migrate(&mut connection), Err(StoreError::Newer { found: 999, .. })));
    }

    #[test]
    fn a_changed_migration_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection.execute("UPDATE migration SET hash = x'00'", []).unwrap();
        assert!(matches!(migrate(&mut connection), Err(StoreError::ForeignMigration(1))));
    }
}
