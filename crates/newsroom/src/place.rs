//! Where is an agency kept, and how is it brought into safety, back, and elsewhere?

use std::path::{Path, PathBuf};

use store::StoreError;

use crate::Agency;

/// Where an agency is kept. One node needs a folder and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of this node.
    pub folder: PathBuf,
    /// The folder of the agency's keys, where it is another: several nodes have the same keys.
    pub keys: Option<PathBuf>,
    /// The database that several nodes share: `postgres://user:password@host/name`.
    pub database: Option<String>,
    /// The NATS server by which they wake each other: `nats://host:4222`, by TLS `tls://host:4222`.
    pub bus: Option<String>,
    /// The bucket of their pictures: `s3://name/prefix?endpoint=https://host`.
    pub media: Option<String>,
}

impl<P: AsRef<Path>> From<P> for Place {
    fn from(folder: P) -> Self {
        Place { folder: folder.as_ref().to_owned(), keys: None, database: None, bus: None, media: None }
    }
}

impl Place {
    /// The folder of the keys.
    pub fn keys(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.folder.join("keys"))
    }

    fn home(&self) -> store::Home {
        store::Home { folder: self.folder.clone(), keys: self.keys(), database: self.database.clone() }
    }

    pub(crate) fn open_store(&self) -> Result<store::Store, StoreError> {
        store::Store::open(self.home())
    }

    pub(crate) fn open_media(&self) -> Result<media::MediaStore, media::MediaError> {
        match &self.media {
            Some(address) => media::MediaStore::bucket(address),
            None => media::MediaStore::open(self.folder.join("media")),
        }
    }

    /// The bus, for the agency that this key signs for.
    pub(crate) fn open_bus(&self, key: &[u8]) -> Result<bus::Bus, bus::BusError> {
        match &self.bus {
            Some(address) => bus::Bus::nats(address, &store::hex(&key[..8.min(key.len())])),
            None => Ok(bus::Bus::local()),
        }
    }
}

/// Writes a backup of an agency, which may be at work, to a file that must not exist yet. Pictures in a bucket are kept there.
pub fn backup(place: &Place, file: &Path) -> Result<(), StoreError> {
    store::backup(&place.home(), file)
}

/// Makes an agency of a backup, where there is none yet.
pub fn restore(file: &Path, place: &Place) -> Result<(), StoreError> {
    store::restore(file, &place.home())
}

/// Carries all rows of an agency that nobody serves into the database at an address, or where none is given into the
/// folder; how many there were. What they came from is left as it was.
pub fn move_to(place: &Place, database: Option<&str>) -> Result<u64, StoreError> {
    store::move_to(&place.home(), database)
}

impl Agency {
    /// Where it is kept.
    pub fn kept_at(&self) -> &Place {
        &self.inner.place
    }
}
