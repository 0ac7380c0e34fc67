//! Brings a database to the schema of this build: numbered files, each applied once and never changed.

use aws_lc_rs::digest::{SHA256, digest};

use crate::StoreError;
use crate::db::{Sql, Tx, sql};
use crate::engine::Link;

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
    (23, include_str!("../migrations/0023_nodes.sql")),
    (24, include_str!("../migrations/0024_growth.sql")),
];

/// The version of the schema that this build works with.
pub fn known_version() -> u32 {
    MIGRATIONS.last().map_or(0, |(number, _)| *number)
}

const VERSION: Sql = sql!("SELECT coalesce(max(number), 0) FROM migration");
const APPLIED: Sql = sql!("SELECT hash FROM migration WHERE number = $1");
const APPLY: Sql = sql!("INSERT INTO migration (number, hash) VALUES ($1, $2)");

/// All tables as the last migration leaves them, without that of the migrations.
pub(crate) fn whole_schema() -> String {
    MIGRATIONS.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n")
}

/// The version that a database has; 0 when it is empty.
pub(crate) fn version(link: &Link) -> Result<u32, StoreError> {
    link.batch("CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL)")?;
    version_of(link)
}

/// The version of a database that has one.
pub(crate) fn version_of(link: &Link) -> Result<u32, StoreError> {
    Tx::on(link).row(VERSION, &[])?.map_or(Ok(0), |row| row.small(0))
}

/// Applies what is missing, all of it or nothing. Where several nodes start at once, one does it and the others wait.
pub(crate) fn migrate(link: &Link) -> Result<(), StoreError> {
    link.take_time(true);
    let done = link.begin().and_then(|()| apply(link)).and_then(|()| link.commit());
    if done.is_err() {
        link.leave();
    }
    link.take_time(false);
    done
}

fn apply(link: &Link) -> Result<(), StoreError> {
    let tx = Tx::on(link);
    let found = version(link)?;
    if found > known_version() {
        return Err(StoreError::Newer { found, known: known_version() });
    }
    for (number, text) in MIGRATIONS {
        let hash = digest(&SHA256, text.as_bytes());
        if *number <= found {
            let applied = tx.row(APPLIED, &[(*number).into()])?;
            if applied.is_none_or(|row| row.bytes(0).ok() != Some(hash.as_ref())) {
                return Err(StoreError::ForeignMigration(*number));
            }
            continue;
        }
        link.batch(text)?;
        tx.run(APPLY, &[(*number).into(), hash.as_ref().into()])?;
        tracing::info!(number, "schema migrated");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite;

    fn empty() -> Link {
        Link::Sqlite(sqlite::Link::in_memory().unwrap())
    }

    /// Each of these is asked for a send or for a page; what they look for is found by an index however long the archive is.
    #[test]
    fn nothing_that_is_asked_often_walks_a_table_that_grows() {
        let link = sqlite::Link::in_memory().unwrap();
        link.batch(&whole_schema()).unwrap();
        for (name, sql) in
            crate::stories::OFTEN.iter().chain(&crate::wire::OFTEN).chain(&crate::ledger::OFTEN)
        {
            let walks = link.walks(sql.sqlite);
            // Few stories are under embargo at a time.
            let walks: Vec<_> = walks.iter().filter(|step| !step.starts_with("SCAN e USING INDEX")).collect();
            assert!(walks.is_empty(), "{name}: {walks:?}");
        }
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let link = empty();
        migrate(&link).unwrap();
        migrate(&link).unwrap();
        assert_eq!(version(&link).unwrap(), known_version());
    }

    #[test]
    fn a_newer_folder_is_refused_by_name() {
        let link = empty();
        migrate(&link).unwrap();
        link.batch("INSERT INTO migration (number, hash) VALUES (999, x'00')").unwrap();
        assert!(matches!(migrate(&link), Err(StoreError::Newer { found: 999, .. })));
    }

    #[test]
    fn a_changed_migration_is_refused() {
        let link = empty();
        migrate(&link).unwrap();
        link.batch("UPDATE migration SET hash = x'00'").unwrap();
        assert!(matches!(migrate(&link), Err(StoreError::ForeignMigration(1))));
    }
}
