//! Where is an agency kept, and how is it brought into safety and back?

use std::path::{Path, PathBuf};

use store::StoreError;

/// Where an agency is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of this node: keys, pictures, the index, and where no database is named all rows.
    pub folder: PathBuf,
    /// The database that several nodes share: `postgres://user:password@host/name`.
    pub database: Option<String>,
}

impl<P: AsRef<Path>> From<P> for Place {
    fn from(folder: P) -> Self {
        Place { folder: folder.as_ref().to_owned(), database: None }
    }
}

/// Writes a backup of an agency, which may be at work, to a file that must not exist yet.
pub fn backup(place: &Place, file: &Path) -> Result<(), StoreError> {
    store::backup(&place.folder, place.database.as_deref(), file)
}

/// Makes an agency of a backup, where there is none yet.
pub fn restore(file: &Path, place: &Place) -> Result<(), StoreError> {
    store::restore(file, &place.folder, place.database.as_deref())
}
