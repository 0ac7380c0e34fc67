//! Brings a database to the schema of this build: numbered files, each applied once and never changed.
//!
//! Nodes of two builds work side by side while they are upgraded one after the other. So a migration says from which version on
//! a build works with what it leaves: one that only adds (*expand*) names an older version, one that takes away (*contract*)
//! the version that no longer used it. A build starts on a newer schema where that allows it, and nothing is taken away from
//! a node that is at work.

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
    (25, include_str!("../migrations/0025_searches.sql")),
    (26, include_str!("../migrations/0026_topics.sql")),
    (27, include_str!("../migrations/0027_log.sql")),
    (28, include_str!("../migrations/0028_dossiers.sql")),
    (29, include_str!("../migrations/0029_quotations.sql")),
    (30, include_str!("../migrations/0030_old_addresses.sql")),
    (31, include_str!("../migrations/0031_diary.sql")),
    (32, include_str!("../migrations/0032_media.sql")),
];

/// From which version on a build works with what a migration leaves; where none is said, from its own number on.
const LEAST: &[(u32, u32)] =
    &[(25, 24), (26, 24), (27, 24), (28, 24), (29, 24), (30, 24), (31, 24), (32, 24)];

/// The version of the schema that this build works with.
pub fn known_version() -> u32 {
    MIGRATIONS.last().map_or(0, |(number, _)| *number)
}

const VERSION: Sql = sql!("SELECT coalesce(max(number), 0) FROM migration");
const APPLIED: Sql = sql!("SELECT hash FROM migration WHERE number = $1");
const APPLY: Sql = sql!("INSERT INTO migration (number, hash) VALUES ($1, $2)");
const APPLY_LEAST: Sql = sql!("INSERT INTO migration_least (number, least) VALUES ($1, $2)");
// A migration of a build that did not say it is not worked beside.
const LEAST_BEYOND: Sql = sql!(
    "SELECT coalesce(max(coalesce(l.least, m.number)), 0) FROM migration m LEFT JOIN migration_least l ON l.number = m.number
     WHERE m.number > $1"
);

/// All tables as the last migration leaves them, without that of the migrations.
pub(crate) fn whole_schema() -> String {
    MIGRATIONS.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n")
}

/// The version that a database has; 0 when it is empty.
pub(crate) fn version(link: &Link) -> Result<u32, StoreError> {
    link.batch(
        "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL);
         CREATE TABLE IF NOT EXISTS migration_least (number BIGINT PRIMARY KEY, least BIGINT NOT NULL)",
    )?;
    version_of(link)
}

/// The version of a database that has one.
pub(crate) fn version_of(link: &Link) -> Result<u32, StoreError> {
    Tx::on(link).row(VERSION, &[])?.map_or(Ok(0), |row| row.small(0))
}

/// Applies what is missing, all of it or nothing. Where several nodes start at once, one does it and the others wait.
pub(crate) fn migrate(link: &Link) -> Result<(), StoreError> {
    link.take_time(true);
    let done = link.begin().and_then(|()| apply(link, MIGRATIONS, LEAST)).and_then(|()| link.commit());
    if done.is_err() {
        link.leave();
    }
    link.take_time(false);
    done
}

fn apply(link: &Link, migrations: &[(u32, &str)], least: &[(u32, u32)]) -> Result<(), StoreError> {
    let tx = Tx::on(link);
    let found = version(link)?;
    let known = migrations.last().map_or(0, |(number, _)| *number);
    let least = |number: u32| least.iter().find(|(of, _)| *of == number).map_or(number, |(_, least)| *least);
    if found > known {
        let wanted = tx.row(LEAST_BEYOND, &[known.into()])?.map_or(Ok(found), |row| row.small(0))?;
        if wanted > known {
            return Err(StoreError::Newer { found, known });
        }
        tracing::warn!(found, known, "a newer dateline has this agency too; this one works beside it");
    }
    let missing = migrations.iter().filter(|(number, _)| *number > found);
    let wanted = missing.map(|(number, _)| least(*number)).max().unwrap_or(0);
    if let Some(oldest) = link.oldest_node()?.filter(|oldest| *oldest < wanted) {
        return Err(StoreError::OlderNode { oldest, wanted });
    }
    for (number, text) in migrations {
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
        tx.run(APPLY_LEAST, &[(*number).into(), least(*number).into()])?;
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
            // Few stories are under embargo at a time, or hidden: these indexes hold no others.
            let few = ["SCAN e USING INDEX", "SCAN story USING INDEX story_hidden"];
            let walks: Vec<_> =
                walks.iter().filter(|step| !few.iter().any(|few| step.starts_with(few))).collect();
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

    /// The migrations of this build and one more.
    fn next() -> Vec<(u32, &'static str)> {
        let more =
            "ALTER TABLE agency ADD COLUMN motto TEXT; CREATE TABLE next_build (id BIGINT PRIMARY KEY)";
        MIGRATIONS.iter().copied().chain([(known_version() + 1, more)]).collect()
    }

    #[test]
    fn a_build_works_beside_a_newer_one_that_only_added() {
        let link = empty();
        migrate(&link).unwrap();
        apply(&link, &next(), &[(known_version() + 1, known_version())]).unwrap();
        assert_eq!(version(&link).unwrap(), known_version() + 1);
        migrate(&link).unwrap();
        Tx::on(&link).name_agency("Meridian", jiff::Timestamp::UNIX_EPOCH).unwrap();
        // What it does not know of is not copied, so nothing is.
        let to = empty();
        migrate(&to).unwrap();
        assert!(matches!(crate::transfer::copy(&link, &to), Err(StoreError::Newer { .. })));
    }

    #[test]
    fn a_build_does_not_work_beside_a_newer_one_that_took_something_away() {
        let link = empty();
        migrate(&link).unwrap();
        apply(&link, &next(), &[]).unwrap();
        assert!(matches!(migrate(&link), Err(StoreError::Newer { .. })));
    }

    #[test]
    fn nothing_is_taken_away_from_a_node_that_is_at_work() {
        let Some(database) = crate::testing::database().unwrap() else { return };
        let engine = crate::engine::Engine::of(std::path::Path::new(""), Some(&database.address())).unwrap();
        let (node, newer) = (engine.to_write().unwrap(), engine.to_write().unwrap());
        node.claim().unwrap();
        let (number, text) = next().pop().unwrap();
        newer.begin().unwrap();
        let refused = apply(&newer, &next(), &[]);
        newer.leave();
        assert!(matches!(refused, Err(StoreError::OlderNode { oldest, wanted }) if oldest < wanted));
        // What only adds is added while it works.
        newer.begin().unwrap();
        apply(&newer, &next(), &[(number, number - 1)]).unwrap();
        newer.commit().unwrap();
        Tx::on(&node).name_agency("Meridian", jiff::Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(version(&node).unwrap(), number, "{text}");
    }

    #[test]
    fn a_changed_migration_is_refused() {
        let link = empty();
        migrate(&link).unwrap();
        link.batch("UPDATE migration SET hash = x'00'").unwrap();
        assert!(matches!(migrate(&link), Err(StoreError::ForeignMigration(1))));
    }
}
