//! How is every row of an agency brought from one engine to the other, and was it?
//!
//! The tables are those that the migrations make, in the order in which they make them, so that what is referred to is there
//! first. Rows go in the order of their key; within a table that refers to itself the earlier one has the smaller key.

use rusqlite::Connection;

use crate::db::{Row, Tx, Value};
use crate::engine::{Engine, Link};
use crate::record::Signer;
use crate::{Home, StoreError, aside, lock, migrate};

/// How many rows are read and written at a time.
const ROWS: usize = 200;

/// A table.
struct Table {
    name: String,
    /// Name and declared type, in order.
    columns: Vec<(String, String)>,
    /// The places of the columns that make the key.
    key: Vec<usize>,
}

/// Carries all rows of an agency that nobody serves from its engine to another: into the database at an address, or where
/// none is given into the folder. They are compared afterwards by walking the wire, entry by entry; how many rows there
/// were. What they came from is left as it was.
///
/// # Errors
/// [`StoreError::InUse`] when the folder is served, [`StoreError::Served`] when a node of the database is at work,
/// [`StoreError::Taken`] when there is an agency already where it goes.
pub fn move_to(home: &Home, database: Option<&str>) -> Result<u64, StoreError> {
    aside(|| {
        let _lock = lock(&home.folder, &home.keys)?;
        let signer = Signer::open(&home.keys.join("wire.key"))?;
        let from = Engine::of(&home.folder, home.database.as_deref())?;
        let from = from.to_write()?;
        let to = Engine::of(&home.folder, database)?.to_write()?;
        for link in [&from, &to] {
            link.claim_alone()?;
            migrate::migrate(link)?;
        }
        let count = copy(&from, &to)?;
        let walk = |link: &Link| Tx::on(link).verify(signer.public_key());
        let (had, has) = (walk(&from)?, walk(&to)?);
        if had != has {
            return Err(StoreError::Damaged(format!(
                "what arrived is not what was there: {} entries up to {} became {} up to {}",
                had.entries, had.head, has.entries, has.head
            )));
        }
        Ok(count)
    })
}

/// Copies all rows into a database that has the schema and nothing in it, in one transaction; how many rows there were.
///
/// # Errors
/// [`StoreError::Taken`] when there is something in it.
pub(crate) fn copy(from: &Link, to: &Link) -> Result<u64, StoreError> {
    // A newer build may have added what this one does not know to copy.
    let (found, known) = (migrate::version_of(from)?, migrate::known_version());
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    let tables = tables()?;
    from.look()?;
    to.begin()?;
    let done = make_room(&tables, to)
        .and_then(|()| tables.iter().try_fold(0, |sum, table| Ok(sum + copy_table(table, from, to)?)));
    let done = done.and_then(|count| to.commit().map(|()| count));
    from.look_away()?;
    if done.is_err() {
        to.leave();
    }
    done
}

/// The tables that hold an agency, read off the migrations.
fn tables() -> Result<Vec<Table>, StoreError> {
    let model = Connection::open_in_memory()?;
    model.execute_batch(&migrate::whole_schema())?;
    let mut names = model.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let table = |name: String| {
        let mut info = model.prepare("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid")?;
        let found = info.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let found: Vec<(String, String, u32)> = found.collect::<Result<_, _>>()?;
        let mut key: Vec<usize> = (0..found.len()).filter(|at| found[*at].2 > 0).collect();
        key.sort_by_key(|at| found[*at].2);
        let columns = found.into_iter().map(|(name, kind, _)| (name, kind)).collect();
        Ok(Table { name, columns, key })
    };
    // What running nodes tell each other is about those nodes.
    names.into_iter().filter(|name| !["signal", "duty"].contains(&name.as_str())).map(table).collect()
}

/// Takes away what the migrations put there; where anybody works already nothing is.
fn make_room(tables: &[Table], to: &Link) -> Result<(), StoreError> {
    for signs in ["SELECT 1 FROM agency LIMIT 1", "SELECT 1 FROM staff LIMIT 1", "SELECT 1 FROM wire LIMIT 1"]
    {
        if !to.rows(signs, &[])?.is_empty() {
            return Err(StoreError::Taken);
        }
    }
    tables.iter().rev().try_for_each(|table| to.batch(&format!("DELETE FROM {}", table.name)))
}

fn copy_table(table: &Table, from: &Link, to: &Link) -> Result<u64, StoreError> {
    let (first, next) = table.reading(from);
    let (mut count, mut last) = (0, Vec::new());
    loop {
        let rows = if last.is_empty() { from.rows(&first, &[])? } else { from.rows(&next, &last)? };
        let Some(row) = rows.last() else { return Ok(count) };
        last = table.key.iter().map(|at| table.typed(row, *at)).collect();
        let is_last = rows.len() < ROWS;
        count += rows.len() as u64;
        let values: Vec<Value> =
            rows.iter().flat_map(|row| (0..table.columns.len()).map(|at| table.typed(row, at))).collect();
        to.run(&table.writing(rows.len(), to), &values)?;
        if is_last {
            return Ok(count);
        }
    }
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The statements that read the first rows, and those after a key.
    fn reading(&self, link: &Link) -> (String, String) {
        let names: Vec<&str> = self.key.iter().map(|at| self.columns[*at].0.as_str()).collect();
        let (columns, key) = (self.names(), names.join(", "));
        let marks: Vec<String> = (1..=names.len()).map(|n| link.mark(n)).collect();
        let order = format!("ORDER BY {key} LIMIT {ROWS}");
        let all = format!("SELECT {columns} FROM {}", self.name);
        (format!("{all} {order}"), format!("{all} WHERE ({key}) > ({}) {order}", marks.join(", ")))
    }

    /// The statement that writes so many rows.
    fn writing(&self, rows: usize, link: &Link) -> String {
        let width = self.columns.len();
        let row = |n: usize| {
            let marks: Vec<String> = (1..=width).map(|at| link.mark(n * width + at)).collect();
            format!("({})", marks.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("INSERT INTO {} ({}) VALUES {}", self.name, self.names(), rows.join(", "))
    }

    /// A value as its column is declared: SQLite gives truths as numbers and ids as bytes.
    fn typed(&self, row: &Row, at: usize) -> Value {
        let value = row.0.get(at).cloned().unwrap_or(Value::Null);
        match (self.columns[at].1.as_str(), value) {
            ("BOOLEAN", Value::Int(number)) => Value::Bool(number != 0),
            ("UUID", Value::Bytes(bytes)) => {
                uuid::Uuid::from_slice(&bytes).map_or(Value::Bytes(bytes), Value::Uuid)
            }
            (_, value) => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite;

    #[test]
    fn every_table_has_a_key_and_types_that_both_engines_know() {
        let tables = tables().unwrap();
        assert!(tables.len() > 60, "{}", tables.len());
        for table in tables {
            assert!(!table.key.is_empty(), "{} has no key", table.name);
            for (name, kind) in table.columns {
                let known = ["BIGINT", "TEXT", "BYTEA", "BOOLEAN", "UUID"];
                assert!(known.contains(&kind.as_str()), "{}.{name} is {kind}", table.name);
            }
        }
    }

    #[test]
    fn what_is_copied_is_the_same_and_never_into_something() {
        let (from, to) = (sqlite::Link::in_memory().unwrap(), sqlite::Link::in_memory().unwrap());
        let (from, to) = (Link::Sqlite(from), Link::Sqlite(to));
        migrate::migrate(&from).unwrap();
        migrate::migrate(&to).unwrap();
        from.batch("INSERT INTO agency (id, name, created_at) VALUES (1, 'Meridian', 5)").unwrap();
        for n in 0..450 {
            from.batch(&format!(
                "INSERT INTO edition VALUES ('e{n:03}', {n}, 'Name', '', 'en', 'UTC', NULL, 'suffix', 'full')"
            ))
            .unwrap();
        }
        assert!(copy(&from, &to).unwrap() > 450);
        let all = "SELECT slug, position, host FROM edition ORDER BY slug";
        let told = |link: &Link| format!("{:?}", link.rows(all, &[]).unwrap());
        assert_eq!(told(&from), told(&to));
        assert!(matches!(copy(&from, &to), Err(StoreError::Taken)));
    }
}
