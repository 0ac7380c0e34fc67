//! What can go wrong with the store.

use std::path::PathBuf;

/// A fault of the store; never a rule of the newsroom.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Another Dateline has the folder.
    #[error(
        "the data folder {0} is in use by another dateline: stop that one, or name another folder with --data"
    )]
    InUse(PathBuf),
    /// There is a wire, and not the key that signs it.
    #[error(
        "the wire has entries, but {0} is missing, which signs them: name the folder of this agency's keys"
    )]
    NoKey(PathBuf),
    /// Nodes of the database are at work.
    #[error("a node of this agency is at work on the database: stop all nodes first")]
    Served,
    /// The folder was written by a later version.
    #[error(
        "the data folder is of version {found}, this dateline knows up to {known}: use the newer dateline"
    )]
    Newer {
        /// The version found.
        found: u32,
        /// The last one known here.
        known: u32,
    },
    /// A node of an older build would lose what it works with.
    #[error(
        "a node of version {oldest} is at work, and this dateline takes away what it needs: upgrade every node to one of version \
         {wanted} or later first"
    )]
    OlderNode {
        /// The version that the node knows.
        oldest: u32,
        /// The least version that works with what would be left.
        wanted: u32,
    },
    /// A migration's text is not the one that was applied.
    #[error(
        "migration {0} in the data folder is not the one this dateline carries: the folder is of another build"
    )]
    ForeignMigration(u32),
    /// The disk or the folder refuses.
    #[error("cannot {doing} {path}: {why}")]
    Folder {
        /// What was tried: `create`, `read`, `write`.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// The system's answer.
        why: String,
    },
    /// The disk is full.
    #[error("the disk is full: nothing was changed; free some space and try again")]
    DiskFull,
    /// The disk fails, or the system has made it read-only after a fault.
    #[error(
        "the disk cannot be written or read ({0}): what was not answered may not be kept; look at the system's log, mend or \
         replace the disk, then run `dateline verify`"
    )]
    DiskFails(String),
    /// A row is not what it should be.
    #[error("the store is damaged: {0}; run `dateline verify`, and restore a backup if it finds more")]
    Damaged(String),
    /// The database is on another machine, and cannot be reached.
    #[error("the database cannot be reached ({0}): what was not answered may not be kept")]
    Unreachable(String),
    /// The engine's own answer.
    #[error("the database answers: {0}")]
    Engine(String),
    /// What was expected to be the head of the story is not.
    #[error("the story moved on in between")]
    Conflict,
    /// Something that must be unique is there already.
    #[error("it is there already")]
    Taken,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(
                rusqlite::ErrorCode::SystemIoFailure
                | rusqlite::ErrorCode::ReadOnly
                | rusqlite::ErrorCode::CannotOpen,
            ) => StoreError::DiskFails(error.to_string()),
            Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::Taken,
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                StoreError::Damaged(error.to_string())
            }
            _ => StoreError::Engine(error.to_string()),
        }
    }
}
