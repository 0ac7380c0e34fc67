//! A backup is one file: the database as of one instant, with the folder's other files inside it.
//!
//! It is itself a SQLite database, so that any tool can look into it, and so of an agency on PostgreSQL; the table
//! `backup_file` holds the keys and the pictures. It is taken while the agency runs.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::engine::{Engine, Link};
use crate::{DATABASE, Home, StoreError, aside, migrate, sqlite, transfer};

/// What goes into a backup beside the rows, by the name that it has there.
fn kept(home: &Home) -> [(&'static str, PathBuf); 2] {
    [("keys", home.keys.clone()), ("media", home.folder.join("media"))]
}

fn fault(doing: &'static str, path: &Path, error: impl std::fmt::Display) -> StoreError {
    StoreError::Folder { doing, path: path.to_owned(), why: error.to_string() }
}

/// Writes a backup of a data folder, and of the database where it has one, which may be in use, to a file that must not
/// exist yet.
pub fn backup(home: &Home, file: &Path) -> Result<(), StoreError> {
    if file.exists() {
        return Err(fault("write", file, "it exists already: name another file"));
    }
    let part = file.with_extension("part");
    let _ = std::fs::remove_file(&part);
    match Engine::of(&home.folder, home.database.as_deref())? {
        Engine::Sqlite(folder) => copy_file(&folder.join(DATABASE), &part)?,
        engine => {
            let to = Link::Sqlite(sqlite::Link::at(&part)?);
            migrate::migrate(&to)?;
            aside(|| transfer::copy(&engine.to_read()?, &to))?;
        }
    }
    let to = Connection::open(&part).map_err(|error| fault("write", &part, error))?;
    to.execute_batch("CREATE TABLE backup_file (path TEXT PRIMARY KEY, bytes BLOB NOT NULL)")?;
    for (kept, folder) in kept(home) {
        for path in files_below(&folder)? {
            let bytes = std::fs::read(&path).map_err(|error| fault("read", &path, error))?;
            let below = path.strip_prefix(&folder).unwrap_or(&path);
            let name = Path::new(kept).join(below).to_string_lossy().into_owned();
            to.execute(
                "INSERT INTO backup_file (path, bytes) VALUES (?1, ?2)",
                rusqlite::params![name, bytes],
            )?;
        }
    }
    to.close().map_err(|(_, error)| StoreError::from(error))?;
    sync(&part).and_then(|()| std::fs::rename(&part, file)).map_err(|error| fault("write", file, error))
}

/// A database as of this instant, into a new file.
fn copy_file(source: &Path, part: &Path) -> Result<(), StoreError> {
    let from = Connection::open_with_flags(source, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| fault("read", source, error))?;
    let mut to = Connection::open(part).map_err(|error| fault("create", part, error))?;
    let copying = rusqlite::backup::Backup::new(&from, &mut to)?;
    copying.run_to_completion(1000, std::time::Duration::ZERO, None)?;
    Ok(())
}

/// Makes a data folder of a backup, with the rows in the database where one is named. Neither must hold an agency yet.
pub fn restore(file: &Path, home: &Home) -> Result<(), StoreError> {
    let folder = home.folder.as_path();
    let target = folder.join(DATABASE);
    if target.exists() || home.keys.join("wire.key").exists() {
        return Err(fault("write", folder, "it holds an agency already: name an empty folder with --data"));
    }
    let from = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| fault("read", file, error))?;
    let mut list = from
        .prepare("SELECT path, bytes FROM backup_file")
        .map_err(|error| fault("read", file, format!("it is no backup of dateline ({error})")))?;
    let found: u32 =
        from.query_row("SELECT coalesce(max(number), 0) FROM migration", [], |row| row.get(0))?;
    if found > migrate::known_version() {
        return Err(StoreError::Newer { found, known: migrate::known_version() });
    }
    std::fs::create_dir_all(folder).map_err(|error| fault("create", folder, error))?;
    let mut rows = list.query([])?;
    while let Some(row) = rows.next()? {
        let (name, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let relative = PathBuf::from(&name);
        let is_inside = relative.components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let target = kept(home)
            .into_iter()
            .find_map(|(kept, folder)| Some(folder.join(relative.strip_prefix(kept).ok()?)));
        let Some(path) = target.filter(|_| is_inside) else {
            return Err(fault(
                "read",
                file,
                format!("it holds the path `{name}`, which leads outside the folder"),
            ));
        };
        write_private(&path, &bytes).map_err(|error| fault("write", &path, error))?;
    }
    let part = folder.join("agency.part");
    let _ = std::fs::remove_file(&part);
    copy_file(file, &part)?;
    let to = Connection::open(&part).map_err(|error| fault("write", &part, error))?;
    to.execute_batch("DROP TABLE backup_file; VACUUM")?;
    to.close().map_err(|(_, error)| StoreError::from(error))?;
    let done = match Engine::of(folder, home.database.as_deref())? {
        Engine::Sqlite(_) => sync(&part).and_then(|()| std::fs::rename(&part, &target)),
        engine => {
            let from = Link::Sqlite(sqlite::Link::at(&part)?);
            migrate::migrate(&from)?;
            aside(|| {
                let to = engine.to_write()?;
                migrate::migrate(&to)?;
                transfer::copy(&from, &to)
            })?;
            std::fs::remove_file(&part)
        }
    };
    done.map_err(|error| fault("write", &target, error))
}

fn sync(path: &Path) -> std::io::Result<()> {
    std::fs::File::open(path)?.sync_all()
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = match std::fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(fault("read", &next, error)),
        };
        for entry in entries {
            let path = entry.map_err(|error| fault("read", &next, error))?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
